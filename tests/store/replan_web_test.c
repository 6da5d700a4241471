/* The day planned anew as a browser sees it, in the demo zone, on both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "support/filling.h"

#define DESK   "anna.esposito"
#define AUSER  "bruno.cipriani"
#define DAY    "2026-11-25"
#define REPLAN "/accompagnamenti/rivedi?giorno=" DAY

static const char *path_of(struct test_house *h, const char *format, int64_t id)
{
    return arena_printf(h->store.ctx.arena, format, (long long)id);
}

/* Who drives most that day. */
static int64_t a_driver(struct test_house *h)
{
    return house_count(h,
                       "select l.volunteer_id from ride_leg l join ride r on r.id = l.ride_id"
                       " where r.on_day = '" DAY "' and r.state = 'booked'"
                       " and l.volunteer_id is not null"
                       " group by l.volunteer_id order by count(*) desc, l.volunteer_id limit 1");
}

static int64_t a_leg(struct test_house *h, int64_t volunteer)
{
    return house_count(
        h, path_of(h,
                   "select min(l.id) from ride_leg l join ride r on r.id = l.ride_id"
                   " join person p on p.id = r.person_id where r.on_day = '" DAY
                   "' and r.state = 'booked' and p.restriction is null and l.volunteer_id = %lld",
                   volunteer));
}

/* Says that a volunteer cannot come, sees who was promised a ride, and saves all the same. */
static void tell_of_absence(struct test_house *h, struct visitor *who, int64_t volunteer)
{
    const char *path = path_of(h, "/accompagnamenti/volontari/%lld/non-puo?giorno=" DAY, volunteer);

    assert_int_equal(house_fill(h, who, path, "/non-puo", NULL)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Non è ancora salvato niente"));
    assert_int_equal(house_send_form(h, who, house_form_to(h, path, "/non-puo"), NULL)->http_status,
                     303);
    assert_string_equal(h->answer.location, REPLAN "&via=breve");
    assert_int_equal(house_get(h, who, REPLAN)->http_status, 200);
}

/* The desk hears it first, on the telephone; AUSER keeps the register. */
static void desk_says_that_a_volunteer_cannot_come(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;
    int64_t volunteer = a_driver(h);

    house_enter(h, DESK, &anna);
    tell_of_absence(h, &anna, volunteer);
    assert_int_equal(house_count(h, path_of(h,
                                            "select count(*) from volunteer_absence"
                                            " where from_day = '" DAY "' and volunteer_id = %lld",
                                            volunteer)),
                     1);
    assert_int_equal(
        house_get(h, &anna, path_of(h, "/volontari/%lld/modifica", volunteer))->http_status, 403);
}

static void volunteer_is_ill_and_the_day_is_planned_anew_once(void **state)
{
    static const char MOVED[] = "select count(*) from ride_event where kind = 'replan'";
    struct test_house *h = *state;
    struct visitor bruno;

    house_enter(h, AUSER, &bruno);
    tell_of_absence(h, &bruno, a_driver(h));
    assert_true(answer_holds(&h->answer, "L’assenza è salvata."));
    assert_true(answer_holds(&h->answer, "Che cosa cambierebbe"));
    assert_int_equal(house_count(h, MOVED), 0);

    const struct page_form *form = house_form_to(h, REPLAN, "/rivedi");

    assert_int_equal(house_send_form(h, &bruno, form, NULL)->http_status, 303);

    int64_t moved = house_count(h, MOVED);

    assert_true(moved > 0);
    assert_int_equal(
        house_count(h, "select count(*) from audit_event where action = 'ride.replan'"), moved);
    assert_int_equal(house_send_form(h, &bruno, form, NULL)->http_status, 409);
    assert_true(answer_holds(&h->answer, "Intanto la giornata è cambiata"));
    assert_int_equal(house_count(h, MOVED), moved);
    assert_int_equal(house_count(h, "select count(*) from ride_leg where pick_up_at is not null"
                                    " and (pick_up_at < window_opens"
                                    " or pick_up_at > window_closes)"),
                     0);
}

static void car_stops_and_the_desk_plans_the_day_anew(void **state)
{
    static const char *const NOON[] = {"from_hour", "9:00", NULL};
    static const char STOPS[] = "select count(*) from vehicle_absence where to_day is null";
    struct test_house *h = *state;
    struct visitor anna;
    int64_t car = house_count(
        h, "select l.vehicle_id from ride_leg l join ride r on r.id = l.ride_id where r.on_day"
           " = '" DAY "' and r.state = 'booked' and l.vehicle_id is not null"
           " group by l.vehicle_id order by count(*) desc, l.vehicle_id limit 1");
    const char *path = path_of(h, "/accompagnamenti/auto/%lld/ferma?giorno=" DAY, car);

    house_enter(h, DESK, &anna);
    assert_int_equal(house_get(h, &anna, REPLAN)->http_status, 200);
    assert_true(answer_holds(&h->answer, path_of(h, "/accompagnamenti/auto/%lld/ferma", car)));
    assert_int_equal(house_fill(h, &anna, path, "/ferma", NOON)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Non è ancora salvato niente"));
    assert_int_equal(house_count(h, STOPS), 0);
    assert_int_equal(house_send_form(h, &anna, house_form_to(h, path, "/ferma"), NULL)->http_status,
                     303);
    assert_int_equal(house_count(h, STOPS), 1);
    assert_int_equal(
        house_count(h, "select count(*) from audit_event where action = 'vehicle.absence'"), 1);
    assert_int_equal(house_get(h, &anna, REPLAN)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Che cosa cambierebbe"));
    assert_int_equal(
        house_send_form(h, &anna, house_form_to(h, REPLAN, "/rivedi"), NULL)->http_status, 303);
    assert_int_equal(house_count(h, path_of(h,
                                            "select count(*) from ride_leg l join ride r on r.id ="
                                            " l.ride_id where r.on_day = '" DAY
                                            "' and l.outcome is null and r.state = 'booked' and"
                                            " l.drop_off_at > 1764057600 and l.vehicle_id = %lld"
                                            " and l.pick_up_at > l.window_closes",
                                            car)),
                     0);
    house_get(h, &anna, "/accompagnamenti?giorno=" DAY);
    assert_true(answer_holds(&h->answer, "è ferma dal 25/11/2026 alle 9:00"));
    house_get(h, &anna, path);
    assert_int_equal(house_send_form(h, &anna, house_form_to(h, path, "/torna"), NULL)->http_status,
                     303);
    assert_int_equal(house_count(h, STOPS), 0);
}

static void stop_that_ends_before_it_begins_is_asked_again(void **state)
{
    static const char *const BACKWARDS[] = {"from_hour", "12:00", "to_hour", "11:00", NULL};
    static const char *const EARLIER[] = {"to_day", "24/11/2026", NULL};
    struct test_house *h = *state;
    struct visitor anna;
    const char *path = path_of(h, "/accompagnamenti/auto/%lld/ferma?giorno=" DAY,
                               house_count(h, "select min(id) from vehicle"));

    house_enter(h, DESK, &anna);
    assert_int_equal(house_fill(h, &anna, path, "/ferma", BACKWARDS)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Scrivi un’ora dopo quella di inizio"));
    assert_int_equal(house_fill(h, &anna, path, "/ferma", EARLIER)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Scrivi un ultimo giorno dopo il primo"));
    assert_int_equal(house_count(h, "select count(*) from vehicle_absence"), 0);
    assert_int_equal(house_get(h, &anna, "/accompagnamenti/auto/99999/ferma")->http_status, 404);
}

static void who_must_be_called_is_ticked_and_the_tick_taken_back(void **state)
{
    static const char CALLED[] = "select count(*) from ride_leg where called_at is not null";
    struct test_house *h = *state;
    struct visitor bruno;

    house_enter(h, AUSER, &bruno);
    assert_int_equal(test_store_tamper(&h->store, "update volunteer_hours set ends = 8 * 60 + 1,"
                                                  " starts = 8 * 60"),
                     OK);
    assert_int_equal(house_get(h, &bruno, REPLAN)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Chi va chiamato, in quest’ordine"));
    assert_true(answer_holds(&h->answer, "href=\"tel:"));
    assert_int_equal(
        house_send_form(h, &bruno, house_form_to(h, REPLAN, "/chiamata"), NULL)->http_status, 303);
    assert_string_equal(h->answer.location, REPLAN);
    assert_int_equal(house_count(h, CALLED), 1);
    house_get(h, &bruno, REPLAN);
    assert_true(answer_holds(&h->answer, "Chiamata fatta alle 10:00"));
    house_send_form(h, &bruno, house_form_to(h, REPLAN, "/chiamata"), NULL);
    assert_int_equal(house_count(h, CALLED), 0);
}

static void leg_is_kept_with_its_volunteer_and_let_go(void **state)
{
    static const char LOCKED[] = "select count(*) from ride_leg where locked = 1";
    static const char *const LET_GO[] = {"on", "no", "back", "/accompagnamenti", NULL};
    static const char *const KEEP[] = {"back", "https://elsewhere.test/", NULL};
    struct test_house *h = *state;
    struct visitor anna;
    const char *path = path_of(h, "/accompagnamenti/viaggi/%lld/tieni", a_leg(h, a_driver(h)));

    house_enter(h, DESK, &anna);
    assert_int_equal(house_post(h, &anna, path, KEEP)->http_status, 303);
    assert_string_equal(h->answer.location, "/accompagnamenti");
    assert_int_equal(house_count(h, LOCKED), 1);
    assert_int_equal(house_post(h, &anna, path, LET_GO)->http_status, 303);
    assert_int_equal(house_count(h, LOCKED), 0);
    assert_int_equal(
        house_post(h, &anna, "/accompagnamenti/viaggi/999999/tieni", KEEP)->http_status, 404);
}

static void leg_is_given_to_somebody_else_on_a_page_that_says_what_breaks(void **state)
{
    static const char *const NOBODY[] = {"volunteer", "", NULL};
    static const char *const STRANGER[] = {"volunteer", "999999", NULL};
    struct test_house *h = *state;
    struct visitor anna;
    const char *path = path_of(h, "/accompagnamenti/viaggi/%lld/volontario", a_leg(h, a_driver(h)));

    house_enter(h, DESK, &anna);
    assert_int_equal(house_get(h, &anna, path)->http_status, 200);
    assert_true(answer_holds(&h->answer, "guida già adesso"));
    assert_true(answer_holds(&h->answer, "Chi non può, e che cosa si romperebbe"));

    const struct page_form *form = house_form_to(h, path, "/volontario");

    assert_int_equal(house_send_form(h, &anna, form, NOBODY)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Scegli un volontario"));
    assert_int_equal(house_send_form(h, &anna, form, STRANGER)->http_status, 409);
    assert_true(answer_holds(&h->answer, "non abbiamo scritto niente"));
    assert_int_equal(house_count(h, "select count(*) from ride_event where kind = 'replan'"), 0);
}

/* Who drives most that day has driven much more than all others before, and fairness may cost what
   it wants. */
static void overwork(struct test_house *h, int64_t volunteer)
{
    assert_int_equal(
        test_store_tamper(&h->store, path_of(h,
                                             "update ride_leg set busy_seconds = busy_seconds * 4"
                                             " where volunteer_id = %lld",
                                             volunteer)),
        OK);
    assert_int_equal(test_store_tamper(&h->store, "update policy set value = '100'"
                                                  " where key = 'rides.fair_extra_percent'"),
                     OK);
}

static void fairer_day_tells_its_price_and_the_shortest_can_be_had_instead(void **state)
{
    static const char *const STALE[] = {"day", DAY, "print", "x", "plan", "", "via", "breve", NULL};
    struct test_house *h = *state;
    struct visitor bruno;

    house_enter(h, AUSER, &bruno);
    overwork(h, a_driver(h));
    assert_int_equal(house_get(h, &bruno, REPLAN)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Quanto si chiede a ciascuno"));
    assert_true(answer_holds(&h->answer, "in più"));
    assert_true(answer_holds(&h->answer, "la quota più alta scende dal"));
    assert_true(answer_holds(&h->answer, "Che cosa cambierebbe"));
    assert_false(answer_holds(&h->answer, "Questa è la via più breve."));
    assert_int_equal(house_get(h, &bruno, REPLAN "&via=breve")->http_status, 200);
    assert_true(answer_holds(&h->answer, "Questa è la via più breve."));
    assert_int_equal(house_post(h, &bruno, "/accompagnamenti/rivedi", STALE)->http_status, 409);
    assert_true(answer_holds(&h->answer, "Questa è la via più breve."));

    house_get(h, &bruno, REPLAN);
    assert_int_equal(
        house_send_form(h, &bruno, house_form_to(h, REPLAN, "/rivedi"), NULL)->http_status, 303);
    assert_string_equal(h->answer.location, REPLAN);
    assert_true(house_count(h, "select count(*) from ride_event where kind = 'replan'") > 0);
}

static void page_of_shares_names_who_is_called_most_and_who_never(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    int64_t busiest = a_driver(h);
    const char *name = house_text(
        h, path_of(h, "select surname || ' ' || name from volunteer where id = %lld", busiest));

    house_enter(h, AUSER, &bruno);
    overwork(h, busiest);
    assert_int_equal(house_get(h, &bruno, "/accompagnamenti/quote")->http_status, 200);
    assert_true(answer_holds(&h->answer, "Quote delle ore offerte"));
    assert_false(answer_holds(&h->answer, "non hanno avuto viaggi"));
    assert_int_equal(house_get(h, &bruno, "/accompagnamenti/quote/csv")->http_status, 200);
    assert_true(answer_holds(
        &h->answer, arena_printf(h->store.ctx.arena, "Quota per cento;Viaggi\r\n\"%s\";", name)));
    assert_int_equal(
        test_store_tamper(&h->store, "update ride_leg set volunteer_id = null where volunteer_id ="
                                     " (select id from volunteer where surname = 'Cavalletti')"),
        OK);
    assert_int_equal(house_get(h, &bruno, "/accompagnamenti/quote")->http_status, 200);
    assert_true(answer_holds(&h->answer, "non hanno avuto viaggi: Cavalletti Piero."));
    assert_true(answer_holds(&h->answer, "nessun viaggio"));
}

static void past_days_and_nonsense_are_answered_kindly(void **state)
{
    static const char *const NOTHING[] = {NULL};
    static const char *const FORGED[] = {"day", DAY, "print", "x", "plan", "1 2 3", NULL};
    struct test_house *h = *state;
    struct visitor bruno;
    const char *unable = path_of(h, "/accompagnamenti/volontari/%lld/non-puo", a_driver(h));
    static const char *const WRONG_HOUR[] = {"from_hour", "domani", NULL};

    house_enter(h, AUSER, &bruno);
    assert_int_equal(house_get(h, &bruno, "/accompagnamenti/rivedi?giorno=2026-11-20")->http_status,
                     303);
    assert_int_equal(house_get(h, &bruno, "/accompagnamenti/rivedi?giorno=x")->http_status, 200);
    assert_int_equal(house_post(h, &bruno, "/accompagnamenti/rivedi", NOTHING)->http_status, 400);
    assert_int_equal(house_post(h, &bruno, "/accompagnamenti/rivedi", FORGED)->http_status, 409);
    assert_int_equal(house_fill(h, &bruno, unable, "/non-puo", WRONG_HOUR)->http_status, 200);
    assert_true(answer_holds(&h->answer, "from_hour-error"));
    assert_int_equal(house_get(h, &bruno, "/accompagnamenti/volontari/99999/non-puo")->http_status,
                     404);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(desk_says_that_a_volunteer_cannot_come),
        IN_BOTH_HOUSES(volunteer_is_ill_and_the_day_is_planned_anew_once),
        IN_BOTH_HOUSES(car_stops_and_the_desk_plans_the_day_anew),
        IN_BOTH_HOUSES(stop_that_ends_before_it_begins_is_asked_again),
        IN_BOTH_HOUSES(who_must_be_called_is_ticked_and_the_tick_taken_back),
        IN_BOTH_HOUSES(leg_is_kept_with_its_volunteer_and_let_go),
        IN_BOTH_HOUSES(leg_is_given_to_somebody_else_on_a_page_that_says_what_breaks),
        IN_BOTH_HOUSES(fairer_day_tells_its_price_and_the_shortest_can_be_had_instead),
        IN_BOTH_HOUSES(page_of_shares_names_who_is_called_most_and_who_never),
        IN_BOTH_HOUSES(past_days_and_nonsense_are_answered_kindly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
