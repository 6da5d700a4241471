#include "store/patience.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MOST = 128 };

static void nobody_is_waited_for_before_the_first_group(void **state)
{
    struct patience patience = {0};

    (void)state;
    assert_int_equal(patience_wanted(&patience, MOST), 1);
}

static void lone_caller_is_never_waited_for(void **state)
{
    struct patience patience = {0};

    (void)state;
    patience_note(&patience, 1, 0, 400);
    assert_int_equal(patience_wanted(&patience, MOST), 1);
}

static void who_was_answered_and_who_came_meanwhile_are_waited_for_together(void **state)
{
    struct patience patience = {0};

    (void)state;
    patience_note(&patience, 3, 5, 400);
    assert_int_equal(patience_wanted(&patience, MOST), 8);
    assert_int_equal(patience_wanted(&patience, MOST), 8);
}

static void no_more_are_waited_for_than_there_is_room_for(void **state)
{
    struct patience patience = {0};

    (void)state;
    patience_note(&patience, 3, 5, 400);
    assert_int_equal(patience_wanted(&patience, 6), 6);
}

static void wait_is_a_fourth_of_a_group_and_bounded(void **state)
{
    struct patience patience = {0};

    (void)state;
    patience_note(&patience, 3, 5, 400);
    assert_int_equal(patience.micros, 100);
    patience_note(&patience, 3, 5, 60 * 1000 * 1000);
    assert_int_equal(patience.micros, PATIENCE_MAX_MICROS);
}

static void who_did_not_come_is_not_waited_for_again_for_a_while(void **state)
{
    struct patience patience = {0};
    int at_once = 0;

    (void)state;
    patience_note(&patience, 3, 5, 400);
    patience_lost(&patience);
    for (; at_once < 1000 && patience_wanted(&patience, MOST) == 1; at_once++)
        patience_note(&patience, 3, 5, 400);
    assert_int_equal(at_once, PATIENCE_RESTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_waited_for_before_the_first_group),
        cmocka_unit_test(lone_caller_is_never_waited_for),
        cmocka_unit_test(who_was_answered_and_who_came_meanwhile_are_waited_for_together),
        cmocka_unit_test(no_more_are_waited_for_than_there_is_room_for),
        cmocka_unit_test(wait_is_a_fourth_of_a_group_and_bounded),
        cmocka_unit_test(who_did_not_come_is_not_waited_for_again_for_a_while),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
