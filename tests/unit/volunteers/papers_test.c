/* Which papers cover a day. */
#include "volunteers/papers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct paper_owner MARIO = {.volunteer_id = 1};
static const struct paper_owner CAR = {.vehicle_id = 1};

static struct policy_set needing(const char *papers, const char *car_papers)
{
    struct policy_set policies = {0};

    policies.values[POLICY_VOLUNTEERS_REQUIRED_PAPERS].text = papers;
    policies.values[POLICY_VOLUNTEERS_REQUIRED_CAR_PAPERS].text = car_papers;
    return policies;
}

static void owner_is_covered_when_every_needed_paper_is_held(void **state)
{
    const struct policy_set policies = needing("licence,insurance", "policy");
    const struct paper_held held[] = {
        {.volunteer_id = 1, .kind = "licence"},   {.volunteer_id = 1, .kind = "training"},
        {.volunteer_id = 2, .kind = "insurance"}, {.vehicle_id = 1, .kind = "policy"},
        {.volunteer_id = 1, .kind = "insurance"},
    };

    (void)state;
    assert_true(papers_cover(&policies, held, 5, MARIO));
    assert_false(papers_cover(&policies, held, 4, MARIO));
    assert_true(papers_cover(&policies, held, 4, CAR));
    assert_false(papers_cover(&policies, held, 3, CAR));
    assert_false(papers_cover(&policies, held, 5, (struct paper_owner){.volunteer_id = 2}));
}

static struct paper_row licence(int64_t volunteer_id, struct date from, struct date to)
{
    return (struct paper_row){
        .volunteer_id = volunteer_id, .kind = "licence", .from_date = from, .to_date = to};
}

static void assert_last(const struct paper_row *papers, size_t count, struct date day,
                        struct date last)
{
    assert_int_equal(papers_last_day(papers, count, MARIO, "licence", day).days, last.days);
}

static void cover_goes_from_its_first_day_to_its_last(void **state)
{
    const struct paper_row paper = licence(1, date_of(2026, 11, 1), date_of(2026, 11, 30));

    (void)state;
    assert_last(&paper, 1, date_of(2026, 11, 1), date_of(2026, 11, 30));
    assert_last(&paper, 1, date_of(2026, 11, 30), date_of(2026, 11, 30));
    assert_last(&paper, 1, date_of(2026, 12, 1), date_of(2026, 11, 30));
    assert_last(&paper, 1, date_of(2026, 10, 31), date_of(2026, 10, 30));
}

static void renewal_goes_on_only_without_a_day_between(void **state)
{
    struct paper_row papers[] = {
        licence(1, date_of(2026, 1, 1), date_of(2026, 11, 30)),
        licence(1, date_of(2026, 12, 1), date_of(2027, 12, 31)),
    };

    (void)state;
    assert_last(papers, 2, date_of(2026, 11, 23), date_of(2027, 12, 31));
    papers[1].from_date = date_of(2026, 12, 2);
    assert_last(papers, 2, date_of(2026, 11, 23), date_of(2026, 11, 30));
    papers[1] = licence(1, date_of(2026, 12, 1), DATE_NONE);
    assert_true(date_is_none(papers_last_day(papers, 2, MARIO, "licence", date_of(2026, 11, 23))));
}

static void paper_of_another_or_of_another_kind_covers_nobody(void **state)
{
    struct paper_row paper = licence(2, date_of(2026, 1, 1), DATE_NONE);

    (void)state;
    assert_last(&paper, 1, date_of(2026, 11, 23), date_of(2026, 11, 22));
    paper = licence(1, date_of(2026, 1, 1), DATE_NONE);
    paper.kind = "training";
    assert_last(&paper, 1, date_of(2026, 11, 23), date_of(2026, 11, 22));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(owner_is_covered_when_every_needed_paper_is_held),
        cmocka_unit_test(cover_goes_from_its_first_day_to_its_last),
        cmocka_unit_test(renewal_goes_on_only_without_a_day_between),
        cmocka_unit_test(paper_of_another_or_of_another_kind_covers_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
