/*
 * The planner by itself, on files that others use too: solve and check in cmd_planner.c, prove in
 * cmd_prove.c.
 */
#ifndef APP_CMD_PLANNER_H
#define APP_CMD_PLANNER_H

#include "engine/planner/dial_a_ride.h"

enum { PLANNER_SECONDS_MAX = 24 * 60 * 60 };

int cmd_planner_solve(int argc, char **argv);
int cmd_planner_check(int argc, char **argv);
int cmd_planner_prove(int argc, char **argv);

extern const char PLANNER_SOLVE_USAGE[], PLANNER_CHECK_USAGE[], PLANNER_PROVE_USAGE[];

/* Reads a dial-a-ride file into an arena that it opens; the caller frees it either way. EXIT_FINE,
   or the code to end with after a sentence. */
int planner_file_read(struct arena *arena, const char *path, enum dial_a_ride_rounding rounding,
                      struct dial_a_ride *ret_file);

/* "cost X", and a line a route. */
void planner_plan_print(const struct dial_a_ride *file, const struct planner_plan *plan);

/* A whole number within the bounds, or `value` as it is when nothing was given; false after a
   sentence. */
bool planner_number_option(const char *text, const char *name, int64_t least, int64_t most,
                           int64_t *value);

#endif
