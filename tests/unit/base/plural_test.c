#include "base/plural.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#define HEADER(line) "Language: xx\nPlural-Forms: " line "\nX-More: n\n"

static unsigned form(const char *header, uint64_t number)
{
    struct plural plural;

    assert_int_equal(plural_of_header(header, &plural), OK);
    return plural_form(&plural, number);
}

static void form_in_english_and_french_differs_for_none(void **state)
{
    (void)state;
    static const char english[] = HEADER("nplurals=2; plural=(n != 1);");
    static const char french[] = HEADER("nplurals=2; plural=(n > 1);");

    assert_int_equal(form(english, 0), 1);
    assert_int_equal(form(english, 1), 0);
    assert_int_equal(form(english, 2), 1);
    assert_int_equal(form(french, 0), 0);
    assert_int_equal(form(french, 2), 1);
}

static void form_in_ukrainian_goes_by_the_last_digits(void **state)
{
    (void)state;
    static const char header[] =
        HEADER("nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
               "(n%100<10 || n%100>=20) ? 1 : 2);");
    static const struct {
        uint64_t number;
        unsigned form;
    } wanted[] = {{1, 0},  {2, 1},  {4, 1},   {5, 2},   {11, 2},  {12, 2},         {14, 2},
                  {21, 0}, {22, 1}, {111, 2}, {112, 2}, {121, 0}, {1000000001, 0}, {0, 2}};

    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_int_equal(form(header, wanted[i].number), wanted[i].form);
}

static void form_in_arabic_has_six(void **state)
{
    (void)state;
    static const char header[] =
        HEADER("nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
               "n%100>=11 ? 4 : 5;");
    static const unsigned wanted[] = {0, 1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 4};

    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_int_equal(form(header, i), wanted[i]);
    assert_int_equal(form(header, 100), 5);
    assert_int_equal(form(header, 103), 3);
}

static void form_follows_the_precedence_of_c(void **state)
{
    (void)state;
    assert_int_equal(form(HEADER("nplurals=6; plural=1+2*2;"), 0), 5);
    assert_int_equal(form(HEADER("nplurals=6; plural=(1+1)*2;"), 0), 4);
    assert_int_equal(form(HEADER("nplurals=6; plural=5-2-1;"), 0), 2);
    assert_int_equal(form(HEADER("nplurals=2; plural=!n;"), 0), 1);
    assert_int_equal(form(HEADER("nplurals=2; plural=1||0&&0;"), 0), 1);
    assert_int_equal(form(HEADER("nplurals=2; plural=n/10>=1;"), 9), 0);
    assert_int_equal(form(HEADER("nplurals=2; plural=n/10>=1;"), 10), 1);
}

static void header_without_plurals_is_not_found(void **state)
{
    (void)state;
    struct plural plural;

    assert_int_equal(plural_of_header("", &plural), ERR_NOT_FOUND);
    assert_int_equal(plural_of_header("Language: en\n", &plural), ERR_NOT_FOUND);
}

static void header_that_is_no_expression_is_corrupt(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        HEADER("nplurals=2; plural=;"),       HEADER("nplurals=2; plural=n"),
        HEADER("nplurals=0; plural=0;"),      HEADER("nplurals=7; plural=0;"),
        HEADER("nplurals=2; plural=n;"),      HEADER("nplurals=2; plural=(n != 1;"),
        HEADER("nplurals=2; plural=n ? 1;"),  HEADER("nplurals=2; plural=1/n;"),
        HEADER("nplurals=2; plural=m != 1;"), HEADER("nplurals=2 plural=0;"),
        HEADER("nplurals=2; plural=1%0;"),    HEADER("nplurals="),
    };
    struct plural plural;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (plural_of_header(wrong[i], &plural) != ERR_CORRUPT)
            fail_msg("taken: %s", wrong[i]);
    }
}

static void header_of_deep_nesting_is_corrupt(void **state)
{
    (void)state;
    char header[PLURAL_EXPRESSION_MAX + 100];
    struct plural plural;

    snprintf(
        header, sizeof header, "Plural-Forms: nplurals=2; plural=%.*s0;\n", 100,
        "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"
        "!!!!!!!!!!");
    assert_int_equal(plural_of_header(header, &plural), ERR_CORRUPT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(form_in_english_and_french_differs_for_none),
        cmocka_unit_test(form_in_ukrainian_goes_by_the_last_digits),
        cmocka_unit_test(form_in_arabic_has_six),
        cmocka_unit_test(form_follows_the_precedence_of_c),
        cmocka_unit_test(header_without_plurals_is_not_found),
        cmocka_unit_test(header_that_is_no_expression_is_corrupt),
        cmocka_unit_test(header_of_deep_nesting_is_corrupt),
    };

    return cmocka_run_group_tests_name("plural", tests, NULL, NULL);
}
