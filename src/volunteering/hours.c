/* What volunteers did: rides that were driven, and what was written by hand. */
#include "base/text.h"
#include "roads/told.h"
#include "store/audit.h"
#include "volunteering/volunteering.h"

enum { MINUTE_SECONDS = 60 };

static int64_t max_seconds(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

void driven_sum(const struct driven_span *spans, size_t count, int64_t *ret_minutes,
                int64_t *ret_metres)
{
    int64_t seconds = 0;
    int64_t metres = 0;

    for (size_t i = 0; i < count;) {
        const int64_t begins = spans[i].from.seconds;
        int64_t ends = begins;
        int64_t run_metres = 0;
        int64_t ridden = 0; /* seconds, of each passenger */

        do {
            ends = max_seconds(ends, spans[i].to.seconds);
            ridden += max_seconds(spans[i].to.seconds - spans[i].from.seconds, 0);
            run_metres += spans[i].metres;
            i++;
        } while (i < count && spans[i].from.seconds < ends);
        seconds += ends - begins;
        metres += ridden > 0 ? run_metres * (ends - begins) / ridden : run_metres;
    }
    *ret_minutes = seconds / MINUTE_SECONDS;
    *ret_metres = metres;
}

/* ---- sums ------------------------------------------------------------------------------------ */

struct sums {
    struct done_sum *items;
    size_t count;
};

static enum status sums_add(struct sums *sums, const struct done_sum *more)
{
    for (size_t i = 0; i < sums->count; i++) {
        struct done_sum *sum = &sums->items[i];

        if (sum->volunteer_id != more->volunteer_id || !text_equal(sum->kind, more->kind))
            continue;
        sum->times += more->times;
        sum->minutes += more->minutes;
        sum->metres += more->metres;
        return OK;
    }
    if (sums->count == DONE_SUMS_MAX)
        return ERR_TOO_LARGE;
    sums->items[sums->count++] = *more;
    return OK;
}

static int64_t leg_metres(const struct roads *roads, const struct driven_leg *leg)
{
    const struct road_point home = {leg->home_latitude, leg->home_longitude, leg->home_place_id};
    const struct road_point destination = {leg->destination_latitude, leg->destination_longitude,
                                           leg->destination_place_id};
    int32_t seconds;
    int32_t metres;

    roads_drive(roads, &home, &destination, &seconds, &metres);
    return metres;
}

/* Rows of one volunteer follow each other. */
static enum status sums_of_rides(struct ctx *ctx, struct date first, struct date last,
                                 struct sums *sums)
{
    struct policy_set *policies = arena_new(ctx->arena, struct policy_set);
    struct roads roads;
    struct driven_leg *legs;
    size_t count;

    TRY(policy_read(ctx, last, policies));
    TRY(roads_read(ctx, policies, &roads));
    TRY(driven_legs(ctx, first, last, &legs, &count));

    struct driven_span *spans = arena_array(ctx->arena, struct driven_span, count);

    for (size_t i = 0, begin = 0; i < count; i++) {
        spans[i] = (struct driven_span){legs[i].pick_up_at, legs[i].drop_off_at,
                                        leg_metres(&roads, &legs[i])};
        if (i + 1 < count && legs[i + 1].volunteer_id == legs[i].volunteer_id)
            continue;

        struct done_sum sum = {.volunteer_id = legs[i].volunteer_id,
                               .kind = DONE_RIDES,
                               .times = (int64_t)(i + 1 - begin)};

        driven_sum(spans + begin, i + 1 - begin, &sum.minutes, &sum.metres);
        TRY(sums_add(sums, &sum));
        begin = i + 1;
    }
    return OK;
}

enum status done_sums(struct ctx *ctx, struct date first, struct date last,
                      struct done_sum **ret_sums, size_t *ret_count)
{
    enum { KILOMETRE = 1000 };
    struct sums sums = {arena_array(ctx->arena, struct done_sum, DONE_SUMS_MAX), 0};
    struct activity_row *rows;
    size_t count;

    TRY(sums_of_rides(ctx, first, last, &sums));
    TRY(activities_between(ctx, first, last, &rows, &count));
    for (size_t i = 0; i < count; i++)
        TRY(sums_add(&sums, &(struct done_sum){.volunteer_id = rows[i].volunteer_id,
                                               .kind = rows[i].kind,
                                               .times = 1,
                                               .minutes = rows[i].minutes,
                                               .metres = rows[i].kilometres * KILOMETRE}));
    *ret_sums = sums.items;
    *ret_count = sums.count;
    return OK;
}

/* ---- what is written by hand ----------------------------------------------------------------- */

static enum status activity_told(struct ctx *tx, const char *action, int64_t volunteer_id)
{
    return audit_add(tx, &(struct audit_entry){.action = action,
                                               .subject_kind = "volunteer",
                                               .subject_id = volunteer_id});
}

enum status activity_add(struct ctx *tx, const struct activity_insert_args *activity,
                         int64_t *ret_id)
{
    TRY(activity_insert(tx, activity, ret_id));
    return activity_told(tx, "activity.add", activity->volunteer_id);
}

enum status activity_change(struct ctx *tx, const struct activity_update_args *activity)
{
    struct activity_row row;
    int64_t changed;

    TRY(activity_read(tx, activity->id, &row));
    TRY(activity_update(tx, activity, &changed));
    return changed == 1 ? activity_told(tx, "activity.change", row.volunteer_id) : ERR_CONFLICT;
}

enum status activity_drop(struct ctx *tx, int64_t id, int64_t version)
{
    struct activity_row row;
    int64_t changed;

    TRY(activity_read(tx, id, &row));
    TRY(activity_delete(tx, id, version, &changed));
    return changed == 1 ? activity_told(tx, "activity.drop", row.volunteer_id) : ERR_CONFLICT;
}
