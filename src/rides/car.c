#include "rides/car.h"

#include "base/text.h"
#include "rides/rides_inside.h"
#include "staff/actor.h"

/* One's own, of the sheet's day, and of a person whom the sheet may show. */
static enum status own_leg(struct ctx *tx, const struct car_deed *deed,
                           struct ride_leg_row *ret_leg, struct ride_row *ret_ride)
{
    struct ride_leg_row leg;

    TRY(ride_leg_read(tx, deed->leg_id, &leg));
    if (leg.volunteer_id != tx->actor->volunteer_id ||
        instant_date(leg.window_opens).days != deed->day.days)
        return ERR_NOT_FOUND;
    TRY(ride_open(tx, leg.ride_id, ret_ride));
    *ret_leg = leg;
    return OK;
}

static enum status car_late(struct ctx *tx, const struct ride_leg_row *leg, int64_t minutes)
{
    if (leg->outcome)
        return ERR_CONFLICT;
    TRY(ride_late_put(tx, leg->id, minutes, tx->now));
    return ride_told(
        tx, &(struct ride_tale){
                .ride_id = leg->ride_id,
                .kind = "late",
                .detail = arena_printf(tx->arena, CAR_LATE_DETAIL "%lld", (long long)minutes),
            });
}

static enum status car_outcome(struct ctx *tx, const struct ride_leg_row *leg, const char *outcome)
{
    if (leg->outcome)
        return ERR_CONFLICT;
    return ride_leg_outcome(tx, leg->id, outcome, NULL);
}

/* --- taken back --------------------------------------------------------------------------------
 */

static bool is_recent(const struct ctx *ctx, struct instant told_at, int64_t undo_minutes)
{
    return ctx->now.seconds < instant_add_minutes(told_at, undo_minutes).seconds;
}

enum status car_may_undo(struct ctx *ctx, int64_t leg_id, int64_t undo_minutes, bool *ret_may)
{
    struct ride_late_row late;
    struct ride_leg_row leg;
    enum status status;

    TRY(ride_leg_read(ctx, leg_id, &leg));
    if (leg.outcome) {
        *ret_may =
            leg.outcome_by == ctx->actor->user_id && is_recent(ctx, leg.outcome_at, undo_minutes);
        return OK;
    }
    status = ride_late_read(ctx, leg_id, &late);
    *ret_may = status == OK && is_recent(ctx, late.told_at, undo_minutes);
    return status == ERR_NOT_FOUND ? OK : status;
}

/* What was told last: the outcome, else the delay. */
static enum status car_undo(struct ctx *tx, const struct ride_leg_row *leg,
                            const struct ride_row *ride)
{
    struct policy_set *policies = arena_new(tx->arena, struct policy_set);
    const struct ride_leg_set_outcome_args none = {.id = leg->id, .at = INSTANT_NONE};
    bool may;

    TRY(policy_read(tx, ride->on_day, policies));
    TRY(car_may_undo(tx, leg->id, policy_number(policies, POLICY_RIDES_CAR_UNDO_MINUTES), &may));
    if (!may || text_equal(ride->state, "cancelled"))
        return ERR_CONFLICT;
    if (leg->outcome) {
        TRY(ride_leg_set_outcome(tx, &none));
        TRY(ride_set_state(tx, ride->id, "booked"));
    } else {
        TRY(ride_late_delete(tx, leg->id));
    }
    return ride_told(tx, &(struct ride_tale){
                             .ride_id = ride->id,
                             .kind = "undo",
                             .detail = leg->outcome ? arena_printf(tx->arena, "%s %s",
                                                                   leg->direction, leg->outcome)
                                                    : NULL,
                         });
}

enum status car_tell(struct ctx *tx, const struct car_deed *deed)
{
    struct ride_leg_row leg;
    struct ride_row ride;

    TRY(own_leg(tx, deed, &leg, &ride));
    if (deed->undo)
        return car_undo(tx, &leg, &ride);
    if (deed->late_minutes > 0)
        return car_late(tx, &leg, deed->late_minutes);
    return car_outcome(tx, &leg, deed->outcome);
}
