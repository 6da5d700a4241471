/*
 * The person index with a million made-up people: what it costs to keep and to ask, and whether it
 * finds whom was meant; beside it the same people and the same questions in PostgreSQL with a
 * trigram index. The people are the same at every run.
 *
 * Recall counts a query as answered when somebody with the very names that were meant is among the
 * first ten: of a hundred people of one name nobody can say which was meant.
 *
 *     names_bench [PEOPLE]    beside PostgreSQL when ACCANTO_TEST_POSTGRES names a server
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/names/names.h"
#include "table.h"
#include "town.h"
#include "trgm_reference.h"

enum {
    PEOPLE_DEFAULT = 1000000,
    QUERIES = 1000, /* of each kind */
    ROUNDS = 5,
    ROUND_QUERIES = 10, /* put to both */
    ARENA_CAP = 64 * 1024 * 1024,
};

static const char *const kind_names[KINDS] = {"exact",      "swapped", "start", "one error",
                                              "two errors", "joined",  "phone", "tax code"};

/* Makes everybody's texts. */
static void tell_everybody(const struct town *town, struct names_builder *builder)
{
    for (uint32_t i = 0; i < town->count; i++) {
        char surname[TOWN_TEXT];
        char name[TOWN_TEXT];
        char phone[TOWN_TEXT];
        char tax_code[TOWN_TEXT];
        const char *phones[] = {phone};

        town_name(town, i, surname, name);
        town_phone(i, phone);
        town_tax_code(i, tax_code);

        struct names_item item = {
            .id = (int64_t)i + 1,
            .surname = surname,
            .name = name,
            .tax_code = tax_code,
            .phones = phones,
            .phone_count = 1,
            .birth = {(int32_t)(i % 30000) - 10000},
            .place = (uint16_t)(i % 20),
        };

        if (names_build_add(builder, &item) != OK)
            abort();
    }
}

static struct names *town_index(const struct town *town)
{
    struct names_builder *builder;
    struct names *index;

    if (names_build_begin(&builder) != OK)
        abort();
    tell_everybody(town, builder);
    if (names_build_end(builder, &index) != OK)
        abort();
    return index;
}

/* Whether somebody named like the person meant is among the hits. */
static bool is_answered(const struct town *town, uint32_t meant, const struct names_result *result)
{
    for (size_t i = 0; i < result->count; i++) {
        if (town_same_name(town, meant, (uint32_t)(result->hits[i].id - 1)))
            return true;
    }
    return false;
}

/* The recall at ten. */
static double bench_kind(const struct town *town, const struct names *index, enum town_kind kind,
                         struct arena *arena)
{
    static double times_ms[QUERIES];
    int answered = 0;

    for (int i = 0; i < QUERIES; i++) {
        char query[TOWN_TEXT];
        uint32_t meant = town_random_below(town->count);
        struct names_result result;

        town_query(town, meant, kind, query);

        double start = bench_cpu_seconds();

        names_search(index, query, NULL, arena, &result);
        times_ms[i] = (bench_cpu_seconds() - start) * 1e3;
        answered += is_answered(town, meant, &result);
        arena_reset(arena);
    }
    printf("%-11s p50 %7.3f ms  p99 %7.3f ms  recall at 10 %.3f\n", kind_names[kind],
           bench_median(times_ms, QUERIES), bench_quantile(times_ms, QUERIES, 0.99),
           (double)answered / QUERIES);
    return (double)answered / QUERIES;
}

static void bench_recall(const struct town *town, const struct names *index, struct arena *arena)
{
    double recall[KINDS];

    for (enum town_kind kind = 0; kind < KINDS; kind++)
        recall[kind] = bench_kind(town, index, kind, arena);
    bench_line("person search, 1,000,000: recall at 10, one error", recall[ONE_ERROR], AT_LEAST,
               0.98);
    bench_line("person search, 1,000,000: recall at 10, two errors", recall[TWO_ERRORS], AT_LEAST,
               0.90);
    bench_line("person search, 1,000,000: recall at 10, swapped", recall[SWAPPED], AT_LEAST, 0.99);
}

/* Each question to both, one after the other, by the clock on the wall: the other one works in
   another process. Names with up to two errors, swapped, begun: what trigrams can answer too. */
static void bench_trgm(const struct town *town, const struct names *index, struct arena *arena,
                       const char *server)
{
    struct trgm *trgm = trgm_open(server, town);
    double ratios[ROUNDS];

    for (int round = 0; round < ROUNDS; round++) {
        double ours[ROUND_QUERIES];
        double theirs[ROUND_QUERIES];

        for (int i = 0; i < ROUND_QUERIES; i++) {
            char query[TOWN_TEXT];
            struct names_result result;

            town_query(town, town_random_below(town->count), (enum town_kind)(i % (TWO_ERRORS + 1)),
                       query);

            double start = bench_wall_seconds();

            names_search(index, query, NULL, arena, &result);
            ours[i] = bench_wall_seconds() - start;
            start = bench_wall_seconds();
            trgm_search(trgm, query);
            theirs[i] = bench_wall_seconds() - start;
            arena_reset(arena);
        }

        double our_median = bench_median(ours, ROUND_QUERIES);
        double their_median = bench_median(theirs, ROUND_QUERIES);

        printf("p50 %.3f ms, pg_trgm %.1f ms\n", our_median * 1e3, their_median * 1e3);
        ratios[round] = their_median / our_median;
    }
    bench_line("person search, 1,000,000: p50 of pg_trgm over ours", bench_median(ratios, ROUNDS),
               AT_LEAST, 50);
    trgm_close(trgm);
}

static void bench_changes(const struct town *town, struct names *index)
{
    double slowest = 0;
    double start = bench_cpu_seconds();

    for (uint32_t i = 0; i <= NAMES_RECENT_MAX; i++) {
        char surname[TOWN_TEXT];
        char name[TOWN_TEXT];
        double before = bench_cpu_seconds();

        town_name(town, i * 7 % town->count, surname, name);

        struct names_item item = {.id = i * 13 % town->count + 1, .surname = surname, .name = name};

        if (names_put(index, &item) != OK)
            abort();
        if (bench_cpu_seconds() - before > slowest)
            slowest = bench_cpu_seconds() - before;
    }
    printf("%u puts in %.3f s, the slowest %.3f s\n", NAMES_RECENT_MAX + 1,
           bench_cpu_seconds() - start, slowest);
}

int main(int argc, char **argv)
{
    uint32_t count = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : PEOPLE_DEFAULT;
    const char *server = getenv("ACCANTO_TEST_POSTGRES");
    struct town town = town_make(count > 0 ? count : 1);
    struct names *index = town_index(&town);
    struct names_memory memory = names_memory(index);
    struct arena arena;

    if (arena_init(&arena, ARENA_CAP) != OK)
        bench_stop("no memory");
    bench_line("person search, 1,000,000: bytes a person, names",
               (double)memory.names_bytes / town.count, AT_MOST, 20);
    printf("and %.1f bytes a person for a phone number and a tax code each\n",
           (double)memory.codes_bytes / town.count);
    bench_recall(&town, index, &arena);
    if (server)
        bench_trgm(&town, index, &arena, server);
    bench_changes(&town, index);
    names_free(index);
    arena_free(&arena);
    town_free(&town);
    return 0;
}
