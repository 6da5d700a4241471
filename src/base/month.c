#include "base/month.h"

#include <string.h>

#include "base/day_words.h"

struct month month_of(struct date day)
{
    int year, month, of_month;
    struct month whole;

    date_split(day, &year, &month, &of_month);
    whole.first = date_of(year, month, 1);
    whole.last =
        date_add_days(month == 12 ? date_of(year + 1, 1, 1) : date_of(year, month + 1, 1), -1);
    return whole;
}

const char *month_code(struct ctx *ctx, struct month month)
{
    return arena_copy_n(ctx->arena, date_to_iso(ctx->arena, month.first), strlen("2026-11"));
}

struct month month_from_code(struct ctx *ctx, const char *code)
{
    struct date first;

    if (code && date_from_iso(arena_printf(ctx->arena, "%s-01", code), &first) == OK &&
        date_year(first) >= 2000 && date_year(first) < 2200)
        return month_of(first);
    return month_of(instant_date(ctx->now));
}

const char *month_show(struct ctx *ctx, struct month month)
{
    int year, number, day;

    date_split(month.first, &year, &number, &day);
    return arena_printf(ctx->arena, "%s %d", month_words(ctx, number), year);
}
