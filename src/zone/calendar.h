/*
 * When an office is open: weekly hours of its desks and of its rides line, holidays, closures.
 *
 * A calendar is read once and then asked: questions are pure, so that a rule can be tested with a
 * calendar made by hand. All times are on the wall clock of Europe/Rome.
 */
#ifndef ZONE_CALENDAR_H
#define ZONE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>

#include "zone/zone.h"

enum zone_line {
    ZONE_LINE_DESK = 1, /* the office's desks, each in its place */
    ZONE_LINE_RIDES,    /* the telephone line that books rides */
};

enum { CALENDAR_INTERVALS_MAX = 16, CALENDAR_SEARCH_DAYS = 400 };

struct calendar {
    const struct opening_row *openings;
    size_t opening_count;
    const struct holiday_row *holidays;
    size_t holiday_count;
    const struct closure_row *closures;
    size_t closure_count;
};

struct open_interval {
    struct clock_time opens;
    struct clock_time closes; /* the first minute when it is shut again */
    int64_t place_id;         /* 0: a telephone line, nowhere in particular */
    const char *place;        /* NULL with place_id 0 */
};

/* What holds from `from` on: days before it are not answered rightly. */
MUST_USE enum status calendar_read(struct ctx *ctx, int64_t office_id, struct date from,
                                   struct calendar *ret_calendar);

/* Is this day a holiday at a place (0: national ones only) or is the line closed? `ret_why` (may be
   NULL) gets "San Giovanni" or "Chiusura estiva", set only when true. Says nothing of weekly hours.
 */
bool calendar_is_closed(const struct calendar *calendar, enum zone_line line, int64_t place_id,
                        struct date day, const char **ret_why);

/* The intervals of a day in order of opening; none on a closed day. A place's own holiday shuts the
   desk of that place only. Returns how many, at most CALENDAR_INTERVALS_MAX. */
size_t calendar_hours(const struct calendar *calendar, enum zone_line line, struct date day,
                      struct open_interval ret_intervals[CALENDAR_INTERVALS_MAX]);

bool calendar_is_open(const struct calendar *calendar, enum zone_line line, struct instant at);

/* `from` itself when open then; else the next opening. ERR_NOT_FOUND when there is none within
   CALENDAR_SEARCH_DAYS. */
MUST_USE enum status calendar_next_opening(const struct calendar *calendar, enum zone_line line,
                                           struct instant from, struct instant *ret_at);

/* Does the yearly holiday fall on this day? Pure, by month and day or by distance from Easter. */
bool holiday_falls_on(const struct holiday_row *holiday, struct date day);

#endif
