/* A volunteer who waits during a short visit, and a passenger who leaves home earlier than others.
 */
#include "rides/rides.h"

#include "dispatch/reassign.h"
#include "dispatch/replan.h"
#include "support/rides_world.h"

struct two_ways {
    struct ride_leg_row out;
    struct ride_leg_row home;
};

static struct two_ways ways_of(struct rides_world *world, int64_t ride_id)
{
    struct ride_leg_row *legs;
    size_t count;

    OK_OR_FAIL(ride_legs_read(&world->store.ctx, ride_id, &legs, &count));
    assert_int_equal(count, 2);
    return (struct two_ways){legs[0], legs[1]};
}

static struct ride_wish short_visit(const struct rides_world *world, int64_t minutes)
{
    struct ride_wish wish = world_wish(world);

    wish.return_kind = RIDE_RETURN_WAIT;
    wish.wait_minutes = minutes;
    return wish;
}

static int64_t book_visit(struct rides_world *world, int64_t minutes)
{
    struct world_booking booking;

    OK_OR_FAIL(world_book(&world->store.ctx, short_visit(world, minutes), &booking));
    return booking.id;
}

static void fall_ill_at(struct rides_world *world, int64_t volunteer, int minutes)
{
    char sql[200];

    snprintf(sql, sizeof(sql),
             "insert into volunteer_absence (volunteer_id, from_day, to_day, starts, ends)"
             " values (%lld, '2026-11-25', '2026-11-25', %d, 1439)",
             (long long)volunteer, minutes);
    run(world, sql);
}

/* --- asked ------------------------------------------------------------------------------------ */

static void visit_is_waited_for_by_who_drives_there(void **state)
{
    struct rides_world *world = *state;
    struct ride_row ride;
    struct ride_answer answer;
    struct two_ways ways;
    int64_t id;

    world_driver(world);
    world_driver(world);
    answer = ask(world, short_visit(world, 30));
    assert_int_equal(answer.refusal, RIDE_ACCEPTED);
    assert_int_equal(answer.homeward.volunteer_id, answer.outbound.volunteer_id);
    assert_int_equal(answer.homeward.window_opens.seconds,
                     instant_at(world_day(), at(10, 30)).seconds);
    assert_int_equal(answer.homeward.window_closes.seconds,
                     instant_at(world_day(), at(10, 45)).seconds);
    id = book_visit(world, 30);
    ways = ways_of(world, id);
    assert_int_equal(ways.home.volunteer_id, ways.out.volunteer_id);
    assert_int_equal(ways.home.vehicle_id, ways.out.vehicle_id);
    OK_OR_FAIL(ride_row_read(&world->store.ctx, id, &ride));
    assert_string_equal(ride.return_kind, "wait");
    assert_int_equal(ride.wait_minutes, 30);
}

static void minutes_of_a_visit_have_bounds_that_follow_the_day(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct ride_wish wish = short_visit(world, 60);
    struct ride_answer answer;

    world_driver(world);
    OK_OR_FAIL(ride_ask(ctx, &wish, &answer));
    wish.wait_minutes = 61;
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_INVALID);
    wish.wait_minutes = 0;
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_INVALID);
    wish = world_wish(world);
    wish.wait_minutes = 10; /* nobody waits */
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_INVALID);
    run(world, "update policy set valid_to = '2026-11-24' where key = 'rides.wait_max_minutes'");
    run(world, "insert into policy (key, value, valid_from)"
               " values ('rides.wait_max_minutes', '90', '2026-11-25')");
    wish = short_visit(world, 90);
    OK_OR_FAIL(ride_ask(ctx, &wish, &answer));
    wish.day = date_add_days(world_day(), -1);
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_INVALID);
}

static void who_waits_drives_nobody_meanwhile(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish ada = world_wish(world);
    struct ride_wish rosa = short_visit(world, 60);
    struct world_booking booking;

    world_driver(world);
    ada.person_id = world->ada;
    ada.appointment = at(10, 45);
    OK_OR_FAIL(world_book(&world->store.ctx, rosa, &booking));
    assert_refused(world, ada, RIDE_NO_VOLUNTEER);
    /* A return at the same time leaves the car free. */
    run(world, "update ride set return_kind = 'at'");
    assert_int_equal(ask(world, ada).refusal, RIDE_ACCEPTED);
}

static void no_for_a_visit_is_offered_other_times_that_can_be_booked(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish ada = short_visit(world, 30);
    struct ride_answer answer;

    world_driver(world);
    book_visit(world, 30);
    ada.person_id = world->ada;
    ada.appointment = at(10, 30);
    answer = ask(world, ada);
    assert_int_equal(answer.refusal, RIDE_NO_VOLUNTEER);
    assert_true(answer.alternative_count > 0);
    for (size_t i = 0; i < answer.alternative_count; i++) {
        ada.day = answer.alternatives[i].day;
        ada.appointment = answer.alternatives[i].appointment;
        assert_int_equal(ask(world, ada).refusal, RIDE_ACCEPTED);
    }
}

/* --- kept ------------------------------------------------------------------------------------- */

struct change {
    int64_t id;
    struct ride_wish wish;
    struct ride_correction correction;
    struct ride_answer answer;
};

static enum status do_move(struct ctx *tx, void *args)
{
    struct change *change = args;

    return ride_move(tx, change->id, 1, &change->wish, NULL, &change->answer);
}

static enum status do_correct(struct ctx *tx, void *args)
{
    struct change *change = args;

    return ride_correct(tx, change->id, 2, &change->correction, &change->answer);
}

static void visit_that_is_moved_and_corrected_is_still_waited_for(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct ride_event_row *events;
    struct change change = {.wish = short_visit(world, 20)};
    struct two_ways ways;
    const char *former;
    size_t count;

    world_driver(world);
    world_driver(world);
    change.id = book_visit(world, 45);
    change.wish.appointment = at(11, 0);
    OK_OR_FAIL(store_write(ctx, do_move, &change));
    OK_OR_FAIL(ride_events(ctx, change.id, &events, &count));
    OK_OR_FAIL(ride_event_former(ctx, change.id, &events[count - 1], &former));
    assert_non_null(strstr(former, "il volontario aspetta 45 minuti"));
    change.correction = (struct ride_correction){1, "stick", 10, NULL};
    OK_OR_FAIL(store_write(ctx, do_correct, &change));
    ways = ways_of(world, change.id);
    assert_int_equal(ways.home.window_opens.seconds, instant_at(world_day(), at(11, 20)).seconds);
    assert_int_equal(ways.home.volunteer_id, ways.out.volunteer_id);
}

struct giving {
    int64_t leg_id;
    int64_t from;
    int64_t to;
};

static enum status do_give(struct ctx *tx, void *args)
{
    const struct giving *giving = args;

    return reassign_apply(tx, 0, giving->leg_id, giving->from, giving->to);
}

static void either_way_given_to_another_takes_the_other_along(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    const struct world_driver drivers[] = {world_driver(world), world_driver(world)};
    int64_t id = book_visit(world, 30);
    struct two_ways ways = ways_of(world, id);

    for (int i = 0; i < 2; i++) {
        int64_t from = ways.out.volunteer_id;
        int64_t to = drivers[0].volunteer + drivers[1].volunteer - from;
        struct giving giving = {i == 0 ? ways.home.id : ways.out.id, from, to};
        struct reassign reassign;

        run(world, "update ride_leg set locked = 1"); /* by hand it changes all the same */
        OK_OR_FAIL(reassign_read(ctx, 0, giving.leg_id, &reassign));
        assert_int_equal(reassign.count, 2);
        assert_true(reassign.choices[0].can && reassign.choices[1].can);
        OK_OR_FAIL(store_write(ctx, do_give, &giving));
        ways = ways_of(world, id);
        assert_int_equal(ways.out.volunteer_id, to);
        assert_int_equal(ways.home.volunteer_id, to);
    }
}

/* Who has no time to wait is told for both ways by how much it fails. */
static void who_cannot_wait_is_no_choice_for_one_way_alone(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct world_driver early = {
        .world = world, .starts = at(8, 0), .ends = at(10, 20), .seats = 3, .wheelchairs = 1};
    struct reassign reassign;
    int64_t id;

    world_driver(world);
    OK_OR_FAIL(store_write(ctx, world_add_driver, &early));
    id = book_visit(world, 30);
    OK_OR_FAIL(reassign_read(ctx, 0, ways_of(world, id).out.id, &reassign));
    assert_int_equal(reassign.count, 2);
    assert_true(reassign.choices[0].is_now && reassign.choices[0].can);
    assert_int_equal(reassign.choices[1].volunteer_id, early.volunteer);
    assert_false(reassign.choices[1].can);
}

static enum status do_assign(struct ctx *tx, void *args)
{
    return ride_leg_assign(tx, *(int64_t *)args);
}

static void ways_of_who_must_leave_meanwhile_find_another_together(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    int64_t ill = world_driver(world).volunteer;
    int64_t id = book_visit(world, 30);
    struct two_ways ways = ways_of(world, id);
    const struct day_leg **legs;
    size_t count;

    fall_ill_at(world, ill, 10 * 60 + 15);
    OK_OR_FAIL(rides_without_volunteer(ctx, 0, world_day(), world_day(), &legs, &count));
    assert_int_equal(count, 2);
    assert_int_equal(store_write(ctx, do_assign, &ways.home.id), ERR_CONFLICT);

    int64_t other = world_driver(world).volunteer;

    OK_OR_FAIL(store_write(ctx, do_assign, &ways.home.id));
    ways = ways_of(world, id);
    assert_int_equal(ways.out.volunteer_id, other);
    assert_int_equal(ways.home.volunteer_id, other);
}

static void who_was_driven_there_comes_home_with_anybody(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    int64_t ill = world_driver(world).volunteer;
    int64_t id = book_visit(world, 60);
    struct two_ways ways = ways_of(world, id);
    int64_t other = world_driver(world).volunteer;
    struct giving giving = {ways.home.id, ill, other};
    struct replan replan;

    world->store.ctx.now = instant_at(world_day(), at(10, 0));
    OK_OR_FAIL(store_write(ctx, do_give, &giving));
    ways = ways_of(world, id);
    assert_int_equal(ways.out.volunteer_id, ill);
    assert_int_equal(ways.home.volunteer_id, other);
    OK_OR_FAIL(replan_read(ctx, 0, world_day(), &replan));
    assert_int_equal(replan_sum(&replan, &replan.day.plan).uncovered, 0);
    fall_ill_at(world, other, 10 * 60);
    OK_OR_FAIL(replan_read(ctx, 0, world_day(), &replan));
    assert_int_equal(replan_sum(&replan, &replan.day.plan).uncovered, 1);
    OK_OR_FAIL(replan_improve(ctx, &replan, REPLAN_FAIREST));
    assert_int_equal(replan_sum(&replan, &replan.best).uncovered, 0);
}

static void who_was_driven_there_by_somebody_who_left_finds_another(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    int64_t left = world_driver(world).volunteer;
    int64_t id = book_visit(world, 60);
    struct two_ways ways = ways_of(world, id);
    int64_t other = world_driver(world).volunteer;

    world->store.ctx.now = instant_at(world_day(), at(10, 0));
    fall_ill_at(world, left, 10 * 60 + 15);
    OK_OR_FAIL(store_write(ctx, do_assign, &ways.home.id));
    ways = ways_of(world, id);
    assert_int_equal(ways.out.volunteer_id, left);
    assert_int_equal(ways.home.volunteer_id, other);
}

/* The way home ends in time for the person, but not for the volunteer. */
static void who_has_no_time_left_to_drive_home_hands_the_person_over(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    int64_t tired = world_driver(world).volunteer;
    struct two_ways ways = ways_of(world, book_visit(world, 60));
    struct replan replan;

    world_driver(world);
    world->store.ctx.now = instant_at(world_day(), at(10, 0));
    fall_ill_at(world, tired, instant_clock(ways.home.drop_off_at).minutes + 1);
    OK_OR_FAIL(replan_read(ctx, 0, world_day(), &replan));
    assert_int_equal(replan_sum(&replan, &replan.day.plan).uncovered, 1);
    OK_OR_FAIL(replan_improve(ctx, &replan, REPLAN_FAIREST));
    assert_int_equal(replan_sum(&replan, &replan.best).uncovered, 0);
}

static void day_planned_anew_keeps_the_two_ways_together(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    int64_t ill = world_driver(world).volunteer;
    struct world_booking booking;
    struct ride_wish ada = short_visit(world, 40);
    struct replan replan;

    book_visit(world, 30);
    ada.person_id = world->ada;
    ada.appointment = at(11, 40);
    OK_OR_FAIL(world_book(ctx, ada, &booking));
    world_driver(world);
    world_driver(world);
    fall_ill_at(world, ill, 8 * 60);
    OK_OR_FAIL(replan_read(ctx, 0, world_day(), &replan));
    assert_int_equal(replan_sum(&replan, &replan.day.plan).uncovered, 4);
    OK_OR_FAIL(replan_improve(ctx, &replan, REPLAN_FAIREST));
    assert_int_equal(replan_sum(&replan, &replan.best).uncovered, 0);
    for (int32_t i = 0; i < replan.day.known_legs; i++) {
        if (replan.day.legs[i].stays)
            assert_int_equal(planner_shift_of(&replan.best, i),
                             planner_shift_of(&replan.best, replan.day.legs[i].with_leg));
    }
}

/* --- earlier ---------------------------------------------------------------------------------- */

/* The only volunteer is home again by a quarter past nine: too early for ten as others are taken
   there, from a quarter past nine on. */
static struct world_driver early_bird(struct rides_world *world)
{
    struct world_driver driver = {
        .world = world, .starts = at(8, 0), .ends = at(9, 10), .seats = 3, .wheelchairs = 1};

    OK_OR_FAIL(store_write(&world->store.ctx, world_add_driver, &driver));
    return driver;
}

static void no_is_offered_the_same_time_to_who_leaves_earlier(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;
    struct ride_answer answer;
    struct ride_row ride;

    early_bird(world);
    answer = ask(world, wish);
    assert_int_equal(answer.refusal, RIDE_NO_VOLUNTEER);
    assert_int_equal(answer.earlier.minutes, 10);
    assert_true(answer.earlier.arrives.seconds <
                instant_at(world_day(), at(10, 0)).seconds - 45 * 60);
    wish.early_minutes = answer.earlier.minutes;
    assert_int_equal(ask(world, wish).refusal, RIDE_ACCEPTED);
    OK_OR_FAIL(world_book(ctx, wish, &booking));
    assert_int_equal(booking.answer.outbound.window_opens.seconds,
                     answer.earlier.window_opens.seconds);
    OK_OR_FAIL(ride_row_read(ctx, booking.id, &ride));
    assert_int_equal(ride.early_minutes, 10);
    assert_int_equal(ride.appointment.minutes, 10 * 60);
}

static void who_leaves_earlier_is_planned_so_afterwards(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct change change = {.wish = world_wish(world)};
    struct world_booking booking;
    struct ride_leg_row *legs;
    struct replan replan;
    size_t count;

    early_bird(world);
    change.wish.early_minutes = 10;
    OK_OR_FAIL(world_book(ctx, change.wish, &booking));
    run(world, "update ride set version = 2");
    change.id = booking.id;
    change.correction = (struct ride_correction){1, "none", 5, NULL};
    OK_OR_FAIL(store_write(ctx, do_correct, &change));
    OK_OR_FAIL(ride_legs_read(ctx, booking.id, &legs, &count));
    assert_int_equal(legs[0].drop_off_at.seconds - legs[0].pick_up_at.seconds,
                     booking.answer.outbound.drop_off.seconds -
                         booking.answer.outbound.pick_up.seconds);
    run(world, "update ride_leg set volunteer_id = null, pick_up_at = null, drop_off_at = null");
    OK_OR_FAIL(store_write(ctx, do_assign, &legs[0].id));
    OK_OR_FAIL(replan_read(ctx, 0, world_day(), &replan));
    assert_int_equal(replan_sum(&replan, &replan.day.plan).uncovered, 0);
}

static void leaving_earlier_is_bounded_by_the_policy(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);
    struct ride_answer answer;

    early_bird(world);
    wish.early_minutes = 21;
    assert_int_equal(ride_ask(&world->store.ctx, &wish, &answer), ERR_INVALID);
    wish.early_minutes = -1;
    assert_int_equal(ride_ask(&world->store.ctx, &wish, &answer), ERR_INVALID);
    run(world, "update policy set value = '5' where key = 'rides.early_minutes'");
    assert_int_equal(ask(world, world_wish(world)).earlier.minutes, 0);
    run(world, "update policy set value = '0' where key = 'rides.early_minutes'");
    assert_int_equal(ask(world, world_wish(world)).earlier.minutes, 0);
}

/* --- moved ------------------------------------------------------------------------------------ */

static void ride_that_is_moved_is_not_offered_the_time_that_it_has(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;
    struct ride_answer answer;

    early_bird(world);
    wish.appointment = at(9, 15);
    OK_OR_FAIL(world_book(ctx, wish, &booking));
    wish.appointment = at(11, 0);
    OK_OR_FAIL(ride_ask_move(ctx, booking.id, 1, &wish, &answer));
    assert_int_equal(answer.refusal, RIDE_NO_VOLUNTEER);
    assert_true(answer.alternative_count > 1);
    for (size_t i = 0; i < answer.alternative_count; i++) {
        if (answer.alternatives[i].day.days == world_day().days)
            assert_int_not_equal(answer.alternatives[i].appointment.minutes, 9 * 60 + 15);
    }
    assert_int_equal(answer.alternatives[0].appointment.minutes, 9 * 60);
    assert_int_equal(answer.alternatives[1].appointment.minutes, 9 * 60 + 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_THE_VALLEY(visit_is_waited_for_by_who_drives_there),
        IN_THE_VALLEY(minutes_of_a_visit_have_bounds_that_follow_the_day),
        IN_THE_VALLEY(who_waits_drives_nobody_meanwhile),
        IN_THE_VALLEY(no_for_a_visit_is_offered_other_times_that_can_be_booked),
        IN_THE_VALLEY(visit_that_is_moved_and_corrected_is_still_waited_for),
        IN_THE_VALLEY(either_way_given_to_another_takes_the_other_along),
        IN_THE_VALLEY(who_cannot_wait_is_no_choice_for_one_way_alone),
        IN_THE_VALLEY(ways_of_who_must_leave_meanwhile_find_another_together),
        IN_THE_VALLEY(who_was_driven_there_comes_home_with_anybody),
        IN_THE_VALLEY(who_was_driven_there_by_somebody_who_left_finds_another),
        IN_THE_VALLEY(who_has_no_time_left_to_drive_home_hands_the_person_over),
        IN_THE_VALLEY(day_planned_anew_keeps_the_two_ways_together),
        IN_THE_VALLEY(no_is_offered_the_same_time_to_who_leaves_earlier),
        IN_THE_VALLEY(who_leaves_earlier_is_planned_so_afterwards),
        IN_THE_VALLEY(leaving_earlier_is_bounded_by_the_policy),
        IN_THE_VALLEY(ride_that_is_moved_is_not_offered_the_time_that_it_has),
    };

    return cmocka_run_group_tests_name("rides_wait", tests, NULL, NULL);
}
