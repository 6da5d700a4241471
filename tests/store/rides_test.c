#include "rides/rides.h"

#include "support/rides_world.h"

static void assert_promise(const struct ride_slot *slot, int64_t width_minutes)
{
    assert_int_equal(slot->window_closes.seconds - slot->window_opens.seconds, width_minutes * 60);
    assert_true(slot->pick_up.seconds >= slot->window_opens.seconds);
    assert_true(slot->pick_up.seconds <= slot->window_closes.seconds);
}

/* --- yes ------------------------------------------------------------------------------------- */

static void every_statement_prepares(void **state)
{
    struct rides_world *world = *state;

    for (size_t i = 0; i < rides_sql.count; i++)
        OK_OR_FAIL(sql_check(&world->store.ctx, rides_sql.statements[i]));
}

static void ask_when_somebody_is_free_promises_a_window_in_time(void **state)
{
    struct rides_world *world = *state;
    struct world_driver driver = world_driver(world);
    struct ride_wish wish = world_wish(world);
    struct ride_answer answer = ask(world, wish);
    int64_t appointment = instant_at(wish.day, wish.appointment).seconds;

    assert_int_equal(answer.refusal, RIDE_ACCEPTED);
    assert_promise(&answer.outbound, 15);
    assert_int_equal(answer.outbound.volunteer_id, driver.volunteer);
    assert_int_equal(answer.outbound.vehicle_id, driver.vehicle);
    assert_string_equal(answer.outbound.volunteer_name, "Mario Fabbri");
    /* Three minutes at the door of the health centre, and five before the appointment. */
    assert_true(answer.outbound.drop_off.seconds + 8 * 60 <= appointment);
    assert_true(answer.outbound.drop_off.seconds + 3 * 60 >= appointment - 45 * 60);
    assert_int_equal(answer.outbound.window_opens.seconds % 300, 0);
    assert_false(answer.exception_used);
}

static void ask_with_a_return_promises_both_ways(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);

    world_driver(world);
    wish.return_kind = RIDE_RETURN_AT;
    wish.return_at = at(11, 0);

    struct ride_answer answer = ask(world, wish);
    int64_t ready = instant_at(wish.day, wish.return_at).seconds;

    assert_int_equal(answer.refusal, RIDE_ACCEPTED);
    assert_promise(&answer.outbound, 15);
    assert_promise(&answer.homeward, 15);
    assert_true(answer.homeward.window_opens.seconds >= ready);
    assert_true(answer.homeward.window_closes.seconds <= ready + 30 * 60);

    wish.return_kind = RIDE_RETURN_ON_CALL;
    answer = ask(world, wish);
    assert_int_equal(answer.refusal, RIDE_ACCEPTED);
    assert_promise(&answer.homeward, 30);
    assert_int_equal(answer.homeward.window_opens.seconds, ready);
}

static void book_keeps_ride_legs_declarations_event_and_audit(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct world_driver driver = world_driver(world);
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;
    struct ride_event_row *events;
    struct ride_leg_row *legs;
    struct person_card card;
    struct ride_row ride;
    const char *notes;
    size_t count;

    run(world, "update person set rider = 0; delete from person_declaration");
    wish.boarding_notes = "Terzo piano";
    wish.lives_alone_declared = true;
    wish.autonomy_declared = true;
    OK_OR_FAIL(world_book(ctx, wish, &booking));
    assert_int_equal(booking.number, 1);
    OK_OR_FAIL(ride_row_read(ctx, booking.id, &ride));
    assert_string_equal(ride.state, "booked");
    OK_OR_FAIL(ride_boarding_notes(ctx, ride.number, ride.boarding_notes, &notes));
    assert_string_equal(notes, "Terzo piano");
    OK_OR_FAIL(ride_legs_read(ctx, booking.id, &legs, &count));
    assert_int_equal(count, 1);
    assert_int_equal(legs[0].volunteer_id, driver.volunteer);
    assert_int_equal(legs[0].window_opens.seconds, booking.answer.outbound.window_opens.seconds);
    assert_false(legs[0].volunteer_promised);
    OK_OR_FAIL(person_card(ctx, world->rosa, &card));
    assert_string_equal(card.lives_alone, "yes");
    assert_string_equal(card.autonomy, "self_sufficient");
    assert_true(card.rider);
    OK_OR_FAIL(ride_events(ctx, booking.id, &events, &count));
    assert_int_equal(count, 1);
    assert_string_equal(events[0].kind, "book");
}

static void numbers_have_no_gaps_when_a_booking_fails(void **state)
{
    struct rides_world *world = *state;
    struct world_booking booking;
    struct ride_wish wish = world_wish(world);

    world_driver(world);
    OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
    assert_int_equal(world_book(&world->store.ctx, wish, &booking), ERR_CONFLICT);
    assert_int_equal(booking.answer.refusal, RIDE_ALREADY_BOOKED);
    wish.person_id = world->ada;
    OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
    assert_int_equal(booking.number, 2);
}

static void book_in_windows_other_than_said_is_a_conflict(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);
    struct ride_answer answer;
    struct ride_said said;

    world_driver(world);
    wish.return_kind = RIDE_RETURN_ON_CALL;
    answer = ask(world, wish);
    said = (struct ride_said){answer.outbound.window_opens, answer.homeward.window_opens};

    struct world_booking booking = {.wish = wish, .said = &said};

    said.outbound_opens = instant_add_minutes(said.outbound_opens, 120);
    assert_int_equal(store_write(&world->store.ctx, world_book_operation, &booking), ERR_CONFLICT);
    assert_int_equal(booking.answer.refusal, RIDE_ACCEPTED);
    said.outbound_opens = answer.outbound.window_opens;
    OK_OR_FAIL(store_write(&world->store.ctx, world_book_operation, &booking));
    assert_int_equal(booking.answer.outbound.window_opens.seconds, said.outbound_opens.seconds);
    assert_int_equal(booking.answer.homeward.window_opens.seconds, said.homeward_opens.seconds);
}

/* --- no -------------------------------------------------------------------------------------- */

static enum status close_wednesday(struct ctx *tx, void *args)
{
    const struct closure_insert_args closure = {.name = "Chiusura per ferie",
                                                .line = "rides",
                                                .first_day = world_day(),
                                                .last_day = world_day()};
    int64_t id;

    (void)args;
    return zone_add_closure(tx, &closure, &id);
}

static void closed_day_is_named_and_the_next_one_offered(void **state)
{
    struct rides_world *world = *state;
    struct ride_answer answer;

    world_driver(world);
    OK_OR_FAIL(store_write(&world->store.ctx, close_wednesday, NULL));
    answer = ask(world, world_wish(world));
    assert_int_equal(answer.refusal, RIDE_CLOSED_DAY);
    assert_string_equal(answer.detail, "Chiusura per ferie");
    assert_int_equal(answer.alternative_count, 3);
    assert_int_equal(answer.alternatives[0].day.days, world_day().days + 1);
    assert_int_equal(answer.alternatives[0].appointment.minutes, 9 * 60 + 45);
    assert_int_equal(answer.alternatives[1].appointment.minutes, 10 * 60);
}

static void without_volunteer_or_without_car_are_told_apart(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);

    assert_refused(world, wish, RIDE_NO_VOLUNTEER);
    world_driver(world);
    wish.mobility_aid = "folding_wheelchair";
    assert_int_equal(ask(world, wish).refusal, RIDE_ACCEPTED);
    run(world, "update vehicle set folding_wheelchairs = 0");
    assert_refused(world, wish, RIDE_NO_CAR);
    wish.mobility_aid = "none";
    wish.companions = 1;
    run(world, "update vehicle set seats = 1");
    assert_refused(world, wish, RIDE_NO_CAR);
    wish.companions = 0;
    assert_int_equal(ask(world, wish).refusal, RIDE_ACCEPTED);
    wish.appointment = at(16, 0);
    assert_refused(world, wish, RIDE_NO_VOLUNTEER);
}

static void shared_car_is_not_used_twice_at_once(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;

    /* The second volunteer may drive the first one's car too, and it takes one passenger only. */
    struct world_driver first = world_driver(world);
    struct world_driver second = world_driver(world);
    char sql[300];

    snprintf(sql, sizeof sql,
             "update vehicle set seats = 1; delete from volunteer_vehicle where vehicle_id = %lld;"
             "insert into volunteer_vehicle (volunteer_id, vehicle_id) values (%lld, %lld)",
             (long long)second.vehicle, (long long)second.volunteer, (long long)first.vehicle);
    run(world, sql);
    run(world, "update policy set value = '10' where key = 'rides.arrive_too_early_minutes'");
    OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
    wish.person_id = world->ada;
    assert_refused(world, wish, RIDE_NO_CAR);
}

static void own_car_is_where_its_driver_is(void **state)
{
    struct rides_world *world = *state;
    char sql[200];

    world_driver(world);
    run(world, "update vehicle set longitude_micro = 11000000"); /* hours away */
    assert_int_equal(ask(world, world_wish(world)).refusal, RIDE_ACCEPTED);
    snprintf(sql, sizeof sql,
             "update vehicle set owner_volunteer_id = null, owner_organization_id = %lld",
             (long long)world->organization);
    run(world, sql);
    assert_refused(world, world_wish(world), RIDE_NO_CAR);
}

/* --- the notice ------------------------------------------------------------------------------ */

/* Nobody can be fetched later than this for an appointment; found by asking, not by the code under
   test: the last window is the one that closes as late as can be. */
static void assert_notice_is_exact(struct rides_world *world, struct date day)
{
    struct ctx *ctx = &world->store.ctx;
    struct ride_wish wish = world_wish(world);
    struct ride_answer answer;
    int64_t opens;

    ctx->now = instant_at(date_add_days(day, -5), at(9, 0));
    run(world, "delete from person_declaration");
    wish.lives_alone_declared = true;
    wish.autonomy_declared = true;
    wish.day = day;
    wish.called_at = ctx->now;
    answer = ask(world, wish);
    assert_int_equal(answer.refusal, RIDE_ACCEPTED);

    /* 24 hours before the latest boarding: yes, and the window opens that very minute. */
    opens = answer.outbound.window_closes.seconds;
    for (int64_t latest = opens + 600; latest >= opens - 300; latest -= 60) {
        wish.called_at.seconds = latest - 24 * 3600;
        ctx->now = wish.called_at;
        answer = ask(world, wish);
        if (answer.refusal == RIDE_ACCEPTED)
            break;
        assert_int_equal(answer.refusal, RIDE_TOO_LATE);
    }
    assert_int_equal(answer.refusal, RIDE_ACCEPTED);
    assert_int_equal(answer.outbound.window_opens.seconds - wish.called_at.seconds, 24 * 3600);
    wish.called_at.seconds += 60; /* 23 hours and 59 minutes */
    ctx->now = wish.called_at;
    answer = ask(world, wish);
    assert_int_equal(answer.refusal, RIDE_TOO_LATE);
    assert_false(instant_is_none(answer.earliest));
    assert_true(answer.earliest.seconds - wish.called_at.seconds >= 24 * 3600);
}

static void notice_is_24_elapsed_hours_across_clock_changes(void **state)
{
    static const struct {
        int year, month, day;
    } SUNDAYS[] = {
        {2026, 3, 29},  {2026, 10, 25}, {2027, 3, 28},  {2027, 10, 31}, {2028, 3, 26},
        {2028, 10, 29}, {2029, 3, 25},  {2029, 10, 28}, {2030, 3, 31},  {2030, 10, 27},
    };
    struct rides_world *world = *state;

    world_driver(world);
    run(world, "delete from holiday"); /* Easter 2027 is one of these Sundays */
    for (size_t i = 0; i < sizeof SUNDAYS / sizeof SUNDAYS[0]; i++) {
        size_t mark = arena_mark(world->store.ctx.arena);

        assert_notice_is_exact(world, date_of(SUNDAYS[i].year, SUNDAYS[i].month, SUNDAYS[i].day));
        arena_rewind(world->store.ctx.arena, mark);
    }
}

static void too_late_tells_the_earliest_that_can_be_booked(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);
    struct ride_answer answer;

    world_driver(world);
    wish.day = instant_date(test_now());
    wish.appointment = at(12, 0);
    answer = ask(world, wish);
    assert_int_equal(answer.refusal, RIDE_TOO_LATE);
    assert_true(answer.exception_possible);
    assert_true(answer.earliest.seconds >= test_now().seconds + 24 * 3600);
    assert_true(answer.earliest.seconds <= test_now().seconds + 25 * 3600);
    assert_true(answer.alternative_count > 0);
    assert_int_equal(answer.alternatives[0].window_opens.seconds, answer.earliest.seconds);
}

/* --- promises -------------------------------------------------------------------------------- */

static void assert_windows_are_kept(struct ctx *ctx, struct date on)
{
    struct day_leg_row *legs;
    struct rides_day day;
    size_t count;

    OK_OR_FAIL(rides_day(ctx, 0, on, &day));
    assert_int_equal(day.unassigned_count, 0);
    OK_OR_FAIL(ride_legs_of_day(ctx, on, &legs, &count));
    for (size_t i = 0; i < count; i++) {
        assert_true(legs[i].window_opens.seconds <= legs[i].pick_up_at.seconds);
        assert_true(legs[i].pick_up_at.seconds <= legs[i].window_closes.seconds);
        if (strcmp(legs[i].direction, "outbound") == 0)
            assert_true(legs[i].drop_off_at.seconds + 8 * 60 <=
                        instant_at(on, legs[i].appointment).seconds);
    }
}

/* Books a crowd into one morning and looks after each booking that everybody's window holds. */
static void later_bookings_keep_every_window(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct crowd crowd = {.world = world};
    size_t booked = 0;

    world_driver(world);
    world_driver(world);
    OK_OR_FAIL(store_write(ctx, make_crowd, &crowd));
    for (int i = 0; i < 24; i++) {
        size_t mark = arena_mark(ctx->arena);
        struct ride_wish wish = world_wish(world);
        struct world_booking booking;
        enum status status;

        wish.person_id = crowd.ids[i];
        wish.appointment = at(8 + (i * 7) % 5, (i * 13) % 60);
        wish.return_kind = i % 3 ? RIDE_RETURN_NONE : RIDE_RETURN_ON_CALL;
        status = world_book(ctx, wish, &booking);
        assert_true(status == OK ||
                    (status == ERR_CONFLICT && booking.answer.refusal != RIDE_ACCEPTED));
        booked += status == OK;
        assert_windows_are_kept(ctx, wish.day);
        arena_rewind(ctx->arena, mark);
    }
    assert_in_range(booked, 8, 23);
}

static void promised_volunteer_binds(void **state)
{
    struct rides_world *world = *state;
    struct world_driver first = world_driver(world);
    struct world_driver second = world_driver(world);
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;
    struct ride_leg_row *legs;
    size_t count;

    (void)first;
    wish.promise_volunteer = true;
    wish.volunteer_id = second.volunteer;
    OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
    OK_OR_FAIL(ride_legs_read(&world->store.ctx, booking.id, &legs, &count));
    assert_int_equal(legs[0].volunteer_id, second.volunteer);
    assert_true(legs[0].volunteer_promised);
    wish.person_id = world->ada;
    wish.volunteer_id = 4000;
    assert_refused(world, wish, RIDE_NO_VOLUNTEER);
}

static void alternatives_can_be_booked(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct ride_wish wish = world_wish(world);
    struct ride_answer answer;

    world_driver(world);
    wish.appointment = at(14, 0);
    wish.return_kind = RIDE_RETURN_AT;
    wish.return_at = at(15, 0);
    answer = ask(world, wish);
    assert_int_equal(answer.refusal, RIDE_NO_VOLUNTEER);
    assert_int_equal(answer.alternative_count, 6); /* three that day, three on the next */
    assert_int_equal(answer.alternatives[0].day.days, world_day().days);
    assert_int_equal(answer.alternatives[3].day.days, world_day().days + 1);
    for (size_t i = 0; i < answer.alternative_count; i++) {
        struct ride_wish other = wish;
        struct ride_answer yes;

        other.day = answer.alternatives[i].day;
        other.return_at.minutes += answer.alternatives[i].appointment.minutes - 14 * 60;
        other.appointment = answer.alternatives[i].appointment;
        OK_OR_FAIL(ride_ask(ctx, &other, &yes));
        assert_int_equal(yes.refusal, RIDE_ACCEPTED);
        assert_int_equal(yes.outbound.window_opens.seconds,
                         answer.alternatives[i].window_opens.seconds);
    }
}

/* Two wishes of one person cannot overlap, so what is offered may not either. */
static void alternatives_leave_out_the_time_of_another_ride(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;
    struct ride_answer answer;

    world_driver(world);
    wish.appointment = at(12, 45);
    OK_OR_FAIL(world_book(ctx, wish, &booking));
    wish.appointment = at(14, 0);
    answer = ask(world, wish);
    assert_int_equal(answer.refusal, RIDE_NO_VOLUNTEER);
    for (size_t i = 0; i < answer.alternative_count; i++) {
        struct ride_wish other = wish;

        other.day = answer.alternatives[i].day;
        other.appointment = answer.alternatives[i].appointment;
        assert_int_equal(ask(world, other).refusal, RIDE_ACCEPTED);
    }
}

static void overlapping_ride_is_named(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;
    struct ride_answer answer;

    world_driver(world);
    OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
    answer = ask(world, wish);
    assert_int_equal(answer.refusal, RIDE_ALREADY_BOOKED);
    assert_int_equal(answer.other_ride_id, booking.id);
}

/* The notice may leave less time than a window is wide. */
static void window_closes_while_there_is_still_time(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);
    bool met_the_notice = false;

    world_driver(world);
    wish.day = date_add_days(world_day(), -1);
    for (int minute = 0; minute < 90; minute++) {
        struct ride_answer answer;
        struct ride_wish later = wish;

        later.appointment = at(10, minute);
        if (minute >= 60)
            later.appointment = at(11, minute - 60);
        answer = ask(world, later);
        if (answer.refusal != RIDE_ACCEPTED)
            continue;
        met_the_notice = true;
        /* Five minutes to board, eight before the appointment, and at least the shortest drive. */
        assert_true(answer.outbound.window_closes.seconds + (5 + 8 + 3) * 60 <=
                    instant_at(later.day, later.appointment).seconds);
        assert_true(answer.outbound.window_opens.seconds >= later.called_at.seconds + 24 * 3600);
    }
    assert_true(met_the_notice);
}

static void assert_spoken(const struct ride_slot *slot)
{
    int64_t width = slot->window_closes.seconds - slot->window_opens.seconds;

    assert_int_equal(slot->window_opens.seconds % 300, 0);
    assert_int_equal(slot->window_closes.seconds % 300, 0);
    assert_in_range(width, 300, 900);
    assert_true(slot->pick_up.seconds >= slot->window_opens.seconds);
    assert_true(slot->pick_up.seconds <= slot->window_closes.seconds);
}

/* Whatever the minute of the appointment and of the way home, and of the notice. */
static void window_is_told_in_steps_of_five_minutes(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct ride_wish wish = world_wish(world);
    size_t told = 0;

    world_driver(world);
    wish.return_kind = RIDE_RETURN_AT;
    for (int minute = 0; minute < 60; minute++) {
        struct ride_answer answer;

        wish.appointment = at(10, minute);
        wish.return_at = at(11, 59 - minute);
        answer = ask(world, wish);
        assert_int_equal(answer.refusal, RIDE_ACCEPTED);
        assert_spoken(&answer.outbound);
        assert_spoken(&answer.homeward);
        assert_true(answer.outbound.drop_off.seconds + 8 * 60 <=
                    instant_at(wish.day, wish.appointment).seconds);
        assert_true(answer.homeward.window_opens.seconds >=
                    instant_at(wish.day, wish.return_at).seconds);
    }
    /* The notice ends in the middle of a step: the window opens with the next, or to the minute
       where no step is left in time. */
    wish.return_kind = RIDE_RETURN_NONE;
    wish.appointment = at(10, 15);
    wish.day = date_add_days(instant_date(ctx->now), 1);
    for (int second = 0; second < 3600; second += 30) {
        struct ride_answer answer;

        wish.called_at = instant_at(instant_date(ctx->now), at(9, 0));
        wish.called_at.seconds += second;
        answer = ask(world, wish);
        if (answer.refusal != RIDE_ACCEPTED)
            continue;
        assert_true(answer.outbound.window_opens.seconds >= wish.called_at.seconds + 24 * 3600);
        told += answer.outbound.window_opens.seconds % 300 == 0;
        if (answer.outbound.window_opens.seconds % 300 == 0)
            assert_spoken(&answer.outbound);
    }
    assert_in_range(told, 30, 120);
}

/* The cheapest round would take her along with a neighbour an hour too early, to wait in the car.
 */
static void passenger_is_not_driven_around_to_spare_a_round(void **state)
{
    enum { BOARDING = 5, SHORTEST_DRIVE = 3, DETOUR = 15 };
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;
    struct ride_answer answer;

    world_driver(world);
    run(world, "update person set place_id = (select id from place where name = 'Arrone')");
    OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
    wish.person_id = world->ada;
    wish.appointment = at(11, 0);
    answer = ask(world, wish);
    assert_int_equal(answer.refusal, RIDE_ACCEPTED);
    assert_true(answer.outbound.drop_off.seconds - answer.outbound.pick_up.seconds <=
                (BOARDING + SHORTEST_DRIVE + DETOUR) * 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_THE_VALLEY(every_statement_prepares),
        IN_THE_VALLEY(ask_when_somebody_is_free_promises_a_window_in_time),
        IN_THE_VALLEY(ask_with_a_return_promises_both_ways),
        IN_THE_VALLEY(book_keeps_ride_legs_declarations_event_and_audit),
        IN_THE_VALLEY(numbers_have_no_gaps_when_a_booking_fails),
        IN_THE_VALLEY(book_in_windows_other_than_said_is_a_conflict),
        IN_THE_VALLEY(closed_day_is_named_and_the_next_one_offered),
        IN_THE_VALLEY(without_volunteer_or_without_car_are_told_apart),
        IN_THE_VALLEY(shared_car_is_not_used_twice_at_once),
        IN_THE_VALLEY(own_car_is_where_its_driver_is),
        IN_THE_VALLEY(notice_is_24_elapsed_hours_across_clock_changes),
        IN_THE_VALLEY(too_late_tells_the_earliest_that_can_be_booked),
        IN_THE_VALLEY(later_bookings_keep_every_window),
        IN_THE_VALLEY(promised_volunteer_binds),
        IN_THE_VALLEY(alternatives_can_be_booked),
        IN_THE_VALLEY(alternatives_leave_out_the_time_of_another_ride),
        IN_THE_VALLEY(overlapping_ride_is_named),
        IN_THE_VALLEY(window_closes_while_there_is_still_time),
        IN_THE_VALLEY(window_is_told_in_steps_of_five_minutes),
        IN_THE_VALLEY(passenger_is_not_driven_around_to_spare_a_round),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
