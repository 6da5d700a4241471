#include "insight/numbers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "staff/actor.h"

static struct arena arena;
static struct ctx context;

static int begin(void **state)
{
    (void)state;
    assert_int_equal(arena_init(&arena, 1 << 20), OK);
    context.arena = &arena;
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static void protected_count_is_never_exact_but_for_none(void **state)
{
    static const char *const SHOWN[] = {"0", "<3", "<3", "3", "3", "6", "6", "6", "9"};

    (void)state;
    for (int64_t i = 0; i < 9; i++)
        assert_string_equal(numbers_show(&context, false, i), SHOWN[i]);
    assert_string_equal(numbers_show(&context, true, 2), "2");
}

static void protected_mean_of_two_is_not_told(void **state)
{
    (void)state;
    assert_string_equal(numbers_show_mean(&context, false, 1200, 2), "");
    assert_string_equal(numbers_show_mean(&context, true, 1200, 2), "10");
    assert_string_equal(numbers_show_mean(&context, true, 0, 0), "");
    assert_string_equal(numbers_show_kilometres(&context, false, 14400, 2), "");
    assert_string_equal(numbers_show_kilometres(&context, false, 14400, 3), "10");
    assert_string_equal(numbers_show_kilometres(&context, true, 14400, 1), "14");
}

static void total_is_of_a_month_and_a_municipality(void **state)
{
    struct ride_sum_line lines[] = {
        {"2026-10", "Arrone", {.rides = 1, .wait_seconds = 10}},
        {"2026-11", "Arrone", {.rides = 2, .wait_seconds = 20}},
        {"2026-11", NULL, {.rides = 4, .wait_seconds = 40}},
    };
    const struct ride_sums sums = {lines, 3};

    (void)state;
    assert_int_equal(numbers_total(&sums, "2026-11", false, NULL).rides, 6);
    assert_int_equal(numbers_total(&sums, NULL, true, "Arrone").wait_seconds, 30);
    assert_int_equal(numbers_total(&sums, "2026-11", true, NULL).rides, 4);
}

static void kilometres_of_a_total_are_those_of_its_lines(void **state)
{
    struct ride_sum_line lines[] = {
        {"2026-11", "Arrone", {.metres = 1400}},
        {"2026-11", "Polino", {.metres = 2400}},
    };
    const struct ride_sums sums = {lines, 2};

    (void)state;
    assert_int_equal(numbers_total(&sums, "2026-11", false, NULL).metres, 3000);
    assert_int_equal(numbers_total(&sums, "2026-11", true, "Polino").metres, 2000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(protected_count_is_never_exact_but_for_none),
        cmocka_unit_test(protected_mean_of_two_is_not_told),
        cmocka_unit_test(kilometres_of_a_total_are_those_of_its_lines),
        cmocka_unit_test(total_is_of_a_month_and_a_municipality),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
