/*
 * A day made by hand for the planner's tests: five places on one road, ten minutes and five
 * kilometres from each to the next; two volunteers from 8 to 18, and legs from place 1 to place 3
 * at any time.
 */
#ifndef SUPPORT_PLANNER_ROAD_H
#define SUPPORT_PLANNER_ROAD_H

#include <stdlib.h>
#include <string.h>

#include "engine/planner/planner.h"

enum {
    MINUTE = 60,
    HOUR = 3600,
    PLACES = 5,
    LEGS = 4,
    ROUTE_ROOM = 12,
    ARENA_CAP = 16 * 1024 * 1024,
};

/* Volunteers 0 and 1 live at place 0; cars 0 and 1 are their own, car 2 is shared, based at 0. */
struct road {
    struct arena arena;
    struct planner_problem problem;
    int32_t travel[PLACES * PLACES];
    int32_t metres[PLACES * PLACES];
    struct planner_leg legs[LEGS];
    struct planner_shift shifts[2];
    struct planner_car cars[3];
    uint8_t may_drive[2 * 3];
    uint8_t company[2 * LEGS];
    struct planner_route routes[2];
    struct planner_stop stops[2][ROUTE_ROOM];
    struct planner_plan plan;
    struct planner_report report;
};

static inline void road_tables(struct road *road)
{
    for (int32_t i = 0; i < PLACES * PLACES; i++) {
        int32_t steps = abs(i / PLACES - i % PLACES);

        road->travel[i] = steps * 10 * MINUTE;
        road->metres[i] = steps * 5000;
    }
}

static inline int road_set_up(void **state)
{
    struct road *road = calloc(1, sizeof(*road));

    if (!road || arena_init(&road->arena, ARENA_CAP) != OK)
        return -1;
    road_tables(road);
    for (int32_t i = 0; i < LEGS; i++) {
        road->legs[i] = (struct planner_leg){.person = i,
                                             .pickup_point = 1,
                                             .dropoff_point = 3,
                                             .pickup = {0, 24 * HOUR},
                                             .dropoff = {0, 24 * HOUR},
                                             .onboard_max = 2 * HOUR,
                                             .seats = 1,
                                             .volunteer = PLANNER_NONE,
                                             .with_leg = PLANNER_NONE};
    }
    for (int32_t i = 0; i < 2; i++) {
        road->shifts[i] = (struct planner_shift){
            .volunteer = i, .hours = {8 * HOUR, 18 * HOUR}, .duration_max = PLANNER_TIME_MAX};
        road->cars[i] = (struct planner_car){PLANNER_NONE, 4, 1, PLANNER_ALWAYS};
        road->may_drive[i * 3 + i] = 1;
        road->may_drive[i * 3 + 2] = 1;
        road->routes[i] = (struct planner_route){.car = i, .stops = road->stops[i]};
    }
    road->cars[2] = (struct planner_car){0, 4, 1, PLANNER_ALWAYS};
    road->plan = (struct planner_plan){2, road->routes};
    road->problem = (struct planner_problem){
        PLACES,          road->travel,
        road->metres,    LEGS,
        road->legs,      2,
        road->shifts,    3,
        road->cars,      2,
        road->may_drive, LEGS,
        road->company,
    };
    *state = road;
    return planner_validate(&road->problem) == OK ? 0 : -1;
}

static inline int road_tear_down(void **state)
{
    struct road *road = *state;

    arena_free(&road->arena);
    free(road);
    return 0;
}

/* "0+ 1+ 0- 1- break": legs 0 and 1 board, get off in the same order, then the break. */
static inline void drive(struct road *road, int32_t shift, const char *words)
{
    struct planner_route *route = &road->routes[shift];

    route->stop_count = 0;
    for (const char *word = words; *word; word += strcspn(word, " "), word += *word == ' ') {
        struct planner_stop stop = {PLANNER_BREAK, PLANNER_NONE};

        if (*word != 'b') {
            stop.leg = word[0] - '0';
            stop.kind = word[1] == '+' ? PLANNER_PICKUP : PLANNER_DROPOFF;
        }
        route->stops[route->stop_count++] = stop;
    }
}

static inline bool check(struct road *road)
{
    return planner_check(&road->arena, &road->problem, &road->plan, &road->report);
}

#define on_road(test) cmocka_unit_test_setup_teardown(test, road_set_up, road_tear_down)

#endif
