#include "people/birthplace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/text.h"

enum { SOME = 20, ALL = 12000 };

static void code_of_a_town_finds_it(void **state)
{
    (void)state;
    struct birthplace place;

    assert_int_equal(birthplace_by_code("L117", &place), OK);
    assert_string_equal(place.name, "Terni");
    assert_string_equal(place.code, "L117");
    assert_string_equal(place.province, "TR");
    assert_true(date_is_none(place.to));
    assert_false(birthplace_is_abroad(&place));
    assert_int_equal(birthplace_by_code("a439", &place), OK);
    assert_string_equal(place.name, "Arrone");
}

static void code_of_a_country_finds_it(void **state)
{
    (void)state;
    struct birthplace place;

    assert_int_equal(birthplace_by_code("Z129", &place), OK);
    assert_string_equal(place.name, "Romania");
    assert_true(birthplace_is_abroad(&place));
}

static void code_that_never_was_is_not_found(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",     "L",    "L11",  "L1177", "0117", "ZZZZ",
                                        "Z999", "A000", "B-56", "L11 ",  "è117", "M999"};
    struct birthplace place;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(birthplace_by_code(wrong[i], &place), ERR_NOT_FOUND);
}

static void existed_within_its_dates_only(void **state)
{
    (void)state;
    struct birthplace town = {.from = date_of(1900, 1, 1), .to = date_of(1950, 12, 31)};

    assert_false(birthplace_existed(&town, date_of(1899, 12, 31)));
    assert_true(birthplace_existed(&town, date_of(1900, 1, 1)));
    assert_true(birthplace_existed(&town, date_of(1950, 12, 31)));
    assert_false(birthplace_existed(&town, date_of(1951, 1, 1)));
    town.to = DATE_NONE;
    assert_true(birthplace_existed(&town, date_of(2399, 1, 1)));
}

static void search_ignores_case_accents_and_marks(void **state)
{
    (void)state;
    static const char *const typed[][2] = {
        {"terni", "Terni"},
        {"FORLI", "Forlì"},
        {"aci sant antonio", "Aci Sant'Antonio"},
        {"rovere della", "Roverè della Luna"},
        {"isole faer", "Isole Fær Øer"},
        {"romania", "Romania"},
    };

    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        struct birthplace places[SOME];
        size_t count = birthplace_search(typed[i][0], date_of(1990, 5, 1), SOME, places);

        assert_true(count > 0);
        assert_string_equal(places[0].name, typed[i][1]);
    }
}

static void search_at_a_date_leaves_out_what_was_not_there(void **state)
{
    (void)state;
    struct birthplace places[SOME];

    assert_int_equal(birthplace_search("cecoslovacchia", date_of(1980, 1, 1), SOME, places), 1);
    assert_int_equal(birthplace_search("cecoslovacchia", date_of(2000, 1, 1), SOME, places), 0);
    assert_int_equal(birthplace_search("cecoslovacchia", DATE_NONE, SOME, places), 1);
}

static void search_gives_no_more_than_asked(void **state)
{
    (void)state;
    struct birthplace places[SOME];

    assert_int_equal(birthplace_search("s", DATE_NONE, SOME, places), SOME);
    assert_int_equal(birthplace_search("s", DATE_NONE, 0, places), 0);
    assert_int_equal(birthplace_search("", DATE_NONE, SOME, places), 0);
    assert_int_equal(birthplace_search("12 ' 李", DATE_NONE, SOME, places), 0);
    assert_int_equal(birthplace_search("zzzz", DATE_NONE, SOME, places), 0);
}

/* The table was sorted by the generator's folding, which must be the program's. */
static void every_place_is_found_by_its_name_and_its_code(void **state)
{
    (void)state;
    static struct birthplace all[ALL];
    size_t count = 0;

    for (char letter[] = "A"; *letter <= 'Z'; ++*letter)
        count += birthplace_search(letter, DATE_NONE, ALL - count, all + count);
    assert_true(count > 10000 && count < ALL);
    for (size_t i = 0; i < count; i++) {
        struct birthplace same[200];
        struct birthplace by_code;
        size_t found = birthplace_search(all[i].name, DATE_NONE, 200, same);
        bool seen = false;

        for (size_t j = 0; j < found; j++)
            seen = seen || strcmp(same[j].code, all[i].code) == 0;
        if (!seen)
            fail_msg("%s is not found by its name", all[i].name);
        assert_int_equal(birthplace_by_code(all[i].code, &by_code), OK);
        assert_ptr_equal(by_code.name, all[i].name);
        assert_true(text_is_valid(all[i].name, strlen(all[i].name)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(code_of_a_town_finds_it),
        cmocka_unit_test(code_of_a_country_finds_it),
        cmocka_unit_test(code_that_never_was_is_not_found),
        cmocka_unit_test(existed_within_its_dates_only),
        cmocka_unit_test(search_ignores_case_accents_and_marks),
        cmocka_unit_test(search_at_a_date_leaves_out_what_was_not_there),
        cmocka_unit_test(search_gives_no_more_than_asked),
        cmocka_unit_test(every_place_is_found_by_its_name_and_its_code),
    };

    return cmocka_run_group_tests_name("birthplace", tests, NULL, NULL);
}
