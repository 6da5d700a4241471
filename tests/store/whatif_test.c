/* What one more volunteer would have saved, on days that are over. */
#include "insight/whatif.h"

#include "support/rides_world.h"

/* Last Thursday, seen from test_now(). */
static struct date thursday(void)
{
    return date_of(2026, 11, 19);
}

/* Rosa asked to be at the health centre at ten, last Thursday, and was told no. */
static void was_told_no(struct rides_world *world, const char *refusal)
{
    run(world, arena_printf(
                   world->store.ctx.arena,
                   "insert into ride (id, number, person_id, office_id, destination_id, called_at,"
                   " booked_by, on_day, appointment, return_kind, return_at, companions,"
                   " mobility_aid, boarding_minutes, state, refusal, unmet_reason, created_at,"
                   " version) select 500, 500, %lld, %lld, %lld, 0, min(id), '2026-11-19', 600,"
                   " 'at', 660, 0, 'none', 5, 'refused', '%s', 'no_volunteer', 0, 1"
                   " from staff_user",
                   (long long)world->rosa, (long long)world->office,
                   (long long)world->health_centre, refusal));
}

static struct whatif ask_whatif(struct rides_world *world, bool afternoon, bool with_car)
{
    struct whatif_wish wish = {
        .weekday = THURSDAY, .afternoon = afternoon, .with_car = with_car, .weeks = 3};
    struct whatif found;

    OK_OR_FAIL(zone_place(&world->store.ctx, world->arrone, &wish.base));
    OK_OR_FAIL(whatif_find(&world->store.ctx, &wish, &found));
    return found;
}

static void request_that_nobody_could_serve_is_served_by_one_more(void **state)
{
    struct rides_world *world = *state;
    struct whatif found;

    was_told_no(world, "no_volunteer");
    found = ask_whatif(world, false, true);
    assert_int_equal(found.count, 3);
    assert_int_equal(found.days[0].day.days, thursday().days);
    assert_int_equal(found.days[0].missed, 1);
    assert_int_equal(found.days[0].served, 1);
    assert_int_equal(found.days[1].missed, 0);
    assert_int_equal(found.total.served, 1);
}

static void one_more_in_the_wrong_half_or_without_a_car_serves_nobody(void **state)
{
    struct rides_world *world = *state;

    was_told_no(world, "no_volunteer");
    assert_int_equal(ask_whatif(world, true, true).total.served, 0);
    assert_int_equal(ask_whatif(world, false, false).total.served, 0);
    assert_int_equal(ask_whatif(world, false, false).total.missed, 1);
}

/* Somebody of the office's lends one; else it is nobody's to drive. */
static enum status add_shared_car(struct ctx *tx, void *args)
{
    const struct rides_world *world = args;
    int64_t driver = world_volunteer(tx, world, "Fabbri", at(15, 0), at(16, 0));

    return vehicle_allow(tx, driver, world_car(tx, world, 0, 3, 0));
}

static void one_more_takes_a_car_of_the_organisation(void **state)
{
    struct rides_world *world = *state;

    was_told_no(world, "no_volunteer");
    OK_OR_FAIL(store_write(&world->store.ctx, add_shared_car, world));
    assert_int_equal(ask_whatif(world, false, false).total.served, 1);
}

static void what_could_be_served_as_it_was_is_no_merit_of_one_more(void **state)
{
    struct rides_world *world = *state;

    world_driver(world); /* free from eight to one */
    was_told_no(world, "no_volunteer");
    assert_int_equal(ask_whatif(world, false, true).total.missed, 1);
    assert_int_equal(ask_whatif(world, false, true).total.served, 0);
}

static void no_for_another_reason_is_not_missed(void **state)
{
    struct rides_world *world = *state;

    was_told_no(world, "too_late");
    assert_int_equal(ask_whatif(world, false, true).total.missed, 0);
}

static void restricted_person_is_not_counted_outside_the_circle(void **state)
{
    struct rides_world *world = *state;

    was_told_no(world, "no_volunteer");
    run(world, "update person set restriction = 'violence'");
    assert_int_equal(ask_whatif(world, false, true).total.missed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_THE_VALLEY(request_that_nobody_could_serve_is_served_by_one_more),
        IN_THE_VALLEY(one_more_in_the_wrong_half_or_without_a_car_serves_nobody),
        IN_THE_VALLEY(one_more_takes_a_car_of_the_organisation),
        IN_THE_VALLEY(what_could_be_served_as_it_was_is_no_merit_of_one_more),
        IN_THE_VALLEY(no_for_another_reason_is_not_missed),
        IN_THE_VALLEY(restricted_person_is_not_counted_outside_the_circle),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
