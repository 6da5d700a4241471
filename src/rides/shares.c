#include "rides/shares.h"

#include "shares_sql.h"
#include "volunteers/volunteers.h"
#include "volunteers_sql.h"
#include "zone/calendar.h"
#include "zone/policy.h"

static struct share *share_find(struct shares *shares, int64_t volunteer_id)
{
    for (size_t i = 0; i < shares->count; i++) {
        if (shares->items[i].volunteer_id == volunteer_id)
            return &shares->items[i];
    }
    return NULL;
}

const struct share *shares_of(const struct shares *shares, int64_t volunteer_id)
{
    struct shares copy = *shares;

    return share_find(&copy, volunteer_id);
}

int64_t share_permille(int64_t taken_seconds, int64_t offered_seconds)
{
    if (taken_seconds == 0)
        return 0;
    return offered_seconds > 0 ? taken_seconds * SHARES_PERMILLE / offered_seconds
                               : SHARES_PERMILLE + 1;
}

/* Everybody who is or was in the register, with nothing offered yet and nothing taken. */
static enum status shares_of_all(struct ctx *ctx, struct shares *ret_shares)
{
    struct volunteer_row *rows;
    size_t count;

    TRY(volunteers_all(ctx, &rows, &count));
    *ret_shares = (struct shares){arena_array(ctx->arena, struct share, count), count};
    for (size_t i = 0; i < count; i++)
        ret_shares->items[i] = (struct share){
            .volunteer_id = rows[i].id,
            .full_name = arena_printf(ctx->arena, "%s %s", rows[i].surname, rows[i].name),
        };
    return OK;
}

/* --- offered ---------------------------------------------------------------------------------- */

/* The calendars of all offices: on a day that is a holiday or closed for each of them nobody can be
   called. */
struct calendars {
    struct calendar *items;
    size_t count;
};

static enum status calendars_read(struct ctx *ctx, struct date from,
                                  struct calendars *ret_calendars)
{
    struct office_row *offices;
    size_t count;

    TRY(zone_offices_in_use(ctx, &offices, &count));
    *ret_calendars = (struct calendars){arena_array(ctx->arena, struct calendar, count), count};
    for (size_t i = 0; i < count; i++)
        TRY(calendar_read(ctx, offices[i].id, from, &ret_calendars->items[i]));
    return OK;
}

static bool is_closed(const struct calendars *calendars, struct date day)
{
    for (size_t i = 0; i < calendars->count; i++) {
        if (!calendar_is_closed(&calendars->items[i], ZONE_LINE_RIDES, 0, day, NULL))
            return false;
    }
    return true;
}

static enum status add_offered(struct ctx *ctx, struct date day, const struct policy_set *policies,
                               struct shares *shares)
{
    struct availability available;

    TRY(volunteers_available(ctx, day, policies, &available));
    for (size_t i = 0; i < available.shift_count; i++) {
        const struct shift *shift = &available.shifts[i];
        struct share *share = share_find(shares, shift->volunteer_id);

        if (share)
            share->offered_seconds += shift->ends.seconds - shift->starts.seconds;
    }
    return OK;
}

static enum status add_all_offered(struct ctx *ctx, struct date first, struct date last,
                                   struct shares *shares)
{
    struct calendars calendars;
    struct policy_set policies;

    TRY(policy_read(ctx, last, &policies));
    TRY(calendars_read(ctx, first, &calendars));
    for (struct date day = first; day.days <= last.days; day = date_add_days(day, 1)) {
        size_t mark = arena_mark(ctx->arena);

        if (day.days < last.days && is_closed(&calendars, day))
            continue;
        TRY(add_offered(ctx, day, &policies, shares));
        arena_rewind(ctx->arena, mark);
    }
    return OK;
}

/* --- taken ------------------------------------------------------------------------------------ */

static enum status add_taken(struct ctx *ctx, struct date first, struct date last,
                             struct shares *shares)
{
    struct share_taken *rows;
    size_t count;

    TRY(shares_taken(ctx, first, last, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        struct share *share = share_find(shares, rows[i].volunteer_id);

        if (!share)
            continue;
        share->taken_seconds = rows[i].busy_seconds;
        share->rides = rows[i].rides;
    }
    return OK;
}

enum status shares_read(struct ctx *ctx, struct date last, bool with_last_day,
                        struct shares *ret_shares)
{
    const struct date first = date_add_days(last, 1 - SHARES_DAYS);
    struct shares shares;
    size_t kept = 0;

    TRY(shares_of_all(ctx, &shares));
    TRY(add_all_offered(ctx, first, last, &shares));
    TRY(add_taken(ctx, first, with_last_day ? last : date_add_days(last, -1), &shares));
    for (size_t i = 0; i < shares.count; i++) {
        if (shares.items[i].offered_seconds > 0 || shares.items[i].rides > 0)
            shares.items[kept++] = shares.items[i];
    }
    *ret_shares = (struct shares){shares.items, kept};
    return OK;
}
