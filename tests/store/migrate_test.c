#include "store/migrate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <stdlib.h>

#include "support/database.h"

/* The program's steps and some more, as a later version would bring them. */
enum { MORE = 3 };

static struct migration steps[64];

static size_t later_version(void)
{
    static const char *const texts[MORE] = {
        "create table later (a count_int); insert into later values (1)",
        "alter table later add b text; update later set b = 'x'",
        "create table later_too (c text)",
    };

    for (size_t i = 0; i < SCHEMA_COUNT; i++)
        steps[i] = SCHEMA[i];
    for (size_t i = 0; i < MORE; i++) {
        int number = (int)(SCHEMA_COUNT + i + 1);

        steps[SCHEMA_COUNT + i] = (struct migration){number, "later", texts[i], texts[i]};
    }
    return SCHEMA_COUNT + MORE;
}

static enum status migrate(struct test_store *t, size_t count, struct migrate_report *report)
{
    return store_migrate(t->store, steps, count, test_now(), NULL, NULL, report);
}

static void count_step(void *user, const struct migration *step)
{
    (void)step;
    ++*(int *)user;
}

static void steps_are_applied_once(void **state)
{
    struct test_store *t = *state;
    size_t count = later_version();
    struct migrate_report report;
    int told = 0;

    assert_int_equal(store_migrate(t->store, steps, count, test_now(), count_step, &told, &report),
                     OK);
    assert_int_equal(report.applied, MORE);
    assert_int_equal(report.already, SCHEMA_COUNT);
    assert_int_equal(told, MORE);
    assert_int_equal(migrate(t, count, &report), OK);
    assert_int_equal(report.applied, 0);
    assert_int_equal(report.already, count);
}

static void changed_step_is_refused(void **state)
{
    struct test_store *t = *state;
    size_t count = later_version();
    struct migrate_report report;

    steps[1].sqlite = steps[1].postgres = "select 2;";
    assert_int_equal(migrate(t, count, &report), ERR_CONFLICT);
    assert_int_equal(report.problem, MIGRATE_STEP_CHANGED);
    assert_int_equal(report.number, 2);
    assert_int_equal(report.applied, 0);
}

static void database_of_a_newer_program_is_refused(void **state)
{
    struct test_store *t = *state;
    struct migrate_report report;

    later_version();
    assert_int_equal(migrate(t, SCHEMA_COUNT - 1, &report), ERR_CONFLICT);
    assert_int_equal(report.problem, MIGRATE_STEP_UNKNOWN);
    assert_int_equal(report.number, SCHEMA_COUNT);
}

static void failed_step_keeps_the_earlier_ones_and_nothing_of_its_own(void **state)
{
    struct test_store *t = *state;
    size_t count = later_version();
    struct migrate_report report;
    const char *good = steps[SCHEMA_COUNT + 1].sqlite;

    steps[SCHEMA_COUNT + 1].sqlite = steps[SCHEMA_COUNT + 1].postgres =
        "create table half (a text); insert into nowhere values (1)";
    assert_int_equal(migrate(t, count, &report), ERR_INVALID);
    assert_int_equal(report.problem, MIGRATE_STEP_FAILED);
    assert_int_equal(report.number, SCHEMA_COUNT + 2);
    assert_int_equal(report.applied, 1);
    assert_true(report.message[0] != '\0');
    assert_int_not_equal(test_store_tamper(t, "insert into half values ('x')"), OK);
    steps[SCHEMA_COUNT + 1].sqlite = steps[SCHEMA_COUNT + 1].postgres = good;
    assert_int_equal(migrate(t, count, &report), OK);
    assert_int_equal(report.applied, 2);
}

static void step_that_breaks_a_reference_is_refused(void **state)
{
    struct test_store *t = *state;
    size_t count = later_version() - 2;
    struct migrate_report report;

    steps[SCHEMA_COUNT].sqlite = steps[SCHEMA_COUNT].postgres =
        "create table parent (id count_int primary key);"
        "create table child (parent count_int references parent (id));"
        "insert into child values (5)";
    assert_int_equal(migrate(t, count, &report), ERR_INVALID);
    assert_int_equal(report.problem, MIGRATE_STEP_FAILED);
    assert_int_equal(report.applied, 0);
}

struct program {
    struct store *store;
    size_t count;
    enum status status;
    struct migrate_report report;
    pthread_t thread;
};

static void *migrate_at_once(void *arg)
{
    struct program *program = arg;

    program->status = store_migrate(program->store, steps, program->count, test_now(), NULL, NULL,
                                    &program->report);
    return NULL;
}

static void programs_that_start_at_once_apply_each_step_once(void **state)
{
    struct test_store *t = *state;
    size_t count = later_version();
    struct program programs[4];
    int applied = 0;

    for (int i = 0; i < 4; i++) {
        programs[i].count = count;
        assert_int_equal(store_open(&t->config, &programs[i].store), OK);
    }
    for (int i = 0; i < 4; i++)
        pthread_create(&programs[i].thread, NULL, migrate_at_once, &programs[i]);
    for (int i = 0; i < 4; i++) {
        pthread_join(programs[i].thread, NULL);
        assert_int_equal(programs[i].status, OK);
        applied += programs[i].report.applied;
        store_close(programs[i].store);
    }
    assert_int_equal(applied, MORE);
}

static void database_with_another_locale_is_refused(void **state)
{
    struct test_store *t = *state;
    struct store_config config = t->config;
    struct migrate_report report;
    struct store *store;

    assert_int_equal(test_store_tamper(t, "create database latin template template0 "
                                          "encoding 'LATIN1' locale 'C'"),
                     OK);
    config.location = arena_printf(&t->arena, "%slatin", getenv("ACCANTO_TEST_POSTGRES"));
    assert_int_equal(store_open(&config, &store), OK);
    assert_int_equal(store_migrate(store, SCHEMA, SCHEMA_COUNT, test_now(), NULL, NULL, &report),
                     ERR_INVALID);
    assert_int_equal(report.problem, MIGRATE_ENCODING);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH_ENGINES(steps_are_applied_once),
        ON_BOTH_ENGINES(changed_step_is_refused),
        ON_BOTH_ENGINES(database_of_a_newer_program_is_refused),
        ON_BOTH_ENGINES(failed_step_keeps_the_earlier_ones_and_nothing_of_its_own),
        ON_BOTH_ENGINES(step_that_breaks_a_reference_is_refused),
        ON_BOTH_ENGINES(programs_that_start_at_once_apply_each_step_once),
        ON_POSTGRES(database_with_another_locale_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
