#include "zone/calendar.h"

#include "base/text.h"

enum status calendar_read(struct ctx *ctx, int64_t office_id, struct date from,
                          struct calendar *ret_calendar)
{
    struct opening_row *openings;
    struct holiday_row *holidays;
    struct closure_row *closures;
    struct calendar calendar = {0};
    TRY(zone_openings(ctx, office_id, from, &openings, &calendar.opening_count));
    TRY(zone_holidays(ctx, &holidays, &calendar.holiday_count));
    TRY(zone_closures(ctx, office_id, from, &closures, &calendar.closure_count));
    calendar.openings = openings;
    calendar.holidays = holidays;
    calendar.closures = closures;
    *ret_calendar = calendar;
    return OK;
}

static bool within(struct date day, struct date first, struct date last)
{
    return first.days <= day.days && (date_is_none(last) || day.days <= last.days);
}

bool holiday_falls_on(const struct holiday_row *holiday, struct date day)
{
    int year, month, day_of_month;
    if (!within(day, holiday->valid_from, holiday->valid_to))
        return false;
    date_split(day, &year, &month, &day_of_month);
    if (holiday->month == SQL_INT_NONE)
        return day.days == date_easter(year).days + holiday->easter_days;
    return holiday->month == month && holiday->day == day_of_month;
}

static const char *line_code(enum zone_line line)
{
    return line == ZONE_LINE_DESK ? "desk" : "rides";
}

static const char *holiday_on(const struct calendar *calendar, int64_t place_id, struct date day)
{
    for (size_t i = 0; i < calendar->holiday_count; i++) {
        const struct holiday_row *holiday = &calendar->holidays[i];
        if (holiday->place_id && holiday->place_id != place_id)
            continue;
        if (holiday_falls_on(holiday, day))
            return holiday->name;
    }
    return NULL;
}

static const char *closure_on(const struct calendar *calendar, enum zone_line line, struct date day)
{
    for (size_t i = 0; i < calendar->closure_count; i++) {
        const struct closure_row *closure = &calendar->closures[i];
        if (closure->line && !text_equal(closure->line, line_code(line)))
            continue;
        if (within(day, closure->first_day, closure->last_day))
            return closure->name;
    }
    return NULL;
}

bool calendar_is_closed(const struct calendar *calendar, enum zone_line line, int64_t place_id,
                        struct date day, const char **ret_why)
{
    const char *why = holiday_on(calendar, place_id, day);
    if (!why)
        why = closure_on(calendar, line, day);
    if (why && ret_why)
        *ret_why = why;
    return why != NULL;
}

/* Which of its weekdays in the month this day is: 1 for the first. */
static int week_of_month(struct date day)
{
    int year, month, day_of_month;
    date_split(day, &year, &month, &day_of_month);
    return (day_of_month - 1) / 7 + 1;
}

static bool opens_on(const struct opening_row *opening, enum zone_line line, struct date day)
{
    return text_equal(opening->line, line_code(line)) &&
           opening->weekday == (int64_t)date_weekday(day) &&
           (opening->week_of_month == SQL_INT_NONE ||
            opening->week_of_month == week_of_month(day)) &&
           within(day, opening->valid_from, opening->valid_to);
}

/* Rows come ordered by weekday and opening time, so those of one day are in order. */
size_t calendar_hours(const struct calendar *calendar, enum zone_line line, struct date day,
                      struct open_interval ret_intervals[CALENDAR_INTERVALS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < calendar->opening_count && count < CALENDAR_INTERVALS_MAX; i++) {
        const struct opening_row *opening = &calendar->openings[i];
        if (!opens_on(opening, line, day) ||
            calendar_is_closed(calendar, line, opening->place_id, day, NULL))
            continue;
        ret_intervals[count++] = (struct open_interval){opening->opens, opening->closes,
                                                        opening->place_id, opening->place};
    }
    return count;
}

/* The first moment of the day's hours that is not before `from`. */
static bool opening_on_day(const struct calendar *calendar, enum zone_line line, struct date day,
                           struct instant from, struct instant *ret_at)
{
    struct open_interval intervals[CALENDAR_INTERVALS_MAX];
    size_t count = calendar_hours(calendar, line, day, intervals);
    for (size_t i = 0; i < count; i++) {
        struct instant opens = instant_at(day, intervals[i].opens);
        struct instant closes = instant_at(day, intervals[i].closes);
        if (closes.seconds <= from.seconds)
            continue;
        *ret_at = opens.seconds > from.seconds ? opens : from;
        return true;
    }
    return false;
}

bool calendar_is_open(const struct calendar *calendar, enum zone_line line, struct instant at)
{
    struct instant next;
    return opening_on_day(calendar, line, instant_date(at), at, &next) &&
           next.seconds == at.seconds;
}

enum status calendar_next_opening(const struct calendar *calendar, enum zone_line line,
                                  struct instant from, struct instant *ret_at)
{
    struct date day = instant_date(from);
    for (int i = 0; i < CALENDAR_SEARCH_DAYS; i++)
        if (opening_on_day(calendar, line, date_add_days(day, i), from, ret_at))
            return OK;
    return ERR_NOT_FOUND;
}
