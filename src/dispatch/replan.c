#include "dispatch/replan.h"

#include "base/buf.h"
#include "base/crypt.h"
#include "base/text.h"
#include "rides/day_plan.h"

/* What is left of a day: which legs may still change hands, and from when on. */

/* --- the day as it is stored ------------------------------------------------------------------ */

static void print_leg(struct buf *text, const struct day_leg_row *row)
{
    buf_printf(text, "l%lld.%lld %lld-%lld %lld-%lld %lld %lld %d%d %s %s;", (long long)row->id,
               (long long)row->version, (long long)row->window_opens.seconds,
               (long long)row->window_closes.seconds, (long long)row->pick_up_at.seconds,
               (long long)row->drop_off_at.seconds, (long long)row->volunteer_id,
               (long long)row->vehicle_id, row->volunteer_promised, row->locked, row->state,
               row->outcome ? row->outcome : "-");
}

/* Whatever a proposal stands on. Two who apply at once hold the same print: only the first does. */
static const char *day_print(struct ctx *ctx, const struct day_plan *day)
{
    enum { LINE_BYTES = 300, DRIVER_BYTES = 24 };
    size_t lines = day->row_count + day->available.shift_count;
    size_t cars = day->available.car_count * (VOLUNTEERS_SHIFTS_MAX + 8);
    struct buf text = buf_new(ctx->arena, lines * LINE_BYTES + cars * DRIVER_BYTES + LINE_BYTES);
    struct buf shown = buf_new(ctx->arena, CRYPT_HASH_BYTES * 2 + 1);
    struct crypt_hash hash;

    for (size_t i = 0; i < day->row_count; i++)
        print_leg(&text, &day->rows[i]);
    for (size_t i = 0; i < day->available.shift_count; i++) {
        const struct shift *shift = &day->available.shifts[i];

        buf_printf(&text, "s%lld %lld-%lld;", (long long)shift->volunteer_id,
                   (long long)shift->starts.seconds, (long long)shift->ends.seconds);
    }
    for (size_t i = 0; i < day->available.car_count; i++) {
        const struct car *car = &day->available.cars[i];

        buf_printf(&text, "c%lld %lld %lld %lld-%lld", (long long)car->vehicle_id,
                   (long long)car->seats, (long long)car->folding_wheelchairs,
                   (long long)car->there_from.seconds, (long long)car->there_until.seconds);
        for (size_t k = 0; k < car->driver_count; k++)
            buf_printf(&text, " %lld", (long long)car->driver_ids[k]);
    }
    hash = crypt_hash(NULL, text.data, text.length);
    for (size_t i = 0; i < CRYPT_HASH_BYTES; i++)
        buf_printf(&shown, "%02x", hash.bytes[i]);
    return buf_text(&shown);
}

/* --- from now on ------------------------------------------------------------------------------ */

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static void keep_out(struct replan *replan, int32_t leg, enum replan_hold hold,
                     enum replan_lack lack)
{
    replan->day.legs[leg].locked = true;
    replan->legs[leg].hold = hold;
    replan->legs[leg].lack = lack;
}

static bool was_on_the_road(const struct ctx *ctx, const struct replan *replan,
                            const struct day_leg_row *row)
{
    return row->volunteer_id && day_leg_has_begun(row, ctx->now) &&
           day_plan_leg_car(&replan->day, row) == DAY_LEG_CAR_STOPS;
}

static enum replan_lack lack_of(const struct ctx *ctx, const struct replan *replan, int32_t leg)
{
    const struct day_leg_row *row = replan->day.leg_rows[leg];

    if (was_on_the_road(ctx, replan, row))
        return REPLAN_CAR_STOPPED;
    if (row->window_closes.seconds < ctx->now.seconds)
        return REPLAN_PAST;
    if (!day_leg_has_home(row))
        return REPLAN_NO_HOME;
    if (!row->destination_active)
        return REPLAN_NOT_SERVED;
    if (row->volunteer_promised && replan->day.legs[leg].volunteer == PLANNER_NONE)
        return REPLAN_PROMISED_ABSENT;
    return REPLAN_LACKS_NOTHING;
}

/* A leg that was to begin and nobody drove is still to be driven, while its window lasts. */
static void bind_uncovered(const struct ctx *ctx, struct replan *replan, int32_t leg)
{
    const struct day_leg_row *row = replan->day.leg_rows[leg];
    enum replan_lack lack = lack_of(ctx, replan, leg);
    int32_t now = day_plan_seconds(&replan->day, ctx->now);

    if (row->outcome) {
        keep_out(replan, leg, REPLAN_BEGUN, REPLAN_LACKS_NOTHING);
    } else if (!replan->legs[leg].shown) {
        keep_out(replan, leg, REPLAN_HIDDEN, REPLAN_LACKS_NOTHING);
    } else if (lack != REPLAN_LACKS_NOTHING) {
        keep_out(replan, leg, REPLAN_OUT, lack);
    } else {
        replan->day.legs[leg].said = (struct planner_window){
            later(now, day_plan_seconds(&replan->day, row->window_opens)),
            day_plan_seconds(&replan->day, row->window_closes),
        };
    }
}

static void bind_covered(const struct ctx *ctx, struct replan *replan, int32_t leg)
{
    const struct day_leg_row *row = replan->day.leg_rows[leg];
    struct planner_leg *bound = &replan->day.legs[leg];
    int32_t now = day_plan_seconds(&replan->day, ctx->now);
    enum replan_hold hold = REPLAN_FREE;

    if (day_leg_has_begun(row, ctx->now))
        hold = REPLAN_BEGUN;
    else if (!replan->legs[leg].shown)
        hold = REPLAN_HIDDEN;
    else if (row->locked || !row->destination_active)
        hold = REPLAN_LOCKED;
    if (hold == REPLAN_LOCKED)
        bound->volunteer = day_plan_volunteer(&replan->day, row->volunteer_id);
    if (hold != REPLAN_BEGUN && bound->said.to >= now)
        bound->said.from = later(bound->said.from, now);
    bound->locked = hold != REPLAN_FREE;
    replan->legs[leg].hold = hold;
}

static void bind_legs(const struct ctx *ctx, struct replan *replan)
{
    for (int32_t i = 0; i < replan->day.known_legs; i++) {
        struct replan_leg *leg = &replan->legs[i];

        leg->shift = planner_shift_of(&replan->day.plan, i);
        leg->car =
            leg->shift == PLANNER_NONE ? PLANNER_NONE : replan->day.plan.routes[leg->shift].car;
        if (leg->shift == PLANNER_NONE)
            bind_uncovered(ctx, replan, i);
        else
            bind_covered(ctx, replan, i);
    }
}

/* --- who is on the road ----------------------------------------------------------------------- */

static int32_t route_start(const struct replan *replan, int32_t shift)
{
    int32_t base = replan->day.cars[replan->day.plan.routes[shift].car].base_point;

    return base == PLANNER_NONE ? replan->day.shifts[shift].start_point : base;
}

/* When the volunteer leaves home for the first stop, as it is stored. */
static int32_t leaves_at(const struct replan *replan, int32_t shift)
{
    const struct day_plan *day = &replan->day;
    int32_t first = day->plan.routes[shift].stops[0].leg;

    return day_plan_seconds(day, day->leg_rows[first]->pick_up_at) -
           day_plan_drive(day, route_start(replan, shift), day->legs[first].pickup_point);
}

/* Who is at home sets out from now on; who has left meets first whom they left for. */
static void bind_shift(const struct ctx *ctx, struct replan *replan, int32_t shift)
{
    const struct planner_route *route = &replan->day.plan.routes[shift];
    struct planner_window *hours = &replan->day.shifts[shift].hours;
    int32_t now = day_plan_seconds(&replan->day, ctx->now);

    if (hours->from >= now)
        return;
    if (route->stop_count == 0 || leaves_at(replan, shift) >= now) {
        hours->from = now < hours->to ? now : hours->to;
        return;
    }

    int32_t first = route->stops[0].leg;

    if (replan->legs[first].hold == REPLAN_FREE) {
        replan->legs[first].hold = REPLAN_BEGUN;
        replan->day.legs[first].locked = true;
    }
}

/* --- what cannot be driven as it is stored ---------------------------------------------------- */

/* Who was driven there is waited for no more once the way home is out of its route. */
static void wait_no_more(struct replan *replan, int32_t leg)
{
    int32_t partner = day_plan_partner(&replan->day, leg);

    if (partner != PLANNER_NONE && replan->legs[partner].hold == REPLAN_BEGUN)
        day_plan_untie(&replan->day, leg);
}

/* Takes the legs of a route out: those that are still to come, or all. */
static void route_clear(struct replan *replan, int32_t shift, bool all)
{
    for (int32_t i = 0; i < replan->day.known_legs; i++) {
        struct replan_leg *leg = &replan->legs[i];

        if (planner_shift_of(&replan->day.plan, i) != shift ||
            (leg->hold == REPLAN_BEGUN && !all) || planner_remove(&replan->day.plan, i) != OK)
            continue;
        replan->day.legs[i].locked = false;
        wait_no_more(replan, i);
        if (leg->hold == REPLAN_LOCKED)
            leg->hold = REPLAN_FREE; /* with the same volunteer, in another order */
        else if (leg->hold != REPLAN_FREE)
            keep_out(replan, i, leg->hold, REPLAN_LACKS_NOTHING);
    }
}

/* They are out, and nobody knows until when: nothing more is planned for who began before now. */
static void keep_home(const struct ctx *ctx, struct replan *replan, int32_t volunteer)
{
    int32_t now = day_plan_seconds(&replan->day, ctx->now);

    for (int32_t i = 0; i < replan->day.plan.route_count; i++) {
        struct planner_shift *shift = &replan->day.shifts[i];

        if (shift->volunteer == volunteer && replan->day.plan.routes[i].stop_count == 0 &&
            day_plan_seconds(&replan->day, replan->day.available.shifts[i].starts) <= now)
            shift->hours.from = shift->hours.to;
    }
}

/* Who sits in a car that stopped, with somebody beside. */
static void keep_stopped_home(const struct ctx *ctx, struct replan *replan)
{
    for (int32_t i = 0; i < replan->day.known_legs; i++) {
        const struct day_leg_row *row = replan->day.leg_rows[i];

        if (!row->outcome && was_on_the_road(ctx, replan, row))
            keep_home(ctx, replan, day_plan_volunteer(&replan->day, row->volunteer_id));
    }
}

/* Hours, roads or addresses changed since: the planner must start from a plan that holds. */
static void clear_what_fails(struct ctx *ctx, struct replan *replan)
{
    for (int32_t i = 0; i < replan->day.plan.route_count; i++) {
        if (replan->day.plan.routes[i].stop_count == 0 || day_plan_holds(ctx, &replan->day, i))
            continue;
        route_clear(replan, i, false);
        if (replan->day.plan.routes[i].stop_count == 0 || day_plan_holds(ctx, &replan->day, i))
            continue;
        route_clear(replan, i, true);
        keep_home(ctx, replan, replan->day.shifts[i].volunteer);
    }
}

enum status replan_read(struct ctx *ctx, int64_t office_id, struct date day,
                        struct replan *ret_replan)
{
    struct replan replan = {0};
    const struct day_leg **shown;

    if (day.days < instant_date(ctx->now).days)
        return ERR_INVALID;
    TRY(rides_day_plan(ctx, office_id, day, &replan.day, &shown));
    replan.print = day_print(ctx, &replan.day);
    replan.legs = arena_array(ctx->arena, struct replan_leg, (size_t)replan.day.known_legs);
    for (int32_t i = 0; i < replan.day.known_legs; i++)
        replan.legs[i].shown = shown[i];
    bind_legs(ctx, &replan);
    for (int32_t i = 0; i < replan.day.plan.route_count; i++)
        bind_shift(ctx, &replan, i);
    clear_what_fails(ctx, &replan);
    keep_stopped_home(ctx, &replan);
    replan.best = replan.day.plan;
    replan.shortest = replan.day.plan;
    *ret_replan = replan;
    return OK;
}
