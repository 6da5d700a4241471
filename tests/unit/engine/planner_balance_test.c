/* Fairness between volunteers: what comes out holds, is the fairest that there is on days small
 * enough to try every plan, and stays within what it may drive. */
#include "engine/planner/planner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

#include "support/planner_world.h"

enum {
    DAYS = 200,
    SMALL_DAYS = 200,
    TRIES = 64,
    SMALL_TRIES = 1500,
    STEP = 20,
    ARENA_CAP = 256 * 1024 * 1024
};

static const struct planner_aim AIM = {{3, 2, 400, 900}, 1000 * 1000};

/* What decides between two plans, added up by hand from the tables. */
struct tally {
    int32_t unserved;
    int64_t metres;
    int64_t cost;
    int64_t busy[8];
    int64_t shares[8]; /* in thousandths, the largest first */
};

struct day {
    struct world world;
    int64_t taken[8];
    int64_t offered[8];
    struct planner_fairness fairness;
};

static bool watch(void *context, const struct planner_progress *progress)
{
    const int64_t *tries = context;

    return progress->tries < *tries;
}

static void drive(const struct planner_problem *problem, int32_t volunteer, int32_t from,
                  int32_t to, struct tally *tally)
{
    int32_t cell = from * problem->point_count + to;

    tally->metres += problem->metres[cell];
    tally->busy[volunteer] += problem->travel[cell];
    tally->cost +=
        AIM.costs.metre * problem->metres[cell] + AIM.costs.second * problem->travel[cell];
}

static int32_t wait_of(const struct planner_leg *there, const struct planner_leg *home)
{
    int32_t opens = home->pickup.from;

    if (home->promised && home->said.from > opens)
        opens = home->said.from;
    opens -= there->dropoff.to + there->dropoff_service;
    return opens < 0 ? 0 : opens;
}

static void tally_route(const struct planner_problem *problem, const struct planner_plan *plan,
                        int32_t shift, struct tally *tally)
{
    const struct planner_route *route = &plan->routes[shift];
    const struct planner_shift *of = &problem->shifts[shift];
    int32_t base = problem->cars[route->car].base_point;
    int32_t at = base == PLANNER_NONE ? of->start_point : base;

    tally->cost += AIM.costs.new_route;
    for (int32_t i = 0; i < route->stop_count; i++) {
        const struct planner_stop *stop = &route->stops[i];
        const struct planner_leg *leg = stop->leg < 0 ? NULL : &problem->legs[stop->leg];
        bool in = stop->kind == PLANNER_PICKUP;
        int32_t to = !leg ? of->pause.point : in ? leg->pickup_point : leg->dropoff_point;

        drive(problem, of->volunteer, at, to, tally);
        at = to;
        if (!leg)
            continue;
        tally->busy[of->volunteer] += in ? leg->pickup_service : leg->dropoff_service;
        tally->unserved -= in;
        if (!in && leg->stays)
            tally->busy[of->volunteer] += wait_of(leg, &problem->legs[leg->with_leg]);
        if (in && problem->company[of->volunteer * problem->person_count + leg->person] ==
                      PLANNER_PREFERRED)
            tally->cost -= AIM.costs.preferred;
    }
    drive(problem, of->volunteer, at, base == PLANNER_NONE ? of->end_point : base, tally);
}

static struct tally tally_of(const struct day *day, const struct planner_plan *plan)
{
    const struct planner_problem *problem = &day->world.problem;
    struct tally tally = {.unserved = problem->leg_count};

    for (int32_t shift = 0; shift < plan->route_count; shift++) {
        if (plan->routes[shift].stop_count > 0)
            tally_route(problem, plan, shift, &tally);
    }
    for (int32_t i = 0; i < problem->volunteer_count; i++) {
        int64_t share = (day->taken[i] + tally.busy[i]) * 1000 / day->offered[i];
        int32_t k = i;

        for (; k > 0 && tally.shares[k - 1] < share; k--)
            tally.shares[k] = tally.shares[k - 1];
        tally.shares[k] = share;
    }
    return tally;
}

/* The steps by which a share has fallen; below 0: risen, if only by a part of one. */
static int64_t fallen(int64_t from, int64_t to)
{
    int64_t steps = 0;

    while (to < from && from - to >= (steps + 1) * STEP)
        steps++;
    while (to > from && to - from > -steps * STEP)
        steps--;
    return steps;
}

/* Below 0: `a` is better, seen from the plan that both come from. */
static int64_t compare(const struct day *day, const struct tally *from, const struct tally *a,
                       const struct tally *b)
{
    if (a->unserved != b->unserved)
        return a->unserved - b->unserved;
    for (int32_t i = 0; i < day->world.problem.volunteer_count; i++) {
        int64_t less = fallen(from->shares[i], a->shares[i]);
        int64_t more = fallen(from->shares[i], b->shares[i]);

        if (less != more)
            return more - less;
    }
    return a->cost - b->cost;
}

static void make_day(struct arena *arena, uint64_t seed, struct world_size size,
                     struct day *ret_day)
{
    struct world_source source = {.seed = seed * 23};

    arena_reset(arena);
    world_make(arena, &source, size, &ret_day->world);
    for (int32_t i = 0; i < ret_day->world.problem.volunteer_count; i++) {
        ret_day->offered[i] = 2000 + world_number(&source, 8000);
        ret_day->taken[i] = world_number(&source, (int32_t)ret_day->offered[i]);
    }
    ret_day->fairness =
        (struct planner_fairness){ret_day->taken, ret_day->offered, STEP, 0, INT64_MAX};
}

/* The day as cheap as it gets, and how much further a fairer one may drive; of each third day also
   how much more it may cost. */
static struct planner_plan cheapest(struct arena *arena, struct day *day, int64_t tries,
                                    int64_t percent)
{
    const struct planner_problem *problem = &day->world.problem;
    struct planner_plan plan;

    assert_int_equal(
        planner_improve(arena, problem, &day->world.plan, &AIM, 7, watch, &tries, &plan), OK);

    struct tally tally = tally_of(day, &plan);

    day->fairness.metres_max = tally.metres * (100 + percent) / 100;
    if (problem->leg_count % 3 == 0)
        day->fairness.cost_max = tally.cost + tally.metres * AIM.costs.metre * percent / 200;
    return plan;
}

static struct planner_plan balanced(struct arena *arena, const struct day *day,
                                    const struct planner_plan *plan, int64_t tries)
{
    struct planner_plan fair;

    assert_int_equal(planner_balance(arena, &day->world.problem, plan, &AIM.costs, &day->fairness,
                                     7, watch, &tries, &fair),
                     OK);
    return fair;
}

static void balance_any_day_holds_and_is_no_less_fair(void **state)
{
    int32_t fairer = 0;

    for (uint64_t seed = 1; seed <= DAYS; seed++) {
        struct planner_report report;
        struct day day;

        make_day(*state, seed, (struct world_size){6, 3, 2, 8, seed % 3 > 0}, &day);

        struct planner_plan plan = cheapest(*state, &day, TRIES, seed % 2 ? 15 : 40);
        struct planner_plan fair = balanced(*state, &day, &plan, TRIES);
        struct tally before = tally_of(&day, &plan);
        struct tally after = tally_of(&day, &fair);

        assert_true(planner_check(*state, &day.world.problem, &fair, &report));
        assert_int_equal(report.unserved_count, after.unserved);
        assert_true(compare(&day, &before, &after, &before) <= 0);
        assert_true(after.metres <= day.fairness.metres_max);
        assert_true(after.cost <= day.fairness.cost_max);
        fairer += after.shares[0] < before.shares[0];
    }
    assert_in_range(fairer, DAYS / 10, DAYS);
}

/* --- every plan ------------------------------------------------------------------------------- */

struct every {
    struct arena *arena;
    const struct day *day;
    struct tally from;
    struct tally best;
    bool found;
};

static void try_legs(struct every *every, const struct planner_plan *plan, int32_t leg);

static int32_t turns_of(const struct planner_plan *plan, int32_t car)
{
    int32_t turns = 0;

    for (int32_t i = 0; i < plan->route_count; i++)
        turns += plan->routes[i].stop_count > 0 && plan->routes[i].car == car;
    return turns;
}

/* The leg at every two places of a route. */
static void try_places(struct every *every, const struct planner_plan *plan,
                       struct planner_place place)
{
    const struct planner_problem *problem = &every->day->world.problem;
    int32_t stops = place.opens ? problem->shifts[place.shift].pause.length > 0
                                : plan->routes[place.shift].stop_count;

    for (place.pickup_at = 0; place.pickup_at <= stops; place.pickup_at++) {
        for (place.dropoff_at = place.pickup_at + 1; place.dropoff_at <= stops + 1;
             place.dropoff_at++) {
            struct planner_offer offer = {.place_count = 1, .places = {place}};
            size_t mark = arena_mark(every->arena);
            struct planner_plan next = world_copy_plan(every->arena, plan);
            struct planner_report report;

            planner_apply(every->arena, problem, &offer, &next);
            if (planner_check(every->arena, problem, &next, &report))
                try_legs(every, &next, place.leg + 1);
            arena_rewind(every->arena, mark);
        }
    }
}

static void try_shift(struct every *every, const struct planner_plan *plan, int32_t leg,
                      int32_t shift)
{
    const struct planner_problem *problem = &every->day->world.problem;
    const struct planner_route *route = &plan->routes[shift];
    int32_t volunteer = problem->shifts[shift].volunteer;
    struct planner_place place = {.leg = leg, .shift = shift, .car = route->car};

    if (route->stop_count > 0) {
        place.turn = route->turn;
        try_places(every, plan, place);
        return;
    }
    place.opens = true;
    for (place.car = 0; place.car < problem->car_count; place.car++) {
        if (!problem->may_drive[volunteer * problem->car_count + place.car])
            continue;
        for (place.turn = 0; place.turn <= turns_of(plan, place.car); place.turn++)
            try_places(every, plan, place);
    }
}

static void try_legs(struct every *every, const struct planner_plan *plan, int32_t leg)
{
    if (leg == every->day->world.problem.leg_count) {
        struct tally tally = tally_of(every->day, plan);

        if (tally.metres > every->day->fairness.metres_max ||
            tally.cost > every->day->fairness.cost_max ||
            (every->found && compare(every->day, &every->from, &tally, &every->best) >= 0))
            return;
        every->best = tally;
        every->found = true;
        return;
    }
    try_legs(every, plan, leg + 1); /* nobody drives it */
    for (int32_t shift = 0; shift < plan->route_count; shift++)
        try_shift(every, plan, leg, shift);
}

static void balance_small_day_is_the_fairest_of_all_plans(void **state)
{
    int32_t at_a_price = 0;

    for (uint64_t seed = 1; seed <= SMALL_DAYS; seed++) {
        struct every every = {.arena = *state};
        struct day day;

        make_day(*state, seed, (struct world_size){5, 3, 1, 3, true}, &day);

        struct planner_plan plan = cheapest(*state, &day, SMALL_TRIES, 30);
        struct planner_plan fair = balanced(*state, &day, &plan, SMALL_TRIES);
        struct tally after = tally_of(&day, &fair);

        every.day = &day;
        every.from = tally_of(&day, &plan);
        try_legs(&every, &day.world.plan, 0);
        assert_int_equal(compare(&day, &every.from, &after, &every.best), 0);
        at_a_price += after.cost > every.from.cost;
    }
    assert_in_range(at_a_price, SMALL_DAYS / 20, SMALL_DAYS);
}

/* --- the rest --------------------------------------------------------------------------------- */

static void balance_without_a_metre_more_costs_none(void **state)
{
    for (uint64_t seed = 1; seed <= DAYS / 4; seed++) {
        struct day day;

        make_day(*state, seed, (struct world_size){6, 3, 2, 6, true}, &day);

        struct planner_plan plan = cheapest(*state, &day, TRIES, 0);
        struct planner_plan fair = balanced(*state, &day, &plan, TRIES);

        assert_true(tally_of(&day, &fair).metres <= tally_of(&day, &plan).metres);
    }
}

static void assert_same_plan(const struct planner_plan *one, const struct planner_plan *other)
{
    for (int32_t shift = 0; shift < one->route_count; shift++) {
        const struct planner_route *a = &one->routes[shift];
        const struct planner_route *b = &other->routes[shift];

        assert_int_equal(a->car, b->car);
        assert_int_equal(a->stop_count, b->stop_count);
        for (int32_t i = 0; i < a->stop_count; i++) {
            assert_int_equal(a->stops[i].kind, b->stops[i].kind);
            assert_int_equal(a->stops[i].leg, b->stops[i].leg);
        }
    }
}

static void balance_same_seed_gives_same_plan(void **state)
{
    for (uint64_t seed = 1; seed <= DAYS / 4; seed++) {
        struct day day;

        make_day(*state, seed, (struct world_size){6, 3, 2, 8, true}, &day);

        struct planner_plan plan = cheapest(*state, &day, TRIES, 50);
        struct planner_plan one = balanced(*state, &day, &plan, TRIES);
        struct planner_plan other = balanced(*state, &day, &plan, TRIES);

        assert_same_plan(&one, &other);
    }
}

static void balance_locked_legs_stay_where_they_are(void **state)
{
    for (uint64_t seed = 1; seed <= DAYS / 4; seed++) {
        struct day day;

        make_day(*state, seed, (struct world_size){6, 3, 2, 8, true}, &day);

        struct planner_plan plan = cheapest(*state, &day, TRIES, 50);

        for (int32_t leg = 0; leg < day.world.problem.leg_count; leg++)
            day.world.legs[leg].locked = leg % 2 == 0;

        struct planner_plan fair = balanced(*state, &day, &plan, TRIES);

        for (int32_t leg = 0; leg < day.world.problem.leg_count; leg += 2)
            assert_int_equal(planner_shift_of(&fair, leg), planner_shift_of(&plan, leg));
    }
}

static void busy_counts_driving_doors_and_visits_but_no_other_waiting_or_rest(void **state)
{
    for (uint64_t seed = 1; seed <= DAYS; seed++) {
        int64_t busy[8];
        struct day day;

        make_day(*state, seed, (struct world_size){6, 3, 2, 8, seed % 2 > 0}, &day);

        struct planner_plan plan = cheapest(*state, &day, TRIES, 0);
        struct tally tally = tally_of(&day, &plan);

        planner_busy(*state, &day.world.problem, &plan, busy);
        for (int32_t i = 0; i < day.world.problem.volunteer_count; i++)
            assert_int_equal(busy[i], tally.busy[i]);
    }
}

static void wait_for_a_visit_is_what_no_choice_of_times_shortens(void **state)
{
    struct planner_leg legs[] = {
        {.dropoff = {500, 900}, .dropoff_service = 60, .with_leg = 1, .stays = true},
        {.pickup = {2160, 4000}, .said = {2400, 3000}},
    };
    const struct planner_problem problem = {.leg_count = 2, .legs = legs};

    (void)state;
    assert_int_equal(planner_wait_seconds(&problem, 0), 1200);
    assert_int_equal(planner_wait_seconds(&problem, 1), 0);
    legs[1].promised = true;
    assert_int_equal(planner_wait_seconds(&problem, 0), 1440);
    legs[1].said.from = 2000;
    assert_int_equal(planner_wait_seconds(&problem, 0), 1200);
    legs[1].pickup.from = 700;
    legs[1].said.from = 700;
    assert_int_equal(planner_wait_seconds(&problem, 0), 0);
    legs[0].stays = false;
    legs[1].pickup.from = 2160;
    assert_int_equal(planner_wait_seconds(&problem, 0), 0);
}

static void balance_day_without_legs_or_cars_comes_back_as_it_was(void **state)
{
    struct planner_plan fair;
    struct day day;

    make_day(*state, 1, (struct world_size){6, 3, 2, 8, true}, &day);
    day.world.problem.car_count = 0;
    planner_plan_init(*state, &day.world.problem, &day.world.plan);
    fair = balanced(*state, &day, &day.world.plan, TRIES);
    for (int32_t i = 0; i < fair.route_count; i++)
        assert_int_equal(fair.routes[i].stop_count, 0);
    day.world.problem.leg_count = 0;
    fair = balanced(*state, &day, &day.world.plan, TRIES);
    assert_int_equal(fair.route_count, day.world.problem.shift_count);
}

int main(void)
{
    struct arena arena;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(balance_any_day_holds_and_is_no_less_fair, &arena),
        cmocka_unit_test_prestate(balance_small_day_is_the_fairest_of_all_plans, &arena),
        cmocka_unit_test_prestate(balance_without_a_metre_more_costs_none, &arena),
        cmocka_unit_test_prestate(balance_same_seed_gives_same_plan, &arena),
        cmocka_unit_test_prestate(balance_locked_legs_stay_where_they_are, &arena),
        cmocka_unit_test(wait_for_a_visit_is_what_no_choice_of_times_shortens),
        cmocka_unit_test_prestate(busy_counts_driving_doors_and_visits_but_no_other_waiting_or_rest,
                                  &arena),
        cmocka_unit_test_prestate(balance_day_without_legs_or_cars_comes_back_as_it_was, &arena),
    };

    if (arena_init(&arena, ARENA_CAP) != OK)
        return 1;

    int failed = cmocka_run_group_tests_name("planner_balance", tests, NULL, NULL);

    arena_free(&arena);
    return failed;
}
