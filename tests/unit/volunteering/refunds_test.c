/* The ceilings of refunds: D.Lgs. 117/2017, art. 17 c. 4. */
#include "volunteering/volunteering.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct refund_limits LIMITS = {{1000}, {15000}, {30000}, true};

static void assert_judged(struct refund_sums so_far, const char *basis, int64_t cents,
                          enum refund_refusal refusal, int64_t left_cents)
{
    struct money left;

    assert_int_equal(refund_judge(&LIMITS, &so_far, basis, (struct money){cents}, &left), refusal);
    assert_int_equal(left.cents, left_cents);
}

static void declared_costs_reach_the_day_s_ceiling_and_no_further(void **state)
{
    const struct refund_sums none = {{0}, {0}, {0}};
    const struct refund_sums some = {{840}, {840}, {0}};

    (void)state;
    assert_judged(none, REFUND_DECLARED, 1000, REFUND_FINE, 1000);
    assert_judged(none, REFUND_DECLARED, 1001, REFUND_OVER_DAY, 1000);
    assert_judged(some, REFUND_DECLARED, 160, REFUND_FINE, 160);
    assert_judged(some, REFUND_DECLARED, 161, REFUND_OVER_DAY, 160);
}

static void declared_costs_reach_the_month_s_ceiling_and_no_further(void **state)
{
    const struct refund_sums near = {{0}, {14300}, {0}};
    const struct refund_sums full = {{0}, {15000}, {0}};

    (void)state;
    assert_judged(near, REFUND_DECLARED, 700, REFUND_FINE, 700);
    assert_judged(near, REFUND_DECLARED, 701, REFUND_OVER_MONTH, 700);
    assert_judged(full, REFUND_DECLARED, 1, REFUND_OVER_MONTH, 0);
}

static void receipts_have_the_body_s_limit_and_no_day(void **state)
{
    const struct refund_sums some = {{1000}, {15000}, {20000}};

    (void)state;
    assert_judged(some, REFUND_DOCUMENTED, 10000, REFUND_FINE, 10000);
    assert_judged(some, REFUND_DOCUMENTED, 10001, REFUND_OVER_MONTH, 10000);
}

static void ceiling_that_was_lowered_leaves_nothing_and_not_less(void **state)
{
    const struct refund_sums more = {{0}, {0}, {40000}};

    (void)state;
    assert_judged(more, REFUND_DOCUMENTED, 1, REFUND_OVER_MONTH, 0);
}

static void cost_that_the_body_does_not_admit_needs_a_receipt(void **state)
{
    struct refund_limits limits = LIMITS;
    const struct refund_sums none = {{0}, {0}, {0}};
    struct money left;

    (void)state;
    limits.declared_cost = false;
    assert_int_equal(refund_judge(&limits, &none, REFUND_DECLARED, (struct money){1}, &left),
                     REFUND_COST_NEEDS_RECEIPT);
    assert_int_equal(refund_judge(&limits, &none, REFUND_DOCUMENTED, (struct money){1}, &left),
                     REFUND_FINE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(declared_costs_reach_the_day_s_ceiling_and_no_further),
        cmocka_unit_test(declared_costs_reach_the_month_s_ceiling_and_no_further),
        cmocka_unit_test(receipts_have_the_body_s_limit_and_no_day),
        cmocka_unit_test(ceiling_that_was_lowered_leaves_nothing_and_not_less),
        cmocka_unit_test(cost_that_the_body_does_not_admit_needs_a_receipt),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
