/* Which promised rides stand on a volunteer, a car, a destination, and what breaks them. */
#include "volunteers/promises.h"

#include "support/rides_world.h"

static size_t kept(struct rides_world *world, struct promises_on on)
{
    struct promises promises;

    OK_OR_FAIL(PROMISES_KEEPER->kept(&world->store.ctx, &on, &promises));
    return promises.count;
}

/* Rosa with somebody beside her, so that two seats are taken. */
static struct world_driver drive_two(struct rides_world *world)
{
    struct world_driver driver = world_driver(world);
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;

    wish.companions = 1;
    OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
    return driver;
}

static void every_promise_stands_on_its_volunteer_car_and_destination(void **state)
{
    struct rides_world *world = *state;
    struct world_driver driver = drive_two(world);
    struct world_driver idle = world_driver(world);

    assert_int_equal(kept(world, (struct promises_on){.volunteer_id = driver.volunteer}), 1);
    assert_int_equal(kept(world, (struct promises_on){.vehicle_id = driver.vehicle}), 1);
    assert_int_equal(kept(world, (struct promises_on){.destination_id = world->health_centre}), 1);
    assert_int_equal(kept(world, (struct promises_on){.volunteer_id = idle.volunteer}), 0);
    assert_int_equal(kept(world, (struct promises_on){0}), 0);
}

static void promise_is_not_kept_by_who_is_away_or_a_car_too_small(void **state)
{
    struct rides_world *world = *state;
    struct world_driver driver = drive_two(world);
    const struct promises_on on = {.volunteer_id = driver.volunteer};

    run(world, "update vehicle set seats = 1");
    assert_int_equal(kept(world, on), 0);
    run(world, "update vehicle set seats = 2");
    assert_int_equal(kept(world, on), 1);
    run(world, "update volunteer_hours set ends = 9 * 60");
    assert_int_equal(kept(world, on), 0);
    run(world, "update volunteer_hours set ends = 13 * 60");
    run(world, "update volunteer set latitude_micro = 45000000");
    assert_int_equal(kept(world, on), 0);
}

static void promise_to_where_we_no_longer_go_must_be_called(void **state)
{
    struct rides_world *world = *state;
    const struct day_leg **legs;
    size_t count;

    drive_two(world);
    run(world, "update destination set active = 0");
    assert_int_equal(kept(world, (struct promises_on){.destination_id = world->health_centre}), 0);
    OK_OR_FAIL(
        rides_without_volunteer(&world->store.ctx, 0, world_day(), world_day(), &legs, &count));
    assert_int_equal(count, 1);
}

static void promise_is_not_kept_by_a_car_that_stops_before_its_end(void **state)
{
    struct rides_world *world = *state;
    struct world_driver driver = drive_two(world);
    const struct promises_on on = {.vehicle_id = driver.vehicle};

    run(world, "insert into vehicle_absence (vehicle_id, from_day, starts)"
               " select id, '2026-11-25', 12 * 60 from vehicle");
    assert_int_equal(kept(world, on), 1);
    run(world, "update vehicle_absence set starts = 9 * 60 + 20");
    assert_int_equal(kept(world, on), 0);
    run(world, "update vehicle_absence set to_day = from_day, starts = null, ends = 8 * 60 + 30");
    assert_int_equal(kept(world, on), 1);
}

static void what_is_over_is_no_promise(void **state)
{
    struct rides_world *world = *state;
    struct world_driver driver = drive_two(world);
    const struct promises_on on = {.volunteer_id = driver.volunteer};

    run(world, "update ride_leg set outcome = 'done'");
    assert_int_equal(kept(world, on), 0);
    run(world, "update ride_leg set outcome = null");
    assert_int_equal(kept(world, on), 1);
    world->store.ctx.now = instant_at(world_day(), at(12, 0));
    assert_int_equal(kept(world, on), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_THE_VALLEY(every_promise_stands_on_its_volunteer_car_and_destination),
        IN_THE_VALLEY(promise_is_not_kept_by_who_is_away_or_a_car_too_small),
        IN_THE_VALLEY(promise_to_where_we_no_longer_go_must_be_called),
        IN_THE_VALLEY(promise_is_not_kept_by_a_car_that_stops_before_its_end),
        IN_THE_VALLEY(what_is_over_is_no_promise),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
