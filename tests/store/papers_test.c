/* Papers of volunteers and cars: without them no shift, and a promise that stands on them is told
   before they go. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/text.h"
#include "support/filling.h"
#include "support/rides_world.h"

/* ---- in the valley --------------------------------------------------------------------------- */

static struct availability available(struct rides_world *world)
{
    struct policy_set policies;
    struct availability found;

    OK_OR_FAIL(policy_read(&world->store.ctx, world_day(), &policies));
    OK_OR_FAIL(volunteers_available(&world->store.ctx, world_day(), &policies, &found));
    return found;
}

static void nobody_drives_before_the_cover_starts_or_after_it_ends(void **state)
{
    struct rides_world *world = *state;

    world_driver(world);
    assert_int_equal(available(world).shift_count, 1);
    run(world, "update paper set from_date = '2026-11-26' where kind = 'insurance'");
    assert_int_equal(available(world).shift_count, 0);
    run(world, "update paper set from_date = '2026-11-25' where kind = 'insurance'");
    assert_int_equal(available(world).shift_count, 1);
    run(world, "update paper set to_date = '2026-11-24' where kind = 'licence'");
    assert_int_equal(available(world).shift_count, 0);
    run(world, "update paper set to_date = '2026-11-25' where kind = 'licence'");
    assert_int_equal(available(world).shift_count, 1);
    assert_int_equal(available(world).car_count, 1);
}

static void car_without_a_policy_stays_where_it_is(void **state)
{
    struct rides_world *world = *state;
    struct world_driver first = world_driver(world);
    struct world_driver second = world_driver(world);

    run(world, "update paper set to_date = '2026-11-24' where vehicle_id = "
               "(select min(id) from vehicle)");
    assert_int_equal(available(world).shift_count, 2);
    assert_int_equal(available(world).car_count, 1);
    assert_int_equal(available(world).cars[0].vehicle_id, second.vehicle);
    assert_int_equal(available(world).cars[0].driver_count, 1);
    assert_true(first.vehicle < second.vehicle);
}

static void rule_of_the_zone_says_which_papers_are_needed(void **state)
{
    struct rides_world *world = *state;

    world_driver(world);
    run(world, "update policy set value = 'licence,insurance,training' "
               "where key = 'volunteers.required_papers'");
    assert_int_equal(available(world).shift_count, 0);
    run(world, "update policy set value = 'insurance' where key = 'volunteers.required_papers'");
    run(world, "delete from paper where kind = 'licence'");
    assert_int_equal(available(world).shift_count, 1);
}

static void what_is_missing_or_ends_within_sixty_days_is_to_be_renewed(void **state)
{
    struct rides_world *world = *state;
    struct world_driver driver = world_driver(world);
    struct paper_due *due;
    size_t count;

    OK_OR_FAIL(papers_due(&world->store.ctx, &due, &count));
    assert_int_equal(count, 0);
    run(world, "update paper set to_date = '2027-01-23' where kind = 'licence'");
    OK_OR_FAIL(papers_due(&world->store.ctx, &due, &count));
    assert_int_equal(count, 0);
    run(world, "update paper set to_date = '2027-01-22' where kind = 'licence'");
    run(world, "update paper set to_date = '2026-12-23' where kind = 'insurance'");
    run(world, "delete from paper where kind = 'policy'");
    OK_OR_FAIL(papers_due(&world->store.ctx, &due, &count));
    assert_int_equal(count, 3);
    assert_true(due[0].is_missing);
    assert_int_equal(due[0].owner.vehicle_id, driver.vehicle);
    assert_string_equal(due[1].paper, "Assicurazione volontari");
    assert_true(due[1].is_soon);
    assert_false(due[1].is_missing);
    assert_string_equal(due[2].whose, "Fabbri Mario");
    assert_false(due[2].is_soon);
}

/* ---- on the pages, in the demo zone ---------------------------------------------------------- */

#define AUSER "bruno.cipriani"

static const char *path_of(struct test_house *h, const char *format, int64_t id)
{
    return arena_printf(h->store.ctx.arena, format, (long long)id);
}

/* The licence of who drives most in the next days. */
static int64_t busiest_licence(struct test_house *h)
{
    return house_count(h, "select id from paper where kind = 'licence' and volunteer_id = "
                          "(select l.volunteer_id from ride_leg l join ride r on r.id = l.ride_id "
                          "where r.state = 'booked' and l.outcome is null and "
                          "r.on_day > '2026-11-23' group by l.volunteer_id "
                          "order by count(*) desc, 1 limit 1)");
}

static void earlier_end_of_a_licence_tells_whose_rides_it_breaks(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *path = path_of(h, "/volontari/documenti/%lld", busiest_licence(h));
    const char *const ended[] = {"to_date", "2026-11-23", NULL};

    house_enter(h, AUSER, &bruno);
    assert_int_equal(house_fill(h, &bruno, path, path, ended)->http_status, 200);
    assert_true(answer_holds(&h->answer, "Non è ancora salvato niente"));
    assert_int_equal(house_count(h, "select count(*) from paper where to_date = '2026-11-23'"), 0);
    assert_int_equal(house_send_form(h, &bruno, house_form_to(h, path, path), NULL)->http_status,
                     303);
    assert_true(text_starts_with(h->answer.location, "/accompagnamenti/scoperti?dal="));
    assert_int_equal(house_count(h, "select count(*) from paper where to_date = '2026-11-23'"), 1);
}

static void paper_taken_away_asks_as_well(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    int64_t id = busiest_licence(h);
    const char *path = path_of(h, "/volontari/documenti/%lld", id);
    const char *drop = path_of(h, "/volontari/documenti/%lld/togli", id);
    const char *there = path_of(h, "select count(*) from paper where id = %lld", id);

    house_enter(h, AUSER, &bruno);
    house_fill(h, &bruno, path, drop, NULL);
    assert_true(answer_holds(&h->answer, "Non è ancora salvato niente"));
    assert_int_equal(house_count(h, there), 1);
    assert_int_equal(house_send_form(h, &bruno, house_form_to(h, drop, drop), NULL)->http_status,
                     303);
    assert_int_equal(house_count(h, there), 0);
}

static void paper_changed_by_another_meanwhile_keeps_what_was_typed(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *path = path_of(h, "/volontari/documenti/%lld",
                               house_count(h, "select id from paper where kind = 'training'"));
    const char *const typed[] = {"number", "mio", NULL};

    house_enter(h, AUSER, &bruno);
    house_get(h, &bruno, path);

    const struct page_form *form = house_form_to(h, path, path);

    OK_OR_FAIL(test_store_tamper(&h->store, "update paper set version = version + 1"));
    assert_int_equal(house_send_form(h, &bruno, form, typed)->http_status, 409);
    assert_true(answer_holds(&h->answer, "value=\"mio\""));
    assert_int_equal(house_send_form(h, &bruno, house_form_to(h, path, path), NULL)->http_status,
                     303);
    assert_int_equal(house_count(h, "select count(*) from paper where number = 'mio'"), 1);
}

static void office_sees_until_when_and_not_the_numbers(void **state)
{
    struct test_house *h = *state;
    struct visitor anna;
    struct visitor bruno;

    house_enter(h, "anna.esposito", &anna);
    house_get(h, &anna, "/volontari/documenti");
    assert_int_equal(h->answer.http_status, 200);
    assert_true(answer_holds(&h->answer, "scade il 17/12/2026"));
    assert_false(answer_holds(&h->answer, "AUSER-2026-10"));
    house_enter(h, AUSER, &bruno);
    assert_true(answer_holds(house_get(h, &bruno, "/volontari/documenti"), "AUSER-2026-10"));
    assert_true(answer_holds(house_get(h, &bruno, "/agenda"), "Documenti da rinnovare"));
    assert_false(answer_holds(house_get(h, &anna, "/agenda"), "Documenti da rinnovare"));
}

static void paper_that_ends_before_it_starts_is_not_saved(void **state)
{
    struct test_house *h = *state;
    struct visitor bruno;
    const char *const backwards[] = {"kind",    "training",   "from_date", "2026-11-10",
                                     "to_date", "2026-11-09", NULL};
    const char *const made_up[] = {"kind", "passport", "from_date", "2026-11-10", NULL};

    house_enter(h, AUSER, &bruno);
    house_fill(h, &bruno, "/volontari/1/documenti", "/volontari/1/documenti", backwards);
    assert_true(answer_holds(&h->answer, "Scrivi un ultimo giorno dopo il primo"));
    house_fill(h, &bruno, "/volontari/1/documenti", "/volontari/1/documenti", made_up);
    assert_true(answer_holds(&h->answer, "Scegli il documento dall’elenco"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_THE_VALLEY(nobody_drives_before_the_cover_starts_or_after_it_ends),
        IN_THE_VALLEY(car_without_a_policy_stays_where_it_is),
        IN_THE_VALLEY(rule_of_the_zone_says_which_papers_are_needed),
        IN_THE_VALLEY(what_is_missing_or_ends_within_sixty_days_is_to_be_renewed),
        IN_BOTH_HOUSES(earlier_end_of_a_licence_tells_whose_rides_it_breaks),
        IN_BOTH_HOUSES(paper_taken_away_asks_as_well),
        IN_BOTH_HOUSES(paper_changed_by_another_meanwhile_keeps_what_was_typed),
        IN_BOTH_HOUSES(office_sees_until_when_and_not_the_numbers),
        IN_BOTH_HOUSES(paper_that_ends_before_it_starts_is_not_saved),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
