#include "base/text.h"
#include "base/words.h"
#include "rides/rides_inside.h"
#include "staff/actor.h"
#include "zone/policy.h"

/* What became of a ride: cancelled, driven or not, given to somebody else. */

static enum status leg_outcome_set(struct ctx *tx, int64_t leg_id, const char *outcome,
                                   const char *reason)
{
    const struct ride_leg_set_outcome_args args = {.id = leg_id,
                                                   .outcome = outcome,
                                                   .reason = reason,
                                                   .at = tx->now,
                                                   .user_id = tx->actor->user_id};

    return ride_leg_set_outcome(tx, &args);
}

/* --- cancel ---------------------------------------------------------------------------------- */

static bool is_cancellation(const char *outcome)
{
    return text_equal(outcome, "cancelled_in_time") || text_equal(outcome, "cancelled_late") ||
           text_equal(outcome, "cancelled_by_service");
}

/* In time is what a booking would have been, too. */
static enum status cancellation_of(struct ctx *tx, const struct ride_row *ride,
                                   const struct ride_leg_row *first, const char **ret_outcome)
{
    struct policy_set *policies = arena_new(tx->arena, struct policy_set);
    int64_t minutes;

    TRY(policy_read(tx, ride->on_day, policies));
    minutes = policy_number(policies, POLICY_RIDES_NOTICE_MINUTES);
    *ret_outcome = instant_add_minutes(tx->now, minutes).seconds <= first->window_opens.seconds
                       ? "cancelled_in_time"
                       : "cancelled_late";
    return OK;
}

enum status ride_cancel(struct ctx *tx, int64_t id, int64_t version, const char *outcome)
{
    struct ride_leg_row *legs;
    struct ride_row ride;
    int64_t changed;
    size_t count;

    if (outcome && !is_cancellation(outcome))
        return ERR_INVALID;
    TRY(ride_open(tx, id, &ride));
    TRY(ride_legs_read(tx, id, &legs, &count));
    if (!outcome && count > 0)
        TRY(cancellation_of(tx, &ride, &legs[0], &outcome));
    TRY(ride_set_cancelled(tx, id, version, tx->now, outcome, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    for (size_t i = 0; i < count; i++) {
        if (!legs[i].outcome)
            TRY(leg_outcome_set(tx, legs[i].id, outcome, NULL));
    }
    return ride_told(tx, &(struct ride_tale){.ride_id = id, .kind = "cancel", .detail = outcome});
}

/* --- outcome --------------------------------------------------------------------------------- */

/* Nobody was there before the window opened. */
static bool needs_the_day(const char *outcome)
{
    return text_equal(outcome, "done") || text_equal(outcome, "not_found") ||
           text_equal(outcome, "gave_up");
}

static enum status outcome_check(struct ctx *tx, const struct ride_leg_row *leg,
                                 const char *outcome, const char *reason)
{
    struct codes outcomes;

    TRY(codes_read_in_use(tx, "leg_outcome", instant_date(tx->now), &outcomes));
    if (!outcome || !codes_find(&outcomes, outcome))
        return ERR_INVALID;
    if (text_equal(outcome, "not_assigned") && text_is_blank(reason))
        return ERR_INVALID;
    if (needs_the_day(outcome) && tx->now.seconds < leg->window_opens.seconds)
        return ERR_INVALID;
    return OK;
}

/* The outcome given before, in Italian as what is typed; NULL when there was none. */
static enum status outcome_former(struct ctx *tx, const struct ride_leg_row *leg,
                                  const char **ret_former)
{
    struct ctx italian = words_italian(tx);
    struct codes outcomes;

    *ret_former = NULL;
    if (!leg->outcome)
        return OK;
    TRY(codes_read_all(tx, "leg_outcome", &outcomes));
    *ret_former = arena_printf(tx->arena, "%s%s%s", codes_label(&italian, &outcomes, leg->outcome),
                               leg->outcome_reason ? ", " : "",
                               leg->outcome_reason ? leg->outcome_reason : "");
    return OK;
}

enum status ride_leg_outcome(struct ctx *tx, int64_t leg_id, const char *outcome,
                             const char *reason)
{
    struct ride_leg_row leg;
    struct ride_row ride;
    const char *former;
    int64_t to_come;

    TRY(ride_leg_read(tx, leg_id, &leg));
    TRY(ride_open(tx, leg.ride_id, &ride));
    if (!text_equal(ride.state, "booked") && !text_equal(ride.state, "closed"))
        return ERR_CONFLICT;
    TRY(outcome_check(tx, &leg, outcome, reason));
    TRY(outcome_former(tx, &leg, &former));
    TRY(leg_outcome_set(tx, leg_id, outcome, reason));
    TRY(ride_legs_to_come(tx, ride.id, &to_come));
    TRY(ride_set_state(tx, ride.id, to_come > 0 ? "booked" : "closed"));
    return ride_told(tx, &(struct ride_tale){
                             .ride_id = ride.id,
                             .kind = "outcome",
                             .detail = arena_printf(tx->arena, "%s %s", leg.direction, outcome),
                             .former = former,
                         });
}

/* --- assign ---------------------------------------------------------------------------------- */

static int32_t leg_find(const struct day_plan *plan, int64_t leg_id)
{
    for (int32_t i = 0; i < plan->known_legs; i++) {
        if (plan->leg_rows[i]->id == leg_id)
            return i;
    }
    return PLANNER_NONE;
}

/* The other way of a volunteer who would wait, which nobody drives either; PLANNER_NONE. */
static int32_t leg_along(const struct day_plan *plan, int32_t leg)
{
    int32_t partner = day_plan_partner(plan, leg);

    return partner != PLANNER_NONE && planner_shift_of(&plan->plan, partner) == PLANNER_NONE
               ? partner
               : PLANNER_NONE;
}

static enum status leg_place(struct ctx *tx, struct day_plan *plan, int32_t leg, int32_t along)
{
    const struct planner_request request = {
        .leg_count = along == PLANNER_NONE ? 1 : 2,
        .legs = {leg, along},
        .costs = RIDES_COSTS,
        .offer_max = 1,
    };
    struct planner_offer offer;
    enum status status;
    int32_t count;

    plan->legs[leg].volunteer = PLANNER_NONE;
    if (along != PLANNER_NONE)
        plan->legs[along].volunteer = PLANNER_NONE;
    status = planner_insert(tx->arena, &plan->problem, &plan->plan, &request, &offer, &count);
    if (status == ERR_NOT_FOUND)
        return ERR_CONFLICT;
    TRY(status);
    planner_apply(tx->arena, &plan->problem, &offer, &plan->plan);
    return day_plan_keep(tx, plan, &offer.places[0].shift, 1, NULL);
}

static enum status leg_assigned(struct ctx *tx, const struct day_leg_row *row)
{
    if (row->volunteer_promised)
        TRY(ride_leg_promise_lift(tx, row->id));
    return ride_told(tx, &(struct ride_tale){.ride_id = row->ride_id,
                                             .kind = "assign",
                                             .detail = row->direction,
                                             .fields = "volunteer"});
}

enum status ride_leg_assign(struct ctx *tx, int64_t leg_id)
{
    struct day_plan *plan = arena_new(tx->arena, struct day_plan);
    struct policy_set *policies = arena_new(tx->arena, struct policy_set);
    struct ride_leg_row leg;
    struct ride_row ride;
    int32_t index;
    int32_t along;

    TRY(ride_leg_read(tx, leg_id, &leg));
    TRY(ride_open(tx, leg.ride_id, &ride));
    TRY(policy_read(tx, ride.on_day, policies));
    TRY(day_plan_read(tx, ride.on_day, policies, NULL, 0, plan));
    index = leg_find(plan, leg_id);
    if (index == PLANNER_NONE || leg.outcome ||
        planner_shift_of(&plan->plan, index) != PLANNER_NONE)
        return ERR_CONFLICT;
    along = leg_along(plan, index);
    TRY(leg_place(tx, plan, index, along));
    TRY(leg_assigned(tx, plan->leg_rows[index]));
    return along == PLANNER_NONE ? OK : leg_assigned(tx, plan->leg_rows[along]);
}
