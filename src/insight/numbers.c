#include "insight/numbers.h"

#include "base/text.h"
#include "numbers_sql.h"
#include "staff/actor.h"

enum { LEAST_TOLD = 3, KILOMETRE = 1000, MINUTE = 60, LINES_MAX = 4000 };

bool numbers_exact(const struct ctx *ctx)
{
    return actor_may(ctx, POWER_RIDES_READ);
}

/* --- read ------------------------------------------------------------------------------------- */

/* While lines are gathered. */
struct gathering {
    struct ctx *ctx;
    bool exact;
    struct ride_sums sums;
};

static bool counts(const struct gathering *g, int64_t office_id, int64_t place_id)
{
    return !g->exact || (actor_reaches_office(g->ctx->actor, office_id) &&
                         actor_reaches_place(g->ctx->actor, place_id));
}

/* The line of a municipality in a month; NULL past LINES_MAX. */
static struct ride_sum *line_for(struct gathering *g, const char *month, const char *name)
{
    for (size_t i = 0; i < g->sums.count; i++) {
        struct ride_sum_line *line = &g->sums.lines[i];

        if (text_equal(line->month, month) && text_equal(line->name, name))
            return &line->sum;
    }
    if (g->sums.count == LINES_MAX)
        return NULL;
    g->sums.lines[g->sums.count] = (struct ride_sum_line){.month = month, .name = name};
    return &g->sums.lines[g->sums.count++].sum;
}

static void outcome_add(struct ride_sum *sum, const struct ride_number *row)
{
    static const struct {
        const char *outcome;
        size_t member;
    } COUNTED[] = {
        {"cancelled_in_time", offsetof(struct ride_sum, in_time)},
        {"cancelled_late", offsetof(struct ride_sum, late)},
        {"cancelled_by_service", offsetof(struct ride_sum, service)},
        {"not_found", offsetof(struct ride_sum, not_found)},
        {"gave_up", offsetof(struct ride_sum, gave_up)},
        {"not_assigned", offsetof(struct ride_sum, uncovered)},
    };

    if (text_equal(row->outcome, "done")) {
        sum->rides += row->rides;
        sum->waited += row->waited;
        sum->legs += row->legs;
        sum->board_seconds += row->board_seconds;
        sum->wait_seconds += row->wait_seconds;
    }
    if (text_equal(row->outcome, "done") || text_equal(row->outcome, "not_found"))
        sum->metres += row->metres; /* the car went there all the same */
    for (size_t i = 0; i < sizeof COUNTED / sizeof COUNTED[0]; i++) {
        if (text_equal(row->outcome, COUNTED[i].outcome))
            *(int64_t *)((char *)sum + COUNTED[i].member) += row->legs;
    }
}

enum status numbers_read(struct ctx *ctx, struct date first, struct date last,
                         struct ride_sums *ret_sums)
{
    struct gathering g = {.ctx = ctx, .exact = numbers_exact(ctx)};
    struct ride_number *rows;
    struct ride_unmet_number *unmet;
    size_t count, unmet_count;

    g.sums.lines = arena_array(ctx->arena, struct ride_sum_line, LINES_MAX);
    TRY(ride_numbers(ctx, first, last, ctx->actor->user_id, &rows, &count));
    TRY(ride_unmet_numbers(ctx, first, last, ctx->actor->user_id, &unmet, &unmet_count));
    for (size_t i = 0; i < count; i++) {
        struct ride_sum *sum = NULL;

        if (counts(&g, rows[i].office_id, rows[i].place_id))
            sum = line_for(&g, rows[i].month, rows[i].municipality);
        if (sum)
            outcome_add(sum, &rows[i]);
    }
    for (size_t i = 0; i < unmet_count; i++) {
        struct ride_sum *sum = NULL;

        if (counts(&g, unmet[i].office_id, unmet[i].place_id))
            sum = line_for(&g, unmet[i].month, unmet[i].municipality);
        if (sum)
            sum->unmet += unmet[i].refused;
    }
    *ret_sums = g.sums;
    return OK;
}

static int64_t nearest(int64_t number, int64_t unit)
{
    return (number + unit / 2) / unit * unit;
}

/* Whole kilometres are added up, as each line shows them. */
struct ride_sum numbers_total(const struct ride_sums *sums, const char *month, bool of_name,
                              const char *name)
{
    enum { MEMBERS = sizeof(struct ride_sum) / sizeof(int64_t) };
    struct ride_sum total = {0};

    for (size_t i = 0; i < sums->count; i++) {
        const struct ride_sum_line *line = &sums->lines[i];
        const int64_t *from = (const int64_t *)&line->sum;
        int64_t *to = (int64_t *)&total;

        if ((month && !text_equal(line->month, month)) ||
            (of_name && !text_equal(line->name, name)))
            continue;
        for (size_t k = 0; k < MEMBERS; k++)
            to[k] += from[k];
        total.metres += nearest(line->sum.metres, KILOMETRE) - line->sum.metres;
    }
    return total;
}

/* --- shown ------------------------------------------------------------------------------------ */

const char *numbers_show(struct ctx *ctx, bool exact, int64_t count)
{
    if (!exact && count > 0 && count < LEAST_TOLD)
        return "<3";
    return arena_printf(ctx->arena, "%lld",
                        (long long)(exact ? count : nearest(count, LEAST_TOLD)));
}

const char *numbers_show_mean(struct ctx *ctx, bool exact, int64_t seconds, int64_t count)
{
    if (count == 0 || (!exact && count < LEAST_TOLD))
        return "";
    return arena_printf(ctx->arena, "%lld", (long long)(nearest(seconds / count, MINUTE) / MINUTE));
}

const char *numbers_show_kilometres(struct ctx *ctx, bool exact, int64_t metres, int64_t count)
{
    int64_t unit = exact ? KILOMETRE : 10 * KILOMETRE;

    if (!exact && count < LEAST_TOLD)
        return "";
    return arena_printf(ctx->arena, "%lld", (long long)(nearest(metres, unit) / KILOMETRE));
}
