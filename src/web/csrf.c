#include "web/csrf.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "web/web.h"

#define VISIT_COOKIE "modulo"

enum { TOKEN_MAC_BYTES = 16, STAMP_MAX = 2048 };

/* What tokens are tied to: the session, or the cookie of a visit without one. May be NULL. */
static const char *csrf_subject(struct ctx *ctx, struct request *request)
{
    if (request->session)
        return request->session;
    if (!request->visit)
        request->visit = request_cookie(ctx->arena, request, VISIT_COOKIE);
    return request->visit;
}

/* "MINUTE.NUMBER.", which the mac is over together with the subject. */
static struct buf csrf_stamp(struct ctx *ctx, int64_t minute, int64_t number)
{
    struct buf stamp = buf_new(ctx->arena, STAMP_MAX);

    buf_put_int(&stamp, minute);
    buf_put_char(&stamp, '.');
    buf_put_int(&stamp, number);
    buf_put_char(&stamp, '.');
    return stamp;
}

static const char *csrf_mac(struct ctx *ctx, const struct request *request, const char *subject,
                            int64_t minute, int64_t number)
{
    struct buf text = csrf_stamp(ctx, minute, number);
    struct crypt_hash hash;

    buf_put_text(&text, "form ");
    buf_put_text(&text, subject);
    hash = crypt_hash(&web_config(request->web)->key, text.data, text.length);
    return crypt_hex(ctx->arena, hash.bytes, TOKEN_MAC_BYTES);
}

const char *csrf_token(struct ctx *ctx, struct request *request)
{
    const char *subject = csrf_subject(ctx, request);
    int64_t minute = ctx->now.seconds / 60;

    if (!subject) {
        subject = request->visit = crypt_token(ctx->arena);
        request->visit_is_new = true;
    }

    struct buf token = csrf_stamp(ctx, minute, ctx->request);

    buf_put_text(&token, csrf_mac(ctx, request, subject, minute, ctx->request));
    return buf_text(&token);
}

void csrf_send(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)ctx;
    if (!request->visit_is_new)
        return;

    struct cookie cookie = {.name = VISIT_COOKIE,
                            .value = request->visit,
                            .max_age_seconds = COOKIE_SESSION_ONLY,
                            .site = COOKIE_LAX};

    response_cookie(response, &cookie);
}

/* Does the page that sent this live on the host that it was sent to? */
static bool origin_is_ours(const char *origin, const char *host)
{
    if (!host)
        return false;
    if (strncmp(origin, "https://", 8) == 0)
        return strcmp(origin + 8, host) == 0;
    if (strncmp(origin, "http://", 7) == 0)
        return strcmp(origin + 7, host) == 0;
    return false;
}

/* No browser lets a page choose these two headers. An old browser sends neither; then the token
   alone decides. "null" comes from privacy settings, and then Sec-Fetch-Site knows better. */
static bool is_foreign(const struct raw_request *raw)
{
    const char *site = raw->headers[HEADER_SEC_FETCH_SITE];
    const char *origin = raw->headers[HEADER_ORIGIN];

    if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
        return true;
    if (!origin || (site && strcmp(origin, "null") == 0))
        return false;
    return !origin_is_ours(origin, raw->headers[HEADER_HOST]);
}

enum csrf_outcome csrf_check(struct ctx *ctx, struct request *request)
{
    long long minute;
    long long number;
    int mac_at = 0;

    if (is_foreign(request->raw))
        return CSRF_FOREIGN;

    const char *token = form_get(&request->form, CSRF_FIELD);

    if (!token)
        return CSRF_MISSING;

    const char *subject = csrf_subject(ctx, request);

    if (!subject || strlen(token) > CSRF_TOKEN_MAX ||
        sscanf(token, "%lld.%lld.%n", &minute, &number, &mac_at) != 2 || mac_at == 0)
        return CSRF_FORGED;
    if (!crypt_text_equal(token + mac_at, csrf_mac(ctx, request, subject, minute, number)))
        return CSRF_FORGED;
    if (ctx->now.seconds / 60 - minute > (int64_t)CSRF_LIFE_HOURS * 60)
        return CSRF_EXPIRED;
    return CSRF_OURS;
}
