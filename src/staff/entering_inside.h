/*
 * What the steps of entering share. Only for entering*.c.
 */
#ifndef STAFF_ENTERING_INSIDE_H
#define STAFF_ENTERING_INSIDE_H

#include <stdbool.h>

#include "base/crypt.h"
#include "base/ctx.h"
#include "staff_sql.h"

/* One try at an account, from an address. */
struct attempt {
    struct crypt_hash account;
    const char *origin;
};

struct attempt attempt_of(const struct ctx *ctx, const struct crypt_key *key, const char *username);
/* False after too many wrong answers; looked at again inside the write that settles. */
MUST_USE enum status attempt_may_go_on(struct ctx *ctx, const struct attempt *attempt,
                                       bool *ret_may);
/* Counts it. A success forgets the account's failures. Inside a write. */
MUST_USE enum status attempt_settle(struct ctx *tx, const struct attempt *attempt, bool succeeded);

MUST_USE enum status entering_factor_wanted(struct ctx *ctx, const struct entering_user *user,
                                            bool *ret_wanted);
const char *entering_stage_after_factor(const struct entering_user *user);

/* An audit row in the name of who is only just coming in. */
MUST_USE enum status entering_audit(struct ctx *tx, const struct entering_user *user,
                                    const char *action, const char *fields);

#endif
