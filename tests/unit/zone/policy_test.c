#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "zone/policy.h"

static void every_key_is_found_by_its_text(void **state)
{
    (void)state;
    for (int key = POLICY_NONE + 1; key < POLICY_COUNT; key++) {
        assert_non_null(policy_spec(key)->label);
        assert_int_equal(policy_key_from_text(policy_spec(key)->key), key);
    }
    assert_int_equal(policy_key_from_text("rides.colour"), POLICY_NONE);
}

static void number_outside_its_bounds_is_refused(void **state)
{
    (void)state;
    assert_true(policy_accepts(POLICY_RIDES_WINDOW_MINUTES, "15"));
    assert_false(policy_accepts(POLICY_RIDES_WINDOW_MINUTES, "4"));
    assert_false(policy_accepts(POLICY_RIDES_WINDOW_MINUTES, "61"));
    assert_false(policy_accepts(POLICY_RIDES_WINDOW_MINUTES, "15 minuti"));
    assert_false(policy_accepts(POLICY_RIDES_WINDOW_MINUTES, ""));
}

static void flag_other_than_yes_or_no_is_refused(void **state)
{
    (void)state;
    assert_true(policy_accepts(POLICY_RIDES_REQUIRES_LIVING_ALONE, "yes"));
    assert_true(policy_accepts(POLICY_RIDES_REQUIRES_LIVING_ALONE, "no"));
    assert_false(policy_accepts(POLICY_RIDES_REQUIRES_LIVING_ALONE, "si"));
}

static void codes_with_gaps_or_spaces_are_refused(void **state)
{
    (void)state;
    assert_true(policy_accepts(POLICY_RIDES_PURPOSES, "surgery,post_office"));
    assert_false(policy_accepts(POLICY_RIDES_PURPOSES, ""));
    assert_false(policy_accepts(POLICY_RIDES_PURPOSES, "surgery,"));
    assert_false(policy_accepts(POLICY_RIDES_PURPOSES, ",surgery"));
    assert_false(policy_accepts(POLICY_RIDES_PURPOSES, "surgery,,post_office"));
    assert_false(policy_accepts(POLICY_RIDES_PURPOSES, "surgery, post_office"));
    assert_false(policy_accepts(POLICY_RIDES_PURPOSES, "surgery ,post_office"));
}

static void places_are_all_or_ids(void **state)
{
    (void)state;
    struct policy_set set = {0};
    assert_true(policy_accepts(POLICY_RIDES_PLACES, "all"));
    assert_true(policy_accepts(POLICY_RIDES_PLACES, "3,17"));
    assert_false(policy_accepts(POLICY_RIDES_PLACES, ""));
    assert_false(policy_accepts(POLICY_RIDES_PLACES, "3,"));
    assert_false(policy_accepts(POLICY_RIDES_PLACES, "Arrone"));
    set.values[POLICY_RIDES_PLACES].text = "3,17";
    assert_true(policy_has_place(&set, POLICY_RIDES_PLACES, 17));
    assert_false(policy_has_place(&set, POLICY_RIDES_PLACES, 1));
    set.values[POLICY_RIDES_PLACES].text = "all";
    assert_true(policy_has_place(&set, POLICY_RIDES_PLACES, 1));
}

static void telephone_is_one_that_can_be_called(void **state)
{
    (void)state;
    assert_true(policy_accepts(POLICY_RIDES_PHONE, "+390744814957"));
    assert_false(policy_accepts(POLICY_RIDES_PHONE, "0744 814957"));
    assert_false(policy_accepts(POLICY_RIDES_PHONE, "+"));
}

static void code_is_found_whole_only(void **state)
{
    (void)state;
    struct policy_set set = {0};
    set.values[POLICY_RIDES_PURPOSES].text = "surgery,health_centre,post_office";
    assert_true(policy_has_code(&set, POLICY_RIDES_PURPOSES, "surgery"));
    assert_true(policy_has_code(&set, POLICY_RIDES_PURPOSES, "post_office"));
    assert_false(policy_has_code(&set, POLICY_RIDES_PURPOSES, "health"));
    assert_false(policy_has_code(&set, POLICY_RIDES_PURPOSES, "office"));
    assert_false(policy_has_code(&set, POLICY_RIDES_PURPOSES, ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_is_found_by_its_text),
        cmocka_unit_test(number_outside_its_bounds_is_refused),
        cmocka_unit_test(flag_other_than_yes_or_no_is_refused),
        cmocka_unit_test(codes_with_gaps_or_spaces_are_refused),
        cmocka_unit_test(places_are_all_or_ids),
        cmocka_unit_test(telephone_is_one_that_can_be_called),
        cmocka_unit_test(code_is_found_whole_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
