/* What the desk asks the planner during a call, on days made by hand. */
#include "engine/planner/planner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

#include "support/planner_road.h"

static const struct planner_costs by_metre = {.metre = 1};

static enum status ask(struct road *road, int32_t leg_count, struct planner_offer *ret_offers,
                       int32_t *ret_count)
{
    struct planner_request request = {leg_count, {0, 1}, by_metre, PLANNER_OFFERS_MAX};

    assert_int_equal(planner_validate(&road->problem), OK);
    return planner_insert(&road->arena, &road->problem, &road->plan, &request, ret_offers,
                          ret_count);
}

static void insert_first_ride_offers_every_free_car(void **state)
{
    struct road *road = *state;
    struct planner_offer offers[PLANNER_OFFERS_MAX];
    int32_t count;

    road->legs[0].dropoff = (struct planner_window){9 * HOUR, 9 * HOUR + 30 * MINUTE};
    assert_int_equal(ask(road, 1, offers, &count), OK);
    assert_int_equal(count, 4); /* two volunteers, each in the own car or the shared one */
    assert_int_equal(offers[0].added_metres, 30000);
    assert_int_equal(offers[0].added_seconds, HOUR);
    assert_int_equal(offers[0].places[0].pickup.from, 8 * HOUR + 10 * MINUTE);
    assert_int_equal(offers[0].places[0].pickup.to, 9 * HOUR + 10 * MINUTE);
    assert_int_equal(offers[0].places[0].pickup_likely, 8 * HOUR + 40 * MINUTE);
    assert_int_equal(offers[0].places[0].dropoff_likely, 9 * HOUR);
}

static void insert_beside_a_promise_keeps_it(void **state)
{
    struct road *road = *state;
    struct planner_offer offers[PLANNER_OFFERS_MAX];
    int32_t count;

    road->problem.shift_count = 1;
    road->plan.route_count = 1;
    drive(road, 0, "2+ 2-");
    road->legs[2].promised = true;
    road->legs[2].said = (struct planner_window){9 * HOUR, 9 * HOUR + 15 * MINUTE};
    road->legs[2].onboard_max = 25 * MINUTE;
    road->legs[0].pickup = (struct planner_window){8 * HOUR + 10 * MINUTE, 9 * HOUR};
    road->legs[0].pickup_service = 3 * MINUTE;
    assert_int_equal(ask(road, 1, offers, &count), OK);
    planner_apply(&road->arena, &road->problem, &offers[0], &road->plan);
    assert_true(check(road));
    assert_in_range(road->report.latest[0].stops[1], 9 * HOUR, 9 * HOUR + 15 * MINUTE);

    assert_int_equal(planner_remove(&road->plan, 0), OK);
    road->legs[0].pickup = (struct planner_window){8 * HOUR + 40 * MINUTE, 8 * HOUR + 50 * MINUTE};
    road->legs[0].dropoff_point = 0;
    road->legs[0].onboard_max = 10 * MINUTE;
    road->legs[2].said.to = 9 * HOUR;
    assert_int_equal(ask(road, 1, offers, &count), ERR_NOT_FOUND);
}

static void insert_finds_the_turn_of_the_shared_car(void **state)
{
    struct road *road = *state;
    struct planner_offer offers[PLANNER_OFFERS_MAX];
    int32_t count;

    memset(road->may_drive, 0, sizeof(road->may_drive));
    road->may_drive[2] = 1;
    road->may_drive[5] = 1;
    drive(road, 0, "2+ 2-");
    road->routes[0].car = 2;
    road->legs[2].pickup = (struct planner_window){9 * HOUR, 9 * HOUR};
    road->legs[0].volunteer = 1;
    road->legs[0].pickup = (struct planner_window){8 * HOUR, 8 * HOUR + 10 * MINUTE};
    road->legs[0].dropoff_point = 2;
    assert_int_equal(ask(road, 1, offers, &count), OK);
    assert_int_equal(offers[0].places[0].turn, 0);
    planner_apply(&road->arena, &road->problem, &offers[0], &road->plan);
    assert_int_equal(road->routes[0].turn, 1);
    assert_true(check(road));

    assert_int_equal(planner_remove(&road->plan, 0), OK);
    assert_int_equal(road->routes[0].turn, 0);
    road->legs[0].pickup = (struct planner_window){9 * HOUR, 9 * HOUR + 49 * MINUTE};
    assert_int_equal(ask(road, 1, offers, &count), ERR_NOT_FOUND);
    road->legs[0].pickup.to = 10 * HOUR;
    assert_int_equal(ask(road, 1, offers, &count), OK);
    assert_int_equal(offers[0].places[0].turn, 1);
    assert_int_equal(offers[0].places[0].pickup.from, 10 * HOUR);
}

static void insert_return_with_the_same_volunteer_when_asked(void **state)
{
    struct road *road = *state;
    struct planner_offer offers[PLANNER_OFFERS_MAX];
    int32_t count;

    road->legs[0].dropoff = (struct planner_window){9 * HOUR, 10 * HOUR};
    road->legs[1].pickup_point = 3;
    road->legs[1].dropoff_point = 1;
    road->legs[1].pickup = (struct planner_window){11 * HOUR, 12 * HOUR};
    road->legs[1].with_leg = 0;
    assert_int_equal(ask(road, 2, offers, &count), OK);
    assert_int_equal(count, 4);
    for (int32_t i = 0; i < count; i++)
        assert_int_equal(offers[i].places[0].shift, offers[i].places[1].shift);
    assert_int_equal(offers[0].added_metres, 30000);

    road->shifts[0].hours.to = 10 * HOUR;
    road->shifts[1].hours.from = 10 * HOUR;
    assert_int_equal(ask(road, 2, offers, &count), ERR_NOT_FOUND);
    road->legs[1].with_leg = PLANNER_NONE;
    assert_int_equal(ask(road, 2, offers, &count), OK);
    assert_int_equal(offers[0].places[0].shift, 0);
    assert_int_equal(offers[0].places[1].shift, 1);
}

/* Volunteer 0 sets person 0 down at 9:30 and takes her back at 10:15; person 2, who would ride for
   nothing in between, goes with somebody else. */
static void insert_puts_nobody_into_a_wait(void **state)
{
    struct road *road = *state;
    struct planner_offer offers[PLANNER_OFFERS_MAX];
    struct planner_request third = {1, {2}, {.metre = 1}, PLANNER_OFFERS_MAX};
    int32_t count;

    road->legs[0].dropoff = (struct planner_window){9 * HOUR, 9 * HOUR + 30 * MINUTE};
    road->legs[1].pickup_point = 3;
    road->legs[1].dropoff_point = 1;
    road->legs[1].pickup =
        (struct planner_window){10 * HOUR + 15 * MINUTE, 10 * HOUR + 30 * MINUTE};
    road->legs[0].with_leg = 1;
    road->legs[0].stays = true;
    road->legs[2].pickup_point = 3;
    road->legs[2].dropoff_point = 3;
    road->legs[2].pickup = (struct planner_window){9 * HOUR + 40 * MINUTE, 10 * HOUR};
    assert_int_equal(ask(road, 2, offers, &count), OK);
    for (int32_t i = 0; i < count; i++) {
        assert_int_equal(offers[i].places[0].shift, offers[i].places[1].shift);
        assert_int_equal(offers[i].places[0].car, offers[i].places[1].car);
    }
    planner_apply(&road->arena, &road->problem, &offers[0], &road->plan);
    assert_true(check(road));
    assert_int_equal(
        planner_insert(&road->arena, &road->problem, &road->plan, &third, offers, &count), OK);
    for (int32_t i = 0; i < count; i++)
        assert_int_equal(offers[i].places[0].shift, 1);

    road->legs[0].stays = false;
    assert_int_equal(
        planner_insert(&road->arena, &road->problem, &road->plan, &third, offers, &count), OK);
    assert_int_equal(offers[0].places[0].shift, 0);
    assert_int_equal(offers[0].added_metres, 0);
}

static void insert_takes_the_preferred_volunteer(void **state)
{
    struct road *road = *state;
    struct planner_offer offers[PLANNER_OFFERS_MAX];
    struct planner_request request = {1, {0}, {.metre = 1, .preferred = 5000}, 1};
    int32_t count;

    road->company[LEGS] = PLANNER_PREFERRED;
    assert_int_equal(
        planner_insert(&road->arena, &road->problem, &road->plan, &request, offers, &count), OK);
    assert_int_equal(offers[0].places[0].shift, 1);
    assert_int_equal(offers[0].cost, 25000);
    road->company[LEGS] = PLANNER_NEVER;
    assert_int_equal(
        planner_insert(&road->arena, &road->problem, &road->plan, &request, offers, &count), OK);
    assert_int_equal(offers[0].places[0].shift, 0);
}

/* A measured time can be longer than the way round by another place: then taking one person more
   makes the next stop earlier. */
static void insert_where_the_way_round_saves_time(void **state)
{
    struct road *road = *state;
    struct planner_offer offers[PLANNER_OFFERS_MAX];
    int32_t count;

    road->problem.shift_count = 1;
    road->plan.route_count = 1;
    road->travel[0 * PLACES + 3] = HOUR;
    drive(road, 0, "2+ 2-");
    road->legs[2].pickup_point = 3;
    road->legs[2].dropoff_point = 4;
    road->legs[0].dropoff_point = 4;
    road->legs[0].dropoff.to = 8 * HOUR + 45 * MINUTE;
    assert_int_equal(ask(road, 1, offers, &count), OK);
    assert_int_equal(offers[0].added_metres, 0);
    assert_int_equal(offers[0].added_seconds, -30 * MINUTE);
    assert_int_equal(offers[0].places[0].dropoff_at, 2);
}

static void nearest_gives_the_times_around_a_refusal(void **state)
{
    struct road *road = *state;
    struct planner_request request = {1, {0}, by_metre, 1};
    struct planner_moves moves = {15 * MINUTE, -2 * HOUR, 2 * HOUR};
    struct planner_moved moved[PLANNER_OFFERS_MAX];
    struct planner_leg asked;
    int32_t count;

    /* The only volunteer is away to place 4 and back from 9:20 to 10:40. */
    road->problem.shift_count = 1;
    road->plan.route_count = 1;
    drive(road, 0, "2+ 2-");
    road->legs[2].pickup_point = 0;
    road->legs[2].dropoff_point = 4;
    road->legs[2].pickup = (struct planner_window){9 * HOUR + 20 * MINUTE, 9 * HOUR + 20 * MINUTE};
    road->legs[2].onboard_max = 40 * MINUTE;
    road->legs[0].dropoff_point = 0;
    road->legs[0].pickup = (struct planner_window){10 * HOUR - 5 * MINUTE, 10 * HOUR + 5 * MINUTE};
    road->legs[0].onboard_max = 10 * MINUTE;
    asked = road->legs[0];
    assert_int_equal(planner_nearest(&road->arena, &road->problem, &road->plan, &request, moves, 3,
                                     moved, &count),
                     OK);
    assert_int_equal(count, 3);
    assert_int_equal(moved[0].moved_by, 30 * MINUTE);
    assert_int_equal(moved[1].moved_by, -45 * MINUTE);
    assert_int_equal(moved[2].moved_by, 45 * MINUTE);
    assert_memory_equal(&asked, &road->legs[0], sizeof(asked));

    moves.earliest = -15 * MINUTE;
    moves.latest = 15 * MINUTE;
    assert_int_equal(planner_nearest(&road->arena, &road->problem, &road->plan, &request, moves, 3,
                                     moved, &count),
                     ERR_NOT_FOUND);
    moves.latest = PLANNER_TIME_MAX;
    assert_int_equal(planner_nearest(&road->arena, &road->problem, &road->plan, &request, moves, 3,
                                     moved, &count),
                     ERR_TOO_LARGE);
}

static void remove_last_leg_frees_car_and_turn(void **state)
{
    struct road *road = *state;

    drive(road, 0, "0+ 1+ 0- 1-");
    assert_int_equal(planner_shift_of(&road->plan, 1), 0);
    assert_int_equal(planner_remove(&road->plan, 0), OK);
    assert_int_equal(road->routes[0].stop_count, 2);
    assert_int_equal(planner_remove(&road->plan, 0), ERR_NOT_FOUND);
    assert_int_equal(planner_remove(&road->plan, 1), OK);
    assert_int_equal(road->routes[0].stop_count, 0);
    assert_int_equal(road->routes[0].car, PLANNER_NONE);
}

static void validate_wrong_problems_are_refused(void **state)
{
    struct road *road = *state;
    struct planner_problem *problem = &road->problem;

    problem->leg_count = PLANNER_LEGS_MAX + 1;
    assert_int_equal(planner_validate(problem), ERR_TOO_LARGE);
    problem->leg_count = -1;
    assert_int_equal(planner_validate(problem), ERR_INVALID);
    problem->leg_count = LEGS;
    road->travel[3] = -1;
    assert_int_equal(planner_validate(problem), ERR_INVALID);
    road->travel[3] = 0;
    road->legs[0].pickup_point = PLACES;
    assert_int_equal(planner_validate(problem), ERR_INVALID);
    road->legs[0].pickup_point = 0;
    road->legs[0].dropoff = (struct planner_window){2, 1};
    assert_int_equal(planner_validate(problem), ERR_INVALID);
    road->legs[0].dropoff.to = 2;
    road->shifts[1].volunteer = 0;
    assert_int_equal(planner_validate(problem), ERR_INVALID);
    road->shifts[1].hours.from = road->shifts[0].hours.to;
    assert_int_equal(planner_validate(problem), OK);
    road->cars[0].hours = (struct planner_window){2, 1};
    assert_int_equal(planner_validate(problem), ERR_INVALID);
    road->cars[0].hours = PLANNER_ALWAYS;
    road->may_drive[3] = 1;
    assert_int_equal(planner_validate(problem), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_road(insert_first_ride_offers_every_free_car),
        on_road(insert_beside_a_promise_keeps_it),
        on_road(insert_finds_the_turn_of_the_shared_car),
        on_road(insert_return_with_the_same_volunteer_when_asked),
        on_road(insert_puts_nobody_into_a_wait),
        on_road(insert_takes_the_preferred_volunteer),
        on_road(insert_where_the_way_round_saves_time),
        on_road(nearest_gives_the_times_around_a_refusal),
        on_road(remove_last_leg_frees_car_and_turn),
        on_road(validate_wrong_problems_are_refused),
    };

    return cmocka_run_group_tests_name("planner_phone", tests, NULL, NULL);
}
