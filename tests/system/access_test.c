/*
 * Who reaches what: every route, every role, and on pages about somebody that somebody being the
 * actor's own, another office's, or restricted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "support/crawl.h"
#include "support/office.h"

enum { FAULTS_SHOWN = 60, NEVER_ID = 987654321 };

struct matrix {
    struct test_house *h;
    struct plant plants[PLANT_COUNT];
    int tried;
    int faults;
};

/* One role on one page about one plant. */
struct trial {
    const struct office_role *role;
    const struct office_page *page;
    enum plant_kind kind;
    char path[OFFICE_PATH_MAX];
    bool as_nothing; /* the answer is that to a number which never was */
};

static void fault(struct matrix *matrix, const char *what, const struct trial *trial)
{
    const struct office_role *role = trial->role;

    if (++matrix->faults <= FAULTS_SHOWN)
        print_error("%s: %s %s %.4s %s -> %d %s\n", what,
                    *role->username ? role->username : "nobody", role->stage ? role->stage : "",
                    trial->page->route, trial->path, matrix->h->answer.http_status,
                    matrix->h->answer.location);
}

/* Does the answer give the plant away, whatever its status? */
static bool leaks(const struct answer *answer, const struct plant *plant)
{
    for (enum plant_mark mark = 0; mark < MARK_COUNT; mark++) {
        if (answer_holds(answer, plant->marks[mark]))
            return true;
    }
    return false;
}

/* A form sent empty may find that what it names is not there; a page may not. */
static bool is_let_in(const struct trial *trial, const struct answer *answer)
{
    if (answer->http_status == 404 && office_page_posts(trial->page))
        return true;
    return !answer_refuses(answer) || trial->page->column & (PUBLIC | ENTERING);
}

/* The steps of coming in send on whoever is at another one. A form sent empty may be sent back
   before anything is looked up. */
static bool is_refused(const struct trial *trial, const struct answer *answer)
{
    return answer_refuses(answer) || trial->as_nothing ||
           (trial->page->column == ENTERING && answer->http_status == 303);
}

static void judge(struct matrix *matrix, const struct trial *trial)
{
    const struct answer *answer = &matrix->h->answer;
    const struct office_role *role = trial->role;
    unsigned columns = trial->page->writes ? role->writes : role->reads;
    bool may = columns & trial->page->column;
    bool knows = trial->page->subject == NOTHING || trial->page->subject == DRIVER ||
                 office_knows(role, trial->kind);

    if (answer->http_status >= 500)
        fault(matrix, "broken", trial);
    else if (!may && !is_refused(trial, answer))
        fault(matrix, "let in", trial);
    else if (!knows && !is_refused(trial, answer))
        fault(matrix, "told of", trial);
    else if (may && knows && !is_let_in(trial, answer))
        fault(matrix, "kept out", trial);
    if (!(may && office_knows(role, trial->kind)) && leaks(answer, &matrix->plants[trial->kind]))
        fault(matrix, "leaks", trial);
}

static void go(struct matrix *matrix, const struct trial *trial, const struct plant *plant,
               char ret_path[OFFICE_PATH_MAX])
{
    struct visitor visitor;

    office_path(matrix->h, trial->page, plant, ret_path);
    office_enter(matrix->h, trial->role, &visitor);
    if (office_page_posts(trial->page))
        house_post(matrix->h, &visitor, ret_path, NULL);
    else
        house_get(matrix->h, &visitor, ret_path);
    matrix->tried++;
}

/* A form is first sent about something that never was. */
static void try(struct matrix *matrix, struct trial *trial)
{
    static const struct plant NEVER = {.person_id = NEVER_ID,
                                       .contact_id = NEVER_ID,
                                       .ride_id = NEVER_ID,
                                       .leg_id = NEVER_ID,
                                       .volunteer_id = NEVER_ID};
    const struct answer *answer = &matrix->h->answer;
    bool compares = office_page_posts(trial->page) && trial->page->subject != NOTHING;
    int never_status = 0;
    char never_location[OFFICE_PATH_MAX];

    if (compares) {
        go(matrix, trial, &NEVER, trial->path);
        never_status = answer->http_status;
        snprintf(never_location, sizeof(never_location), "%s", answer->location);
    }
    go(matrix, trial, &matrix->plants[trial->kind], trial->path);
    trial->as_nothing = compares && answer->http_status == never_status &&
                        strcmp(answer->location, never_location) == 0;
    judge(matrix, trial);
}

static void try_page(struct matrix *matrix, const struct office_page *page)
{
    for (size_t i = 0; i < OFFICE_ROLE_COUNT; i++) {
        for (enum plant_kind kind = 0; kind < PLANT_COUNT; kind++) {
            struct trial trial = {.role = &OFFICE_ROLES[i], .page = page, .kind = kind};
            bool there = office_subject_id(&matrix->plants[kind], page->subject) != 0;

            if (there || (page->subject == NOTHING && kind == PLANT_OWN))
                try(matrix, &trial);
        }
    }
}

static void every_route_is_in_the_table_of_powers(void **state)
{
    struct test_house *h = *state;
    const struct router *router = web_router(h->web);
    int missing = 0;

    for (size_t i = 0; i < router_count(router); i++) {
        const struct route *route = router_at(router, i);

        if (office_page_of(route))
            continue;
        print_error("nobody said who may reach %s %s\n", route->method == WEB_GET ? "GET" : "POST",
                    route->pattern);
        missing++;
    }
    assert_int_equal(missing, 0);
    assert_int_equal(router_count(router), OFFICE_PAGE_COUNT);
}

static void every_role_reaches_what_the_table_of_powers_gives_it(void **state)
{
    struct matrix matrix = {.h = *state};

    plant_all(matrix.h, matrix.plants);
    for (size_t i = 0; i < OFFICE_PAGE_COUNT; i++)
        try_page(&matrix, &OFFICE_PAGES[i]);
    print_message("# %d requests, %d faults\n", matrix.tried, matrix.faults);
    assert_int_equal(matrix.faults, 0);
    assert_int_equal(matrix.h->broken, 0);
}

static void count_dead_end(void *user, struct crawl *crawl, const char *path,
                           const struct answer *answer, const struct page *page)
{
    int *dead_ends = user;

    (void)crawl, (void)page;
    if (!answer_refuses(answer))
        return;
    print_error("%s is linked to, and answers %d\n", path, answer->http_status);
    (*dead_ends)++;
}

static void no_link_leads_where_its_reader_may_not_go(void **state)
{
    struct test_house *h = *state;
    int dead_ends = 0;

    for (size_t i = 0; i < OFFICE_ROLE_COUNT; i++) {
        const struct office_role *role = &OFFICE_ROLES[i];
        struct visitor visitor;
        struct crawl crawl = {.h = h,
                              .visitor = &visitor,
                              .of_a_kind = 1,
                              .pages_max = 150,
                              .each = count_dead_end,
                              .user = &dead_ends};
        const char *const starts[] = {role->reads & DAY ? "/agenda" : "/inizio", NULL};

        if (!*role->username || role->stage)
            continue;
        office_enter(h, role, &visitor);
        crawl_from(&crawl, starts);
    }
    assert_int_equal(dead_ends, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(every_route_is_in_the_table_of_powers),
        IN_BOTH_HOUSES(every_role_reaches_what_the_table_of_powers_gives_it),
        IN_BOTH_HOUSES(no_link_leads_where_its_reader_may_not_go),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
