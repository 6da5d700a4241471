#include "engine/planner/ruin.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/planner/rules.h"

enum { STRETCHES = 3, RANK_BIAS = 5 };

/* A waiting minute parts two legs less than a minute of driving does. */
static const double TIME_WEIGHT = 0.25;

struct ranked {
    double distance;
    int32_t leg;
};

static double legs_distance(const struct planner_problem *problem, int32_t one, int32_t other)
{
    const struct planner_leg *a = &problem->legs[one];
    const struct planner_leg *b = &problem->legs[other];
    double way = (double)rules_travel(problem, a->pickup_point, b->pickup_point) +
                 rules_travel(problem, a->dropoff_point, b->dropoff_point);
    double time = fabs((double)a->pickup.from - b->pickup.from) +
                  fabs((double)a->dropoff.from - b->dropoff.from);

    return way + TIME_WEIGHT * time;
}

static int ranked_compare(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;

    if (a->distance != b->distance)
        return a->distance < b->distance ? -1 : 1;
    return (a->leg > b->leg) - (a->leg < b->leg);
}

/* All legs, those alike to this one first; itself, being most alike, is the first. */
static const int32_t *nearest_to(struct ruin *ruin, int32_t leg)
{
    int32_t count = ruin->problem->leg_count;
    int32_t *nearest = &ruin->nearest[(size_t)leg * (size_t)count];

    if (ruin->ranked[leg])
        return nearest;
    for (int32_t other = 0; other < count; other++)
        ruin->row[other] = (struct ranked){legs_distance(ruin->problem, leg, other), other};
    qsort(ruin->row, (size_t)count, sizeof(*ruin->row), ranked_compare);
    for (int32_t i = 0; i < count; i++)
        nearest[i] = ruin->row[i].leg;
    ruin->ranked[leg] = true;
    return nearest;
}

/* Small days only come loose when most of their legs leave at once; of large ones, a corner does.
 */
static int32_t most_legs(int32_t count)
{
    int32_t most = count <= 30 ? count * 4 / 5 : count <= 60 ? count / 3 : 30;

    return most < 4 ? 4 : most;
}

void ruin_init(struct arena *arena, const struct planner_problem *problem, struct ruin *ret_ruin)
{
    size_t legs = (size_t)problem->leg_count;

    *ret_ruin = (struct ruin){
        .problem = problem,
        .most = most_legs(problem->leg_count),
        .order = arena_array(arena, int32_t, legs),
        .leaves = arena_array(arena, bool, legs),
        .nearest = arena_array(arena, int32_t, legs * legs),
        .ranked = arena_array(arena, bool, legs),
        .row = arena_array(arena, struct ranked, legs),
    };
}

static void choose_anybody(struct ruin *ruin, struct chance *chance, int32_t wanted)
{
    for (int32_t i = 0; i < wanted; i++)
        ruin->leaves[chance_below(chance, ruin->problem->leg_count)] = true;
}

/* Those alike to one leg, the more so the likelier. */
static void choose_alike(struct ruin *ruin, struct chance *chance, int32_t leg, int32_t wanted)
{
    int32_t left = ruin->problem->leg_count;

    memcpy(ruin->order, nearest_to(ruin, leg), (size_t)left * sizeof(*ruin->order));
    for (int32_t i = 0; i < wanted && left > 0; i++) {
        int32_t rank = (int32_t)(pow(chance_part(chance), RANK_BIAS) * left);

        ruin->leaves[ruin->order[rank]] = true;
        left--;
        memmove(&ruin->order[rank], &ruin->order[rank + 1],
                (size_t)(left - rank) * sizeof(*ruin->order));
    }
}

static void choose_stretches(struct ruin *ruin, const struct draft *draft, struct chance *chance,
                             int32_t wanted)
{
    for (int32_t stretch = 0; stretch < STRETCHES; stretch++) {
        const struct chain *chain = &draft->chains[chance_below(chance, ruin->problem->car_count)];
        int32_t first = chain->count > 0 ? chance_below(chance, chain->count) : 0;

        for (int32_t i = first; i < chain->count && wanted > 0; i++) {
            int32_t leg = chain->nodes[i].leg;

            if (leg == PLANNER_NONE || ruin->leaves[leg])
                continue;
            ruin->leaves[leg] = true;
            wanted--;
        }
    }
}

/* Legs that need one volunteer find another only together. */
static void add_tied(struct ruin *ruin, const struct draft *draft)
{
    for (int32_t leg = 0; leg < ruin->problem->leg_count; leg++) {
        if (!ruin->leaves[leg])
            continue;
        for (int32_t other = draft->tied[leg]; other != leg; other = draft->tied[other])
            ruin->leaves[other] = true;
    }
}

static void spare_locked(struct ruin *ruin)
{
    for (int32_t leg = 0; leg < ruin->problem->leg_count; leg++)
        ruin->leaves[leg] = ruin->leaves[leg] && !ruin->problem->legs[leg].locked;
}

static void nobody_leaves(struct ruin *ruin)
{
    memset(ruin->leaves, 0, (size_t)ruin->problem->leg_count * sizeof(*ruin->leaves));
}

void ruin_all(struct ruin *ruin)
{
    memset(ruin->leaves, true, (size_t)ruin->problem->leg_count * sizeof(*ruin->leaves));
    spare_locked(ruin);
}

void ruin_choose(struct ruin *ruin, const struct draft *draft, struct chance *chance)
{
    int32_t wanted = 1 + chance_below(chance, ruin->most);
    int32_t way = chance_below(chance, 10);

    nobody_leaves(ruin);
    if (way < 3)
        choose_anybody(ruin, chance, wanted);
    else if (way < 8)
        choose_alike(ruin, chance, chance_below(chance, ruin->problem->leg_count), wanted);
    else
        choose_stretches(ruin, draft, chance, wanted);
    add_tied(ruin, draft);
    spare_locked(ruin);
}

void ruin_around(struct ruin *ruin, const struct draft *draft, struct chance *chance, int32_t leg,
                 int32_t wanted)
{
    nobody_leaves(ruin);
    choose_alike(ruin, chance, leg, wanted);
    add_tied(ruin, draft);
    spare_locked(ruin);
}
