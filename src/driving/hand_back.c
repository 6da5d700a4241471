#include "driving/hand_back.h"

#include "base/words.h"
#include "hand_back_sql.h"
#include "staff/actor.h"
#include "store/audit.h"

enum { HOUR_MINUTES = 60, DAY_MINUTES = 24 * 60 };

bool hand_back_in_time(const struct ctx *ctx, const struct policy_set *rules, struct instant starts)
{
    int64_t hours = policy_number(rules, POLICY_RIDES_HAND_BACK_HOURS);

    return instant_add_minutes(ctx->now, hours * HOUR_MINUTES).seconds <= starts.seconds;
}

enum status hand_back_is_left(struct ctx *ctx, const struct policy_set *rules, bool *ret_left)
{
    int64_t days = policy_number(rules, POLICY_RIDES_HAND_BACK_DAYS);
    int64_t given_back;

    TRY(ride_hand_backs_since(ctx, ctx->actor->volunteer_id,
                              instant_add_minutes(ctx->now, -days * DAY_MINUTES), &given_back));
    *ret_left = given_back < policy_number(rules, POLICY_RIDES_HAND_BACK_MOST);
    return OK;
}

static enum status shift_find(struct ctx *tx, struct instant starts,
                              const struct policy_set *policies, struct shift *ret_shift)
{
    struct availability available;

    TRY(volunteers_available(tx, instant_date(starts), policies, &available));
    for (size_t i = 0; i < available.shift_count; i++) {
        const struct shift *shift = &available.shifts[i];

        if (shift->volunteer_id == tx->actor->volunteer_id &&
            shift->starts.seconds == starts.seconds) {
            *ret_shift = *shift;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

enum status hand_back(struct ctx *tx, struct instant starts)
{
    struct policy_set *of_day = arena_new(tx->arena, struct policy_set);
    struct policy_set *rules = arena_new(tx->arena, struct policy_set);
    struct ctx italian = words_italian(tx);
    struct shift shift;
    int64_t id;
    bool left;

    TRY(policy_read(tx, instant_date(starts), of_day));
    TRY(policy_read(tx, instant_date(tx->now), rules));
    TRY(shift_find(tx, starts, of_day, &shift));
    TRY(hand_back_is_left(tx, rules, &left));
    if (!left || !hand_back_in_time(tx, rules, starts))
        return ERR_CONFLICT;

    const struct volunteer_absence_insert_args absence = {
        .volunteer_id = shift.volunteer_id,
        .from_day = instant_date(shift.starts),
        .to_day = instant_date(shift.starts),
        .starts = instant_clock(shift.starts),
        .ends = instant_clock(shift.ends),
        .note = tr(&italian, "Restituito dal volontario"),
    };
    const struct ride_hand_back_insert_args given_back = {shift.volunteer_id, shift.starts,
                                                          shift.ends, tx->now};

    TRY(volunteer_add_absence(tx, &absence, &id));
    TRY(ride_hand_back_insert(tx, &given_back, &id));
    return audit_add(tx, &(struct audit_entry){.action = "ride.hand_back",
                                               .subject_kind = "volunteer",
                                               .subject_id = shift.volunteer_id});
}
