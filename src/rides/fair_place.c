/* On the telephone: of places about as good, whose volunteer has the smallest share. */
#include "rides/rides_inside.h"
#include "rides/shares.h"
#include "shares_sql.h"

/* So much more a place may always cost: about five minutes of driving. */
enum { FEW_METRES = 3000, FEW_SECONDS = 5 * 60 };

enum { PERCENT = 100, PERMILLE_OF_POINT = 10, DAYS_OF_WEEK = 7 };

static bool is_near(const struct day_plan *plan, const struct planner_offer *cheapest,
                    const struct planner_offer *offer)
{
    const int64_t few =
        FEW_METRES * (int64_t)RIDES_COSTS.metre + FEW_SECONDS * (int64_t)RIDES_COSTS.second;
    int64_t percent = policy_number(plan->policies, POLICY_RIDES_FAIR_EXTRA_PERCENT);
    int64_t part = cheapest->cost * percent / PERCENT;

    return percent > 0 && offer->cost - cheapest->cost <= (part > few ? part : few);
}

/* How many of its ways somebody drives whom the person would rather be driven by. */
static int32_t count_preferred(const struct planner_problem *problem,
                               const struct planner_offer *offer)
{
    int32_t count = 0;

    for (int32_t i = 0; i < offer->place_count; i++) {
        const struct planner_place *place = &offer->places[i];
        int32_t row = problem->shifts[place->shift].volunteer * problem->person_count;

        count += problem->company[row + problem->legs[place->leg].person] == PLANNER_PREFERRED;
    }
    return count;
}

static enum status read_points(struct ctx *ctx, const struct day_plan *plan, int64_t volunteer_id,
                               int64_t *ret_points)
{
    const struct clock_time midnight = {0};
    const struct instant since = instant_at(date_add_days(plan->day, 1 - SHARES_DAYS), midnight);
    const struct instant until = instant_at(date_add_days(plan->day, 1), midnight);
    struct share_glance glance;

    TRY(share_glance_of(ctx, volunteer_id, plan->day, since, until, plan->without_ride, &glance));
    *ret_points = share_permille(glance.busy_seconds, glance.week_minutes * RIDES_MINUTE_SECONDS *
                                                          (SHARES_DAYS / DAYS_OF_WEEK)) /
                  PERMILLE_OF_POINT;
    return OK;
}

enum status fair_place_shares(struct ctx *ctx, const struct day_plan *plan,
                              const struct planner_offer *offers, int32_t count,
                              int64_t *ret_points)
{
    for (int32_t i = 0; i < count; i++) {
        ret_points[i] = FAIR_PLACE_NEVER;
        if (count_preferred(&plan->problem, &offers[i]) <
            count_preferred(&plan->problem, &offers[0]))
            continue;
        ret_points[i] = 0;
        for (int32_t k = 0; k < offers[i].place_count; k++) {
            const struct shift *shift = &plan->available.shifts[offers[i].places[k].shift];
            int64_t points;

            TRY(read_points(ctx, plan, shift->volunteer_id, &points));
            if (points > ret_points[i])
                ret_points[i] = points;
        }
    }
    return OK;
}

int32_t fair_place_near(const struct day_plan *plan, const struct planner_offer *offers,
                        int32_t count)
{
    int32_t near = 1;

    while (near < count && is_near(plan, &offers[0], &offers[near]))
        near++;
    return near;
}

int32_t fair_place_first(const int64_t *points, int32_t count)
{
    int32_t first = 0;

    for (int32_t i = 1; i < count; i++) {
        if (points[i] < points[first])
            first = i;
    }
    return first;
}
