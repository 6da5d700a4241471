/* Best insertion against trying everything, the judge deciding. */
#include "engine/planner/planner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

#include "support/planner_world.h"

enum { DAYS = 4000, ARENA_CAP = 256 * 1024 * 1024, ASSIGNMENTS_MAX = 4096 };

/* What trying everything found for one choice of shifts and cars. */
struct found {
    int32_t shifts[2];
    int32_t cars[2];
    int64_t cost;
};

struct trial {
    struct arena *arena;
    const struct planner_problem *problem;
    const struct planner_plan *plan;
    const struct planner_request *request;
    struct planner_offer offer;
    int32_t count;
    struct found found[ASSIGNMENTS_MAX];
};

static int64_t route_cost(const struct trial *trial, const struct planner_plan *plan, int32_t shift)
{
    const struct planner_problem *problem = trial->problem;
    const struct planner_costs *costs = &trial->request->costs;
    const struct planner_route *route = &plan->routes[shift];
    const struct planner_shift *from = &problem->shifts[shift];
    int64_t cost = costs->new_route;

    if (route->stop_count == 0)
        return 0;

    int32_t base = problem->cars[route->car].base_point;
    int32_t point = base == PLANNER_NONE ? from->start_point : base;

    for (int32_t i = 0; i <= route->stop_count; i++) {
        int32_t next = base == PLANNER_NONE ? from->end_point : base;

        if (i < route->stop_count) {
            struct planner_stop stop = route->stops[i];

            next = stop.kind == PLANNER_BREAK    ? from->pause.point
                   : stop.kind == PLANNER_PICKUP ? problem->legs[stop.leg].pickup_point
                                                 : problem->legs[stop.leg].dropoff_point;
            cost -= stop.kind == PLANNER_PICKUP &&
                            problem->company[from->volunteer * problem->person_count +
                                             problem->legs[stop.leg].person] == PLANNER_PREFERRED
                        ? costs->preferred
                        : 0;
        }
        cost += (int64_t)costs->metre * problem->metres[point * problem->point_count + next] +
                (int64_t)costs->second * problem->travel[point * problem->point_count + next];
        point = next;
    }
    return cost;
}

static int64_t plan_cost(const struct trial *trial, const struct planner_plan *plan)
{
    int64_t cost = 0;

    for (int32_t shift = 0; shift < plan->route_count; shift++)
        cost += route_cost(trial, plan, shift);
    return cost;
}

static void note(struct trial *trial, int64_t cost)
{
    const struct planner_place *places = trial->offer.places;
    struct found found = {{places[0].shift, 0}, {places[0].car, 0}, cost};

    if (trial->request->leg_count == 2) {
        found.shifts[1] = places[1].shift;
        found.cars[1] = places[1].car;
    }
    for (int32_t i = 0; i < trial->count; i++) {
        struct found *old = &trial->found[i];

        if (memcmp(old->shifts, found.shifts, sizeof(found.shifts)) == 0 &&
            memcmp(old->cars, found.cars, sizeof(found.cars)) == 0) {
            old->cost = cost < old->cost ? cost : old->cost;
            return;
        }
    }
    assert_in_range(trial->count, 0, ASSIGNMENTS_MAX - 1);
    trial->found[trial->count++] = found;
}

static void try_leg(struct trial *trial, const struct planner_plan *plan, int32_t leg_no);

static void try_place(struct trial *trial, const struct planner_plan *plan, int32_t leg_no,
                      struct planner_place place)
{
    size_t mark = arena_mark(trial->arena);
    struct planner_plan next = world_copy_plan(trial->arena, plan);
    struct planner_offer one = {.place_count = 1, .places = {place}};
    struct planner_report report;

    trial->offer.places[leg_no] = place;
    planner_apply(trial->arena, trial->problem, &one, &next);
    if (planner_check(trial->arena, trial->problem, &next, &report)) {
        if (leg_no + 1 < trial->request->leg_count)
            try_leg(trial, &next, leg_no + 1);
        else
            note(trial, plan_cost(trial, &next) - plan_cost(trial, trial->plan));
    }
    arena_rewind(trial->arena, mark);
}

static void try_positions(struct trial *trial, const struct planner_plan *plan, int32_t leg_no,
                          struct planner_place place)
{
    int32_t stop_count = place.opens ? trial->problem->shifts[place.shift].pause.length > 0
                                     : plan->routes[place.shift].stop_count;

    for (place.pickup_at = 0; place.pickup_at <= stop_count; place.pickup_at++) {
        for (place.dropoff_at = place.pickup_at + 1; place.dropoff_at <= stop_count + 1;
             place.dropoff_at++)
            try_place(trial, plan, leg_no, place);
    }
}

/* Every shift, car, turn and position. */
static void try_leg(struct trial *trial, const struct planner_plan *plan, int32_t leg_no)
{
    for (int32_t shift = 0; shift < plan->route_count; shift++) {
        const struct planner_route *route = &plan->routes[shift];
        struct planner_place place = {.leg = trial->request->legs[leg_no], .shift = shift};

        if (route->stop_count > 0) {
            place.car = route->car;
            place.turn = route->turn;
            try_positions(trial, plan, leg_no, place);
            continue;
        }
        place.opens = true;
        for (place.car = 0; place.car < trial->problem->car_count; place.car++) {
            int32_t turns = 0;

            for (int32_t i = 0; i < plan->route_count; i++)
                turns += plan->routes[i].stop_count > 0 && plan->routes[i].car == place.car;
            for (place.turn = 0; place.turn <= turns; place.turn++)
                try_positions(trial, plan, leg_no, place);
        }
    }
}

static int found_compare(const void *left, const void *right)
{
    const struct found *a = left;
    const struct found *b = right;

    return (a->cost > b->cost) - (a->cost < b->cost);
}

/* The offer keeps what it says: cost, distance, the times between which boarding can start. */
static void assert_offer_is_true(const struct trial *trial, const struct planner_offer *offer)
{
    struct planner_plan plan = world_copy_plan(trial->arena, trial->plan);
    struct planner_report report;
    struct planner_times *likely;

    planner_apply(trial->arena, trial->problem, offer, &plan);
    assert_true(planner_check(trial->arena, trial->problem, &plan, &report));
    assert_int_equal(plan_cost(trial, &plan) - plan_cost(trial, trial->plan), offer->cost);
    assert_int_equal(planner_schedule(trial->arena, trial->problem, &plan, &likely), OK);
    for (int32_t i = 0; i < offer->place_count; i++) {
        const struct planner_place *place = &offer->places[i];
        const struct planner_route *route = &plan.routes[place->shift];

        for (int32_t k = 0; k < route->stop_count; k++) {
            if (route->stops[k].leg != place->leg)
                continue;
            if (route->stops[k].kind == PLANNER_DROPOFF) {
                assert_int_equal(place->dropoff_likely, likely[place->shift].stops[k]);
                continue;
            }
            assert_int_equal(place->pickup.from, report.earliest[place->shift].stops[k]);
            assert_int_equal(place->pickup.to, report.latest[place->shift].stops[k]);
            assert_int_equal(place->pickup_likely, likely[place->shift].stops[k]);
        }
    }
}

static int32_t compare_with_all(struct trial *trial)
{
    struct planner_offer offers[PLANNER_OFFERS_MAX];
    int32_t offer_count = 0;
    enum status status = planner_insert(trial->arena, trial->problem, trial->plan, trial->request,
                                        offers, &offer_count);

    trial->offer.place_count = trial->request->leg_count;
    try_leg(trial, trial->plan, 0);
    qsort(trial->found, (size_t)trial->count, sizeof(trial->found[0]), found_compare);

    int32_t expected =
        trial->count < trial->request->offer_max ? trial->count : trial->request->offer_max;

    assert_int_equal(status, expected > 0 ? OK : ERR_NOT_FOUND);
    assert_int_equal(offer_count, expected);
    for (int32_t i = 0; i < offer_count; i++) {
        assert_int_equal(offers[i].cost, trial->found[i].cost);
        assert_offer_is_true(trial, &offers[i]);
    }
    return offer_count;
}

/* Legs scattered at random, as long as the plan holds; the last `spare` stay out. */
static void scatter_holding(struct arena *arena, struct world_source *source, struct world *world,
                            int32_t spare)
{
    for (int32_t leg = 0; leg < world->problem.leg_count - spare; leg++) {
        struct planner_report report;

        world_scatter_leg(arena, source, world, leg);
        if (!planner_check(arena, &world->problem, &world->plan, &report))
            assert_int_equal(planner_remove(&world->plan, leg), OK);
    }
}

static void compare_random_days(struct arena *arena, int32_t leg_count)
{
    int32_t answered = 0;
    int32_t compared = 0;

    for (uint64_t seed = 1; seed <= DAYS; seed++) {
        struct world_source source = {.seed = seed * 31};
        struct world_size size = {5, 2, 1, 8, seed % 3 > 0};
        struct world world;

        arena_reset(arena);
        world_make(arena, &source, size, &world);
        world_stop_cars(&source, &world);
        if (world.problem.leg_count < leg_count)
            continue;
        scatter_holding(arena, &source, &world, leg_count);

        int32_t leg = world.problem.leg_count - 1;
        struct planner_request request = {
            leg_count, {leg, leg - 1}, {3, 2, 400, 900}, 1 + (int32_t)(seed % PLANNER_OFFERS_MAX)};
        struct trial *trial = arena_new(arena, struct trial);

        *trial = (struct trial){
            .arena = arena, .problem = &world.problem, .plan = &world.plan, .request = &request};
        answered += compare_with_all(trial) > 0;
        compared++;
    }
    assert_in_range(answered, compared / 6, compared * 9 / 10);
}

static void insert_one_leg_equals_trying_everything(void **state)
{
    compare_random_days(*state, 1);
}

static void insert_two_legs_equals_trying_everything(void **state)
{
    compare_random_days(*state, 2);
}

int main(void)
{
    struct arena arena;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(insert_one_leg_equals_trying_everything, &arena),
        cmocka_unit_test_prestate(insert_two_legs_equals_trying_everything, &arena),
    };

    if (arena_init(&arena, ARENA_CAP) != OK)
        return 1;

    int failed = cmocka_run_group_tests_name("planner_insert", tests, NULL, NULL);

    arena_free(&arena);
    return failed;
}
