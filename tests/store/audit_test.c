#include "store/audit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

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
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH_ENGINES(rows_are_numbered_without_gaps),
        ON_BOTH_ENGINES(altered_row_is_found),
        ON_BOTH_ENGINES(text_moved_between_fields_is_found),
        ON_BOTH_ENGINES(swapped_rows_are_found),
        ON_BOTH_ENGINES(removed_row_is_found),
        ON_BOTH_ENGINES(cut_tail_is_found),
        ON_BOTH_ENGINES(cut_tail_with_the_head_set_back_is_found),
        ON_BOTH_ENGINES(cut_tail_with_an_old_head_is_found_by_a_known_head),
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
