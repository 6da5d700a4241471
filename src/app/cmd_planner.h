/* The planner by itself, on files that others use too. */
#ifndef APP_CMD_PLANNER_H
#define APP_CMD_PLANNER_H

int cmd_planner_solve(int argc, char **argv);
int cmd_planner_check(int argc, char **argv);

extern const char PLANNER_SOLVE_USAGE[], PLANNER_CHECK_USAGE[];

#endif
