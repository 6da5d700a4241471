#include "app/cmd_planner.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/command.h"
#include "base/text.h"
#include "engine/planner/dial_a_ride.h"

enum {
    PLANNER_ARENA_BYTES = 1024 * 1024 * 1024, /* reserved; what is not touched costs nothing */
    SECONDS_DEFAULT = 5,
};

/* --- files --- */

/* EXIT_FINE, or the code to end with after a sentence. */
static int read_text(struct arena *arena, const char *path, const char **ret_text)
{
    char *text = arena_alloc(arena, DIAL_A_RIDE_BYTES_MAX + 1);
    FILE *file = fopen(path, "rb");
    size_t length;
    bool failed;

    if (!file)
        return command_fail(ERR_IO, "%s cannot be opened", path);
    length = fread(text, 1, DIAL_A_RIDE_BYTES_MAX + 1, file);
    failed = ferror(file) != 0;
    fclose(file);
    if (failed)
        return command_fail(ERR_IO, "%s cannot be read", path);
    if (length > DIAL_A_RIDE_BYTES_MAX || memchr(text, '\0', length))
        return command_fail(ERR_INVALID, "%s is longer than such files are, or is no text", path);
    text[length] = '\0';
    *ret_text = text;
    return EXIT_FINE;
}

static int tell_fault(const char *path, const struct dial_a_ride_fault *fault)
{
    return command_fail(ERR_INVALID, "%s, line %" PRId32 ": %s", path, fault->line, fault->what);
}

int planner_file_read(struct arena *arena, const char *path, enum dial_a_ride_rounding rounding,
                      struct dial_a_ride *ret_file)
{
    struct dial_a_ride_fault fault;
    const char *text = NULL;
    int code;

    if (arena_init(arena, PLANNER_ARENA_BYTES) != OK)
        return command_fail(ERR_UNAVAILABLE, "no memory");
    code = read_text(arena, path, &text);
    if (code != EXIT_FINE)
        return code;
    if (dial_a_ride_read(arena, text, rounding, ret_file, &fault) != OK)
        return tell_fault(path, &fault);
    return EXIT_FINE;
}

/* --- planner solve --- */

const char PLANNER_SOLVE_USAGE[] =
    "usage: accanto planner solve FILE [--seconds N] [--seed S] [--tries T]\n\n"
    "Plans the day of a dial-a-ride file (the format of Cordeau and Laporte) on one core, and\n"
    "prints 'cost' and the distance driven, then one line a route: the numbers of its stops,\n"
    "without the depot. The same seed and number of tries give the same plan.\n\n"
    "  --seconds N   how long to search (5 unless told)\n"
    "  --seed S      another number, another search (1 unless told)\n"
    "  --tries T     stop after so many tries, if that comes first\n\n"
    "exit: 0 everybody is served, 1 somebody is not (said on standard error), 2 wrong use or a\n"
    "file that is not of this format, 3 the file cannot be read\n";

struct search {
    struct timespec start;
    struct progress progress;
    int64_t seconds;
    int64_t tries;
};

static double seconds_since(const struct timespec *start)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static bool search_goes_on(void *context, const struct planner_progress *progress)
{
    struct search *search = context;
    double passed = seconds_since(&search->start);

    command_progress(&search->progress, (int64_t)passed);
    return passed < (double)search->seconds && progress->tries < search->tries;
}

/* From no plan at all. A ride left out costs more than any way of serving it could. */
static enum status solve(struct arena *arena, const struct dial_a_ride *file, uint64_t seed,
                         struct search *search, struct planner_plan *ret_plan)
{
    const struct planner_aim aim = {
        .costs = {.metre = 1},
        .unserved = (int64_t)(4 * file->longest * file->scale) + 1,
    };
    struct planner_plan nothing;
    enum status status;

    planner_plan_init(arena, &file->problem, &nothing);
    clock_gettime(CLOCK_MONOTONIC, &search->start);
    command_progress_start(&search->progress, "seconds of search", search->seconds);
    status = planner_improve(arena, &file->problem, &nothing, &aim, seed, search_goes_on, search,
                             ret_plan);
    command_progress_end(&search->progress, (int64_t)seconds_since(&search->start));
    return status;
}

void planner_plan_print(const struct dial_a_ride *file, const struct planner_plan *plan)
{
    printf("cost %.4f\n", dial_a_ride_cost(file, plan));
    for (int32_t i = 0; i < plan->route_count; i++) {
        const struct planner_route *route = &plan->routes[i];

        for (int32_t k = 0; k < route->stop_count; k++)
            printf("%s%" PRId32, k > 0 ? " " : "", dial_a_ride_stop(file, &route->stops[k]));
        if (route->stop_count > 0)
            putchar('\n');
    }
}

/* Could an empty vehicle serve it, if it had nothing else to do all day? */
static bool can_be_served_alone(struct arena *arena, const struct dial_a_ride *file, int32_t leg)
{
    const struct planner_request request = {.leg_count = 1, .legs = {leg}, .offer_max = 1};
    struct planner_offer offer;
    struct planner_plan nothing;
    int32_t count;

    planner_plan_init(arena, &file->problem, &nothing);
    return planner_insert(arena, &file->problem, &nothing, &request, &offer, &count) == OK;
}

static int tell_unserved(struct arena *arena, const struct dial_a_ride *file,
                         const struct planner_plan *plan)
{
    int code = EXIT_FINE;

    for (int32_t leg = 0; leg < file->problem.leg_count; leg++) {
        if (planner_shift_of(plan, leg) != PLANNER_NONE)
            continue;
        code = command_fail(ERR_NOT_FOUND, "request %" PRId32 " is not served: %s", leg + 1,
                            can_be_served_alone(arena, file, leg)
                                ? "no room was found for it beside the others"
                                : "not even an empty vehicle could");
    }
    return code;
}

bool planner_number_option(const char *text, const char *name, int64_t least, int64_t most,
                           int64_t *value)
{
    if (!text || (text_to_int(text, value) == OK && *value >= least && *value <= most))
        return true;
    command_fail(ERR_INVALID, "%s wants a whole number from %" PRId64 " to %" PRId64, name, least,
                 most);
    return false;
}

static int solve_file(const char *path, uint64_t seed, struct search *search)
{
    struct arena arena = {0};
    struct dial_a_ride file = {.scale = 0};
    int code = planner_file_read(&arena, path, DIAL_A_RIDE_CAREFUL, &file);

    if (code == EXIT_FINE) {
        struct planner_plan plan;
        enum status status = solve(&arena, &file, seed, search, &plan);

        if (status == OK) {
            planner_plan_print(&file, &plan);
            code = tell_unserved(&arena, &file, &plan);
        } else {
            code = command_fail(status, "no plan: %s", status_name(status));
        }
    }
    arena_free(&arena);
    return code;
}

int cmd_planner_solve(int argc, char **argv)
{
    const char *seconds = NULL;
    const char *seed = NULL;
    const char *tries = NULL;
    const struct option_spec specs[] = {
        {"--seconds", true, &seconds}, {"--seed", true, &seed}, {"--tries", true, &tries}};
    struct search search = {.seconds = SECONDS_DEFAULT, .tries = INT64_MAX};
    struct options options;
    int64_t number = 1;

    if (!command_options(argc, argv, specs, 3, &options))
        return EXIT_USAGE;
    if (options.word_count != 1)
        return command_fail(ERR_INVALID, "say which file, and only one; see --help");
    if (!planner_number_option(seconds, "--seconds", 1, PLANNER_SECONDS_MAX, &search.seconds) ||
        !planner_number_option(seed, "--seed", 0, INT64_MAX, &number) ||
        !planner_number_option(tries, "--tries", 0, INT64_MAX, &search.tries))
        return EXIT_USAGE;
    return solve_file(options.words[0], (uint64_t)number, &search);
}

/* --- planner check --- */

const char PLANNER_CHECK_USAGE[] =
    "usage: accanto planner check FILE ROUTES\n\n"
    "Judges a plan for a dial-a-ride file, whoever made it. ROUTES has one line a route: the\n"
    "numbers of its stops, with or without the depot; lines that begin with a letter or # are\n"
    "passed over. The judge shares no code with the search. Prints 'feasible' and the cost, or\n"
    "'infeasible' and one line for each rule that is broken. Driving times are cut at the fifth\n"
    "decimal in the plan's favour.\n\n"
    "exit: 0 feasible, 1 infeasible, 2 wrong use or a file that is not of this format, 3 a file\n"
    "cannot be read\n";

static const char *fault_text(enum planner_fault fault)
{
    switch (fault) {
    case PLANNER_BAD_STOPS:
        return "it is served twice, by halves, or gets off before it boards";
    case PLANNER_NO_SEAT:
        return "there is no seat left";
    case PLANNER_ONBOARD_TOO_LONG:
        return "the ride is too long";
    case PLANNER_DROPOFF_MISSED:
        return "the drop-off is outside its window";
    case PLANNER_PICKUP_MISSED:
        return "the pick-up is outside its window";
    case PLANNER_SHIFT_TOO_LONG:
        return "the route lasts too long";
    case PLANNER_SHIFT_HOURS:
        return "the depot is closed";
    default:
        return "it cannot be driven so";
    }
}

static void print_cause(const struct planner_cause *cause)
{
    if (cause->shift != PLANNER_NONE)
        printf("route %" PRId32 ", ", cause->shift + 1);
    if (cause->leg != PLANNER_NONE)
        printf("request %" PRId32 ": ", cause->leg + 1);
    printf("%s\n", fault_text(cause->fault));
}

static int judge(struct arena *arena, const struct dial_a_ride *file,
                 const struct planner_plan *plan)
{
    struct planner_report report;
    bool holds = planner_check(arena, &file->problem, plan, &report);

    if (holds && report.unserved_count == 0) {
        printf("feasible\ncost %.4f\n", dial_a_ride_cost(file, plan));
        return EXIT_FINE;
    }
    printf("infeasible\n");
    for (int32_t i = 0; i < report.cause_count; i++)
        print_cause(&report.causes[i]);
    for (int32_t leg = 0; leg < file->problem.leg_count; leg++) {
        if (planner_shift_of(plan, leg) == PLANNER_NONE)
            printf("request %" PRId32 ": nobody serves it\n", leg + 1);
    }
    return EXIT_FOUND;
}

static int check_routes(struct arena *arena, const struct dial_a_ride *file, const char *path)
{
    struct dial_a_ride_fault fault;
    struct planner_plan plan;
    const char *text = NULL;
    int code = read_text(arena, path, &text);

    if (code != EXIT_FINE)
        return code;
    if (dial_a_ride_read_plan(arena, file, text, &plan, &fault) == OK)
        return judge(arena, file, &plan);
    if (!fault.undrivable)
        return tell_fault(path, &fault);
    printf("infeasible\nline %" PRId32 ": %s\n", fault.line, fault.what);
    return EXIT_FOUND;
}

int cmd_planner_check(int argc, char **argv)
{
    struct arena arena = {0};
    struct options options;
    struct dial_a_ride file = {.scale = 0};
    int code;

    if (!command_options(argc, argv, NULL, 0, &options))
        return EXIT_USAGE;
    if (options.word_count != 2)
        return command_fail(ERR_INVALID, "say which file and which routes; see --help");
    code = planner_file_read(&arena, options.words[0], DIAL_A_RIDE_LENIENT, &file);
    if (code == EXIT_FINE)
        code = check_routes(&arena, &file, options.words[1]);
    arena_free(&arena);
    return code;
}
