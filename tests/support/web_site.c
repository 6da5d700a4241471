#include "support/web_site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "web/banner.h"
#include "web/csrf.h"
#include "web/input.h"

static const uint8_t STYLE[] = "body{color:#17324d}";
static const uint8_t STYLE_GZIP[] = "not really gzip";
static const struct asset SITE_ASSETS[] = {
    {"site.css", "text/css; charset=utf-8", STYLE, sizeof STYLE - 1, STYLE_GZIP,
     sizeof STYLE_GZIP - 1, "0badcafe"},
};

struct note_args {
    const char *surname;
    const char *text;
    struct input_file letter;
};

static const struct input NOTE[] = {
    INPUT_LINE(struct note_args, surname, 20, "Cognome", "Scrivi il cognome"),
    INPUT_LINES(struct note_args, text, 2000, "Nota", OPTIONAL),
    INPUT_FILE(struct note_args, letter, 1024 * 1024, "Lettera", OPTIONAL),
};

static enum status home(struct ctx *ctx, struct request *request, struct response *response)
{
    bool warns;
    const char *banner = banner_take(ctx, request, &warns);

    buf_printf(response_page(response), "<h1>Ciao %s</h1><p>%s</p><i>%s</i>",
               ctx->actor ? "Anna" : "ospite", banner ? banner : "-",
               form_value(&request->query, "q"));
    return OK;
}

static enum status empty(struct ctx *ctx, struct request *request, struct response *response)
{
    (void)ctx, (void)request;
    buf_put_text(response_page(response), "ok");
    return OK;
}

static enum status person(struct ctx *ctx, struct request *request, struct response *response)
{
    (void)ctx;
    buf_printf(response_page(response), "persona %lld", (long long)request->ids[0]);
    return request->ids[0] == 404 ? ERR_NOT_FOUND : OK;
}

static enum status note_form(struct ctx *ctx, struct request *request, struct response *response)
{
    buf_put_text(response_page(response), csrf_token(ctx, request));
    return OK;
}

static enum status note_save(struct ctx *ctx, struct request *request, struct response *response)
{
    struct site *site = web_config(request->web)->app;
    struct note_args args;
    struct form_errors errors = {0};

    TRY(input_read(ctx, &request->form, NOTE, &args, &errors));
    if (errors.count > 0) {
        buf_put_text(response_page(response), errors.items[0].message);
        return OK;
    }
    site->saved++;
    response_banner(response, "Nota salvata.");
    response_redirect(response, "/");
    return OK;
}

static enum status large(struct ctx *ctx, struct request *request, struct response *response)
{
    struct buf *page = response_page(response);

    (void)ctx, (void)request;
    for (int i = 0; i < 2000; i++)
        buf_put_text(page, "<li>la stessa riga</li>");
    return OK;
}

static enum status greedy(struct ctx *ctx, struct request *request, struct response *response)
{
    (void)request, (void)response;
    for (;;)
        arena_alloc(ctx->arena, 1024 * 1024);
    return OK;
}

static enum status broken(struct ctx *ctx, struct request *request, struct response *response)
{
    (void)ctx, (void)response;
    return (enum status)atoi(form_value(&request->query, "status"));
}

static enum status slow(struct ctx *ctx, struct request *request, struct response *response)
{
    struct site *site = web_config(request->web)->app;

    (void)ctx;
    site->waiting++;
    while (site->gate_closed)
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    site->waiting--;
    buf_put_text(response_page(response), "infine");
    return OK;
}

/* As a page that shows personal data, whose audit row waits for the disk. */
static enum status waiting(struct ctx *ctx, struct request *request, struct response *response)
{
    struct site *site = web_config(request->web)->app;

    if (ctx->would_wait) {
        site->given_up++;
        *ctx->would_wait = true;
        return ERR_BUSY;
    }
    site->waited++;
    buf_put_text(response_page(response), "dopo il disco");
    return OK;
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/", SITE_PUBLIC, home),
    ROUTE(GET, "/vuota", SITE_PUBLIC, empty),
    ROUTE(GET, "/persone/:id", SITE_STAFF, person),
    ROUTE(GET, "/note/nuova", SITE_PUBLIC, note_form),
    ROUTE(POST, "/note/nuova", SITE_PUBLIC, note_save),
    ROUTE_UPLOAD(POST, "/lettere", SITE_STAFF, note_save, SITE_UPLOAD_MAX),
    ROUTE(GET, "/lunga", SITE_PUBLIC, large),
    ROUTE(GET, "/ingorda", SITE_PUBLIC, greedy),
    ROUTE(GET, "/esito", SITE_PUBLIC, broken),
    ROUTE(GET, "/lento", SITE_PUBLIC, slow),
    ROUTE(GET, "/attesa", SITE_PUBLIC, waiting),
};

static const struct route_table TABLES[] = {ROUTE_TABLE(ROUTES), {NULL, 0}};

static enum status begin(struct ctx *ctx, struct request *request)
{
    const char *session = request_cookie(ctx->arena, request, "sessione");

    if (session && strcmp(session, "anna") == 0) {
        request->session = session;
        ctx->actor =
            (const struct actor *)(const void *)session; /* any pointer: never looked into */
    }
    return OK;
}

static bool permits(struct ctx *ctx, int power)
{
    return power == SITE_PUBLIC || ctx->actor;
}

static struct instant site_now(void *app)
{
    return (struct instant){((struct site *)app)->now};
}

static void recover(void *app, void *data)
{
    (void)data;
    ((struct site *)app)->recovered++;
}

static void end(void *app, struct ctx *ctx)
{
    (void)ctx;
    ((struct site *)app)->ended++;
}

static void interrupt(void *app, void *data)
{
    struct site *site = app;

    (void)data;
    site->interrupted++;
    site->gate_closed = false;
}

void site_open(struct site *site, bool secure_cookies, const char *const *proxies)
{
    const char *culprit = "?";
    struct web_config config = {
        .hooks = {.begin = begin,
                  .end = end,
                  .permits = permits,
                  .now = site_now,
                  .worker_recover = recover,
                  .worker_interrupt = interrupt},
        .app = site,
        .routes = TABLES,
        .assets = SITE_ASSETS,
        .asset_count = sizeof SITE_ASSETS / sizeof SITE_ASSETS[0],
        .proxies = proxies,
        .key = {{7}},
        .secure_cookies = secure_cookies,
        .local_reads = true,
    };

    memset(site, 0, sizeof *site);
    site->now = SITE_NOW;
    if (web_new(&config, &site->web, &culprit) != OK) {
        fprintf(stderr, "the site cannot be made: %s\n", culprit);
        abort();
    }
}

void site_close(struct site *site)
{
    web_free(site->web);
}
