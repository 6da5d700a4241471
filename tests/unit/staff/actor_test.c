#include "staff/actor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { VALNERINA = 1, SAN_GEMINI, FERENTILLO = 10, TERNI };

static const struct actor ANNA = {.stage = ACTOR_OPEN,
                                  .roles = {{.role = ROLE_COORDINATOR, .office_id = VALNERINA}},
                                  .role_count = 1,
                                  .places = {FERENTILLO},
                                  .place_count = 1};

static bool may(const struct actor *actor, enum power power)
{
    const struct ctx ctx = {.actor = actor};

    return actor_may(&ctx, power);
}

static void nobody_may_what_is_public_and_nothing_else(void **state)
{
    (void)state;
    for (enum power power = POWER_PUBLIC; power < POWER_COUNT; power++)
        assert_int_equal(may(NULL, power), power == POWER_PUBLIC);
}

static void entering_may_enter_whatever_the_role(void **state)
{
    struct actor anna = ANNA;

    (void)state;
    for (enum actor_stage stage = ACTOR_SECOND_FACTOR; stage < ACTOR_OPEN; stage++) {
        anna.stage = stage;
        for (enum power power = POWER_PUBLIC; power < POWER_COUNT; power++)
            assert_int_equal(may(&anna, power), power == POWER_PUBLIC || power == POWER_ENTERING);
    }
}

static void powers_are_those_of_every_role(void **state)
{
    struct actor anna = ANNA;

    (void)state;
    assert_true(may(&anna, POWER_PUBLIC));
    assert_false(may(&anna, POWER_ENTERING));
    assert_true(may(&anna, POWER_PERSONS_READ));
    assert_false(may(&anna, POWER_USERS_MANAGE));
    anna.roles[anna.role_count++] = (struct actor_role){.role = ROLE_ADMINISTRATOR};
    assert_true(may(&anna, POWER_PERSONS_READ));
    assert_true(may(&anna, POWER_USERS_MANAGE));
}

static void without_a_role_only_the_public_is_left(void **state)
{
    const struct actor guest = {.stage = ACTOR_OPEN};

    (void)state;
    for (enum power power = POWER_PUBLIC; power < POWER_COUNT; power++)
        assert_int_equal(may(&guest, power), power == POWER_PUBLIC);
}

static void unknown_role_or_power_is_denied(void **state)
{
    const enum role unknown[] = {ROLE_NONE, ROLE_COUNT, 1000};

    (void)state;
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        assert_false(role_has_power(unknown[i], POWER_PERSONS_READ));
        assert_false(role_sees_persons(unknown[i]));
        assert_string_equal(role_code(unknown[i]), "none");
        assert_string_equal(role_label(unknown[i]), "");
    }
    for (enum role role = ROLE_NONE; role < ROLE_COUNT; role++) {
        assert_false(role_has_power(role, 0));
        assert_false(role_has_power(role, POWER_COUNT));
        assert_false(role_has_power(role, 1000));
    }
    assert_int_equal(role_from_code("queen"), ROLE_NONE);
    assert_null(power_code(0));
    assert_null(power_code(POWER_COUNT));
    assert_null(power_code(1000));
}

static void every_role_and_power_has_a_code_of_its_own(void **state)
{
    (void)state;
    for (enum role role = ROLE_NONE + 1; role < ROLE_COUNT; role++)
        assert_int_equal(role_from_code(role_code(role)), role);
    for (enum power power = POWER_PUBLIC + 1; power < POWER_COUNT; power++)
        assert_string_not_equal(power_code(power), power_code(power - 1));
}

static void reach_ends_at_the_places_and_offices_of_the_roles(void **state)
{
    struct actor anna = ANNA;

    (void)state;
    assert_true(actor_reaches_place(&anna, FERENTILLO));
    assert_false(actor_reaches_place(&anna, TERNI));
    assert_true(actor_reaches_place(&anna, 0)); /* of no place */
    assert_true(actor_reaches_office(&anna, VALNERINA));
    assert_false(actor_reaches_office(&anna, SAN_GEMINI));
    anna.whole_zone = true;
    assert_true(actor_reaches_place(&anna, TERNI));
    assert_true(actor_reaches_office(&anna, SAN_GEMINI));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_may_what_is_public_and_nothing_else),
        cmocka_unit_test(entering_may_enter_whatever_the_role),
        cmocka_unit_test(powers_are_those_of_every_role),
        cmocka_unit_test(without_a_role_only_the_public_is_left),
        cmocka_unit_test(unknown_role_or_power_is_denied),
        cmocka_unit_test(every_role_and_power_has_a_code_of_its_own),
        cmocka_unit_test(reach_ends_at_the_places_and_offices_of_the_roles),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
