/*
 * Two kinds of time that never mix. A `struct date` is a day on the wall calendar, without a
 * zone. A `struct instant` is a point of elapsed time (seconds since 1970-01-01T00:00Z). They meet
 * only here, in the civil time of Europe/Rome, whose rules come from the system's tz database.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct date {
    int32_t days; /* since 1970-01-01 in the proleptic Gregorian calendar */
};

struct instant {
    int64_t seconds;
};

/* A time on the wall clock: minutes since midnight, 0..1439. */
struct clock_time {
    int32_t minutes;
};

#define DATE_NONE    ((struct date){INT32_MIN})
#define INSTANT_NONE ((struct instant){INT64_MIN})
#define CLOCK_NONE   ((struct clock_time){-1})

enum weekday { MONDAY = 1, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY }; /* ISO 8601 */

/* Must be called once, before any thread starts: it sets TZ. ERR_IO when the tz database lacks
   Europe/Rome. */
MUST_USE enum status date_init_civil_time(void);

/* False for 31 April, 29 February of a common year, and years outside 1600..2400. */
bool date_is_real(int year, int month, int day);
struct date date_of(int year, int month, int day); /* asserts that it is real */
/* Right for every date but DATE_NONE, also when a sum has left the years that can be typed. */
void date_split(struct date date, int *ret_year, int *ret_month, int *ret_day);
int date_year(struct date date);
enum weekday date_weekday(struct date date);
struct date date_add_days(struct date date, int days);
struct date date_easter(int year); /* 1600..2400 */
/* Whole years from `birth` to `on`; someone born on 29 February ages on 1 March.
   Negative before the birth. */
int date_age(struct date birth, struct date on);
static inline bool date_is_none(struct date d)
{
    return d.days == INT32_MIN;
}
static inline bool instant_is_none(struct instant i)
{
    return i.seconds == INT64_MIN;
}
static inline bool clock_is_none(struct clock_time t)
{
    return t.minutes < 0;
}

/* ISO text, as stored: "2026-11-23". */
MUST_USE enum status date_from_iso(const char *text, struct date *ret_date);
char *date_to_iso(struct arena *arena, struct date date);

/* What a person types in one box: 23/11/2026, 23-11-2026, 23.11.26, 23 11 2026, 2026-11-23, with
   spaces. A two-digit year means the 100 years that end with `latest`. ERR_INVALID otherwise. */
MUST_USE enum status date_from_typed(const char *text, struct date latest, struct date *ret_date);

/* "9:30", "09.30", "9,30", "930", "9" -> a clock time. ERR_INVALID otherwise, also for "9:3",
   which may be 9:03 or 9:30, and for 24:00. */
MUST_USE enum status clock_from_typed(const char *text, struct clock_time *ret_time);

/* As shown: "23/11/2026", "9:05"; "" for none. In words: base/day_words.h. */
char *date_show(struct arena *arena, struct date date);
char *clock_show(struct arena *arena, struct clock_time time);

/* Elapsed time <-> civil time of Europe/Rome. A wall time that a clock change skips means the
   instant that would have it without the change (02:30 becomes 03:30); one that comes twice means
   the first. Seconds are dropped from a clock time. */
struct instant instant_at(struct date date, struct clock_time time);
struct date instant_date(struct instant instant);
struct clock_time instant_clock(struct instant instant);
struct instant instant_now(void); /* the system's clock; only app/ calls it */
struct instant instant_add_minutes(struct instant instant, int64_t minutes);
char *instant_to_iso(struct arena *arena, struct instant instant); /* "2026-11-23T08:05:00Z" */

#endif
