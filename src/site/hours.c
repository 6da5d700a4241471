#include "site/hours.h"

#include <string.h>

#include "base/buf.h"
#include "base/day_words.h"
#include "base/elision.h"
#include "base/words.h"

enum { HOURS_TEXT_MAX = 500, DESKS_MAX = 64 };

static bool row_holds(const struct opening_row *row, const char *line, struct date today)
{
    return strcmp(row->line, line) == 0 && row->valid_from.days <= today.days &&
           (date_is_none(row->valid_to) || row->valid_to.days >= today.days);
}

static bool same_times(const struct calendar *calendar, const char *line, struct date today,
                       const struct opening_row *a, const struct opening_row *b)
{
    /* Two days are alike when each interval of one is an interval of the other. */
    for (size_t i = 0; i < calendar->opening_count; i++) {
        const struct opening_row *row = &calendar->openings[i];
        bool found = false;

        if (!row_holds(row, line, today) || row->place_id != a->place_id ||
            row->week_of_month != a->week_of_month ||
            (row->weekday != a->weekday && row->weekday != b->weekday))
            continue;
        for (size_t j = 0; j < calendar->opening_count && !found; j++) {
            const struct opening_row *other = &calendar->openings[j];

            found = row_holds(other, line, today) && other->place_id == row->place_id &&
                    other->week_of_month == row->week_of_month &&
                    other->weekday == (row->weekday == a->weekday ? b->weekday : a->weekday) &&
                    other->opens.minutes == row->opens.minutes &&
                    other->closes.minutes == row->closes.minutes;
        }
        if (!found)
            return false;
    }
    return a->place_id == b->place_id && a->week_of_month == b->week_of_month;
}

static const char *times_text(struct ctx *ctx, const struct calendar *calendar, const char *line,
                              struct date today, const struct opening_row *day,
                              const char *separator)
{
    struct buf text = buf_new(ctx->arena, HOURS_TEXT_MAX);
    const char *gap = "";

    for (size_t i = 0; i < calendar->opening_count; i++) {
        const struct opening_row *row = &calendar->openings[i];

        if (!row_holds(row, line, today) || row->place_id != day->place_id ||
            row->weekday != day->weekday || row->week_of_month != day->week_of_month)
            continue;
        buf_printf(&text, "%s%s-%s", gap, clock_show(ctx->arena, row->opens),
                   clock_show(ctx->arena, row->closes));
        gap = separator;
    }
    return buf_text(&text);
}

/* "dal lunedì al venerdì" for a run of three or more days, else "lunedì e giovedì". */
static const char *days_text(struct ctx *ctx, const int *days, size_t count)
{
    struct buf text = buf_new(ctx->arena, HOURS_TEXT_MAX);

    if (count >= 3 && days[count - 1] - days[0] == (int)count - 1)
        return words_say(ctx, tr(ctx, "dal %s al %s"), weekday_words(ctx, (enum weekday)days[0]),
                         weekday_words(ctx, (enum weekday)days[count - 1]));
    for (size_t i = 0; i < count; i++)
        buf_printf(&text, "%s%s", i == 0 ? "" : (i + 1 == count ? tr(ctx, " e ") : ", "),
                   weekday_words(ctx, (enum weekday)days[i]));
    return buf_text(&text);
}

static const char *week_of_month_text(struct ctx *ctx, int64_t week, const char *days)
{
    static const char *const ORDINALS[] = {N_("primo"), N_("secondo"), N_("terzo"), N_("quarto"),
                                           N_("quinto")};

    if (week < 1 || week > 5)
        return days;
    return arena_printf(ctx->arena, tr(ctx, "%s %s del mese"), tr(ctx, ORDINALS[week - 1]), days);
}

/* The days that are alike the one of `first`, which is the earliest of them. */
static size_t days_alike(const struct calendar *calendar, const char *line, struct date today,
                         const struct opening_row *first, int ret_days[7])
{
    size_t count = 0;

    for (int weekday = MONDAY; weekday <= SUNDAY; weekday++) {
        for (size_t i = 0; i < calendar->opening_count; i++) {
            const struct opening_row *row = &calendar->openings[i];

            if (!row_holds(row, line, today) || row->weekday != weekday ||
                !same_times(calendar, line, today, first, row))
                continue;
            ret_days[count++] = weekday;
            break;
        }
    }
    return count;
}

/* Is there an earlier row that stands for this one? */
static bool is_told(const struct calendar *calendar, const char *line, struct date today, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        const struct opening_row *row = &calendar->openings[i];

        if (row_holds(row, line, today) &&
            same_times(calendar, line, today, row, &calendar->openings[at]))
            return true;
    }
    return false;
}

const char *hours_of_line(struct ctx *ctx, const struct calendar *calendar, struct date today)
{
    struct buf text = buf_new(ctx->arena, HOURS_TEXT_MAX);
    int days[7];

    for (size_t i = 0; i < calendar->opening_count; i++) {
        const struct opening_row *row = &calendar->openings[i];

        if (!row_holds(row, "rides", today) || is_told(calendar, "rides", today, i))
            continue;

        size_t count = days_alike(calendar, "rides", today, row, days);

        buf_printf(&text, "%s%s, %s", text.length ? "; " : "", days_text(ctx, days, count),
                   times_text(ctx, calendar, "rides", today, row, tr(ctx, " e ")));
    }
    return buf_text(&text);
}

size_t hours_of_desks(struct ctx *ctx, const struct calendar *calendar, struct date today,
                      const struct desk_hours **ret_desks)
{
    struct desk_hours *desks = arena_array(ctx->arena, struct desk_hours, DESKS_MAX);
    size_t desk_count = 0;
    int days[7];

    for (size_t i = 0; i < calendar->opening_count && desk_count < DESKS_MAX; i++) {
        const struct opening_row *row = &calendar->openings[i];

        if (!row_holds(row, "desk", today) || is_told(calendar, "desk", today, i))
            continue;

        size_t count = days_alike(calendar, "desk", today, row, days);

        desks[desk_count++] = (struct desk_hours){
            .place = row->place,
            .days = week_of_month_text(ctx, row->week_of_month, days_text(ctx, days, count)),
            .hours = times_text(ctx, calendar, "desk", today, row, ", "),
        };
    }
    *ret_desks = desks;
    return desk_count;
}
