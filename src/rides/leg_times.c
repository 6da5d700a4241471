#include "rides/leg_times.h"

#include "rides/rides_inside.h"

static bool times_can_be(const struct ctx *tx, struct date day, struct instant picked_up,
                         struct instant set_down)
{
    const struct instant times[] = {picked_up, set_down};

    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        if (instant_is_none(times[i]))
            continue;
        if (times[i].seconds > tx->now.seconds || instant_date(times[i]).days != day.days)
            return false;
    }
    return instant_is_none(picked_up) || instant_is_none(set_down) ||
           picked_up.seconds < set_down.seconds;
}

enum status ride_leg_write_times(struct ctx *tx, int64_t leg_id, int64_t version,
                                 struct instant picked_up, struct instant set_down)
{
    struct ride_leg_row leg;
    struct ride_row ride;
    int64_t changed;

    TRY(ride_leg_read(tx, leg_id, &leg));
    TRY(ride_open(tx, leg.ride_id, &ride));
    if (!times_can_be(tx, ride.on_day, picked_up, set_down))
        return ERR_INVALID;

    const struct ride_leg_went_args args = {
        .id = leg_id, .version = version, .picked_up_at = picked_up, .set_down_at = set_down};

    TRY(ride_leg_went(tx, &args, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    TRY(ride_set_state(tx, ride.id, ride.state)); /* the ride's next version */
    return ride_told(tx, &(struct ride_tale){.ride_id = ride.id,
                                             .kind = "went",
                                             .detail = leg.direction,
                                             .fields = "picked_up_at set_down_at"});
}
