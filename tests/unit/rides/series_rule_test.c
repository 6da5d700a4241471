/* The days on which a ride comes again. */
#include "rides/series_rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct series_rule weekly(struct date first, int times)
{
    return (struct series_rule){
        .every = SERIES_EVERY_WEEK,
        .interval = 1,
        .weekdays = series_weekday(date_weekday(first)),
        .first = first,
        .last = date_add_days(first, SERIES_SPAN_DAYS_MAX),
        .times = times,
    };
}

static struct series_rule monthly(struct date first, int times)
{
    struct series_rule rule = weekly(first, times);

    rule.every = SERIES_EVERY_MONTH;
    return rule;
}

static void assert_dates(const struct series_rule *rule, const struct date *wanted, size_t count)
{
    struct date dates[SERIES_DATES_MAX];

    assert_true(series_rule_is_sound(rule));
    assert_int_equal(series_dates(rule, dates, NULL), count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(dates[i].days, wanted[i].days);
}
#define ASSERT_DATES(rule, ...)                                                                    \
    assert_dates(rule, (const struct date[]){__VA_ARGS__},                                         \
                 sizeof((const struct date[]){__VA_ARGS__}) / sizeof(struct date))

static void every_week_crosses_the_end_of_the_year(void **state)
{
    struct series_rule rule = weekly(date_of(2026, 12, 22), 4);

    (void)state;
    ASSERT_DATES(&rule, date_of(2026, 12, 22), date_of(2026, 12, 29), date_of(2027, 1, 5),
                 date_of(2027, 1, 12));
}

static void every_week_crosses_the_29th_of_february(void **state)
{
    struct series_rule rule = weekly(date_of(2028, 2, 22), 3);

    (void)state;
    ASSERT_DATES(&rule, date_of(2028, 2, 22), date_of(2028, 2, 29), date_of(2028, 3, 7));
}

static void clock_change_moves_neither_the_days_nor_the_hour(void **state)
{
    const struct clock_time ten = {10 * 60};
    struct series_rule rule =
        weekly(date_of(2027, 3, 21), 3); /* a Sunday; clocks change on the 28th */
    struct date dates[SERIES_DATES_MAX];

    (void)state;
    assert_int_equal(date_init_civil_time(), OK);
    ASSERT_DATES(&rule, date_of(2027, 3, 21), date_of(2027, 3, 28), date_of(2027, 4, 4));
    series_dates(&rule, dates, NULL);
    for (int i = 0; i < 3; i++)
        assert_int_equal(instant_clock(instant_at(dates[i], ten)).minutes, ten.minutes);
    assert_int_equal(instant_at(dates[1], ten).seconds - instant_at(dates[0], ten).seconds,
                     (7 * 24 - 1) * 3600);
}

static void every_second_week_counts_weeks_from_monday(void **state)
{
    struct series_rule rule = weekly(date_of(2026, 11, 26), 4); /* a Thursday */

    (void)state;
    rule.interval = 2;
    rule.weekdays |= series_weekday(MONDAY);
    ASSERT_DATES(&rule, date_of(2026, 11, 26), date_of(2026, 12, 7), date_of(2026, 12, 10),
                 date_of(2026, 12, 21));
}

static void chosen_weekdays_come_in_order(void **state)
{
    struct series_rule rule = weekly(date_of(2026, 11, 25), 0);

    (void)state;
    rule.weekdays |= series_weekday(MONDAY) | series_weekday(SUNDAY);
    rule.last = date_of(2026, 12, 2);
    ASSERT_DATES(&rule, date_of(2026, 11, 25), date_of(2026, 11, 29), date_of(2026, 11, 30),
                 date_of(2026, 12, 2));
}

static void second_tuesday_is_the_second_of_each_month(void **state)
{
    struct series_rule rule = monthly(date_of(2026, 12, 8), 4);

    (void)state;
    ASSERT_DATES(&rule, date_of(2026, 12, 8), date_of(2027, 1, 12), date_of(2027, 2, 9),
                 date_of(2027, 3, 9));
}

static void month_without_a_fifth_is_passed_over(void **state)
{
    struct series_rule rule = monthly(date_of(2026, 12, 29), 3); /* the fifth Tuesday */

    (void)state;
    assert_int_equal(series_nth_in_month(rule.first), 5);
    ASSERT_DATES(&rule, date_of(2026, 12, 29), date_of(2027, 3, 30), date_of(2027, 6, 29));
}

static void fifth_on_the_29th_of_february_is_found(void **state)
{
    struct series_rule rule = monthly(date_of(2028, 2, 29), 2); /* the fifth Tuesday */

    (void)state;
    ASSERT_DATES(&rule, date_of(2028, 2, 29), date_of(2028, 5, 30));
}

static void last_day_belongs_to_it_and_what_is_past_it_is_told(void **state)
{
    struct series_rule rule = weekly(date_of(2026, 11, 24), 3);
    struct date dates[SERIES_DATES_MAX];
    bool cut;

    (void)state;
    rule.last = date_of(2026, 12, 8);
    assert_int_equal(series_dates(&rule, dates, &cut), 3);
    assert_false(cut);
    rule.last = date_of(2026, 12, 7);
    assert_int_equal(series_dates(&rule, dates, &cut), 2);
    assert_true(cut);
    rule.times = 0;
    assert_int_equal(series_dates(&rule, dates, &cut), 2);
    assert_false(cut);
}

static void more_days_than_the_bound_are_cut(void **state)
{
    struct series_rule rule = weekly(date_of(2026, 11, 23), 0);
    struct date dates[SERIES_DATES_MAX];
    bool cut;

    (void)state;
    rule.weekdays = 0xfe;
    assert_int_equal(series_dates(&rule, dates, &cut), SERIES_DATES_MAX);
    assert_true(cut);
}

static void as_many_days_as_the_bound_are_whole(void **state)
{
    struct series_rule rule = weekly(date_of(2026, 11, 24), 0);
    struct date dates[SERIES_DATES_MAX];
    bool cut;

    (void)state;
    /* Thirty Tuesdays and Wednesdays, and five more days in which nothing comes. */
    rule.weekdays |= series_weekday(WEDNESDAY);
    rule.last = date_add_days(rule.first, 29 * 7 + 6);
    assert_int_equal(series_dates(&rule, dates, &cut), SERIES_DATES_MAX);
    assert_false(cut);
    rule.last = date_add_days(rule.first, 30 * 7);
    assert_int_equal(series_dates(&rule, dates, &cut), SERIES_DATES_MAX);
    assert_true(cut);
}

static void unsound_rules_are_told(void **state)
{
    const struct series_rule good = weekly(date_of(2026, 11, 24), 3);
    struct series_rule bad = good;

    (void)state;
    bad.weekdays = series_weekday(MONDAY); /* the first day is a Tuesday */
    assert_false(series_rule_is_sound(&bad));
    bad = good;
    bad.last = date_of(2026, 11, 23);
    assert_false(series_rule_is_sound(&bad));
    bad = good;
    bad.interval = 0;
    assert_false(series_rule_is_sound(&bad));
    bad = good;
    bad.last = date_add_days(good.first, SERIES_SPAN_DAYS_MAX + 1);
    assert_false(series_rule_is_sound(&bad));
    bad = good;
    bad.weekdays |= 1;
    assert_false(series_rule_is_sound(&bad));
}

/* --- against the other way round: made week by week and month by month ----------------------- */

static size_t weeks_made(const struct series_rule *rule, struct date ret[SERIES_DATES_MAX])
{
    struct date monday = date_add_days(rule->first, MONDAY - (int)date_weekday(rule->first));
    size_t wanted = rule->times > 0 ? (size_t)rule->times : SERIES_DATES_MAX;
    size_t count = 0;

    for (; monday.days <= rule->last.days; monday = date_add_days(monday, 7 * rule->interval)) {
        for (int weekday = MONDAY; weekday <= SUNDAY; weekday++) {
            struct date day = date_add_days(monday, weekday - MONDAY);

            if ((rule->weekdays >> weekday & 1) && day.days >= rule->first.days &&
                day.days <= rule->last.days && count < wanted)
                ret[count++] = day;
        }
    }
    return count;
}

static size_t months_made(const struct series_rule *rule, struct date ret[SERIES_DATES_MAX])
{
    size_t wanted = rule->times > 0 ? (size_t)rule->times : SERIES_DATES_MAX;
    enum weekday weekday = date_weekday(rule->first);
    int nth = series_nth_in_month(rule->first);
    size_t count = 0;
    int year;
    int month;
    int day;

    date_split(rule->first, &year, &month, &day);
    for (int i = 0; i < 20; i++, month += rule->interval) {
        year += (month - 1) / 12;
        month = (month - 1) % 12 + 1;
        day =
            1 + ((int)weekday - (int)date_weekday(date_of(year, month, 1)) + 7) % 7 + 7 * (nth - 1);
        if (date_is_real(year, month, day) && date_of(year, month, day).days <= rule->last.days &&
            count < wanted)
            ret[count++] = date_of(year, month, day);
    }
    return count;
}

static void days_are_those_made_the_other_way_round(void **state)
{
    uint32_t seed = 1;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        struct date wanted[SERIES_DATES_MAX];
        struct series_rule rule;
        size_t count;

        seed = seed * 1664525u + 1013904223u;
        rule = weekly(date_of(2024 + (int)(seed >> 30), 1, 1), (int)(seed >> 4 & 15));
        rule.first = date_add_days(rule.first, (int)(seed >> 20 & 511));
        rule.last = date_add_days(rule.first, (int)(seed >> 8 & 255));
        rule.interval = 1 + (int)(seed >> 16 & 3);
        rule.every = seed >> 19 & 1 ? SERIES_EVERY_MONTH : SERIES_EVERY_WEEK;
        rule.weekdays = series_weekday(date_weekday(rule.first));
        if (rule.every == SERIES_EVERY_WEEK && rule.times > 0)
            rule.weekdays |= seed >> 12 & 0xfe;
        count = rule.every == SERIES_EVERY_WEEK ? weeks_made(&rule, wanted)
                                                : months_made(&rule, wanted);
        assert_dates(&rule, wanted, count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_week_crosses_the_end_of_the_year),
        cmocka_unit_test(every_week_crosses_the_29th_of_february),
        cmocka_unit_test(clock_change_moves_neither_the_days_nor_the_hour),
        cmocka_unit_test(every_second_week_counts_weeks_from_monday),
        cmocka_unit_test(chosen_weekdays_come_in_order),
        cmocka_unit_test(second_tuesday_is_the_second_of_each_month),
        cmocka_unit_test(month_without_a_fifth_is_passed_over),
        cmocka_unit_test(fifth_on_the_29th_of_february_is_found),
        cmocka_unit_test(last_day_belongs_to_it_and_what_is_past_it_is_told),
        cmocka_unit_test(more_days_than_the_bound_are_cut),
        cmocka_unit_test(as_many_days_as_the_bound_are_whole),
        cmocka_unit_test(unsound_rules_are_told),
        cmocka_unit_test(days_are_those_made_the_other_way_round),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
