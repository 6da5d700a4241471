/* Hours, kilometres and refunds: what is counted, and what is refused with the reason. In the demo
   zone, on both engines; its today is 2026-11-23. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/text.h"
#include "support/filling.h"
#include "support/pdf_text.h"
#include "volunteering/volunteering.h"

#define AUSER "bruno.cipriani"

static void must_be_ok(enum status status, const char *what)
{
    if (status != OK)
        fail_msg("%s: %s", what, status_name(status));
}
#define OK_OR_FAIL(call) must_be_ok(call, #call)

static void every_statement_prepares(void **state)
{
    struct test_house *h = *state;

    for (size_t i = 0; i < volunteering_sql.count; i++)
        OK_OR_FAIL(sql_check(&h->store.ctx, volunteering_sql.statements[i]));
}

/* What volunteer 1 did of a kind in November. */
static struct done_sum november(struct test_house *h, const char *kind)
{
    struct done_sum *sums;
    struct done_sum none = {0};
    size_t count;

    OK_OR_FAIL(
        done_sums(&h->store.ctx, date_of(2026, 11, 1), date_of(2026, 11, 30), &sums, &count));
    for (size_t i = 0; i < count; i++) {
        if (sums[i].volunteer_id == 1 && text_equal(sums[i].kind, kind))
            return sums[i];
    }
    return none;
}

static void driven_ways_count_by_themselves_and_only_when_done(void **state)
{
    struct test_house *h = *state;
    struct done_sum before = november(h, DONE_RIDES);
    int64_t done = house_count(h, "select count(*) from ride_leg l join ride r on r.id = l.ride_id "
                                  "where l.volunteer_id = 1 and l.outcome = 'done' and r.on_day "
                                  "between '2026-11-01' and '2026-11-30'");

    assert_true(done > 3);
    assert_int_equal(before.times, done);
    assert_in_range(before.minutes, done * 3, done * 60);
    assert_in_range(before.metres, done * 500, done * 30000);
    OK_OR_FAIL(test_store_tamper(
        &h->store, "update ride_leg set outcome = 'not_found' where id = (select max(l.id) from "
                   "ride_leg l join ride r on r.id = l.ride_id where l.volunteer_id = 1 and "
                   "l.outcome = 'done' and r.on_day between '2026-11-01' and '2026-11-30')"));
    assert_int_equal(november(h, DONE_RIDES).times, done - 1);
    OK_OR_FAIL(test_store_tamper(&h->store, "update ride_leg set outcome = 'not_found'"));
    assert_int_equal(november(h, DONE_RIDES).minutes, 0);
}

static void what_is_written_by_hand_counts_changes_and_goes(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    struct done_sum before = november(h, "centre");
    const char *const typed[] = {"on_day", "2026-11-20", "kind", "centre", "duration",
                                 "2:30",   "kilometres", "12",   NULL};
    const char *const shorter[] = {"duration", "1:00", NULL};

    house_enter(h, AUSER, &bruno);
    assert_int_equal(
        house_fill(h, &bruno, "/volontari/1/ore", "/volontari/1/ore", typed)->http_status, 303);
    assert_int_equal(november(h, "centre").minutes, before.minutes + 150);
    assert_int_equal(november(h, "centre").metres, before.metres + 12000);

    const char *path =
        arena_printf(h->store.ctx.arena, "/volontari/ore/%lld",
                     (long long)house_count(h, "select max(id) from volunteer_activity"));

    assert_int_equal(house_fill(h, &bruno, path, path, shorter)->http_status, 303);
    assert_int_equal(november(h, "centre").minutes, before.minutes + 60);
    assert_int_equal(house_fill(h, &bruno, path, "/togli", NULL)->http_status, 303);
    assert_int_equal(november(h, "centre").minutes, before.minutes);
}

static void activity_changed_by_another_meanwhile_keeps_what_was_typed(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *path = "/volontari/ore/1";
    const char *const typed[] = {"note", "mia nota", NULL};

    house_enter(h, AUSER, &bruno);
    house_get(h, &bruno, path);

    const struct page_form *form = house_form_to(h, path, path);

    OK_OR_FAIL(test_store_tamper(&h->store, "update volunteer_activity set version = version + 1"));
    assert_int_equal(house_send_form(h, &bruno, form, typed)->http_status, 409);
    assert_true(answer_holds(&h->answer, "value=\"mia nota\""));
    assert_int_equal(house_send_form(h, &bruno, house_form_to(h, path, path), NULL)->http_status,
                     303);
}

static void day_outside_of_service_is_told(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *const long_ago[] = {"on_day",   "2001-11-20", "kind", "centre",
                                    "duration", "2:30",       NULL};

    house_enter(h, AUSER, &bruno);
    house_fill(h, &bruno, "/volontari/1/ore", "/volontari/1/ore", long_ago);
    assert_true(answer_holds(&h->answer, "Quel giorno non era in servizio"));
}

/* A refund of 2026-11-05, a day on which the demo has none for volunteer 2. */
static const struct answer *ask(struct test_house *h, struct visitor *who, const char *basis,
                                const char *cost, const char *amount, const char *receipt)
{
    const char *const typed[] = {"on_day",  "2026-11-05", "basis", basis,    "cost",
                                 cost,      "what_for",   "Prova", "amount", amount,
                                 "receipt", receipt,      NULL};

    return house_fill(h, who, "/volontari/2/rimborsi", "/volontari/2/rimborsi", typed);
}

static int64_t asked(struct test_house *h)
{
    return house_count(h, "select count(*) from refund where what_for = 'Prova'");
}

static void declared_cost_is_accepted_up_to_the_day_s_ceiling(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;

    house_enter(h, AUSER, &bruno);
    assert_int_equal(ask(h, &bruno, "declared", "car", "6,00", "")->http_status, 303);
    assert_int_equal(ask(h, &bruno, "declared", "car", "4,01", "")->http_status, 200);
    assert_true(answer_holds(&h->answer, "per quel giorno si possono ancora chiedere 4,00 €"));
    assert_true(answer_holds(&h->answer, "value=\"4,01\""));
    assert_int_equal(asked(h), 1);
    assert_int_equal(ask(h, &bruno, "declared", "car", "4,00", "")->http_status, 303);
    assert_int_equal(asked(h), 2);
}

static void declared_cost_that_the_body_does_not_admit_needs_a_receipt(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;

    house_enter(h, AUSER, &bruno);
    ask(h, &bruno, "declared", "material", "3,00", "");
    assert_true(answer_holds(&h->answer, "solo con la ricevuta"));
    ask(h, &bruno, "documented", "material", "3,00", "");
    assert_true(answer_holds(&h->answer, "Scrivi quale ricevuta è"));
    assert_int_equal(asked(h), 0);
    assert_int_equal(ask(h, &bruno, "documented", "material", "3,00", "Bar, n. 3")->http_status,
                     303);
}

static void rejected_refund_has_a_reason_and_gives_its_room_back(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *const no[] = {"outcome", "rejected", NULL};
    const char *const why[] = {"outcome", "rejected", "reason", "Doppia", NULL};

    house_enter(h, AUSER, &bruno);
    ask(h, &bruno, "declared", "car", "10,00", "");

    const char *path =
        arena_copy_n(h->store.ctx.arena, h->answer.location, strlen(h->answer.location));

    house_fill(h, &bruno, path, "/esito", no);
    assert_true(answer_holds(&h->answer, "Scrivi perché non si rimborsa"));
    house_get(h, &bruno, path);

    const struct page_form *form = house_form_to(h, path, "/esito");

    assert_int_equal(house_send_form(h, &bruno, form, why)->http_status, 303);
    assert_int_equal(house_send_form(h, &bruno, form, why)->http_status, 409);
    assert_int_equal(ask(h, &bruno, "declared", "car", "10,00", "")->http_status, 303);
}

static void refund_on_paper_says_what_the_volunteer_declares(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;

    house_enter(h, AUSER, &bruno);
    ask(h, &bruno, "declared", "car", "10,00", "");
    house_get(h, &bruno, arena_printf(h->store.ctx.arena, "%s/pdf", h->answer.location));
    assert_string_equal(h->answer.type, "application/pdf");

    const char *text = pdf_text(h->store.ctx.arena, h->answer.body, h->answer.length);

    assert_non_null(strstr(text, "10,00 €"));
    assert_non_null(strstr(text, "445/2000"));
}

static void month_s_list_counts_what_is_approved(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;

    house_enter(h, AUSER, &bruno);
    OK_OR_FAIL(test_store_tamper(&h->store, "delete from refund"));
    ask(h, &bruno, "documented", "car", "12,50", "Distributore");
    ask(h, &bruno, "documented", "car", "30,00", "Distributore");
    OK_OR_FAIL(test_store_tamper(
        &h->store, "update refund set state = 'approved', decided_by = 1, decided_at = 1 "
                   "where amount = 1250"));
    house_get(h, &bruno, "/volontari/rimborsi?mese=2026-11");
    assert_true(answer_holds(&h->answer, "42,50 €"));
    assert_true(answer_holds(&h->answer, "Approvati in tutto: 12,50 €"));
    house_get(h, &bruno, "/volontari/rimborsi/csv?mese=2026-11");
    assert_true(answer_holds(&h->answer, "\"30,00 €\";\"Da decidere\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_BOTH_HOUSES(every_statement_prepares),
        IN_BOTH_HOUSES(driven_ways_count_by_themselves_and_only_when_done),
        IN_BOTH_HOUSES(what_is_written_by_hand_counts_changes_and_goes),
        IN_BOTH_HOUSES(activity_changed_by_another_meanwhile_keeps_what_was_typed),
        IN_BOTH_HOUSES(day_outside_of_service_is_told),
        IN_BOTH_HOUSES(declared_cost_is_accepted_up_to_the_day_s_ceiling),
        IN_BOTH_HOUSES(declared_cost_that_the_body_does_not_admit_needs_a_receipt),
        IN_BOTH_HOUSES(rejected_refund_has_a_reason_and_gives_its_room_back),
        IN_BOTH_HOUSES(refund_on_paper_says_what_the_volunteer_declares),
        IN_BOTH_HOUSES(month_s_list_counts_what_is_approved),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
