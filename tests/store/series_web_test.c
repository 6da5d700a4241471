/* A series on the phone as a browser sees it, in the demo zone, on both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "support/filling.h"
#include "support/plant.h"

#define TOLD_NO "select count(*) from ride_told_no"
#define DESK    "anna.esposito"

static const char SERIES_RIDES[] = "select count(*) from ride where series_id is not null and"
                                   " state = 'booked'";

static const char *path_of(struct test_house *h, const char *format, int64_t id)
{
    return arena_printf(h->store.ctx.arena, format, (long long)id);
}

/* Thursdays from 3 December on, at ten, for somebody who has no ride then. */
static const struct answer *ask(struct test_house *h, struct visitor *who, const char *repeat,
                                const char *times)
{
    int64_t rider = house_count(h, "select min(p.id) from person p where p.rider = 1 and"
                                   " p.restriction is null and exists (select 1 from ride r where"
                                   " r.person_id = p.id) and not exists (select 1 from ride r where"
                                   " r.person_id = p.id and r.on_day > '2026-11-23')");
    const char *path = path_of(h, "/accompagnamenti/nuovo?persona=%lld", rider);
    const char *const fields[] = {
        "destination",
        path_of(h, "%lld", house_count(h, "select min(id) from destination where active = 1")),
        "day",
        "2026-12-03",
        "appointment",
        "10:00",
        "return_kind",
        "none",
        "companions",
        "0",
        "mobility_aid",
        "none",
        "alone",
        "yes",
        "autonomy",
        "yes",
        "repeat",
        repeat,
        "repeat_times",
        times,
        NULL,
    };

    assert_int_equal(house_get(h, who, path)->http_status, 200);
    return house_send_form(h, who, house_form_to(h, path, "/nuovo"), fields);
}

static const struct page_form *dates_form(struct test_house *h)
{
    return house_form_to(h, "/accompagnamenti/nuovo", "/serie");
}

static void caller_hears_every_date_and_a_double_click_books_once(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;

    house_enter(h, DESK, &anna);
    assert_int_equal(ask(h, &anna, "week", "4")->http_status, 200);
    assert_true(answer_holds(&h->answer, "Sì, tutte le 4 date"));
    assert_true(answer_holds(&h->answer, "Ogni giovedì alle 10:00"));
    assert_true(answer_holds(&h->answer, "Giovedì 24 dicembre"));

    const struct page_form *form = dates_form(h);

    assert_int_equal(house_send_form(h, &anna, form, NULL)->http_status, 303);

    const char *booked = arena_copy(h->store.ctx.arena, h->answer.location);

    assert_int_equal(house_send_form(h, &anna, form, NULL)->http_status, 303);
    assert_string_equal(h->answer.location, booked);
    assert_int_equal(house_count(h, SERIES_RIDES), 4);
    assert_int_equal(house_get(h, &anna, booked)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Serie di accompagnamenti prenotata"));
    assert_true(answer_holds(&h->answer, "Giovedì 24 dicembre, 10:00"));
}

static void closed_day_is_named_and_has_no_box(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;

    assert_int_equal(
        OK, test_store_tamper(&h->store,
                              "insert into closure (office_id, line, first_day, last_day, name)"
                              " values (null, 'rides', '2026-12-10', '2026-12-10', 'Neve')"));
    house_enter(h, DESK, &anna);
    ask(h, &anna, "week", "3");
    assert_true(answer_holds(&h->answer, "Si può per 2 date su 3"));
    assert_true(answer_holds(&h->answer, "Quel giorno il servizio è chiuso: Neve."));
    assert_int_equal(house_count(h, TOLD_NO), 1); /* also when the caller takes none */
    assert_int_equal(house_send_form(h, &anna, dates_form(h), NULL)->http_status, 303);
    assert_int_equal(house_count(h, SERIES_RIDES), 2);
    assert_int_equal(house_count(h, TOLD_NO " where on_day = '2026-12-10'"), 1);
    assert_int_equal(house_count(h, TOLD_NO), 1);
}

static void series_without_a_yes_counts_every_date_of_the_call_once(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;

    assert_int_equal(
        OK, test_store_tamper(&h->store,
                              "insert into closure (office_id, line, first_day, last_day, name)"
                              " values (null, 'rides', '2026-12-01', '2027-01-31', 'Neve')"));
    house_enter(h, DESK, &anna);
    ask(h, &anna, "week", "3");
    ask(h, &anna, "week", "3");
    assert_int_equal(house_count(h, TOLD_NO), 3);
    ask(h, &anna, "week", "2");
    assert_int_equal(house_count(h, TOLD_NO), 2);
}

/* Who asks for more than can be booked today is not told that it is all of them. */
static void series_past_the_horizon_is_told_as_its_first_dates(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;

    house_enter(h, DESK, &anna);
    assert_int_equal(ask(h, &anna, "week", "52")->http_status, 200);
    assert_true(answer_holds(&h->answer, "Per adesso si prenota fino al"));
    assert_false(answer_holds(&h->answer, "Sì, tutte le"));
    assert_true(answer_holds(&h->answer, " prime "));
}

static void date_lost_meanwhile_is_told_after_booking(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;

    house_enter(h, DESK, &anna);
    ask(h, &anna, "weeks", "3");
    assert_true(answer_holds(&h->answer, "Giovedì 17 dicembre"));
    assert_int_equal(
        OK, test_store_tamper(&h->store,
                              "insert into closure (office_id, line, first_day, last_day, name)"
                              " values (null, 'rides', '2026-12-17', '2026-12-17', 'Neve')"));
    assert_int_equal(house_send_form(h, &anna, dates_form(h), NULL)->http_status, 303);
    assert_int_equal(house_count(h, SERIES_RIDES), 2);
    house_get(h, &anna, arena_copy(h->store.ctx.arena, h->answer.location));
    assert_true(answer_holds(&h->answer, "una data non si può più avere: 17/12/2026"));
    assert_int_equal(house_count(h, TOLD_NO " where on_day = '2026-12-17'"), 1);
}

static void nothing_ticked_asks_for_a_date(void **state)
{
    static const char *const NOTHING[] = {"take", "", NULL};
    struct test_house *h = *state;
    struct visitor anna;

    house_enter(h, DESK, &anna);
    ask(h, &anna, "month", "2");
    assert_true(answer_holds(&h->answer, "Il primo giovedì del mese alle 10:00"));
    assert_int_equal(house_send_form(h, &anna, dates_form(h), NOTHING)->http_status, 409);
    assert_true(answer_holds(&h->answer, "Scegli almeno una data."));
    assert_int_equal(house_count(h, SERIES_RIDES), 0);
}

static void dates_that_no_box_has_are_refused(void **state)
{
    static const char *const FORGED[][3] = {
        {"take", "1", NULL},
        {"take", "9223372036854775807", NULL},
        {"pass", "9223372036854775807", NULL},
        {"repeat", "no", NULL},
    };
    struct test_house *h = *state;
    struct visitor anna;

    house_enter(h, DESK, &anna);
    ask(h, &anna, "week", "3");

    const struct page_form *form = dates_form(h);

    for (size_t i = 0; i < sizeof FORGED / sizeof FORGED[0]; i++) {
        int status = house_send_form(h, &anna, form, FORGED[i])->http_status;

        assert_in_range(status, 400, 409);
    }
    assert_int_equal(house_count(h, SERIES_RIDES), 0);
}

static void how_often_without_an_end_is_asked_for(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;

    house_enter(h, DESK, &anna);
    ask(h, &anna, "week", "");
    assert_true(answer_holds(&h->answer, "Scrivi quante volte si ripete"));
}

static void following_dates_are_cancelled_together(void **state)
{
    static const char *const FOLLOWING[] = {"by_service", "person", "scope", "following", NULL};
    struct test_house *h = *state;
    struct visitor anna;

    house_enter(h, DESK, &anna);
    ask(h, &anna, "week", "4");
    assert_int_equal(house_send_form(h, &anna, dates_form(h), NULL)->http_status, 303);

    int64_t second = house_count(h, "select id from ride where series_id is not null"
                                    " and on_day = '2026-12-10'");
    const char *path = path_of(h, "/accompagnamenti/%lld/annulla", second);

    house_get(h, &anna, path);
    assert_true(answer_holds(&h->answer, "ogni giovedì alle 10:00"));
    assert_int_equal(
        house_send_form(h, &anna, house_form_to(h, path, "/annulla"), FOLLOWING)->http_status, 303);
    assert_int_equal(house_count(h, SERIES_RIDES), 1);
    house_get(h, &anna, path_of(h, "/accompagnamenti/%lld", second));
    assert_true(answer_holds(&h->answer, "3 accompagnamenti sono annullati."));
    assert_true(answer_holds(&h->answer, "Fa parte di una serie: ogni giovedì alle 10:00"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(caller_hears_every_date_and_a_double_click_books_once),
        IN_BOTH_HOUSES(closed_day_is_named_and_has_no_box),
        IN_BOTH_HOUSES(series_past_the_horizon_is_told_as_its_first_dates),
        IN_BOTH_HOUSES(series_without_a_yes_counts_every_date_of_the_call_once),
        IN_BOTH_HOUSES(date_lost_meanwhile_is_told_after_booking),
        IN_BOTH_HOUSES(nothing_ticked_asks_for_a_date),
        IN_BOTH_HOUSES(dates_that_no_box_has_are_refused),
        IN_BOTH_HOUSES(how_often_without_an_end_is_asked_for),
        IN_BOTH_HOUSES(following_dates_are_cancelled_together),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
