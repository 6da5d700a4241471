/*
 * The judge. It must be easy to believe rather than quick: first the plan's form, stop by stop,
 * then its times as one system of difference constraints, time[to] >= time[from] + least, solved by
 * the method of Bellman and Ford. A cycle of positive length is a set of rules that contradict.
 */
#include "engine/planner/planner.h"

#include <assert.h>
#include <stdlib.h>

#include "engine/planner/rules.h"

struct rule {
    int32_t from;
    int32_t to;
    int64_t least;
    struct planner_cause cause; /* PLANNER_FINE for driving and service, which nobody chose */
};

struct judge {
    struct arena *arena;
    const struct planner_problem *problem;
    const struct planner_plan *plan;
    struct planner_report *report;
    int32_t *served_by; /* the shift of each leg, or PLANNER_NONE */
    int32_t *first;     /* the event at which each shift's route starts; its stops and end follow */
    int32_t event_count;
    int32_t rule_count;
    int32_t rule_room;
    struct rule *rules;
};

enum {
    MIDNIGHT = 0, /* the event from which all times count */
    RULES_PER_STOP = 6,
};

static void blame(struct judge *judge, enum planner_fault fault, int32_t leg, int32_t shift)
{
    struct planner_report *report = judge->report;

    if (report->cause_count < PLANNER_CAUSES_MAX)
        report->causes[report->cause_count++] = (struct planner_cause){fault, leg, shift};
}

/* --- form ----------------------------------------------------------------------------------- */

static bool car_exists(const struct judge *judge, int32_t car)
{
    return car >= 0 && car < judge->problem->car_count;
}

static bool is_used(const struct planner_route *route)
{
    return route->stop_count > 0;
}

/* Numbers 0, 1, 2 ...: as many different ones as routes, none of them too high. */
static void judge_turn(struct judge *judge, int32_t shift)
{
    const struct planner_route *route = &judge->plan->routes[shift];
    int32_t users = 0;
    int32_t same = 0;

    for (int32_t i = 0; i < judge->plan->route_count; i++) {
        const struct planner_route *other = &judge->plan->routes[i];

        users += is_used(other) && other->car == route->car;
        same += is_used(other) && other->car == route->car && other->turn == route->turn;
    }
    if (route->turn < 0 || route->turn >= users || same != 1)
        blame(judge, PLANNER_BAD_TURNS, PLANNER_NONE, shift);
}

static void judge_person(struct judge *judge, int32_t shift, int32_t leg_index)
{
    const struct planner_leg *leg = &judge->problem->legs[leg_index];
    int32_t volunteer = judge->problem->shifts[shift].volunteer;

    if (rules_company(judge->problem, shift, leg_index) == PLANNER_NEVER)
        blame(judge, PLANNER_NOT_TOGETHER, leg_index, shift);
    if (leg->volunteer != PLANNER_NONE && leg->volunteer != volunteer)
        blame(judge, PLANNER_OTHER_WAS_PROMISED, leg_index, shift);
}

static void judge_load(struct judge *judge, int32_t shift, struct planner_stop stop, int32_t *seats,
                       int32_t *wheelchairs)
{
    const struct planner_leg *leg = &judge->problem->legs[stop.leg];
    const struct planner_car *car = &judge->problem->cars[judge->plan->routes[shift].car];
    int32_t sign = stop.kind == PLANNER_PICKUP ? 1 : -1;

    *seats += sign * leg->seats;
    *wheelchairs += sign * leg->wheelchairs;
    if (sign > 0 && *seats > car->seats)
        blame(judge, PLANNER_NO_SEAT, stop.leg, shift);
    if (sign > 0 && *wheelchairs > car->wheelchairs)
        blame(judge, PLANNER_NO_WHEELCHAIR_PLACE, stop.leg, shift);
}

/* The stops in order: who is on board, how many, and the break with nobody. False when later stops
   cannot be understood. */
static bool judge_stops(struct judge *judge, int32_t shift, bool *aboard)
{
    const struct planner_route *route = &judge->plan->routes[shift];
    int32_t seats = 0;
    int32_t wheelchairs = 0;
    int32_t aboard_count = 0;
    int32_t break_count = 0;

    for (int32_t i = 0; i < route->stop_count; i++) {
        struct planner_stop stop = route->stops[i];

        if (stop.kind == PLANNER_BREAK) {
            break_count++;
            if (aboard_count > 0)
                blame(judge, PLANNER_BAD_BREAK, PLANNER_NONE, shift);
            continue;
        }

        bool known = stop.leg >= 0 && stop.leg < judge->problem->leg_count;
        bool fits = known && (stop.kind == PLANNER_PICKUP
                                  ? judge->served_by[stop.leg] == PLANNER_NONE
                                  : stop.kind == PLANNER_DROPOFF && aboard[stop.leg]);

        if (!fits) {
            blame(judge, PLANNER_BAD_STOPS, known ? stop.leg : PLANNER_NONE, shift);
            return false;
        }
        aboard[stop.leg] = stop.kind == PLANNER_PICKUP;
        aboard_count += stop.kind == PLANNER_PICKUP ? 1 : -1;
        judge->served_by[stop.leg] = shift;
        judge_load(judge, shift, stop, &seats, &wheelchairs);
        if (stop.kind == PLANNER_PICKUP)
            judge_person(judge, shift, stop.leg);
    }
    if (aboard_count > 0)
        blame(judge, PLANNER_BAD_STOPS, PLANNER_NONE, shift);
    if (break_count != (judge->problem->shifts[shift].pause.length > 0))
        blame(judge, PLANNER_BAD_BREAK, PLANNER_NONE, shift);
    return aboard_count == 0;
}

/* Does the car of a leg that was driven stay, empty, until it goes on with this one? */
static bool is_waited_for(const struct planner_route *route, int32_t leg, int32_t with)
{
    int32_t aboard = 0;

    for (int32_t i = 0; i + 1 < route->stop_count; i++) {
        const struct planner_stop *stop = &route->stops[i];

        aboard += stop->kind == PLANNER_PICKUP;
        aboard -= stop->kind == PLANNER_DROPOFF;
        if (stop->kind == PLANNER_DROPOFF && stop->leg == leg)
            return aboard == 0 && stop[1].kind == PLANNER_PICKUP && stop[1].leg == with;
    }
    return false;
}

static void judge_ties(struct judge *judge)
{
    const struct planner_problem *problem = judge->problem;

    for (int32_t leg = 0; leg < problem->leg_count; leg++) {
        int32_t with = problem->legs[leg].with_leg;
        int32_t shift = judge->served_by[leg];

        if (with == PLANNER_NONE || shift == PLANNER_NONE || judge->served_by[with] == PLANNER_NONE)
            continue;
        if (problem->shifts[shift].volunteer != problem->shifts[judge->served_by[with]].volunteer)
            blame(judge, PLANNER_LEGS_PARTED, leg, shift);
        else if (problem->legs[leg].stays && !is_waited_for(&judge->plan->routes[shift], leg, with))
            blame(judge, PLANNER_NOT_WAITED, leg, shift);
    }
}

static void judge_form(struct judge *judge)
{
    size_t leg_count = (size_t)judge->problem->leg_count;
    bool *aboard = arena_array(judge->arena, bool, leg_count);

    judge->served_by = arena_array(judge->arena, int32_t, leg_count);
    for (size_t i = 0; i < leg_count; i++)
        judge->served_by[i] = PLANNER_NONE;
    for (int32_t shift = 0; shift < judge->plan->route_count; shift++) {
        const struct planner_route *route = &judge->plan->routes[shift];

        if (!is_used(route))
            continue;
        if (!car_exists(judge, route->car) || !rules_may_drive(judge->problem, shift, route->car)) {
            blame(judge, PLANNER_CAR_NOT_ALLOWED, PLANNER_NONE, shift);
            return;
        }
        judge_turn(judge, shift);
        if (!judge_stops(judge, shift, aboard))
            return;
    }
    judge_ties(judge);
    for (size_t i = 0; i < leg_count; i++)
        judge->report->unserved_count += judge->served_by[i] == PLANNER_NONE;
}

/* --- time ----------------------------------------------------------------------------------- */

static void add_rule(struct judge *judge, int32_t from, int32_t to, int64_t least,
                     struct planner_cause cause)
{
    assert(judge->rule_count < judge->rule_room);
    judge->rules[judge->rule_count++] = (struct rule){from, to, least, cause};
}

static void add_window(struct judge *judge, int32_t event, struct planner_window window,
                       struct planner_cause cause)
{
    add_rule(judge, MIDNIGHT, event, window.from, cause);
    add_rule(judge, event, MIDNIGHT, -(int64_t)window.to, cause);
}

static void add_most(struct judge *judge, int32_t first, int32_t last, int64_t most,
                     struct planner_cause cause)
{
    add_rule(judge, last, first, -most, cause);
}

/* Returns where the car stands after the stop, and sets how long it stays. */
static int32_t add_stop(struct judge *judge, int32_t shift, int32_t index, int32_t *ret_service)
{
    const struct planner_problem *problem = judge->problem;
    const struct planner_stop *stops = judge->plan->routes[shift].stops;
    struct planner_stop stop = stops[index];
    int32_t event = judge->first[shift] + 1 + index;

    if (stop.kind == PLANNER_BREAK) {
        const struct planner_break *pause = &problem->shifts[shift].pause;

        add_window(judge, event, pause->window,
                   (struct planner_cause){PLANNER_BREAK_MISSED, PLANNER_NONE, shift});
        *ret_service = pause->length;
        return pause->point;
    }

    const struct planner_leg *leg = &problem->legs[stop.leg];

    if (stop.kind == PLANNER_PICKUP) {
        add_window(judge, event, leg->pickup,
                   (struct planner_cause){PLANNER_PICKUP_MISSED, stop.leg, shift});
        if (leg->promised)
            add_window(judge, event, leg->said,
                       (struct planner_cause){PLANNER_SAID_BROKEN, stop.leg, shift});
        *ret_service = leg->pickup_service;
        return leg->pickup_point;
    }

    int32_t pickup = index - 1;

    while (stops[pickup].kind != PLANNER_PICKUP || stops[pickup].leg != stop.leg)
        pickup--;
    add_window(judge, event, leg->dropoff,
               (struct planner_cause){PLANNER_DROPOFF_MISSED, stop.leg, shift});
    add_most(judge, judge->first[shift] + 1 + pickup, event,
             (int64_t)leg->pickup_service + leg->onboard_max,
             (struct planner_cause){PLANNER_ONBOARD_TOO_LONG, stop.leg, shift});
    *ret_service = leg->dropoff_service;
    return leg->dropoff_point;
}

static void add_route(struct judge *judge, int32_t shift)
{
    const struct planner_problem *problem = judge->problem;
    const struct planner_route *route = &judge->plan->routes[shift];
    const struct planner_cause driving = {PLANNER_FINE, PLANNER_NONE, shift};
    const struct planner_cause hours = {PLANNER_SHIFT_HOURS, PLANNER_NONE, shift};
    const struct planner_cause length = {PLANNER_SHIFT_TOO_LONG, PLANNER_NONE, shift};
    const struct planner_cause car_hours = {PLANNER_CAR_HOURS, PLANNER_NONE, shift};
    int32_t start = judge->first[shift];
    int32_t end = start + route->stop_count + 1;
    int32_t point = rules_start_point(problem, shift, route->car);
    int32_t service = 0;

    for (int32_t i = 0; i < route->stop_count; i++) {
        int32_t next_service;
        int32_t next_point = add_stop(judge, shift, i, &next_service);

        add_rule(judge, start + i, start + i + 1,
                 (int64_t)service + rules_travel(problem, point, next_point), driving);
        point = next_point;
        service = next_service;
    }
    int32_t home = rules_end_point(problem, shift, route->car);

    add_rule(judge, end - 1, end, (int64_t)service + rules_travel(problem, point, home), driving);
    add_window(judge, start, problem->shifts[shift].hours, hours);
    add_window(judge, end, problem->shifts[shift].hours, hours);
    add_window(judge, start, problem->cars[route->car].hours, car_hours);
    add_window(judge, end, problem->cars[route->car].hours, car_hours);
    add_most(judge, start, end, problem->shifts[shift].duration_max, length);
}

/* A route leaves when the car is back from the turn before. */
static void add_turns(struct judge *judge)
{
    const struct planner_plan *plan = judge->plan;

    for (int32_t i = 0; i < plan->route_count; i++) {
        for (int32_t k = 0; k < plan->route_count; k++) {
            const struct planner_route *before = &plan->routes[i];
            const struct planner_route *after = &plan->routes[k];

            if (is_used(before) && is_used(after) && before->car == after->car &&
                before->turn + 1 == after->turn)
                add_rule(judge, judge->first[i] + before->stop_count + 1, judge->first[k], 0,
                         (struct planner_cause){PLANNER_CAR_NOT_BACK, PLANNER_NONE, k});
        }
    }
}

static void add_all_rules(struct judge *judge)
{
    const struct planner_plan *plan = judge->plan;

    judge->first = arena_array(judge->arena, int32_t, (size_t)plan->route_count);
    judge->event_count = 1;
    for (int32_t shift = 0; shift < plan->route_count; shift++) {
        judge->first[shift] = judge->event_count;
        if (is_used(&plan->routes[shift]))
            judge->event_count += plan->routes[shift].stop_count + 2;
    }
    judge->rule_room = judge->event_count * RULES_PER_STOP;
    judge->rules = arena_array(judge->arena, struct rule, (size_t)judge->rule_room);
    for (int32_t shift = 0; shift < plan->route_count; shift++) {
        if (is_used(&plan->routes[shift]))
            add_route(judge, shift);
    }
    add_turns(judge);
}

/* --- Bellman and Ford ----------------------------------------------------------------------- */

struct solution {
    int64_t *time;    /* of each event, from midnight */
    int32_t *by_rule; /* the rule that set it last, or PLANNER_NONE */
};

/* Applies every rule once; returns the last event that it raised, or PLANNER_NONE. */
static int32_t raise_once(const struct judge *judge, bool backward, struct solution *solution)
{
    int32_t raised = PLANNER_NONE;

    for (int32_t i = 0; i < judge->rule_count; i++) {
        const struct rule *rule = &judge->rules[i];
        int32_t from = backward ? rule->to : rule->from;
        int32_t to = backward ? rule->from : rule->to;

        if (solution->time[from] == INT64_MIN ||
            solution->time[from] + rule->least <= solution->time[to])
            continue;
        solution->time[to] = solution->time[from] + rule->least;
        solution->by_rule[to] = i;
        raised = to;
        if (to == MIDNIGHT)
            break;
    }
    return raised;
}

/*
 * The least times, by raising until nothing moves. With `backward`, every rule is read from its end
 * to its start, and times count down: the least of those are the latest times, negated. Rules that
 * agree settle in fewer rounds than there are events; else returns an event raised too late, from
 * which the rules that raised it lead back into a contradiction. PLANNER_NONE: all is well.
 */
static int32_t raise_times(const struct judge *judge, bool backward, struct solution *solution)
{
    int32_t raised = PLANNER_NONE;

    for (int32_t i = 0; i < judge->event_count; i++) {
        solution->time[i] = i == MIDNIGHT ? 0 : INT64_MIN;
        solution->by_rule[i] = PLANNER_NONE;
    }
    for (int32_t round = 0; round <= judge->event_count; round++) {
        raised = raise_once(judge, backward, solution);
        if (raised == PLANNER_NONE || raised == MIDNIGHT)
            break;
    }
    return raised;
}

/* Faults are numbered from the one best told to a person on. */
static int cause_compare(const void *left, const void *right)
{
    const struct planner_cause *a = left;
    const struct planner_cause *b = right;

    if (a->fault != b->fault)
        return a->fault < b->fault ? -1 : 1;
    return (a->leg > b->leg) - (a->leg < b->leg);
}

/* As many steps back as there are events end inside the cycle, which is then walked once. */
static void blame_cycle(struct judge *judge, const struct solution *solution, int32_t event)
{
    for (int32_t i = 0; i < judge->event_count; i++)
        event = judge->rules[solution->by_rule[event]].from;

    int32_t last = event;

    do {
        const struct rule *rule = &judge->rules[solution->by_rule[event]];

        if (rule->cause.fault != PLANNER_FINE)
            blame(judge, rule->cause.fault, rule->cause.leg, rule->cause.shift);
        event = rule->from;
    } while (event != last);
    qsort(judge->report->causes, (size_t)judge->report->cause_count,
          sizeof(judge->report->causes[0]), cause_compare);
}

static struct planner_times *times_of(const struct judge *judge, const struct solution *solution,
                                      int32_t sign)
{
    const struct planner_plan *plan = judge->plan;
    struct planner_times *times =
        arena_array(judge->arena, struct planner_times, (size_t)plan->route_count);

    for (int32_t shift = 0; shift < plan->route_count; shift++) {
        const struct planner_route *route = &plan->routes[shift];
        const int64_t *from = &solution->time[judge->first[shift]];

        if (!is_used(route))
            continue;
        times[shift].start = sign * (int32_t)from[0];
        times[shift].end = sign * (int32_t)from[route->stop_count + 1];
        times[shift].stops = arena_array(judge->arena, int32_t, (size_t)route->stop_count);
        for (int32_t i = 0; i < route->stop_count; i++)
            times[shift].stops[i] = sign * (int32_t)from[i + 1];
    }
    return times;
}

static void judge_times(struct judge *judge)
{
    add_all_rules(judge);

    size_t count = (size_t)judge->event_count;
    struct solution solution = {arena_array(judge->arena, int64_t, count),
                                arena_array(judge->arena, int32_t, count)};

    int32_t raised = raise_times(judge, false, &solution);

    if (raised != PLANNER_NONE) {
        blame_cycle(judge, &solution, raised);
        return;
    }
    judge->report->earliest = times_of(judge, &solution, 1);

    raised = raise_times(judge, true, &solution);
    assert(raised == PLANNER_NONE);
    judge->report->latest = times_of(judge, &solution, -1);
}

bool planner_check(struct arena *arena, const struct planner_problem *problem,
                   const struct planner_plan *plan, struct planner_report *ret_report)
{
    struct judge judge = {.arena = arena, .problem = problem, .plan = plan, .report = ret_report};

    assert(plan->route_count == problem->shift_count);
    *ret_report = (struct planner_report){0};
    judge_form(&judge);
    if (ret_report->cause_count == 0)
        judge_times(&judge);
    return ret_report->cause_count == 0;
}
