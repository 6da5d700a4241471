/* The register of volunteers: written at its end, never altered, and what was touched is found. In
   the demo zone, on both engines; its today is 2026-11-23. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/text.h"
#include "support/filling.h"
#include "support/pdf_text.h"
#include "volunteering/roll.h"

#define AUSER "bruno.cipriani"
#define ROLL  "/volontari/registro"
#define WHOLE "Il registro è intero"

static void must_be_ok(enum status status, const char *what)
{
    if (status != OK)
        fail_msg("%s: %s", what, status_name(status));
}
#define OK_OR_FAIL(call) must_be_ok(call, #call)

/* The number of the first entry that does not agree; 0: the register is whole. */
static int64_t bad_number(struct test_house *h)
{
    struct roll_row *rows;
    size_t count;
    int64_t number;

    OK_OR_FAIL(roll_all(&h->store.ctx, &rows, &count));
    OK_OR_FAIL(roll_verify(&h->store.ctx, rows, count, &number));
    return number;
}

/* Takes the database's own guard away. */
static void disarm(struct test_house *h)
{
    if (db_kind_is(h->store.db) == DB_POSTGRES) {
        OK_OR_FAIL(test_store_tamper(&h->store, "drop trigger roll_entry_no_update on roll_entry"));
        return;
    }
    OK_OR_FAIL(test_store_tamper(&h->store, "drop trigger roll_entry_no_update"));
    OK_OR_FAIL(test_store_tamper(&h->store, "drop trigger roll_entry_no_delete"));
}

static int64_t entries(struct test_house *h)
{
    return house_count(h, "select count(*) from roll_entry");
}

static const struct answer *write_entry(struct test_house *h, struct visitor *who,
                                        const char *const *changes)
{
    return house_fill(h, who, "/volontari/1/registro", "/volontari/1/registro", changes);
}

/* And says, on the page that comes next, that it is right. */
static const struct answer *write_checked(struct test_house *h, struct visitor *who,
                                          const char *const *changes)
{
    const char *path = "/volontari/1/registro";

    write_entry(h, who, changes);
    assert_true(answer_holds(&h->answer, "Rileggi prima di scrivere"));
    return house_send_form(h, who, house_form_to(h, path, path), NULL);
}

static void database_refuses_to_alter_or_remove_an_entry(void **state)
{
    struct test_house *h = *state;

    assert_int_not_equal(
        test_store_tamper(&h->store, "update roll_entry set surname = 'Altri' where number = 2"),
        OK);
    assert_int_not_equal(test_store_tamper(&h->store, "delete from roll_entry where number = 2"),
                         OK);
    assert_int_equal(bad_number(h), 0);
}

static void entry_altered_behind_the_program_s_back_is_found(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;

    house_enter(h, AUSER, &bruno);
    assert_true(answer_holds(house_get(h, &bruno, ROLL), WHOLE));
    disarm(h);
    OK_OR_FAIL(test_store_tamper(
        &h->store, "update roll_entry set activity_from = '2020-01-01' where number = 4"));
    assert_int_equal(bad_number(h), 4);
    assert_false(answer_holds(house_get(h, &bruno, ROLL), WHOLE));
    assert_true(answer_holds(&h->answer, "l’iscrizione n. 4 è stata toccata"));
}

static void entry_cut_from_the_end_is_found(void **state)
{
    struct test_house *h = *state;
    int64_t last = entries(h);

    disarm(h);
    OK_OR_FAIL(test_store_tamper(&h->store, "delete from roll_entry where number = "
                                            "(select max(number) from roll_entry)"));
    assert_int_equal(bad_number(h), last);
}

static void entry_with_another_print_than_the_audit_s_is_found(void **state)
{
    struct test_house *h = *state;

    disarm(h);
    OK_OR_FAIL(test_store_tamper(&h->store, "update roll_entry set print = 'abc' where number = "
                                            "(select max(number) from roll_entry)"));
    assert_int_equal(bad_number(h), entries(h));
}

static void activity_ends_and_starts_again_with_new_entries(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    int64_t before = entries(h);
    const char *const ends[] = {"kind", "end", "activity_to", "2026-11-30", NULL};
    const char *const starts[] = {"kind", "start", "activity_from", "2027-01-10", "activity_to",
                                  "",     NULL};

    house_enter(h, AUSER, &bruno);
    write_entry(h, &bruno, starts);
    assert_true(answer_holds(&h->answer, "l’attività è già cominciata"));
    assert_int_equal(write_checked(h, &bruno, ends)->http_status, 303);
    assert_true(answer_holds(house_get(h, &bruno, ROLL), "In servizio, non iscritto"));
    write_entry(h, &bruno, ends);
    assert_true(answer_holds(&h->answer, "l’attività non è cominciata"));
    assert_int_equal(write_checked(h, &bruno, starts)->http_status, 303);
    assert_int_equal(entries(h), before + 2);
    assert_int_equal(bad_number(h), 0);
}

static void correction_says_what_and_leaves_the_former_as_it_was(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *const bare[] = {"kind", "correction", "corrects", "2", NULL};
    const char *const others[] = {"kind", "correction", "corrects", "1", "note", "Nome", NULL};
    const char *const right[] = {"kind",    "correction", "corrects", "2", "note",
                                 "Cognome", "surname",    "Fabri",    NULL};

    house_enter(h, AUSER, &bruno);
    write_entry(h, &bruno, bare);
    assert_true(answer_holds(&h->answer, "Scrivi che cosa si corregge e perché"));
    write_entry(h, &bruno, others);
    assert_true(answer_holds(&h->answer, "di questo volontario"));
    assert_int_equal(write_checked(h, &bruno, right)->http_status, 303);
    house_get(h, &bruno, ROLL);
    assert_true(answer_holds(&h->answer, "Correzione della n. 2"));
    assert_true(answer_holds(&h->answer, "Fabri Mario"));
}

static void entry_is_read_once_more_and_nothing_typed_is_lost_on_going_back(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    int64_t before = entries(h);
    const char *path = "/volontari/1/registro";
    const char *const ends[] = {"kind", "end",          "activity_to", "2026-11-30",
                                "note", "Cambia città", "residence",   "Via Àlta 8, Arrone",
                                NULL};
    const char *const back[] = {"step", "modifica", NULL};
    const struct page_form *form;

    house_enter(h, AUSER, &bruno);
    assert_int_equal(write_entry(h, &bruno, ends)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Rileggi prima di scrivere"));
    assert_true(answer_holds(&h->answer, "Via Àlta 8, Arrone"));
    assert_int_equal(entries(h), before);
    form = house_form_to(h, path, path);
    assert_int_equal(house_send_form(h, &bruno, form, back)->http_status, 200);
    assert_int_equal(entries(h), before);
    form = house_form_to(h, path, path);
    assert_string_equal(page_field(form, "residence")->value, "Via Àlta 8, Arrone");
    assert_string_equal(page_field(form, "note")->value, "Cambia città");
    assert_string_equal(page_field(form, "kind")->value, "end");
    house_send_form(h, &bruno, form, NULL);
    form = house_form_to(h, path, path);
    assert_int_equal(house_send_form(h, &bruno, form, NULL)->http_status, 303);
    assert_int_equal(house_send_form(h, &bruno, form, NULL)->http_status, 303);
    assert_int_equal(entries(h), before + 1);
}

static void identity_is_a_sound_tax_code_or_birth(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *const none[] = {
        "kind",         "end", "activity_to",  "2026-11-30", "birth_place", "", "birth_date.d", "",
        "birth_date.m", "",    "birth_date.y", "",           NULL};
    const char *const unsound[] = {
        "kind", "end", "activity_to", "2026-11-30", "tax_code", "RSSMRA80A01L117X", NULL};

    house_enter(h, AUSER, &bruno);
    write_entry(h, &bruno, none);
    assert_true(answer_holds(&h->answer, "Scrivi il codice fiscale, o data e luogo di nascita"));
    write_entry(h, &bruno, unsound);
    assert_true(answer_holds(&h->answer, "Controlla il codice fiscale"));
}

static void register_is_printed_by_year_and_saved_as_a_table(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    struct arena *arena = h->store.ctx.arena;

    house_enter(h, AUSER, &bruno);
    house_get(h, &bruno, ROLL "/pdf");

    const char *text = pdf_text(arena, h->answer.body, h->answer.length);

    assert_non_null(strstr(text, "Correzione della n. 1"));
    assert_null(strstr(text, "N. 2,"));
    house_get(h, &bruno, ROLL "/pdf?anno=2025");
    assert_non_null(strstr(pdf_text(arena, h->answer.body, h->answer.length), "N. 2,"));
    assert_true(answer_holds(house_get(h, &bruno, ROLL "/csv"), "Correzione della n. 1"));
}

static void certificate_tells_hours_and_activities_of_the_period(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    struct arena *arena = h->store.ctx.arena;

    house_enter(h, AUSER, &bruno);
    house_get(h, &bruno, "/volontari/1/attestato?dal=2026-01-01&al=2026-11-23");
    assert_string_equal(h->answer.type, "application/pdf");

    const char *text = pdf_text(arena, h->answer.body, h->answer.length);

    assert_non_null(strstr(text, "Mario Fabbri"));
    assert_non_null(strstr(text, "01/01/2026"));
    assert_non_null(strstr(text, "23/11/2026"));
    assert_non_null(strstr(text, "Accompagnamento"));
    assert_non_null(strstr(text, "Convenzione"));
    house_get(h, &bruno, "/volontari/1/attestato?dal=2027-06-01&al=boh");
    assert_int_equal(h->answer.http_status, 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(database_refuses_to_alter_or_remove_an_entry),
        IN_BOTH_HOUSES(entry_altered_behind_the_program_s_back_is_found),
        IN_BOTH_HOUSES(entry_cut_from_the_end_is_found),
        IN_BOTH_HOUSES(entry_with_another_print_than_the_audit_s_is_found),
        IN_BOTH_HOUSES(activity_ends_and_starts_again_with_new_entries),
        IN_BOTH_HOUSES(correction_says_what_and_leaves_the_former_as_it_was),
        IN_BOTH_HOUSES(entry_is_read_once_more_and_nothing_typed_is_lost_on_going_back),
        IN_BOTH_HOUSES(identity_is_a_sound_tax_code_or_birth),
        IN_BOTH_HOUSES(register_is_printed_by_year_and_saved_as_a_table),
        IN_BOTH_HOUSES(certificate_tells_hours_and_activities_of_the_period),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
