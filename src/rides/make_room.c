#include "base/text.h"
#include "rides/rides_inside.h"

/* A place for one more caller, by moving others inside what was said to them. */

/* About 25 ms for a hundred rides: the caller is on the telephone. */
enum { ROOM_TRIES = 112 };

/* What is behind us, on the road, on the sheet that its volunteer has, or kept with them. */
static bool is_firm(const struct ctx *ctx, const struct day_plan *plan,
                    const struct day_leg_row *row)
{
    int64_t minutes = policy_number(plan->policies, POLICY_RIDES_FIRM_MINUTES);

    return row->outcome || row->locked ||
           row->window_opens.seconds < instant_add_minutes(ctx->now, minutes).seconds;
}

enum status rides_make_room(struct ctx *ctx, const struct day_plan *plan,
                            const struct planner_request *asked, struct planner_plan *ret_roomy)
{
    size_t count = (size_t)plan->problem.leg_count;
    struct planner_leg *legs = arena_array(ctx->arena, struct planner_leg, count);
    struct planner_problem problem = plan->problem;
    enum status status;

    for (size_t i = 0; i < count; i++) {
        legs[i] = plan->legs[i];
        if ((int32_t)i < plan->known_legs && is_firm(ctx, plan, plan->leg_rows[i]))
            legs[i].locked = true;
    }
    problem.legs = legs;
    status = planner_make_room(ctx->arena, &problem, &plan->plan, asked, ROOM_TRIES, ret_roomy);
    /* A day that does not hold as it stands takes nobody more by moving others either. */
    return status == ERR_CONFLICT ? ERR_NOT_FOUND : status;
}

static bool same_route(const struct planner_route *one, const struct planner_route *other)
{
    if (one->stop_count != other->stop_count)
        return false;
    if (one->stop_count > 0 && (one->car != other->car || one->turn != other->turn))
        return false;
    for (int32_t i = 0; i < one->stop_count; i++) {
        if (one->stops[i].kind != other->stops[i].kind || one->stops[i].leg != other->stops[i].leg)
            return false;
    }
    return true;
}

size_t rides_changed_shifts(const struct planner_plan *before, const struct planner_plan *after,
                            int32_t ret_shifts[PLANNER_SHIFTS_MAX])
{
    size_t count = 0;

    for (int32_t shift = 0; shift < after->route_count; shift++) {
        if (!same_route(&before->routes[shift], &after->routes[shift]))
            ret_shifts[count++] = shift;
    }
    return count;
}

/* The shift that the leg leaves for another volunteer's; PLANNER_NONE: nobody new. */
static int32_t left_shift(const struct day_plan *plan, const struct planner_plan *before,
                          const struct planner_plan *after, int32_t leg)
{
    int32_t from = planner_shift_of(before, leg);
    int32_t to = planner_shift_of(after, leg);

    if (from == PLANNER_NONE || to == PLANNER_NONE ||
        plan->shifts[from].volunteer == plan->shifts[to].volunteer)
        return PLANNER_NONE;
    return from;
}

int32_t rides_count_moved(const struct day_plan *plan, const struct planner_plan *after)
{
    int32_t count = 0;

    for (int32_t leg = 0; leg < plan->known_legs; leg++)
        count += left_shift(plan, &plan->plan, after, leg) != PLANNER_NONE;
    return count;
}

enum status rides_tell_moved(struct ctx *tx, const struct day_plan *plan,
                             const struct planner_plan *before)
{
    for (int32_t leg = 0; leg < plan->known_legs; leg++) {
        int32_t from = left_shift(plan, before, &plan->plan, leg);

        if (from == PLANNER_NONE)
            continue;
        TRY(ride_told(tx, &(struct ride_tale){
                              .ride_id = plan->leg_rows[leg]->ride_id,
                              .kind = "reassign",
                              .former = plan->available.shifts[from].volunteer_name,
                          }));
    }
    return OK;
}
