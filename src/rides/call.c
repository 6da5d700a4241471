#include "rides/call.h"

#include <stdio.h>
#include <string.h>

#include "base/crypt.h"
#include "staff/actor.h"
#include "web/web.h"

enum { CALL_MAC_BYTES = 16, CALL_TOKEN_MAX = 80 };

static const char *call_mac(struct ctx *ctx, const struct request *request, long long seconds)
{
    struct crypt_key key = crypt_derive(&web_config(request->web)->key, "call");
    int64_t user = ctx->actor ? ctx->actor->user_id : 0;
    const char *text = arena_printf(ctx->arena, "call %lld of %lld", seconds, (long long)user);
    struct crypt_hash hash = crypt_hash(&key, text, strlen(text));

    return crypt_hex(ctx->arena, hash.bytes, CALL_MAC_BYTES);
}

const char *call_token(struct ctx *ctx, const struct request *request, struct instant began)
{
    long long seconds = began.seconds;

    return arena_printf(ctx->arena, "%lld-%s", seconds, call_mac(ctx, request, seconds));
}

struct instant call_began(struct ctx *ctx, const struct request *request, const char *token)
{
    long long seconds;
    int mac_at = 0;

    if (!token || strlen(token) > CALL_TOKEN_MAX ||
        sscanf(token, "%lld-%n", &seconds, &mac_at) != 1 || mac_at == 0)
        return ctx->now;
    if (!crypt_text_equal(token + mac_at, call_mac(ctx, request, seconds)))
        return ctx->now;
    if (seconds > ctx->now.seconds || ctx->now.seconds - seconds > CALL_LIFE_MINUTES * 60)
        return ctx->now;
    return (struct instant){seconds};
}
