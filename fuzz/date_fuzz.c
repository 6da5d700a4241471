/* Dates and times as typed or stored: what is accepted is real and goes both ways. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/date.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return date_init_civil_time() == OK ? 0 : 1;
}

static void goes_both_ways(struct arena *arena, struct date date)
{
    struct date again;

    assert(date_from_iso(date_to_iso(arena, date), &again) == OK && again.days == date.days);
    assert(date_from_typed(date_show(arena, date), date, &again) == OK && again.days == date.days);
    assert(instant_date(instant_at(date, (struct clock_time){720})).days == date.days);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct date date;
    struct clock_time time;

    if (size > 4096 || arena_init(&arena, 65536) != OK)
        return 0;

    const char *text = arena_copy_n(&arena, (const char *)data, size);

    if (date_from_iso(text, &date) == OK)
        goes_both_ways(&arena, date);
    if (date_from_typed(text, date_of(2026, 11, 23), &date) == OK)
        goes_both_ways(&arena, date);
    if (clock_from_typed(text, &time) == OK) {
        struct clock_time again;

        assert(clock_from_typed(clock_show(&arena, time), &again) == OK);
        assert(again.minutes == time.minutes);
    }
    arena_free(&arena);
    return 0;
}
