#include "engine/planner/chain.h"

#include <assert.h>
#include <string.h>

#include "engine/planner/rules.h"

void chain_init(struct arena *arena, const struct planner_problem *problem, int32_t capacity,
                struct chain *ret_chain)
{
    *ret_chain = (struct chain){
        .problem = problem,
        .car = PLANNER_NONE,
        .capacity = capacity,
        .nodes = arena_array(arena, struct chain_node, (size_t)capacity),
        .earliest = arena_array(arena, int32_t, (size_t)capacity),
        .latest = arena_array(arena, int32_t, (size_t)capacity),
    };
}

int32_t chain_size(const struct planner_plan *plan, int32_t car)
{
    int32_t size = 0;

    for (int32_t i = 0; i < plan->route_count; i++) {
        const struct planner_route *route = &plan->routes[i];

        if (route->stop_count > 0 && route->car == car)
            size += route->stop_count + 2;
    }
    return size;
}

static int32_t max(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t min(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* After an end the car stands where the next route starts. */
static int32_t lead_to(const struct chain *chain, const struct chain_node *node, int32_t point)
{
    if (node->kind == CHAIN_END)
        return 0;
    return node->service + rules_travel(chain->problem, node->point, point);
}

static struct chain_node pickup_node(const struct chain *chain, int32_t leg_index, int32_t shift)
{
    const struct planner_leg *leg = &chain->problem->legs[leg_index];
    struct chain_node node = {
        .kind = CHAIN_PICKUP,
        .leg = leg_index,
        .shift = shift,
        .point = leg->pickup_point,
        .open = leg->pickup.from,
        .close = leg->pickup.to,
        .service = leg->pickup_service,
        .since = PLANNER_NONE,
    };

    if (leg->promised) {
        node.open = max(node.open, leg->said.from);
        node.close = min(node.close, leg->said.to);
    }
    return node;
}

static struct chain_node dropoff_node(const struct chain *chain, int32_t leg_index, int32_t shift)
{
    const struct planner_leg *leg = &chain->problem->legs[leg_index];

    return (struct chain_node){
        .kind = CHAIN_DROPOFF,
        .leg = leg_index,
        .shift = shift,
        .point = leg->dropoff_point,
        .open = leg->dropoff.from,
        .close = leg->dropoff.to,
        .service = leg->dropoff_service,
        .until = PLANNER_NONE,
        .limit = leg->pickup_service + leg->onboard_max,
    };
}

static struct chain_node plain_node(const struct chain *chain, enum chain_kind kind, int32_t shift)
{
    const struct planner_shift *from = &chain->problem->shifts[shift];
    struct chain_node node = {
        .kind = kind,
        .leg = PLANNER_NONE,
        .shift = shift,
        .open = from->hours.from,
        .close = from->hours.to,
        .since = PLANNER_NONE,
        .until = PLANNER_NONE,
    };

    if (kind != CHAIN_BREAK) {
        const struct planner_window hours = chain->problem->cars[chain->car].hours;

        node.open = max(node.open, hours.from);
        node.close = min(node.close, hours.to);
    }
    if (kind == CHAIN_START) {
        node.point = rules_start_point(chain->problem, shift, chain->car);
    } else if (kind == CHAIN_END) {
        node.point = rules_end_point(chain->problem, shift, chain->car);
        node.limit = from->duration_max;
    } else {
        node.point = from->pause.point;
        node.open = from->pause.window.from;
        node.close = from->pause.window.to;
        node.service = from->pause.length;
    }
    return node;
}

static void pair_nodes(struct chain *chain, int32_t first, int32_t last)
{
    chain->nodes[first].until = last;
    chain->nodes[last].since = first;
}

static void append(struct chain *chain, struct chain_node node)
{
    assert(chain->count < chain->capacity);
    if (chain->count > 0) {
        struct chain_node *before = &chain->nodes[chain->count - 1];

        before->lead = lead_to(chain, before, node.point);
        if (node.kind != CHAIN_START) {
            node.seats += before->seats;
            node.wheelchairs += before->wheelchairs;
        }
    }
    chain->nodes[chain->count++] = node;
}

static void append_stop(struct chain *chain, int32_t shift, struct planner_stop stop)
{
    if (stop.kind == PLANNER_BREAK) {
        append(chain, plain_node(chain, CHAIN_BREAK, shift));
        return;
    }

    const struct planner_leg *leg = &chain->problem->legs[stop.leg];

    if (stop.kind == PLANNER_PICKUP) {
        struct chain_node node = pickup_node(chain, stop.leg, shift);

        node.seats = leg->seats;
        node.wheelchairs = leg->wheelchairs;
        append(chain, node);
        return;
    }

    struct chain_node node = dropoff_node(chain, stop.leg, shift);
    int32_t pickup = chain->count - 1;

    while (chain->nodes[pickup].kind != CHAIN_PICKUP || chain->nodes[pickup].leg != stop.leg)
        pickup--;
    node.seats = -leg->seats;
    node.wheelchairs = -leg->wheelchairs;
    append(chain, node);
    pair_nodes(chain, pickup, chain->count - 1);
}

static const struct planner_route *route_at_turn(const struct planner_plan *plan, int32_t car,
                                                 int32_t turn, int32_t *ret_shift)
{
    for (int32_t i = 0; i < plan->route_count; i++) {
        const struct planner_route *route = &plan->routes[i];

        if (route->stop_count > 0 && route->car == car && route->turn == turn) {
            *ret_shift = i;
            return route;
        }
    }
    return NULL;
}

void chain_build(const struct planner_plan *plan, int32_t car, struct chain *chain)
{
    const struct planner_route *route;
    int32_t shift = PLANNER_NONE;

    chain->car = car;
    chain->count = 0;
    for (int32_t turn = 0; (route = route_at_turn(plan, car, turn, &shift)); turn++) {
        int32_t start = chain->count;

        append(chain, plain_node(chain, CHAIN_START, shift));
        for (int32_t i = 0; i < route->stop_count; i++)
            append_stop(chain, shift, route->stops[i]);
        append(chain, plain_node(chain, CHAIN_END, shift));
        pair_nodes(chain, start, chain->count - 1);
    }
}

void chain_open_route(const struct chain *from, int32_t shift, int32_t at, struct chain *ret_chain)
{
    assert(from->count + 3 <= ret_chain->capacity);
    ret_chain->car = from->car;
    ret_chain->count = at;
    memcpy(ret_chain->nodes, from->nodes, (size_t)at * sizeof(*from->nodes));
    append(ret_chain, plain_node(ret_chain, CHAIN_START, shift));
    if (from->problem->shifts[shift].pause.length > 0)
        append(ret_chain, plain_node(ret_chain, CHAIN_BREAK, shift));
    append(ret_chain, plain_node(ret_chain, CHAIN_END, shift));
    pair_nodes(ret_chain, at, ret_chain->count - 1);

    int32_t moved_by = ret_chain->count - at;

    for (int32_t i = at; i < from->count; i++) {
        struct chain_node node = from->nodes[i];

        node.since += node.since == PLANNER_NONE ? 0 : moved_by;
        node.until += node.until == PLANNER_NONE ? 0 : moved_by;
        ret_chain->nodes[ret_chain->count++] = node;
    }
}

/* The nodes `first` to before `end`, `by` places further. */
static void copy_nodes(const struct chain *from, int32_t first, int32_t end,
                       struct chain *ret_chain, int32_t by)
{
    memcpy(&ret_chain->nodes[first + by], &from->nodes[first],
           (size_t)(end - first) * sizeof(*from->nodes));
}

void chain_insert_leg(const struct chain *from, int32_t leg, int32_t pickup_after,
                      int32_t dropoff_after, struct chain *ret_chain)
{
    const struct planner_leg *load = &from->problem->legs[leg];
    int32_t pickup = pickup_after + 1;
    int32_t dropoff = dropoff_after + 2;
    int32_t shift = from->nodes[pickup_after].shift;

    assert(from->count + 2 <= ret_chain->capacity);
    ret_chain->car = from->car;
    ret_chain->count = from->count + 2;
    copy_nodes(from, 0, pickup, ret_chain, 0);
    copy_nodes(from, pickup, dropoff - 1, ret_chain, 1);
    copy_nodes(from, dropoff - 1, from->count, ret_chain, 2);
    for (int32_t i = 0; i < ret_chain->count; i++) {
        struct chain_node *node = &ret_chain->nodes[i];

        /* PLANNER_NONE is below every index and stays as it is. */
        node->since += (node->since > pickup_after) + (node->since > dropoff_after);
        node->until += (node->until > pickup_after) + (node->until > dropoff_after);
    }
    for (int32_t i = pickup + 1; i < dropoff; i++) {
        ret_chain->nodes[i].seats += load->seats;
        ret_chain->nodes[i].wheelchairs += load->wheelchairs;
    }

    struct chain_node *nodes = ret_chain->nodes;

    nodes[pickup] = pickup_node(ret_chain, leg, shift);
    nodes[pickup].seats = nodes[pickup_after].seats + load->seats;
    nodes[pickup].wheelchairs = nodes[pickup_after].wheelchairs + load->wheelchairs;
    nodes[dropoff] = dropoff_node(ret_chain, leg, shift);
    nodes[dropoff].seats = nodes[dropoff - 1].seats - load->seats;
    nodes[dropoff].wheelchairs = nodes[dropoff - 1].wheelchairs - load->wheelchairs;
    pair_nodes(ret_chain, pickup, dropoff);

    nodes[pickup - 1].lead = lead_to(ret_chain, &nodes[pickup - 1], nodes[pickup].point);
    nodes[pickup].lead = lead_to(ret_chain, &nodes[pickup], nodes[pickup + 1].point);
    nodes[dropoff - 1].lead = lead_to(ret_chain, &nodes[dropoff - 1], nodes[dropoff].point);
    nodes[dropoff].lead = lead_to(ret_chain, &nodes[dropoff], nodes[dropoff + 1].point);
}

/* Whether the route that starts at node `start` carries somebody who stays. */
static bool route_stays(const struct chain *chain, int32_t start, const bool *leaves)
{
    for (int32_t i = start; i < chain->nodes[start].until; i++) {
        if (chain->nodes[i].kind == CHAIN_PICKUP && !leaves[chain->nodes[i].leg])
            return true;
    }
    return false;
}

/* A node as `append` wants it: with what it adds to the load rather than the load after it. */
static struct chain_node loose_node(const struct chain *chain, int32_t i)
{
    struct chain_node node = chain->nodes[i];

    if (node.kind != CHAIN_START) {
        node.seats -= chain->nodes[i - 1].seats;
        node.wheelchairs -= chain->nodes[i - 1].wheelchairs;
    }
    return node;
}

void chain_take_out(const struct chain *from, const bool *leaves, struct chain *ret_chain)
{
    int32_t *moved_to = ret_chain->latest; /* not in use before the chain is solved */
    bool stays = false;

    ret_chain->car = from->car;
    ret_chain->count = 0;
    for (int32_t i = 0; i < from->count; i++) {
        struct chain_node node = loose_node(from, i);

        if (node.kind == CHAIN_START)
            stays = route_stays(from, i, leaves);
        if (!stays || (node.leg != PLANNER_NONE && leaves[node.leg]))
            continue;
        moved_to[i] = ret_chain->count;
        append(ret_chain, node);
        if (node.since != PLANNER_NONE)
            pair_nodes(ret_chain, moved_to[node.since], ret_chain->count - 1);
    }
}

int64_t chain_cost(const struct chain *chain, const struct planner_costs *costs)
{
    const struct planner_problem *problem = chain->problem;
    int64_t cost = 0;

    for (int32_t i = 0; i < chain->count; i++) {
        const struct chain_node *node = &chain->nodes[i];

        if (node->kind == CHAIN_END)
            continue;
        if (node->kind == CHAIN_START)
            cost += costs->new_route;
        if (node->kind == CHAIN_PICKUP &&
            rules_company(problem, node->shift, node->leg) == PLANNER_PREFERRED)
            cost -= costs->preferred;
        cost += rules_edge_cost(problem, costs, node->point, node[1].point);
    }
    return cost;
}

void chain_add_busy(const struct chain *chain, int64_t *seconds)
{
    for (int32_t i = 0; i < chain->count; i++) {
        const struct chain_node *node = &chain->nodes[i];
        int32_t rest = node->kind == CHAIN_BREAK ? node->service : 0;

        int32_t wait =
            node->kind == CHAIN_DROPOFF ? planner_wait_seconds(chain->problem, node->leg) : 0;

        seconds[chain->problem->shifts[node->shift].volunteer] += node->lead - rest + wait;
    }
}

/* Raises what comes after `node` as far as leads ask; false when that passes a window or reaches
   `last`, whose time is settled. */
static bool push_later(struct chain *chain, int32_t node, int32_t last)
{
    const struct chain_node *nodes = chain->nodes;
    int32_t *at = chain->earliest;

    for (int32_t i = node + 1; i <= last; i++) {
        int32_t least = at[i - 1] + nodes[i - 1].lead;

        if (least <= at[i])
            return true;
        if (i == last || least > nodes[i].close)
            return false;
        at[i] = least;
    }
    return true;
}

/*
 * The least solution, in one pass forward and one back. Going back, a limit that is passed delays
 * its first node (`since`) and what follows it. Nodes from the limit's own end on never move then:
 * if the delay reached that end, waiting less would not help, so no times exist at all. What moves
 * lies before, and limits that end there are still to come: each is looked at once.
 */
bool chain_fits(struct chain *chain)
{
    const struct chain_node *nodes = chain->nodes;
    int32_t *at = chain->earliest;

    for (int32_t i = 0; i < chain->count; i++) {
        at[i] = i == 0 ? nodes[i].open : max(nodes[i].open, at[i - 1] + nodes[i - 1].lead);
        if (at[i] > nodes[i].close)
            return false;
    }
    for (int32_t i = chain->count - 1; i > 0; i--) {
        int32_t first = nodes[i].since;

        if (first == PLANNER_NONE || at[first] >= at[i] - nodes[i].limit)
            continue;
        at[first] = at[i] - nodes[i].limit;
        if (at[first] > nodes[first].close || !push_later(chain, first, i))
            return false;
    }
    return true;
}

static void pull_earlier(struct chain *chain, int32_t node)
{
    for (int32_t i = node - 1; i >= 0; i--) {
        int32_t most = chain->latest[i + 1] - chain->nodes[i].lead;

        if (most >= chain->latest[i])
            return;
        chain->latest[i] = most;
    }
}

/* The greatest solution, as chain_fits in the mirror; it exists because the least one does. */
static void solve_latest(struct chain *chain)
{
    const struct chain_node *nodes = chain->nodes;
    int32_t *at = chain->latest;

    for (int32_t i = chain->count - 1; i >= 0; i--) {
        bool last = i == chain->count - 1;

        at[i] = last ? nodes[i].close : min(nodes[i].close, at[i + 1] - nodes[i].lead);
    }
    for (int32_t i = 0; i < chain->count; i++) {
        int32_t end = nodes[i].until;

        if (end == PLANNER_NONE || at[end] <= at[i] + nodes[end].limit)
            continue;
        at[end] = at[i] + nodes[end].limit;
        pull_earlier(chain, end);
    }
}

bool chain_solve(struct chain *chain)
{
    if (!chain_fits(chain))
        return false;
    solve_latest(chain);
    return true;
}
