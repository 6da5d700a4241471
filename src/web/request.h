/*
 * A request: first raw, as a server or a test hands it over; then as handlers see it.
 */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "web/form.h"

struct web;   /* web/web.h */
struct route; /* web/router.h */

enum web_method { WEB_GET = 1, WEB_POST, WEB_OTHER };

enum {
    REQUEST_TARGET_MAX = 4 * 1024, /* bytes of path and query; longer is 414 */
    REQUEST_IDS_MAX = 4,           /* :id and :code of one pattern, each */
};

/* The headers that somebody here looks at; all others are dropped at the door. */
enum request_header {
    HEADER_HOST,
    HEADER_COOKIE,
    HEADER_CONTENT_TYPE,
    HEADER_ACCEPT_ENCODING,
    HEADER_ACCEPT_LANGUAGE,
    HEADER_AUTHORIZATION,
    HEADER_IF_NONE_MATCH,
    HEADER_ORIGIN,
    HEADER_SEC_FETCH_SITE,
    HEADER_USER_AGENT,
    HEADER_FORWARDED_FOR, /* X-Forwarded-For; believed only from a listed proxy */
    HEADER_COUNT
};

/* As it came. Borrowed from whoever hands it over, for the length of web_handle and until the
   response has been used. */
struct raw_request {
    const char *method;
    const char *target;                /* path and query, still encoded */
    const char *peer;                  /* address of the other end of the socket */
    const char *headers[HEADER_COUNT]; /* NULL when absent */
    const char *body;
    size_t body_length;
};

struct request {
    const struct web *web;
    const struct raw_request *raw;
    enum web_method method; /* HEAD is WEB_GET */
    const char *path;       /* decoded; begins with '/' */
    const struct route *route;
    int64_t ids[REQUEST_IDS_MAX];       /* the :id parts, in order */
    const char *codes[REQUEST_IDS_MAX]; /* the :code parts, in order */
    struct form query;
    struct form form;    /* of the body; without fields for a GET */
    const char *client;  /* address of the person's side, past the trusted proxies */
    const char *session; /* set by the begin hook: what form tokens are tied to; NULL if none */
    void *worker_data;   /* what the worker_start hook made */
    struct once *once;   /* store/once.h: kept by ask_once, for the page of a form sent again */

    /* Kept by csrf.c and banner.c. */
    const char *visit;
    bool visit_is_new;
    bool banner_taken;
};

/* The cookie called `name`, or NULL: see cookie_find. */
const char *request_cookie(struct arena *arena, const struct request *request, const char *name);

/* Path and query as they came, for "come back here after signing in". A local path. */
const char *request_here(const struct request *request);

/* The address that counts: the peer's, or, when the peer is one of `proxies` (ends with NULL), the
   last in X-Forwarded-For that is not. Text that is no address is never believed. */
const char *request_client(struct arena *arena, const struct raw_request *raw,
                           const char *const *proxies);

#endif
