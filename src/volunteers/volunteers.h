/*
 * Volunteers as far as the rides need them: when they can, with which cars, from where.
 */
#ifndef VOLUNTEERS_VOLUNTEERS_H
#define VOLUNTEERS_VOLUNTEERS_H

#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"
#include "volunteers_sql.h"
#include "web/router.h"
#include "zone/policy.h"

/* A volunteer's free interval on one day: weekly hours less absences, within the register's dates.
   Intervals of one volunteer neither overlap nor touch. */
struct shift {
    int64_t volunteer_id;
    const char *volunteer_name; /* "Mario Fabbri" */
    const char *phone;
    struct instant starts;
    struct instant ends;
    int64_t latitude_micro; /* where it starts and ends */
    int64_t longitude_micro;
};

/* A car that somebody may drive that day, and who. One that stands still in the middle of the day
   comes twice. */
struct car {
    int64_t vehicle_id;
    const char *name;
    int64_t seats; /* for passengers */
    int64_t folding_wheelchairs;
    int64_t latitude_micro;
    int64_t longitude_micro;
    const int64_t *driver_ids; /* volunteers */
    size_t driver_count;
    int64_t owner_volunteer_id; /* 0: an organisation's, taken at its place and left there */
    struct instant there_from;  /* on the road no sooner; INSTANT_NONE: all the day */
    struct instant there_until; /* back by then; the same */
};

static inline bool car_is_there(const struct car *car, struct instant from, struct instant to)
{
    return (instant_is_none(car->there_from) || car->there_from.seconds <= from.seconds) &&
           (instant_is_none(car->there_until) || to.seconds <= car->there_until.seconds);
}

struct availability {
    struct shift *shifts; /* by volunteer, then by start */
    size_t shift_count;
    struct car *cars;
    size_t car_count;
};

enum { VOLUNTEERS_SHIFTS_MAX = 128, VOLUNTEERS_CARS_MAX = 64 };

/* Who can drive what and when on a day, with the papers that the policies of that day ask for:
   holidays and closures are the caller's business. */
MUST_USE enum status volunteers_available(struct ctx *ctx, struct date day,
                                          const struct policy_set *policies,
                                          struct availability *ret_availability);

/* Inside a write, with their audit rows. */
MUST_USE enum status volunteer_create(struct ctx *tx, const struct volunteer_insert_args *volunteer,
                                      int64_t *ret_id);
MUST_USE enum status volunteer_add_hours(struct ctx *tx,
                                         const struct volunteer_hours_insert_args *hours);
/* ERR_CONFLICT when the hours overlap others of the same volunteer: a shift would count twice. */
MUST_USE enum status volunteer_change_hours(struct ctx *tx,
                                            const struct volunteer_hours_insert_args *hours);
/* Other hours in place of these, from their first day on: what holds before stays on record.
   ERR_NOT_FOUND when these are not the volunteer's or hold no more; ERR_CONFLICT as above. */
MUST_USE enum status volunteer_replace_hours(struct ctx *tx, int64_t hours_id,
                                             const struct volunteer_hours_insert_args *hours);
/* The hours hold for the last time on `last_day`. ERR_NOT_FOUND when they are not this volunteer's
   or ended before. */
MUST_USE enum status volunteer_end_hours(struct ctx *tx, int64_t volunteer_id, int64_t hours_id,
                                         struct date last_day);
MUST_USE enum status volunteer_add_absence(struct ctx *tx,
                                           const struct volunteer_absence_insert_args *absence,
                                           int64_t *ret_id);
/* As if it had not been said. ERR_NOT_FOUND as above. */
MUST_USE enum status volunteer_drop_absence(struct ctx *tx, int64_t volunteer_id,
                                            int64_t absence_id);
/* ERR_NOT_FOUND as above. */
MUST_USE enum status volunteer_replace_absence(struct ctx *tx, int64_t absence_id,
                                               const struct volunteer_absence_insert_args *absence);
/* ERR_CONFLICT: another version. With a last day, which may be taken back, they are in service no
   longer and stay wherever they drove. */
MUST_USE enum status volunteer_change(struct ctx *tx,
                                      const struct volunteer_update_args *volunteer);
/* The same of a car, with all who may drive it from now on. */
MUST_USE enum status vehicle_change(struct ctx *tx, const struct vehicle_update_args *vehicle,
                                    const int64_t *driver_ids, size_t driver_count);
MUST_USE enum status vehicle_create(struct ctx *tx, const struct vehicle_insert_args *vehicle,
                                    int64_t *ret_id);
MUST_USE enum status vehicle_allow(struct ctx *tx, int64_t volunteer_id, int64_t vehicle_id);
/* It stands still from the hour of the first day to that of the last; without a last day until
   vehicle_is_back. */
MUST_USE enum status vehicle_add_absence(struct ctx *tx,
                                         const struct vehicle_absence_insert_args *absence,
                                         int64_t *ret_id);
/* From now on it is there; an absence that has not begun is as if it had not been said.
   ERR_NOT_FOUND when it is not this car's, or over. */
MUST_USE enum status vehicle_is_back(struct ctx *tx, int64_t vehicle_id, int64_t absence_id);
bool vehicle_stop_has_begun(const struct ctx *ctx, const struct vehicle_away_row *stop);
bool vehicle_stop_is_over(const struct ctx *ctx, const struct vehicle_away_row *stop);
/* "dal 23/11/2026 alle 12:00, non si sa fino a quando" */
const char *vehicle_stop_words(struct ctx *ctx, struct date from_day, struct clock_time starts,
                               struct date to_day, struct clock_time ends);

extern const struct route VOLUNTEERS_ROUTES[];
extern const size_t VOLUNTEERS_ROUTE_COUNT;

#endif
