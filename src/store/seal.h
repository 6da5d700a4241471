/*
 * Sealed text: diary, minutes about people, notes on minors and on health. It can be read only
 * with the master key, and only at the place it was sealed for.
 */
#ifndef STORE_SEAL_H
#define STORE_SEAL_H

#include "base/ctx.h"
#include "store/sql.h"

/* `bound` names the place, such as "case_diary.text 17": table, column and row (or another value of
   the row that never changes). It is not stored. A NULL text gives a NULL blob. */
void seal_text(struct ctx *ctx, const char *bound, const char *text, struct blob *ret_sealed);

/* ERR_CORRUPT when bytes, place or key are not those of the sealing. */
MUST_USE enum status seal_open(struct ctx *ctx, const char *bound, struct blob sealed,
                               const char **ret_text);

#endif
