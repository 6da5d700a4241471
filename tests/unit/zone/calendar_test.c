#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/sql.h"
#include "zone/calendar.h"

enum { ARRONE = 1, FERENTILLO = 2 };

#define CLOCK(hour, minute) ((struct clock_time){(hour)*60 + (minute)})
#define ALWAYS              .valid_from = {0}, .valid_to = {INT32_MIN}

/* Desk: Monday morning in Arrone, Tuesday in Ferentillo, the first Friday in Arrone. Line: Monday,
   in two halves. */
static const struct opening_row OPENINGS[] = {
    {.line = "desk",
     .place_id = ARRONE,
     .place = "Arrone",
     .weekday = MONDAY,
     .week_of_month = SQL_INT_NONE,
     .opens = CLOCK(9, 0),
     .closes = CLOCK(12, 0),
     ALWAYS},
    {.line = "desk",
     .place_id = FERENTILLO,
     .place = "Ferentillo",
     .weekday = TUESDAY,
     .week_of_month = SQL_INT_NONE,
     .opens = CLOCK(9, 0),
     .closes = CLOCK(12, 0),
     ALWAYS},
    {.line = "desk",
     .place_id = ARRONE,
     .place = "Arrone",
     .weekday = FRIDAY,
     .week_of_month = 1,
     .opens = CLOCK(10, 0),
     .closes = CLOCK(12, 0),
     ALWAYS},
    {.line = "rides",
     .weekday = MONDAY,
     .week_of_month = SQL_INT_NONE,
     .opens = CLOCK(9, 0),
     .closes = CLOCK(12, 0),
     ALWAYS},
    {.line = "rides",
     .weekday = MONDAY,
     .week_of_month = SQL_INT_NONE,
     .opens = CLOCK(15, 0),
     .closes = CLOCK(18, 0),
     ALWAYS},
};
static const struct holiday_row HOLIDAYS[] = {
    {.name = "Natale", .month = 12, .day = 25, .easter_days = SQL_INT_NONE, ALWAYS},
    {.name = "Lunedì dell'Angelo",
     .month = SQL_INT_NONE,
     .day = SQL_INT_NONE,
     .easter_days = 1,
     ALWAYS},
    {.name = "San Giovanni",
     .month = 6,
     .day = 24,
     .easter_days = SQL_INT_NONE,
     .place_id = ARRONE,
     ALWAYS},
};
/* 2026-11-16 to 17: the desks only; 2026-12-07: everything. */
static const struct closure_row CLOSURES[] = {
    {.name = "Lavori", .line = "desk", .first_day = {20773}, .last_day = {20774}},
    {.name = "Ponte", .first_day = {20794}, .last_day = {20794}},
};
static const struct calendar CALENDAR = {OPENINGS, 5, HOLIDAYS, 3, CLOSURES, 2};

static struct instant at(int month, int day, int hour, int minute)
{
    return instant_at(date_of(2026, month, day), CLOCK(hour, minute));
}

static void holiday_with_month_and_day_falls_every_year(void **state)
{
    (void)state;
    assert_true(holiday_falls_on(&HOLIDAYS[0], date_of(2026, 12, 25)));
    assert_true(holiday_falls_on(&HOLIDAYS[0], date_of(2031, 12, 25)));
    assert_false(holiday_falls_on(&HOLIDAYS[0], date_of(2026, 12, 26)));
}

static void holiday_with_easter_distance_follows_easter(void **state)
{
    (void)state;
    assert_true(holiday_falls_on(&HOLIDAYS[1], date_of(2026, 4, 6)));
    assert_true(holiday_falls_on(&HOLIDAYS[1], date_of(2027, 3, 29)));
    assert_false(holiday_falls_on(&HOLIDAYS[1], date_of(2026, 4, 5)));
}

static void holiday_outside_its_dates_does_not_fall(void **state)
{
    (void)state;
    struct holiday_row francis = {.month = 10,
                                  .day = 4,
                                  .easter_days = SQL_INT_NONE,
                                  .valid_from = date_of(2026, 1, 1),
                                  .valid_to = DATE_NONE};
    assert_false(holiday_falls_on(&francis, date_of(2025, 10, 4)));
    assert_true(holiday_falls_on(&francis, date_of(2026, 10, 4)));
    francis.valid_to = date_of(2027, 1, 1);
    assert_false(holiday_falls_on(&francis, date_of(2027, 10, 4)));
}

static void patron_saint_elsewhere_does_not_close(void **state)
{
    (void)state;
    const char *why = NULL;
    struct date day = date_of(2026, 6, 24);
    assert_true(calendar_is_closed(&CALENDAR, ZONE_LINE_DESK, ARRONE, day, &why));
    assert_string_equal(why, "San Giovanni");
    assert_false(calendar_is_closed(&CALENDAR, ZONE_LINE_DESK, FERENTILLO, day, NULL));
    assert_false(calendar_is_closed(&CALENDAR, ZONE_LINE_RIDES, 0, day, NULL));
}

static void closure_of_one_line_leaves_the_other_open(void **state)
{
    (void)state;
    assert_true(calendar_is_closed(&CALENDAR, ZONE_LINE_DESK, ARRONE, date_of(2026, 11, 16), NULL));
    assert_false(calendar_is_closed(&CALENDAR, ZONE_LINE_RIDES, 0, date_of(2026, 11, 16), NULL));
    assert_true(calendar_is_closed(&CALENDAR, ZONE_LINE_RIDES, 0, date_of(2026, 12, 7), NULL));
    assert_false(
        calendar_is_closed(&CALENDAR, ZONE_LINE_DESK, ARRONE, date_of(2026, 11, 18), NULL));
}

static void hours_of_a_day_come_in_order(void **state)
{
    (void)state;
    struct open_interval hours[CALENDAR_INTERVALS_MAX];
    assert_int_equal(calendar_hours(&CALENDAR, ZONE_LINE_RIDES, date_of(2026, 11, 23), hours), 2);
    assert_int_equal(hours[0].opens.minutes, 9 * 60);
    assert_int_equal(hours[1].opens.minutes, 15 * 60);
    assert_int_equal(calendar_hours(&CALENDAR, ZONE_LINE_RIDES, date_of(2026, 11, 24), hours), 0);
}

static void hours_of_a_week_of_month_only_in_that_week(void **state)
{
    (void)state;
    struct open_interval hours[CALENDAR_INTERVALS_MAX];
    assert_int_equal(calendar_hours(&CALENDAR, ZONE_LINE_DESK, date_of(2026, 11, 6), hours), 1);
    assert_int_equal(calendar_hours(&CALENDAR, ZONE_LINE_DESK, date_of(2026, 11, 13), hours), 0);
    assert_int_equal(calendar_hours(&CALENDAR, ZONE_LINE_DESK, date_of(2026, 5, 1), hours), 1);
}

static void line_is_open_from_first_minute_until_closing(void **state)
{
    (void)state;
    assert_false(calendar_is_open(&CALENDAR, ZONE_LINE_RIDES, at(11, 23, 8, 59)));
    assert_true(calendar_is_open(&CALENDAR, ZONE_LINE_RIDES, at(11, 23, 9, 0)));
    assert_true(calendar_is_open(&CALENDAR, ZONE_LINE_RIDES, at(11, 23, 11, 59)));
    assert_false(calendar_is_open(&CALENDAR, ZONE_LINE_RIDES, at(11, 23, 12, 0)));
}

static void next_opening_when_open_is_now(void **state)
{
    (void)state;
    struct instant next;
    assert_int_equal(calendar_next_opening(&CALENDAR, ZONE_LINE_RIDES, at(11, 23, 10, 0), &next),
                     OK);
    assert_true(next.seconds == at(11, 23, 10, 0).seconds);
}

static void next_opening_skips_breaks_and_closed_days(void **state)
{
    (void)state;
    struct instant next;
    assert_int_equal(calendar_next_opening(&CALENDAR, ZONE_LINE_RIDES, at(11, 23, 12, 0), &next),
                     OK);
    assert_true(next.seconds == at(11, 23, 15, 0).seconds);
    assert_int_equal(calendar_next_opening(&CALENDAR, ZONE_LINE_RIDES, at(11, 30, 18, 0), &next),
                     OK);
    assert_true(next.seconds == at(12, 14, 9, 0).seconds);
}

static void next_opening_without_hours_not_found(void **state)
{
    (void)state;
    struct instant next;
    struct calendar shut = CALENDAR;
    shut.opening_count = 0;
    assert_int_equal(calendar_next_opening(&shut, ZONE_LINE_RIDES, at(11, 23, 12, 0), &next),
                     ERR_NOT_FOUND);
}

static int set_up(void **state)
{
    (void)state;
    return date_init_civil_time() == OK ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holiday_with_month_and_day_falls_every_year),
        cmocka_unit_test(holiday_with_easter_distance_follows_easter),
        cmocka_unit_test(holiday_outside_its_dates_does_not_fall),
        cmocka_unit_test(patron_saint_elsewhere_does_not_close),
        cmocka_unit_test(closure_of_one_line_leaves_the_other_open),
        cmocka_unit_test(hours_of_a_day_come_in_order),
        cmocka_unit_test(hours_of_a_week_of_month_only_in_that_week),
        cmocka_unit_test(line_is_open_from_first_minute_until_closing),
        cmocka_unit_test(next_opening_when_open_is_now),
        cmocka_unit_test(next_opening_skips_breaks_and_closed_days),
        cmocka_unit_test(next_opening_without_hours_not_found),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
