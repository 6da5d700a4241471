/*
 * Any day, sound or not: the planner must not crash, the fast schedule must agree with the judge,
 * and what it offers must hold. The first byte chooses between a day made from the other bytes and
 * one whose numbers are then overwritten by them, so that validation has something to refuse.
 */
#include <stdio.h>

#include "../tests/support/planner_world.h"
#include "engine/planner/chain.h"

enum { ARENA_CAP = 64 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void must(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "planner_fuzz: %s\n", what);
    abort();
}

/* Some numbers of legs and shifts become any 32 bits. */
static void overwrite(struct world_source *source, struct world *world)
{
    while (source->left > 0) {
        bool leg = world_chance(source, 50);
        int32_t index =
            world_number(source, leg ? world->problem.leg_count : world->problem.shift_count);
        char *at = leg ? (char *)&world->legs[index] : (char *)&world->shifts[index];
        size_t words = (leg ? sizeof(struct planner_leg) : sizeof(struct planner_shift)) / 4;
        size_t word = (size_t)world_number(source, (int32_t)words);
        uint32_t value = 0;

        if (leg && (word == offsetof(struct planner_leg, promised) / 4 ||
                    word == offsetof(struct planner_leg, locked) / 4))
            continue;
        for (int32_t i = 0; i < 4; i++)
            value = value << 8 | (uint32_t)world_number(source, 256);
        memcpy(at + 4 * word, &value, 4);
    }
}

static bool chains_hold(struct arena *arena, const struct world *world)
{
    bool all = true;

    for (int32_t car = 0; car < world->problem.car_count; car++) {
        struct chain chain;

        chain_init(arena, &world->problem, chain_size(&world->plan, car), &chain);
        chain_build(&world->plan, car, &chain);
        all = chain_solve(&chain) && all;
    }
    return all;
}

static void compare(struct arena *arena, struct world *world)
{
    struct planner_report report;
    bool judged = planner_check(arena, &world->problem, &world->plan, &report);

    if (judged || report.causes[0].fault >= PLANNER_SAID_BROKEN)
        must(chains_hold(arena, world) == judged, "the fast schedule and the judge differ");
}

/* Call by call: whatever is offered is taken. */
static void answer_calls(struct arena *arena, struct world *world)
{
    const struct planner_moves moves = {100, -300, 300};

    for (int32_t leg = 0; leg + 1 < world->problem.leg_count; leg += 2) {
        struct planner_request request = {1 + leg % 4 / 2, {leg, leg + 1}, {1, 1, 10, 10}, 2};
        struct planner_offer offers[PLANNER_OFFERS_MAX];
        struct planner_moved moved[2];
        struct planner_report report;
        int32_t count;

        if (planner_insert(arena, &world->problem, &world->plan, &request, offers, &count) != OK) {
            must(planner_nearest(arena, &world->problem, &world->plan, &request, moves, 2, moved,
                                 &count) != OK ||
                     moved[0].moved_by != 0,
                 "a request refused has a place at its own time");
            continue;
        }
        planner_apply(arena, &world->problem, &offers[count - 1], &world->plan);
        must(planner_check(arena, &world->problem, &world->plan, &report), "an offer breaks");
    }
}

static bool a_few_tries(void *context, const struct planner_progress *progress)
{
    (void)context;
    return progress->tries == 0;
}

/* Shares of any size: nobody is left out, and what comes out holds. */
static void balance(struct arena *arena, struct world_source *source, const struct world *world)
{
    static const struct planner_costs COSTS = {1, 1, 10, 10};
    int64_t taken[PLANNER_VOLUNTEERS_MAX];
    int64_t offered[PLANNER_VOLUNTEERS_MAX];
    struct planner_fairness fairness = {taken, offered, 1 + world_number(source, 100),
                                        world_number(source, 10000), world_number(source, 20000)};
    struct planner_report before, after;
    struct planner_plan fair;

    for (int32_t i = 0; i < world->problem.volunteer_count; i++) {
        taken[i] = world_number(source, 10000);
        offered[i] = 1 + world_number(source, 10000);
    }
    if (!planner_check(arena, &world->problem, &world->plan, &before))
        return;
    must(planner_balance(arena, &world->problem, &world->plan, &COSTS, &fairness, 1, a_few_tries,
                         NULL, &fair) == OK,
         "a plan that holds has no times");
    must(planner_check(arena, &world->problem, &fair, &after), "a fairer plan breaks");
    must(after.unserved_count <= before.unserved_count, "a fairer plan leaves somebody out");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct arena arena;
    struct world_source source = {.bytes = bytes, .left = size};
    struct world world;

    if (size < 1 || (!arena.start && arena_init(&arena, ARENA_CAP) != OK))
        return 0;
    arena_reset(&arena);

    bool wild = world_chance(&source, 30);
    struct world_size most = {6, 3, 2, 8, world_chance(&source, 50)};
    struct world_source seeded = {.seed = size};
    struct world_source stops = {.seed = size + 1};

    world_make(&arena, wild ? &seeded : &source, most, &world);
    world_stop_cars(&stops, &world);
    if (wild)
        overwrite(&source, &world);
    if (planner_validate(&world.problem) != OK)
        return 0;
    answer_calls(&arena, &world);
    balance(&arena, &seeded, &world);
    planner_plan_init(&arena, &world.problem, &world.plan);
    for (int32_t leg = 0; leg < world.problem.leg_count; leg++) {
        world_scatter_leg(&arena, wild ? &seeded : &source, &world, leg);
        compare(&arena, &world);
    }
    return 0;
}
