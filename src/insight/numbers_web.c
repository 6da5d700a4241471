/* Numbers of the rides by municipality and month, on a page and as a table to download. */
#include "base/text.h"
#include "base/words.h"
#include "insight/insight_pages.h"
#include "insight/numbers.h"
#include "insight_html.h"
#include "paper/csv.h"
#include "staff/actor.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "zone/zone.h"

enum { MONTHS = 12, CSV_BYTES_MAX = 1024 * 1024 };

static struct number_line line_of(struct ctx *ctx, bool exact, const char *label,
                                  const struct ride_sum *sum)
{
    return (struct number_line){
        .label = label,
        .rides = numbers_show(ctx, exact, sum->rides),
        .cancelled = numbers_show(ctx, exact, sum->in_time + sum->late + sum->service),
        .missed = numbers_show(ctx, exact, sum->not_found + sum->gave_up),
        .uncovered = numbers_show(ctx, exact, sum->uncovered),
        .unmet = numbers_show(ctx, exact, sum->unmet),
        .kilometres = numbers_show_kilometres(ctx, exact, sum->metres, sum->legs),
        .board = numbers_show_mean(ctx, exact, sum->board_seconds, sum->legs),
        .wait = numbers_show_mean(ctx, exact, sum->wait_seconds, sum->legs),
    };
}

static const char *municipality_show(struct ctx *ctx, const char *name)
{
    return name ? name : tr(ctx, "Fuori zona o non si sa");
}

static void places_fill(struct ctx *ctx, const struct ride_sums *sums, const char *month,
                        struct numbers_view *view)
{
    struct number_line *lines = arena_array(ctx->arena, struct number_line, sums->count + 1);
    struct ride_sum total = numbers_total(sums, month, false, NULL);

    for (size_t i = 0; i < sums->count; i++) {
        const struct ride_sum_line *line = &sums->lines[i];

        if (text_equal(line->month, month))
            lines[view->place_count++] =
                line_of(ctx, view->exact, municipality_show(ctx, line->name), &line->sum);
    }
    if (view->place_count > 1)
        lines[view->place_count++] = line_of(ctx, view->exact, tr(ctx, "In tutto"), &total);
    view->places = lines;
}

static enum status outcomes_fill(struct ctx *ctx, const struct ride_sums *sums, const char *month,
                                 struct numbers_view *view)
{
    struct ride_sum total = numbers_total(sums, month, false, NULL);
    const struct {
        const char *code;
        int64_t count;
    } counts[] = {
        {"done", total.legs},
        {"cancelled_in_time", total.in_time},
        {"cancelled_late", total.late},
        {"cancelled_by_service", total.service},
        {"not_found", total.not_found},
        {"gave_up", total.gave_up},
        {"not_assigned", total.uncovered},
    };
    struct codes codes;

    TRY(codes_read_all(ctx, "leg_outcome", &codes));
    view->outcome_count = sizeof counts / sizeof counts[0];

    struct number_outcome *lines =
        arena_array(ctx->arena, struct number_outcome, view->outcome_count);

    for (size_t i = 0; i < view->outcome_count; i++)
        lines[i] = (struct number_outcome){codes_label(ctx, &codes, counts[i].code),
                                           numbers_show(ctx, view->exact, counts[i].count)};
    view->outcomes = lines;
    view->waited = numbers_show(ctx, view->exact, total.waited);
    return OK;
}

static struct month month_before(struct month month)
{
    return month_of(date_add_days(month.first, -1));
}

static void months_fill(struct ctx *ctx, const struct ride_sums *sums, struct numbers_view *view)
{
    struct number_line *lines = arena_array(ctx->arena, struct number_line, MONTHS);
    struct month month = month_of(instant_date(ctx->now));

    for (size_t i = 0; i < MONTHS; i++) {
        const char *code = month_code(ctx, month);
        struct ride_sum total = numbers_total(sums, code, false, NULL);

        lines[i] = line_of(ctx, view->exact, month_show(ctx, month), &total);
        lines[i].href = arena_printf(ctx->arena, NUMBERS_PATH "?mese=%s", code);
        month = month_before(month);
    }
    view->months = lines;
    view->month_count = MONTHS;
}

/* The last twelve months, and the one that was asked for. */
static enum status sums_for(struct ctx *ctx, struct month asked, struct ride_sums *ret_sums)
{
    struct month last = month_of(instant_date(ctx->now));
    struct month first = last;

    for (int i = 1; i < MONTHS; i++)
        first = month_before(first);
    if (asked.first.days < first.first.days)
        first = asked;
    if (asked.last.days > last.last.days)
        last = asked;
    TRY(numbers_read(ctx, first.first, last.last, ret_sums));
    return audit_read(ctx, &(struct audit_entry){.action = "ride.numbers"});
}

enum status numbers_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct month month = month_from_code(ctx, form_get(&request->query, "mese"));
    const char *code = month_code(ctx, month);
    struct numbers_view view = {
        .month = month_show(ctx, month),
        .csv = arena_printf(ctx->arena, NUMBERS_PATH "/csv?mese=%s", code),
        .exact = numbers_exact(ctx),
        .may_ask = actor_may(ctx, POWER_RIDES_WRITE),
        .may_look_closer = actor_may(ctx, POWER_RIDES_READ),
    };
    struct ride_sums sums;

    TRY(sums_for(ctx, month, &sums));
    places_fill(ctx, &sums, code, &view);
    months_fill(ctx, &sums, &view);
    TRY(outcomes_fill(ctx, &sums, code, &view));
    TRY(staff_frame(ctx, request, tr(ctx, "Numeri degli accompagnamenti"), "numbers", &view.frame));

    struct html page = frame_html(ctx, response);

    numbers_html(&page, &view);
    return OK;
}

static void csv_line(struct buf *csv, const char *month, const struct number_line *line)
{
    csv_put(csv, month, false);
    csv_put(csv, line->label, false);
    csv_put(csv, line->rides, false);
    csv_put(csv, line->cancelled, false);
    csv_put(csv, line->missed, false);
    csv_put(csv, line->uncovered, false);
    csv_put(csv, line->unmet, false);
    csv_put(csv, line->kilometres, false);
    csv_put(csv, line->board, false);
    csv_put(csv, line->wait, true);
}

/* Every month and municipality of the page, protected as the page is. */
enum status numbers_csv(struct ctx *ctx, struct request *request, struct response *response)
{
    struct month month = month_from_code(ctx, form_get(&request->query, "mese"));
    struct buf csv = buf_new(ctx->arena, CSV_BYTES_MAX);
    bool exact = numbers_exact(ctx);
    struct ride_sums sums;

    TRY(sums_for(ctx, month, &sums));
    csv_begin(&csv, tr(ctx, "mese;comune;viaggi;annullate;non trovati o rinunce;senza volontario;"
                            "senza risposta;chilometri;minuti in auto;minuti di attesa"));
    for (size_t i = 0; i < sums.count; i++) {
        const struct ride_sum_line *sum = &sums.lines[i];
        struct number_line line = line_of(ctx, exact, municipality_show(ctx, sum->name), &sum->sum);

        csv_line(&csv, sum->month, &line);
    }
    return response_csv(response, "accompagnamenti.csv", &csv);
}
