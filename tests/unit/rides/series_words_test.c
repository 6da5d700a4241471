/* A series as it is said. */
#include "rides/series_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { ARENA_BYTES = 64 * 1024 };

static void assert_said(const struct series_rule *rule, const char *wanted)
{
    struct arena arena;
    struct ctx ctx = {.arena = &arena};

    assert_int_equal(arena_init(&arena, ARENA_BYTES), OK);
    assert_string_equal(words_series(&ctx, rule, (struct clock_time){10 * 60}), wanted);
    arena_free(&arena);
}

static struct series_rule from(struct date first, enum series_every every, int interval)
{
    return (struct series_rule){.every = every,
                                .interval = interval,
                                .weekdays = series_weekday(date_weekday(first)),
                                .first = first};
}

static void weeks_name_their_weekdays(void **state)
{
    struct series_rule rule = from(date_of(2026, 11, 24), SERIES_EVERY_WEEK, 1);

    (void)state;
    assert_said(&rule, "ogni martedì alle 10:00");
    rule.weekdays |= series_weekday(MONDAY) | series_weekday(THURSDAY);
    assert_said(&rule, "ogni lunedì, martedì e giovedì alle 10:00");
    rule.interval = 2;
    assert_said(&rule, "ogni 2 settimane, di lunedì, martedì e giovedì, alle 10:00");
}

static void months_name_which_one(void **state)
{
    struct series_rule rule = from(date_of(2026, 12, 8), SERIES_EVERY_MONTH, 1);

    (void)state;
    assert_said(&rule, "il secondo martedì del mese alle 10:00");
    rule = from(date_of(2026, 11, 29), SERIES_EVERY_MONTH, 3);
    assert_said(&rule, "ogni 3 mesi, la quinta domenica del mese, alle 10:00");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weeks_name_their_weekdays),
        cmocka_unit_test(months_name_which_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
