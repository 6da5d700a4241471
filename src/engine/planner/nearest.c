#include "engine/planner/planner.h"

#include <assert.h>
#include <string.h>

static int32_t inside_bounds(int64_t time)
{
    if (time < 0)
        return 0;
    return time > PLANNER_TIME_MAX ? PLANNER_TIME_MAX : (int32_t)time;
}

/* Cuts the moved window where time ends; false when nothing of it is left. */
static bool window_move(struct planner_window *window, int32_t by)
{
    int64_t from = (int64_t)window->from + by;
    int64_t to = (int64_t)window->to + by;

    *window = (struct planner_window){inside_bounds(from), inside_bounds(to)};
    return to >= 0 && from <= PLANNER_TIME_MAX;
}

static bool leg_move(struct planner_leg *leg, int32_t by)
{
    return window_move(&leg->pickup, by) && window_move(&leg->dropoff, by) &&
           (!leg->promised || window_move(&leg->said, by));
}

/* The request with its windows moved: the problem's legs, of which `legs` is a copy to change. */
static bool request_move(const struct planner_problem *problem,
                         const struct planner_request *request, int32_t by,
                         struct planner_leg *legs)
{
    bool inside = true;

    for (int32_t i = 0; i < request->leg_count; i++) {
        int32_t leg = request->legs[i];

        legs[leg] = problem->legs[leg];
        inside = leg_move(&legs[leg], by) && inside;
    }
    return inside;
}

enum status planner_nearest(struct arena *arena, const struct planner_problem *problem,
                            const struct planner_plan *plan, const struct planner_request *request,
                            struct planner_moves moves, int32_t want,
                            struct planner_moved *ret_moved, int32_t *ret_count)
{
    assert(moves.step > 0 && moves.earliest <= 0 && moves.latest >= 0);
    assert(want >= 1 && want <= PLANNER_OFFERS_MAX);

    int64_t back = -(int64_t)moves.earliest / moves.step;
    int64_t on = moves.latest / moves.step;
    int64_t farthest = back > on ? back : on;

    if (back + on + 1 > PLANNER_TRIES_MAX)
        return ERR_TOO_LARGE;

    size_t mark = arena_mark(arena);
    size_t leg_count = (size_t)problem->leg_count;
    struct planner_leg *legs = arena_array(arena, struct planner_leg, leg_count);
    struct planner_problem moved = *problem;
    struct planner_request one = *request;
    int32_t found = 0;

    memcpy(legs, problem->legs, leg_count * sizeof(*legs));
    moved.legs = legs;
    one.offer_max = 1;
    /* 0, -1, +1, -2, +2 ... steps */
    for (int64_t i = 0; i <= 2 * farthest && found < want; i++) {
        int64_t steps = i % 2 ? -(i + 1) / 2 : i / 2;
        int32_t by = (int32_t)(steps * moves.step);
        int32_t count;

        if (steps < -back || steps > on || !request_move(problem, request, by, legs))
            continue;
        ret_moved[found].moved_by = by;
        found += planner_insert(arena, &moved, plan, &one, &ret_moved[found].offer, &count) == OK;
    }
    arena_rewind(arena, mark);
    if (found == 0)
        return ERR_NOT_FOUND;
    *ret_count = found;
    return OK;
}
