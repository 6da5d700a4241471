/*
 * Codes of six digits that change every 30 seconds (RFC 6238): the only door to liboath.
 */
#ifndef STAFF_TOTP_H
#define STAFF_TOTP_H

#include <stdint.h>

#include "base/ctx.h"

enum {
    TOTP_SECRET_BYTES = 20, /* RFC 4226, 4 */
    TOTP_DIGITS = 6,
    TOTP_STEP_SECONDS = 30,
    TOTP_STEPS_AROUND = 1, /* a telephone's clock may be so much off: RFC 6238, 5.2 */
};

struct totp_secret {
    uint8_t bytes[TOTP_SECRET_BYTES];
};

/* As a person types it into a telephone and as it is kept (sealed), and back. ERR_INVALID when
   `text` is none. */
const char *totp_secret_show(struct ctx *ctx, const struct totp_secret *secret);
MUST_USE enum status totp_secret_read(const char *text, struct totp_secret *ret_secret);

int64_t totp_step(struct instant at);
/* ERR_UNAVAILABLE without memory. */
MUST_USE enum status totp_code(struct ctx *ctx, const struct totp_secret *secret, int64_t step,
                               const char **ret_code);

/* Which step, near `ctx->now` and after `last_step`, has this code? ERR_DENIED for none. */
MUST_USE enum status totp_check(struct ctx *ctx, const struct totp_secret *secret, const char *code,
                                int64_t last_step, int64_t *ret_step);

#endif
