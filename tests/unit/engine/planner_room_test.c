/* Room made by moving others: nobody is left out, what was promised stays, and the request fits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* cmocka wants the three above first. */
#include <cmocka.h>

#include "engine/planner/planner.h"
#include "support/planner_world.h"

enum { DAYS = 2000, TRIES = 48, ARENA_CAP = 256 * 1024 * 1024 };

static const struct planner_costs COSTS = {3, 2, 400, 900};

static struct planner_request request_for(int32_t leg)
{
    return (struct planner_request){.leg_count = 1, .legs = {leg}, .costs = COSTS, .offer_max = 1};
}

static bool has_place(struct arena *arena, const struct world *world,
                      const struct planner_plan *plan, int32_t leg)
{
    const struct planner_request request = request_for(leg);
    struct planner_offer offer;
    int32_t count;

    return planner_insert(arena, &world->problem, plan, &request, &offer, &count) == OK;
}

/* Call by call: whoever has a place is promised it, until the last leg, who has none. */
static bool fill_day(struct arena *arena, uint64_t seed, struct world *ret_world)
{
    struct world_source source = {.seed = seed * 13};
    struct world_size size = {6, 3, 1, 16, seed % 4 > 0};
    int32_t last;

    arena_reset(arena);
    world_make(arena, &source, size, ret_world);
    last = ret_world->problem.leg_count - 1;
    for (int32_t leg = 0; leg < last; leg++) {
        const struct planner_request request = request_for(leg);
        struct planner_offer offer;
        int32_t count;

        if (planner_insert(arena, &ret_world->problem, &ret_world->plan, &request, &offer,
                           &count) != OK)
            continue;
        planner_apply(arena, &ret_world->problem, &offer, &ret_world->plan);
        ret_world->legs[leg].promised = true;
        ret_world->legs[leg].said = offer.places[0].pickup;
        ret_world->legs[leg].locked = seed % 5 == 0 && world_chance(&source, 20);
    }
    return !has_place(arena, ret_world, &ret_world->plan, last);
}

static void assert_locked_stay(const struct world *world, const struct planner_plan *plan)
{
    for (int32_t leg = 0; leg < world->problem.leg_count; leg++) {
        int32_t shift = planner_shift_of(&world->plan, leg);

        if (!world->legs[leg].locked)
            continue;
        assert_int_equal(planner_shift_of(plan, leg), shift);
        assert_int_equal(plan->routes[shift].car, world->plan.routes[shift].car);
    }
}

static void assert_nobody_is_lost(const struct world *world, const struct planner_plan *plan)
{
    for (int32_t leg = 0; leg < world->problem.leg_count; leg++) {
        if (planner_shift_of(&world->plan, leg) != PLANNER_NONE)
            assert_true(planner_shift_of(plan, leg) != PLANNER_NONE);
    }
}

static void room_made_keeps_every_promise_and_takes_the_request(void **state)
{
    int32_t found = 0;
    int32_t found_locked = 0;

    for (uint64_t seed = 1; seed <= DAYS; seed++) {
        struct planner_report report;
        struct planner_plan plan;
        struct world world;

        if (!fill_day(*state, seed, &world))
            continue;

        int32_t last = world.problem.leg_count - 1;
        const struct planner_request request = request_for(last);
        enum status status =
            planner_make_room(*state, &world.problem, &world.plan, &request, TRIES, &plan);

        if (status != OK) {
            assert_int_equal(status, ERR_NOT_FOUND);
            continue;
        }
        found++;
        found_locked += seed % 5 == 0;
        assert_true(planner_check(*state, &world.problem, &plan, &report));
        assert_nobody_is_lost(&world, &plan);
        assert_locked_stay(&world, &plan);
        assert_int_equal(planner_shift_of(&plan, last), PLANNER_NONE);
        assert_true(has_place(*state, &world, &plan, last));
    }
    assert_in_range(found, 20, DAYS);
    assert_in_range(found_locked, 2, DAYS);
}

/* Two volunteers, one road. Person 1 can only go with volunteer 0, who has been given person 0. */
static void ride_in_the_way_changes_hands(void **state)
{
    static const int32_t table[] = {0, 100, 100, 0};
    static const uint8_t may_drive[] = {1, 0, 0, 1};
    static const uint8_t company[] = {PLANNER_PREFERRED, PLANNER_ANYONE, /* volunteer 0 */
                                      PLANNER_ANYONE, PLANNER_NEVER};
    static const struct planner_shift shifts[] = {
        {.volunteer = 0, .hours = {0, 1000}, .duration_max = PLANNER_TIME_MAX},
        {.volunteer = 1, .hours = {0, 1000}, .duration_max = PLANNER_TIME_MAX},
    };
    static const struct planner_car cars[] = {{PLANNER_NONE, 1, 0, {0, 1000}},
                                              {PLANNER_NONE, 1, 0, {0, 1000}}};
    struct planner_leg legs[2];
    const struct planner_problem problem = {2, table, table, 2,         legs, 2,      shifts,
                                            2, cars,  2,     may_drive, 2,    company};
    const struct planner_request first = request_for(0);
    const struct planner_request second = request_for(1);
    struct planner_offer offer;
    struct planner_plan plan;
    struct planner_plan roomy;
    int32_t count;

    for (int32_t i = 0; i < 2; i++) {
        legs[i] = (struct planner_leg){
            .person = i,
            .dropoff_point = 1,
            .pickup = {0, 150},
            .dropoff = {0, 1000},
            .onboard_max = 200,
            .seats = 1,
            .volunteer = PLANNER_NONE,
            .with_leg = PLANNER_NONE,
        };
    }
    arena_reset(*state);
    planner_plan_init(*state, &problem, &plan);
    assert_int_equal(planner_insert(*state, &problem, &plan, &first, &offer, &count), OK);
    planner_apply(*state, &problem, &offer, &plan);
    assert_int_equal(planner_shift_of(&plan, 0), 0);
    assert_int_equal(planner_insert(*state, &problem, &plan, &second, &offer, &count),
                     ERR_NOT_FOUND);
    assert_int_equal(planner_make_room(*state, &problem, &plan, &second, TRIES, &roomy), OK);
    assert_int_equal(planner_shift_of(&roomy, 0), 1);
    assert_int_equal(planner_insert(*state, &problem, &roomy, &second, &offer, &count), OK);

    /* Not when it was promised by name, nor when it is locked. */
    legs[0].volunteer = 0;
    assert_int_equal(planner_make_room(*state, &problem, &plan, &second, TRIES, &roomy),
                     ERR_NOT_FOUND);
    legs[0].volunteer = PLANNER_NONE;
    legs[0].locked = true;
    assert_int_equal(planner_make_room(*state, &problem, &plan, &second, TRIES, &roomy),
                     ERR_NOT_FOUND);
}

static bool goes_on(void *context, const struct planner_progress *progress)
{
    (void)context;
    return progress->tries < TRIES;
}

static void better_day_leaves_locked_rides_where_they_are(void **state)
{
    static const struct planner_aim AIM = {{3, 2, 400, 900}, 1000 * 1000};
    int32_t locked = 0;

    for (uint64_t seed = 5; seed <= DAYS; seed += 5) {
        struct planner_plan plan;
        struct world world;

        fill_day(*state, seed, &world);
        assert_int_equal(
            planner_improve(*state, &world.problem, &world.plan, &AIM, seed, goes_on, NULL, &plan),
            OK);
        assert_locked_stay(&world, &plan);
        for (int32_t leg = 0; leg < world.problem.leg_count; leg++)
            locked += world.legs[leg].locked;
    }
    assert_in_range(locked, 20, 10 * DAYS);
}

static int open_arena(void **state)
{
    static struct arena arena;

    assert_int_equal(arena_init(&arena, ARENA_CAP), OK);
    *state = &arena;
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(room_made_keeps_every_promise_and_takes_the_request),
        cmocka_unit_test(ride_in_the_way_changes_hands),
        cmocka_unit_test(better_day_leaves_locked_rides_where_they_are),
    };

    return cmocka_run_group_tests_name("planner room", tests, open_arena, close_arena);
}
