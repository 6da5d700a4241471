/*
 * One leg given to another volunteer by hand: who could drive it, and what would break with each of
 * the others. Nothing promised is broken. Where the volunteer waits, both ways change hands, unless
 * the first is driven already.
 */
#ifndef DISPATCH_REASSIGN_H
#define DISPATCH_REASSIGN_H

#include "dispatch/replan.h"

struct reassign_choice {
    int64_t volunteer_id;
    const char *name;
    bool is_now; /* drives it as things are */
    bool can;
    struct instant pick_up; /* with `can`: the likely one */
    int64_t added_metres;
    enum planner_fault fault; /* without: what would break; PLANNER_FINE: no way is found at all */
    int32_t minutes;          /* of PLANNER_SAID_BROKEN and PLANNER_DROPOFF_MISSED: by how much */
};

struct reassign {
    const struct day_leg *leg;
    bool both_ways;                  /* the other one goes along: the volunteer waits */
    struct reassign_choice *choices; /* who can first, the least way round before */
    size_t count;
};

/* ERR_NOT_FOUND for a leg that the actor may not know of; ERR_CONFLICT: it is over or on the road,
   or nobody can be sent to it. */
MUST_USE enum status reassign_read(struct ctx *ctx, int64_t office_id, int64_t leg_id,
                                   struct reassign *ret_reassign);

/* Gives it to that volunteer, who must still be able to; event and audit row as replan_write.
   Inside a write. Outcomes as reassign_read; ERR_CONFLICT also when something promised would break,
   or when another than `from_id` drives it by now. */
MUST_USE enum status reassign_apply(struct ctx *tx, int64_t office_id, int64_t leg_id,
                                    int64_t from_id, int64_t volunteer_id);

#endif
