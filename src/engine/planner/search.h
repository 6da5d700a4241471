/*
 * Plans that are partly ruined and built up again, in ever longer cycles, each from the best plan
 * since the search began, or began anew: what is found after so many tries does not depend on how
 * many are still to come. What is better, and what is welcome though it is not, is its user's
 * business. Inside the planner only.
 */
#ifndef ENGINE_PLANNER_SEARCH_H
#define ENGINE_PLANNER_SEARCH_H

#include "engine/planner/recreate.h"
#include "engine/planner/ruin.h"

struct search {
    struct planner_problem problem; /* with windows tightened */
    struct chance chance;
    struct bench bench;
    struct ruin ruin;
    struct recreate recreate;
    struct draft current;
    struct draft trial;
    struct draft home; /* where cycles begin */
    struct draft best;
    int64_t cycle;
    int64_t at; /* tries of this cycle */
};

/* All drafts as the plan given. The drafts point into `search`, which stays where it is.
   ERR_CONFLICT: no times fit the plan. */
MUST_USE enum status search_init(struct arena *arena, const struct planner_problem *problem,
                                 const struct planner_plan *plan, const struct planner_costs *costs,
                                 uint64_t seed, struct search *search);

/* Asks the watch now and then; false without anybody to move or anything to move them with. */
bool search_goes_on(const struct search *search, int64_t tries, planner_watch *watch,
                    void *context);

/* Counts one more try. True: a cycle begins with it, and the current plan is home again. */
bool search_next(struct search *search);

/* Everybody who is not locked leaves, and a plan built up by chance is the current one and home.
   Cycles are short again; the best plan stays. */
void search_begin_anew(struct search *search);

/* Makes the trial: the current plan, ruined and built up again. */
void search_try(struct search *search);

/* How much worse a plan may still be in this cycle, from 1 down to nearly 0. */
double search_heat(const struct search *search);

/* The trial is the current plan from now on, or is dropped. */
void search_accept(struct search *search);
void search_reject(struct search *search);

/* The current plan is home from now on. */
void search_keep_home(struct search *search);

/* It is the best too. */
void search_keep_best(struct search *search);

#endif
