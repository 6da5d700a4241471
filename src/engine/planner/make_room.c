#include "engine/planner/planner.h"

#include <assert.h>
#include <string.h>

#include "engine/planner/recreate.h"
#include "engine/planner/ruin.h"

enum {
    LEAVE_MOST = 32, /* legs that leave at the last try */
    REGRET_PERCENT = 50,
    BLINKS_MAX = 20,
};

struct maker {
    const struct planner_request *request;
    struct chance chance;
    struct bench bench;
    struct ruin ruin;
    struct recreate recreate;
    struct draft start;
    struct draft trial;
};

static enum status prepare(struct arena *arena, const struct planner_problem *problem,
                           const struct planner_plan *plan, struct maker *maker)
{
    const struct planner_costs *costs = &maker->request->costs;
    int32_t capacity = draft_capacity(problem, plan);

    TRY(draft_init(arena, problem, plan, costs, capacity, &maker->start));
    TRY(draft_init(arena, problem, plan, costs, capacity, &maker->trial));
    bench_init(arena, problem, capacity, &maker->bench);
    ruin_init(arena, problem, &maker->ruin);
    recreate_init(arena, problem, &maker->recreate);
    return OK;
}

/* Everybody who was served, and the request. */
static bool has_room(const struct maker *maker)
{
    const struct planner_request *request = maker->request;
    const struct draft *trial = &maker->trial;

    for (int32_t i = 0; i < request->leg_count; i++) {
        if (trial->car_of[request->legs[i]] == PLANNER_NONE)
            return false;
    }
    for (int32_t leg = 0; leg < trial->problem->leg_count; leg++) {
        if (trial->car_of[leg] == PLANNER_NONE && maker->start.car_of[leg] != PLANNER_NONE)
            return false;
    }
    return true;
}

/* Always from the start: what moved in vain does not move. */
static bool try_once(struct maker *maker, int32_t leave)
{
    const struct planner_request *request = maker->request;
    struct chance *chance = &maker->chance;
    struct draft *trial = &maker->trial;
    int32_t around = request->legs[chance_below(chance, request->leg_count)];

    draft_follow(trial, &maker->start);
    ruin_around(&maker->ruin, trial, chance, around, leave);
    draft_take_out(trial, &maker->bench, maker->ruin.leaves);
    if (chance_below(chance, 100) < REGRET_PERCENT)
        recreate_by_regret(&maker->recreate, trial, &maker->bench, chance, 2, 0.2);
    else
        recreate_in_order(&maker->recreate, trial, &maker->bench, chance,
                          1 + chance_below(chance, BLINKS_MAX));
    return has_room(maker);
}

static void write_without(struct arena *arena, const struct maker *maker,
                          struct planner_plan *ret_plan)
{
    draft_write(arena, &maker->trial, ret_plan);
    for (int32_t i = 0; i < maker->request->leg_count; i++) {
        enum status found = planner_remove(ret_plan, maker->request->legs[i]);

        assert(found == OK);
        (void)found;
    }
}

/* Taking the request out again may leave a plan without times where tables are odd. */
static bool takes_it(struct arena *arena, const struct planner_problem *problem,
                     const struct planner_plan *plan, const struct planner_request *request)
{
    struct planner_offer offers[PLANNER_OFFERS_MAX];
    int32_t count;

    return planner_insert(arena, problem, plan, request, offers, &count) == OK;
}

enum status planner_make_room(struct arena *arena, const struct planner_problem *problem,
                              const struct planner_plan *plan,
                              const struct planner_request *request, int32_t tries,
                              struct planner_plan *ret_plan)
{
    struct maker *maker = arena_new(arena, struct maker);

    assert(tries >= 1 && tries <= PLANNER_TRIES_MAX);
    maker->request = request;
    maker->chance.state = (uint64_t)tries;
    TRY(prepare(arena, problem, plan, maker));
    for (int32_t i = 0; i < tries; i++) {
        if (!try_once(maker, 1 + i * LEAVE_MOST / tries))
            continue;
        write_without(arena, maker, ret_plan);
        if (takes_it(arena, problem, ret_plan, request))
            return OK;
    }
    return ERR_NOT_FOUND;
}
