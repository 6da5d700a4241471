#include "dispatch/replan.h"

#include <stdlib.h>
#include <string.h>

#include "rides/day_plan.h"
#include "rides/make_room.h"

/* The search for a better plan of what is left, and what it would change. */

enum {
    SEED = 1,
    TRIES_MAX = 4000,    /* on a day of a few legs: well below two seconds on an old machine */
    LEG_TRIES = 120000,  /* and so many divided by the legs, on a larger one */
    CHANGE_MINUTES = 10, /* of driving: what it must save that somebody changes volunteer */
    UNSERVED_COST = 1000 * 1000 * 1000,
};

struct planner_aim day_aim(void)
{
    struct planner_aim aim = {.costs = RIDES_COSTS, .unserved = UNSERVED_COST};

    aim.costs.preferred = CHANGE_MINUTES * RIDES_MINUTE_SECONDS * aim.costs.second;
    return aim;
}

/* The problem in which everybody likes best the volunteer whom they have. */
static struct planner_problem with_preferences(struct ctx *ctx, const struct replan *replan,
                                               struct planner_leg *legs)
{
    struct planner_problem problem = replan->day.problem;
    size_t persons = (size_t)problem.leg_count;
    uint8_t *company =
        arena_array(ctx->arena, uint8_t, (size_t)problem.volunteer_count * persons + 1);

    for (int32_t i = 0; i < problem.leg_count; i++) {
        const struct planner_leg *leg = &replan->day.legs[i];
        int32_t driver = day_plan_volunteer(&replan->day, replan->day.leg_rows[i]->volunteer_id);

        legs[i] = *leg;
        legs[i].person = i;
        for (int32_t v = 0; v < problem.volunteer_count; v++) {
            uint8_t *cell = &company[(size_t)v * persons + (size_t)i];

            *cell = problem.company[v * problem.person_count + leg->person];
            if (v == driver && *cell == PLANNER_ANYONE)
                *cell = PLANNER_PREFERRED;
        }
    }
    problem.legs = legs;
    problem.person_count = problem.leg_count;
    problem.company = company;
    return problem;
}

bool replan_tries_left(void *context, const struct planner_progress *progress)
{
    struct replan_watch *watch = context;

    watch->cost = progress->cost;
    return progress->tries < watch->tries;
}

enum status replan_improve(struct ctx *ctx, struct replan *replan, enum replan_way way)
{
    const struct planner_aim aim = day_aim();
    size_t count = (size_t)replan->day.problem.leg_count;
    struct replan_watch watch = {.tries = count > 0 ? LEG_TRIES / (int64_t)count : 0};
    struct planner_leg *legs = arena_array(ctx->arena, struct planner_leg, count + 1);
    struct planner_problem problem;

    if (count == 0 || replan->day.problem.shift_count == 0)
        return OK;
    if (watch.tries > TRIES_MAX)
        watch.tries = TRIES_MAX;
    problem = with_preferences(ctx, replan, legs);
    TRY(planner_improve(ctx->arena, &problem, &replan->day.plan, &aim, SEED, replan_tries_left,
                        &watch, &replan->shortest));
    TRY(replan_balance(ctx, replan, &problem, watch));
    replan->best = way == REPLAN_FAIREST ? replan->fairness.fairer : replan->shortest;
    return OK;
}

/* --- how much --------------------------------------------------------------------------------- */

static int32_t stop_point(const struct day_plan *day, struct planner_stop stop)
{
    const struct planner_leg *leg = &day->legs[stop.leg];

    return stop.kind == PLANNER_PICKUP ? leg->pickup_point : leg->dropoff_point;
}

static void drive_add(const struct day_plan *day, int32_t from, int32_t to, struct replan_sum *sum)
{
    size_t cell = (size_t)from * (size_t)day->problem.point_count + (size_t)to;

    sum->metres += day->problem.metres[cell];
    sum->seconds += day->problem.travel[cell];
}

static void route_add(const struct day_plan *day, const struct planner_plan *plan, int32_t shift,
                      struct replan_sum *sum)
{
    const struct planner_route *route = &plan->routes[shift];
    int32_t base = day->cars[route->car].base_point;
    int32_t at = base == PLANNER_NONE ? day->shifts[shift].start_point : base;

    for (int32_t i = 0; i < route->stop_count; i++) {
        int32_t next = stop_point(day, route->stops[i]);

        drive_add(day, at, next, sum);
        at = next;
    }
    drive_add(day, at, base == PLANNER_NONE ? day->shifts[shift].end_point : base, sum);
}

bool replan_is_uncovered(const struct replan *replan, const struct planner_plan *plan, int32_t leg)
{
    const struct replan_leg *known = &replan->legs[leg];

    return known->shown && known->hold != REPLAN_BEGUN &&
           planner_shift_of(plan, leg) == PLANNER_NONE;
}

struct replan_sum replan_sum(const struct replan *replan, const struct planner_plan *plan)
{
    struct replan_sum sum = {0};

    for (int32_t i = 0; i < plan->route_count; i++) {
        if (plan->routes[i].stop_count > 0)
            route_add(&replan->day, plan, i, &sum);
    }
    for (int32_t i = 0; i < replan->day.known_legs; i++)
        sum.uncovered += replan_is_uncovered(replan, plan, i);
    return sum;
}

/* --- what changes ----------------------------------------------------------------------------- */

static int32_t stop_time(const struct planner_route *route, const struct planner_times *times,
                         int32_t leg, enum planner_stop_kind kind)
{
    int32_t i = 0;

    while (route->stops[i].leg != leg || route->stops[i].kind != kind)
        i++;
    return times->stops[i];
}

static bool is_moved(const struct replan *replan, const struct replan_move *move)
{
    const struct day_plan *day = &replan->day;
    const struct day_leg_row *row = day->leg_rows[move->leg];

    return row->volunteer_id != day->available.shifts[move->shift].volunteer_id ||
           row->vehicle_id != day->available.cars[move->car].vehicle_id ||
           row->pick_up_at.seconds != day_plan_instant(day, move->pickup).seconds;
}

static void route_moves(const struct replan *replan, int32_t shift,
                        const struct planner_times *times, struct replan_moves *moves)
{
    const struct planner_route *route = &replan->best.routes[shift];

    for (int32_t i = 0; i < route->stop_count; i++) {
        int32_t leg = route->stops[i].leg;
        struct replan_move move = {.leg = leg, .shift = shift, .car = route->car};

        if (route->stops[i].kind != PLANNER_PICKUP)
            continue;
        move.pickup = times->stops[i];
        move.dropoff = stop_time(route, times, leg, PLANNER_DROPOFF);
        if (is_moved(replan, &move))
            moves->items[moves->count++] = move;
    }
}

static int move_compare(const void *left, const void *right)
{
    const struct replan_move *a = left;
    const struct replan_move *b = right;

    if (a->pickup != b->pickup)
        return a->pickup < b->pickup ? -1 : 1;
    return (a->leg > b->leg) - (a->leg < b->leg);
}

/* Only routes that changed get times anew, with the others of their cars. */
enum status replan_moves(struct ctx *ctx, const struct replan *replan,
                         struct replan_moves *ret_moves)
{
    struct day_plan after = replan->day;
    struct replan_moves moves = {
        .items = arena_array(ctx->arena, struct replan_move, (size_t)replan->day.known_legs),
        .shifts = arena_array(ctx->arena, int32_t, (size_t)replan->best.route_count),
    };
    int32_t shifts[PLANNER_SHIFTS_MAX];
    struct planner_times *times;
    size_t changed;

    changed = rides_changed_shifts(&replan->day.plan, &replan->best, shifts);
    for (size_t i = 0; i < changed; i++) {
        if (replan->best.routes[shifts[i]].stop_count > 0)
            moves.shifts[moves.shift_count++] = shifts[i];
    }
    after.plan = replan->best;
    TRY(day_plan_schedule(ctx, &after, moves.shifts, moves.shift_count, &times));
    for (int32_t i = 0; i < replan->best.route_count; i++) {
        if (day_plan_uses_car(&after, i, moves.shifts, moves.shift_count))
            route_moves(replan, i, &times[i], &moves);
    }
    qsort(moves.items, moves.count, sizeof(*moves.items), move_compare);
    *ret_moves = moves;
    return OK;
}
