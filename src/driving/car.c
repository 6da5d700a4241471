#include "driving/car.h"

#include "base/text.h"
#include "rides/ride_tale.h"
#include "rides/rides.h"
#include "roads/told.h"
#include "staff/actor.h"

enum { MINUTE_SECONDS = 60 };

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
                .detail = arena_printf(tx->arena, RIDE_LATE_DETAIL "%lld", (long long)minutes),
            });
}

static enum status car_aboard(struct ctx *tx, const struct ride_leg_row *leg,
                              const struct ride_row *ride)
{
    struct instant earliest = instant_add_minutes(leg->window_opens, -CAR_ABOARD_EARLY_MINUTES);
    struct leg_times times;

    TRY(ride_leg_times(tx, leg->id, &times));
    if (leg->outcome || !instant_is_none(times.picked_up_at))
        return ERR_CONFLICT;
    if (tx->now.seconds < earliest.seconds)
        return ERR_INVALID;
    TRY(ride_leg_moments(tx, leg->id, tx->now, INSTANT_NONE));
    TRY(ride_set_state(tx, ride->id, ride->state)); /* who writes times down sees these first */
    return ride_told(tx, &(struct ride_tale){.ride_id = leg->ride_id,
                                             .kind = "aboard",
                                             .detail = leg->direction,
                                             .fields = "picked_up_at"});
}

/* Now, unless nobody said when they left, or that is so long ago that this tap was forgotten. */
static struct instant arrival(const struct ctx *tx, const struct ride_leg_row *leg,
                              struct instant picked_up)
{
    int64_t longest = (int64_t)CAR_ARRIVAL_LEAST_MINUTES * MINUTE_SECONDS;
    int64_t planned =
        instant_is_none(leg->pick_up_at) ? 0 : leg->drop_off_at.seconds - leg->pick_up_at.seconds;

    if (planned * ROADS_LEARN_FACTOR > longest)
        longest = planned * ROADS_LEARN_FACTOR;
    if (instant_is_none(picked_up) || tx->now.seconds - picked_up.seconds > longest)
        return INSTANT_NONE;
    return tx->now;
}

static enum status car_outcome(struct ctx *tx, const struct ride_leg_row *leg, const char *outcome)
{
    struct instant set_down = INSTANT_NONE;
    struct leg_times times;

    if (leg->outcome)
        return ERR_CONFLICT;
    TRY(ride_leg_times(tx, leg->id, &times));
    if (text_equal(outcome, "done"))
        set_down = arrival(tx, leg, times.picked_up_at);
    else
        times.picked_up_at = INSTANT_NONE; /* nobody was driven */
    TRY(ride_leg_moments(tx, leg->id, times.picked_up_at, set_down));
    return ride_leg_outcome(tx, leg->id, outcome, NULL);
}

/* --- taken back --------------------------------------------------------------------------------
 */

static bool is_recent(const struct ctx *ctx, struct instant told_at, int64_t undo_minutes)
{
    return ctx->now.seconds < instant_add_minutes(told_at, undo_minutes).seconds;
}

/* What was told of a leg last, of what it has. */
enum told { TOLD_NOTHING, TOLD_OUTCOME, TOLD_ABOARD, TOLD_LATE };

static enum status told_last(struct ctx *ctx, const struct ride_leg_row *leg, enum told *ret_told,
                             struct instant *ret_at)
{
    struct ride_late_row late = {.told_at = INSTANT_NONE};
    struct leg_times times;
    enum status status;

    *ret_told = TOLD_OUTCOME;
    *ret_at = leg->outcome_at;
    if (leg->outcome)
        return OK;
    TRY(ride_leg_times(ctx, leg->id, &times));
    status = ride_late_read(ctx, leg->id, &late);
    if (status != OK && status != ERR_NOT_FOUND)
        return status;
    *ret_told = TOLD_NOTHING;
    *ret_at = INSTANT_NONE;
    if (!instant_is_none(times.picked_up_at)) {
        *ret_told = TOLD_ABOARD;
        *ret_at = times.picked_up_at;
    }
    if (status == OK && late.told_at.seconds > ret_at->seconds) {
        *ret_told = TOLD_LATE;
        *ret_at = late.told_at;
    }
    return OK;
}

enum status car_may_undo(struct ctx *ctx, int64_t leg_id, int64_t undo_minutes, bool *ret_may)
{
    struct ride_leg_row leg;
    struct instant told_at;
    enum told told;

    TRY(ride_leg_read(ctx, leg_id, &leg));
    TRY(told_last(ctx, &leg, &told, &told_at));
    *ret_may = told != TOLD_NOTHING &&
               (told != TOLD_OUTCOME || leg.outcome_by == ctx->actor->user_id) &&
               is_recent(ctx, told_at, undo_minutes);
    return OK;
}

/* Who was aboard is aboard again, and has not arrived. */
static enum status outcome_undo(struct ctx *tx, const struct ride_leg_row *leg,
                                const struct ride_row *ride)
{
    const struct ride_leg_set_outcome_args none = {.id = leg->id, .at = INSTANT_NONE};
    struct leg_times times;

    TRY(ride_leg_times(tx, leg->id, &times));
    TRY(ride_leg_moments(tx, leg->id, times.picked_up_at, INSTANT_NONE));
    TRY(ride_leg_set_outcome(tx, &none));
    return ride_set_state(tx, ride->id, "booked");
}

/* What was told last: the outcome, else that they are aboard or the delay. */
static enum status car_undo(struct ctx *tx, const struct ride_leg_row *leg,
                            const struct ride_row *ride)
{
    struct policy_set *policies = arena_new(tx->arena, struct policy_set);
    struct instant told_at;
    enum told told;
    bool may;

    TRY(policy_read(tx, ride->on_day, policies));
    TRY(car_may_undo(tx, leg->id, policy_number(policies, POLICY_RIDES_CAR_UNDO_MINUTES), &may));
    TRY(told_last(tx, leg, &told, &told_at));
    if (!may || text_equal(ride->state, "cancelled"))
        return ERR_CONFLICT;
    if (told == TOLD_OUTCOME)
        TRY(outcome_undo(tx, leg, ride));
    else if (told == TOLD_ABOARD)
        TRY(ride_leg_moments(tx, leg->id, INSTANT_NONE, INSTANT_NONE));
    else
        TRY(ride_late_delete(tx, leg->id));
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
    if (deed->aboard)
        return car_aboard(tx, &leg, &ride);
    if (deed->late_minutes > 0)
        return car_late(tx, &leg, deed->late_minutes);
    return car_outcome(tx, &leg, deed->outcome);
}
