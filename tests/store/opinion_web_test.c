/* Calling back after a ride: drawn by lot, asked once, and nobody has to answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "support/filling.h"
#include "support/plant.h"

#define DESK "anna.esposito"

#define LIST "/accompagnamenti/richiamare"

/* The first ride on the list. */
static const char *first_on_list(struct test_house *h, struct visitor *who)
{
    static const char HREF[] = "<a href=\"/accompagnamenti/";

    assert_int_equal(house_get(h, who, LIST)->http_status, 200);
    for (const char *at = h->answer.body; (at = strstr(at, HREF)); at++) {
        size_t length = strcspn(at + sizeof(HREF) - 1, "\"");

        if (strspn(at + sizeof(HREF) - 1, "0123456789") + strlen("/parere") == length)
            return arena_printf(h->store.ctx.arena, "/accompagnamenti/%.*s", (int)length,
                                at + sizeof(HREF) - 1);
    }
    fail_msg("nobody is on the list");
    return NULL;
}

static void opinion_is_asked_once_and_its_words_are_sealed(void **state)
{
    static const char SAID[] = "L’autista è stato gentilissimo";
    struct test_house *h = *state;
    const char *const fields[] = {"score", "4", "comment", SAID, NULL};
    const char *const other[] = {"score", "1", NULL};
    struct visitor anna;

    house_enter(h, DESK, &anna);

    const char *path = first_on_list(h, &anna);

    assert_int_equal(house_get(h, &anna, path)->http_status, 200);

    const struct page_form *form = house_form_to(h, path, path);

    assert_int_equal(house_get(h, &anna, path)->http_status, 200);

    const struct page_form *second = house_form_to(h, path, path);

    assert_int_equal(house_send_form(h, &anna, form, fields)->http_status, 303);
    assert_int_equal(house_send_form(h, &anna, form, fields)->http_status, 303); /* sent twice */
    assert_int_equal(house_send_form(h, &anna, second, other)->http_status, 303);
    assert_string_equal(h->answer.location, path);
    assert_int_equal(house_count(h, "select cast(sum(score) as bigint) from ride_opinion"), 4);
    assert_int_equal(house_count(h, "select count(*) from ride_opinion where comment is null"), 0);
    assert_int_equal(house_get(h, &anna, path)->http_status, 200);
    assert_true(answer_holds(&h->answer, SAID));
    assert_int_equal(house_get(h, &anna, LIST)->http_status, 200);
    assert_false(answer_holds(&h->answer, path)); /* not asked again */
    assert_true(answer_holds(&h->answer, "risposte 1, in media 4,0 su 5"));
}

static void who_does_not_want_to_say_is_not_in_the_mean(void **state)
{
    struct test_house *h = *state;
    const char *const fields[] = {"score", "0", NULL};
    struct visitor anna;

    house_enter(h, DESK, &anna);

    const char *path = first_on_list(h, &anna);

    assert_int_equal(house_get(h, &anna, path)->http_status, 200);
    assert_int_equal(house_send_form(h, &anna, house_form_to(h, path, path), fields)->http_status,
                     303);
    assert_int_equal(house_get(h, &anna, LIST)->http_status, 200);
    assert_true(answer_holds(&h->answer, "non ha risposto ancora nessuno"));
    assert_false(answer_holds(&h->answer, path));
}

static void ride_that_was_not_driven_has_nothing_to_ask(void **state)
{
    struct test_house *h = *state;
    const char *path = arena_printf(
        h->store.ctx.arena, "/accompagnamenti/%lld/parere",
        (long long)house_count(h, "select min(r.id) from ride r join person p on p.id = r.person_id"
                                  " where r.state = 'booked' and p.restriction is null"
                                  " and r.office_id = 1 and r.on_day > '2026-11-25'"));
    const char *const fields[] = {"score", "5", NULL};
    struct visitor anna;

    house_enter(h, DESK, &anna);
    assert_int_equal(house_get(h, &anna, path)->http_status, 200);
    assert_int_equal(house_send_form(h, &anna, house_form_to(h, path, path), fields)->http_status,
                     200);
    assert_true(answer_holds(&h->answer, "non è stato fatto"));
    assert_int_equal(house_count(h, "select count(*) from ride_opinion"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(opinion_is_asked_once_and_its_words_are_sealed),
        IN_BOTH_HOUSES(who_does_not_want_to_say_is_not_in_the_mean),
        IN_BOTH_HOUSES(ride_that_was_not_driven_has_nothing_to_ask),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
