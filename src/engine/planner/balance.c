#include "engine/planner/planner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/planner/search.h"

/* Fairness between volunteers, within a longest way. */

enum {
    PERMILLE = 1000,
    PULLED_PERCENT = 70, /* of tries, in which volunteers are the dearer the larger their share */
};

/* How dear at most: of a volunteer all of whose hours are taken, in mean costs of a leg. */
static const double PULL = 30;

/* How much worse than the current one a plan of the same shares may be at the start of a cycle, and
   how often one of worse shares is welcome then. */
static const double HOT = 0.01;
static const double BOLD = 0.03;

static const struct planner_costs METRES = {.metre = 1};

/* What decides between two plans. */
struct standing {
    int32_t unserved;
    int64_t metres;
    int64_t cost;
    int64_t steps[PLANNER_VOLUNTEERS_MAX]; /* that each of the shares, the largest first, rose */
};

struct balance {
    const struct planner_fairness *fairness;
    struct search search;
    struct standing current;
    struct standing trial;
    struct standing best;
    int32_t unserved_max;
    int64_t first[PLANNER_VOLUNTEERS_MAX];      /* shares of the plan given, the largest first */
    int64_t busy[PLANNER_VOLUNTEERS_MAX];       /* scratch */
    int64_t surcharges[PLANNER_VOLUNTEERS_MAX]; /* of this try */
};

void planner_busy(struct arena *arena, const struct planner_problem *problem,
                  const struct planner_plan *plan, int64_t *ret_seconds)
{
    memset(ret_seconds, 0, (size_t)problem->volunteer_count * sizeof(*ret_seconds));
    for (int32_t car = 0; car < problem->car_count; car++) {
        struct chain chain;

        chain_init(arena, problem, chain_size(plan, car), &chain);
        chain_build(plan, car, &chain);
        chain_add_busy(&chain, ret_seconds);
    }
}

/* --- how a plan stands ------------------------------------------------------------------------ */

static void draft_busy(const struct draft *draft, int64_t *seconds)
{
    memset(seconds, 0, (size_t)draft->problem->volunteer_count * sizeof(*seconds));
    for (int32_t car = 0; car < draft->problem->car_count; car++)
        chain_add_busy(&draft->chains[car], seconds);
}

static int larger_first(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;

    return (a < b) - (a > b);
}

/* In a thousandth parts, the largest first. */
static void draft_shares(struct balance *balance, const struct draft *draft, int64_t *ret_shares)
{
    const struct planner_fairness *fairness = balance->fairness;
    int32_t count = draft->problem->volunteer_count;

    draft_busy(draft, balance->busy);
    for (int32_t i = 0; i < count; i++)
        ret_shares[i] = (fairness->taken[i] + balance->busy[i]) * PERMILLE / fairness->offered[i];
    qsort(ret_shares, (size_t)count, sizeof(*ret_shares), larger_first);
}

/* Rounded up: less than a step down is none. */
static int64_t steps_up(int64_t from, int64_t to, int64_t step)
{
    return to > from ? (to - from + step - 1) / step : -((from - to) / step);
}

static void stand(struct balance *balance, const struct draft *draft, struct standing *standing)
{
    standing->unserved = draft->unserved;
    standing->cost = draft->cost;
    standing->metres = 0;
    for (int32_t car = 0; car < draft->problem->car_count; car++)
        standing->metres += chain_cost(&draft->chains[car], &METRES);
    draft_shares(balance, draft, standing->steps);
    for (int32_t i = 0; i < draft->problem->volunteer_count; i++)
        standing->steps[i] =
            steps_up(balance->first[i], standing->steps[i], balance->fairness->step_permille);
}

/* Below 0: `a` is fairer. The first share that differs decides. */
static int compare(const struct balance *balance, const struct standing *a,
                   const struct standing *b)
{
    if (a->unserved != b->unserved)
        return a->unserved < b->unserved ? -1 : 1;
    for (int32_t i = 0; i < balance->search.problem.volunteer_count; i++) {
        if (a->steps[i] != b->steps[i])
            return a->steps[i] < b->steps[i] ? -1 : 1;
    }
    return 0;
}

/* --- the search ------------------------------------------------------------------------------- */

/* Makes who has a large share dear, more or less so by chance. */
static void pull(struct balance *balance)
{
    const struct planner_fairness *fairness = balance->fairness;
    struct search *search = &balance->search;
    int32_t legs = search->problem.leg_count;
    double mean = fabs((double)balance->current.cost) / legs;
    double part = chance_part(&search->chance);
    bool pulled = chance_below(&search->chance, 100) < PULLED_PERCENT;

    search->recreate.surcharges = pulled ? balance->surcharges : NULL;
    if (!pulled)
        return;
    draft_busy(&search->current, balance->busy);
    for (int32_t i = 0; i < search->problem.volunteer_count; i++) {
        double share =
            (double)(fairness->taken[i] + balance->busy[i]) / (double)fairness->offered[i];

        balance->surcharges[i] = (int64_t)(PULL * part * part * mean * share);
    }
}

static bool is_within(const struct balance *balance, const struct standing *standing)
{
    return standing->unserved <= balance->unserved_max &&
           standing->metres <= balance->fairness->metres_max &&
           standing->cost <= balance->fairness->cost_max;
}

static bool is_welcome(struct balance *balance)
{
    struct search *search = &balance->search;
    const struct standing *trial = &balance->trial;
    double heat = search_heat(search);
    double luck = chance_part(&search->chance);
    int worse = compare(balance, trial, &balance->current);

    if (!is_within(balance, trial))
        return false;
    if (worse != 0)
        return worse < 0 || luck < BOLD * heat;
    return (double)trial->cost < (double)balance->current.cost -
                                     HOT * fabs((double)balance->best.cost) * heat * log(1 - luck);
}

static void take_trial(struct balance *balance)
{
    int worse = compare(balance, &balance->trial, &balance->best);

    search_accept(&balance->search);
    balance->current = balance->trial;
    if (worse < 0 || (worse == 0 && balance->trial.cost < balance->best.cost)) {
        search_keep_best(&balance->search);
        balance->best = balance->trial;
    }
}

enum status planner_balance(struct arena *arena, const struct planner_problem *problem,
                            const struct planner_plan *plan, const struct planner_costs *costs,
                            const struct planner_fairness *fairness, uint64_t seed,
                            planner_watch *watch, void *context, struct planner_plan *ret_plan)
{
    struct balance *balance = arena_new(arena, struct balance);
    struct search *search = &balance->search;

    balance->fairness = fairness;
    TRY(search_init(arena, problem, plan, costs, seed, search));
    draft_shares(balance, &search->best, balance->first);
    stand(balance, &search->best, &balance->best);
    balance->current = balance->best;
    balance->unserved_max = balance->best.unserved;
    for (int64_t tries = 0; search_goes_on(search, tries, watch, context); tries++) {
        if (search_next(search))
            balance->current = balance->best;
        pull(balance);
        search_try(search);
        stand(balance, &search->trial, &balance->trial);
        if (is_welcome(balance))
            take_trial(balance);
        else
            search_reject(search);
    }
    draft_write(arena, &search->best, ret_plan);
    return OK;
}
