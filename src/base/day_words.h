/*
 * Days as they are said, in the language of who reads. Figures ("23/11/2026", "9:05") are the same
 * for everybody: base/date.h.
 */
#ifndef BASE_DAY_WORDS_H
#define BASE_DAY_WORDS_H

#include "base/ctx.h"
#include "base/date.h"

const char *weekday_words(const struct ctx *ctx, enum weekday weekday); /* "lunedì" */
const char *month_words(const struct ctx *ctx, int month);              /* "gennaio"; 1..12 */

/* "lunedì 23 novembre"; the second begins with a capital, the third has the year and is "" for
   none. */
const char *day_words(const struct ctx *ctx, struct date day);
const char *day_words_first(const struct ctx *ctx, struct date day);
const char *day_words_long(const struct ctx *ctx, struct date day);

/* `words` with a capital; as it is when it does not begin with a plain small letter. */
const char *words_capital(struct arena *arena, const char *words);

#endif
