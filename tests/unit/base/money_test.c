#include "base/money.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    return arena_init(&arena, 1 << 20) != OK;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static void typed_amount_in_every_shape_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int64_t cents;
    } amounts[] = {
        {"1234.5", 123450},
        {"1.234,50", 123450},
        {"1234,50", 123450},
        {"€ 12", 1200},
        {"12 €", 1200},
        {"€12,3", 1230},
        {" 7 ", 700},
        {"0", 0},
        {"0,01", 1},
        {"0.5", 50},
        {"1.234", 123400},
        {"1.234.567,89", 123456789},
        {"007", 700},
        {"12\xC2\xA0€", 1200},
        {"1000000000", 100000000000},
        {"1.000.000.000,00", 100000000000},
    };

    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        struct money money;

        assert_int_equal(money_from_typed(amounts[i].typed, &money), OK);
        assert_int_equal(money.cents, amounts[i].cents);
    }
}

static void typed_amount_of_anything_else_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "€",
        "abc",
        "-5",
        "+5",
        "1,234",
        "1.2345",
        "1,234.50",
        "1234.567",
        "0.234",
        "1.23,50",
        "12.345.67",
        "1.234.5",
        "12,",
        ",50",
        "12.",
        "1 234",
        "12,5,0",
        "12€50",
        "1e5",
        "1000000000,01",
        "1.000.000.001",
        "99999999999999999999999999",
        "9.999.999.999.999.999.999.999,99",
        "1.23a",
        "1.2a",
        "1.234567",
        "5,1x",
        "£ 5",
        "1.234.567.8",
    };
    struct money money = MONEY_NONE;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (money_from_typed(wrong[i], &money) != ERR_INVALID)
            fail_msg("accepted: %s", wrong[i]);
    }
    assert_true(money_is_none(money));
}

static void show_is_always_grouped(void **state)
{
    (void)state;
    static const struct {
        int64_t cents;
        const char *shown;
    } amounts[] = {
        {0, "0,00 €"},
        {5, "0,05 €"},
        {-5, "-0,05 €"},
        {100, "1,00 €"},
        {99999, "999,99 €"},
        {123450, "1.234,50 €"},
        {-123456789, "-1.234.567,89 €"},
        {INT64_MAX, "92.233.720.368.547.758,07 €"},
        {INT64_MIN + 1, "-92.233.720.368.547.758,07 €"},
        {INT64_MIN, ""},
    };

    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        assert_string_equal(money_show(&arena, (struct money){amounts[i].cents}), amounts[i].shown);
}

static void show_reads_back(void **state)
{
    (void)state;
    for (int64_t cents = 0; cents <= 100000000000; cents = cents * 3 + 1) {
        struct money money;

        assert_int_equal(money_from_typed(money_show(&arena, (struct money){cents}), &money), OK);
        assert_int_equal(money.cents, cents);
    }
}

static void split_ties_go_to_the_lower_index(void **state)
{
    (void)state;
    static const int64_t equal[] = {1, 1, 1};
    struct money parts[3];

    money_split((struct money){100}, equal, 3, parts);
    assert_true(parts[0].cents == 34 && parts[1].cents == 33 && parts[2].cents == 33);
    money_split((struct money){-101}, equal, 3, parts);
    assert_true(parts[0].cents == -34 && parts[1].cents == -34 && parts[2].cents == -33);
}

static void split_gives_the_rest_to_the_largest_remainder(void **state)
{
    (void)state;
    static const int64_t weights[] = {1, 0, 2, 4};
    struct money parts[4];

    money_split((struct money){10}, weights, 4, parts); /* 1.43, 0, 2.86, 5.71 */
    assert_int_equal(parts[0].cents, 1);
    assert_int_equal(parts[1].cents, 0);
    assert_int_equal(parts[2].cents, 3);
    assert_int_equal(parts[3].cents, 6);
}

static void split_of_huge_amounts_does_not_overflow(void **state)
{
    (void)state;
    static const int64_t weights[] = {INT64_MAX, INT64_MAX, 1};
    struct money parts[3];

    money_split((struct money){INT64_MAX}, weights, 3, parts);
    assert_true(parts[0].cents + parts[1].cents + parts[2].cents == INT64_MAX);
    money_split((struct money){INT64_MIN + 1}, weights, 3, parts);
    assert_true(parts[0].cents + parts[1].cents + parts[2].cents == INT64_MIN + 1);
}

static void split_at_random_conserves_the_total_within_a_cent(void **state)
{
    (void)state;
    static int64_t weights[MONEY_SPLIT_MAX];
    static struct money parts[MONEY_SPLIT_MAX];
    unsigned seed = 7;

    for (int round = 0; round < 500; round++) {
        int count = round == 0 ? MONEY_SPLIT_MAX : 1 + rand_r(&seed) % 40;
        int64_t total = rand_r(&seed) % 2000001 - 1000000;
        int64_t sum = 0;
        int64_t given = 0;

        for (int i = 0; i < count; i++)
            sum += weights[i] = rand_r(&seed) % 5 == 0 ? 0 : rand_r(&seed) % 10000;
        if (sum == 0)
            sum = weights[0] = 1;
        money_split((struct money){total}, weights, count, parts);
        for (int i = 0; i < count; i++) {
            given += parts[i].cents;
            assert_true(llabs((long long)(parts[i].cents * sum - total * weights[i])) < sum);
            assert_true(weights[i] > 0 || parts[i].cents == 0);
        }
        assert_int_equal(given, total);
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(typed_amount_in_every_shape_is_read),
        CASE(typed_amount_of_anything_else_is_refused),
        CASE(show_is_always_grouped),
        CASE(show_reads_back),
        CASE(split_ties_go_to_the_lower_index),
        CASE(split_gives_the_rest_to_the_largest_remainder),
        CASE(split_of_huge_amounts_does_not_overflow),
        CASE(split_at_random_conserves_the_total_within_a_cent),
    };

    return cmocka_run_group_tests_name("money", tests, NULL, NULL);
}
