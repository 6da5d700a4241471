/*
 * A volunteer gives back what they promised for a part of a day: the whole shift, never a single
 * ride, so that nobody picks the easy ones. Until some hours before it, and so many times without
 * the coordinator (docs/decisions/0013). The rides are then without a volunteer, and stand among
 * those who must be called.
 */
#ifndef DRIVING_HAND_BACK_H
#define DRIVING_HAND_BACK_H

#include <stdbool.h>

#include "base/ctx.h"
#include "volunteers/volunteers.h"

/* May the actor, a volunteer, still give back without the coordinator? What is said of the number;
   of each shift hand_back_in_time() says. */
MUST_USE enum status hand_back_is_left(struct ctx *ctx, const struct policy_set *rules,
                                       bool *ret_left);
bool hand_back_in_time(const struct ctx *ctx, const struct policy_set *rules,
                       struct instant starts);

/* ERR_NOT_FOUND: no shift of the actor's begins then. ERR_CONFLICT: too late, or too often. Inside
   a write, with its audit row. */
MUST_USE enum status hand_back(struct ctx *tx, struct instant starts);

#endif
