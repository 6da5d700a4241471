#include "base/elision.h"
#include "base/words.h"
#include "store/audit.h"
#include "volunteers/volunteers.h"

/* When a car stands still: said, taken back, and in words. */

enum { MINUTE_SECONDS = 60 };

static enum status stop_told(struct ctx *tx, int64_t vehicle_id)
{
    return audit_add(tx, &(struct audit_entry){.action = "vehicle.absence",
                                               .subject_kind = "vehicle",
                                               .subject_id = vehicle_id});
}

enum status vehicle_add_absence(struct ctx *tx, const struct vehicle_absence_insert_args *absence,
                                int64_t *ret_id)
{
    TRY(vehicle_absence_insert(tx, absence, ret_id));
    return stop_told(tx, absence->vehicle_id);
}

static struct instant stop_begins(const struct vehicle_away_row *stop)
{
    struct clock_time from = {0};

    if (!clock_is_none(stop->starts))
        from = stop->starts;
    return instant_at(stop->from_day, from);
}

bool vehicle_stop_is_over(const struct ctx *ctx, const struct vehicle_away_row *stop)
{
    if (date_is_none(stop->to_day))
        return false;
    if (clock_is_none(stop->ends))
        return stop->to_day.days < instant_date(ctx->now).days;
    return instant_at(stop->to_day, stop->ends).seconds <= ctx->now.seconds;
}

bool vehicle_stop_has_begun(const struct ctx *ctx, const struct vehicle_away_row *stop)
{
    return stop_begins(stop).seconds <= ctx->now.seconds;
}

static enum status stop_find(struct ctx *tx, int64_t vehicle_id, int64_t absence_id,
                             struct vehicle_away_row *ret_stop)
{
    struct vehicle_away_row *rows;
    size_t count;

    TRY(vehicle_absences_from(tx, vehicle_id, instant_date(tx->now), &rows, &count));
    for (size_t i = 0; i < count; i++) {
        if (rows[i].id == absence_id && !vehicle_stop_is_over(tx, &rows[i])) {
            *ret_stop = rows[i];
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

/* One that began within this minute was a slip of the hand: nothing is left of it. */
enum status vehicle_is_back(struct ctx *tx, int64_t vehicle_id, int64_t absence_id)
{
    const struct vehicle_absence_end_args back = {.id = absence_id,
                                                  .vehicle_id = vehicle_id,
                                                  .to_day = instant_date(tx->now),
                                                  .ends = instant_clock(tx->now)};
    struct vehicle_away_row stop;
    int64_t changed;

    TRY(stop_find(tx, vehicle_id, absence_id, &stop));
    if (stop_begins(&stop).seconds > tx->now.seconds - MINUTE_SECONDS)
        TRY(vehicle_absence_delete(tx, absence_id, vehicle_id, &changed));
    else
        TRY(vehicle_absence_end(tx, &back, &changed));
    return stop_told(tx, vehicle_id);
}

static const char *day_and_hour(struct ctx *ctx, struct date day, struct clock_time hour)
{
    const char *date = date_show(ctx->arena, day);

    if (clock_is_none(hour))
        return date;
    return words_say(ctx, tr(ctx, "%s alle %s"), date, clock_show(ctx->arena, hour));
}

const char *vehicle_stop_words(struct ctx *ctx, struct date from_day, struct clock_time starts,
                               struct date to_day, struct clock_time ends)
{
    const char *from = day_and_hour(ctx, from_day, starts);

    if (date_is_none(to_day))
        return words_say(ctx, tr(ctx, "dal %s, non si sa fino a quando"), from);
    if (to_day.days == from_day.days && clock_is_none(starts) && clock_is_none(ends))
        return words_say(ctx, tr(ctx, "il %s"), from);
    return words_say(ctx, tr(ctx, "dal %s al %s"), from, day_and_hour(ctx, to_day, ends));
}
