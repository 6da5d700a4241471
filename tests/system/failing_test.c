/*
 * A database that gives out for a moment, at every moment: each page is asked for with its first
 * statement failing, then with its second, and so on until it gets through. Whoever asks is told
 * that it did not work, and of a change nothing is kept, until it is kept whole.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "support/deeds.h"
#include "support/statements.h"

enum { STATEMENTS_MAX = 5000 };

/* Each of the first hundred, then ever fewer: a long list is a statement a row. */
static int next_after(int nth)
{
    return nth < 100 ? nth + 1 : nth + nth / 20;
}

/* --- looking --- */

/* What counts of an answer: of a page that says no, what it says, since it must come out without
   its foot too. */
static size_t told_length(const struct answer *answer)
{
    const char *from = strstr(answer->body, "<main");
    const char *to = strstr(answer->body, "</main>");

    return answer->http_status == 200 || !from || !to ? answer->length : (size_t)(to - from);
}

/* A page that grew by what was written down since is fine, one that lacks something is not. */
static bool is_whole(const struct answer *answer, int http_status, size_t length)
{
    return answer->http_status == http_status && told_length(answer) >= length - length / 20;
}

/* How often the page was refused; -1 after a sentence when it was not as it must be. */
static int look_until_it_works(struct test_house *h, struct visitor *visitor, const char *path)
{
    int http_status = house_get(h, visitor, path)->http_status;
    size_t length = told_length(&h->answer);
    int refused = 0;

    for (int nth = 1; nth <= STATEMENTS_MAX; nth = next_after(nth)) {
        statements_fail_nth(nth);
        house_get(h, visitor, path);
        statements_fail_nth(0);
        if (h->answer.http_status == 503) {
            refused++;
            continue;
        }
        if (is_whole(&h->answer, http_status, length))
            return refused;
        print_error("%s with statement %d failing -> %d, %zu bytes; else %d, %zu bytes\n", path,
                    nth, h->answer.http_status, told_length(&h->answer), http_status, length);
        return -1;
    }
    print_error("%s never works again\n", path);
    return -1;
}

static void page_with_a_failing_statement_says_so_and_works_the_next_time(void **state)
{
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    int refused = 0;
    int faults = 0;

    plant_all(h, plants);
    statements_watch(h);
    for (size_t i = 0; i < OFFICE_PAGE_COUNT; i++) {
        const struct office_page *page = &OFFICE_PAGES[i];
        char path[OFFICE_PATH_MAX];
        struct visitor visitor;
        int times;

        if (office_page_posts(page))
            continue;
        office_path(h, page, &plants[PLANT_OWN], path);
        office_enter(h, office_role_for(page), &visitor);
        times = look_until_it_works(h, &visitor, path);
        faults += times < 0;
        refused += times > 0 ? times : 0;
    }
    print_message("# %d times refused\n", refused);
    assert_true(refused > 300);
    assert_int_equal(faults, 0);
    assert_int_equal(h->broken, 0);
}

/* --- changing --- */

#define CHANGES "select count(*) from audit_event where is_read = 0"

/* How often the form was refused; -1 after a sentence when it was not as it must be. */
static int send_until_it_works(struct test_house *h, const struct deed *deed,
                               struct deed_form *form)
{
    int64_t before = house_count(h, CHANGES);
    int refused = 0;

    for (int nth = 1; nth <= STATEMENTS_MAX; nth = next_after(nth)) {
        statements_fail_nth(nth);
        house_post(h, &form->visitor, form->action, form->fields);
        statements_fail_nth(0);
        if (h->answer.http_status == 503) {
            refused++;
            if (house_count(h, CHANGES) == before)
                continue;
            print_error("%s was refused with statement %d failing, and something was kept\n",
                        form->action, nth);
            return -1;
        }
        if (h->answer.http_status == (deed->shows ? 200 : 303) &&
            (house_count(h, CHANGES) > before || deed->silent))
            return refused;
        print_error("%s with statement %d failing -> %d\n%.1500s", form->action, nth,
                    h->answer.http_status, strstr(h->answer.body, "<main"));
        return -1;
    }
    print_error("%s never works\n", form->action);
    return -1;
}

static void change_with_a_failing_statement_keeps_nothing_and_works_the_next_time(void **state)
{
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    int refused = 0;
    int faults = 0;

    plant_all(h, plants);
    statements_watch(h);
    for (size_t i = 0; i < DEED_COUNT; i++) {
        size_t mark = arena_mark(&h->store.arena);
        struct deed_form form;
        int times;

        deed_fill(h, &plants[PLANT_OWN], &DEEDS[i], &form);
        times = send_until_it_works(h, &DEEDS[i], &form);
        faults += times < 0;
        refused += times > 0 ? times : 0;
        arena_rewind(&h->store.arena, mark);
    }
    print_message("# %d times refused\n", refused);
    assert_true(refused > 300);
    assert_int_equal(faults, 0);
    assert_int_equal(h->broken, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(page_with_a_failing_statement_says_so_and_works_the_next_time),
        IN_BOTH_HOUSES(change_with_a_failing_statement_keeps_nothing_and_works_the_next_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
