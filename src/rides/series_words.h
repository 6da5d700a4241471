/* A series in words. Pure. */
#ifndef RIDES_SERIES_WORDS_H
#define RIDES_SERIES_WORDS_H

#include "base/ctx.h"
#include "rides/series_rule.h"

/* "ogni martedì e giovedì alle 10:00", "ogni 2 settimane, il lunedì, alle 9:00", "il secondo
   martedì del mese alle 10:00" */
const char *words_series(struct ctx *ctx, const struct series_rule *rule,
                         struct clock_time appointment);

#endif
