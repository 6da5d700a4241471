/*
 * What the rides came to, by municipality and month, for who plans and for who answers for it:
 * exact for the service, protected for mayors, councillors and the Ufficio di Piano. In a village
 * of 250 a small number is a person, so to them no count below three is told and no other exactly.
 */
#ifndef INSIGHT_NUMBERS_H
#define INSIGHT_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"
#include "base/month.h"

struct ride_sum {
    int64_t rides;     /* outbound legs that were driven */
    int64_t waited;    /* of these, whose volunteer waited there */
    int64_t legs;      /* that were driven */
    int64_t in_time;   /* cancelled */
    int64_t late;      /* cancelled */
    int64_t service;   /* cancelled by us */
    int64_t not_found; /* nobody at the door */
    int64_t gave_up;
    int64_t uncovered; /* nobody could drive */
    int64_t unmet;     /* refused, for want of something */
    int64_t metres;
    int64_t board_seconds; /* of the driven legs, together */
    int64_t wait_seconds;
};

struct ride_sum_line {
    const char *month; /* "2026-11" */
    const char *name;  /* of the municipality; NULL: outside the zone, or not known */
    struct ride_sum sum;
};

struct ride_sums {
    struct ride_sum_line *lines; /* by month, then name */
    size_t count;
};

/* May this actor have exact numbers? */
bool numbers_exact(const struct ctx *ctx);

/* Of all days from `first` to `last`. Exact readers get what they reach; others the whole zone, to
   be shown by numbers_show only. Not audited by itself. */
MUST_USE enum status numbers_read(struct ctx *ctx, struct date first, struct date last,
                                  struct ride_sums *ret_sums);

/* A total over some of the lines: `month` or `name` NULL: of all. Its metres are the sum of each
   line's whole kilometres. */
struct ride_sum numbers_total(const struct ride_sums *sums, const char *month, bool of_name,
                              const char *name);

/*
 * A count as this reader may have it: exact, or "<3" below three and else to the nearest three, so
 * that neither a total nor a difference of two tables gives a small count away. Zero stays zero.
 */
const char *numbers_show(struct ctx *ctx, bool exact, int64_t count);
/* A mean over `count`, in minutes; "" where there is none, or where a protected count is below
   three. */
const char *numbers_show_mean(struct ctx *ctx, bool exact, int64_t seconds, int64_t count);
/* To the nearest kilometre, protected to the nearest ten. */
const char *numbers_show_kilometres(struct ctx *ctx, bool exact, int64_t metres, int64_t count);

#endif
