#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app/cmd_planner.h"
#include "app/command.h"
#include "engine/planner/proof.h"

const char PLANNER_PROVE_USAGE[] =
    "usage: accanto planner prove FILE [--seconds N]\n\n"
    "Proves what the best plan of a dial-a-ride file costs, and prints it as 'planner solve'\n"
    "does after a line 'optimal'; or 'infeasible' when no plan serves everybody. An exact model\n"
    "of the day is given to the solver CBC (Debian: coinor-cbc), which runs beside this program.\n"
    "It takes seconds for days of up to forty requests and vehicles of a few seats.\n\n"
    "  --seconds N   give up after so long (60 unless told)\n\n"
    "exit: 0 proved, 1 infeasible or not proved in time, 2 wrong use, a file that is not of this\n"
    "format, or a day too large for the model, 3 a file or the solver is not there\n";

enum { SECONDS_DEFAULT = 60, GRACE_SECONDS = 2, PATH_BYTES = 300, LINE_BYTES = 400 };

#define NOT_PROVED "not proved within %" PRId64 " seconds"

/* The solver's files, in a folder that goes when the command ends. */
struct workshop {
    char folder[PATH_BYTES];
    char model[PATH_BYTES + 20];
    char solution[PATH_BYTES + 20];
};

static bool workshop_open(struct workshop *workshop)
{
    const char *temporary = getenv("TMPDIR");
    int length = snprintf(workshop->folder, sizeof workshop->folder, "%s/accanto-prove.XXXXXX",
                          temporary && *temporary ? temporary : "/tmp");

    if (length >= (int)sizeof workshop->folder || !mkdtemp(workshop->folder))
        return false;
    snprintf(workshop->model, sizeof workshop->model, "%s/day.lp", workshop->folder);
    snprintf(workshop->solution, sizeof workshop->solution, "%s/plan", workshop->folder);
    return true;
}

static void workshop_close(const struct workshop *workshop)
{
    unlink(workshop->model);
    unlink(workshop->solution);
    rmdir(workshop->folder);
}

/* --- the model -------------------------------------------------------------------------------- */

static int write_model(struct arena *arena, const struct proof *proof, const char *path)
{
    struct buf out = buf_new(arena, PROOF_BYTES_MAX);
    FILE *file;
    bool written;

    proof_write(proof, &out);
    if (out.overflowed)
        return command_fail(ERR_TOO_LARGE, "the day is too large to be proved");
    file = fopen(path, "wb");
    written = file && fwrite(out.data, 1, out.length, file) == out.length;
    if (file && fclose(file) != 0)
        written = false;
    return written ? EXIT_FINE : command_fail(ERR_IO, "%s cannot be written", path);
}

/* --- the solver ------------------------------------------------------------------------------- */

/* It looks at its own clock now and then only, so it is given a little more and then ended. */
static int await_solver(pid_t child, int64_t seconds)
{
    const struct timespec nap = {.tv_nsec = 20 * 1000 * 1000};
    const int64_t naps = (seconds + GRACE_SECONDS) * 50;
    int ended;

    for (int64_t i = 0; i < naps; i++) {
        if (waitpid(child, &ended, WNOHANG) == child)
            return ended == 0 ? EXIT_FINE
                              : command_fail(ERR_UNAVAILABLE, "the solver 'cbc' did not work");
        nanosleep(&nap, NULL);
    }
    kill(child, SIGKILL);
    waitpid(child, &ended, 0);
    return command_fail(ERR_NOT_FOUND, NOT_PROVED, seconds);
}

static int run_solver(struct workshop *workshop, int64_t seconds)
{
    char limit[24];
    char *words[] = {"cbc",    workshop->model, "-seconds",         limit,
                     "-solve", "-solution",     workshop->solution, NULL};
    posix_spawn_file_actions_t quiet;
    pid_t child;
    int error;

    snprintf(limit, sizeof limit, "%" PRId64, seconds);
    if (posix_spawn_file_actions_init(&quiet) != 0)
        return command_fail(ERR_UNAVAILABLE, "no memory");
    error = posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (error == 0)
        error = posix_spawnp(&child, words[0], &quiet, NULL, words, environ);
    posix_spawn_file_actions_destroy(&quiet);
    if (error == ENOENT)
        return command_fail(ERR_UNAVAILABLE,
                            "the solver 'cbc' is not installed (Debian: apt install coinor-cbc)");
    if (error != 0)
        return command_fail(ERR_UNAVAILABLE, "the solver 'cbc' cannot be started");
    return await_solver(child, seconds);
}

enum verdict { VERDICT_OPTIMAL, VERDICT_INFEASIBLE, VERDICT_OPEN };

/* The first line says how it ended, the others "index x123 1 cost" for what is not 0. */
static enum verdict read_solution(FILE *file, const struct proof *proof, bool *chosen)
{
    char line[LINE_BYTES];
    int32_t arc;
    double value;

    if (!fgets(line, sizeof line, file))
        return VERDICT_OPEN;
    if (strstr(line, "nfeasible"))
        return VERDICT_INFEASIBLE;
    if (strncmp(line, "Optimal", strlen("Optimal")) != 0)
        return VERDICT_OPEN;
    while (fgets(line, sizeof line, file)) {
        if (sscanf(line, "%*d x%" SCNd32 " %lf", &arc, &value) == 2 && arc >= 0 &&
            arc < proof->arc_count)
            chosen[arc] = value > 0.5;
    }
    return VERDICT_OPTIMAL;
}

/* --- the answer ------------------------------------------------------------------------------- */

static int tell_infeasible(void)
{
    printf("infeasible\n");
    return EXIT_FOUND;
}

/* The judge has the last word on a plan that the solver found. */
static int tell_optimal(struct arena *arena, const struct proof *proof, const bool *chosen)
{
    struct planner_report report;
    struct planner_plan plan;

    if (proof_plan(arena, proof, chosen, &plan) != OK ||
        !planner_check(arena, &proof->file->problem, &plan, &report) || report.unserved_count > 0)
        return command_fail(ERR_CORRUPT, "what the solver says is no plan");
    printf("optimal\n");
    planner_plan_print(proof->file, &plan);
    return EXIT_FINE;
}

static int tell(struct arena *arena, const struct proof *proof, const char *path, int64_t seconds)
{
    bool *chosen = arena_array(arena, bool, (size_t)proof->arc_count);
    FILE *file = fopen(path, "rb");
    enum verdict verdict;

    if (!file)
        return command_fail(ERR_UNAVAILABLE, "the solver 'cbc' left no answer");
    verdict = read_solution(file, proof, chosen);
    fclose(file);
    switch (verdict) {
    case VERDICT_OPTIMAL:
        return tell_optimal(arena, proof, chosen);
    case VERDICT_INFEASIBLE:
        return tell_infeasible();
    default:
        return command_fail(ERR_NOT_FOUND, NOT_PROVED, seconds);
    }
}

static int solve_exactly(struct arena *arena, const struct proof *proof, int64_t seconds)
{
    struct workshop workshop = {.folder = ""};
    int code;

    if (!workshop_open(&workshop))
        return command_fail(ERR_IO, "there is no room for temporary files");
    code = write_model(arena, proof, workshop.model);
    if (code == EXIT_FINE)
        code = run_solver(&workshop, seconds);
    if (code == EXIT_FINE)
        code = tell(arena, proof, workshop.solution, seconds);
    workshop_close(&workshop);
    return code;
}

static int prove_file(struct arena *arena, const char *path, int64_t seconds)
{
    struct dial_a_ride file = {.scale = 0};
    struct proof proof;
    int code = planner_file_read(arena, path, DIAL_A_RIDE_LENIENT, &file);

    if (code != EXIT_FINE)
        return code;
    switch (proof_make(arena, &file, &proof)) {
    case OK:
        return solve_exactly(arena, &proof, seconds);
    case ERR_NOT_FOUND:
        return tell_infeasible();
    default:
        return command_fail(ERR_TOO_LARGE, "the day is too large to be proved");
    }
}

int cmd_planner_prove(int argc, char **argv)
{
    const char *seconds = NULL;
    const struct option_spec specs[] = {{"--seconds", true, &seconds}};
    struct arena arena = {0};
    struct options options;
    int64_t limit = SECONDS_DEFAULT;
    int code;

    if (!command_options(argc, argv, specs, 1, &options))
        return EXIT_USAGE;
    if (options.word_count != 1)
        return command_fail(ERR_INVALID, "say which file, and only one; see --help");
    if (!planner_number_option(seconds, "--seconds", 1, PLANNER_SECONDS_MAX, &limit))
        return EXIT_USAGE;
    code = prove_file(&arena, options.words[0], limit);
    arena_free(&arena);
    return code;
}
