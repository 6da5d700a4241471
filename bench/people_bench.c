/*
 * What the program waits for at its start: reading a million people and building the index of them,
 * beside reading the same rows with the same statement and keeping nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/crypt.h"
#include "engine/names/names.h"
#include "people/index.h"
#include "people_sql.h"
#include "store/migrate.h"
#include "store/sql.h"
#include "table.h"
#include "town.h"

enum { PEOPLE_DEFAULT = 1000000, ROUNDS = 5, ARENA_CAP = 64 * 1024 * 1024 };

static const struct instant NOW = {1795424400};

struct row {
    int64_t id;
    const char *surname;
    const char *name;
    const char *sort_key;
    struct date birth_date;
    const char *tax_code;
    const char *phone;
};

static const struct sql_field PERSON_FIELDS[] = {
    {"id", SQL_ID, offsetof(struct row, id)},
    {"surname", SQL_TEXT, offsetof(struct row, surname)},
    {"name", SQL_TEXT, offsetof(struct row, name)},
    {"sort_key", SQL_TEXT, offsetof(struct row, sort_key)},
    {"birth_date", SQL_DATE, offsetof(struct row, birth_date)},
    {"tax_code", SQL_TEXT, offsetof(struct row, tax_code)},
};
static const struct sql_field PHONE_FIELDS[] = {
    {"id", SQL_ID, offsetof(struct row, id)},
    {"phone", SQL_TEXT, offsetof(struct row, phone)},
};
static const struct sql_statement PERSON_ADD = {
    .name = "person_add",
    .sqlite = "insert into person (id, surname, name, sort_key, birth_date, tax_code, "
              "tax_code_kind, rider, created_at, created_by, version) "
              "values (?1, ?2, ?3, ?4, ?5, ?6, 'personal', 0, 0, 1, 1)",
    .params = PERSON_FIELDS,
    .param_count = 6,
};
static const struct sql_statement PHONE_ADD = {
    .name = "phone_add",
    .sqlite = "insert into person_phone (person_id, phone, position) values (?1, ?2, 1)",
    .params = PHONE_FIELDS,
    .param_count = 2,
};

static void must(enum status status, const char *what)
{
    if (status != OK) {
        fprintf(stderr, "%s: ", status_name(status));
        bench_stop(what);
    }
}

static void add_person(struct ctx *ctx, const struct town *town, uint32_t index)
{
    char surname[TOWN_TEXT];
    char name[TOWN_TEXT];
    char key[NAMES_SORT_KEY_BYTES];
    char tax_code[TOWN_TEXT];
    char phone[TOWN_TEXT];
    const struct row row = {.id = (int64_t)index + 1,
                            .surname = surname,
                            .name = name,
                            .sort_key = key,
                            .birth_date = {(int32_t)(index % 30000) - 10000},
                            .tax_code = tax_code,
                            .phone = phone};

    town_name(town, index, surname, name);
    names_sort_key(surname, name, key, sizeof key);
    town_tax_code(index, tax_code);
    town_phone(index, phone);
    must(sql_exec(ctx, &PERSON_ADD, &row), "a person");
    must(sql_exec(ctx, &PHONE_ADD, &row), "a phone");
    arena_reset(ctx->arena);
}

/* Without the indexes that only slow the filling down, and without the rows that a person stands
   on: neither is read by what is measured. */
static void fill(struct ctx *ctx, uint32_t people)
{
    struct town town = town_make(people);

    must(db_script(ctx->db, "pragma foreign_keys = off; pragma synchronous = off; "
                            "drop index person_sort; drop index person_tax_code; "
                            "drop index person_phone_phone"),
         "pragmas");
    must(db_begin(ctx->db), "begin");
    for (uint32_t i = 0; i < people; i++)
        add_person(ctx, &town, i);
    must(db_commit(ctx->db), "commit");
    town_free(&town);
}

static enum status pass_over(void *user, const struct index_entry *row)
{
    int64_t *people = user;

    *people += row->id > 0;
    return OK;
}

static double read_seconds(struct ctx *ctx, uint32_t people)
{
    double start = bench_cpu_seconds();
    int64_t seen = 0;

    must(person_index_all(ctx, pass_over, &seen), "reading");
    if (seen != people)
        bench_stop("not everybody was read");
    return bench_cpu_seconds() - start;
}

static double open_seconds(struct ctx *ctx)
{
    double start = bench_cpu_seconds();
    struct people_index *index;

    must(people_index_open(ctx, &index), "the index");

    double taken = bench_cpu_seconds() - start;

    people_index_close(index);
    return taken;
}

static void measure(struct ctx *ctx, uint32_t people)
{
    double opening[ROUNDS];
    double reading[ROUNDS];

    for (int i = 0; i < ROUNDS; i++) {
        reading[i] = read_seconds(ctx, people);
        opening[i] = open_seconds(ctx);
    }
    printf("index of %u people %.2f s, reading the table %.2f s\n", people,
           bench_median(opening, ROUNDS), bench_median(reading, ROUNDS));
    bench_line("person index, 1,000,000: reading and building over reading",
               bench_median(opening, ROUNDS) / bench_median(reading, ROUNDS), AT_MOST, 1.5);
}

static void make_zone(const char *location)
{
    struct store_config config = {.location = location, .create = true};
    struct migrate_report report;
    struct store *store;

    must(store_open(&config, &store), location);
    must(store_migrate(store, SCHEMA, SCHEMA_COUNT, NOW, NULL, NULL, &report), "migrations");
    store_close(store);
}

int main(int argc, char **argv)
{
    uint32_t people = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : PEOPLE_DEFAULT;
    char folder[] = "/tmp/accanto-bench-XXXXXX";
    char location[64];
    struct db_options options = {.location = location, .busy_timeout_ms = 1000};
    struct arena arena;
    struct ctx ctx = {.arena = &arena, .now = NOW};

    must(crypt_init(), "crypt_init");
    must(arena_init(&arena, ARENA_CAP), "arena");
    if (!mkdtemp(folder))
        bench_stop("no folder under /tmp");
    snprintf(location, sizeof location, "%s/zone.db", folder);
    make_zone(location);
    must(db_open(&options, &ctx.db), location);
    fill(&ctx, people);
    measure(&ctx, people);
    db_close(ctx.db);
    arena_free(&arena);
    unlink(location);
    rmdir(folder);
    return 0;
}
