/* A volunteer's own page: rides of the next days, absences, a shift given back; on both engines. */
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

#define AUSER     "bruno.cipriani"
#define ABSENCES  "select count(*) from volunteer_absence"
#define HAND_BACK "select count(*) from ride_hand_back"

static struct arena *arena_of(struct test_house *h)
{
    return h->store.ctx.arena;
}

/* With a ride of the own plant, some days ahead. */
static const char *page_of(struct test_house *h, int64_t volunteer)
{
    const char *path =
        arena_printf(arena_of(h), "/volontari/%lld/collegamento", (long long)volunteer);
    const char *const issue[] = {"what", "issue", NULL};
    struct visitor bruno;
    const char *at;

    house_enter(h, AUSER, &bruno);
    assert_int_equal(house_fill(h, &bruno, path, "/collegamento", issue)->http_status, 303);
    house_get(h, &bruno, path);
    at = strstr(h->answer.body, "/turni/");
    assert_non_null(at);
    return arena_copy_n(arena_of(h), at, 7 + LINK_CODE_CHARS);
}

static void page_tells_the_next_rides_by_initials(void **state)
{
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    struct visitor driver;

    plant_all(h, plants);
    house_nobody(&driver);
    assert_int_equal(house_get(h, &driver, page_of(h, plants[PLANT_OWN].volunteer_id))->http_status,
                     200);
    assert_true(answer_holds(&h->answer, "restituisco il turno"));
    for (int mark = 0; mark < MARK_COUNT; mark++)
        assert_false(answer_holds(&h->answer, plants[PLANT_OWN].marks[mark]));
}

static void page_tells_nothing_of_a_restricted_passenger(void **state)
{
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    const struct plant *hidden = &plants[PLANT_RESTRICTED];
    struct visitor driver;
    int64_t shown;

    plant_all(h, plants);
    house_nobody(&driver);
    assert_int_equal(house_get(h, &driver, page_of(h, hidden->volunteer_id))->http_status, 200);
    shown = 0;
    for (const char *at = h->answer.body; (at = strstr(at, "<li><strong>")); at++)
        shown++;
    assert_int_equal(
        shown, house_count(h, arena_printf(arena_of(h),
                                           "select count(*) from ride_leg l"
                                           " join ride r on r.id = l.ride_id"
                                           " join person p on p.id = r.person_id"
                                           " where l.volunteer_id = %lld and l.outcome is null"
                                           " and r.state = 'booked' and p.restriction is null"
                                           " and r.on_day between '2026-11-23' and '2026-12-07'",
                                           (long long)hidden->volunteer_id)));
}

static void shift_given_back_leaves_its_rides_to_be_called_and_is_told(void **state)
{
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    struct visitor driver, bruno;
    const char *page;

    plant_all(h, plants);
    page = page_of(h, plants[PLANT_OWN].volunteer_id);
    house_nobody(&driver);
    h->clock = instant_add_minutes(
        (struct instant){house_count(
            h, arena_printf(arena_of(h), "select window_opens from ride_leg where id = %lld",
                            (long long)plants[PLANT_OWN].leg_id))},
        -30 * 60);
    house_get(h, &driver, page);

    const struct page_form *form = house_form_to(h, page, "/restituisci");

    assert_int_equal(house_send_form(h, &driver, form, NULL)->http_status, 303);
    assert_int_equal(house_send_form(h, &driver, form, NULL)->http_status, 303);
    assert_int_equal(house_count(h, HAND_BACK), 1);
    h->store.ctx.now = h->clock; /* of the session */
    house_enter(h, AUSER, &bruno);
    house_get(h, &bruno,
              arena_printf(arena_of(h), "/accompagnamenti/scoperti?dal=%s&al=%s",
                           plants[PLANT_OWN].day, plants[PLANT_OWN].day));
    assert_true(answer_holds(&h->answer, plants[PLANT_OWN].marks[MARK_SURNAME]));
    house_get(h, &bruno, "/agenda");
    assert_true(answer_holds(&h->answer, "Turni restituiti dai volontari"));
}

static const char *value_of(const char *const *fields, const char *name)
{
    while (strcmp(fields[0], name) != 0)
        fields += 2;
    return fields[1];
}

/* From 20 hours before the shift on there is no button, and an old one does nothing. */
static void shift_too_near_is_not_given_back(void **state)
{
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    struct visitor driver;
    const char *page;

    plant_all(h, plants);
    page = page_of(h, plants[PLANT_OWN].volunteer_id);
    house_nobody(&driver);
    house_get(h, &driver, page);

    const char *const *fields =
        page_fields(arena_of(h), house_form_to(h, page, "/restituisci"), NULL);
    const char *const again[] = {"starts", value_of(fields, "starts"), "once", "0123456789", NULL};
    const char *path = arena_printf(arena_of(h), "%s/restituisci", page);

    h->clock.seconds = strtoll(again[1], NULL, 10) - (int64_t)19 * 3600;
    h->store.ctx.now = h->clock; /* of the form's token */
    assert_int_equal(house_post(h, &driver, path, again)->http_status, 303);
    assert_int_equal(house_count(h, HAND_BACK), 0);
    h->clock = h->store.ctx.now = instant_add_minutes(h->clock, -120);
    assert_int_equal(house_post(h, &driver, path, again)->http_status, 303);
    assert_int_equal(house_count(h, HAND_BACK), 1);
}

/* What the page's last form would give back. */
static const char *last_start(struct test_house *h)
{
    static const char FIELD[] = "name=\"starts\" value=\"";
    const char *last = NULL;

    for (const char *at = h->answer.body; (at = strstr(at, FIELD)); at++)
        last = at + strlen(FIELD);
    assert_non_null(last);
    return arena_copy_n(arena_of(h), last, strspn(last, "0123456789"));
}

/* Nobody picks their week by handing back what does not please: the third time one calls. */
static void shift_is_given_back_twice_and_no_more_without_a_call(void **state)
{
    struct test_house *h = *state;
    const char *page =
        page_of(h, house_count(h, "select volunteer_id from ride_leg l join ride r on"
                                  " r.id = l.ride_id where l.outcome is null and"
                                  " r.on_day between '2026-11-25' and '2026-12-06' and"
                                  " volunteer_id is not null group by volunteer_id"
                                  " order by count(distinct r.on_day) desc, 1 limit 1"));
    const char *path = arena_printf(arena_of(h), "%s/restituisci", page);
    struct visitor driver;

    house_nobody(&driver);
    house_get(h, &driver, page);

    const char *third = last_start(h);
    const char *const again[] = {"starts", third, "once", "0123456789", NULL};

    for (int back = 0; back < 2; back++) {
        const struct page_form *form = house_form_to(h, page, "/restituisci");

        assert_string_not_equal(value_of(page_fields(arena_of(h), form, NULL), "starts"), third);
        assert_int_equal(house_send_form(h, &driver, form, NULL)->http_status, 303);
        house_get(h, &driver, page);
    }
    assert_int_equal(house_count(h, HAND_BACK), 2);
    assert_false(answer_holds(&h->answer, "/restituisci"));
    assert_int_equal(house_post(h, &driver, path, again)->http_status, 303);
    assert_int_equal(house_count(h, HAND_BACK), 2);
    house_get(h, &driver, page);
    assert_true(answer_holds(&h->answer, "chiama l’ufficio"));
    assert_int_equal(test_store_tamper(&h->store, "update ride_hand_back set at = at - 2505600"),
                     OK); /* 29 days */
    assert_int_equal(house_post(h, &driver, path,
                                (const char *const[]){"starts", third, "once", "9876543210", NULL})
                         ->http_status,
                     303);
    assert_int_equal(house_count(h, HAND_BACK), 3);
}

static void absence_where_nothing_is_promised_holds_at_once(void **state)
{
    struct test_house *h = *state;
    struct visitor driver;
    const char *const away[] = {"from_day", "2027-01-11", "to_day", "2027-01-15", NULL};
    int64_t before = house_count(h, ABSENCES);
    const char *page = page_of(h, 1);

    house_nobody(&driver);
    assert_int_equal(house_fill(h, &driver, page, "/assenze", away)->http_status, 303);
    assert_int_equal(house_count(h, ABSENCES), before + 1);
}

/* Also for who sends the agreement that the coordinator's page would. */
static void absence_that_breaks_a_promise_is_not_kept(void **state)
{
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    struct visitor driver;
    int64_t before;

    plant_all(h, plants);

    const char *page = page_of(h, plants[PLANT_OWN].volunteer_id);
    const char *const away[] = {"from_day", plants[PLANT_OWN].day, "to_day", plants[PLANT_OWN].day,
                                NULL};

    before = house_count(h, ABSENCES);
    house_nobody(&driver);
    assert_int_equal(house_fill(h, &driver, page, "/assenze", away)->http_status, 200);
    assert_true(answer_holds(&h->answer, "hai già viaggi promessi"));
    assert_int_equal(house_count(h, ABSENCES), before);
}

/* --- what is said of hours ----------------------------------------------------------------------
 */

#define PROPOSALS "/volontari/proposte"
#define SAID_OPEN "select count(*) from volunteer_proposal where state = 'open'"
#define SUNDAY_HOURS                                                                               \
    "select count(*) from volunteer_hours where volunteer_id = 1 and weekday = 7"                  \
    " and starts = 540 and ends = 690 and valid_to is null"

static const char *const SUNDAY_MORNING[] = {"weekday", "sunday", "starts", "9",
                                             "ends",    "11:30",  NULL};

static int64_t last_proposal(struct test_house *h)
{
    return house_count(h, "select max(id) from volunteer_proposal");
}

/* The coordinator's yes or no, from the list. */
static const struct answer *answer_to(struct test_house *h, struct visitor *bruno, int64_t proposal,
                                      const char *what)
{
    const char *const fields[] = {"what", what, NULL};

    return house_fill(h, bruno, PROPOSALS,
                      arena_printf(arena_of(h), PROPOSALS "/%lld", (long long)proposal), fields);
}

static void hours_that_are_said_wait_for_the_yes_and_then_hold(void **state)
{
    struct test_house *h = *state;
    const char *page = page_of(h, 1);
    int64_t waiting = house_count(h, SAID_OPEN);
    struct visitor driver, bruno;

    house_nobody(&driver);
    house_get(h, &driver, page);

    const struct page_form *form = house_form_to(h, page, "/ore");

    assert_int_equal(house_send_form(h, &driver, form, SUNDAY_MORNING)->http_status, 303);
    assert_int_equal(house_send_form(h, &driver, form, SUNDAY_MORNING)->http_status, 303);
    assert_int_equal(house_count(h, SAID_OPEN), waiting + 1);
    assert_int_equal(house_count(h, SUNDAY_HOURS), 0);
    house_get(h, &driver, page);
    assert_true(answer_holds(&h->answer, "In più: domenica 9:00-11:30"));
    house_enter(h, AUSER, &bruno);
    house_get(h, &bruno, "/volontari");
    assert_true(answer_holds(&h->answer, arena_printf(arena_of(h), "%lld proposte dei volontari",
                                                      (long long)waiting + 1)));
    house_get(h, &bruno, "/agenda");
    assert_true(answer_holds(&h->answer, "proposte aspettano una risposta"));
    assert_int_equal(answer_to(h, &bruno, last_proposal(h), "accept")->http_status, 303);
    assert_int_equal(house_count(h, SUNDAY_HOURS), 1);
    house_get(h, &driver, page);
    assert_true(answer_holds(&h->answer, "accettata"));
}

static const char *FROM_LATER = "2026-12-13";

static void hours_from_a_later_day_hold_from_it_also_when_accepted(void **state)
{
    struct test_house *h = *state;
    const char *page = page_of(h, 1);
    const char *const later[] = {"weekday", "sunday",     "starts",   "9", "ends",
                                 "11:30",   "valid_from", FROM_LATER, NULL};
    struct visitor driver, bruno;

    house_nobody(&driver);
    assert_int_equal(house_fill(h, &driver, page, "/ore", later)->http_status, 303);
    house_enter(h, AUSER, &bruno);
    house_get(h, &bruno, PROPOSALS);
    assert_true(answer_holds(&h->answer, "In più: domenica 9:00-11:30, dal 13/12/2026"));
    assert_int_equal(answer_to(h, &bruno, last_proposal(h), "accept")->http_status, 303);
    assert_int_equal(house_count(h, SUNDAY_HOURS " and valid_from = '2026-12-13'"), 1);
    house_get(h, &driver, page);
    assert_true(answer_holds(&h->answer, "In più: domenica 9:00-11:30, dal 13/12/2026"));
}

/* The day that was said went by while the proposal waited. */
static void hours_accepted_after_their_day_hold_from_the_yes_on(void **state)
{
    struct test_house *h = *state;
    struct visitor driver, bruno;

    house_nobody(&driver);
    house_fill(h, &driver, page_of(h, 1), "/ore", SUNDAY_MORNING);
    assert_int_equal(test_store_tamper(&h->store, "update volunteer_proposal set valid_from ="
                                                  " '2026-11-01' where weekday = 7"),
                     OK);
    house_enter(h, AUSER, &bruno);
    assert_int_equal(answer_to(h, &bruno, last_proposal(h), "accept")->http_status, 303);
    assert_int_equal(house_count(h, SUNDAY_HOURS " and valid_from = '2026-11-23'"), 1);
}

static void hours_from_yesterday_or_in_years_are_told_beside_their_field(void **state)
{
    static const char *const DAYS[] = {"2026-11-22", "2029-01-01", "31/02/2027"};
    static const char *const TOLD[] = {"scrivi una data da oggi in poi",
                                       "Scrivi un giorno entro un anno", "Da che giorno"};
    struct test_house *h = *state;
    const char *page = page_of(h, 1);
    int64_t waiting = house_count(h, SAID_OPEN);
    struct visitor driver;

    house_nobody(&driver);
    for (size_t i = 0; i < sizeof(DAYS) / sizeof(DAYS[0]); i++) {
        const char *const typed[] = {"weekday", "sunday",     "starts", "9", "ends",
                                     "11:30",   "valid_from", DAYS[i],  NULL};

        assert_int_equal(house_fill(h, &driver, page, "/ore", typed)->http_status, 200);
        assert_true(answer_holds(&h->answer, TOLD[i]));
        assert_true(answer_holds(&h->answer, "href=\"#valid_from\""));
    }
    assert_int_equal(house_count(h, SAID_OPEN), waiting);
}

/* Until the day before they are as they were. */
static void hours_changed_from_a_later_day_hold_as_before_until_then(void **state)
{
    struct test_house *h = *state;
    int64_t hours = house_count(h, "select min(id) from volunteer_hours where volunteer_id = 1");
    const char *path = arena_printf(arena_of(h), "/volontari/1/orari/%lld", (long long)hours);
    const char *const later[] = {"weekday", "sunday",     "starts",   "9", "ends",
                                 "11:30",   "valid_from", FROM_LATER, NULL};
    const char *const again[] = {"ends", "11:30", NULL};
    struct visitor bruno;

    house_enter(h, AUSER, &bruno);
    assert_int_equal(house_fill(h, &bruno, path, path, later)->http_status, 303);
    assert_int_equal(house_count(h, arena_printf(arena_of(h),
                                                 "select count(*) from volunteer_hours where id ="
                                                 " %lld and valid_to = '2026-12-12'",
                                                 (long long)hours)),
                     1);
    assert_int_equal(house_count(h, SUNDAY_HOURS " and valid_from = '2026-12-13'"), 1);

    /* And once more, before they begin: their day stands in the form and is kept. */
    path = arena_printf(arena_of(h), "/volontari/1/orari/%lld",
                        (long long)house_count(h, "select max(id) from volunteer_hours"));
    assert_int_equal(house_fill(h, &bruno, path, path, again)->http_status, 303);
    assert_int_equal(house_count(h, SUNDAY_HOURS " and valid_from = '2026-12-13'"), 1);
    assert_int_equal(house_count(h, SUNDAY_HOURS), 1);
}

static void hours_given_up_are_kept_until_who_breaks_a_promise_says_so(void **state)
{
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    const struct plant *own = &plants[PLANT_OWN];
    struct visitor driver, bruno;

    plant_all(h, plants);

    const char *page = page_of(h, own->volunteer_id);
    int64_t weekday = house_count(h, arena_printf(arena_of(h),
                                                  "select (window_opens + 3600) / 86400 %% 7"
                                                  " from ride_leg where id = %lld",
                                                  (long long)own->leg_id));
    int64_t hours = house_count(
        h, arena_printf(arena_of(h),
                        "select min(id) from volunteer_hours where volunteer_id = %lld"
                        " and weekday = %lld",
                        (long long)own->volunteer_id, (long long)(weekday + 3) % 7 + 1));
    const char *ended = arena_printf(
        arena_of(h), "select count(*) from volunteer_hours where id = %lld and valid_to is null",
        (long long)hours);

    assert_true(hours > 0);
    house_nobody(&driver);
    assert_int_equal(house_fill(h, &driver, page,
                                arena_printf(arena_of(h), "/ore/%lld/basta", (long long)hours),
                                NULL)
                         ->http_status,
                     303);
    house_enter(h, AUSER, &bruno);
    house_get(h, &bruno, PROPOSALS);
    assert_true(answer_holds(&h->answer, own->marks[MARK_SURNAME])); /* stands to lose the ride */
    assert_int_equal(house_count(h, ended), 1);
    assert_int_equal(answer_to(h, &bruno, last_proposal(h), "accept")->http_status, 200);
    assert_true(answer_holds(&h->answer, "Prima di salvare"));
    assert_int_equal(house_count(h, ended), 1);

    const char *path = arena_printf(arena_of(h), PROPOSALS "/%lld", (long long)last_proposal(h));

    assert_int_equal(
        house_send_form(h, &bruno, house_form_to(h, PROPOSALS, path), NULL)->http_status, 303);
    assert_int_equal(house_count(h, ended), 0);
}

static void proposal_taken_back_meanwhile_is_not_accepted(void **state)
{
    struct test_house *h = *state;
    const char *page = page_of(h, 1);
    struct visitor driver, bruno;

    house_nobody(&driver);
    house_fill(h, &driver, page, "/ore", SUNDAY_MORNING);
    house_enter(h, AUSER, &bruno);
    house_get(h, &bruno, PROPOSALS);

    const char *path = arena_printf(arena_of(h), PROPOSALS "/%lld", (long long)last_proposal(h));
    const char *const accept[] = {"what", "accept", NULL};
    const struct page_form *form = house_form_to(h, PROPOSALS, path);

    assert_int_equal(
        house_fill(h, &driver, page,
                   arena_printf(arena_of(h), "/proposte/%lld/ritira", (long long)last_proposal(h)),
                   NULL)
            ->http_status,
        303);
    assert_int_equal(house_send_form(h, &bruno, form, accept)->http_status, 303);
    assert_int_equal(house_count(h, SUNDAY_HOURS), 0);
    house_get(h, &bruno, PROPOSALS);
    assert_true(answer_holds(&h->answer, "è stata ritirata"));
}

static void proposal_of_another_volunteer_is_not_taken_back(void **state)
{
    struct test_house *h = *state;
    const char *page = page_of(h, 1);
    int64_t other =
        house_count(h, "select min(id) from volunteer_proposal where volunteer_id <> 1");
    const char *path = arena_printf(arena_of(h), "%s/proposte/%lld/ritira", page, (long long)other);
    int64_t waiting = house_count(h, SAID_OPEN);
    struct visitor driver;

    assert_true(other > 0);
    house_nobody(&driver);
    house_get(h, &driver, page);
    house_post(h, &driver, path, NULL);
    assert_int_equal(house_count(h, SAID_OPEN), waiting);
}

static void refused_hours_are_told_to_the_volunteer_and_do_not_hold(void **state)
{
    struct test_house *h = *state;
    const char *page = page_of(h, 1);
    struct visitor driver, bruno;

    house_nobody(&driver);
    house_enter(h, AUSER, &bruno);
    house_fill(h, &driver, page, "/ore", SUNDAY_MORNING);
    assert_int_equal(answer_to(h, &bruno, last_proposal(h), "refuse")->http_status, 303);
    assert_int_equal(house_count(h, SUNDAY_HOURS), 0);
    house_get(h, &driver, page);
    assert_true(answer_holds(&h->answer, "non accettata"));
}

static void hours_said_twice_or_without_end_are_told_beside_their_field(void **state)
{
    struct test_house *h = *state;
    const char *page = page_of(h, 1);
    struct visitor driver;

    house_nobody(&driver);
    house_fill(h, &driver, page, "/ore", SUNDAY_MORNING);
    assert_int_equal(house_fill(h, &driver, page, "/ore", SUNDAY_MORNING)->http_status, 200);
    assert_true(answer_holds(&h->answer, "In quelle ore ci sei già"));
    for (int hour = 12; hour < 24; hour++) {
        const char *const more[] = {"weekday", "sunday",
                                    "starts",  arena_printf(arena_of(h), "%d:00", hour),
                                    "ends",    arena_printf(arena_of(h), "%d:30", hour),
                                    NULL};

        house_fill(h, &driver, page, "/ore", more);
    }
    assert_true(answer_holds(&h->answer, "Hai già tante proposte"));
    assert_int_equal(house_count(h, SAID_OPEN " and volunteer_id = 1"), 10);
}

static void hours_hold_at_once_where_the_policy_has_it_so(void **state)
{
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    struct visitor driver;
    int64_t waiting;

    plant_all(h, plants);

    const char *page = page_of(h, 1);

    assert_int_equal(test_store_tamper(&h->store, "update policy set value = 'yes'"
                                                  " where key = 'volunteers.hours_at_once'"),
                     OK);
    waiting = house_count(h, SAID_OPEN);
    house_nobody(&driver);
    house_fill(h, &driver, page, "/ore", SUNDAY_MORNING);
    assert_int_equal(house_count(h, SUNDAY_HOURS), 1);
    assert_int_equal(house_count(h, SAID_OPEN), waiting);

    /* But what would break a promise waits all the same: every morning of the week is given up. */
    page = page_of(h, plants[PLANT_OWN].volunteer_id);
    for (int i = 0; i < 5; i++) {
        house_get(h, &driver, page);
        if (!answer_holds(&h->answer, "/basta"))
            break;
        house_send_form(h, &driver, house_form_to(h, page, "/basta"), NULL);
    }
    assert_true(house_count(h, SAID_OPEN) > waiting);
}

/* --- what is said of absences --------------------------------------------------------------------
 */

static void absence_by_the_hour_is_said_and_taken_back(void **state)
{
    struct test_house *h = *state;
    const char *const away[] = {"from_day", "2027-01-11", "from_hour", "9",
                                "to_hour",  "11:30",      NULL};
    const char *const half[] = {"from_day", "2027-01-12", "from_hour", "9", NULL};
    int64_t before = house_count(h, ABSENCES);
    const char *page = page_of(h, 1);
    struct visitor driver, bruno;

    house_nobody(&driver);
    assert_int_equal(house_fill(h, &driver, page, "/assenze", half)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Scrivi tutte e due le ore"));
    assert_int_equal(house_fill(h, &driver, page, "/assenze", away)->http_status, 303);
    assert_int_equal(house_count(h, ABSENCES " where starts = 540 and ends = 690"), 1);
    house_enter(h, AUSER, &bruno);
    house_get(h, &bruno, "/volontari/1");
    assert_true(answer_holds(&h->answer, "detta dal volontario"));
    house_get(h, &driver, page);
    assert_true(answer_holds(&h->answer, "l’11/01/2027, 9:00-11:30"));
    house_send_form(h, &driver, house_form_to(h, page, "/togli"), NULL);
    assert_int_equal(house_count(h, ABSENCES), before);
}

static void absence_that_the_office_wrote_is_not_taken_back_by_the_volunteer(void **state)
{
    struct test_house *h = *state;
    const char *const away[] = {"from_day", "2027-01-11", NULL};
    const char *page = page_of(h, 1);
    int64_t before;
    struct visitor driver;

    house_nobody(&driver);
    house_fill(h, &driver, page, "/assenze", away);
    house_get(h, &driver, page);

    const struct page_form *form = house_form_to(h, page, "/togli");

    assert_int_equal(test_store_tamper(&h->store, "update volunteer_absence set own_word = 0"), OK);
    before = house_count(h, ABSENCES);
    assert_int_equal(house_send_form(h, &driver, form, NULL)->http_status, 303);
    assert_int_equal(house_count(h, ABSENCES), before);
    house_get(h, &driver, page);
    assert_false(answer_holds(&h->answer, "/togli"));
}

static void link_to_the_page_opens_no_sheet(void **state)
{
    struct test_house *h = *state;
    struct visitor driver;
    const char *page = page_of(h, 1);

    house_nobody(&driver);
    assert_int_equal(
        house_get(h, &driver, arena_printf(arena_of(h), "/foglio/%s", page + 7))->http_status, 404);
    h->clock = instant_add_minutes(h->clock, (int64_t)59 * 24 * 60);
    assert_int_equal(house_get(h, &driver, page)->http_status, 200);
    h->clock = instant_add_minutes(h->clock, (int64_t)2 * 24 * 60);
    assert_int_equal(house_get(h, &driver, page)->http_status, 404);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(page_tells_the_next_rides_by_initials),
        IN_BOTH_HOUSES(page_tells_nothing_of_a_restricted_passenger),
        IN_BOTH_HOUSES(shift_given_back_leaves_its_rides_to_be_called_and_is_told),
        IN_BOTH_HOUSES(shift_too_near_is_not_given_back),
        IN_BOTH_HOUSES(shift_is_given_back_twice_and_no_more_without_a_call),
        IN_BOTH_HOUSES(absence_where_nothing_is_promised_holds_at_once),
        IN_BOTH_HOUSES(absence_that_breaks_a_promise_is_not_kept),
        IN_BOTH_HOUSES(hours_that_are_said_wait_for_the_yes_and_then_hold),
        IN_BOTH_HOUSES(hours_from_a_later_day_hold_from_it_also_when_accepted),
        IN_BOTH_HOUSES(hours_accepted_after_their_day_hold_from_the_yes_on),
        IN_BOTH_HOUSES(hours_from_yesterday_or_in_years_are_told_beside_their_field),
        IN_BOTH_HOUSES(hours_changed_from_a_later_day_hold_as_before_until_then),
        IN_BOTH_HOUSES(hours_given_up_are_kept_until_who_breaks_a_promise_says_so),
        IN_BOTH_HOUSES(proposal_taken_back_meanwhile_is_not_accepted),
        IN_BOTH_HOUSES(proposal_of_another_volunteer_is_not_taken_back),
        IN_BOTH_HOUSES(refused_hours_are_told_to_the_volunteer_and_do_not_hold),
        IN_BOTH_HOUSES(hours_said_twice_or_without_end_are_told_beside_their_field),
        IN_BOTH_HOUSES(hours_hold_at_once_where_the_policy_has_it_so),
        IN_BOTH_HOUSES(absence_by_the_hour_is_said_and_taken_back),
        IN_BOTH_HOUSES(absence_that_the_office_wrote_is_not_taken_back_by_the_volunteer),
        IN_BOTH_HOUSES(link_to_the_page_opens_no_sheet),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
