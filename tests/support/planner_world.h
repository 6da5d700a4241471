/*
 * Small invented days for the planner's tests and fuzzer: crowded enough that many plans hold and
 * many do not. A header alone, so that a fuzzer needs no other object.
 */
#ifndef SUPPORT_PLANNER_WORLD_H
#define SUPPORT_PLANNER_WORLD_H

#include <stdlib.h>
#include <string.h>

#include "engine/planner/planner.h"

/* Numbers come from the fuzzer's bytes when there are any (0 past their end), else from the seed.
 */
struct world_source {
    const uint8_t *bytes;
    size_t left;
    uint64_t seed;
};

/* At most this many of each; at least 2 points and 1 of the others. */
struct world_size {
    int32_t points;
    int32_t volunteers;
    int32_t shared_cars; /* beside one own car for each volunteer */
    int32_t legs;
    bool triangles; /* the tables obey the triangle inequality */
};

struct world {
    struct planner_problem problem;
    struct planner_leg *legs;
    struct planner_shift *shifts;
    struct planner_car *cars;
    uint8_t *company;
    struct planner_plan plan;
};

enum { WORLD_DAY = 3000, WORLD_PERSONS = 3 };

static inline int32_t world_number(struct world_source *source, int32_t below)
{
    uint64_t z;

    if (source->bytes) {
        if (source->left == 0)
            return 0;
        source->left--;
        z = *source->bytes++;
        if (below > 256 && source->left > 0) {
            source->left--;
            z = z << 8 | *source->bytes++;
        }
        return (int32_t)(z % (uint64_t)below);
    }
    source->seed += 0x9e3779b97f4a7c15U;
    z = source->seed;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return (int32_t)((z ^ (z >> 31)) % (uint64_t)below);
}

static inline bool world_chance(struct world_source *source, int32_t percent)
{
    return world_number(source, 100) < percent;
}

static inline struct planner_window world_window(struct world_source *source, int32_t least_width)
{
    int32_t from = world_number(source, WORLD_DAY * 2 / 3);
    int32_t width = least_width + world_number(source, world_chance(source, 30) ? 100 : WORLD_DAY);

    return (struct planner_window){from, from + width};
}

static inline void world_tables(struct arena *arena, struct world_source *source, bool triangles,
                                struct planner_problem *problem)
{
    int32_t count = problem->point_count;
    int32_t *travel = arena_array(arena, int32_t, (size_t)(count * count));
    int32_t *metres = arena_array(arena, int32_t, (size_t)(count * count));
    int32_t *x = arena_array(arena, int32_t, (size_t)count);
    int32_t *y = arena_array(arena, int32_t, (size_t)count);

    for (int32_t i = 0; i < count; i++) {
        x[i] = world_number(source, 200);
        y[i] = world_number(source, 200);
    }
    for (int32_t i = 0; i < count * count; i++) {
        int32_t from = i / count;
        int32_t to = i % count;

        travel[i] =
            triangles ? abs(x[from] - x[to]) + abs(y[from] - y[to]) : world_number(source, 250);
        metres[i] = travel[i] * 10 + (triangles ? 0 : world_number(source, 500));
    }
    problem->travel = travel;
    problem->metres = metres;
}

static inline void world_cars(struct arena *arena, struct world_source *source, int32_t shared,
                              struct world *world)
{
    struct planner_problem *problem = &world->problem;
    int32_t volunteers = problem->volunteer_count;

    problem->car_count = volunteers + shared;
    world->cars = arena_array(arena, struct planner_car, (size_t)problem->car_count);

    uint8_t *may_drive = arena_array(arena, uint8_t, (size_t)(volunteers * problem->car_count));

    for (int32_t car = 0; car < problem->car_count; car++) {
        bool own = car < volunteers;

        world->cars[car] = (struct planner_car){
            .base_point = own ? PLANNER_NONE : world_number(source, problem->point_count),
            .seats = 2 + world_number(source, 4),
            .wheelchairs = world_number(source, 2),
            .hours = PLANNER_ALWAYS,
        };
        for (int32_t i = 0; i < volunteers; i++)
            may_drive[i * problem->car_count + car] = own ? i == car : world_chance(source, 70);
    }
    problem->cars = world->cars;
    problem->may_drive = may_drive;
}

/* A volunteer has the whole day, or a morning and an afternoon. */
static inline void world_shifts(struct arena *arena, struct world_source *source,
                                struct world *world)
{
    struct planner_problem *problem = &world->problem;
    int32_t noon = WORLD_DAY / 2;

    world->shifts = arena_array(arena, struct planner_shift, 2 * (size_t)problem->volunteer_count);
    for (int32_t volunteer = 0; volunteer < problem->volunteer_count; volunteer++) {
        bool whole = world_chance(source, 60);
        int32_t home = world_number(source, problem->point_count);

        for (int32_t half = 0; half < (whole ? 1 : 2); half++) {
            struct planner_shift *shift = &world->shifts[problem->shift_count++];
            int32_t early = half == 0 ? world_number(source, 300) : noon;

            *shift = (struct planner_shift){
                .volunteer = volunteer,
                .hours = {early, whole || half == 1 ? WORLD_DAY : noon},
                .start_point = home,
                .end_point =
                    world_chance(source, 80) ? home : world_number(source, problem->point_count),
                .duration_max =
                    world_chance(source, 70) ? PLANNER_TIME_MAX : 800 + world_number(source, 1500),
            };
            if (whole && world_chance(source, 30))
                shift->pause = (struct planner_break){100, home, {noon - 400, noon + 400}};
        }
    }
    problem->shifts = world->shifts;
}

static inline void world_legs(struct arena *arena, struct world_source *source, struct world *world)
{
    struct planner_problem *problem = &world->problem;

    world->legs = arena_array(arena, struct planner_leg, (size_t)problem->leg_count);
    for (int32_t i = 0; i < problem->leg_count; i++) {
        struct planner_window pickup = world_window(source, 100);
        int32_t width = world_number(source, 400);

        world->legs[i] = (struct planner_leg){
            .person = world_number(source, WORLD_PERSONS),
            .pickup_point = world_number(source, problem->point_count),
            .dropoff_point = world_number(source, problem->point_count),
            .pickup = pickup,
            .dropoff = world_chance(source, 60) ? (struct planner_window){0, WORLD_DAY}
                                                : world_window(source, 400),
            .pickup_service = world_number(source, 60),
            .dropoff_service = world_number(source, 60),
            .onboard_max = 50 + world_number(source, world_chance(source, 50) ? 300 : 2000),
            .seats = 1 + world_chance(source, 25),
            .wheelchairs = world_chance(source, 15),
            .promised = world_chance(source, 20),
            .said = {pickup.from + width / 4, pickup.from + width},
            .volunteer = world_chance(source, 5) ? world_number(source, problem->volunteer_count)
                                                 : PLANNER_NONE,
            .with_leg =
                world_chance(source, 20) ? world_number(source, problem->leg_count) : PLANNER_NONE,
        };
        world->legs[i].stays = world->legs[i].with_leg != PLANNER_NONE &&
                               world->legs[i].with_leg != i && world_chance(source, 50);
    }
    problem->legs = world->legs;
}

/* A sound problem and an empty plan. */
static inline void world_make(struct arena *arena, struct world_source *source,
                              struct world_size size, struct world *ret_world)
{
    struct planner_problem *problem = &ret_world->problem;

    *ret_world = (struct world){0};
    problem->point_count = 2 + world_number(source, size.points - 1);
    problem->leg_count = 1 + world_number(source, size.legs);
    problem->volunteer_count = 1 + world_number(source, size.volunteers);
    problem->person_count = WORLD_PERSONS;
    world_tables(arena, source, size.triangles, problem);
    world_cars(arena, source, world_number(source, size.shared_cars + 1), ret_world);
    world_shifts(arena, source, ret_world);
    world_legs(arena, source, ret_world);

    int32_t pair_count = problem->volunteer_count * WORLD_PERSONS;

    ret_world->company = arena_array(arena, uint8_t, (size_t)pair_count);
    for (int32_t i = 0; i < pair_count; i++)
        ret_world->company[i] =
            world_chance(source, 85) ? PLANNER_ANYONE : (uint8_t)(1 + world_number(source, 2));
    problem->company = ret_world->company;
    planner_plan_init(arena, problem, &ret_world->plan);
}

static inline int32_t world_allowed_car(struct world_source *source,
                                        const struct planner_problem *problem, int32_t shift)
{
    int32_t volunteer = problem->shifts[shift].volunteer;
    int32_t car = world_number(source, problem->car_count);

    return problem->may_drive[volunteer * problem->car_count + car] ? car : volunteer;
}

/* Some cars stand still but for a part of the day. */
static inline void world_stop_cars(struct world_source *source, struct world *world)
{
    for (int32_t car = 0; car < world->problem.car_count; car++) {
        if (world_chance(source, 30))
            world->cars[car].hours = world_window(source, WORLD_DAY / 3);
    }
}

/* Puts a leg somewhere at random: drop-off behind pick-up, no break between, nothing else asked. */
static inline void world_scatter_leg(struct arena *arena, struct world_source *source,
                                     struct world *world, int32_t leg)
{
    const struct planner_problem *problem = &world->problem;
    int32_t shift = world_number(source, problem->shift_count);
    const struct planner_route *route = &world->plan.routes[shift];
    bool opens = route->stop_count == 0;
    int32_t car = opens ? world_allowed_car(source, problem, shift) : route->car;
    int32_t stop_count = opens ? problem->shifts[shift].pause.length > 0 : route->stop_count;
    int32_t turn_count = 0;

    for (int32_t i = 0; i < problem->shift_count; i++)
        turn_count += world->plan.routes[i].stop_count > 0 && world->plan.routes[i].car == car;

    int32_t pickup = world_number(source, stop_count + 1);
    int32_t after = pickup;

    while (!opens && after < stop_count && route->stops[after].kind != PLANNER_BREAK &&
           world_chance(source, 40))
        after++;

    struct planner_offer offer = {
        .place_count = 1,
        .places = {{.leg = leg,
                    .shift = shift,
                    .car = car,
                    .turn = opens ? world_number(source, turn_count + 1) : route->turn,
                    .opens = opens,
                    .pickup_at = pickup,
                    .dropoff_at = after + 1}},
    };

    planner_apply(arena, problem, &offer, &world->plan);
}

/* A copy whose routes can be changed by planner_apply and planner_remove. */
static inline struct planner_plan world_copy_plan(struct arena *arena,
                                                  const struct planner_plan *plan)
{
    size_t count = (size_t)plan->route_count;
    struct planner_plan copy = {plan->route_count, arena_array(arena, struct planner_route, count)};

    for (size_t i = 0; i < count; i++) {
        size_t stop_count = (size_t)plan->routes[i].stop_count;

        copy.routes[i] = plan->routes[i];
        copy.routes[i].stops = arena_array(arena, struct planner_stop, stop_count);
        if (stop_count > 0)
            memcpy(copy.routes[i].stops, plan->routes[i].stops,
                   stop_count * sizeof(struct planner_stop));
    }
    return copy;
}

#endif
