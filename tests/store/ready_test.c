/* "I am ready": a return when called is fetched as early as can be. */
#include "rides/day.h"
#include "rides/rides.h"

#include "support/rides_world.h"

/* Rosa at ten, who calls to come home; the time kept for it is from eleven on. */
static struct world_booking book_on_call(struct rides_world *world)
{
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;

    wish.return_kind = RIDE_RETURN_ON_CALL;
    OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
    return booking;
}

static struct ride_leg_row way_home(struct rides_world *world, int64_t ride_id)
{
    struct ride_leg_row *legs;
    size_t count;

    OK_OR_FAIL(ride_legs_read(&world->store.ctx, ride_id, &legs, &count));
    assert_int_equal(count, 2);
    return legs[1];
}

struct call {
    int64_t leg_id;
    struct ride_ready ready;
};

static enum status write_call(struct ctx *tx, void *args)
{
    struct call *call = args;

    return ride_leg_ready(tx, call->leg_id, &call->ready);
}

static struct ride_ready call_then(struct rides_world *world, int64_t leg_id, struct instant then)
{
    struct call call = {.leg_id = leg_id};

    world->store.ctx.now = then;
    OK_OR_FAIL(store_write(&world->store.ctx, write_call, &call));
    return call.ready;
}

static struct ride_ready call_at(struct rides_world *world, int64_t leg_id, int hour, int minute)
{
    return call_then(world, leg_id, instant_at(world_day(), at(hour, minute)));
}

static void caller_is_fetched_as_soon_as_the_road_allows(void **state)
{
    struct rides_world *world = *state;
    struct world_booking booking;
    struct ride_event_row *events;
    struct ride_leg_row leg;
    struct ride_ready ready;
    size_t count;

    world_driver(world);
    booking = book_on_call(world);
    leg = way_home(world, booking.id);
    ready = call_at(world, leg.id, 11, 10);
    assert_int_equal(ready.answer, RIDE_READY_COMING);
    assert_string_equal(ready.volunteer_name, "Mario Fabbri");
    /* The volunteer set Rosa down there and has waited at the door. */
    assert_int_equal(ready.pick_up.seconds, instant_at(world_day(), at(11, 10)).seconds);
    leg = way_home(world, booking.id);
    assert_int_equal(leg.window_opens.seconds, ready.pick_up.seconds);
    assert_int_equal(leg.window_closes.seconds, ready.pick_up.seconds + 5 * 60);
    assert_int_equal(leg.pick_up_at.seconds, ready.pick_up.seconds);
    assert_int_equal(leg.ready_at.seconds, world->store.ctx.now.seconds);
    OK_OR_FAIL(ride_events(&world->store.ctx, booking.id, &events, &count));
    assert_string_equal(events[count - 1].kind, "ready");
    assert_int_equal(call_at(world, leg.id, 11, 11).answer, RIDE_READY_NOT_WAITING);
}

static void volunteer_who_is_elsewhere_needs_the_drive(void **state)
{
    struct rides_world *world = *state;
    struct world_booking booking;
    struct ride_wish other = world_wish(world);
    struct world_booking away;
    struct ride_ready ready;

    world_driver(world);
    booking = book_on_call(world);
    other.person_id = world->ada;
    other.appointment = at(11, 15);
    other.return_kind = RIDE_RETURN_NONE;
    OK_OR_FAIL(world_book(&world->store.ctx, other, &away));
    /* Rosa calls while Ada is being fetched in the other village. */
    ready = call_then(world, way_home(world, booking.id).id, away.answer.outbound.pick_up);
    assert_int_equal(ready.answer, RIDE_READY_COMING);
    assert_true(ready.pick_up.seconds >= away.answer.outbound.drop_off.seconds);
}

/* Nobody sets out before the call: the planner alone would have the car at the door at 11:10. */
static void volunteer_at_home_sets_out_when_called(void **state)
{
    enum { SHORTEST_DRIVE = 3 };
    struct rides_world *world = *state;
    struct world_driver late = {
        .world = world, .starts = at(10, 20), .ends = at(13, 0), .seats = 3, .wheelchairs = 1};
    struct world_booking booking;
    struct ride_ready ready;

    world_driver(world);
    run(world, "update volunteer_hours set ends = 620");
    OK_OR_FAIL(store_write(&world->store.ctx, world_add_driver, &late));
    booking = book_on_call(world);
    ready = call_at(world, way_home(world, booking.id).id, 11, 10);
    assert_int_equal(ready.answer, RIDE_READY_COMING);
    assert_int_equal(ready.pick_up.seconds,
                     instant_at(world_day(), at(11, 10 + SHORTEST_DRIVE)).seconds);
}

static void caller_before_the_time_kept_is_fetched_when_it_begins(void **state)
{
    struct rides_world *world = *state;
    struct world_booking booking;
    struct ride_ready ready;

    world_driver(world);
    booking = book_on_call(world);
    ready = call_at(world, way_home(world, booking.id).id, 10, 30);
    assert_int_equal(ready.answer, RIDE_READY_COMING);
    assert_int_equal(ready.pick_up.seconds, instant_at(world_day(), at(11, 0)).seconds);
}

static void call_too_late_on_another_day_or_for_the_way_there_changes_nothing(void **state)
{
    struct rides_world *world = *state;
    struct world_booking booking;
    struct ride_leg_row leg;
    struct ride_leg_row after;

    world_driver(world);
    booking = book_on_call(world);
    leg = way_home(world, booking.id);
    assert_int_equal(call_at(world, leg.id, 11, 31).answer, RIDE_READY_TOO_LATE);
    assert_int_equal(call_at(world, leg.id - 1, 11, 10).answer, RIDE_READY_NOT_WAITING);
    assert_int_equal(
        call_then(world, leg.id, instant_at(date_add_days(world_day(), -1), at(11, 0))).answer,
        RIDE_READY_OTHER_DAY);
    after = way_home(world, booking.id);
    assert_int_equal(after.window_opens.seconds, leg.window_opens.seconds);
    assert_true(instant_is_none(after.ready_at));
}

struct outcome {
    int64_t leg_id;
    const char *outcome;
};

static enum status write_outcome(struct ctx *tx, void *args)
{
    const struct outcome *given = args;

    return ride_leg_outcome(tx, given->leg_id, given->outcome, NULL);
}

/* On the board of the day, for who comes home. */
static bool board_says_arrived(struct rides_world *world)
{
    struct rides_day day;

    OK_OR_FAIL(rides_day(&world->store.ctx, 0, world_day(), &day));
    for (size_t i = 0; i < day.volunteer_count; i++) {
        for (size_t k = 0; k < day.volunteers[i].leg_count; k++) {
            if (day.volunteers[i].legs[k]->homeward)
                return day.volunteers[i].legs[k]->has_arrived;
        }
    }
    fail();
    return false;
}

static void caller_is_not_ready_before_the_way_there_is_over(void **state)
{
    struct rides_world *world = *state;
    struct world_booking booking;
    struct ride_leg_row home;
    struct outcome done = {.outcome = "done"};

    world_driver(world);
    booking = book_on_call(world);
    home = way_home(world, booking.id);
    assert_int_equal(call_at(world, home.id, 9, 30).answer, RIDE_READY_NOT_THERE_YET);
    assert_true(instant_is_none(way_home(world, booking.id).ready_at));
    assert_false(board_says_arrived(world));
    done.leg_id = home.id - 1;
    world->store.ctx.now = booking.answer.outbound.window_opens;
    OK_OR_FAIL(store_write(&world->store.ctx, write_outcome, &done));
    assert_true(board_says_arrived(world));
    assert_int_equal(call_then(world, home.id, world->store.ctx.now).answer, RIDE_READY_COMING);
}

/* Nobody writes outcomes on a busy morning: the planned arrival is enough. */
static void caller_is_ready_once_the_planned_arrival_is_past(void **state)
{
    struct rides_world *world = *state;
    struct world_booking booking;
    struct ride_leg_row home;
    struct instant arrival;

    world_driver(world);
    booking = book_on_call(world);
    home = way_home(world, booking.id);
    arrival = booking.answer.outbound.drop_off;
    assert_int_equal(call_then(world, home.id, (struct instant){arrival.seconds - 60}).answer,
                     RIDE_READY_NOT_THERE_YET);
    assert_false(board_says_arrived(world));
    world->store.ctx.now = arrival;
    assert_true(board_says_arrived(world));
    assert_int_equal(call_then(world, home.id, arrival).answer, RIDE_READY_COMING);
}

static void nobody_left_keeps_the_time_that_was_said(void **state)
{
    struct rides_world *world = *state;
    struct world_booking booking;
    struct ride_leg_row leg;

    world_driver(world);
    booking = book_on_call(world);
    run(world, "update volunteer set to_date = '2026-11-24'");
    leg = way_home(world, booking.id);
    assert_int_equal(call_at(world, leg.id, 11, 10).answer, RIDE_READY_NOBODY);
    assert_int_equal(way_home(world, booking.id).window_opens.seconds, leg.window_opens.seconds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_THE_VALLEY(caller_is_fetched_as_soon_as_the_road_allows),
        IN_THE_VALLEY(volunteer_who_is_elsewhere_needs_the_drive),
        IN_THE_VALLEY(volunteer_at_home_sets_out_when_called),
        IN_THE_VALLEY(caller_before_the_time_kept_is_fetched_when_it_begins),
        IN_THE_VALLEY(call_too_late_on_another_day_or_for_the_way_there_changes_nothing),
        IN_THE_VALLEY(caller_is_not_ready_before_the_way_there_is_over),
        IN_THE_VALLEY(caller_is_ready_once_the_planned_arrival_is_past),
        IN_THE_VALLEY(nobody_left_keeps_the_time_that_was_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
