/* How rides are shared out among volunteers: what is offered, what is taken, and a fairer day. */
#include "dispatch/replan.h"
#include "rides/shares.h"

#include "store/sql.h"
#include "support/rides_world.h"

enum { HOUR = 3600, DAY_HOURS = 5 };

static struct share share_now(struct rides_world *world, int64_t volunteer, bool with_last_day)
{
    struct shares shares;
    const struct share *share;

    OK_OR_FAIL(shares_read(&world->store.ctx, world_day(), with_last_day, &shares));
    share = shares_of(&shares, volunteer);
    return share ? *share : (struct share){0};
}

static int64_t offered_hours(struct rides_world *world, int64_t volunteer)
{
    return share_now(world, volunteer, true).offered_seconds / HOUR;
}

static struct world_booking book(struct rides_world *world, int64_t person, struct clock_time hour)
{
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;

    wish.person_id = person;
    wish.appointment = hour;
    OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
    return booking;
}

static void hours_are_offered_less_absences_and_days_when_nobody_rides(void **state)
{
    struct rides_world *world = *state;
    int64_t mario = world_driver(world).volunteer;

    /* One of them is All Saints' Day. */
    assert_int_equal(offered_hours(world, mario), (SHARES_DAYS - 1) * DAY_HOURS);
    run(world, "insert into volunteer_absence (volunteer_id, from_day, to_day, starts, ends)"
               " select min(id), '2026-11-23', '2026-11-24', 8 * 60, 10 * 60 from volunteer");
    assert_int_equal(offered_hours(world, mario), (SHARES_DAYS - 1) * DAY_HOURS - 4);
    run(world, "insert into closure (name, line, first_day, last_day)"
               " values ('Ponte', 'rides', '2026-11-01', '2026-11-02'),"
               " ('Riunione', 'desk', '2026-11-03', '2026-11-03')");
    assert_int_equal(offered_hours(world, mario), (SHARES_DAYS - 2) * DAY_HOURS - 4);
    run(world, "delete from paper where kind = 'licence'");
    assert_int_equal(offered_hours(world, mario), 0);
}

static void ride_takes_what_the_plan_says_until_it_is_cancelled(void **state)
{
    struct rides_world *world = *state;
    int64_t mario = world_driver(world).volunteer;
    int64_t busy[PLANNER_VOLUNTEERS_MAX];
    struct replan replan;

    book(world, world->rosa, at(10, 0));
    book(world, world->ada, at(11, 30));
    OK_OR_FAIL(replan_read(&world->store.ctx, 0, world_day(), &replan));
    planner_busy(world->store.ctx.arena, &replan.day.problem, &replan.day.plan, busy);
    assert_true(busy[0] > 0);
    assert_int_equal(share_now(world, mario, true).taken_seconds, busy[0]);
    assert_int_equal(share_now(world, mario, true).rides, 2);
    assert_int_equal(share_now(world, mario, false).taken_seconds, 0);
    run(world,
        "update ride_leg set outcome = 'not_found' where id = (select min(id) from ride_leg)");
    assert_int_equal(share_now(world, mario, true).taken_seconds, busy[0]);
    run(world, "update ride_leg set outcome = 'gave_up'");
    assert_int_equal(share_now(world, mario, true).taken_seconds, 0);
}

/* Who waits at a visit is there: forty minutes more of it are forty minutes more. */
static void visit_that_is_waited_for_is_taken_too(void **state)
{
    struct rides_world *world = *state;
    int64_t mario = world_driver(world).volunteer;
    struct ride_wish wish = world_wish(world);
    int64_t busy[PLANNER_VOLUNTEERS_MAX];
    struct world_booking booking;
    struct replan replan;
    int64_t taken;

    wish.return_kind = RIDE_RETURN_WAIT;
    wish.wait_minutes = 20;
    OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
    OK_OR_FAIL(replan_read(&world->store.ctx, 0, world_day(), &replan));
    planner_busy(world->store.ctx.arena, &replan.day.problem, &replan.day.plan, busy);
    taken = share_now(world, mario, true).taken_seconds;
    assert_int_equal(taken, busy[0]);
    run(world, "update ride set state = 'cancelled'");
    wish.wait_minutes = 60;
    OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
    assert_int_equal(share_now(world, mario, true).taken_seconds, taken + 40 * 60);
}

static void share_counts_28_days_and_no_more(void **state)
{
    struct rides_world *world = *state;
    int64_t mario = world_driver(world).volunteer;

    book(world, world->rosa, at(10, 0));
    run(world, "update ride set on_day = '2026-10-29'");
    assert_int_equal(share_now(world, mario, true).rides, 1);
    run(world, "update ride set on_day = '2026-10-28'");
    assert_int_equal(share_now(world, mario, true).rides, 0);
}

static void share_of_what_was_never_offered_is_above_all(void **state)
{
    (void)state;
    assert_int_equal(share_permille(HOUR, 10 * HOUR), 100);
    assert_int_equal(share_permille(0, 0), 0);
    assert_true(share_permille(1, 0) > SHARES_PERMILLE);
}

/* --- a fairer day ----------------------------------------------------------------------------- */

/* Two neighbours with a car each, on duty on Wednesdays. One drove Rosa for three hours a week ago.
 */
struct neighbours {
    int64_t busy;
    int64_t idle;
};

static int64_t driver_of_rosa(struct rides_world *world)
{
    struct replan replan;

    OK_OR_FAIL(replan_read(&world->store.ctx, 0, world_day(), &replan));
    return replan.day.leg_rows[0]->volunteer_id;
}

static struct neighbours make_neighbours(struct rides_world *world)
{
    struct world_driver drivers[] = {world_driver(world), world_driver(world)};
    struct neighbours neighbours;
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;

    run(world, "delete from volunteer_hours where weekday <> 3");
    wish.appointment = at(9, 0);
    wish.day = date_add_days(world_day(), 7);
    OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
    run(world, "update ride_leg set busy_seconds = 3 * 3600");
    run(world, "update ride set on_day = '2026-11-18'");
    run(world, "update ride_leg set window_opens = window_opens - 14 * 86400,"
               " window_closes = window_closes - 14 * 86400");
    neighbours.busy = booking.answer.outbound.volunteer_id;
    neighbours.idle = drivers[0].volunteer + drivers[1].volunteer - neighbours.busy;
    assert_int_equal(share_now(world, neighbours.busy, false).taken_seconds, 3 * HOUR);
    assert_int_equal(share_now(world, neighbours.idle, true).taken_seconds, 0);
    return neighbours;
}

static int64_t driver_on_the_telephone(struct rides_world *world)
{
    struct ride_wish wish = world_wish(world);
    struct ride_answer answer;

    OK_OR_FAIL(ride_ask(&world->store.ctx, &wish, &answer));
    assert_int_equal(answer.refusal, RIDE_ACCEPTED);
    return answer.outbound.volunteer_id;
}

/* As a coordinator would choose by hand. */
static struct neighbours make_unfair(struct rides_world *world)
{
    struct neighbours neighbours = make_neighbours(world);
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;

    wish.volunteer_id = neighbours.busy;
    OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
    assert_int_equal(driver_of_rosa(world), neighbours.busy);
    return neighbours;
}

/* --- on the telephone ------------------------------------------------------------------------- */

static void caller_is_given_to_who_drove_less(void **state)
{
    struct rides_world *world = *state;
    struct neighbours neighbours = make_neighbours(world);

    assert_int_equal(driver_on_the_telephone(world), neighbours.idle);
    book(world, world->rosa, at(10, 0));
    assert_int_equal(driver_of_rosa(world), neighbours.idle);
}

static void caller_is_given_to_the_nearest_where_the_rule_says_so(void **state)
{
    struct rides_world *world = *state;
    struct neighbours neighbours = make_neighbours(world);

    run(world, "update policy set value = '0' where key = 'rides.fair_extra_percent'");
    assert_int_equal(driver_on_the_telephone(world), neighbours.busy);
}

/* Some twenty kilometres up the valley. */
static void who_drove_less_but_lives_far_is_not_called_from_there(void **state)
{
    struct rides_world *world = *state;
    struct neighbours neighbours = make_neighbours(world);

    run(world, arena_printf(world->store.ctx.arena,
                            "update volunteer set latitude_micro = latitude_micro + 200000"
                            " where id = %lld",
                            (long long)neighbours.idle));
    assert_int_equal(driver_on_the_telephone(world), neighbours.busy);
}

static void who_would_rather_be_driven_by_somebody_is(void **state)
{
    struct rides_world *world = *state;
    struct neighbours neighbours = make_neighbours(world);

    run(world, arena_printf(world->store.ctx.arena,
                            "insert into rider_volunteer (person_id, volunteer_id, company) values"
                            " (%lld, %lld, 'preferred')",
                            (long long)world->rosa, (long long)neighbours.busy));
    assert_int_equal(driver_on_the_telephone(world), neighbours.busy);
}

/* The one who drove less is home again before the time that the other can say. */
static void fairness_says_no_worse_hour_to_the_caller(void **state)
{
    struct rides_world *world = *state;
    struct neighbours neighbours = make_neighbours(world);
    struct ride_wish wish = world_wish(world);
    struct ride_answer before;
    struct ride_answer after;

    run(world, "update policy set value = '0' where key = 'rides.fair_extra_percent'");
    OK_OR_FAIL(ride_ask(&world->store.ctx, &wish, &before));
    run(world, "update policy set value = '10' where key = 'rides.fair_extra_percent'");
    run(world, arena_printf(world->store.ctx.arena,
                            "insert into volunteer_absence (volunteer_id, from_day, to_day, starts,"
                            " ends) values (%lld, '2026-11-25', '2026-11-25', 590, 1439)",
                            (long long)neighbours.idle));
    OK_OR_FAIL(ride_ask(&world->store.ctx, &wish, &after));
    assert_int_equal(after.outbound.volunteer_id, neighbours.busy);
    assert_int_equal(after.outbound.window_opens.seconds, before.outbound.window_opens.seconds);
    assert_int_equal(after.outbound.window_closes.seconds, before.outbound.window_closes.seconds);

    /* And alone they would have had to come sooner. */
    wish.volunteer_id = neighbours.idle;
    OK_OR_FAIL(ride_ask(&world->store.ctx, &wish, &after));
    assert_int_equal(after.refusal, RIDE_ACCEPTED);
    assert_true(after.outbound.window_opens.seconds < before.outbound.window_opens.seconds);
}

/* What the ride that is moved takes does not speak against who drives it. */
static void ride_that_is_moved_stays_with_who_drives_it(void **state)
{
    struct rides_world *world = *state;
    struct ride_wish wish = world_wish(world);
    struct world_booking booking;
    struct ride_answer answer;

    world_driver(world);
    world_driver(world);
    OK_OR_FAIL(world_book(&world->store.ctx, wish, &booking));
    run(world, "update ride_leg set busy_seconds = 9 * 3600");
    wish.appointment = at(10, 30);
    OK_OR_FAIL(ride_ask_move(&world->store.ctx, booking.id, 1, &wish, &answer));
    assert_int_equal(answer.refusal, RIDE_ACCEPTED);
    assert_int_equal(answer.outbound.volunteer_id, booking.answer.outbound.volunteer_id);
}

/* --- the day planned anew --------------------------------------------------------------------- */

static struct replan planned(struct rides_world *world, enum replan_way way)
{
    struct replan replan;

    OK_OR_FAIL(replan_read(&world->store.ctx, 0, world_day(), &replan));
    OK_OR_FAIL(replan_improve(&world->store.ctx, &replan, way));
    return replan;
}

static size_t moves_of(struct rides_world *world, const struct replan *replan)
{
    struct replan_moves moves;

    OK_OR_FAIL(replan_moves(&world->store.ctx, replan, &moves));
    return moves.count;
}

static enum status write_proposal(struct ctx *tx, void *args)
{
    return replan_apply(tx, args);
}

static void who_drove_less_is_proposed_and_then_stays(void **state)
{
    struct rides_world *world = *state;
    struct neighbours neighbours = make_unfair(world);
    struct replan replan = planned(world, REPLAN_FAIREST);
    struct replan_proposal proposal = {
        .day = world_day(),
        .print = replan.print,
        .text = replan_text(&world->store.ctx, &replan),
    };

    assert_true(replan.fairness.is_fairer);
    assert_true(replan.fairness.is_largest);
    assert_true(replan.fairness.from_permille >= replan.fairness.to_permille + 10);
    assert_int_equal(moves_of(world, &replan), 1);
    assert_int_equal(replan_sum(&replan, &replan.best).metres,
                     replan_sum(&replan, &replan.shortest).metres);
    OK_OR_FAIL(store_write(&world->store.ctx, write_proposal, &proposal));
    assert_int_equal(driver_of_rosa(world), neighbours.idle);
    replan = planned(world, REPLAN_FAIREST);
    assert_int_equal(moves_of(world, &replan), 0);
}

static void shortest_is_proposed_when_asked_for_and_when_the_rule_says_so(void **state)
{
    struct rides_world *world = *state;
    struct replan replan;

    make_unfair(world);
    replan = planned(world, REPLAN_SHORTEST);
    assert_true(replan.fairness.is_fairer);
    assert_int_equal(moves_of(world, &replan), 0);
    run(world, "update policy set value = '0' where key = 'rides.fair_extra_percent'");
    replan = planned(world, REPLAN_FAIREST);
    assert_false(replan.fairness.is_weighed);
    assert_false(replan.fairness.is_fairer);
    assert_int_equal(moves_of(world, &replan), 0);
}

/* With and without the ride the share lies on two sides of a step, and a third of a point apart. */
static void trifle_is_not_worth_a_change(void **state)
{
    struct rides_world *world = *state;
    struct neighbours neighbours = make_unfair(world);
    struct share share;
    struct replan replan;
    char sql[120];

    run(world, "insert into volunteer_hours (volunteer_id, weekday, starts, ends, valid_from)"
               " select v.id, d.weekday, 8 * 60, 13 * 60, '2020-01-01' from volunteer v,"
               " (select 1 as weekday union select 2 union select 4 union select 5) d");
    share = share_now(world, neighbours.busy, true);
    snprintf(sql, sizeof(sql),
             "update ride_leg set busy_seconds = %lld where id = (select min(id) from ride_leg)",
             (long long)(share.offered_seconds * 30 / SHARES_PERMILLE + 60 -
                         (share.taken_seconds - 3 * HOUR)));
    run(world, sql);
    assert_int_equal(share_permille(share_now(world, neighbours.busy, true).taken_seconds,
                                    share.offered_seconds),
                     30);
    replan = planned(world, REPLAN_FAIREST);
    assert_true(replan.fairness.is_weighed);
    assert_false(replan.fairness.is_fairer);
    assert_int_equal(moves_of(world, &replan), 0);
}

static void name_promised_stays_though_another_drove_less(void **state)
{
    struct rides_world *world = *state;
    struct replan replan;

    make_unfair(world);
    run(world, "update ride_leg set volunteer_promised = 1");
    replan = planned(world, REPLAN_FAIREST);
    assert_false(replan.fairness.is_fairer);
    assert_int_equal(moves_of(world, &replan), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_THE_VALLEY(hours_are_offered_less_absences_and_days_when_nobody_rides),
        IN_THE_VALLEY(ride_takes_what_the_plan_says_until_it_is_cancelled),
        IN_THE_VALLEY(visit_that_is_waited_for_is_taken_too),
        IN_THE_VALLEY(share_counts_28_days_and_no_more),
        cmocka_unit_test(share_of_what_was_never_offered_is_above_all),
        IN_THE_VALLEY(caller_is_given_to_who_drove_less),
        IN_THE_VALLEY(caller_is_given_to_the_nearest_where_the_rule_says_so),
        IN_THE_VALLEY(who_drove_less_but_lives_far_is_not_called_from_there),
        IN_THE_VALLEY(who_would_rather_be_driven_by_somebody_is),
        IN_THE_VALLEY(fairness_says_no_worse_hour_to_the_caller),
        IN_THE_VALLEY(ride_that_is_moved_stays_with_who_drives_it),
        IN_THE_VALLEY(who_drove_less_is_proposed_and_then_stays),
        IN_THE_VALLEY(shortest_is_proposed_when_asked_for_and_when_the_rule_says_so),
        IN_THE_VALLEY(trifle_is_not_worth_a_change),
        IN_THE_VALLEY(name_promised_stays_though_another_drove_less),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
