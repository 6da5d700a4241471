#include "staff/totp.h"

#include <liboath/oath.h>
#include <string.h>

#include "base/crypt.h"

/* RFC 4648 without padding, which twenty bytes do not need. */
static const char BASE32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

enum { SECRET_CHARS = TOTP_SECRET_BYTES * 8 / 5 };

const char *totp_secret_show(struct ctx *ctx, const struct totp_secret *secret)
{
    char *text = arena_alloc(ctx->arena, SECRET_CHARS + 1);

    for (int i = 0; i < SECRET_CHARS; i++) {
        int value = 0;

        for (int bit = 5 * i; bit < 5 * i + 5; bit++)
            value = value << 1 | (secret->bytes[bit / 8] >> (7 - bit % 8) & 1);
        text[i] = BASE32[value];
    }
    return text;
}

enum status totp_secret_read(const char *text, struct totp_secret *ret_secret)
{
    struct totp_secret secret = {0};

    if (strlen(text) != SECRET_CHARS || strspn(text, BASE32) != SECRET_CHARS)
        return ERR_INVALID;
    for (int bit = 0; bit < TOTP_SECRET_BYTES * 8; bit++) {
        long value = strchr(BASE32, text[bit / 5]) - BASE32;

        if (value >> (4 - bit % 5) & 1)
            secret.bytes[bit / 8] |= (uint8_t)(0x80 >> bit % 8);
    }
    *ret_secret = secret;
    return OK;
}

int64_t totp_step(struct instant at)
{
    return at.seconds / TOTP_STEP_SECONDS;
}

enum status totp_code(struct ctx *ctx, const struct totp_secret *secret, int64_t step,
                      const char **ret_code)
{
    char *code = arena_alloc(ctx->arena, TOTP_DIGITS + 1);

    if (oath_init() != OATH_OK ||
        oath_totp_generate((const char *)secret->bytes, sizeof secret->bytes,
                           (time_t)(step * TOTP_STEP_SECONDS), TOTP_STEP_SECONDS, 0, TOTP_DIGITS,
                           code) != OATH_OK)
        return ERR_UNAVAILABLE;
    *ret_code = code;
    return OK;
}

enum status totp_check(struct ctx *ctx, const struct totp_secret *secret, const char *code,
                       int64_t last_step, int64_t *ret_step)
{
    int64_t now = totp_step(ctx->now);

    for (int64_t step = now - TOTP_STEPS_AROUND; step <= now + TOTP_STEPS_AROUND; step++) {
        const char *wanted;

        TRY(totp_code(ctx, secret, step, &wanted));
        if (step > last_step && crypt_text_equal(wanted, code)) {
            *ret_step = step;
            return OK;
        }
    }
    return ERR_DENIED;
}
