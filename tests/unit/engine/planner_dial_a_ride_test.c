/* Dial-a-ride files: what is read from them, what a plan costs, and what is wrong with a bad one.
 */
#include "engine/planner/dial_a_ride.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* cmocka wants the four above first. */
#include <cmocka.h>
#include <math.h>
#include <string.h>

enum { ARENA_CAP = 64 * 1024 * 1024 };

/* The depot in the middle, one person north of it and one south; 3-4-5 triangles. */
#define STOPS                                                                                      \
    "0 0.0 0.0 0 0 0 480\n"                                                                        \
    "1 0.0 3.0 1 1 0 480\n"                                                                        \
    "2 0.0 -3.0 1 1 0 480\n"                                                                       \
    "3 4.0 3.0 1 -1 10 20\n"                                                                       \
    "4 4.0 -3.0 1 -1 100.5 120\n"
#define SMALL "2 2 480 3 30\n" STOPS

static struct arena *fresh(void **state)
{
    arena_reset(*state);
    return *state;
}

static struct dial_a_ride read_good(struct arena *arena, const char *text,
                                    enum dial_a_ride_rounding rounding)
{
    struct dial_a_ride_fault fault;
    struct dial_a_ride file;

    assert_int_equal(dial_a_ride_read(arena, text, rounding, &file, &fault), OK);
    return file;
}

static void refuse(struct arena *arena, const char *text, int32_t line, const char *what)
{
    struct dial_a_ride_fault fault = {0};
    struct dial_a_ride file;

    assert_int_equal(dial_a_ride_read(arena, text, DIAL_A_RIDE_CAREFUL, &file, &fault),
                     ERR_INVALID);
    assert_int_equal(fault.line, line);
    if (!strstr(fault.what, what))
        fail_msg("\"%s\" does not say \"%s\"", fault.what, what);
}

static struct planner_plan read_plan(struct arena *arena, const struct dial_a_ride *file,
                                     const char *text)
{
    struct dial_a_ride_fault fault;
    struct planner_plan plan;

    assert_int_equal(dial_a_ride_read_plan(arena, file, text, &plan, &fault), OK);
    return plan;
}

static void refuse_plan(struct arena *arena, const char *text, int32_t line, const char *what)
{
    struct dial_a_ride file = read_good(arena, SMALL, DIAL_A_RIDE_CAREFUL);
    struct dial_a_ride_fault fault = {0};
    struct planner_plan plan;

    assert_int_equal(dial_a_ride_read_plan(arena, &file, text, &plan, &fault), ERR_INVALID);
    assert_int_equal(fault.line, line);
    if (!strstr(fault.what, what))
        fail_msg("\"%s\" does not say \"%s\"", fault.what, what);
}

static enum planner_fault judge(struct arena *arena, const char *file_text, const char *plan_text)
{
    struct dial_a_ride file = read_good(arena, file_text, DIAL_A_RIDE_LENIENT);
    struct planner_plan plan = read_plan(arena, &file, plan_text);
    struct planner_report report;

    return planner_check(arena, &file.problem, &plan, &report) ? PLANNER_FINE
                                                               : report.causes[0].fault;
}

static void file_read_says_all_of_it(void **state)
{
    struct arena *arena = fresh(state);
    struct dial_a_ride file = read_good(arena, SMALL, DIAL_A_RIDE_CAREFUL);
    const struct planner_problem *problem = &file.problem;

    assert_int_equal(problem->car_count, 2);
    assert_int_equal(problem->leg_count, 2);
    assert_int_equal(problem->point_count, 5);
    assert_true(file.scale == 100000);
    assert_true(file.longest == hypot(4, 6));
    assert_int_equal(problem->travel[1 * 5 + 3], 400000);
    assert_int_equal(problem->metres[0 * 5 + 4], 500000);
    assert_int_equal(problem->legs[1].dropoff.from, 10050000);
    assert_int_equal(problem->legs[1].dropoff.to, 12000000);
    assert_int_equal(problem->legs[0].pickup_service, 100000);
    assert_int_equal(problem->legs[0].onboard_max, 3000000);
    assert_int_equal(problem->shifts[1].duration_max, 48000000);
    assert_int_equal(problem->cars[1].seats, 3);
}

static void closing_depot_is_no_stop(void **state)
{
    struct dial_a_ride file =
        read_good(fresh(state), SMALL "5 0.0 0.0 0 0 0 480\n", DIAL_A_RIDE_CAREFUL);

    assert_int_equal(file.problem.leg_count, 2);
    assert_int_equal(file.problem.point_count, 5);
}

static void driving_times_round_to_the_side_asked_for(void **state)
{
    struct arena *arena = fresh(state);
    /* From one person to the other's drop-off: the root of 52. */
    struct dial_a_ride careful = read_good(arena, SMALL, DIAL_A_RIDE_CAREFUL);
    struct dial_a_ride lenient = read_good(arena, SMALL, DIAL_A_RIDE_LENIENT);

    assert_int_equal(careful.problem.travel[1 * 5 + 4], 721111);
    assert_int_equal(lenient.problem.travel[1 * 5 + 4], 721110);
}

static void long_horizon_is_counted_in_coarser_units(void **state)
{
    struct dial_a_ride file = read_good(fresh(state),
                                        "1 2 99999 3 99999\n"
                                        "0 0 0 0 0 0 28000\n"
                                        "1 0 3 1 1 0 28000\n"
                                        "2 4 3 1 -1 0 28000\n",
                                        DIAL_A_RIDE_CAREFUL);

    assert_true(file.scale == 1000);
    assert_int_equal(file.problem.legs[0].pickup.to, 28000000);
    assert_int_equal(file.problem.legs[0].onboard_max, 99999000);
}

static void bad_file_is_told_by_its_line(void **state)
{
    struct arena *arena = fresh(state);

    refuse(arena, "", 1, "the file ends");
    refuse(arena, "2 2 480 3\n", 2, "the file ends");
    refuse(arena, "2 2 480 3 30\n0 0 0 0 0 0 480\n", 3, "no request");
    refuse(arena, "0 2 480 3 30\n" STOPS, 1, "within the planner's bounds");
    refuse(arena, "2.5 2 480 3 30\n" STOPS, 1, "within the planner's bounds");
    refuse(arena, "two 2 480 3 30\n" STOPS, 1, "not a number");
    refuse(arena, "2 2 480 3 30,5\n" STOPS, 1, "not a number");
    refuse(arena, "2 2 nan 3 30\n" STOPS, 1, "too large");
    refuse(arena, "2 2 inf 3 30\n" STOPS, 1, "too large");
    refuse(arena, "2 2 -1 3 30\n" STOPS, 1, "below zero");
    refuse(arena, SMALL "6 0 0 0 0 0 480\n", 7, "not numbered");
    refuse(arena, "2 2 480 3 30\n0 0 0 0 0 90 80\n1 0 0 0 1 0 9\n2 0 0 0 -1 0 9\n", 2, "closes");
    refuse(arena, "2 2 480 3 30\n0 0 0 0 0 0 80\n1 0 0 0 2 0 9\n2 0 0 0 -1 0 9\n", 5,
           "counterpart");
    refuse(arena, "2 2 480 3 30\n0 0 0 0 0 0 8\n1 9.9e7 9.9e7 0 1 0 9\n2 -9.9e7 -9.9e7 0 -1 0 9\n",
           5, "too large");
}

static void plan_read_costs_what_is_driven(void **state)
{
    struct arena *arena = fresh(state);
    struct dial_a_ride file = read_good(arena, SMALL, DIAL_A_RIDE_CAREFUL);
    struct planner_plan together = read_plan(arena, &file, "1 3 2 4\n");
    struct planner_plan apart =
        read_plan(arena, &file, "cost 24\n# two vehicles\n\n0 1 3 0\n0 2 4 5\n");

    assert_int_equal(together.routes[0].stop_count, 4);
    assert_int_equal(dial_a_ride_stop(&file, &together.routes[0].stops[2]), 2);
    assert_true(fabs(dial_a_ride_cost(&file, &together) - (3 + 4 + sqrt(52) + 4 + 5)) < 1e-9);
    assert_int_equal(apart.routes[1].stop_count, 2);
    assert_true(fabs(dial_a_ride_cost(&file, &apart) - 24) < 1e-9);
}

static void bad_plan_is_told_by_its_line(void **state)
{
    struct arena *arena = fresh(state);

    refuse_plan(arena, "1 3\n2 four\n", 2, "not a number");
    refuse_plan(arena, "1 3\n2 6\n", 2, "no such stop");
    refuse_plan(arena, "0 1 3 0\n2 0 4\n", 2, "goes on after the depot");
    refuse_plan(arena, "1 5 3\n", 1, "goes on after the depot");
    refuse_plan(arena, "1 3\n-1\n", 2, "within the planner's bounds");
    refuse_plan(arena, "1 3\n2\n4\n", 3, "more routes than vehicles");
    refuse_plan(arena, "1 3 1 3 1\n", 1, "more stops than there are");
}

static void plan_of_others_is_judged(void **state)
{
    struct arena *arena = fresh(state);

    assert_int_equal(judge(arena, SMALL, "1 3 2 4\n"), PLANNER_FINE);
    assert_int_equal(judge(arena, SMALL, "0 1 3 5\n0 2 4 5\n"), PLANNER_FINE);
    assert_int_equal(judge(arena, SMALL, "3 1 2 4\n"), PLANNER_BAD_STOPS);
    assert_int_equal(judge(arena, SMALL, "1 4 3 2\n"), PLANNER_BAD_STOPS);
    /* The second person would be on board from minute 12 to 100. */
    assert_int_equal(judge(arena, SMALL, "2 1 3 4\n"), PLANNER_ONBOARD_TOO_LONG);
    assert_int_equal(judge(arena, SMALL, "2 4 1 3\n"), PLANNER_DROPOFF_MISSED);
    assert_int_equal(judge(arena, "2 2 13.9 3 30\n" STOPS, "1 3\n2 4\n"), PLANNER_SHIFT_TOO_LONG);
    assert_int_equal(judge(arena, "2 2 480 3 3.9\n" STOPS, "1 3\n2 4\n"), PLANNER_ONBOARD_TOO_LONG);
}

static int open_arena(void **state)
{
    static struct arena arena;

    assert_int_equal(arena_init(&arena, ARENA_CAP), OK);
    *state = &arena;
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(file_read_says_all_of_it),
        cmocka_unit_test(closing_depot_is_no_stop),
        cmocka_unit_test(driving_times_round_to_the_side_asked_for),
        cmocka_unit_test(long_horizon_is_counted_in_coarser_units),
        cmocka_unit_test(bad_file_is_told_by_its_line),
        cmocka_unit_test(plan_read_costs_what_is_driven),
        cmocka_unit_test(bad_plan_is_told_by_its_line),
        cmocka_unit_test(plan_of_others_is_judged),
    };

    return cmocka_run_group_tests_name("planner dial-a-ride", tests, open_arena, close_arena);
}
