/*
 * Rides that come again: one question, and an answer for each date. Each date that is taken becomes
 * a ride of its own, by the rules of all others; it can be moved, corrected or cancelled alone.
 */
#ifndef RIDES_SERIES_H
#define RIDES_SERIES_H

#include "rides/rides.h"
#include "rides/series_rule.h"

struct ride_series_date {
    struct date day;
    enum ride_refusal refusal;
    const char *detail;        /* of the refusal, as in ride_answer */
    struct ride_slot outbound; /* with RIDE_ACCEPTED; who drives is not told */
    struct ride_slot homeward;
    bool has_nearest; /* after a no: what can be had instead */
    struct ride_alternative nearest;
    struct ride_earlier earlier;   /* `nearest` is what was asked for, by who leaves earlier */
    struct ride_said nearest_said; /* its windows; known when it is of the same day */
};

struct ride_series_answer {
    struct ride_series_date dates[SERIES_DATES_MAX];
    size_t count;
    size_t accepted;      /* how many are a yes */
    bool cut;             /* it goes on past the bound or the horizon */
    struct date last_day; /* that can be booked today */
};

/* `wish` as of its first day, which is the rule's. Outcomes as ride_ask; ERR_INVALID also for a
   rule that is not sound. A condition of the person (ride_refusal_is_of_person) is the same on
   every date: then only the first is answered. */
MUST_USE enum status ride_series_ask(struct ctx *ctx, const struct ride_wish *wish,
                                     const struct series_rule *rule,
                                     struct ride_series_answer *ret_answer);

/* Does this no depend on who asks or where to, and not on the day? */
bool ride_refusal_is_of_person(enum ride_refusal refusal);

/* A date that the caller takes, as it was said: what was asked for, perhaps leaving earlier, or the
   nearest time of the same day. */
struct ride_series_take {
    struct date day;
    struct clock_time appointment;
    struct ride_said said;
    int64_t early_minutes;
};

struct ride_series_booked {
    int64_t series_id;
    int64_t first_ride_id;
    size_t booked;
    struct ride_no lost[SERIES_DATES_MAX]; /* no longer to be had as they were said */
    size_t lost_count;
};

/* All dates in one write, each decided again: those that can no longer be had are told in
   `ret_booked` and the others are booked. ERR_CONFLICT when none is left. ERR_INVALID for a date
   that the rule does not have, or none. Inside a write. */
MUST_USE enum status ride_series_book(struct ctx *tx, const struct ride_wish *wish,
                                      const struct series_rule *rule,
                                      const struct ride_series_take *takes, size_t count,
                                      struct ride_series_booked *ret_booked);

/* Which of a series, seen from one of its rides. */
enum ride_scope { RIDE_SCOPE_THIS, RIDE_SCOPE_FOLLOWING, RIDE_SCOPE_ALL };

/* As ride_cancel for the ride; of the others those that are still to come, in time or late each by
   itself. `ret_count`: how many rides. Inside a write. */
MUST_USE enum status ride_series_cancel(struct ctx *tx, int64_t id, int64_t version,
                                        enum ride_scope scope, const char *outcome,
                                        size_t *ret_count);

/* The rule as it was said. ERR_NOT_FOUND. */
MUST_USE enum status ride_series_rule(struct ctx *ctx, int64_t series_id,
                                      struct series_rule *ret_rule,
                                      struct clock_time *ret_appointment);

#endif
