/*
 * A zone goes into another database. `*state` is the source; each case makes its target, so that
 * every direction between the two engines is walked.
 */
#include "store/move.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "demo/demo.h"
#include "store/seal.h"
#include "support/thing.h"

/* A row may refer to one that comes after it. */
static const struct sql_field LINK_COLUMNS[] = {{"id", SQL_INT, 0}, {"other_id", SQL_INT, 0}};
static const struct sql_field COUNT_COLUMNS[] = {{"count", SQL_INT, 0}};
static const struct sql_field THING_COLUMNS[] = {
    {"id", SQL_INT, 0},    {"number", SQL_INT, 0}, {"flag", SQL_INT, 0},
    {"money", SQL_INT, 0}, {"at", SQL_INT, 0},     {"clock", SQL_INT, 0},
    {"day", SQL_TEXT, 0},  {"words", SQL_TEXT, 0}, {"bytes", SQL_BLOB, 0}};

#define READ(fields, text)                                                                         \
    {                                                                                              \
        .name = "read", .sqlite = text, .postgres = text, .columns = fields,                       \
        .column_count = sizeof(fields) / sizeof(fields[0]), .row_size = sizeof(int64_t)            \
    }
#define ADD(fields, text, sqlite_values, postgres_values)                                          \
    {                                                                                              \
        .name = "add", .sqlite = text sqlite_values, .postgres = text postgres_values,             \
        .params = fields, .param_count = sizeof(fields) / sizeof(fields[0])                        \
    }

static const struct sql_statement LINK_READ =
    READ(LINK_COLUMNS, "select id, other_id from link order by id");
static const struct sql_statement LINK_COUNT = READ(COUNT_COLUMNS, "select count(*) from link");
static const struct sql_statement LINK_ADD =
    ADD(LINK_COLUMNS, "insert into link (id, other_id) values ", "(?1, ?2)", "($1, $2)");
static const struct sql_statement THING_READ =
    READ(THING_COLUMNS,
         "select id, number, flag, money, at, clock, day, words, bytes from thing order by id");
static const struct sql_statement THING_COPY =
    ADD(THING_COLUMNS, "insert into thing values ", "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        "($1, $2, $3, $4, $5, $6, $7, $8, $9)");

enum { TABLES_MAX = 400 };
static struct move_table all_tables[TABLES_MAX];

/* The program's tables and the tests' own. */
static struct move_tables with_things(void)
{
    size_t count = SCHEMA_TABLE_COUNT;

    assert_true(count + 2 <= TABLES_MAX);
    memcpy(all_tables, SCHEMA_TABLES, count * sizeof(all_tables[0]));
    all_tables[count++] =
        (struct move_table){"thing", &THING_READ, &THING_COPY, &THING_COUNT, NULL};
    all_tables[count++] = (struct move_table){"link", &LINK_READ, &LINK_ADD, &LINK_COUNT, NULL};
    return (struct move_tables){all_tables, count};
}

static void make_tables(struct test_store *t)
{
    bool sqlite = db_kind_of(t->location) == DB_SQLITE;

    thing_make_table(t);
    assert_int_equal(test_store_tamper(t, sqlite ? "create table link (id integer primary key, "
                                                   "other_id id_int references link (id))"
                                                 : "create table link (id bigint primary key, "
                                                   "other_id id_int references link (id))"),
                     OK);
}

/* Source and target, and what the move between them is. */
struct journey {
    struct test_store *from;
    struct test_store to;
    struct move_report report;
};

static void open_target(struct journey *journey, struct test_store *from, enum db_kind kind)
{
    *journey = (struct journey){.from = from};
    test_store_open(&journey->to, kind);
}

static enum status go(struct journey *journey, const struct move_tables *tables)
{
    db_close(journey->from->db);
    journey->from->db = journey->from->ctx.db = NULL;
    return store_move(journey->from->store, journey->to.store, tables, NULL, NULL,
                      &journey->report);
}

static const enum db_kind KINDS[] = {DB_SQLITE, DB_POSTGRES};

static int64_t add(struct test_store *t, struct thing thing)
{
    int64_t id;

    assert_int_equal(sql_one(&t->ctx, &THING_ADD, &thing, &id), OK);
    return id;
}

static enum status add_all_kinds(struct ctx *tx, void *args)
{
    struct test_store t = {.ctx = *tx};
    struct thing full = {.id = 0,
                         .count = -5,
                         .flag = true,
                         .money = {.cents = INT64_MAX - 1},
                         .at = {.seconds = -1},
                         .clock = {.minutes = 1439},
                         .day = date_of(2026, 2, 28),
                         .text = "Ionuț 'O\"\\ \n"};
    struct thing bare = {.count = SQL_INT_NONE,
                         .money = MONEY_NONE,
                         .at = INSTANT_NONE,
                         .clock = CLOCK_NONE,
                         .day = DATE_NONE,
                         .text = "",
                         .blob = {.data = (const uint8_t *)"", .length = 0}};

    seal_text(tx, "thing.bytes 1", args, &full.blob);
    add(&t, full);
    add(&t, bare);
    return audit_add(tx, &(struct audit_entry){.action = "thing.add"});
}

static void every_kind_of_value_arrives_as_it_was(void **state)
{
    const struct move_tables tables = with_things();

    struct test_store *from = *state;

    make_tables(from);
    assert_int_equal(store_write(&from->ctx, add_all_kinds, "sealed words"), OK);
    for (size_t i = 0; i < 2; i++) {
        struct journey journey;
        struct thing *things;
        size_t count;
        const char *opened;

        open_target(&journey, from, KINDS[i]);
        make_tables(&journey.to);
        assert_int_equal(go(&journey, &tables), OK);
        assert_int_equal(journey.report.head.number, 1);
        assert_int_equal(sql_many(&journey.to.ctx, &THINGS, NULL, (void **)&things, &count), OK);
        assert_int_equal(count, 2);
        assert_int_equal(things[0].id, 1);
        assert_int_equal(things[0].count, -5);
        assert_true(things[0].money.cents == INT64_MAX - 1);
        assert_int_equal(things[0].at.seconds, -1);
        assert_string_equal(things[0].text, "Ionuț 'O\"\\ \n");
        assert_int_equal(seal_open(&journey.to.ctx, "thing.bytes 1", things[0].blob, &opened), OK);
        assert_string_equal(opened, "sealed words");
        assert_true(things[1].count == SQL_INT_NONE);
        assert_string_equal(things[1].text, "");
        assert_true(things[1].blob.data && things[1].blob.length == 0);
        test_store_close(&journey.to);
        test_store_reopen(from);
    }
}

static void zone_goes_on_where_it_was(void **state)
{
    const struct move_tables tables = with_things();

    struct test_store *from = *state;

    make_tables(from);
    for (int i = 0; i < 500; i++)
        assert_int_equal(
            store_write(&from->ctx, thing_add_text, arena_printf(&from->arena, "thing %d", i)), OK);
    for (size_t i = 0; i < 2; i++) {
        struct journey journey;
        struct audit_report report;

        open_target(&journey, from, KINDS[i]);
        make_tables(&journey.to);
        assert_int_equal(go(&journey, &tables), OK);
        /* The next id comes after the last, and the next row of audit too. */
        assert_int_equal(store_write(&journey.to.ctx, thing_add_text, "after"), OK);
        assert_int_equal(thing_count(&journey.to.ctx), 501);
        assert_int_equal(
            audit_verify(&journey.to.ctx, &journey.report.head, 1, NULL, NULL, &report), OK);
        assert_int_equal(report.problem, AUDIT_SOUND);
        assert_int_equal(report.rows, 501);
        test_store_close(&journey.to);
        test_store_reopen(from);
        assert_int_equal(thing_count(&from->ctx), 500);
    }
}

static void whole_demonstration_arrives(void **state)
{
    const struct move_tables tables = {SCHEMA_TABLES, SCHEMA_TABLE_COUNT};
    struct test_store *from = *state;
    struct journey journey;
    struct audit_report report;

    assert_int_equal(demo_create(&from->ctx, date_of(2026, 11, 23), 1, NULL, NULL), OK);
    open_target(&journey, from, db_kind_of(from->location) == DB_SQLITE ? DB_POSTGRES : DB_SQLITE);
    assert_int_equal(go(&journey, &tables), OK);
    assert_true(journey.report.rows > 40000);
    assert_int_equal(audit_verify(&journey.to.ctx, &journey.report.head, 1, NULL, NULL, &report),
                     OK);
    assert_int_equal(report.problem, AUDIT_SOUND);
    test_store_close(&journey.to);
}

static void rows_that_refer_to_later_rows_arrive_and_are_checked_again(void **state)
{
    const struct move_tables tables = with_things();
    struct test_store *from = *state;

    make_tables(from);
    assert_int_equal(store_write(&from->ctx, thing_add_text, "thing"), OK);
    assert_int_equal(test_store_tamper(from, "insert into link values (2, null);"
                                             "insert into link values (1, 2)"),
                     OK);
    for (size_t i = 0; i < 2; i++) {
        struct journey journey;

        open_target(&journey, from, KINDS[i]);
        make_tables(&journey.to);
        assert_int_equal(go(&journey, &tables), OK);
        assert_int_equal(test_store_tamper(&journey.to, "insert into link values (3, 1)"), OK);
        assert_int_equal(test_store_tamper(&journey.to, "begin; insert into link values (9, 8); "
                                                        "insert into link values (8, 9); commit"),
                         ERR_CONFLICT);
        test_store_close(&journey.to);
        test_store_reopen(from);
    }
}

static void target_with_a_zone_is_refused_and_stays(void **state)
{
    const struct move_tables tables = with_things();
    struct test_store *from = *state;
    struct journey journey;

    make_tables(from);
    assert_int_equal(store_write(&from->ctx, thing_add_text, "from"), OK);
    open_target(&journey, from, db_kind_of(from->location));
    make_tables(&journey.to);
    assert_int_equal(store_write(&journey.to.ctx, thing_add_text, "to"), OK);
    assert_int_equal(go(&journey, &tables), ERR_CONFLICT);
    assert_null(journey.report.table);
    assert_int_equal(thing_count(&journey.to.ctx), 1);
    test_store_close(&journey.to);
}

static void source_in_use_is_refused(void **state)
{
    const struct move_tables tables = {SCHEMA_TABLES, SCHEMA_TABLE_COUNT};
    struct test_store *from = *state;
    struct arena arena;
    struct ctx other = test_store_worker(from, &arena);
    struct journey journey;

    open_target(&journey, from, DB_SQLITE);
    assert_int_equal(go(&journey, &tables), ERR_BUSY);
    test_store_worker_end(&other);
    assert_int_equal(go(&journey, &tables), OK);
    test_store_close(&journey.to);
}

static void source_of_another_key_is_refused(void **state)
{
    const struct move_tables tables = {SCHEMA_TABLES, SCHEMA_TABLE_COUNT};
    struct test_store *from = *state;
    struct journey journey;

    make_tables(from);
    assert_int_equal(store_write(&from->ctx, thing_add_text, "from"), OK);
    test_store_shut(from);
    from->config.master.bytes[0] ^= 1;
    test_store_reopen(from);
    open_target(&journey, from, DB_SQLITE);
    assert_int_equal(go(&journey, &tables), ERR_CORRUPT);
    assert_null(journey.report.table);
    test_store_close(&journey.to);
}

static void row_that_the_target_refuses_leaves_nothing(void **state)
{
    const struct move_tables tables = with_things();
    struct test_store *from = *state;
    struct journey journey;

    make_tables(from);
    for (int i = 0; i < 300; i++)
        assert_int_equal(
            store_write(&from->ctx, thing_add_text, arena_printf(&from->arena, "thing %d", i)), OK);
    open_target(&journey, from, DB_POSTGRES);
    make_tables(&journey.to);
    assert_int_equal(test_store_tamper(&journey.to, "alter table thing add check (id <> 250)"), OK);
    assert_int_equal(go(&journey, &tables), ERR_INVALID);
    assert_string_equal(journey.report.table, "thing");
    assert_in_range(journey.report.row, 250, 400);
    assert_int_equal(thing_count(&journey.to.ctx), 0);
    assert_int_equal(
        test_store_tamper(&journey.to, "alter table thing drop constraint thing_id_check"), OK);
    assert_int_equal(go(&journey, &tables), OK);
    assert_int_equal(thing_count(&journey.to.ctx), 300);
    test_store_close(&journey.to);
}

static void copy_that_differs_is_not_kept(void **state)
{
    const struct move_tables tables = with_things();
    struct test_store *from = *state;
    struct journey journey;

    make_tables(from);
    assert_int_equal(store_write(&from->ctx, thing_add_text, "thing"), OK);
    open_target(&journey, from, DB_SQLITE);
    make_tables(&journey.to);
    assert_int_equal(test_store_tamper(&journey.to,
                                       "create trigger meddler after insert on thing begin "
                                       "update thing set words = 'other' where id = new.id; end"),
                     OK);
    assert_int_equal(go(&journey, &tables), ERR_CORRUPT);
    assert_string_equal(journey.report.table, "thing");
    assert_int_equal(thing_count(&journey.to.ctx), 0);
    test_store_close(&journey.to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH_ENGINES(every_kind_of_value_arrives_as_it_was),
        ON_BOTH_ENGINES(zone_goes_on_where_it_was),
        ON_BOTH_ENGINES(whole_demonstration_arrives),
        ON_BOTH_ENGINES(rows_that_refer_to_later_rows_arrive_and_are_checked_again),
        ON_BOTH_ENGINES(target_with_a_zone_is_refused_and_stays),
        ON_BOTH_ENGINES(source_in_use_is_refused),
        ON_BOTH_ENGINES(source_of_another_key_is_refused),
        ON_BOTH_ENGINES(row_that_the_target_refuses_leaves_nothing),
        ON_BOTH_ENGINES(copy_that_differs_is_not_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
