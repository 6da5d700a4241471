#include "engine/planner/choices.h"

#include "engine/planner/rules.h"

/* A route's choices share all but the spot. */
struct route_visit {
    const struct choices *choices;
    struct choice choice;
};

static bool may_carry(const struct choices *choices, const struct planner_problem *problem,
                      int32_t shift)
{
    return (choices->volunteer == PLANNER_NONE ||
            choices->volunteer == problem->shifts[shift].volunteer) &&
           rules_company(problem, shift, choices->leg) != PLANNER_NEVER;
}

static void visit_spot(void *context, const struct chain *chain, const struct spot *spot)
{
    const struct route_visit *visit = context;
    struct choice choice = visit->choice;

    choice.spot = *spot;
    visit->choices->visit(visit->choices->context, chain, &choice);
}

/* Of a route with nobody in it. */
static int64_t empty_route_cost(const struct planner_costs *costs, const struct chain *chain,
                                int32_t start)
{
    int64_t cost = costs->new_route;

    for (int32_t i = start; i < chain->nodes[start].until; i++)
        cost += rules_edge_cost(chain->problem, costs, chain->nodes[i].point,
                                chain->nodes[i + 1].point);
    return cost;
}

static void visit_route(const struct choices *choices, const struct chain *chain,
                        struct choice choice)
{
    struct route_visit visit = {choices, choice};
    struct spots spots = {
        .start = choice.route_start,
        .leg = choices->leg,
        .costs = choices->costs,
        .below = choices->below,
        .alone = choices->alone,
        .slows = choices->slows,
        .visit = visit_spot,
        .context = &visit,
    };

    if (rules_company(chain->problem, choice.shift, choices->leg) == PLANNER_PREFERRED)
        spots.cost -= choices->costs->preferred;
    if (choices->surcharges)
        spots.cost += choices->surcharges[chain->problem->shifts[choice.shift].volunteer];
    if (choice.opens)
        spots.cost += empty_route_cost(choices->costs, chain, choice.route_start);
    spots_visit(&spots, chain);
}

/* The leg in a route of its own, in every turn of the car. */
static void visit_opened(const struct choices *choices, const struct chain *chain, int32_t shift)
{
    int32_t at = 0;

    for (int32_t turn = 0;; turn++) {
        struct choice choice = {
            .car = chain->car, .shift = shift, .turn = turn, .opens = true, .route_start = at};

        chain_open_route(chain, shift, at, choices->opened);
        if (chain_solve(choices->opened))
            visit_route(choices, choices->opened, choice);
        if (at == chain->count)
            return;
        at = chain->nodes[at].until + 1;
    }
}

void choices_visit(const struct choices *choices, const struct chain *chain)
{
    const struct planner_problem *problem = chain->problem;
    int32_t turn = 0;

    for (int32_t i = 0; i < chain->count; i = chain->nodes[i].until + 1) {
        struct choice choice = {
            .car = chain->car, .shift = chain->nodes[i].shift, .turn = turn, .route_start = i};

        if (may_carry(choices, problem, choice.shift))
            visit_route(choices, chain, choice);
        turn++;
    }
    for (int32_t shift = 0; shift < problem->shift_count; shift++) {
        if (!choices->shift_used[shift] && may_carry(choices, problem, shift) &&
            rules_may_drive(problem, shift, chain->car))
            visit_opened(choices, chain, shift);
    }
}

struct chain *choice_fill(const struct chain *chain, int32_t leg, const struct choice *choice,
                          struct chain *opened, struct chain *filled)
{
    if (choice->opens) {
        chain_open_route(chain, choice->shift, choice->route_start, opened);
        chain = opened;
    }
    chain_insert_leg(chain, leg, choice->spot.pickup_after, choice->spot.dropoff_after, filled);
    return filled;
}
