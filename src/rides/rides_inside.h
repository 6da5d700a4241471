/* What the files of this feature share; other features use rides.h and day.h. */
#ifndef RIDES_RIDES_INSIDE_H
#define RIDES_RIDES_INSIDE_H

#include "rides/day_plan.h"
#include "rides/make_room.h"
#include "rides/ride_tale.h"
#include "rides/rides.h"
#include "zone/calendar.h"

/* A wish with what it names, read anew. */
struct ride_case {
    const struct ride_wish *wish;
    struct person_card person;
    struct destination_row destination;
    const struct place_row *places; /* of the office */
    size_t place_count;
    struct calendar calendar;
    struct policy_set policies; /* of the wish's day */
    struct instant now;
    int64_t without_ride; /* 0, or the ride that is being changed */
    bool exception;       /* a coordinator gave a reason */
};

/* --- conditions.c: pure --------------------------------------------------------------------- */

/* The first rule that says no; rules that an exception covers are passed over with one, and
   `ret_waived` told. `ret_detail` may become a name: of the closure, of the place. */
enum ride_refusal ride_conditions(const struct ride_case *ride, bool *ret_waived,
                                  const char **ret_detail);

/* May a coordinator's exception turn this no into a yes? */
bool ride_refusal_may_be_waived(enum ride_refusal refusal);

/* --- slot.c: the place of a wish in a day ---------------------------------------------------- */

/* A window that binds already. `closes` INSTANT_NONE: as wide as the policy says. */
struct slot_said {
    struct instant opens;
    struct instant closes;
};

/* When, of the two ways of a wish. */
struct slot_request {
    int64_t person_id;
    struct date day;
    struct clock_time appointment;
    enum ride_return return_kind;
    struct clock_time return_at; /* ready to come home, also when called or waited for */
    int64_t early_minutes;       /* set down so much earlier than others may be */
    int64_t companions;
    const char *mobility_aid;
    int64_t boarding_minutes;    /* at home */
    int64_t destination_minutes; /* a stop there takes at least that long */
    int64_t volunteer_id;        /* 0: whoever can */
    struct instant not_before;   /* the outbound window opens then or later */
    bool others_may_move;        /* to make room, inside what was said to them */
    bool fairly;  /* of places about as good, whose volunteer has the smaller share */
    bool is_said; /* else windows are free to choose */
    struct slot_said said[DAY_PLAN_WISH_LEGS];
};

struct slot {
    struct planner_offer offer;
    struct planner_window said[DAY_PLAN_WISH_LEGS];    /* outbound, then homeward */
    struct planner_window planned[DAY_PLAN_WISH_LEGS]; /* boarding and getting off begin */
    int32_t leg_count;
    bool others_move;          /* the offer is one in `roomy` */
    struct planner_plan roomy; /* the day with others moved to make room */
};

/* The routes that a slot touches when others move may be all of the day's. */
enum { SLOT_SHIFTS_MAX = PLANNER_SHIFTS_MAX + DAY_PLAN_WISH_LEGS };

/* The cheapest place that keeps every promise, without a long way round for this person where that
   can be; fairly, another that costs about as little, where the same windows are said. Leaves the
   wish's legs in the problem (windows said and promised), so that slot_take can follow.
   ERR_NOT_FOUND: none. */
MUST_USE enum status slot_find(struct ctx *ctx, struct day_plan *plan,
                               const struct slot_request *request, struct slot *ret_slot);

/* Puts the slot that was found last into the plan. `ret_shifts` are the routes that it touches. */
void slot_take(struct ctx *ctx, struct day_plan *plan, const struct slot *slot,
               int32_t ret_shifts[SLOT_SHIFTS_MAX], size_t *ret_count);

/* Would somebody be free, had every volunteer a car with room? */
MUST_USE enum status slot_lacks_car(struct ctx *ctx, struct day_plan *plan,
                                    const struct slot_request *request, bool *ret_lacks_car);

/* The latest start of boarding at home that still arrives in time, whoever drives. */
struct instant slot_latest_pick_up(const struct day_plan *plan, const struct slot_request *request);

/* As the answer tells it. */
struct ride_slot slot_show(const struct day_plan *plan, const struct slot *slot, int32_t way);

/* --- fair_place.c ---------------------------------------------------------------------------- */

/* Of a place that is not to be had: more than any share. */
#define FAIR_PLACE_NEVER INT64_MAX

/* How many of the offers, cheapest first, cost about as little as the first (policy
   rides.fair_extra_percent, or a few minutes). At least 1. */
int32_t fair_place_near(const struct day_plan *plan, const struct planner_offer *offers,
                        int32_t count);

/* Of each offer, the share of who would drive: what was asked of them in the 28 days up to and with
   that day, of four weeks of their hours as they are then; in hundredths, the larger where two
   would drive. Nobody whom the person would rather be driven by gives way to another. */
MUST_USE enum status fair_place_shares(struct ctx *ctx, const struct day_plan *plan,
                                       const struct planner_offer *offers, int32_t count,
                                       int64_t *ret_points);

/* The smallest; of equals the first. */
int32_t fair_place_first(const int64_t *points, int32_t count);

/* --- decide.c -------------------------------------------------------------------------------- */

struct ride_decision {
    struct ride_answer answer;
    struct ride_case ride;
    struct slot_request request;
    struct day_plan plan; /* read only when the conditions hold */
    struct slot slot;     /* with RIDE_ACCEPTED */
};

/* A leg of another ride that the person has while this one would last; NULL: none. */
const struct day_leg_row *ride_overlap(const struct day_plan *plan,
                                       const struct slot_request *request);

/* Decides, without alternatives. Outcomes as ride_ask. */
MUST_USE enum status ride_decide(struct ctx *ctx, const struct ride_wish *wish,
                                 const struct ride_said *said, int64_t without_ride,
                                 struct ride_decision *ret_decision);

/* Reads the wish's things. Outcomes as ride_ask. */
MUST_USE enum status ride_case_read(struct ctx *ctx, const struct ride_wish *wish,
                                    int64_t without_ride, struct ride_case *ret_case);

struct day_plan_doors ride_doors(const struct ride_case *ride);
/* The notice, on a whole minute. */
struct instant ride_notice_ends(const struct ride_case *ride);
struct slot_request ride_slot_request(const struct ride_case *ride);

/* --- alternatives.c -------------------------------------------------------------------------- */

/* Fills in nearest times; after RIDE_TOO_LATE the earliest, and for want of a volunteer or a car
   the same time by who leaves home earlier. */
MUST_USE enum status ride_find_alternatives(struct ctx *ctx, struct ride_decision *decision);

/* Only the nearest, the only one in the answer: the same time by who leaves home earlier, else of
   the same day when it has one. */
MUST_USE enum status ride_find_nearest(struct ctx *ctx, struct ride_decision *decision);

/* --- promises.c ------------------------------------------------------------------------------ */

/* Does somebody drive this leg of the plan, as it must be driven, to where we still go? */
bool ride_leg_can_be_kept(struct ctx *ctx, const struct day_plan *plan, int32_t leg);

/* --- rides.c --------------------------------------------------------------------------------- */

struct blob ride_seal_notes(struct ctx *ctx, int64_t number, const char *notes);
const char *ride_return_code(enum ride_return kind);
enum ride_return ride_return_from_code(const char *code); /* of those stored */

#endif
