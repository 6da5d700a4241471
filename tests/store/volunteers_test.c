#include "volunteers/volunteers.h"

#include "support/rides_world.h"

static struct availability available(struct rides_world *world, struct date day)
{
    struct policy_set policies;
    struct availability found;

    OK_OR_FAIL(policy_read(&world->store.ctx, day, &policies));
    OK_OR_FAIL(volunteers_available(&world->store.ctx, day, &policies, &found));
    return found;
}

static void assert_shift(const struct shift *shift, struct clock_time starts,
                         struct clock_time ends)
{
    assert_int_equal(instant_clock(shift->starts).minutes, starts.minutes);
    assert_int_equal(instant_clock(shift->ends).minutes, ends.minutes);
}

static void every_statement_prepares(void **state)
{
    struct rides_world *world = *state;

    for (size_t i = 0; i < volunteers_sql.count; i++)
        OK_OR_FAIL(sql_check(&world->store.ctx, volunteers_sql.statements[i]));
}

static void weekly_hours_hold_within_their_dates_and_the_register(void **state)
{
    struct rides_world *world = *state;
    struct world_driver driver = world_driver(world);
    struct availability found = available(world, world_day());

    assert_int_equal(found.shift_count, 1);
    assert_int_equal(found.shifts[0].volunteer_id, driver.volunteer);
    assert_string_equal(found.shifts[0].volunteer_name, "Mario Fabbri");
    assert_shift(&found.shifts[0], at(8, 0), at(13, 0));
    assert_int_equal(available(world, date_of(2019, 12, 31)).shift_count, 0);
    run(world, "update volunteer_hours set valid_to = '2026-11-24'");
    assert_int_equal(available(world, world_day()).shift_count, 0);
    run(world, "update volunteer_hours set valid_to = '2026-11-25'");
    assert_int_equal(available(world, world_day()).shift_count, 1);
    run(world, "update volunteer set to_date = '2026-11-24'");
    assert_int_equal(available(world, world_day()).shift_count, 0);
}

struct absence {
    int64_t volunteer_id;
    struct clock_time starts;
    struct clock_time ends;
};

static enum status add_absence(struct ctx *tx, void *args)
{
    const struct absence *absence = args;
    const struct volunteer_absence_insert_args row = {.volunteer_id = absence->volunteer_id,
                                                      .from_day = world_day(),
                                                      .to_day = world_day(),
                                                      .starts = absence->starts,
                                                      .ends = absence->ends};
    int64_t id;

    return volunteer_add_absence(tx, &row, &id);
}

static void absences_cut_the_hours_of_their_volunteer_only(void **state)
{
    struct rides_world *world = *state;
    struct world_driver first = world_driver(world);
    struct world_driver second = world_driver(world);
    struct absence midday = {first.volunteer, at(10, 0), at(11, 30)};
    struct absence early = {first.volunteer, at(6, 0), at(8, 30)};
    struct absence whole = {first.volunteer, CLOCK_NONE, CLOCK_NONE};
    struct availability found;

    OK_OR_FAIL(store_write(&world->store.ctx, add_absence, &midday));
    OK_OR_FAIL(store_write(&world->store.ctx, add_absence, &early));
    found = available(world, world_day());
    assert_int_equal(found.shift_count, 3);
    assert_shift(&found.shifts[0], at(8, 30), at(10, 0));
    assert_shift(&found.shifts[1], at(11, 30), at(13, 0));
    assert_shift(&found.shifts[2], at(8, 0), at(13, 0));
    OK_OR_FAIL(store_write(&world->store.ctx, add_absence, &whole));
    found = available(world, world_day());
    assert_int_equal(found.shift_count, 1);
    assert_int_equal(found.shifts[0].volunteer_id, second.volunteer);
    assert_int_equal(available(world, date_add_days(world_day(), 1)).shift_count, 2);
}

static enum status add_more_hours(struct ctx *tx, void *args)
{
    const struct volunteer_hours_insert_args hours = {.volunteer_id = *(int64_t *)args,
                                                      .weekday = WEDNESDAY,
                                                      .starts = at(12, 0),
                                                      .ends = at(15, 0),
                                                      .valid_from = date_of(2020, 1, 1),
                                                      .valid_to = DATE_NONE};

    return volunteer_add_hours(tx, &hours);
}

static void overlapping_hours_become_one_shift(void **state)
{
    struct rides_world *world = *state;
    struct world_driver driver = world_driver(world);
    struct absence noon = {driver.volunteer, at(11, 0), at(14, 0)};
    struct availability found;

    OK_OR_FAIL(store_write(&world->store.ctx, add_more_hours, &driver.volunteer));
    found = available(world, world_day());
    assert_int_equal(found.shift_count, 1);
    assert_shift(&found.shifts[0], at(8, 0), at(15, 0));
    OK_OR_FAIL(store_write(&world->store.ctx, add_absence, &noon));
    found = available(world, world_day());
    assert_int_equal(found.shift_count, 2);
    assert_shift(&found.shifts[0], at(8, 0), at(11, 0));
    assert_shift(&found.shifts[1], at(14, 0), at(15, 0));
}

static enum status share_car(struct ctx *tx, void *args)
{
    const struct world_driver *drivers = args;
    int64_t car = world_car(tx, drivers[0].world, 0, 4, 0);

    TRY(vehicle_allow(tx, drivers[0].volunteer, car));
    return vehicle_allow(tx, drivers[1].volunteer, car);
}

static void cars_come_with_all_who_may_drive_them(void **state)
{
    struct rides_world *world = *state;
    struct world_driver drivers[] = {world_driver(world), world_driver(world)};
    struct availability found;

    OK_OR_FAIL(store_write(&world->store.ctx, share_car, drivers));
    found = available(world, world_day());
    assert_int_equal(found.car_count, 3);
    assert_int_equal(found.cars[0].driver_count, 1);
    assert_int_equal(found.cars[0].owner_volunteer_id, drivers[0].volunteer);
    assert_int_equal(found.cars[2].driver_count, 2);
    assert_int_equal(found.cars[2].owner_volunteer_id, 0);
    assert_int_equal(found.cars[2].seats, 4);
    run(world, "insert into vehicle_absence (vehicle_id, from_day, to_day) "
               "select max(id), '2026-11-25', '2026-11-25' from vehicle");
    assert_int_equal(available(world, world_day()).car_count, 2);
    run(world, "update vehicle set to_date = '2026-11-24'");
    assert_int_equal(available(world, world_day()).car_count, 0);
}

static enum status add_stop(struct ctx *tx, void *args)
{
    int64_t id;

    return vehicle_add_absence(tx, args, &id);
}

static void assert_car(const struct car *car, struct instant from, struct instant until)
{
    assert_int_equal(car->there_from.seconds, from.seconds);
    assert_int_equal(car->there_until.seconds, until.seconds);
}

static void car_that_stops_is_there_until_its_hour_and_again_when_it_is_back(void **state)
{
    struct rides_world *world = *state;
    struct world_driver driver = world_driver(world);
    struct vehicle_absence_insert_args stop = {.vehicle_id = driver.vehicle,
                                               .from_day = world_day(),
                                               .starts = at(12, 0),
                                               .to_day = date_add_days(world_day(), 2),
                                               .ends = at(9, 30)};
    struct availability found;

    OK_OR_FAIL(store_write(&world->store.ctx, add_stop, &stop));
    found = available(world, world_day());
    assert_int_equal(found.car_count, 1);
    assert_car(&found.cars[0], INSTANT_NONE, instant_at(world_day(), at(12, 0)));
    assert_int_equal(found.cars[0].driver_count, 1);
    assert_int_equal(available(world, date_add_days(world_day(), 1)).car_count, 0);
    found = available(world, date_add_days(world_day(), 2));
    assert_int_equal(found.car_count, 1);
    assert_car(&found.cars[0], instant_at(date_add_days(world_day(), 2), at(9, 30)), INSTANT_NONE);
    found = available(world, date_add_days(world_day(), 3));
    assert_car(&found.cars[0], INSTANT_NONE, INSTANT_NONE);
    run(world, "update vehicle_absence set to_day = from_day, ends = 14 * 60");
    found = available(world, world_day());
    assert_int_equal(found.car_count, 2);
    assert_car(&found.cars[0], INSTANT_NONE, instant_at(world_day(), at(12, 0)));
    assert_car(&found.cars[1], instant_at(world_day(), at(14, 0)), INSTANT_NONE);
    run(world, "update vehicle_absence set to_day = null, ends = null");
    assert_int_equal(available(world, date_add_days(world_day(), 300)).car_count, 0);
}

struct back {
    int64_t vehicle_id;
    int64_t absence_id;
};

static enum status car_back(struct ctx *tx, void *args)
{
    const struct back *back = args;

    return vehicle_is_back(tx, back->vehicle_id, back->absence_id);
}

static struct vehicle_away_row only_stop(struct rides_world *world, int64_t vehicle_id)
{
    struct vehicle_away_row *rows;
    size_t count;

    OK_OR_FAIL(
        vehicle_absences_from(&world->store.ctx, vehicle_id, date_of(2020, 1, 1), &rows, &count));
    assert_int_equal(count, 1);
    return rows[0];
}

static void car_that_nobody_knew_when_it_would_be_back_is_back_now(void **state)
{
    struct rides_world *world = *state;
    struct world_driver driver = world_driver(world);
    struct vehicle_absence_insert_args stop = {.vehicle_id = driver.vehicle,
                                               .from_day = date_of(2026, 11, 20),
                                               .starts = at(12, 0),
                                               .to_day = DATE_NONE,
                                               .ends = CLOCK_NONE};
    struct back back = {.vehicle_id = driver.vehicle};
    struct vehicle_away_row row;

    OK_OR_FAIL(store_write(&world->store.ctx, add_stop, &stop));
    row = only_stop(world, driver.vehicle);
    back.absence_id = row.id;
    back.vehicle_id++;
    assert_int_equal(store_write(&world->store.ctx, car_back, &back), ERR_NOT_FOUND);
    back.vehicle_id--;
    OK_OR_FAIL(store_write(&world->store.ctx, car_back, &back));
    row = only_stop(world, driver.vehicle);
    assert_int_equal(row.to_day.days, date_of(2026, 11, 23).days);
    assert_int_equal(row.ends.minutes, at(10, 0).minutes);
    assert_true(vehicle_stop_is_over(&world->store.ctx, &row));
    assert_int_equal(store_write(&world->store.ctx, car_back, &back), ERR_NOT_FOUND);
    assert_car(&available(world, date_of(2026, 11, 23)).cars[0],
               instant_at(date_of(2026, 11, 23), at(10, 0)), INSTANT_NONE);
}

static void stop_that_has_not_begun_is_as_if_it_had_not_been_said(void **state)
{
    struct rides_world *world = *state;
    struct world_driver driver = world_driver(world);
    struct vehicle_absence_insert_args stop = {.vehicle_id = driver.vehicle,
                                               .from_day = world_day(),
                                               .starts = CLOCK_NONE,
                                               .to_day = world_day(),
                                               .ends = CLOCK_NONE};
    struct back back = {.vehicle_id = driver.vehicle};

    OK_OR_FAIL(store_write(&world->store.ctx, add_stop, &stop));
    assert_int_equal(available(world, world_day()).car_count, 0);
    back.absence_id = only_stop(world, driver.vehicle).id;
    OK_OR_FAIL(store_write(&world->store.ctx, car_back, &back));
    assert_int_equal(available(world, world_day()).car_count, 1);
}

static void shifts_on_the_day_of_a_clock_change_keep_the_wall_clock(void **state)
{
    struct rides_world *world = *state;
    struct availability found;

    world_driver(world);
    found = available(world, date_of(2027, 10, 31));
    assert_shift(&found.shifts[0], at(8, 0), at(13, 0));
    found = available(world, date_of(2027, 3, 28));
    assert_shift(&found.shifts[0], at(8, 0), at(13, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_THE_VALLEY(every_statement_prepares),
        IN_THE_VALLEY(weekly_hours_hold_within_their_dates_and_the_register),
        IN_THE_VALLEY(absences_cut_the_hours_of_their_volunteer_only),
        IN_THE_VALLEY(overlapping_hours_become_one_shift),
        IN_THE_VALLEY(cars_come_with_all_who_may_drive_them),
        IN_THE_VALLEY(car_that_stops_is_there_until_its_hour_and_again_when_it_is_back),
        IN_THE_VALLEY(car_that_nobody_knew_when_it_would_be_back_is_back_now),
        IN_THE_VALLEY(stop_that_has_not_begun_is_as_if_it_had_not_been_said),
        IN_THE_VALLEY(shifts_on_the_day_of_a_clock_change_keep_the_wall_clock),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
