/* The register of volunteers, cars and destinations changes: what breaks a promise says so first.
   In the demo zone, on both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "support/filling.h"

#define AUSER     "bruno.cipriani"
#define UNCOVERED "/accompagnamenti/scoperti?dal="
#define REPLAN    "/accompagnamenti/rivedi?giorno="

#define NOT_YET "Non è ancora salvato niente"

/* Ways still to come, of the demo's rides; its today is 2026-11-23. */
#define TO_COME                                                                                    \
    " from ride_leg l join ride r on r.id = l.ride_id where r.state = 'booked'"                    \
    " and l.outcome is null and r.on_day > '2026-11-23' "

static const char *path_of(struct test_house *h, const char *format, int64_t id)
{
    return arena_printf(h->store.ctx.arena, format, (long long)id);
}

/* Who drives most in the next days, with which car, and to where most go. */
static int64_t busiest(struct test_house *h)
{
    return house_count(h, "select l.volunteer_id" TO_COME
                          "group by l.volunteer_id order by count(*) desc, 1 limit 1");
}

static int64_t busiest_car(struct test_house *h)
{
    return house_count(h, "select l.vehicle_id" TO_COME
                          "group by l.vehicle_id order by count(*) desc, 1 limit 1");
}

static int64_t busiest_destination(struct test_house *h)
{
    return house_count(h, "select r.destination_id" TO_COME
                          "group by r.destination_id order by count(*) desc, 1 limit 1");
}

/* The page that asks is there, and its own form says yes: that leads to who must be called, of one
   day where that day is planned anew. */
static void agree(struct test_house *h, struct visitor *who, const char *path)
{
    assert_int_equal(h->answer.http_status, 200);
    assert_true(answer_holds(&h->answer, NOT_YET));
    assert_true(answer_holds(&h->answer, "href=\"/accompagnamenti/"));
    assert_int_equal(house_send_form(h, who, house_form_to(h, path, path), NULL)->http_status, 303);
    assert_true(strncmp(h->answer.location, UNCOVERED, strlen(UNCOVERED)) == 0 ||
                strncmp(h->answer.location, REPLAN, strlen(REPLAN)) == 0);
    assert_false(answer_holds(house_get(h, who, h->answer.location), "hanno un volontario"));
}

static const struct answer *send_changed(struct test_house *h, struct visitor *who,
                                         const char *path, const char *const *changes)
{
    return house_fill(h, who, path, path, changes);
}

static int64_t absences(struct test_house *h)
{
    return house_count(h, "select count(*) from volunteer_absence where note = 'prova'");
}

static void absence_that_breaks_promises_says_which_before_it_is_saved(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *page = path_of(h, "/volontari/%lld", busiest(h));
    const char *path = arena_printf(h->store.ctx.arena, "%s/assenze", page);
    const char *const away[] = {"from_day", "2026-11-24", "to_day", "2027-01-31",
                                "note",     "prova",      NULL};

    house_enter(h, AUSER, &bruno);
    house_fill(h, &bruno, page, path, away);
    assert_int_equal(absences(h), 0);
    agree(h, &bruno, path);
    assert_int_equal(absences(h), 1);
    assert_true(answer_holds(house_get(h, &bruno, page), "dal 24/11/2026 al 31/01/2027"));
}

static void absence_that_breaks_nothing_is_saved_at_once(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *page = path_of(h, "/volontari/%lld", busiest(h));
    const char *const away[] = {"from_day", "2027-06-01", "note", "prova", NULL};

    house_enter(h, AUSER, &bruno);
    assert_int_equal(house_fill(h, &bruno, page, "/assenze", away)->http_status, 303);
    assert_string_equal(h->answer.location, page);
    assert_int_equal(absences(h), 1);
}

static void promise_made_meanwhile_is_told_too(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *page = path_of(h, "/volontari/%lld", busiest(h));
    const char *path = arena_printf(h->store.ctx.arena, "%s/assenze", page);
    const char *const away[] = {"from_day", "2026-11-24", "to_day", "2027-01-31",
                                "note",     "prova",      NULL};
    const char *const fewer[] = {"agreed", "1", NULL};

    house_enter(h, AUSER, &bruno);
    house_fill(h, &bruno, page, path, away);
    house_send_form(h, &bruno, house_form_to(h, path, path), fewer);
    assert_true(answer_holds(&h->answer, NOT_YET));
    assert_int_equal(absences(h), 0);
    agree(h, &bruno, path);
    assert_int_equal(absences(h), 1);
}

static void absence_changes_and_one_that_changed_meanwhile_is_told(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    int64_t volunteer = busiest(h);
    const char *page = path_of(h, "/volontari/%lld", volunteer);
    const char *const away[] = {"from_day", "2027-06-01", "note", "prova", NULL};
    const char *const longer[] = {"to_day", "2027-06-09", NULL};

    house_enter(h, AUSER, &bruno);
    assert_int_equal(house_fill(h, &bruno, page, "/assenze", away)->http_status, 303);

    const char *path = arena_printf(
        h->store.ctx.arena, "%s/assenze/%lld", page,
        (long long)house_count(h, "select id from volunteer_absence where note = 'prova'"));

    house_get(h, &bruno, path);

    const struct page_form *form = house_form_to(h, path, path);

    assert_int_equal(send_changed(h, &bruno, path, longer)->http_status, 303);
    assert_int_equal(absences(h), 1);
    assert_true(answer_holds(house_get(h, &bruno, page), "dal 01/06/2027 al 09/06/2027"));
    assert_int_equal(house_send_form(h, &bruno, form, longer)->http_status, 409);
    assert_true(answer_holds(&h->answer, "value=\"2027-06-09\""));
    assert_int_equal(absences(h), 1);
}

static void hours_change_from_today_and_the_former_stay_on_record(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    int64_t volunteer = busiest(h);
    const char *sql = arena_printf(h->store.ctx.arena,
                                   "select min(id) from volunteer_hours where volunteer_id = %lld",
                                   (long long)volunteer);
    const char *path = arena_printf(h->store.ctx.arena, "/volontari/%lld/orari/%lld",
                                    (long long)volunteer, (long long)house_count(h, sql));
    const char *former = arena_printf(h->store.ctx.arena, "%s and valid_to = '2026-11-22'", sql);
    const char *const longer[] = {"ends", "13:30", NULL};
    const char *const backwards[] = {"starts", "14:00", "ends", "13:30", NULL};

    house_enter(h, AUSER, &bruno);
    house_get(h, &bruno, path);

    const struct page_form *form = house_form_to(h, path, path);

    assert_int_equal(send_changed(h, &bruno, path, backwards)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Scrivi un’ora dopo quella di inizio"));
    assert_int_equal(send_changed(h, &bruno, path, longer)->http_status, 303);
    assert_true(house_count(h, former) > 0);
    assert_int_equal(house_count(h, "select count(*) from volunteer_hours where ends = 810"
                                    " and valid_from = '2026-11-23' and valid_to is null"),
                     1);
    assert_int_equal(house_send_form(h, &bruno, form, longer)->http_status, 409);
    assert_true(answer_holds(&h->answer, "value=\"13:30\""));
}

static void hours_that_rides_stand_on_say_so_first(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *stands =
        " from volunteer_hours h join ride_leg l on l.volunteer_id = h.volunteer_id"
        " join ride r on r.id = l.ride_id where r.state = 'booked' and l.outcome is null"
        " and r.on_day = '2026-11-25' and h.weekday = 3 and h.starts = 480 and h.valid_to is null"
        " and l.window_opens < 1795602600"; /* Wednesday the 25th, before half past eleven */
    const char *hours = arena_printf(h->store.ctx.arena, "select min(h.id)%s", stands);
    int64_t id = house_count(h, hours);
    const char *owner =
        arena_printf(h->store.ctx.arena, "select volunteer_id from volunteer_hours where id = %lld",
                     (long long)id);
    const char *page = path_of(h, "/volontari/%lld", house_count(h, owner));
    const char *change = arena_printf(h->store.ctx.arena, "%s/orari/%lld", page, (long long)id);
    const char *end = arena_printf(h->store.ctx.arena, "%s/togli", change);
    const char *const later[] = {"starts", "12:30", NULL};

    house_enter(h, AUSER, &bruno);
    send_changed(h, &bruno, change, later);
    assert_true(answer_holds(&h->answer, NOT_YET));
    house_fill(h, &bruno, page, end, NULL);
    assert_int_equal(house_count(h, "select count(*) from volunteer_hours"
                                    " where valid_to is not null"),
                     0);
    agree(h, &bruno, end);
    assert_int_equal(house_count(h, "select count(*) from volunteer_hours"
                                    " where valid_to = '2026-11-22'"),
                     1);
}

static void volunteer_is_corrected_ends_and_is_had_again(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *path = path_of(h, "/volontari/%lld/modifica", busiest(h));
    const char *const typed[] = {"surname", "Zampetti", "address", "Via Nuova 3", NULL};
    const char *const ended[] = {"to_date", "2026-11-22", NULL};
    const char *const again[] = {"to_date", "", NULL};
    const char *const wrong[] = {"to_date", "2001-01-01", NULL};

    house_enter(h, AUSER, &bruno);
    assert_int_equal(send_changed(h, &bruno, path, typed)->http_status, 303);
    assert_string_equal(house_text(h, "select fields from audit_event"
                                      " where action = 'volunteer.change'"),
                        "surname address ");
    assert_int_equal(send_changed(h, &bruno, path, wrong)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Scrivi un ultimo giorno dopo il primo"));
    send_changed(h, &bruno, path, ended);
    agree(h, &bruno, path);
    assert_true(answer_holds(house_get(h, &bruno, "/volontari"), "in servizio fino al 22/11/2026"));
    assert_int_equal(send_changed(h, &bruno, path, again)->http_status, 303);
    assert_false(answer_holds(house_get(h, &bruno, "/volontari"), "in servizio fino al"));
}

static void car_gets_a_driver_loses_one_and_ends(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    int64_t car = busiest_car(h);
    const char *path = path_of(h, "/volontari/auto/%lld", car);
    const char *other = path_of(
        h, "%lld",
        house_count(h, path_of(h,
                               "select min(id) from volunteer where id not in (select volunteer_id"
                               " from volunteer_vehicle where vehicle_id = %lld)",
                               car)));
    const char *driver = path_of(
        h, "%lld",
        house_count(
            h, path_of(h, "select min(l.volunteer_id)" TO_COME "and l.vehicle_id = %lld", car)));
    const char *const both[] = {"drivers", driver, "drivers", other, NULL};
    const char *const other_alone[] = {"drivers", other, NULL};
    const char *const ended[] = {"to_date", "2026-11-22", NULL};

    assert_int_equal(test_store_tamper(&h->store, path_of(h,
                                                          "delete from volunteer_vehicle"
                                                          " where vehicle_id = %lld",
                                                          car)),
                     OK);
    assert_int_equal(
        test_store_tamper(&h->store, arena_printf(h->store.ctx.arena,
                                                  "insert into volunteer_vehicle values (%s, %lld)",
                                                  driver, (long long)car)),
        OK);
    house_enter(h, AUSER, &bruno);
    assert_int_equal(send_changed(h, &bruno, path, both)->http_status, 303);
    assert_int_equal(house_count(h, path_of(h,
                                            "select count(*) from volunteer_vehicle"
                                            " where vehicle_id = %lld",
                                            car)),
                     2);
    send_changed(h, &bruno, path, other_alone);
    assert_true(answer_holds(&h->answer, NOT_YET));
    send_changed(h, &bruno, path, ended);
    agree(h, &bruno, path);
    assert_true(answer_holds(house_get(h, &bruno, "/volontari"), "fino al 22/11/2026"));
}

static void destination_where_rides_go_says_so_before_it_ends(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    int64_t id = busiest_destination(h);
    const char *path = path_of(h, "/accompagnamenti/destinazioni/%lld", id);
    const char *const renamed[] = {"name", "Ambulatorio rinominato", NULL};
    const char *const ended[] = {"retired", "yes", NULL};

    house_enter(h, AUSER, &bruno);
    assert_int_equal(send_changed(h, &bruno, path, renamed)->http_status, 303);
    assert_true(answer_holds(house_get(h, &bruno, h->answer.location), "Ambulatorio rinominato"));
    send_changed(h, &bruno, path, ended);
    agree(h, &bruno, path);
    assert_true(
        answer_holds(house_get(h, &bruno, "/accompagnamenti/destinazioni"), "Non ci andiamo più"));
}

static void change_made_meanwhile_is_told_and_nothing_typed_is_lost(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const struct {
        const char *path;
        const char *field;
    } forms[] = {
        {path_of(h, "/volontari/%lld/modifica", busiest(h)), "surname"},
        {path_of(h, "/volontari/auto/%lld", busiest_car(h)), "name"},
        {path_of(h, "/accompagnamenti/destinazioni/%lld", busiest_destination(h)), "name"},
    };

    house_enter(h, AUSER, &bruno);
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        const char *const typed[] = {forms[i].field, "Scritto adesso", NULL};
        const char *const old[] = {forms[i].field, "Scritto adesso", "version", "77", NULL};

        assert_int_equal(send_changed(h, &bruno, forms[i].path, old)->http_status, 409);
        assert_true(answer_holds(&h->answer, "value=\"Scritto adesso\""));

        const struct page_form *form = house_form_to(h, forms[i].path, forms[i].path);

        assert_int_equal(house_send_form(h, &bruno, form, typed)->http_status, 303);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(absence_that_breaks_promises_says_which_before_it_is_saved),
        IN_BOTH_HOUSES(absence_that_breaks_nothing_is_saved_at_once),
        IN_BOTH_HOUSES(promise_made_meanwhile_is_told_too),
        IN_BOTH_HOUSES(absence_changes_and_one_that_changed_meanwhile_is_told),
        IN_BOTH_HOUSES(hours_change_from_today_and_the_former_stay_on_record),
        IN_BOTH_HOUSES(hours_that_rides_stand_on_say_so_first),
        IN_BOTH_HOUSES(volunteer_is_corrected_ends_and_is_had_again),
        IN_BOTH_HOUSES(car_gets_a_driver_loses_one_and_ends),
        IN_BOTH_HOUSES(destination_where_rides_go_says_so_before_it_ends),
        IN_BOTH_HOUSES(change_made_meanwhile_is_told_and_nothing_typed_is_lost),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
