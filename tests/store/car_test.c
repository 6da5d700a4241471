/* The day's sheet on the volunteer's telephone, and the link that opens it, on both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "support/filling.h"
#include "support/plant.h"
#include "volunteers/link.h"

#define DESK  "anna.esposito"
#define AUSER "bruno.cipriani"
#define TODAY "2026-11-23"

/* Of a volunteer with a ride this afternoon whose time has not come: the clock stands at 10. */
#define LEG                                                                                        \
    " from ride_leg l join ride r on r.id = l.ride_id join person p on p.id = r.person_id"         \
    " where r.on_day = '" TODAY "' and l.outcome is null and r.state = 'booked'"                   \
    " and p.restriction is null and l.volunteer_id is not null"

static struct arena *arena_of(struct test_house *h)
{
    return h->store.ctx.arena;
}

static int64_t a_leg(struct test_house *h)
{
    return house_count(h, "select max(l.id)" LEG);
}

static int64_t of_leg(struct test_house *h, const char *column, int64_t leg)
{
    return house_count(h, arena_printf(arena_of(h), "select %s from ride_leg where id = %lld",
                                       column, (long long)leg));
}

static const char *text_of_leg(struct test_house *h, const char *column, int64_t leg)
{
    return house_text(h, arena_printf(arena_of(h),
                                      "select %s from ride_leg l join ride r on r.id = l.ride_id"
                                      " join person p on p.id = r.person_id where l.id = %lld",
                                      column, (long long)leg));
}

static const char *send_path(struct test_house *h, int64_t volunteer, const char *day)
{
    return arena_printf(arena_of(h), "/accompagnamenti/foglio/%lld/manda?giorno=%s",
                        (long long)volunteer, day);
}

/* The path of the link that the page shows; NULL for none. */
static const char *shown_link(struct test_house *h)
{
    const char *at = strstr(h->answer.body, "/foglio/");

    while (at && strspn(at + 8, "0123456789abcdef") != LINK_CODE_CHARS)
        at = strstr(at + 1, "/foglio/");
    return at ? arena_copy_n(arena_of(h), at, 8 + LINK_CODE_CHARS) : NULL;
}

/* As the AUSER coordinator gets it. */
static const char *link_for(struct test_house *h, int64_t volunteer, const char *day)
{
    const char *const issue[] = {"what", "issue", NULL};
    const char *path = send_path(h, volunteer, day);
    struct visitor bruno;

    house_enter(h, AUSER, &bruno);
    assert_int_equal(house_fill(h, &bruno, path, strstr(path, "/manda"), issue)->http_status, 303);
    assert_int_equal(house_get(h, &bruno, path)->http_status, 200);
    return shown_link(h);
}

static void at_the_window_of(struct test_house *h, int64_t leg)
{
    h->clock.seconds = of_leg(h, "window_opens", leg) + 60;
}

static const struct answer *tap(struct test_house *h, struct visitor *who, const char *link,
                                int64_t leg, const char *what)
{
    const char *action = arena_printf(arena_of(h), "/viaggi/%lld", (long long)leg);
    const char *const fields[] = {"what", what, NULL};

    return house_fill(h, who, link, action, fields);
}

static void sheet_names_initials_until_the_ride_is_near(void **state)
{
    struct test_house *h = *state;
    int64_t leg = a_leg(h);
    const char *surname = text_of_leg(h, "p.surname", leg);
    const char *link = link_for(h, of_leg(h, "volunteer_id", leg), TODAY);
    struct visitor driver;

    assert_non_null(link);
    house_nobody(&driver);
    h->clock.seconds = of_leg(h, "window_opens", leg) - (int64_t)91 * 60;
    assert_int_equal(house_get(h, &driver, link)->http_status, 200);
    assert_false(answer_holds(&h->answer, surname));
    assert_true(answer_holds(&h->answer, text_of_leg(h, "substr(p.name, 1, 1) || '. '", leg)));
    h->clock.seconds = of_leg(h, "window_opens", leg) - (int64_t)89 * 60;
    assert_int_equal(house_get(h, &driver, link)->http_status, 200);
    assert_true(answer_holds(&h->answer, surname));
}

static void opening_is_kept_in_the_volunteers_name(void **state)
{
    static const char OPENINGS[] =
        "select count(*) from audit_event where action = 'ride.car_sheet'"
        " and actor_name like '% (volontario)'";
    struct test_house *h = *state;
    int64_t leg = a_leg(h);
    const char *link = link_for(h, of_leg(h, "volunteer_id", leg), TODAY);
    struct visitor driver;

    house_nobody(&driver);
    assert_int_equal(house_count(h, OPENINGS), 0);
    assert_int_equal(house_get(h, &driver, link)->http_status, 200);
    assert_int_equal(house_count(h, OPENINGS), 1);
}

static void tap_sent_twice_counts_once(void **state)
{
    struct test_house *h = *state;
    int64_t leg = a_leg(h);
    const char *link = link_for(h, of_leg(h, "volunteer_id", leg), TODAY);
    const char *const done[] = {"what", "done", NULL};
    const char *events = arena_printf(arena_of(h),
                                      "select count(*) from ride_event where kind = 'outcome' and"
                                      " volunteer_id = %lld",
                                      (long long)of_leg(h, "volunteer_id", leg));
    struct visitor driver;

    house_nobody(&driver);
    at_the_window_of(h, leg);
    house_get(h, &driver, link);

    const struct page_form *form =
        house_form_to(h, link, arena_printf(arena_of(h), "/viaggi/%lld", (long long)leg));

    assert_int_equal(house_send_form(h, &driver, form, done)->http_status, 303);
    assert_int_equal(house_send_form(h, &driver, form, done)->http_status, 303);
    assert_string_equal(text_of_leg(h, "l.outcome", leg), "done");
    assert_int_equal(house_count(h, events), 1);
    assert_string_equal(h->answer.location, link);
}

static void another_button_of_an_old_page_changes_nothing(void **state)
{
    struct test_house *h = *state;
    int64_t leg = a_leg(h);
    const char *link = link_for(h, of_leg(h, "volunteer_id", leg), TODAY);
    const char *const done[] = {"what", "done", NULL};
    const char *const cancelled[] = {"what", "cancelled", NULL};
    struct visitor driver;

    house_nobody(&driver);
    at_the_window_of(h, leg);
    house_get(h, &driver, link);

    const struct page_form *form =
        house_form_to(h, link, arena_printf(arena_of(h), "/viaggi/%lld", (long long)leg));

    house_send_form(h, &driver, form, done);
    assert_int_equal(house_send_form(h, &driver, form, cancelled)->http_status, 303);
    assert_string_equal(text_of_leg(h, "l.outcome", leg), "done");
    house_get(h, &driver, link);
    assert_true(answer_holds(&h->answer, "Era già segnato"));
}

static void slip_of_the_thumb_is_taken_back_for_minutes_only(void **state)
{
    struct test_house *h = *state;
    int64_t leg = a_leg(h);
    const char *link = link_for(h, of_leg(h, "volunteer_id", leg), TODAY);
    struct visitor driver;

    house_nobody(&driver);
    at_the_window_of(h, leg);
    tap(h, &driver, link, leg, "cancelled");
    assert_string_equal(text_of_leg(h, "l.outcome", leg), "cancelled_late");
    h->clock = instant_add_minutes(h->clock, 9);
    tap(h, &driver, link, leg, "undo");
    assert_null(text_of_leg(h, "l.outcome", leg));
    assert_string_equal(text_of_leg(h, "r.state", leg), "booked");

    tap(h, &driver, link, leg, "done");
    house_get(h, &driver, link);

    const struct page_form *form =
        house_form_to(h, link, arena_printf(arena_of(h), "/viaggi/%lld", (long long)leg));
    const char *const undo[] = {"what", "undo", NULL};

    h->clock = instant_add_minutes(h->clock, 11);
    house_send_form(h, &driver, form, undo);
    assert_string_equal(text_of_leg(h, "l.outcome", leg), "done");
}

static void delay_told_from_the_car_stands_on_the_agenda(void **state)
{
    struct test_house *h = *state;
    int64_t leg = a_leg(h);
    const char *link = link_for(h, of_leg(h, "volunteer_id", leg), TODAY);
    struct visitor driver, bruno;

    house_nobody(&driver);
    at_the_window_of(h, leg);
    assert_int_equal(tap(h, &driver, link, leg, "late_20")->http_status, 303);
    house_enter(h, AUSER, &bruno);
    house_get(h, &bruno, "/agenda");
    assert_true(answer_holds(&h->answer, "Detto dall’auto"));
    assert_true(answer_holds(&h->answer, "In ritardo di 20 minuti"));
    tap(h, &driver, link, leg, "undo");
    house_get(h, &bruno, "/agenda");
    assert_false(answer_holds(&h->answer, "In ritardo di"));
}

static void before_its_time_a_ride_is_not_done(void **state)
{
    struct test_house *h = *state;
    int64_t leg = a_leg(h);
    const char *link = link_for(h, of_leg(h, "volunteer_id", leg), TODAY);
    struct visitor driver;

    house_nobody(&driver);
    h->clock.seconds = of_leg(h, "window_opens", leg) - 300;
    tap(h, &driver, link, leg, "done");
    assert_null(text_of_leg(h, "l.outcome", leg));
    house_get(h, &driver, link);
    assert_true(answer_holds(&h->answer, "È presto"));
}

/* --- aboard ----------------------------------------------------------------------------------- */

static int64_t known(struct test_house *h, const char *column, int64_t leg)
{
    return of_leg(
        h, arena_printf(arena_of(h), "case when %s is null then 0 else %s end", column, column),
        leg);
}

static void aboard_and_done_are_the_real_times(void **state)
{
    struct test_house *h = *state;
    int64_t leg = a_leg(h);
    const char *link = link_for(h, of_leg(h, "volunteer_id", leg), TODAY);
    struct visitor driver, bruno;
    int64_t left;

    house_nobody(&driver);
    at_the_window_of(h, leg);
    left = h->clock.seconds;
    assert_int_equal(tap(h, &driver, link, leg, "aboard")->http_status, 303);
    assert_null(text_of_leg(h, "l.outcome", leg));
    house_get(h, &driver, link);
    assert_true(answer_holds(&h->answer, "A bordo dalle "));
    assert_true(answer_holds(&h->answer, "Arrivati: fatto"));
    h->clock = instant_add_minutes(h->clock, 14);
    tap(h, &driver, link, leg, "done");
    assert_int_equal(known(h, "picked_up_at", leg), left);
    assert_int_equal(known(h, "set_down_at", leg), left + 14 * 60);
    h->store.ctx.now = h->clock; /* of the session */
    house_enter(h, AUSER, &bruno);
    house_get(
        h, &bruno,
        arena_printf(arena_of(h), "/accompagnamenti/%lld", (long long)of_leg(h, "ride_id", leg)));
    assert_true(answer_holds(&h->answer, "A bordo"));
}

static void done_without_aboard_is_done_and_claims_no_times(void **state)
{
    struct test_house *h = *state;
    int64_t leg = a_leg(h);
    const char *link = link_for(h, of_leg(h, "volunteer_id", leg), TODAY);
    struct visitor driver;

    house_nobody(&driver);
    at_the_window_of(h, leg);
    tap(h, &driver, link, leg, "done");
    assert_string_equal(text_of_leg(h, "l.outcome", leg), "done");
    assert_int_equal(known(h, "picked_up_at", leg), 0);
    assert_int_equal(known(h, "set_down_at", leg), 0);
}

static void done_that_was_forgotten_until_later_is_no_arrival(void **state)
{
    struct test_house *h = *state;
    int64_t leg = a_leg(h);
    const char *link = link_for(h, of_leg(h, "volunteer_id", leg), TODAY);
    struct visitor driver;

    house_nobody(&driver);
    at_the_window_of(h, leg);
    tap(h, &driver, link, leg, "aboard");
    h->clock = instant_add_minutes(h->clock, 180);
    tap(h, &driver, link, leg, "done");
    assert_string_equal(text_of_leg(h, "l.outcome", leg), "done");
    assert_true(known(h, "picked_up_at", leg) > 0);
    assert_int_equal(known(h, "set_down_at", leg), 0);
}

static void aboard_is_not_told_too_early_or_twice_and_can_be_taken_back(void **state)
{
    struct test_house *h = *state;
    int64_t leg = a_leg(h);
    const char *link = link_for(h, of_leg(h, "volunteer_id", leg), TODAY);
    struct visitor driver;
    int64_t first;

    house_nobody(&driver);
    h->clock.seconds = of_leg(h, "window_opens", leg) - 31 * 60;
    tap(h, &driver, link, leg, "aboard");
    assert_int_equal(known(h, "picked_up_at", leg), 0);
    at_the_window_of(h, leg);
    house_get(h, &driver, link);

    const struct page_form *old =
        house_form_to(h, link, arena_printf(arena_of(h), "/viaggi/%lld", (long long)leg));
    const char *const again[] = {"what", "aboard", "once", "0123456789", NULL};

    first = h->clock.seconds;
    tap(h, &driver, link, leg, "aboard");
    h->clock = instant_add_minutes(h->clock, 5);
    house_send_form(h, &driver, old, again);
    assert_int_equal(known(h, "picked_up_at", leg), first);

    tap(h, &driver, link, leg, "done");
    tap(h, &driver, link, leg, "undo");
    assert_int_equal(known(h, "picked_up_at", leg), first);
    assert_int_equal(known(h, "set_down_at", leg), 0);
    tap(h, &driver, link, leg, "undo");
    assert_int_equal(known(h, "picked_up_at", leg), 0);
    tap(h, &driver, link, leg, "aboard");
    tap(h, &driver, link, leg, "not_found");
    assert_int_equal(known(h, "picked_up_at", leg), 0); /* nobody was driven */
}

/* --- the link --------------------------------------------------------------------------------- */

static const char *without_token(struct test_house *h)
{
    const char *main = strstr(h->answer.body, "<main");
    const char *end = strstr(h->answer.body, "</main>");

    assert_non_null(main);
    assert_non_null(end);
    return arena_copy_n(arena_of(h), main, (size_t)(end - main));
}

static const char *refusal(struct test_house *h, const char *link)
{
    struct visitor stranger;

    house_nobody(&stranger);
    assert_int_equal(house_get(h, &stranger, link)->http_status, 404);
    return without_token(h);
}

static void links_that_do_not_hold_all_tell_the_same(void **state)
{
    struct test_house *h = *state;
    int64_t volunteer = of_leg(h, "volunteer_id", a_leg(h));
    const char *today = link_for(h, volunteer, TODAY);
    char *altered = arena_copy(arena_of(h), today);
    const char *said = refusal(h, "/foglio/0");

    assert_non_null(strstr(said, "0744 814957"));
    altered[strlen(altered) - 1] = altered[strlen(altered) - 1] == '0' ? '1' : '0';
    assert_string_equal(refusal(h, altered), said);
    assert_string_not_equal(link_for(h, volunteer, TODAY), today);
    assert_string_equal(refusal(h, today), said);
    today = link_for(h, volunteer, TODAY);
    h->clock = instant_add_minutes(h->clock, 24 * 60);
    assert_string_equal(refusal(h, today), said);
}

/* To who holds it; one made up for tomorrow learns nothing. */
static void link_for_another_day_tells_which(void **state)
{
    struct test_house *h = *state;
    int64_t volunteer = of_leg(h, "volunteer_id", a_leg(h));
    const char *tomorrow = link_for(h, volunteer, "2026-11-24");
    const char *later = link_for(h, volunteer, "2026-11-26");
    char *altered = arena_copy(arena_of(h), tomorrow);
    struct visitor driver;

    altered[strlen(altered) - 1] = altered[strlen(altered) - 1] == '0' ? '1' : '0';
    assert_non_null(strstr(refusal(h, tomorrow), "Vale da domani, martedì 24 novembre"));
    assert_non_null(strstr(refusal(h, later), "Vale solo il giorno giovedì 26 novembre"));
    assert_null(strstr(refusal(h, altered), "novembre"));
    h->clock = instant_add_minutes(h->clock, 24 * 60);
    house_nobody(&driver);
    assert_int_equal(house_get(h, &driver, tomorrow)->http_status, 200);
    h->store.ctx.now = h->clock; /* of the session */
    tomorrow = link_for(h, volunteer, "2026-11-25");
    assert_int_equal(test_store_tamper(&h->store, "update volunteer_link set revoked_at = 1"), OK);
    assert_null(strstr(refusal(h, tomorrow), "novembre"));
}

static void revoked_link_opens_nothing_and_takes_no_tap(void **state)
{
    struct test_house *h = *state;
    int64_t leg = a_leg(h);
    int64_t volunteer = of_leg(h, "volunteer_id", leg);
    const char *link = link_for(h, volunteer, TODAY);
    const char *const revoke[] = {"what", "revoke", NULL};
    const char *const done[] = {"what", "done", NULL};
    struct visitor driver, bruno;

    house_nobody(&driver);
    at_the_window_of(h, leg);
    house_get(h, &driver, link);

    const struct page_form *form =
        house_form_to(h, link, arena_printf(arena_of(h), "/viaggi/%lld", (long long)leg));

    house_enter(h, AUSER, &bruno);
    assert_int_equal(
        house_fill(h, &bruno, send_path(h, volunteer, TODAY), "/manda?giorno=" TODAY, revoke)
            ->http_status,
        303);
    assert_int_equal(house_send_form(h, &driver, form, done)->http_status, 404);
    assert_null(text_of_leg(h, "l.outcome", leg));
    assert_int_equal(house_get(h, &driver, link)->http_status, 404);
}

static void link_altered_in_the_database_opens_nothing(void **state)
{
    struct test_house *h = *state;
    const char *link = link_for(h, of_leg(h, "volunteer_id", a_leg(h)), TODAY);
    struct visitor driver;

    house_nobody(&driver);
    assert_int_equal(house_get(h, &driver, link)->http_status, 200);
    assert_int_equal(
        test_store_tamper(&h->store,
                          "update volunteer_link set volunteer_id = volunteer_id % 2 + 1"),
        OK);
    assert_int_equal(house_get(h, &driver, link)->http_status, 404);
}

static void guessing_is_throttled_as_signing_in_is(void **state)
{
    struct test_house *h = *state;
    const char *link = link_for(h, of_leg(h, "volunteer_id", a_leg(h)), TODAY);
    struct visitor stranger;

    house_nobody(&stranger);
    for (int i = 0; i < 30; i++)
        assert_int_equal(house_get(h, &stranger, "/foglio/abc")->http_status, 404);
    assert_int_equal(house_get(h, &stranger, "/foglio/abc")->http_status, 429);
    assert_int_equal(house_get(h, &stranger, link)->http_status, 429);
    h->clock = instant_add_minutes(h->clock, 16);
    assert_int_equal(house_get(h, &stranger, link)->http_status, 200);
}

static void ride_of_another_volunteer_cannot_be_told(void **state)
{
    struct test_house *h = *state;
    int64_t leg = a_leg(h);
    int64_t other = house_count(
        h, arena_printf(arena_of(h), "select min(l.id)" LEG " and l.volunteer_id <> %lld",
                        (long long)of_leg(h, "volunteer_id", leg)));
    const char *link = link_for(h, of_leg(h, "volunteer_id", leg), TODAY);
    const char *path = arena_printf(arena_of(h), "%s/viaggi/%lld", link, (long long)other);
    const char *const fields[] = {"what", "cancelled", "once", "0123456789", NULL};
    struct visitor driver;

    assert_true(other > 0);
    house_nobody(&driver);
    house_get(h, &driver, link);
    assert_int_equal(house_post(h, &driver, path, fields)->http_status, 404);
    assert_null(text_of_leg(h, "l.outcome", other));
}

static void only_who_keeps_volunteers_hands_out_links(void **state)
{
    struct test_house *h = *state;
    int64_t volunteer = of_leg(h, "volunteer_id", a_leg(h));
    struct visitor anna;

    house_enter(h, DESK, &anna);
    assert_int_equal(house_get(h, &anna, send_path(h, volunteer, TODAY))->http_status, 403);
    house_get(h, &anna, "/accompagnamenti");
    assert_false(answer_holds(&h->answer, "Manda il foglio"));
}

/* The circle hands their paper over; the telephone does not know of them. */
static void restricted_passenger_is_on_no_telephone(void **state)
{
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    const struct plant *hidden = &plants[PLANT_RESTRICTED];
    struct visitor driver;

    plant_all(h, plants);

    const char *link = link_for(h, hidden->volunteer_id, hidden->day);

    h->clock.seconds = of_leg(h, "window_opens", hidden->leg_id) + 60;
    house_nobody(&driver);
    assert_int_equal(house_get(h, &driver, link)->http_status, 200);
    for (int mark = 0; mark < MARK_COUNT; mark++)
        assert_false(answer_holds(&h->answer, hidden->marks[mark]));

    const char *path = arena_printf(arena_of(h), "%s/viaggi/%lld", link, (long long)hidden->leg_id);
    const char *const fields[] = {"what", "late_20", "once", "0123456789", NULL};

    h->store.ctx.now = h->clock; /* of the form's token */
    assert_int_equal(house_post(h, &driver, path, fields)->http_status, 404);
}

/* Else the test above could not fail. */
static void other_passenger_of_a_plant_is_named_when_near(void **state)
{
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    const struct plant *own = &plants[PLANT_OWN];
    struct visitor driver;

    plant_all(h, plants);

    const char *link = link_for(h, own->volunteer_id, own->day);

    h->clock.seconds = of_leg(h, "window_opens", own->leg_id) + 60;
    house_nobody(&driver);
    assert_int_equal(house_get(h, &driver, link)->http_status, 200);
    assert_true(answer_holds(&h->answer, own->marks[MARK_SURNAME]));
    assert_true(answer_holds(&h->answer, own->marks[MARK_BOARDING]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(sheet_names_initials_until_the_ride_is_near),
        IN_BOTH_HOUSES(opening_is_kept_in_the_volunteers_name),
        IN_BOTH_HOUSES(tap_sent_twice_counts_once),
        IN_BOTH_HOUSES(another_button_of_an_old_page_changes_nothing),
        IN_BOTH_HOUSES(slip_of_the_thumb_is_taken_back_for_minutes_only),
        IN_BOTH_HOUSES(delay_told_from_the_car_stands_on_the_agenda),
        IN_BOTH_HOUSES(before_its_time_a_ride_is_not_done),
        IN_BOTH_HOUSES(aboard_and_done_are_the_real_times),
        IN_BOTH_HOUSES(done_without_aboard_is_done_and_claims_no_times),
        IN_BOTH_HOUSES(done_that_was_forgotten_until_later_is_no_arrival),
        IN_BOTH_HOUSES(aboard_is_not_told_too_early_or_twice_and_can_be_taken_back),
        IN_BOTH_HOUSES(links_that_do_not_hold_all_tell_the_same),
        IN_BOTH_HOUSES(link_for_another_day_tells_which),
        IN_BOTH_HOUSES(revoked_link_opens_nothing_and_takes_no_tap),
        IN_BOTH_HOUSES(link_altered_in_the_database_opens_nothing),
        IN_BOTH_HOUSES(guessing_is_throttled_as_signing_in_is),
        IN_BOTH_HOUSES(ride_of_another_volunteer_cannot_be_told),
        IN_BOTH_HOUSES(only_who_keeps_volunteers_hands_out_links),
        IN_BOTH_HOUSES(restricted_passenger_is_on_no_telephone),
        IN_BOTH_HOUSES(other_passenger_of_a_plant_is_named_when_near),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
