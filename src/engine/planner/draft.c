#include "engine/planner/draft.h"

#include <assert.h>
#include <string.h>

#include "engine/planner/rules.h"

/* No car makes more stops in a day: seven minutes each, from midnight to midnight. */
enum { DAY_NODES = 200 };

void bench_init(struct arena *arena, const struct planner_problem *problem, int32_t capacity,
                struct bench *ret_bench)
{
    chain_init(arena, problem, capacity + CHAIN_SPARE, &ret_bench->opened);
    chain_init(arena, problem, capacity + CHAIN_SPARE, &ret_bench->filled);
}

int32_t draft_capacity(const struct planner_problem *problem, const struct planner_plan *plan)
{
    int32_t nodes = 2 * problem->leg_count + 3 * problem->shift_count;
    int32_t capacity = nodes < DAY_NODES ? nodes : DAY_NODES;

    for (int32_t car = 0; car < problem->car_count; car++) {
        int32_t size = chain_size(plan, car);

        capacity = size > capacity ? size : capacity;
    }
    return capacity;
}

/* Rings of legs that need one volunteer: a ring meets another by exchanging their next ones. */
static int32_t *tie_legs(struct arena *arena, const struct planner_problem *problem)
{
    int32_t *next = arena_array(arena, int32_t, (size_t)problem->leg_count);

    for (int32_t leg = 0; leg < problem->leg_count; leg++)
        next[leg] = leg;
    for (int32_t leg = 0; leg < problem->leg_count; leg++) {
        int32_t with = problem->legs[leg].with_leg;
        int32_t other = leg;

        if (with == PLANNER_NONE)
            continue;
        do
            other = next[other];
        while (other != leg && other != with);
        if (other == with && with != leg)
            continue;

        int32_t after = next[leg];

        next[leg] = next[with];
        next[with] = after;
    }
    return next;
}

static void draft_note_car(struct draft *draft, int32_t car)
{
    const struct chain *chain = &draft->chains[car];

    for (int32_t i = 0; i < chain->count; i++) {
        const struct chain_node *node = &chain->nodes[i];

        if (node->kind == CHAIN_START)
            draft->shift_used[node->shift] = true;
        if (node->kind != CHAIN_PICKUP)
            continue;
        draft->car_of[node->leg] = car;
        draft->volunteer_of[node->leg] = draft->problem->shifts[node->shift].volunteer;
        draft->unserved--;
    }
    draft->car_cost[car] = chain_cost(chain, draft->costs);
    draft->cost += draft->car_cost[car];
    draft->touched[car] = true;
}

/* Forgets what a car does, before its chain changes. */
static void draft_forget_car(struct draft *draft, int32_t car)
{
    const struct chain *chain = &draft->chains[car];

    for (int32_t i = 0; i < chain->count; i++) {
        const struct chain_node *node = &chain->nodes[i];

        if (node->kind == CHAIN_START)
            draft->shift_used[node->shift] = false;
        if (node->kind != CHAIN_PICKUP)
            continue;
        draft->car_of[node->leg] = PLANNER_NONE;
        draft->volunteer_of[node->leg] = PLANNER_NONE;
        draft->unserved++;
    }
    draft->cost -= draft->car_cost[car];
    draft->touched[car] = true;
}

enum status draft_init(struct arena *arena, const struct planner_problem *problem,
                       const struct planner_plan *plan, const struct planner_costs *costs,
                       int32_t capacity, struct draft *ret_draft)
{
    size_t cars = (size_t)problem->car_count;
    size_t legs = (size_t)problem->leg_count;

    *ret_draft = (struct draft){
        .problem = problem,
        .costs = costs,
        .chains = arena_array(arena, struct chain, cars),
        .car_cost = arena_array(arena, int64_t, cars),
        .car_of = arena_array(arena, int32_t, legs),
        .volunteer_of = arena_array(arena, int32_t, legs),
        .tied = tie_legs(arena, problem),
        .shift_used = arena_array(arena, bool, (size_t)problem->shift_count),
        .touched = arena_array(arena, bool, cars),
        .unserved = problem->leg_count,
    };
    for (size_t leg = 0; leg < legs; leg++) {
        ret_draft->car_of[leg] = PLANNER_NONE;
        ret_draft->volunteer_of[leg] = PLANNER_NONE;
    }
    for (int32_t car = 0; car < problem->car_count; car++) {
        chain_init(arena, problem, capacity + CHAIN_SPARE, &ret_draft->chains[car]);
        chain_build(plan, car, &ret_draft->chains[car]);
        if (!chain_solve(&ret_draft->chains[car]))
            return ERR_CONFLICT;
        draft_note_car(ret_draft, car);
    }
    return OK;
}

static void chain_copy(const struct chain *from, struct chain *to)
{
    size_t count = (size_t)from->count;

    to->car = from->car;
    to->count = from->count;
    memcpy(to->nodes, from->nodes, count * sizeof(*to->nodes));
    memcpy(to->earliest, from->earliest, count * sizeof(*to->earliest));
    memcpy(to->latest, from->latest, count * sizeof(*to->latest));
}

void draft_follow(struct draft *draft, struct draft *model)
{
    const struct planner_problem *problem = draft->problem;
    size_t legs = (size_t)problem->leg_count;

    for (int32_t car = 0; car < problem->car_count; car++) {
        if (!draft->touched[car] && !model->touched[car])
            continue;
        chain_copy(&model->chains[car], &draft->chains[car]);
        draft->car_cost[car] = model->car_cost[car];
        draft->touched[car] = false;
        model->touched[car] = false;
    }
    memcpy(draft->car_of, model->car_of, legs * sizeof(*draft->car_of));
    memcpy(draft->volunteer_of, model->volunteer_of, legs * sizeof(*draft->volunteer_of));
    memcpy(draft->shift_used, model->shift_used,
           (size_t)problem->shift_count * sizeof(*draft->shift_used));
    draft->cost = model->cost;
    draft->unserved = model->unserved;
}

/* What was written on the bench takes the place of the car's chain, which is scratch from now. */
static void draft_take_over(struct draft *draft, int32_t car, struct chain *chain)
{
    struct chain old = draft->chains[car];

    draft_forget_car(draft, car);
    draft->chains[car] = *chain;
    *chain = old;
    draft_note_car(draft, car);
}

static void keep_all(const struct chain *chain, bool *leaves)
{
    for (int32_t i = 0; i < chain->count; i++) {
        if (chain->nodes[i].leg != PLANNER_NONE)
            leaves[chain->nodes[i].leg] = false;
    }
}

static bool chain_loses(const struct chain *chain, const bool *leaves)
{
    for (int32_t i = 0; i < chain->count; i++) {
        if (chain->nodes[i].leg != PLANNER_NONE && leaves[chain->nodes[i].leg])
            return true;
    }
    return false;
}

void draft_take_out(struct draft *draft, struct bench *bench, bool *leaves)
{
    for (int32_t car = 0; car < draft->problem->car_count; car++) {
        if (!chain_loses(&draft->chains[car], leaves))
            continue;
        chain_take_out(&draft->chains[car], leaves, &bench->filled);
        if (chain_solve(&bench->filled))
            draft_take_over(draft, car, &bench->filled);
        else
            keep_all(&draft->chains[car], leaves);
    }
}

bool draft_volunteer(const struct draft *draft, int32_t leg, int32_t *ret_volunteer)
{
    int32_t must = draft->problem->legs[leg].volunteer;

    for (int32_t other = draft->tied[leg]; other != leg; other = draft->tied[other]) {
        int32_t volunteer = draft->volunteer_of[other];

        if (volunteer == PLANNER_NONE)
            volunteer = draft->problem->legs[other].volunteer;
        if (volunteer == PLANNER_NONE)
            continue;
        if (must != PLANNER_NONE && must != volunteer)
            return false;
        must = volunteer;
    }
    *ret_volunteer = must;
    return true;
}

bool draft_may_take(const struct draft *draft, int32_t leg, int32_t car)
{
    for (int32_t other = draft->tied[leg]; other != leg; other = draft->tied[other]) {
        if (rules_one_car(draft->problem, leg, other) && draft->car_of[other] != PLANNER_NONE &&
            draft->car_of[other] != car)
            return false;
    }
    return true;
}

void draft_place(struct draft *draft, struct bench *bench, int32_t leg, const struct choice *choice)
{
    struct chain *chain =
        choice_fill(&draft->chains[choice->car], leg, choice, &bench->opened, &bench->filled);
    bool holds = chain_solve(chain);

    assert(holds);
    (void)holds;
    draft_take_over(draft, choice->car, chain);
}

static struct planner_stop stop_of_node(const struct chain_node *node)
{
    switch (node->kind) {
    case CHAIN_PICKUP:
        return (struct planner_stop){PLANNER_PICKUP, node->leg};
    case CHAIN_DROPOFF:
        return (struct planner_stop){PLANNER_DROPOFF, node->leg};
    default:
        return (struct planner_stop){PLANNER_BREAK, PLANNER_NONE};
    }
}

void draft_write(struct arena *arena, const struct draft *draft, struct planner_plan *ret_plan)
{
    planner_plan_init(arena, draft->problem, ret_plan);
    for (int32_t car = 0; car < draft->problem->car_count; car++) {
        const struct chain *chain = &draft->chains[car];
        int32_t turn = 0;

        for (int32_t i = 0; i < chain->count; i = chain->nodes[i].until + 1) {
            struct planner_route *route = &ret_plan->routes[chain->nodes[i].shift];
            int32_t count = chain->nodes[i].until - i - 1;

            *route = (struct planner_route){car, turn++, count,
                                            arena_array(arena, struct planner_stop, (size_t)count)};
            for (int32_t k = 0; k < count; k++)
                route->stops[k] = stop_of_node(&chain->nodes[i + 1 + k]);
        }
    }
}
