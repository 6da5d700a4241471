/* Small things that the pages of rides must not get wrong: what looks like a success and is none,
   days that are past or empty, the words of a state. In the demo zone, on both engines; its today
   is 2026-11-23. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "support/filling.h"

#define DESK  "anna.esposito"
#define AUSER "bruno.cipriani"

#define PAST  "2026-11-20"
#define BOARD "/accompagnamenti?giorno="
#define WARNS "ac-banner-warn\" role=\"alert\""

static const char *path_of(struct test_house *h, const char *format, int64_t id)
{
    return arena_printf(h->store.ctx.arena, format, (long long)id);
}

static void past_day_is_refused_in_a_warning(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;

    house_enter(h, AUSER, &bruno);
    assert_int_equal(house_get(h, &bruno, "/accompagnamenti/rivedi?giorno=" PAST)->http_status,
                     303);
    house_get(h, &bruno, BOARD PAST);
    assert_true(answer_holds(&h->answer, "Questo giorno è passato"));
    assert_true(answer_holds(&h->answer, WARNS));
}

static void success_does_not_warn(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    int64_t leg = house_count(h, "select min(l.id) from ride_leg l join ride r on r.id = l.ride_id"
                                 " join person p on p.id = r.person_id where l.outcome is null and"
                                 " l.volunteer_id is not null and r.state = 'booked' and"
                                 " p.restriction is null and r.on_day > '2026-11-24'");
    const char *const marks[] = {"back", BOARD PAST, NULL};

    house_enter(h, AUSER, &bruno);
    house_get(h, &bruno, BOARD PAST);
    assert_int_equal(
        house_post(h, &bruno, path_of(h, "/accompagnamenti/viaggi/%lld/tieni", leg), marks)
            ->http_status,
        303);
    house_get(h, &bruno, BOARD PAST);
    assert_true(answer_holds(&h->answer, "Il viaggio resta con il suo volontario."));
    assert_false(answer_holds(&h->answer, WARNS));
}

static void unchosen_volunteer_is_told_beside_the_field(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;
    int64_t rider = house_count(h, "select min(r.person_id) from ride r join person p on"
                                   " p.id = r.person_id where p.restriction is null and"
                                   " p.rider = 1");
    const char *path = path_of(h, "/accompagnamenti/persone/%lld", rider);
    const char *const nobody[] = {"volunteer", "", "company", "never", NULL};

    house_enter(h, DESK, &anna);
    assert_int_equal(house_get(h, &anna, path)->http_status, 200);
    house_send_form(h, &anna, house_form_to(h, path, "/volontari"), nobody);
    assert_int_equal(h->answer.http_status, 200);
    assert_true(answer_holds(&h->answer, "C’è un problema"));
    assert_true(answer_holds(&h->answer, "<a href=\"#volunteer\">Scegli il volontario</a>"));
    assert_true(answer_holds(&h->answer, "<details class=\"ac-fold\" open>"));
    assert_false(answer_holds(&h->answer, "ac-banner"));
}

static void past_day_has_no_free_seats_and_books_nothing(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;

    house_enter(h, DESK, &anna);
    house_get(h, &anna, BOARD PAST);
    assert_false(answer_holds(&h->answer, "Posti liberi"));
    assert_false(answer_holds(&h->answer, "/accompagnamenti/nuovo"));
    house_get(h, &anna, BOARD "2026-11-26");
    assert_true(answer_holds(&h->answer, "Posti liberi"));
    assert_true(answer_holds(&h->answer, "/accompagnamenti/nuovo"));
    assert_int_equal(house_get(h, &anna, "/agenda?giorno=" PAST)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Accompagnamenti"));
    assert_false(answer_holds(&h->answer, "Posti liberi"));
    assert_false(answer_holds(&h->answer, "Prenotata"));
}

static void hours_that_are_past_have_no_free_seats(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;

    h->clock = h->store.ctx.now =
        instant_at(date_of(2026, 11, 23), (struct clock_time){23 * 60 + 30});
    house_enter(h, DESK, &anna);
    house_get(h, &anna, BOARD "2026-11-23");
    assert_true(answer_holds(&h->answer, "/accompagnamenti/nuovo"));
    assert_false(answer_holds(&h->answer, "Posti liberi"));
    house_get(h, &anna, "/agenda");
    assert_true(answer_holds(&h->answer, "Turno finito"));
    assert_false(answer_holds(&h->answer, "Posti esauriti"));
}

static void empty_day_is_not_called_a_good_plan(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;

    house_enter(h, AUSER, &bruno);
    house_get(h, &bruno, "/accompagnamenti/rivedi?giorno=2027-06-20");
    assert_true(
        answer_holds(&h->answer, "In questo giorno non c’è nessun viaggio ancora da fare."));
    assert_false(answer_holds(&h->answer, "Tutti hanno un volontario"));
}

static void leg_whose_time_is_past_waits_for_its_outcome(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;
    int64_t ride = house_count(h, "select min(r.id) from ride r join ride_leg l on l.ride_id = r.id"
                                  " join person p on p.id = r.person_id where r.state = 'booked'"
                                  " and r.on_day > '2026-11-24' and p.restriction is null and"
                                  " l.volunteer_id is not null");
    const char *path = path_of(h, "/accompagnamenti/%lld", ride);

    house_enter(h, DESK, &anna);
    house_get(h, &anna, path);
    assert_true(answer_holds(&h->answer, "<span class=\"ac-tag\">Prenotata</span>"));
    h->clock = h->store.ctx.now = instant_at(date_of(2027, 3, 1), (struct clock_time){10 * 60});
    house_enter(h, DESK, &anna);
    house_get(h, &anna, path);
    assert_true(
        answer_holds(&h->answer, "<span class=\"ac-tag ac-tag-wait\">Esito da scrivere</span>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(past_day_is_refused_in_a_warning),
        IN_BOTH_HOUSES(success_does_not_warn),
        IN_BOTH_HOUSES(unchosen_volunteer_is_told_beside_the_field),
        IN_BOTH_HOUSES(past_day_has_no_free_seats_and_books_nothing),
        IN_BOTH_HOUSES(hours_that_are_past_have_no_free_seats),
        IN_BOTH_HOUSES(empty_day_is_not_called_a_good_plan),
        IN_BOTH_HOUSES(leg_whose_time_is_past_waits_for_its_outcome),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
