#include "insight/whatif.h"

#include "base/text.h"
#include "rides/day_plan.h"
#include "staff/actor.h"
#include "whatif_sql.h"

enum { LEGS_MAX = 128, SEATS = 3, UNSERVED_COST = 100 * 1000 * 1000 };

/* One day while it is looked at. */
struct imagining {
    struct ctx *ctx;
    const struct whatif_wish *wish;
    struct date day;
    struct policy_set policies;
    struct shift shift;
    struct car car;
    int64_t driver; /* whom the car's list of drivers points to */
    struct day_leg_row missed[LEGS_MAX];
    size_t missed_count;
};

/* A plan that was found. */
struct imagined {
    int64_t served; /* missed requests */
    int64_t metres;
    int64_t seconds;
};

/* --- who comes beside ------------------------------------------------------------------------- */

static void imagine_volunteer(struct imagining *i)
{
    const struct clock_time starts = {(i->wish->afternoon ? 14 : 8) * 60};
    const struct clock_time ends = {(i->wish->afternoon ? 18 : 13) * 60};

    i->driver = DAY_PLAN_MORE_ID;
    i->shift = (struct shift){
        .volunteer_id = DAY_PLAN_MORE_ID,
        .starts = instant_at(i->day, starts),
        .ends = instant_at(i->day, ends),
        .latitude_micro = i->wish->base.latitude_micro,
        .longitude_micro = i->wish->base.longitude_micro,
    };
    i->car = (struct car){
        .vehicle_id = DAY_PLAN_MORE_ID,
        .seats = SEATS,
        .folding_wheelchairs = 1,
        .latitude_micro = i->shift.latitude_micro,
        .longitude_micro = i->shift.longitude_micro,
        .driver_ids = &i->driver,
        .driver_count = 1,
        .owner_volunteer_id = DAY_PLAN_MORE_ID,
        .there_from = INSTANT_NONE,
        .there_until = INSTANT_NONE,
    };
}

/* --- who was told no -------------------------------------------------------------------------- */

/* What both ways of a missed request have in common: a leg that nobody drives. */
static struct day_leg_row missed_leg(const struct whatif_missed_row *row)
{
    return (struct day_leg_row){
        .ride_id = -row->ride_id, /* so that it is told from those that were driven */
        .person_id = row->person_id,
        .office_id = row->office_id,
        .destination_id = row->destination_id,
        .state = "booked",
        .appointment = row->appointment,
        .return_kind = row->return_kind,
        .companions = row->companions,
        .mobility_aid = row->mobility_aid,
        .boarding_minutes = row->boarding_minutes,
        .home_place_id = row->home_place_id,
        .home_latitude = row->home_latitude,
        .home_longitude = row->home_longitude,
        .destination_place_id = row->destination_place_id,
        .destination_latitude = row->destination_latitude,
        .destination_longitude = row->destination_longitude,
        .destination_boarding = row->destination_boarding,
        .pick_up_at = INSTANT_NONE,
        .drop_off_at = INSTANT_NONE,
        .picked_up_at = INSTANT_NONE,
    };
}

/* Whenever they could have been fetched: no window was said to them. */
static void missed_add(struct imagining *i, const struct whatif_missed_row *row)
{
    int64_t wait = policy_number(&i->policies, POLICY_RIDES_RETURN_WAIT_MINUTES);
    struct day_leg_row *leg = &i->missed[i->missed_count++];

    *leg = missed_leg(row);
    leg->direction = "outbound";
    leg->window_opens = instant_at(i->day, (struct clock_time){0});
    leg->window_closes = instant_at(i->day, row->appointment);
    if (text_equal(row->return_kind, "none") || clock_is_none(row->return_at))
        return;
    leg = &i->missed[i->missed_count++];
    *leg = missed_leg(row);
    leg->direction = "return";
    leg->window_opens = instant_at(i->day, row->return_at);
    leg->window_closes = instant_add_minutes(leg->window_opens, wait);
}

static enum status missed_read(struct imagining *i, int64_t *ret_requests)
{
    struct whatif_missed_row *rows;
    size_t count;

    TRY(whatif_missed(i->ctx, i->day, i->ctx->actor->user_id, &rows, &count));
    for (size_t k = 0; k < count; k++)
        missed_add(i, &rows[k]);
    *ret_requests = (int64_t)count;
    return OK;
}

/* --- a plan ----------------------------------------------------------------------------------- */

static bool enough_tries(void *context, const struct planner_progress *progress)
{
    (void)context;
    return progress->tries < WHATIF_TRIES;
}

/* Missed requests all of whose ways somebody drives. Ways of one follow each other. */
static int64_t requests_served(const struct day_plan *plan, const struct planner_plan *routes)
{
    int64_t served = 0;
    int64_t last = 0;
    bool whole = false;

    for (int32_t leg = 0; leg < plan->problem.leg_count; leg++) {
        const struct day_leg_row *row = plan->leg_rows[leg];
        bool driven = planner_shift_of(routes, leg) != PLANNER_NONE;

        if (row->ride_id >= 0)
            continue;
        if (row->ride_id == last) {
            served -= whole && !driven;
            whole = whole && driven;
            continue;
        }
        last = row->ride_id;
        whole = driven;
        served += driven;
    }
    return served;
}

/* ERR_CONFLICT: what is stored does not hold. */
static enum status imagine(struct imagining *i, bool one_more, bool with_missed,
                           struct imagined *ret_imagined)
{
    const struct planner_aim aim = {.costs = RIDES_COSTS, .unserved = UNSERVED_COST};
    const struct day_plan_more more = {
        .shift = one_more ? &i->shift : NULL,
        .car = i->wish->with_car ? &i->car : NULL,
        .rows = i->missed,
        .row_count = with_missed ? i->missed_count : 0,
    };
    struct day_plan *plan = arena_new(i->ctx->arena, struct day_plan);
    struct imagined imagined = {0};
    struct planner_plan routes;

    TRY(day_plan_imagine(i->ctx, i->day, &i->policies, &more, plan));
    TRY(planner_improve(i->ctx->arena, &plan->problem, &plan->plan, &aim, 1, enough_tries, NULL,
                        &routes));
    for (int32_t shift = 0; shift < routes.route_count; shift++) {
        int64_t metres, seconds;

        day_plan_way(plan, &routes, shift, PLANNER_NONE, &metres, &seconds);
        imagined.metres += metres;
        imagined.seconds += seconds;
    }
    imagined.served = requests_served(plan, &routes);
    *ret_imagined = imagined;
    return OK;
}

/* --- days ------------------------------------------------------------------------------------- */

static int64_t way_cost(const struct imagined *imagined)
{
    return imagined->metres * RIDES_COSTS.metre + imagined->seconds * RIDES_COSTS.second;
}

static enum status day_compare(struct imagining *i, struct whatif_day *day)
{
    struct imagined as_was, helped, asked_as_was, asked_helped;

    TRY(imagine(i, false, false, &as_was));
    TRY(imagine(i, true, false, &helped));
    if (way_cost(&helped) < way_cost(&as_was)) { /* else the one more stays at home */
        day->metres = as_was.metres - helped.metres;
        day->seconds = as_was.seconds - helped.seconds;
    }
    if (day->missed == 0)
        return OK;
    TRY(imagine(i, false, true, &asked_as_was));
    TRY(imagine(i, true, true, &asked_helped));
    if (asked_helped.served > asked_as_was.served)
        day->served = asked_helped.served - asked_as_was.served;
    return OK;
}

static enum status day_look(struct ctx *ctx, const struct whatif_wish *wish, struct date on,
                            struct whatif_day *ret_day)
{
    struct imagining *i = arena_new(ctx->arena, struct imagining);
    struct whatif_day day = {.day = on};
    enum status status;

    i->ctx = ctx;
    i->wish = wish;
    i->day = on;
    TRY(policy_read(ctx, on, &i->policies));
    imagine_volunteer(i);
    TRY(missed_read(i, &day.missed));
    status = day_compare(i, &day);
    if (status == ERR_CONFLICT || status == ERR_TOO_LARGE)
        day = (struct whatif_day){.day = on, .missed = day.missed, .not_planned = true};
    else
        TRY(status);
    *ret_day = day;
    return OK;
}

enum status whatif_find(struct ctx *ctx, const struct whatif_wish *wish, struct whatif *ret_found)
{
    struct whatif found = {0};
    struct date day = date_add_days(instant_date(ctx->now), -1);

    while (date_weekday(day) != wish->weekday)
        day = date_add_days(day, -1);
    while (found.count < (size_t)wish->weeks) {
        size_t mark = arena_mark(ctx->arena);
        struct whatif_day *one = &found.days[found.count++];

        TRY(day_look(ctx, wish, day, one));
        arena_rewind(ctx->arena, mark);
        found.total.missed += one->missed;
        found.total.served += one->served;
        found.total.metres += one->metres;
        found.total.seconds += one->seconds;
        day = date_add_days(day, -7);
    }
    *ret_found = found;
    return OK;
}
