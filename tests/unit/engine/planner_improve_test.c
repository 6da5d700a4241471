/* Whole days made better: what comes out holds, is no worse than what went in, and can be had
 * again. */
#include "engine/planner/planner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

#include "engine/planner/search.h"
#include "support/planner_world.h"

enum { DAYS = 300, TRIES = 64, ARENA_CAP = 256 * 1024 * 1024, UNSERVED = 1000 * 1000 };

/* Tries, about as many as the search begins anew after. */
enum { ERA = 8000 };

static const struct planner_aim AIM = {{3, 2, 400, 900}, UNSERVED};

/* Counts the looks at the watch, and remembers the last. */
struct count {
    int64_t tries_max;
    struct planner_progress last;
};

static bool watch(void *context, const struct planner_progress *progress)
{
    struct count *count = context;

    assert_true(progress->tries == 0 ||
                progress->cost + UNSERVED * (int64_t)progress->unserved <=
                    count->last.cost + UNSERVED * (int64_t)count->last.unserved);
    count->last = *progress;
    return progress->tries < count->tries_max;
}

static int64_t worth(const struct planner_progress *progress)
{
    return progress->cost + UNSERVED * (int64_t)progress->unserved;
}

static struct planner_progress improve(struct arena *arena, const struct world *world,
                                       const struct planner_plan *plan, int64_t tries,
                                       struct planner_plan *ret_plan)
{
    struct count count = {.tries_max = tries};

    assert_int_equal(
        planner_improve(arena, &world->problem, plan, &AIM, 7, watch, &count, ret_plan), OK);
    return count.last;
}

static void make_day(struct arena *arena, uint64_t seed, struct world *ret_world)
{
    struct world_source source = {.seed = seed * 17};
    struct world_size size = {6, 3, 2, 8, seed % 3 > 0};

    arena_reset(arena);
    world_make(arena, &source, size, ret_world);
    world_stop_cars(&source, ret_world);
    for (int32_t leg = 0; leg < ret_world->problem.leg_count; leg += 2) {
        struct planner_report report;

        world_scatter_leg(arena, &source, ret_world, leg);
        if (!planner_check(arena, &ret_world->problem, &ret_world->plan, &report))
            assert_int_equal(planner_remove(&ret_world->plan, leg), OK);
    }
}

static void improve_any_day_holds_and_is_no_worse(void **state)
{
    int32_t better = 0;

    for (uint64_t seed = 1; seed <= DAYS; seed++) {
        struct planner_report report;
        struct planner_plan plan;
        struct planner_plan same;
        struct world world;

        make_day(*state, seed, &world);

        struct planner_progress before = improve(*state, &world, &world.plan, 0, &same);
        struct planner_progress after = improve(*state, &world, &world.plan, TRIES, &plan);

        assert_true(planner_check(*state, &world.problem, &plan, &report));
        assert_int_equal(report.unserved_count, after.unserved);
        assert_true(worth(&after) <= worth(&before));
        better += worth(&after) < worth(&before);
    }
    assert_in_range(better, DAYS / 20, DAYS);
}

/* Every leg by itself in the order given, each in its cheapest place. */
static int64_t insert_in_order(struct arena *arena, struct world *world, const int32_t *order,
                               int32_t count)
{
    struct planner_plan plan;
    int64_t cost = 0;

    planner_plan_init(arena, &world->problem, &plan);
    for (int32_t i = 0; i < count; i++) {
        struct planner_request request = {1, {order[i]}, AIM.costs, 1};
        struct planner_offer offer;
        int32_t found;

        if (planner_insert(arena, &world->problem, &plan, &request, &offer, &found) != OK) {
            cost += UNSERVED;
            continue;
        }
        cost += offer.cost;
        planner_apply(arena, &world->problem, &offer, &plan);
    }
    return cost;
}

static int64_t best_order(struct arena *arena, struct world *world, int32_t *order, int32_t fixed)
{
    int32_t count = world->problem.leg_count;
    int64_t best = fixed == count ? insert_in_order(arena, world, order, count) : INT64_MAX;

    for (int32_t i = fixed; i < count; i++) {
        int32_t leg = order[i];

        order[i] = order[fixed];
        order[fixed] = leg;

        int64_t cost = best_order(arena, world, order, fixed + 1);

        best = cost < best ? cost : best;
        order[fixed] = order[i];
        order[i] = leg;
    }
    return best;
}

static void improve_small_day_beats_every_order_of_calls(void **state)
{
    for (uint64_t seed = 1; seed <= DAYS / 3; seed++) {
        struct world_source source = {.seed = seed * 29};
        struct world_size size = {5, 2, 1, 4, true};
        int32_t order[] = {0, 1, 2, 3};
        struct planner_plan nobody;
        struct planner_plan plan;
        struct world world;

        arena_reset(*state);
        world_make(*state, &source, size, &world);
        planner_plan_init(*state, &world.problem, &nobody);

        struct planner_progress after = improve(*state, &world, &nobody, 4 * TRIES, &plan);

        assert_true(worth(&after) <= best_order(*state, &world, order, 0));
    }
}

static void improve_same_seed_gives_same_plan(void **state)
{
    struct planner_plan plans[2];
    struct world world;

    make_day(*state, 5, &world);
    for (int32_t i = 0; i < 2; i++)
        improve(*state, &world, &world.plan, TRIES, &plans[i]);
    for (int32_t shift = 0; shift < world.problem.shift_count; shift++) {
        const struct planner_route *one = &plans[0].routes[shift];
        const struct planner_route *other = &plans[1].routes[shift];

        assert_int_equal(one->car, other->car);
        assert_int_equal(one->turn, other->turn);
        assert_int_equal(one->stop_count, other->stop_count);
        for (int32_t i = 0; i < one->stop_count; i++) {
            assert_int_equal(one->stops[i].kind, other->stops[i].kind);
            assert_int_equal(one->stops[i].leg, other->stops[i].leg);
        }
    }
}

static void improve_plan_that_does_not_hold_is_refused(void **state)
{
    struct planner_plan plan;
    struct world world;
    struct count count = {.tries_max = TRIES};
    int32_t refused = 0;

    for (uint64_t seed = 1; seed <= DAYS; seed++) {
        struct world_source source = {.seed = seed * 17};
        struct world_size size = {6, 3, 2, 8, true};
        struct planner_report report;

        arena_reset(*state);
        world_make(*state, &source, size, &world);
        for (int32_t leg = 0; leg < world.problem.leg_count; leg++)
            world_scatter_leg(*state, &source, &world, leg);
        if (planner_check(*state, &world.problem, &world.plan, &report) ||
            report.causes[0].fault < PLANNER_SAID_BROKEN)
            continue;
        assert_int_equal(
            planner_improve(*state, &world.problem, &world.plan, &AIM, seed, watch, &count, &plan),
            ERR_CONFLICT);
        refused++;
    }
    assert_in_range(refused, 10, DAYS);
}

static void improve_day_without_legs_or_cars_comes_back_as_it_was(void **state)
{
    struct count count = {.tries_max = TRIES};
    struct planner_plan plan;
    struct world world;

    make_day(*state, 1, &world);
    world.problem.car_count = 0;
    planner_plan_init(*state, &world.problem, &world.plan);
    assert_int_equal(
        planner_improve(*state, &world.problem, &world.plan, &AIM, 1, watch, &count, &plan), OK);
    world.problem.leg_count = 0;
    assert_int_equal(
        planner_improve(*state, &world.problem, &world.plan, &AIM, 1, watch, &count, &plan), OK);
    for (int32_t i = 0; i < plan.route_count; i++)
        assert_int_equal(plan.routes[i].stop_count, 0);
}

static void improve_longer_search_leaves_the_valley_it_rests_in(void **state)
{
    struct world_source source = {.seed = 595};
    struct world_size size = {14, 3, 2, 16, true};
    struct planner_plan nobody;
    struct planner_plan plan;
    struct planner_report report;
    struct world world;

    arena_reset(*state);
    world_make(*state, &source, size, &world);
    world_stop_cars(&source, &world);
    planner_plan_init(*state, &world.problem, &nobody);

    struct planner_progress resting = improve(*state, &world, &nobody, ERA, &plan);
    struct planner_progress after = improve(*state, &world, &nobody, 4 * ERA, &plan);

    assert_true(worth(&after) < worth(&resting));
    assert_true(planner_check(*state, &world.problem, &plan, &report));
    assert_int_equal(report.unserved_count, after.unserved);
}

static void search_begun_anew_moves_all_but_the_locked_and_keeps_the_best(void **state)
{
    int32_t moved = 0;

    for (uint64_t seed = 1; seed <= DAYS; seed++) {
        struct search *search;
        struct planner_report report;
        struct planner_plan plan;
        struct world world;

        make_day(*state, seed, &world);
        for (int32_t leg = 0; leg < world.problem.leg_count; leg += 4)
            world.legs[leg].locked = true;
        search = arena_new(*state, struct search);
        assert_int_equal(search_init(*state, &world.problem, &world.plan, &AIM.costs, seed, search),
                         OK);

        int64_t cost = search->best.cost;

        search_begin_anew(search);
        assert_int_equal(search->best.cost, cost);
        assert_int_equal(search->home.cost, search->current.cost);
        moved += search->home.cost != cost;
        draft_write(*state, &search->home, &plan);
        assert_true(planner_check(*state, &world.problem, &plan, &report));
        for (int32_t leg = 0; leg < world.problem.leg_count; leg += 4)
            assert_int_equal(planner_shift_of(&plan, leg), planner_shift_of(&world.plan, leg));
    }
    assert_in_range(moved, DAYS / 4, DAYS);
}

int main(void)
{
    struct arena arena;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(improve_any_day_holds_and_is_no_worse, &arena),
        cmocka_unit_test_prestate(improve_small_day_beats_every_order_of_calls, &arena),
        cmocka_unit_test_prestate(improve_same_seed_gives_same_plan, &arena),
        cmocka_unit_test_prestate(improve_longer_search_leaves_the_valley_it_rests_in, &arena),
        cmocka_unit_test_prestate(search_begun_anew_moves_all_but_the_locked_and_keeps_the_best,
                                  &arena),
        cmocka_unit_test_prestate(improve_plan_that_does_not_hold_is_refused, &arena),
        cmocka_unit_test_prestate(improve_day_without_legs_or_cars_comes_back_as_it_was, &arena),
    };

    if (arena_init(&arena, ARENA_CAP) != OK)
        return 1;

    int failed = cmocka_run_group_tests_name("planner_improve", tests, NULL, NULL);

    arena_free(&arena);
    return failed;
}
