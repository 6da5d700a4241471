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

        if (office_page_posts(page))
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

/* --- twice --- */

/* A form that makes something, as somebody would fill it. */
struct creation {
    const char *username;
    const char *path;
    const char *const fields[40];
    const char *counts; /* what it makes more of */
};

static const struct creation CREATIONS[] = {
    {"anna.esposito",
     "/contatti/informazione",
     {"channel", "phone", "need", "health_doctor", "answer", "una volta sola"},
     "select count(*) from contact"},
    {"anna.esposito",
     "/contatti/nuovo",
     {"channel", "phone", "reason", "spontaneous", "caller_kind", "self", "person", "none", "need",
      "health_doctor", "response", "listening"},
     "select count(*) from contact"},
    {"anna.esposito",
     "/persone/nuova",
     {"surname", "Wqvizhnor", "name", "Xkodrul"},
     "select count(*) from person"},
    {"bruno.cipriani",
     "/accompagnamenti/persone/nuova",
     {"surname", "Zhupkwarg", "name", "Ytobnix", "phone", "300 8080808", "place", "1", "address",
      "Via Roma 1", "alone", "yes", "autonomy", "yes"},
     "select count(*) from person"},
    {"",
     "/segnala",
     {"about", "site", "body", "Una pagina non si apre."},
     "select count(*) from site_report"},
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

static void make_twice(struct test_house *h, const struct creation *creation)
{
    struct visitor visitor;
    const struct page_form *form;
    const char *body;
    char first[200];
    int64_t before = house_count(h, creation->counts);

    house_nobody(&visitor);
    if (*creation->username)
        house_enter(h, creation->username, &visitor);
    house_get(h, &visitor, creation->path);
    form = form_at(h, creation->path);
    if (!form)
        fail_msg("%s has no form (%d)", creation->path, h->answer.http_status);
    body = house_encode(h, page_fields(&h->store.arena, form, creation->fields));
    for (int i = 0; i < 2; i++) {
        house_send(h, &visitor,
                   &(struct sending){.method = "POST",
                                     .path = form->action,
                                     .body = body,
                                     .length = strlen(body),
                                     .type = FORM_TYPE});
        if (h->answer.http_status != 303)
            fail_msg("%s -> %d\n%s", creation->path, h->answer.http_status, h->answer.body);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(forms_that_are_not_ours_are_refused_and_change_nothing),
        IN_BOTH_HOUSES(looking_twice_changes_nothing_but_the_audit),
        IN_BOTH_HOUSES(form_sent_twice_is_one_record),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
