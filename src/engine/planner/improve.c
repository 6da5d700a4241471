#include "engine/planner/planner.h"

#include <math.h>

#include "engine/planner/search.h"

/* How much worse than the best a plan may be at the start of a cycle. */
static const double HOT = 0.005;

/* Simulated annealing. */
struct improver {
    const struct planner_aim *aim;
    struct search search;
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
}

enum status planner_improve(struct arena *arena, const struct planner_problem *problem,
                            const struct planner_plan *plan, const struct planner_aim *aim,
                            uint64_t seed, planner_watch *watch, void *context,
                            struct planner_plan *ret_plan)
{
    struct improver *improver = arena_new(arena, struct improver);
    struct search *search = &improver->search;

    improver->aim = aim;
    TRY(search_init(arena, problem, plan, &aim->costs, seed, search));
    recreate_by_regret(&search->recreate, &search->trial, &search->bench, &search->chance, 2, 0);
    take_trial(improver);
    for (int64_t tries = 0; search_goes_on(search, tries, watch, context); tries++) {
        search_next(search);
        search_try(search);
        if (is_welcome(improver))
            take_trial(improver);
        else
            search_reject(search);
    }
    draft_write(arena, &search->best, ret_plan);
    return OK;
}
