/*
 * How the rides are shared out among the volunteers: how much of the hours that each offers in 28
 * days is taken, so that the same few are not called every day.
 *
 * Taken is the time at the wheel, with passengers or on the way to them and home, and at the doors
 * while they get in and out, and the visit for which they wait there. Other waiting is not counted,
 * since who waits at home and who waits in the car cannot be told apart. It is that of the plan,
 * for rides to come and for rides driven, also in vain. Offered are the weekly hours less absences,
 * with the papers to drive, on days on which some office gives rides.
 */
#ifndef RIDES_SHARES_H
#define RIDES_SHARES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"

enum { SHARES_DAYS = 28, SHARES_PERMILLE = 1000 };

struct share {
    int64_t volunteer_id;
    const char *full_name; /* surname first */
    int64_t offered_seconds;
    int64_t taken_seconds;
    int64_t rides;
};

struct shares {
    struct share *items; /* who offers or drove anything, by name */
    size_t count;
};

/* Of the 28 days up to `last`. What is taken on that day itself counts only when `with_last_day`:
   who plans it counts the plan instead. Nobody who has a shift on it offers nothing. Not audited by
   itself. */
MUST_USE enum status shares_read(struct ctx *ctx, struct date last, bool with_last_day,
                                 struct shares *ret_shares);

/* NULL: neither offered nor drove anything. */
const struct share *shares_of(const struct shares *shares, int64_t volunteer_id);

/* Of every thousand hours offered so many are taken; above a thousand for who drives more than
   offered, and for who drives and offers nothing. */
int64_t share_permille(int64_t taken_seconds, int64_t offered_seconds);

#endif
