/*
 * A day that goes wrong, trouble by trouble: each has its answer, and no promise is lost without a
 * word. A car or a volunteer who is gone: replan_test.c; the same seat sold by two:
 * rides_race_test.
 */
#include "dispatch/leg_marks.h"
#include "dispatch/replan_calls.h"

#include "support/rides_world.h"
#include "volunteers/promises.h"

static struct replan planned(struct rides_world *world, struct date day)
{
    struct replan replan;

    OK_OR_FAIL(replan_read(&world->store.ctx, 0, day, &replan));
    OK_OR_FAIL(replan_improve(&world->store.ctx, &replan, REPLAN_SHORTEST));
    return replan;
}

static struct replan_call *calls_of(struct rides_world *world, const struct replan *replan,
                                    size_t *ret_count)
{
    struct replan_call *calls;

    OK_OR_FAIL(replan_calls(&world->store.ctx, replan, &calls, ret_count));
    return calls;
}

static struct world_booking book(struct rides_world *world, int64_t person, struct date day)
{
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;

    wish.person_id = person;
    wish.day = day;
    OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
    return booking;
}

static void address_without_coordinates_is_named_at_the_booking_and_in_the_day(void **state)
{
    struct rides_world *world = *state;
    struct replan_call *calls;
    struct replan replan;
    size_t count;

    world_driver(world);
    book(world, world->rosa, world_day());
    run(world, "update person set place_id = null, latitude_micro = null, longitude_micro = null");
    assert_refused(world, world_wish(world), RIDE_NO_ADDRESS);
    replan = planned(world, world_day());
    calls = calls_of(world, &replan, &count);
    assert_int_equal(count, 1);
    assert_int_equal(calls[0].leg->person->id, world->rosa);
    assert_int_equal(calls[0].lack, REPLAN_NO_HOME);
}

/* In the night to 28 March 2027 an hour is left out, in that to 31 October one comes twice. */
static void clock_change_in_the_night_moves_no_promise(void **state)
{
    const struct date sundays[] = {date_of(2027, 3, 28), date_of(2027, 10, 31)};
    struct rides_world *world = *state;

    world_driver(world);
    run(world, "delete from holiday");
    for (size_t i = 0; i < sizeof(sundays) / sizeof(*sundays); i++) {
        struct world_booking booking;
        struct replan_moves moves;
        struct replan replan;
        size_t count;

        world->store.ctx.now = instant_at(date_add_days(sundays[i], -2), at(10, 0));
        booking = book(world, world->rosa, sundays[i]);
        assert_in_range(instant_clock(booking.answer.outbound.window_opens).minutes,
                        at(9, 0).minutes, at(9, 45).minutes);
        assert_true(booking.answer.outbound.drop_off.seconds <=
                    instant_at(sundays[i], at(9, 52)).seconds);
        world->store.ctx.now = instant_at(sundays[i], at(0, 30)); /* before the clocks change */
        replan = planned(world, sundays[i]);
        calls_of(world, &replan, &count);
        assert_int_equal(count, 0);
        OK_OR_FAIL(replan_moves(&world->store.ctx, &replan, &moves));
        assert_int_equal(moves.count, 0);
        world->store.ctx.now = instant_at(sundays[i], at(7, 0)); /* and after */
        replan = planned(world, sundays[i]);
        calls_of(world, &replan, &count);
        assert_int_equal(count, 0);
        OK_OR_FAIL(replan_moves(&world->store.ctx, &replan, &moves));
        assert_int_equal(moves.count, 0);
    }
}

static enum status open_post_office(struct ctx *tx, void *args)
{
    struct rides_world *world = args;
    const struct destination_insert_args office = {.name = "Ufficio postale",
                                                   .kind = "post_office",
                                                   .place_id = world->arrone,
                                                   .address = "Piazza Garibaldi 2",
                                                   .latitude_micro = 42582900,
                                                   .longitude_micro = 12768800,
                                                   .boarding_minutes = 3};

    return destination_create(tx, &office, &world->health_centre);
}

static void assert_every_yes_is_kept(struct rides_world *world, size_t promised)
{
    struct replan replan = planned(world, world_day());
    struct rides_day day;
    size_t count;

    OK_OR_FAIL(rides_day(&world->store.ctx, 0, world_day(), &day));
    assert_int_equal(day.unassigned_count, 0);
    assert_int_equal(day.leg_count, promised);
    for (size_t i = 0; i < day.volunteer_count; i++)
        assert_false(day.volunteers[i].at_risk);
    calls_of(world, &replan, &count);
    assert_int_equal(count, 0);
}

/* Pension day: thirty ring up for the same half hour and the same door. */
static void thirty_to_one_post_office_get_a_yes_or_a_no_with_another_time(void **state)
{
    enum { CALLERS = 30, DRIVERS = 3 };
    struct rides_world *world = *state;
    struct crowd crowd = {.world = world};
    struct ride_wish wish;
    size_t promised = 0;
    size_t offered = 0;

    OK_OR_FAIL(store_write(&world->store.ctx, make_crowd, &crowd));
    OK_OR_FAIL(store_write(&world->store.ctx, open_post_office, world));
    for (int i = 0; i < DRIVERS; i++)
        world_driver(world);
    wish = world_wish(world);
    for (int i = 0; i < CALLERS; i++) {
        size_t mark = arena_mark(world->store.ctx.arena);
        struct world_booking booking;
        struct ride_answer answer;

        wish.person_id = crowd.ids[i];
        answer = ask(world, wish);
        if (answer.refusal == RIDE_ACCEPTED) {
            OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
            promised++;
        } else {
            assert_true(answer.refusal == RIDE_NO_VOLUNTEER || answer.refusal == RIDE_NO_CAR);
            offered += answer.alternative_count > 0;
        }
        arena_rewind(world->store.ctx.arena, mark);
    }
    assert_in_range(promised, 2 * DRIVERS, CALLERS - 1);
    assert_int_equal(offered, CALLERS - promised);
    assert_every_yes_is_kept(world, promised);
}

/* One seat is left and two were promised it: the one who stays out is named, and why. */
static void plan_that_cannot_be_names_who_is_left_out_and_why(void **state)
{
    struct rides_world *world = *state;
    struct replan_call *calls;
    struct replan replan;
    size_t count;

    world_driver(world);
    world_driver(world);
    book(world, world->rosa, world_day());
    book(world, world->ada, world_day());
    run(world, "update vehicle set seats = 1");
    run(world, "update policy set value = '10' where key = 'rides.arrive_too_early_minutes'");
    run(world, "delete from volunteer_hours where volunteer_id = (select max(id) from volunteer)");
    replan = planned(world, world_day());
    calls = calls_of(world, &replan, &count);
    assert_int_equal(count, 1);
    assert_int_equal(calls[0].lack, REPLAN_BUSY);
    assert_true(calls[0].has_nearest);
    run(world, "update vehicle set to_date = '2026-11-24'");
    replan = planned(world, world_day());
    calls = calls_of(world, &replan, &count);
    assert_int_equal(count, 2);
    assert_int_equal(calls[0].lack, REPLAN_NOBODY);
    assert_int_equal(calls[1].lack, REPLAN_NOBODY);
    assert_false(calls[0].has_nearest);
}

/* Hours that end earlier: what breaks is told before and found after, the rest stays. */
static void shift_shortened_under_promised_rides_names_only_what_it_breaks(void **state)
{
    struct rides_world *world = *state;
    struct world_driver driver = world_driver(world);
    const struct promises_on on = {.volunteer_id = driver.volunteer};
    struct ride_wish late = world_wish(world);
    struct world_booking booking;
    struct replan_call *calls;
    struct promises kept;
    struct replan replan;
    size_t count;

    book(world, world->rosa, world_day());
    late.person_id = world->ada;
    late.appointment = at(12, 0);
    OK_OR_FAIL(world_book(&world->store.ctx, late, &booking));
    OK_OR_FAIL(PROMISES_KEEPER->kept(&world->store.ctx, &on, &kept));
    assert_int_equal(kept.count, 2);
    run(world, "update volunteer_hours set ends = 11 * 60");
    OK_OR_FAIL(PROMISES_KEEPER->kept(&world->store.ctx, &on, &kept));
    assert_int_equal(kept.count, 1);
    replan = planned(world, world_day());
    calls = calls_of(world, &replan, &count);
    assert_int_equal(count, 1);
    assert_int_equal(calls[0].leg->person->id, world->ada);
    assert_int_equal(calls[0].lack, REPLAN_NOBODY);
    assert_true(calls[0].has_nearest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_THE_VALLEY(address_without_coordinates_is_named_at_the_booking_and_in_the_day),
        IN_THE_VALLEY(clock_change_in_the_night_moves_no_promise),
        IN_THE_VALLEY(thirty_to_one_post_office_get_a_yes_or_a_no_with_another_time),
        IN_THE_VALLEY(plan_that_cannot_be_names_who_is_left_out_and_why),
        IN_THE_VALLEY(shift_shortened_under_promised_rides_names_only_what_it_breaks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
