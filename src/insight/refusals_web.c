/*
 * Exceptions and refusals by month: how many, why, who granted. Of the persons that the actor may
 * know of; a no that nobody recorded has no person and is counted for its office.
 */
#include <string.h>

#include "base/month.h"
#include "base/text.h"
#include "base/words.h"
#include "insight/insight_pages.h"
#include "insight_html.h"
#include "refusals_sql.h"
#include "rides/rides_pages.h"
#include "staff/actor.h"
#include "staff/staff.h"
#include "store/audit.h"

enum { MONTHS = 12, LAST_DAY_MAX = 31 };

/* What is counted, read once. */
struct figures {
    struct ride_figure *rides;
    size_t ride_count;
    struct told_no_figure *told;
    size_t told_count;
};

static enum status figures_read(struct ctx *ctx, struct date first, struct date last,
                                struct figures *ret_figures)
{
    struct figures figures;
    size_t kept = 0;

    TRY(ride_figures(ctx, first, last, ctx->actor->user_id, &figures.rides, &figures.ride_count));
    TRY(ride_told_no_figures(ctx, first, last, &figures.told, &figures.told_count));
    for (size_t i = 0; i < figures.ride_count; i++) {
        const struct ride_figure *row = &figures.rides[i];

        if (actor_reaches_office(ctx->actor, row->office_id) &&
            actor_reaches_place(ctx->actor, row->place_id))
            figures.rides[kept++] = *row;
    }
    figures.ride_count = kept;
    kept = 0;
    for (size_t i = 0; i < figures.told_count; i++) {
        if (actor_reaches_office(ctx->actor, figures.told[i].office_id))
            figures.told[kept++] = figures.told[i];
    }
    figures.told_count = kept;
    *ret_figures = figures;
    return OK;
}

/* Those of a month; `reason` NULL: of all reasons. */
static struct figures_line line_of(const struct figures *figures, const char *month,
                                   const char *reason)
{
    struct figures_line line = {0};

    for (size_t i = 0; i < figures->ride_count; i++) {
        const struct ride_figure *row = &figures->rides[i];

        if (!text_equal(row->month, month) || (reason && !text_equal(row->unmet_reason, reason)))
            continue;
        line.exceptions += row->exceptions;
        line.refused += row->refused;
    }
    for (size_t i = 0; i < figures->told_count; i++) {
        const struct told_no_figure *row = &figures->told[i];

        if (text_equal(row->month, month) && (!reason || text_equal(row->unmet_reason, reason)))
            line.told += row->told;
    }
    return line;
}

/* The months up to this one and a month of rides booked ahead, the newest first. */
static void months_fill(struct ctx *ctx, const struct figures *figures, struct month newest,
                        struct figures_view *view)
{
    struct figures_line *lines = arena_array(ctx->arena, struct figures_line, MONTHS);
    struct month month = newest;

    for (size_t i = 0; i < MONTHS; i++) {
        const char *code = month_code(ctx, month);

        lines[i] = line_of(figures, code, NULL);
        lines[i].label = month_show(ctx, month);
        lines[i].href = arena_printf(ctx->arena, REFUSALS_PATH "?mese=%s#t-eccezioni", code);
        month = month_of(date_add_days(month.first, -1));
    }
    view->months = lines;
    view->month_count = MONTHS;
}

static enum status reasons_fill(struct ctx *ctx, const struct figures *figures, struct month month,
                                struct figures_view *view)
{
    const char *code = month_code(ctx, month);
    struct codes reasons;

    TRY(codes_read_all(ctx, "unmet_reason", &reasons));

    struct figures_line *lines = arena_array(ctx->arena, struct figures_line, reasons.count);

    for (size_t i = 0; i < reasons.count; i++) {
        struct figures_line line = line_of(figures, code, reasons.rows[i].code);

        line.label = code_label(ctx, &reasons.rows[i]);
        if (line.refused + line.told > 0)
            lines[view->reason_count++] = line;
    }
    view->reasons = lines;
    return OK;
}

static enum status exceptions_fill(struct ctx *ctx, struct month month, struct figures_view *view)
{
    struct ride_exception *rows;
    size_t count;

    TRY(ride_exceptions(ctx, month.first, month.last, ctx->actor->user_id, &rows, &count));

    struct exception_view *lines = arena_array(ctx->arena, struct exception_view, count);

    for (size_t i = 0; i < count; i++) {
        const struct ride_exception *row = &rows[i];

        if (!actor_reaches_office(ctx->actor, row->office_id) ||
            !actor_reaches_place(ctx->actor, row->place_id))
            continue;
        lines[view->exception_count++] = (struct exception_view){
            .href = ride_path(ctx->arena, row->id),
            .number = row->number,
            .when = arena_printf(ctx->arena, "%s, %s", date_show(ctx->arena, row->on_day),
                                 clock_show(ctx->arena, row->appointment)),
            .reason = row->exception_reason,
            .granted_by =
                arena_printf(ctx->arena, "%s %s", row->granted_name ? row->granted_name : "",
                             row->granted_surname ? row->granted_surname : ""),
        };
    }
    view->exceptions = lines;
    return OK;
}

enum status refusals_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct month month = month_from_code(ctx, form_get(&request->query, "mese"));
    struct month newest = month_of(date_add_days(instant_date(ctx->now), LAST_DAY_MAX));
    struct figures_view view = {.month = month_show(ctx, month)};
    struct figures figures;
    struct month oldest = newest;

    if (newest.first.days < month.first.days)
        newest = month;
    for (int i = 1; i < MONTHS; i++)
        oldest = month_of(date_add_days(oldest.first, -1));
    if (month.first.days < oldest.first.days)
        oldest = month;
    TRY(figures_read(ctx, oldest.first, newest.last, &figures));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "ride.figures"}));
    months_fill(ctx, &figures, newest, &view);
    TRY(reasons_fill(ctx, &figures, month, &view));
    TRY(exceptions_fill(ctx, month, &view));
    TRY(staff_frame(ctx, request, tr(ctx, "Eccezioni e rifiuti"), "rides", &view.frame));

    struct html page = frame_html(ctx, response);

    refusals_html(&page, &view);
    return OK;
}
