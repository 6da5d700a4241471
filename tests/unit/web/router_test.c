#include "web/router.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static enum status answer(struct ctx *ctx, struct request *request, struct response *response)
{
    (void)ctx, (void)request, (void)response;
    return OK;
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/", 1, answer),
    ROUTE(GET, "/persone", 1, answer),
    ROUTE(GET, "/persone/nuova", 1, answer),
    ROUTE(POST, "/persone/nuova", 1, answer),
    ROUTE(GET, "/persone/:id", 1, answer),
    ROUTE(POST, "/persone/:id/diario/:id", 1, answer),
    ROUTE(GET, "/servizi/:code", 1, answer),
    ROUTE(GET, "/servizi/:code/orari", 1, answer),
    ROUTE(GET, "/servizi/trasporto/posti", 1, answer),
};

static const struct route_table TABLES[] = {ROUTE_TABLE(ROUTES), {NULL, 0}};

static struct arena arena;
static struct router *router;
static struct request request;
static const char *allow;

static int open_router(void **state)
{
    const char *culprit;

    (void)state;
    if (arena_init(&arena, 1024 * 1024) != OK)
        return -1;
    request.query = form_empty(&arena);
    return router_new(TABLES, &router, &culprit) == OK ? 0 : -1;
}

static int close_router(void **state)
{
    (void)state;
    router_free(router);
    arena_free(&arena);
    return 0;
}

static const char *find(enum web_method method, const char *path)
{
    const struct route *route = router_find(router, method, path, strlen(path), &request, &allow);

    return route ? route->pattern : "none";
}

static void path_known_finds_its_row(void **state)
{
    (void)state;
    assert_string_equal(find(WEB_GET, "/"), "/");
    assert_string_equal(find(WEB_GET, "/persone"), "/persone");
    assert_string_equal(find(WEB_GET, "/persone/12"), "/persone/:id");
    assert_int_equal(request.ids[0], 12);
    assert_string_equal(find(WEB_POST, "/persone/12/diario/999999999999999999"),
                        "/persone/:id/diario/:id");
    assert_int_equal(request.ids[1], 999999999999999999);
    assert_string_equal(find(WEB_GET, "/servizi/centro-sociale"), "/servizi/:code");
    assert_string_equal(request.codes[0], "centro-sociale");
}

static void plain_text_wins_and_gives_way_when_it_leads_nowhere(void **state)
{
    (void)state;
    assert_string_equal(find(WEB_GET, "/persone/nuova"), "/persone/nuova");
    assert_string_equal(find(WEB_GET, "/servizi/trasporto/posti"), "/servizi/trasporto/posti");
    assert_string_equal(find(WEB_GET, "/servizi/trasporto/orari"), "/servizi/:code/orari");
    assert_string_equal(request.codes[0], "trasporto");
}

static void path_unknown_finds_nothing(void **state)
{
    static const char *const PATHS[] = {"",
                                        "persone",
                                        "//",
                                        "/persone/",
                                        "//persone",
                                        "/persone//12",
                                        "/persone/0",
                                        "/persone/-1",
                                        "/persone/012",
                                        "/persone/1x",
                                        "/persone/9999999999999999999",
                                        "/persone/..",
                                        "/persone/12/",
                                        "/servizi/Centro",
                                        "/servizi/a_b",
                                        "/persone/12/diario",
                                        "/:id",
                                        "/persone/:id"};

    (void)state;
    for (size_t i = 0; i < sizeof PATHS / sizeof PATHS[0]; i++) {
        if (strcmp(find(WEB_GET, PATHS[i]), "none") != 0)
            fail_msg("found: %s", PATHS[i]);
        assert_null(allow);
    }
}

static void method_unknown_says_which_are_known(void **state)
{
    (void)state;
    assert_string_equal(find(WEB_POST, "/persone/12"), "none");
    assert_string_equal(allow, "GET, HEAD");
    assert_string_equal(find(WEB_GET, "/persone/12/diario/3"), "none");
    assert_string_equal(allow, "POST");
    assert_string_equal(find(WEB_OTHER, "/persone/nuova"), "none");
    assert_string_equal(allow, "GET, HEAD, POST");
}

static enum status outcome_of(struct route first, struct route second)
{
    struct route rows[] = {first, second};
    const struct route_table tables[] = {ROUTE_TABLE(rows), {NULL, 0}};
    struct router *made = NULL;
    const char *culprit = NULL;
    enum status status = router_new(tables, &made, &culprit);

    if (status == OK)
        router_free(made);
    else
        assert_string_equal(culprit, second.pattern);
    return status;
}

static void rows_that_contradict_are_refused_by_name(void **state)
{
    struct route good = ROUTE(GET, "/a/:id", 1, answer);
    struct route powerless = good;

    (void)state;
    powerless.power = 0;
    powerless.pattern = "/b";
    assert_int_equal(outcome_of(good, (struct route)ROUTE(POST, "/a/:id", 1, answer)), OK);
    assert_int_equal(outcome_of(good, good), ERR_CONFLICT);
    assert_int_equal(outcome_of(good, powerless), ERR_INVALID);
    assert_int_equal(outcome_of(good, (struct route)ROUTE(GET, "b", 1, answer)), ERR_INVALID);
    assert_int_equal(outcome_of(good, (struct route)ROUTE(GET, "/b/", 1, answer)), ERR_INVALID);
    assert_int_equal(outcome_of(good, (struct route)ROUTE(GET, "/b//c", 1, answer)), ERR_INVALID);
    assert_int_equal(outcome_of(good, (struct route)ROUTE(GET, "/b/:name", 1, answer)),
                     ERR_INVALID);
    assert_int_equal(outcome_of(good, (struct route)ROUTE(GET, "/b/:i", 1, answer)), ERR_INVALID);
    assert_int_equal(outcome_of(good, (struct route)ROUTE(GET, "/a/b/c/d/e/f/g/h/i", 1, answer)),
                     ERR_INVALID);
}

static void every_row_is_listed(void **state)
{
    (void)state;
    assert_int_equal(router_count(router), sizeof ROUTES / sizeof ROUTES[0]);
    assert_ptr_equal(router_at(router, 3), &ROUTES[3]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(path_known_finds_its_row),
        cmocka_unit_test(plain_text_wins_and_gives_way_when_it_leads_nowhere),
        cmocka_unit_test(path_unknown_finds_nothing),
        cmocka_unit_test(method_unknown_says_which_are_known),
        cmocka_unit_test(rows_that_contradict_are_refused_by_name),
        cmocka_unit_test(every_row_is_listed),
    };

    return cmocka_run_group_tests(tests, open_router, close_router);
}
