#include "base/day_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/words.h"

static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    return arena_init(&arena, 1 << 20) != OK;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

/* The program's own English. */
static const struct words *english(void)
{
    const struct words *words = NULL;

    for (size_t i = 0; i < WORDS_FILE_COUNT; i++) {
        assert_int_equal(words_open(&arena, WORDS_FILES[i].bytes, WORDS_FILES[i].length, &words),
                         OK);
        if (strcmp(words_language(words), "en") == 0)
            return words;
    }
    fail_msg("there is no English");
    return NULL;
}

static void days_in_italian_begin_small(void **state)
{
    (void)state;
    struct ctx ctx = {.arena = &arena};
    struct date day = date_of(2026, 11, 23);

    assert_string_equal(day_words(&ctx, day), "lunedì 23 novembre");
    assert_string_equal(day_words_first(&ctx, day), "Lunedì 23 novembre");
    assert_string_equal(day_words_long(&ctx, date_of(2026, 2, 1)), "domenica 1 febbraio 2026");
    assert_string_equal(weekday_words(&ctx, SUNDAY), "domenica");
    assert_string_equal(month_words(&ctx, 1), "gennaio");
    assert_string_equal(month_words(&ctx, 12), "dicembre");
}

static void days_in_english_are_english(void **state)
{
    (void)state;
    struct ctx ctx = {.arena = &arena, .words = english()};
    struct date day = date_of(2026, 11, 23);

    assert_string_equal(day_words(&ctx, day), "Monday 23 November");
    assert_string_equal(day_words_first(&ctx, day), "Monday 23 November");
    assert_string_equal(day_words_long(&ctx, date_of(2026, 2, 1)), "Sunday 1 February 2026");
}

static void long_of_none_is_empty(void **state)
{
    (void)state;
    struct ctx ctx = {.arena = &arena};

    assert_string_equal(day_words_long(&ctx, DATE_NONE), "");
}

static void capital_of_an_accent_stays_as_it_is(void **state)
{
    (void)state;
    assert_string_equal(words_capital(&arena, "è qui"), "è qui");
    assert_string_equal(words_capital(&arena, "Qui"), "Qui");
    assert_string_equal(words_capital(&arena, ""), "");
    assert_string_equal(words_capital(&arena, "qui"), "Qui");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(days_in_italian_begin_small),
        CASE(days_in_english_are_english),
        CASE(long_of_none_is_empty),
        CASE(capital_of_an_accent_stays_as_it_is),
    };

    return cmocka_run_group_tests_name("day_words", tests, NULL, NULL);
}
