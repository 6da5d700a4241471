#include "dispatch/replan.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/words.h"
#include "rides/answer_words.h"
#include "rides/day_plan.h"
#include "rides/ride_tale.h"

/* A proposal on its way through a form, judged again before it is written. */

/* --- text ------------------------------------------------------------------------------------- */

/* "shift car turn stops leg leg ...", route after route; a leg's second time is its drop-off. */
const char *replan_text(struct ctx *ctx, const struct replan *replan)
{
    enum { NUMBER_BYTES = 6, ROUTE_NUMBERS = 4 };
    size_t numbers =
        (size_t)replan->day.known_legs * 2 + (size_t)replan->best.route_count * ROUTE_NUMBERS;
    struct buf text = buf_new(ctx->arena, numbers * NUMBER_BYTES + 1);

    for (int32_t i = 0; i < replan->best.route_count; i++) {
        const struct planner_route *route = &replan->best.routes[i];

        if (route->stop_count == 0)
            continue;
        buf_printf(&text, "%d %d %d %d ", i, route->car, route->turn, route->stop_count);
        for (int32_t k = 0; k < route->stop_count; k++)
            buf_printf(&text, "%d ", route->stops[k].leg);
    }
    return buf_text(&text);
}

/* The next number below `bound`; false at the end and for anything else. */
static bool number_next(const char **text, int32_t bound, int32_t *ret_number)
{
    char *end;
    long number = strtol(*text, &end, 10);

    if (end == *text || number < 0 || number >= bound)
        return false;
    *text = end;
    *ret_number = (int32_t)number;
    return true;
}

static bool stops_read(const char **text, int32_t legs, bool *seen, struct planner_route *route)
{
    for (int32_t i = 0; i < route->stop_count; i++) {
        int32_t leg;

        if (!number_next(text, legs, &leg))
            return false;
        route->stops[i] = (struct planner_stop){seen[leg] ? PLANNER_DROPOFF : PLANNER_PICKUP, leg};
        seen[leg] = true;
    }
    return true;
}

enum status replan_from_text(struct ctx *ctx, struct replan *replan, const char *text)
{
    const struct planner_problem *problem = &replan->day.problem;
    int32_t legs = replan->day.known_legs;
    bool *seen = arena_array(ctx->arena, bool, (size_t)legs + 1);
    struct planner_plan plan;
    int32_t shift;

    planner_plan_init(ctx->arena, problem, &plan);
    while (number_next(&text, plan.route_count, &shift)) {
        struct planner_route *route = &plan.routes[shift];

        if (route->stop_count > 0 || !number_next(&text, problem->car_count, &route->car) ||
            !number_next(&text, plan.route_count, &route->turn) ||
            !number_next(&text, legs * 2 + 1, &route->stop_count) || route->stop_count == 0)
            return ERR_INVALID;
        route->stops = arena_array(ctx->arena, struct planner_stop, (size_t)route->stop_count);
        if (!stops_read(&text, legs, seen, route))
            return ERR_INVALID;
    }
    if (!text_is_blank(text))
        return ERR_INVALID;
    replan->best = plan;
    return OK;
}

/* --- judged again ----------------------------------------------------------------------------- */

static bool leg_is_kept(const struct replan *replan, int32_t leg)
{
    int32_t before = planner_shift_of(&replan->day.plan, leg);
    int32_t after = planner_shift_of(&replan->best, leg);

    if (before == PLANNER_NONE)
        return after == PLANNER_NONE || replan->legs[leg].hold == REPLAN_FREE;
    if (after == PLANNER_NONE)
        return false;
    return replan->legs[leg].hold == REPLAN_FREE ||
           (after == before && replan->best.routes[after].car == replan->legs[leg].car);
}

static bool proposal_holds(struct ctx *ctx, const struct replan *replan)
{
    struct planner_report report;

    for (int32_t i = 0; i < replan->day.known_legs; i++) {
        if (!leg_is_kept(replan, i))
            return false;
    }
    return planner_check(ctx->arena, &replan->day.problem, &replan->best, &report);
}

/* --- written ---------------------------------------------------------------------------------- */

/* "Mario Fabbri, 9:05"; in Italian, as what is typed. */
static const char *former_words(struct ctx *tx, const struct day_leg_row *row)
{
    const char *hour =
        instant_is_none(row->pick_up_at) ? "" : words_hour(tx->arena, row->pick_up_at);

    if (!row->volunteer_id)
        return NULL;
    return arena_printf(tx->arena, "%s %s%s%s", row->volunteer_name, row->volunteer_surname,
                        *hour ? ", " : "", hour);
}

static enum status move_tell(struct ctx *tx, const struct replan *replan,
                             const struct replan_move *move)
{
    const struct day_leg_row *row = replan->day.leg_rows[move->leg];
    bool changes = row->volunteer_id != replan->day.available.shifts[move->shift].volunteer_id;

    if (row->locked && changes)
        TRY(ride_leg_lock(tx, row->id, false));
    return ride_told(tx, &(struct ride_tale){
                             .ride_id = row->ride_id,
                             .kind = "replan",
                             .detail = row->direction,
                             .former = former_words(tx, row),
                             .fields = changes ? "volunteer vehicle pick_up" : "vehicle pick_up",
                         });
}

enum status replan_write(struct ctx *tx, const struct replan *replan, size_t *ret_moved)
{
    struct day_plan after = replan->day;
    struct replan_moves moves;

    if (!proposal_holds(tx, replan))
        return ERR_CONFLICT;
    TRY(replan_moves(tx, replan, &moves));
    after.plan = replan->best;
    TRY(day_plan_keep(tx, &after, moves.shifts, moves.shift_count, NULL));
    for (size_t i = 0; i < moves.count; i++)
        TRY(move_tell(tx, replan, &moves.items[i]));
    *ret_moved = moves.count;
    return OK;
}

enum status replan_apply(struct ctx *tx, struct replan_proposal *proposal)
{
    struct replan replan;

    TRY(replan_read(tx, proposal->office_id, proposal->day, &replan));
    if (!text_equal(replan.print, proposal->print))
        return ERR_CONFLICT;
    TRY(replan_from_text(tx, &replan, proposal->text));
    return replan_write(tx, &replan, &proposal->moved);
}
