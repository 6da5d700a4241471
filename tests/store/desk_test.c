/* The desk on both engines: recording, correcting, linking, calling back, and who may know of it.
 */
#include "desk/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "desk/contact_form.h"
#include "desk/contact_text.h"
#include "desk/lines.h"
#include "network/network.h"
#include "people/people.h"
#include "people/person_change.h"
#include "staff/actor.h"
#include "store/once.h"
#include "store/seal.h"
#include "support/database.h"

enum { ANNA = 1, HEAD, ELSEWHERE, USERS };

static const char SEED[] =
    "insert into zone (id, name, controller, demonstration, second_factor, created_at)"
    " values (1, 'Z', 'T', 1, 0, 0);"
    "insert into municipality (id, code, name, lead) values (1, 'A439', 'Arrone', 0),"
    " (2, 'H857', 'San Gemini', 0);"
    "insert into place (id, municipality_id, name, kind, latitude_micro, longitude_micro) values"
    " (1, 1, 'Arrone', 'town', 42580000, 12770000),"
    " (2, 2, 'San Gemini', 'town', 42610000, 12540000);"
    "insert into office (id, code, name, place_id, address, about) values"
    " (1, 'valnerina', 'Valnerina', 1, 'Via 1', ''),"
    " (2, 'san-gemini', 'San Gemini', 2, 'Via 2', '');"
    "insert into office_place (office_id, place_id) values (1, 1), (2, 2);"
    "insert into staff_user (id, username, surname, name, password_hash, must_change_password,"
    " active, system, created_at, version) values"
    " (1, 'anna', 'Esposito', 'Anna', '-', 0, 1, 0, 0, 1),"
    " (2, 'head', 'Ricci', 'Giulia', '-', 0, 1, 0, 0, 1),"
    " (3, 'altra', 'Conti', 'Elda', '-', 0, 1, 0, 0, 1);"
    "insert into staff_role (user_id, role, valid_from) values (1, 'coordinator', '2020-01-01'),"
    " (2, 'service_head', '2020-01-01'), (3, 'coordinator', '2020-01-01');"
    "insert into organization (id, code, name, kind, description, active) values"
    " (1, 'auser', 'AUSER', 'third_sector', '', 1);"
    "insert into service (id, code, organization_id, name, summary, audience, how_to, needed,"
    " outcome, timing, access, conditions, position, active, version) values"
    " (1, 'accompagnamento', 1, 'Accompagnamento', '', '', '', '', '', '', '', '', 1, 1, 1);"
    "insert into service_need (service_id, need) values (1, 'errands_surgery');";

struct desk {
    struct test_store *store;
    struct ctx *ctx;
    struct actor actors[USERS];
};

static void must(enum status status)
{
    assert_string_equal(status_name(status), status_name(OK));
}

static struct actor actor_of(int64_t user, enum role role, int64_t office)
{
    return (struct actor){.user_id = user,
                          .stage = ACTOR_OPEN,
                          .full_name = "Prova",
                          .roles = {{.role = role, .office_id = office}},
                          .role_count = 1,
                          .places = {office},
                          .place_count = 1,
                          .office_id = office};
}

static struct desk desk_open(void **state)
{
    struct test_store *store = *state;
    struct desk desk = {.store = store, .ctx = &store->ctx};

    must(test_store_tamper(store, SEED));
    return desk;
}

/* In the test's own frame, so that the actor lives as long as the case. */
#define DESK(name)                                                                                 \
    struct desk name = desk_open(state);                                                           \
    name.actors[ANNA] = actor_of(ANNA, ROLE_COORDINATOR, 1);                                       \
    name.actors[HEAD] = actor_of(HEAD, ROLE_SERVICE_HEAD, 1);                                      \
    name.actors[ELSEWHERE] = actor_of(ELSEWHERE, ROLE_COORDINATOR, 2);                             \
    name.ctx->actor = &name.actors[ANNA]

struct telling {
    struct contact_draft draft;
    int64_t id, number, version, person;
    const char *why;
    const char *outcome;
    const char *once;
};

static enum status record(struct ctx *tx, void *args)
{
    struct telling *t = args;

    return contact_record(tx, &t->draft, &t->id, &t->number);
}

static enum status correct(struct ctx *tx, void *args)
{
    struct telling *t = args;

    return contact_correct(tx, t->id, t->version, &t->draft, t->why);
}

static enum status link_to(struct ctx *tx, void *args)
{
    struct telling *t = args;

    return contact_link_person(tx, t->id, t->person);
}

static enum status close_call_back(struct ctx *tx, void *args)
{
    struct telling *t = args;

    return call_back_close(tx, t->id, t->outcome);
}

static struct telling lonely(struct desk *desk)
{
    return (struct telling){
        .draft = {.at = desk->ctx->now,
                  .office_id = 1,
                  .channel = "phone",
                  .reason = "spontaneous",
                  .caller_kind = "self",
                  .anonymous_label = "signora di Collestatte",
                  .notes = "È sola, il figlio abita lontano.",
                  .minutes = 10,
                  .needs = {{.need = "company_lonely"}},
                  .need_count = 1,
                  .responses = {{.response = "listening"}},
                  .response_count = 1,
                  .call_back_on = DATE_NONE,
                  .call_back_at = CLOCK_NONE},
        .why = "Giorno sbagliato",
    };
}

struct making {
    struct person_draft draft;
    int64_t id;
};

static enum status make_person(struct ctx *tx, void *args)
{
    struct making *making = args;

    return person_create(tx, &making->draft, &making->id);
}

static int64_t rosi(struct desk *desk)
{
    struct making making = {.draft = person_draft_new()};

    making.draft.surname = "Rosi";
    making.draft.name = "Maria";
    making.draft.place_id = 1;
    making.draft.phones[0] = "+390744780112";
    must(store_write(desk->ctx, make_person, &making));
    return making.id;
}

static enum status restrict_to_head(struct ctx *tx, void *args)
{
    const int64_t *id = args;

    TRY(person_restrict_to_circle(tx, *id, "violence"));
    return person_grant_circle(tx, *id, ANNA);
}

/* Anna and the head know of this person. */
static void restrict_person(struct desk *desk, int64_t id)
{
    desk->ctx->actor = &desk->actors[HEAD];
    must(store_write(desk->ctx, restrict_to_head, &id));
    desk->ctx->actor = &desk->actors[ANNA];
}

static size_t listed(struct desk *desk, const struct contact_filter *filter)
{
    struct contact_lines lines;

    must(contact_lines_read(desk->ctx, filter, 0, CONTACT_LINES_PAGE, &lines));
    return lines.count;
}

static const struct contact_filter EVERYTHING = {.day = {INT32_MIN}};

/* ---- operations ---- */

static void every_statement_prepares(void **state)
{
    struct test_store *t = *state;

    for (size_t i = 0; i < desk_sql.count; i++)
        assert_int_equal(sql_check(&t->ctx, desk_sql.statements[i]), OK);
}

static void contact_recorded_is_numbered_sealed_and_told_to_the_audit(void **state)
{
    DESK(desk);
    struct telling first = lonely(&desk), second = lonely(&desk);
    struct contact_row row;
    const char *notes;
    int64_t before, after;

    must(audit_last_number(desk.ctx, &before));
    must(store_write(desk.ctx, record, &first));
    must(store_write(desk.ctx, record, &second));
    must(audit_last_number(desk.ctx, &after));
    assert_int_equal(first.number, 1);
    assert_int_equal(second.number, 2);
    assert_int_equal(after - before, 2);
    must(contact_visible_row(desk.ctx, first.id, &row));
    assert_null(memmem(row.notes.data, row.notes.length, "figlio", 6));
    must(contact_notes_open(desk.ctx, &row, &notes));
    assert_string_equal(notes, first.draft.notes);
}

static void contact_that_breaks_a_rule_is_refused(void **state)
{
    DESK(desk);
    struct telling sent = lonely(&desk), none = lonely(&desk), other = lonely(&desk);

    sent.draft.reason = "sent";
    assert_int_equal(store_write(desk.ctx, record, &sent), ERR_INVALID);
    none.draft.responses[0].response = "none_possible";
    assert_int_equal(store_write(desk.ctx, record, &none), ERR_INVALID);
    other.draft.office_id = 2;
    assert_int_equal(store_write(desk.ctx, record, &other), ERR_DENIED);
    assert_int_equal(listed(&desk, &EVERYTHING), 0);
}

static void correction_keeps_the_former_text_sealed(void **state)
{
    DESK(desk);
    struct telling t = lonely(&desk);
    struct contact_row row;
    struct contact_revision_row *revisions;
    size_t count;
    const char *former;

    must(store_write(desk.ctx, record, &t));
    t.version = 1;
    t.draft.notes = "Ha una vicina.";
    t.draft.needs[0] = (struct contact_need){"company_calls", "no_service"};
    must(store_write(desk.ctx, correct, &t));
    must(contact_revisions(desk.ctx, t.id, &revisions, &count));
    assert_int_equal(count, 1);
    assert_string_equal(revisions[0].reason, "Giorno sbagliato");
    assert_null(memmem(revisions[0].former.data, revisions[0].former.length, "figlio", 6));
    must(seal_open(desk.ctx, contact_former_seal_place(desk.ctx->arena, t.id, 1),
                   revisions[0].former, &former));
    assert_non_null(strstr(former, "Canale: Telefono\n"));
    assert_non_null(strstr(former, "Bisogno: Solitudine\n"));
    assert_non_null(strstr(former, "Risposta: Ascolto\n"));
    assert_non_null(strstr(former, "il figlio abita lontano"));
    must(contact_visible_row(desk.ctx, t.id, &row));
    must(contact_notes_open(desk.ctx, &row, &former));
    assert_string_equal(former, "Ha una vicina.");
    assert_int_equal(row.version, 2);
}

static void correction_of_an_older_version_is_a_conflict(void **state)
{
    DESK(desk);
    struct telling t = lonely(&desk);

    must(store_write(desk.ctx, record, &t));
    t.version = 1;
    must(store_write(desk.ctx, correct, &t));
    assert_int_equal(store_write(desk.ctx, correct, &t), ERR_CONFLICT);
}

static void anonymous_contact_is_linked_once(void **state)
{
    DESK(desk);
    struct telling t = lonely(&desk);
    struct contact_lines lines;

    must(store_write(desk.ctx, record, &t));
    t.person = rosi(&desk);
    must(store_write(desk.ctx, link_to, &t));
    assert_int_equal(store_write(desk.ctx, link_to, &t), ERR_CONFLICT);
    must(contact_lines_of_person(desk.ctx, t.person, &lines));
    assert_int_equal(lines.count, 1);
    assert_string_equal(lines.items[0].who, "Rosi Maria");
}

static void call_back_is_closed_once_and_leaves_the_list(void **state)
{
    DESK(desk);
    struct telling t = lonely(&desk);
    struct contact_lines lines;

    t.draft.call_back_on = instant_date(desk.ctx->now);
    t.draft.call_back_phone = "+390744780112";
    t.outcome = "reached";
    must(store_write(desk.ctx, record, &t));
    must(call_back_lines_read(desk.ctx, 1, &lines));
    assert_int_equal(lines.count, 1);
    must(store_write(desk.ctx, close_call_back, &t));
    assert_int_equal(store_write(desk.ctx, close_call_back, &t), ERR_CONFLICT);
    must(call_back_lines_read(desk.ctx, 1, &lines));
    assert_int_equal(lines.count, 0);
}

static void call_backs_come_with_the_longest_overdue_first(void **state)
{
    DESK(desk);
    struct telling today = lonely(&desk), late = lonely(&desk);
    struct contact_lines lines;

    today.draft.call_back_on = instant_date(desk.ctx->now);
    late.draft.call_back_on = date_add_days(today.draft.call_back_on, -3);
    must(store_write(desk.ctx, record, &today));
    must(store_write(desk.ctx, record, &late));
    must(call_back_lines_read(desk.ctx, 1, &lines));
    assert_int_equal(lines.count, 2);
    assert_int_equal(lines.items[0].id, late.id);
}

/* ---- who may know ---- */

static void contact_of_another_office_does_not_exist(void **state)
{
    DESK(desk);
    struct telling t = lonely(&desk);
    struct contact_row row;

    must(store_write(desk.ctx, record, &t));
    desk.ctx->actor = &desk.actors[ELSEWHERE];
    assert_int_equal(contact_visible_row(desk.ctx, t.id, &row), ERR_NOT_FOUND);
    assert_int_equal(listed(&desk, &EVERYTHING), 0);
}

static void contact_of_a_restricted_person_does_not_exist_outside_the_circle(void **state)
{
    DESK(desk);
    struct telling t = lonely(&desk);
    struct contact_row row;
    struct contact_lines lines;
    struct actor outside = actor_of(ELSEWHERE, ROLE_COORDINATOR, 1);

    t.draft.person_id = rosi(&desk);
    t.draft.call_back_on = instant_date(desk.ctx->now);
    must(store_write(desk.ctx, record, &t));
    restrict_person(&desk, t.draft.person_id);
    assert_int_equal(listed(&desk, &EVERYTHING), 1);
    desk.ctx->actor = &outside;
    assert_int_equal(contact_visible_row(desk.ctx, t.id, &row), ERR_NOT_FOUND);
    assert_int_equal(listed(&desk, &EVERYTHING), 0);
    must(call_back_lines_read(desk.ctx, 1, &lines));
    assert_int_equal(lines.count, 0);
    must(contact_lines_of_person(desk.ctx, t.draft.person_id, &lines));
    assert_int_equal(lines.count, 0);
    assert_int_equal(store_write(desk.ctx, correct, &t), ERR_NOT_FOUND);
    t.outcome = "reached";
    assert_int_equal(store_write(desk.ctx, close_call_back, &t), ERR_NOT_FOUND);
}

/* ---- lists ---- */

static void list_is_filtered_by_day_need_unmet_and_call_back(void **state)
{
    DESK(desk);
    struct telling plain = lonely(&desk), unmet = lonely(&desk), old = lonely(&desk);
    struct contact_filter filter = EVERYTHING;

    unmet.draft.needs[0] = (struct contact_need){"income_bills", "no_funds"};
    old.draft.at = instant_add_minutes(desk.ctx->now, -3 * 24 * 60);
    old.draft.call_back_on = instant_date(desk.ctx->now);
    must(store_write(desk.ctx, record, &plain));
    must(store_write(desk.ctx, record, &unmet));
    must(store_write(desk.ctx, record, &old));
    assert_int_equal(listed(&desk, &filter), 3);
    filter.need = "company_lonely";
    assert_int_equal(listed(&desk, &filter), 2);
    filter.unmet = true;
    assert_int_equal(listed(&desk, &filter), 0);
    filter.need = NULL;
    assert_int_equal(listed(&desk, &filter), 1);
    filter = EVERYTHING;
    filter.call_back = true;
    assert_int_equal(listed(&desk, &filter), 1);
    filter = (struct contact_filter){.day = instant_date(desk.ctx->now), .office_id = 1};
    assert_int_equal(listed(&desk, &filter), 2);
    filter.need = "income_bills";
    assert_int_equal(listed(&desk, &filter), 1);
}

static void list_goes_on_from_the_last_one_shown(void **state)
{
    DESK(desk);
    struct contact_lines lines;

    for (int i = 0; i < 7; i++) {
        struct telling t = lonely(&desk);
        must(store_write(desk.ctx, record, &t));
    }
    must(contact_lines_read(desk.ctx, &EVERYTHING, 0, 4, &lines));
    assert_int_equal(lines.count, 4);
    assert_int_equal(lines.items[0].number, 7);
    assert_int_equal(lines.next, 4);
    must(contact_lines_read(desk.ctx, &EVERYTHING, lines.next, 4, &lines));
    assert_int_equal(lines.count, 3);
    assert_int_equal(lines.items[0].number, 3);
    assert_int_equal(lines.next, 0);
}

/* ---- the form ---- */

/* Names and values one after the other, ended by NULL. */
static struct form form_of(struct desk *desk, const char *const *fields)
{
    struct form form = form_empty(desk->ctx->arena);

    for (; *fields; fields += 2)
        form_put(&form, fields[0], fields[1]);
    return form;
}

static struct contact_draft form_reads(struct desk *desk, struct form *form,
                                       struct form_errors *errors)
{
    struct desk_lists lists;
    struct contact_draft draft;

    must(desk_lists_read(desk->ctx, instant_date(desk->ctx->now), &lists));
    must(contact_form_read(desk->ctx, form, &lists, NULL, &draft, errors));
    return draft;
}

#define BASE "channel", "phone", "reason", "spontaneous", "caller_kind", "self", "person", "none"

static void form_filled_becomes_a_draft(void **state)
{
    DESK(desk);
    int64_t person = rosi(&desk);
    const char *const fields[] = {"channel",
                                  "phone",
                                  "reason",
                                  "sent",
                                  "sender",
                                  " dott.  Neri ",
                                  "caller_kind",
                                  "self",
                                  "person",
                                  arena_printf(desk.ctx->arena, "%lld", (long long)person),
                                  "need",
                                  "errands_surgery",
                                  "need",
                                  "company_lonely",
                                  "unmet.company_lonely",
                                  "no_service",
                                  "service",
                                  "1",
                                  "response",
                                  "information",
                                  "response",
                                  "referral",
                                  "minutes",
                                  "7",
                                  "call_back_on",
                                  "2026-11-24",
                                  "call_back_at",
                                  "9.30",
                                  "urgent",
                                  "yes",
                                  NULL};
    struct form form = form_of(&desk, fields);
    struct form_errors errors = {0};
    struct contact_draft draft = form_reads(&desk, &form, &errors);

    assert_int_equal(errors.count, 0);
    assert_string_equal(draft.sender, "dott. Neri");
    assert_int_equal(draft.person_id, person);
    assert_int_equal(draft.place_id, 1);
    assert_int_equal(draft.need_count, 2);
    assert_int_equal(draft.response_count, 2);
    assert_string_equal(draft.responses[1].response, "referral");
    assert_int_equal(draft.responses[1].organization_id, 1);
    assert_int_equal(draft.minutes, 7);
    assert_true(draft.urgent);
    assert_int_equal(draft.call_back_at.minutes, 9 * 60 + 30);
    assert_string_equal(draft.call_back_phone, "+390744780112");
    for (size_t i = 0; i < draft.need_count; i++) {
        if (strcmp(draft.needs[i].need, "company_lonely") == 0)
            assert_string_equal(draft.needs[i].unmet_reason, "no_service");
        else
            assert_null(draft.needs[i].unmet_reason);
    }
}

/* Exactly one mistake, at that field. */
static void complains(struct desk *desk, const char *field, const char *const *fields)
{
    struct form form = form_of(desk, fields);
    struct form_errors errors = {0};

    form_reads(desk, &form, &errors);
    assert_int_equal(errors.count, 1);
    assert_string_equal(errors.items[0].name, field);
}

#define COMPLAINS(desk, field, ...) complains(desk, field, (const char *const[]){__VA_ARGS__, NULL})

static void form_says_what_to_do_beside_each_field(void **state)
{
    DESK(desk);

    COMPLAINS(&desk, "need", BASE);
    COMPLAINS(&desk, "sender", "channel", "phone", "reason", "sent", "caller_kind", "self",
              "person", "none", "need", "company_lonely");
    COMPLAINS(&desk, "person", "channel", "phone", "reason", "spontaneous", "caller_kind", "self",
              "need", "company_lonely");
    COMPLAINS(&desk, "person", "channel", "phone", "reason", "spontaneous", "caller_kind", "self",
              "person", "999", "need", "company_lonely");
    COMPLAINS(&desk, "unmet_reason", BASE, "unmet_need", "company_lonely");
    COMPLAINS(&desk, "unmet_need", BASE, "need", "company_lonely", "unmet_reason", "no_funds");
    COMPLAINS(&desk, "need", BASE, "need", "company_lonely", "unmet.company_lonely", "perché sì");
    COMPLAINS(&desk, "none_reason", BASE, "need", "company_lonely", "response", "none_possible");
    COMPLAINS(&desk, "call_back_on", BASE, "need", "company_lonely", "call_back_what", "l'esito");
    COMPLAINS(&desk, "call_back_phone", BASE, "need", "company_lonely", "call_back_on",
              "2026-11-24");
    COMPLAINS(&desk, "time", BASE, "need", "company_lonely", "time", "23:50");
    COMPLAINS(&desk, "response", BASE, "need", "company_lonely", "service", "99");
}

static void form_of_a_restricted_person_asks_as_for_one_that_never_was(void **state)
{
    DESK(desk);
    struct actor outside = actor_of(ELSEWHERE, ROLE_COORDINATOR, 1);
    int64_t person = rosi(&desk);

    restrict_person(&desk, person);
    desk.ctx->actor = &outside;
    COMPLAINS(&desk, "person", "channel", "phone", "reason", "spontaneous", "caller_kind", "self",
              "person", arena_printf(desk.ctx->arena, "%lld", (long long)person), "need",
              "company_lonely");
}

static void unmet_need_chosen_by_name_counts_as_a_need(void **state)
{
    DESK(desk);
    const char *const fields[] = {BASE,           "unmet_need", "company_lonely",
                                  "unmet_reason", "no_place",   NULL};
    struct form form = form_of(&desk, fields);
    struct form_errors errors = {0};
    struct contact_draft draft = form_reads(&desk, &form, &errors);

    assert_int_equal(errors.count, 0);
    assert_int_equal(draft.need_count, 1);
    assert_string_equal(draft.needs[0].unmet_reason, "no_place");
}

/* What a stored contact fills in and nobody touches is the same contact. */
static void form_filled_from_a_contact_reads_back_the_same(void **state)
{
    DESK(desk);
    struct telling t = lonely(&desk);
    struct contact_row row, again;
    struct desk_lists lists;
    struct form form = form_empty(desk.ctx->arena);
    struct form_errors errors = {0};
    const char *former, *now;

    t.draft.needs[t.draft.need_count++] = (struct contact_need){"income_bills", "no_funds"};
    t.draft.responses[t.draft.response_count++] =
        (struct contact_response){"guidance", 1, 1, "chiamare dopo le 15"};
    t.draft.call_back_on = date_of(2026, 11, 20);
    t.draft.call_back_phone = "+390744780112";
    t.draft.caller_phone = "+390744780112";
    t.draft.urgent = true;
    must(store_write(desk.ctx, record, &t));
    must(contact_visible_row(desk.ctx, t.id, &row));
    must(contact_former_text(desk.ctx, &row, &former));
    must(contact_form_fill(desk.ctx, &row, &form));
    must(desk_lists_read(desk.ctx, instant_date(row.at), &lists));
    must(contact_form_read(desk.ctx, &form, &lists, &row, &t.draft, &errors));
    assert_int_equal(errors.count, 0);
    t.version = row.version;
    must(store_write(desk.ctx, correct, &t));
    must(contact_visible_row(desk.ctx, t.id, &again));
    must(contact_former_text(desk.ctx, &again, &now));
    assert_string_equal(now, former);
    assert_int_equal(again.at.seconds, row.at.seconds);
}

static void words_are_found_without_accents_and_in_any_order(void **state)
{
    struct test_store *t = *state;

    assert_true(desk_text_matches(&t->arena, "Povertà e casa", "CASA poverta"));
    assert_true(desk_text_matches(&t->arena, "Pagare l'affitto", "affitto"));
    assert_false(desk_text_matches(&t->arena, "Pagare l'affitto", "affitto medico"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH_ENGINES(every_statement_prepares),
        ON_BOTH_ENGINES(contact_recorded_is_numbered_sealed_and_told_to_the_audit),
        ON_BOTH_ENGINES(contact_that_breaks_a_rule_is_refused),
        ON_BOTH_ENGINES(correction_keeps_the_former_text_sealed),
        ON_BOTH_ENGINES(correction_of_an_older_version_is_a_conflict),
        ON_BOTH_ENGINES(anonymous_contact_is_linked_once),
        ON_BOTH_ENGINES(call_back_is_closed_once_and_leaves_the_list),
        ON_BOTH_ENGINES(call_backs_come_with_the_longest_overdue_first),
        ON_BOTH_ENGINES(contact_of_another_office_does_not_exist),
        ON_BOTH_ENGINES(contact_of_a_restricted_person_does_not_exist_outside_the_circle),
        ON_BOTH_ENGINES(list_is_filtered_by_day_need_unmet_and_call_back),
        ON_BOTH_ENGINES(list_goes_on_from_the_last_one_shown),
        ON_BOTH_ENGINES(form_filled_becomes_a_draft),
        ON_BOTH_ENGINES(form_says_what_to_do_beside_each_field),
        ON_BOTH_ENGINES(form_of_a_restricted_person_asks_as_for_one_that_never_was),
        ON_BOTH_ENGINES(unmet_need_chosen_by_name_counts_as_a_need),
        ON_BOTH_ENGINES(form_filled_from_a_contact_reads_back_the_same),
        ON_SQLITE(words_are_found_without_accents_and_in_any_order),
    };

    must(date_init_civil_time());
    must(crypt_init());
    return cmocka_run_group_tests(tests, NULL, NULL);
}
