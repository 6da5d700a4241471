#include <math.h>

#include "engine/planner/proof.h"

/*
 * Variables: x<arc> is 1 when a car passes from one event to the next; b<stop> is when service
 * starts there; d<stop>, only where the limit on routes can bind, when the car that stops there
 * left.
 */

/* --- arcs in groups --------------------------------------------------------------------------- */

typedef int32_t arc_key(const struct proof *proof, int32_t arc);

struct groups {
    int32_t *first; /* of each key, and one more at the end */
    int32_t *arcs;
};

static int32_t by_source(const struct proof *proof, int32_t arc)
{
    return proof->arcs[arc].from;
}

static int32_t by_target(const struct proof *proof, int32_t arc)
{
    return proof->arcs[arc].to;
}

static int32_t source_stop(const struct proof *proof, int32_t arc)
{
    return proof->events[proof->arcs[arc].from].stop;
}

static int32_t target_stop(const struct proof *proof, int32_t arc)
{
    return proof->events[proof->arcs[arc].to].stop;
}

static int32_t by_stops(const struct proof *proof, int32_t arc)
{
    return source_stop(proof, arc) * proof->file->problem.point_count + target_stop(proof, arc);
}

static struct groups group_arcs(struct arena *arena, const struct proof *proof, int32_t key_count,
                                arc_key *key)
{
    struct groups groups = {
        .first = arena_array(arena, int32_t, (size_t)key_count + 1),
        .arcs = arena_array(arena, int32_t, (size_t)proof->arc_count),
    };
    int32_t *next = arena_array(arena, int32_t, (size_t)key_count);

    for (int32_t arc = 0; arc < proof->arc_count; arc++)
        groups.first[key(proof, arc) + 1]++;
    for (int32_t i = 0; i < key_count; i++) {
        groups.first[i + 1] += groups.first[i];
        next[i] = groups.first[i];
    }
    for (int32_t arc = 0; arc < proof->arc_count; arc++)
        groups.arcs[next[key(proof, arc)]++] = arc;
    return groups;
}

/* --- rows ------------------------------------------------------------------------------------- */

struct writer {
    const struct proof *proof;
    struct buf *out;
    struct groups out_of; /* an event */
    struct groups into;   /* an event */
    struct groups from_stop;
    struct groups to_stop;
    struct groups between; /* two stops, whoever is on board */
};

static bool has_any(const struct groups *groups, int32_t key)
{
    return groups->first[key] < groups->first[key + 1];
}

/* The same coefficient for all arcs of a group. */
static void put_arcs(const struct writer *writer, const struct groups *groups, int32_t key,
                     double coefficient)
{
    for (int32_t i = groups->first[key]; i < groups->first[key + 1]; i++)
        buf_printf(writer->out, " %+.9g x%d\n", coefficient, groups->arcs[i]);
}

static const struct groups *between(const struct writer *writer, int32_t from, int32_t to,
                                    int32_t *ret_key)
{
    *ret_key = from * writer->proof->file->problem.point_count + to;
    return &writer->between;
}

static void put_objective(const struct writer *writer)
{
    const struct proof *proof = writer->proof;

    buf_put_text(writer->out, "Minimize\n");
    for (int32_t arc = 0; arc < proof->arc_count; arc++)
        buf_printf(writer->out, " %+.9g x%d\n",
                   proof_distance(proof, source_stop(proof, arc), target_stop(proof, arc)), arc);
    buf_put_text(writer->out, "Subject To\n");
}

/* Whoever comes to an event goes on from it; each request boards once; cars are so many. */
static void put_flow(const struct writer *writer)
{
    const struct planner_problem *problem = &writer->proof->file->problem;

    for (int32_t event = 1; event < writer->proof->event_count; event++) {
        if (!has_any(&writer->into, event) && !has_any(&writer->out_of, event))
            continue;
        put_arcs(writer, &writer->into, event, 1);
        put_arcs(writer, &writer->out_of, event, -1);
        buf_put_text(writer->out, " = 0\n");
    }
    for (int32_t stop = 1; stop <= problem->leg_count; stop++) {
        put_arcs(writer, &writer->to_stop, stop, 1);
        buf_put_text(writer->out, " = 1\n");
    }
    put_arcs(writer, &writer->out_of, 0, 1);
    buf_printf(writer->out, " <= %d\n", problem->car_count);
}

/* From the start of service at one stop to the start at the next. */
static double lead(const struct proof *proof, int32_t from, int32_t to)
{
    return proof->stops[from].service + proof_distance(proof, from, to);
}

static void put_succession(const struct writer *writer, int32_t from, int32_t to)
{
    const struct proof *proof = writer->proof;
    double least = lead(proof, from, to);
    double most = proof->stops[from].latest + least - proof->stops[to].earliest;
    int32_t key;
    const struct groups *arcs = between(writer, from, to, &key);

    if (!has_any(arcs, key) || most <= 0)
        return;
    buf_printf(writer->out, " b%d - b%d\n", to, from);
    put_arcs(writer, arcs, key, -most);
    buf_printf(writer->out, " >= %.9g\n", least - most);
}

/* Each arc of a group with one of the times that a car which takes it can be at one of its ends. */
typedef double arc_time(const struct proof_arc *arc);

static double earliest_to(const struct proof_arc *arc)
{
    return arc->at_to.from;
}

static double latest_to(const struct proof_arc *arc)
{
    return arc->at_to.to;
}

static double earliest_from(const struct proof_arc *arc)
{
    return arc->at_from.from;
}

static double latest_from(const struct proof_arc *arc)
{
    return arc->at_from.to;
}

static void put_bound(const struct writer *writer, int32_t stop, const struct groups *arcs,
                      arc_time *time, const char *sign)
{
    const struct proof *proof = writer->proof;

    buf_printf(writer->out, " b%d\n", stop);
    for (int32_t i = arcs->first[stop]; i < arcs->first[stop + 1]; i++)
        buf_printf(writer->out, " %+.9g x%d\n", -time(&proof->arcs[arcs->arcs[i]]), arcs->arcs[i]);
    buf_printf(writer->out, " %s 0\n", sign);
}

/* One arc comes to each stop and one goes from it: they say more than the stop's window does. */
static void put_tighter_windows(const struct writer *writer, int32_t stop)
{
    put_bound(writer, stop, &writer->to_stop, earliest_to, ">=");
    put_bound(writer, stop, &writer->to_stop, latest_to, "<=");
    put_bound(writer, stop, &writer->from_stop, earliest_from, ">=");
    put_bound(writer, stop, &writer->from_stop, latest_from, "<=");
}

/* An arc needs another to follow that a car could take after it, not only after some other. */
static void put_paths(const struct writer *writer)
{
    const struct proof *proof = writer->proof;

    for (int32_t arc = 0; arc < proof->arc_count; arc++) {
        const struct groups *next = &writer->out_of;
        int32_t event = proof->arcs[arc].to;
        size_t start = writer->out->length;
        bool some_cannot = false;

        if (event == 0 || proof->arcs[arc].from == 0)
            continue;
        buf_printf(writer->out, " x%d\n", arc);
        for (int32_t i = next->first[event]; i < next->first[event + 1]; i++) {
            if (proof_can_follow(proof, arc, next->arcs[i]))
                buf_printf(writer->out, " - x%d\n", next->arcs[i]);
            else
                some_cannot = true;
        }
        if (some_cannot)
            buf_put_text(writer->out, " <= 0\n");
        else
            writer->out->length = start;
    }
}

static void put_times(const struct writer *writer)
{
    const struct planner_problem *problem = &writer->proof->file->problem;

    for (int32_t from = 1; from < problem->point_count; from++) {
        put_tighter_windows(writer, from);
        for (int32_t to = 1; to < problem->point_count; to++)
            put_succession(writer, from, to);
    }
    for (int32_t i = 0; i < problem->leg_count; i++) {
        const struct planner_leg *leg = &problem->legs[i];

        buf_printf(writer->out, " b%d - b%d <= %.9g\n", leg->dropoff_point, leg->pickup_point,
                   leg->onboard_max / writer->proof->file->scale +
                       writer->proof->stops[leg->pickup_point].service);
    }
}

/* --- the longest duration of a route ---------------------------------------------------------- */

static double day_length(const struct proof *proof)
{
    return proof->stops[0].latest - proof->stops[0].earliest;
}

static bool routes_are_limited(const struct proof *proof)
{
    return proof->file->problem.shifts[0].duration_max / proof->file->scale < day_length(proof);
}

/* A car's departure is known at each of its stops. */
static void put_same_departure(const struct writer *writer, int32_t from, int32_t to)
{
    double day = day_length(writer->proof);
    int32_t key;
    const struct groups *arcs = between(writer, from, to, &key);

    if (!has_any(arcs, key))
        return;
    buf_printf(writer->out, " d%d - d%d\n", to, from);
    put_arcs(writer, arcs, key, -day);
    buf_printf(writer->out, " >= %.9g\n d%d - d%d\n", -day, from, to);
    put_arcs(writer, arcs, key, -day);
    buf_printf(writer->out, " >= %.9g\n", -day);
}

static void put_ends(const struct writer *writer, int32_t stop)
{
    const struct proof *proof = writer->proof;
    double day = day_length(proof);
    double longest = proof->file->problem.shifts[0].duration_max / proof->file->scale;
    int32_t key;
    const struct groups *arcs = between(writer, 0, stop, &key);

    if (has_any(arcs, key)) {
        buf_printf(writer->out, " b%d - d%d\n", stop, stop);
        put_arcs(writer, arcs, key, -day);
        buf_printf(writer->out, " >= %.9g\n", proof_distance(proof, 0, stop) - day);
    }
    arcs = between(writer, stop, 0, &key);
    if (has_any(arcs, key)) {
        buf_printf(writer->out, " b%d - d%d\n", stop, stop);
        put_arcs(writer, arcs, key, day);
        buf_printf(writer->out, " <= %.9g\n", longest - lead(proof, stop, 0) + day);
    }
}

static void put_durations(const struct writer *writer)
{
    int32_t count = writer->proof->file->problem.point_count;

    if (!routes_are_limited(writer->proof))
        return;
    for (int32_t from = 1; from < count; from++) {
        put_ends(writer, from);
        for (int32_t to = 1; to < count; to++)
            put_same_departure(writer, from, to);
    }
}

/* --- all of it -------------------------------------------------------------------------------- */

static void put_bounds(const struct writer *writer)
{
    const struct proof *proof = writer->proof;
    const struct proof_stop *depot = &proof->stops[0];

    buf_put_text(writer->out, "Bounds\n");
    for (int32_t stop = 1; stop < proof->file->problem.point_count; stop++) {
        buf_printf(writer->out, " %.9g <= b%d <= %.9g\n", proof->stops[stop].earliest, stop,
                   proof->stops[stop].latest);
        if (routes_are_limited(proof))
            buf_printf(writer->out, " %.9g <= d%d <= %.9g\n", depot->earliest, stop, depot->latest);
    }
    buf_put_text(writer->out, "Binaries\n");
    for (int32_t arc = 0; arc < proof->arc_count; arc++)
        buf_printf(writer->out, " x%d\n", arc);
    buf_put_text(writer->out, "End\n");
}

void proof_write(const struct proof *proof, struct buf *out)
{
    int32_t stops = proof->file->problem.point_count;
    const struct writer writer = {
        .proof = proof,
        .out = out,
        .out_of = group_arcs(out->arena, proof, proof->event_count, by_source),
        .into = group_arcs(out->arena, proof, proof->event_count, by_target),
        .from_stop = group_arcs(out->arena, proof, stops, source_stop),
        .to_stop = group_arcs(out->arena, proof, stops, target_stop),
        .between = group_arcs(out->arena, proof, stops * stops, by_stops),
    };

    put_objective(&writer);
    put_flow(&writer);
    put_times(&writer);
    put_paths(&writer);
    put_durations(&writer);
    put_bounds(&writer);
}

/* --- the answer ------------------------------------------------------------------------------- */

/* The arcs of a route from its first event on; false when they lead nowhere, or round in circles.
 */
static bool follow(const struct proof *proof, const int32_t *next, int32_t event,
                   struct planner_route *route)
{
    const struct planner_problem *problem = &proof->file->problem;

    while (event != 0) {
        int32_t stop = proof->events[event].stop;
        bool boards = stop <= problem->leg_count;

        if (route->stop_count == 2 * problem->leg_count)
            return false;
        route->stops[route->stop_count++] =
            (struct planner_stop){boards ? PLANNER_PICKUP : PLANNER_DROPOFF,
                                  boards ? stop - 1 : stop - 1 - problem->leg_count};
        event = next[event];
        if (event == PLANNER_NONE)
            return false;
    }
    return true;
}

enum status proof_plan(struct arena *arena, const struct proof *proof, const bool *chosen,
                       struct planner_plan *ret_plan)
{
    const struct planner_problem *problem = &proof->file->problem;
    int32_t *next = arena_array(arena, int32_t, (size_t)proof->event_count);
    int32_t used = 0;

    planner_plan_init(arena, problem, ret_plan);
    for (int32_t event = 0; event < proof->event_count; event++)
        next[event] = PLANNER_NONE;
    for (int32_t arc = 0; arc < proof->arc_count; arc++) {
        if (chosen[arc])
            next[proof->arcs[arc].from] = proof->arcs[arc].to;
    }
    for (int32_t arc = 0; arc < proof->arc_count && proof->arcs[arc].from == 0; arc++) {
        struct planner_route *route = &ret_plan->routes[used];

        if (!chosen[arc])
            continue;
        if (used == ret_plan->route_count)
            return ERR_INVALID;
        route->car = used++;
        route->stops = arena_array(arena, struct planner_stop, 2 * (size_t)problem->leg_count);
        if (!follow(proof, next, proof->arcs[arc].to, route))
            return ERR_INVALID;
    }
    return OK;
}
