#include "store/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "store/audit_chain.h"
#include "store/once.h"
#include "support/thing.h"

static const uint8_t BYTES[] = {0, 1, 0xff, 0};

static enum status add(struct ctx *tx, void *args)
{
    struct thing *thing = args;

    return sql_one(tx, &THING_ADD, thing, &thing->id);
}

static struct thing round_trip(struct test_store *t, struct thing thing)
{
    struct thing back;

    assert_int_equal(store_write(&t->ctx, add, &thing), OK);
    assert_int_equal(sql_one(&t->ctx, &THING_BY_ID, &thing.id, &back), OK);
    assert_int_equal(back.id, thing.id);
    return back;
}

static void values_of_every_kind_come_back(void **state)
{
    struct test_store *t = *state;

    thing_make_table(t);

    struct thing back = round_trip(t, (struct thing){.count = -7,
                                                     .flag = true,
                                                     .money = {-123456789012},
                                                     .at = {-1},
                                                     .clock = {1439},
                                                     .day = date_of(2024, 2, 29),
                                                     .text = "Ionuț d'Arrone",
                                                     .blob = {BYTES, sizeof(BYTES)}});

    assert_int_equal(back.count, -7);
    assert_true(back.flag);
    assert_int_equal(back.money.cents, -123456789012);
    assert_int_equal(back.at.seconds, -1);
    assert_int_equal(back.clock.minutes, 1439);
    assert_int_equal(back.day.days, date_of(2024, 2, 29).days);
    assert_string_equal(back.text, "Ionuț d'Arrone");
    assert_int_equal(back.blob.length, sizeof(BYTES));
    assert_memory_equal(back.blob.data, BYTES, sizeof(BYTES));
}

static void values_that_are_none_come_back_as_none(void **state)
{
    struct test_store *t = *state;

    thing_make_table(t);

    struct thing back = round_trip(t, (struct thing){.count = SQL_INT_NONE,
                                                     .money = MONEY_NONE,
                                                     .at = INSTANT_NONE,
                                                     .clock = CLOCK_NONE,
                                                     .day = DATE_NONE});

    assert_int_equal(back.count, SQL_INT_NONE);
    assert_int_equal(back.money.cents, MONEY_NONE.cents);
    assert_true(instant_is_none(back.at));
    assert_true(clock_is_none(back.clock));
    assert_true(date_is_none(back.day));
    assert_null(back.text);
    assert_null(back.blob.data);
}

static void empty_text_and_bytes_are_not_none(void **state)
{
    struct test_store *t = *state;

    thing_make_table(t);

    struct thing back =
        round_trip(t, (struct thing){.text = "", .blob = {BYTES, 0}, .day = DATE_NONE});

    assert_string_equal(back.text, "");
    assert_non_null(back.blob.data);
    assert_int_equal(back.blob.length, 0);
}

static enum status add_many(struct ctx *tx, void *args)
{
    for (int i = 0; i < *(int *)args; i++) {
        struct thing thing = {.count = i, .text = arena_printf(tx->arena, "thing %d", i)};
        int64_t id;

        thing.day = DATE_NONE;
        TRY(sql_one(tx, &THING_ADD, &thing, &id));
    }
    return OK;
}

static void add_things(struct test_store *t, int count)
{
    thing_make_table(t);
    assert_int_equal(store_write(&t->ctx, add_many, &count), OK);
}

static void one_without_a_row_is_not_found(void **state)
{
    struct test_store *t = *state;
    struct thing thing;

    thing_make_table(t);
    assert_int_equal(sql_one(&t->ctx, &THING_BY_ID, &(int64_t){1}, &thing), ERR_NOT_FOUND);
}

static void many_up_to_its_bound_gives_all(void **state)
{
    struct test_store *t = *state;
    struct thing *things;
    size_t count;

    add_things(t, 20);
    assert_int_equal(sql_many(&t->ctx, &THINGS, NULL, (void **)&things, &count), OK);
    assert_int_equal(count, 20);
    for (int i = 0; i < 20; i++) {
        assert_int_equal(things[i].count, i);
        assert_string_equal(things[i].text, arena_printf(&t->arena, "thing %d", i));
    }
}

static void many_past_its_bound_is_too_large(void **state)
{
    struct test_store *t = *state;
    struct thing *things;
    size_t count;

    add_things(t, 21);
    assert_int_equal(sql_many(&t->ctx, &THINGS, NULL, (void **)&things, &count), ERR_TOO_LARGE);
    assert_int_equal(thing_count(&t->ctx), 21);
}

static void many_without_rows_is_empty(void **state)
{
    struct test_store *t = *state;
    struct thing *things = NULL;
    size_t count = 9;

    add_things(t, 0);
    assert_int_equal(sql_many(&t->ctx, &THINGS, NULL, (void **)&things, &count), OK);
    assert_int_equal(count, 0);
    assert_non_null(things);
}

struct seen {
    struct ctx *ctx;
    int64_t count;
    int64_t stop_at;
    size_t peak;
};

static enum status see(void *user, const void *row)
{
    struct seen *seen = user;
    const struct thing *thing = row;

    assert_int_equal(thing->count, seen->count);
    if (seen->count++ == seen->stop_at)
        return ERR_CONFLICT;
    arena_alloc(seen->ctx->arena, 4096);
    seen->peak = seen->ctx->arena->used;
    return OK;
}

static void each_row_leaves_nothing_in_the_arena(void **state)
{
    struct test_store *t = *state;
    struct seen seen = {.ctx = &t->ctx, .stop_at = -1};

    add_things(t, 3000);

    size_t before = t->arena.used;

    assert_int_equal(sql_each(&t->ctx, &THINGS, NULL, see, &seen), OK);
    assert_int_equal(seen.count, 3000);
    assert_true(seen.peak - before < 10000);
}

static void each_stopped_early_frees_the_connection(void **state)
{
    struct test_store *t = *state;
    struct seen seen = {.ctx = &t->ctx, .stop_at = 3};

    add_things(t, 3000);
    assert_int_equal(sql_each(&t->ctx, &THINGS, NULL, see, &seen), ERR_CONFLICT);
    assert_int_equal(seen.count, 4);
    assert_int_equal(thing_count(&t->ctx), 3000);
}

static enum status overflow(void *user, const void *row)
{
    (void)row;
    arena_alloc(user, 1 << 30);
    return OK;
}

static void each_left_by_a_jump_recovers(void **state)
{
    struct test_store *t = *state;
    jmp_buf boundary;

    add_things(t, 3000);
    t->arena.boundary = &boundary;
    if (setjmp(boundary) == 0) {
        enum status status = sql_each(&t->ctx, &THINGS, NULL, overflow, &t->arena);

        fail_msg("no jump: %s", status_name(status));
    }
    t->arena.boundary = NULL;
    db_recover(t->db);
    /* A statement left half way would go on seeing the moment it began. */
    assert_int_equal(store_write(&t->ctx, thing_add_text, "after the jump"), OK);
    assert_int_equal(thing_count(&t->ctx), 3001);
}

static enum status rename_all(struct ctx *tx, void *args)
{
    struct thing thing = {.text = NULL};

    return sql_changes(tx, &THING_RENAME, &thing, args);
}

static void changes_are_counted(void **state)
{
    struct test_store *t = *state;
    int64_t changed = -1;

    add_things(t, 17);
    assert_int_equal(store_write(&t->ctx, rename_all, &changed), OK);
    assert_int_equal(changed, 17);
}

static void refusals_have_the_same_outcome_on_both(void **state)
{
    struct test_store *t = *state;
    struct thing thing = {.text = "thing 1", .day = DATE_NONE};

    add_things(t, 3);
    assert_int_equal(store_write(&t->ctx, add, &thing), ERR_CONFLICT);
    thing.text = "forbidden";
    assert_int_equal(store_write(&t->ctx, add, &thing), ERR_INVALID);
    assert_int_equal(thing_count(&t->ctx), 3);
}

static void reading_connection_refuses_changes(void **state)
{
    struct test_store *t = *state;

    add_things(t, 3);
    assert_int_equal(sql_exec(&t->ctx, &THING_RENAME, &(struct thing){0}), ERR_DENIED);
}

static void stored_value_of_another_kind_is_damage(void **state)
{
    struct test_store *t = *state;
    struct thing thing;

    add_things(t, 1);
    assert_int_equal(test_store_tamper(t, "update thing set day = '2026-02-31'"), OK);
    assert_int_equal(sql_one(&t->ctx, &THING_BY_ID, &(int64_t){1}, &thing), ERR_CORRUPT);
    assert_int_equal(thing_count(&t->ctx), 1);
}

static void check_module(struct ctx *ctx, const struct sql_module *module)
{
    for (size_t i = 0; i < module->count; i++) {
        if (sql_check(ctx, module->statements[i]) != OK)
            fail_msg("%s: %s", module->statements[i]->name, db_message(ctx->db));
    }
}

static void every_statement_of_the_store_is_prepared(void **state)
{
    struct test_store *t = *state;

    check_module(&t->ctx, &AUDIT_SQL);
    check_module(&t->ctx, &ONCE_SQL);
}

static void statement_that_does_not_fit_is_found(void **state)
{
    struct test_store *t = *state;
    struct sql_statement wrong = THING_BY_ID;

    thing_make_table(t);
    wrong.column_count--;
    assert_int_equal(sql_check(&t->ctx, &wrong), ERR_CORRUPT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH_ENGINES(values_of_every_kind_come_back),
        ON_BOTH_ENGINES(values_that_are_none_come_back_as_none),
        ON_BOTH_ENGINES(empty_text_and_bytes_are_not_none),
        ON_BOTH_ENGINES(one_without_a_row_is_not_found),
        ON_BOTH_ENGINES(many_up_to_its_bound_gives_all),
        ON_BOTH_ENGINES(many_past_its_bound_is_too_large),
        ON_BOTH_ENGINES(many_without_rows_is_empty),
        ON_BOTH_ENGINES(each_row_leaves_nothing_in_the_arena),
        ON_BOTH_ENGINES(each_stopped_early_frees_the_connection),
        ON_BOTH_ENGINES(each_left_by_a_jump_recovers),
        ON_BOTH_ENGINES(changes_are_counted),
        ON_BOTH_ENGINES(refusals_have_the_same_outcome_on_both),
        ON_BOTH_ENGINES(reading_connection_refuses_changes),
        ON_BOTH_ENGINES(stored_value_of_another_kind_is_damage),
        ON_BOTH_ENGINES(every_statement_of_the_store_is_prepared),
        ON_BOTH_ENGINES(statement_that_does_not_fit_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
