#include "web/web.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "web/accept.h"
#include "web/banner.h"
#include "web/compress.h"
#include "web/csrf.h"
#include "web/pace.h"

struct web {
    struct web_config config;
    struct router *router;
    struct pace *paces; /* one a route */
    _Atomic int64_t requests;
};

struct worker {
    struct web *web;
    struct arena arena;
    struct compressor *compressor;
    void *data; /* what the worker_start hook made */
};

/* Everything about one request, in one place. */
struct turn {
    struct web *web;
    struct worker *worker;
    struct ctx ctx;
    struct request request;
    struct response *response;
};

/* The policy of conventions: nothing from elsewhere, no script or style inside a page. The referrer
   goes to ourselves only; with "no-referrer" browsers would send our own forms with an Origin of
   "null", and csrf.c could not tell them from those of others. */
static const struct response_header SECURITY_HEADERS[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
     "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
     "frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {NULL, NULL},
};
enum { SECURITY_HEADER_COUNT = sizeof SECURITY_HEADERS / sizeof SECURITY_HEADERS[0] - 1 };

const struct response_header *web_security_headers(void)
{
    return SECURITY_HEADERS;
}

enum status web_new(const struct web_config *config, struct web **ret_web, const char **ret_culprit)
{
    struct web *web = calloc(1, sizeof *web);

    if (!web)
        return ERR_TOO_LARGE;
    web->config = *config;

    enum status status = router_new(config->routes, &web->router, ret_culprit);

    if (status == OK) {
        web->paces = calloc(router_count(web->router) + 1, sizeof *web->paces);
        status = web->paces ? OK : ERR_TOO_LARGE;
    }
    if (status != OK) {
        web_free(web);
        return status;
    }
    for (size_t i = 0; i < router_count(web->router); i++)
        pace_start(&web->paces[i]);
    *ret_web = web;
    return OK;
}

void web_free(struct web *web)
{
    if (!web)
        return;
    router_free(web->router);
    free(web->paces);
    free(web);
}

const struct web_config *web_config(const struct web *web)
{
    return &web->config;
}

const struct router *web_router(const struct web *web)
{
    return web->router;
}

const char *web_asset_url(struct arena *arena, const struct web *web, const char *path)
{
    return asset_url(arena, web->config.assets, web->config.asset_count, path);
}

enum status worker_new(struct web *web, struct worker **ret_worker)
{
    struct worker *worker = calloc(1, sizeof *worker);
    const struct web_hooks *hooks = &web->config.hooks;
    enum status status = worker ? arena_init(&worker->arena, WORKER_ARENA_BYTES) : ERR_TOO_LARGE;

    if (status == OK)
        status = compressor_new(&worker->compressor);
    if (status == OK && hooks->worker_start)
        status = hooks->worker_start(web->config.app, &worker->data);
    if (status != OK) {
        if (worker) {
            compressor_free(worker->compressor);
            arena_free(&worker->arena);
        }
        free(worker);
        return status;
    }
    worker->web = web;
    *ret_worker = worker;
    return OK;
}

void worker_free(struct worker *worker)
{
    if (!worker)
        return;

    const struct web_config *config = &worker->web->config;

    if (config->hooks.worker_stop)
        config->hooks.worker_stop(config->app, worker->data);
    compressor_free(worker->compressor);
    arena_free(&worker->arena);
    free(worker);
}

void worker_interrupt(struct worker *worker)
{
    const struct web_config *config = &worker->web->config;

    if (config->hooks.worker_interrupt)
        config->hooks.worker_interrupt(config->app, worker->data);
}

static enum web_method method_of(const char *method)
{
    if (strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0)
        return WEB_GET;
    return strcmp(method, "POST") == 0 ? WEB_POST : WEB_OTHER;
}

size_t web_body_max(const struct web *web, const char *method, const char *target)
{
    const char *allow;
    const struct route *route =
        router_find(web->router, method_of(method), target, strcspn(target, "?"), NULL, &allow);

    if (!route || route->body_max == 0)
        return WEB_FORM_MAX;
    return route->body_max < WEB_BODY_MAX ? route->body_max : WEB_BODY_MAX;
}

/* ---- problems -------------------------------------------------------------------------------- */

static void start_problem(struct response *response, const struct problem *problem)
{
    response_restart(response);
    response->http_status = problem->http_status;
    if (problem->http_status == 503)
        response_header(response, "Retry-After",
                        arena_printf(response->arena, "%d", WEB_RETRY_AFTER_SECONDS));
}

static void answer_problem(struct turn *turn, const struct problem *problem)
{
    struct response *response = turn->response;
    const struct web_hooks *hooks = &turn->web->config.hooks;

    start_problem(response, problem);
    if (hooks->problem_page)
        hooks->problem_page(&turn->ctx, &turn->request, problem, response);
    else
        problem_plain_page(&turn->ctx, problem, response);
}

static void answer_status(struct turn *turn, enum status status)
{
    struct problem problem = problem_of_status(&turn->ctx, status);

    answer_problem(turn, &problem);
}

static void answer_http(struct turn *turn, int http_status)
{
    struct problem problem = problem_of_http(&turn->ctx, http_status);

    answer_problem(turn, &problem);
}

/* A path that exists, but not for this method; or a method that we have never heard of. */
static void answer_method(struct turn *turn, const char *allow)
{
    static const char *const KNOWN[] = {"GET",     "HEAD",  "POST",  "PUT",    "DELETE",
                                        "OPTIONS", "PATCH", "TRACE", "CONNECT"};

    for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++) {
        if (strcmp(turn->request.raw->method, KNOWN[i]) == 0) {
            answer_http(turn, 405);
            response_header(turn->response, "Allow", allow);
            return;
        }
    }
    answer_http(turn, 501);
}

/* ---- reading the request --------------------------------------------------------------------- */

/* Returns 0, or the HTTP status of the refusal. */
static int read_target(struct turn *turn)
{
    struct request *request = &turn->request;
    const char *target = request->raw->target;
    size_t length = strnlen(target, REQUEST_TARGET_MAX + 1);
    size_t path_length = strcspn(target, "?");
    struct arena *arena = &turn->worker->arena;

    if (length > REQUEST_TARGET_MAX)
        return 414;
    if (target[0] != '/' || form_decode(arena, target, path_length, false, &request->path) != OK)
        return 400;
    if (path_length == length)
        return 0;
    if (form_parse_urlencoded(&request->query, target + path_length + 1,
                              length - path_length - 1) != OK)
        return 400;
    return 0;
}

static bool type_is(const char *header, const char *type)
{
    size_t length = strlen(type);

    return strncasecmp(header, type, length) == 0 && strchr("; \t", header[length]);
}

/* Returns 0, or the HTTP status of the refusal. */
static int read_form(struct turn *turn)
{
    struct request *request = &turn->request;
    const struct raw_request *raw = request->raw;
    const char *type = raw->headers[HEADER_CONTENT_TYPE];
    size_t max = request->route->body_max ? request->route->body_max : WEB_FORM_MAX;
    enum status status;

    if (raw->body_length > max)
        return 413;
    if (raw->body_length == 0)
        return 0;
    if (type && type_is(type, "application/x-www-form-urlencoded"))
        status = form_parse_urlencoded(&request->form, raw->body, raw->body_length);
    else if (type && type_is(type, "multipart/form-data"))
        status = form_parse_multipart(&request->form, type, raw->body, raw->body_length);
    else
        return 415;
    return status == OK ? 0 : status == ERR_TOO_LARGE ? 413 : 400;
}

/* ---- answering ------------------------------------------------------------------------------- */

/* Session, then the form's token, then the permission. The token comes first, so that a form sent
   after the session's end is refused with the typed answers still on the screen. */
static void answer_route(struct turn *turn)
{
    struct request *request = &turn->request;
    const struct web_hooks *hooks = &turn->web->config.hooks;
    enum status status = hooks->begin(&turn->ctx, request);

    if (status != OK) {
        answer_status(turn, status);
        return;
    }
    if (request->method == WEB_POST) {
        int refusal = read_form(turn);
        enum csrf_outcome outcome = refusal ? CSRF_OURS : csrf_check(&turn->ctx, request);

        if (refusal) {
            answer_http(turn, refusal);
            return;
        }
        if (outcome != CSRF_OURS) {
            struct problem problem = problem_of_form(&turn->ctx, outcome, &request->form);

            answer_problem(turn, &problem);
            return;
        }
    }
    if (!hooks->permits(&turn->ctx, request->route->power))
        status = ERR_DENIED;
    else
        status = request->route->handler(&turn->ctx, request, turn->response);
    if (status == OK && (request->query.doubled || request->form.doubled))
        status = ERR_INVALID;
    if (status == OK && turn->response->body.overflowed)
        status = ERR_UNAVAILABLE;
    if (status != OK)
        answer_status(turn, status);
}

static void answer_asset(struct turn *turn)
{
    const struct web_config *config = &turn->web->config;

    if (turn->request.method != WEB_GET)
        answer_method(turn, "GET, HEAD");
    else if (asset_serve(config->assets, config->asset_count, &turn->request, turn->response) != OK)
        answer_http(turn, 404);
}

static void answer(struct turn *turn)
{
    struct request *request = &turn->request;
    const char *allow;
    int refusal = read_target(turn);

    if (refusal) {
        answer_http(turn, refusal);
        return;
    }
    if (strncmp(request->path, ASSET_PREFIX, strlen(ASSET_PREFIX)) == 0) {
        answer_asset(turn);
        return;
    }
    request->route = router_find(turn->web->router, request->method, request->path,
                                 strlen(request->path), request, &allow);
    if (request->route)
        answer_route(turn);
    else if (allow)
        answer_method(turn, allow);
    else
        answer_http(turn, 404);
}

/* ---- finishing ------------------------------------------------------------------------------- */

static bool is_worth_compressing(const struct response *response, size_t length)
{
    const char *type = response->content_type;

    return type && length >= WEB_COMPRESS_FROM && !response->fixed_is_static &&
           (strncmp(type, "text/", 5) == 0 || strncmp(type, "application/json", 16) == 0 ||
            strncmp(type, "image/svg+xml", 13) == 0);
}

static void compress_body(struct turn *turn)
{
    struct response *response = turn->response;
    size_t length;
    const void *bytes = response_bytes(response, &length);

    if (!is_worth_compressing(response, length))
        return;
    response_header(response, "Vary", "Accept-Encoding");
    if (!accept_gzip(turn->request.raw->headers[HEADER_ACCEPT_ENCODING]))
        return;
    if (compressor_gzip(turn->worker->compressor, &turn->worker->arena, bytes, length,
                        &response->fixed, &response->fixed_length) == OK)
        response_header(response, "Content-Encoding", "gzip");
}

/* Of what was written for this reader; the look and the scripts are nobody's. */
static void name_language(struct turn *turn)
{
    struct response *response = turn->response;

    if (!response->content_type || response->fixed_is_static)
        return;
    response_header(response, "Content-Language", words_language(turn->ctx.words));
    response_header(response, "Vary", "Cookie");
}

static void finish(struct turn *turn)
{
    struct response *response = turn->response;

    csrf_send(&turn->ctx, &turn->request, response);
    banner_send(&turn->ctx, &turn->request, response);
    compress_body(turn);
    assert(response->header_count + SECURITY_HEADER_COUNT <= RESPONSE_HEADERS_MAX);
    memcpy(response->headers + response->header_count, SECURITY_HEADERS,
           SECURITY_HEADER_COUNT * sizeof SECURITY_HEADERS[0]);
    response->header_count += SECURITY_HEADER_COUNT;
    name_language(turn);
    response_header(response, "Cache-Control",
                    response->cache_control ? response->cache_control : "no-store");
    if (response->content_type)
        response_header(response, "Content-Type", response->content_type);
}

/* The arena's cap was passed: everything made so far is gone, and a plain page says so. */
static void recover(struct turn *turn)
{
    const struct web_config *config = &turn->web->config;
    enum status status =
        turn->request.raw->body_length > WEB_FORM_MAX ? ERR_TOO_LARGE : ERR_UNAVAILABLE;

    if (config->hooks.worker_recover)
        config->hooks.worker_recover(config->app, turn->worker->data);
    arena_reset(&turn->worker->arena);

    struct problem problem = problem_of_status(&turn->ctx, status);

    turn->request.visit_is_new = false;
    turn->request.banner_taken = false;
    start_problem(turn->response, &problem);
    problem_plain_page(&turn->ctx, &problem, turn->response);
    finish(turn);
}

/* Apart from its caller, so that no local of ours is lost in the jump. */
static void answer_within_bounds(struct turn *turn)
{
    struct arena *arena = &turn->worker->arena;
    jmp_buf boundary;

    if (setjmp(boundary) == 0) {
        arena->boundary = &boundary;
        answer(turn);
        finish(turn);
    } else {
        arena->boundary = NULL;
        recover(turn);
    }
    arena->boundary = NULL;
}

static void begin_turn(struct turn *turn, const struct raw_request *raw)
{
    const struct web_config *config = &turn->web->config;
    struct arena *arena = &turn->worker->arena;
    struct request *request = &turn->request;

    arena_reset(arena);
    request->web = turn->web;
    request->raw = raw;
    request->method = method_of(raw->method);
    request->query = form_empty(arena);
    request->form = form_empty(arena);
    request->client = request_client(arena, raw, config->proxies);
    request->worker_data = turn->worker->data;
    turn->ctx = (struct ctx){.arena = arena,
                             .now = config->hooks.now(config->app),
                             .words = language_of(arena, request, config->languages),
                             .request = ++turn->web->requests,
                             .origin = request->client};
    *turn->response = response_new(arena, config->secure_cookies);
}

static int64_t micros_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void log_turn(const struct turn *turn, int64_t micros)
{
    const struct web_config *config = &turn->web->config;
    struct web_log_line line = {
        .request = turn->ctx.request,
        .method = turn->request.raw->method,
        .pattern = turn->request.route ? turn->request.route->pattern : "-",
        .http_status = turn->response->http_status,
        .micros = micros,
        .client = turn->request.client,
    };

    response_bytes(turn->response, &line.bytes);
    config->hooks.log(config->app, &line);
}

static struct pace *pace_of(const struct web *web, const struct route *route)
{
    return &web->paces[router_number(web->router, route)];
}

/* Answers, unless that would take a wait and `would_wait` is not NULL. */
static void take_turn(struct turn *turn, const struct raw_request *raw, bool *would_wait)
{
    struct web *web = turn->web;
    int64_t started = micros_now();

    begin_turn(turn, raw);
    turn->ctx.would_wait = would_wait;
    answer_within_bounds(turn);
    if (web->config.hooks.end)
        web->config.hooks.end(web->config.app, &turn->ctx);

    bool given_up = would_wait && *would_wait;
    int64_t micros = given_up ? PACE_START_MICROS : micros_now() - started;

    if (turn->request.route)
        pace_note(pace_of(web, turn->request.route), micros);
    if (web->config.hooks.log && !given_up)
        log_turn(turn, micros);
}

void web_handle(struct web *web, struct worker *worker, const struct raw_request *raw,
                struct response *response)
{
    struct turn turn = {.web = web, .worker = worker, .response = response};

    take_turn(&turn, raw, NULL);
}

bool web_try(struct web *web, struct worker *worker, const struct raw_request *raw,
             struct response *response)
{
    struct turn turn = {.web = web, .worker = worker, .response = response};
    bool would_wait = false;

    take_turn(&turn, raw, &would_wait);
    return !would_wait;
}

bool web_is_quick(const struct web *web, const char *method, const char *target)
{
    const char *allow;
    const struct route *route;

    if (method_of(method) != WEB_GET)
        return false;
    if (strncmp(target, ASSET_PREFIX, strlen(ASSET_PREFIX)) == 0)
        return true;
    if (!web->config.local_reads)
        return false;
    route = router_find(web->router, WEB_GET, target, strcspn(target, "?"), NULL, &allow);
    return route && pace_is_quick(pace_of(web, route));
}
