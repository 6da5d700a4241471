/*
 * Forms that are not ours change nothing; looking at pages changes nothing; a form sent twice is
 * one record.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "frame/frame.h"
#include "support/digest.h"
#include "support/office.h"
#include "support/page.h"

enum { FAULTS_SHOWN = 30 };

#define FORM_TYPE "application/x-www-form-urlencoded"

/* --- forms that are not ours --- */

struct forgery {
    const char *name;
    const char *token; /* "own", "other's", "old" (of yesterday), or as it stands; NULL: none */
    const char *origin;
    const char *fetch_site;
};

static const struct forgery FORGERIES[] = {
    {"no token", NULL, "http://accanto.test", "same-origin"},
    {"a made-up token", "29923740.7.0123456789abcdef0123456789abcdef", NULL, NULL},
    {"another session's token", "other's", "http://accanto.test", "same-origin"},
    {"yesterday's token", "old", "http://accanto.test", "same-origin"},
    {"another site's page", "own", "https://evil.example", "cross-site"},
    {"another site's page, by an old browser", "own", "https://evil.example", NULL},
    {"another site's page without origin", "own", NULL, "cross-site"},
    {"a neighbour's page", "own", "http://other.accanto.test", "same-site"},
};
enum { FORGERY_COUNT = sizeof FORGERIES / sizeof FORGERIES[0] };

static const char *forged_body(struct test_house *h, struct visitor *visitor,
                               struct visitor *stranger, const struct forgery *forgery)
{
    struct instant now = h->store.ctx.now;
    const char *token = forgery->token;

    if (!token)
        return "";
    if (strcmp(token, "own") == 0)
        token = house_token(h, visitor);
    else if (strcmp(token, "other's") == 0)
        token = house_token(h, stranger);
    else if (strcmp(token, "old") == 0) {
        h->store.ctx.now.seconds -= 24 * 3600;
        token = house_token(h, visitor);
        h->store.ctx.now = now;
    }
    return arena_printf(&h->store.arena, "token=%s", token);
}

static int send_forgeries(struct test_house *h, const struct office_page *page, const char *path)
{
    struct visitor visitor;
    struct visitor stranger;
    int accepted = 0;

    office_enter(h, office_role_for(page), &visitor);
    house_enter(h, "rita.nobili", &stranger);
    house_get(h, &visitor, "/accesso"); /* for nobody: the cookie that tokens are tied to */
    for (int i = 0; i < FORGERY_COUNT; i++) {
        const char *body = forged_body(h, &visitor, &stranger, &FORGERIES[i]);
        const struct answer *answer =
            house_send(h, &visitor,
                       &(struct sending){.method = "POST",
                                         .path = path,
                                         .body = body,
                                         .length = strlen(body),
                                         .type = FORM_TYPE,
                                         .origin = FORGERIES[i].origin,
                                         .fetch_site = FORGERIES[i].fetch_site});

        if (answer_refuses(answer))
            continue;
        print_error("POST %s with %s -> %d\n", path, FORGERIES[i].name, answer->http_status);
        accepted++;
    }
    return accepted;
}

static void forms_that_are_not_ours_are_refused_and_change_nothing(void **state)
{
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    struct digest before;
    struct digest after;
    int64_t changes;
    int accepted = 0;

    plant_all(h, plants);
    digest_take(h, &before);
    changes = house_count(h, "select count(*) from audit_event");
    for (size_t i = 0; i < OFFICE_PAGE_COUNT; i++) {
        char path[OFFICE_PATH_MAX];

        if (!office_page_posts(&OFFICE_PAGES[i]))
            continue;
        office_path(h, &OFFICE_PAGES[i], &plants[PLANT_OWN], path);
        accepted += send_forgeries(h, &OFFICE_PAGES[i], path);
    }
    digest_take(h, &after);
    assert_int_equal(accepted, 0);
    assert_string_equal(digest_compare(h, &before, &after, DIGEST_READING), "");
    assert_int_equal(house_count(h, "select count(*) from audit_event"), changes);
    assert_int_equal(h->broken, 0);
}

/* --- looking --- */

/* The tests know no signed link, so one that opens a page without entering is made up. */
static bool is_guessed_link(const struct office_page *page)
{
    return strstr(page->route, " /turni/:code") || strstr(page->route, " /foglio/:code");
}

static void looking_twice_changes_nothing_but_the_audit(void **state)
{
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    struct digest before;
    struct digest after;
    const char *const changes = "select count(*) from audit_event where is_read = 0";
    int64_t changed;

    plant_all(h, plants);
    digest_take(h, &before);
    changed = house_count(h, changes);
    for (size_t i = 0; i < 2 * OFFICE_PAGE_COUNT; i++) {
        const struct office_page *page = &OFFICE_PAGES[i / 2];
        struct visitor visitor;
        char path[OFFICE_PATH_MAX];

        if (office_page_posts(page) || is_guessed_link(page))
            continue;
        office_path(h, page, &plants[PLANT_OWN], path);
        office_enter(h, office_role_for(page), &visitor);
        house_get(h, &visitor, path);
    }
    digest_take(h, &after);
    assert_string_equal(digest_compare(h, &before, &after, DIGEST_READING), "");
    assert_int_equal(house_count(h, changes), changed);
    assert_int_equal(h->broken, 0);
}

/* A made-up link counts as a wrong password does. */
static void guessed_link_is_counted_and_changes_nothing_else(void **state)
{
    static const char *const but_attempts[] = {"audit_head", "staff_session", "sign_in_attempt",
                                               NULL};
    const char *const attempts = "select count(*) from sign_in_attempt where succeeded = 0";
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    struct digest before;
    struct digest after;
    int64_t counted;
    int64_t guessed = 0;

    plant_all(h, plants);
    digest_take(h, &before);
    counted = house_count(h, attempts);
    for (size_t i = 0; i < OFFICE_PAGE_COUNT; i++) {
        struct visitor visitor = {0};
        char path[OFFICE_PATH_MAX];

        if (office_page_posts(&OFFICE_PAGES[i]) || !is_guessed_link(&OFFICE_PAGES[i]))
            continue;
        office_path(h, &OFFICE_PAGES[i], &plants[PLANT_OWN], path);
        house_get(h, &visitor, path);
        assert_int_equal(h->answer.http_status, 404);
        guessed++;
    }
    digest_take(h, &after);
    assert_int_equal(guessed, 2);
    assert_int_equal(house_count(h, attempts), counted + guessed);
    assert_string_equal(digest_compare(h, &before, &after, but_attempts), "");
    assert_int_equal(h->broken, 0);
}

/* --- twice --- */

/* A form that makes something, as somebody would fill it. */
struct creation {
    const char *username;
    const char *path;
    const char *const fields[40];
    const char *counts;        /* what it makes more of */
    const char *afterwards[3]; /* a field as somebody changes it after the back button */
};

static const struct creation CREATIONS[] = {
    {"anna.esposito",
     "/contatti/informazione",
     {"channel", "phone", "need", "health_doctor", "answer", "una volta sola"},
     "select count(*) from contact",
     {"answer", "due volte"}},
    {"anna.esposito",
     "/contatti/nuovo",
     {"channel", "phone", "reason", "spontaneous", "caller_kind", "self", "person", "none", "need",
      "health_doctor", "response", "listening"},
     "select count(*) from contact",
     {"notes", "Ha detto anche altro."}},
    {"anna.esposito",
     "/persone/nuova",
     {"surname", "Wqvizhnor", "name", "Xkodrul"},
     "select count(*) from person",
     {"name", "Xkodrula"}},
    {"bruno.cipriani",
     "/accompagnamenti/persone/nuova",
     {"surname", "Zhupkwarg", "name", "Ytobnix", "phone", "300 8080808", "place", "1", "address",
      "Via Roma 1", "alone", "yes", "autonomy", "yes"},
     "select count(*) from person",
     {"address", "Via Roma 11"}},
    {"anna.esposito",
     "/rete/associazioni/nuova",
     {"name", "Gli amici del fiume", "code", "amici-del-fiume", "kind", "public", "description",
      "Puliscono il fiume."},
     "select count(*) from organization",
     {"description", "Puliscono il fiume e la riva."}},
    {"anna.esposito",
     "/rete/servizi/nuovo",
     {"code",    "passeggiata",  "organization_id", "1",      "name",   "La passeggiata",
      "summary", "Si cammina",   "audience",        "Tutti",  "how_to", "Si viene",
      "needed",  "Le scarpe",    "outcome",         "Aria",   "timing", "Ogni giovedì",
      "access",  "Dalla piazza", "conditions",      "Niente", "needs",  "health_doctor"},
     "select count(*) from service",
     {"summary", "Si cammina piano"}},
    {"bruno.cipriani",
     "/volontari/nuovo",
     {"surname", "Wqvizhnor", "name", "Primo", "phone", "300 8080809", "organization_id", "1",
      "place_id", "1"},
     "select count(*) from volunteer",
     {"phone", "300 8080810"}},
    {"elena.viola",
     "/utenti/nuovo",
     {"username", "primo.volta", "surname", "Volta", "name", "Primo", "title", "operatore", "role",
      "coordinator", "office", "1"},
     "select count(*) from staff_user",
     {"name", "Primo Secondo"}},
    {"",
     "/segnala",
     {"about", "site", "body", "Una pagina non si apre."},
     "select count(*) from site_report",
     {"body", "Due pagine non si aprono."}},
};
enum { CREATION_COUNT = sizeof CREATIONS / sizeof CREATIONS[0] };

static const struct page_form *form_at(struct test_house *h, const char *path)
{
    struct page *page = page_read(&h->store.arena, h->answer.body, path);

    for (size_t i = 0; i < page->form_count; i++) {
        if (page->forms[i].post && page_field(&page->forms[i], "once"))
            return &page->forms[i];
    }
    return NULL;
}

/* A new user's first password is on the page that answers: nothing else can show it. */
static bool shows_a_password(const struct creation *creation)
{
    return strcmp(creation->path, "/utenti/nuovo") == 0;
}

/* Name and value after name and value, with one of them changed or added. */
static const char *const *fields_changed(struct arena *arena, const char *const *fields,
                                         const char *const change[2])
{
    size_t count = 0;
    bool found = false;

    while (fields[count])
        count += 2;

    const char **changed = arena_array(arena, const char *, count + 3);

    for (size_t i = 0; i < count; i += 2) {
        bool here = strcmp(fields[i], change[0]) == 0;

        changed[i] = fields[i];
        changed[i + 1] = here ? change[1] : fields[i + 1];
        found |= here;
    }
    changed[count] = found ? NULL : change[0];
    changed[count + 1] = change[1];
    return changed;
}

static void creation_enter(struct test_house *h, const struct creation *creation,
                           struct visitor *ret_visitor)
{
    house_nobody(ret_visitor);
    if (*creation->username)
        house_enter(h, creation->username, ret_visitor);
}

static const struct page_form *creation_form(struct test_house *h, const struct creation *creation,
                                             struct visitor *visitor)
{
    const struct page_form *form;

    house_get(h, visitor, creation->path);
    form = form_at(h, creation->path);
    if (!form)
        fail_msg("%s has no form (%d)", creation->path, h->answer.http_status);
    return form;
}

static void post_fields(struct test_house *h, struct visitor *visitor, const char *path,
                        const char *const *fields)
{
    const char *body = house_encode(h, fields);

    house_send(h, visitor,
               &(struct sending){.method = "POST",
                                 .path = path,
                                 .body = body,
                                 .length = strlen(body),
                                 .type = FORM_TYPE});
}

static void expect(struct test_house *h, const struct creation *creation, int http_status)
{
    if (h->answer.http_status != http_status)
        fail_msg("%s -> %d\n%s", creation->path, h->answer.http_status, h->answer.body);
}

static void make_twice(struct test_house *h, const struct creation *creation)
{
    struct visitor visitor;
    const struct page_form *form;
    char first[200];
    int64_t before = house_count(h, creation->counts);

    creation_enter(h, creation, &visitor);
    form = creation_form(h, creation, &visitor);
    for (int i = 0; i < 2; i++) {
        post_fields(h, &visitor, form->action,
                    page_fields(&h->store.arena, form, creation->fields));
        expect(h, creation, shows_a_password(creation) ? 200 : 303);
        if (i == 0)
            snprintf(first, sizeof(first), "%s", h->answer.location);
    }
    assert_string_equal(h->answer.location, first);
    assert_int_equal(house_count(h, creation->counts), before + 1);
}

static void form_sent_twice_is_one_record(void **state)
{
    struct test_house *h = *state;

    for (int i = 0; i < CREATION_COUNT; i++) {
        size_t mark = arena_mark(&h->store.arena);

        make_twice(h, &CREATIONS[i]);
        arena_rewind(&h->store.arena, mark);
    }
}

/* Both ways out of the page lead to the record: to look at, and with what was typed to correct it.
 */
static void follow_repeated(struct test_house *h, const struct creation *creation,
                            struct visitor *visitor)
{
    const struct page *page = page_read(&h->store.arena, h->answer.body, creation->path);

    assert_non_null(strstr(h->answer.body, "già stato registrato"));
    assert_non_null(strstr(h->answer.body, creation->afterwards[1]));
    for (size_t i = 0; i < page->form_count; i++) {
        if (!page_field(&page->forms[i], ASK_AGAIN))
            continue;
        post_fields(h, visitor, page->forms[i].action,
                    page_fields(&h->store.arena, &page->forms[i], NULL));
        expect(h, creation, 200);
        assert_non_null(strstr(h->answer.body, creation->afterwards[1]));
    }
    for (size_t i = 0; i < page->link_count; i++) {
        house_get(h, visitor, page->links[i]);
        expect(h, creation, 200);
    }
}

static void change_after_back(struct test_house *h, const struct creation *creation)
{
    struct visitor visitor;
    const struct page_form *form;
    const char *const *first;
    int64_t before = house_count(h, creation->counts);

    creation_enter(h, creation, &visitor);
    form = creation_form(h, creation, &visitor);
    first = page_fields(&h->store.arena, form, creation->fields);
    post_fields(h, &visitor, form->action, first);
    expect(h, creation, shows_a_password(creation) ? 200 : 303);
    post_fields(h, &visitor, form->action,
                fields_changed(&h->store.arena, first, creation->afterwards));
    expect(h, creation, 409);
    follow_repeated(h, creation, &visitor);
    assert_int_equal(house_count(h, creation->counts), before + 1);
}

static void form_changed_after_back_leads_to_its_record(void **state)
{
    struct test_house *h = *state;

    for (int i = 0; i < CREATION_COUNT; i++) {
        size_t mark = arena_mark(&h->store.arena);

        change_after_back(h, &CREATIONS[i]);
        arena_rewind(&h->store.arena, mark);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(forms_that_are_not_ours_are_refused_and_change_nothing),
        IN_BOTH_HOUSES(looking_twice_changes_nothing_but_the_audit),
        IN_BOTH_HOUSES(guessed_link_is_counted_and_changes_nothing_else),
        IN_BOTH_HOUSES(form_sent_twice_is_one_record),
        IN_BOTH_HOUSES(form_changed_after_back_leads_to_its_record),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
