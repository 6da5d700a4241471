/*
 * Who opened whose page and who changed what is written down, always; what was written about people
 * is not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "store/audit.h"
#include "support/crawl.h"
#include "support/digest.h"
#include "support/office.h"

#define READINGS "select count(*) from audit_event where is_read = 1"
#define CHANGES  "select count(*) from audit_event where is_read = 0"

enum { FORMS_MAX = 300 };

/* --- readings --- */

/* What the row of a reading must name, as a condition: the thing itself, or whose ride it is. */
static const char *named(struct arena *arena, const struct plant *plant,
                         enum office_subject subject)
{
    const char *person = arena_printf(arena, "(subject_kind = 'person' and subject_id = %lld)",
                                      (long long)plant->person_id);

    if (subject == PERSON || subject == RIDER)
        return person;
    if (subject == CONTACT)
        return arena_printf(arena, "(subject_kind = 'contact' and subject_id = %lld)",
                            (long long)plant->contact_id);
    if (subject == RIDE)
        return arena_printf(arena, "(%s or (subject_kind = 'ride' and subject_id = %lld))", person,
                            (long long)plant->ride_id);
    return "1 = 1";
}

/* Opens the page and looks for a new row of this user's that names what it is about. */
static bool is_written_down(struct test_house *h, const struct office_page *page,
                            const struct plant *plant, const struct office_role *role)
{
    struct arena *arena = &h->store.arena;
    struct visitor visitor;
    char path[OFFICE_PATH_MAX];
    int64_t before = house_count(h, "select max(number) from audit_event");
    const char *sql;

    office_path(h, page, plant, path);
    office_enter(h, role, &visitor);
    house_get(h, &visitor, path);
    if (h->answer.http_status != 200)
        return true;
    sql = arena_printf(arena,
                       READINGS " and number > %lld and actor_id = (select id from staff_user "
                                "where username = '%s') and %s",
                       (long long)before, role->username, named(arena, plant, page->subject));
    return house_count(h, sql) > 0;
}

static void every_reading_of_a_person_a_contact_and_a_ride_is_written_down(void **state)
{
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    int opened = 0;
    int silent = 0;

    plant_all(h, plants);
    for (size_t i = 0; i < OFFICE_PAGE_COUNT; i++) {
        const struct office_page *page = &OFFICE_PAGES[i];

        for (size_t j = 0; j < OFFICE_ROLE_COUNT; j++) {
            const struct office_role *role = &OFFICE_ROLES[j];
            unsigned columns = page->writes ? role->writes : role->reads;
            size_t mark = arena_mark(&h->store.arena);

            if (page->subject == NOTHING || office_page_posts(page) || !(columns & page->column))
                continue;
            opened++;
            if (office_knows(role, PLANT_OWN) &&
                !is_written_down(h, page, &plants[PLANT_OWN], role)) {
                print_error("%s by %s leaves no row\n", page->route, role->username);
                silent++;
            }
            arena_rewind(&h->store.arena, mark);
        }
    }
    assert_true(opened > 30);
    assert_int_equal(silent, 0);
}

/* --- changes --- */

struct sender {
    struct test_house *h;
    const char *username;
    char tried[FORMS_MAX][OFFICE_PATH_MAX];
    size_t tried_count;
    int changed;
    int silent;
};

static bool is_new(struct sender *sender, const char *action)
{
    char kind[OFFICE_PATH_MAX];
    size_t length = 0;

    for (; *action && *action != '?' && length < OFFICE_PATH_MAX - 1; action++) {
        if (*action < '0' || *action > '9')
            kind[length++] = *action;
    }
    kind[length] = '\0';
    for (size_t i = 0; i < sender->tried_count; i++) {
        if (strcmp(sender->tried[i], kind) == 0)
            return false;
    }
    assert_in_range(sender->tried_count, 0, FORMS_MAX - 1);
    memcpy(sender->tried[sender->tried_count++], kind, length + 1);
    return true;
}

/* What may change without a row: votes that are nobody's, and keys of forms. */
static const char *const UNNAMED[] = {"audit_head",  "staff_session",   "once_key",
                                      "site_rating", "sign_in_attempt", NULL};

/* Sends a form as it stands: a changed record, a new one, or a mistake that is shown. */
static void send_form(struct sender *sender, const struct page_form *form)
{
    struct test_house *h = sender->h;
    struct visitor visitor;
    struct digest before;
    struct digest after;
    const char *changed;
    int64_t rows = house_count(h, CHANGES);

    house_enter(h, sender->username, &visitor);
    digest_take(h, &before);
    const char *const token[] = {"token", house_token(h, &visitor), NULL};

    house_post(h, &visitor, form->action, page_fields(&h->store.arena, form, token));
    digest_take(h, &after);
    changed = digest_compare(h, &before, &after, UNNAMED);
    if (!*changed)
        return;
    sender->changed++;
    if (house_count(h, CHANGES) > rows)
        return;
    print_error("%s changes %s without a row\n", form->action, changed);
    sender->silent++;
}

static void send_forms(void *user, struct crawl *crawl, const char *path,
                       const struct answer *answer, const struct page *page)
{
    struct sender *sender = user;

    (void)crawl, (void)path, (void)answer;
    for (size_t i = 0; page && i < page->form_count; i++) {
        if (page->forms[i].post && is_new(sender, page->forms[i].action))
            send_form(sender, &page->forms[i]);
    }
}

static void every_change_is_written_down(void **state)
{
    static const char *const WHO[] = {"anna.esposito", "marta.leoni", "elena.viola",
                                      "bruno.cipriani"};
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    struct sender sender = {.h = h};

    plant_all(h, plants);
    for (size_t i = 0; i < sizeof WHO / sizeof WHO[0]; i++) {
        const char *const starts[] = {
            arena_printf(&h->store.arena, "/persone/%lld", (long long)plants[PLANT_OWN].person_id),
            arena_printf(&h->store.arena, "/contatti/%lld",
                         (long long)plants[PLANT_OWN].contact_id),
            arena_printf(&h->store.arena, "/accompagnamenti/%lld",
                         (long long)plants[PLANT_OWN].ride_id),
            "/agenda",
            "/utenti/4",
            "/regole",
            "/volontari",
            "/rete",
            NULL};
        struct visitor visitor;
        struct crawl crawl = {.h = h,
                              .visitor = &visitor,
                              .of_a_kind = 1,
                              .pages_max = 60,
                              .each = send_forms,
                              .user = &sender};

        sender.username = WHO[i];
        house_enter(h, WHO[i], &visitor);
        crawl_from(&crawl, starts);
    }
    print_message("# %zu forms, %d changed something\n", sender.tried_count, sender.changed);
    assert_true(sender.changed > 7);
    assert_int_equal(sender.silent, 0);
}

/* --- what is not in it --- */

static void audit_holds_no_text_about_people_and_is_whole(void **state)
{
    static const char *const COLUMNS[] = {"action",       "fields",     "reason",
                                          "subject_kind", "actor_name", "origin"};
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    struct audit_report report;

    plant_all(h, plants);
    for (int i = 0; i < PLANT_COUNT * MARK_COUNT; i++) {
        const char *mark = plants[i / MARK_COUNT].marks[i % MARK_COUNT];

        for (size_t j = 0; j < sizeof COLUMNS / sizeof COLUMNS[0]; j++) {
            char sql[300];

            snprintf(sql, sizeof(sql), "select count(*) from audit_event where %s like '%%%s%%'",
                     COLUMNS[j], mark);
            if (house_count(h, sql) != 0)
                fail_msg("\"%s\" stands in the audit's %s", mark, COLUMNS[j]);
        }
    }
    assert_int_equal(audit_verify(&h->store.ctx, NULL, 0, NULL, NULL, &report), OK);
    assert_int_equal(report.problem, AUDIT_SOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(every_reading_of_a_person_a_contact_and_a_ride_is_written_down),
        IN_BOTH_HOUSES(every_change_is_written_down),
        IN_BOTH_HOUSES(audit_holds_no_text_about_people_and_is_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
