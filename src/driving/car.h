/*
 * What a volunteer tells from the car, through the day's sheet on the telephone: that somebody is
 * aboard, how a ride went, that it will be late, and, for a few minutes, that it was a slip of the
 * thumb.
 *
 * A tap is the moment itself: "aboard" is when they left, and "done" after it when they arrived.
 * Without "aboard", or when "done" comes so much later that it was forgotten, no arrival is
 * claimed: the ride is done, and its times stay unknown.
 *
 * The actor is a volunteer's (volunteers/link.h); only their own rides of that day exist for them.
 */
#ifndef DRIVING_CAR_H
#define DRIVING_CAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/ctx.h"

enum {
    CAR_ABOARD_EARLY_MINUTES = 30,  /* before the window opens nobody is aboard yet */
    CAR_ARRIVAL_LEAST_MINUTES = 30, /* so long a drive may always take */
};

struct car_deed {
    struct date day;
    int64_t leg_id;
    bool aboard;          /* they leave now; or: */
    const char *outcome;  /* code list leg_outcome; or: */
    int64_t late_minutes; /* more than 0: the office is told; or: */
    bool undo;
};

/* ERR_NOT_FOUND: no ride of theirs on that day. ERR_CONFLICT: it has its outcome already, or it is
   too late to take it back. ERR_INVALID as ride_leg_outcome: before its window opens a ride can
   only be cancelled; or they are aboard too early. Inside a write, with its audit row and its line
   in the history. */
MUST_USE enum status car_tell(struct ctx *tx, const struct car_deed *deed);

/* Can what was told last of this ride be taken back? What the office told cannot. */
MUST_USE enum status car_may_undo(struct ctx *ctx, int64_t leg_id, int64_t undo_minutes,
                                  bool *ret_may);

#endif
