/*
 * The program dies at any moment (kill -9): what it confirmed is there, and the audit is whole.
 * ACCANTO_FAULT_ROUNDS says how often; 10 without it.
 */
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/thing.h"

enum { WRITERS = 6, NAME_BYTES = 16 };

struct writer {
    struct test_store *t;
    int round;
    int number;
    int log; /* a pipe: what was confirmed, as names of NAME_BYTES */
};

static void *write_for_ever(void *arg)
{
    struct writer *writer = arg;
    struct arena arena;
    struct ctx ctx = test_store_worker(writer->t, &arena);

    for (int i = 0;; i++) {
        char name[NAME_BYTES] = {0};

        snprintf(name, sizeof(name), "%d.%d.%d", writer->round, writer->number, i);
        if (store_write(&ctx, thing_add_text, name) != OK ||
            write(writer->log, name, sizeof(name)) != sizeof(name))
            _exit(1);
        arena_reset(&arena);
    }
    return NULL;
}

static void run_child(struct test_store *t, int round, int log)
{
    struct writer writers[WRITERS];
    pthread_t thread;

    test_store_reopen(t);
    if (store_start_writer(t->store) != OK)
        _exit(1);
    for (int i = 0; i < WRITERS; i++) {
        writers[i] = (struct writer){.t = t, .round = round, .number = i, .log = log};
        pthread_create(&thread, NULL, write_for_ever, &writers[i]);
    }
    pause();
}

/* Reads the log while the child lives, so that the pipe never fills up, and kills the child in the
   midst of it. Gives the number of confirmed writes; the names go to `names`. */
static int run_and_kill(struct test_store *t, int round, char (*names)[NAME_BYTES], int max)
{
    int ends[2];
    int count = 0;

    assert_int_equal(pipe(ends), 0);

    pid_t child = fork();

    if (child == 0) {
        close(ends[0]);
        run_child(t, round, ends[1]);
    }
    close(ends[1]);

    int wanted = 1 + rand() % 150;

    while (count < max && read(ends[0], names[count], NAME_BYTES) == NAME_BYTES) {
        if (++count == wanted)
            kill(child, SIGKILL);
    }

    int status;

    close(ends[0]);
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status));
    return count;
}

static const struct sql_field NAME[] = {{"name", SQL_TEXT, 0}};
static const struct sql_field COUNT[] = {{"count", SQL_INT, 0}};
static const struct sql_statement HAS_NAME = {
    .name = "has_name",
    .sqlite = "select count(*) from thing where words = ?1",
    .postgres = "select count(*) from thing where words = $1",
    .params = NAME,
    .param_count = 1,
    .columns = COUNT,
    .column_count = 1,
    .row_size = sizeof(int64_t),
};

static void check(struct test_store *t, char (*names)[NAME_BYTES], int count)
{
    struct audit_report report;

    for (int i = 0; i < count; i++) {
        const char *name = names[i];
        int64_t found;

        assert_int_equal(sql_one(&t->ctx, &HAS_NAME, &name, &found), OK);
        if (found != 1)
            fail_msg("%s was confirmed and is there %d times", name, (int)found);
    }
    assert_int_equal(audit_verify(&t->ctx, NULL, 0, NULL, NULL, &report), OK);
    if (report.problem != AUDIT_SOUND)
        fail_msg("%s, row %d", audit_problem_text(report.problem), (int)report.number);
    assert_int_equal(report.rows, thing_count(&t->ctx));
}

static void killed_while_writing_keeps_what_was_confirmed(void **state)
{
    enum { NAMES_MAX = 4096 };
    static char names[NAMES_MAX][NAME_BYTES];
    struct test_store *t = *state;
    const char *asked = getenv("ACCANTO_FAULT_ROUNDS");
    int rounds = asked ? atoi(asked) : 10;

    thing_make_table(t);
    for (int round = 0; round < rounds; round++) {
        test_store_shut(t); /* so that the next opening finds what the dead left */

        int count = run_and_kill(t, round, names, NAMES_MAX);

        assert_true(count > 0);
        test_store_reopen(t);
        arena_reset(&t->arena);
        check(t, names, count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH_ENGINES(killed_while_writing_keeps_what_was_confirmed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
