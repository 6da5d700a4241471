/*
 * The form of a contact, put aside while the person it is about gets a record: sealed, for who
 * wrote it alone, and for a day at most.
 */
#ifndef DESK_KEPT_FORM_H
#define DESK_KEPT_FORM_H

#include "base/ctx.h"
#include "web/form.h"

enum { KEPT_FORM_HOURS = 24 };

#define KEPT_FORM_FIELD "kept" /* of the address and of the form: the key */

/* Everything typed but the choice of a person. ERR_TOO_LARGE as store_write. */
MUST_USE enum status kept_form_put(struct ctx *ctx, const struct form *form, const char **ret_key);

/* Adds the fields to `form`, and an audit row of the reading. ERR_NOT_FOUND for somebody else's and
   after its time. */
MUST_USE enum status kept_form_get(struct ctx *ctx, const char *key, struct form *form);

/* It has become a contact. Inside a write; nothing to do for an unknown key. */
MUST_USE enum status kept_form_end(struct ctx *tx, const char *key);

#endif
