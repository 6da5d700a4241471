/*
 * Sixty-four callers and one seat: all are told yes, and one of them gets it.
 *
 *     rides_race_test [ATTEMPTS]     of each engine; 10,000 of them in `make check-all`
 */
#include <pthread.h>

#include "rides/rides.h"

#include "support/rides_world.h"

enum { ATTEMPTS = 1000, ATTEMPTS_MAX = 20000 };

static int attempts = ATTEMPTS;

struct caller {
    struct ctx ctx;
    struct arena arena;
    struct world_booking booking;
    pthread_barrier_t *everybody;
    enum status status;
    bool told_yes;
};

/* Nobody books before everybody was told yes. */
static void *call(void *args)
{
    struct caller *caller = args;
    struct ride_said said = {INSTANT_NONE, INSTANT_NONE};
    struct ride_answer answer;

    caller->status = ride_ask(&caller->ctx, &caller->booking.wish, &answer);
    caller->told_yes = caller->status == OK && answer.refusal == RIDE_ACCEPTED;
    pthread_barrier_wait(caller->everybody);
    if (!caller->told_yes)
        return NULL;
    said.outbound_opens = answer.outbound.window_opens;
    caller->booking.said = &said;
    do
        caller->status = store_write(&caller->ctx, world_book_operation, &caller->booking);
    while (caller->status == ERR_BUSY);
    caller->booking.said = NULL;
    return NULL;
}

/* One volunteer, one seat, a wish that leaves no other time; and more days than rounds, all alike.
 */
static void one_seat_a_day(struct rides_world *world)
{
    world_driver(world);
    run(world, "update vehicle set seats = 1");
    run(world, "update policy set value = '10' where key = 'rides.arrive_too_early_minutes'");
    run(world, "update policy set value = '365' where key = 'rides.horizon_days'");
    run(world, "delete from holiday");
}

static void run_round(struct rides_world *world, struct caller *callers, const struct crowd *crowd,
                      struct date day)
{
    pthread_t threads[CROWD];

    for (int i = 0; i < CROWD; i++) {
        callers[i].booking = (struct world_booking){.wish = world_wish(world)};
        callers[i].booking.wish.person_id = crowd->ids[i];
        callers[i].booking.wish.day = day;
        assert_int_equal(pthread_create(&threads[i], NULL, call, &callers[i]), 0);
    }
    for (int i = 0; i < CROWD; i++)
        pthread_join(threads[i], NULL);
}

/* What the callers were answered, and what the database holds. */
static void assert_one_winner(struct rides_world *world, struct caller *callers, struct date day)
{
    struct rides_day kept;
    int winners = 0;

    for (int i = 0; i < CROWD; i++) {
        assert_true(callers[i].told_yes);
        if (callers[i].status == OK)
            winners++;
        else
            assert_int_equal(callers[i].status, ERR_CONFLICT);
        arena_reset(&callers[i].arena);
    }
    assert_int_equal(winners, 1);

    size_t mark = arena_mark(world->store.ctx.arena);

    OK_OR_FAIL(rides_day(&world->store.ctx, world->office, day, &kept));
    assert_int_equal(kept.leg_count, 1);
    arena_rewind(world->store.ctx.arena, mark);
}

static void last_seat_goes_to_one_of_many_callers(void **state)
{
    struct rides_world *world = *state;
    struct caller *callers = calloc(CROWD, sizeof *callers);
    struct crowd crowd = {.world = world};
    pthread_barrier_t everybody;

    one_seat_a_day(world);
    OK_OR_FAIL(store_write(&world->store.ctx, make_crowd, &crowd));
    OK_OR_FAIL(store_start_writer(world->store.store));
    assert_int_equal(pthread_barrier_init(&everybody, NULL, CROWD), 0);
    for (int i = 0; i < CROWD; i++) {
        callers[i].ctx = test_store_worker(&world->store, &callers[i].arena);
        callers[i].everybody = &everybody;
    }
    for (int round = 0; round * CROWD < attempts; round++) {
        struct date day = date_add_days(world_day(), round);

        run_round(world, callers, &crowd, day);
        assert_one_winner(world, callers, day);
    }
    for (int i = 0; i < CROWD; i++)
        test_store_worker_end(&callers[i].ctx);
    store_stop_writer(world->store.store);
    pthread_barrier_destroy(&everybody);
    free(callers);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        IN_THE_VALLEY(last_seat_goes_to_one_of_many_callers),
    };

    if (argc > 1)
        attempts = atoi(argv[1]);
    if (attempts < CROWD || attempts > ATTEMPTS_MAX)
        return 2;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
