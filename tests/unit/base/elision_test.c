#include "base/elision.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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

static void days_said_with_a_vowel_elide_what_is_before_them(void **state)
{
    (void)state;
    struct ctx ctx = {.arena = &arena};

    assert_string_equal(words_say(&ctx, "dal %s al %s", "08/11/2026", "11/11/2026"),
                        "dall’08/11/2026 all’11/11/2026");
    assert_string_equal(words_say(&ctx, "nata il %s, %d anni", "8 marzo", 81),
                        "nata l’8 marzo, 81 anni");
    assert_string_equal(words_say(&ctx, "Il %d per cento", 80), "L’80 per cento");
}

static void other_days_and_numbers_keep_what_is_before_them(void **state)
{
    (void)state;
    struct ctx ctx = {.arena = &arena};

    assert_string_equal(words_say(&ctx, "dal %s al %s", "01/11/2026", "10/11/2026"),
                        "dal 01/11/2026 al 10/11/2026");
    assert_string_equal(words_say(&ctx, "il %d%%, dalle %s", 110, "8:30"), "il 110%, dalle 8:30");
    assert_string_equal(words_say(&ctx, "dal %s al %s", "lunedì", "venerdì"),
                        "dal lunedì al venerdì");
    assert_string_equal(words_say(&ctx, "canale %s", "8"), "canale 8");
}

static void towns_with_an_a_take_ad(void **state)
{
    (void)state;
    struct ctx ctx = {.arena = &arena};

    assert_string_equal(words_say(&ctx, "Da %s a %s", "Arrone", "Terni"), "Da Arrone a Terni");
    assert_string_equal(words_say(&ctx, "Da %s a %s", "Terni", "Arrone"), "Da Terni ad Arrone");
    assert_string_equal(words_say(&ctx, "%s a %s", "Anna", ""), "Anna a ");
}

static void sentences_of_other_languages_stay_as_they_are(void **state)
{
    (void)state;
    const struct words *english = NULL;

    assert_int_equal(words_open(&arena, WORDS_FILES[0].bytes, WORDS_FILES[0].length, &english), OK);

    struct ctx ctx = {.arena = &arena, .words = english};

    assert_string_equal(words_say(&ctx, "a %s of %d", "apple", 8), "a apple of 8");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(days_said_with_a_vowel_elide_what_is_before_them),
        TEST(other_days_and_numbers_keep_what_is_before_them),
        TEST(towns_with_an_a_take_ad),
        TEST(sentences_of_other_languages_stay_as_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
