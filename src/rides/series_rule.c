#include "rides/series_rule.h"

#include <assert.h>

enum { WEEK = 7, ALL_WEEKDAYS = 0xfe };

int series_nth_in_month(struct date day)
{
    int year;
    int month;
    int of_month;

    date_split(day, &year, &month, &of_month);
    return (of_month - 1) / WEEK + 1;
}

bool series_rule_is_sound(const struct series_rule *rule)
{
    return !date_is_none(rule->first) && !date_is_none(rule->last) &&
           rule->last.days >= rule->first.days &&
           rule->last.days - rule->first.days <= SERIES_SPAN_DAYS_MAX && rule->interval >= 1 &&
           rule->interval <= SERIES_INTERVAL_MAX && rule->times >= 0 &&
           (rule->weekdays & ~(unsigned)ALL_WEEKDAYS) == 0 &&
           (rule->weekdays & series_weekday(date_weekday(rule->first))) != 0;
}

static int months_between(struct date first, struct date day)
{
    int years[2];
    int months[2];
    int of_month;

    date_split(first, &years[0], &months[0], &of_month);
    date_split(day, &years[1], &months[1], &of_month);
    return (years[1] - years[0]) * 12 + months[1] - months[0];
}

/* Weeks begin on a Monday: "every two weeks, Monday and Thursday" from a Thursday on has its next
   Monday eleven days later. */
static int weeks_between(struct date first, struct date day)
{
    int monday = first.days - (int)date_weekday(first) + MONDAY;

    return (day.days - monday) / WEEK;
}

static bool falls_on(const struct series_rule *rule, struct date day)
{
    enum weekday weekday = date_weekday(day);

    if (rule->every == SERIES_EVERY_MONTH)
        return weekday == date_weekday(rule->first) &&
               series_nth_in_month(day) == series_nth_in_month(rule->first) &&
               months_between(rule->first, day) % rule->interval == 0;
    return (rule->weekdays & series_weekday(weekday)) != 0 &&
           weeks_between(rule->first, day) % rule->interval == 0;
}

size_t series_dates(const struct series_rule *rule, struct date ret_dates[SERIES_DATES_MAX],
                    bool *ret_cut)
{
    size_t wanted =
        rule->times > 0 && rule->times < SERIES_DATES_MAX ? (size_t)rule->times : SERIES_DATES_MAX;
    size_t count = 0;
    bool more = false;

    assert(series_rule_is_sound(rule));
    for (struct date day = rule->first; day.days <= rule->last.days && !more;
         day = date_add_days(day, 1)) {
        if (!falls_on(rule, day))
            continue;
        more = count == wanted;
        if (!more)
            ret_dates[count++] = day;
    }
    if (ret_cut)
        *ret_cut = rule->times > 0 ? count < (size_t)rule->times : more;
    return count;
}
