#include "app/house.h"

#include <stdio.h>

#include "base/crypt.h"
#include "people/index.h"
#include "staff/staff.h"
#include "store/migrate.h"

static enum status house_worker_start(void *app, void **ret_data)
{
    struct house *house = app;
    struct db *db;

    TRY(store_connect(house->store, &db));
    *ret_data = db;
    return OK;
}

static void house_worker_stop(void *app, void *data)
{
    (void)app;
    db_close(data);
}

static void house_worker_recover(void *app, void *data)
{
    (void)app;
    db_recover(data);
}

/* A page is read as of one moment. On SQLite that also spares each statement its own locks; on
   PostgreSQL it would be two more trips to the server. */
static enum status begin_page(struct ctx *ctx, const struct request *request)
{
    if (request->method != WEB_GET || db_kind_is(ctx->db) != DB_SQLITE)
        return OK;
    return db_begin_reading(ctx->db);
}

static void house_end(void *app, struct ctx *ctx)
{
    (void)app;
    if (ctx->db)
        db_recover(ctx->db);
}

static enum status house_begin(struct ctx *ctx, struct request *request)
{
    struct house *house = web_config(request->web)->app;
    const char *token = request_cookie(ctx->arena, request, STAFF_COOKIE);

    ctx->db = request->worker_data;
    TRY(begin_page(ctx, request));
    ctx->people = house->people;
    ctx->passwords = &house->passwords;
    if (!token)
        return OK;

    enum status status = staff_actor_of_token(ctx, token, &ctx->actor);

    if (status == ERR_NOT_FOUND)
        return OK;
    TRY(status);
    request->session = token;
    staff_session_touch(ctx);
    return OK;
}

/* A page that nobody answers never came to house_begin, but its problem page names the office too.
 */
static void house_problem_page(struct ctx *ctx, struct request *request,
                               const struct problem *problem, struct response *response)
{
    house_end(NULL,
              ctx); /* what failed may have been a statement, and then the moment is over too */
    if (!ctx->db && house_begin(ctx, request) != OK)
        ctx->actor = NULL;
    staff_problem_page(ctx, request, problem, response);
}

static bool house_permits(struct ctx *ctx, int power)
{
    return actor_may(ctx, (enum power)power);
}

static struct instant house_now(void *app)
{
    const struct house *house = app;

    return house->clock ? *house->clock : instant_now();
}

/* One line a request: the pattern and not the path, which may hold a person's number. */
static void house_log(void *app, const struct web_log_line *line)
{
    struct house *house = app;

    atomic_fetch_add(&house->answers, 1);
    if (house->silent)
        return;
    printf("%lld %s %s %d %zu bytes %lld us\n", (long long)line->request, line->method,
           line->pattern, line->http_status, line->bytes, (long long)line->micros);
}

enum status house_schema_is_current(struct ctx *ctx)
{
    return store_schema_is(ctx, SCHEMA, SCHEMA_COUNT);
}

enum status house_web(struct house *house, const struct crypt_key *master, struct web **ret_web)
{
    const char *culprit = NULL;

    house_routes(house->routes);

    struct web_config config = {
        .hooks = {.worker_start = house_worker_start,
                  .worker_stop = house_worker_stop,
                  .worker_recover = house_worker_recover,
                  .begin = house_begin,
                  .end = house_end,
                  .permits = house_permits,
                  .problem_page = house_problem_page,
                  .now = house_now,
                  .log = house_log},
        .app = house,
        .routes = house->routes,
        .assets = ASSETS,
        .asset_count = ASSET_COUNT,
        .languages = &house->languages,
        .proxies = house->config->proxies,
        .key = crypt_derive(master, "web"),
        .secure_cookies = house->config->secure_cookies,
        .local_reads = db_kind_of(house->config->database) == DB_SQLITE,
    };

    return web_new(&config, ret_web, &culprit);
}
