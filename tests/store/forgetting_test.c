/* What entering and forms leave behind is forgotten by itself, and no more than that. */
#include "staff/forgetting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "store/once.h"
#include "support/house.h"

static enum status forget(struct ctx *tx, void *args)
{
    (void)args;
    return staff_forget(tx);
}

static void forget_some(struct test_house *h)
{
    assert_int_equal(house_write_as(h, "elena.viola", forget, NULL), OK);
}

static bool is_postgres(struct test_house *h)
{
    return strncmp(h->store.location, "postgres", strlen("postgres")) == 0;
}

/* A session of a user of the demo that was over so many days before the test's now. */
static void add_session(struct test_house *h, int64_t number, const char *stage, int days_over)
{
    const long long over = (long long)instant_add_minutes(test_now(), -days_over * 24 * 60).seconds;
    const char *hash = is_postgres(h) ? "decode('%064lld', 'hex')" : "x'%064lld'";
    const char *token = arena_printf(h->store.ctx.arena, hash, (long long)number);
    const char *sql = arena_printf(
        h->store.ctx.arena,
        "insert into staff_session (token_hash, user_id, stage, created_at, seen_at, expires_at,"
        " origin, agent) values (%s, 3, '%s', %lld, %lld, %lld, 'prova', 'prova')",
        token, stage, over - 3600, over - 3600, over);

    assert_int_equal(test_store_tamper(&h->store, sql), OK);
}

static int64_t sessions(struct test_house *h)
{
    return house_count(h, "select count(*) from staff_session where origin = 'prova'");
}

static void accesses_long_over_go_and_the_last_of_each_user_stays(void **state)
{
    struct test_house *h = *state;

    add_session(h, 1, "second_factor", 400);
    add_session(h, 2, "open", 300);
    add_session(h, 3, "open", 181);
    add_session(h, 4, "open", 179);
    forget_some(h);
    assert_int_equal(sessions(h), 1);
    assert_int_equal(test_store_tamper(&h->store, "update policy set value = '1'"
                                                  " where key = 'sign_in.sessions_kept_days'"),
                     OK);
    forget_some(h);
    assert_int_equal(sessions(h), 1); /* user 3's last entry, which the list of users tells */
}

static void more_than_a_few_go_in_several_turns(void **state)
{
    struct test_house *h = *state;
    enum { OLD = 11, TURNS = 3 };

    for (int i = 0; i < OLD; i++)
        add_session(h, 10 + i, "second_factor", 400);
    for (int turn = 0; turn < TURNS; turn++) {
        assert_true(sessions(h) > 0);
        forget_some(h);
    }
    assert_int_equal(sessions(h), 0);
}

static void attempts_go_after_their_days(void **state)
{
    struct test_house *h = *state;
    const char *hash = is_postgres(h) ? "decode('00', 'hex')" : "x'00'";

    for (int days = ATTEMPTS_KEPT_DAYS - 1; days <= ATTEMPTS_KEPT_DAYS + 1; days += 2) {
        const long long at = (long long)instant_add_minutes(test_now(), -days * 24 * 60).seconds;
        const char *sql =
            arena_printf(h->store.ctx.arena,
                         "insert into sign_in_attempt (at, account_hash, origin, succeeded)"
                         " values (%lld, %s, 'prova', 0)",
                         at, hash);

        assert_int_equal(test_store_tamper(&h->store, sql), OK);
    }
    forget_some(h);
    forget_some(h);
    assert_int_equal(house_count(h, "select count(*) from sign_in_attempt where origin = 'prova'"),
                     1);
}

static enum status use_key(struct ctx *tx, void *args)
{
    bool done;
    int64_t id;

    return once_begin(tx, args, &done, &id);
}

static void keys_of_forms_go_after_their_days(void **state)
{
    struct test_house *h = *state;
    const long long old =
        (long long)instant_add_minutes(test_now(), -(ONCE_DAYS + 1) * 24 * 60).seconds;
    struct once fresh = {.key = "fresh", .form = "/prova", .print = ""};

    assert_int_equal(
        test_store_tamper(&h->store, arena_printf(h->store.ctx.arena,
                                                  "insert into once_key (key, at) values"
                                                  " ('old', %lld)",
                                                  old)),
        OK);
    assert_int_equal(house_write_as(h, "elena.viola", use_key, &fresh), OK);
    assert_int_equal(house_count(h, "select count(*) from once_key where key = 'old'"), 0);
    assert_int_equal(house_count(h, "select count(*) from once_key where key <> 'old'"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(accesses_long_over_go_and_the_last_of_each_user_stays),
        IN_BOTH_HOUSES(more_than_a_few_go_in_several_turns),
        IN_BOTH_HOUSES(attempts_go_after_their_days),
        IN_BOTH_HOUSES(keys_of_forms_go_after_their_days),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
