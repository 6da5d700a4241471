#include "engine/planner/chain.h"

#include <string.h>

/* A person's second on board outweighs any number of a driver's. */
enum { PERSON_WEIGHT = 2 * PLANNER_SHIFTS_MAX + 1 };

/* What one second later at this node alone adds to the sum that is made small. */
static int64_t delay_price(const struct chain *chain, int32_t node)
{
    switch (chain->nodes[node].kind) {
    case CHAIN_START:
        return -1;
    case CHAIN_END:
        return 1;
    case CHAIN_PICKUP:
        return -(int64_t)PERSON_WEIGHT * chain->problem->legs[chain->nodes[node].leg].seats;
    case CHAIN_DROPOFF:
        return (int64_t)PERSON_WEIGHT * chain->problem->legs[chain->nodes[node].leg].seats;
    case CHAIN_BREAK:
        break;
    }
    return 0;
}

/* Marks the nodes that cannot stay when `first` moves later, and returns the price of them all. */
static int64_t mark_dragged(const struct chain *chain, const int32_t *at, int32_t first,
                            bool *dragged)
{
    const struct chain_node *nodes = chain->nodes;
    int64_t price = 0;
    int32_t i = first;

    memset(dragged, 0, (size_t)chain->count * sizeof(*dragged));
    dragged[first] = true;
    price += delay_price(chain, first);
    while (i < chain->count) {
        int32_t since = nodes[i].since;

        if (!dragged[i]) {
            i++;
        } else if (since != PLANNER_NONE && !dragged[since] &&
                   at[i] - at[since] == nodes[i].limit) {
            dragged[since] = true;
            price += delay_price(chain, since);
            i = since;
        } else {
            bool tight = i + 1 < chain->count && at[i] + nodes[i].lead == at[i + 1];

            if (tight && !dragged[i + 1]) {
                dragged[i + 1] = true;
                price += delay_price(chain, i + 1);
            }
            i++;
        }
    }
    return price;
}

/* How far the marked nodes can move together before one more node or a window stops them. */
static int32_t room_to_move(const struct chain *chain, const int32_t *at, const bool *dragged)
{
    const struct chain_node *nodes = chain->nodes;
    int32_t room = PLANNER_TIME_MAX;

    for (int32_t i = 0; i < chain->count; i++) {
        int32_t gap = nodes[i].close - at[i];

        if (!dragged[i])
            continue;
        room = gap < room ? gap : room;
        if (i + 1 < chain->count && !dragged[i + 1]) {
            gap = at[i + 1] - at[i] - nodes[i].lead;
            room = gap < room ? gap : room;
        }
        if (nodes[i].since != PLANNER_NONE && !dragged[nodes[i].since]) {
            gap = nodes[i].limit - (at[i] - at[nodes[i].since]);
            room = gap < room ? gap : room;
        }
    }
    return room;
}

static bool delay_if_better(const struct chain *chain, int32_t first, bool *dragged, int32_t *at)
{
    if (mark_dragged(chain, at, first, dragged) >= 0)
        return false;

    int32_t room = room_to_move(chain, at, dragged);

    for (int32_t i = 0; i < chain->count; i++)
        at[i] += dragged[i] ? room : 0;
    return room > 0;
}

void chain_settle(const struct chain *chain, bool *work, int32_t *ret_at)
{
    bool moved = true;

    memcpy(ret_at, chain->earliest, (size_t)chain->count * sizeof(*ret_at));
    /* Each round closes a gap for good on some node, so a few rounds do; the bound is a promise. */
    for (int32_t round = 0; moved && round <= chain->count; round++) {
        moved = false;
        for (int32_t i = chain->count - 1; i >= 0; i--)
            moved |= delay_if_better(chain, i, work, ret_at);
    }
}

static void write_route_times(struct arena *arena, const struct chain *chain, int32_t start,
                              const int32_t *at, struct planner_times *ret_times)
{
    int32_t end = chain->nodes[start].until;
    size_t stop_count = (size_t)(end - start - 1);

    ret_times->start = at[start];
    ret_times->end = at[end];
    ret_times->stops = arena_array(arena, int32_t, stop_count);
    memcpy(ret_times->stops, &at[start + 1], stop_count * sizeof(*at));
}

enum status planner_schedule(struct arena *arena, const struct planner_problem *problem,
                             const struct planner_plan *plan, struct planner_times **ret_times)
{
    struct planner_times *times =
        arena_array(arena, struct planner_times, (size_t)plan->route_count);

    for (int32_t car = 0; car < problem->car_count; car++) {
        int32_t size = chain_size(plan, car);
        bool *work = arena_array(arena, bool, (size_t)size);
        int32_t *at = arena_array(arena, int32_t, (size_t)size);
        struct chain chain;

        chain_init(arena, problem, size, &chain);
        chain_build(plan, car, &chain);
        if (!chain_solve(&chain))
            return ERR_CONFLICT;
        chain_settle(&chain, work, at);
        for (int32_t i = 0; i < chain.count; i = chain.nodes[i].until + 1)
            write_route_times(arena, &chain, i, at, &times[chain.nodes[i].shift]);
    }
    *ret_times = times;
    return OK;
}
