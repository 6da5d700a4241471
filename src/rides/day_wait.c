#include "rides/day_plan.h"

#include <assert.h>

#include "base/text.h"

/* A short visit: who drives there waits with the car and drives back. */

int32_t day_plan_partner(const struct day_plan *plan, int32_t leg)
{
    if (plan->legs[leg].stays)
        return plan->legs[leg].with_leg;
    for (int32_t i = 0; i < plan->problem.leg_count; i++) {
        if (plan->legs[i].stays && plan->legs[i].with_leg == leg)
            return i;
    }
    return PLANNER_NONE;
}

void day_plan_tie(struct day_plan *plan, int32_t outbound, int32_t homeward)
{
    plan->legs[outbound].with_leg = homeward;
    plan->legs[outbound].stays = true;
}

void day_plan_untie(struct day_plan *plan, int32_t leg)
{
    int32_t partner = day_plan_partner(plan, leg);
    struct planner_leg *outbound;

    if (partner == PLANNER_NONE)
        return;
    outbound = &plan->legs[plan->legs[leg].stays ? leg : partner];
    outbound->with_leg = PLANNER_NONE;
    outbound->stays = false;
}

static int32_t homeward_of(const struct day_plan *plan, int32_t outbound)
{
    for (int32_t i = 0; i < plan->known_legs; i++) {
        if (i != outbound && plan->leg_rows[i]->ride_id == plan->leg_rows[outbound]->ride_id)
            return i;
    }
    return PLANNER_NONE;
}

void day_plan_tie_rows(struct day_plan *plan)
{
    for (int32_t i = 0; i < plan->known_legs; i++) {
        const struct day_leg_row *row = plan->leg_rows[i];
        bool waits = text_equal(row->return_kind, "wait") && text_equal(row->direction, "outbound");
        int32_t homeward = waits ? homeward_of(plan, i) : PLANNER_NONE;

        if (homeward != PLANNER_NONE)
            day_plan_tie(plan, i, homeward);
    }
}

static void take_out(struct day_plan *plan, int32_t leg)
{
    bool is_in = planner_shift_of(&plan->plan, leg) != PLANNER_NONE;
    enum status removed = is_in ? planner_remove(&plan->plan, leg) : OK;

    assert(removed == OK);
    (void)removed;
}

void day_plan_keep_ties(struct day_plan *plan, struct instant now)
{
    for (int32_t i = 0; i < plan->known_legs; i++) {
        int32_t homeward = plan->legs[i].stays ? plan->legs[i].with_leg : PLANNER_NONE;

        if (homeward == PLANNER_NONE ||
            planner_shift_of(&plan->plan, i) == planner_shift_of(&plan->plan, homeward))
            continue;
        if (day_leg_is_fixed(plan->leg_rows[i], now)) {
            day_plan_untie(plan, i);
            continue;
        }
        take_out(plan, i);
        take_out(plan, homeward);
    }
}
