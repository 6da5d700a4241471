/* The fast schedule against the judge, on many random days, to the second. */
#include "engine/planner/chain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

#include "support/planner_world.h"

enum { DAYS = 12000, SETTLED_DAYS = 1000, ARENA_CAP = 64 * 1024 * 1024 };

static bool is_about_time(enum planner_fault fault)
{
    return fault >= PLANNER_SAID_BROKEN;
}

static void assert_same_times(const struct chain *chain, const struct planner_report *report)
{
    for (int32_t i = 0; i < chain->count; i = chain->nodes[i].until + 1) {
        int32_t shift = chain->nodes[i].shift;
        int32_t end = chain->nodes[i].until;
        const struct planner_times *earliest = &report->earliest[shift];
        const struct planner_times *latest = &report->latest[shift];

        assert_int_equal(chain->earliest[i], earliest->start);
        assert_int_equal(chain->latest[i], latest->start);
        assert_int_equal(chain->earliest[end], earliest->end);
        assert_int_equal(chain->latest[end], latest->end);
        for (int32_t k = i + 1; k < end; k++) {
            assert_int_equal(chain->earliest[k], earliest->stops[k - i - 1]);
            assert_int_equal(chain->latest[k], latest->stops[k - i - 1]);
        }
    }
}

/* Whether all chains of the plan hold; their times must then be the judge's. */
static bool chains_hold(struct arena *arena, const struct world *world,
                        const struct planner_report *report)
{
    bool all = true;

    for (int32_t car = 0; car < world->problem.car_count; car++) {
        struct chain chain;

        chain_init(arena, &world->problem, chain_size(&world->plan, car), &chain);
        chain_build(&world->plan, car, &chain);

        bool holds = chain_solve(&chain);

        all = all && holds;
        if (holds && report->cause_count == 0)
            assert_same_times(&chain, report);
    }
    return all;
}

/* Leaves nothing to break but times. */
static void drop_other_rules(struct world *world)
{
    for (int32_t leg = 0; leg < world->problem.leg_count; leg++) {
        world->legs[leg].volunteer = PLANNER_NONE;
        world->legs[leg].with_leg = PLANNER_NONE;
    }
    for (int32_t car = 0; car < world->problem.car_count; car++) {
        world->cars[car].seats = PLANNER_LOAD_MAX;
        world->cars[car].wheelchairs = PLANNER_LOAD_MAX;
    }
    memset(world->company, PLANNER_ANYONE,
           (size_t)(world->problem.volunteer_count * world->problem.person_count));
}

struct tally {
    int32_t held;
    int32_t broken[PLANNER_SHIFT_HOURS + 1];
};

/* Leg after leg somewhere at random; one that breaks the plan is taken out again. */
static void judge_growing_plan(struct arena *arena, struct world_source *source,
                               struct world *world, struct tally *tally)
{
    for (int32_t leg = 0; leg < world->problem.leg_count; leg++) {
        struct planner_report report;

        world_scatter_leg(arena, source, world, leg);

        bool judged = planner_check(arena, &world->problem, &world->plan, &report);

        assert_true(judged || is_about_time(report.causes[0].fault));
        assert_int_equal(chains_hold(arena, world, &report), judged);
        if (judged) {
            tally->held++;
        } else {
            tally->broken[report.causes[0].fault]++;
            assert_int_equal(planner_remove(&world->plan, leg), OK);
        }
    }
}

static void chain_random_plans_agree_with_judge(void **state)
{
    struct arena *arena = *state;
    struct tally tally = {0};
    int32_t judged = 0;

    for (uint64_t seed = 1; seed <= DAYS; seed++) {
        struct world_source source = {.seed = seed};
        struct world_size size = {6, 3, 2, 14, seed % 2 == 0};
        struct world world;

        arena_reset(arena);
        world_make(arena, &source, size, &world);
        world_stop_cars(&source, &world);
        assert_int_equal(planner_validate(&world.problem), OK);
        drop_other_rules(&world);
        judge_growing_plan(arena, &source, &world, &tally);
        judged += world.problem.leg_count;
    }
    /* If nearly all held, or nearly none, or one rule never broke, this would prove little. */
    assert_in_range(tally.held, judged / 5, judged * 4 / 5);
    for (int32_t fault = PLANNER_SAID_BROKEN; fault <= PLANNER_SHIFT_HOURS; fault++)
        assert_true(tally.broken[fault] > 0);
}

/* Person-seconds on board first, then seconds that drivers are out. */
static int64_t price_of(const struct chain *chain, int32_t node)
{
    enum { PERSON = 1000 };
    int32_t leg = chain->nodes[node].leg;

    switch (chain->nodes[node].kind) {
    case CHAIN_START:
        return -1;
    case CHAIN_END:
        return 1;
    case CHAIN_PICKUP:
        return -PERSON * chain->problem->legs[leg].seats;
    case CHAIN_DROPOFF:
        return PERSON * chain->problem->legs[leg].seats;
    default:
        return 0;
    }
}

static int64_t total_price(const struct chain *chain, const int32_t *at)
{
    int64_t total = 0;

    for (int32_t i = 0; i < chain->count; i++)
        total += price_of(chain, i) * at[i];
    return total;
}

/* The least price when only windows and leads bind: for each second, the best up to it. */
static int64_t least_price(struct arena *arena, const struct chain *chain)
{
    int64_t *best = arena_array(arena, int64_t, WORLD_DAY + 1);
    int64_t *next = arena_array(arena, int64_t, WORLD_DAY + 1);

    for (int32_t i = 0; i < chain->count; i++) {
        int32_t lead = i > 0 ? chain->nodes[i - 1].lead : 0;
        int64_t *swap = best;

        for (int32_t at = 0; at <= WORLD_DAY; at++) {
            bool inside = at >= chain->nodes[i].open && at <= chain->nodes[i].close && at >= lead;
            int64_t before = inside ? best[at - lead] : INT64_MAX;

            next[at] = at > 0 ? next[at - 1] : INT64_MAX;
            if (before != INT64_MAX && before + price_of(chain, i) * at < next[at])
                next[at] = before + price_of(chain, i) * at;
        }
        best = next;
        next = swap;
    }
    return best[WORLD_DAY];
}

static void assert_times_hold(const struct chain *chain, const int32_t *at)
{
    for (int32_t i = 0; i < chain->count; i++) {
        const struct chain_node *node = &chain->nodes[i];

        assert_true(at[i] >= node->open && at[i] <= node->close);
        assert_true(i == 0 || at[i] >= at[i - 1] + node[-1].lead);
        assert_true(node->since == PLANNER_NONE || at[i] - at[node->since] <= node->limit);
    }
}

static void settle_all(struct arena *arena, const struct world *world, bool limits)
{
    for (int32_t car = 0; car < world->problem.car_count; car++) {
        struct chain chain;
        int32_t size = chain_size(&world->plan, car);
        bool *work = arena_array(arena, bool, (size_t)size);
        int32_t *at = arena_array(arena, int32_t, (size_t)size);

        chain_init(arena, &world->problem, size, &chain);
        chain_build(&world->plan, car, &chain);
        assert_true(chain_solve(&chain));
        chain_settle(&chain, work, at);
        assert_times_hold(&chain, at);
        assert_true(total_price(&chain, at) <= total_price(&chain, chain.earliest));
        if (!limits)
            assert_int_equal(total_price(&chain, at), least_price(arena, &chain));
    }
}

static void settle_random_days(struct arena *arena, bool limits)
{
    for (uint64_t seed = 1; seed <= SETTLED_DAYS; seed++) {
        struct world_source source = {.seed = seed};
        struct world_size size = {6, 2, 1, 10, seed % 2 == 0};
        struct tally tally = {0};
        struct world world;

        arena_reset(arena);
        world_make(arena, &source, size, &world);
        drop_other_rules(&world);
        for (int32_t i = 0; !limits && i < world.problem.leg_count; i++)
            world.legs[i].onboard_max = PLANNER_TIME_MAX;
        for (int32_t i = 0; !limits && i < world.problem.shift_count; i++)
            world.shifts[i].duration_max = PLANNER_TIME_MAX;
        judge_growing_plan(arena, &source, &world, &tally);
        settle_all(arena, &world, limits);
    }
}

static void settle_without_limits_equals_trying_every_second(void **state)
{
    settle_random_days(*state, false);
}

static void settle_with_limits_holds_and_is_no_worse_than_earliest(void **state)
{
    settle_random_days(*state, true);
}

static void assert_same_chain(const struct chain *chain, const struct chain *other)
{
    assert_int_equal(chain->count, other->count);
    for (int32_t i = 0; i < chain->count; i++)
        assert_memory_equal(&chain->nodes[i], &other->nodes[i], sizeof(chain->nodes[i]));
}

/* A third of the legs leave; what is left of each car is what the plan without them gives. */
static void take_out_and_compare(struct arena *arena, struct world_source *source,
                                 struct world *world)
{
    int32_t cars = world->problem.car_count;
    struct chain *before = arena_array(arena, struct chain, (size_t)cars);
    bool *leaves = arena_array(arena, bool, (size_t)world->problem.leg_count);

    for (int32_t car = 0; car < cars; car++) {
        chain_init(arena, &world->problem, chain_size(&world->plan, car), &before[car]);
        chain_build(&world->plan, car, &before[car]);
    }
    for (int32_t leg = 0; leg < world->problem.leg_count; leg++) {
        leaves[leg] = world_chance(source, 33);
        if (leaves[leg])
            assert_int_equal(planner_remove(&world->plan, leg), OK);
    }
    for (int32_t car = 0; car < cars; car++) {
        struct chain taken;
        struct chain built;

        chain_init(arena, &world->problem, before[car].count, &taken);
        chain_take_out(&before[car], leaves, &taken);
        chain_init(arena, &world->problem, chain_size(&world->plan, car), &built);
        chain_build(&world->plan, car, &built);
        assert_same_chain(&taken, &built);
    }
}

static void legs_taken_out_leave_the_chain_of_the_plan_without_them(void **state)
{
    struct arena *arena = *state;

    for (uint64_t seed = 1; seed <= SETTLED_DAYS; seed++) {
        struct world_source source = {.seed = seed * 23};
        struct world_size size = {6, 3, 2, 10, true};
        struct world world;

        arena_reset(arena);
        world_make(arena, &source, size, &world);
        for (int32_t leg = 0; leg < world.problem.leg_count; leg++)
            world_scatter_leg(arena, &source, &world, leg);
        take_out_and_compare(arena, &source, &world);
    }
}

int main(void)
{
    struct arena arena;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(chain_random_plans_agree_with_judge, &arena),
        cmocka_unit_test_prestate(legs_taken_out_leave_the_chain_of_the_plan_without_them, &arena),
        cmocka_unit_test_prestate(settle_without_limits_equals_trying_every_second, &arena),
        cmocka_unit_test_prestate(settle_with_limits_holds_and_is_no_worse_than_earliest, &arena),
    };

    if (arena_init(&arena, ARENA_CAP) != OK)
        return 1;

    int failed = cmocka_run_group_tests_name("planner_chain", tests, NULL, NULL);

    arena_free(&arena);
    return failed;
}
