#include "rides/rides.h"

#include "support/rides_world.h"

/* --- afterwards ------------------------------------------------------------------------------ */

struct change {
    int64_t id;
    int64_t version;
    struct ride_wish wish;
    struct ride_correction correction;
    struct ride_answer answer;
    const char *outcome;
    const char *reason;
    enum ride_refusal refusal;
};

static enum status do_move(struct ctx *tx, void *args)
{
    struct change *change = args;

    return ride_move(tx, change->id, change->version, &change->wish, NULL, &change->answer);
}

static enum status do_correct(struct ctx *tx, void *args)
{
    struct change *change = args;

    return ride_correct(tx, change->id, change->version, &change->correction, &change->answer);
}

static enum status do_cancel(struct ctx *tx, void *args)
{
    struct change *change = args;

    return ride_cancel(tx, change->id, change->version, change->outcome);
}

static enum status do_outcome(struct ctx *tx, void *args)
{
    struct change *change = args;

    return ride_leg_outcome(tx, change->id, change->outcome, change->reason);
}

static enum status do_assign(struct ctx *tx, void *args)
{
    return ride_leg_assign(tx, ((struct change *)args)->id);
}

static enum status do_refuse(struct ctx *tx, void *args)
{
    struct change *change = args;

    return ride_refuse(tx, &change->wish, change->refusal, &change->id);
}

static void move_frees_the_former_time_and_keeps_the_history(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct world_booking booking;
    struct ride_event_row *events;
    struct ride_row ride;
    const char *former;
    size_t count;

    world_driver(world);
    OK_OR_FAIL(world_book(ctx, world_wish(world), &booking));

    struct change change = {.id = booking.id, .version = 1, .wish = booking.wish};

    change.wish.appointment = at(10, 15); /* beside its own former time: no overlap with itself */
    OK_OR_FAIL(store_write(ctx, do_move, &change));
    assert_int_equal(store_write(ctx, do_move, &change), ERR_CONFLICT);
    assert_true(change.answer.stale);
    OK_OR_FAIL(ride_row_read(ctx, booking.id, &ride));
    assert_int_equal(ride.appointment.minutes, 10 * 60 + 15);
    assert_int_equal(ride.version, 2);
    OK_OR_FAIL(ride_events(ctx, booking.id, &events, &count));
    assert_int_equal(count, 2);
    OK_OR_FAIL(ride_event_former(ctx, booking.id, &events[1], &former));
    assert_non_null(strstr(former, "10:00"));
}

static void move_that_cannot_be_had_is_offered_other_times(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct world_booking booking;
    struct ride_answer answer;

    world_driver(world);
    OK_OR_FAIL(world_book(ctx, world_wish(world), &booking));
    booking.wish.day = date_add_days(world_day(), -1); /* too soon */
    booking.wish.appointment = at(9, 0);
    OK_OR_FAIL(ride_ask_move(ctx, booking.id, 1, &booking.wish, &answer));
    assert_int_equal(answer.refusal, RIDE_TOO_LATE);
    assert_false(instant_is_none(answer.earliest));
    assert_true(answer.alternative_count > 0);
    booking.wish = world_wish(world); /* its own time is free for itself */
    OK_OR_FAIL(ride_ask_move(ctx, booking.id, 1, &booking.wish, &answer));
    assert_int_equal(answer.refusal, RIDE_ACCEPTED);
    OK_OR_FAIL(ride_ask_move(ctx, booking.id, 7, &booking.wish, &answer));
    assert_true(answer.stale);
}

static void correct_keeps_the_window_or_says_no(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct world_booking booking;
    struct ride_leg_row *legs;
    size_t count;

    world_driver(world);
    OK_OR_FAIL(world_book(ctx, world_wish(world), &booking));

    struct change change = {.id = booking.id,
                            .version = 1,
                            .correction = {.companions = 1,
                                           .mobility_aid = "folding_wheelchair",
                                           .boarding_minutes = 5,
                                           .boarding_notes = "Due gradini"}};

    OK_OR_FAIL(store_write(ctx, do_correct, &change));
    OK_OR_FAIL(ride_legs_read(ctx, booking.id, &legs, &count));
    assert_int_equal(legs[0].window_opens.seconds, booking.answer.outbound.window_opens.seconds);
    assert_int_equal(legs[0].window_closes.seconds, booking.answer.outbound.window_closes.seconds);
    run(world, "update vehicle set folding_wheelchairs = 0");
    change.version = 2;
    assert_int_equal(store_write(ctx, do_correct, &change), ERR_CONFLICT);
    assert_int_equal(change.answer.refusal, RIDE_NO_CAR);
    change.correction.mobility_aid = "fixed_wheelchair";
    assert_int_equal(store_write(ctx, do_correct, &change), ERR_CONFLICT);
    assert_int_equal(change.answer.refusal, RIDE_AID_NOT_CARRIED);
}

static void cancel_is_in_time_or_late_by_the_notice(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct world_booking booking;
    struct ride_row ride;

    world_driver(world);
    for (int late = 0; late < 2; late++) {
        ctx->now = test_now();
        OK_OR_FAIL(world_book(ctx, world_wish(world), &booking));
        ctx->now.seconds = booking.answer.outbound.window_opens.seconds - 24 * 3600 + late;

        struct change change = {.id = booking.id, .version = 1};

        OK_OR_FAIL(store_write(ctx, do_cancel, &change));
        OK_OR_FAIL(ride_row_read(ctx, booking.id, &ride));
        assert_string_equal(ride.state, "cancelled");
        assert_string_equal(ride.cancelled_why, late ? "cancelled_late" : "cancelled_in_time");
        assert_int_equal(store_write(ctx, do_cancel, &change), ERR_CONFLICT);
    }
}

static void outcome_closes_and_a_later_one_stays_in_the_history(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct world_booking booking;
    struct ride_event_row *events;
    struct ride_leg_row *legs;
    struct ride_row ride;
    size_t count;

    world_driver(world);
    OK_OR_FAIL(world_book(ctx, world_wish(world), &booking));
    OK_OR_FAIL(ride_legs_read(ctx, booking.id, &legs, &count));

    struct change change = {.id = legs[0].id, .outcome = "done"};

    assert_int_equal(store_write(ctx, do_outcome, &change), ERR_INVALID); /* not yet */
    ctx->now = booking.answer.outbound.window_opens;
    change.outcome = "not_assigned";
    assert_int_equal(store_write(ctx, do_outcome, &change), ERR_INVALID); /* no reason */
    change.outcome = "flown";
    assert_int_equal(store_write(ctx, do_outcome, &change), ERR_INVALID);
    change.outcome = "not_found";
    OK_OR_FAIL(store_write(ctx, do_outcome, &change));
    change.outcome = "done";
    OK_OR_FAIL(store_write(ctx, do_outcome, &change));
    OK_OR_FAIL(ride_row_read(ctx, booking.id, &ride));
    assert_string_equal(ride.state, "closed");
    OK_OR_FAIL(ride_legs_read(ctx, booking.id, &legs, &count));
    assert_string_equal(legs[0].outcome, "done");
    OK_OR_FAIL(ride_events(ctx, booking.id, &events, &count));
    assert_int_equal(count, 3);
}

static void refusal_is_kept_as_unmet_need(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct change change = {.wish = world_wish(world), .refusal = RIDE_NO_VOLUNTEER};
    struct ride_row ride;

    OK_OR_FAIL(store_write(ctx, do_refuse, &change));
    OK_OR_FAIL(ride_row_read(ctx, change.id, &ride));
    assert_string_equal(ride.state, "refused");
    assert_string_equal(ride.refusal, "no_volunteer");
    assert_string_equal(ride.unmet_reason, "no_volunteer");
    change.refusal = RIDE_ACCEPTED;
    assert_int_equal(store_write(ctx, do_refuse, &change), ERR_INVALID);
}

static void refusal_keeps_every_declaration_of_the_call(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct change change = {.wish = world_wish(world), .refusal = RIDE_NOT_ALONE};
    struct person_card card;

    run(world, "update person set rider = 0; delete from person_declaration");
    change.wish.lives_with_others_declared = true;
    change.wish.autonomy_declared = true;
    OK_OR_FAIL(store_write(ctx, do_refuse, &change));
    OK_OR_FAIL(person_card(ctx, world->rosa, &card));
    assert_string_equal(card.lives_alone, "no");
    assert_string_equal(card.autonomy, "self_sufficient");
    assert_false(card.rider);
    change.wish = world_wish(world);
    change.wish.needs_help_declared = true;
    change.refusal = RIDE_NOT_SELF_SUFFICIENT;
    OK_OR_FAIL(store_write(ctx, do_refuse, &change));
    OK_OR_FAIL(person_card(ctx, world->rosa, &card));
    assert_string_equal(card.autonomy, "partly");
}

/* --- the day --------------------------------------------------------------------------------- */

static enum status make_absent(struct ctx *tx, void *args)
{
    int64_t id;

    return volunteer_add_absence(tx, args, &id);
}

static struct volunteer_absence_insert_args absence_on_the_day(int64_t volunteer_id)
{
    return (struct volunteer_absence_insert_args){.volunteer_id = volunteer_id,
                                                  .from_day = world_day(),
                                                  .to_day = world_day(),
                                                  .starts = CLOCK_NONE,
                                                  .ends = CLOCK_NONE};
}

static void day_lists_legs_stops_and_free_places_by_volunteer(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct world_driver driver = world_driver(world);
    struct ride_wish wish = world_wish(world);
    const struct day_volunteer *volunteer;
    struct world_booking booking;
    struct rides_day day;

    wish.companions = 1;
    wish.boarding_notes = "Citofono rotto";
    OK_OR_FAIL(world_book(ctx, wish, &booking));
    OK_OR_FAIL(rides_day(ctx, world->office, world_day(), &day));
    assert_int_equal(day.volunteer_count, 1);
    assert_int_equal(day.leg_count, 1);
    assert_int_equal(day.unassigned_count, 0);
    volunteer = &day.volunteers[0];
    assert_string_equal(volunteer->name, "Mario Fabbri");
    assert_string_equal(volunteer->vehicle_name, "Panda");
    assert_int_equal(volunteer->leg_count, 1);
    assert_int_equal(volunteer->stop_count, 2);
    assert_true(volunteer->stops[0].pick_up);
    assert_string_equal(volunteer->legs[0]->boarding_notes, "Citofono rotto");
    assert_string_equal(volunteer->legs[0]->from, "Via di Prova 1, Ferentillo");
    assert_int_equal(volunteer->free[0].seats, 3);
    assert_int_equal(volunteer->free[1].seats, 1);
    OK_OR_FAIL(rides_sheet(ctx, world->office, world_day(), driver.volunteer, &day, &volunteer));
    assert_int_equal(rides_sheet(ctx, world->office, world_day(), 4000, &day, &volunteer),
                     ERR_NOT_FOUND);
}

/* What the outline counts, after seeing that the day itself shows as many. */
static size_t legs_counted(struct rides_world *world, int64_t office)
{
    struct ctx *ctx = &world->store.ctx;
    struct rides_outline outline;
    struct rides_day day;

    OK_OR_FAIL(rides_day(ctx, office, world_day(), &day));
    OK_OR_FAIL(rides_outline(ctx, office, world_day(), &outline));
    assert_int_equal(outline.leg_count, day.leg_count);
    assert_null(outline.closed_why);
    return outline.leg_count;
}

static void outline_counts_the_legs_that_the_day_shows(void **state)
{
    struct rides_world *world = *state;
    struct world_booking booking;

    world_driver(world);
    OK_OR_FAIL(world_book(&world->store.ctx, world_wish(world), &booking));
    assert_int_equal(legs_counted(world, world->office), 1);
    assert_int_equal(legs_counted(world, 0), 1);
    assert_int_equal(legs_counted(world, world->office + 1), 0);
    run(world, "update person set restriction = 'violence'");
    assert_int_equal(legs_counted(world, 0), 0);
    run(world, "update person set restriction = null");
    run(world, "update ride_leg set outcome = 'cancelled'");
    assert_int_equal(legs_counted(world, 0), 0);
}

static void absence_leaves_promised_legs_to_call_and_to_assign(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct world_driver ill = world_driver(world);
    struct volunteer_absence_insert_args absence = absence_on_the_day(ill.volunteer);
    struct world_booking booking;
    const struct day_leg **legs;
    struct rides_day day;
    size_t count;

    OK_OR_FAIL(world_book(ctx, world_wish(world), &booking));
    OK_OR_FAIL(store_write(ctx, make_absent, &absence));
    OK_OR_FAIL(
        rides_without_volunteer(ctx, 0, world_day(), date_add_days(world_day(), 7), &legs, &count));
    assert_int_equal(count, 1);

    struct change change = {.id = legs[0]->leg_id};

    assert_int_equal(store_write(ctx, do_assign, &change), ERR_CONFLICT);

    struct world_driver well = world_driver(world);

    OK_OR_FAIL(store_write(ctx, do_assign, &change));
    OK_OR_FAIL(rides_day(ctx, 0, world_day(), &day));
    assert_int_equal(day.unassigned_count, 0);
    assert_int_equal(day.volunteers[0].volunteer_id, well.volunteer);
    assert_int_equal(day.volunteers[0].leg_count, 1);
}

static void absence_that_begins_during_a_ride_leaves_it_without_volunteer(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct world_driver driver = world_driver(world);
    struct volunteer_absence_insert_args absence = absence_on_the_day(driver.volunteer);
    struct world_booking booking;
    struct rides_day day;

    OK_OR_FAIL(world_book(ctx, world_wish(world), &booking));
    absence.starts = instant_clock(instant_add_minutes(booking.answer.outbound.pick_up, 2));
    absence.ends = at(13, 0);
    OK_OR_FAIL(store_write(ctx, make_absent, &absence));
    OK_OR_FAIL(rides_day(ctx, 0, world_day(), &day));
    assert_int_equal(day.unassigned_count, 1);
    assert_int_equal(day.volunteers[0].leg_count, 0);
}

static void address_that_changed_since_puts_the_promise_at_risk(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct world_booking booking;
    struct rides_day day;

    world_driver(world);
    OK_OR_FAIL(world_book(ctx, world_wish(world), &booking));
    OK_OR_FAIL(rides_day(ctx, 0, world_day(), &day));
    assert_false(day.volunteers[0].at_risk);
    run(world, "update person set latitude_micro = 42700000, longitude_micro = 12300000");
    OK_OR_FAIL(rides_day(ctx, 0, world_day(), &day));
    assert_true(day.volunteers[0].at_risk);
    run(world, "update person set place_id = null, latitude_micro = null, longitude_micro = null");
    OK_OR_FAIL(rides_day(ctx, 0, world_day(), &day));
    assert_int_equal(day.unassigned_count, 1);
}

static void last_destinations_come_newest_first(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct last_destination *last;
    struct world_booking booking;
    struct person_ride *rides;
    size_t count;

    world_driver(world);
    OK_OR_FAIL(world_book(ctx, world_wish(world), &booking));
    OK_OR_FAIL(rides_last_destinations(ctx, world->rosa, world_day(), &last, &count));
    assert_int_equal(count, 1);
    assert_int_equal(last[0].id, world->health_centre);
    assert_int_equal(last[0].last_day.days, world_day().days);
    OK_OR_FAIL(rides_of_person(ctx, world->rosa, &rides, &count));
    assert_int_equal(count, 1);
    assert_int_equal(rides[0].number, booking.number);
}

static void restricted_person_is_nowhere_outside_the_circle(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct world_booking booking;
    struct rides_day day;
    struct change change;

    world_driver(world);
    OK_OR_FAIL(world_book(ctx, world_wish(world), &booking));
    run(world, "update person set restriction = 'violence'");
    OK_OR_FAIL(rides_day(ctx, world->office, world_day(), &day));
    assert_int_equal(day.leg_count, 0);
    assert_int_equal(day.volunteers[0].leg_count, 0);
    assert_int_equal(day.volunteers[0].free_count, 1);
    assert_int_equal(day.volunteers[0].free[0].seats, 3);
    assert_null(day.volunteers[0].vehicle_name);
    change = (struct change){.id = booking.id, .version = 1};
    assert_int_equal(store_write(ctx, do_cancel, &change), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_THE_VALLEY(move_frees_the_former_time_and_keeps_the_history),
        IN_THE_VALLEY(move_that_cannot_be_had_is_offered_other_times),
        IN_THE_VALLEY(correct_keeps_the_window_or_says_no),
        IN_THE_VALLEY(cancel_is_in_time_or_late_by_the_notice),
        IN_THE_VALLEY(outcome_closes_and_a_later_one_stays_in_the_history),
        IN_THE_VALLEY(refusal_is_kept_as_unmet_need),
        IN_THE_VALLEY(refusal_keeps_every_declaration_of_the_call),
        IN_THE_VALLEY(day_lists_legs_stops_and_free_places_by_volunteer),
        IN_THE_VALLEY(outline_counts_the_legs_that_the_day_shows),
        IN_THE_VALLEY(absence_leaves_promised_legs_to_call_and_to_assign),
        IN_THE_VALLEY(absence_that_begins_during_a_ride_leaves_it_without_volunteer),
        IN_THE_VALLEY(address_that_changed_since_puts_the_promise_at_risk),
        IN_THE_VALLEY(last_destinations_come_newest_first),
        IN_THE_VALLEY(restricted_person_is_nowhere_outside_the_circle),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
