#include "rides/day_plan.h"

#include <stdlib.h>

/* From the stored legs to the routes of a plan, and back. */

/* --- the plan as stored --------------------------------------------------------------------- */

/* A stop with what decides its place in the route. */
struct timed_stop {
    struct planner_stop stop;
    int32_t shift;
    int32_t car;
    int64_t at;
    int64_t position;
};

enum day_leg_car day_plan_leg_car(const struct day_plan *plan, const struct day_leg_row *row)
{
    struct instant aboard =
        instant_is_none(row->picked_up_at) ? row->pick_up_at : row->picked_up_at;
    enum day_leg_car found = DAY_LEG_CAR_AWAY;

    for (size_t i = 0; i < plan->available.car_count && row->vehicle_id; i++) {
        const struct car *car = &plan->available.cars[i];

        if (car->vehicle_id != row->vehicle_id)
            continue;
        if (car_is_there(car, aboard, row->drop_off_at))
            return DAY_LEG_CAR_THERE;
        if (car_is_there(car, aboard, aboard))
            found = DAY_LEG_CAR_STOPS;
    }
    return found;
}

static int32_t car_of_row(const struct day_plan *plan, int32_t shift, const struct day_leg_row *row)
{
    size_t cars = plan->available.car_count;

    for (size_t i = 0; i < cars; i++) {
        size_t cell = (size_t)plan->shifts[shift].volunteer * cars + i;

        if (plan->available.cars[i].vehicle_id == row->vehicle_id && plan->may_drive[cell] &&
            car_is_there(&plan->available.cars[i], row->pick_up_at, row->drop_off_at))
            return (int32_t)i;
    }
    return PLANNER_NONE;
}

static int32_t shift_of_row(const struct day_plan *plan, const struct day_leg_row *row)
{
    if (!row->volunteer_id || !day_leg_has_home(row) || instant_is_none(row->pick_up_at) ||
        instant_is_none(row->drop_off_at))
        return PLANNER_NONE;
    for (size_t i = 0; i < plan->available.shift_count; i++) {
        const struct shift *shift = &plan->available.shifts[i];

        if (shift->volunteer_id == row->volunteer_id &&
            shift->starts.seconds <= row->pick_up_at.seconds &&
            row->drop_off_at.seconds <= shift->ends.seconds)
            return (int32_t)i;
    }
    return PLANNER_NONE;
}

/* Who gets off frees a seat for who gets on at the same moment. */
static int timed_stop_compare(const void *left, const void *right)
{
    const struct timed_stop *a = left;
    const struct timed_stop *b = right;

    if (a->shift != b->shift)
        return a->shift < b->shift ? -1 : 1;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    if (a->stop.kind != b->stop.kind)
        return a->stop.kind == PLANNER_DROPOFF ? -1 : 1;
    if (a->position != b->position)
        return a->position < b->position ? -1 : 1;
    return (a->stop.leg > b->stop.leg) - (a->stop.leg < b->stop.leg);
}

/* Since it was planned the person has said: never with this volunteer. */
static bool is_kept_apart(const struct day_plan *plan, int32_t shift, int32_t leg)
{
    const struct planner_problem *problem = &plan->problem;
    int32_t volunteer = plan->shifts[shift].volunteer;

    return problem->company[volunteer * problem->person_count + plan->legs[leg].person] ==
           PLANNER_NEVER;
}

/* Legs whose volunteer or car is not there any more stay out: promised, and nobody drives them. */
static size_t list_stops(struct day_plan *plan, struct timed_stop *stops)
{
    size_t count = 0;

    for (int32_t i = 0; i < plan->problem.leg_count; i++) {
        const struct day_leg_row *row = plan->leg_rows[i];
        int32_t shift = shift_of_row(plan, row);
        int32_t car = shift == PLANNER_NONE ? PLANNER_NONE : car_of_row(plan, shift, row);
        struct planner_route *route = shift == PLANNER_NONE ? NULL : &plan->plan.routes[shift];

        if (car == PLANNER_NONE || is_kept_apart(plan, shift, i) ||
            (route->car != PLANNER_NONE && route->car != car))
            continue;
        route->car = car;
        stops[count++] = (struct timed_stop){
            {PLANNER_PICKUP, i}, shift, car, row->pick_up_at.seconds, row->position};
        stops[count++] = (struct timed_stop){
            {PLANNER_DROPOFF, i}, shift, car, row->drop_off_at.seconds, row->position};
    }
    return count;
}

/* Turns on a shared car follow the hour at which each route begins. */
static void number_turns(struct day_plan *plan, const int64_t *begins)
{
    for (int32_t i = 0; i < plan->plan.route_count; i++) {
        struct planner_route *route = &plan->plan.routes[i];

        for (int32_t k = 0; route->stop_count > 0 && k < plan->plan.route_count; k++) {
            const struct planner_route *other = &plan->plan.routes[k];

            if (k != i && other->stop_count > 0 && other->car == route->car &&
                (begins[k] < begins[i] || (k < i && begins[k] == begins[i])))
                route->turn++;
        }
    }
}

void day_plan_build(struct ctx *ctx, struct day_plan *plan)
{
    size_t stop_max = (size_t)plan->problem.leg_count * 2;
    struct timed_stop *timed = arena_array(ctx->arena, struct timed_stop, stop_max);
    struct planner_stop *stops = arena_array(ctx->arena, struct planner_stop, stop_max);
    int64_t *begins = arena_array(ctx->arena, int64_t, plan->available.shift_count);
    size_t count;

    planner_plan_init(ctx->arena, &plan->problem, &plan->plan);
    count = list_stops(plan, timed);
    qsort(timed, count, sizeof(*timed), timed_stop_compare);
    for (size_t i = 0; i < count; i++) {
        struct planner_route *route = &plan->plan.routes[timed[i].shift];

        stops[i] = timed[i].stop;
        if (route->stop_count++ == 0) {
            route->stops = &stops[i];
            begins[timed[i].shift] = timed[i].at;
        }
    }
    number_turns(plan, begins);
    day_plan_keep_ties(plan, ctx->now);
}

/* --- times ---------------------------------------------------------------------------------- */

bool day_plan_uses_car(const struct day_plan *plan, int32_t shift, const int32_t *shifts,
                       size_t count)
{
    if (plan->plan.routes[shift].stop_count == 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (plan->plan.routes[shift].car == plan->plan.routes[shifts[i]].car)
            return true;
    }
    return false;
}

/* The routes that use the car of any of these shifts, as a plan of their own. */
static struct planner_plan routes_of_cars(struct ctx *ctx, const struct day_plan *plan,
                                          const int32_t *shifts, size_t count)
{
    struct planner_plan part;

    planner_plan_init(ctx->arena, &plan->problem, &part);
    for (int32_t i = 0; i < part.route_count; i++) {
        if (day_plan_uses_car(plan, i, shifts, count))
            part.routes[i] = plan->plan.routes[i];
    }
    return part;
}

bool day_plan_check(struct ctx *ctx, const struct day_plan *plan, int32_t shift,
                    struct planner_report *ret_report)
{
    const struct planner_plan part = routes_of_cars(ctx, plan, &shift, 1);

    return planner_check(ctx->arena, &plan->problem, &part, ret_report);
}

bool day_plan_holds(struct ctx *ctx, const struct day_plan *plan, int32_t shift)
{
    struct planner_report report;

    return day_plan_check(ctx, plan, shift, &report);
}

enum status day_plan_schedule(struct ctx *ctx, const struct day_plan *plan, const int32_t *shifts,
                              size_t count, struct planner_times **ret_times)
{
    const struct planner_plan part = routes_of_cars(ctx, plan, shifts, count);

    return planner_schedule(ctx->arena, &plan->problem, &part, ret_times);
}

static int32_t drop_off_time(const struct planner_route *route, const struct planner_times *times,
                             int32_t leg)
{
    int32_t i = 0;

    while (route->stops[i].leg != leg || route->stops[i].kind != PLANNER_DROPOFF)
        i++;
    return times->stops[i];
}

/* Adds one stretch of a way. */
static void way_add(const struct day_plan *plan, int32_t from, int32_t to, int64_t *metres,
                    int64_t *seconds)
{
    size_t cell = (size_t)from * (size_t)plan->problem.point_count + (size_t)to;

    *metres += plan->problem.metres[cell];
    *seconds += plan->problem.travel[cell];
}

void day_plan_way(const struct day_plan *plan, const struct planner_plan *routes, int32_t shift,
                  int32_t leg, int64_t *ret_metres, int64_t *ret_seconds)
{
    const struct planner_route *route = &routes->routes[shift];
    int32_t last = route->stop_count - 1;
    int64_t metres = 0;
    int64_t seconds = 0;
    int32_t base = last < 0 ? PLANNER_NONE : plan->cars[route->car].base_point;
    int32_t at = base == PLANNER_NONE ? plan->shifts[shift].start_point : base;
    int32_t end = base == PLANNER_NONE ? plan->shifts[shift].end_point : base;

    for (int32_t i = 0; i <= last; i++) {
        const struct planner_stop *stop = &route->stops[i];
        const struct planner_leg *of = &plan->legs[stop->leg];
        int32_t next = stop->kind == PLANNER_PICKUP ? of->pickup_point : of->dropoff_point;
        bool counts = leg == PLANNER_NONE || stop->leg == leg;

        if (counts)
            way_add(plan, at, next, &metres, &seconds);
        if (counts && i == last)
            way_add(plan, next, end, &metres, &seconds);
        at = next;
    }
    *ret_metres = metres;
    *ret_seconds = seconds;
}

/* How far the car drives for a leg, and how long that keeps the volunteer busy, as planner_busy
   says. The legs of a route together make its whole way. */
static void leg_way(const struct day_plan *plan, int32_t shift, int32_t leg, int64_t *ret_metres,
                    int64_t *ret_busy_seconds)
{
    int64_t driven_seconds;

    day_plan_way(plan, &plan->plan, shift, leg, ret_metres, &driven_seconds);
    *ret_busy_seconds = driven_seconds + plan->legs[leg].pickup_service +
                        plan->legs[leg].dropoff_service + planner_wait_seconds(&plan->problem, leg);
}

/* The stops' times of one route become those of its legs. */
static enum status route_keep(struct ctx *tx, const struct day_plan *plan, int32_t shift,
                              const struct planner_times *times, const int64_t *new_ids)
{
    const struct planner_route *route = &plan->plan.routes[shift];
    int64_t position = 0;

    for (int32_t i = 0; i < route->stop_count; i++) {
        int32_t leg = route->stops[i].leg;
        bool known = leg < plan->known_legs;

        if (route->stops[i].kind != PLANNER_PICKUP)
            continue;

        position++;

        struct ride_leg_plan_args args = {
            .id = known ? plan->leg_rows[leg]->id : new_ids[leg - plan->known_legs],
            .volunteer_id = plan->available.shifts[shift].volunteer_id,
            .vehicle_id = plan->available.cars[route->car].vehicle_id,
            .pick_up_at = day_plan_instant(plan, times->stops[i]),
            .drop_off_at = day_plan_instant(plan, drop_off_time(route, times, leg)),
            .position = position,
        };

        leg_way(plan, shift, leg, &args.metres, &args.busy_seconds);
        TRY(ride_leg_plan(tx, &args));
    }
    return OK;
}

enum status day_plan_keep(struct ctx *tx, const struct day_plan *plan, const int32_t *shifts,
                          size_t count, const int64_t *new_ids)
{
    struct planner_times *times;
    enum status fits = day_plan_schedule(tx, plan, shifts, count, &times);

    if (fits == ERR_CONFLICT && !new_ids)
        return OK;
    TRY(fits);
    for (int32_t i = 0; i < plan->plan.route_count; i++) {
        if (day_plan_uses_car(plan, i, shifts, count))
            TRY(route_keep(tx, plan, i, &times[i], new_ids));
    }
    return OK;
}
