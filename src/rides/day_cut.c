#include "rides/day_plan.h"

/* A volunteer drives one car a shift. Where that car stops, or is back, the shift is cut in two, so
   that the same volunteer may take another one for the rest. */

static bool drives(const struct car *car, int64_t volunteer_id)
{
    for (size_t i = 0; i < car->driver_count; i++) {
        if (car->driver_ids[i] == volunteer_id)
            return true;
    }
    return false;
}

/* Who drives another car, or none yet, keeps the whole shift. */
static bool has_legs_in(const struct day_plan *plan, const struct shift *shift,
                        const struct car *car)
{
    for (size_t i = 0; i < plan->row_count; i++) {
        const struct day_leg_row *row = &plan->rows[i];

        if (row->volunteer_id == shift->volunteer_id && row->vehicle_id == car->vehicle_id &&
            day_leg_counts(row) && row->drop_off_at.seconds > shift->starts.seconds &&
            row->pick_up_at.seconds < shift->ends.seconds)
            return true;
    }
    return false;
}

static void cut_at(struct availability *available, size_t at, struct instant when)
{
    for (size_t i = available->shift_count++; i > at; i--)
        available->shifts[i] = available->shifts[i - 1];
    available->shifts[at].ends = when;
    available->shifts[at + 1].starts = when;
}

static void cut_for(struct day_plan *plan, const struct car *car, struct instant when)
{
    struct availability *available = &plan->available;

    for (size_t i = 0; i < available->shift_count && !instant_is_none(when); i++) {
        const struct shift *shift = &available->shifts[i];

        if (shift->starts.seconds < when.seconds && when.seconds < shift->ends.seconds &&
            available->shift_count < VOLUNTEERS_SHIFTS_MAX && drives(car, shift->volunteer_id) &&
            has_legs_in(plan, shift, car))
            cut_at(available, i, when);
    }
}

void day_plan_cut_shifts(struct ctx *ctx, struct day_plan *plan)
{
    struct shift *shifts = arena_array(ctx->arena, struct shift, VOLUNTEERS_SHIFTS_MAX);

    for (size_t i = 0; i < plan->available.shift_count; i++)
        shifts[i] = plan->available.shifts[i];
    plan->available.shifts = shifts;
    for (size_t i = 0; i < plan->available.car_count; i++) {
        const struct car *car = &plan->available.cars[i];

        cut_for(plan, car, car->there_from);
        cut_for(plan, car, car->there_until);
    }
}
