/* Whom a rider would rather be driven by, and by whom never. */
#include "rides/rides.h"

#include "support/rides_world.h"

struct choice {
    int64_t person_id;
    int64_t volunteer_id;
    const char *company;
};

static enum status write_choice(struct ctx *tx, void *args)
{
    const struct choice *choice = args;

    return rider_set_company(tx, choice->person_id, choice->volunteer_id, choice->company);
}

static void rosa_rides(struct rides_world *world, int64_t volunteer_id, const char *company)
{
    struct choice choice = {world->rosa, volunteer_id, company};

    OK_OR_FAIL(store_write(&world->store.ctx, write_choice, &choice));
}

/* Who would come, of two who are alike. */
static int64_t who_comes(struct rides_world *world)
{
    struct ride_answer answer = ask(world, world_wish(world));

    assert_int_equal(answer.refusal, RIDE_ACCEPTED);
    return answer.outbound.volunteer_id;
}

static void preferred_volunteer_comes_and_then_anybody_again(void **state)
{
    struct rides_world *world = *state;
    int64_t first = world_driver(world).volunteer;
    int64_t second = world_driver(world).volunteer;
    int64_t usual = who_comes(world);
    int64_t other = usual == first ? second : first;

    rosa_rides(world, other, "preferred");
    assert_int_equal(who_comes(world), other);
    rosa_rides(world, other, NULL);
    assert_int_equal(who_comes(world), usual);
}

static void volunteer_never_wanted_does_not_come(void **state)
{
    struct rides_world *world = *state;
    int64_t first = world_driver(world).volunteer;
    struct ride_wish wish = world_wish(world);

    rosa_rides(world, first, "never");
    assert_refused(world, wish, RIDE_NO_VOLUNTEER);
    wish.person_id = world->ada;
    assert_int_equal(ask(world, wish).refusal, RIDE_ACCEPTED);
    world_driver(world);
    assert_int_not_equal(who_comes(world), first);
}

static void never_said_after_booking_leaves_the_ride_to_be_given_away(void **state)
{
    struct rides_world *world = *state;
    int64_t first = world_driver(world).volunteer;
    const struct day_leg **legs;
    struct world_booking booking;
    struct ride_wish other = world_wish(world);
    size_t count;

    OK_OR_FAIL(world_book(&world->store.ctx, world_wish(world), &booking));
    rosa_rides(world, first, "never");
    OK_OR_FAIL(
        rides_without_volunteer(&world->store.ctx, 0, world_day(), world_day(), &legs, &count));
    assert_int_equal(count, 1);
    /* And the volunteer is not held up by it. */
    other.person_id = world->ada;
    assert_int_equal(ask(world, other).refusal, RIDE_ACCEPTED);
}

static void another_word_or_an_unknown_volunteer_is_refused(void **state)
{
    struct rides_world *world = *state;
    struct choice choice = {world->rosa, world_driver(world).volunteer, "sometimes"};

    assert_int_equal(store_write(&world->store.ctx, write_choice, &choice), ERR_INVALID);
    choice = (struct choice){world->rosa, 9999, "never"};
    assert_int_equal(store_write(&world->store.ctx, write_choice, &choice), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_THE_VALLEY(preferred_volunteer_comes_and_then_anybody_again),
        IN_THE_VALLEY(volunteer_never_wanted_does_not_come),
        IN_THE_VALLEY(never_said_after_booking_leaves_the_ride_to_be_given_away),
        IN_THE_VALLEY(another_word_or_an_unknown_volunteer_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
