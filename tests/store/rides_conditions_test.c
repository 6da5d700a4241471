/* What a ride depends on: the conditions in their order, the exceptions, wishes that make no sense.
 */
#include "rides/rides.h"

#include "support/rides_world.h"
#include "support/statements.h"

static void unknown_conditions_are_asked_before_anything_else(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);

    run(world, "delete from person_declaration");
    wish.mobility_aid = "fixed_wheelchair";
    assert_refused(world, wish, RIDE_UNKNOWN_ALONE);
    wish.lives_alone_declared = true;
    assert_refused(world, wish, RIDE_UNKNOWN_AUTONOMY);
    wish.autonomy_declared = true;
    assert_refused(world, wish, RIDE_AID_NOT_CARRIED);
}

static void who_has_died_is_refused_before_anything_is_asked(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);

    world_driver(world);
    assert_int_equal(ask(world, wish).refusal, RIDE_ACCEPTED);
    run(world, "update person set died_on = '2026-11-22'");
    assert_refused(world, wish, RIDE_HAS_DIED);
    assert_false(ask(world, wish).exception_possible);
    run(world, "delete from person_declaration");
    assert_refused(world, wish, RIDE_HAS_DIED);
}

static void old_declaration_is_asked_again(void **state)
{
    struct rides_world *world = *state;

    run(world, "update person_declaration set declared_on = '2025-11-22'");
    assert_refused(world, world_wish(world), RIDE_UNKNOWN_ALONE);
    run(world, "update person_declaration set declared_on = '2025-11-23'");
    assert_refused(world, world_wish(world), RIDE_NO_VOLUNTEER);
}

static void person_outside_the_conditions_is_refused(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);

    run(world, "update person_declaration set value = 'no' where kind = 'lives_alone'");
    assert_refused(world, wish, RIDE_NOT_ALONE);
    wish.lives_alone_declared = true;
    run(world, "update person_declaration set value = 'partly' where kind = 'autonomy'");
    assert_refused(world, wish, RIDE_NOT_SELF_SUFFICIENT);
    assert_true(ask(world, wish).exception_possible);
}

static void zone_that_does_not_ask_who_lives_alone_drives_whoever_does_not(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);

    world_driver(world);
    run(world, "update person_declaration set value = 'no' where kind = 'lives_alone'");
    assert_refused(world, wish, RIDE_NOT_ALONE);
    run(world, "update policy set value = 'no' where key = 'rides.requires_living_alone'");
    assert_int_equal(ask(world, wish).refusal, RIDE_ACCEPTED);
}

static void place_and_destination_must_be_served(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);
    char sql[100];

    snprintf(sql, sizeof sql, "update person set place_id = %lld", (long long)world->elsewhere);
    run(world, sql);
    assert_refused(world, wish, RIDE_PLACE_NOT_SERVED);
    assert_string_equal(ask(world, wish).detail, "Terni");
    run(world, "update person set place_id = null");
    assert_refused(world, wish, RIDE_NO_ADDRESS);
    run(world, "update person set latitude_micro = 42583300");
    assert_refused(world, wish, RIDE_NO_ADDRESS);
    run(world, "update person set latitude_micro = null");
    snprintf(sql, sizeof sql, "update person set place_id = %lld", (long long)world->ferentillo);
    run(world, sql);
    run(world, "update destination set kind = 'cinema'");
    assert_refused(world, wish, RIDE_DESTINATION_NOT_SERVED);
    run(world, "update destination set kind = 'surgery', active = 0");
    assert_refused(world, wish, RIDE_DESTINATION_NOT_SERVED);
    run(world, "update destination set active = 1");
    run(world, "update policy set value = '0' where key = 'rides.places'");
    assert_refused(world, wish, RIDE_PLACE_NOT_SERVED);
}

static void companions_and_days_have_bounds(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);

    wish.companions = 2;
    assert_refused(world, wish, RIDE_TOO_MANY_COMPANIONS);
    wish.companions = 1;
    wish.day = instant_date(test_now());
    wish.appointment = at(10, 0);
    assert_refused(world, wish, RIDE_IN_THE_PAST);
    wish.day = date_add_days(wish.day, 60);
    assert_refused(world, wish, RIDE_NO_VOLUNTEER);
    wish.day = date_add_days(wish.day, 1);
    assert_refused(world, wish, RIDE_TOO_FAR_AHEAD);
}

static void return_that_nobody_drives_is_told_apart_from_the_way_there(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);

    world_driver(world); /* until one o'clock */
    wish.return_kind = RIDE_RETURN_AT;
    wish.return_at = at(16, 0);
    assert_refused(world, wish, RIDE_NO_VOLUNTEER);
    assert_true(ask(world, wish).return_fails);
    wish.appointment = at(15, 0);
    assert_refused(world, wish, RIDE_NO_VOLUNTEER);
    assert_false(ask(world, wish).return_fails);
    wish.return_kind = RIDE_RETURN_WAIT;
    wish.return_at = CLOCK_NONE;
    wish.wait_minutes = 60;
    wish.appointment = at(12, 45);
    assert_refused(world, wish, RIDE_NO_VOLUNTEER);
    assert_false(ask(world, wish).return_fails);
}

static void badly_formed_wishes_are_invalid(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct ride_answer answer;
    struct ride_wish wish = world_wish(world);

    wish.mobility_aid = "broom";
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_INVALID);
    wish = world_wish(world);
    wish.boarding_minutes = 21;
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_INVALID);
    wish = world_wish(world);
    wish.return_kind = RIDE_RETURN_AT;
    wish.return_at = at(9, 59);
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_INVALID);
    wish = world_wish(world);
    wish.called_at = instant_add_minutes(ctx->now, 1);
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_INVALID);
    wish = world_wish(world);
    wish.mobility_aid = NULL;
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_INVALID);
    wish = world_wish(world);
    wish.return_kind = RIDE_RETURN_AT;
    wish.return_at = CLOCK_NONE;
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_INVALID);
    wish = world_wish(world);
    wish.appointment = CLOCK_NONE;
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_INVALID);
    wish = world_wish(world);
    wish.day = DATE_NONE;
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_INVALID);
    wish = world_wish(world);
    wish.boarding_minutes = -1;
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_INVALID);
    wish = world_wish(world);
    wish.companions = -1;
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_INVALID);
    wish.companions = 1000000;
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_INVALID);
    wish = world_wish(world);
    wish.promise_volunteer = true; /* and nobody said which */
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_INVALID);
    wish = world_wish(world);
    wish.person_id = 4000;
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_NOT_FOUND);
    wish = world_wish(world);
    wish.destination_id = 4000;
    assert_int_equal(ride_ask(ctx, &wish, &answer), ERR_NOT_FOUND);
}

static void desk_of_another_office_is_denied(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);
    struct ride_answer answer;

    world_driver(world);
    world->coordinator.whole_zone = false;
    world->coordinator.roles[0].office_id = world->office + 1;
    assert_int_equal(ride_ask(&world->store.ctx, &wish, &answer), ERR_DENIED);
    world->coordinator.roles[0].office_id = world->office;
    world->coordinator.places[world->coordinator.place_count++] = world->ferentillo;
    assert_int_equal(ask(world, wish).refusal, RIDE_ACCEPTED);
}

/* Kept ready from an hour after the appointment, and midnight is before that. */
static void return_on_call_never_waits_past_midnight(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);

    world_driver(world);
    run(world, "update volunteer_hours set ends = 1439");
    wish.appointment = at(23, 0);
    assert_int_equal(ask(world, wish).refusal, RIDE_ACCEPTED);
    wish.return_kind = RIDE_RETURN_ON_CALL;
    assert_refused(world, wish, RIDE_NO_VOLUNTEER);
}

/* How many statements of the answer could fail; each time there is none, and the next is right. */
static int ask_until_it_works(struct rides_world *world, struct ride_wish wish,
                              enum ride_refusal refusal)
{
    struct ride_answer answer;
    enum status status = ERR_UNAVAILABLE;
    int nth = 0;

    while (status != OK) {
        statements_fail_nth(++nth);
        status = ride_ask(&world->store.ctx, &wish, &answer);
        statements_fail_nth(0);
        assert_true(status == OK || status == ERR_UNAVAILABLE);
    }
    assert_int_equal(answer.refusal, refusal);
    return nth - 1;
}

static void ask_with_a_failing_statement_is_no_answer(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);

    world_driver(world);
    statements_watch_store(&world->store);
    assert_true(ask_until_it_works(world, wish, RIDE_ACCEPTED) > 10);
    wish.companions = 1;
    run(world, "update vehicle set seats = 1");
    assert_true(ask_until_it_works(world, wish, RIDE_NO_CAR) > 10);
}

static void exception_needs_a_coordinator_and_a_reason_and_is_kept(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;
    struct ride_row ride;

    world_driver(world);
    wish.exception_reason = "Visita anticipata";
    OK_OR_FAIL(world_book(ctx, wish, &booking));
    OK_OR_FAIL(ride_row_read(ctx, booking.id, &ride));
    assert_null(ride.exception_reason); /* it was not needed */
    wish.day = instant_date(test_now());
    wish.appointment = at(12, 0);
    OK_OR_FAIL(world_book(ctx, wish, &booking));
    assert_true(booking.answer.exception_used);
    OK_OR_FAIL(ride_row_read(ctx, booking.id, &ride));
    assert_string_equal(ride.exception_reason, "Visita anticipata");
    wish.exception_reason = "  ";
    assert_int_equal(world_book(ctx, wish, &booking), ERR_INVALID);
    wish.exception_reason = "Visita anticipata";
    world->coordinator.roles[0].role = ROLE_SOCIAL_WORKER;
    assert_int_equal(world_book(ctx, wish, &booking), ERR_DENIED);
}

static void exception_covers_the_conditions_but_not_what_cannot_be_done(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);

    world_driver(world);
    run(world, "update person_declaration set value = 'no' where kind = 'lives_alone'");
    wish.exception_reason = "Il marito è in ospedale";
    assert_int_equal(ask(world, wish).refusal, RIDE_ACCEPTED);
    assert_true(ask(world, wish).exception_used);
    wish.mobility_aid = "fixed_wheelchair";
    assert_refused(world, wish, RIDE_AID_NOT_CARRIED);
    assert_false(ask(world, wish).exception_possible);
    wish = world_wish(world);
    world->coordinator.roles[0].role = ROLE_SOCIAL_WORKER;
    assert_refused(world, wish, RIDE_NOT_ALONE);
    assert_false(ask(world, wish).exception_possible);
}

static void condition_denied_on_the_call_is_refused_and_may_be_excepted(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);
    struct ride_answer answer;

    world_driver(world);
    run(world, "delete from person_declaration");
    wish.lives_with_others_declared = true;
    answer = ask(world, wish);
    assert_int_equal(answer.refusal, RIDE_NOT_ALONE);
    assert_true(answer.exception_possible);
    wish.exception_reason = "Il marito è in ospedale";
    assert_refused(world, wish, RIDE_UNKNOWN_AUTONOMY);
    wish.autonomy_declared = true;
    answer = ask(world, wish);
    assert_int_equal(answer.refusal, RIDE_ACCEPTED);
    assert_true(answer.exception_used);
    wish.lives_with_others_declared = false;
    wish.lives_alone_declared = true;
    wish.autonomy_declared = false;
    wish.needs_help_declared = true;
    wish.exception_reason = NULL;
    assert_refused(world, wish, RIDE_NOT_SELF_SUFFICIENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_THE_VALLEY(unknown_conditions_are_asked_before_anything_else),
        IN_THE_VALLEY(who_has_died_is_refused_before_anything_is_asked),
        IN_THE_VALLEY(old_declaration_is_asked_again),
        IN_THE_VALLEY(person_outside_the_conditions_is_refused),
        IN_THE_VALLEY(zone_that_does_not_ask_who_lives_alone_drives_whoever_does_not),
        IN_THE_VALLEY(place_and_destination_must_be_served),
        IN_THE_VALLEY(companions_and_days_have_bounds),
        IN_THE_VALLEY(return_that_nobody_drives_is_told_apart_from_the_way_there),
        IN_THE_VALLEY(badly_formed_wishes_are_invalid),
        IN_THE_VALLEY(desk_of_another_office_is_denied),
        IN_THE_VALLEY(return_on_call_never_waits_past_midnight),
        IN_THE_VALLEY(ask_with_a_failing_statement_is_no_answer),
        IN_THE_VALLEY(exception_needs_a_coordinator_and_a_reason_and_is_kept),
        IN_THE_VALLEY(exception_covers_the_conditions_but_not_what_cannot_be_done),
        IN_THE_VALLEY(condition_denied_on_the_call_is_refused_and_may_be_excepted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
