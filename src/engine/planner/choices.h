/* Every way to put one leg into one car's day. Inside the planner only. */
#ifndef ENGINE_PLANNER_CHOICES_H
#define ENGINE_PLANNER_CHOICES_H

#include "engine/planner/spots.h"

/* One leg's spot and the route it is in; `spot.cost` counts all that the choice costs. */
struct choice {
    struct spot spot; /* nodes of the chain with the route opened, when it opens one */
    int32_t car;
    int32_t shift;
    int32_t turn;
    bool opens;
    int32_t route_start; /* node; where an opened route is put */
};

typedef void choice_visitor(void *context, const struct chain *chain, const struct choice *choice);

struct choices {
    const struct planner_costs *costs;
    const bool *shift_used;    /* for each shift, whether some car has a route of it */
    const int64_t *surcharges; /* what a leg costs more with each volunteer; NULL: nothing */
    int32_t leg;
    int32_t volunteer;    /* who must drive, or PLANNER_NONE */
    const int64_t *below; /* these three as struct spots has them */
    bool alone;
    bool slows;
    struct chain *opened; /* to write chains with an opened route into */
    choice_visitor *visit;
    void *context;
};

/* Calls `visit` for all choices in a solved chain that spots_visit would show, route after route,
   then shift after shift for routes not used yet; a choice that opens comes with the opened chain.
 */
void choices_visit(const struct choices *choices, const struct chain *chain);

/* The chain with the choice carried out, written into `filled`; `opened` is scratch. */
struct chain *choice_fill(const struct chain *chain, int32_t leg, const struct choice *choice,
                          struct chain *opened, struct chain *filled);

#endif
