#include "engine/planner/planner.h"

#include <math.h>
#include <string.h>

#include "engine/planner/recreate.h"
#include "engine/planner/ruin.h"
#include "engine/planner/rules.h"

enum {
    WATCH_TRIES = 32,   /* between two looks at the watch */
    FIRST_CYCLE = 1000, /* tries; each next cycle is half as long again */
    IN_ORDER_PERCENT = 80,
    BLINKS_MAX = 5,
};

/* How much worse than the best a plan may be at the start of a cycle, and the part of it left at
   the end. */
static const double HOT = 0.01;
static const double COOLED = 0.005;

/*
 * Simulated annealing over plans that are partly ruined and built up again, in ever longer cycles,
 * each from the best plan so far: what is found after so many tries does not depend on how many are
 * still to come.
 */
struct improver {
    const struct planner_aim *aim;
    struct planner_problem problem; /* with windows tightened */
    struct chance chance;
    struct bench bench;
    struct ruin ruin;
    struct recreate recreate;
    struct draft current;
    struct draft trial;
    struct draft best;
    int64_t cycle;
    int64_t at; /* tries of this cycle */
};

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

static int64_t worth(const struct improver *improver, const struct draft *draft)
{
    return draft->cost + improver->aim->unserved * draft->unserved;
}

static void copy_all(const struct improver *improver, struct draft *draft, struct draft *model)
{
    memset(model->touched, true, (size_t)improver->problem.car_count * sizeof(*model->touched));
    draft_follow(draft, model);
}

static void start_cycle(struct improver *improver)
{
    improver->cycle += improver->cycle / 2;
    improver->at = 0;
    copy_all(improver, &improver->current, &improver->best);
    copy_all(improver, &improver->trial, &improver->best);
}

static void try_another(struct improver *improver)
{
    struct chance *chance = &improver->chance;
    struct draft *trial = &improver->trial;

    ruin_choose(&improver->ruin, trial, chance);
    draft_take_out(trial, &improver->bench, improver->ruin.leaves);
    if (chance_below(chance, 100) < IN_ORDER_PERCENT)
        recreate_in_order(&improver->recreate, trial, &improver->bench, chance,
                          1 + chance_below(chance, BLINKS_MAX));
    else
        recreate_by_regret(&improver->recreate, trial, &improver->bench, chance,
                           1 + chance_below(chance, 3), chance_below(chance, 2) ? 0 : 0.2);
}

static bool is_welcome(struct improver *improver)
{
    double heat = HOT * fabs((double)improver->best.cost) *
                  pow(COOLED, (double)improver->at / (double)improver->cycle);
    double luck = -log(1 - chance_part(&improver->chance));

    return (double)worth(improver, &improver->trial) <
           (double)worth(improver, &improver->current) + heat * luck;
}

static void judge(struct improver *improver)
{
    if (!is_welcome(improver)) {
        draft_follow(&improver->trial, &improver->current);
        return;
    }
    draft_follow(&improver->current, &improver->trial);
    if (worth(improver, &improver->current) < worth(improver, &improver->best))
        copy_all(improver, &improver->best, &improver->current);
}

static enum status prepare(struct arena *arena, const struct planner_problem *problem,
                           const struct planner_plan *plan, struct improver *improver)
{
    int32_t capacity = draft_capacity(problem, plan);
    struct draft *drafts[] = {&improver->current, &improver->trial, &improver->best};

    tighten_problem(arena, problem, &improver->problem);
    for (size_t i = 0; i < sizeof(drafts) / sizeof(*drafts); i++)
        TRY(draft_init(arena, &improver->problem, plan, &improver->aim->costs, capacity,
                       drafts[i]));
    bench_init(arena, &improver->problem, capacity, &improver->bench);
    ruin_init(arena, &improver->problem, &improver->ruin);
    recreate_init(arena, &improver->problem, &improver->recreate);
    improver->cycle = FIRST_CYCLE;
    return OK;
}

static bool goes_on(const struct improver *improver, int64_t tries, planner_watch *watch,
                    void *context)
{
    struct planner_progress progress = {tries, improver->best.cost, improver->best.unserved};

    if (improver->problem.leg_count == 0 || improver->problem.car_count == 0)
        return false; /* nobody to move, or nothing to move them with */
    return tries % WATCH_TRIES != 0 || watch(context, &progress);
}

enum status planner_improve(struct arena *arena, const struct planner_problem *problem,
                            const struct planner_plan *plan, const struct planner_aim *aim,
                            uint64_t seed, planner_watch *watch, void *context,
                            struct planner_plan *ret_plan)
{
    struct improver *improver = arena_new(arena, struct improver);

    improver->aim = aim;
    improver->chance.state = seed;
    TRY(prepare(arena, problem, plan, improver));
    recreate_by_regret(&improver->recreate, &improver->trial, &improver->bench, &improver->chance,
                       2, 0);
    copy_all(improver, &improver->current, &improver->trial);
    if (worth(improver, &improver->current) < worth(improver, &improver->best))
        copy_all(improver, &improver->best, &improver->current);
    for (int64_t tries = 0; goes_on(improver, tries, watch, context); tries++) {
        if (improver->at++ == improver->cycle)
            start_cycle(improver);
        try_another(improver);
        judge(improver);
    }
    draft_write(arena, &improver->best, ret_plan);
    return OK;
}
