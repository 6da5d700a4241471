/*
 * "What would one more volunteer on Thursday mornings have saved?" Each such day of the past is
 * planned twice, as it was and with one more shift, by the planner and with the promises of then.
 *
 * An estimate: who was told no may have found another way, and who never called is not counted.
 */
#ifndef INSIGHT_WHATIF_H
#define INSIGHT_WHATIF_H

#include <stdbool.h>

#include "base/ctx.h"
#include "zone/zone.h"

enum {
    WHATIF_WEEKS_MAX = 12,
    WHATIF_TRIES = 64, /* of the planner for each plan, so that the page answers in seconds */
};

struct whatif_wish {
    enum weekday weekday;
    bool afternoon;        /* 14-18, else 8-13 */
    bool with_car;         /* an own one with three seats; else the cars of the organisations */
    int64_t weeks;         /* 1..WHATIF_WEEKS_MAX, up to yesterday */
    struct place_row base; /* where the volunteer starts */
};

struct whatif_day {
    struct date day;
    int64_t missed;   /* requests that nobody could serve */
    int64_t served;   /* of these, by the one more */
    int64_t metres;   /* driven less for the same rides; below zero: more */
    int64_t seconds;  /* likewise of driving */
    bool not_planned; /* what is stored of that day cannot be planned anew */
};

struct whatif {
    struct whatif_day days[WHATIF_WEEKS_MAX];
    size_t count; /* the newest first */
    struct whatif_day total;
};

/* Changes nothing. Not audited by itself; counts only persons that the actor may know of. */
MUST_USE enum status whatif_find(struct ctx *ctx, const struct whatif_wish *wish,
                                 struct whatif *ret_found);

#endif
