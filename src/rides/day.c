#include "rides/day.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "rides/rides_inside.h"
#include "staff/actor.h"

enum { DAYS_MAX = 62, FREE_STEP_SECONDS = 30 * 60 };

/* What is gathered while a day is read. */
struct gathering {
    struct day_plan plan;
    struct policy_set policies;
    struct day_leg *legs;
    size_t leg_count;
    const struct day_leg_row **rows; /* of the leg with the same number */
};

/* --- legs ------------------------------------------------------------------------------------ */

/* NULL for who must not be known of. */
static enum status card_read(struct ctx *ctx, const struct gathering *day, int64_t person_id,
                             const struct person_card **ret_card)
{
    struct person_card *card;
    enum status status;

    for (size_t i = 0; i < day->leg_count; i++) {
        if (day->legs[i].person->id == person_id) {
            *ret_card = day->legs[i].person;
            return OK;
        }
    }
    card = arena_new(ctx->arena, struct person_card);
    status = person_card_brief(ctx, person_id, card);
    *ret_card = status == OK ? card : NULL;
    return status == ERR_NOT_FOUND ? OK : status;
}

static const char *home_text(struct ctx *ctx, const struct person_card *person)
{
    if (!person->address)
        return person->place_name ? person->place_name : "";
    if (!person->place_name)
        return person->address;
    return arena_printf(ctx->arena, "%s, %s", person->address, person->place_name);
}

static enum status leg_of_row(struct ctx *ctx, const struct day_leg_row *row,
                              const struct person_card *person, struct day_leg *ret_leg)
{
    bool homeward = text_equal(row->direction, "return");
    const char *home = home_text(ctx, person);

    *ret_leg = (struct day_leg){
        .leg_id = row->id,
        .ride_id = row->ride_id,
        .number = row->number,
        .version = row->version,
        .person = person,
        .homeward = homeward,
        .from = homeward ? row->destination : home,
        .to = homeward ? home : row->destination,
        .destination_id = row->destination_id,
        .destination = row->destination,
        .window_opens = row->window_opens,
        .window_closes = row->window_closes,
        .pick_up = row->pick_up_at,
        .drop_off = row->drop_off_at,
        .slack_minutes = -1,
        .appointment = row->appointment,
        .return_kind = ride_return_from_code(row->return_kind),
        .wait_minutes = row->wait_minutes,
        .companions = row->companions,
        .mobility_aid = row->mobility_aid,
        .boarding_minutes = row->boarding_minutes,
        .volunteer_promised = row->volunteer_promised,
        .locked = row->locked,
        .called_at = row->called_at,
        .volunteer_id = row->volunteer_id,
        .outcome = row->outcome,
        .outcome_reason = row->outcome_reason,
        .late_minutes = row->outcome ? 0 : row->late_minutes,
        .ready_at = row->ready_at,
    };
    if (row->volunteer_id)
        ret_leg->volunteer_name =
            arena_printf(ctx->arena, "%s %s", row->volunteer_name, row->volunteer_surname);
    return ride_boarding_notes(ctx, row->number, row->boarding_notes, &ret_leg->boarding_notes);
}

/* Asked for, or any when `wanted` is 0; and within reach. */
static bool is_of_office(const struct ctx *ctx, int64_t wanted, int64_t office_id)
{
    return (wanted == 0 || wanted == office_id) && actor_reaches_office(ctx->actor, office_id);
}

/* Of a return; a way there has nothing before it. */
static bool has_arrived(const struct ctx *ctx, const struct day_plan *plan,
                        const struct day_leg_row *home)
{
    struct instant appointment = instant_at(instant_date(home->window_opens), home->appointment);

    for (size_t i = 0; i < plan->row_count; i++) {
        const struct day_leg_row *row = &plan->rows[i];

        if (row->ride_id == home->ride_id && text_equal(row->direction, "outbound"))
            return ride_has_arrived(ctx, row->outcome, row->drop_off_at, appointment);
    }
    return true;
}

static enum status gather(struct ctx *ctx, int64_t office_id, struct date on, struct gathering *day)
{
    TRY(policy_read(ctx, on, &day->policies));
    TRY(day_plan_read(ctx, on, &day->policies, NULL, 0, &day->plan));
    day->legs = arena_array(ctx->arena, struct day_leg, day->plan.row_count);
    day->rows = arena_array(ctx->arena, const struct day_leg_row *, day->plan.row_count);
    for (size_t i = 0; i < day->plan.row_count; i++) {
        const struct day_leg_row *row = &day->plan.rows[i];
        const struct person_card *person;

        if (!is_of_office(ctx, office_id, row->office_id))
            continue;
        TRY(card_read(ctx, day, row->person_id, &person));
        if (!person)
            continue;
        TRY(leg_of_row(ctx, row, person, &day->legs[day->leg_count]));
        if (day->legs[day->leg_count].homeward)
            day->legs[day->leg_count].has_arrived = has_arrived(ctx, &day->plan, row);
        day->rows[day->leg_count++] = row;
    }
    return OK;
}

/* The plan's number of a leg; PLANNER_NONE for one that takes up nobody's time. */
static int32_t planned_leg(const struct gathering *day, size_t leg)
{
    const struct day_plan *plan = &day->plan;

    for (int32_t i = 0; i < plan->known_legs; i++) {
        if (plan->leg_rows[i] == day->rows[leg])
            return i;
    }
    return PLANNER_NONE;
}

enum status rides_day_plan(struct ctx *ctx, int64_t office_id, struct date day,
                           struct day_plan *ret_plan, const struct day_leg ***ret_legs)
{
    struct gathering *gathered = arena_new(ctx->arena, struct gathering);
    const struct day_leg **legs;

    TRY(gather(ctx, office_id, day, gathered));
    legs = arena_array(ctx->arena, const struct day_leg *, (size_t)gathered->plan.known_legs);
    for (size_t i = 0; i < gathered->leg_count; i++) {
        int32_t planned = planned_leg(gathered, i);

        if (planned != PLANNER_NONE)
            legs[planned] = &gathered->legs[i];
    }
    *ret_plan = gathered->plan;
    *ret_legs = legs;
    return OK;
}

/* Promised, still to come, and in no route. */
static bool is_unassigned(const struct gathering *day, size_t leg)
{
    int32_t planned = planned_leg(day, leg);

    return !day->legs[leg].outcome && planned != PLANNER_NONE &&
           planner_shift_of(&day->plan.plan, planned) == PLANNER_NONE;
}

/* The same, and who is driven as it can be no more, or to where we no longer go. */
static bool must_be_called(struct ctx *ctx, const struct gathering *day, size_t leg)
{
    int32_t planned = planned_leg(day, leg);

    if (planned == PLANNER_NONE || day->legs[leg].outcome)
        return false;
    return is_unassigned(day, leg) || (day->legs[leg].window_closes.seconds >= ctx->now.seconds &&
                                       !ride_leg_can_be_kept(ctx, &day->plan, planned));
}

/* --- a volunteer ------------------------------------------------------------------------------ */

static int leg_compare(const void *left, const void *right)
{
    const struct day_leg *a = *(const struct day_leg *const *)left;
    const struct day_leg *b = *(const struct day_leg *const *)right;

    if (a->pick_up.seconds != b->pick_up.seconds)
        return a->pick_up.seconds < b->pick_up.seconds ? -1 : 1;
    return (a->leg_id > b->leg_id) - (a->leg_id < b->leg_id);
}

static int stop_compare(const void *left, const void *right)
{
    const struct day_stop *a = left;
    const struct day_stop *b = right;

    if (a->at.seconds != b->at.seconds)
        return a->at.seconds < b->at.seconds ? -1 : 1;
    if (a->pick_up != b->pick_up)
        return a->pick_up ? 1 : -1;
    return (a->leg->leg_id > b->leg->leg_id) - (a->leg->leg_id < b->leg->leg_id);
}

static void put_legs(struct ctx *ctx, const struct gathering *day, struct day_volunteer *volunteer)
{
    const struct day_leg **legs = arena_array(ctx->arena, const struct day_leg *, day->leg_count);
    struct day_stop *stops = arena_array(ctx->arena, struct day_stop, day->leg_count * 2);

    for (size_t i = 0; i < day->leg_count; i++) {
        const struct day_leg *leg = &day->legs[i];

        if (leg->volunteer_id != volunteer->volunteer_id || !day_leg_counts(day->rows[i]) ||
            is_unassigned(day, i))
            continue;
        legs[volunteer->leg_count++] = leg;
        stops[volunteer->stop_count++] = (struct day_stop){leg->pick_up, true, leg};
        stops[volunteer->stop_count++] = (struct day_stop){leg->drop_off, false, leg};
        volunteer->vehicle_name = day->rows[i]->vehicle_name;
        volunteer->vehicle_id = day->rows[i]->vehicle_id;
    }
    qsort(legs, volunteer->leg_count, sizeof(struct day_leg *), leg_compare);
    qsort(stops, volunteer->stop_count, sizeof *stops, stop_compare);
    volunteer->legs = legs;
    volunteer->stops = stops;
}

/* Somebody else has it, from a step before they board until a step after they get out. */
static bool car_is_away(const struct gathering *day, int64_t vehicle_id, int64_t volunteer_id,
                        struct instant from, struct instant to)
{
    for (size_t i = 0; i < day->plan.row_count; i++) {
        const struct day_leg_row *row = &day->plan.rows[i];

        if (row->vehicle_id == vehicle_id && row->volunteer_id != volunteer_id &&
            day_leg_counts(row) && row->pick_up_at.seconds - FREE_STEP_SECONDS < to.seconds &&
            from.seconds < row->drop_off_at.seconds + FREE_STEP_SECONDS)
            return true;
    }
    return false;
}

/* Those of the largest car that this volunteer may drive then. */
static int64_t seats_of(const struct gathering *day, int64_t volunteer_id, struct instant from,
                        struct instant to)
{
    const struct availability *available = &day->plan.available;
    int64_t seats = 0;

    for (size_t i = 0; i < available->car_count; i++) {
        const struct car *car = &available->cars[i];

        if (!car_is_there(car, from, to) ||
            car_is_away(day, car->vehicle_id, volunteer_id, from, to))
            continue;
        for (size_t k = 0; k < car->driver_count; k++) {
            if (car->driver_ids[k] == volunteer_id && car->seats > seats)
                seats = car->seats;
        }
    }
    return seats;
}

static int64_t seats_taken(const struct day_volunteer *volunteer, struct instant from,
                           struct instant to)
{
    int64_t most = 0;
    int64_t taken = 0;

    for (size_t i = 0; i < volunteer->stop_count; i++) {
        const struct day_stop *stop = &volunteer->stops[i];

        if (stop->at.seconds >= to.seconds)
            break;
        if (stop->at.seconds >= from.seconds && taken > most)
            most = taken;
        taken += (stop->pick_up ? 1 : -1) * (1 + stop->leg->companions);
    }
    return taken > most ? taken : most;
}

static void free_add(struct day_volunteer *volunteer, struct day_free piece)
{
    struct day_free *last =
        volunteer->free_count ? &volunteer->free[volunteer->free_count - 1] : NULL;

    if (last && last->to.seconds == piece.from.seconds && last->seats == piece.seats)
        last->to = piece.to;
    else if (piece.seats > 0 && volunteer->free_count < RIDES_DAY_FREE_MAX)
        volunteer->free[volunteer->free_count++] = piece;
}

/* Half hour by half hour of what is left of each shift; equal neighbours become one piece. */
static void put_free(struct ctx *ctx, const struct gathering *day, struct day_volunteer *volunteer)
{
    for (size_t i = 0; i < volunteer->shift_count; i++) {
        struct instant from = volunteer->shifts[i].starts;

        while (from.seconds < volunteer->shifts[i].ends.seconds) {
            struct instant to = {from.seconds + FREE_STEP_SECONDS};

            if (to.seconds > volunteer->shifts[i].ends.seconds)
                to = volunteer->shifts[i].ends;
            if (to.seconds > ctx->now.seconds)
                free_add(volunteer,
                         (struct day_free){from, to,
                                           seats_of(day, volunteer->volunteer_id, from, to) -
                                               seats_taken(volunteer, from, to)});
            from = to;
        }
    }
}

/* --- the day ---------------------------------------------------------------------------------- */

static struct day_volunteer *volunteer_find(struct day_volunteer *volunteers, size_t count,
                                            int64_t volunteer_id)
{
    for (size_t i = 0; i < count; i++) {
        if (volunteers[i].volunteer_id == volunteer_id)
            return &volunteers[i];
    }
    return NULL;
}

static size_t list_on_duty(const struct gathering *day, struct day_volunteer *volunteers)
{
    const struct availability *available = &day->plan.available;
    size_t count = 0;

    for (size_t i = 0; i < available->shift_count; i++) {
        const struct shift *shift = &available->shifts[i];
        struct day_volunteer *known = volunteer_find(volunteers, count, shift->volunteer_id);

        if (known) {
            known->shift_count++; /* shifts come by volunteer */
            continue;
        }
        volunteers[count++] = (struct day_volunteer){
            .volunteer_id = shift->volunteer_id,
            .name = shift->volunteer_name,
            .phone = shift->phone,
            .shifts = shift,
            .shift_count = 1,
        };
    }
    return count;
}

/* Who drove without being on duty any more: an absence told afterwards, or the hours changed. */
static size_t list_who_drove(const struct gathering *day, struct day_volunteer *volunteers,
                             size_t count)
{
    for (size_t i = 0; i < day->leg_count; i++) {
        const struct day_leg_row *row = day->rows[i];

        if (!row->volunteer_id || !day_leg_counts(row) || is_unassigned(day, i) ||
            volunteer_find(volunteers, count, row->volunteer_id))
            continue;
        volunteers[count++] = (struct day_volunteer){
            .volunteer_id = row->volunteer_id,
            .name = day->legs[i].volunteer_name,
            .phone = row->volunteer_phone,
        };
    }
    return count;
}

static int volunteer_compare(const void *left, const void *right)
{
    const struct day_volunteer *a = left;
    const struct day_volunteer *b = right;
    int order = strcmp(a->name, b->name);

    return order ? order
                 : (a->volunteer_id > b->volunteer_id) - (a->volunteer_id < b->volunteer_id);
}

/* Between the earliest pick-up and the latest: the planned one is often the latest by choice, so
   that people wait at home. */
static void put_slack(struct ctx *ctx, const struct gathering *day, int32_t shift,
                      const struct planner_report *report)
{
    const struct planner_route *route = &day->plan.plan.routes[shift];

    for (int32_t i = 0; i < route->stop_count; i++) {
        const struct day_leg_row *row = day->plan.leg_rows[route->stops[i].leg];
        int32_t slack = report->latest[shift].stops[i] - report->earliest[shift].stops[i];

        if (route->stops[i].kind != PLANNER_PICKUP || row->outcome ||
            day_leg_has_begun(row, ctx->now))
            continue;
        for (size_t k = 0; k < day->leg_count; k++) {
            if (day->rows[k] == row)
                day->legs[k].slack_minutes = slack / RIDES_MINUTE_SECONDS;
        }
    }
}

/* Somebody of the route is still to come or on board. */
static bool is_under_way(const struct day_plan *plan, int32_t shift)
{
    const struct planner_route *route = &plan->plan.routes[shift];

    for (int32_t i = 0; i < route->stop_count; i++) {
        if (!plan->leg_rows[route->stops[i].leg]->outcome)
            return true;
    }
    return false;
}

/* Asked of routes that carry somebody whom the actor may know of. */
static void put_risk(struct ctx *ctx, const struct gathering *day, struct day_volunteer *volunteer)
{
    const struct day_plan *plan = &day->plan;

    for (int32_t i = 0; i < plan->plan.route_count && volunteer->leg_count > 0; i++) {
        struct planner_report report;

        if (plan->available.shifts[i].volunteer_id != volunteer->volunteer_id ||
            !is_under_way(plan, i))
            continue;
        if (day_plan_check(ctx, plan, i, &report))
            put_slack(ctx, day, i, &report);
        else
            volunteer->at_risk = true;
    }
}

static enum status put_volunteers(struct ctx *ctx, const struct gathering *day,
                                  struct rides_day *ret_day)
{
    size_t room = day->plan.available.shift_count + day->leg_count;
    struct day_volunteer *volunteers = arena_array(ctx->arena, struct day_volunteer, room);
    size_t count = list_on_duty(day, volunteers);

    count = list_who_drove(day, volunteers, count);
    qsort(volunteers, count, sizeof *volunteers, volunteer_compare);
    for (size_t i = 0; i < count; i++) {
        put_legs(ctx, day, &volunteers[i]);
        put_free(ctx, day, &volunteers[i]);
        put_risk(ctx, day, &volunteers[i]);
    }
    ret_day->volunteers = volunteers;
    ret_day->volunteer_count = count;
    return OK;
}

static void put_others(struct ctx *ctx, const struct gathering *day, struct rides_day *ret_day)
{
    const struct day_leg **unassigned =
        arena_array(ctx->arena, const struct day_leg *, day->leg_count);
    const struct day_leg **cancelled =
        arena_array(ctx->arena, const struct day_leg *, day->leg_count);

    for (size_t i = 0; i < day->leg_count; i++) {
        if (!day_leg_counts(day->rows[i]))
            cancelled[ret_day->cancelled_count++] = &day->legs[i];
        else if (is_unassigned(day, i))
            unassigned[ret_day->unassigned_count++] = &day->legs[i];
    }
    ret_day->unassigned = unassigned;
    ret_day->cancelled = cancelled;
    ret_day->leg_count = day->leg_count - ret_day->cancelled_count;
}

static enum status closure_read(struct ctx *ctx, int64_t office_id, struct date day,
                                const char **ret_why)
{
    struct calendar calendar;

    TRY(calendar_read(ctx, office_id, day, &calendar));
    if (!calendar_is_closed(&calendar, ZONE_LINE_RIDES, 0, day, ret_why))
        *ret_why = NULL;
    return OK;
}

enum status rides_day(struct ctx *ctx, int64_t office_id, struct date day,
                      struct rides_day *ret_day)
{
    struct gathering *gathered = arena_new(ctx->arena, struct gathering);
    struct rides_day whole = {.day = day};

    TRY(gather(ctx, office_id, day, gathered));
    TRY(closure_read(ctx, office_id, day, &whole.closed_why));
    TRY(put_volunteers(ctx, gathered, &whole));
    put_others(ctx, gathered, &whole);
    *ret_day = whole;
    return OK;
}

enum status rides_outline(struct ctx *ctx, int64_t office_id, struct date day,
                          struct rides_outline *ret_outline)
{
    struct rides_outline outline = {0};
    struct leg_to_count *rows;
    size_t count;

    TRY(ride_legs_to_count(ctx, day, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        const struct leg_to_count *row = &rows[i];

        if (!leg_counts(row->state, row->outcome) || !is_of_office(ctx, office_id, row->office_id))
            continue;

        enum status seen =
            person_is_visible(ctx, row->person_id, row->place_id, row->restriction, row->rider);

        if (seen != OK && seen != ERR_NOT_FOUND)
            return seen;
        outline.leg_count += seen == OK;
        outline.has_restricted |= seen == OK && row->restriction;
    }
    TRY(closure_read(ctx, office_id, day, &outline.closed_why));
    *ret_outline = outline;
    return OK;
}

enum status rides_sheet(struct ctx *ctx, int64_t office_id, struct date day, int64_t volunteer_id,
                        struct rides_day *ret_day, const struct day_volunteer **ret_volunteer)
{
    struct rides_day whole;

    TRY(rides_day(ctx, office_id, day, &whole));

    const struct day_volunteer *volunteers = whole.volunteers; /* in the arena, as all of it */

    for (size_t i = 0; i < whole.volunteer_count; i++) {
        if (volunteers[i].volunteer_id == volunteer_id) {
            *ret_day = whole;
            *ret_volunteer = &volunteers[i];
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

/* --- after an absence ------------------------------------------------------------------------- */

enum status rides_without_volunteer(struct ctx *ctx, int64_t office_id, struct date first,
                                    struct date last, const struct day_leg ***ret_legs,
                                    size_t *ret_count)
{
    enum { LEGS_MAX = 500 };
    const struct day_leg **legs = arena_array(ctx->arena, const struct day_leg *, LEGS_MAX);
    size_t count = 0;

    if (last.days - first.days >= DAYS_MAX)
        return ERR_TOO_LARGE;
    for (struct date day = first; day.days <= last.days; day = date_add_days(day, 1)) {
        size_t mark = arena_mark(ctx->arena);
        struct gathering *gathered = arena_new(ctx->arena, struct gathering);
        size_t before = count;

        TRY(gather(ctx, office_id, day, gathered));
        for (size_t i = 0; i < gathered->leg_count; i++) {
            if (!must_be_called(ctx, gathered, i))
                continue;
            if (count == LEGS_MAX)
                return ERR_TOO_LARGE;
            legs[count++] = &gathered->legs[i];
        }
        if (count == before)
            arena_rewind(ctx->arena, mark); /* most days have none: their tables go */
    }
    *ret_legs = legs;
    *ret_count = count;
    return OK;
}

bool rides_sheet_is_the_circles(const struct day_volunteer *volunteer)
{
    for (size_t i = 0; i < volunteer->leg_count; i++) {
        if (volunteer->legs[i]->person->restricted && !volunteer->legs[i]->outcome)
            return true;
    }
    return false;
}
