/*
 * What is left of a day, planned anew: somebody fell ill, a car broke, or it could be driven
 * better.
 *
 * Nothing said on the phone is broken: windows hold, and so does a volunteer promised by name. What
 * was driven or is on the road stays as it is, a ride that was locked keeps volunteer and car, and
 * so does one whose person the actor may not know of. From now on, everything else may change
 * hands: nobody is fetched before now, and nobody sets out before now who is still at home.
 *
 * Two plans are looked for: the shortest, and one that shares the rides out more fairly among the
 * volunteers on duty (rides/shares.h) and drives at most so much further (policy
 * rides.fair_extra_percent). What the fairer one costs is told; who plans chooses.
 *
 * A proposal changes nothing. Applied, it is read back from its text and judged again inside the
 * write, against the day as it is then.
 */
#ifndef DISPATCH_REPLAN_H
#define DISPATCH_REPLAN_H

#include "rides/day.h"
#include "rides/day_plan.h"

/* What holds a leg where it is. */
enum replan_hold {
    REPLAN_FREE,
    REPLAN_BEGUN,  /* driven, or on the road */
    REPLAN_LOCKED, /* by the coordinator */
    REPLAN_HIDDEN, /* the actor may not know of its person */
    REPLAN_OUT,    /* nobody can drive it whatever is planned: enum replan_lack says why */
};

/* Why nobody drives a leg. */
enum replan_lack {
    REPLAN_LACKS_NOTHING,
    REPLAN_PAST,            /* the time that was said is over */
    REPLAN_NO_HOME,         /* the address went since the booking */
    REPLAN_NOT_SERVED,      /* we no longer go there */
    REPLAN_PROMISED_ABSENT, /* a volunteer was promised by name and is not there */
    REPLAN_NOBODY,          /* nobody with room is on duty at that time */
    REPLAN_BUSY,            /* who is on duty has others then */
    REPLAN_CAR_STOPPED,     /* they were on the road when the car stopped */
};

struct replan_leg {
    const struct day_leg *shown; /* NULL: REPLAN_HIDDEN */
    enum replan_hold hold;
    enum replan_lack lack;
    int32_t shift; /* in the plan as stored, also where it can be driven so no more */
    int32_t car;
};

struct replan_sum {
    int64_t metres;
    int64_t seconds; /* of driving */
    size_t uncovered;
};

/* Fairness among the volunteers on duty. */
struct replan_fairness {
    bool is_weighed;        /* the policy lets a day drive further for it */
    const int64_t *taken;   /* seconds of each of the planner's volunteers, in the 28 days that
                               end with this one, but for this one */
    const int64_t *offered; /* in the same days, with this one */
    bool is_fairer;         /* a plan that is fairer by enough to be worth a change was found */
    bool is_largest;        /* the largest share falls; else a smaller one, the first that can */
    int64_t from_permille;  /* of that share: in the shortest plan */
    int64_t to_permille;    /* and in the fairer one */
    struct planner_plan fairer; /* the shortest when there is none */
};

struct replan {
    struct day_plan day;      /* as stored and still drivable, from now on */
    struct replan_leg *legs;  /* of the leg with the same number */
    const char *print;        /* of the day as it is stored: a proposal holds only for this one */
    struct planner_plan best; /* what is proposed; day.plan until replan_improve */
    struct planner_plan shortest;    /* likewise */
    struct replan_fairness fairness; /* likewise, all zero */
};

enum replan_way { REPLAN_FAIREST, REPLAN_SHORTEST };

/* Reads what is left of the day, of one office or with 0 of all. ERR_INVALID for a past day. */
MUST_USE enum status replan_read(struct ctx *ctx, int64_t office_id, struct date day,
                                 struct replan *ret_replan);

/* Searches a better plan, to be proposed as the one or the other. The same day gives the same. */
MUST_USE enum status replan_improve(struct ctx *ctx, struct replan *replan, enum replan_way way);

/* The context of the search's watch: how many tries, and what the plan costs that was found. */
struct replan_watch {
    int64_t tries;
    int64_t cost;
};
bool replan_tries_left(void *context, const struct planner_progress *progress);

/* Looks for the fairer plan of a problem whose shortest was found; part of replan_improve. */
MUST_USE enum status replan_balance(struct ctx *ctx, struct replan *replan,
                                    const struct planner_problem *problem,
                                    struct replan_watch watch);

/* How much of what each of the planner's volunteers offers is taken with this plan. */
void replan_shares(struct ctx *ctx, const struct replan *replan, const struct planner_plan *plan,
                   int64_t *ret_permille);

/* What planning a day aims at, in one place: driving is saved, everybody who can be is driven, and
   who drives whom changes only where it saves more than a few minutes. */
struct planner_aim day_aim(void);

/* Of a plan of the day. Uncovered ones are counted as far as the actor may know of them. */
struct replan_sum replan_sum(const struct replan *replan, const struct planner_plan *plan);

/* Does nobody drive it in the best plan, and ought somebody? */
bool replan_is_uncovered(const struct replan *replan, const struct planner_plan *plan, int32_t leg);

/* A leg that changes volunteer, car or time. */
struct replan_move {
    int32_t leg;
    int32_t shift;
    int32_t car;
    int32_t pickup; /* planned */
    int32_t dropoff;
};

/* What the best plan changes, in order of time; and the shifts that it touches. */
struct replan_moves {
    struct replan_move *items;
    size_t count;
    int32_t *shifts;
    size_t shift_count;
};
MUST_USE enum status replan_moves(struct ctx *ctx, const struct replan *replan,
                                  struct replan_moves *ret_moves);

/* The best plan as text that a form carries, and back. ERR_INVALID when it is none of this day. */
const char *replan_text(struct ctx *ctx, const struct replan *replan);
MUST_USE enum status replan_from_text(struct ctx *ctx, struct replan *replan, const char *text);

/* Judges the best plan and writes it, with an event and an audit row for each ride that changes.
   Inside a write. ERR_CONFLICT: it would break a promise, or move what is held. */
MUST_USE enum status replan_write(struct ctx *tx, const struct replan *replan, size_t *ret_moved);

/* The same for a proposal that came back with a form: ERR_CONFLICT also when the day is another one
   since; ERR_INVALID: the text is no plan of the day. */
struct replan_proposal {
    int64_t office_id;
    struct date day;
    const char *print;
    const char *text;
    size_t moved; /* set: how many legs changed */
};
MUST_USE enum status replan_apply(struct ctx *tx, struct replan_proposal *proposal);

#endif
