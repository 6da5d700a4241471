/* The staff's pages as a browser sees them, without a socket, on both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "staff/accounts.h"
#include "staff/password.h"
#include "staff/staff.h"
#include "support/database.h"
#include "web/web.h"
#include "zone/zone.h"

#define PASSWORD "quattro parole a caso"

enum { COOKIES_MAX = 8, TEXT_MAX = 2048 };

/* A page that only a coordinator may open, standing for those of other features. */
static enum status people_stub(struct ctx *ctx, struct request *request, struct response *response)
{
    (void)ctx;
    (void)request;
    buf_put_text(response_page(response), "le persone");
    return OK;
}

static const struct route STUBS[] = {
    ROUTE(GET, "/persone", POWER_PERSONS_READ, people_stub),
    ROUTE(POST, "/persone", POWER_PERSONS_WRITE, people_stub),
};

struct office {
    struct test_store *t;
    struct web *web;
    struct worker *worker;
    struct password_gate gate;
    struct route_table tables[3];
    struct instant now;
    int64_t anna;
};

/* What a browser remembers. */
struct browser {
    struct office *office;
    char names[COOKIES_MAX][64];
    char values[COOKIES_MAX][256];
    char token[TEXT_MAX];
    char body[64 * 1024];
    char location[TEXT_MAX];
    int http_status;
};

static enum status worker_start(void *app, void **ret_data)
{
    const struct office *office = app;
    struct db *db;

    TRY(store_connect(office->t->store, &db));
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
    struct office *office = web_config(request->web)->app;
    const char *token = request_cookie(ctx->arena, request, STAFF_COOKIE);

    ctx->db = request->worker_data;
    ctx->passwords = &office->gate;
    if (token && staff_actor_of_token(ctx, token, &ctx->actor) == OK)
        request->session = token;
    return OK;
}

static bool permits(struct ctx *ctx, int power)
{
    return actor_may(ctx, (enum power)power);
}

static struct instant now(void *app)
{
    return ((const struct office *)app)->now;
}

/* ---- a zone ---- */

struct making {
    const char *username;
    const char *hash;
    enum role role;
    int64_t id;
};

static enum status make_zone(struct ctx *tx, void *args)
{
    int64_t town, place, office;

    TRY(zone_create(tx, &(struct zone_insert_args){.name = "Zona Sociale 10",
                                                   .controller = "Comune di Terni",
                                                   .second_factor = *(const bool *)args,
                                                   .created_at = tx->now}));
    TRY(zone_add_municipality(tx, "A439", "Arrone", false, &town));
    TRY(zone_add_place(
        tx, &(struct place_insert_args){.municipality_id = town, .name = "Arrone", .kind = "town"},
        &place));
    return zone_add_office(tx,
                           &(struct office_insert_args){.code = "valnerina",
                                                        .name = "Ufficio Valnerina",
                                                        .place_id = place,
                                                        .address = "Via della Resistenza 2",
                                                        .phone = "+390744000100",
                                                        .about = ""},
                           &place, 1, &office);
}

static enum status make_user(struct ctx *tx, void *args)
{
    struct making *making = args;
    struct user_draft draft = {
        .username = making->username, .surname = "Esposito", .name = "Anna", .title = ""};
    struct role_draft role = {.role = making->role, .from = instant_date(tx->now), .to = DATE_NONE};
    int64_t role_id;

    TRY(user_create(tx, &draft, making->hash, &making->id));
    TRY(staff_user_set_password(tx, making->id, making->hash, false));
    role.user_id = making->id;
    return user_give_role(tx, &role, &role_id);
}

static int64_t add_user(struct office *office, const char *username, enum role role)
{
    struct making making = {.username = username, .role = role};

    assert_int_equal(password_hash(&office->t->ctx, PASSWORD, &making.hash), OK);
    assert_int_equal(store_write(&office->t->ctx, make_user, &making), OK);
    return making.id;
}

static void office_open(struct office *office, void **state, bool second_factor)
{
    const char *culprit = NULL;

    *office = (struct office){.t = *state, .now = test_now()};
    office->tables[0] = (struct route_table){STAFF_ROUTES, STAFF_ROUTE_COUNT};
    office->tables[1] = (struct route_table)ROUTE_TABLE(STUBS);
    office->t->config.who = staff_who;
    test_store_reopen(office->t);
    assert_int_equal(password_gate_init(&office->gate, 2), OK);
    assert_int_equal(store_write(&office->t->ctx, make_zone, &second_factor), OK);
    office->anna = add_user(office, "a.esposito", ROLE_COORDINATOR);

    struct web_config config = {
        .hooks = {.worker_start = worker_start,
                  .worker_stop = worker_stop,
                  .begin = begin,
                  .permits = permits,
                  .problem_page = staff_problem_page,
                  .now = now},
        .app = office,
        .routes = office->tables,
        .key = {{7}},
    };

    assert_int_equal(web_new(&config, &office->web, &culprit), OK);
    assert_int_equal(worker_new(office->web, &office->worker), OK);
}

static void office_close(struct office *office)
{
    worker_free(office->worker);
    web_free(office->web);
    password_gate_free(&office->gate);
}

/* ---- a browser ---- */

static void keep_cookie(struct browser *browser, const char *set_cookie)
{
    size_t name_length = strcspn(set_cookie, "=");
    const char *value = set_cookie + name_length + 1;
    int free_at = -1;

    for (int i = COOKIES_MAX - 1; i >= 0; i--) {
        if (!browser->names[i][0])
            free_at = i;
    }
    for (int i = 0; i < COOKIES_MAX; i++) {
        if (strncmp(browser->names[i], set_cookie, name_length) == 0 &&
            browser->names[i][name_length] == '\0')
            free_at = i;
    }
    assert_true(free_at >= 0);
    snprintf(browser->names[free_at], sizeof browser->names[0], "%.*s", (int)name_length,
             set_cookie);
    snprintf(browser->values[free_at], sizeof browser->values[0], "%.*s", (int)strcspn(value, ";"),
             value);
}

/* The value of the first field called `name` on the page. */
static const char *field_on_page(const struct browser *browser, const char *name)
{
    static char value[TEXT_MAX];
    char mark[100];

    snprintf(mark, sizeof mark, "name=\"%s\" value=\"", name);

    const char *at = strstr(browser->body, mark);

    if (!at)
        return "";
    at += strlen(mark);
    snprintf(value, sizeof value, "%.*s", (int)strcspn(at, "\""), at);
    return value;
}

static void ask(struct browser *browser, const char *method, const char *target, const char *body)
{
    char cookies[COOKIES_MAX * 330] = "";
    size_t used = 0;
    struct raw_request raw = {.method = method, .target = target, .peer = "10.0.4.12"};
    struct response response;
    size_t length;

    for (int i = 0; i < COOKIES_MAX && browser->names[i][0]; i++) {
        if (browser->values[i][0])
            used += (size_t)snprintf(cookies + used, sizeof cookies - used, "%s%s=%s",
                                     used ? "; " : "", browser->names[i], browser->values[i]);
    }
    raw.headers[HEADER_HOST] = "localhost";
    raw.headers[HEADER_COOKIE] = cookies;
    raw.headers[HEADER_CONTENT_TYPE] = body ? "application/x-www-form-urlencoded" : NULL;
    raw.headers[HEADER_USER_AGENT] = "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0";
    raw.body = body;
    raw.body_length = body ? strlen(body) : 0;
    web_handle(browser->office->web, browser->office->worker, &raw, &response);
    browser->http_status = response.http_status;
    for (size_t i = 0; i < response.header_count; i++) {
        if (strcmp(response.headers[i].name, "Set-Cookie") == 0)
            keep_cookie(browser, response.headers[i].value);
    }

    const char *bytes = response_bytes(&response, &length);
    const char *location = response_header_value(&response, "Location");

    snprintf(browser->location, sizeof browser->location, "%s", location ? location : "");
    snprintf(browser->body, sizeof browser->body, "%.*s", (int)length, length ? bytes : "");
    if (*field_on_page(browser, "token"))
        snprintf(browser->token, sizeof browser->token, "%s", field_on_page(browser, "token"));
}

static void get(struct browser *browser, const char *target)
{
    ask(browser, "GET", target, NULL);
}

/* Sends `fields` with the token and the key of the page seen last. */
static void post(struct browser *browser, const char *target, const char *fields)
{
    char body[3 * TEXT_MAX];

    snprintf(body, sizeof body, "token=%s&once=%s&%s", browser->token,
             field_on_page(browser, "once"), fields);
    ask(browser, "POST", target, body);
}

static bool page_says(const struct browser *browser, const char *text)
{
    return strstr(browser->body, text) != NULL;
}

static void enter(struct browser *browser, const char *username)
{
    char fields[200];

    get(browser, "/accesso");
    snprintf(fields, sizeof fields, "username=%s&password=quattro+parole+a+caso", username);
    post(browser, "/accesso", fields);
    assert_int_equal(browser->http_status, 303);
}

/* ---- coming in ---- */

static void page_without_a_session_sends_to_sign_in_and_back(void **state)
{
    struct office office;
    office_open(&office, state, false);
    struct browser browser = {.office = &office};

    get(&browser, "/persone?q=rosi%20mari");
    assert_int_equal(browser.http_status, 303);
    assert_string_equal(browser.location, "/accesso?torna=%2Fpersone%3Fq%3Drosi%2520mari");
    get(&browser, browser.location);
    assert_int_equal(browser.http_status, 200);
    post(&browser, "/accesso",
         "torna=%2Fpersone%3Fq%3Drosi%2520mari&username=a.esposito&password="
         "quattro+parole+a+caso");
    assert_int_equal(browser.http_status, 303);
    assert_string_equal(browser.location, "/persone?q=rosi%20mari");
    get(&browser, browser.location);
    assert_true(page_says(&browser, "le persone"));
    office_close(&office);
}

static void sign_in_does_not_lead_out_of_here(void **state)
{
    struct office office;
    office_open(&office, state, false);
    struct browser browser = {.office = &office};

    get(&browser, "/accesso");
    post(&browser, "/accesso",
         "torna=https%3A%2F%2Fevil.example&username=a.esposito&password=quattro+parole+a+caso");
    assert_string_equal(browser.location, "/agenda");
    office_close(&office);
}

static void sign_in_wrong_says_neither_which_nor_the_password(void **state)
{
    struct office office;
    office_open(&office, state, false);
    struct browser browser = {.office = &office};

    get(&browser, "/accesso");
    post(&browser, "/accesso", "username=a.esposito&password=sbagliatissima");
    assert_int_equal(browser.http_status, 200);
    assert_true(page_says(&browser, "Il nome o la parola d’accesso non corrispondono"));
    assert_true(page_says(&browser, "<title>Errore: "));
    assert_true(page_says(&browser, "value=\"a.esposito\""));
    assert_false(page_says(&browser, "sbagliatissima"));
    office_close(&office);
}

static void half_entered_is_sent_to_the_next_step(void **state)
{
    struct office office;
    office_open(&office, state, true);
    struct browser browser = {.office = &office};

    enter(&browser, "a.esposito");
    assert_string_equal(browser.location, "/accesso/codice");
    get(&browser, "/persone");
    assert_int_equal(browser.http_status, 303);
    assert_string_equal(browser.location, "/accesso/codice?torna=%2Fpersone");
    get(&browser, browser.location);
    assert_string_equal(browser.location, "/accesso/secondo-fattore?torna=%2Fpersone");
    get(&browser, browser.location);
    assert_int_equal(browser.http_status, 200);
    assert_true(page_says(&browser, "<svg"));
    office_close(&office);
}

static void leaving_ends_the_session(void **state)
{
    struct office office;
    office_open(&office, state, false);
    struct browser browser = {.office = &office};

    enter(&browser, "a.esposito");
    get(&browser, "/profilo");
    assert_int_equal(browser.http_status, 200);
    assert_true(page_says(&browser, "Firefox su Windows"));
    post(&browser, "/esci", "");
    assert_string_equal(browser.location, "/accesso");
    get(&browser, "/profilo");
    assert_int_equal(browser.http_status, 303);
    office_close(&office);
}

static void own_password_changes_and_stays_inside(void **state)
{
    struct office office;
    office_open(&office, state, false);
    struct browser browser = {.office = &office};

    enter(&browser, "a.esposito");
    get(&browser, "/profilo/parola");
    post(&browser, "/profilo/parola",
         "password_now=quattro+parole+a+caso&password=corta&password_again=corta");
    assert_true(page_says(&browser, "Scrivi almeno 12 caratteri"));
    post(&browser, "/profilo/parola",
         "password_now=quattro+parole+a+caso&password=un%27altra+tutta+mia&password_again="
         "un%27altra+tutta+mia");
    assert_int_equal(browser.http_status, 303);
    get(&browser, "/profilo");
    assert_int_equal(browser.http_status, 200);
    office_close(&office);
}

/* ---- problems ---- */

static void problem_page_for_the_wrong_role_names_role_and_telephone(void **state)
{
    struct office office;
    office_open(&office, state, false);
    struct browser browser = {.office = &office};

    add_user(&office, "admin", ROLE_ADMINISTRATOR);
    enter(&browser, "admin");
    assert_string_equal(browser.location, "/utenti");
    get(&browser, "/persone");
    assert_int_equal(browser.http_status, 403);
    assert_true(page_says(&browser, "amministratore di sistema"));
    assert_true(page_says(&browser, "tel:+390744000100"));
    assert_false(page_says(&browser, "le persone"));
    get(&browser, "/utenti/99999");
    assert_int_equal(browser.http_status, 404);
    assert_true(page_says(&browser, "tel:+390744000100"));
    office_close(&office);
}

static void problem_page_of_an_expired_form_can_be_sent_again(void **state)
{
    struct office office;
    office_open(&office, state, false);
    struct browser browser = {.office = &office};

    enter(&browser, "a.esposito");
    snprintf(browser.token, sizeof browser.token, "1.1.falso");
    post(&browser, "/persone", "surname=Rosi&password=segreta&tax_code=RSOMRA50A41L117X");
    assert_int_equal(browser.http_status, 403);
    assert_true(page_says(&browser, "name=\"surname\" value=\"Rosi\""));
    assert_true(page_says(&browser, "RSOMRA50A41L117X"));
    assert_true(page_says(&browser, "action=\"/persone\""));
    assert_false(page_says(&browser, "segreta"));
    post(&browser, "/persone", "surname=Rosi");
    assert_int_equal(browser.http_status, 200);
    assert_true(page_says(&browser, "le persone"));
    office_close(&office);
}

/* ---- users, rules, register ---- */

static void administrator_makes_a_user_who_enters_and_chooses_a_password(void **state)
{
    struct office office;
    office_open(&office, state, false);
    struct browser admin = {.office = &office};
    struct browser carla = {.office = &office};
    char fields[300];
    char password[PASSWORD_GIVEN_CHARS + 1];

    add_user(&office, "admin", ROLE_ADMINISTRATOR);
    enter(&admin, "admin");
    get(&admin, "/utenti/nuovo");
    post(&admin, "/utenti/nuovo",
         "surname=Fabbri&name=Carla&username=C.Fabbri&title=&email=&role=rides_coordinator"
         "&office=1&municipality=&from=&to=");
    assert_int_equal(admin.http_status, 200);

    const char *shown = strstr(admin.body, "<dt>Parola d’accesso</dt><dd class=\"ac-mono\">");

    assert_non_null(shown);
    snprintf(password, sizeof password, "%s", strstr(shown, "mono\">") + 6);
    get(&carla, "/accesso");
    snprintf(fields, sizeof fields, "username=c.fabbri&password=%s", password);
    post(&carla, "/accesso", fields);
    assert_string_equal(carla.location, "/accesso/parola");
    get(&carla, carla.location);
    post(&carla, "/accesso/parola",
         "password=una+tutta+mia+davvero&password_again=una+tutta+mia+davvero");
    assert_string_equal(carla.location, "/agenda");
    office_close(&office);
}

static void administrator_sees_no_person_and_no_register(void **state)
{
    struct office office;
    office_open(&office, state, false);
    struct browser admin = {.office = &office};

    add_user(&office, "admin", ROLE_ADMINISTRATOR);
    enter(&admin, "admin");
    get(&admin, "/registro");
    assert_int_equal(admin.http_status, 403);
    get(&admin, "/utenti");
    assert_int_equal(admin.http_status, 200);
    assert_true(page_says(&admin, "Esposito Anna"));
    assert_false(page_says(&admin, "href=\"/persone\""));
    office_close(&office);
}

static void user_changed_meanwhile_keeps_what_was_typed(void **state)
{
    struct office office;
    office_open(&office, state, false);
    struct browser admin = {.office = &office};
    char path[40];

    add_user(&office, "admin", ROLE_ADMINISTRATOR);
    enter(&admin, "admin");
    snprintf(path, sizeof path, "/utenti/%lld", (long long)office.anna);
    get(&admin, path);
    post(&admin, path, "version=1&surname=Espositi&name=Anna&username=a.esposito&title=&email=");
    assert_int_equal(admin.http_status, 409);
    assert_true(page_says(&admin, "value=\"Espositi\""));
    office_close(&office);
}

static void rule_changes_from_a_day_on(void **state)
{
    struct office office;
    office_open(&office, state, false);
    struct browser admin = {.office = &office};

    add_user(&office, "admin", ROLE_ADMINISTRATOR);
    enter(&admin, "admin");
    get(&admin, "/regole/regola?regola=rides.window_minutes");
    assert_int_equal(admin.http_status, 200);
    post(&admin, "/regole/regola", "rule=rides.window_minutes&value=molti&from=2026-12-01&note=");
    assert_true(page_says(&admin, "<title>Errore: "));
    post(&admin, "/regole/regola",
         "rule=rides.window_minutes&value=20&from=2026-12-01&note=Delibera+12");
    assert_int_equal(admin.http_status, 303);
    get(&admin, "/regole/regola?regola=rides.window_minutes");
    assert_true(page_says(&admin, "Delibera 12"));
    assert_true(page_says(&admin, "dal 01/01/2000 al 30/11/2026"));
    office_close(&office);
}

static void rule_of_codes_is_chosen_with_boxes(void **state)
{
    struct office office;
    office_open(&office, state, false);
    struct browser admin = {.office = &office};

    add_user(&office, "admin", ROLE_ADMINISTRATOR);
    enter(&admin, "admin");
    get(&admin, "/regole/regola?regola=rides.mobility_aids");
    assert_true(page_says(&admin, "value=\"stick\" checked"));
    assert_false(page_says(&admin, "value=\"fixed_wheelchair\" checked"));
    post(&admin, "/regole/regola", "rule=rides.mobility_aids&from=2026-12-01&note=");
    assert_true(page_says(&admin, "<title>Errore: "));
    post(&admin, "/regole/regola",
         "rule=rides.mobility_aids&code=none&code=walker&code=made_up&from=2026-12-01&note=");
    assert_int_equal(admin.http_status, 303);
    get(&admin, "/regole/regola?regola=rides.mobility_aids");
    assert_true(page_says(&admin, "value=\"walker\" checked"));
    assert_false(page_says(&admin, "value=\"stick\" checked"));
    assert_false(page_says(&admin, "made_up"));
    office_close(&office);
}

static void zone_takes_a_municipality_a_place_and_an_office(void **state)
{
    struct office office;
    office_open(&office, state, false);
    struct browser admin = {.office = &office};

    add_user(&office, "admin", ROLE_ADMINISTRATOR);
    enter(&admin, "admin");
    get(&admin, "/regole/luoghi");
    post(&admin, "/regole/luoghi/comuni", "municipality_name=Narni&municipality_code=F8");
    assert_true(page_says(&admin, "come L117"));
    post(&admin, "/regole/luoghi/comuni", "municipality_name=Narni&municipality_code=f844");
    assert_int_equal(admin.http_status, 303);
    get(&admin, "/regole/luoghi");
    assert_true(page_says(&admin, "F844"));
    post(&admin, "/regole/luoghi/comuni", "municipality_name=Narni&municipality_code=F844");
    assert_true(page_says(&admin, "C’è già"));
    post(&admin, "/regole/luoghi/paesi",
         "place_name=San+Vito&place_municipality=1&place_kind=hamlet&latitude=12.5&longitude=42.5");
    assert_true(page_says(&admin, "da 35 a 48"));
    post(&admin, "/regole/luoghi/paesi",
         "place_name=San+Vito&place_municipality=1&place_kind=hamlet&latitude=42,5&longitude=12.5");
    assert_int_equal(admin.http_status, 303);
    get(&admin, "/regole/luoghi");
    assert_true(page_says(&admin, "San Vito"));
    post(&admin, "/regole/luoghi/uffici",
         "office_name=Ufficio+di+Narni&office_place=1&office_address=Via+Roma+1&office_phone="
         "&office_email=&office_about=Ascolta.&served=1");
    assert_int_equal(admin.http_status, 303);
    get(&admin, "/regole/luoghi");
    assert_true(page_says(&admin, "Ufficio di Narni</a>"));
    office_close(&office);
}

static void calendar_and_lists_take_additions(void **state)
{
    struct office office;
    office_open(&office, state, false);
    struct browser admin = {.office = &office};

    add_user(&office, "admin", ROLE_ADMINISTRATOR);
    enter(&admin, "admin");
    get(&admin, "/regole/orari");
    post(&admin, "/regole/orari",
         "opening_office=1&opening_line=desk&opening_place=1&weekday=1&opens=9&closes=12"
         "&opening_from=2026-12-01");
    assert_int_equal(admin.http_status, 303);
    get(&admin, "/regole/orari");
    assert_true(page_says(&admin, "lunedì, 9:00-12:00"));
    post(&admin, "/regole/orari/1/togli", "");
    assert_int_equal(admin.http_status, 303);
    get(&admin, "/regole/elenchi/elenco?elenco=channel");
    post(&admin, "/regole/elenchi", "list=channel&label=Citofono&label_en=&hint=&parent=");
    assert_int_equal(admin.http_status, 303);
    get(&admin, "/regole/elenchi/elenco?elenco=channel");
    assert_true(page_says(&admin, "Citofono"));
    post(&admin, "/regole/elenchi", "list=ride_state&label=Nuovo&label_en=&hint=&parent=");
    assert_int_equal(admin.http_status, 404);
    office_close(&office);
}

static void register_shows_who_did_what_and_its_own_reading(void **state)
{
    struct office office;
    office_open(&office, state, false);
    struct browser dpo = {.office = &office};

    add_user(&office, "dpo", ROLE_DPO);
    enter(&dpo, "dpo");
    assert_string_equal(dpo.location, "/registro");
    get(&dpo, "/registro");
    assert_int_equal(dpo.http_status, 200);
    assert_true(page_says(&dpo, arena_printf(&office.t->arena, "<span class=\"ac-sub\">%s</span>",
                                             role_label(ROLE_DPO))));
    assert_false(page_says(&dpo, ">role."));
    get(&dpo, "/registro?who=anna&first=2026-11-23&last=&person=");
    assert_true(page_says(&dpo, "ha letto il registro"));
    assert_false(page_says(&dpo, "ha creato l"));
    get(&dpo, "/registro?who=&first=2020-01-01&last=2020-01-02&person=");
    assert_true(page_says(&dpo, "Nessuna riga"));
    get(&dpo, "/registro/csv");
    assert_int_equal(dpo.http_status, 200);
    assert_true(page_says(&dpo, "numero;quando;chi"));
    office_close(&office);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH_ENGINES(page_without_a_session_sends_to_sign_in_and_back),
        ON_BOTH_ENGINES(sign_in_does_not_lead_out_of_here),
        ON_BOTH_ENGINES(sign_in_wrong_says_neither_which_nor_the_password),
        ON_BOTH_ENGINES(half_entered_is_sent_to_the_next_step),
        ON_BOTH_ENGINES(leaving_ends_the_session),
        ON_BOTH_ENGINES(own_password_changes_and_stays_inside),
        ON_BOTH_ENGINES(problem_page_for_the_wrong_role_names_role_and_telephone),
        ON_BOTH_ENGINES(problem_page_of_an_expired_form_can_be_sent_again),
        ON_BOTH_ENGINES(administrator_makes_a_user_who_enters_and_chooses_a_password),
        ON_BOTH_ENGINES(administrator_sees_no_person_and_no_register),
        ON_BOTH_ENGINES(user_changed_meanwhile_keeps_what_was_typed),
        ON_BOTH_ENGINES(rule_changes_from_a_day_on),
        ON_BOTH_ENGINES(rule_of_codes_is_chosen_with_boxes),
        ON_BOTH_ENGINES(zone_takes_a_municipality_a_place_and_an_office),
        ON_BOTH_ENGINES(calendar_and_lists_take_additions),
        ON_BOTH_ENGINES(register_shows_who_did_what_and_its_own_reading),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
