#include "demo/demo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "demo_sql.h"
#include "staff/powers.h"
#include "support/database.h"
#include "zone/zone.h"

static const struct sql_field ONE_COUNT[] = {{"count", SQL_INT, 0}};

static int64_t count(struct test_store *t, const struct sql_statement *statement)
{
    int64_t number;
    assert_int_equal(sql_one(&t->ctx, statement, NULL, &number), OK);
    return number;
}

/* The first value that a query of no parameters gives. */
#define COUNT(t, text)                                                                             \
    ({                                                                                             \
        static const struct sql_statement counting = {.name = "counting",                          \
                                                      .sqlite = text,                              \
                                                      .postgres = text,                            \
                                                      .columns = ONE_COUNT,                        \
                                                      .column_count = 1,                           \
                                                      .row_size = sizeof(int64_t),                 \
                                                      .max = 1};                                   \
        count(t, &counting);                                                                       \
    })

static void make(struct test_store *t)
{
    assert_int_equal(demo_create(&t->ctx, date_of(2026, 11, 23), 1, NULL, NULL), OK);
}

static void every_statement_prepares(void **state)
{
    struct test_store *t = *state;
    for (size_t i = 0; i < demo_sql.count; i++)
        assert_int_equal(sql_check(&t->ctx, demo_sql.statements[i]), OK);
}

static void demo_has_people_contacts_sheets_and_rides(void **state)
{
    struct test_store *t = *state;
    make(t);
    assert_in_range(COUNT(t, "select count(*) from person"), 4000, 4300);
    assert_int_equal(COUNT(t, "select count(*) from person where place_id is null"), 0);
    assert_in_range(COUNT(t, "select count(*) from contact"), 2300, 2900);
    assert_int_equal(COUNT(t, "select max(number) from contact"),
                     COUNT(t, "select count(*) from contact"));
    assert_int_equal(COUNT(t, "select count(*) from contact where at > 1795424400"), 0);
    assert_int_equal(
        COUNT(t, "select count(*) from contact_need n where not exists (select 1 from code c "
                 "where c.list = 'need' and c.code = n.need)"),
        0);
    assert_in_range(COUNT(t, "select count(*) from contact where call_back_on is not null and "
                             "call_back_closed_at is null"),
                    2, 40);
    assert_in_range(COUNT(t, "select count(*) from contact_need where unmet_reason is not null"),
                    100, 600);
    assert_in_range(COUNT(t, "select count(*) from service"), 25, 60);
    assert_int_equal(COUNT(t, "select count(*) from person where restriction is not null"), 7);
    assert_int_equal(
        COUNT(t, "select count(*) from person p where restriction is not null and not exists "
                 "(select 1 from person_circle c where c.person_id = p.id)"),
        0);
    assert_in_range(COUNT(t, "select count(*) from ride"), 1700, 2500);
    assert_in_range(
        COUNT(t, "select count(*) from ride where state = 'booked' and on_day >= '2026-11-23'"), 20,
        90);
    assert_int_equal(
        COUNT(t, "select count(*) from ride where state = 'booked' and on_day < '2026-11-23'"), 0);
    assert_in_range(COUNT(t, "select count(*) from ride where state = 'refused'"), 10, 300);
}

static void demo_is_audited_without_a_fault(void **state)
{
    struct test_store *t = *state;
    struct audit_report report;
    make(t);
    assert_int_equal(audit_verify(&t->ctx, NULL, 0, NULL, NULL, &report), OK);
    assert_int_equal(report.problem, AUDIT_SOUND);
    assert_true(report.rows > 12000);
}

static void demo_where_a_zone_is_changes_nothing(void **state)
{
    struct test_store *t = *state;
    make(t);
    int64_t people = COUNT(t, "select count(*) from person");
    assert_int_equal(demo_create(&t->ctx, date_of(2026, 11, 24), 2, NULL, NULL), ERR_CONFLICT);
    assert_int_equal(COUNT(t, "select count(*) from person"), people);
}

static void every_role_of_the_office_has_a_user(void **state)
{
    (void)state;
    for (int role = ROLE_NONE + 1; role < ROLE_SYSTEM; role++) {
        bool found = false;
        for (size_t i = 0; i < DEMO_USER_COUNT; i++)
            found |= role_from_code(DEMO_USERS[i].role) == (enum role)role;
        assert_true(found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH_ENGINES(every_statement_prepares),
        ON_BOTH_ENGINES(demo_has_people_contacts_sheets_and_rides),
        ON_SQLITE(demo_is_audited_without_a_fault),
        ON_SQLITE(demo_where_a_zone_is_changes_nothing),
        cmocka_unit_test(every_role_of_the_office_has_a_user),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
