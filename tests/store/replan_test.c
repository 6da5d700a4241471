/* The rest of a day planned anew: what may move, what stays, who must be called. */
#include "dispatch/leg_marks.h"
#include "dispatch/reassign.h"
#include "dispatch/replan_calls.h"

#include "store/sql.h"
#include "support/rides_world.h"

static struct replan planned(struct rides_world *world)
{
    struct replan replan;

    OK_OR_FAIL(replan_read(&world->store.ctx, 0, world_day(), &replan));
    OK_OR_FAIL(replan_improve(&world->store.ctx, &replan, REPLAN_FAIREST));
    return replan;
}

static size_t uncovered(const struct replan *replan)
{
    return replan_sum(replan, &replan->best).uncovered;
}

static struct replan_proposal proposal_of(struct rides_world *world, const struct replan *replan)
{
    return (struct replan_proposal){
        .day = world_day(),
        .print = replan->print,
        .text = replan_text(&world->store.ctx, replan),
    };
}

static enum status write_proposal(struct ctx *tx, void *args)
{
    return replan_apply(tx, args);
}

static enum status apply(struct rides_world *world, struct replan_proposal *proposal)
{
    return store_write(&world->store.ctx, write_proposal, proposal);
}

/* One number; `sql` must do on both engines. */
static int64_t number(struct rides_world *world, const char *sql)
{
    const struct sql_field column = {"value", SQL_INT, 0};
    const struct sql_statement statement = {.name = "looking",
                                            .sqlite = sql,
                                            .postgres = sql,
                                            .columns = &column,
                                            .column_count = 1,
                                            .row_size = sizeof(int64_t),
                                            .max = 1};
    struct ctx ctx = world->store.ctx;
    int64_t value;

    OK_OR_FAIL(store_connect(world->store.store, &ctx.db));
    OK_OR_FAIL(sql_one(&ctx, &statement, NULL, &value));
    db_close(ctx.db);
    return value;
}

static struct world_booking book(struct rides_world *world, int64_t person, struct clock_time hour)
{
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;

    wish.person_id = person;
    wish.appointment = hour;
    OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
    return booking;
}

static void fall_ill(struct rides_world *world, int64_t volunteer)
{
    char sql[200];

    snprintf(sql, sizeof(sql),
             "insert into volunteer_absence (volunteer_id, from_day, to_day)"
             " values (%lld, '2026-11-25', '2026-11-25')",
             (long long)volunteer);
    run(world, sql);
}

static int64_t who_drives(struct rides_world *world)
{
    return number(world, "select min(volunteer_id) from ride_leg");
}

static void who_was_to_be_fetched_by_somebody_ill_goes_with_who_is_free(void **state)
{
    struct rides_world *world = *state;
    struct world_driver drivers[] = {world_driver(world), world_driver(world)};
    struct replan_proposal proposal;
    struct replan replan;
    int64_t opens, ill;

    book(world, world->rosa, at(10, 0));
    ill = who_drives(world);
    opens = number(world, "select window_opens from ride_leg");
    fall_ill(world, ill);
    replan = planned(world);
    assert_int_equal(replan_sum(&replan, &replan.day.plan).uncovered, 1);
    assert_int_equal(uncovered(&replan), 0);
    assert_int_equal(who_drives(world), ill); /* a proposal changes nothing */
    proposal = proposal_of(world, &replan);
    OK_OR_FAIL(apply(world, &proposal));
    assert_int_equal(proposal.moved, 1);
    assert_int_equal(who_drives(world), drivers[0].volunteer + drivers[1].volunteer - ill);
    assert_int_equal(number(world, "select window_opens from ride_leg"), opens);
    assert_int_equal(number(world, "select count(*) from ride_leg where pick_up_at"
                                   " between window_opens and window_closes"),
                     1);
    assert_int_equal(number(world, "select count(*) from ride_event where kind = 'replan'"), 1);
    assert_int_equal(number(world, "select count(*) from audit_event where action = 'ride.replan'"),
                     1);
}

static void of_two_who_apply_at_once_the_second_is_told_that_the_day_changed(void **state)
{
    struct rides_world *world = *state;
    struct replan_proposal first, second;
    struct replan replan;

    world_driver(world);
    world_driver(world);
    book(world, world->rosa, at(10, 0));
    fall_ill(world, who_drives(world));
    replan = planned(world);
    first = proposal_of(world, &replan);
    second = first;
    OK_OR_FAIL(apply(world, &first));
    assert_int_equal(apply(world, &second), ERR_CONFLICT);
    assert_int_equal(number(world, "select count(*) from ride_event where kind = 'replan'"), 1);
}

static void proposal_is_stale_as_soon_as_an_absence_or_a_booking_came_between(void **state)
{
    struct rides_world *world = *state;
    struct world_driver driver = world_driver(world);
    struct replan_proposal proposal;
    struct replan replan;

    world_driver(world);
    book(world, world->rosa, at(10, 0));
    fall_ill(world, who_drives(world));
    replan = planned(world);
    proposal = proposal_of(world, &replan);
    book(world, world->ada, at(11, 30));
    assert_int_equal(apply(world, &proposal), ERR_CONFLICT);
    replan = planned(world);
    proposal = proposal_of(world, &replan);
    run(world, "update volunteer_hours set ends = 12 * 60");
    assert_int_equal(apply(world, &proposal), ERR_CONFLICT);
    assert_true(driver.volunteer > 0);
}

/* Two cars for two neighbours at the same hour: one saves a whole way there and back. */
static void drive_apart(struct rides_world *world)
{
    struct world_driver drivers[] = {world_driver(world), world_driver(world)};
    char sql[300];

    book(world, world->rosa, at(10, 0));
    book(world, world->ada, at(10, 0));
    for (int i = 0; i < 2; i++) {
        snprintf(sql, sizeof(sql),
                 "update ride_leg set volunteer_id = %lld, vehicle_id = %lld"
                 " where id = (select %s(id) from ride_leg)",
                 (long long)drivers[i].volunteer, (long long)drivers[i].vehicle,
                 i == 0 ? "min" : "max");
        run(world, sql);
    }
}

static void neighbours_go_together_unless_one_is_kept_with_her_volunteer(void **state)
{
    struct rides_world *world = *state;
    struct replan_moves moves;
    struct replan replan;

    drive_apart(world);
    replan = planned(world);
    OK_OR_FAIL(replan_moves(&world->store.ctx, &replan, &moves));
    assert_true(moves.count > 0);
    assert_true(replan_sum(&replan, &replan.best).metres <
                replan_sum(&replan, &replan.day.plan).metres);
    run(world, "update ride_leg set locked = 1");
    replan = planned(world);
    OK_OR_FAIL(replan_moves(&world->store.ctx, &replan, &moves));
    assert_int_equal(moves.count, 0);
}

static void ride_that_the_actor_may_not_know_of_stays_where_it_is(void **state)
{
    struct rides_world *world = *state;
    struct replan replan;

    drive_apart(world);
    OK_OR_FAIL(replan_read(&world->store.ctx, world->office + 1, world_day(), &replan));
    OK_OR_FAIL(replan_improve(&world->store.ctx, &replan, REPLAN_FAIREST));
    for (int32_t i = 0; i < replan.day.known_legs; i++) {
        assert_null(replan.legs[i].shown);
        assert_int_equal(planner_shift_of(&replan.best, i), replan.legs[i].shift);
    }
    run(world, "delete from volunteer_vehicle");
    OK_OR_FAIL(replan_read(&world->store.ctx, world->office + 1, world_day(), &replan));
    OK_OR_FAIL(replan_improve(&world->store.ctx, &replan, REPLAN_FAIREST));
    assert_int_equal(uncovered(&replan), 0); /* nor is it counted */
}

static void name_promised_on_the_phone_is_not_changed_without_a_call(void **state)
{
    struct rides_world *world = *state;
    struct world_driver driver = world_driver(world);
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;
    struct replan_call *calls;
    struct replan replan;
    size_t count;

    wish.promise_volunteer = true;
    wish.volunteer_id = driver.volunteer;
    OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
    world_driver(world);
    fall_ill(world, driver.volunteer);
    replan = planned(world);
    assert_int_equal(uncovered(&replan), 1);
    OK_OR_FAIL(replan_calls(&world->store.ctx, &replan, &calls, &count));
    assert_int_equal(count, 1);
    assert_int_equal(calls[0].lack, REPLAN_PROMISED_ABSENT);
    assert_string_equal(calls[0].other, "Mario Fabbri");
}

static void who_must_be_called_come_soonest_first_with_the_nearest_time(void **state)
{
    struct rides_world *world = *state;
    struct replan_call *calls;
    struct replan replan;
    size_t count;

    world_driver(world);
    book(world, world->ada, at(11, 30));
    book(world, world->rosa, at(10, 0));
    run(world, "update volunteer_hours set ends = 9 * 60 + 30");
    replan = planned(world);
    OK_OR_FAIL(replan_calls(&world->store.ctx, &replan, &calls, &count));
    assert_int_equal(count, 2);
    assert_int_equal(calls[0].leg->person->id, world->rosa);
    assert_int_equal(calls[0].lack, REPLAN_NOBODY);
    assert_true(calls[0].has_nearest);
    assert_true(instant_clock(calls[0].nearest).minutes <= at(9, 45).minutes);
    assert_true(instant_clock(calls[0].nearest).minutes >= at(8, 30).minutes);
    run(world, "update volunteer_hours set ends = 8 * 60 + 1");
    replan = planned(world);
    OK_OR_FAIL(replan_calls(&world->store.ctx, &replan, &calls, &count));
    assert_false(calls[0].has_nearest);
}

static void nobody_is_fetched_before_now_and_who_is_on_the_road_stays(void **state)
{
    struct rides_world *world = *state;
    struct replan_moves moves;
    struct replan replan;
    int64_t opens, closes;

    world_driver(world);
    world_driver(world);
    book(world, world->rosa, at(10, 0));
    opens = number(world, "select window_opens from ride_leg");
    closes = number(world, "select window_closes from ride_leg");
    world->store.ctx.now = (struct instant){closes};
    replan = planned(world);
    assert_int_equal(replan.legs[0].hold, REPLAN_BEGUN);
    fall_ill(world, who_drives(world));
    replan = planned(world); /* the other is at home, too far for what is left of the window */
    assert_int_equal(uncovered(&replan), 1);
    world->store.ctx.now = (struct instant){opens - 40 * 60};
    replan = planned(world);
    OK_OR_FAIL(replan_moves(&world->store.ctx, &replan, &moves));
    assert_int_equal(moves.count, 1);
    assert_true(day_plan_instant(&replan.day, moves.items[0].pickup).seconds >= opens);
    world->store.ctx.now = (struct instant){closes + 60};
    replan = planned(world);
    assert_int_equal(replan.legs[0].lack, REPLAN_PAST);
}

/* --- a car stops ------------------------------------------------------------------------------ */

static void stop_car(struct rides_world *world, int64_t vehicle, struct clock_time hour)
{
    char sql[200];

    snprintf(sql, sizeof(sql),
             "insert into vehicle_absence (vehicle_id, from_day, starts)"
             " values (%lld, '2026-11-25', %d)",
             (long long)vehicle, (int)hour.minutes);
    run(world, sql);
}

static int64_t car_of(struct rides_world *world, int64_t person)
{
    char sql[200];

    snprintf(sql, sizeof(sql),
             "select l.vehicle_id from ride_leg l join ride r on r.id = l.ride_id"
             " where r.person_id = %lld",
             (long long)person);
    return number(world, sql);
}

static void car_stops_at_eleven_and_only_what_comes_after_changes_car(void **state)
{
    struct rides_world *world = *state;
    struct replan_proposal proposal;
    struct replan replan;
    int64_t stopped;

    world_driver(world);
    world_driver(world);
    book(world, world->rosa, at(10, 0));
    book(world, world->ada, at(12, 0));
    run(world, "update ride_leg set volunteer_id = (select min(id) from volunteer),"
               " vehicle_id = (select min(id) from vehicle)");
    stopped = car_of(world, world->rosa);
    stop_car(world, stopped, at(11, 0));
    world->store.ctx.now = instant_at(world_day(), at(11, 0));
    replan = planned(world);
    assert_int_equal(replan_sum(&replan, &replan.day.plan).uncovered, 1);
    assert_int_equal(uncovered(&replan), 0);
    proposal = proposal_of(world, &replan);
    OK_OR_FAIL(apply(world, &proposal));
    assert_int_equal(proposal.moved, 1);
    assert_int_equal(car_of(world, world->rosa), stopped);
    assert_int_not_equal(car_of(world, world->ada), stopped);
}

static enum status share_a_car(struct ctx *tx, void *args)
{
    const struct world_driver *driver = args;

    return vehicle_allow(tx, driver->volunteer, world_car(tx, driver->world, 0, 4, 0));
}

static void who_is_back_before_the_own_car_stops_goes_on_in_a_shared_one(void **state)
{
    struct rides_world *world = *state;
    struct world_driver driver = world_driver(world);
    struct replan_proposal proposal;
    struct replan replan;

    book(world, world->rosa, at(10, 0));
    book(world, world->ada, at(12, 0));
    OK_OR_FAIL(store_write(&world->store.ctx, share_a_car, &driver));
    stop_car(world, driver.vehicle, at(11, 0));
    world->store.ctx.now = instant_at(world_day(), at(11, 0));
    replan = planned(world);
    assert_int_equal(uncovered(&replan), 0);
    proposal = proposal_of(world, &replan);
    OK_OR_FAIL(apply(world, &proposal));
    assert_int_equal(car_of(world, world->rosa), driver.vehicle);
    assert_int_equal(car_of(world, world->ada), driver.vehicle + 1);
    assert_int_equal(number(world, "select count(distinct volunteer_id) from ride_leg"), 1);
    replan = planned(world); /* and stays so */
    assert_int_equal(replan_sum(&replan, &replan.day.plan).uncovered, 0);
}

static void who_sits_in_the_car_that_stops_is_the_first_to_be_called(void **state)
{
    struct rides_world *world = *state;
    struct world_driver driver = world_driver(world);
    struct replan_call *calls;
    struct replan replan;
    size_t count;

    book(world, world->rosa, at(10, 0));
    book(world, world->ada, at(12, 0));
    OK_OR_FAIL(store_write(&world->store.ctx, share_a_car, &driver));
    world->store.ctx.now =
        (struct instant){number(world, "select min(pick_up_at) from ride_leg") + 120};
    stop_car(world, driver.vehicle, instant_clock(world->store.ctx.now));
    replan = planned(world);
    OK_OR_FAIL(replan_calls(&world->store.ctx, &replan, &calls, &count));
    assert_int_equal(count, 2); /* nobody knows when the volunteer can set out in the other car */
    assert_int_equal(calls[0].leg->person->id, world->rosa);
    assert_int_equal(calls[0].lack, REPLAN_CAR_STOPPED);
    assert_string_equal(calls[0].driver_phone, "+393330000001");
    assert_int_equal(calls[1].leg->person->id, world->ada);
    run(world, "update ride_leg set outcome = 'done' where pick_up_at ="
               " (select min(pick_up_at) from ride_leg)");
    replan = planned(world); /* set down after all */
    OK_OR_FAIL(replan_calls(&world->store.ctx, &replan, &calls, &count));
    assert_int_equal(count, 0);
}

static void car_that_is_back_at_ten_drives_from_ten_on(void **state)
{
    struct rides_world *world = *state;
    struct replan replan;

    world_driver(world);
    book(world, world->rosa, at(9, 30));
    book(world, world->ada, at(12, 0));
    run(world, "insert into vehicle_absence (vehicle_id, from_day, starts, to_day, ends)"
               " select id, '2026-11-25', 8 * 60, '2026-11-25', 10 * 60 from vehicle");
    replan = planned(world);
    assert_int_equal(uncovered(&replan), 1);
    assert_int_not_equal(planner_shift_of(&replan.best, 1), PLANNER_NONE);
    run(world, "update vehicle_absence set ends = 11 * 60 + 59");
    replan = planned(world);
    assert_int_equal(uncovered(&replan), 2);
}

static enum replan_hold hold_of(const struct replan *replan, int64_t person)
{
    for (int32_t i = 0; i < replan->day.known_legs; i++) {
        if (replan->day.leg_rows[i]->person_id == person)
            return replan->legs[i].hold;
    }
    fail_msg("nobody of that number");
    return REPLAN_FREE;
}

static void who_told_from_the_car_to_be_late_has_not_begun_while_another_can_come(void **state)
{
    static const char ADA[] = "(select max(id) from ride_leg)";
    struct rides_world *world = *state;
    struct replan replan;
    char sql[200];

    world_driver(world);
    book(world, world->rosa, at(10, 0));
    book(world, world->ada, at(12, 0));
    run(world, "update ride_leg set outcome = 'done' where id = (select min(id) from ride_leg)");
    snprintf(sql, sizeof(sql), "update ride_leg set pick_up_at = window_opens + 60 where id = %s",
             ADA);
    run(world, sql);
    world->store.ctx.now =
        (struct instant){number(world, "select max(pick_up_at) from ride_leg") + 60};
    replan = planned(world);
    assert_int_equal(hold_of(&replan, world->ada), REPLAN_BEGUN);
    snprintf(sql, sizeof(sql),
             "insert into ride_late (leg_id, minutes, told_at) values (%s, 30, 0)", ADA);
    run(world, sql);
    replan = planned(world);
    assert_int_equal(hold_of(&replan, world->ada), REPLAN_FREE);
    snprintf(sql, sizeof(sql), "update ride_leg set picked_up_at = window_opens where id = %s",
             ADA);
    run(world, sql);
    replan = planned(world);
    assert_int_equal(hold_of(&replan, world->ada), REPLAN_BEGUN); /* aboard, as told from the car */
    run(world, "update ride_leg set picked_up_at = null");
    world->store.ctx.now =
        (struct instant){number(world, "select max(window_closes) from ride_leg") + 60};
    replan = planned(world); /* whoever is on the way stays on it */
    assert_int_equal(hold_of(&replan, world->ada), REPLAN_BEGUN);
}

static void forged_plans_are_not_believed(void **state)
{
    static const char *const NONSENSE[] = {"x",
                                           "0",
                                           "0 0 0 2 0",
                                           "9 0 0 2 0 0",
                                           "0 9 0 2 0 0",
                                           "0 0 0 2 7 7",
                                           "0 0 0 2 0 0 -1",
                                           "0 0 0 0",
                                           "0 0 0 2 0 0 0 0 0 2 0 0"};
    static const char *const BREAKING[] = {"", "0 0 0 1 0", "1 0 0 2 0 0", "0 0 1 2 0 0"};
    struct rides_world *world = *state;
    struct replan_proposal proposal;
    struct replan replan;

    world_driver(world);
    world_driver(world);
    book(world, world->rosa, at(10, 0));
    run(world, "update ride_leg set locked = 1");
    replan = planned(world);
    proposal = proposal_of(world, &replan);
    for (size_t i = 0; i < sizeof(NONSENSE) / sizeof(*NONSENSE); i++) {
        proposal.text = NONSENSE[i];
        assert_int_equal(apply(world, &proposal), ERR_INVALID);
    }
    for (size_t i = 0; i < sizeof(BREAKING) / sizeof(*BREAKING); i++) {
        proposal.text = BREAKING[i];
        assert_int_equal(apply(world, &proposal), ERR_CONFLICT);
    }
}

static void day_that_is_past_is_not_planned(void **state)
{
    struct rides_world *world = *state;
    struct replan replan;

    assert_int_equal(replan_read(&world->store.ctx, 0, date_add_days(world_day(), -3), &replan),
                     ERR_INVALID);
    OK_OR_FAIL(replan_read(&world->store.ctx, 0, world_day(), &replan));
    OK_OR_FAIL(replan_improve(&world->store.ctx, &replan, REPLAN_FAIREST));
    assert_int_equal(replan.day.known_legs, 0);
}

/* --- given by hand ---------------------------------------------------------------------------- */

struct handover {
    int64_t leg_id;
    int64_t from_id;
    int64_t volunteer_id;
};

static enum status write_handover(struct ctx *tx, void *args)
{
    const struct handover *handover = args;

    return reassign_apply(tx, 0, handover->leg_id, handover->from_id, handover->volunteer_id);
}

static enum status hand_over(struct rides_world *world, struct handover handover)
{
    return store_write(&world->store.ctx, write_handover, &handover);
}

/* What would break, were the first leg given to somebody else than now; PLANNER_FINE: nothing. */
static struct reassign_choice other_choice(struct rides_world *world)
{
    struct reassign reassign;

    OK_OR_FAIL(reassign_read(&world->store.ctx, 0, number(world, "select min(id) from ride_leg"),
                             &reassign));
    for (size_t i = 0; i < reassign.count; i++) {
        if (!reassign.choices[i].is_now)
            return reassign.choices[i];
    }
    fail_msg("nobody else is on duty");
    return (struct reassign_choice){0};
}

static void leg_is_given_by_hand_to_who_can_even_when_it_was_kept(void **state)
{
    struct rides_world *world = *state;
    struct handover handover;

    world_driver(world);
    world_driver(world);
    book(world, world->rosa, at(10, 0));
    run(world, "update ride_leg set locked = 1");
    handover = (struct handover){number(world, "select min(id) from ride_leg"), who_drives(world),
                                 other_choice(world).volunteer_id};
    assert_true(other_choice(world).can);
    OK_OR_FAIL(hand_over(world, handover));
    assert_int_equal(who_drives(world), handover.volunteer_id);
    assert_int_equal(number(world, "select max(locked) from ride_leg"), 0);
    assert_int_equal(number(world, "select count(*) from ride_event where kind = 'replan'"), 1);
    assert_int_equal(hand_over(world, handover), ERR_CONFLICT); /* another drives it by now */
    handover.from_id = handover.volunteer_id;
    handover.volunteer_id = 999999;
    assert_int_equal(hand_over(world, handover), ERR_CONFLICT);
}

static void what_would_break_with_each_volunteer_is_told(void **state)
{
    static const char OTHER[] = "(select max(id) from volunteer)";
    struct rides_world *world = *state;
    struct reassign_choice choice;
    char sql[200];

    world_driver(world);
    book(world, world->rosa, at(10, 0));
    world_driver(world);
    snprintf(sql, sizeof(sql),
             "update volunteer_hours set starts = 9 * 60 + 35"
             " where volunteer_id = %s",
             OTHER);
    run(world, sql);
    choice = other_choice(world);
    assert_false(choice.can);
    assert_int_equal(choice.fault, PLANNER_DROPOFF_MISSED);
    assert_in_range(choice.minutes, 1, 30);
    snprintf(sql, sizeof(sql),
             "update volunteer_hours set ends = 9 * 60 + 36"
             " where volunteer_id = %s",
             OTHER);
    run(world, sql);
    assert_int_equal(other_choice(world).fault, PLANNER_SHIFT_HOURS);
    run(world, "update volunteer_hours set starts = 8 * 60, ends = 13 * 60");
    run(world, "update ride set companions = 3");
    assert_int_equal(other_choice(world).fault, PLANNER_NO_SEAT);
    run(world, "update ride set companions = 0");
    snprintf(sql, sizeof(sql), "delete from volunteer_vehicle where volunteer_id = %s", OTHER);
    run(world, sql);
    assert_int_equal(other_choice(world).fault, PLANNER_CAR_NOT_ALLOWED);
    run(world, "update ride_leg set volunteer_promised = 1");
    assert_int_equal(other_choice(world).fault, PLANNER_OTHER_WAS_PROMISED);
}

static void leg_on_the_road_is_not_given_to_anybody(void **state)
{
    struct rides_world *world = *state;
    struct reassign reassign;
    int64_t leg_id;

    world_driver(world);
    book(world, world->rosa, at(10, 0));
    leg_id = number(world, "select min(id) from ride_leg");
    world->store.ctx.now = (struct instant){number(world, "select pick_up_at from ride_leg")};
    assert_int_equal(reassign_read(&world->store.ctx, 0, leg_id, &reassign), ERR_CONFLICT);
    world->store.ctx.now = instant_add_minutes(world->store.ctx.now, 3 * 24 * 60);
    assert_int_equal(reassign_read(&world->store.ctx, 0, leg_id, &reassign), ERR_CONFLICT);
    assert_int_equal(reassign_read(&world->store.ctx, 0, leg_id + 1, &reassign), ERR_NOT_FOUND);
}

static void board_tells_how_much_play_a_pick_up_has_and_when_none_is_left(void **state)
{
    struct rides_world *world = *state;
    struct rides_day day;

    world_driver(world);
    book(world, world->rosa, at(10, 0));
    OK_OR_FAIL(rides_day(&world->store.ctx, 0, world_day(), &day));
    assert_false(day.volunteers[0].at_risk);
    assert_in_range(day.volunteers[0].legs[0]->slack_minutes, 1, 15);
    run(world, "update ride_leg set window_closes = pick_up_at, window_opens = pick_up_at - 60");
    OK_OR_FAIL(rides_day(&world->store.ctx, 0, world_day(), &day));
    assert_int_equal(day.volunteers[0].legs[0]->slack_minutes, 1);
    run(world, "update volunteer set latitude_micro = 45000000");
    OK_OR_FAIL(rides_day(&world->store.ctx, 0, world_day(), &day));
    assert_true(day.volunteers[0].at_risk);
    assert_int_equal(day.volunteers[0].legs[0]->slack_minutes, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_THE_VALLEY(who_was_to_be_fetched_by_somebody_ill_goes_with_who_is_free),
        IN_THE_VALLEY(of_two_who_apply_at_once_the_second_is_told_that_the_day_changed),
        IN_THE_VALLEY(proposal_is_stale_as_soon_as_an_absence_or_a_booking_came_between),
        IN_THE_VALLEY(neighbours_go_together_unless_one_is_kept_with_her_volunteer),
        IN_THE_VALLEY(ride_that_the_actor_may_not_know_of_stays_where_it_is),
        IN_THE_VALLEY(name_promised_on_the_phone_is_not_changed_without_a_call),
        IN_THE_VALLEY(who_must_be_called_come_soonest_first_with_the_nearest_time),
        IN_THE_VALLEY(nobody_is_fetched_before_now_and_who_is_on_the_road_stays),
        IN_THE_VALLEY(car_stops_at_eleven_and_only_what_comes_after_changes_car),
        IN_THE_VALLEY(who_is_back_before_the_own_car_stops_goes_on_in_a_shared_one),
        IN_THE_VALLEY(who_sits_in_the_car_that_stops_is_the_first_to_be_called),
        IN_THE_VALLEY(car_that_is_back_at_ten_drives_from_ten_on),
        IN_THE_VALLEY(who_told_from_the_car_to_be_late_has_not_begun_while_another_can_come),
        IN_THE_VALLEY(forged_plans_are_not_believed),
        IN_THE_VALLEY(day_that_is_past_is_not_planned),
        IN_THE_VALLEY(leg_is_given_by_hand_to_who_can_even_when_it_was_kept),
        IN_THE_VALLEY(what_would_break_with_each_volunteer_is_told),
        IN_THE_VALLEY(leg_on_the_road_is_not_given_to_anybody),
        IN_THE_VALLEY(board_tells_how_much_play_a_pick_up_has_and_when_none_is_left),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
