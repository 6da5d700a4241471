/*
 * The person index over a real table: how long it takes to build at start, beside bare reading of
 * the same rows, what it costs in memory, and what a search pays to learn that nothing changed.
 *
 *     people_index_bench [PEOPLE]       1,000,000 unless told; the table is made in /tmp
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "people/index.h"
#include "people_sql.h"
#include "staff/staff.h"
#include "store/migrate.h"
#include "store/store.h"

enum { PEOPLE = 1000000, ARENA_BYTES = 64 * 1024 * 1024, FOLLOWS = 2000, ROUNDS = 5 };

/* No history is shown here. */
const struct person_events_source *const PERSON_EVENTS_SOURCES[1];
const size_t PERSON_EVENTS_SOURCE_COUNT = 0;

static double cpu_seconds(void)
{
    struct timespec time;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void must(enum status status, const char *what)
{
    if (status == OK)
        return;
    fprintf(stderr, "people_index_bench: %s: %s\n", what, status_name(status));
    exit(1);
}

static int compare(const void *a, const void *b)
{
    const double *left = a;
    const double *right = b;

    return (*left > *right) - (*left < *right);
}

static double median(double *rounds)
{
    qsort(rounds, ROUNDS, sizeof *rounds, compare);
    return rounds[ROUNDS / 2];
}

/* Names of two and three syllables, so that there are as many different ones as in a province. */
static const char *invent(struct arena *arena, uint32_t *seed)
{
    static const char *const SYLLABLES[] = {"ba", "ce", "di", "fo", "gu", "la",   "me",   "ni",
                                            "ro", "su", "ta", "ve", "zi", "bran", "chel", "gri"};
    char name[32] = "";
    int count = 2 + (int)(*seed >> 8) % 3;

    for (int i = 0; i < count; i++) {
        *seed = *seed * 1664525u + 1013904223u;
        strcat(name, SYLLABLES[*seed >> 28]);
    }
    return arena_copy(arena, name);
}

struct filling {
    int64_t people;
};

static enum status fill(struct ctx *tx, void *args)
{
    const struct filling *filling = args;
    uint32_t seed = 7;

    TRY(staff_system_create(tx));
    for (int64_t i = 0; i < filling->people; i++) {
        size_t mark = arena_mark(tx->arena);
        struct person_draft draft = person_draft_new();
        int64_t id;

        draft.surname = invent(tx->arena, &seed);
        draft.name = invent(tx->arena, &seed);
        draft.birth_date = date_add_days(date_of(1930, 1, 1), (int)(seed % 30000));
        draft.tax_code = arena_printf(tx->arena, "RSSMRA%08uX", seed % 100000000);
        draft.phones[0] = arena_printf(tx->arena, "+393%09u", seed % 1000000000);
        TRY(person_create(tx, &draft, &id));
        arena_rewind(tx->arena, mark);
    }
    return OK;
}

static enum status look(void *user, const struct index_entry *row)
{
    *(int64_t *)user += row->id;
    return OK;
}

static void measure(struct ctx *ctx, int64_t people)
{
    double reading[ROUNDS], building[ROUNDS];
    struct people_index *index = NULL;
    int64_t sum = 0;

    for (int i = 0; i < ROUNDS; i++) {
        double start = cpu_seconds();

        must(person_index_all(ctx, look, &sum), "reading");
        reading[i] = cpu_seconds() - start;
        people_index_close(index);
        start = cpu_seconds();
        must(people_index_open(ctx, &index), "building");
        building[i] = cpu_seconds() - start;
    }

    struct mallinfo2 memory = mallinfo2();
    struct rusage usage;
    double start = cpu_seconds();

    for (int i = 0; i < FOLLOWS; i++)
        must(people_index_follow(ctx, index), "following");
    double follow_us = (cpu_seconds() - start) * 1e6 / FOLLOWS;

    getrusage(RUSAGE_SELF, &usage);
    double read_s = median(reading);
    double build_s = median(building);
    double bytes = (double)(memory.uordblks + memory.hblkhd) / (double)people;

    printf("index built / table read            %.2f  goal 1.50  %s  (%.2f s / %.2f s)\n",
           build_s / read_s, build_s <= 1.5 * read_s ? "met" : "short", build_s, read_s);
    printf("index, bytes a person               %.1f  goal 40.0  %s  (peak %ld MB)\n", bytes,
           bytes <= 40 ? "met" : "short", usage.ru_maxrss / 1024);
    printf("follow when nothing changed         %.1f us\n", follow_us);
    people_index_close(index);
}

int main(int argc, char **argv)
{
    char folder[] = "/tmp/accanto-bench-XXXXXX";
    struct filling filling = {argc > 1 ? atoll(argv[1]) : PEOPLE};
    struct actor actor = {.user_id = 1, .stage = ACTOR_OPEN};
    struct arena arena;
    struct store_config config = {.create = true};
    struct store *store;
    struct migrate_report report;

    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    config.location = "zone.db";
    must(arena_init(&arena, ARENA_BYTES), "arena");
    must(date_init_civil_time(), "time");
    must(crypt_init(), "randomness");
    must(store_open(&config, &store), "store");

    struct ctx ctx = {.arena = &arena, .now = instant_now(), .actor = &actor, .origin = "bench"};

    must(store_migrate(store, SCHEMA, SCHEMA_COUNT, ctx.now, NULL, NULL, &report), "schema");
    must(store_connect(store, &ctx.db), "connection");
    must(store_write(&ctx, fill, &filling), "filling");
    measure(&ctx, filling.people);
    db_close(ctx.db);
    store_close(store);
    unlink("zone.db");
    unlink("zone.db-wal");
    unlink("zone.db-shm");
    rmdir(folder);
    return 0;
}
