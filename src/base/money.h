/*
 * Euro in whole cents. Nothing here rounds silently: a split conserves its total.
 */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct money {
    int64_t cents;
};

#define MONEY_NONE ((struct money){INT64_MIN})

enum { MONEY_SPLIT_MAX = 1024 };

static inline bool money_is_none(struct money money)
{
    return money.cents == INT64_MIN;
}

/* "1234.5", "1.234,50", "1234,50", "€ 12", "12 €" -> cents. A dot before exactly three digits
   groups thousands. ERR_INVALID for anything else: a sign, more than two decimals, an amount that
   could be read in two ways ("0.234"), or beyond a thousand million euro. */
MUST_USE enum status money_from_typed(const char *text, struct money *ret_money);

/* "1.234,50 €", always grouped; "" for MONEY_NONE. */
char *money_show(struct arena *arena, struct money money);

/* Splits `total` in proportion to 1..MONEY_SPLIT_MAX `weights` (not all 0, none negative) by
   largest remainder; ties go to the lower index; a weight of 0 gets nothing. The parts always add
   up to the total, also when it is negative. */
void money_split(struct money total, const int64_t *weights, int count, struct money *ret_parts);

#endif
