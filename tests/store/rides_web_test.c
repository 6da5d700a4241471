/* The pages of rides and volunteers as a browser sees them, in the demo zone, on both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "rides/rides.h"
#include "support/filling.h"
#include "support/pdf_text.h"
#include "support/plant.h"

#define DESK  "anna.esposito"
#define HEAD  "marta.leoni"
#define AUSER "bruno.cipriani"

/* A Wednesday far enough for the notice, with volunteers on duty. */
#define FREE_DAY "2026-12-02"

static struct arena *arena_of(struct test_house *h)
{
    return h->store.ctx.arena;
}

/* Somebody whom the service has taken before, so that no condition is missing. */
static int64_t a_rider(struct test_house *h)
{
    return house_count(h, "select min(r.person_id) from ride r join person p on p.id = r.person_id"
                          " where r.state = 'booked' and p.restriction is null"
                          " and r.on_day >= '2026-11-23' and r.person_id not in"
                          " (select person_id from ride where on_day = '" FREE_DAY "')");
}

static int64_t a_ride(struct test_house *h)
{
    return house_count(h, "select min(r.id) from ride r join person p on p.id = r.person_id"
                          " where r.state = 'booked' and p.restriction is null"
                          " and r.on_day > '2026-11-25'");
}

static const char *path_of(struct test_house *h, const char *format, int64_t id)
{
    return arena_printf(arena_of(h), format, (long long)id);
}

/* The form of a booking for a rider, with a day and an hour. */
static const char *const *wish(struct test_house *h, const char *day, const char *hour)
{
    static const char *fields[20];
    size_t i = 0;

    fields[i++] = "destination";
    fields[i++] =
        path_of(h, "%lld", house_count(h, "select min(id) from destination where active = 1"));
    fields[i++] = "day";
    fields[i++] = day;
    fields[i++] = "appointment";
    fields[i++] = hour;
    fields[i++] = "return_kind";
    fields[i++] = "none";
    fields[i++] = "companions";
    fields[i++] = "0";
    fields[i++] = "mobility_aid";
    fields[i++] = "none";
    fields[i++] = "alone";
    fields[i++] = "yes";
    fields[i++] = "autonomy";
    fields[i++] = "yes";
    fields[i] = NULL;
    return fields;
}

static const struct answer *ask(struct test_house *h, struct visitor *who, const char *day,
                                const char *hour)
{
    const char *path = path_of(h, "/accompagnamenti/nuovo?persona=%lld", a_rider(h));

    assert_int_equal(house_get(h, who, path)->http_status, 200);
    return house_send_form(h, who, house_form_to(h, path, "/nuovo"), wish(h, day, hour));
}

static void caller_hears_yes_and_a_double_click_books_once(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;
    int64_t before;

    house_enter(h, DESK, &anna);
    assert_int_equal(ask(h, &anna, FREE_DAY, "10:15")->http_status, 200);
    assert_true(answer_holds(&h->answer, "Sì, si può"));
    assert_true(answer_holds(&h->answer, "passiamo a prenderla tra le "));
    before = house_count(h, "select count(*) from ride");

    const struct page_form *form = house_form_to(h, "/accompagnamenti/nuovo", "/conferma");

    assert_int_equal(house_send_form(h, &anna, form, NULL)->http_status, 303);

    const char *booked = arena_copy(arena_of(h), h->answer.location);

    assert_int_equal(house_send_form(h, &anna, form, NULL)->http_status, 303);
    assert_string_equal(h->answer.location, booked);
    assert_int_equal(house_count(h, "select count(*) from ride"), before + 1);
    assert_int_equal(house_get(h, &anna, booked)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Accompagnamento prenotato"));
}

static void time_that_was_said_and_is_gone_gives_a_new_answer(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;
    const char *const gone[] = {"said_outbound", "1796000000", NULL};
    int64_t before = house_count(h, "select count(*) from ride");

    house_enter(h, DESK, &anna);
    ask(h, &anna, FREE_DAY, "10:15");

    const struct page_form *form = house_form_to(h, "/accompagnamenti/nuovo", "/conferma");

    assert_int_equal(house_send_form(h, &anna, form, gone)->http_status, 409);
    assert_true(answer_holds(&h->answer, "Questa è la nuova risposta"));
    assert_int_equal(house_count(h, "select count(*) from ride"), before);
    form = house_form_to(h, "/accompagnamenti/nuovo", "/conferma");
    assert_int_equal(house_send_form(h, &anna, form, NULL)->http_status, 303);
}

static void forged_start_of_call_is_not_believed(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;

    house_enter(h, DESK, &anna);
    assert_int_equal(ask(h, &anna, "2026-11-24", "10:00")->http_status, 200);
    assert_true(answer_holds(&h->answer, "No: serve un anticipo di 24 ore"));

    const struct page_form *form = house_form_to(h, "/accompagnamenti/nuovo", "/modifica");
    const char *const earlier[] = {
        "call",
        arena_printf(arena_of(h), "%lld-00112233445566778899aabbccddeeff",
                     (long long)h->clock.seconds - 3600),
        NULL,
    };
    const char *const *fields = page_fields(arena_of(h), form, earlier);

    assert_int_equal(house_send_fields(h, &anna, "/accompagnamenti/nuovo", fields)->http_status,
                     200);
    assert_true(answer_holds(&h->answer, "ha chiamato alle 10:00"));
}

static void call_that_began_within_the_notice_still_counts_after_minutes(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;
    const char *path = path_of(h, "/accompagnamenti/nuovo?persona=%lld", a_rider(h));

    house_enter(h, DESK, &anna);
    assert_int_equal(house_get(h, &anna, path)->http_status, 200);
    assert_true(answer_holds(&h->answer, "cominciata alle 10:00"));

    const struct page_form *form = house_form_to(h, path, "/nuovo");

    h->clock = instant_add_minutes(h->clock, 10);
    assert_int_equal(house_send_form(h, &anna, form, wish(h, "2026-11-24", "9:00"))->http_status,
                     200);
    assert_true(answer_holds(&h->answer, "ha chiamato alle 10:00"));
}

/* Else the record would be saved and the way back to the booking would be "not found". */
static void person_whom_another_office_serves_is_not_written_down(void **state)
{
    static const char NEW[] = "/persone/nuova?torna=/accompagnamenti/nuovo";
    static const char PERSONS[] = "select count(*) from person";
    struct test_house *h = *state;
    struct visitor anna;
    const char *const fields[] = {
        "surname",
        "Zappa",
        "name",
        "Nello",
        "place_id",
        path_of(h, "%lld", house_count(h, "select id from place where name = 'San Gemini'")),
        NULL,
    };
    int64_t before = house_count(h, PERSONS);

    house_enter(h, DESK, &anna);
    assert_int_equal(house_get(h, &anna, NEW)->http_status, 200);
    assert_int_equal(
        house_send_form(h, &anna, house_form_to(h, NEW, "/nuova"), fields)->http_status, 200);
    assert_true(answer_holds(&h->answer, "seguito da un altro ufficio"));
    assert_int_equal(house_count(h, PERSONS), before);
}

static void exception_after_a_no_on_the_call_makes_it_a_yes(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;
    const char *path = path_of(h, "/accompagnamenti/nuovo?persona=%lld", a_rider(h));
    const char *const *fields = wish(h, FREE_DAY, "10:15");
    const char *const granted[] = {"exception_reason", "Marito ricoverato", NULL};
    const char *said[20] = {NULL};

    for (size_t i = 0; fields[i]; i++)
        said[i] = i > 0 && strcmp(fields[i - 1], "alone") == 0 ? "no" : fields[i];
    house_enter(h, DESK, &anna);
    house_get(h, &anna, path);
    assert_int_equal(house_send_form(h, &anna, house_form_to(h, path, "/nuovo"), said)->http_status,
                     200);
    assert_true(answer_holds(&h->answer, "No: il servizio è per chi vive da solo"));

    const struct page_form *form = house_form_to(h, "/accompagnamenti/nuovo", "/modifica");

    fields = page_fields(arena_of(h), form, granted);
    assert_int_equal(house_send_fields(h, &anna, "/accompagnamenti/nuovo", fields)->http_status,
                     200);
    assert_true(answer_holds(&h->answer, "Con un’eccezione: Marito ricoverato"));
}

/* What is offered instead moves both ways, so both are read out. */
static void return_that_moves_along_is_told_with_the_offer(void **state)
{
    struct test_house *h = *state;
    const char *path = path_of(h, "/accompagnamenti/nuovo?persona=%lld", a_rider(h));
    const char *const late[] = {
        "destination", path_of(h, "%lld", house_count(h, "select min(id) from destination")),
        "day",         FREE_DAY,
        "appointment", "10:00",
        "return_kind", "at",
        "return_at",   "19:30",
        "alone",       "yes",
        "autonomy",    "yes",
        NULL};
    struct visitor anna;

    house_enter(h, DESK, &anna);
    house_get(h, &anna, path);
    house_send_form(h, &anna, house_form_to(h, path, "/nuovo"), late);
    assert_true(answer_holds(&h->answer, "per il ritorno che non c’è nessuno"));
    assert_true(answer_holds(&h->answer, ", ritorno alle 1"));
}

static void refusal_is_kept_as_unmet_need(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;
    static const char REFUSED[] = "select count(*) from ride where state = 'refused'";
    int64_t before = house_count(h, REFUSED);

    house_enter(h, DESK, &anna);
    assert_int_equal(ask(h, &anna, "2026-11-24", "10:00")->http_status, 200);

    const struct page_form *form = house_form_to(h, "/accompagnamenti/nuovo", "/modifica");
    const char *const *fields = page_fields(arena_of(h), form, NULL);

    assert_int_equal(
        house_send_fields(h, &anna, "/accompagnamenti/nuovo/rifiuto", fields)->http_status, 303);
    assert_int_equal(house_get(h, &anna, h->answer.location)->http_status, 200);
    assert_int_equal(house_count(h, REFUSED), before + 1);
}

/* The no is said as soon as it is shown: one call is one, and a ride or a record takes its place.
 */
static void no_is_counted_once_for_a_call_until_it_books_or_is_recorded(void **state)
{
    static const char TOLD[] = "select count(*) from ride_told_no";
    struct test_house *h = *state;
    struct visitor anna;

    house_enter(h, DESK, &anna);
    ask(h, &anna, "2026-11-24", "10:00");
    ask(h, &anna, "2026-11-24", "9:30");
    assert_int_equal(house_count(h, TOLD), 1);
    house_get(h, &anna, "/accompagnamenti/conti?mese=2026-11");
    assert_true(answer_holds(&h->answer, "Non ha i requisiti"));
    assert_int_equal(ask(h, &anna, FREE_DAY, "10:15")->http_status, 200);
    assert_int_equal(house_count(h, TOLD), 1); /* a yes is no booking yet */

    const struct page_form *form = house_form_to(h, "/accompagnamenti/nuovo", "/conferma");

    assert_int_equal(house_send_form(h, &anna, form, NULL)->http_status, 303);
    assert_int_equal(house_count(h, TOLD), 0);

    h->clock = instant_add_minutes(h->clock, 5);
    ask(h, &anna, "2026-11-24", "10:00");
    h->clock = instant_add_minutes(h->clock, 5);
    ask(h, &anna, "2026-11-24", "9:45");
    assert_int_equal(house_count(h, TOLD), 2);
    form = house_form_to(h, "/accompagnamenti/nuovo", "/modifica");

    const char *const *fields = page_fields(arena_of(h), form, NULL);

    assert_int_equal(
        house_send_fields(h, &anna, "/accompagnamenti/nuovo/rifiuto", fields)->http_status, 303);
    assert_int_equal(house_count(h, TOLD), 1);
    ask(h, &anna, "2026-11-20", "10:00"); /* a slip: nothing is unmet */
    assert_int_equal(house_count(h, TOLD), 1);
}

static enum status no_of(struct ctx *tx, void *args)
{
    return ride_count_no(tx, args, RIDE_NO_VOLUNTEER);
}

static void no_to_a_restricted_person_is_not_counted_for_everybody(void **state)
{
    static const char TOLD[] = "select count(*) from ride_told_no";
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    struct ride_wish wish = {
        .office_id = 1, .called_at = h->store.ctx.now, .day = date_of(2026, 12, 2)};

    plant_all(h, plants);
    wish.person_id = plants[PLANT_RESTRICTED].person_id;
    assert_int_equal(house_write_as(h, HEAD, no_of, &wish), OK);
    assert_int_equal(house_count(h, TOLD), 0);
    assert_int_equal(house_write_as(h, DESK, no_of, &wish), ERR_NOT_FOUND);
    wish.person_id = plants[PLANT_OWN].person_id;
    assert_int_equal(house_write_as(h, DESK, no_of, &wish), OK);
    assert_int_equal(house_count(h, TOLD), 1);
}

static void exceptions_are_counted_with_reason_and_who_granted_them(void **state)
{
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    struct visitor anna, marta;
    const char *month;

    plant_all(h, plants);
    month =
        arena_printf(arena_of(h), "/accompagnamenti/conti?mese=%.7s", plants[PLANT_RESTRICTED].day);
    assert_int_equal(
        test_store_tamper(
            &h->store,
            arena_printf(arena_of(h),
                         "update ride set exception_reason = 'Sfratto in corso', exception_by ="
                         " booked_by where id = %lld;"
                         "update ride set exception_reason = 'Referto urgente', exception_by ="
                         " booked_by where id = %lld",
                         (long long)plants[PLANT_RESTRICTED].ride_id,
                         (long long)plants[PLANT_OWN].ride_id)),
        OK);
    house_enter(h, DESK, &anna);
    assert_int_equal(house_get(h, &anna, month)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Referto urgente"));
    assert_true(answer_holds(&h->answer, "Anna Esposito"));
    assert_false(answer_holds(&h->answer, "Sfratto in corso"));
    house_enter(h, HEAD, &marta);
    assert_int_equal(house_get(h, &marta, month)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Sfratto in corso"));
    assert_int_equal(house_get(h, &anna, "/accompagnamenti/conti?mese=x")->http_status, 200);
    assert_int_equal(house_get(h, &anna, "/accompagnamenti/conti?mese=2199-12")->http_status, 200);
    assert_int_equal(h->broken, 0);
}

static struct date day_of(const char *iso)
{
    struct date day;

    assert_int_equal(date_from_iso(iso, &day), OK);
    return day;
}

/* Nobody waits at home in vain, and nobody outside the circle learns that somebody waits. */
static void sheet_with_a_restricted_passenger_is_the_circles_to_hand_over(void **state)
{
    static const char DUTY[] = "Fogli da consegnare tu";
    struct test_house *h = *state;
    struct plant plants[PLANT_COUNT];
    const struct plant *hidden = &plants[PLANT_RESTRICTED];
    const char *const outside[] = {DESK, AUSER};
    struct visitor marta, other;
    const char *agenda, *sheet;

    plant_all(h, plants);
    agenda = arena_printf(arena_of(h), "/agenda?giorno=%s", hidden->day);
    sheet = arena_printf(arena_of(h), "/accompagnamenti/foglio/%lld?giorno=%s",
                         (long long)hidden->volunteer_id, hidden->day);
    house_enter(h, HEAD, &marta);
    assert_int_equal(house_get(h, &marta, agenda)->http_status, 200);
    assert_true(answer_holds(&h->answer, DUTY));
    assert_true(answer_holds(&h->answer, sheet + strlen("/accompagnamenti/")));
    assert_int_equal(house_get(h, &marta, sheet)->http_status, 200);
    assert_true(answer_holds(&h->answer, hidden->marks[MARK_SURNAME]));
    assert_true(answer_holds(&h->answer, "dallo in mano al volontario"));
    for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
        house_enter(h, outside[i], &other);
        assert_int_equal(house_get(h, &other, agenda)->http_status, 200);
        assert_false(answer_holds(&h->answer, DUTY));
        assert_int_equal(house_get(h, &other, sheet)->http_status, 200);
        assert_false(answer_holds(&h->answer, hidden->marks[MARK_SURNAME]));
        assert_false(answer_holds(&h->answer, "cerchia"));
    }
    h->clock = instant_at(date_add_days(day_of(hidden->day), -1), (struct clock_time){9 * 60});
    h->store.ctx.now = h->clock; /* or the session would be an old one */
    house_enter(h, HEAD, &marta);
    house_get(h, &marta, "/agenda");
    assert_true(answer_holds(&h->answer, DUTY));
    assert_true(answer_holds(&h->answer, "Domani: <a href"));
    /* Once she has been fetched there is nothing left to hand over. */
    assert_int_equal(
        test_store_tamper(&h->store, arena_printf(arena_of(h),
                                                  "update ride_leg set outcome = 'done' where"
                                                  " ride_id = %lld",
                                                  (long long)hidden->ride_id)),
        OK);
    house_get(h, &marta, agenda);
    assert_false(answer_holds(&h->answer, DUTY));
}

static void missing_and_wrong_answers_are_told_beside_their_fields(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;
    const char *path = path_of(h, "/accompagnamenti/nuovo?persona=%lld", a_rider(h));
    const char *const wrong[] = {"day", "31/02/2027",       "appointment", "25", "return_kind",
                                 "at",  "boarding_minutes", "90",          NULL};

    house_enter(h, DESK, &anna);
    house_get(h, &anna, path);
    assert_int_equal(
        house_send_form(h, &anna, house_form_to(h, path, "/nuovo"), wrong)->http_status, 200);
    assert_true(answer_holds(&h->answer, "<title>Errore: "));
    assert_true(answer_holds(&h->answer, "Scegli dove deve andare"));
    assert_true(answer_holds(&h->answer, "Scrivi l’ora in cui sarà pronto per tornare"));
    assert_true(answer_holds(&h->answer, "31/02/2027"));
}

static void destination_that_never_was_is_told_beside_its_field(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;
    const char *path = path_of(h, "/accompagnamenti/nuovo?persona=%lld", a_rider(h));
    const char *const nowhere[] = {"destination", "999999",      "day",  FREE_DAY, "appointment",
                                   "10:15",       "return_kind", "none", NULL};

    house_enter(h, DESK, &anna);
    house_get(h, &anna, path);
    assert_int_equal(
        house_send_form(h, &anna, house_form_to(h, path, "/nuovo"), nowhere)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Scegli dove deve andare"));
    assert_true(answer_holds(&h->answer, "10:15"));
}

static void ride_is_shown_moved_corrected_and_cancelled(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;
    int64_t ride = a_ride(h);
    const char *path = path_of(h, "/accompagnamenti/%lld", ride);
    const char *cancel = path_of(h, "/accompagnamenti/%lld/annulla", ride);
    const char *correct = path_of(h, "/accompagnamenti/%lld/correggi", ride);
    const char *move = path_of(h, "/accompagnamenti/%lld/sposta", ride);
    const char *const notes[] = {"boarding_notes", "Suonare due volte", NULL};
    const char *const other[] = {"day", "2026-12-09", "alone", "yes", "autonomy", "yes", NULL};
    const char *const why[] = {"by_service", "person", NULL};

    house_enter(h, DESK, &anna);
    assert_int_equal(house_get(h, &anna, path)->http_status, 200);
    assert_int_equal(house_get(h, &anna, correct)->http_status, 200);
    assert_int_equal(
        house_send_form(h, &anna, house_form_to(h, correct, "/correggi"), notes)->http_status, 303);
    house_get(h, &anna, path);
    assert_true(answer_holds(&h->answer, "Suonare due volte"));

    assert_int_equal(house_get(h, &anna, move)->http_status, 200);
    assert_int_equal(
        house_send_form(h, &anna, house_form_to(h, move, "/sposta"), other)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Passo 2 di 2"));

    const struct page_form *confirm = house_form_to(h, move, "/conferma");

    assert_int_equal(house_send_form(h, &anna, confirm, NULL)->http_status, 303);
    house_get(h, &anna, arena_copy(arena_of(h), h->answer.location));
    assert_true(answer_holds(&h->answer, "Accompagnamento spostato"));
    house_get(h, &anna, path);
    assert_true(answer_holds(&h->answer, "Era: "));
    assert_true(answer_holds(&h->answer, "si passava "));
    assert_true(answer_holds(&h->answer, "minuti per salire; Suonare due volte"));
    house_get(h, &anna, cancel);

    const struct page_form *form = house_form_to(h, cancel, "/annulla");

    assert_int_equal(house_send_form(h, &anna, form, why)->http_status, 303);
    assert_int_equal(house_send_form(h, &anna, form, why)->http_status, 409);
}

static void day_and_sheet_show_and_print(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *day = house_text(h, "select min(on_day) from ride where state = 'booked'"
                                    " and on_day >= '2026-11-23'");
    int64_t volunteer = house_count(
        h, arena_printf(arena_of(h),
                        "select min(l.volunteer_id) from ride_leg l join ride r on"
                        " r.id = l.ride_id where r.state = 'booked' and r.on_day = '%s'",
                        day));

    house_enter(h, AUSER, &bruno);
    assert_int_equal(
        house_get(h, &bruno, arena_printf(arena_of(h), "/accompagnamenti?giorno=%s", day))
            ->http_status,
        200);
    assert_true(answer_holds(&h->answer, "Foglio di viaggio"));
    assert_int_equal(house_get(h, &bruno,
                               arena_printf(arena_of(h), "/accompagnamenti/foglio/%lld?giorno=%s",
                                            (long long)volunteer, day))
                         ->http_status,
                     200);
    assert_true(answer_holds(&h->answer, "Per salire"));
    assert_int_equal(
        house_get(h, &bruno,
                  arena_printf(arena_of(h), "/accompagnamenti/foglio/%lld/pdf?giorno=%s",
                               (long long)volunteer, day))
            ->http_status,
        200);
    assert_string_equal(h->answer.type, "application/pdf");
    assert_memory_equal(h->answer.body, "%PDF", 4);
}

/* Of every leg that a volunteer drives on the day, one column. */
static const char *driven(struct test_house *h, const char *column, int64_t volunteer,
                          const char *day, bool first)
{
    return house_text(
        h, arena_printf(arena_of(h),
                        "select %s(%s) from ride_leg l join ride r on r.id = l.ride_id join person "
                        "p on p.id = r.person_id where r.state = 'booked' and l.volunteer_id = "
                        "%lld and r.on_day = '%s'",
                        first ? "min" : "max", column, (long long)volunteer, day));
}

/* The page and the paper say the same of each rider, and nothing of other volunteers' riders. */
static void sheet_holds_what_its_volunteer_needs_and_nobody_else_s_riders(void **state)
{
    struct test_house *h = *state;
    struct arena *arena = arena_of(h);
    struct visitor bruno;
    const char *day = house_text(
        h, "select min(day) from (select r.on_day as day from ride r join ride_leg l on l.ride_id ="
           " r.id where r.state = 'booked' and r.on_day >= '2026-11-23' group by r.on_day having"
           " count(distinct l.volunteer_id) > 1) as busy");
    const char *who = arena_printf(arena,
                                   "(l.volunteer_id) from ride_leg l join ride r on r.id = "
                                   "l.ride_id where r.state = 'booked' and r.on_day = '%s'",
                                   day);
    int64_t mine = house_count(h, arena_printf(arena, "select min%s", who));
    int64_t other = house_count(h, arena_printf(arena, "select max%s", who));
    const char *sheet =
        arena_printf(arena, "/accompagnamenti/foglio/%lld?giorno=%s", (long long)mine, day);
    const char *paper;

    house_enter(h, AUSER, &bruno);
    assert_int_equal(house_get(h, &bruno, sheet)->http_status, 200);
    for (int first = 0; first < 2; first++) {
        assert_true(answer_holds(&h->answer, driven(h, "p.surname", mine, day, first)));
        assert_true(answer_holds(&h->answer, driven(h, "p.address", mine, day, first)));
    }
    assert_false(answer_holds(&h->answer, driven(h, "p.address", other, day, true)));

    house_get(
        h, &bruno,
        arena_printf(arena, "/accompagnamenti/foglio/%lld/pdf?giorno=%s", (long long)mine, day));
    paper = pdf_text(arena, h->answer.body, h->answer.length);
    for (int first = 0; first < 2; first++) {
        assert_non_null(strstr(paper, driven(h, "p.surname", mine, day, first)));
        assert_non_null(strstr(paper, driven(h, "p.address", mine, day, first)));
    }
    assert_null(strstr(paper, driven(h, "p.address", other, day, true)));
    assert_null(strstr(paper, driven(h, "p.tax_code", mine, day, true)));
}

static void rides_coordinator_sees_riders_only(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    int64_t stranger =
        house_count(h, "select min(id) from person where rider = 0 and restriction is null");
    int64_t rider = a_rider(h);

    house_enter(h, AUSER, &bruno);
    assert_int_equal(
        house_get(h, &bruno, path_of(h, "/accompagnamenti/persone/%lld", stranger))->http_status,
        404);
    assert_int_equal(
        house_get(h, &bruno, path_of(h, "/accompagnamenti/nuovo?persona=%lld", stranger))
            ->http_status,
        404);
    assert_int_equal(
        house_get(h, &bruno, path_of(h, "/accompagnamenti/persone/%lld", rider))->http_status, 200);
    assert_int_equal(
        house_get(h, &bruno, path_of(h, "/accompagnamenti/nuovo?persona=%lld", rider))->http_status,
        200);
    assert_false(answer_holds(&h->answer, "nato il"));
    assert_false(answer_holds(&h->answer, "nata il"));
}

static void rides_coordinator_writes_down_a_new_rider(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *path = "/accompagnamenti/persone/nuova";
    const char *place = path_of(
        h, "%lld",
        house_count(h, "select min(place_id) from office_place where office_id = (select office_id"
                       " from staff_role where role = 'rides_coordinator')"));
    const char *const person[] = {
        "surname", "Zanichelli",      "name",  "Ionuț", "phone",    "0744 99 88 77", "place", place,
        "address", "Via del Colle 4", "alone", "yes",   "autonomy", "yes",           NULL};

    house_enter(h, AUSER, &bruno);
    assert_int_equal(house_get(h, &bruno, path)->http_status, 200);
    assert_int_equal(
        house_send_form(h, &bruno, house_form_to(h, path, "/nuova"), person)->http_status, 303);
    assert_int_equal(house_get(h, &bruno, h->answer.location)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Zanichelli Ionuț"));
}

static void absence_is_on_the_volunteers_page_and_hours_do_not_overlap(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *path =
        path_of(h, "/volontari/%lld", house_count(h, "select min(id) from volunteer"));
    const char *const away[] = {"from_day", "2027-11-24", "to_day", "2027-11-30", NULL};
    const char *const twice[] = {"weekday", "monday", "starts", "8:00", "ends", "13:00", NULL};

    house_enter(h, AUSER, &bruno);
    assert_int_equal(house_get(h, &bruno, "/volontari")->http_status, 200);
    assert_int_equal(house_get(h, &bruno, path)->http_status, 200);
    assert_int_equal(
        house_send_form(h, &bruno, house_form_to(h, path, "/assenze"), away)->http_status, 303);
    house_get(h, &bruno, path);
    assert_true(answer_holds(&h->answer, "dal 24/11/2027 al 30/11/2027"));
    assert_int_equal(
        house_send_form(h, &bruno, house_form_to(h, path, "/orari"), twice)->http_status, 200);
    assert_true(answer_holds(&h->answer, "In quelle ore c’è già"));
}

/* Fills the form at `path` as typed and sends it twice, as a double click does. */
static void send_twice(struct test_house *h, struct visitor *who, const char *path,
                       const char *const *typed)
{
    assert_int_equal(house_get(h, who, path)->http_status, 200);

    const struct page_form *form = house_form_to(h, path, path);

    assert_int_equal(house_send_form(h, who, form, typed)->http_status, 303);
    assert_int_equal(house_send_form(h, who, form, typed)->http_status, 303);
    assert_int_equal(house_get(h, who, h->answer.location)->http_status, 200);
}

static const char *id_of(struct test_house *h, const char *sql)
{
    return path_of(h, "%lld", house_count(h, sql));
}

static void new_volunteer_is_in_the_register_once(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *path = "/volontari/nuovo";
    const char *const wrong[] = {"surname", "Zampetti", "organization_id", "999999", "place_id",
                                 "999999",  NULL};
    const char *const typed[] = {"surname",
                                 "Zampetti",
                                 "name",
                                 "Ionuț",
                                 "phone",
                                 "0744 99 88 77",
                                 "organization_id",
                                 id_of(h, "select min(id) from organization where active = 1"),
                                 "place_id",
                                 id_of(h, "select min(id) from place"),
                                 NULL};

    house_enter(h, AUSER, &bruno);
    assert_int_equal(house_get(h, &bruno, path)->http_status, 200);
    assert_int_equal(house_send_form(h, &bruno, house_form_to(h, path, path), wrong)->http_status,
                     200);
    assert_true(answer_holds(&h->answer, "Scrivi il telefono"));
    assert_true(answer_holds(&h->answer, "Scegli un’associazione dall’elenco"));
    assert_true(answer_holds(&h->answer, "Scegli un luogo dall’elenco"));
    send_twice(h, &bruno, path, typed);
    assert_true(answer_holds(&h->answer, "Zampetti Ionuț"));
    assert_int_equal(house_count(h, "select count(*) from volunteer v join place p"
                                    " on p.id = v.place_id where v.surname = 'Zampetti'"
                                    " and v.from_date = '2026-11-23' and v.to_date is null"
                                    " and v.latitude_micro = p.latitude_micro"
                                    " and v.longitude_micro = p.longitude_micro"),
                     1);
}

static void new_car_has_one_owner_and_its_drivers(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *path = "/volontari/auto/nuova";
    const char *driver = id_of(h, "select min(id) from volunteer");
    const char *other = id_of(h, "select max(id) from volunteer");
    const char *place = id_of(h, "select min(id) from place");
    const char *const nobodys[] = {"name", "Panda nuova", "seats",  "9", "place_id",
                                   place,  "drivers",     "999999", NULL};
    const char *const typed[] = {
        "name",    "Panda nuova", "plate", "gx123ab",         "seats", "3",       "wheelchairs",
        "1",       "place_id",    place,   "owner_volunteer", driver,  "drivers", driver,
        "drivers", other,         NULL};

    house_enter(h, AUSER, &bruno);
    assert_int_equal(house_get(h, &bruno, path)->http_status, 200);
    assert_int_equal(house_send_form(h, &bruno, house_form_to(h, path, path), nobodys)->http_status,
                     200);
    assert_true(answer_holds(&h->answer, "Scegli un’associazione oppure un volontario"));
    assert_true(answer_holds(&h->answer, "Scegli i volontari dall’elenco"));
    assert_true(answer_holds(&h->answer, "seats-error"));
    send_twice(h, &bruno, path, typed);
    assert_true(answer_holds(&h->answer, "Panda nuova, targa GX123AB"));
    assert_int_equal(house_count(h, "select count(*) from vehicle where name = 'Panda nuova'"), 1);
    assert_int_equal(house_count(h, "select count(*) from volunteer_vehicle d join vehicle c"
                                    " on c.id = d.vehicle_id where c.name = 'Panda nuova'"
                                    " and c.owner_organization_id is null and c.seats = 3"
                                    " and c.folding_wheelchairs = 1"),
                     2);
}

static void new_destination_can_be_chosen_on_the_telephone(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *path = "/accompagnamenti/destinazioni/nuova";
    const char *const wrong[] = {"kind", "casino", "place_id", "999999", NULL};
    const char *const typed[] = {"name",
                                 "Posta di prova",
                                 "kind",
                                 "post_office",
                                 "place_id",
                                 id_of(h, "select min(id) from place"),
                                 "address",
                                 "Via Nuova 3",
                                 "boarding_minutes",
                                 "4",
                                 NULL};

    house_enter(h, AUSER, &bruno);
    assert_int_equal(house_get(h, &bruno, path)->http_status, 200);
    assert_int_equal(house_send_form(h, &bruno, house_form_to(h, path, path), wrong)->http_status,
                     200);
    assert_true(answer_holds(&h->answer, "Scegli che cos’è dall’elenco"));
    assert_true(answer_holds(&h->answer, "Scegli un luogo dall’elenco"));
    send_twice(h, &bruno, path, typed);
    assert_true(answer_holds(&h->answer, "Posta di prova"));
    assert_true(answer_holds(&h->answer, "Via Nuova 3"));
    assert_int_equal(house_count(h, "select count(*) from destination"
                                    " where name = 'Posta di prova' and boarding_minutes = 4"),
                     1);
    house_get(h, &bruno, path_of(h, "/accompagnamenti/nuovo?persona=%lld", a_rider(h)));
    assert_true(answer_holds(&h->answer, "Posta di prova"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(caller_hears_yes_and_a_double_click_books_once),
        IN_BOTH_HOUSES(time_that_was_said_and_is_gone_gives_a_new_answer),
        IN_BOTH_HOUSES(forged_start_of_call_is_not_believed),
        IN_BOTH_HOUSES(call_that_began_within_the_notice_still_counts_after_minutes),
        IN_BOTH_HOUSES(person_whom_another_office_serves_is_not_written_down),
        IN_BOTH_HOUSES(exception_after_a_no_on_the_call_makes_it_a_yes),
        IN_BOTH_HOUSES(return_that_moves_along_is_told_with_the_offer),
        IN_BOTH_HOUSES(refusal_is_kept_as_unmet_need),
        IN_BOTH_HOUSES(no_is_counted_once_for_a_call_until_it_books_or_is_recorded),
        IN_BOTH_HOUSES(no_to_a_restricted_person_is_not_counted_for_everybody),
        IN_BOTH_HOUSES(exceptions_are_counted_with_reason_and_who_granted_them),
        IN_BOTH_HOUSES(sheet_with_a_restricted_passenger_is_the_circles_to_hand_over),
        IN_BOTH_HOUSES(missing_and_wrong_answers_are_told_beside_their_fields),
        IN_BOTH_HOUSES(destination_that_never_was_is_told_beside_its_field),
        IN_BOTH_HOUSES(ride_is_shown_moved_corrected_and_cancelled),
        IN_BOTH_HOUSES(day_and_sheet_show_and_print),
        IN_BOTH_HOUSES(sheet_holds_what_its_volunteer_needs_and_nobody_else_s_riders),
        IN_BOTH_HOUSES(rides_coordinator_sees_riders_only),
        IN_BOTH_HOUSES(rides_coordinator_writes_down_a_new_rider),
        IN_BOTH_HOUSES(absence_is_on_the_volunteers_page_and_hours_do_not_overlap),
        IN_BOTH_HOUSES(new_volunteer_is_in_the_register_once),
        IN_BOTH_HOUSES(new_car_has_one_owner_and_its_drivers),
        IN_BOTH_HOUSES(new_destination_can_be_chosen_on_the_telephone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
