#include "demo/inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/text.h"
#include "people/tax_code.h"

static struct arena arena;

static struct demo invented(uint64_t seed)
{
    struct demo demo = {.today = date_of(2026, 11, 23), .seed = seed};
    demo_invent_people(&arena, &demo);
    return demo;
}

static void chance_same_seed_and_part_gives_the_same_stream(void **state)
{
    (void)state;
    struct chance a = chance_from(7, "people");
    struct chance b = chance_from(7, "people");
    struct chance c = chance_from(7, "rides");
    struct chance d = chance_from(8, "people");
    uint64_t first = chance_next(&a);
    assert_true(first == chance_next(&b));
    assert_true(first != chance_next(&c));
    assert_true(first != chance_next(&d));
}

static void chance_stays_within_its_bounds_and_reaches_them(void **state)
{
    (void)state;
    struct chance chance = chance_from(1, "bounds");
    const int weights[] = {0, 1, 0};
    bool least = false, most = false, first = false;
    for (int i = 0; i < 10000; i++) {
        int n = chance_between(&chance, -2, 3);
        assert_in_range(n + 2, 0, 5);
        least |= n == -2;
        most |= n == 3;
        size_t common = chance_common(&chance, 7);
        assert_in_range(common, 0, 6);
        first |= common == 0;
        assert_int_equal(chance_weighted(&chance, weights, 3), 1);
    }
    assert_true(least && most && first);
}

static void people_of_one_seed_are_always_the_same(void **state)
{
    (void)state;
    struct demo a = invented(1), b = invented(1), c = invented(2);
    assert_int_equal(a.people_count, b.people_count);
    size_t different = 0;
    for (size_t i = 0; i < a.people_count; i++) {
        assert_string_equal(a.people[i].name, b.people[i].name);
        assert_true(text_equal(a.people[i].code, b.people[i].code));
        assert_int_equal(a.people[i].birth.days, b.people[i].birth.days);
        different += i >= c.people_count || a.people[i].birth.days != c.people[i].birth.days;
    }
    assert_true(different > a.people_count / 2);
}

static void people_live_in_every_place_in_the_wanted_number(void **state)
{
    (void)state;
    struct demo demo = invented(1);
    int counts[DEMO_PLACE_COUNT] = {0};
    for (size_t i = 0; i < demo.people_count; i++)
        counts[demo.people[i].place]++;
    for (int i = 0; i < DEMO_PLACE_COUNT; i++)
        assert_in_range(counts[i], DEMO_PLACES[i].people, DEMO_PLACES[i].people + 6);
}

static void codes_are_sound_and_some_people_have_other_ones_or_none(void **state)
{
    (void)state;
    struct demo demo = invented(1);
    int kinds[4] = {0}, none = 0;
    for (size_t i = 0; i < demo.people_count; i++) {
        struct tax_code code;
        enum tax_code_fault fault;
        if (!demo.people[i].code) {
            none++;
            continue;
        }
        assert_int_equal(tax_code_read(demo.people[i].code, &code, &fault), OK);
        kinds[code.kind]++;
    }
    assert_true(kinds[TAX_CODE_PERSON] > 3500);
    assert_in_range(kinds[TAX_CODE_STP], 1, 100);
    assert_in_range(kinds[TAX_CODE_ENI], 1, 100);
    assert_in_range(none, 5, 150);
}

static void a_third_is_old_and_riders_live_alone_and_manage(void **state)
{
    (void)state;
    struct demo demo = invented(1);
    int old = 0, children = 0, riders = 0;
    for (size_t i = 0; i < demo.people_count; i++) {
        const struct demo_person *person = &demo.people[i];
        int age = date_age(person->birth, demo.today);
        assert_in_range(age, 0, 105);
        old += age >= 65;
        children += age < 15;
        riders += person->rider;
        if (person->rider)
            assert_true(person->alone && text_equal(person->autonomy, "self_sufficient"));
    }
    assert_in_range(old * 100 / (int)demo.people_count, 25, 40);
    assert_in_range(children * 100 / (int)demo.people_count, 7, 15);
    assert_in_range(riders, 100, 260);
}

static void homonyms_and_restricted_people_are_there(void **state)
{
    (void)state;
    struct demo demo = invented(1);
    int homonyms = 0, violence = 0, relatives = 0;
    for (size_t i = 0; i < demo.people_count; i++) {
        const struct demo_person *person = &demo.people[i];
        homonyms += text_equal(person->surname, "Proietti") && text_equal(person->name, "Maria");
        violence += text_equal(person->restriction, "violence");
        relatives += text_equal(person->restriction, "staff_relative");
    }
    assert_in_range(homonyms, 2, 60);
    assert_int_equal(violence, 4);
    assert_int_equal(relatives, 3);
}

static void nobodys_real_number_is_used(void **state)
{
    (void)state;
    struct demo demo = invented(1);
    for (size_t i = 0; i < demo.people_count; i++)
        if (demo.people[i].phone)
            assert_true(text_starts_with(demo.people[i].phone, "+3907440") ||
                        text_starts_with(demo.people[i].phone, "+39300"));
}

static int set_up(void **state)
{
    (void)state;
    return arena_init(&arena, 64 * 1024 * 1024) == OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chance_same_seed_and_part_gives_the_same_stream),
        cmocka_unit_test(chance_stays_within_its_bounds_and_reaches_them),
        cmocka_unit_test(people_of_one_seed_are_always_the_same),
        cmocka_unit_test(people_live_in_every_place_in_the_wanted_number),
        cmocka_unit_test(codes_are_sound_and_some_people_have_other_ones_or_none),
        cmocka_unit_test(a_third_is_old_and_riders_live_alone_and_manage),
        cmocka_unit_test(homonyms_and_restricted_people_are_there),
        cmocka_unit_test(nobodys_real_number_is_used),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
