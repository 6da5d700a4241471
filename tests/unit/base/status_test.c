#include "base/status.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static enum status pass_up(enum status status, int *ret_reached)
{
    TRY(status);
    *ret_reached = 1;
    return OK;
}

static void try_with_an_error_returns_it(void **state)
{
    (void)state;
    int reached = 0;

    assert_int_equal(pass_up(ERR_CONFLICT, &reached), ERR_CONFLICT);
    assert_int_equal(reached, 0);
    assert_int_equal(pass_up(OK, &reached), OK);
    assert_int_equal(reached, 1);
}

static void name_of_each_status_is_its_own(void **state)
{
    (void)state;
    for (int a = OK; a <= ERR_IO; a++) {
        assert_string_not_equal(status_name((enum status)a), "unknown");
        for (int b = OK; b < a; b++)
            assert_string_not_equal(status_name((enum status)a), status_name((enum status)b));
    }
    assert_string_equal(status_name((enum status)(ERR_IO + 1)), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(try_with_an_error_returns_it),
        cmocka_unit_test(name_of_each_status_is_its_own),
    };

    return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
