#include "rides/day_plan.h"

#include "base/text.h"
#include "roads/told.h"

enum {
    MINUTE_SECONDS = 60,
    POINTS_ROOM = DAY_PLAN_POINTS_MAX + VOLUNTEERS_SHIFTS_MAX + VOLUNTEERS_CARS_MAX + 2,
};

/* --- what is read --------------------------------------------------------------------------- */

bool leg_counts(const char *ride_state, const char *leg_outcome)
{
    if (!text_equal(ride_state, "booked") && !text_equal(ride_state, "closed"))
        return false;
    return !leg_outcome || text_equal(leg_outcome, "done") || text_equal(leg_outcome, "not_found");
}

bool day_leg_counts(const struct day_leg_row *row)
{
    return leg_counts(row->state, row->outcome);
}

bool day_leg_has_home(const struct day_leg_row *row)
{
    return row->home_latitude != SQL_INT_NONE && row->home_longitude != SQL_INT_NONE;
}

bool day_leg_has_begun(const struct day_leg_row *row, struct instant now)
{
    int64_t late = row->late_minutes * MINUTE_SECONDS;

    if (row->outcome || !instant_is_none(row->picked_up_at))
        return true;
    if (instant_is_none(row->pick_up_at) || row->pick_up_at.seconds > now.seconds)
        return false;
    return row->pick_up_at.seconds + late <= now.seconds ||
           row->window_closes.seconds < now.seconds;
}

int32_t day_plan_seconds(const struct day_plan *plan, struct instant at)
{
    int64_t seconds = at.seconds - plan->midnight.seconds;

    if (seconds < 0)
        return 0;
    return seconds > DAY_PLAN_SECONDS ? DAY_PLAN_SECONDS : (int32_t)seconds;
}

struct instant day_plan_instant(const struct day_plan *plan, int32_t seconds)
{
    return (struct instant){plan->midnight.seconds + seconds};
}

int32_t day_plan_volunteer(const struct day_plan *plan, int64_t volunteer_id)
{
    for (int32_t i = 0; i < plan->problem.volunteer_count; i++) {
        if (plan->volunteer_ids[i] == volunteer_id)
            return i;
    }
    return PLANNER_NONE;
}

int32_t day_plan_drive(const struct day_plan *plan, int32_t from, int32_t to)
{
    return plan->problem.travel[(size_t)from * (size_t)plan->problem.point_count + (size_t)to];
}

/* --- points --------------------------------------------------------------------------------- */

static int32_t point_add(struct day_plan *plan, int64_t key, struct road_point point)
{
    plan->points[plan->problem.point_count] = point;
    plan->point_keys[plan->problem.point_count] = key;
    return plan->problem.point_count++;
}

/* One point for one door: between two doors there is always a drive. */
static int32_t point_of_door(struct day_plan *plan, int64_t key, struct road_point point)
{
    for (int32_t i = 0; i < plan->problem.point_count; i++) {
        if (plan->point_keys[i] == key)
            return i;
    }
    return point_add(plan, key, point);
}

static int32_t point_of_home(struct day_plan *plan, const struct day_leg_row *row)
{
    const struct road_point door = {row->home_latitude, row->home_longitude, row->home_place_id};
    const struct road_point nowhere = {row->destination_latitude, row->destination_longitude, 0};

    return point_of_door(plan, row->person_id, day_leg_has_home(row) ? door : nowhere);
}

static int32_t point_of_destination(struct day_plan *plan, const struct day_leg_row *row)
{
    const struct road_point door = {row->destination_latitude, row->destination_longitude,
                                    row->destination_place_id};

    return point_of_door(plan, -row->destination_id, door);
}

/* --- legs ----------------------------------------------------------------------------------- */

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* What is stored was promised and holds, whatever the policy has become since. */
static struct planner_window arrival_window(const struct day_plan *plan,
                                            const struct day_leg_row *row, int32_t service)
{
    int32_t appointment = day_plan_seconds(plan, instant_at(plan->day, row->appointment));
    int64_t early = policy_number(plan->policies, POLICY_RIDES_ARRIVE_EARLY_MINUTES);
    int64_t too_early = policy_number(plan->policies, POLICY_RIDES_ARRIVE_TOO_EARLY_MINUTES);
    struct planner_window window = {
        larger(0,
               appointment - service - (int32_t)(too_early + row->early_minutes) * MINUTE_SECONDS),
        larger(0, appointment - service - (int32_t)early * MINUTE_SECONDS),
    };

    if (!instant_is_none(row->drop_off_at)) {
        int32_t stored = day_plan_seconds(plan, row->drop_off_at);

        window.from = smaller(window.from, stored);
        window.to = larger(window.to, stored);
    }
    return window;
}

/* --- persons -------------------------------------------------------------------------------- */

int32_t day_plan_person(const struct day_plan *plan, int64_t person_id)
{
    for (int32_t i = 1; i < plan->problem.person_count; i++) {
        if (plan->person_ids[i] == person_id)
            return i;
    }
    return 0;
}

static int32_t person_add(struct day_plan *plan, int64_t person_id)
{
    int32_t known = day_plan_person(plan, person_id);

    if (known > 0)
        return known;
    plan->person_ids[plan->problem.person_count] = person_id;
    return plan->problem.person_count++;
}

static enum status add_company(struct ctx *ctx, struct day_plan *plan,
                               const struct day_plan_doors *doors)
{
    size_t persons = (size_t)plan->problem.person_count;
    uint8_t *company =
        arena_array(ctx->arena, uint8_t, (size_t)plan->problem.volunteer_count * persons);
    struct rider_company *rows;
    size_t count;

    TRY(rider_company_of_day(ctx, plan->day, doors ? doors->person_id : 0, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        int32_t volunteer = day_plan_volunteer(plan, rows[i].volunteer_id);
        int32_t person = day_plan_person(plan, rows[i].person_id);

        if (volunteer != PLANNER_NONE && person > 0)
            company[(size_t)volunteer * persons + (size_t)person] =
                text_equal(rows[i].company, "never") ? PLANNER_NEVER : PLANNER_PREFERRED;
    }
    plan->problem.company = company;
    return OK;
}

/* --- legs, as they were said ---------------------------------------------------------------- */

bool day_leg_is_fixed(const struct day_leg_row *row, struct instant now)
{
    return !instant_is_none(row->pick_up_at) && day_leg_has_begun(row, now);
}

/* A leg that was driven, or is on the road, stays as it is. */
static struct planner_window said_window(const struct day_plan *plan, struct instant now,
                                         const struct day_leg_row *row)
{
    if (day_leg_is_fixed(row, now)) {
        int32_t at = day_plan_seconds(plan, row->pick_up_at);

        return (struct planner_window){at, at};
    }
    return (struct planner_window){day_plan_seconds(plan, row->window_opens),
                                   day_plan_seconds(plan, row->window_closes)};
}

static void leg_add(struct day_plan *plan, struct instant now, const struct day_leg_row *row)
{
    int32_t index = plan->problem.leg_count;
    struct planner_leg *leg = &plan->legs[index];
    bool outbound = text_equal(row->direction, "outbound");
    int32_t home = point_of_home(plan, row);
    int32_t destination = point_of_destination(plan, row);
    int32_t boarding = (int32_t)row->boarding_minutes * MINUTE_SECONDS;
    int32_t at_destination = (int32_t)row->destination_boarding * MINUTE_SECONDS;

    *leg = (struct planner_leg){
        .pickup_point = outbound ? home : destination,
        .dropoff_point = outbound ? destination : home,
        .pickup = {0, DAY_PLAN_SECONDS},
        .dropoff = {0, DAY_PLAN_SECONDS},
        .pickup_service = outbound ? boarding : larger(boarding, at_destination),
        .dropoff_service = outbound ? at_destination : 0,
        .seats = 1 + (int32_t)row->companions,
        .wheelchairs = text_equal(row->mobility_aid, "folding_wheelchair"),
        .person = day_leg_is_fixed(row, now) ? 0 : person_add(plan, row->person_id),
        .promised = true,
        .said = said_window(plan, now, row),
        .volunteer = PLANNER_NONE,
        .with_leg = PLANNER_NONE,
    };
    if (outbound)
        leg->dropoff = arrival_window(plan, row, at_destination);
    if (row->volunteer_promised)
        leg->volunteer = day_plan_volunteer(plan, row->volunteer_id);
    plan->leg_rows[index] = row;
    plan->problem.leg_count++;
}

/* The longest time on board: the policy's, or the drive itself where that is longer. */
static int32_t onboard_limit(const struct day_plan *plan, const struct planner_leg *leg)
{
    int64_t minutes = policy_number(plan->policies, POLICY_RIDES_MAX_ON_BOARD_MINUTES);

    return larger((int32_t)minutes * MINUTE_SECONDS,
                  day_plan_drive(plan, leg->pickup_point, leg->dropoff_point));
}

static void limit_time_on_board(struct day_plan *plan)
{
    for (int32_t i = 0; i < plan->problem.leg_count; i++) {
        const struct day_leg_row *row = plan->leg_rows[i];
        struct planner_leg *leg = &plan->legs[i];

        leg->onboard_max = onboard_limit(plan, leg);
        if (!instant_is_none(row->pick_up_at) && !instant_is_none(row->drop_off_at))
            leg->onboard_max = larger(
                leg->onboard_max, (int32_t)(row->drop_off_at.seconds - row->pick_up_at.seconds));
    }
}

/* --- who drives what ------------------------------------------------------------------------ */

static void add_shifts(struct ctx *ctx, struct day_plan *plan)
{
    size_t count = plan->available.shift_count;

    plan->shifts = arena_array(ctx->arena, struct planner_shift, count);
    plan->volunteer_ids = arena_array(ctx->arena, int64_t, count);
    for (size_t i = 0; i < count; i++) {
        const struct shift *shift = &plan->available.shifts[i];
        int32_t volunteer = day_plan_volunteer(plan, shift->volunteer_id);
        int32_t base;

        if (volunteer == PLANNER_NONE) {
            volunteer = plan->problem.volunteer_count++;
            plan->volunteer_ids[volunteer] = shift->volunteer_id;
        }
        base = point_add(plan, 0,
                         (struct road_point){shift->latitude_micro, shift->longitude_micro, 0});
        plan->shifts[i] = (struct planner_shift){
            .volunteer = volunteer,
            .hours = {day_plan_seconds(plan, shift->starts), day_plan_seconds(plan, shift->ends)},
            .start_point = base,
            .end_point = base,
            .duration_max = PLANNER_TIME_MAX,
        };
    }
    plan->problem.shifts = plan->shifts;
    plan->problem.shift_count = (int32_t)count;
}

/* An own car goes home with its driver; any other is taken and left at its place. */
static bool car_is_own(const struct car *car)
{
    return car->driver_count == 1 && car->owner_volunteer_id == car->driver_ids[0];
}

static struct planner_window car_hours(const struct day_plan *plan, const struct car *car)
{
    struct planner_window hours = PLANNER_ALWAYS;

    if (!instant_is_none(car->there_from))
        hours.from = day_plan_seconds(plan, car->there_from);
    if (!instant_is_none(car->there_until))
        hours.to = day_plan_seconds(plan, car->there_until);
    return hours;
}

static void add_cars(struct ctx *ctx, struct day_plan *plan)
{
    size_t count = plan->available.car_count;
    size_t volunteers = (size_t)plan->problem.volunteer_count;

    plan->cars = arena_array(ctx->arena, struct planner_car, count);
    plan->may_drive = arena_array(ctx->arena, uint8_t, count * volunteers);
    for (size_t i = 0; i < count; i++) {
        const struct car *car = &plan->available.cars[i];
        struct road_point base = {car->latitude_micro, car->longitude_micro, 0};

        plan->cars[i] = (struct planner_car){
            .hours = car_hours(plan, car),
            .base_point = car_is_own(car) ? PLANNER_NONE : point_add(plan, 0, base),
            .seats = (int32_t)car->seats,
            .wheelchairs = (int32_t)car->folding_wheelchairs,
        };
        for (size_t k = 0; k < car->driver_count; k++) {
            int32_t volunteer = day_plan_volunteer(plan, car->driver_ids[k]);

            if (volunteer != PLANNER_NONE)
                plan->may_drive[(size_t)volunteer * count + i] = 1;
        }
    }
    plan->problem.cars = plan->cars;
    plan->problem.car_count = (int32_t)count;
    plan->problem.may_drive = plan->may_drive;
}

/* --- all together --------------------------------------------------------------------------- */

static enum status add_legs(struct ctx *ctx, struct day_plan *plan, int64_t without_ride)
{
    size_t room = plan->row_count + DAY_PLAN_WISH_LEGS;

    plan->legs = arena_array(ctx->arena, struct planner_leg, room);
    plan->leg_rows = arena_array(ctx->arena, const struct day_leg_row *, room);
    for (size_t i = 0; i < plan->row_count; i++) {
        const struct day_leg_row *row = &plan->rows[i];

        if (!day_leg_counts(row) || row->ride_id == without_ride)
            continue;
        if (plan->problem.point_count + 2 > DAY_PLAN_POINTS_MAX)
            return ERR_TOO_LARGE;
        leg_add(plan, ctx->now, row);
    }
    plan->problem.legs = plan->legs;
    plan->known_legs = plan->problem.leg_count;
    day_plan_tie_rows(plan);
    return OK;
}

static enum status measure_roads(struct ctx *ctx, struct day_plan *plan)
{
    struct roads roads;
    int32_t *seconds;
    int32_t *metres;

    TRY(roads_read(ctx, plan->policies, &roads));
    roads_tables(ctx->arena, &roads, plan->points, (size_t)plan->problem.point_count, &seconds,
                 &metres);
    plan->problem.travel = seconds;
    plan->problem.metres = metres;
    return OK;
}

static void add_doors(struct day_plan *plan, const struct day_plan_doors *doors)
{
    plan->home_point = PLANNER_NONE;
    plan->destination_point = PLANNER_NONE;
    if (!doors)
        return;
    plan->home_point = point_of_door(plan, doors->person_id, doors->home);
    plan->destination_point = point_of_door(plan, -doors->destination_id, doors->destination);
    person_add(plan, doors->person_id);
}

/* What is known of the day becomes the planner's problem. */
static enum status plan_make(struct ctx *ctx, const struct day_plan_doors *doors,
                             int64_t without_ride, struct day_plan *plan)
{
    plan->without_ride = without_ride;
    plan->points = arena_array(ctx->arena, struct road_point, POINTS_ROOM);
    plan->point_keys = arena_array(ctx->arena, int64_t, POINTS_ROOM);
    plan->person_ids = arena_array(ctx->arena, int64_t, plan->row_count + 2);
    plan->problem.person_count = 1; /* the first is nobody in particular */
    add_doors(plan, doors);
    day_plan_cut_shifts(ctx, plan);
    add_shifts(ctx, plan);
    add_cars(ctx, plan);
    TRY(add_legs(ctx, plan, without_ride));
    TRY(add_company(ctx, plan, doors));
    TRY(measure_roads(ctx, plan));
    limit_time_on_board(plan);
    TRY(planner_validate(&plan->problem));
    day_plan_build(ctx, plan);
    return OK;
}

enum status day_plan_read(struct ctx *ctx, struct date day, const struct policy_set *policies,
                          const struct day_plan_doors *doors, int64_t without_ride,
                          struct day_plan *ret_plan)
{
    struct day_plan plan = {
        .day = day, .midnight = instant_at(day, (struct clock_time){0}), .policies = policies};

    TRY(volunteers_available(ctx, day, policies, &plan.available));
    TRY(ride_legs_of_day(ctx, day, &plan.rows, &plan.row_count));
    TRY(plan_make(ctx, doors, without_ride, &plan));
    *ret_plan = plan;
    return OK;
}

/* --- as it might have been ------------------------------------------------------------------ */

/* The stored legs, as if nobody had driven yet, and those that come beside them. */
static void more_rows(struct ctx *ctx, const struct day_plan_more *more, struct day_plan *plan)
{
    size_t count = plan->row_count + more->row_count;
    struct day_leg_row *rows = arena_array(ctx->arena, struct day_leg_row, count);

    for (size_t i = 0; i < plan->row_count; i++) {
        rows[i] = plan->rows[i];
        if (day_leg_counts(&rows[i]))
            rows[i].outcome = NULL;
    }
    for (size_t i = 0; i < more->row_count; i++)
        rows[plan->row_count + i] = more->rows[i];
    plan->rows = rows;
    plan->row_count = count;
}

static void more_drivers(struct ctx *ctx, struct availability *available)
{
    for (size_t i = 0; i < available->car_count; i++) {
        struct car *car = &available->cars[i];
        int64_t *ids = arena_array(ctx->arena, int64_t, car->driver_count + 1);

        if (car->owner_volunteer_id)
            continue;
        for (size_t k = 0; k < car->driver_count; k++)
            ids[k] = car->driver_ids[k];
        ids[car->driver_count++] = DAY_PLAN_MORE_ID;
        car->driver_ids = ids;
    }
}

static void more_shift(struct ctx *ctx, const struct day_plan_more *more,
                       struct availability *available)
{
    struct shift *shifts = arena_array(ctx->arena, struct shift, available->shift_count + 1);
    struct car *cars = arena_array(ctx->arena, struct car, available->car_count + 1);

    for (size_t i = 0; i < available->shift_count; i++)
        shifts[i] = available->shifts[i];
    shifts[available->shift_count++] = *more->shift;
    available->shifts = shifts;
    if (!more->car) {
        more_drivers(ctx, available);
        return;
    }
    for (size_t i = 0; i < available->car_count; i++)
        cars[i] = available->cars[i];
    cars[available->car_count++] = *more->car;
    available->cars = cars;
}

enum status day_plan_imagine(struct ctx *ctx, struct date day, const struct policy_set *policies,
                             const struct day_plan_more *more, struct day_plan *ret_plan)
{
    struct day_plan plan = {
        .day = day, .midnight = instant_at(day, (struct clock_time){0}), .policies = policies};
    struct ctx before = *ctx;

    before.now = plan.midnight; /* nobody is on the road yet */
    TRY(volunteers_available(ctx, day, policies, &plan.available));
    TRY(ride_legs_of_day(ctx, day, &plan.rows, &plan.row_count));
    more_rows(ctx, more, &plan);
    if (more->shift && plan.available.shift_count < VOLUNTEERS_SHIFTS_MAX - 1)
        more_shift(ctx, more, &plan.available);
    TRY(plan_make(&before, NULL, 0, &plan));
    *ret_plan = plan;
    return OK;
}
