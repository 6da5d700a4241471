#include "web/pace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int answers_until_quick(struct pace *pace, int64_t micros)
{
    int count = 0;

    for (; !pace_is_quick(pace) && count < 10000; count++)
        pace_note(pace, micros);
    return count;
}

static void route_unknown_becomes_quick_after_some_quick_answers(void **state)
{
    struct pace pace;
    int count;

    (void)state;
    pace_start(&pace);
    assert_false(pace_is_quick(&pace));
    count = answers_until_quick(&pace, 10);
    assert_in_range(count, 10, 30);
}

static void route_with_one_slow_answer_is_not_quick_for_a_while(void **state)
{
    struct pace pace;

    (void)state;
    pace_start(&pace);
    answers_until_quick(&pace, 10);
    pace_note(&pace, PACE_QUICK_MICROS);
    assert_false(pace_is_quick(&pace));
    answers_until_quick(&pace, 10);
    pace_note(&pace, INT64_MAX);
    assert_in_range(answers_until_quick(&pace, 10), 50, 200);
}

static void route_always_a_little_slow_never_becomes_quick(void **state)
{
    struct pace pace;

    (void)state;
    pace_start(&pace);
    assert_int_equal(answers_until_quick(&pace, PACE_QUICK_MICROS), 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(route_unknown_becomes_quick_after_some_quick_answers),
        cmocka_unit_test(route_with_one_slow_answer_is_not_quick_for_a_while),
        cmocka_unit_test(route_always_a_little_slow_never_becomes_quick),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
