#include "rides/series_words.h"

#include "base/buf.h"
#include "base/day_words.h"
#include "base/words.h"

enum { WEEKDAYS_BYTES = 200, NTH_MAX = 5 };

/* The only weekday that is feminine in Italian has its own. */
static const char *const NTH[NTH_MAX] = {
    N_("il primo %s del mese"),  N_("il secondo %s del mese"), N_("il terzo %s del mese"),
    N_("il quarto %s del mese"), N_("il quinto %s del mese"),
};
static const char *const NTH_SUNDAY[NTH_MAX] = {
    N_("la prima %s del mese"),  N_("la seconda %s del mese"), N_("la terza %s del mese"),
    N_("la quarta %s del mese"), N_("la quinta %s del mese"),
};

/* "lunedì, martedì e giovedì" */
static const char *weekdays_words(struct ctx *ctx, unsigned weekdays)
{
    struct buf list = buf_new(ctx->arena, WEEKDAYS_BYTES);
    int last = SUNDAY;

    while (!(weekdays & series_weekday((enum weekday)last)))
        last--;
    for (int i = MONDAY; i <= last; i++) {
        if (!(weekdays & series_weekday((enum weekday)i)))
            continue;
        if (list.length > 0)
            buf_put_text(&list, i == last ? tr(ctx, " e ") : ", ");
        buf_put_text(&list, weekday_words(ctx, (enum weekday)i));
    }
    return buf_text(&list);
}

static const char *month_day_words(struct ctx *ctx, struct date first)
{
    enum weekday weekday = date_weekday(first);
    const char *const *nth = weekday == SUNDAY ? NTH_SUNDAY : NTH;

    return arena_printf(ctx->arena, tr(ctx, nth[series_nth_in_month(first) - 1]),
                        weekday_words(ctx, weekday));
}

const char *words_series(struct ctx *ctx, const struct series_rule *rule,
                         struct clock_time appointment)
{
    const char *hour = clock_show(ctx->arena, appointment);
    const char *days = rule->every == SERIES_EVERY_MONTH ? month_day_words(ctx, rule->first)
                                                         : weekdays_words(ctx, rule->weekdays);

    if (rule->every == SERIES_EVERY_MONTH && rule->interval == 1)
        return arena_printf(ctx->arena, tr(ctx, "%s alle %s"), days, hour);
    if (rule->every == SERIES_EVERY_MONTH)
        return arena_printf(ctx->arena, tr(ctx, "ogni %d mesi, %s, alle %s"), rule->interval, days,
                            hour);
    if (rule->interval == 1)
        return arena_printf(ctx->arena, tr(ctx, "ogni %s alle %s"), days, hour);
    return arena_printf(ctx->arena, tr(ctx, "ogni %d settimane, di %s, alle %s"), rule->interval,
                        days, hour);
}
