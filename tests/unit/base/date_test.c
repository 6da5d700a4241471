#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    return arena_init(&arena, 1 << 20) != OK || date_init_civil_time() != OK;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static struct clock_time at(int hour, int minute)
{
    return (struct clock_time){hour * 60 + minute};
}

static void real_at_the_edges_of_the_calendar(void **state)
{
    (void)state;
    assert_true(date_is_real(1600, 1, 1));
    assert_true(date_is_real(2400, 12, 31));
    assert_true(date_is_real(2400, 2, 29));
    assert_true(date_is_real(2000, 2, 29));
    assert_true(date_is_real(2028, 2, 29));
    assert_false(date_is_real(1900, 2, 29));
    assert_false(date_is_real(2026, 2, 29));
    assert_false(date_is_real(2028, 2, 30));
    assert_false(date_is_real(2026, 4, 31));
    assert_false(date_is_real(1599, 12, 31));
    assert_false(date_is_real(2401, 1, 1));
    assert_false(date_is_real(2026, 0, 1));
    assert_false(date_is_real(2026, 13, 1));
    assert_false(date_is_real(2026, 1, 0));
    assert_false(date_is_real(2026, 1, 32));
    assert_false(date_is_real(2026, 1, -1));
}

/* One day after another, counted here in the plainest way, weekdays too. */
static void every_day_from_1600_to_2400_splits_and_joins(void **state)
{
    (void)state;
    struct date day = date_of(1600, 1, 1);
    int weekday = SATURDAY; /* 1 January 1600 */
    int days = 0;

    for (int year = 1600; year <= 2400; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int d = 1; date_is_real(year, month, d); d++, days++) {
                int split_year, split_month, split_day;

                date_split(day, &split_year, &split_month, &split_day);
                if (split_year != year || split_month != month || split_day != d ||
                    date_of(year, month, d).days != day.days || (int)date_weekday(day) != weekday ||
                    date_year(day) != year)
                    fail_msg("%04d-%02d-%02d", year, month, d);
                day = date_add_days(day, 1);
                weekday = weekday % 7 + 1;
            }
        }
    }
    assert_int_equal(days, 801 * 365 + 195); /* 200 years of four and one, less 1700 ... 2300 */
}

static void known_days_have_their_number(void **state)
{
    (void)state;
    assert_int_equal(date_of(1970, 1, 1).days, 0);
    assert_int_equal(date_of(2000, 3, 1).days, 11017);
    assert_int_equal(date_weekday(date_of(1970, 1, 1)), THURSDAY);
    assert_int_equal(date_weekday(date_of(2026, 11, 23)), MONDAY);
    assert_int_equal(date_weekday(date_of(1946, 6, 2)), SUNDAY);
}

static void split_beyond_the_typed_years_is_still_right(void **state)
{
    (void)state;
    int year, month, day;

    date_split(date_add_days(date_of(2400, 12, 31), 1), &year, &month, &day);
    assert_true(year == 2401 && month == 1 && day == 1);
    date_split((struct date){INT32_MAX}, &year, &month, &day);
    assert_true(year == 5881580 && month == 7 && day == 11);
    date_split((struct date){INT32_MIN + 1}, &year, &month, &day);
    assert_true(year == -5877641 && month == 6 && day == 24);
    assert_true(date_weekday((struct date){INT32_MIN + 1}) >= MONDAY);
}

static void easter_of_known_years(void **state)
{
    (void)state;
    static const int easters[][3] = {
        {1600, 4, 2},  {1818, 3, 22}, {1886, 4, 25}, {1900, 4, 15}, {1943, 4, 25}, {1954, 4, 18},
        {1961, 4, 2},  {1981, 4, 19}, {2000, 4, 23}, {2008, 3, 23}, {2011, 4, 24}, {2019, 4, 21},
        {2024, 3, 31}, {2025, 4, 20}, {2026, 4, 5},  {2027, 3, 28}, {2028, 4, 16}, {2029, 4, 1},
        {2030, 4, 21}, {2038, 4, 25}, {2049, 4, 18}, {2076, 4, 19}, {2285, 3, 22},
    };

    for (size_t i = 0; i < sizeof easters / sizeof *easters; i++)
        assert_int_equal(date_easter(easters[i][0]).days,
                         date_of(easters[i][0], easters[i][1], easters[i][2]).days);
}

static void easter_of_every_year_is_a_sunday_of_spring(void **state)
{
    (void)state;
    for (int year = 1600; year <= 2400; year++) {
        struct date easter = date_easter(year);

        assert_int_equal(date_weekday(easter), SUNDAY);
        assert_true(easter.days >= date_of(year, 3, 22).days);
        assert_true(easter.days <= date_of(year, 4, 25).days);
    }
}

static void age_grows_on_the_birthday(void **state)
{
    (void)state;
    assert_int_equal(date_age(date_of(1950, 5, 20), date_of(2026, 5, 19)), 75);
    assert_int_equal(date_age(date_of(1950, 5, 20), date_of(2026, 5, 20)), 76);
    assert_int_equal(date_age(date_of(1950, 5, 20), date_of(2026, 4, 30)), 75);
    assert_int_equal(date_age(date_of(1950, 5, 20), date_of(2026, 6, 1)), 76);
    assert_int_equal(date_age(date_of(1950, 5, 20), date_of(1950, 5, 20)), 0);
    assert_int_equal(date_age(date_of(1950, 5, 20), date_of(1950, 5, 19)), -1);
}

static void age_of_someone_born_on_29_february_grows_on_1_march(void **state)
{
    (void)state;
    assert_int_equal(date_age(date_of(2008, 2, 29), date_of(2026, 2, 28)), 17);
    assert_int_equal(date_age(date_of(2008, 2, 29), date_of(2026, 3, 1)), 18);
    assert_int_equal(date_age(date_of(2008, 2, 29), date_of(2028, 2, 29)), 20);
}

static void iso_text_goes_both_ways(void **state)
{
    (void)state;
    struct date date;

    assert_int_equal(date_from_iso("2026-11-23", &date), OK);
    assert_int_equal(date.days, date_of(2026, 11, 23).days);
    assert_string_equal(date_to_iso(&arena, date), "2026-11-23");
    assert_string_equal(date_to_iso(&arena, date_of(1600, 1, 2)), "1600-01-02");
}

static void iso_of_anything_else_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",          "2026",        "2026-11",    "2026-11-2", "2026-11-23 ", " 2026-11-23",
        "2026-1-23", "2026/11/23",  "2026-11/23", "26-11-23",  "2026-02-29",  "2026-13-01",
        "20261123",  "2026-11-233", "-026-11-23", "2026-"};
    struct date date = DATE_NONE;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(date_from_iso(wrong[i], &date), ERR_INVALID);
    assert_true(date_is_none(date));
}

static void typed_date_in_every_shape_is_read(void **state)
{
    (void)state;
    static const char *const typed[] = {
        "5/3/2026", "05/03/2026", "05-03-2026", "5.3.26",     " 5 / 3 / 2026 ", "5 3 2026",
        "05/03/26", "2026-03-05", "2026-3-5",   "2026/03/05", "5-3.2026",       "\u00a05/3/26",
    };

    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        struct date date;

        assert_int_equal(date_from_typed(typed[i], date_of(2026, 11, 23), &date), OK);
        assert_string_equal(date_to_iso(&arena, date), "2026-03-05");
    }
}

static void typed_date_of_anything_else_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",           "oggi",       "5",         "5/",         "5/3",       "5/3/",
        "5//2026",    "5/3/6",      "5/3/026",   "005/3/26",   "31/4/2026", "29/2/2026",
        "5/3/20266",  "5/3/2026x",  "05032026",  "2026-3-055", "2026-3-",   "2026-3-2026",
        "123/3/2026", "5/333/2026", "5/3/2026/", "1/1/1599",   "5–3–2026",  "026-3-5",
    };
    struct date date = DATE_NONE;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(date_from_typed(wrong[i], date_of(2026, 11, 23), &date), ERR_INVALID);
    assert_true(date_is_none(date));
}

static void typed_two_digit_year_ends_with_the_latest(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int year;
    } years[] = {
        {"23/11/26", 2026}, {"24/11/26", 1926}, {"22/11/26", 2026},
        {"30/10/26", 2026}, {"01/12/26", 1926}, {"1/1/27", 1927},
        {"31/12/25", 2025}, {"1/1/00", 2000},   {"1/1/99", 1999},
    };
    struct date date;

    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        assert_int_equal(date_from_typed(years[i].typed, date_of(2026, 11, 23), &date), OK);
        assert_int_equal(date_year(date), years[i].year);
    }
    assert_int_equal(date_from_typed("29/2/28", date_of(2026, 11, 23), &date), OK);
    assert_int_equal(date_year(date), 1928);
    assert_int_equal(date_from_typed("29/2/00", date_of(1999, 1, 1), &date), ERR_INVALID);
}

static void typed_clock_in_every_shape_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int minutes;
    } times[] = {
        {"9:30", 570}, {"09.30", 570}, {"9,30", 570}, {"930", 570},    {"0930", 570},  {"9", 540},
        {" 09 ", 540}, {"0:00", 0},    {"0", 0},      {"23:59", 1439}, {"2359", 1439}, {"000", 0},
    };

    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        struct clock_time time;

        assert_int_equal(clock_from_typed(times[i].typed, &time), OK);
        assert_int_equal(time.minutes, times[i].minutes);
    }
}

static void typed_clock_of_anything_else_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",     "24",    "24:00",  "9:60", "960",
                                        "9:3",  "9:",    "9:305",  "-9",   "9h30",
                                        "9 30", "12345", "930:00", ":30",  "alle 9"};
    struct clock_time time = CLOCK_NONE;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(clock_from_typed(wrong[i], &time), ERR_INVALID);
    assert_true(clock_is_none(time));
}

static void show_is_what_italians_read(void **state)
{
    (void)state;
    assert_string_equal(date_show(&arena, date_of(2026, 3, 5)), "05/03/2026");
    assert_string_equal(clock_show(&arena, at(9, 5)), "9:05");
    assert_string_equal(clock_show(&arena, at(23, 59)), "23:59");
}

static void show_of_none_is_empty(void **state)
{
    (void)state;
    assert_string_equal(date_show(&arena, DATE_NONE), "");
    assert_string_equal(clock_show(&arena, CLOCK_NONE), "");
}

static void at_winter_and_summer_uses_their_offsets(void **state)
{
    (void)state;
    struct instant winter = instant_at(date_of(2026, 1, 15), at(9, 30));
    struct instant summer = instant_at(date_of(2026, 7, 15), at(9, 30));

    assert_string_equal(instant_to_iso(&arena, winter), "2026-01-15T08:30:00Z");
    assert_string_equal(instant_to_iso(&arena, summer), "2026-07-15T07:30:00Z");
    assert_int_equal(instant_date(winter).days, date_of(2026, 1, 15).days);
    assert_int_equal(instant_clock(summer).minutes, 9 * 60 + 30);
}

static void at_a_skipped_hour_reads_as_without_the_change(void **state)
{
    (void)state;
    struct date change = date_of(2026, 3, 29);
    struct instant skipped = instant_at(change, at(2, 30));

    assert_string_equal(instant_to_iso(&arena, skipped), "2026-03-29T01:30:00Z");
    assert_int_equal(instant_clock(skipped).minutes, 3 * 60 + 30);
    assert_string_equal(instant_to_iso(&arena, instant_at(change, at(1, 59))),
                        "2026-03-29T00:59:00Z");
    assert_string_equal(instant_to_iso(&arena, instant_at(change, at(2, 0))),
                        "2026-03-29T01:00:00Z");
    assert_string_equal(instant_to_iso(&arena, instant_at(change, at(3, 0))),
                        "2026-03-29T01:00:00Z");
}

static void at_an_hour_that_comes_twice_is_the_first(void **state)
{
    (void)state;
    struct date change = date_of(2026, 10, 25);

    assert_string_equal(instant_to_iso(&arena, instant_at(change, at(2, 0))),
                        "2026-10-25T00:00:00Z");
    assert_string_equal(instant_to_iso(&arena, instant_at(change, at(2, 59))),
                        "2026-10-25T00:59:00Z");
    assert_string_equal(instant_to_iso(&arena, instant_at(change, at(3, 0))),
                        "2026-10-25T02:00:00Z");
    assert_string_equal(instant_to_iso(&arena, instant_at(change, at(1, 59))),
                        "2026-10-24T23:59:00Z");
}

/* Every quarter of an hour: its wall time leads back to it, or to its twin an hour before. */
static void civil_time_of_ten_years_leads_back(void **state)
{
    (void)state;
    struct instant end = instant_at(date_of(2031, 1, 1), at(0, 0));
    int twins = 0;

    for (struct instant i = instant_at(date_of(2021, 1, 1), at(0, 0)); i.seconds < end.seconds;
         i = instant_add_minutes(i, 15)) {
        struct instant back = instant_at(instant_date(i), instant_clock(i));

        if (back.seconds == i.seconds)
            continue;
        assert_int_equal(back.seconds, i.seconds - 3600);
        twins++;
    }
    assert_int_equal(twins, 10 * 4);
}

static void civil_midnight_of_the_last_century_leads_back(void **state)
{
    (void)state;
    for (struct date day = date_of(1860, 1, 1); day.days < date_of(2100, 1, 1).days;
         day = date_add_days(day, 1)) {
        struct instant noon = instant_at(day, at(12, 0));

        assert_int_equal(instant_date(noon).days, day.days);
        assert_int_equal(instant_clock(noon).minutes, 720);
    }
}

static void iso_of_an_instant_before_1970_is_right(void **state)
{
    (void)state;
    assert_string_equal(instant_to_iso(&arena, (struct instant){-1}), "1969-12-31T23:59:59Z");
    assert_string_equal(instant_to_iso(&arena, (struct instant){0}), "1970-01-01T00:00:00Z");
    assert_int_equal(instant_date((struct instant){-7200}).days, -1);
}

static void now_is_the_system_s_clock(void **state)
{
    (void)state;
    assert_true(llabs((long long)(instant_now().seconds - time(NULL))) <= 1);
    assert_false(instant_is_none(instant_now()));
    assert_true(instant_is_none(INSTANT_NONE));
}

static void init_overrides_another_zone(void **state)
{
    (void)state;
    setenv("TZ", "America/New_York", 1);
    assert_int_equal(date_init_civil_time(), OK);
    assert_string_equal(getenv("TZ"), "Europe/Rome");
}

static void init_without_the_zone_s_rules_says_so(void **state)
{
    (void)state;
    /* The C library reads its rules again only when TZ changes. */
    setenv("TZ", "UTC", 1);
    tzset();
    setenv("TZDIR", "/nonexistent", 1);
    assert_int_equal(date_init_civil_time(), ERR_IO);
    unsetenv("TZDIR");
    setenv("TZ", "UTC", 1);
    tzset();
    assert_int_equal(date_init_civil_time(), OK);
}

/* A machine whose rules for Rome know no summer. */
static void init_with_rules_that_lack_the_summer_says_so(void **state)
{
    char folder[] = "/tmp/accanto-zones.XXXXXX";
    char europe[64];
    char rome[80];

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(europe, sizeof(europe), "%s/Europe", folder);
    snprintf(rome, sizeof(rome), "%s/Rome", europe);
    assert_int_equal(mkdir(europe, 0700), 0);
    assert_int_equal(symlink("/usr/share/zoneinfo/Africa/Algiers", rome), 0);
    setenv("TZ", "UTC", 1);
    tzset();
    setenv("TZDIR", folder, 1);
    assert_int_equal(date_init_civil_time(), ERR_IO);
    unsetenv("TZDIR");
    setenv("TZ", "UTC", 1);
    tzset();
    assert_int_equal(date_init_civil_time(), OK);
    unlink(rome);
    rmdir(europe);
    rmdir(folder);
}

static void iso_of_a_year_before_zero_has_its_sign(void **state)
{
    (void)state;
    assert_string_equal(date_to_iso(&arena, (struct date){-719528 - 1}), "-001-12-31");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(real_at_the_edges_of_the_calendar),
        CASE(every_day_from_1600_to_2400_splits_and_joins),
        CASE(known_days_have_their_number),
        CASE(split_beyond_the_typed_years_is_still_right),
        CASE(easter_of_known_years),
        CASE(easter_of_every_year_is_a_sunday_of_spring),
        CASE(age_grows_on_the_birthday),
        CASE(age_of_someone_born_on_29_february_grows_on_1_march),
        CASE(iso_text_goes_both_ways),
        CASE(iso_of_anything_else_is_refused),
        CASE(typed_date_in_every_shape_is_read),
        CASE(typed_date_of_anything_else_is_refused),
        CASE(typed_two_digit_year_ends_with_the_latest),
        CASE(typed_clock_in_every_shape_is_read),
        CASE(typed_clock_of_anything_else_is_refused),
        CASE(show_is_what_italians_read),
        CASE(show_of_none_is_empty),
        CASE(at_winter_and_summer_uses_their_offsets),
        CASE(at_a_skipped_hour_reads_as_without_the_change),
        CASE(at_an_hour_that_comes_twice_is_the_first),
        CASE(civil_time_of_ten_years_leads_back),
        CASE(civil_midnight_of_the_last_century_leads_back),
        CASE(iso_of_an_instant_before_1970_is_right),
        CASE(now_is_the_system_s_clock),
        CASE(init_overrides_another_zone),
        CASE(init_without_the_zone_s_rules_says_so),
        CASE(init_with_rules_that_lack_the_summer_says_so),
        CASE(iso_of_a_year_before_zero_has_its_sign),
    };

    return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
