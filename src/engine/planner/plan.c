#include "engine/planner/planner.h"

#include <assert.h>
#include <string.h>

void planner_plan_init(struct arena *arena, const struct planner_problem *problem,
                       struct planner_plan *ret_plan)
{
    size_t count = (size_t)problem->shift_count;

    ret_plan->route_count = problem->shift_count;
    ret_plan->routes = arena_array(arena, struct planner_route, count);
    for (size_t i = 0; i < count; i++)
        ret_plan->routes[i].car = PLANNER_NONE;
}

int32_t planner_shift_of(const struct planner_plan *plan, int32_t leg)
{
    for (int32_t shift = 0; shift < plan->route_count; shift++) {
        const struct planner_route *route = &plan->routes[shift];

        for (int32_t i = 0; i < route->stop_count; i++) {
            if (route->stops[i].leg == leg && route->stops[i].kind != PLANNER_BREAK)
                return shift;
        }
    }
    return PLANNER_NONE;
}

/* Moves the turns of a car's used routes from `turn` on, to open a place or to close one. */
static void turns_move(struct planner_plan *plan, int32_t car, int32_t turn, int32_t by)
{
    for (int32_t i = 0; i < plan->route_count; i++) {
        struct planner_route *route = &plan->routes[i];

        if (route->stop_count > 0 && route->car == car && route->turn >= turn)
            route->turn += by;
    }
}

enum status planner_remove(struct planner_plan *plan, int32_t leg)
{
    int32_t shift = planner_shift_of(plan, leg);

    if (shift == PLANNER_NONE)
        return ERR_NOT_FOUND;

    struct planner_route *route = &plan->routes[shift];
    int32_t kept = 0;
    bool has_leg = false;

    for (int32_t i = 0; i < route->stop_count; i++) {
        struct planner_stop stop = route->stops[i];

        if (stop.kind != PLANNER_BREAK && stop.leg == leg)
            continue;
        has_leg = has_leg || stop.kind != PLANNER_BREAK;
        route->stops[kept++] = stop;
    }
    route->stop_count = kept;
    if (!has_leg) {
        int32_t car = route->car;
        int32_t turn = route->turn;

        *route = (struct planner_route){.car = PLANNER_NONE};
        turns_move(plan, car, turn + 1, -1);
    }
    return OK;
}

static void stop_insert(struct planner_route *route, int32_t at, struct planner_stop stop)
{
    assert(at >= 0 && at <= route->stop_count);
    memmove(&route->stops[at + 1], &route->stops[at],
            (size_t)(route->stop_count - at) * sizeof(*route->stops));
    route->stops[at] = stop;
    route->stop_count++;
}

static void place_apply(struct arena *arena, const struct planner_problem *problem,
                        const struct planner_place *place, struct planner_plan *plan)
{
    struct planner_route *route = &plan->routes[place->shift];
    const struct planner_stop pause = {PLANNER_BREAK, PLANNER_NONE};
    size_t room = (size_t)route->stop_count + 3;
    struct planner_stop *stops = arena_array(arena, struct planner_stop, room);

    if (place->opens) {
        assert(route->stop_count == 0);
        turns_move(plan, place->car, place->turn, 1);
        *route = (struct planner_route){place->car, place->turn, 0, stops};
        if (problem->shifts[place->shift].pause.length > 0)
            stop_insert(route, 0, pause);
    } else {
        memcpy(stops, route->stops, (size_t)route->stop_count * sizeof(*stops));
        route->stops = stops;
    }
    stop_insert(route, place->pickup_at, (struct planner_stop){PLANNER_PICKUP, place->leg});
    stop_insert(route, place->dropoff_at, (struct planner_stop){PLANNER_DROPOFF, place->leg});
}

void planner_apply(struct arena *arena, const struct planner_problem *problem,
                   const struct planner_offer *offer, struct planner_plan *plan)
{
    for (int32_t i = 0; i < offer->place_count; i++)
        place_apply(arena, problem, &offer->places[i], plan);
}
