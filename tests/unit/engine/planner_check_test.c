/* The rules of a plan, one by one, on days made by hand. */
#include "engine/planner/planner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

#include "support/planner_road.h"

static void assert_fault(struct road *road, enum planner_fault fault, int32_t leg)
{
    assert_false(check(road));
    assert_int_equal(road->report.causes[0].fault, fault);
    assert_int_equal(road->report.causes[0].leg, leg);
}

static bool causes_include(const struct road *road, enum planner_fault fault)
{
    for (int32_t i = 0; i < road->report.cause_count; i++) {
        if (road->report.causes[i].fault == fault)
            return true;
    }
    return false;
}

static void plan_unused_holds_and_counts_unserved(void **state)
{
    struct road *road = *state;

    assert_true(check(road));
    assert_int_equal(road->report.unserved_count, LEGS);
}

static void window_dropoff_is_kept_to_the_second(void **state)
{
    struct road *road = *state;

    drive(road, 0, "0+ 0-");
    road->legs[0].dropoff.to = 8 * HOUR + 30 * MINUTE;
    assert_true(check(road));
    assert_int_equal(road->report.earliest[0].stops[0], 8 * HOUR + 10 * MINUTE);
    assert_int_equal(road->report.latest[0].stops[0], 8 * HOUR + 10 * MINUTE);
    road->legs[0].dropoff.to--;
    assert_fault(road, PLANNER_DROPOFF_MISSED, 0);
    assert_true(causes_include(road, PLANNER_SHIFT_HOURS));
}

static void boarding_is_counted_once(void **state)
{
    struct road *road = *state;

    drive(road, 0, "0+ 0-");
    road->legs[0].pickup_service = 5 * MINUTE;
    road->legs[0].dropoff_service = 3 * MINUTE;
    road->legs[0].onboard_max = 20 * MINUTE;
    assert_true(check(road));
    assert_int_equal(road->report.earliest[0].stops[0], 8 * HOUR + 10 * MINUTE);
    assert_int_equal(road->report.earliest[0].stops[1], 8 * HOUR + 35 * MINUTE);
    assert_int_equal(road->report.earliest[0].end, 8 * HOUR + 68 * MINUTE);
}

static void time_on_board_delays_the_pickup_or_fails(void **state)
{
    struct road *road = *state;

    drive(road, 0, "0+ 0-");
    road->legs[0].dropoff.from = 10 * HOUR;
    road->legs[0].onboard_max = 20 * MINUTE;
    assert_true(check(road));
    assert_int_equal(road->report.earliest[0].stops[0], 10 * HOUR - 20 * MINUTE);
    road->legs[0].onboard_max--;
    assert_fault(road, PLANNER_ONBOARD_TOO_LONG, 0);
    assert_int_equal(road->report.cause_count, 1);
}

static void promise_is_never_broken(void **state)
{
    struct road *road = *state;

    drive(road, 0, "1+ 1- 0+ 0-");
    road->legs[0].promised = true;
    road->legs[0].said = (struct planner_window){9 * HOUR, 9 * HOUR + 15 * MINUTE};
    assert_true(check(road));
    road->legs[1].pickup.from = 8 * HOUR + 36 * MINUTE;
    assert_fault(road, PLANNER_SAID_BROKEN, 0);
    assert_true(causes_include(road, PLANNER_PICKUP_MISSED));
    road->legs[0].promised = false;
    assert_true(check(road));
}

static void seats_count_companions_and_chairs_fill_the_boot(void **state)
{
    struct road *road = *state;

    drive(road, 0, "0+ 1+ 0- 1-");
    road->legs[0].seats = 2;
    road->legs[1].seats = 2;
    assert_true(check(road));
    road->legs[1].seats = 3;
    assert_fault(road, PLANNER_NO_SEAT, 1);
    road->legs[1].seats = 1;
    road->legs[0].wheelchairs = 1;
    road->legs[1].wheelchairs = 1;
    assert_fault(road, PLANNER_NO_WHEELCHAIR_PLACE, 1);
    drive(road, 0, "0+ 0- 1+ 1-");
    assert_true(check(road));
}

static void shared_car_overlap_is_refused(void **state)
{
    struct road *road = *state;

    drive(road, 0, "0+ 0-");
    drive(road, 1, "1+ 1-");
    road->legs[0].pickup = (struct planner_window){9 * HOUR, 9 * HOUR};
    road->legs[1].pickup = (struct planner_window){9 * HOUR + 30 * MINUTE, 10 * HOUR};
    assert_true(check(road));
    road->routes[0].car = 2;
    road->routes[1].car = 2;
    road->routes[1].turn = 1;
    assert_true(check(road));
    assert_int_equal(road->report.earliest[1].start, 9 * HOUR + 50 * MINUTE);
    assert_int_equal(road->report.earliest[1].stops[0], 10 * HOUR);
    road->legs[1].pickup.to--;
    assert_fault(road, PLANNER_PICKUP_MISSED, 0);
    assert_true(causes_include(road, PLANNER_CAR_NOT_BACK));
    road->routes[1].turn = 0;
    assert_fault(road, PLANNER_BAD_TURNS, PLANNER_NONE);
}

static void shared_car_starts_from_its_base(void **state)
{
    struct road *road = *state;

    drive(road, 0, "0+ 0-");
    road->routes[0].car = 2;
    road->cars[2].base_point = 4;
    assert_true(check(road));
    assert_int_equal(road->report.earliest[0].stops[0], 8 * HOUR + 30 * MINUTE);
    assert_int_equal(road->report.earliest[0].end, 8 * HOUR + 60 * MINUTE);
}

static void person_waits_at_home_not_in_the_car(void **state)
{
    struct road *road = *state;
    struct planner_times *times;

    drive(road, 0, "0+ 0-");
    road->legs[0].dropoff.from = 10 * HOUR;
    assert_true(check(road));
    assert_int_equal(road->report.earliest[0].stops[0], 8 * HOUR + 10 * MINUTE);
    assert_int_equal(planner_schedule(&road->arena, &road->problem, &road->plan, &times), OK);
    assert_int_equal(times[0].start, 10 * HOUR - 30 * MINUTE);
    assert_int_equal(times[0].stops[0], 10 * HOUR - 20 * MINUTE);
    assert_int_equal(times[0].stops[1], 10 * HOUR);
    assert_int_equal(times[0].end, 10 * HOUR + 30 * MINUTE);
}

static void schedule_without_times_says_conflict(void **state)
{
    struct road *road = *state;
    struct planner_times *times;

    drive(road, 0, "0+ 0-");
    road->legs[0].dropoff.to = 8 * HOUR;
    assert_int_equal(planner_schedule(&road->arena, &road->problem, &road->plan, &times),
                     ERR_CONFLICT);
}

static void shift_hours_and_duration_are_kept(void **state)
{
    struct road *road = *state;

    drive(road, 0, "0+ 0-");
    road->shifts[0].hours.to = 9 * HOUR;
    assert_true(check(road));
    road->shifts[0].hours.to--;
    assert_fault(road, PLANNER_SHIFT_HOURS, PLANNER_NONE);
    road->shifts[0].hours.to = 18 * HOUR;
    road->shifts[0].duration_max = HOUR - 1;
    assert_fault(road, PLANNER_SHIFT_TOO_LONG, PLANNER_NONE);
}

static void car_is_on_the_road_only_within_its_hours(void **state)
{
    struct road *road = *state;

    drive(road, 0, "0+ 0-");
    road->cars[0].hours = (struct planner_window){9 * HOUR, 10 * HOUR};
    assert_true(check(road));
    assert_int_equal(road->report.earliest[0].start, 9 * HOUR);
    assert_int_equal(road->report.latest[0].end, 10 * HOUR);
    road->cars[0].hours.to--;
    assert_fault(road, PLANNER_CAR_HOURS, PLANNER_NONE);
    road->routes[0].car = 2;
    assert_true(check(road));
}

static void break_is_taken_with_nobody_on_board(void **state)
{
    struct road *road = *state;

    road->shifts[0].pause = (struct planner_break){30 * MINUTE, 0, {12 * HOUR, 13 * HOUR}};
    drive(road, 0, "0+ 0-");
    assert_fault(road, PLANNER_BAD_BREAK, PLANNER_NONE);
    drive(road, 0, "0+ break 0-");
    assert_fault(road, PLANNER_BAD_BREAK, PLANNER_NONE);
    drive(road, 0, "0+ 0- break");
    assert_true(check(road));
    assert_int_equal(road->report.earliest[0].end, 12 * HOUR + 30 * MINUTE);
    road->legs[0].pickup.from = 12 * HOUR + 31 * MINUTE;
    assert_fault(road, PLANNER_PICKUP_MISSED, 0);
    assert_true(causes_include(road, PLANNER_BREAK_MISSED));
}

static void people_go_together_as_agreed(void **state)
{
    struct road *road = *state;

    drive(road, 0, "0+ 0-");
    drive(road, 1, "1+ 1-");
    road->company[0] = PLANNER_NEVER;
    assert_fault(road, PLANNER_NOT_TOGETHER, 0);
    road->company[0] = PLANNER_PREFERRED;
    road->legs[1].volunteer = 0;
    assert_fault(road, PLANNER_OTHER_WAS_PROMISED, 1);
    road->legs[1].volunteer = 1;
    assert_true(check(road));
    road->legs[1].with_leg = 0;
    assert_fault(road, PLANNER_LEGS_PARTED, 1);
    road->routes[0].car = 1;
    assert_fault(road, PLANNER_CAR_NOT_ALLOWED, PLANNER_NONE);
}

static void car_that_stays_waits_empty_and_goes_on(void **state)
{
    struct road *road = *state;

    road->legs[0].with_leg = 1;
    road->legs[0].stays = true;
    assert_int_equal(planner_validate(&road->problem), OK);
    drive(road, 0, "2+ 0+ 2- 0- 1+ 1- 3+ 3-");
    assert_true(check(road));
    drive(road, 0, "0+ 0-");
    assert_true(check(road));
    drive(road, 0, "0+ 0- 2+ 2- 1+ 1-");
    assert_fault(road, PLANNER_NOT_WAITED, 0);
    drive(road, 0, "2+ 0+ 0- 1+ 1- 2-");
    assert_fault(road, PLANNER_NOT_WAITED, 0);
    drive(road, 0, "1+ 1- 0+ 0-");
    assert_fault(road, PLANNER_NOT_WAITED, 0);
    drive(road, 0, "0+ 0-");
    drive(road, 1, "1+ 1-");
    road->shifts[1].volunteer = 0;
    road->routes[1].car = 2;
    assert_fault(road, PLANNER_NOT_WAITED, 0);
}

static void car_that_stays_for_nobody_else_is_refused(void **state)
{
    struct road *road = *state;

    road->legs[0].stays = true;
    assert_int_equal(planner_validate(&road->problem), ERR_INVALID);
    road->legs[0].with_leg = 0;
    assert_int_equal(planner_validate(&road->problem), ERR_INVALID);
    road->legs[0].with_leg = 1;
    assert_int_equal(planner_validate(&road->problem), OK);
}

static void stops_out_of_order_are_refused(void **state)
{
    static const char *const wrong[] = {"0-",       "0+",    "0- 0+",      "0+ 0+ 0-",
                                        "0+ 0- 0-", "7+ 7-", "0+ 0- 0+ 0-"};
    struct road *road = *state;

    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
        drive(road, 0, wrong[i]);
        assert_false(check(road));
        assert_int_equal(road->report.causes[0].fault, PLANNER_BAD_STOPS);
    }
    drive(road, 0, "0+ 0-");
    drive(road, 1, "0+ 0-");
    assert_fault(road, PLANNER_BAD_STOPS, 0);
}

/* A limit that is one second too short at the end of time must not be counted up to, second by
   second. */
static void contradiction_is_found_at_once(void **state)
{
    struct road *road = *state;

    drive(road, 0, "0+ 0-");
    road->shifts[0].hours = (struct planner_window){0, PLANNER_TIME_MAX};
    road->legs[0].pickup.to = PLANNER_TIME_MAX;
    road->legs[0].dropoff.to = PLANNER_TIME_MAX;
    road->legs[0].onboard_max = 20 * MINUTE - 1;
    assert_fault(road, PLANNER_ONBOARD_TOO_LONG, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_road(plan_unused_holds_and_counts_unserved),
        on_road(window_dropoff_is_kept_to_the_second),
        on_road(boarding_is_counted_once),
        on_road(time_on_board_delays_the_pickup_or_fails),
        on_road(promise_is_never_broken),
        on_road(seats_count_companions_and_chairs_fill_the_boot),
        on_road(shared_car_overlap_is_refused),
        on_road(shared_car_starts_from_its_base),
        on_road(person_waits_at_home_not_in_the_car),
        on_road(schedule_without_times_says_conflict),
        on_road(shift_hours_and_duration_are_kept),
        on_road(car_is_on_the_road_only_within_its_hours),
        on_road(break_is_taken_with_nobody_on_board),
        on_road(people_go_together_as_agreed),
        on_road(car_that_stays_waits_empty_and_goes_on),
        on_road(car_that_stays_for_nobody_else_is_refused),
        on_road(stops_out_of_order_are_refused),
        on_road(contradiction_is_found_at_once),
    };

    return cmocka_run_group_tests_name("planner_check", tests, NULL, NULL);
}
