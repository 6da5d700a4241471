/*
 * The days on which something comes again: "every Tuesday", "every two weeks, Monday and Thursday",
 * "the second Tuesday of the month". Pure, on the calendar alone: what is asked at ten is at ten on
 * each of these days, whatever the clocks did in between.
 *
 * The days are those of RFC 5545, 3.3.10: FREQ=WEEKLY;INTERVAL;BYDAY;WKST=MO and
 * FREQ=MONTHLY;BYDAY=2TU. A month without a fifth Tuesday is passed over, as it is there.
 */
#ifndef RIDES_SERIES_RULE_H
#define RIDES_SERIES_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

enum {
    SERIES_DATES_MAX = 60,
    SERIES_INTERVAL_MAX = 4,
    SERIES_SPAN_DAYS_MAX = 400, /* from the first day to the last */
};

enum series_every { SERIES_EVERY_WEEK, SERIES_EVERY_MONTH };

struct series_rule {
    enum series_every every;
    int interval;      /* 1..SERIES_INTERVAL_MAX: each week, each second week ... */
    unsigned weekdays; /* of a week: series_weekday() of each; of a month, the first day's own */
    struct date first; /* always one of the days */
    struct date last;  /* the last day that may be one */
    int times;         /* so many days, the first one counted; 0: until `last` */
};

/* The bit of a weekday. */
static inline unsigned series_weekday(enum weekday weekday)
{
    return 1u << weekday;
}

/* Which one of its weekday in the month: 1..5. */
int series_nth_in_month(struct date day);

bool series_rule_is_sound(const struct series_rule *rule);

/* In order, at most SERIES_DATES_MAX. `*ret_cut` (may be NULL): the rule goes on past `last` or
   past the bound. Expects a sound rule. Returns how many. */
size_t series_dates(const struct series_rule *rule, struct date ret_dates[SERIES_DATES_MAX],
                    bool *ret_cut);

#endif
