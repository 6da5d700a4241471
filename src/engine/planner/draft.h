/*
 * A plan being worked on: the chains of all cars, solved, with the legs that are still in none.
 * Inside the planner only. All memory is taken at the start; no operation allocates.
 */
#ifndef ENGINE_PLANNER_DRAFT_H
#define ENGINE_PLANNER_DRAFT_H

#include "engine/planner/choices.h"

struct draft {
    const struct planner_problem *problem;
    const struct planner_costs *costs;
    struct chain *chains;  /* one a car */
    int64_t *car_cost;     /* of the chain with the same number */
    int32_t *car_of;       /* for each leg, PLANNER_NONE when unserved */
    int32_t *volunteer_of; /* for each leg, PLANNER_NONE when unserved */
    const int32_t *tied;   /* the next leg of the ring that needs one volunteer; may be itself */
    bool *shift_used;
    bool *touched; /* cars changed since draft_follow */
    int64_t cost;  /* of all chains */
    int32_t unserved;
};

/* Chains to write into while a draft is worked on; may be shared by drafts of one problem. */
struct bench {
    struct chain opened;
    struct chain filled;
};

void bench_init(struct arena *arena, const struct planner_problem *problem, int32_t capacity,
                struct bench *ret_bench);

/* The nodes that a chain of this plan may grow to: the most that a car can do in one day, and no
   less than what it does now. */
int32_t draft_capacity(const struct planner_problem *problem, const struct planner_plan *plan);

/* ERR_CONFLICT when no times fit one of the plan's cars. */
MUST_USE enum status draft_init(struct arena *arena, const struct planner_problem *problem,
                                const struct planner_plan *plan, const struct planner_costs *costs,
                                int32_t capacity, struct draft *ret_draft);

/* Makes `draft` equal to `model`, of the same problem; only cars touched in either are copied. */
void draft_follow(struct draft *draft, struct draft *model);

/* Takes out the marked legs (one flag a leg). With tables that break the triangle inequality a car
   may have no times without them: then it keeps its legs, whose flags are cleared. */
void draft_take_out(struct draft *draft, struct bench *bench, bool *leaves);

/* The volunteer who must drive an unserved leg, by promise or for a leg tied to it; PLANNER_NONE:
   anyone. False when two different ones must. */
bool draft_volunteer(const struct draft *draft, int32_t leg, int32_t *ret_volunteer);

/* May the leg go in this car: is the one that waits with it, if there is one, not in another? */
bool draft_may_take(const struct draft *draft, int32_t leg, int32_t car);

/* Carries out a choice that fits. */
void draft_place(struct draft *draft, struct bench *bench, int32_t leg,
                 const struct choice *choice);

/* The draft as a plan in `arena`. */
void draft_write(struct arena *arena, const struct draft *draft, struct planner_plan *ret_plan);

#endif
