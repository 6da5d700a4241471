/*
 * A day of rides as people look at it: by volunteer, in order of time, with the places still free.
 *
 * Only legs whose person the actor may know of are in it; the others are not counted and fill no
 * seat here. So the free places are a first look: ride_ask decides.
 */
#ifndef RIDES_DAY_H
#define RIDES_DAY_H

#include "rides/rides.h"
#include "volunteers/volunteers.h"

enum { RIDES_DAY_FREE_MAX = 24 };

/* One way of a ride. */
struct day_leg {
    int64_t leg_id;
    int64_t ride_id;
    int64_t number;  /* of the ride */
    int64_t version; /* of the ride */
    const struct person_card *person;
    bool homeward;
    const char *from; /* "Via Roma 3, Ferentillo" or "Ufficio postale di Arrone" */
    const char *to;
    int64_t destination_id;
    const char *destination;
    struct instant window_opens; /* as said */
    struct instant window_closes;
    struct instant pick_up; /* as planned; INSTANT_NONE while nobody drives it */
    struct instant drop_off;
    int64_t slack_minutes; /* between the earliest and the latest pick-up at which nobody is let
                              down; -1: over, or not known */
    struct clock_time appointment;
    enum ride_return return_kind;
    int64_t wait_minutes; /* with RIDE_RETURN_WAIT */
    int64_t companions;
    const char *mobility_aid; /* code */
    int64_t boarding_minutes;
    const char *boarding_notes; /* in clear; NULL when there are none */
    bool volunteer_promised;
    bool locked;              /* keeps its volunteer when the day is planned anew */
    struct instant called_at; /* about having nobody to drive it; INSTANT_NONE: not yet */
    int64_t volunteer_id;     /* as stored, also when that volunteer cannot come any more */
    const char *volunteer_name;
    const char *outcome; /* code; NULL: still to come */
    const char *outcome_reason;
    int64_t late_minutes;    /* told from the car, of a leg still to come; else 0 */
    struct instant ready_at; /* of a return when called: the call; INSTANT_NONE before it */
    bool has_arrived;        /* of a return: they have got there (ride_has_arrived) */
};

/* What a volunteer does next: fetch or set down the person of a leg. */
struct day_stop {
    struct instant at; /* boarding or getting off begins */
    bool pick_up;
    const struct day_leg *leg;
};

/* A stretch of a shift, not past yet, with that many seats free all along. */
struct day_free {
    struct instant from;
    struct instant to;
    int64_t seats;
};

struct day_volunteer {
    int64_t volunteer_id;
    const char *name;
    const char *phone;
    const struct shift *shifts;
    size_t shift_count;
    const char *vehicle_name;          /* of the last leg; NULL before there is one */
    int64_t vehicle_id;                /* the same; 0 */
    const struct day_leg *const *legs; /* by planned pick-up; done ones too */
    size_t leg_count;
    const struct day_stop *stops; /* by time; legs that were cancelled are not in it */
    size_t stop_count;
    bool at_risk; /* a window can no longer be kept: hours, roads or an address changed since */
    struct day_free free[RIDES_DAY_FREE_MAX]; /* only where a seat is free */
    size_t free_count;
};

struct rides_day {
    struct date day;
    const char *closed_why;                 /* the holiday or closure; NULL: a working day */
    const struct day_volunteer *volunteers; /* on duty, or with legs, by name */
    size_t volunteer_count;
    const struct day_leg *const *unassigned; /* promised, and nobody can drive them: call! */
    size_t unassigned_count;
    const struct day_leg *const *cancelled;
    size_t cancelled_count;
    size_t leg_count; /* all but cancelled ones */
};

/* Legs of the rides of one office; 0: of all that the actor reaches. Not audited by itself: the
   page that shows it calls audit_read(). */
MUST_USE enum status rides_day(struct ctx *ctx, int64_t office_id, struct date day,
                               struct rides_day *ret_day);

/* How much there is of a day, for who does not look at it yet: as rides_day tells it, without the
   planning. Nothing in it is of any one person. */
struct rides_outline {
    const char *closed_why;
    size_t leg_count;
    bool has_restricted; /* a passenger whom only the circle, and so the actor, may know of */
};
MUST_USE enum status rides_outline(struct ctx *ctx, int64_t office_id, struct date day,
                                   struct rides_outline *ret_outline);

/* The sheet of one volunteer. ERR_NOT_FOUND when they have neither shift nor leg that day. */
MUST_USE enum status rides_sheet(struct ctx *ctx, int64_t office_id, struct date day,
                                 int64_t volunteer_id, struct rides_day *ret_day,
                                 const struct day_volunteer **ret_volunteer);

/* Is a passenger still to come whom only the circle may know of? Others print this volunteer's
   sheet without them, and must not learn why: somebody of the circle has to print it and hand it
   over. Always false outside the circle. */
bool rides_sheet_is_the_circles(const struct day_volunteer *volunteer);

/* Promised legs of the days from `first` to `last` (at most 62) that cannot be kept as things
   stand, as after an absence: nobody can drive them, their times no longer hold, or we no longer go
   there. Who must be called, in order of time. */
MUST_USE enum status rides_without_volunteer(struct ctx *ctx, int64_t office_id, struct date first,
                                             struct date last, const struct day_leg ***ret_legs,
                                             size_t *ret_count);

#endif
