#include "engine/planner/spots.h"

#include "engine/planner/rules.h"

struct hunt {
    const struct chain *chain;
    const struct planner_problem *problem;
    const struct planner_car *car;
    const struct planner_leg *leg;
    const struct spots *spots;
    bool bounded; /* the chain's earliest and latest times bound those with the leg in it too */
    int32_t only_pickup;  /* the node after which the leg must begin, or PLANNER_NONE ... */
    int32_t only_dropoff; /* ... and the one after which it must end */
    int32_t pickup_after;
    int64_t pickup_cost;
};

/* What going by a point costs more than going straight on. */
static int64_t detour_cost(const struct hunt *hunt, int32_t from, int32_t by, int32_t to)
{
    const struct planner_costs *costs = hunt->spots->costs;

    return rules_edge_cost(hunt->problem, costs, from, by) +
           rules_edge_cost(hunt->problem, costs, by, to) -
           rules_edge_cost(hunt->problem, costs, from, to);
}

/* Whether going from `from` to `to` by one stop of the leg, or by both, takes no less time than
   going straight on does. */
static inline bool slows(const struct planner_problem *problem, const struct planner_leg *leg,
                         int32_t from, int32_t to)
{
    int32_t straight = rules_travel(problem, from, to);
    int32_t board = rules_travel(problem, from, leg->pickup_point) + leg->pickup_service;
    int32_t leave = leg->dropoff_service + rules_travel(problem, leg->dropoff_point, to);
    int32_t ride = rules_travel(problem, leg->pickup_point, leg->dropoff_point);

    return board + rules_travel(problem, leg->pickup_point, to) >= straight &&
           rules_travel(problem, from, leg->dropoff_point) + leave >= straight &&
           (int64_t)board + ride + leave >= straight;
}

bool spots_slow(const struct planner_problem *problem, int32_t leg)
{
    for (int32_t from = 0; from < problem->point_count; from++) {
        for (int32_t to = 0; to < problem->point_count; to++) {
            if (!slows(problem, &problem->legs[leg], from, to))
                return false;
        }
    }
    return true;
}

/*
 * With tables that break the triangle inequality, going by a new stop may save time; then nothing
 * can be told from the times of the chain without it.
 */
static bool never_saves_time(const struct hunt *hunt, int32_t start)
{
    const struct chain_node *nodes = hunt->chain->nodes;

    for (int32_t i = start; i < nodes[start].until; i++) {
        if (!slows(hunt->problem, hunt->leg, nodes[i].point, nodes[i + 1].point))
            return false;
    }
    return true;
}

static bool has_room(const struct hunt *hunt, const struct chain_node *node)
{
    return node->seats + hunt->leg->seats <= hunt->car->seats &&
           node->wheelchairs + hunt->leg->wheelchairs <= hunt->car->wheelchairs;
}

/* Between this node and the next the car waits for somebody: nobody boards, leaves or sits in it.
 */
static bool is_wait(const struct chain *chain, int32_t i)
{
    const struct chain_node *node = &chain->nodes[i];

    return node->kind == CHAIN_DROPOFF && chain->problem->legs[node->leg].stays &&
           node[1].kind == CHAIN_PICKUP && rules_stays_for(chain->problem, node->leg, node[1].leg);
}

/* Notes where a leg whose car stays must meet the one that it stays for; false when it cannot. */
static bool meet_tied(struct hunt *hunt, int32_t leg, int32_t start)
{
    const struct chain *chain = hunt->chain;
    int32_t end = chain->nodes[start].until;

    hunt->only_pickup = PLANNER_NONE;
    hunt->only_dropoff = PLANNER_NONE;
    for (int32_t i = 0; !hunt->spots->alone && i < chain->count; i++) {
        const struct chain_node *node = &chain->nodes[i];
        bool before = node->kind == CHAIN_DROPOFF && rules_stays_for(hunt->problem, node->leg, leg);
        bool after = node->kind == CHAIN_PICKUP && rules_stays_for(hunt->problem, leg, node->leg);
        int32_t *only = before ? &hunt->only_pickup : &hunt->only_dropoff;
        int32_t at = before ? i : i - 1;

        if (!before && !after)
            continue;
        if (i < start || i > end || *only != PLANNER_NONE || chain->nodes[at].seats > 0)
            return false;
        *only = at;
    }
    return true;
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static bool is_cheap(const struct hunt *hunt, int64_t cost)
{
    return !hunt->spots->below || cost < *hunt->spots->below;
}

/* The drop-off after node `after`, where service cannot start before `at`; for the position right
   behind the pick-up, `at` is the pick-up's. */
static void try_dropoff(const struct hunt *hunt, int32_t after, int64_t at)
{
    const struct planner_leg *leg = hunt->leg;
    const struct chain_node *node = &hunt->chain->nodes[after];
    bool adjacent = after == hunt->pickup_after;

    if (hunt->only_dropoff != PLANNER_NONE && hunt->only_dropoff != after)
        return;

    int32_t from = adjacent ? leg->pickup_point : node->point;
    int32_t service = adjacent ? leg->pickup_service : node->service;
    int64_t time = later(leg->dropoff.from,
                         at + service + rules_travel(hunt->problem, from, leg->dropoff_point));
    int64_t next = time + leg->dropoff_service +
                   rules_travel(hunt->problem, leg->dropoff_point, node[1].point);

    if (hunt->bounded && (time > leg->dropoff.to || next > hunt->chain->latest[after + 1]))
        return;

    int64_t cost = detour_cost(hunt, from, leg->dropoff_point, node[1].point);
    struct spot spot = {hunt->pickup_cost + cost, hunt->pickup_after, after};

    if (is_cheap(hunt, spot.cost))
        hunt->spots->visit(hunt->spots->context, hunt->chain, &spot);
}

/* All drop-offs behind a pick-up after node `after`. */
static void try_pickup(struct hunt *hunt, int32_t after, int32_t end)
{
    const struct chain *chain = hunt->chain;
    const struct planner_leg *leg = hunt->leg;
    const struct chain_node *node = &chain->nodes[after];
    int64_t at = (int64_t)chain->earliest[after] + node->service +
                 rules_travel(hunt->problem, node->point, leg->pickup_point);
    int64_t ridden = rules_travel(hunt->problem, leg->pickup_point, node[1].point);
    int64_t lead = leg->pickup_service + ridden;

    at = later(at, later(leg->pickup.from, leg->promised ? leg->said.from : 0));
    if (!has_room(hunt, node) || (hunt->bounded && at > leg->pickup.to) ||
        (hunt->bounded && leg->promised && at > leg->said.to))
        return;
    hunt->pickup_after = after;
    hunt->pickup_cost =
        hunt->spots->cost + detour_cost(hunt, node->point, leg->pickup_point, node[1].point);
    if (hunt->bounded && !is_cheap(hunt, hunt->pickup_cost))
        return;
    try_dropoff(hunt, after, at);
    for (int32_t i = after + 1; i < end; i++) {
        at = later(at + lead, chain->earliest[i]);
        if (chain->nodes[i].kind == CHAIN_BREAK || is_wait(chain, i) ||
            !has_room(hunt, &chain->nodes[i]) || ridden > leg->onboard_max ||
            (hunt->bounded && at > chain->latest[i]))
            return;
        try_dropoff(hunt, i, at);
        lead = chain->nodes[i].lead;
        ridden += lead;
    }
}

void spots_visit(const struct spots *spots, const struct chain *chain)
{
    struct hunt hunt = {
        .chain = chain,
        .problem = chain->problem,
        .car = &chain->problem->cars[chain->car],
        .leg = &chain->problem->legs[spots->leg],
        .spots = spots,
    };
    int32_t end = chain->nodes[spots->start].until;

    if (!meet_tied(&hunt, spots->leg, spots->start))
        return;
    hunt.bounded = spots->slows || never_saves_time(&hunt, spots->start);
    for (int32_t i = spots->start; i < end; i++) {
        if (hunt.bounded && chain->earliest[i] > hunt.leg->pickup.to)
            return;
        if (hunt.bounded && chain->latest[i + 1] < hunt.leg->pickup.from)
            continue;
        if (is_wait(chain, i) || (hunt.only_pickup != PLANNER_NONE && hunt.only_pickup != i))
            continue;
        try_pickup(&hunt, i, end);
    }
}
