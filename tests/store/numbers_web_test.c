/* Numbers by municipality and month: exact for the service, protected for who answers for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "support/filling.h"
#include "support/plant.h"

#define HEAD       "marta.leoni"
#define COUNCILLOR "sara.gentili"

/* Nothing but two rides to Polino in October, which is two persons whom everybody there knows. */
static void only_two_in_polino(struct test_house *h)
{
    assert_int_equal(
        test_store_tamper(
            &h->store,
            "delete from ride_event;"
            "delete from ride_leg where ride_id not in (select min(r.id) from ride r join person p"
            " on p.id = r.person_id join place h on h.id = p.place_id where h.name = 'Polino' and"
            " r.state = 'closed' and p.restriction is null group by p.name having min(r.id) in"
            " (select ride_id from ride_leg where outcome = 'done'));"),
        OK);
    assert_int_equal(
        test_store_tamper(
            &h->store,
            "delete from ride_leg where direction = 'return';"
            "delete from ride_leg where ride_id in (select id from ride where state <> 'closed');"
            "update ride_leg set outcome = 'done';"
            "delete from ride_leg where id not in (select min(id) from ride_leg) and id not in"
            " (select max(id) from ride_leg);"
            "update ride set on_day = '2026-10-14' where id in (select ride_id from ride_leg);"),
        OK);
    assert_int_equal(house_count(h, "select count(*) from ride_leg"), 2);
}

static void two_rides_of_a_village_are_told_to_the_service_alone(void **state)
{
    struct test_house *h = *state;
    struct visitor marta, sara;
    const char *exact = "data-label=\"Viaggi fatti\">2<";
    const char *hidden = "data-label=\"Viaggi fatti\">&lt;3<";

    only_two_in_polino(h);
    house_enter(h, HEAD, &marta);
    house_enter(h, COUNCILLOR, &sara);
    assert_int_equal(house_get(h, &marta, "/accompagnamenti/numeri?mese=2026-10")->http_status,
                     200);
    assert_true(answer_holds(&h->answer, "Polino"));
    assert_true(answer_holds(&h->answer, exact));
    assert_int_equal(house_get(h, &sara, "/accompagnamenti/numeri?mese=2026-10")->http_status, 200);
    assert_true(answer_holds(&h->answer, "Polino"));
    assert_false(answer_holds(&h->answer, exact));
    assert_true(answer_holds(&h->answer, hidden));
    assert_int_equal(house_get(h, &sara, "/accompagnamenti/numeri/csv?mese=2026-10")->http_status,
                     200);
    assert_true(answer_holds(&h->answer, "\"Polino\";\"<3\""));
    assert_int_equal(house_get(h, &marta, "/accompagnamenti/numeri/csv?mese=2026-10")->http_status,
                     200);
    assert_true(answer_holds(&h->answer, "\"Polino\";\"2\""));
}

static void one_more_volunteer_is_asked_about_on_a_page(void **state)
{
    struct test_house *h = *state;
    struct visitor marta;

    house_enter(h, HEAD, &marta);
    assert_int_equal(house_get(h, &marta, "/accompagnamenti/se")->http_status, 200);
    assert_false(answer_holds(&h->answer, "La risposta"));
    assert_int_equal(
        house_get(h, &marta, "/accompagnamenti/se?weekday=4&half=morning&car=own&weeks=2")
            ->http_status,
        200);
    assert_true(answer_holds(&h->answer, "ne avremmo fatte"));
    assert_true(answer_holds(&h->answer, "19/11/2026"));
    assert_true(answer_holds(&h->answer, "12/11/2026"));
    assert_int_equal(
        house_get(h, &marta, "/accompagnamenti/se?weekday=4&half=morning&car=own&weeks=40")
            ->http_status,
        200);
    assert_false(answer_holds(&h->answer, "La risposta"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(two_rides_of_a_village_are_told_to_the_service_alone),
        IN_BOTH_HOUSES(one_more_volunteer_is_asked_about_on_a_page),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
