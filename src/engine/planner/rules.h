/* Small rules that every part of the planner reads alike. */
#ifndef ENGINE_PLANNER_RULES_H
#define ENGINE_PLANNER_RULES_H

#include "engine/planner/planner.h"

static inline int32_t rules_travel(const struct planner_problem *problem, int32_t from, int32_t to)
{
    return problem->travel[(size_t)from * (size_t)problem->point_count + (size_t)to];
}

static inline int32_t rules_metres(const struct planner_problem *problem, int32_t from, int32_t to)
{
    return problem->metres[(size_t)from * (size_t)problem->point_count + (size_t)to];
}

/* Of driving from a point to another. */
static inline int64_t rules_edge_cost(const struct planner_problem *problem,
                                      const struct planner_costs *costs, int32_t from, int32_t to)
{
    return (int64_t)costs->metre * rules_metres(problem, from, to) +
           (int64_t)costs->second * rules_travel(problem, from, to);
}

static inline bool rules_may_drive(const struct planner_problem *problem, int32_t shift,
                                   int32_t car)
{
    size_t row = (size_t)problem->shifts[shift].volunteer * (size_t)problem->car_count;

    return problem->may_drive[row + (size_t)car] != 0;
}

static inline enum planner_company rules_company(const struct planner_problem *problem,
                                                 int32_t shift, int32_t leg)
{
    size_t row = (size_t)problem->shifts[shift].volunteer * (size_t)problem->person_count;

    return (enum planner_company)problem->company[row + (size_t)problem->legs[leg].person];
}

/* Must the car that sets down `leg` stay where it is until it picks up `next`? */
static inline bool rules_stays_for(const struct planner_problem *problem, int32_t leg, int32_t next)
{
    return problem->legs[leg].stays && problem->legs[leg].with_leg == next;
}

/* The same, whichever of the two comes first: they go in one car. */
static inline bool rules_one_car(const struct planner_problem *problem, int32_t one, int32_t other)
{
    return rules_stays_for(problem, one, other) || rules_stays_for(problem, other, one);
}

/* Where a shift with that car sets out, and where it comes back to. */
static inline int32_t rules_start_point(const struct planner_problem *problem, int32_t shift,
                                        int32_t car)
{
    int32_t base = problem->cars[car].base_point;

    return base == PLANNER_NONE ? problem->shifts[shift].start_point : base;
}

static inline int32_t rules_end_point(const struct planner_problem *problem, int32_t shift,
                                      int32_t car)
{
    int32_t base = problem->cars[car].base_point;

    return base == PLANNER_NONE ? problem->shifts[shift].end_point : base;
}

#endif
