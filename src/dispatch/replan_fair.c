#include "dispatch/replan.h"

#include <stdlib.h>

#include "rides/day_plan.h"
#include "rides/shares.h"

/* The fairer plan of a day: volunteers are asked in proportion to what they offer.

   It may drive so many percent further than the shortest plan of all, whoever has whom: a day that
   is made fairer again and again ends there too. And it may cost twice as many percent more than
   the one proposed as the shortest, in all, where whoever gets another volunteer counts for ten
   minutes of driving (day_aim): fairness does not shuffle a whole day for a point. */

enum {
    SEED = 1,
    STEP_PERMILLE = 10, /* a point: of sixty hours offered about one ride */
    PERCENT = 100,
    IN_ALL = 2,
};

/* How long a volunteer is on duty this day. */
static int64_t duty_seconds(const struct day_plan *day, int64_t volunteer_id)
{
    int64_t seconds = 0;

    for (size_t i = 0; i < day->available.shift_count; i++) {
        const struct shift *shift = &day->available.shifts[i];

        if (shift->volunteer_id == volunteer_id)
            seconds += shift->ends.seconds - shift->starts.seconds;
    }
    return seconds;
}

/* What the volunteers on duty offered, and what is taken of it. */
static enum status weigh(struct ctx *ctx, const struct day_plan *day,
                         struct replan_fairness *fairness)
{
    size_t count = (size_t)day->problem.volunteer_count;
    int64_t *taken = arena_array(ctx->arena, int64_t, count);
    int64_t *offered = arena_array(ctx->arena, int64_t, count);
    struct shares shares;

    TRY(shares_read(ctx, day->day, false, &shares));
    for (size_t i = 0; i < count; i++) {
        const struct share *share = shares_of(&shares, day->volunteer_ids[i]);

        /* Hours may have changed since the day was read: it counts as it was. */
        taken[i] = share ? share->taken_seconds : 0;
        offered[i] = duty_seconds(day, day->volunteer_ids[i]);
        if (share && share->offered_seconds > offered[i])
            offered[i] = share->offered_seconds;
    }
    fairness->taken = taken;
    fairness->offered = offered;
    fairness->is_weighed = true;
    return OK;
}

void replan_shares(struct ctx *ctx, const struct replan *replan, const struct planner_plan *plan,
                   int64_t *ret_permille)
{
    planner_busy(ctx->arena, &replan->day.problem, plan, ret_permille);
    for (int32_t i = 0; i < replan->day.problem.volunteer_count; i++)
        ret_permille[i] = share_permille(replan->fairness.taken[i] + ret_permille[i],
                                         replan->fairness.offered[i]);
}

static int larger_first(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;

    return (a < b) - (a > b);
}

/* The first of the shares, the largest first, that is not the same by a point or more. */
static void compare(struct ctx *ctx, struct replan *replan)
{
    struct replan_fairness *fairness = &replan->fairness;
    size_t count = (size_t)replan->day.problem.volunteer_count;
    int64_t *before = arena_array(ctx->arena, int64_t, count);
    int64_t *after = arena_array(ctx->arena, int64_t, count);
    size_t i = 0;

    replan_shares(ctx, replan, &replan->shortest, before);
    replan_shares(ctx, replan, &fairness->fairer, after);
    qsort(before, count, sizeof(*before), larger_first);
    qsort(after, count, sizeof(*after), larger_first);
    while (i < count && llabs(before[i] - after[i]) < STEP_PERMILLE)
        i++;
    if (i == count || before[i] < after[i])
        return;
    fairness->is_fairer = true;
    fairness->is_largest = i == 0;
    fairness->from_permille = before[i];
    fairness->to_permille = after[i];
}

static enum status least_metres(struct ctx *ctx, const struct replan *replan,
                                struct replan_watch watch, int64_t *ret_metres)
{
    const struct planner_aim aim = {.costs = RIDES_COSTS, .unserved = day_aim().unserved};
    int64_t metres = replan_sum(replan, &replan->shortest).metres;
    struct planner_plan plan;
    int64_t least;

    watch.tries /= 2; /* a bound, not a plan for anybody: near is good enough */
    TRY(planner_improve(ctx->arena, &replan->day.problem, &replan->day.plan, &aim, SEED,
                        replan_tries_left, &watch, &plan));
    least = replan_sum(replan, &plan).metres;
    *ret_metres = least < metres ? least : metres;
    return OK;
}

/* A day that was planned fairly once stays so: the search begins with it while it will do. */
static const struct planner_plan *start_of(const struct replan *replan, int64_t metres_max)
{
    struct replan_sum shortest = replan_sum(replan, &replan->shortest);
    struct replan_sum now = replan_sum(replan, &replan->day.plan);

    return now.uncovered == shortest.uncovered && now.metres <= metres_max ? &replan->day.plan
                                                                           : &replan->shortest;
}

enum status replan_balance(struct ctx *ctx, struct replan *replan,
                           const struct planner_problem *problem, struct replan_watch watch)
{
    const struct planner_costs costs = day_aim().costs;
    int64_t percent = policy_number(replan->day.policies, POLICY_RIDES_FAIR_EXTRA_PERCENT);
    struct planner_fairness aim = {.step_permille = STEP_PERMILLE};
    struct replan_sum shortest;

    replan->fairness.fairer = replan->shortest;
    if (percent == 0)
        return OK;
    TRY(weigh(ctx, &replan->day, &replan->fairness));
    aim.taken = replan->fairness.taken;
    aim.offered = replan->fairness.offered;
    shortest = replan_sum(replan, &replan->shortest);
    TRY(least_metres(ctx, replan, watch, &aim.metres_max));
    aim.metres_max += aim.metres_max * percent / PERCENT;
    aim.cost_max = watch.cost + (shortest.metres * costs.metre + shortest.seconds * costs.second) *
                                    IN_ALL * percent / PERCENT;
    TRY(planner_balance(ctx->arena, problem, start_of(replan, aim.metres_max), &costs, &aim, SEED,
                        replan_tries_left, &watch, &replan->fairness.fairer));
    compare(ctx, replan);
    if (!replan->fairness.is_fairer)
        replan->fairness.fairer = replan->shortest;
    return OK;
}
