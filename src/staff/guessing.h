/*
 * Addresses that hold a secret are guessed at as passwords are: each wrong one counts as a wrong
 * answer of the network address it came from, under the same bounds as signing in.
 */
#ifndef STAFF_GUESSING_H
#define STAFF_GUESSING_H

#include <stdbool.h>

#include "base/crypt.h"
#include "base/ctx.h"

/* False after too many wrong ones: nothing is looked up until some time has passed. */
MUST_USE enum status guessing_may_go_on(struct ctx *ctx, bool *ret_may);
/* Counts a wrong one: a write. `key` is the web's. */
MUST_USE enum status guessing_count(struct ctx *ctx, const struct crypt_key *key);

#endif
