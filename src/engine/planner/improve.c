#include "engine/planner/planner.h"

#include <math.h>

#include "engine/planner/search.h"

/* How much worse than the best a plan may be at the start of a cycle. */
static const double HOT = 0.005;

/*
 * A search seldom leaves the valley of plans in which it has come to rest: begun anew, it comes to
 * a deeper one sooner. A large day takes longer to come to rest.
 */
enum {
    ERA_TRIES = 7000,
    ERA_LEGS_TRIES = 4, /* that many times the square of the legs, if that is more */
    ERA_GROWTH = 20,    /* each era is so much of its length longer than the one before */
};

/* Simulated annealing, in eras of some cycles each. */
struct improver {
    const struct planner_aim *aim;
    struct search search;
    int64_t era; /* tries that it lasts, and to the end of the cycle then */
    int64_t at;  /* tries of this era */
};

static int64_t worth(const struct improver *improver, const struct draft *draft)
{
    return draft->cost + improver->aim->unserved * draft->unserved;
}

static bool is_welcome(struct improver *improver)
{
    struct search *search = &improver->search;
    double heat = HOT * fabs((double)search->best.cost) * search_heat(search);
    double luck = -log(1 - chance_part(&search->chance));

    return (double)worth(improver, &search->trial) <
           (double)worth(improver, &search->current) + heat * luck;
}

static void take_trial(struct improver *improver)
{
    struct search *search = &improver->search;

    search_accept(search);
    if (worth(improver, &search->current) < worth(improver, &search->best))
        search_keep_best(search);
    else if (worth(improver, &search->current) < worth(improver, &search->home))
        search_keep_home(search);
}

static int64_t first_era(int64_t legs)
{
    int64_t tries = ERA_LEGS_TRIES * legs * legs;

    return tries > ERA_TRIES ? tries : ERA_TRIES;
}

static void begin_try(struct improver *improver)
{
    bool cycle_begins = search_next(&improver->search);

    if (improver->at++ < improver->era || !cycle_begins)
        return;
    search_begin_anew(&improver->search);
    improver->era += improver->era / ERA_GROWTH;
    improver->at = 0;
}

enum status planner_improve(struct arena *arena, const struct planner_problem *problem,
                            const struct planner_plan *plan, const struct planner_aim *aim,
                            uint64_t seed, planner_watch *watch, void *context,
                            struct planner_plan *ret_plan)
{
    struct improver *improver = arena_new(arena, struct improver);
    struct search *search = &improver->search;

    improver->aim = aim;
    improver->era = first_era(problem->leg_count);
    improver->at = 0;
    TRY(search_init(arena, problem, plan, &aim->costs, seed, search));
    recreate_by_regret(&search->recreate, &search->trial, &search->bench, &search->chance, 2, 0);
    take_trial(improver);
    for (int64_t tries = 0; search_goes_on(search, tries, watch, context); tries++) {
        begin_try(improver);
        search_try(search);
        if (is_welcome(improver))
            take_trial(improver);
        else
            search_reject(search);
    }
    draft_write(arena, &search->best, ret_plan);
    return OK;
}
