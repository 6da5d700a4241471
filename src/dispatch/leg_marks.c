#include "dispatch/leg_marks.h"

#include "base/text.h"
#include "rides/ride_tale.h"
#include "rides/rides.h"

static enum status leg_to_come(struct ctx *tx, int64_t leg_id, struct ride_leg_row *ret_leg)
{
    struct ride_row ride;

    TRY(ride_leg_read(tx, leg_id, ret_leg));
    TRY(ride_open(tx, ret_leg->ride_id, &ride));
    if (ret_leg->outcome || !text_equal(ride.state, "booked"))
        return ERR_CONFLICT;
    return OK;
}

enum status ride_leg_note_call(struct ctx *tx, int64_t leg_id, bool called)
{
    struct ride_leg_row leg;

    TRY(leg_to_come(tx, leg_id, &leg));
    TRY(ride_leg_called(tx, leg_id, called ? tx->now : INSTANT_NONE));
    return ride_told(tx, &(struct ride_tale){.ride_id = leg.ride_id,
                                             .kind = called ? "call" : "uncall",
                                             .detail = leg.direction});
}

enum status ride_leg_hold(struct ctx *tx, int64_t leg_id, bool locked)
{
    struct ride_leg_row leg;

    TRY(leg_to_come(tx, leg_id, &leg));
    if (!leg.volunteer_id)
        return ERR_CONFLICT;
    TRY(ride_leg_lock(tx, leg_id, locked));
    return ride_told(tx, &(struct ride_tale){.ride_id = leg.ride_id,
                                             .kind = locked ? "lock" : "unlock",
                                             .detail = leg.direction});
}
