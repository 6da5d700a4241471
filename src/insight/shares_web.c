/* How much of the volunteers' offered hours is taken, on a page and as a table to download. */
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "insight/insight_pages.h"
#include "insight_html.h"
#include "paper/csv.h"
#include "rides/shares.h"
#include "staff/staff.h"
#include "store/audit.h"

enum { HOUR = 3600, MINUTE = 60, TEN = 10, PERCENT = 100, CSV_BYTES_MAX = 256 * 1024 };

static int64_t permille_of(const struct share *share)
{
    return share_permille(share->taken_seconds, share->offered_seconds);
}

/* The largest first; of the same share by name. */
static int larger_first(const void *left, const void *right)
{
    const struct share *a = left;
    const struct share *b = right;

    if (permille_of(a) != permille_of(b))
        return permille_of(a) > permille_of(b) ? -1 : 1;
    return strcmp(a->full_name, b->full_name);
}

static enum status shares_sorted(struct ctx *ctx, struct shares *ret_shares)
{
    /* First, as 28 days take their time: it is for a thread that may wait. */
    TRY(audit_read(ctx, &(struct audit_entry){.action = "ride.shares"}));
    TRY(shares_read(ctx, instant_date(ctx->now), true, ret_shares));
    qsort(ret_shares->items, ret_shares->count, sizeof(*ret_shares->items), larger_first);
    return OK;
}

/* "12:30" */
static const char *hours_show(struct ctx *ctx, int64_t seconds)
{
    return arena_printf(ctx->arena, "%lld:%02d", (long long)(seconds / HOUR),
                        (int)(seconds % HOUR / MINUTE));
}

static bool is_left_out(const struct share *share)
{
    return share->offered_seconds > 0 && share->rides == 0;
}

static struct share_line line_of(struct ctx *ctx, const struct share *share)
{
    int64_t percent = (permille_of(share) + TEN / 2) / TEN;

    return (struct share_line){
        .full_name = share->full_name,
        .href = arena_printf(ctx->arena, "/volontari/%lld", (long long)share->volunteer_id),
        .offered = hours_show(ctx, share->offered_seconds),
        .taken = hours_show(ctx, share->taken_seconds),
        .share = share->offered_seconds > 0 ? arena_printf(ctx->arena, "%lld%%", (long long)percent)
                                            : "",
        .percent = percent < PERCENT ? percent : PERCENT,
        .rides = share->rides,
        .is_left_out = is_left_out(share),
    };
}

/* "Neri Lucia, Verdi Ugo"; NULL: nobody. */
static const char *left_out_show(struct ctx *ctx, const struct shares *shares)
{
    const char *names = NULL;

    for (size_t i = 0; i < shares->count; i++) {
        if (is_left_out(&shares->items[i]))
            names = arena_printf(ctx->arena, "%s%s%s", names ? names : "", names ? ", " : "",
                                 shares->items[i].full_name);
    }
    return names;
}

enum status shares_page(struct ctx *ctx, struct request *request, struct response *response)
{
    const struct date today = instant_date(ctx->now);
    struct shares_view view = {
        .first = date_show(ctx->arena, date_add_days(today, 1 - SHARES_DAYS)),
        .last = date_show(ctx->arena, today),
    };
    struct shares shares;
    struct share_line *lines;

    TRY(shares_sorted(ctx, &shares));
    lines = arena_array(ctx->arena, struct share_line, shares.count);
    for (size_t i = 0; i < shares.count; i++)
        lines[i] = line_of(ctx, &shares.items[i]);
    view.lines = lines;
    view.line_count = shares.count;
    view.left_out = left_out_show(ctx, &shares);
    TRY(staff_frame(ctx, request, tr(ctx, "Quote delle ore offerte"), "numbers", &view.frame));

    struct html page = frame_html(ctx, response);

    shares_list(&page, &view);
    return OK;
}

enum status shares_csv(struct ctx *ctx, struct request *request, struct response *response)
{
    struct buf csv = buf_new(ctx->arena, CSV_BYTES_MAX);
    struct shares shares;

    (void)request;
    TRY(shares_sorted(ctx, &shares));
    csv_begin(&csv, tr(ctx, "Volontario;Ore offerte;Ore prese;Quota per cento;Viaggi"));
    for (size_t i = 0; i < shares.count; i++) {
        struct share_line line = line_of(ctx, &shares.items[i]);

        csv_put(&csv, line.full_name, false);
        csv_put(&csv, line.offered, false);
        csv_put(&csv, line.taken, false);
        csv_put(&csv, line.share, false);
        buf_printf(&csv, "%lld\r\n", (long long)line.rides);
    }
    return response_csv(response, "quote.csv", &csv);
}
