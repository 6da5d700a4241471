#include "base/text.h"
#include "base/words.h"
#include "rides/answer_words.h"
#include "rides/rides_inside.h"
#include "zone/policy.h"

/* "I am ready": a return when called, fetched as soon as can be inside the time that was kept for
   it. */

enum { STEP_SECONDS = 5 * 60 };

/* Where a return goes in the day, if it can be. */
struct pick_up {
    struct planner_offer offer;
    int32_t at; /* seconds of the day */
};

bool ride_has_arrived(const struct ctx *ctx, const char *outcome, struct instant arrives,
                      struct instant appointment)
{
    struct instant there = instant_is_none(arrives) ? appointment : arrives;

    return outcome || ctx->now.seconds >= there.seconds;
}

static bool all_have_arrived(const struct ctx *ctx, const struct ride_row *ride,
                             const struct ride_leg_row *legs, size_t count)
{
    struct instant appointment = instant_at(ride->on_day, ride->appointment);

    for (size_t i = 0; i < count; i++) {
        if (text_equal(legs[i].direction, "outbound") &&
            !ride_has_arrived(ctx, legs[i].outcome, legs[i].drop_off_at, appointment))
            return false;
    }
    return true;
}

enum ride_ready_answer ride_ready_now(const struct ctx *ctx, const struct ride_row *ride,
                                      const struct ride_leg_row *legs, size_t count,
                                      const struct ride_leg_row *home)
{
    if (!text_equal(ride->state, "booked") || !text_equal(ride->return_kind, "on_call") ||
        !text_equal(home->direction, "return") || home->outcome || !instant_is_none(home->ready_at))
        return RIDE_READY_NOT_WAITING;
    if (ride->on_day.days != instant_date(ctx->now).days)
        return RIDE_READY_OTHER_DAY;
    if (ctx->now.seconds > home->window_closes.seconds)
        return RIDE_READY_TOO_LATE;
    return all_have_arrived(ctx, ride, legs, count) ? RIDE_READY_COMING : RIDE_READY_NOT_THERE_YET;
}

static int32_t leg_of(const struct day_plan *plan, int64_t leg_id)
{
    for (int32_t i = 0; i < plan->known_legs; i++) {
        if (plan->leg_rows[i]->id == leg_id)
            return i;
    }
    return PLANNER_NONE;
}

/* The point of the last stop of a route before now; the base of a volunteer who has not left. */
static int32_t point_now(const struct day_plan *plan, int32_t shift, struct instant now)
{
    const struct planner_route *route = &plan->plan.routes[shift];
    int32_t point = plan->shifts[shift].start_point;

    for (int32_t i = 0; i < route->stop_count; i++) {
        int32_t leg = route->stops[i].leg;
        bool pick_up = route->stops[i].kind == PLANNER_PICKUP;

        if (leg == PLANNER_NONE)
            continue;

        struct instant at =
            pick_up ? plan->leg_rows[leg]->pick_up_at : plan->leg_rows[leg]->drop_off_at;

        if (instant_is_none(at) || at.seconds > now.seconds)
            break;
        point = pick_up ? plan->legs[leg].pickup_point : plan->legs[leg].dropoff_point;
    }
    return point;
}

/* The first minute at which this volunteer can be there: nobody has set out before the call. */
static int32_t there_at(const struct day_plan *plan, const struct planner_offer *offer,
                        struct instant now)
{
    const struct planner_place *place = &offer->places[0];
    int32_t from = point_now(plan, place->shift, now);
    int32_t at = day_plan_seconds(plan, now) +
                 day_plan_drive(plan, from, plan->legs[place->leg].pickup_point);

    if (at < place->pickup.from)
        at = place->pickup.from;
    return (at + RIDES_MINUTE_SECONDS - 1) / RIDES_MINUTE_SECONDS * RIDES_MINUTE_SECONDS;
}

/* Among those who can come inside the leg's window, who comes first. ERR_NOT_FOUND: nobody. */
static enum status first_to_come(struct ctx *tx, const struct day_plan *plan, int32_t leg,
                                 struct pick_up *ret_pick_up)
{
    const struct planner_request request = {
        .leg_count = 1, .legs = {leg}, .costs = RIDES_COSTS, .offer_max = PLANNER_OFFERS_MAX};
    struct planner_offer offers[PLANNER_OFFERS_MAX];
    bool found = false;
    int32_t count;

    TRY(planner_insert(tx->arena, &plan->problem, &plan->plan, &request, offers, &count));
    for (int32_t i = 0; i < count; i++) {
        int32_t at = there_at(plan, &offers[i], tx->now);

        if (at > offers[i].places[0].pickup.to || at > plan->legs[leg].said.to ||
            (found && at >= ret_pick_up->at))
            continue;
        *ret_pick_up = (struct pick_up){offers[i], at};
        found = true;
    }
    return found ? OK : ERR_NOT_FOUND;
}

/* The window grows from now on, so that the first place that is found is among the earliest: by
   itself the planner looks for the cheapest. */
static enum status earliest(struct ctx *tx, struct day_plan *plan, int32_t leg,
                            struct pick_up *ret_pick_up)
{
    struct planner_window kept = plan->legs[leg].pickup;
    int32_t now = day_plan_seconds(plan, tx->now);
    int32_t from = now > kept.from ? now : kept.from;

    for (int32_t to = from; to < kept.to + STEP_SECONDS; to += STEP_SECONDS) {
        enum status status;

        plan->legs[leg].said = (struct planner_window){from, to < kept.to ? to : kept.to};
        status = first_to_come(tx, plan, leg, ret_pick_up);
        if (status != ERR_NOT_FOUND)
            return status;
    }
    return ERR_NOT_FOUND;
}

/* Out of the plan, and free to be put anywhere inside the time that was kept for it. */
static void leg_free(struct day_plan *plan, const struct ride_leg_row *row, int32_t leg,
                     int32_t *ret_former)
{
    *ret_former = planner_shift_of(&plan->plan, leg);
    if (*ret_former != PLANNER_NONE && planner_remove(&plan->plan, leg) != OK)
        *ret_former = PLANNER_NONE;
    plan->legs[leg].locked = false;
    plan->legs[leg].pickup = (struct planner_window){day_plan_seconds(plan, row->window_opens),
                                                     day_plan_seconds(plan, row->window_closes)};
}

/* What is said now binds as all that is said: to the minute, and a little after. */
static enum status pick_up_keep(struct ctx *tx, struct day_plan *plan,
                                const struct ride_leg_row *row, int32_t former,
                                const struct pick_up *pick_up)
{
    const struct planner_place *place = &pick_up->offer.places[0];
    struct planner_leg *leg = &plan->legs[place->leg];
    int32_t shifts[2] = {place->shift, former};
    const struct ride_leg_set_ready_args args = {
        .id = row->id,
        .window_opens = day_plan_instant(plan, pick_up->at),
        .window_closes = day_plan_instant(plan, leg->pickup.to < pick_up->at + STEP_SECONDS
                                                    ? leg->pickup.to
                                                    : pick_up->at + STEP_SECONDS),
        .ready_at = tx->now,
    };

    leg->said = (struct planner_window){pick_up->at, day_plan_seconds(plan, args.window_closes)};
    planner_apply(tx->arena, &plan->problem, &pick_up->offer, &plan->plan);
    TRY(ride_leg_set_ready(tx, &args));
    return day_plan_keep(tx, plan, shifts, former == PLANNER_NONE ? 1 : 2, NULL);
}

static enum status ready_plan(struct ctx *tx, const struct ride_row *ride,
                              const struct ride_leg_row *row, struct ride_ready *ready)
{
    struct day_plan *plan = arena_new(tx->arena, struct day_plan);
    struct policy_set *policies = arena_new(tx->arena, struct policy_set);
    struct pick_up pick_up;
    enum status status;
    int32_t former;
    int32_t leg;

    TRY(policy_read(tx, ride->on_day, policies));
    TRY(day_plan_read(tx, ride->on_day, policies, NULL, 0, plan));
    leg = leg_of(plan, row->id);
    if (leg == PLANNER_NONE)
        return ERR_CONFLICT;
    leg_free(plan, row, leg, &former);
    status = earliest(tx, plan, leg, &pick_up);
    if (status == ERR_NOT_FOUND) {
        ready->answer = RIDE_READY_NOBODY;
        return OK;
    }
    TRY(status);
    ready->pick_up = day_plan_instant(plan, pick_up.at);
    ready->volunteer_name = plan->available.shifts[pick_up.offer.places[0].shift].volunteer_name;
    return pick_up_keep(tx, plan, row, former, &pick_up);
}

enum status ride_leg_ready(struct ctx *tx, int64_t leg_id, struct ride_ready *ret_ready)
{
    struct ctx italian = words_italian(tx);
    struct ride_ready ready = {.pick_up = INSTANT_NONE};
    struct ride_leg_row *legs;
    struct ride_leg_row leg;
    struct ride_row ride;
    size_t count;

    TRY(ride_leg_read(tx, leg_id, &leg));
    TRY(ride_open(tx, leg.ride_id, &ride));
    TRY(ride_legs_read(tx, ride.id, &legs, &count));
    ready.answer = ride_ready_now(tx, &ride, legs, count, &leg);
    if (ready.answer == RIDE_READY_COMING)
        TRY(ready_plan(tx, &ride, &leg, &ready));
    *ret_ready = ready;
    if (ready.answer != RIDE_READY_COMING)
        return OK;
    return ride_told(tx, &(struct ride_tale){
                             .ride_id = ride.id,
                             .kind = "ready",
                             .former = words_window(&italian, leg.window_opens, leg.window_closes),
                             .fields = "window"});
}
