/*
 * Whole requests: a first line, headers, an empty line, a body. Whatever comes is answered with a
 * status that we mean, in headers that are lines, and nobody is sent to another site.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "web/head.h"
#include "web/web.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { ANYBODY = 1 };

static enum status page(struct ctx *ctx, struct request *request, struct response *response)
{
    (void)ctx;
    assert(request->path[0] == '/');
    buf_put_text(response_page(response), "ecco");
    return OK;
}

static enum status numbered(struct ctx *ctx, struct request *request, struct response *response)
{
    assert(request->ids[0] > 0);
    return page(ctx, request, response);
}

static enum status coded(struct ctx *ctx, struct request *request, struct response *response)
{
    static const char CODE[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

    assert(request->codes[0][strspn(request->codes[0], CODE)] == '\0');
    return page(ctx, request, response);
}

static enum status back(struct ctx *ctx, struct request *request, struct response *response)
{
    (void)ctx;
    response_redirect_back(response, form_value(&request->query, "to"), "/");
    return OK;
}

static enum status saved(struct ctx *ctx, struct request *request, struct response *response)
{
    (void)ctx, (void)request;
    return response_done(response, "/", "Salvato.");
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/", ANYBODY, page),         ROUTE(GET, "/a/:id", ANYBODY, numbered),
    ROUTE(GET, "/a/:code", ANYBODY, coded), ROUTE(GET, "/back", ANYBODY, back),
    ROUTE(POST, "/a", ANYBODY, saved),
};

static const struct route_table TABLES[] = {ROUTE_TABLE(ROUTES), {NULL, 0}};
static const char *const PROXIES[] = {"127.0.0.1", NULL};

static enum status begin(struct ctx *ctx, struct request *request)
{
    request->session = request_cookie(ctx->arena, request, "s");
    return OK;
}

static bool permits(struct ctx *ctx, int power)
{
    (void)ctx;
    return power == ANYBODY;
}

static struct instant now(void *app)
{
    (void)app;
    return (struct instant){1795420800}; /* 2026-11-23T08:00Z */
}

static struct web *web;
static struct worker *worker;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    const struct web_config config = {
        .hooks = {.begin = begin, .permits = permits, .now = now},
        .routes = TABLES,
        .proxies = PROXIES,
        .key = {{7}},
    };
    const char *culprit;

    (void)argc, (void)argv;
    return date_init_civil_time() == OK && crypt_init() == OK &&
                   web_new(&config, &web, &culprit) == OK && worker_new(web, &worker) == OK
               ? 0
               : -1;
}

/* Cuts the text at the next `end` and gives what was before it. */
static char *cut(char **at, char end)
{
    char *begin = *at;
    char *found = strchr(begin, end);

    *at = found ? found + 1 : begin + strlen(begin);
    if (found)
        *found = '\0';
    return begin;
}

static void read_headers(char **at, struct head *head, struct raw_request *raw)
{
    for (char *line; *(line = cut(at, '\n'));) {
        char *name = cut(&line, ':');

        head_add(head, raw, name, line + strspn(line, " "));
    }
}

static void check_answer(const struct raw_request *raw, const struct response *response)
{
    const char *location = response_header_value(response, "Location");

    assert(response->http_status >= 200 && response->http_status < 600);
    assert(response->http_status != 500);
    assert(!location || response_path_is_local(location));
    for (size_t i = 0; i < response->header_count; i++)
        assert(!strpbrk(response->headers[i].value, "\r\n"));
    assert(strlen(raw->target) <= REQUEST_TARGET_MAX || response->http_status == 414);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *text = strndup((const char *)bytes, length);
    char *at = text;
    struct raw_request raw = {.peer = "127.0.0.1"};
    struct head head = {0};
    struct response response;

    raw.method = cut(&at, ' ');
    raw.target = cut(&at, '\n');
    read_headers(&at, &head, &raw);
    raw.body = at;
    raw.body_length = strlen(at);
    if (head_check(&head, &raw, "HTTP/1.1") == 0) {
        (void)web_is_quick(web, raw.method, raw.target);
        if (raw.body_length <= web_body_max(web, raw.method, raw.target)) {
            web_handle(web, worker, &raw, &response);
            check_answer(&raw, &response);
        }
    }
    free(text);
    return 0;
}
