/*
 * Rides: somebody self-sufficient who lives alone asks to be taken to the doctor, and the answer is
 * given while they wait on the telephone.
 *
 * The answer is a promise: the window in which they are picked up. It binds every later planning;
 * the volunteer binds only where promised by name. Conditions, notice, window and destinations are
 * policy data (zone/policy.h), read with the day they hold for.
 */
#ifndef RIDES_RIDES_H
#define RIDES_RIDES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"
#include "people/people.h"
#include "rides_sql.h"
#include "volunteers/promises.h"
#include "web/router.h"

enum { RIDE_ALTERNATIVES_MAX = 7 };

/* The last: the same volunteer waits there with the car, drives nobody else meanwhile, and takes
   the person home (docs/decisions/0017). */
enum ride_return { RIDE_RETURN_NONE, RIDE_RETURN_AT, RIDE_RETURN_ON_CALL, RIDE_RETURN_WAIT };

/* What the caller asks. Unset is NULL, 0 or _NONE. */
struct ride_wish {
    int64_t person_id;
    int64_t office_id;
    int64_t destination_id;
    struct instant called_at; /* start of the call: the notice runs from here */
    struct date day;
    struct clock_time appointment;
    enum ride_return return_kind;
    struct clock_time return_at; /* with RIDE_RETURN_AT */
    int64_t wait_minutes;        /* with RIDE_RETURN_WAIT: how long it takes there, from 1 to the
                                    policy's most; else 0 */
    int64_t early_minutes;       /* as an answer offered: they wait there so much longer */
    int64_t companions;
    const char *mobility_aid; /* code list mobility_aid */
    int64_t boarding_minutes;
    const char *boarding_notes; /* sealed at once; may be NULL */
    bool promise_volunteer;     /* the caller was told who comes */
    int64_t volunteer_id;       /* with promise_volunteer, or a choice of the coordinator; else 0 */
    int64_t series_id;          /* that it is one date of (rides/series.h); 0: by itself */
    const char *exception_reason; /* a coordinator's exception to notice or conditions; else NULL */
    /* Asked on this call: kept as self-declarations of today. */
    bool lives_alone_declared;
    bool lives_with_others_declared;
    bool autonomy_declared;
    bool needs_help_declared;
};

/* The openings of the pick-up windows that the page showed and the caller was told. */
struct ride_said {
    struct instant outbound_opens;
    struct instant homeward_opens; /* INSTANT_NONE without a return */
};

enum ride_refusal {
    RIDE_ACCEPTED = 0,
    RIDE_HAS_DIED,         /* as the record says */
    RIDE_UNKNOWN_ALONE,    /* ask whether they live alone, then ask again */
    RIDE_UNKNOWN_AUTONOMY, /* ask whether they are self-sufficient, then ask again */
    RIDE_NOT_ALONE,
    RIDE_NOT_SELF_SUFFICIENT,
    RIDE_PLACE_NOT_SERVED,
    RIDE_DESTINATION_NOT_SERVED,
    RIDE_NO_ADDRESS,      /* neither door nor place has coordinates */
    RIDE_AID_NOT_CARRIED, /* a wheelchair that does not fold */
    RIDE_TOO_MANY_COMPANIONS,
    RIDE_TOO_LATE, /* less than the notice: the earliest time that can be had is told */
    RIDE_TOO_FAR_AHEAD,
    RIDE_IN_THE_PAST,
    RIDE_CLOSED_DAY,     /* holiday or closure: its name is told */
    RIDE_NO_VOLUNTEER,   /* nobody is free then: nearest times are told */
    RIDE_NO_CAR,         /* somebody is, but no car with that room */
    RIDE_ALREADY_BOOKED, /* the same person has a ride that overlaps */
    RIDE_REFUSAL_COUNT
};

/* Stable codes as stored in ride.refusal: "too_late". NULL for RIDE_ACCEPTED. */
const char *ride_refusal_code(enum ride_refusal refusal);
/* Code list unmet_reason; NULL: nothing was left without an answer. */
const char *ride_refusal_unmet_reason(enum ride_refusal refusal);

/* One way that was found, or offered instead. */
struct ride_slot {
    struct instant window_opens;
    struct instant window_closes;
    struct instant pick_up; /* as planned, inside the window */
    struct instant drop_off;
    int64_t volunteer_id; /* likely; binds only if promised */
    const char *volunteer_name;
    int64_t vehicle_id;
    const char *vehicle_name;
};

/* Another appointment that could be kept. */
struct ride_alternative {
    struct date day;
    struct clock_time appointment;
    struct instant window_opens; /* of its outbound way */
};

/* The appointment that was asked for can be kept by who leaves home earlier. */
struct ride_earlier {
    int64_t minutes; /* than who goes there otherwise does; 0: it cannot */
    struct instant window_opens;
    struct instant window_closes;
    struct instant arrives;
};

struct ride_answer {
    enum ride_refusal refusal;
    const char *detail; /* the closure's name, the place; NULL when the refusal says it all */
    struct ride_slot outbound;
    struct ride_slot homeward; /* of the return; unset with RIDE_RETURN_NONE */
    struct instant earliest;   /* with RIDE_TOO_LATE: the earliest pick-up window that can still be
                                  had opens then; INSTANT_NONE: none in the next days */
    int64_t other_ride_id;     /* with RIDE_ALREADY_BOOKED: the ride that overlaps */
    /* In order of time; with RIDE_TOO_LATE the earliest is among them. */
    struct ride_alternative alternatives[RIDE_ALTERNATIVES_MAX];
    size_t alternative_count;
    struct ride_earlier earlier;
    bool return_fails;       /* somebody could drive there, and nobody home again */
    int32_t moved_count;     /* rides of others that go to another volunteer to make room */
    bool exception_possible; /* this actor, a coordinator, may grant it with a reason */
    bool exception_used;     /* granted, and without it the answer had been no */
    bool stale;              /* of ride_move and ride_correct: somebody else changed the ride */
};

/* Reads everything anew and decides; changes nothing. The same decision is taken again inside
   ride_book, so that two callers cannot have the last seat. `*ret_answer` is set with OK only.
     ERR_INVALID    the form should have said: unknown aid, companions or minutes (of boarding,
                    waiting, leaving earlier) out of their bounds, a return before the appointment,
   a call in the future, a volunteer promised without a name, an exception with a blank reason
     ERR_DENIED     an exception by somebody who is no coordinator, or another office's ride
     ERR_NOT_FOUND  person, office or destination do not exist, or not for this actor */
MUST_USE enum status ride_ask(struct ctx *ctx, const struct ride_wish *wish,
                              struct ride_answer *ret_answer);

/* The same for a ride that is moved: its former time is free again, and it may be `stale`. Outcomes
   as ride_ask and ride_move. */
MUST_USE enum status ride_ask_move(struct ctx *ctx, int64_t id, int64_t version,
                                   const struct ride_wish *wish, struct ride_answer *ret_answer);

/* All below run inside a write, each with its audit row and its line in ride_event. ERR_NOT_FOUND
   also for a ride whose person or office the actor may not know of. `ret_answer` is set with OK and
   with ERR_CONFLICT; it has no alternatives, as the writer must not search while others wait: the
   page asks again by ride_ask. */

/* Books when the answer is yes and, with `said` (NULL: whatever is found), in the very windows that
   were said; else ERR_CONFLICT with the new answer: refused, or accepted in other windows. Keeps
   declarations made on the call and marks the person as a rider. */
MUST_USE enum status ride_book(struct ctx *tx, const struct ride_wish *wish,
                               const struct ride_said *said, struct ride_answer *ret_answer,
                               int64_t *ret_id, int64_t *ret_number);
/* Keeps the refusal as an unmet need, for the figures: state 'refused' with its reason; and what
   was declared on the call. The kinds of event are book, refuse, move, correct, cancel, outcome,
   assign and ready. */
MUST_USE enum status ride_refuse(struct ctx *tx, const struct ride_wish *wish,
                                 enum ride_refusal refusal, int64_t *ret_id);
/* Another day, time or destination for a booked ride, by the same rules; the former one is free
   again. ERR_CONFLICT as ride_book, or with `ret_answer->stale`; also, stale, when a leg has an
   outcome. ERR_INVALID for another person. */
MUST_USE enum status ride_move(struct ctx *tx, int64_t id, int64_t version,
                               const struct ride_wish *wish, const struct ride_said *said,
                               struct ride_answer *ret_answer);

/* The caller was told no: counted, once for a call and without a name, until the same call books or
   its refusal is recorded (docs/decisions/0009). Nothing for a restricted person, and when the no
   leaves nothing unmet. Inside a write. */
MUST_USE enum status ride_count_no(struct ctx *tx, const struct ride_wish *wish,
                                   enum ride_refusal refusal);
/* The same of a series, once for each date; a date that is booked after all counts no more, the
   others stay. */
struct ride_no {
    struct date day;
    enum ride_refusal refusal;
};
MUST_USE enum status ride_count_noes(struct ctx *tx, const struct ride_wish *wish,
                                     const struct ride_no *noes, size_t count);
/* Beside what the call has counted already. */
MUST_USE enum status ride_add_noes(struct ctx *tx, const struct ride_wish *wish,
                                   const struct ride_no *noes, size_t count);

/* What may be said differently of a ride that stays when and where it is. */
struct ride_correction {
    int64_t companions;
    const char *mobility_aid;
    int64_t boarding_minutes;
    const char *boarding_notes;
};
/* Keeps the promised windows; the volunteer may change where none was promised. ERR_CONFLICT as
   ride_move: what is asked now does not fit into the day. */
MUST_USE enum status ride_correct(struct ctx *tx, int64_t id, int64_t version,
                                  const struct ride_correction *correction,
                                  struct ride_answer *ret_answer);
/* `outcome`: cancelled_in_time, cancelled_late or cancelled_by_service (code list leg_outcome);
   NULL: by the person, in time or late by the notice. ERR_CONFLICT: another version, or no longer
   booked. */
MUST_USE enum status ride_cancel(struct ctx *tx, int64_t id, int64_t version, const char *outcome);
/* Code list leg_outcome; a later one replaces it and both stay in the history. ERR_INVALID for an
   unknown code, "not_assigned" without a reason, and a leg that was done, or whose person was not
   found or gave up, before its window opened. The last leg's outcome closes the ride. */
MUST_USE enum status ride_leg_outcome(struct ctx *tx, int64_t leg_id, const char *outcome,
                                      const char *reason);
/* Finds a volunteer for a leg that has none (any more), inside the window that was said; and for
   the other way with it, where the volunteer is to wait.
   ERR_CONFLICT when there is nobody; a promise by name then no longer binds. */
MUST_USE enum status ride_leg_assign(struct ctx *tx, int64_t leg_id);

enum ride_ready_answer {
    RIDE_READY_COMING,
    RIDE_READY_NOT_WAITING, /* no return when called, or it was called, driven or cancelled */
    RIDE_READY_OTHER_DAY,
    RIDE_READY_NOT_THERE_YET, /* the way there is neither over nor planned to be */
    RIDE_READY_TOO_LATE,      /* the time that was kept for it is over */
    RIDE_READY_NOBODY,        /* nobody can come before it is; the time that was said stays */
};

struct ride_ready {
    enum ride_ready_answer answer;
    struct instant pick_up; /* with RIDE_READY_COMING */
    const char *volunteer_name;
};

/* Have they got there: it is written how the way there went, or its planned arrival is past. With
   nobody to drive them there (`arrives` INSTANT_NONE) the appointment stands for it. */
bool ride_has_arrived(const struct ctx *ctx, const char *outcome, struct instant arrives,
                      struct instant appointment);

/* What a call of now would meet, before the plan is asked: RIDE_READY_COMING when it is let in.
   `legs` are those of the ride. */
enum ride_ready_answer ride_ready_now(const struct ctx *ctx, const struct ride_row *ride,
                                      const struct ride_leg_row *legs, size_t count,
                                      const struct ride_leg_row *home);

/* The person called: fetched as early as the plan and the roads allow from now on, inside the time
   that was kept, which then is the window that was said. OK with every answer; only the first
   changes anything. */
MUST_USE enum status ride_leg_ready(struct ctx *tx, int64_t leg_id, struct ride_ready *ret_ready);

/* The sealed notes in clear; NULL when there are none. */
MUST_USE enum status ride_boarding_notes(struct ctx *ctx, int64_t number, struct blob sealed,
                                         const char **ret_notes);

/* What an event of the statement ride_events replaced, in clear; NULL when it replaced nothing. */
MUST_USE enum status ride_event_former(struct ctx *ctx, int64_t ride_id,
                                       const struct ride_event_row *event, const char **ret_former);

/* Whom a rider would rather be driven by ("preferred") or never ("never"); NULL: anybody again.
   What was planned otherwise is shown as a way that nobody drives. ERR_INVALID for another word;
   ERR_NOT_FOUND for a person or volunteer not known. Inside a write, with its audit row. */
MUST_USE enum status rider_set_company(struct ctx *tx, int64_t person_id, int64_t volunteer_id,
                                       const char *company);

/* A place one may be taken to. Inside a write, with its audit row. */
MUST_USE enum status destination_create(struct ctx *tx,
                                        const struct destination_insert_args *destination,
                                        int64_t *ret_id);

/* ERR_CONFLICT: another version. One that is no longer active is not offered; who was promised it
   keeps it on the ride (volunteers/promises.h tells whom). */
MUST_USE enum status destination_change(struct ctx *tx,
                                        const struct destination_update_args *destination);

/* The rides of a person in their history (people/people.h); needs POWER_RIDES_READ. */
extern const struct person_events_source RIDES_PERSON_EVENTS;

/* What stands on volunteers, cars and destinations (volunteers/promises.h). */
extern const struct promises_keeper RIDES_PROMISES;

extern const struct route RIDES_ROUTES[];
extern const size_t RIDES_ROUTE_COUNT;
extern const struct route LEG_TIMES_ROUTES[];
extern const size_t LEG_TIMES_ROUTE_COUNT;
/* For who keeps the zone's rules. */

#endif
