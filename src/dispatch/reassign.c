#include "dispatch/reassign.h"

#include <stdlib.h>
#include <string.h>

#include "rides/day_plan.h"
#include "rides/ride_tale.h"

enum { LATE_MINUTES_MAX = 120 };

/* --- the leg in question ---------------------------------------------------------------------- */

struct question {
    struct replan replan;
    struct planner_problem problem; /* whose legs are `legs` */
    struct planner_leg *legs;
    struct planner_plan without; /* the day without the leg, and the one that goes along */
    int32_t leg;
    int32_t along; /* the other way, of a volunteer who waits; or PLANNER_NONE */
};

static struct planner_plan plan_copy(struct ctx *ctx, const struct planner_plan *plan)
{
    size_t count = (size_t)plan->route_count;
    struct planner_plan copy = {plan->route_count,
                                arena_array(ctx->arena, struct planner_route, count)};

    for (size_t i = 0; i < count; i++) {
        size_t stops = (size_t)plan->routes[i].stop_count;

        copy.routes[i] = plan->routes[i];
        copy.routes[i].stops = arena_array(ctx->arena, struct planner_stop, stops + 1);
        if (stops > 0)
            memcpy(copy.routes[i].stops, plan->routes[i].stops,
                   stops * sizeof(struct planner_stop));
    }
    return copy;
}

static int32_t leg_find(const struct replan *replan, int64_t leg_id)
{
    for (int32_t i = 0; i < replan->day.known_legs; i++) {
        if (replan->day.leg_rows[i]->id == leg_id && replan->legs[i].shown)
            return i;
    }
    return PLANNER_NONE;
}

/* The other way goes along; once that is on the road, this one is free of it. */
static int32_t leg_along(struct replan *replan, int32_t leg)
{
    int32_t partner = day_plan_partner(&replan->day, leg);

    if (partner == PLANNER_NONE || replan->legs[partner].hold == REPLAN_OUT)
        return PLANNER_NONE;
    if (replan->legs[partner].hold == REPLAN_BEGUN) {
        day_plan_untie(&replan->day, leg);
        return PLANNER_NONE;
    }
    return partner;
}

static enum status take_out(struct planner_plan *plan, int32_t leg)
{
    enum status status = leg == PLANNER_NONE ? OK : planner_remove(plan, leg);

    return status == ERR_NOT_FOUND ? OK : status;
}

static enum status question_read(struct ctx *ctx, int64_t office_id, int64_t leg_id,
                                 struct question *question)
{
    struct ride_leg_row row;
    struct ride_row ride;
    enum status status;
    size_t count;

    TRY(ride_leg_read(ctx, leg_id, &row));
    TRY(ride_open(ctx, row.ride_id, &ride));
    status = replan_read(ctx, office_id, ride.on_day, &question->replan);
    if (status == ERR_INVALID)
        return ERR_CONFLICT; /* the day is past */
    TRY(status);
    question->leg = leg_find(&question->replan, leg_id);
    if (question->leg == PLANNER_NONE || question->replan.legs[question->leg].hold == REPLAN_OUT ||
        question->replan.legs[question->leg].hold == REPLAN_BEGUN)
        return ERR_CONFLICT;
    question->along = leg_along(&question->replan, question->leg);
    count = (size_t)question->replan.day.problem.leg_count;
    question->legs = arena_array(ctx->arena, struct planner_leg, count);
    memcpy(question->legs, question->replan.day.legs, count * sizeof(struct planner_leg));
    question->problem = question->replan.day.problem;
    question->problem.legs = question->legs;
    question->without = plan_copy(ctx, &question->replan.day.plan);
    TRY(take_out(&question->without, question->leg));
    return take_out(&question->without, question->along);
}

static enum status insert(struct ctx *ctx, const struct question *question,
                          const struct planner_problem *problem, struct planner_offer *ret_offer)
{
    const struct planner_request request = {
        .leg_count = question->along == PLANNER_NONE ? 1 : 2,
        .legs = {question->leg, question->along},
        .costs = day_aim().costs,
        .offer_max = 1,
    };
    int32_t count;

    return planner_insert(ctx->arena, problem, &question->without, &request, ret_offer, &count);
}

/* --- what would break ------------------------------------------------------------------------- */

/* The leg as if the person might be met, or arrive, that much outside what was said. */
static struct planner_leg leg_when_late(const struct ctx *ctx, const struct question *question,
                                        int32_t leg_index, int32_t said, int32_t arrival)
{
    struct planner_leg leg = question->legs[leg_index];
    int32_t now = day_plan_seconds(&question->replan.day, ctx->now);
    int32_t from = leg.said.from - said;

    leg.said.from = from > now ? from : now;
    leg.said.to += said;
    leg.dropoff.to += arrival;
    return leg;
}

/* Is there a place then? */
static bool fits_when_late(struct ctx *ctx, struct question *question, int32_t said,
                           int32_t arrival)
{
    const int32_t legs[] = {question->leg, question->along};
    int32_t count = question->along == PLANNER_NONE ? 1 : 2;
    size_t mark = arena_mark(ctx->arena);
    struct planner_leg as_said[2];
    struct planner_offer offer;
    bool fits;

    for (int32_t i = 0; i < count; i++) {
        as_said[i] = question->legs[legs[i]];
        question->legs[legs[i]] = leg_when_late(ctx, question, legs[i], said, arrival);
    }
    fits = insert(ctx, question, &question->problem, &offer) == OK;
    for (int32_t i = 0; i < count; i++)
        question->legs[legs[i]] = as_said[i];
    arena_rewind(ctx->arena, mark);
    return fits;
}

/* The fewest minutes outside what was said with which it would work; 0: not even with many. */
static int32_t minutes_late(struct ctx *ctx, struct question *question)
{
    int32_t low = 1;
    int32_t high = LATE_MINUTES_MAX;

    if (!fits_when_late(ctx, question, high * RIDES_MINUTE_SECONDS, high * RIDES_MINUTE_SECONDS))
        return 0;
    while (low < high) {
        int32_t middle = (low + high) / 2;
        int32_t seconds = middle * RIDES_MINUTE_SECONDS;

        if (fits_when_late(ctx, question, seconds, seconds))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Everybody on duty all day, in cars of any size that never stand still. */
static struct planner_problem boundless(struct ctx *ctx, const struct question *question)
{
    struct planner_problem problem = question->problem;
    size_t shifts = (size_t)problem.shift_count;
    size_t cars = (size_t)problem.car_count;
    struct planner_shift *longer = arena_array(ctx->arena, struct planner_shift, shifts + 1);
    struct planner_car *larger = arena_array(ctx->arena, struct planner_car, cars + 1);

    for (size_t i = 0; i < shifts; i++) {
        longer[i] = problem.shifts[i];
        longer[i].hours = (struct planner_window){0, DAY_PLAN_SECONDS};
    }
    for (size_t i = 0; i < cars; i++) {
        larger[i] = problem.cars[i];
        larger[i].seats = PLANNER_LOAD_MAX;
        larger[i].wheelchairs = PLANNER_LOAD_MAX;
        larger[i].hours = PLANNER_ALWAYS;
    }
    problem.shifts = longer;
    problem.cars = larger;
    return problem;
}

/* Of rules that contradict each other the one that is about the volunteer: the promise itself is in
   every such set. */
static enum planner_fault fault_to_tell(const struct planner_report *report)
{
    for (int32_t i = 0; i < report->cause_count; i++) {
        if (report->causes[i].fault >= PLANNER_CAR_NOT_BACK)
            return report->causes[i].fault;
    }
    return report->causes[0].fault;
}

/* The judge tells what is wrong with the best place that such a day would have. */
static enum planner_fault fault_find(struct ctx *ctx, const struct question *question)
{
    const struct planner_problem roomy = boundless(ctx, question);
    struct planner_plan plan = plan_copy(ctx, &question->without);
    struct planner_report report;
    struct planner_offer offer;

    if (insert(ctx, question, &roomy, &offer) != OK)
        return PLANNER_FINE;
    planner_apply(ctx->arena, &roomy, &offer, &plan);
    if (planner_check(ctx->arena, &question->problem, &plan, &report))
        return PLANNER_FINE;
    return fault_to_tell(&report);
}

static bool has_car(const struct planner_problem *problem, int32_t volunteer)
{
    for (int32_t i = 0; i < problem->car_count; i++) {
        if (problem->may_drive[volunteer * problem->car_count + i])
            return true;
    }
    return false;
}

static void tell_fault(struct ctx *ctx, struct question *question, int32_t volunteer,
                       struct reassign_choice *choice)
{
    int32_t minutes;

    if (!has_car(&question->problem, volunteer)) {
        choice->fault = PLANNER_CAR_NOT_ALLOWED;
        return;
    }
    minutes = minutes_late(ctx, question);
    if (minutes == 0) {
        choice->fault = fault_find(ctx, question);
        return;
    }
    choice->minutes = minutes;
    choice->fault = fits_when_late(ctx, question, minutes * RIDES_MINUTE_SECONDS, 0)
                        ? PLANNER_SAID_BROKEN
                        : PLANNER_DROPOFF_MISSED;
}

/* --- who could -------------------------------------------------------------------------------- */

static void give(struct question *question, int32_t volunteer)
{
    question->legs[question->leg].volunteer = volunteer;
    if (question->along != PLANNER_NONE)
        question->legs[question->along].volunteer = volunteer;
}

static enum status choice_fill(struct ctx *ctx, struct question *question, int32_t volunteer,
                               struct reassign_choice *choice)
{
    const struct day_leg_row *row = question->replan.day.leg_rows[question->leg];
    struct planner_offer offer;
    enum status status;

    if (row->volunteer_promised && !choice->is_now) {
        choice->fault = PLANNER_OTHER_WAS_PROMISED;
        return OK;
    }
    give(question, volunteer);
    status = insert(ctx, question, &question->problem, &offer);
    if (status == ERR_NOT_FOUND) {
        tell_fault(ctx, question, volunteer, choice);
        return OK;
    }
    TRY(status);
    choice->can = true;
    choice->pick_up = day_plan_instant(&question->replan.day, offer.places[0].pickup_likely);
    choice->added_metres = offer.added_metres;
    return OK;
}

static int choice_compare(const void *left, const void *right)
{
    const struct reassign_choice *a = left;
    const struct reassign_choice *b = right;
    int order = strcmp(a->name, b->name);

    if (a->can != b->can)
        return a->can ? -1 : 1;
    if (a->can && a->added_metres != b->added_metres)
        return a->added_metres < b->added_metres ? -1 : 1;
    return order ? order
                 : (a->volunteer_id > b->volunteer_id) - (a->volunteer_id < b->volunteer_id);
}

static const char *name_of(const struct day_plan *day, int64_t volunteer_id)
{
    size_t i = 0;

    while (day->available.shifts[i].volunteer_id != volunteer_id)
        i++;
    return day->available.shifts[i].volunteer_name;
}

enum status reassign_read(struct ctx *ctx, int64_t office_id, int64_t leg_id,
                          struct reassign *ret_reassign)
{
    struct question *question = arena_new(ctx->arena, struct question);
    struct reassign reassign = {0};
    const struct day_plan *day = &question->replan.day;
    int32_t count;

    TRY(question_read(ctx, office_id, leg_id, question));
    count = day->problem.volunteer_count;
    reassign.leg = question->replan.legs[question->leg].shown;
    reassign.both_ways = question->along != PLANNER_NONE;
    reassign.choices = arena_array(ctx->arena, struct reassign_choice, (size_t)count + 1);
    for (int32_t v = 0; v < count; v++) {
        struct reassign_choice *choice = &reassign.choices[reassign.count++];

        *choice = (struct reassign_choice){.volunteer_id = day->volunteer_ids[v],
                                           .name = name_of(day, day->volunteer_ids[v])};
        choice->is_now = planner_shift_of(&day->plan, question->leg) != PLANNER_NONE &&
                         choice->volunteer_id == reassign.leg->volunteer_id;
        TRY(choice_fill(ctx, question, v, choice));
    }
    qsort(reassign.choices, reassign.count, sizeof(*reassign.choices), choice_compare);
    *ret_reassign = reassign;
    return OK;
}

enum status reassign_apply(struct ctx *tx, int64_t office_id, int64_t leg_id, int64_t from_id,
                           int64_t volunteer_id)
{
    struct question *question = arena_new(tx->arena, struct question);
    struct planner_offer offer;
    enum status status;
    int32_t volunteer;
    size_t moved;

    TRY(question_read(tx, office_id, leg_id, question));

    const struct day_leg_row *row = question->replan.day.leg_rows[question->leg];

    volunteer = day_plan_volunteer(&question->replan.day, volunteer_id);
    if (volunteer == PLANNER_NONE || row->volunteer_id != from_id ||
        (row->volunteer_promised && volunteer_id != row->volunteer_id))
        return ERR_CONFLICT;
    give(question, volunteer);
    status = insert(tx, question, &question->problem, &offer);
    if (status == ERR_NOT_FOUND)
        return ERR_CONFLICT;
    TRY(status);
    planner_apply(tx->arena, &question->problem, &offer, &question->without);
    question->replan.best = question->without;
    for (int32_t i = 0; i < offer.place_count; i++) {
        question->replan.legs[offer.places[i].leg].hold = REPLAN_FREE; /* by hand, kept or not */
        question->replan.day.legs[offer.places[i].leg].volunteer = volunteer;
    }
    return replan_write(tx, &question->replan, &moved);
}
