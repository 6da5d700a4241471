#include "dispatch/replan_calls.h"

#include <stdlib.h>

#include "rides/day_plan.h"

/* Who must be called about a day, why, and what can be offered instead. */

enum { STEP_SECONDS = 15 * 60, LATEST_STEPS = 24 };

/* The leg as it was promised, whatever kept it out of the plan. */
static struct planner_leg leg_wanted(const struct replan *replan, int32_t leg)
{
    const struct day_leg_row *row = replan->day.leg_rows[leg];
    struct planner_leg wanted = replan->day.legs[leg];

    wanted.locked = false;
    wanted.said = (struct planner_window){day_plan_seconds(&replan->day, row->window_opens),
                                          day_plan_seconds(&replan->day, row->window_closes)};
    return wanted;
}

/* The problem with that leg in place of the one that is kept out. */
static struct planner_problem problem_with(struct ctx *ctx, const struct replan *replan,
                                           int32_t leg, struct planner_leg wanted)
{
    struct planner_problem problem = replan->day.problem;
    struct planner_leg *legs =
        arena_array(ctx->arena, struct planner_leg, (size_t)problem.leg_count);

    for (int32_t i = 0; i < problem.leg_count; i++)
        legs[i] = replan->day.legs[i];
    legs[leg] = wanted;
    problem.legs = legs;
    return problem;
}

static struct planner_request request_for(int32_t leg)
{
    return (struct planner_request){
        .leg_count = 1, .legs = {leg}, .costs = day_aim().costs, .offer_max = 1};
}

/* Does nobody fit at all, or has who does got others? */
static enum status lack_find(struct ctx *ctx, const struct replan *replan, int32_t leg,
                             enum replan_lack *ret_lack)
{
    const struct planner_request request = request_for(leg);
    struct planner_offer offer;
    struct planner_plan empty;
    enum status status;
    int32_t count;

    planner_plan_init(ctx->arena, &replan->day.problem, &empty);
    status = planner_insert(ctx->arena, &replan->day.problem, &empty, &request, &offer, &count);
    if (status != OK && status != ERR_NOT_FOUND)
        return status;
    *ret_lack = status == OK ? REPLAN_BUSY : REPLAN_NOBODY;
    return OK;
}

/* Somebody else at the time that was said: to be asked of the person, who was promised a name. */
static enum status other_find(struct ctx *ctx, const struct replan *replan, int32_t leg,
                              struct replan_call *call)
{
    const struct planner_request request = request_for(leg);
    const struct planner_problem problem = problem_with(ctx, replan, leg, leg_wanted(replan, leg));
    struct planner_offer offer;
    enum status status;
    int32_t count;

    status = planner_insert(ctx->arena, &problem, &replan->best, &request, &offer, &count);
    if (status == OK)
        call->other = replan->day.available.shifts[offer.places[0].shift].volunteer_name;
    return status == ERR_NOT_FOUND ? OK : status;
}

static struct planner_window moved(struct planner_window window, int32_t by)
{
    return (struct planner_window){window.from + by, window.to + by};
}

/* The nearest time that can be had, never in the past. The windows are moved past now first. */
static enum status nearest_find(struct ctx *ctx, const struct replan *replan, int32_t leg,
                                struct replan_call *call)
{
    const struct planner_request request = request_for(leg);
    struct planner_leg wanted = leg_wanted(replan, leg);
    int32_t ahead = wanted.said.from - day_plan_seconds(&replan->day, ctx->now);
    int32_t by = ahead >= 0 ? 0 : (-ahead + STEP_SECONDS - 1) / STEP_SECONDS * STEP_SECONDS;
    struct planner_moves moves = {
        .step = STEP_SECONDS,
        .earliest = ahead > 0 ? -(ahead / STEP_SECONDS) * STEP_SECONDS : 0,
        .latest = LATEST_STEPS * STEP_SECONDS,
    };
    struct planner_moved found;
    struct planner_problem problem;
    enum status status;
    int32_t count;

    if (by > 0)
        wanted.said = moved(wanted.said, by);
    if (by > 0 && !call->leg->homeward)
        wanted.dropoff = moved(wanted.dropoff, by);
    problem = problem_with(ctx, replan, leg, wanted);
    status =
        planner_nearest(ctx->arena, &problem, &replan->best, &request, moves, 1, &found, &count);
    if (status == ERR_NOT_FOUND)
        return OK;
    TRY(status);
    call->has_nearest = true;
    call->nearest = call->leg->homeward ? call->leg->window_opens
                                        : instant_at(replan->day.day, call->leg->appointment);
    call->nearest.seconds += by + found.moved_by;
    return OK;
}

static enum status call_fill(struct ctx *ctx, const struct replan *replan, int32_t leg,
                             struct replan_call *call)
{
    *call = (struct replan_call){.leg = replan->legs[leg].shown, .lack = replan->legs[leg].lack};
    switch (call->lack) {
    case REPLAN_NO_HOME:
    case REPLAN_NOT_SERVED:
        return OK;
    case REPLAN_CAR_STOPPED:
        call->driver_phone = replan->day.leg_rows[leg]->volunteer_phone;
        return OK;
    case REPLAN_PROMISED_ABSENT:
        TRY(other_find(ctx, replan, leg, call));
        return call->other ? OK : nearest_find(ctx, replan, leg, call);
    case REPLAN_LACKS_NOTHING:
        TRY(lack_find(ctx, replan, leg, &call->lack));
        break;
    case REPLAN_PAST:
    case REPLAN_NOBODY:
    case REPLAN_BUSY:
        break;
    }
    return nearest_find(ctx, replan, leg, call);
}

static int call_compare(const void *left, const void *right)
{
    const struct day_leg *a = ((const struct replan_call *)left)->leg;
    const struct day_leg *b = ((const struct replan_call *)right)->leg;

    if (a->window_opens.seconds != b->window_opens.seconds)
        return a->window_opens.seconds < b->window_opens.seconds ? -1 : 1;
    return (a->leg_id > b->leg_id) - (a->leg_id < b->leg_id);
}

enum status replan_calls(struct ctx *ctx, const struct replan *replan,
                         struct replan_call **ret_calls, size_t *ret_count)
{
    struct replan_call *calls =
        arena_array(ctx->arena, struct replan_call, (size_t)replan->day.known_legs);
    size_t count = 0;

    for (int32_t i = 0; i < replan->day.known_legs; i++) {
        if (!replan_is_uncovered(replan, &replan->best, i))
            continue;
        TRY(call_fill(ctx, replan, i, &calls[count]));
        count++;
    }
    qsort(calls, count, sizeof(*calls), call_compare);
    *ret_calls = calls;
    *ret_count = count;
    return OK;
}
