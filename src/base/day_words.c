#include "base/day_words.h"

#include <assert.h>

#include "base/words.h"

static const char *const WEEKDAYS[] = {
    N_("lunedì"),  N_("martedì"), N_("mercoledì"), N_("giovedì"),
    N_("venerdì"), N_("sabato"),  N_("domenica"),
};

static const char *const MONTHS[] = {
    N_("gennaio"), N_("febbraio"), N_("marzo"),     N_("aprile"),  N_("maggio"),   N_("giugno"),
    N_("luglio"),  N_("agosto"),   N_("settembre"), N_("ottobre"), N_("novembre"), N_("dicembre"),
};

const char *weekday_words(const struct ctx *ctx, enum weekday weekday)
{
    assert(weekday >= MONDAY && weekday <= SUNDAY);
    return tr(ctx, WEEKDAYS[weekday - 1]);
}

const char *month_words(const struct ctx *ctx, int month)
{
    assert(month >= 1 && month <= 12);
    return tr(ctx, MONTHS[month - 1]);
}

const char *day_words(const struct ctx *ctx, struct date day)
{
    int year;
    int month;
    int number;

    date_split(day, &year, &month, &number);
    /* For translators: "lunedì 23 novembre" */
    return arena_printf(ctx->arena, tr(ctx, "%s %d %s"), weekday_words(ctx, date_weekday(day)),
                        number, month_words(ctx, month));
}

const char *day_words_first(const struct ctx *ctx, struct date day)
{
    return words_capital(ctx->arena, day_words(ctx, day));
}

const char *day_words_long(const struct ctx *ctx, struct date day)
{
    int year;
    int month;
    int number;

    if (date_is_none(day))
        return "";
    date_split(day, &year, &month, &number);
    /* For translators: "lunedì 23 novembre 2026" */
    return arena_printf(ctx->arena, tr(ctx, "%s %d %s %d"), weekday_words(ctx, date_weekday(day)),
                        number, month_words(ctx, month), year);
}

const char *words_capital(struct arena *arena, const char *words)
{
    char *capital = arena_copy(arena, words);

    if (capital[0] >= 'a' && capital[0] <= 'z')
        capital[0] = (char)(capital[0] - 'a' + 'A');
    return capital;
}
