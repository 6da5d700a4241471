#include "engine/planner/search.h"

#include <math.h>
#include <string.h>

enum {
    WATCH_TRIES = 32,   /* between two looks at the watch */
    FIRST_CYCLE = 1000, /* tries; each next cycle is half as long again */
    IN_ORDER_PERCENT = 80,
    BLINKS_MAX = 5,
    BLINKS_ANEW = 20, /* a beginning unlike the one before matters more than a good one */
};

/* The part of the heat that is left at the end of a cycle. */
static const double COOLED = 0.005;

static int32_t max(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t min(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* What the windows leave possible: no schedule is lost, and hopeless places are seen sooner. */
static struct planner_leg tighten(struct planner_leg leg)
{
    int32_t longest = leg.pickup_service + leg.onboard_max;

    if (leg.promised) {
        leg.pickup.from = max(leg.pickup.from, leg.said.from);
        leg.pickup.to = min(leg.pickup.to, leg.said.to);
    }
    leg.pickup.from = max(leg.pickup.from, leg.dropoff.from - longest);
    leg.pickup.to = min(leg.pickup.to, leg.dropoff.to - leg.pickup_service);
    leg.dropoff.from = max(leg.dropoff.from, leg.pickup.from + leg.pickup_service);
    leg.dropoff.to = min(leg.dropoff.to, leg.pickup.to + longest);
    return leg;
}

static void tighten_problem(struct arena *arena, const struct planner_problem *problem,
                            struct planner_problem *ret_problem)
{
    struct planner_leg *legs = arena_array(arena, struct planner_leg, (size_t)problem->leg_count);

    for (int32_t leg = 0; leg < problem->leg_count; leg++)
        legs[leg] = tighten(problem->legs[leg]);
    *ret_problem = *problem;
    ret_problem->legs = legs;
}

enum status search_init(struct arena *arena, const struct planner_problem *problem,
                        const struct planner_plan *plan, const struct planner_costs *costs,
                        uint64_t seed, struct search *search)
{
    int32_t capacity = draft_capacity(problem, plan);
    struct draft *drafts[] = {&search->current, &search->trial, &search->home, &search->best};

    tighten_problem(arena, problem, &search->problem);
    for (size_t i = 0; i < sizeof(drafts) / sizeof(*drafts); i++)
        TRY(draft_init(arena, &search->problem, plan, costs, capacity, drafts[i]));
    bench_init(arena, &search->problem, capacity, &search->bench);
    ruin_init(arena, &search->problem, &search->ruin);
    recreate_init(arena, &search->problem, &search->recreate);
    search->chance.state = seed;
    search->cycle = FIRST_CYCLE;
    search->at = 0;
    return OK;
}

bool search_goes_on(const struct search *search, int64_t tries, planner_watch *watch, void *context)
{
    struct planner_progress progress = {tries, search->best.cost, search->best.unserved};

    if (search->problem.leg_count == 0 || search->problem.car_count == 0)
        return false;
    return tries % WATCH_TRIES != 0 || watch(context, &progress);
}

static void copy_all(const struct search *search, struct draft *draft, struct draft *model)
{
    memset(model->touched, true, (size_t)search->problem.car_count * sizeof(*model->touched));
    draft_follow(draft, model);
}

bool search_next(struct search *search)
{
    if (search->at++ != search->cycle)
        return false;
    search->cycle += search->cycle / 2;
    search->at = 0;
    copy_all(search, &search->current, &search->home);
    copy_all(search, &search->trial, &search->home);
    return true;
}

void search_begin_anew(struct search *search)
{
    struct draft *trial = &search->trial;

    ruin_all(&search->ruin);
    draft_take_out(trial, &search->bench, search->ruin.leaves);
    recreate_in_order(&search->recreate, trial, &search->bench, &search->chance, BLINKS_ANEW);
    search_accept(search);
    search_keep_home(search);
    search->cycle = FIRST_CYCLE;
    search->at = 0;
}

void search_try(struct search *search)
{
    struct chance *chance = &search->chance;
    struct draft *trial = &search->trial;

    ruin_choose(&search->ruin, trial, chance);
    draft_take_out(trial, &search->bench, search->ruin.leaves);
    if (chance_below(chance, 100) < IN_ORDER_PERCENT)
        recreate_in_order(&search->recreate, trial, &search->bench, chance,
                          1 + chance_below(chance, BLINKS_MAX));
    else
        recreate_by_regret(&search->recreate, trial, &search->bench, chance,
                           1 + chance_below(chance, 3), chance_below(chance, 2) ? 0 : 0.2);
}

double search_heat(const struct search *search)
{
    return pow(COOLED, (double)search->at / (double)search->cycle);
}

void search_accept(struct search *search)
{
    draft_follow(&search->current, &search->trial);
}

void search_reject(struct search *search)
{
    draft_follow(&search->trial, &search->current);
}

void search_keep_home(struct search *search)
{
    copy_all(search, &search->home, &search->current);
}

void search_keep_best(struct search *search)
{
    search_keep_home(search);
    copy_all(search, &search->best, &search->current);
}
