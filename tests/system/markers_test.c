/*
 * The plants' texts, looked for on every page that each role can get to: pages, lists, searches,
 * exports, printed sheets. They must turn up where the table of powers puts them, and nowhere else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/crawl.h"
#include "support/office.h"

enum { PAGES_MAX = 400, OF_A_KIND = 4, FAULTS_SHOWN = 30, PDF_TEXT_MAX = 64 * 1024 };

/* Who may read a text: who has one of these columns. */
static const unsigned MARK_COLUMNS[MARK_COUNT] = {
    [MARK_SURNAME] = PERSONS | RIDERS, [MARK_ADDRESS] = PERSONS | RIDERS,
    [MARK_PHONE] = PERSONS | RIDERS,   [MARK_EMAIL] = PERSONS,
    [MARK_GUARDIAN] = PERSONS,         [MARK_CALLER] = CONTACTS,
    [MARK_NOTES] = CONTACTS,           [MARK_FORMER] = CONTACTS,
    [MARK_BOARDING] = RIDERS,
};

struct hunt {
    struct plant plants[PLANT_COUNT];
    const struct office_role *role;
    int found[PLANT_COUNT][MARK_COUNT];
    int faults;
    int printed; /* sheets read */
};

/* The words on a printed page. */
static void pdf_text(const struct answer *answer, char ret_text[PDF_TEXT_MAX])
{
    char path[] = "/tmp/accanto-sheet-XXXXXX";
    char command[100];
    int file = mkstemp(path);
    FILE *stream = fdopen(file, "w");

    assert_non_null(stream);
    assert_int_equal(fwrite(answer->body, 1, answer->length, stream), answer->length);
    fclose(stream);
    snprintf(command, sizeof(command), "pdftotext -layout %s -", path);
    stream = popen(command, "r");
    assert_non_null(stream);
    ret_text[fread(ret_text, 1, PDF_TEXT_MAX - 1, stream)] = '\0';
    assert_int_equal(pclose(stream), 0);
    remove(path);
}

static bool may_read(const struct office_role *role, enum plant_kind kind, enum plant_mark mark)
{
    return (role->reads & MARK_COLUMNS[mark]) && office_knows(role, kind);
}

static void look_for(struct hunt *hunt, const char *path, const char *text, size_t length)
{
    for (int i = 0; i < PLANT_COUNT * MARK_COUNT; i++) {
        enum plant_kind kind = (enum plant_kind)(i / MARK_COUNT);
        enum plant_mark mark = (enum plant_mark)(i % MARK_COUNT);
        const char *words = hunt->plants[kind].marks[mark];

        if (!memmem(text, length, words, strlen(words)))
            continue;
        hunt->found[kind][mark]++;
        if (!may_read(hunt->role, kind, mark) && ++hunt->faults <= FAULTS_SHOWN)
            print_error("%s reads \"%s\" at %s\n", hunt->role->username, words, path);
    }
}

static void look(void *user, struct crawl *crawl, const char *path, const struct answer *answer,
                 const struct page *page)
{
    struct hunt *hunt = user;
    char text[PDF_TEXT_MAX];

    (void)crawl, (void)page;
    look_for(hunt, path, answer->body, answer->length);
    look_for(hunt, path, answer->location, strlen(answer->location));
    if (strcmp(answer->type, "application/pdf") != 0)
        return;
    pdf_text(answer, text);
    hunt->printed++;
    look_for(hunt, path, text, strlen(text));
}

/* What the plants stand on, asked for by address, besides what links lead to. */
static const char *const *starts(struct test_house *h, const struct plant plants[PLANT_COUNT])
{
    struct arena *arena = &h->store.arena;
    const char **paths = arena_array(arena, const char *, 4 + PLANT_COUNT * OFFICE_PAGE_COUNT);
    size_t count = 0;
    char path[OFFICE_PATH_MAX];

    paths[count++] = "/";
    paths[count++] = "/oggi";
    paths[count++] = "/robots.txt";
    for (size_t i = 0; i < OFFICE_PAGE_COUNT; i++) {
        const struct office_page *page = &OFFICE_PAGES[i];

        for (enum plant_kind kind = 0; !office_page_posts(page) && kind < PLANT_COUNT; kind++) {
            office_path(h, page, &plants[kind], path);
            paths[count++] = arena_copy(arena, path);
        }
    }
    paths[count] = NULL;
    return paths;
}

static void hunt_as(struct test_house *h, struct hunt *hunt, const struct office_role *role)
{
    const char *const words[] = {hunt->plants[PLANT_OWN].words, hunt->plants[PLANT_OTHER].words,
                                 hunt->plants[PLANT_RESTRICTED].words, NULL};
    struct visitor visitor;
    struct crawl crawl = {.h = h,
                          .visitor = &visitor,
                          .words = words,
                          .of_a_kind = OF_A_KIND,
                          .pages_max = PAGES_MAX,
                          .each = look,
                          .user = hunt};

    hunt->role = role;
    memset(hunt->found, 0, sizeof(hunt->found));
    office_enter(h, role, &visitor);
    crawl_from(&crawl, starts(h, hunt->plants));
    print_message("# %s: %zu pages\n", *role->username ? role->username : "nobody", crawl.pages);
}

/* A hunter that finds nothing at all proves nothing. */
static void must_have_found(const struct hunt *hunt, enum plant_kind kind)
{
    for (enum plant_mark mark = 0; mark < MARK_COUNT; mark++) {
        bool there = mark != MARK_BOARDING || hunt->plants[kind].ride_id;

        if (there && may_read(hunt->role, kind, mark) && !hunt->found[kind][mark])
            fail_msg("%s never comes upon \"%s\"", hunt->role->username,
                     hunt->plants[kind].marks[mark]);
    }
}

static void texts_turn_up_only_where_they_may(void **state)
{
    struct test_house *h = *state;
    struct hunt hunt = {0};

    plant_all(h, hunt.plants);
    for (size_t i = 0; i < OFFICE_ROLE_COUNT; i++) {
        hunt_as(h, &hunt, &OFFICE_ROLES[i]);
        for (enum plant_kind kind = 0; kind < PLANT_COUNT; kind++)
            must_have_found(&hunt, kind);
    }
    assert_int_equal(hunt.faults, 0);
    assert_true(hunt.printed > 0);
    assert_int_equal(h->broken, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {IN_BOTH_HOUSES(texts_turn_up_only_where_they_may)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
