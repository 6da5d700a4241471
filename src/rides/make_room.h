/* Others moved, inside what was said to them, to make room; and what that changes. */
#ifndef RIDES_MAKE_ROOM_H
#define RIDES_MAKE_ROOM_H

#include "rides/day_plan.h"

/* The day with others moved so that the legs asked for have a place: none that is driven, on the
   road or firm (policy rides.firm_minutes), and nobody out of what was said. ERR_NOT_FOUND: none.
 */
MUST_USE enum status rides_make_room(struct ctx *ctx, const struct day_plan *plan,
                                     const struct planner_request *asked,
                                     struct planner_plan *ret_roomy);

/* The shifts whose routes are not the same in both plans. */
size_t rides_changed_shifts(const struct planner_plan *before, const struct planner_plan *after,
                            int32_t ret_shifts[PLANNER_SHIFTS_MAX]);

/* Tells it in the history of each ride that `plan` gives to somebody else than `before` did. */
MUST_USE enum status rides_tell_moved(struct ctx *tx, const struct day_plan *plan,
                                      const struct planner_plan *before);

/* How many legs of others `after` gives to somebody else. */
int32_t rides_count_moved(const struct day_plan *plan, const struct planner_plan *after);

#endif
