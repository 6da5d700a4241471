/* What a zone knows is corrected, ended and had again: the administrator's and the directory's
   pages in the demo zone, on both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "support/filling.h"

#define ADMINISTRATOR "elena.viola"
#define DESK          "anna.esposito"
#define PLACES        "/regole/luoghi"

static const char *path_of(struct test_house *h, const char *format, int64_t id)
{
    return arena_printf(h->store.ctx.arena, format, (long long)id);
}

static int64_t place_named(struct test_house *h, const char *name)
{
    return house_count(
        h, arena_printf(h->store.ctx.arena, "select id from place where name = '%s'", name));
}

static const char *place_path(struct test_house *h, const char *name)
{
    return path_of(h, PLACES "/paesi/%lld", place_named(h, name));
}

/* Opens a page of one form and sends it changed. */
static int send_changed(struct test_house *h, struct visitor *who, const char *path,
                        const char *const *changes)
{
    return house_fill(h, who, path, path, changes)->http_status;
}

static const char *const ENDED[] = {"retired", "yes", NULL};
static const char *const HAD_AGAIN[] = {"retired", "", NULL};

static void place_is_corrected_and_the_register_says_what_changed(void **state)
{
    struct test_house *h = *state;
    struct visitor elena;
    const char *const typed[] = {"place_name", "Polino Alto", "latitude", "42,6", NULL};

    house_enter(h, ADMINISTRATOR, &elena);
    assert_int_equal(send_changed(h, &elena, place_path(h, "Polino"), typed), 303);
    assert_int_equal(house_count(h, "select latitude_micro from place where name = 'Polino Alto'"),
                     42600000);
    assert_string_equal(house_text(h, "select fields from audit_event"
                                      " where action = 'zone.change_place'"),
                        "name position ");
    assert_true(answer_holds(house_get(h, &elena, h->answer.location), "Polino Alto"));
}

static void name_or_code_of_another_is_refused_beside_its_field(void **state)
{
    struct test_house *h = *state;
    struct visitor elena;
    const char *const code[] = {"municipality_code", "L117", NULL};
    const char *const place[] = {
        "place_name", "Terni", "place_municipality",
        path_of(h, "%lld", house_count(h, "select id from municipality where code = 'L117'")),
        NULL};

    house_enter(h, ADMINISTRATOR, &elena);
    assert_int_equal(
        send_changed(h, &elena,
                     path_of(h, PLACES "/comuni/%lld",
                             house_count(h, "select id from municipality where code = 'A439'")),
                     code),
        200);
    assert_true(answer_holds(&h->answer, "Un altro Comune ha già questo codice"));
    assert_int_equal(send_changed(h, &elena, place_path(h, "Polino"), place), 200);
    assert_true(answer_holds(&h->answer, "un paese con questo nome"));
    assert_int_equal(house_count(h, "select count(*) from place where name = 'Polino'"), 1);
}

static void change_made_meanwhile_is_told_and_nothing_typed_is_lost(void **state)
{
    struct test_house *h = *state;
    struct visitor elena;
    const char *const typed[] = {"office_address", "Via Scritta Ora 1", NULL};
    const char *path =
        path_of(h, PLACES "/uffici/%lld", house_count(h, "select min(id) from office"));

    house_enter(h, ADMINISTRATOR, &elena);
    house_get(h, &elena, path);

    const struct page_form *form = house_form_to(h, path, path);

    assert_int_equal(test_store_tamper(&h->store, "update office set version = version + 1"), OK);
    assert_int_equal(house_send_form(h, &elena, form, typed)->http_status, 409);
    assert_true(answer_holds(&h->answer, "value=\"Via Scritta Ora 1\""));
    form = house_form_to(h, path, path);
    assert_int_equal(house_send_form(h, &elena, form, NULL)->http_status, 303);
    assert_int_equal(
        house_count(h, "select count(*) from office where address = 'Via Scritta Ora 1'"), 1);
}

static void place_that_ended_is_chosen_no_more_and_stays_where_it_was_written(void **state)
{
    struct test_house *h = *state;
    struct visitor elena, anna;
    const char *option = arena_printf(h->store.ctx.arena, "<option value=\"%lld\"",
                                      (long long)place_named(h, "Collestatte"));
    int64_t person = house_count(h, "select min(p.id) from person p join place h"
                                    " on h.id = p.place_id where h.name = 'Collestatte'"
                                    " and p.restriction is null");

    house_enter(h, ADMINISTRATOR, &elena);
    house_enter(h, DESK, &anna);
    assert_true(answer_holds(house_get(h, &anna, "/persone/nuova"), option));
    assert_int_equal(send_changed(h, &elena, place_path(h, "Collestatte"), ENDED), 303);
    assert_false(answer_holds(house_get(h, &anna, "/persone/nuova"), option));
    assert_true(
        answer_holds(house_get(h, &anna, path_of(h, "/persone/%lld", person)), "Collestatte"));
    assert_true(answer_holds(house_get(h, &anna, path_of(h, "/persone/%lld/modifica", person)),
                             arena_printf(h->store.ctx.arena, "%s selected", option)));
    assert_false(answer_holds(house_get(h, &anna, "/ufficio"), "Collestatte"));
    assert_true(answer_holds(house_get(h, &elena, PLACES), "Non si usa più"));
    assert_int_equal(send_changed(h, &elena, place_path(h, "Collestatte"), HAD_AGAIN), 303);
    assert_true(answer_holds(house_get(h, &anna, "/persone/nuova"), option));
}

static void what_others_stand_in_cannot_end_before_them(void **state)
{
    struct test_house *h = *state;
    struct visitor elena;
    const char *municipality =
        path_of(h, PLACES "/comuni/%lld",
                house_count(h, "select id from municipality where code = 'A439'"));
    const char *office =
        path_of(h, PLACES "/uffici/%lld", house_count(h, "select min(id) from office"));

    house_enter(h, ADMINISTRATOR, &elena);
    assert_int_equal(send_changed(h, &elena, municipality, ENDED), 200);
    assert_true(answer_holds(&h->answer, "Ha ancora paesi in uso"));
    assert_int_equal(send_changed(h, &elena, place_path(h, "Arrone"), ENDED), 200);
    assert_true(answer_holds(&h->answer, "Qui un ufficio ha la sede o uno sportello"));
    assert_int_equal(send_changed(h, &elena, place_path(h, "Polino"), ENDED), 200);
    assert_int_equal(send_changed(h, &elena, office, ENDED), 200);
    assert_true(answer_holds(&h->answer, "Ci lavorano ancora"));
    assert_int_equal(house_count(h, "select (select count(*) from municipality where active = 0)"
                                    " + (select count(*) from place where active = 0)"
                                    " + (select count(*) from office where active = 0)"),
                     0);
}

static void place_cannot_be_had_again_in_a_municipality_that_left(void **state)
{
    struct test_house *h = *state;
    struct visitor elena;
    const char *municipality =
        path_of(h, PLACES "/comuni/%lld",
                house_count(h, "select municipality_id from place where name = 'Polino'"));

    assert_int_equal(test_store_tamper(&h->store, "update opening set valid_to = '2026-01-01'"),
                     OK); /* no desk there any more */
    house_enter(h, ADMINISTRATOR, &elena);
    assert_int_equal(send_changed(h, &elena, place_path(h, "Polino"), ENDED), 303);
    assert_int_equal(send_changed(h, &elena, municipality, ENDED), 303);
    assert_int_equal(send_changed(h, &elena, place_path(h, "Polino"), HAD_AGAIN), 200);
    assert_true(answer_holds(&h->answer, "Il suo Comune non è più nella zona"));
    assert_int_equal(send_changed(h, &elena, municipality, HAD_AGAIN), 303);
    assert_int_equal(send_changed(h, &elena, place_path(h, "Polino"), HAD_AGAIN), 303);
}

static void one_municipality_leads(void **state)
{
    struct test_house *h = *state;
    struct visitor elena;
    const char *const leads[] = {"lead", "yes", NULL};

    house_enter(h, ADMINISTRATOR, &elena);
    assert_int_equal(
        send_changed(h, &elena,
                     path_of(h, PLACES "/comuni/%lld",
                             house_count(h, "select id from municipality where code = 'A439'")),
                     leads),
        303);
    assert_int_equal(house_count(h, "select count(*) from municipality where lead = 1"), 1);
    assert_string_equal(house_text(h, "select code from municipality where lead = 1"), "A439");
}

static void office_that_closed_leaves_the_site_and_one_office_is_not_listed(void **state)
{
    struct test_house *h = *state;
    struct visitor elena, citizen;
    const char *path = path_of(h, PLACES "/uffici/%lld",
                               house_count(h, "select id from office where code = 'san-gemini'"));

    house_nobody(&citizen);
    assert_true(answer_holds(house_get(h, &citizen, "/"), "href=\"/ufficio/san-gemini\""));
    assert_int_equal(house_get(h, &citizen, "/ufficio/san-gemini")->http_status, 200);
    assert_true(answer_holds(&h->answer, "href=\"/ufficio/valnerina\""));
    assert_int_equal(
        test_store_tamper(&h->store, "update staff_role set valid_to = '2026-01-01' where office_id"
                                     " = (select id from office where code = 'san-gemini')"),
        OK);
    house_enter(h, ADMINISTRATOR, &elena);
    assert_int_equal(send_changed(h, &elena, path, ENDED), 303);
    assert_false(answer_holds(house_get(h, &citizen, "/"), "I nostri uffici"));
    assert_int_equal(house_get(h, &citizen, "/ufficio/san-gemini")->http_status, 404);
    assert_false(
        answer_holds(house_get(h, &elena, "/regole/orari"), "Cittadinanza San Gemini</option>"));
    assert_true(answer_holds(house_get(h, &elena, PLACES), "Chiuso"));
}

static void organisation_that_ended_takes_its_services_along(void **state)
{
    struct test_house *h = *state;
    struct visitor anna, citizen;
    int64_t id = house_count(h, "select min(organization_id) from service where active = 1");
    const char *path = path_of(h, "/rete/associazioni/%lld/modifica", id);
    const char *sql = "select min(code) from service where active = 1 and organization_id = "
                      "(select min(organization_id) from service where active = 1)";
    const char *page = arena_printf(h->store.ctx.arena, "/servizi/%s", house_text(h, sql));
    const char *const typed[] = {"name", "Ente rinominato", "website", "https://ente.example",
                                 NULL};
    const char *const wrong[] = {"website", "javascript:alert(1)", NULL};

    house_enter(h, DESK, &anna);
    house_nobody(&citizen);
    assert_int_equal(send_changed(h, &anna, path, wrong), 200);
    assert_true(answer_holds(&h->answer, "con https:// davanti"));
    assert_int_equal(send_changed(h, &anna, path, typed), 303);
    assert_true(answer_holds(house_get(h, &citizen, "/associazioni"), "Ente rinominato"));
    assert_int_equal(house_get(h, &citizen, page)->http_status, 200);
    assert_int_equal(send_changed(h, &anna, path, ENDED), 303);
    assert_false(answer_holds(house_get(h, &citizen, "/associazioni"), "Ente rinominato"));
    assert_int_equal(house_get(h, &citizen, page)->http_status, 404);
    assert_true(answer_holds(house_get(h, &anna, "/rete/associazioni"), "Non c’è più"));
    assert_int_equal(send_changed(h, &anna, path, HAD_AGAIN), 303);
    assert_int_equal(house_get(h, &citizen, page)->http_status, 200);
}

static void service_of_an_ended_organisation_keeps_it_when_changed(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;
    const char *path = path_of(h, "/rete/servizi/%lld/modifica",
                               house_count(h, "select min(id) from service where active = 1"));

    assert_int_equal(test_store_tamper(&h->store, "update organization set active = 0"), OK);
    house_enter(h, DESK, &anna);
    assert_int_equal(send_changed(h, &anna, path, NULL), 303);
}

static void rides_get_the_places_that_are_ticked(void **state)
{
    struct test_house *h = *state;
    struct visitor elena;
    const char *path = "/regole/regola?regola=rides.places";
    const char *arrone = path_of(h, "%lld", place_named(h, "Arrone"));
    const char *const none[] = {"code", "", "from", "2026-12-01", NULL};
    const char *const two[] = {"code", arrone, "code", path_of(h, "%lld", place_named(h, "Polino")),
                               "code", "999",  "from", "2026-12-01",
                               NULL};
    const char *const all[] = {"code", arrone, "code", "all", "from", "2026-12-02", NULL};

    house_enter(h, ADMINISTRATOR, &elena);
    assert_int_equal(house_fill(h, &elena, path, "/regole/regola", none)->http_status, 200);
    assert_true(answer_holds(&h->answer, "value-error"));
    assert_int_equal(house_fill(h, &elena, path, "/regole/regola", two)->http_status, 303);
    assert_true(answer_holds(house_get(h, &elena, path), "Arrone, Polino"));
    assert_int_equal(house_fill(h, &elena, path, "/regole/regola", all)->http_status, 303);
    assert_string_equal(house_text(h, "select value from policy where key = 'rides.places'"
                                      " and valid_from = '2026-12-02'"),
                        "all");
}

static void telephone_of_the_line_is_kept_as_it_can_be_called(void **state)
{
    struct test_house *h = *state;
    struct visitor elena;
    const char *path = "/regole/regola?regola=rides.phone";
    const char *const words[] = {"value", "chiedi in ufficio", "from", "2026-12-01", NULL};
    const char *const typed[] = {"value", "0744 81 49 58", "from", "2026-12-01", NULL};

    house_enter(h, ADMINISTRATOR, &elena);
    assert_int_equal(house_fill(h, &elena, path, "/regole/regola", words)->http_status, 200);
    assert_int_equal(house_fill(h, &elena, path, "/regole/regola", typed)->http_status, 303);
    assert_string_equal(house_text(h, "select value from policy where key = 'rides.phone'"
                                      " and valid_from = '2026-12-01'"),
                        "+390744814958");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(place_is_corrected_and_the_register_says_what_changed),
        IN_BOTH_HOUSES(name_or_code_of_another_is_refused_beside_its_field),
        IN_BOTH_HOUSES(change_made_meanwhile_is_told_and_nothing_typed_is_lost),
        IN_BOTH_HOUSES(place_that_ended_is_chosen_no_more_and_stays_where_it_was_written),
        IN_BOTH_HOUSES(what_others_stand_in_cannot_end_before_them),
        IN_BOTH_HOUSES(place_cannot_be_had_again_in_a_municipality_that_left),
        IN_BOTH_HOUSES(one_municipality_leads),
        IN_BOTH_HOUSES(office_that_closed_leaves_the_site_and_one_office_is_not_listed),
        IN_BOTH_HOUSES(organisation_that_ended_takes_its_services_along),
        IN_BOTH_HOUSES(service_of_an_ended_organisation_keeps_it_when_changed),
        IN_BOTH_HOUSES(rides_get_the_places_that_are_ticked),
        IN_BOTH_HOUSES(telephone_of_the_line_is_kept_as_it_can_be_called),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
