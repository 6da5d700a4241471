/*
 * Rides of one day: which volunteer takes whom, in which car, in which order and when.
 *
 * Pure computing on whole numbers. Times are seconds since the day's midnight (a caller with finer
 * data, such as a benchmark file, may choose a finer unit, as long as it is the same everywhere);
 * distances are metres. Travel times and distances are two square tables given by the caller, may
 * differ by direction and need not obey the triangle inequality.
 *
 * The words:
 *   point   a place where a car can stop, or start and end the day
 *   leg     one trip of one person (and companion) from a point to a point; a ride with a return is
 *           two legs. "Return when called" is a leg whose pick-up window is the reserved slack
 *   shift   one volunteer on one stretch of the day. A volunteer who breaks for lunch at will has
 *           two shifts; one who must rest between two rides has one shift with a break
 *   car     a resource of its own. Routes that use the same car take turns: the next leaves when
 *           the car is back. A shared car leaves from and returns to its base point, where the
 *           shift's hours are then counted; an own car goes with its driver from the shift's
 *           start point to its end point. It leaves and is back within its own hours; one that is
 *           away in the middle of the day is two cars
 *   plan    for each shift its route: the car, the turn on that car, the stops in order
 *
 * A plan holds when times can be given to all stops so that
 *   - service (boarding, getting off) starts inside its window, and inside the pick-up window said
 *     on the phone where one was promised;
 *   - a stop's service lasts its seconds, counted once, and driving its travel time; waiting is
 *     allowed everywhere;
 *   - nobody is on board longer than the leg allows, from the end of boarding to the start of
 *     getting off;
 *   - routes keep to their shift's hours and longest duration, breaks to theirs, cars to turns and
 *     to their hours;
 *   - seats and wheelchair places suffice, and driver, car and person go together.
 * All of these are differences of two times against a constant, so each stop has one earliest and
 * one latest time, every whole number between them can be had, all earliest times hold together,
 * and so do all latest ones.
 *
 * planner_check is the judge: slow, plain, and sharing no scheduling code with the rest, which is
 * tested against it. Everything that a function returns lives in the arena that was passed in.
 */
#ifndef ENGINE_PLANNER_PLANNER_H
#define ENGINE_PLANNER_PLANNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

enum {
    PLANNER_POINTS_MAX = 2048,
    PLANNER_LEGS_MAX = 1024,
    PLANNER_SHIFTS_MAX = 128,
    PLANNER_CARS_MAX = 128,
    PLANNER_VOLUNTEERS_MAX = 128,
    PLANNER_PERSONS_MAX = 1024,
    PLANNER_LOAD_MAX = 1000,        /* seats or wheelchair places, of a car or a leg */
    PLANNER_COST_MAX = 1000 * 1000, /* of one metre, one second, one new route */
    PLANNER_OFFERS_MAX = 8,
    PLANNER_CAUSES_MAX = 16,
    PLANNER_TRIES_MAX = 1024,
    PLANNER_TIME_MAX =
        1 << 28,       /* of any time, duration or distance: sums of a few fit in 32 bits */
    PLANNER_NONE = -1, /* no leg, car, shift, volunteer or point */
};

/* Both ends belong to it. */
struct planner_window {
    int32_t from;
    int32_t to;
};

struct planner_leg {
    int32_t person;
    int32_t pickup_point;
    int32_t dropoff_point;
    struct planner_window pickup;  /* for the start of boarding */
    struct planner_window dropoff; /* for the start of getting off */
    int32_t pickup_service;
    int32_t dropoff_service;
    int32_t onboard_max;
    int32_t seats;       /* the person, and the companion if there is one */
    int32_t wheelchairs; /* folded, in the boot */
    bool promised;
    struct planner_window said; /* the pick-up window said on the phone; counts when promised */
    int32_t volunteer;          /* promised by name, or PLANNER_NONE */
    int32_t with_leg;           /* the leg that the same volunteer must drive, or PLANNER_NONE */
    bool stays;                 /* the car waits there for with_leg: nobody is driven in between */
    bool locked;                /* keeps the shift and car that it has in the plan given, or none */
};

/* A rest with nobody on board, which a used shift must hold. */
struct planner_break {
    int32_t length; /* 0: the shift has no break */
    int32_t point;
    struct planner_window window; /* for its start */
};

struct planner_shift {
    int32_t volunteer;
    struct planner_window hours;
    int32_t start_point;
    int32_t end_point;
    int32_t duration_max; /* from leaving to coming back; PLANNER_TIME_MAX for no limit */
    struct planner_break pause;
};

struct planner_car {
    int32_t base_point; /* PLANNER_NONE: an own car, which only one volunteer may drive */
    int32_t seats;      /* for passengers */
    int32_t wheelchairs;
    struct planner_window hours; /* on the road only within them */
};

/* A car's hours without a bound. */
#define PLANNER_ALWAYS ((struct planner_window){0, PLANNER_TIME_MAX})

enum planner_company { PLANNER_ANYONE, PLANNER_NEVER, PLANNER_PREFERRED };

/* One day. The caller owns every array and keeps them alive and unchanged during a call. */
struct planner_problem {
    int32_t point_count;
    const int32_t *travel; /* point_count x point_count, row = from */
    const int32_t *metres; /* the same shape */
    int32_t leg_count;
    const struct planner_leg *legs; /* those in the plan, and those to be placed */
    int32_t shift_count;
    const struct planner_shift *shifts; /* one volunteer's shifts do not overlap */
    int32_t car_count;
    const struct planner_car *cars;
    int32_t volunteer_count;
    const uint8_t *may_drive; /* volunteer_count x car_count, 1 = may */
    int32_t person_count;
    const uint8_t *company; /* volunteer_count x person_count, enum planner_company */
};

/*
 * To be called once on a new problem: every other function relies on it. ERR_TOO_LARGE past a
 * bound above; ERR_INVALID for an index, a time or a table entry out of its range, an empty window,
 * overlapping shifts of one volunteer, an own car with two drivers, or a leg that stays for none
 * other.
 */
MUST_USE enum status planner_validate(const struct planner_problem *problem);

enum planner_stop_kind { PLANNER_PICKUP, PLANNER_DROPOFF, PLANNER_BREAK };

struct planner_stop {
    enum planner_stop_kind kind;
    int32_t leg; /* PLANNER_NONE for a break */
};

/* The route of the shift with the same number. Without stops it is unused, and its car too. */
struct planner_route {
    int32_t car;
    int32_t turn; /* 0, 1, 2 ... among the used routes of that car */
    int32_t stop_count;
    struct planner_stop *stops;
};

struct planner_plan {
    int32_t route_count; /* the problem's shift_count */
    struct planner_route *routes;
};

/* A plan in which every shift is unused. */
void planner_plan_init(struct arena *arena, const struct planner_problem *problem,
                       struct planner_plan *ret_plan);

/* Takes a leg out; a route without legs becomes unused and gives its turn back. ERR_NOT_FOUND. */
MUST_USE enum status planner_remove(struct planner_plan *plan, int32_t leg);

/* The shift whose route serves the leg, or PLANNER_NONE. */
int32_t planner_shift_of(const struct planner_plan *plan, int32_t leg);

/* --- the judge ------------------------------------------------------------------------------ */

/* What a plan can break. The first half is about who and how many, the second about time. */
enum planner_fault {
    PLANNER_FINE,
    PLANNER_BAD_STOPS,          /* an unknown leg, one twice, a drop-off missing or first */
    PLANNER_BAD_TURNS,          /* a car's routes are not numbered 0, 1, 2 ... */
    PLANNER_BAD_BREAK,          /* missing, not asked for, or with somebody on board */
    PLANNER_CAR_NOT_ALLOWED,    /* the volunteer may not drive that car */
    PLANNER_NOT_TOGETHER,       /* volunteer and person never */
    PLANNER_OTHER_WAS_PROMISED, /* another volunteer was promised by name */
    PLANNER_LEGS_PARTED,        /* two legs that need the same volunteer */
    PLANNER_NOT_WAITED,         /* a leg whose car stays: another stop, or somebody on board */
    PLANNER_NO_SEAT,
    PLANNER_NO_WHEELCHAIR_PLACE,
    PLANNER_SAID_BROKEN, /* the pick-up window said on the phone */
    PLANNER_ONBOARD_TOO_LONG,
    PLANNER_DROPOFF_MISSED,
    PLANNER_PICKUP_MISSED,
    PLANNER_CAR_NOT_BACK, /* the turn before on the same car */
    PLANNER_CAR_HOURS,
    PLANNER_BREAK_MISSED,
    PLANNER_SHIFT_TOO_LONG,
    PLANNER_SHIFT_HOURS,
};

struct planner_cause {
    enum planner_fault fault;
    int32_t leg; /* or PLANNER_NONE */
    int32_t shift;
};

/* When the route with the same number leaves, stops (service starts) and is back. */
struct planner_times {
    int32_t start;
    int32_t end;
    int32_t *stops; /* as many as the route has */
};

/*
 * `causes[0]` is the fault best told to a person. A fault of time lists the whole set of rules that
 * contradict each other (up to PLANNER_CAUSES_MAX): drop any one of them and this contradiction is
 * gone. Times are set only when the plan holds, for used routes.
 */
struct planner_report {
    int32_t cause_count; /* 0: the plan holds */
    struct planner_cause causes[PLANNER_CAUSES_MAX];
    int32_t unserved_count; /* legs in no route, which is not a fault */
    struct planner_times *earliest;
    struct planner_times *latest;
};

/* Whether the plan holds, exactly. The report is set either way. */
bool planner_check(struct arena *arena, const struct planner_problem *problem,
                   const struct planner_plan *plan, struct planner_report *ret_report);

/*
 * The times to put on the day sheet: people wait at home rather than in the car (person-seconds on
 * board), then volunteers are out for less time. Never worse in the first than the earliest times;
 * best among all schedules unless limits on time on board interlock. ERR_CONFLICT: no times fit.
 * `ret_times`: one for each route, set for used ones. Expects a plan without faults of other kinds.
 */
MUST_USE enum status planner_schedule(struct arena *arena, const struct planner_problem *problem,
                                      const struct planner_plan *plan,
                                      struct planner_times **ret_times);

/* What routes cost, in units of the caller's choice, each from 0 to PLANNER_COST_MAX. */
struct planner_costs {
    int32_t metre;
    int32_t second;    /* of driving */
    int32_t new_route; /* once, when a still unused shift is called upon */
    int32_t preferred; /* taken off when the person gets a volunteer she prefers */
};

/* --- the day -------------------------------------------------------------------------------- */

struct planner_aim {
    struct planner_costs costs;
    int64_t unserved; /* what a leg in no route costs: more than any detour that serves it */
};

/* The best plan so far. */
struct planner_progress {
    int64_t tries;
    int64_t cost; /* of the driven routes */
    int32_t unserved;
};

/* Asked before the first try and every few after it; false ends the search. Without a leg or a car
   there is nothing to try. */
typedef bool planner_watch(void *context, const struct planner_progress *progress);

/*
 * A better plan for the day, by large-neighbourhood search from the one given, whose unserved legs
 * are placed too where they can be. Whatever was promised stays kept. Never worse than what it
 * starts from. The same seed gives the same plan after the same number of tries, however long the
 * search may still go on: more time can only add to it. ERR_CONFLICT: no times fit the plan given.
 */
MUST_USE enum status planner_improve(struct arena *arena, const struct planner_problem *problem,
                                     const struct planner_plan *plan, const struct planner_aim *aim,
                                     uint64_t seed, planner_watch *watch, void *context,
                                     struct planner_plan *ret_plan);

/* --- fairness ------------------------------------------------------------------------------- */

/* How long who waits for a leg's visit (`stays`) is there, however times are chosen; 0 for a leg
   that nobody waits for. */
int32_t planner_wait_seconds(const struct planner_problem *problem, int32_t leg);

/* How long the plan keeps each volunteer busy: driving, with passengers or without, while people
   get in and out, and waiting for a visit (planner_wait_seconds); not waiting otherwise, nor
   resting. The same whatever times are chosen. `ret_seconds`: one for each volunteer. Expects a
   plan without faults but of time. */
void planner_busy(struct arena *arena, const struct planner_problem *problem,
                  const struct planner_plan *plan, int64_t *ret_seconds);

/*
 * What was asked of each volunteer beside this day, and what they offer: their share is what is
 * taken, by the plan and beside it, of what is offered. Seconds up to PLANNER_TIME_MAX, all of one
 * stretch of time that this day lies in.
 */
struct planner_fairness {
    const int64_t *taken;   /* one for each volunteer, without this day */
    const int64_t *offered; /* with this day; above 0 */
    int32_t step_permille;  /* above 0: what a share falls by is told in whole steps of so much */
    int64_t metres_max;     /* that a fairer plan may drive */
    int64_t cost_max; /* and cost, so that what it takes from people's preferences is bounded */
};

/*
 * A fairer plan for the day, by the same kind of search from the one given: nobody more is left
 * out; then the largest of all shares falls by as many steps as it can, then the next largest, and
 * so on; then the plan is cheap. What falls by less than a step has not fallen, and what rises by
 * less has risen by one.
 * Promises, seed and watch as for planner_improve. A plan given that is beyond a bound gives way
 * only to a better one that is within both. ERR_CONFLICT: no times fit the plan given.
 */
MUST_USE enum status planner_balance(struct arena *arena, const struct planner_problem *problem,
                                     const struct planner_plan *plan,
                                     const struct planner_costs *costs,
                                     const struct planner_fairness *fairness, uint64_t seed,
                                     planner_watch *watch, void *context,
                                     struct planner_plan *ret_plan);

/* --- the phone ------------------------------------------------------------------------------ */

/* One leg that nobody drives yet, or two that are answered together (outbound, return). */
struct planner_request {
    int32_t leg_count; /* 1 or 2 */
    int32_t legs[2];
    struct planner_costs costs;
    int32_t offer_max; /* 1..PLANNER_OFFERS_MAX */
};

/* Where one leg goes. The second leg's numbers count with the first leg already in its place. */
struct planner_place {
    int32_t leg;
    int32_t shift;
    int32_t car;
    int32_t turn;
    bool opens;         /* the shift was unused; later turns on that car move up */
    int32_t pickup_at;  /* index among the route's stops, the break of a new one there */
    int32_t dropoff_at; /* the same, with the pick-up in place */
    struct planner_window
        pickup;            /* when boarding can start: any window that meets it may be said */
    int32_t pickup_likely; /* the times of planner_schedule */
    int32_t dropoff_likely;
};

struct planner_offer {
    int64_t cost;
    int64_t added_metres;
    int64_t added_seconds; /* of driving */
    int32_t place_count;
    struct planner_place places[2];
};

/*
 * The cheapest places for a request in a plan whose other stops keep car and order: at most one
 * offer for each choice of shifts and cars, cheapest first, exact among all positions, turns and
 * still unused shifts. Whatever was promised stays kept. Legs are placed one after the other: the
 * first must hold before the second comes. A car whose own routes do not hold takes nobody more.
 *
 * Two pick-up windows of one offer may both be chosen at the early end or both at the late end; for
 * any other pair apply the offer, write what would be said into the legs and ask planner_check.
 * `ret_offers` has room for request->offer_max. ERR_NOT_FOUND: there is no place.
 */
MUST_USE enum status planner_insert(struct arena *arena, const struct planner_problem *problem,
                                    const struct planner_plan *plan,
                                    const struct planner_request *request,
                                    struct planner_offer *ret_offers, int32_t *ret_count);

/*
 * Room for a request that has no place while everybody stays where they are: others change car,
 * order or volunteer, inside whatever was promised to them. In the plan that comes out the
 * request's legs are in no route yet, nobody is left out who was not before, and planner_insert
 * finds a place. It starts by moving the ride most like the request and moves ever more of them, so
 * that few change hands. The same plan and tries (1..PLANNER_TRIES_MAX) give the same room.
 * ERR_NOT_FOUND: none was found; ERR_CONFLICT: no times fit the plan given.
 */
MUST_USE enum status planner_make_room(struct arena *arena, const struct planner_problem *problem,
                                       const struct planner_plan *plan,
                                       const struct planner_request *request, int32_t tries,
                                       struct planner_plan *ret_plan);

/* Puts the offer's legs into the plan that it was made for. */
void planner_apply(struct arena *arena, const struct planner_problem *problem,
                   const struct planner_offer *offer, struct planner_plan *plan);

/* By how much the windows of a request may be moved: whole steps between two bounds. */
struct planner_moves {
    int32_t step;     /* above 0 */
    int32_t earliest; /* 0 or negative */
    int32_t latest;   /* 0 or positive */
};

struct planner_moved {
    int32_t moved_by; /* added to every window of the request's legs */
    struct planner_offer offer;
};

/*
 * "Not at ten, but at half past nine or a quarter to eleven": the moves nearest to the time asked
 * for at which the request has a place, nearest first and the earlier before the later, each with
 * its cheapest offer; no move at all is tried first. Moved windows are cut at 0 and at
 * PLANNER_TIME_MAX, and a move that leaves one empty is left out. At most `want`
 * (1..PLANNER_OFFERS_MAX) of them. To apply one, move the legs' windows first. ERR_TOO_LARGE: more
 * than PLANNER_TRIES_MAX moves; ERR_NOT_FOUND: none.
 */
MUST_USE enum status planner_nearest(struct arena *arena, const struct planner_problem *problem,
                                     const struct planner_plan *plan,
                                     const struct planner_request *request,
                                     struct planner_moves moves, int32_t want,
                                     struct planner_moved *ret_moved, int32_t *ret_count);

#endif
