/*
 * A form sent twice (double click, reload, back button) is one record: its hidden key, drawn when
 * the form was shown, is kept with the result of the first time and with a print of what was typed.
 * The key is good for one user and one address only: from anybody else, or sent elsewhere, it is
 * just another key.
 *
 *     int64_t id;
 *     bool done;
 *     TRY(once_begin(tx, once, &done, &id));
 *     if (!done) { ... make the record ...; TRY(once_end(tx, once, id)); }
 */
#ifndef STORE_ONCE_H
#define STORE_ONCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/ctx.h"
#include "store/sql.h"

enum { ONCE_KEY_MAX = 64, ONCE_DAYS = 7 }; /* bytes of a key; how long one is remembered */

/* A form as it came. */
struct once {
    const char *key;   /* its hidden key */
    const char *form;  /* the address it was sent to */
    const char *print; /* of what was typed: the same text, the same print */
    int64_t result_id; /* set by ERR_REPEATED: what came of the first time */
};

/* Inside a write. `ret_done`: the form was kept, and `ret_result_id` is what came of it. Otherwise
   the key is now taken, unless the operation fails and is undone. ERR_REPEATED: it was kept with
   another text, and this one is not. ERR_INVALID for a form that is NULL, or whose key is empty or
   longer than ONCE_KEY_MAX. */
MUST_USE enum status once_begin(struct ctx *tx, struct once *once, bool *ret_done,
                                int64_t *ret_result_id);

/* Keeps what came of it. Inside the same write as once_begin. */
MUST_USE enum status once_end(struct ctx *tx, const struct once *once, int64_t result_id);

/* Outside a write: has the form been kept already? Then nothing is left to ask of whoever sends it
   again. False for NULL. */
MUST_USE enum status once_is_kept(struct ctx *ctx, const struct once *once, bool *ret_kept);

extern const struct sql_module ONCE_SQL; /* for the test that prepares every statement */

#endif
