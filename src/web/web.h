/*
 * The rules of every answer, without a socket: routing, session, permission, form token, status
 * pages, security headers, compression. A server or a test calls web_handle.
 *
 * Nothing here knows of staff or of a store: what is above comes in through struct web_hooks.
 */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/crypt.h"
#include "base/ctx.h"
#include "web/asset.h"
#include "web/language.h"
#include "web/problem.h"
#include "web/request.h"
#include "web/response.h"
#include "web/router.h"

enum {
    WEB_FORM_MAX = 256 * 1024,             /* bytes of a posted body unless its route says more */
    WEB_BODY_MAX = 12 * 1024 * 1024,       /* the most that a route may say */
    WORKER_ARENA_BYTES = 16 * 1024 * 1024, /* hard cap of one request's memory */
    WEB_COMPRESS_FROM = 1024,              /* bytes; smaller bodies go out as they are */
    WEB_RETRY_AFTER_SECONDS = 2,
};

/* One line of the service log. Holds no personal data: the pattern, not the path. */
struct web_log_line {
    int64_t request;
    const char *method;
    const char *pattern; /* "/persone/:id"; "-" when no route was found */
    int http_status;
    size_t bytes;
    int64_t micros;     /* from the start of web_handle */
    const char *client; /* address */
};

/* What stands above. `app` is struct web_config's. Hooks marked (optional) may be NULL. */
struct web_hooks {
    /* The worker's own data (a database connection). Runs in the worker's thread. */
    enum status (*worker_start)(void *app, void **ret_data); /* (optional) */
    void (*worker_stop)(void *app, void *data);              /* (optional) */
    /* After the arena's cap was passed: bring connections back to a known state. (optional) */
    void (*worker_recover)(void *app, void *data);
    /* From another thread, when a handler takes longer than it may. (optional) */
    void (*worker_interrupt)(void *app, void *data);

    /* Before each request: sets ctx->db, ctx->actor and request->session from the cookies. An
     * outcome other than OK ends the request with its page. */
    enum status (*begin)(struct ctx *ctx, struct request *request);
    /* After each request, whatever became of it; `begin` may not have been called. (optional) */
    void (*end)(void *app, struct ctx *ctx);
    /* May ctx->actor do this? Called for every route. */
    bool (*permits)(struct ctx *ctx, int power);
    /* Writes the page of a problem in the program's own frame; http_status and headers are set
       before and may be changed (a redirect to the sign-in page). NULL: a plain page. */
    void (*problem_page)(struct ctx *ctx, struct request *request, const struct problem *problem,
                         struct response *response);
    struct instant (*now)(void *app);
    void (*log)(void *app, const struct web_log_line *line); /* (optional) */
};

struct web_config {
    struct web_hooks hooks;
    void *app;
    const struct route_table *routes; /* ends with a table without rows */
    const struct asset *assets;
    size_t asset_count;
    const struct languages *languages; /* NULL: Italian alone */
    const char *const *proxies; /* addresses whose X-Forwarded-For is believed; ends with NULL */
    struct crypt_key key;       /* for form tokens and banners */
    bool secure_cookies;        /* false only in the demo, which has no TLS */
    bool local_reads; /* reading waits for no network: quick pages need not be handed over */
};

/* ERR_INVALID or ERR_CONFLICT as router_new, with *ret_culprit; config is copied, what it points to
   must outlive the web. */
struct web;
MUST_USE enum status web_new(const struct web_config *config, struct web **ret_web,
                             const char **ret_culprit);
void web_free(struct web *web);
const struct web_config *web_config(const struct web *web);
const struct router *web_router(const struct web *web);

/* One at a time handles requests: a thread's, or a test's. */
struct worker;
MUST_USE enum status worker_new(struct web *web, struct worker **ret_worker);
void worker_free(struct worker *worker);
/* Asks a handler that takes too long to give up. Safe from any thread while the worker lives. */
void worker_interrupt(struct worker *worker);

/* Answers `raw`, always: a problem becomes its page. `response` lives in the worker's arena until
   the next call. Never a status of 500. */
void web_handle(struct web *web, struct worker *worker, const struct raw_request *raw,
                struct response *response);

/* Is it likely that web_try answers in less time than handing the request over takes? Never so
   for a form. */
bool web_is_quick(const struct web *web, const char *method, const char *target);

/* As web_handle, for the thread that all connections depend on. False when the answer would have
   had to wait for something (ctx->would_wait): nothing was done, and a worker has to do it. */
MUST_USE bool web_try(struct web *web, struct worker *worker, const struct raw_request *raw,
                      struct response *response);

/* How large a body may be for this request: what its route says. For the server, which asks before
   it reads a body. */
size_t web_body_max(const struct web *web, const char *method, const char *target);

/* "/assets/HASH/name" for a page, or NULL. */
const char *web_asset_url(struct arena *arena, const struct web *web, const char *path);

/* The headers that every answer carries, ended by {NULL}; for answers that no worker made. */
const struct response_header *web_security_headers(void);

#endif
