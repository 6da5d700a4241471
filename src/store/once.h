/*
 * A form sent twice (double click, reload, back button) is one record: its hidden key, drawn when
 * the form was shown, is kept with the result of the first time.
 *
 *     int64_t id;
 *     bool done;
 *     TRY(once_begin(tx, form->key, &done, &id));
 *     if (!done) { ... make the record ...; TRY(once_end(tx, form->key, id)); }
 */
#ifndef STORE_ONCE_H
#define STORE_ONCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/ctx.h"
#include "store/sql.h"

enum { ONCE_KEY_MAX = 64, ONCE_DAYS = 7 }; /* bytes of a key; how long one is remembered */

/* Inside a write. `ret_done`: the key was used, and `ret_result_id` is what came of it. Otherwise
   the key is now taken, unless the operation fails and is undone. ERR_INVALID for a key that is
   empty or longer than ONCE_KEY_MAX. */
MUST_USE enum status once_begin(struct ctx *tx, const char *key, bool *ret_done,
                                int64_t *ret_result_id);

/* Keeps what came of it. Inside the same write as once_begin. */
MUST_USE enum status once_end(struct ctx *tx, const char *key, int64_t result_id);

/* Outside a write: has the form been kept already? Then nothing is left to ask of whoever sends it
   again. False for a key that is NULL. */
MUST_USE enum status once_is_kept(struct ctx *ctx, const char *key, bool *ret_kept);

extern const struct sql_module ONCE_SQL; /* for the test that prepares every statement */

#endif
