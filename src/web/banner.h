/*
 * The sentence that a page leaves for the next one ("Scheda salvata."). It travels in a cookie that
 * is signed, so that nobody can put words in our mouth, and lives for a minute.
 */
#ifndef WEB_BANNER_H
#define WEB_BANNER_H

#include "base/ctx.h"
#include "web/request.h"
#include "web/response.h"

enum { BANNER_MAX = 200 }; /* bytes; a longer sentence is not shown */

/* What the page before left, or NULL; it is then gone. `*ret_warns`: left by response_warn. */
const char *banner_take(struct ctx *ctx, struct request *request, bool *ret_warns);

/* Puts into the cookie what response_banner left, and removes what has been shown. Called by
   web_handle. */
void banner_send(struct ctx *ctx, const struct request *request, struct response *response);

#endif
