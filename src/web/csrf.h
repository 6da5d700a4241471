/*
 * Proof that a form was ours: a token that only a page served to this very session can hold, and
 * the browser's own word on where the request comes from (Origin, Sec-Fetch-Site).
 *
 * Somebody without a session (the sign-in page, a citizen's form) gets a random cookie with the
 * first form, and the token is tied to that.
 */
#ifndef WEB_CSRF_H
#define WEB_CSRF_H

#include "base/crypt.h"
#include "base/ctx.h"
#include "web/request.h"
#include "web/response.h"

#define CSRF_FIELD "token"

enum { CSRF_LIFE_HOURS = 12, CSRF_TOKEN_MAX = 80 };

enum csrf_outcome {
    CSRF_OURS,
    CSRF_MISSING,
    CSRF_FORGED, /* also: of another session, as after signing in anew */
    CSRF_EXPIRED,
    CSRF_FOREIGN, /* sent by another site's page */
};

/* For the hidden field of a form, called CSRF_FIELD. Different in every answer, so that the size of
   a compressed page tells nothing about it. */
const char *csrf_token(struct ctx *ctx, struct request *request);

/* Puts the cookie of a first visit into the answer. Called by web_handle. */
void csrf_send(struct ctx *ctx, const struct request *request, struct response *response);

/* Judges a posted request. */
enum csrf_outcome csrf_check(struct ctx *ctx, struct request *request);

#endif
