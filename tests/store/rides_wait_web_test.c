/* The pages of a volunteer who waits, and of a passenger who leaves home earlier, in the demo zone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "support/filling.h"

#define DESK "anna.esposito"
#define HEAD "marta.leoni"

/* A Wednesday far enough for the notice, with volunteers on duty. */
#define FREE_DAY "2026-12-02"

static const char *path_of(struct test_house *h, const char *format, int64_t id)
{
    return arena_printf(h->store.ctx.arena, format, (long long)id);
}

/* Somebody of Arrone whom the service has taken before, so that no condition is missing. */
static int64_t a_rider(struct test_house *h)
{
    return house_count(h,
                       "select min(r.person_id) from ride r join person p on p.id = r.person_id"
                       " join place h on h.id = p.place_id"
                       " where r.state = 'booked' and p.restriction is null and h.name = 'Arrone'"
                       " and r.on_day >= '2026-11-23' and r.person_id not in"
                       " (select person_id from ride where on_day = '" FREE_DAY "')");
}

/* Asks for a ride to the health centre, once or so many times; the answer is the page in `h`. */
static void ask(struct test_house *h, struct visitor *who, const char *kind, const char *minutes,
                const char *times)
{
    const char *path = path_of(h, "/accompagnamenti/nuovo?persona=%lld", a_rider(h));
    const char *fields[] = {"destination",
                            path_of(h, "%lld",
                                    house_count(h, "select min(id) from destination"
                                                   " where kind = 'health_centre'")),
                            "day",
                            FREE_DAY,
                            "appointment",
                            "10:15",
                            "return_kind",
                            kind,
                            "wait_minutes",
                            minutes,
                            "companions",
                            "0",
                            "mobility_aid",
                            "none",
                            "alone",
                            "yes",
                            "autonomy",
                            "yes",
                            "repeat",
                            *times ? "week" : "no",
                            "repeat_times",
                            times,
                            NULL};

    assert_int_equal(house_get(h, who, path)->http_status, 200);
    assert_int_equal(house_send_form(h, who, house_form_to(h, path, "/nuovo"), fields)->http_status,
                     200);
}

static const struct answer *press(struct test_house *h, struct visitor *who, const char *action)
{
    return house_send_form(h, who, house_form_to(h, "/accompagnamenti/nuovo", action), NULL);
}

/* The ride that was booked last. */
static int64_t last_ride(struct test_house *h)
{
    return house_count(h, "select max(id) from ride");
}

static void visit_that_is_waited_for_is_told_on_every_page(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;
    const struct page_form *form;
    const char *path;
    int64_t ride;

    house_enter(h, DESK, &anna);
    ask(h, &anna, "wait", "25", "");
    assert_true(answer_holds(&h->answer, "Il volontario aspetta lì e la riporta a casa: si riparte "
                                         "tra le 10:40 e le 10:55."));
    assert_true(answer_holds(&h->answer, "Il volontario aspetta 25 minuti"));
    assert_int_equal(press(h, &anna, "/conferma")->http_status, 303);
    house_get(h, &anna, arena_copy(h->store.ctx.arena, h->answer.location));
    assert_true(answer_holds(&h->answer, "Il volontario aspetta lì: si riparte tra le 10:40"));
    ride = last_ride(h);
    assert_int_equal(house_get(h, &anna, path_of(h, "/accompagnamenti/%lld", ride))->http_status,
                     200);
    assert_true(answer_holds(&h->answer, "Il volontario aspetta 25 minuti"));
    path = path_of(h, "/accompagnamenti/%lld/sposta", ride);
    house_get(h, &anna, path);
    form = house_form_to(h, path, path);
    assert_string_equal(page_field(form, "return_kind")->value, "wait");
    assert_string_equal(page_field(form, "wait_minutes")->value, "25");
    house_get(h, &anna,
              path_of(h, "/accompagnamenti/foglio/%lld?giorno=" FREE_DAY,
                      house_count(h, "select max(volunteer_id) from ride_leg where ride_id ="
                                     " (select max(id) from ride)")));
    assert_true(answer_holds(&h->answer, "aspetta lì 25 minuti e riporta a casa"));
    assert_true(answer_holds(&h->answer, "ritorno, dopo aver aspettato lì"));
    house_get(h, &anna,
              path_of(h, "/accompagnamenti/viaggi/%lld/volontario",
                      house_count(h, "select max(id) from ride_leg")));
    assert_true(answer_holds(&h->answer, "andata e ritorno passano insieme"));
}

static void minutes_of_a_visit_are_asked_for_beside_their_field(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;

    house_enter(h, DESK, &anna);
    ask(h, &anna, "wait", "", "");
    assert_true(answer_holds(&h->answer, "Scrivi quanti minuti dura la visita"));
    ask(h, &anna, "wait", "61", "");
    assert_true(answer_holds(&h->answer, "Il volontario aspetta al massimo 60 minuti"));
    ask(h, &anna, "none", "61", ""); /* nobody waits: nobody minds */
    assert_false(answer_holds(&h->answer, "Il volontario aspetta al massimo"));
}

static void visits_of_a_series_are_all_waited_for(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;

    house_enter(h, DESK, &anna);
    ask(h, &anna, "wait", "20", "2");
    assert_true(answer_holds(&h->answer, ", ritorno tra le 10:35 e le 10:50"));
    assert_int_equal(press(h, &anna, "/serie")->http_status, 303);
    assert_int_equal(house_count(h, "select count(*) from ride where return_kind = 'wait'"
                                    " and wait_minutes = 20 and series_id is not null"),
                     2);
}

/* Everybody goes home before half past nine: who is set down by then waits there longer than
   others. */
static void go_home_early(struct test_house *h)
{
    assert_int_equal(test_store_tamper(&h->store,
                                       "insert into volunteer_absence (volunteer_id, from_day,"
                                       " to_day, starts, ends) select id, '" FREE_DAY
                                       "', '" FREE_DAY "', 565, 1439 from volunteer"),
                     OK);
}

static void who_leaves_earlier_books_the_same_time_with_one_button(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;

    go_home_early(h);
    house_enter(h, DESK, &anna);
    ask(h, &anna, "none", "20", "");
    assert_true(answer_holds(&h->answer, "Se può partire "));
    assert_true(answer_holds(&h->answer, "Stesso appuntamento, partendo "));
    assert_int_equal(press(h, &anna, "/nuovo")->http_status, 200);
    assert_true(answer_holds(&h->answer, "Sì, si può"));
    assert_true(answer_holds(&h->answer, " per le 10:15."));
    assert_int_equal(press(h, &anna, "/conferma")->http_status, 303);
    assert_int_equal(house_count(h, "select count(*) from ride where early_minutes > 0"
                                    " and on_day = '" FREE_DAY "' and appointment = 615"),
                     1);
}

static void date_of_a_series_keeps_its_time_by_who_leaves_earlier(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;
    struct date day;

    go_home_early(h);
    house_enter(h, DESK, &anna);
    ask(h, &anna, "none", "20", "2");
    assert_true(answer_holds(&h->answer, "Si può per 1 date su 2"));
    assert_true(
        answer_holds(&h->answer, "Per le 10:15 lo stesso, se può partire prima: passiamo "));
    assert_int_equal(date_from_iso(FREE_DAY, &day), OK);

    const char *const only_that[] = {
        "take", path_of(h, "%lld", (int64_t)day.days * 24 * 60 + 10 * 60 + 15), NULL};
    const struct page_form *form = house_form_to(h, "/accompagnamenti/nuovo", "/serie");

    assert_int_equal(house_send_form(h, &anna, form, only_that)->http_status, 303);
    assert_int_equal(house_count(h, "select count(*) from ride where series_id is not null"
                                    " and early_minutes > 0 and on_day = '" FREE_DAY
                                    "' and appointment = 615"),
                     1);
}

static void visits_that_were_waited_for_are_counted(void **state)
{
    struct test_house *h = *state;
    struct visitor marta;
    const char *none = "Andata e ritorno con il volontario che aspetta: 0.";

    assert_int_equal(test_store_tamper(&h->store, "update ride set return_kind = 'at'"), OK);
    house_enter(h, HEAD, &marta);
    house_get(h, &marta, "/accompagnamenti/numeri?mese=2026-10");
    assert_true(answer_holds(&h->answer, none));
    assert_int_equal(test_store_tamper(&h->store, "update ride set return_kind = 'wait'"), OK);
    house_get(h, &marta, "/accompagnamenti/numeri?mese=2026-10");
    assert_true(answer_holds(&h->answer, "Andata e ritorno con il volontario che aspetta: "));
    assert_false(answer_holds(&h->answer, none));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(visit_that_is_waited_for_is_told_on_every_page),
        IN_BOTH_HOUSES(minutes_of_a_visit_are_asked_for_beside_their_field),
        IN_BOTH_HOUSES(visits_of_a_series_are_all_waited_for),
        IN_BOTH_HOUSES(who_leaves_earlier_books_the_same_time_with_one_button),
        IN_BOTH_HOUSES(date_of_a_series_keeps_its_time_by_who_leaves_earlier),
        IN_BOTH_HOUSES(visits_that_were_waited_for_are_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
