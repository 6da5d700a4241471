/* Which promised rides stand on a volunteer, a car, a destination: for volunteers/promises.h. */
#include "volunteers/promises.h"

#include "base/day_words.h"
#include "rides/day.h"
#include "rides/rides_inside.h"
#include "rides/rides_pages.h"
#include "store/audit.h"

/* Still to come: neither told how it went nor past. */
static bool is_to_come(const struct ctx *ctx, const struct day_leg_row *row)
{
    return !row->outcome && row->window_closes.seconds >= ctx->now.seconds;
}

static bool stands_on(const struct ctx *ctx, const struct day_leg_row *row,
                      const struct promises_on *on)
{
    if (!is_to_come(ctx, row))
        return false;
    return (on->volunteer_id && row->volunteer_id == on->volunteer_id) ||
           (on->vehicle_id && row->vehicle_id == on->vehicle_id) ||
           (on->destination_id && row->destination_id == on->destination_id);
}

bool ride_leg_can_be_kept(struct ctx *ctx, const struct day_plan *plan, int32_t leg)
{
    int32_t shift = planner_shift_of(&plan->plan, leg);

    return shift != PLANNER_NONE && plan->leg_rows[leg]->destination_active &&
           day_plan_holds(ctx, plan, shift);
}

static enum status kept_of_day(struct ctx *ctx, struct date day, const struct promises_on *on,
                               struct promises *kept)
{
    struct policy_set policies;
    struct day_plan plan;

    TRY(policy_read(ctx, day, &policies));
    TRY(day_plan_read(ctx, day, &policies, NULL, 0, &plan));
    for (int32_t i = 0; i < plan.known_legs; i++) {
        if (!stands_on(ctx, plan.leg_rows[i], on) || !ride_leg_can_be_kept(ctx, &plan, i))
            continue;
        if (kept->count == PROMISES_MAX)
            return ERR_TOO_LARGE;
        kept->items[kept->count++] = (struct promise){plan.leg_rows[i]->id, day};
    }
    return OK;
}

static enum status promises_kept(struct ctx *ctx, const struct promises_on *on,
                                 struct promises *ret_promises)
{
    const struct rides_days_standing_on_args wanted = {
        .volunteer_id = on->volunteer_id,
        .vehicle_id = on->vehicle_id,
        .destination_id = on->destination_id,
        .today = instant_date(ctx->now),
    };
    struct promises kept = {arena_array(ctx->arena, struct promise, PROMISES_MAX), 0};
    struct promised_day *days;
    size_t count;

    TRY(rides_days_standing_on(ctx, &wanted, &days, &count));
    for (size_t i = 0; i < count; i++) {
        size_t mark = arena_mark(ctx->arena);

        TRY(kept_of_day(ctx, days[i].on_day, on, &kept));
        arena_rewind(ctx->arena, mark); /* a day's tables are large */
    }
    *ret_promises = kept;
    return OK;
}

/* --- in words --------------------------------------------------------------------------------- */

static enum status line_of(struct ctx *ctx, const struct promise *promise,
                           struct promise_line *ret_line)
{
    struct ride_leg_row leg;
    struct ride_page page;
    enum status known;

    TRY(ride_leg_read(ctx, promise->leg_id, &leg));
    *ret_line = (struct promise_line){
        .when = arena_printf(ctx->arena, "%s, %s", day_words_first(ctx, promise->day),
                             words_window(ctx, leg.window_opens, leg.window_closes)),
        .who = tr(ctx, "Una persona che segue un altro ufficio"),
        .way = "",
    };
    known = ride_page_read(ctx, leg.ride_id, &page);
    if (known == ERR_NOT_FOUND)
        return OK;
    TRY(known);

    const char *home = rider_home(ctx->arena, &page.card);
    bool homeward = text_equal(leg.direction, "return");

    ret_line->who = person_full_name(ctx->arena, &page.card);
    ret_line->way = arena_printf(ctx->arena, "%s → %s", homeward ? page.ride.destination : home,
                                 homeward ? home : page.ride.destination);
    ret_line->phone = page.card.phone;
    ret_line->href = ride_path(ctx->arena, leg.ride_id);
    return OK;
}

static enum status promises_show(struct ctx *ctx, const struct promises *promises,
                                 struct promise_line **ret_lines)
{
    struct promise_line *lines = arena_array(ctx->arena, struct promise_line, promises->count);

    for (size_t i = 0; i < promises->count; i++)
        TRY(line_of(ctx, &promises->items[i], &lines[i]));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "ride.day", .subject_kind = "day"}));
    *ret_lines = lines;
    return OK;
}

const struct promises_keeper RIDES_PROMISES = {.kept = promises_kept, .show = promises_show};
