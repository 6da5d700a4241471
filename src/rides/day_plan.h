/*
 * One day as the planner sees it: the legs that were promised, who drives with what, and the plan
 * made of what is stored. Seconds count from the day's civil midnight as elapsed time, so a clock
 * change in the night moves nothing.
 */
#ifndef RIDES_DAY_PLAN_H
#define RIDES_DAY_PLAN_H

#include "engine/planner/planner.h"
#include "rides_sql.h"
#include "roads/roads.h"
#include "volunteers/volunteers.h"
#include "zone/policy.h"

enum {
    RIDES_MINUTE_SECONDS = 60,
    DAY_PLAN_POINTS_MAX = 900, /* two square tables of them stay below 7 MB */
    DAY_PLAN_SECONDS = 30 * 3600,
    DAY_PLAN_WISH_LEGS = 2,
};

/* Driving weighs more than distance, and calling upon one more volunteer more than a short way
   round. Somebody one knows is worth about ten minutes of driving more. */
static const struct planner_costs RIDES_COSTS = {
    .metre = 1, .second = 5, .new_route = 3000, .preferred = 9000};

/* The two doors of a wish, so that its day is loaded with them. */
struct day_plan_doors {
    int64_t person_id;
    struct road_point home;
    int64_t destination_id;
    struct road_point destination;
};

struct day_plan {
    struct date day;
    struct instant midnight;
    const struct policy_set *policies; /* in force on the day */
    struct availability available;     /* where a car that was driven stops or is back, its driver's
                                          shift is cut in two: after it another car may be taken */
    struct day_leg_row *rows;          /* all of the day, those left out of the plan too */
    size_t row_count;
    struct planner_problem problem;      /* its tables are those below */
    struct planner_leg *legs;            /* with room for DAY_PLAN_WISH_LEGS more */
    const struct day_leg_row **leg_rows; /* of the known leg with the same number */
    struct planner_shift *shifts;        /* one for each of available.shifts */
    struct planner_car *cars;            /* one for each of available.cars */
    int64_t *volunteer_ids;              /* of the planner's volunteers */
    int64_t *person_ids; /* of the planner's persons; the first is nobody in particular */
    uint8_t *may_drive;
    struct road_point *points;
    int64_t *point_keys;  /* whose door: a person's id, minus a destination's, 0 for a base */
    int64_t without_ride; /* the one whose legs are left out; 0: none */
    int32_t known_legs;   /* those with a row; the wish's legs follow */
    int32_t home_point;   /* of the wish; PLANNER_NONE without doors */
    int32_t destination_point;
    struct planner_plan plan;
};

/* Reads the day. `doors` may be NULL; legs of ride `without_ride` are left out, as if it were
   cancelled. ERR_TOO_LARGE past the planner's bounds or DAY_PLAN_POINTS_MAX. */
MUST_USE enum status day_plan_read(struct ctx *ctx, struct date day,
                                   const struct policy_set *policies,
                                   const struct day_plan_doors *doors, int64_t without_ride,
                                   struct day_plan *ret_plan);

/* A day as it might have been: beside what is stored, one more shift and car, and legs that nobody
   drives. Every leg that counts is free to change hands inside what was said of it. */
struct day_plan_more {
    const struct shift *shift; /* NULL: none; of a volunteer and in a car with the ids below */
    const struct car *car;     /* NULL: the volunteer may drive the cars of the organisations */
    const struct day_leg_row *rows;
    size_t row_count;
};
enum { DAY_PLAN_MORE_ID = -1 };

/* As day_plan_read. For looking only: what comes out must not be kept. */
MUST_USE enum status day_plan_imagine(struct ctx *ctx, struct date day,
                                      const struct policy_set *policies,
                                      const struct day_plan_more *more, struct day_plan *ret_plan);

/* How far and how long the car drives on a route of `routes`; on the whole of it for a `leg` of
   PLANNER_NONE, else to that leg's stops and, after the last of all, home. */
void day_plan_way(const struct day_plan *plan, const struct planner_plan *routes, int32_t shift,
                  int32_t leg, int64_t *ret_metres, int64_t *ret_seconds);

/* The plan from the rows: part of reading the day. */
void day_plan_build(struct ctx *ctx, struct day_plan *plan);

/* A leg takes up its volunteer's time: it is to come, or it was driven. */
bool day_leg_counts(const struct day_leg_row *row);
bool leg_counts(const char *ride_state, const char *leg_outcome);

/* It was driven, or is on the road: it stays as it is. */
bool day_leg_is_fixed(const struct day_leg_row *row, struct instant now);

/* Somebody whose address went since the booking cannot be fetched: the leg is in no route. */
bool day_leg_has_home(const struct day_leg_row *row);

/* Driven, or on the road as far as one knows: aboard, as the volunteer told from the car; else by
   the hour that was planned, unless they told to be late and may still come in time. */
bool day_leg_has_begun(const struct day_leg_row *row, struct instant now);

/* Of the car of a stored leg, as far as its hours go. */
enum day_leg_car {
    DAY_LEG_CAR_THERE,
    DAY_LEG_CAR_STOPS, /* after the person got in */
    DAY_LEG_CAR_AWAY,  /* there is none, or it is not there when the person is to get in */
};
enum day_leg_car day_plan_leg_car(const struct day_plan *plan, const struct day_leg_row *row);

/* Cuts the shifts of `available` as said there: part of reading the day. */
void day_plan_cut_shifts(struct ctx *ctx, struct day_plan *plan);

int32_t day_plan_seconds(const struct day_plan *plan, struct instant at);
struct instant day_plan_instant(const struct day_plan *plan, int32_t seconds);

/* Index of a volunteer on duty or PLANNER_NONE. */
int32_t day_plan_volunteer(const struct day_plan *plan, int64_t volunteer_id);

/* Index of the wish's person, or of one with a leg that is still to come; 0, who is kept from
   nobody and prefers nobody, for others. */
int32_t day_plan_person(const struct day_plan *plan, int64_t person_id);

/* --- day_wait.c: a volunteer who waits drives both ways ----------------------------------------
 */

/* The other way of a ride whose volunteer waits; PLANNER_NONE. */
int32_t day_plan_partner(const struct day_plan *plan, int32_t leg);
void day_plan_tie(struct day_plan *plan, int32_t outbound, int32_t homeward);
/* Who was taken there may come home with anybody: better than with nobody. */
void day_plan_untie(struct day_plan *plan, int32_t leg);

/* Parts of reading the day. Of two ways that cannot be driven together any more neither is in a
   route; where the first is driven already, the second is on its own. */
void day_plan_tie_rows(struct day_plan *plan);
void day_plan_keep_ties(struct day_plan *plan, struct instant now);

int32_t day_plan_drive(const struct day_plan *plan, int32_t from, int32_t to);

/* Can the route of this shift be driven, with all others of its car: times, seats, everything? */
bool day_plan_holds(struct ctx *ctx, const struct day_plan *plan, int32_t shift);
/* The same with the judge's report: why not, or within which times. */
bool day_plan_check(struct ctx *ctx, const struct day_plan *plan, int32_t shift,
                    struct planner_report *ret_report);

/* Times for the routes that use the car of any of these shifts: cars that are not touched need not
   hold. `ret_times` has one for each route, set for those. ERR_CONFLICT: no times fit. */
MUST_USE enum status day_plan_schedule(struct ctx *ctx, const struct day_plan *plan,
                                       const int32_t *shifts, size_t count,
                                       struct planner_times **ret_times);

/* Is the shift used, and with the car of any of these? */
bool day_plan_uses_car(const struct day_plan *plan, int32_t shift, const int32_t *shifts,
                       size_t count);

/* Writes the plan of those routes into the legs; `new_ids` are those of the wish's legs, in order.
   Inside a write. Where no times fit, the stored ones stay and the status is still OK, as long as
   no new leg waits for its own. */
MUST_USE enum status day_plan_keep(struct ctx *tx, const struct day_plan *plan,
                                   const int32_t *shifts, size_t count, const int64_t *new_ids);

/* --- day.c: with the names -------------------------------------------------------------------- */

struct day_leg; /* rides/day.h */

/* The plan of a day with what the actor may know of each of its known legs: NULL for the others,
   and for those of another office than the one asked for (0: any). */
MUST_USE enum status rides_day_plan(struct ctx *ctx, int64_t office_id, struct date day,
                                    struct day_plan *ret_plan, const struct day_leg ***ret_legs);

#endif
