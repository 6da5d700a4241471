#include "store/seal.h"

#include <string.h>

#include "store/store_inside.h"

void seal_text(struct ctx *ctx, const char *bound, const char *text, struct blob *ret_sealed)
{
    uint8_t *sealed;
    size_t length;

    *ret_sealed = (struct blob){0};
    if (!text)
        return;
    crypt_seal(ctx->arena, &ctx->db->store->seal_key, bound, text, strlen(text), &sealed, &length);
    *ret_sealed = (struct blob){.data = sealed, .length = length};
}

enum status seal_open(struct ctx *ctx, const char *bound, struct blob sealed, const char **ret_text)
{
    uint8_t *plain;
    size_t length;

    if (!sealed.data) {
        *ret_text = NULL;
        return OK;
    }
    TRY(crypt_open(ctx->arena, &ctx->db->store->seal_key, bound, sealed.data, sealed.length, &plain,
                   &length));
    *ret_text = arena_copy_n(ctx->arena, (const char *)plain, length);
    return OK;
}
