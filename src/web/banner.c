#include "web/banner.h"

#include <string.h>

#include "base/text.h"
#include "web/cookie.h"
#include "web/web.h"

#define BANNER_COOKIE "avviso"

enum { BANNER_SECONDS = 60, MAC_BYTES = 16, MAC_CHARS = 2 * MAC_BYTES };

static const char *banner_mac(struct ctx *ctx, const struct request *request, const char *sentence)
{
    const char *text = arena_printf(ctx->arena, "banner %s", sentence);
    struct crypt_hash hash = crypt_hash(&web_config(request->web)->key, text, strlen(text));

    return crypt_hex(ctx->arena, hash.bytes, MAC_BYTES);
}

/* Stands before a sentence that warns; none of ours begins so. */
enum { WARNS = '!' };

/* The cookie is the mac and the sentence, both in hex. NULL when it is not one of ours. */
static const char *banner_open(struct ctx *ctx, const struct request *request, const char *cookie)
{
    size_t length = strlen(cookie);

    if (length <= MAC_CHARS || length > MAC_CHARS + 2 * BANNER_MAX || length % 2 != 0)
        return NULL;

    size_t bytes = (length - MAC_CHARS) / 2;
    char *sentence = arena_alloc(ctx->arena, bytes + 1);

    if (crypt_from_hex(cookie + MAC_CHARS, sentence, bytes) != OK ||
        !text_is_valid(sentence, bytes))
        return NULL;

    const char *mac = arena_copy_n(ctx->arena, cookie, MAC_CHARS);

    return crypt_text_equal(mac, banner_mac(ctx, request, sentence)) ? sentence : NULL;
}

const char *banner_take(struct ctx *ctx, struct request *request, bool *ret_warns)
{
    const char *cookie = request_cookie(ctx->arena, request, BANNER_COOKIE);
    const char *sentence;

    *ret_warns = false;
    if (!cookie)
        return NULL;
    request->banner_taken = true;
    sentence = banner_open(ctx, request, cookie);
    *ret_warns = sentence && sentence[0] == WARNS;
    return *ret_warns ? sentence + 1 : sentence;
}

void banner_send(struct ctx *ctx, const struct request *request, struct response *response)
{
    const char *sentence = response->banner;

    if (sentence && response->banner_warns)
        sentence = arena_printf(ctx->arena, "%c%s", WARNS, sentence);

    struct cookie cookie = {.name = BANNER_COOKIE, .value = "", .site = COOKIE_LAX};

    if (sentence && strlen(sentence) <= BANNER_MAX) {
        cookie.max_age_seconds = BANNER_SECONDS;
        cookie.value = arena_printf(ctx->arena, "%s%s", banner_mac(ctx, request, sentence),
                                    crypt_hex(ctx->arena, sentence, strlen(sentence)));
    } else if (!request->banner_taken) {
        return;
    }
    response_cookie(response, &cookie);
}
