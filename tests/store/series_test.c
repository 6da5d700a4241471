/* Rides that come again: one answer for each date, booked in one write, cancelled from one on. */
#include "rides/series.h"

#include "support/rides_world.h"

/* Rosa every Wednesday at ten. */
static struct series_rule wednesdays(int times)
{
    return (struct series_rule){
        .every = SERIES_EVERY_WEEK,
        .interval = 1,
        .weekdays = series_weekday(WEDNESDAY),
        .first = world_day(),
        .last = date_add_days(world_day(), 300),
        .times = times,
    };
}

static struct ride_series_answer *ask_series(struct rides_world *world, struct ride_wish wish,
                                             struct series_rule rule)
{
    struct ride_series_answer *answer =
        arena_new(world->store.ctx.arena, struct ride_series_answer);

    OK_OR_FAIL(ride_series_ask(&world->store.ctx, &wish, &rule, answer));
    return answer;
}

struct series_booking {
    struct ride_wish wish;
    struct series_rule rule;
    struct ride_series_take takes[SERIES_DATES_MAX];
    size_t count;
    struct ride_series_booked booked;
};

static enum status write_series(struct ctx *tx, void *args)
{
    struct series_booking *booking = args;

    return ride_series_book(tx, &booking->wish, &booking->rule, booking->takes, booking->count,
                            &booking->booked);
}

/* Every date with a yes, as it was said. */
static void take_all(struct series_booking *booking, const struct ride_series_answer *answer)
{
    booking->count = 0;
    for (size_t i = 0; i < answer->count; i++) {
        const struct ride_series_date *date = &answer->dates[i];

        if (date->refusal == RIDE_ACCEPTED)
            booking->takes[booking->count++] = (struct ride_series_take){
                date->day,
                booking->wish.appointment,
                {date->outbound.window_opens, INSTANT_NONE},
                0,
            };
    }
}

static struct series_booking *book_wednesdays(struct rides_world *world, int times)
{
    struct series_booking *booking = arena_new(world->store.ctx.arena, struct series_booking);

    booking->wish = world_wish(world);
    booking->rule = wednesdays(times);
    take_all(booking, ask_series(world, booking->wish, booking->rule));
    OK_OR_FAIL(store_write(&world->store.ctx, write_series, booking));
    return booking;
}

static int64_t booked_rides(struct rides_world *world)
{
    int64_t count = 0;
    struct series_ride *rides;
    size_t all;

    OK_OR_FAIL(ride_series_rides(&world->store.ctx, 1, &rides, &all));
    for (size_t i = 0; i < all; i++)
        count += strcmp(rides[i].state, "booked") == 0;
    return count;
}

static void each_date_has_its_own_yes(void **state)
{
    struct rides_world *world = *state;
    struct ride_series_answer *answer;

    world_driver(world);
    answer = ask_series(world, world_wish(world), wednesdays(4));
    assert_int_equal(answer->count, 4);
    assert_int_equal(answer->accepted, 4);
    assert_false(answer->cut);
    for (size_t i = 0; i < answer->count; i++) {
        const struct ride_series_date *date = &answer->dates[i];

        assert_int_equal(date->day.days, world_day().days + (int)i * 7);
        assert_int_equal(instant_date(date->outbound.window_opens).days, date->day.days);
        assert_int_equal(instant_clock(date->outbound.window_opens).minutes,
                         instant_clock(answer->dates[0].outbound.window_opens).minutes);
    }
}

static void closed_day_is_told_and_another_day_offered(void **state)
{
    struct rides_world *world = *state;
    struct ride_series_answer *answer;

    world_driver(world);
    run(world,
        "insert into closure (office_id, line, first_day, last_day, name) select id, 'rides',"
        " '2026-12-02', '2026-12-02', 'Neve' from office");
    answer = ask_series(world, world_wish(world), wednesdays(3));
    assert_int_equal(answer->count, 3);
    assert_int_equal(answer->accepted, 2);
    assert_int_equal(answer->dates[1].refusal, RIDE_CLOSED_DAY);
    assert_string_equal(answer->dates[1].detail, "Neve");
    assert_true(answer->dates[1].has_nearest);
    assert_int_equal(answer->dates[1].nearest.day.days, date_of(2026, 12, 3).days);
}

static void time_that_is_taken_has_the_nearest_of_that_day(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish other = world_wish(world);
    struct series_booking *booking = arena_new(world->store.ctx.arena, struct series_booking);
    struct ride_series_answer *answer;
    struct world_booking booked;

    world_driver(world);
    run(world, "update policy set value = '10' where key = 'rides.arrive_too_early_minutes'");
    run(world, "update vehicle set seats = 1");
    other.person_id = world->ada;
    other.day = date_of(2026, 12, 2);
    OK_OR_FAIL(world_book(&world->store.ctx, other, &booked));
    booking->wish = world_wish(world);
    booking->rule = wednesdays(3);
    answer = ask_series(world, booking->wish, booking->rule);
    assert_int_equal(answer->accepted, 2);
    assert_true(answer->dates[1].has_nearest);
    assert_int_equal(answer->dates[1].nearest.day.days, other.day.days);

    /* And it can be taken with the others. */
    take_all(booking, answer);
    booking->takes[booking->count++] = (struct ride_series_take){
        other.day, answer->dates[1].nearest.appointment, answer->dates[1].nearest_said, 0};
    OK_OR_FAIL(store_write(&world->store.ctx, write_series, booking));
    assert_int_equal(booking->booked.booked, 3);
    assert_int_equal(booking->booked.lost_count, 0);
}

/* On the second date the only volunteer is home again by ten past nine. */
static void date_that_fails_is_offered_the_same_time_by_who_leaves_earlier(void **state)
{
    struct rides_world *world = *state;
    struct series_booking *booking = arena_new(world->store.ctx.arena, struct series_booking);
    const struct ride_series_date *date;
    struct ride_series_answer *answer;
    struct series_ride *rides;
    struct ride_row ride;
    size_t count;

    world_driver(world);
    run(world, "insert into volunteer_absence (volunteer_id, from_day, to_day, starts, ends)"
               " select id, '2026-12-02', '2026-12-02', 550, 1439 from volunteer");
    booking->wish = world_wish(world);
    booking->rule = wednesdays(3);
    answer = ask_series(world, booking->wish, booking->rule);
    date = &answer->dates[1];
    assert_int_equal(answer->accepted, 2);
    assert_int_equal(date->refusal, RIDE_NO_VOLUNTEER);
    assert_int_equal(date->earlier.minutes, 10);
    assert_int_equal(date->nearest.appointment.minutes, booking->wish.appointment.minutes);
    assert_int_equal(answer->dates[2].earlier.minutes, 0);

    take_all(booking, answer);
    booking->takes[booking->count++] = (struct ride_series_take){
        date->day, date->nearest.appointment, date->nearest_said, date->earlier.minutes};
    OK_OR_FAIL(store_write(&world->store.ctx, write_series, booking));
    assert_int_equal(booking->booked.booked, 3);
    OK_OR_FAIL(ride_series_rides(&world->store.ctx, booking->booked.series_id, &rides, &count));
    for (size_t i = 0; i < count; i++) {
        OK_OR_FAIL(ride_row_read(&world->store.ctx, rides[i].id, &ride));
        assert_int_equal(ride.early_minutes, i == 1 ? 10 : 0);
        assert_int_equal(ride.appointment.minutes, booking->wish.appointment.minutes);
    }
    assert_int_equal(rides[1].window_opens.seconds, date->earlier.window_opens.seconds);
}

static void beyond_the_horizon_nothing_is_asked_and_that_is_told(void **state)
{
    struct rides_world *world = *state;
    struct ride_series_answer *answer;

    world_driver(world);
    answer = ask_series(world, world_wish(world), wednesdays(50));
    assert_int_equal(answer->count, 9); /* sixty days */
    assert_true(answer->cut);
    assert_int_equal(answer->last_day.days, instant_date(world->store.ctx.now).days + 60);
    answer = ask_series(world, world_wish(world), wednesdays(0));
    assert_int_equal(answer->count, 9);
    assert_true(answer->cut);
}

static void condition_of_the_person_is_answered_once(void **state)
{
    struct rides_world *world = *state;
    struct ride_series_answer *answer;
    struct ride_wish wish = world_wish(world);

    world_driver(world);
    wish.companions = 5;
    answer = ask_series(world, wish, wednesdays(4));
    assert_int_equal(answer->count, 1);
    assert_int_equal(answer->dates[0].refusal, RIDE_TOO_MANY_COMPANIONS);
}

static void all_that_have_a_yes_are_booked_as_they_were_said(void **state)
{
    struct rides_world *world = *state;
    struct series_booking *booking;
    struct series_ride *rides;
    struct clock_time appointment;
    struct series_rule rule;
    size_t count;

    world_driver(world);
    booking = book_wednesdays(world, 5);
    assert_int_equal(booking->booked.booked, 5);
    assert_int_equal(booking->booked.lost_count, 0);
    OK_OR_FAIL(ride_series_rides(&world->store.ctx, booking->booked.series_id, &rides, &count));
    assert_int_equal(count, 5);
    assert_int_equal(rides[0].id, booking->booked.first_ride_id);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(rides[i].window_opens.seconds,
                         booking->takes[i].said.outbound_opens.seconds);
    OK_OR_FAIL(ride_series_rule(&world->store.ctx, booking->booked.series_id, &rule, &appointment));
    assert_memory_equal(&rule, &booking->rule, sizeof rule);
    assert_int_equal(appointment.minutes, booking->wish.appointment.minutes);
}

static void date_lost_meanwhile_is_told_and_the_others_are_booked(void **state)
{
    struct rides_world *world = *state;
    struct series_booking *booking = arena_new(world->store.ctx.arena, struct series_booking);

    world_driver(world);
    booking->wish = world_wish(world);
    booking->rule = wednesdays(3);
    take_all(booking, ask_series(world, booking->wish, booking->rule));
    run(world,
        "insert into closure (office_id, line, first_day, last_day, name) select id, 'rides',"
        " '2026-12-02', '2026-12-02', 'Neve' from office");
    OK_OR_FAIL(store_write(&world->store.ctx, write_series, booking));
    assert_int_equal(booking->booked.booked, 2);
    assert_int_equal(booking->booked.lost_count, 1);
    assert_int_equal(booking->booked.lost[0].day.days, date_of(2026, 12, 2).days);
    assert_int_equal(booked_rides(world), 2);
}

static void series_of_which_nothing_is_left_is_not_written(void **state)
{
    struct rides_world *world = *state;
    struct series_booking *booking = arena_new(world->store.ctx.arena, struct series_booking);
    struct ride_series_row row;

    world_driver(world);
    booking->wish = world_wish(world);
    booking->rule = wednesdays(2);
    take_all(booking, ask_series(world, booking->wish, booking->rule));
    run(world,
        "insert into closure (office_id, line, first_day, last_day, name) select id, 'rides',"
        " '2026-11-24', '2026-12-31', 'Neve' from office");
    assert_int_equal(store_write(&world->store.ctx, write_series, booking), ERR_CONFLICT);
    assert_int_equal(ride_series_read(&world->store.ctx, 1, &row), ERR_NOT_FOUND);
}

static void day_that_the_rule_does_not_have_is_refused(void **state)
{
    struct rides_world *world = *state;
    struct series_booking *booking = arena_new(world->store.ctx.arena, struct series_booking);

    world_driver(world);
    booking->wish = world_wish(world);
    booking->rule = wednesdays(2);
    take_all(booking, ask_series(world, booking->wish, booking->rule));
    booking->takes[1].day = date_add_days(booking->takes[1].day, 1);
    assert_int_equal(store_write(&world->store.ctx, write_series, booking), ERR_INVALID);
    booking->count = 0;
    assert_int_equal(store_write(&world->store.ctx, write_series, booking), ERR_INVALID);
}

static void sixty_dates_are_booked_in_one_write(void **state)
{
    struct rides_world *world = *state;
    struct series_booking *booking = arena_new(world->store.ctx.arena, struct series_booking);

    world_driver(world);
    booking->wish = world_wish(world);
    booking->rule = wednesdays(58);
    booking->rule.weekdays = 0xfe;
    take_all(booking, ask_series(world, booking->wish, booking->rule));
    assert_in_range(booking->count, 50, 58); /* the feasts of Christmas are closed */
    OK_OR_FAIL(store_write(&world->store.ctx, write_series, booking));
    assert_int_equal(booking->booked.booked, booking->count);
}

struct series_end {
    int64_t id;
    enum ride_scope scope;
    size_t count;
};

static enum status end_series(struct ctx *tx, void *args)
{
    struct series_end *end = args;
    struct ride_row ride;

    OK_OR_FAIL(ride_row_read(tx, end->id, &ride));
    return ride_series_cancel(tx, end->id, ride.version, end->scope, NULL, &end->count);
}

static void assert_cancels(struct rides_world *world, int64_t id, enum ride_scope scope,
                           size_t wanted, int64_t left)
{
    struct series_end end = {.id = id, .scope = scope};

    OK_OR_FAIL(store_write(&world->store.ctx, end_series, &end));
    assert_int_equal(end.count, wanted);
    assert_int_equal(booked_rides(world), left);
}

static void one_then_the_following_then_all_are_cancelled(void **state)
{
    struct rides_world *world = *state;
    struct series_booking *booking;
    int64_t first;

    world_driver(world);
    booking = book_wednesdays(world, 6);
    first = booking->booked.first_ride_id;
    assert_cancels(world, first + 3, RIDE_SCOPE_THIS, 1, 5);
    assert_cancels(world, first + 4, RIDE_SCOPE_FOLLOWING, 2, 3);
    assert_cancels(world, first + 1, RIDE_SCOPE_ALL, 3, 0);
}

static void what_is_past_is_not_cancelled_with_the_rest(void **state)
{
    struct rides_world *world = *state;
    struct series_booking *booking;

    world_driver(world);
    booking = book_wednesdays(world, 4);
    world->store.ctx.now = instant_at(date_of(2026, 12, 3), at(10, 0));
    assert_cancels(world, booking->booked.first_ride_id + 3, RIDE_SCOPE_ALL, 2, 2);
}

static enum status move_one(struct ctx *tx, void *args)
{
    struct series_booking *booking = args;
    struct ride_wish wish = booking->wish;
    struct ride_answer answer;

    wish.day = date_of(2026, 12, 3);
    return ride_move(tx, booking->booked.first_ride_id + 1, 1, &wish, NULL, &answer);
}

static void ride_that_is_moved_alone_stays_in_its_series(void **state)
{
    struct rides_world *world = *state;
    struct series_booking *booking;
    struct series_ride *rides;
    size_t count;

    world_driver(world);
    booking = book_wednesdays(world, 3);
    OK_OR_FAIL(store_write(&world->store.ctx, move_one, booking));
    OK_OR_FAIL(ride_series_rides(&world->store.ctx, booking->booked.series_id, &rides, &count));
    assert_int_equal(count, 3);
    assert_int_equal(rides[1].on_day.days, date_of(2026, 12, 3).days);
    assert_int_equal(rides[2].on_day.days, date_of(2026, 12, 9).days);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_THE_VALLEY(each_date_has_its_own_yes),
        IN_THE_VALLEY(closed_day_is_told_and_another_day_offered),
        IN_THE_VALLEY(time_that_is_taken_has_the_nearest_of_that_day),
        IN_THE_VALLEY(date_that_fails_is_offered_the_same_time_by_who_leaves_earlier),
        IN_THE_VALLEY(beyond_the_horizon_nothing_is_asked_and_that_is_told),
        IN_THE_VALLEY(condition_of_the_person_is_answered_once),
        IN_THE_VALLEY(all_that_have_a_yes_are_booked_as_they_were_said),
        IN_THE_VALLEY(date_lost_meanwhile_is_told_and_the_others_are_booked),
        IN_THE_VALLEY(series_of_which_nothing_is_left_is_not_written),
        IN_THE_VALLEY(day_that_the_rule_does_not_have_is_refused),
        IN_THE_VALLEY(sixty_dates_are_booked_in_one_write),
        IN_THE_VALLEY(one_then_the_following_then_all_are_cancelled),
        IN_THE_VALLEY(what_is_past_is_not_cancelled_with_the_rest),
        IN_THE_VALLEY(ride_that_is_moved_alone_stays_in_its_series),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
