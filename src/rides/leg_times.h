/* When the two ways of a ride really went, written down afterwards at the desk. */
#ifndef RIDES_LEG_TIMES_H
#define RIDES_LEG_TIMES_H

#include "base/ctx.h"

/* When a driven leg really went; INSTANT_NONE for what is not known. In the ride's history. Inside
   a write. ERR_CONFLICT: another version of the ride, or the leg is not done. ERR_INVALID: set down
   before it was picked up, on another day, or later than now. */
MUST_USE enum status ride_leg_write_times(struct ctx *tx, int64_t leg_id, int64_t version,
                                          struct instant picked_up, struct instant set_down);

#endif
