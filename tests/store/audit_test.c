#include "store/audit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "store/audit_chain.h"
#include "support/statements.h"
#include "support/thing.h"

/* For tampering, the triggers are taken away first, as whoever owns the database can. */
static const char DISARM_SQLITE[] =
    "drop trigger audit_event_no_update; drop trigger audit_event_no_delete;"
    "drop trigger audit_head_no_delete; drop trigger audit_head_no_insert;";
static const char DISARM_POSTGRES[] = "alter table audit_event disable trigger all;"
                                      "alter table audit_head disable trigger all;";

static struct audit_who who(const struct ctx *ctx)
{
    (void)ctx;
    return (struct audit_who){.id = 7, .name = "Anna Esposito"};
}

static struct audit_who who_too_long(const struct ctx *ctx)
{
    char *name = arena_alloc(ctx->arena, 3000);

    memset(name, 'x', 2999);
    name[2999] = '\0';
    return (struct audit_who){.id = 7, .name = name};
}

static enum status add_range(struct ctx *tx, void *args)
{
    const int64_t *range = args;

    return audit_add(tx, &(struct audit_entry){.action = "person.import",
                                               .subject_kind = "person",
                                               .subject_id = range[0],
                                               .subject_last_id = range[1],
                                               .fields = "surname name",
                                               .reason = "demo",
                                               .place_id = 3});
}

static void add_rows(struct test_store *t, int count)
{
    for (int64_t i = 1; i <= count; i++)
        assert_int_equal(store_write(&t->ctx, add_range, &(int64_t[]){i * 10, 0}), OK);
}

static void tamper(struct test_store *t, const char *sql)
{
    bool sqlite = db_kind_of(t->location) == DB_SQLITE;

    assert_int_equal(test_store_tamper(t, sqlite ? DISARM_SQLITE : DISARM_POSTGRES), OK);
    assert_int_equal(test_store_tamper(t, sql), OK);
}

static struct audit_report verify(struct test_store *t, const struct audit_head *known,
                                  size_t count)
{
    struct audit_report report;

    assert_int_equal(audit_verify(&t->ctx, known, count, NULL, NULL, &report), OK);
    return report;
}

static void assert_found(struct test_store *t, const char *sql, enum audit_problem problem,
                         int64_t number)
{
    add_rows(t, 5);
    assert_int_equal(verify(t, NULL, 0).problem, AUDIT_SOUND);
    tamper(t, sql);

    struct audit_report report = verify(t, NULL, 0);

    assert_int_equal(report.problem, problem);
    assert_int_equal(report.number, number);
}

static void rows_are_numbered_without_gaps(void **state)
{
    struct test_store *t = *state;
    int64_t number;

    assert_int_equal(audit_last_number(&t->ctx, &number), OK);
    assert_int_equal(number, 0);
    t->config.who = who;
    test_store_reopen(t);
    add_rows(t, 3);
    assert_int_equal(audit_last_number(&t->ctx, &number), OK);
    assert_int_equal(number, 3);
    assert_int_equal(verify(t, NULL, 0).rows, 3);
}

static void altered_row_is_found(void **state)
{
    assert_found(*state, "update audit_event set subject_id = 99 where number = 3",
                 AUDIT_ROW_ALTERED, 3);
}

static void row_with_a_cut_hash_is_found(void **state)
{
    assert_found(*state, "update audit_event set hash = substr(hash, 1, 3) where number = 3",
                 AUDIT_ROW_ALTERED, 3);
}

static void text_moved_between_fields_is_found(void **state)
{
    assert_found(*state, "update audit_event set reason = fields, fields = reason where number = 2",
                 AUDIT_ROW_ALTERED, 2);
}

static void swapped_rows_are_found(void **state)
{
    assert_found(*state,
                 "update audit_event set number = 100 where number = 2;"
                 "update audit_event set number = 2 where number = 3;"
                 "update audit_event set number = 3 where number = 100",
                 AUDIT_ROW_ALTERED, 2);
}

static void removed_row_is_found(void **state)
{
    assert_found(*state, "delete from audit_event where number = 2", AUDIT_ROW_MISSING, 2);
}

static void cut_tail_is_found(void **state)
{
    assert_found(*state, "delete from audit_event where number >= 4", AUDIT_TAIL_CUT, 4);
}

static void cut_tail_with_the_head_set_back_is_found(void **state)
{
    assert_found(*state,
                 "delete from audit_event where number >= 4;"
                 "update audit_head set number = 3, hash = (select hash from audit_event "
                 "where number = 3)",
                 AUDIT_HEAD_FORGED, 0);
}

static void cut_tail_with_an_old_head_is_found_by_a_known_head(void **state)
{
    struct test_store *t = *state;
    struct audit_head known;

    add_rows(t, 3);
    assert_int_equal(test_store_tamper(t, "create table old_head as select * from audit_head"), OK);
    add_rows(t, 2);
    assert_int_equal(audit_head_read(&t->ctx, &known), OK);
    assert_int_equal(verify(t, &known, 1).problem, AUDIT_SOUND);
    tamper(t, "delete from audit_event where number >= 4; delete from audit_head;"
              "insert into audit_head select * from old_head");
    assert_int_equal(verify(t, NULL, 0).problem, AUDIT_SOUND);
    assert_int_equal(verify(t, &known, 1).problem, AUDIT_KNOWN_HEAD_CUT);
}

static void row_after_an_old_head_is_found(void **state)
{
    struct test_store *t = *state;

    add_rows(t, 3);
    assert_int_equal(test_store_tamper(t, "create table old_head as select * from audit_head"), OK);
    add_rows(t, 2);
    tamper(t, "delete from audit_head; insert into audit_head select * from old_head");
    assert_int_equal(verify(t, NULL, 0).problem, AUDIT_TAIL_ADDED);
    assert_int_equal(verify(t, NULL, 0).number, 4);
}

/* Two histories of three rows, of which the head names the one and the rows are the other. */
static void head_of_another_history_is_found(void **state)
{
    struct test_store *t = *state;

    add_rows(t, 2);
    assert_int_equal(test_store_tamper(t, "create table second as select * from audit_head"), OK);
    add_rows(t, 1);
    assert_int_equal(test_store_tamper(t, "create table third as select * from audit_head"), OK);
    tamper(t, "delete from audit_event where number = 3; delete from audit_head;"
              "insert into audit_head select * from second");
    test_store_reopen(t);
    assert_int_equal(store_write(&t->ctx, add_range, &(int64_t[]){77, 0}), OK);
    assert_int_equal(verify(t, NULL, 0).problem, AUDIT_SOUND);
    assert_int_equal(test_store_tamper(t, "delete from audit_head; insert into audit_head select * "
                                          "from third"),
                     OK);
    assert_int_equal(verify(t, NULL, 0).problem, AUDIT_HEAD_DIFFERS);
    assert_int_equal(verify(t, NULL, 0).number, 3);
}

static void missing_head_is_found_and_nothing_is_written(void **state)
{
    struct test_store *t = *state;

    add_rows(t, 2);
    tamper(t, "delete from audit_head");
    assert_int_equal(verify(t, NULL, 0).problem, AUDIT_HEAD_FORGED);
    assert_int_not_equal(store_write(&t->ctx, add_range, &(int64_t[]){1, 0}), OK);
}

static void head_without_its_seal_is_found_and_nothing_is_written(void **state)
{
    struct test_store *t = *state;

    add_rows(t, 2);
    tamper(t, "update audit_head set seal = null");
    assert_int_equal(verify(t, NULL, 0).problem, AUDIT_HEAD_FORGED);
    assert_int_equal(store_write(&t->ctx, add_range, &(int64_t[]){1, 0}), ERR_CORRUPT);
}

static void head_of_another_size_is_found_and_nothing_is_written(void **state)
{
    struct test_store *t = *state;

    add_rows(t, 2);
    tamper(t, "update audit_head set seal = substr(seal, 1, 3)");
    assert_int_equal(verify(t, NULL, 0).problem, AUDIT_HEAD_FORGED);
    assert_int_equal(store_write(&t->ctx, add_range, &(int64_t[]){1, 0}), ERR_CORRUPT);
    assert_int_equal(test_store_tamper(t, "update audit_head set hash = substr(hash, 1, 3)"), OK);
    assert_int_equal(verify(t, NULL, 0).problem, AUDIT_HEAD_FORGED);
    assert_int_equal(store_write(&t->ctx, add_range, &(int64_t[]){1, 0}), ERR_CORRUPT);
}

/* As if nothing had been written yet: a true new head has no seal. */
static void head_set_back_to_the_beginning_is_found(void **state)
{
    struct test_store *t = *state;

    add_rows(t, 2);
    tamper(t, "delete from audit_event; update audit_head set number = 0");
    assert_int_equal(verify(t, NULL, 0).problem, AUDIT_HEAD_FORGED);
    assert_int_equal(store_write(&t->ctx, add_range, &(int64_t[]){1, 0}), ERR_CORRUPT);
}

static void every_problem_has_its_words(void **state)
{
    (void)state;
    for (int i = AUDIT_SOUND; i < AUDIT_KNOWN_HEAD_DIFFERS; i++)
        assert_string_not_equal(audit_problem_text(i), audit_problem_text(i + 1));
    assert_string_equal(audit_problem_text(99), "unknown");
}

/* ---- many rows ---- */

struct many {
    int count;
};

static enum status add_many(struct ctx *tx, void *args)
{
    const struct many *many = args;

    for (int i = 0; i < many->count; i++)
        TRY(add_range(tx, &(int64_t[]){i + 1, 0}));
    return OK;
}

static void count_calls(void *user, int64_t rows)
{
    assert_int_equal(rows % 10000, 0);
    ++*(int *)user;
}

static void long_verification_tells_how_far_it_is(void **state)
{
    struct test_store *t = *state;
    struct audit_report report;
    int calls = 0;

    assert_int_equal(store_write(&t->ctx, add_many, &(struct many){20001}), OK);
    assert_int_equal(audit_verify(&t->ctx, NULL, 0, count_calls, &calls, &report), OK);
    assert_int_equal(calls, 2);
    assert_int_equal(verify(t, NULL, 0).rows, 20001);
}

/* ---- a database that gives out ---- */

static int64_t rows_kept(struct test_store *t)
{
    return verify(t, NULL, 0).rows;
}

static void writing_with_a_failing_statement_keeps_no_row(void **state)
{
    struct test_store *t = *state;
    enum status status = ERR_UNAVAILABLE;
    int nth = 0;

    add_rows(t, 1);
    statements_watch_store(t);
    while (status != OK) {
        statements_fail_nth(++nth);
        status = store_write(&t->ctx, add_many, &(struct many){AUDIT_PENDING_MAX + 2});
        statements_fail_nth(0);
        assert_true(status == OK || status == ERR_UNAVAILABLE);
        assert_int_equal(rows_kept(t), status == OK ? AUDIT_PENDING_MAX + 3 : 1);
    }
    assert_in_range(nth, AUDIT_PENDING_MAX, 2 * AUDIT_PENDING_MAX);
}

static void verifying_with_a_failing_statement_is_no_verdict(void **state)
{
    struct test_store *t = *state;
    struct audit_report report = {.rows = -1};
    int64_t number = -1;
    int refused = 0;

    add_rows(t, 3);
    statements_watch_store(t);
    for (int nth = 1; report.rows < 0; nth++) {
        statements_fail_nth(nth);
        refused += audit_verify(&t->ctx, NULL, 0, NULL, NULL, &report) == ERR_UNAVAILABLE;
    }
    assert_int_equal(refused, 3); /* the beginning, the head, the rows */
    statements_fail_nth(1);
    assert_int_equal(audit_last_number(&t->ctx, &number), ERR_UNAVAILABLE);
    assert_int_equal(number, -1);
    statements_fail_nth(1);
    assert_int_equal(audit_changes_since(&t->ctx, 0, "person", NULL, NULL, &number),
                     ERR_UNAVAILABLE);
    assert_int_equal(number, -1);
}

static void other_chain_of_the_same_length_is_found_by_a_known_head(void **state)
{
    struct test_store *t = *state;
    struct audit_head known;

    add_rows(t, 3);
    assert_int_equal(audit_head_read(&t->ctx, &known), OK);
    known.hash.bytes[0] ^= 1;
    assert_int_equal(verify(t, &known, 1).problem, AUDIT_KNOWN_HEAD_DIFFERS);
}

static void triggers_refuse_to_alter_or_remove(void **state)
{
    struct test_store *t = *state;

    add_rows(t, 2);
    assert_int_equal(test_store_tamper(t, "update audit_event set reason = 'x'"), ERR_DENIED);
    assert_int_equal(test_store_tamper(t, "delete from audit_event"), ERR_DENIED);
    assert_int_equal(test_store_tamper(t, "delete from audit_head"), ERR_DENIED);
    assert_int_equal(verify(t, NULL, 0).problem, AUDIT_SOUND);
}

static void wrong_key_writes_nothing(void **state)
{
    struct test_store *t = *state;

    add_rows(t, 2);
    t->config.master.bytes[0] ^= 1;
    test_store_reopen(t);
    assert_int_equal(store_write(&t->ctx, add_range, &(int64_t[]){1, 0}), ERR_CORRUPT);
    assert_int_equal(verify(t, NULL, 0).rows, 2);
}

static enum status add_and_fail(struct ctx *tx, void *args)
{
    TRY(add_range(tx, args));
    return ERR_INVALID;
}

static void failed_operation_leaves_no_row(void **state)
{
    struct test_store *t = *state;
    int64_t number;

    add_rows(t, 1);
    assert_int_equal(store_write(&t->ctx, add_and_fail, &(int64_t[]){1, 0}), ERR_INVALID);
    add_rows(t, 1);
    assert_int_equal(audit_last_number(&t->ctx, &number), OK);
    assert_int_equal(number, 2);
    assert_int_equal(verify(t, NULL, 0).problem, AUDIT_SOUND);
}

static void reading_is_written_too(void **state)
{
    struct test_store *t = *state;
    struct audit_entry entries[] = {
        {.action = "person.open", .subject_kind = "person", .subject_id = 5},
        {.action = "case.open", .subject_kind = "case", .subject_id = 6, .reason = "emergency"}};
    int64_t number;

    assert_int_equal(audit_read(&t->ctx, &entries[0]), OK);
    assert_int_equal(audit_read_many(&t->ctx, entries, 2), OK);
    assert_int_equal(audit_last_number(&t->ctx, &number), OK);
    assert_int_equal(number, 3);
}

static void too_long_text_is_refused(void **state)
{
    struct test_store *t = *state;
    struct audit_entry entry = {.action = "case.open", .reason = arena_alloc(&t->arena, 3000)};

    memset((char *)(uintptr_t)entry.reason, 'x', 2999);
    assert_int_equal(audit_read(&t->ctx, &entry), ERR_TOO_LARGE);

    const char *const longest = entry.reason;
    const struct audit_entry entries[] = {{.action = longest},
                                          {.action = "case.open", .subject_kind = longest},
                                          {.action = "case.open", .fields = longest}};

    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++)
        assert_int_equal(audit_read(&t->ctx, &entries[i]), ERR_TOO_LARGE);
    entry.reason = NULL;
    t->ctx.origin = longest;
    assert_int_equal(audit_read(&t->ctx, &entry), ERR_TOO_LARGE);
    t->ctx.origin = "test";
    t->config.who = who_too_long;
    test_store_reopen(t);
    assert_int_equal(audit_read(&t->ctx, &entry), ERR_TOO_LARGE);
}

struct followed {
    int64_t ids[8][2];
    int count;
};

static enum status follow(void *user, int64_t id, int64_t last_id)
{
    struct followed *followed = user;

    followed->ids[followed->count][0] = id;
    followed->ids[followed->count++][1] = last_id;
    return OK;
}

static enum status add_of_nothing(struct ctx *tx, void *args)
{
    (void)args;
    return audit_add(tx, &(struct audit_entry){.action = "zone.count"});
}

static void changes_since_a_number_are_followed_without_readings(void **state)
{
    struct test_store *t = *state;
    struct audit_entry reading = {.action = "person.open", .subject_kind = "person"};
    struct followed followed = {0};
    int64_t number;

    add_rows(t, 2);
    assert_int_equal(audit_read(&t->ctx, &reading), OK);
    assert_int_equal(store_write(&t->ctx, add_range, &(int64_t[]){100, 199}), OK);
    assert_int_equal(audit_read(&t->ctx, &reading), OK);
    assert_int_equal(audit_changes_since(&t->ctx, 1, "person", follow, &followed, &number), OK);
    assert_int_equal(number, 5);
    assert_int_equal(followed.count, 2);
    assert_int_equal(followed.ids[0][0], 20);
    assert_int_equal(followed.ids[0][1], 20);
    assert_int_equal(followed.ids[1][0], 100);
    assert_int_equal(followed.ids[1][1], 199);
    assert_int_equal(audit_changes_since(&t->ctx, 5, "person", follow, &followed, &number), OK);
    assert_int_equal(number, 5);
    assert_int_equal(audit_changes_since(&t->ctx, 0, "case", follow, &followed, &number), OK);
    assert_int_equal(followed.count, 2);
    assert_int_equal(store_write(&t->ctx, add_of_nothing, NULL), OK);
    assert_int_equal(audit_changes_since(&t->ctx, 5, "person", follow, &followed, &number), OK);
    assert_int_equal(number, 6);
    assert_int_equal(followed.count, 2);
}

static void head_as_text_comes_back(void **state)
{
    struct test_store *t = *state;
    struct audit_head head;
    struct audit_head back;

    add_rows(t, 2);
    assert_int_equal(audit_head_read(&t->ctx, &head), OK);
    assert_int_equal(audit_head_from_text(audit_head_show(&t->arena, &head), &back), OK);
    assert_int_equal(back.number, 2);
    assert_true(crypt_hash_equal(&back.hash, &head.hash));
    assert_int_equal(audit_head_from_text("2 abc", &back), ERR_INVALID);
    assert_int_equal(audit_head_from_text("", &back), ERR_INVALID);

    char text[80];

    snprintf(text, sizeof(text), "2 %064d", 0);
    assert_int_equal(audit_head_from_text(text, &back), OK);
    text[1] = '-';
    assert_int_equal(audit_head_from_text(text, &back), ERR_INVALID);
    snprintf(text, sizeof(text), "-2 %064d", 0);
    assert_int_equal(audit_head_from_text(text, &back), ERR_INVALID);
    snprintf(text, sizeof(text), "2 %063dg", 0);
    assert_int_equal(audit_head_from_text(text, &back), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH_ENGINES(rows_are_numbered_without_gaps),
        ON_BOTH_ENGINES(altered_row_is_found),
        ON_BOTH_ENGINES(row_with_a_cut_hash_is_found),
        ON_BOTH_ENGINES(text_moved_between_fields_is_found),
        ON_BOTH_ENGINES(swapped_rows_are_found),
        ON_BOTH_ENGINES(removed_row_is_found),
        ON_BOTH_ENGINES(cut_tail_is_found),
        ON_BOTH_ENGINES(cut_tail_with_the_head_set_back_is_found),
        ON_BOTH_ENGINES(cut_tail_with_an_old_head_is_found_by_a_known_head),
        ON_BOTH_ENGINES(row_after_an_old_head_is_found),
        ON_BOTH_ENGINES(head_of_another_history_is_found),
        ON_BOTH_ENGINES(missing_head_is_found_and_nothing_is_written),
        ON_BOTH_ENGINES(head_without_its_seal_is_found_and_nothing_is_written),
        ON_BOTH_ENGINES(head_of_another_size_is_found_and_nothing_is_written),
        ON_BOTH_ENGINES(head_set_back_to_the_beginning_is_found),
        cmocka_unit_test(every_problem_has_its_words),
        ON_BOTH_ENGINES(long_verification_tells_how_far_it_is),
        ON_BOTH_ENGINES(writing_with_a_failing_statement_keeps_no_row),
        ON_BOTH_ENGINES(verifying_with_a_failing_statement_is_no_verdict),
        ON_BOTH_ENGINES(other_chain_of_the_same_length_is_found_by_a_known_head),
        ON_BOTH_ENGINES(triggers_refuse_to_alter_or_remove),
        ON_BOTH_ENGINES(wrong_key_writes_nothing),
        ON_BOTH_ENGINES(failed_operation_leaves_no_row),
        ON_BOTH_ENGINES(reading_is_written_too),
        ON_BOTH_ENGINES(too_long_text_is_refused),
        ON_BOTH_ENGINES(changes_since_a_number_are_followed_without_readings),
        ON_SQLITE(head_as_text_comes_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
