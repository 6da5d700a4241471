#include "base/text.h"
#include "rides/rides_inside.h"

/* Nobody says "between 9:41 and 9:56": both ends are told in steps of five minutes where they can
   be, which is everywhere but in a gap of less than five minutes. */
enum { SPOKEN_SECONDS = 5 * 60 };

static int32_t policy_seconds(const struct day_plan *plan, enum policy_key minutes)
{
    return (int32_t)policy_number(plan->policies, minutes) * RIDES_MINUTE_SECONDS;
}

static int32_t at_clock(const struct day_plan *plan, struct clock_time time)
{
    return day_plan_seconds(plan, instant_at(plan->day, time));
}

static int32_t round_down(int32_t seconds, int32_t step)
{
    return seconds - seconds % step;
}

static int32_t round_up(int32_t seconds, int32_t step)
{
    return round_down(seconds + step - 1, step);
}

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* --- the wish as legs ------------------------------------------------------------------------ */

static struct planner_leg leg_between(const struct day_plan *plan,
                                      const struct slot_request *request, int32_t from, int32_t to)
{
    return (struct planner_leg){
        .person = day_plan_person(plan, request->person_id),
        .pickup_point = from,
        .dropoff_point = to,
        .pickup = {0, DAY_PLAN_SECONDS},
        .dropoff = {0, DAY_PLAN_SECONDS},
        .onboard_max = larger(policy_seconds(plan, POLICY_RIDES_MAX_ON_BOARD_MINUTES),
                              day_plan_drive(plan, from, to)),
        .seats = 1 + (int32_t)request->companions,
        .wheelchairs = text_equal(request->mobility_aid, "folding_wheelchair"),
        .volunteer =
            request->volunteer_id ? day_plan_volunteer(plan, request->volunteer_id) : PLANNER_NONE,
        .with_leg = PLANNER_NONE,
    };
}

/* Set down, and through the door, between too early and just early enough. */
static struct planner_leg outbound_leg(const struct day_plan *plan,
                                       const struct slot_request *request)
{
    struct planner_leg leg = leg_between(plan, request, plan->home_point, plan->destination_point);
    int32_t service = (int32_t)request->destination_minutes * RIDES_MINUTE_SECONDS;
    int32_t at_door = at_clock(plan, request->appointment) - service;

    leg.pickup_service = (int32_t)request->boarding_minutes * RIDES_MINUTE_SECONDS;
    leg.dropoff_service = service;
    leg.dropoff.to = at_door - policy_seconds(plan, POLICY_RIDES_ARRIVE_EARLY_MINUTES);
    leg.dropoff.from =
        larger(0, at_door - policy_seconds(plan, POLICY_RIDES_ARRIVE_TOO_EARLY_MINUTES) -
                      (int32_t)request->early_minutes * RIDES_MINUTE_SECONDS);
    leg.pickup.from = day_plan_seconds(plan, request->not_before);
    leg.pickup.to = leg.dropoff.to;
    return leg;
}

static struct planner_leg homeward_leg(const struct day_plan *plan,
                                       const struct slot_request *request)
{
    struct planner_leg leg = leg_between(plan, request, plan->destination_point, plan->home_point);
    int64_t minutes = request->boarding_minutes > request->destination_minutes
                          ? request->boarding_minutes
                          : request->destination_minutes;

    leg.pickup_service = (int32_t)minutes * RIDES_MINUTE_SECONDS;
    leg.pickup.from = at_clock(plan, request->return_at);
    leg.pickup.to = leg.pickup.from + policy_seconds(plan, POLICY_RIDES_RETURN_WAIT_MINUTES);
    return leg;
}

static int32_t window_width(const struct day_plan *plan, const struct slot_request *request,
                            int32_t way)
{
    int32_t window = policy_seconds(plan, POLICY_RIDES_WINDOW_MINUTES);
    int32_t wait = policy_seconds(plan, POLICY_RIDES_RETURN_WAIT_MINUTES);

    if (way == 0)
        return window;
    return request->return_kind == RIDE_RETURN_ON_CALL ? wait : smaller(window, wait);
}

/* The last whole minute at which boarding at home still arrives in time, by the straight way. */
static int32_t latest_boarding(const struct day_plan *plan, const struct planner_leg *leg)
{
    int32_t drive = day_plan_drive(plan, leg->pickup_point, leg->dropoff_point);

    return round_down(larger(leg->dropoff.to - drive - leg->pickup_service, 0),
                      RIDES_MINUTE_SECONDS);
}

/* A window that opens on a step closes on one, the next rather than the one before, so that it
   never shrinks: with the minutes that the person is early anyhow, the last boarding still is in
   time. */
static int32_t spoken_close(const struct day_plan *plan, int32_t from, int32_t to, int32_t latest)
{
    int32_t up = round_up(to, SPOKEN_SECONDS);
    int32_t down = round_down(to, SPOKEN_SECONDS);

    if (from % SPOKEN_SECONDS != 0)
        return to;
    if (up <= latest + policy_seconds(plan, POLICY_RIDES_ARRIVE_EARLY_MINUTES))
        return up;
    return down > from ? down : to;
}

/* The window that opens then, and nothing else decides: what was said is known by its start alone.
   Outbound it closes while there still is time: nobody is told "between 9:30 and 9:45" for an
   appointment at 9:45. */
static struct planner_window window_from(const struct day_plan *plan,
                                         const struct slot_request *request,
                                         const struct planner_leg *leg, int32_t way, int32_t from)
{
    int32_t to = from + window_width(plan, request, way);
    int32_t latest = latest_boarding(plan, leg);

    if (way != 0)
        return (struct planner_window){from, to};
    to = smaller(to, larger(from, latest));
    return (struct planner_window){from, spoken_close(plan, from, to, latest)};
}

/* What was said before binds as it was said; false when the rules would not let it be said. */
static bool promise_said(const struct day_plan *plan, const struct slot_request *request,
                         struct planner_leg *leg, int32_t way)
{
    const struct slot_said *said = &request->said[way];
    int32_t from;

    if (instant_is_none(said->opens) || said->opens.seconds < plan->midnight.seconds)
        return false;
    from = day_plan_seconds(plan, said->opens);
    leg->promised = true;
    if (instant_is_none(said->closes)) {
        leg->said = window_from(plan, request, leg, way, from);
        return from >= leg->pickup.from && from <= leg->pickup.to;
    }
    leg->said = (struct planner_window){from, day_plan_seconds(plan, said->closes)};
    leg->pickup = leg->said;
    return true;
}

/* The legs of the wish behind the known ones; false when no time of the day can do. */
static bool legs_put(struct day_plan *plan, const struct slot_request *request, int32_t *ret_count)
{
    struct planner_leg *legs = &plan->legs[plan->known_legs];
    int32_t count = request->return_kind == RIDE_RETURN_NONE ? 1 : 2;

    plan->problem.leg_count = plan->known_legs;
    if (request->volunteer_id && day_plan_volunteer(plan, request->volunteer_id) == PLANNER_NONE)
        return false;
    legs[0] = outbound_leg(plan, request);
    if (count == 2)
        legs[1] = homeward_leg(plan, request);
    if (request->return_kind == RIDE_RETURN_WAIT)
        day_plan_tie(plan, plan->known_legs, plan->known_legs + 1);
    for (int32_t i = 0; i < count; i++) {
        if (legs[i].dropoff.to < 0 || legs[i].pickup.from > legs[i].pickup.to)
            return false;
        if (request->is_said && !promise_said(plan, request, &legs[i], i))
            return false;
    }
    plan->problem.leg_count += count;
    *ret_count = count;
    return true;
}

/* --- the window to say ----------------------------------------------------------------------- */

/* Any window that meets the range in which boarding can start may be promised: does the one that
   opens then, no sooner and no later than it may? */
static bool may_open(struct planner_window can, struct planner_window opening, int32_t width,
                     int32_t opens)
{
    return opens >= opening.from && opens <= opening.to && opens <= can.to &&
           opens + width >= can.from;
}

/* The person should not wait long: outbound as late as can be, homeward as soon as can be. The step
   next to that instant, on the side that costs no waiting first; only where neither meets the
   range, the minute. */
static int32_t opens_late(const struct planner_leg *leg, struct planner_window can, int32_t width)
{
    const struct planner_window opening = {round_up(leg->pickup.from, RIDES_MINUTE_SECONDS),
                                           can.to};
    int32_t wanted = larger(opening.from, larger(0, can.to - width));
    int32_t before = round_down(wanted, SPOKEN_SECONDS);
    int32_t after = round_up(wanted, SPOKEN_SECONDS);

    if (may_open(can, opening, width, before))
        return before;
    if (may_open(can, opening, width, after))
        return after;
    return smaller(larger(opening.from, round_down(wanted, RIDES_MINUTE_SECONDS)), can.to);
}

static int32_t opens_early(const struct planner_leg *leg, struct planner_window can, int32_t width)
{
    const struct planner_window opening = {leg->pickup.from,
                                           larger(leg->pickup.from, leg->pickup.to - width)};
    int32_t after = round_up(can.from, SPOKEN_SECONDS);
    int32_t before = round_down(can.from, SPOKEN_SECONDS);

    if (may_open(can, opening, width, after))
        return after;
    if (may_open(can, opening, width, before))
        return before;
    return smaller(opening.to, round_down(can.from, RIDES_MINUTE_SECONDS));
}

enum { CHOICE_LATE_EARLY, CHOICE_LATE_LATE, CHOICE_EARLY_EARLY, CHOICE_COUNT };

static void windows_choose(const struct day_plan *plan, const struct slot_request *request,
                           const struct planner_offer *offer, int choice)
{
    for (int32_t i = 0; i < offer->place_count; i++) {
        struct planner_leg *leg = &plan->legs[plan->known_legs + i];
        int32_t width = window_width(plan, request, i);
        bool late = choice == CHOICE_LATE_LATE || (choice == CHOICE_LATE_EARLY && i == 0);
        const struct planner_window can = offer->places[i].pickup;

        if (i == 1 && request->return_kind == RIDE_RETURN_ON_CALL)
            leg->said = leg->pickup;
        else
            leg->said =
                window_from(plan, request, leg, i,
                            late ? opens_late(leg, can, width) : opens_early(leg, can, width));
        leg->promised = true;
    }
}

/* --- finding --------------------------------------------------------------------------------- */

static void shifts_of_offer(const struct planner_offer *offer,
                            int32_t ret_shifts[DAY_PLAN_WISH_LEGS])
{
    for (int32_t i = 0; i < offer->place_count; i++)
        ret_shifts[i] = offer->places[i].shift;
}

/* Planned times with the windows as they stand now in the legs. ERR_CONFLICT: they do not fit. */
static enum status plan_times(struct ctx *ctx, const struct day_plan *plan,
                              const struct planner_offer *offer, struct slot *slot)
{
    struct day_plan with = *plan;
    int32_t shifts[DAY_PLAN_WISH_LEGS];
    struct planner_times *times;

    with.plan.routes =
        arena_array(ctx->arena, struct planner_route, (size_t)plan->plan.route_count);
    for (int32_t i = 0; i < plan->plan.route_count; i++)
        with.plan.routes[i] = plan->plan.routes[i];
    planner_apply(ctx->arena, &plan->problem, offer, &with.plan);
    shifts_of_offer(offer, shifts);
    TRY(day_plan_schedule(ctx, &with, shifts, (size_t)offer->place_count, &times));
    for (int32_t i = 0; i < offer->place_count; i++) {
        const struct planner_route *route = &with.plan.routes[shifts[i]];

        for (int32_t k = 0; k < route->stop_count; k++) {
            if (route->stops[k].leg != plan->known_legs + i)
                continue;
            if (route->stops[k].kind == PLANNER_PICKUP)
                slot->planned[i].from = times[shifts[i]].stops[k];
            else
                slot->planned[i].to = times[shifts[i]].stops[k];
        }
    }
    return OK;
}

/* Chooses the windows to say, unless they were said before, and the times. */
static enum status slot_settle(struct ctx *ctx, struct day_plan *plan,
                               const struct slot_request *request, struct slot *slot)
{
    enum status fits = ERR_CONFLICT;

    if (request->is_said) {
        fits = plan_times(ctx, plan, &slot->offer, slot);
    } else {
        for (int choice = 0; choice < CHOICE_COUNT && fits == ERR_CONFLICT; choice++) {
            windows_choose(plan, request, &slot->offer, choice);
            fits = plan_times(ctx, plan, &slot->offer, slot);
        }
    }
    TRY(fits);
    for (int32_t i = 0; i < slot->leg_count; i++)
        slot->said[i] = plan->legs[plan->known_legs + i].said;
    return OK;
}

static struct planner_request request_of(const struct day_plan *plan, int32_t count)
{
    return (struct planner_request){
        .leg_count = count,
        .legs = {plan->known_legs, plan->known_legs + 1},
        .costs = RIDES_COSTS,
        .offer_max = 1,
    };
}

static bool says_the_same(const struct slot *a, const struct slot *b)
{
    for (int32_t i = 0; i < a->leg_count; i++) {
        if (a->said[i].from != b->said[i].from || a->said[i].to != b->said[i].to)
            return false;
    }
    return true;
}

/* In place of the first offer, which `slot` is: the fairest that costs about as little, provided
   that the caller is told the same. */
static enum status slot_share_out(struct ctx *ctx, struct day_plan *plan,
                                  const struct slot_request *request,
                                  const struct planner_offer *offers, int32_t count,
                                  struct slot *slot)
{
    int32_t near = fair_place_near(plan, offers, count);
    int64_t points[PLANNER_OFFERS_MAX];
    int32_t first;

    if (near == 1)
        return OK;
    TRY(fair_place_shares(ctx, plan, offers, near, points));
    while ((first = fair_place_first(points, near)) > 0) {
        struct slot other = {.offer = offers[first], .leg_count = slot->leg_count};
        enum status status = slot_settle(ctx, plan, request, &other);

        if (status == OK && says_the_same(slot, &other)) {
            *slot = other;
            return OK;
        }
        if (status != OK && status != ERR_CONFLICT)
            return status;
        points[first] = FAIR_PLACE_NEVER;
    }
    for (int32_t i = 0; i < slot->leg_count; i++)
        plan->legs[plan->known_legs + i].said = slot->said[i];
    return OK;
}

static enum status slot_try(struct ctx *ctx, struct day_plan *plan,
                            const struct slot_request *request, int32_t leg_count,
                            struct slot *ret_slot)
{
    struct planner_request asked = request_of(plan, leg_count);
    struct planner_offer offers[PLANNER_OFFERS_MAX];
    struct slot slot = {.leg_count = leg_count};
    enum status settled;
    int32_t count;

    asked.offer_max = request->fairly ? PLANNER_OFFERS_MAX : 1;
    TRY(planner_insert(ctx->arena, &plan->problem, &plan->plan, &asked, offers, &count));
    slot.offer = offers[0];
    settled = slot_settle(ctx, plan, request, &slot);
    if (settled == ERR_CONFLICT)
        return ERR_NOT_FOUND;
    TRY(settled);
    TRY(slot_share_out(ctx, plan, request, offers, count, &slot));
    *ret_slot = slot;
    return OK;
}

/* No longer in the car than the drive and the width of a window: an old person is not driven around
   for half an hour to save the volunteer a kilometre. */
static void legs_go_straight(struct day_plan *plan, int32_t leg_count)
{
    int32_t detour = policy_seconds(plan, POLICY_RIDES_WINDOW_MINUTES);

    for (int32_t i = 0; i < leg_count; i++) {
        struct planner_leg *leg = &plan->legs[plan->known_legs + i];
        int32_t drive = day_plan_drive(plan, leg->pickup_point, leg->dropoff_point);

        leg->onboard_max = smaller(leg->onboard_max, drive + detour);
    }
}

/* In a day whose other rides were moved to make room, if they may be. */
static enum status slot_try_moving(struct ctx *ctx, struct day_plan *plan,
                                   const struct slot_request *request, int32_t leg_count,
                                   struct slot *ret_slot)
{
    const struct planner_request asked = request_of(plan, leg_count);
    struct day_plan moved = *plan;

    if (!request->others_may_move)
        return ERR_NOT_FOUND;
    TRY(rides_make_room(ctx, plan, &asked, &moved.plan));
    TRY(slot_try(ctx, &moved, request, leg_count, ret_slot));
    ret_slot->others_move = true;
    ret_slot->roomy = moved.plan;
    return OK;
}

enum status slot_find(struct ctx *ctx, struct day_plan *plan, const struct slot_request *request,
                      struct slot *ret_slot)
{
    enum status status;
    int32_t leg_count;

    if (!legs_put(plan, request, &leg_count))
        return ERR_NOT_FOUND;
    legs_go_straight(plan, leg_count);
    status = slot_try(ctx, plan, request, leg_count, ret_slot);
    if (status != ERR_NOT_FOUND || !legs_put(plan, request, &leg_count))
        return status;
    status = slot_try(ctx, plan, request, leg_count, ret_slot);
    return status == ERR_NOT_FOUND ? slot_try_moving(ctx, plan, request, leg_count, ret_slot)
                                   : status;
}

void slot_take(struct ctx *ctx, struct day_plan *plan, const struct slot *slot,
               int32_t ret_shifts[SLOT_SHIFTS_MAX], size_t *ret_count)
{
    size_t moved = 0;

    if (slot->others_move) {
        moved = rides_changed_shifts(&plan->plan, &slot->roomy, ret_shifts);
        plan->plan = slot->roomy;
    }
    planner_apply(ctx->arena, &plan->problem, &slot->offer, &plan->plan);
    shifts_of_offer(&slot->offer, &ret_shifts[moved]);
    *ret_count = moved + (size_t)slot->offer.place_count;
}

/* The same day, had every car room without end and every volunteer one more of their own. */
static void problem_with_room(struct ctx *ctx, const struct day_plan *plan,
                              struct planner_problem *ret_problem)
{
    const struct planner_problem *problem = &plan->problem;
    size_t volunteers = (size_t)problem->volunteer_count;
    size_t cars = (size_t)problem->car_count;
    size_t all = cars + volunteers;
    struct planner_car *roomy = arena_array(ctx->arena, struct planner_car, all);
    uint8_t *may_drive = arena_array(ctx->arena, uint8_t, all * volunteers);

    for (size_t i = 0; i < all; i++) {
        roomy[i].base_point = i < cars ? problem->cars[i].base_point : PLANNER_NONE;
        roomy[i].seats = PLANNER_LOAD_MAX;
        roomy[i].wheelchairs = PLANNER_LOAD_MAX;
        roomy[i].hours = i < cars ? problem->cars[i].hours : PLANNER_ALWAYS;
    }
    for (size_t v = 0; v < volunteers; v++) {
        for (size_t i = 0; i < cars; i++)
            may_drive[v * all + i] = problem->may_drive[v * cars + i];
        may_drive[v * all + cars + v] = 1;
    }
    *ret_problem = *problem;
    ret_problem->cars = roomy;
    ret_problem->car_count = (int32_t)all;
    ret_problem->may_drive = may_drive;
}

enum status slot_lacks_car(struct ctx *ctx, struct day_plan *plan,
                           const struct slot_request *request, bool *ret_lacks_car)
{
    struct planner_problem roomy;
    struct planner_offer offer;
    int32_t count;
    enum status status;

    *ret_lacks_car = false;
    if (plan->problem.car_count + plan->problem.volunteer_count > PLANNER_CARS_MAX ||
        !legs_put(plan, request, &count))
        return OK;

    const struct planner_request asked = request_of(plan, count);

    problem_with_room(ctx, plan, &roomy);
    status = planner_insert(ctx->arena, &roomy, &plan->plan, &asked, &offer, &count);
    if (status == ERR_NOT_FOUND)
        return OK;
    TRY(status);
    *ret_lacks_car = true;
    return OK;
}

struct instant slot_latest_pick_up(const struct day_plan *plan, const struct slot_request *request)
{
    struct planner_leg leg = outbound_leg(plan, request);

    return day_plan_instant(plan, latest_boarding(plan, &leg));
}

struct ride_slot slot_show(const struct day_plan *plan, const struct slot *slot, int32_t way)
{
    const struct planner_place *place = &slot->offer.places[way];
    const struct shift *shift = &plan->available.shifts[place->shift];
    const struct car *car = &plan->available.cars[place->car];

    return (struct ride_slot){
        .window_opens = day_plan_instant(plan, slot->said[way].from),
        .window_closes = day_plan_instant(plan, slot->said[way].to),
        .pick_up = day_plan_instant(plan, slot->planned[way].from),
        .drop_off = day_plan_instant(plan, slot->planned[way].to),
        .volunteer_id = shift->volunteer_id,
        .volunteer_name = shift->volunteer_name,
        .vehicle_id = car->vehicle_id,
        .vehicle_name = car->name,
    };
}
