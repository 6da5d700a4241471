/* Any text as a file and, after a NUL, as a plan of it: what is read can be judged, and its cost
 * told. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/planner/dial_a_ride.h"

enum { ARENA_CAP = 256 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void read_both(struct arena *arena, const char *file_text, const char *plan_text)
{
    struct dial_a_ride_fault fault;
    struct dial_a_ride file;
    struct planner_plan plan;
    struct planner_report report;

    if (dial_a_ride_read(arena, file_text, DIAL_A_RIDE_LENIENT, &file, &fault) != OK ||
        dial_a_ride_read_plan(arena, &file, plan_text, &plan, &fault) != OK)
        return;
    /* A plan that holds has only stops of the file, each once: its cost is a number. */
    if (planner_check(arena, &file.problem, &plan, &report) &&
        !(dial_a_ride_cost(&file, &plan) >= 0)) {
        fputs("dial_a_ride_fuzz: a plan without a cost\n", stderr);
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct arena arena;

    if (arena_init(&arena, ARENA_CAP) != OK)
        return 0;

    char *text = arena_copy_n(&arena, (const char *)bytes, size);
    size_t first = strlen(text);

    read_both(&arena, text, first < size ? text + first + 1 : "");
    arena_free(&arena);
    return 0;
}
