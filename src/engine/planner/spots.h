/* The positions of one leg in one route, narrowed quickly. Inside the planner only. */
#ifndef ENGINE_PLANNER_SPOTS_H
#define ENGINE_PLANNER_SPOTS_H

#include "engine/planner/chain.h"

/* Nodes of the chain as it is before the leg is put in; `cost` is what the detours add. */
struct spot {
    int64_t cost;
    int32_t pickup_after;
    int32_t dropoff_after;
};

typedef void spot_visitor(void *context, const struct chain *chain, const struct spot *spot);

struct spots {
    int32_t start; /* the node at which the route starts */
    int32_t leg;
    const struct planner_costs *costs;
    int64_t cost;         /* counted into every spot's, beside its detours */
    const int64_t *below; /* NULL, or what a spot must cost less than; read anew before each */
    bool alone;           /* it is known that no car stays for this leg */
    bool slows;           /* spots_slow is known to be true */
    spot_visitor *visit;
    void *context;
};

/*
 * Calls `visit` for every position in a route of a solved chain where seats suffice and time may:
 * no position that holds is left out, some that do not are shown. Where a table of metres breaks
 * the triangle inequality, `below` may also leave out one that costs a little less than it.
 */
void spots_visit(const struct spots *spots, const struct chain *chain);

/* Whether a stop put in for the leg never saves time, whatever it is put between: then a chain's
   times bound those with the leg in it. Looks at every pair of points. */
bool spots_slow(const struct planner_problem *problem, int32_t leg);

#endif
