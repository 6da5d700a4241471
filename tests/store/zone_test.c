#include "zone/zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "support/database.h"
#include "zone/calendar.h"
#include "zone/policy.h"

static const char *const LISTS[] = {
    "istat_area",
    "siuss_area",
    "social_category",
    "channel",
    "contact_reason",
    "caller",
    "desk_response",
    "unmet_reason",
    "call_back_outcome",
    "need_area",
    "need",
    "household_relation",
    "autonomy",
    "legal_protection",
    "declaration_source",
    "tax_code_kind",
    "restriction",
    "organization_kind",
    "ride_purpose",
    "return_kind",
    "mobility_aid",
    "leg_outcome",
    "ride_state",
    "joint_service_area",
    "funding",
    "meeting_kind",
    "cost_split_key",
};

static struct date today(void)
{
    return date_of(2026, 11, 23);
}

static void every_statement_prepares(void **state)
{
    struct test_store *t = *state;
    for (size_t i = 0; i < zone_sql.count; i++)
        assert_int_equal(sql_check(&t->ctx, zone_sql.statements[i]), OK);
}

static void every_code_list_has_codes_in_order(void **state)
{
    struct test_store *t = *state;
    for (size_t i = 0; i < sizeof LISTS / sizeof LISTS[0]; i++) {
        struct codes codes;
        assert_int_equal(codes_read_in_use(&t->ctx, LISTS[i], today(), &codes), OK);
        assert_true(codes.count >= 2);
        for (size_t k = 1; k < codes.count; k++)
            assert_true(codes.rows[k - 1].position < codes.rows[k].position);
    }
}

static void every_need_has_area_hint_of_area_and_istat_area(void **state)
{
    struct test_store *t = *state;
    struct codes needs, areas, istat, siuss;
    assert_int_equal(codes_read_all(&t->ctx, "need", &needs), OK);
    assert_int_equal(codes_read_all(&t->ctx, "need_area", &areas), OK);
    assert_int_equal(codes_read_all(&t->ctx, "istat_area", &istat), OK);
    assert_int_equal(codes_read_all(&t->ctx, "siuss_area", &siuss), OK);
    assert_in_range(needs.count, 50, 80);
    for (size_t i = 0; i < needs.count; i++) {
        assert_non_null(codes_find(&areas, needs.rows[i].parent));
        assert_non_null(codes_find(&istat, needs.rows[i].istat_area));
        if (needs.rows[i].siuss_area)
            assert_non_null(codes_find(&siuss, needs.rows[i].siuss_area));
    }
    for (size_t i = 0; i < areas.count; i++)
        assert_non_null(areas.rows[i].hint_it);
}

static void label_follows_the_readers_language(void **state)
{
    struct test_store *t = *state;
    const char *label;
    assert_int_equal(code_read_label(&t->ctx, "channel", "phone", &label), OK);
    assert_string_equal(label, "Telefono");
    t->ctx.words = (const struct words *)t; /* only looked at for being there */
    assert_int_equal(code_read_label(&t->ctx, "channel", "phone", &label), OK);
    assert_string_equal(label, "Telephone");
    t->ctx.words = NULL;
    assert_int_equal(code_read_label(&t->ctx, "channel", "pigeon", &label), ERR_NOT_FOUND);
}

static void unknown_code_is_its_own_label(void **state)
{
    struct test_store *t = *state;
    struct codes codes;
    assert_int_equal(codes_read_all(&t->ctx, "channel", &codes), OK);
    assert_string_equal(codes_label(&t->ctx, &codes, "email"), "E-mail");
    assert_string_equal(codes_label(&t->ctx, &codes, "pigeon"), "pigeon");
    assert_null(codes_label(&t->ctx, &codes, NULL));
}

static enum status retire(struct ctx *tx, void *args)
{
    return codes_retire(tx, "channel", args, today());
}

static void retired_code_is_shown_but_not_offered(void **state)
{
    struct test_store *t = *state;
    struct codes all, before, after;
    char email[] = "email";
    char pigeon[] = "pigeon";
    assert_int_equal(store_write(&t->ctx, retire, email), OK);
    assert_int_equal(store_write(&t->ctx, retire, email), ERR_NOT_FOUND);
    assert_int_equal(store_write(&t->ctx, retire, pigeon), ERR_NOT_FOUND);
    assert_int_equal(codes_read_all(&t->ctx, "channel", &all), OK);
    assert_int_equal(codes_read_in_use(&t->ctx, "channel", date_add_days(today(), -1), &before),
                     OK);
    assert_int_equal(codes_read_in_use(&t->ctx, "channel", today(), &after), OK);
    assert_non_null(codes_find(&all, "email"));
    assert_non_null(codes_find(&before, "email"));
    assert_null(codes_find(&after, "email"));
}

static void first_policies_are_complete_and_as_documented(void **state)
{
    struct test_store *t = *state;
    struct policy_set set;
    assert_int_equal(policy_read(&t->ctx, today(), &set), OK);
    assert_int_equal(policy_number(&set, POLICY_RIDES_NOTICE_MINUTES), 1440);
    assert_int_equal(policy_number(&set, POLICY_RIDES_WINDOW_MINUTES), 15);
    assert_true(policy_flag(&set, POLICY_RIDES_REQUIRES_LIVING_ALONE));
    assert_true(policy_has_code(&set, POLICY_RIDES_PURPOSES, "health_centre"));
    assert_string_equal(policy_text(&set, POLICY_RIDES_PHONE), "+390744814957");
}

static void policy_before_its_first_value_is_corrupt(void **state)
{
    struct test_store *t = *state;
    struct policy_set set;
    int64_t number;
    assert_int_equal(policy_read(&t->ctx, date_of(1999, 12, 31), &set), ERR_CORRUPT);
    assert_int_equal(
        policy_read_number(&t->ctx, POLICY_RIDES_WINDOW_MINUTES, date_of(1999, 12, 31), &number),
        ERR_CORRUPT);
}

struct new_value {
    const char *value;
    struct date from;
};

static enum status set_window(struct ctx *tx, void *args)
{
    const struct new_value *value = args;
    return policy_set_value(tx, POLICY_RIDES_WINDOW_MINUTES, value->value, value->from, "prova");
}

static void policy_changes_from_its_day_on_and_the_former_ends(void **state)
{
    struct test_store *t = *state;
    struct new_value value = {"20", today()};
    struct policy_row *history;
    size_t count;
    int64_t before, after;
    assert_int_equal(store_write(&t->ctx, set_window, &value), OK);
    assert_int_equal(policy_read_number(&t->ctx, POLICY_RIDES_WINDOW_MINUTES,
                                        date_add_days(today(), -1), &before),
                     OK);
    assert_int_equal(policy_read_number(&t->ctx, POLICY_RIDES_WINDOW_MINUTES, today(), &after), OK);
    assert_int_equal(before, 15);
    assert_int_equal(after, 20);
    assert_int_equal(policy_history(&t->ctx, "rides.window_minutes", &history, &count), OK);
    assert_int_equal(count, 2);
    assert_int_equal(history[0].valid_to.days, today().days - 1);
    assert_true(date_is_none(history[1].valid_to));
}

static void policy_outside_bounds_or_into_the_past_is_refused(void **state)
{
    struct test_store *t = *state;
    struct new_value absurd = {"600", today()};
    struct new_value fine = {"20", today()};
    struct new_value earlier = {"30", date_add_days(today(), -10)};
    assert_int_equal(store_write(&t->ctx, set_window, &absurd), ERR_INVALID);
    assert_int_equal(store_write(&t->ctx, set_window, &fine), OK);
    assert_int_equal(store_write(&t->ctx, set_window, &fine), ERR_CONFLICT);
    assert_int_equal(store_write(&t->ctx, set_window, &earlier), ERR_CONFLICT);
}

struct small_zone {
    int64_t arrone;
    int64_t torreorsina;
    int64_t office;
};

static enum status make_zone(struct ctx *tx, void *args)
{
    struct small_zone *zone = args;
    int64_t a, t, id;
    TRY(zone_create(tx, &(struct zone_insert_args){.name = "Zona",
                                                   .controller = "Comune",
                                                   .demonstration = true,
                                                   .created_at = tx->now}));
    TRY(zone_add_municipality(tx, "A439", "Arrone", false, &a));
    TRY(zone_add_municipality(tx, "L117", "Terni", true, &t));
    TRY(zone_add_place(tx, &(struct place_insert_args){a, "Arrone", "town", 42583600, 12767700},
                       &zone->arrone));
    TRY(zone_add_place(tx,
                       &(struct place_insert_args){t, "Torreorsina", "hamlet", 42566200, 12741700},
                       &zone->torreorsina));
    int64_t places[] = {zone->arrone, zone->torreorsina};
    TRY(zone_add_office(tx,
                        &(struct office_insert_args){.code = "valnerina",
                                                     .name = "Valnerina",
                                                     .place_id = zone->arrone,
                                                     .address = "Via",
                                                     .about = "Porta"},
                        places, 2, &zone->office));
    TRY(zone_add_opening(tx,
                         &(struct opening_insert_args){.office_id = zone->office,
                                                       .line = "desk",
                                                       .place_id = zone->arrone,
                                                       .weekday = MONDAY,
                                                       .week_of_month = SQL_INT_NONE,
                                                       .opens = {540},
                                                       .closes = {720},
                                                       .valid_from = date_of(2026, 1, 1),
                                                       .valid_to = DATE_NONE},
                         &id));
    TRY(zone_add_holiday(tx,
                         &(struct holiday_insert_args){.name = "San Valentino",
                                                       .month = 2,
                                                       .day = 14,
                                                       .easter_days = SQL_INT_NONE,
                                                       .place_id = zone->torreorsina,
                                                       .valid_from = date_of(1950, 1, 1),
                                                       .valid_to = DATE_NONE},
                         &id));
    return zone_add_closure(tx,
                            &(struct closure_insert_args){.name = "Lavori",
                                                          .office_id = zone->office,
                                                          .first_day = date_of(2026, 11, 30),
                                                          .last_day = date_of(2026, 11, 30)},
                            &id);
}

static void zone_made_is_read_back_with_its_places(void **state)
{
    struct test_store *t = *state;
    struct small_zone zone;
    struct zone_row row;
    struct office_row office;
    struct place_row *places;
    size_t count;
    assert_int_equal(zone_read(&t->ctx, &row), ERR_NOT_FOUND);
    assert_int_equal(store_write(&t->ctx, make_zone, &zone), OK);
    assert_int_equal(zone_read(&t->ctx, &row), OK);
    assert_true(row.demonstration);
    assert_int_equal(zone_office_by_code(&t->ctx, "valnerina", &office), OK);
    assert_int_equal(office.id, zone.office);
    assert_int_equal(zone_office_places(&t->ctx, zone.office, &places, &count), OK);
    assert_int_equal(count, 2);
    assert_string_equal(places[0].label, "Arrone");
    assert_string_equal(places[1].label, "Torreorsina (Terni)");
    assert_int_equal(zone_office_of_place(&t->ctx, zone.torreorsina, &office), OK);
    assert_int_equal(store_write(&t->ctx, make_zone, &zone), ERR_CONFLICT);
}

static void calendar_of_an_office_knows_hours_holidays_and_closures(void **state)
{
    struct test_store *t = *state;
    struct small_zone zone;
    struct calendar calendar;
    struct open_interval hours[CALENDAR_INTERVALS_MAX];
    const char *why = NULL;
    assert_int_equal(store_write(&t->ctx, make_zone, &zone), OK);
    assert_int_equal(calendar_read(&t->ctx, zone.office, today(), &calendar), OK);
    assert_int_equal(calendar_hours(&calendar, ZONE_LINE_DESK, today(), hours), 1);
    assert_string_equal(hours[0].place, "Arrone");
    assert_true(
        calendar_is_closed(&calendar, ZONE_LINE_DESK, zone.arrone, date_of(2026, 11, 30), &why));
    assert_string_equal(why, "Lavori");
    assert_true(calendar_is_closed(&calendar, ZONE_LINE_RIDES, 0, date_of(2027, 3, 29), &why));
    assert_string_equal(why, "Lunedì dell'Angelo");
    assert_true(calendar_is_closed(&calendar, ZONE_LINE_RIDES, zone.torreorsina,
                                   date_of(2027, 2, 14), &why));
    assert_false(calendar_is_closed(&calendar, ZONE_LINE_RIDES, 0, date_of(2027, 2, 14), &why));
}

static void every_change_of_the_zone_is_audited(void **state)
{
    struct test_store *t = *state;
    struct small_zone zone;
    int64_t before, after;
    assert_int_equal(audit_last_number(&t->ctx, &before), OK);
    assert_int_equal(store_write(&t->ctx, make_zone, &zone), OK);
    assert_int_equal(audit_last_number(&t->ctx, &after), OK);
    assert_int_equal(after - before, 9);
}

/* The statement of the step that made places of names, run once more on names. */
static const char *step_of_places(struct test_store *t)
{
    const char *text = NULL;

    for (size_t i = 0; i < SCHEMA_COUNT && !text; i++)
        text = strstr(SCHEMA[i].sqlite, "update policy set value = coalesce");
    assert_non_null(text);
    return arena_copy_n(t->ctx.arena, text, strcspn(text, ";"));
}

static void names_in_the_rule_of_places_became_places(void **state)
{
    struct test_store *t = *state;
    struct policy_set set;
    struct small_zone zone;

    assert_int_equal(store_write(&t->ctx, make_zone, &zone), OK);
    assert_int_equal(test_store_tamper(t, "update policy set value = 'Torreorsina,Roma'"
                                          " where key = 'rides.places'"),
                     OK);
    assert_int_equal(test_store_tamper(t, step_of_places(t)), OK);
    assert_int_equal(policy_read(&t->ctx, today(), &set), OK);
    assert_true(policy_has_place(&set, POLICY_RIDES_PLACES, zone.torreorsina));
    assert_false(policy_has_place(&set, POLICY_RIDES_PLACES, zone.arrone));
    assert_int_equal(test_store_tamper(t, "update policy set value = 'Roma'"
                                          " where key = 'rides.places'"),
                     OK);
    assert_int_equal(test_store_tamper(t, step_of_places(t)), OK);
    assert_int_equal(policy_read(&t->ctx, today(), &set), OK);
    assert_string_equal(policy_text(&set, POLICY_RIDES_PLACES), "0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH_ENGINES(every_statement_prepares),
        ON_BOTH_ENGINES(every_code_list_has_codes_in_order),
        ON_BOTH_ENGINES(every_need_has_area_hint_of_area_and_istat_area),
        ON_BOTH_ENGINES(label_follows_the_readers_language),
        ON_BOTH_ENGINES(unknown_code_is_its_own_label),
        ON_BOTH_ENGINES(retired_code_is_shown_but_not_offered),
        ON_BOTH_ENGINES(first_policies_are_complete_and_as_documented),
        ON_BOTH_ENGINES(policy_before_its_first_value_is_corrupt),
        ON_BOTH_ENGINES(policy_changes_from_its_day_on_and_the_former_ends),
        ON_BOTH_ENGINES(policy_outside_bounds_or_into_the_past_is_refused),
        ON_BOTH_ENGINES(zone_made_is_read_back_with_its_places),
        ON_BOTH_ENGINES(calendar_of_an_office_knows_hours_holidays_and_closures),
        ON_BOTH_ENGINES(every_change_of_the_zone_is_audited),
        ON_BOTH_ENGINES(names_in_the_rule_of_places_became_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
