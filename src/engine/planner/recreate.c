#include "engine/planner/recreate.h"

#include <assert.h>
#include <stdlib.h>

#include "engine/planner/rules.h"

enum { DEPTH_MAX = 3, PACE_POINTS_MAX = 200 };

/* A car that has no place for a leg counts as one at this cost. */
static const double NO_PLACE = 1e12;

/* Of a car not looked into: everything is cheaper. */
static const struct cell UNKNOWN = {.choice.spot.cost = INT64_MAX};

struct look {
    struct recreate *recreate;
    struct draft *draft;
    struct bench *bench;
    struct chance *chance;
    int32_t blinks;
    int32_t leg;
    struct cell *cell;
};

void recreate_init(struct arena *arena, const struct planner_problem *problem,
                   struct recreate *ret_recreate)
{
    size_t legs = (size_t)problem->leg_count;
    size_t cars = (size_t)problem->car_count;

    *ret_recreate = (struct recreate){
        .bank = arena_array(arena, int32_t, legs),
        .weight = arena_array(arena, double, legs),
        .cells = arena_array(arena, struct cell, legs * cars),
        .car_count = problem->car_count,
        .pace = arena_array(arena, enum pace, legs),
    };
}

/* Asked of a leg at once where there are few points, and route by route where there are many. */
static bool leg_slows(struct recreate *recreate, const struct planner_problem *problem, int32_t leg)
{
    enum pace *pace = &recreate->pace[leg];

    if (*pace == PACE_UNKNOWN && problem->point_count <= PACE_POINTS_MAX)
        *pace = spots_slow(problem, leg) ? PACE_SLOWS : PACE_MAY_SAVE;
    return *pace == PACE_SLOWS;
}

static void keep_cheapest(void *context, const struct chain *chain, const struct choice *choice)
{
    const struct look *look = context;
    struct cell *cell = look->cell;

    if (look->blinks > 0 && chance_below(look->chance, 100) < look->blinks)
        return;
    chain_insert_leg(chain, look->leg, choice->spot.pickup_after, choice->spot.dropoff_after,
                     &look->bench->filled);
    if (!chain_fits(&look->bench->filled))
        return;
    cell->choice = *choice;
    cell->found = true;
}

/* Keeps in the cell the cheapest of what it holds and of what the car offers. */
static void look_in_car(struct look *look, int32_t leg, int32_t car, struct cell *cell)
{
    const struct draft *draft = look->draft;
    const struct chain *chain = &draft->chains[car];
    struct choices choices = {
        .costs = draft->costs,
        .shift_used = draft->shift_used,
        .surcharges = look->recreate->surcharges,
        .leg = leg,
        .below = &cell->choice.spot.cost,
        .alone = draft->tied[leg] == leg,
        .slows = leg_slows(look->recreate, draft->problem, leg),
        .opened = &look->bench->opened,
        .visit = keep_cheapest,
        .context = look,
    };

    look->leg = leg;
    look->cell = cell;
    cell->known = true;
    if (chain->count + CHAIN_SPARE <= chain->capacity && draft_may_take(draft, leg, car) &&
        draft_volunteer(draft, leg, &choices.volunteer))
        choices_visit(&choices, chain);
}

/* The unserved legs that are not to stay so, shuffled. */
static void fill_bank(struct recreate *recreate, const struct draft *draft, struct chance *chance)
{
    int32_t *bank = recreate->bank;

    recreate->bank_count = 0;
    for (int32_t leg = 0; leg < draft->problem->leg_count; leg++) {
        if (draft->car_of[leg] == PLANNER_NONE && !draft->problem->legs[leg].locked)
            bank[recreate->bank_count++] = leg;
    }
    for (int32_t i = recreate->bank_count - 1; i > 0; i--) {
        int32_t k = chance_below(chance, i + 1);
        int32_t leg = bank[i];

        bank[i] = bank[k];
        bank[k] = leg;
    }
}

static struct cell *bank_row(const struct recreate *recreate, int32_t place)
{
    return &recreate->cells[(size_t)place * (size_t)recreate->car_count];
}

static const struct choice *row_cheapest(const struct cell *row, int32_t count)
{
    const struct choice *cheapest = NULL;

    for (int32_t car = 0; car < count; car++) {
        if (row[car].found && (!cheapest || row[car].choice.spot.cost < cheapest->spot.cost))
            cheapest = &row[car].choice;
    }
    return cheapest;
}

/* --- by regret ------------------------------------------------------------------------------ */

/* How much the leg asks to be next; the costs of its cars, cheapest first, decide. */
static double row_urgency(const struct cell *row, int32_t count, int32_t depth)
{
    double lowest[DEPTH_MAX] = {NO_PLACE, NO_PLACE, NO_PLACE};
    double urgency = 0;

    assert(depth >= 1 && depth <= DEPTH_MAX);
    for (int32_t car = 0; car < count; car++) {
        double cost = (double)row[car].choice.spot.cost;

        for (int32_t k = 0; row[car].found && k < depth; k++) {
            double larger = cost > lowest[k] ? cost : lowest[k];

            lowest[k] = cost < lowest[k] ? cost : lowest[k];
            cost = larger;
        }
    }
    for (int32_t k = 1; k < depth; k++)
        urgency += lowest[k] - lowest[0];
    return depth == 1 ? -lowest[0] : urgency;
}

static void look_again(struct recreate *recreate, struct look *look)
{
    for (int32_t i = 0; i < recreate->bank_count; i++) {
        struct cell *row = bank_row(recreate, i);

        for (int32_t car = 0; car < recreate->car_count; car++) {
            if (!row[car].known)
                look_in_car(look, recreate->bank[i], car, &row[car]);
        }
    }
}

/* What a placed leg made untrue: its car's cells, those that would open its shift, and tied legs'.
 */
static void forget_cells(struct recreate *recreate, const struct draft *draft,
                         const struct choice *placed)
{
    for (int32_t i = 0; i < recreate->bank_count; i++) {
        struct cell *row = bank_row(recreate, i);
        bool tied = draft->tied[recreate->bank[i]] != recreate->bank[i];

        for (int32_t car = 0; car < recreate->car_count; car++) {
            const struct choice *choice = &row[car].choice;
            bool taken = placed->opens && choice->opens && choice->shift == placed->shift;

            if (tied || taken || car == placed->car)
                row[car] = UNKNOWN;
        }
    }
}

static void bank_drop(struct recreate *recreate, int32_t place)
{
    int32_t last = --recreate->bank_count;
    struct cell *to = bank_row(recreate, place);
    const struct cell *from = bank_row(recreate, last);

    recreate->bank[place] = recreate->bank[last];
    recreate->weight[place] = recreate->weight[last];
    for (int32_t car = 0; car < recreate->car_count; car++)
        to[car] = from[car];
}

/* The place in the bank of the leg to go next, after dropping those that no car can take. */
static int32_t bank_next(struct recreate *recreate, int32_t depth)
{
    int32_t next = PLANNER_NONE;
    double most = 0;

    for (int32_t i = recreate->bank_count - 1; i >= 0; i--) {
        const struct cell *row = bank_row(recreate, i);

        if (!row_cheapest(row, recreate->car_count))
            bank_drop(recreate, i);
    }
    for (int32_t i = 0; i < recreate->bank_count; i++) {
        double urgency =
            row_urgency(bank_row(recreate, i), recreate->car_count, depth) * recreate->weight[i];

        if (next == PLANNER_NONE || urgency > most) {
            next = i;
            most = urgency;
        }
    }
    return next;
}

void recreate_by_regret(struct recreate *recreate, struct draft *draft, struct bench *bench,
                        struct chance *chance, int32_t depth, double noise)
{
    struct look look = {.recreate = recreate, .draft = draft, .bench = bench, .chance = chance};

    fill_bank(recreate, draft, chance);
    for (int32_t i = 0; i < recreate->bank_count; i++) {
        struct cell *row = bank_row(recreate, i);

        recreate->weight[i] = 1 + noise * (2 * chance_part(chance) - 1);
        for (int32_t car = 0; car < recreate->car_count; car++)
            row[car] = UNKNOWN;
    }
    while (recreate->bank_count > 0) {
        look_again(recreate, &look);

        int32_t next = bank_next(recreate, depth);

        if (next == PLANNER_NONE)
            return;

        struct choice choice = *row_cheapest(bank_row(recreate, next), recreate->car_count);

        draft_place(draft, bench, recreate->bank[next], &choice);
        bank_drop(recreate, next);
        forget_cells(recreate, draft, &choice);
    }
}

/* --- in order ------------------------------------------------------------------------------- */

enum order { AS_DRAWN, EARLY_FIRST, NARROW_FIRST, FAR_FIRST, ORDERS };

static int32_t leg_key(const struct planner_problem *problem, int32_t leg, enum order order)
{
    const struct planner_leg *row = &problem->legs[leg];

    switch (order) {
    case EARLY_FIRST:
        return row->pickup.from;
    case NARROW_FIRST:
        return row->pickup.to - row->pickup.from;
    case FAR_FIRST:
        return -rules_travel(problem, row->pickup_point, row->dropoff_point);
    default:
        return 0;
    }
}

/* Keeps the shuffled order of equal keys. */
static void sort_bank(struct recreate *recreate, const struct planner_problem *problem,
                      enum order order)
{
    int32_t *bank = recreate->bank;

    for (int32_t i = 1; order != AS_DRAWN && i < recreate->bank_count; i++) {
        int32_t leg = bank[i];
        int32_t key = leg_key(problem, leg, order);
        int32_t k = i;

        for (; k > 0 && leg_key(problem, bank[k - 1], order) > key; k--)
            bank[k] = bank[k - 1];
        bank[k] = leg;
    }
}

void recreate_in_order(struct recreate *recreate, struct draft *draft, struct bench *bench,
                       struct chance *chance, int32_t blinks)
{
    struct look look = {
        .recreate = recreate, .draft = draft, .bench = bench, .chance = chance, .blinks = blinks};

    fill_bank(recreate, draft, chance);
    sort_bank(recreate, draft->problem, (enum order)chance_below(chance, ORDERS));
    for (int32_t i = 0; i < recreate->bank_count; i++) {
        struct cell cheapest = UNKNOWN;

        for (int32_t car = 0; car < recreate->car_count; car++)
            look_in_car(&look, recreate->bank[i], car, &cheapest);
        if (cheapest.found)
            draft_place(draft, bench, recreate->bank[i], &cheapest.choice);
    }
}
