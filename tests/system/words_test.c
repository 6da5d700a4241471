/*
 * No page says anything that a translation cannot reach, whoever reads it; and every page says in
 * which language it is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "support/foreign.h"
#include "support/office.h"

enum { STRAYS_SHOWN = 100, SAID_MAX = 64 * 1024 };

struct tour {
    struct test_house *h;
    struct plant own;
    struct foreign_data data;
    const char *where; /* "GET /agenda" */
    int pages;
    int strays;
    char said[SAID_MAX]; /* each stray once */
};

static void tell(void *user, const char *piece)
{
    struct tour *tour = user;
    size_t length = strlen(tour->said);

    if (strstr(tour->said, piece) || tour->strays++ >= STRAYS_SHOWN)
        return;
    snprintf(tour->said + length, sizeof tour->said - length, "%s\n", piece);
    print_error("%s says \"%s\" in no language but Italian\n", tour->where, piece);
}

static void look(struct tour *tour, const char *where)
{
    const struct answer *answer = &tour->h->answer;

    if (strncmp(answer->type, "text/html", 9) != 0)
        return;
    tour->pages++;
    tour->where = where;
    if (!answer_holds(answer, "<html lang=\"" FOREIGN "\">")) {
        print_error("%s does not say that it is foreign\n", where);
        tour->strays++;
    }
    foreign_read(answer, &tour->data, tell, tour);
}

/* A page, or what becomes of its form when it is sent empty. */
static void visit(struct tour *tour, const struct office_page *page)
{
    const struct office_role *role = office_role_for(page);
    struct visitor visitor;
    char path[OFFICE_PATH_MAX];

    assert_non_null(role);
    office_path(tour->h, page, &tour->own, path);
    office_enter(tour->h, role, &visitor);
    foreign_choose(&visitor);
    if (office_page_posts(page))
        house_post(tour->h, &visitor, path, NULL);
    else
        house_get(tour->h, &visitor, path);
    look(tour, page->route);
}

/* The program's name, and Italian as it calls itself; what lies sealed in the database. */
static const char NO_WORDS_OF_OURS[] = "Accanto\n"
                                       "Italiano\n"
                                       "Scendere al portone, tre gradini\n";

static void no_page_says_what_cannot_be_translated(void **state)
{
    struct test_house *h = *state;
    struct tour tour = {.h = h};
    struct plant plants[PLANT_COUNT];
    struct visitor nobody;

    foreign_give(h);
    plant_all(h, plants);
    tour.own = plants[PLANT_OWN];

    struct buf more = buf_new(&h->store.arena, 4096);

    buf_put_text(&more, NO_WORDS_OF_OURS);
    for (int mark = 0; mark < MARK_COUNT; mark++)
        buf_printf(&more, "%s\n", tour.own.marks[mark]);
    tour.data = foreign_data(h, buf_text(&more));
    for (size_t i = 0; i < OFFICE_PAGE_COUNT; i++)
        visit(&tour, &OFFICE_PAGES[i]);
    house_nobody(&nobody);
    foreign_choose(&nobody);
    house_get(h, &nobody, "/non-esiste");
    look(&tour, "a page that is not there");
    print_message("# %d pages\n", tour.pages);
    assert_in_range(tour.pages, 80, 1000);
    assert_int_equal(tour.strays, 0);
}

static void the_choice_of_a_language_is_kept_and_undone(void **state)
{
    struct test_house *h = *state;
    struct visitor visitor;
    static const char *const english[] = {"language", "en", "back", "/servizi", NULL};
    static const char *const italian[] = {"language", "it", "back", "//elsewhere.test", NULL};
    static const char *const none[] = {"language", "xx", "back", "/", NULL};

    house_nobody(&visitor);
    assert_true(answer_holds(house_get(h, &visitor, "/"), "<html lang=\"it\">"));
    assert_int_equal(house_post(h, &visitor, "/lingua", english)->http_status, 303);
    assert_string_equal(h->answer.location, "/servizi");
    house_get(h, &visitor, "/servizi");
    assert_true(answer_holds(&h->answer, "<html lang=\"en\">"));
    assert_true(answer_holds(&h->answer, "Services: who does what"));
    house_get(h, &visitor, "/non-esiste");
    assert_true(answer_holds(&h->answer, "<html lang=\"en\">"));
    assert_true(answer_holds(&h->answer, "This page is not here"));
    house_post(h, &visitor, "/lingua", none);
    assert_int_equal(h->answer.http_status, 404);
    house_post(h, &visitor, "/lingua", italian);
    assert_string_equal(h->answer.location, "/");
    assert_true(answer_holds(house_get(h, &visitor, "/"), "<html lang=\"it\">"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(no_page_says_what_cannot_be_translated),
        IN_BOTH_HOUSES(the_choice_of_a_language_is_kept_and_undone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
