/* What may be written next in the register of volunteers. */
#include "volunteering/roll.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct roll_row ROWS[] = {
    {.number = 1, .volunteer_id = 1, .section = ROLL_REGULAR, .kind = ROLL_START},
    {.number = 2, .volunteer_id = 2, .section = ROLL_OCCASIONAL, .kind = ROLL_START},
    {.number = 3,
     .volunteer_id = 1,
     .section = ROLL_REGULAR,
     .kind = ROLL_CORRECTION,
     .corrects = 1},
    {.number = 4, .volunteer_id = 2, .section = ROLL_OCCASIONAL, .kind = ROLL_END},
};

static enum roll_refusal judge(int64_t volunteer_id, const char *section, const char *kind,
                               int64_t corrects)
{
    const struct roll_insert_args entry = {
        .volunteer_id = volunteer_id, .section = section, .kind = kind, .corrects = corrects};

    return roll_judge(ROWS, 4, &entry);
}

static void activity_starts_once_until_it_ends(void **state)
{
    (void)state;
    assert_int_equal(judge(1, ROLL_REGULAR, ROLL_START, 0), ROLL_STARTED_ALREADY);
    assert_int_equal(judge(1, ROLL_OCCASIONAL, ROLL_START, 0), ROLL_FINE);
    assert_int_equal(judge(2, ROLL_OCCASIONAL, ROLL_START, 0), ROLL_FINE);
    assert_int_equal(judge(3, ROLL_REGULAR, ROLL_START, 0), ROLL_FINE);
}

static void only_what_started_in_that_section_ends(void **state)
{
    (void)state;
    assert_int_equal(judge(1, ROLL_REGULAR, ROLL_END, 0), ROLL_FINE);
    assert_int_equal(judge(1, ROLL_OCCASIONAL, ROLL_END, 0), ROLL_NOT_STARTED);
    assert_int_equal(judge(2, ROLL_OCCASIONAL, ROLL_END, 0), ROLL_NOT_STARTED);
}

static void correction_names_an_entry_of_the_same_volunteer(void **state)
{
    (void)state;
    assert_int_equal(judge(1, ROLL_REGULAR, ROLL_CORRECTION, 1), ROLL_FINE);
    assert_int_equal(judge(2, ROLL_OCCASIONAL, ROLL_CORRECTION, 4), ROLL_FINE);
    assert_int_equal(judge(1, ROLL_REGULAR, ROLL_CORRECTION, 2), ROLL_NO_SUCH_ENTRY);
    assert_int_equal(judge(1, ROLL_REGULAR, ROLL_CORRECTION, 0), ROLL_NO_SUCH_ENTRY);
    assert_int_equal(judge(1, ROLL_REGULAR, ROLL_CORRECTION, 5), ROLL_NO_SUCH_ENTRY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(activity_starts_once_until_it_ends),
        cmocka_unit_test(only_what_started_in_that_section_ends),
        cmocka_unit_test(correction_names_an_entry_of_the_same_volunteer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
