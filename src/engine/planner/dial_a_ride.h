/*
 * Files of the dial-a-ride problem, as researchers exchange them, read into a planner_problem, so
 * that this planner can be measured beside others.
 *
 * The format is the one of the instances of Cordeau & Laporte (2003) and Cordeau (2006): numbers
 * between white space. The first five are the vehicles, a count that the two sets use differently
 * (and is not needed), the longest duration of a route, the seats of a vehicle and the longest
 * ride. Then seven for each stop, in order from 0: number, x, y, service, change of load, opening
 * and closing of its window. Stop 0 is the depot, 1..n the pick-ups, n+1..2n the drop-offs: who
 * boards at i gets off at n+i. A closing copy of the depot, 2n+1, may follow.
 *
 * Driving costs and lasts the straight distance, unrounded. The planner counts in whole numbers, so
 * times and distances are multiplied by `scale`, the largest power of ten up to 100,000 that the
 * file's numbers leave room for, and driving times are rounded to one side: up, and what the
 * planner calls feasible is; down, and whatever is feasible is called so.
 */
#ifndef ENGINE_PLANNER_DIAL_A_RIDE_H
#define ENGINE_PLANNER_DIAL_A_RIDE_H

#include "engine/planner/planner.h"

enum { DIAL_A_RIDE_BYTES_MAX = 1024 * 1024 };

enum dial_a_ride_rounding { DIAL_A_RIDE_CAREFUL, DIAL_A_RIDE_LENIENT };

struct dial_a_ride {
    struct planner_problem problem; /* leg i boards at stop i + 1; the points are the stops */
    double scale;
    const double *distance; /* stops x stops, unrounded */
    double longest;         /* of them */
};

/* What is wrong with a text, for a sentence. Lines count from 1. */
struct dial_a_ride_fault {
    const char *what; /* "a number is missing" */
    int32_t line;
    bool undrivable; /* of a plan: it can be read, and nobody can drive it */
};

/* `text` ends with a NUL. ERR_INVALID sets `ret_fault`. */
MUST_USE enum status dial_a_ride_read(struct arena *arena, const char *text,
                                      enum dial_a_ride_rounding rounding,
                                      struct dial_a_ride *ret_file,
                                      struct dial_a_ride_fault *ret_fault);

/*
 * A plan as text, one line a route: the numbers of its stops; depots at its ends may be written or
 * left out. Empty lines and those that begin with a letter or # are passed over. ERR_INVALID sets
 * `ret_fault`: no number; or, undrivable, no such stop, a stop after the depot, more stops or more
 * routes than there can be. Whether the plan holds is for planner_check to say.
 */
MUST_USE enum status dial_a_ride_read_plan(struct arena *arena, const struct dial_a_ride *file,
                                           const char *text, struct planner_plan *ret_plan,
                                           struct dial_a_ride_fault *ret_fault);

/* The stop's number in the file. */
int32_t dial_a_ride_stop(const struct dial_a_ride *file, const struct planner_stop *stop);

/* The distance driven from the depot through all routes and back, in the file's own unit. */
double dial_a_ride_cost(const struct dial_a_ride *file, const struct planner_plan *plan);

#endif
