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

/*
 * Calls `visit` for every position in the route that starts at node `start` of a solved chain where
 * seats suffice and time may: no position that holds is left out, some that do not are shown.
 */
void spots_visit(const struct chain *chain, int32_t start, int32_t leg,
                 const struct planner_costs *costs, spot_visitor *visit, void *context);

#endif
