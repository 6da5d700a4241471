/* Hours and kilometres of what was driven. */
#include "volunteering/volunteering.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MINUTE = 60 };

static struct driven_span way(int from_minute, int to_minute, int64_t metres)
{
    return (struct driven_span){{from_minute * MINUTE}, {to_minute * MINUTE}, metres};
}

static void assert_sum(const struct driven_span *spans, size_t count, int64_t minutes,
                       int64_t metres)
{
    int64_t found_minutes;
    int64_t found_metres;

    driven_sum(spans, count, &found_minutes, &found_metres);
    assert_int_equal(found_minutes, minutes);
    assert_int_equal(found_metres, metres);
}

static void ways_one_after_the_other_add_up(void **state)
{
    const struct driven_span spans[] = {way(0, 20, 9000), way(20, 30, 4000), way(90, 105, 6000)};

    (void)state;
    assert_sum(spans, 0, 0, 0);
    assert_sum(spans, 1, 20, 9000);
    assert_sum(spans, 3, 45, 19000);
}

static void passengers_in_the_car_at_once_are_one_drive(void **state)
{
    const struct driven_span spans[] = {way(0, 20, 9000), way(0, 20, 9000), way(5, 15, 4500)};

    (void)state;
    assert_sum(spans, 2, 20, 9000);
    assert_sum(spans, 3, 20, 9000);
}

static void ways_that_overlap_share_their_road(void **state)
{
    const struct driven_span spans[] = {way(0, 20, 8000), way(10, 30, 8000), way(25, 40, 6000)};

    (void)state;
    assert_sum(spans, 2, 30, 12000);
    assert_sum(spans, 3, 40, 16000);
}

static void way_without_any_time_still_has_its_road(void **state)
{
    const struct driven_span spans[] = {way(0, 0, 700), way(10, 20, 5000)};

    (void)state;
    assert_sum(spans, 2, 10, 5700);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_one_after_the_other_add_up),
        cmocka_unit_test(passengers_in_the_car_at_once_are_one_drive),
        cmocka_unit_test(ways_that_overlap_share_their_road),
        cmocka_unit_test(way_without_any_time_still_has_its_road),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
