/*
 * Who was promised a ride that nobody can drive, even with the day planned anew: who must be
 * called, the soonest pick-up first, with the reason and the nearest time that could be had.
 */
#ifndef DISPATCH_REPLAN_CALLS_H
#define DISPATCH_REPLAN_CALLS_H

#include "dispatch/replan.h"

struct replan_call {
    const struct day_leg *leg;
    enum replan_lack lack;
    const char *driver_phone; /* with REPLAN_CAR_STOPPED: of who sits in the car */
    const char *other; /* with REPLAN_PROMISED_ABSENT: who could come instead; NULL: nobody */
    bool has_nearest;
    struct instant nearest; /* another appointment; of a way home, another pick-up */
};

/* Of the best plan. The nearest time is a first look: the booking decides. */
MUST_USE enum status replan_calls(struct ctx *ctx, const struct replan *replan,
                                  struct replan_call **ret_calls, size_t *ret_count);

#endif
