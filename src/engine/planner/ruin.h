/* Which legs leave a plan so that it can be built up again, better. Inside the planner only. */
#ifndef ENGINE_PLANNER_RUIN_H
#define ENGINE_PLANNER_RUIN_H

#include "engine/planner/chance.h"
#include "engine/planner/draft.h"

struct ranked;

struct ruin {
    const struct planner_problem *problem;
    int32_t most;       /* legs that leave at once; those tied to them come on top */
    int32_t *nearest;   /* for each leg all legs, those alike in place and time first */
    bool *ranked;       /* whether a leg's row of `nearest` is there yet */
    struct ranked *row; /* scratch, one a leg */
    int32_t *order;     /* scratch, one a leg */
    bool *leaves;       /* the answer, one flag a leg */
};

/* Takes its memory from the arena; `problem` stays in use. */
void ruin_init(struct arena *arena, const struct planner_problem *problem, struct ruin *ret_ruin);

/* Sets `leaves`, by chance in one of three ways: anybody, people alike, or stretches of some cars;
   locked legs never. */
void ruin_choose(struct ruin *ruin, const struct draft *draft, struct chance *chance);

/* Sets `leaves` for everybody but locked legs. */
void ruin_all(struct ruin *ruin);

/* As ruin_choose, for about `wanted` legs alike to one of them. */
void ruin_around(struct ruin *ruin, const struct draft *draft, struct chance *chance, int32_t leg,
                 int32_t wanted);

#endif
