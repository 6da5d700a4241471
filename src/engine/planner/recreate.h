/* Puts the unserved legs of a draft back, as well as one pass can. Inside the planner only. */
#ifndef ENGINE_PLANNER_RECREATE_H
#define ENGINE_PLANNER_RECREATE_H

#include "engine/planner/chance.h"
#include "engine/planner/draft.h"

/* The cheapest choice of one leg in one car that holds. */
struct cell {
    struct choice choice;
    bool known; /* false: to be looked for again */
    bool found;
};

/* What is known of a leg's spots_slow. */
enum pace { PACE_UNKNOWN, PACE_SLOWS, PACE_MAY_SAVE };

struct recreate {
    int32_t *bank; /* unserved legs still to be tried */
    int32_t bank_count;
    double *weight;     /* of the leg at the same place of the bank */
    struct cell *cells; /* bank place x car */
    int32_t car_count;
    enum pace *pace;           /* of each leg */
    const int64_t *surcharges; /* as those of choices.h; NULL at first */
};

void recreate_init(struct arena *arena, const struct planner_problem *problem,
                   struct recreate *ret_recreate);

/* First the leg that would lose most by waiting: the gap from its cheapest car to its next ones, up
   to the `depth`th (1: simply the cheapest leg first). `noise` of 0.2 weighs legs by 0.8 to 1.2. */
void recreate_by_regret(struct recreate *recreate, struct draft *draft, struct bench *bench,
                        struct chance *chance, int32_t depth, double noise);

/* In an order drawn by chance, each in its cheapest place; of a hundred places `blinks` are
   overlooked, so that the same legs may come to stand otherwise. */
void recreate_in_order(struct recreate *recreate, struct draft *draft, struct bench *bench,
                       struct chance *chance, int32_t blinks);

#endif
