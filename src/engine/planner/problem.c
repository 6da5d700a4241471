#include "engine/planner/planner.h"

static bool in_range(int32_t value, int32_t count)
{
    return value >= 0 && value < count;
}

static bool is_amount(int32_t value)
{
    return value >= 0 && value <= PLANNER_TIME_MAX;
}

static bool is_load(int32_t value)
{
    return value >= 0 && value <= PLANNER_LOAD_MAX;
}

static bool is_window(struct planner_window window)
{
    return window.from >= 0 && window.from <= window.to && window.to <= PLANNER_TIME_MAX;
}

static bool is_optional(int32_t value, int32_t count)
{
    return value == PLANNER_NONE || in_range(value, count);
}

static enum status sizes_check(const struct planner_problem *problem)
{
    if (problem->point_count < 0 || problem->leg_count < 0 || problem->shift_count < 0 ||
        problem->car_count < 0 || problem->volunteer_count < 0 || problem->person_count < 0)
        return ERR_INVALID;
    if (problem->point_count > PLANNER_POINTS_MAX || problem->leg_count > PLANNER_LEGS_MAX ||
        problem->shift_count > PLANNER_SHIFTS_MAX || problem->car_count > PLANNER_CARS_MAX ||
        problem->volunteer_count > PLANNER_VOLUNTEERS_MAX ||
        problem->person_count > PLANNER_PERSONS_MAX)
        return ERR_TOO_LARGE;
    return OK;
}

static bool tables_are_sound(const struct planner_problem *problem)
{
    size_t points = (size_t)problem->point_count;

    for (size_t i = 0; i < points * points; i++) {
        if (!is_amount(problem->travel[i]) || !is_amount(problem->metres[i]))
            return false;
    }
    for (size_t i = 0; i < (size_t)problem->volunteer_count * (size_t)problem->person_count; i++) {
        if (problem->company[i] > PLANNER_PREFERRED)
            return false;
    }
    return true;
}

static bool leg_is_sound(const struct planner_problem *problem, int32_t index)
{
    const struct planner_leg *leg = &problem->legs[index];

    return in_range(leg->person, problem->person_count) &&
           in_range(leg->pickup_point, problem->point_count) &&
           in_range(leg->dropoff_point, problem->point_count) && is_window(leg->pickup) &&
           is_window(leg->dropoff) && is_amount(leg->pickup_service) &&
           is_amount(leg->dropoff_service) && is_amount(leg->onboard_max) && is_load(leg->seats) &&
           is_load(leg->wheelchairs) && (!leg->promised || is_window(leg->said)) &&
           is_optional(leg->volunteer, problem->volunteer_count) &&
           is_optional(leg->with_leg, problem->leg_count) &&
           (!leg->stays || (leg->with_leg != PLANNER_NONE && leg->with_leg != index));
}

static bool shift_is_sound(const struct planner_problem *problem, const struct planner_shift *shift)
{
    const struct planner_break *pause = &shift->pause;
    bool pause_is_sound =
        pause->length == 0 || (is_amount(pause->length) && is_window(pause->window) &&
                               in_range(pause->point, problem->point_count));

    return in_range(shift->volunteer, problem->volunteer_count) && is_window(shift->hours) &&
           in_range(shift->start_point, problem->point_count) &&
           in_range(shift->end_point, problem->point_count) && is_amount(shift->duration_max) &&
           pause_is_sound;
}

static bool shifts_are_sound(const struct planner_problem *problem)
{
    for (int32_t i = 0; i < problem->shift_count; i++) {
        const struct planner_shift *shift = &problem->shifts[i];

        if (!shift_is_sound(problem, shift))
            return false;
        for (int32_t k = 0; k < i; k++) {
            const struct planner_shift *other = &problem->shifts[k];

            if (other->volunteer == shift->volunteer && other->hours.from < shift->hours.to &&
                shift->hours.from < other->hours.to)
                return false;
        }
    }
    return true;
}

static bool car_is_sound(const struct planner_problem *problem, int32_t index)
{
    const struct planner_car *car = &problem->cars[index];
    int32_t driver_count = 0;

    for (int32_t i = 0; i < problem->volunteer_count; i++)
        driver_count += problem->may_drive[i * problem->car_count + index] != 0;
    return is_optional(car->base_point, problem->point_count) && is_load(car->seats) &&
           is_load(car->wheelchairs) && is_window(car->hours) &&
           (car->base_point != PLANNER_NONE || driver_count <= 1);
}

int32_t planner_wait_seconds(const struct planner_problem *problem, int32_t leg)
{
    const struct planner_leg *there = &problem->legs[leg];
    int32_t from;
    int32_t to;

    if (!there->stays)
        return 0;

    const struct planner_leg *home = &problem->legs[there->with_leg];

    from = there->dropoff.to + there->dropoff_service;
    to = home->pickup.from;
    if (home->promised && home->said.from > to)
        to = home->said.from;
    return to > from ? to - from : 0;
}

enum status planner_validate(const struct planner_problem *problem)
{
    TRY(sizes_check(problem));
    if (!tables_are_sound(problem) || !shifts_are_sound(problem))
        return ERR_INVALID;
    for (int32_t i = 0; i < problem->leg_count; i++) {
        if (!leg_is_sound(problem, i))
            return ERR_INVALID;
    }
    for (int32_t i = 0; i < problem->car_count; i++) {
        if (!car_is_sound(problem, i))
            return ERR_INVALID;
    }
    return OK;
}
