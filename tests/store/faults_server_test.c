/*
 * The connection to PostgreSQL breaks: at rest, inside an operation, and at the worst moment, when
 * a commit was done but its answer is lost.
 */
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dlfcn.h>
#include <string.h>
#include <sys/socket.h>

#include "support/thing.h"

/* Stands before libpq's own: the socket breaks before or after the next commit. */
enum { BREAK_NOTHING, BREAK_BEFORE_COMMIT, BREAK_AFTER_COMMIT };
static int break_at;

int PQsocket(const void *connection);
void PQclear(void *result);
void *PQexec(void *connection, const char *text);
void *PQexec(void *connection, const char *text)
{
    static void *(*real)(void *connection, const char *text);
    int when = strcmp(text, "commit") == 0 ? break_at : BREAK_NOTHING;

    if (!real)
        *(void **)&real = dlsym(dlopen("libpq.so.5", RTLD_LAZY), "PQexec");
    if (when == BREAK_NOTHING)
        return real(connection, text);
    break_at = BREAK_NOTHING;
    if (when == BREAK_AFTER_COMMIT)
        PQclear(real(connection, text));
    shutdown(PQsocket(connection), SHUT_RDWR);
    return real(connection, "select 1");
}

static void end_all_connections(struct test_store *t)
{
    assert_int_equal(test_store_tamper(t, "select pg_terminate_backend(pid) from pg_stat_activity "
                                          "where datname = current_database() and "
                                          "pid <> pg_backend_pid()"),
                     OK);
}

static void set_up(struct test_store *t)
{
    thing_make_table(t);
    assert_int_equal(store_start_writer(t->store), OK);
    assert_int_equal(store_write(&t->ctx, thing_add_text, "first"), OK);
    assert_int_equal(thing_count(&t->ctx), 1);
}

static void assert_kept(struct test_store *t, int64_t count)
{
    struct audit_report report;

    assert_int_equal(thing_count(&t->ctx), count);
    assert_int_equal(audit_verify(&t->ctx, NULL, 0, NULL, NULL, &report), OK);
    assert_int_equal(report.problem, AUDIT_SOUND);
    assert_int_equal(report.rows, count);
}

static void connection_lost_at_rest_is_made_again(void **state)
{
    struct test_store *t = *state;

    set_up(t);
    end_all_connections(t);
    assert_int_equal(thing_count(&t->ctx), 1);
    assert_int_equal(store_write(&t->ctx, thing_add_text, "second"), OK);
    assert_kept(t, 2);
}

struct breaking {
    struct test_store *t;
    int runs;
};

static enum status break_inside(struct ctx *tx, void *args)
{
    struct breaking *breaking = args;

    TRY(thing_add_text(tx, "before the break"));
    if (breaking->runs++ == 0)
        end_all_connections(breaking->t);
    return thing_add_text(tx, "after the break");
}

static void operation_whose_connection_broke_runs_again_as_a_whole(void **state)
{
    struct test_store *t = *state;
    struct breaking breaking = {.t = t};

    set_up(t);
    assert_int_equal(store_write(&t->ctx, break_inside, &breaking), OK);
    assert_int_equal(breaking.runs, 2);
    assert_kept(t, 3);
}

static void commit_that_never_arrived_runs_again(void **state)
{
    struct test_store *t = *state;

    set_up(t);
    break_at = BREAK_BEFORE_COMMIT;
    assert_int_equal(store_write(&t->ctx, thing_add_text, "second"), OK);
    assert_kept(t, 2);
}

static void commit_whose_answer_was_lost_is_not_run_twice(void **state)
{
    struct test_store *t = *state;

    set_up(t);
    break_at = BREAK_AFTER_COMMIT;
    assert_int_equal(store_write(&t->ctx, thing_add_text, "second"), OK);
    assert_kept(t, 2);
}

static enum status add_without_audit(struct ctx *tx, void *args)
{
    struct thing thing = {.text = args, .day = DATE_NONE};
    int64_t id;

    return sql_one(tx, &THING_ADD, &thing, &id);
}

static void lost_answer_without_a_row_of_audit_is_unavailable(void **state)
{
    struct test_store *t = *state;

    set_up(t);
    break_at = BREAK_AFTER_COMMIT;
    assert_int_equal(store_write(&t->ctx, add_without_audit, "second"), ERR_UNAVAILABLE);
    assert_int_equal(thing_count(&t->ctx), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_POSTGRES(connection_lost_at_rest_is_made_again),
        ON_POSTGRES(operation_whose_connection_broke_runs_again_as_a_whole),
        ON_POSTGRES(commit_that_never_arrived_runs_again),
        ON_POSTGRES(commit_whose_answer_was_lost_is_not_run_twice),
        ON_POSTGRES(lost_answer_without_a_row_of_audit_is_unavailable),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
