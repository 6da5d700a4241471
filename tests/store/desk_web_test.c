/* The desk's pages and the day's page as a browser sees them, without a socket, on both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agenda/agenda.h"
#include "desk/desk.h"
#include "people/index.h"
#include "people/people.h"
#include "staff/staff.h"
#include "support/database.h"
#include "support/page.h"
#include "web/web.h"

enum { TARGET_MAX = 2048, BODY_MAX = 512 * 1024 };

static const char SEED[] =
    "insert into zone (id, name, controller, demonstration, second_factor, created_at)"
    " values (1, 'Z', 'T', 1, 0, 0);"
    "insert into municipality (id, code, name, lead) values (1, 'A439', 'Arrone', 0);"
    "insert into place (id, municipality_id, name, kind, latitude_micro, longitude_micro) values"
    " (1, 1, 'Arrone', 'town', 42580000, 12770000);"
    "insert into office (id, code, name, place_id, address, about) values"
    " (1, 'valnerina', 'Ufficio Valnerina', 1, 'Via 1', '');"
    "insert into office_place (office_id, place_id) values (1, 1);"
    "insert into staff_user (id, username, surname, name, password_hash, must_change_password,"
    " active, system, created_at, version) values"
    " (1, 'anna', 'Esposito', 'Anna', '-', 0, 1, 0, 0, 1),"
    " (2, 'auser', 'Neri', 'Ugo', '-', 0, 1, 0, 0, 1);"
    "insert into staff_role (user_id, role, valid_from) values (1, 'coordinator', '2020-01-01'),"
    " (2, 'rides_coordinator', '2020-01-01');"
    "insert into organization (id, code, name, kind, description, active) values"
    " (1, 'auser', 'AUSER Valnerina', 'third_sector', '', 1);"
    "insert into service (id, code, organization_id, name, summary, audience, how_to, needed,"
    " outcome, timing, access, conditions, position, active, version) values"
    " (1, 'accompagnamento', 1, 'Accompagnamento', '', '', '', '', '', '', '', '', 1, 1, 1);"
    "insert into service_need (service_id, need) values (1, 'errands_surgery');";

/* A program with these two features' pages, and one person at a time before it. */
struct site {
    struct test_store *t;
    struct web *web;
    struct worker *worker;
    struct people_index *people;
    struct route_table tables[3];
    struct actor anna, auser, mayor;
    const struct actor *actor; /* who is signed in */
    int http_status;
    char location[TARGET_MAX];
    char body[BODY_MAX];
    int64_t rosi;
};

static void must(enum status status)
{
    assert_string_equal(status_name(status), status_name(OK));
}

static enum status worker_start(void *app, void **ret_data)
{
    const struct site *site = app;
    struct db *db;

    TRY(store_connect(site->t->store, &db));
    *ret_data = db;
    return OK;
}

static void worker_stop(void *app, void *data)
{
    (void)app;
    db_close(data);
}

static enum status begin(struct ctx *ctx, struct request *request)
{
    struct site *site = web_config(request->web)->app;

    ctx->db = request->worker_data;
    ctx->actor = site->actor;
    ctx->people = site->people;
    request->session = "a session";
    return OK;
}

static bool permits(struct ctx *ctx, int power)
{
    return actor_may(ctx, (enum power)power);
}

static struct instant now(void *app)
{
    (void)app;
    return test_now();
}

static struct actor actor_of(int64_t user, enum role role)
{
    return (struct actor){.user_id = user,
                          .stage = ACTOR_OPEN,
                          .full_name = "Anna Esposito",
                          .roles = {{.role = role, .office_id = 1}},
                          .role_count = 1,
                          .places = {1},
                          .place_count = 1,
                          .office_id = 1};
}

static enum status make_rosi(struct ctx *tx, void *args)
{
    struct person_draft draft = person_draft_new();

    draft.surname = "Rosi";
    draft.name = "Maria";
    draft.birth_date = date_of(1948, 2, 4);
    draft.place_id = 1;
    draft.phones[0] = "+390744780112";
    return person_create(tx, &draft, args);
}

static void web_open(struct site *site)
{
    const char *culprit = NULL;
    const struct web_config config = {
        .hooks = {.worker_start = worker_start,
                  .worker_stop = worker_stop,
                  .begin = begin,
                  .permits = permits,
                  .problem_page = staff_problem_page,
                  .now = now},
        .app = site,
        .routes = site->tables,
        .key = {{7}},
    };

    site->tables[0] = (struct route_table){DESK_ROUTES, DESK_ROUTE_COUNT};
    site->tables[1] = (struct route_table){AGENDA_ROUTES, AGENDA_ROUTE_COUNT};
    must(web_new(&config, &site->web, &culprit));
    must(worker_new(site->web, &site->worker));
}

static struct site *site_open(void **state)
{
    struct site *site = calloc(1, sizeof *site);

    site->t = *state;
    must(test_store_tamper(site->t, SEED));
    site->anna = actor_of(1, ROLE_COORDINATOR);
    site->auser = actor_of(2, ROLE_RIDES_COORDINATOR);
    site->mayor = actor_of(2, ROLE_COUNCILLOR);
    site->actor = &site->anna;
    site->t->ctx.actor = &site->anna;
    must(store_write(&site->t->ctx, make_rosi, &site->rosi));
    must(people_index_open(&site->t->ctx, &site->people));
    web_open(site);
    return site;
}

static void site_close(struct site *site)
{
    worker_free(site->worker);
    web_free(site->web);
    people_index_close(site->people);
    free(site);
}

static void ask(struct site *site, const char *method, const char *target, const char *body)
{
    struct raw_request raw = {.method = method, .target = target, .peer = "10.0.4.12"};
    struct response response;
    size_t length;

    raw.headers[HEADER_HOST] = "localhost";
    raw.headers[HEADER_CONTENT_TYPE] = body ? "application/x-www-form-urlencoded" : NULL;
    raw.body = body;
    raw.body_length = body ? strlen(body) : 0;
    web_handle(site->web, site->worker, &raw, &response);
    site->http_status = response.http_status;

    const char *bytes = response_bytes(&response, &length);
    const char *location = response_header_value(&response, "Location");

    snprintf(site->location, sizeof site->location, "%s", location ? location : "");
    snprintf(site->body, sizeof site->body, "%.*s", (int)length, length ? bytes : "");
}

static void get(struct site *site, const char *target)
{
    ask(site, "GET", target, NULL);
}

static void put_encoded(char *out, size_t size, const char *text)
{
    size_t used = strlen(out);

    for (; *text && used + 4 < size; text++)
        used += (size_t)snprintf(out + used, size - used, "%%%02X", (unsigned char)*text);
}

/* Sends the form of the page at hand that goes to `action`, as it stands with `changes`. */
static void post(struct site *site, const char *page_path, const char *action,
                 const char *const *changes)
{
    static char body[64 * 1024];
    struct arena *arena = &site->t->arena;
    struct page *page = page_read(arena, site->body, page_path);
    const struct page_form *form = NULL;

    for (size_t i = 0; i < page->form_count; i++) {
        if (page->forms[i].post && strcmp(page->forms[i].action, action) == 0)
            form = &page->forms[i];
    }
    assert_non_null(form);
    body[0] = '\0';
    for (const char *const *field = page_fields(arena, form, changes); *field; field += 2) {
        strcat(body, *body ? "&" : "");
        put_encoded(body, sizeof body, field[0]);
        strcat(body, "=");
        put_encoded(body, sizeof body, field[1]);
    }
    ask(site, "POST", action, body);
}

#define POST(site, path, ...) post(site, path, path, (const char *const[]){__VA_ARGS__, NULL})

static bool says(const struct site *site, const char *text)
{
    return strstr(site->body, text) != NULL;
}

/* ---- recording ---- */

static void contact_is_recorded_for_somebody_who_was_searched_for(void **state)
{
    struct site *site = site_open(state);
    char id[32];

    snprintf(id, sizeof id, "%lld", (long long)site->rosi);
    get(site, "/contatti/nuovo");
    assert_int_equal(site->http_status, 200);
    POST(site, "/contatti/nuovo", "seek", "rosi mari", "caller_name", "La figlia Carla", "need",
         "errands_surgery");
    assert_int_equal(site->http_status, 200);
    assert_true(says(site, "Rosi Maria, 04/02/1948"));
    assert_true(says(site, "value=\"La figlia Carla\""));
    assert_true(says(site, "Accompagnamento"));
    POST(site, "/contatti/nuovo", "person", id, "service", "1", "notes", "Mercoledì dal medico");
    assert_int_equal(site->http_status, 303);
    assert_string_equal(site->location, "/contatti/1/fatto");
    get(site, "/contatti/1/fatto");
    assert_true(says(site, "AUSER Valnerina"));
    assert_true(says(site, "/accompagnamenti/nuovo?persona="));
    get(site, "/contatti/1");
    assert_true(says(site, "Rosi Maria"));
    assert_true(says(site, "Andare dal medico"));
    assert_true(says(site, "Mercoledì dal medico"));
    assert_true(says(site, "Invio a servizio o associazione: Accompagnamento"));
    site_close(site);
}

static void form_sent_twice_is_one_contact(void **state)
{
    struct site *site = site_open(state);
    static char page[BODY_MAX];

    get(site, "/contatti/nuovo");
    memcpy(page, site->body, sizeof page);
    for (int i = 0; i < 2; i++) {
        memcpy(site->body, page, sizeof page);
        POST(site, "/contatti/nuovo", "person", "none", "need", "company_lonely");
        assert_string_equal(site->location, "/contatti/1/fatto");
    }
    get(site, "/contatti/2");
    assert_int_equal(site->http_status, 404);
    site_close(site);
}

/* Puts a form aside on the way to a new person; where it leads back to. */
static const char *put_aside(struct site *site)
{
    static const char WAY[] = "/persone/nuova?torna=%2Fcontatti%2Fnuovo%3Fkept%3D";
    static char back[200];

    get(site, "/contatti/nuovo");
    POST(site, "/contatti/nuovo", "caller_kind", "relative", "caller_name", "La figlia Carla",
         "seek", "rosi mar", "need", "errands_surgery", "unmet.errands_surgery", "no_place",
         "notes", "Più tardi & con calma", "minutes", "12", "call_back_on", "2026-11-27", "act",
         "create");
    assert_int_equal(site->http_status, 303);
    assert_memory_equal(site->location, WAY, sizeof WAY - 1);
    snprintf(back, sizeof back, "/contatti/nuovo?kept=%s", site->location + sizeof WAY - 1);
    return back;
}

static void form_waits_for_a_new_person_with_everything_typed(void **state)
{
    struct site *site = site_open(state);
    const char *back = put_aside(site);
    char with_person[300];

    snprintf(with_person, sizeof with_person, "%s&persona=%lld", back, (long long)site->rosi);
    get(site, with_person);
    assert_int_equal(site->http_status, 200);
    assert_true(says(site, "Rosi Maria, 04/02/1948"));
    POST(site, "/contatti/nuovo", "caller_phone", "0744 780112", "call_back_phone", "0744 780112");
    assert_string_equal(site->location, "/contatti/1/fatto");
    get(site, "/contatti/1");
    assert_true(says(site, "Rosi Maria"));
    assert_true(says(site, "La figlia Carla"));
    assert_true(says(site, "Andare dal medico"));
    assert_true(says(site, "Più tardi &amp; con calma"));
    assert_true(says(site, "27/11/2026"));
    get(site, back); /* it has become a contact */
    assert_int_equal(site->http_status, 200);
    assert_false(says(site, "La figlia Carla"));
    site_close(site);
}

static void form_that_waits_is_its_writers_alone_and_for_a_day(void **state)
{
    struct site *site = site_open(state);
    struct actor other = actor_of(2, ROLE_COORDINATOR);
    const char *back = put_aside(site);

    get(site, back);
    assert_true(says(site, "La figlia Carla"));
    site->actor = &other;
    get(site, back);
    assert_int_equal(site->http_status, 200);
    assert_false(says(site, "La figlia Carla"));
    site->actor = &site->anna;
    must(test_store_tamper(site->t, "update contact_kept_form set at = at - 25 * 3600"));
    get(site, back);
    assert_false(says(site, "La figlia Carla"));
    put_aside(site); /* forgets what is over: of two rows the keys would clash */
    must(test_store_tamper(site->t,
                           "insert into contact_kept_form select 'one', user_id, at, fields "
                           "from contact_kept_form"));
    site_close(site);
}

static void label_alone_says_that_there_is_no_name(void **state)
{
    struct site *site = site_open(state);

    get(site, "/contatti/nuovo");
    POST(site, "/contatti/nuovo", "anonymous_label", "signora di Collestatte", "need",
         "company_lonely");
    assert_string_equal(site->location, "/contatti/1/fatto");
    get(site, "/contatti/1");
    assert_true(says(site, "signora di Collestatte"));
    get(site, "/contatti/nuovo");
    POST(site, "/contatti/nuovo", "need", "company_lonely");
    assert_int_equal(site->http_status, 200);
    assert_true(says(site, "href=\"#person\""));
    site_close(site);
}

static void mistakes_are_told_and_nothing_typed_is_lost(void **state)
{
    struct site *site = site_open(state);

    get(site, "/contatti/nuovo");
    POST(site, "/contatti/nuovo", "person", "none", "notes", "<b>Parole</b> & altre");
    assert_int_equal(site->http_status, 200);
    assert_true(says(site, "<title>Errore: "));
    assert_true(says(site, "href=\"#need\""));
    assert_true(says(site, "&lt;b&gt;Parole&lt;/b&gt; &amp; altre"));
    site_close(site);
}

static void answers_that_no_list_holds_are_refused(void **state)
{
    struct site *site = site_open(state);

    get(site, "/contatti/nuovo");
    POST(site, "/contatti/nuovo", "person", "none", "need", "rights_isee", "place", "999999");
    assert_int_equal(site->http_status, 200);
    assert_true(says(site, "Scegli un luogo"));
    POST(site, "/contatti/nuovo", "person", "none", "need", "rights_isee", "response", "nothing");
    assert_true(says(site, "Scegli le risposte"));
    POST(site, "/contatti/nuovo", "person", "none", "need", "rights_isee", "need", "nothing");
    assert_true(says(site, "Scegli i bisogni"));
    get(site, "/contatti/informazione");
    POST(site, "/contatti/informazione", "channel", "phone", "need", "rights_isee", "answer", "Sì",
         "place", "999999");
    assert_int_equal(site->http_status, 200);
    assert_true(says(site, "Scegli un luogo"));
    get(site, "/contatti/1");
    assert_int_equal(site->http_status, 404);
    site_close(site);
}

static void information_request_takes_three_answers(void **state)
{
    struct site *site = site_open(state);

    get(site, "/contatti/informazione");
    POST(site, "/contatti/informazione", "channel", "phone", "need", "rights_isee", "answer",
         "Dato il numero del CAF");
    assert_string_equal(site->location, "/contatti/1/fatto");
    get(site, "/contatti/1");
    assert_true(says(site, "Dato il numero del CAF"));
    get(site, "/contatti/informazione");
    POST(site, "/contatti/informazione", "answer", "");
    assert_true(says(site, "Scrivi che cosa hai risposto"));
    site_close(site);
}

/* An anonymous one with an unmet need and somebody to call back. */
static void record_one(struct site *site)
{
    get(site, "/contatti/nuovo");
    POST(site, "/contatti/nuovo", "person", "none", "anonymous_label", "signora di Collestatte",
         "need", "company_lonely", "unmet_need", "company_lonely", "unmet_reason", "no_service",
         "call_back_on", "2026-11-23", "call_back_phone", "0744 780112", "notes", "Prima frase");
    assert_string_equal(site->location, "/contatti/1/fatto");
}

/* ---- afterwards ---- */

static void correction_shows_the_former_text_and_a_conflict_loses_nothing(void **state)
{
    struct site *site = site_open(state);
    static char page[BODY_MAX];

    record_one(site);
    get(site, "/contatti/1/correggi");
    memcpy(page, site->body, sizeof page);
    POST(site, "/contatti/1/correggi", "notes", "Seconda frase");
    assert_true(says(site, "Scrivi perché lo correggi"));
    POST(site, "/contatti/1/correggi", "why", "frase sbagliata");
    assert_string_equal(site->location, "/contatti/1");
    get(site, "/contatti/1");
    assert_true(says(site, "Prima frase"));
    assert_true(says(site, "Seconda frase"));
    assert_true(says(site, "frase sbagliata"));
    memcpy(site->body, page, sizeof page);
    POST(site, "/contatti/1/correggi", "notes", "Terza frase", "why", "anche io");
    assert_int_equal(site->http_status, 409);
    assert_true(says(site, "Terza frase"));
    POST(site, "/contatti/1/correggi", "why", "anche io");
    assert_string_equal(site->location, "/contatti/1");
    site_close(site);
}

static void anonymous_contact_is_linked_and_called_back(void **state)
{
    struct site *site = site_open(state);
    char id[32];

    snprintf(id, sizeof id, "%lld", (long long)site->rosi);
    record_one(site);
    get(site, "/contatti/1/persona?q=rosi");
    assert_true(says(site, "Rosi Maria"));
    POST(site, "/contatti/1/persona", "seek", "");
    assert_true(says(site, "Cerca la persona e sceglila"));
    get(site, "/contatti/1/persona?q=rosi");
    POST(site, "/contatti/1/persona", "person", id);
    assert_string_equal(site->location, "/contatti/1");
    get(site, "/contatti/1");
    assert_true(says(site, "Rosi Maria"));
    post(site, "/contatti/1", "/contatti/1/richiamata", (const char *const[]){NULL});
    assert_true(says(site, "Scegli com"));
    post(site, "/contatti/1", "/contatti/1/richiamata",
         (const char *const[]){"outcome", "reached", NULL});
    assert_string_equal(site->location, "/contatti/1");
    get(site, "/contatti/1");
    assert_true(says(site, "Abbiamo parlato"));
    site_close(site);
}

static void list_and_export_show_the_same_without_notes(void **state)
{
    struct site *site = site_open(state);

    record_one(site);
    get(site, "/contatti?unmet=yes&need=company_lonely");
    assert_true(says(site, "signora di Collestatte"));
    assert_false(says(site, "Prima frase"));
    get(site, "/contatti?day=2026-11-22");
    assert_false(says(site, "signora di Collestatte"));
    get(site, "/contatti/elenco.csv?unmet=yes");
    assert_true(says(site, "signora di Collestatte"));
    assert_false(says(site, "Prima frase"));
    get(site, "/contatti?day=ieri&office=x");
    assert_int_equal(site->http_status, 200);
    get(site, "/contatti?need=a&need=b");
    assert_int_equal(site->http_status, 400);
    site_close(site);
}

/* ---- the day ---- */

static void agenda_shows_each_role_its_own_part(void **state)
{
    struct site *site = site_open(state);

    record_one(site);
    get(site, "/agenda");
    assert_int_equal(site->http_status, 200);
    assert_true(says(site, "signora di Collestatte"));
    assert_true(says(site, "tel:+390744780112"));
    assert_true(says(site, "Registra un contatto"));
    assert_true(says(site, "martedì 24 novembre 2026 alle"));
    get(site, "/agenda?giorno=2026-11-22");
    assert_false(says(site, "signora di Collestatte"));
    get(site, "/agenda?giorno=domani");
    assert_int_equal(site->http_status, 200);
    site->actor = &site->auser;
    get(site, "/agenda");
    assert_int_equal(site->http_status, 200);
    assert_false(says(site, "Collestatte"));
    assert_false(says(site, "Contatti"));
    assert_true(says(site, "Posti liberi"));
    site->actor = &site->mayor;
    get(site, "/agenda");
    assert_int_equal(site->http_status, 403);
    get(site, "/inizio");
    assert_int_equal(site->http_status, 200);
    assert_true(says(site, "In alto, in Numeri,"));
    site_close(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH_ENGINES(contact_is_recorded_for_somebody_who_was_searched_for),
        ON_BOTH_ENGINES(form_sent_twice_is_one_contact),
        ON_BOTH_ENGINES(form_waits_for_a_new_person_with_everything_typed),
        ON_BOTH_ENGINES(form_that_waits_is_its_writers_alone_and_for_a_day),
        ON_BOTH_ENGINES(label_alone_says_that_there_is_no_name),
        ON_BOTH_ENGINES(mistakes_are_told_and_nothing_typed_is_lost),
        ON_BOTH_ENGINES(answers_that_no_list_holds_are_refused),
        ON_BOTH_ENGINES(information_request_takes_three_answers),
        ON_BOTH_ENGINES(correction_shows_the_former_text_and_a_conflict_loses_nothing),
        ON_BOTH_ENGINES(anonymous_contact_is_linked_and_called_back),
        ON_BOTH_ENGINES(list_and_export_show_the_same_without_notes),
        ON_BOTH_ENGINES(agenda_shows_each_role_its_own_part),
    };

    must(date_init_civil_time());
    must(crypt_init());
    return cmocka_run_group_tests(tests, NULL, NULL);
}
