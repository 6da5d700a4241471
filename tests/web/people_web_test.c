/* The pages of persons without a socket: journeys at the desk, and what is not shown to whom. */
#include "people/people_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "people/index.h"
#include "people_sql.h"
#include "staff/actor.h"
#include "support/database.h"
#include "web/web.h"

static enum status two_events(struct ctx *ctx, int64_t person_id, struct person_events *events)
{
    person_event_add(events, &(struct person_event){.at = ctx->now,
                                                    .kind = "Contatto per telefono",
                                                    .href = person_id ? "/contatti/1" : NULL,
                                                    .tag = "da richiamare"});
    return OK;
}

static const struct person_events_source TEST_SOURCE = {"test", two_events};
const struct person_events_source *const PERSON_EVENTS_SOURCES[] = {&TEST_SOURCE};
const size_t PERSON_EVENTS_SOURCE_COUNT = 1;

struct desk {
    struct test_store *store;
    struct people_index *index;
    struct actor actor;
    struct web *web;
    struct worker *worker;
    struct response response;
    const char *page; /* the body of the last answer */
};

static const char SEED[] =
    "insert into zone (id, name, controller, demonstration, second_factor, created_at) values (1, "
    "'Zona', 'Terni', 1, 0, 0);"
    "insert into municipality (id, code, name, lead) values (1, 'A439', 'Arrone', 0);"
    "insert into place (id, municipality_id, name, kind, latitude_micro, longitude_micro) values "
    "(1, 1, 'Arrone', 'town', 42580000, 12770000);"
    "insert into staff_user (id, username, surname, name, password_hash, must_change_password, "
    "active, system, created_at, version) values (1, 'anna', 'Esposito', 'Anna', '-', 0, 1, 0, 0, "
    "1);"
    "insert into staff_role (user_id, role, valid_from) values (1, 'service_head', '2020-01-01');";

static void must(enum status status)
{
    assert_string_equal(status_name(status), status_name(OK));
}

static enum status desk_begin(struct ctx *ctx, struct request *request)
{
    struct desk *desk = web_config(request->web)->app;

    ctx->db = desk->store->db;
    ctx->people = desk->index;
    ctx->actor = &desk->actor;
    request->session = "anna";
    return OK;
}

static bool desk_permits(struct ctx *ctx, int power)
{
    return actor_may(ctx, (enum power)power);
}

static struct instant desk_now(void *app)
{
    (void)app;
    return test_now();
}

static struct desk *desk_open(void **state)
{
    static struct route_table routes[2];
    struct desk *desk = calloc(1, sizeof *desk);
    const struct web_config config = {
        .hooks = {.begin = desk_begin, .permits = desk_permits, .now = desk_now},
        .app = desk,
        .routes = routes,
        .key = test_master_key(),
    };
    const char *culprit;

    routes[0] = (struct route_table){PEOPLE_ROUTES, PEOPLE_ROUTE_COUNT};
    desk->store = *state;
    must(test_store_tamper(desk->store, SEED));
    desk->actor = (struct actor){.user_id = 1,
                                 .stage = ACTOR_OPEN,
                                 .full_name = "Anna Esposito",
                                 .roles = {{.role = ROLE_SERVICE_HEAD}},
                                 .role_count = 1,
                                 .whole_zone = true};
    desk->store->ctx.actor = &desk->actor;
    must(people_index_open(&desk->store->ctx, &desk->index));
    must(web_new(&config, &desk->web, &culprit));
    must(worker_new(desk->web, &desk->worker));
    return desk;
}

static void desk_close(struct desk *desk)
{
    worker_free(desk->worker);
    web_free(desk->web);
    people_index_close(desk->index);
    free(desk);
}

static int answer(struct desk *desk, const struct raw_request *raw)
{
    size_t length;
    const char *bytes;

    web_handle(desk->web, desk->worker, raw, &desk->response);
    bytes = response_bytes(&desk->response, &length);
    desk->page = arena_copy_n(&desk->store->arena, bytes ? bytes : "", bytes ? length : 0);
    return desk->response.http_status;
}

static int get(struct desk *desk, const char *target)
{
    return answer(desk, &(struct raw_request){.method = "GET", .target = target, .peer = "::1"});
}

/* The value of a hidden field of the page before. */
static const char *hidden(struct desk *desk, const char *page, const char *name)
{
    char *start = arena_printf(&desk->store->arena, "name=\"%s\" value=\"", name);
    const char *found = strstr(page, start);

    assert_non_null(found);
    found += strlen(start);
    return arena_copy_n(&desk->store->arena, found, strcspn(found, "\""));
}

/* Sends what a form would, with the token and the key of the page before. */
static int post(struct desk *desk, const char *target, const char *fields)
{
    const char *page = desk->page;
    const char *body =
        arena_printf(&desk->store->arena, "token=%s&once=%s&%s", hidden(desk, page, "token"),
                     hidden(desk, page, "once"), fields);

    return answer(desk, &(struct raw_request){
                            .method = "POST",
                            .target = target,
                            .peer = "::1",
                            .headers = {[HEADER_CONTENT_TYPE] = "application/x-www-form-urlencoded",
                                        [HEADER_COOKIE] = "sessione=anna"},
                            .body = body,
                            .body_length = strlen(body)});
}

static const char *location(struct desk *desk)
{
    const char *path = response_header_value(&desk->response, "Location");

    return path ? path : "";
}

static void expect_text(struct desk *desk, const char *text)
{
    if (!strstr(desk->page, text))
        fail_msg("no \"%s\" in: %s", text, desk->page);
}

#define ROSI "surname=Rosi&name=Maria&birth_date.d=4&birth_date.m=2&birth_date.y=1948&place_id=1"

static void person_is_created_once_and_shown(void **state)
{
    struct desk *desk = desk_open(state);
    const char *form;

    desk->actor.roles[0].role = ROLE_COORDINATOR;
    assert_int_equal(get(desk, "/persone"), 200);
    assert_int_equal(get(desk, "/persone/nuova?torna=%2Fcontatti%2Fnuovo"), 200);
    form =
        arena_copy(&desk->store->arena, desk->page); /* the page itself ends with the next call */
    assert_int_equal(post(desk, "/persone/nuova", ROSI "&torna=%2Fcontatti%2Fnuovo"), 303);
    assert_string_equal(location(desk), "/contatti/nuovo?persona=1");
    desk->page = form; /* the back button, and again: the same person, made once */
    assert_int_equal(post(desk, "/persone/nuova", ROSI "&torna=%2Fcontatti%2Fnuovo"), 303);
    assert_string_equal(location(desk), "/contatti/nuovo?persona=1");
    assert_int_equal(get(desk, "/persone/nuova"),
                     200); /* a new form with the same words is a double */
    assert_int_equal(post(desk, "/persone/nuova", ROSI "&seen=x"), 200);
    assert_int_equal(get(desk, "/persone?q=rosi+mari"), 200);
    expect_text(desk, "Rosi Maria");
    expect_text(desk, "04/02/1948 (78 anni)");
    assert_int_equal(get(desk, "/persone/1"), 200);
    expect_text(desk, "Contatto per telefono");
    expect_text(desk, "/accompagnamenti/nuovo?persona=1");
    assert_int_equal(get(desk, "/persone/2"), 404);
    desk_close(desk);
}

static void doubles_and_warnings_are_shown_before_saving(void **state)
{
    struct desk *desk = desk_open(state);

    desk->actor.roles[0].role = ROLE_COORDINATOR;
    get(desk, "/persone/nuova");
    assert_int_equal(post(desk, "/persone/nuova", ROSI), 303);
    get(desk, "/persone/nuova");
    assert_int_equal(post(desk, "/persone/nuova", ROSI "&tax_code=rsomra48b44d538x"), 200);
    expect_text(desk, "Stesso nome e stessa nascita");
    expect_text(desk, "Qualcosa non torna");

    const char *seen = hidden(desk, desk->page, "seen");

    assert_int_equal(
        post(desk, "/persone/nuova",
             arena_printf(&desk->store->arena, ROSI "&tax_code=rsomra48b44d538x&seen=%s", seen)),
        303);
    assert_string_equal(location(desk), "/persone/2");
    desk_close(desk);
}

static void mistakes_come_back_with_what_was_typed(void **state)
{
    struct desk *desk = desk_open(state);

    desk->actor.roles[0].role = ROLE_COORDINATOR;
    get(desk, "/persone/nuova");
    assert_int_equal(
        post(desk, "/persone/nuova",
             "surname=&name=Maria&birth_date.d=31&birth_date.m=2&birth_date.y=1948&place_id=99"
             "&birth_place=Samone&phone1=abc"),
        200);
    expect_text(desk, "Errore: ");
    expect_text(desk, "Scrivi il cognome");
    expect_text(desk, "Scegli un luogo");
    expect_text(desk, "value=\"Samone\"");
    expect_text(desk, "name=\"birth_place_code\" id=\"birth_place_code-"); /* two places */
    desk_close(desk);
}

static void change_of_an_old_version_loses_nothing_typed(void **state)
{
    struct desk *desk = desk_open(state);
    const char *form;

    desk->actor.roles[0].role = ROLE_COORDINATOR;
    get(desk, "/persone/nuova");
    post(desk, "/persone/nuova", ROSI);
    assert_int_equal(get(desk, "/persone/1/modifica"), 200);
    form = desk->page;
    assert_int_equal(post(desk, "/persone/1/modifica", ROSI "&version=1&address=via+Roma+1"), 303);
    assert_int_equal(get(desk, "/persone/1/modifica"), 200);
    assert_int_equal(post(desk, "/persone/1/modifica", ROSI "&version=1&address=via+Po+2"), 409);
    expect_text(desk, "mentre scrivevi");
    expect_text(desk, "via Po 2");
    desk->page = form;
    assert_int_equal(post(desk, "/persone/1/modifica", ROSI "&version=1&address=via+Roma+1"), 303);
    desk->page = form; /* the back button, and then another street */
    assert_int_equal(post(desk, "/persone/1/modifica", ROSI "&version=1&address=via+Nera+3"), 409);
    expect_text(desk, "via Nera 3");
    desk_close(desk);
}

static void every_page_of_a_person_opens_and_saves(void **state)
{
    struct desk *desk = desk_open(state);

    get(desk, "/persone/nuova");
    post(desk, "/persone/nuova", ROSI);
    get(desk, "/persone/nuova");
    post(desk, "/persone/nuova", "surname=Neri&name=Fabio");
    assert_int_equal(get(desk, "/persone/1/dichiarazioni"), 200);
    assert_int_equal(post(desk, "/persone/1/dichiarazioni",
                          "lives_alone=yes&autonomy=self_sufficient&source=self&declared_on=2026-"
                          "11-01"),
                     303);
    assert_int_equal(get(desk, "/persone/1/tutela"), 200);
    assert_int_equal(
        post(desk, "/persone/1/tutela", "kind=guardianship&holder_name=Ada&from=2026-01-01"), 303);
    assert_int_equal(get(desk, "/persone/1/tutela"), 200);
    assert_int_equal(post(desk, "/persone/1/tutela/fine", "protection=1&on=2025-01-01"), 200);
    assert_int_equal(post(desk, "/persone/1/tutela/fine", "protection=1&on=2026-02-01"), 303);
    assert_int_equal(get(desk, "/persone/1/nucleo?q=neri"), 200);
    expect_text(desk, "member-2");
    assert_int_equal(post(desk, "/persone/1/nucleo?q=neri", "member=2&relation=self&on=2026-01-01"),
                     200);
    assert_int_equal(post(desk, "/persone/1/nucleo", "member=2&relation=spouse&on=2026-01-01"),
                     303);
    assert_int_equal(get(desk, "/persone/1/nucleo"), 200);
    assert_int_equal(
        post(desk, "/persone/1/nucleo/relazione", "member=2&relation=partner&on=2026-02-01"), 303);
    assert_int_equal(get(desk, "/persone/1/nucleo"), 200);
    assert_int_equal(post(desk, "/persone/1/nucleo/esce", "member=2&on=2026-03-01"), 303);
    assert_int_equal(get(desk, "/persone/1"), 200);
    expect_text(desk, "Autosufficiente");
    assert_int_equal(get(desk, "/persone/1/riservatezza"), 200);
    assert_int_equal(post(desk, "/persone/1/riservatezza", "kind=violence"), 303);
    assert_int_equal(get(desk, "/persone/1/riservatezza"), 200);
    assert_int_equal(post(desk, "/persone/1/riservatezza/togli", "user=1"), 200);
    assert_int_equal(get(desk, "/persone/doppioni"), 200);
    desk->actor.user_id = 2;
    assert_int_equal(get(desk, "/persone/1"), 404);
    assert_int_equal(get(desk, "/persone/1/riservatezza"), 404);
    assert_int_equal(get(desk, "/persone?q=rosi"), 200);
    assert_null(strstr(desk->page, "Rosi Maria"));
    desk_close(desk);
}

/* Rosi Maria (1) is known to the circle only, which is user 1, and is written down again by user 2,
   who cannot know. */
static void double_of_a_restricted_person_is_shown_to_who_knows_of_her(void **state)
{
    struct desk *desk = desk_open(state);

    must(test_store_tamper(
        desk->store, "insert into staff_user (id, username, surname, name, password_hash, "
                     "must_change_password, active, system, created_at, version) values (2, 'ugo', "
                     "'Neri', 'Ugo', '-', 0, 1, 0, 0, 1)"));
    get(desk, "/persone/nuova");
    post(desk, "/persone/nuova", ROSI);
    get(desk, "/persone/1/riservatezza");
    assert_int_equal(post(desk, "/persone/1/riservatezza", "kind=violence"), 303);
    get(desk, "/persone/doppioni");
    expect_text(desk, "Nessun doppione");

    desk->actor.user_id = 2;
    get(desk, "/persone/nuova");
    assert_int_equal(post(desk, "/persone/nuova", ROSI), 303);
    get(desk, "/persone/nuova");
    assert_int_equal(post(desk, "/persone/nuova", "surname=Neri&name=Fabio"), 303);
    assert_int_equal(get(desk, "/persone/doppioni"), 200);
    expect_text(desk, "Nessun doppione");
    assert_null(strstr(desk->page, "Rosi"));

    desk->actor.user_id = 1;
    assert_int_equal(get(desk, "/persone/doppioni"), 200);
    expect_text(desk, "href=\"/persone/1\"");
    expect_text(desk, "href=\"/persone/2\"");
    assert_null(strstr(desk->page, "Neri"));
    desk->actor.roles[0].role = ROLE_COORDINATOR;
    assert_int_equal(get(desk, "/persone/doppioni"), 403);
    desk_close(desk);
}

/* Rosi Maria (1) is known to the circle only, which is user 1; Fabio (2) is her son. */
static void family_of_a_restricted_person_does_not_tell_of_her(void **state)
{
    struct desk *desk = desk_open(state);

    get(desk, "/persone/nuova");
    post(desk, "/persone/nuova", ROSI);
    get(desk, "/persone/nuova");
    post(desk, "/persone/nuova", "surname=Neri&name=Fabio");
    get(desk, "/persone/nuova");
    post(desk, "/persone/nuova", "surname=Conti&name=Ada");
    get(desk, "/persone/1/nucleo?q=neri");
    assert_int_equal(post(desk, "/persone/1/nucleo", "member=2&relation=child&on=2026-01-01"), 303);
    get(desk, "/persone/1/riservatezza");
    assert_int_equal(post(desk, "/persone/1/riservatezza", "kind=violence"), 303);
    get(desk, "/persone/2/nucleo");
    expect_text(desk, "Figlio o figlia, dal ");
    desk->actor.user_id = 2;
    get(desk, "/persone/2/nucleo");
    expect_text(desk, "Nessuno, per quanto sappiamo");
    get(desk, "/persone/2");
    assert_null(strstr(desk->page, "Figlio o figlia"));
    get(desk, "/persone/2/nucleo?q=conti");
    assert_int_equal(post(desk, "/persone/2/nucleo", "member=3&relation=sibling&on=2026-01-01"),
                     303);
    get(desk, "/persone/2/nucleo");
    expect_text(desk, "Conti Ada");
    assert_null(strstr(desk->page, "Figlio o figlia, dal "));
    assert_int_equal(post(desk, "/persone/2/nucleo/esce", "member=2&on=2026-03-01"), 303);
    get(desk, "/persone/2/nucleo");
    assert_null(strstr(desk->page, "Figlio o figlia, dal "));
    desk_close(desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_SQLITE(person_is_created_once_and_shown),
        ON_SQLITE(doubles_and_warnings_are_shown_before_saving),
        ON_SQLITE(mistakes_come_back_with_what_was_typed),
        ON_SQLITE(change_of_an_old_version_loses_nothing_typed),
        ON_SQLITE(every_page_of_a_person_opens_and_saves),
        ON_SQLITE(double_of_a_restricted_person_is_shown_to_who_knows_of_her),
        ON_SQLITE(family_of_a_restricted_person_does_not_tell_of_her),
    };

    return cmocka_run_group_tests_name("people pages", tests, NULL, NULL);
}
