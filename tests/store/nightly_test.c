/* The job of the night: once a day and zone, whichever process is first; on both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>

#include "app/nightly.h"
#include "support/house.h"

#define LEARNED "select count(*) from audit_event where action = 'roads.learn' and origin = 'night'"

/* As the thread of a process would at that time of the house's first day, or of one after. */
static bool night_at(struct test_house *h, int days, int hour, int minute)
{
    struct ctx ctx = h->store.ctx;
    struct date day = date_add_days(instant_date(test_now()), days);
    struct roads_learned learned;
    bool ran;

    ctx.now = instant_at(day, (struct clock_time){hour * 60 + minute});
    ctx.origin = "night";
    ctx.actor = NULL;
    assert_int_equal(nightly_run(&ctx, &ran, &learned), OK);
    return ran;
}

static void night_comes_once_a_day_after_three(void **state)
{
    struct test_house *h = *state;

    assert_false(night_at(h, 1, 0, 10));
    assert_false(night_at(h, 1, 2, 59));
    assert_int_equal(house_count(h, LEARNED), 0);
    assert_true(night_at(h, 1, 3, 0));
    assert_int_equal(house_count(h, LEARNED), 1);
    assert_false(night_at(h, 1, 3, 1));
    assert_false(night_at(h, 2, 2, 59));
    assert_true(night_at(h, 2, 9, 30));  /* it slept until the morning */
    assert_false(night_at(h, 1, 23, 0)); /* a clock put back */
    assert_int_equal(house_count(h, LEARNED), 2);
}

/* Of each process one, on a store of its own. */
struct process {
    struct test_house *house;
    struct store *store;
    pthread_t thread;
    int ran;
};

enum { NIGHTS = 20, PROCESSES = 2 };

static void *many_nights(void *arg)
{
    struct process *process = arg;
    struct arena arena;
    struct ctx ctx = {.arena = &arena, .origin = "night"};

    if (arena_init(&arena, 64 * 1024 * 1024) != OK || store_connect(process->store, &ctx.db) != OK)
        return NULL;
    for (int night = 1; night <= NIGHTS;) {
        struct roads_learned learned;
        bool ran = false;
        enum status status;

        arena_reset(&arena);
        ctx.now =
            instant_at(date_add_days(instant_date(test_now()), night), (struct clock_time){3 * 60});
        status = nightly_run(&ctx, &ran, &learned);
        process->ran += ran;
        night += status == OK; /* else the other one held the lock for long: again */
    }
    db_close(ctx.db);
    arena_free(&arena);
    return NULL;
}

static void two_processes_share_the_nights(void **state)
{
    struct test_house *h = *state;
    struct process processes[PROCESSES] = {{.house = h}, {.house = h}};
    int ran = 0;

    for (int i = 0; i < PROCESSES; i++)
        assert_int_equal(store_open(&h->store.config, &processes[i].store), OK);
    for (int i = 0; i < PROCESSES; i++)
        pthread_create(&processes[i].thread, NULL, many_nights, &processes[i]);
    for (int i = 0; i < PROCESSES; i++) {
        pthread_join(processes[i].thread, NULL);
        store_close(processes[i].store);
        ran += processes[i].ran;
    }
    assert_int_equal(ran, NIGHTS);
    assert_int_equal(house_count(h, LEARNED), NIGHTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(night_comes_once_a_day_after_three),
        IN_BOTH_HOUSES(two_processes_share_the_nights),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
