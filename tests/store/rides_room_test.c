/* Room made on the telephone by moving a ride that was promised to somebody else. */
#include "support/rides_world.h"

/* What the tests look at, of the one leg of a ride. */
struct kept_leg {
    int64_t volunteer;
    int64_t opens;
    int64_t closes;
};

static struct kept_leg leg_of(struct rides_world *world, int64_t ride_id)
{
    struct ride_leg_row *legs;
    size_t count;

    OK_OR_FAIL(ride_legs_read(&world->store.ctx, ride_id, &legs, &count));
    assert_int_equal(count, 1);
    return (struct kept_leg){legs[0].volunteer_id, legs[0].window_opens.seconds,
                             legs[0].window_closes.seconds};
}

static bool has_event(struct rides_world *world, int64_t ride_id, const char *kind)
{
    struct ride_event_row *events;
    size_t count;

    OK_OR_FAIL(ride_events(&world->store.ctx, ride_id, &events, &count));
    for (size_t i = 0; i < count; i++) {
        if (strcmp(events[i].kind, kind) == 0)
            return true;
    }
    return false;
}

/* Rosa is promised a ride with the only driver; then a second one comes, whose car takes no
   wheelchair, and Ada asks for the same hour with hers. One seat in each car. */
struct morning {
    struct world_driver with_wheelchair;
    struct world_driver without;
    struct world_booking rosa;
    struct ride_wish ada;
};

static struct morning make_morning(struct rides_world *world)
{
    struct morning morning = {.with_wheelchair = world_driver(world), .ada = world_wish(world)};

    run(world, "update vehicle set seats = 1");
    run(world, "update policy set value = '10' where key = 'rides.arrive_too_early_minutes'");
    OK_OR_FAIL(world_book(&world->store.ctx, world_wish(world), &morning.rosa));
    morning.without = (struct world_driver){
        .world = world, .starts = at(8, 0), .ends = at(13, 0), .seats = 1, .wheelchairs = 0};
    OK_OR_FAIL(store_write(&world->store.ctx, world_add_driver, &morning.without));
    morning.ada.person_id = world->ada;
    morning.ada.mobility_aid = "folding_wheelchair";
    return morning;
}

static void ride_of_another_changes_hands_inside_what_was_said(void **state)
{
    struct rides_world *world = *state;
    struct ctx *ctx = &world->store.ctx;
    struct morning morning = make_morning(world);
    struct kept_leg before = leg_of(world, morning.rosa.id);
    struct ride_answer answer = ask(world, morning.ada);
    struct world_booking ada;

    assert_false(has_event(world, morning.rosa.id, "reassign"));
    assert_int_equal(answer.refusal, RIDE_ACCEPTED);
    assert_int_equal(answer.moved_count, 1);

    const struct ride_said said = {.outbound_opens = answer.outbound.window_opens,
                                   .homeward_opens = INSTANT_NONE};

    ada = (struct world_booking){.wish = morning.ada, .said = &said};
    OK_OR_FAIL(store_write(ctx, world_book_operation, &ada));

    struct kept_leg after = leg_of(world, morning.rosa.id);

    assert_int_equal(before.volunteer, morning.with_wheelchair.volunteer);
    assert_int_equal(after.volunteer, morning.without.volunteer);
    assert_int_equal(after.opens, before.opens);
    assert_int_equal(after.closes, before.closes);
    assert_int_equal(leg_of(world, ada.id).volunteer, morning.with_wheelchair.volunteer);
    assert_true(has_event(world, morning.rosa.id, "reassign"));
    assert_false(has_event(world, ada.id, "reassign"));
}

static void ride_promised_with_its_volunteer_stays(void **state)
{
    struct rides_world *world = *state;
    struct morning morning = make_morning(world);

    run(world, "update ride_leg set volunteer_promised = 1");
    assert_refused(world, morning.ada, RIDE_NO_CAR);
}

static void ride_that_is_firm_stays(void **state)
{
    struct rides_world *world = *state;
    struct morning morning = make_morning(world);

    run(world, "update policy set value = '20160' where key = 'rides.firm_minutes'");
    assert_refused(world, morning.ada, RIDE_NO_CAR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_THE_VALLEY(ride_of_another_changes_hands_inside_what_was_said),
        IN_THE_VALLEY(ride_promised_with_its_volunteer_stays),
        IN_THE_VALLEY(ride_that_is_firm_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
