#include "rides/series.h"

#include <string.h>

#include "base/text.h"
#include "rides/rides_inside.h"
#include "staff/actor.h"

enum { DETAIL_MAX = 200, LAST_MINUTE = 24 * 60 - 1 };

bool ride_refusal_is_of_person(enum ride_refusal refusal)
{
    switch (refusal) {
    case RIDE_UNKNOWN_ALONE:
    case RIDE_UNKNOWN_AUTONOMY:
    case RIDE_NOT_ALONE:
    case RIDE_NOT_SELF_SUFFICIENT:
    case RIDE_PLACE_NOT_SERVED:
    case RIDE_DESTINATION_NOT_SERVED:
    case RIDE_NO_ADDRESS:
    case RIDE_AID_NOT_CARRIED:
    case RIDE_TOO_MANY_COMPANIONS:
        return true;
    default:
        return false;
    }
}

/* The wish on another day, perhaps at another time: the return is as long after it as was asked. */
static struct ride_wish wish_on(const struct ride_wish *wish, struct date day,
                                struct clock_time appointment)
{
    struct ride_wish other = *wish;

    other.day = day;
    other.appointment = appointment;
    if (wish->return_kind == RIDE_RETURN_AT) {
        int minutes = wish->return_at.minutes + appointment.minutes - wish->appointment.minutes;

        other.return_at.minutes = minutes < LAST_MINUTE ? minutes : LAST_MINUTE;
    }
    return other;
}

/* --- ask ------------------------------------------------------------------------------------- */

static struct ride_said said_of(const struct ride_answer *answer)
{
    bool returns = answer->homeward.volunteer_id != 0;

    return (struct ride_said){
        .outbound_opens = answer->outbound.window_opens,
        .homeward_opens = returns ? answer->homeward.window_opens : INSTANT_NONE,
    };
}

static enum status ask_nearest(struct ctx *ctx, const struct ride_wish *wish,
                               struct ride_decision *decision, struct ride_series_date *date)
{
    const struct ride_answer *answer = &decision->answer;
    struct ride_wish other;

    TRY(ride_find_nearest(ctx, decision));
    date->has_nearest = answer->alternative_count > 0;
    if (!date->has_nearest)
        return OK;
    date->nearest = answer->alternatives[0];
    date->earlier = answer->earlier;
    if (date->nearest.day.days != date->day.days)
        return OK;
    other = wish_on(wish, date->day, date->nearest.appointment);
    if (date->earlier.minutes > 0)
        other.early_minutes = date->earlier.minutes;
    TRY(ride_decide(ctx, &other, NULL, 0, decision));
    date->has_nearest = answer->refusal == RIDE_ACCEPTED;
    date->nearest_said = said_of(answer);
    return OK;
}

/* What the day's tables took is given back; the words of the detail outlive it. */
static enum status ask_date(struct ctx *ctx, const struct ride_wish *wish, struct date day,
                            struct ride_series_date *ret_date)
{
    struct ride_series_date date = {.day = day, .nearest_said = {INSTANT_NONE, INSTANT_NONE}};
    char *detail = arena_array(ctx->arena, char, DETAIL_MAX);
    size_t mark = arena_mark(ctx->arena);
    struct ride_decision *decision = arena_new(ctx->arena, struct ride_decision);
    struct ride_wish asked = wish_on(wish, day, wish->appointment);

    TRY(ride_decide(ctx, &asked, NULL, 0, decision));
    date.refusal = decision->answer.refusal;
    date.outbound = decision->answer.outbound;
    date.homeward = decision->answer.homeward;
    if (decision->answer.detail && strlen(decision->answer.detail) < DETAIL_MAX)
        date.detail = memcpy(detail, decision->answer.detail, strlen(decision->answer.detail) + 1);
    if (date.refusal != RIDE_ACCEPTED)
        TRY(ask_nearest(ctx, &asked, decision, &date));
    arena_rewind(ctx->arena, mark);
    date.outbound.volunteer_name = date.outbound.vehicle_name = NULL;
    date.homeward.volunteer_name = date.homeward.vehicle_name = NULL;
    *ret_date = date;
    return OK;
}

/* The rule as far as one may book today. */
static enum status within_horizon(struct ctx *ctx, const struct series_rule *rule,
                                  struct series_rule *ret_rule, bool *ret_shorter)
{
    struct policy_set *policies = arena_new(ctx->arena, struct policy_set);
    struct date today = instant_date(ctx->now);
    struct date last;

    TRY(policy_read(ctx, today, policies));
    last = date_add_days(today, (int)policy_number(policies, POLICY_RIDES_HORIZON_DAYS));
    *ret_rule = *rule;
    *ret_shorter = last.days < rule->last.days;
    if (*ret_shorter)
        ret_rule->last = last.days < rule->first.days ? rule->first : last;
    return OK;
}

enum status ride_series_ask(struct ctx *ctx, const struct ride_wish *wish,
                            const struct series_rule *rule, struct ride_series_answer *ret_answer)
{
    struct ride_series_answer *answer = ret_answer;
    struct date days[SERIES_DATES_MAX];
    struct series_rule bounded;
    bool shorter;

    if (!series_rule_is_sound(rule))
        return ERR_INVALID;
    *answer = (struct ride_series_answer){0};
    TRY(within_horizon(ctx, rule, &bounded, &shorter));
    answer->count = series_dates(&bounded, days, &answer->cut);
    answer->cut = answer->cut || (shorter && rule->times == 0);
    answer->last_day = bounded.last;
    for (size_t i = 0; i < answer->count; i++) {
        TRY(ask_date(ctx, wish, days[i], &answer->dates[i]));
        answer->accepted += answer->dates[i].refusal == RIDE_ACCEPTED;
        if (ride_refusal_is_of_person(answer->dates[i].refusal))
            answer->count = i + 1;
    }
    return OK;
}

/* --- book ------------------------------------------------------------------------------------ */

static bool rule_has(const struct date *days, size_t count, struct date day)
{
    for (size_t i = 0; i < count; i++) {
        if (days[i].days == day.days)
            return true;
    }
    return false;
}

static enum status takes_check(const struct series_rule *rule, const struct ride_series_take *takes,
                               size_t count)
{
    struct date days[SERIES_DATES_MAX];
    size_t day_count;

    if (!series_rule_is_sound(rule) || count == 0 || count > SERIES_DATES_MAX)
        return ERR_INVALID;
    day_count = series_dates(rule, days, NULL);
    for (size_t i = 0; i < count; i++) {
        if (!rule_has(days, day_count, takes[i].day))
            return ERR_INVALID;
    }
    return OK;
}

static const char *const EVERY_CODES[] = {
    [SERIES_EVERY_WEEK] = "week", [SERIES_EVERY_MONTH] = "month"};

static enum status series_put(struct ctx *tx, const struct ride_wish *wish,
                              const struct series_rule *rule, int64_t *ret_id)
{
    const struct ride_series_insert_args args = {
        .person_id = wish->person_id,
        .every = EVERY_CODES[rule->every],
        .step = rule->interval,
        .weekdays = rule->weekdays,
        .first_day = rule->first,
        .last_day = rule->last,
        .times = rule->times,
        .appointment = wish->appointment,
        .booked_by = tx->actor->user_id,
        .created_at = tx->now,
    };

    return ride_series_insert(tx, &args, ret_id);
}

/* Decided before anything of it is written, so that a date that is lost leaves nothing behind. */
static enum status take_book(struct ctx *tx, const struct ride_wish *wish,
                             const struct ride_series_take *take, struct ride_series_booked *booked)
{
    size_t mark = arena_mark(tx->arena);
    struct ride_wish asked = wish_on(wish, take->day, take->appointment);
    struct ride_answer answer;
    enum status status;
    int64_t number;
    int64_t id;

    asked.series_id = booked->series_id;
    asked.early_minutes = take->early_minutes;
    status = ride_book(tx, &asked, &take->said, &answer, &id, &number);
    arena_rewind(tx->arena, mark);
    if (status == ERR_CONFLICT) {
        booked->lost[booked->lost_count++] = (struct ride_no){take->day, answer.refusal};
        return OK;
    }
    TRY(status);
    if (booked->booked++ == 0)
        booked->first_ride_id = id;
    return OK;
}

enum status ride_series_book(struct ctx *tx, const struct ride_wish *wish,
                             const struct series_rule *rule, const struct ride_series_take *takes,
                             size_t count, struct ride_series_booked *ret_booked)
{
    struct ride_series_booked *booked = ret_booked;

    *booked = (struct ride_series_booked){0};
    TRY(takes_check(rule, takes, count));
    TRY(series_put(tx, wish, rule, &booked->series_id));
    for (size_t i = 0; i < count; i++)
        TRY(take_book(tx, wish, &takes[i], booked));
    if (booked->booked == 0)
        return ERR_CONFLICT;
    return ride_add_noes(tx, wish, booked->lost, booked->lost_count);
}

/* --- afterwards ------------------------------------------------------------------------------ */

enum status ride_series_rule(struct ctx *ctx, int64_t series_id, struct series_rule *ret_rule,
                             struct clock_time *ret_appointment)
{
    struct ride_series_row row;

    TRY(ride_series_read(ctx, series_id, &row));
    *ret_rule = (struct series_rule){
        .every = text_equal(row.every, "month") ? SERIES_EVERY_MONTH : SERIES_EVERY_WEEK,
        .interval = (int)row.step,
        .weekdays = (unsigned)row.weekdays,
        .first = row.first_day,
        .last = row.last_day,
        .times = (int)row.times,
    };
    *ret_appointment = row.appointment;
    return OK;
}

/* Nothing of it has happened yet. */
static bool is_to_come(const struct ctx *ctx, const struct series_ride *ride)
{
    return text_equal(ride->state, "booked") && !ride->outcome &&
           ride->window_closes.seconds >= ctx->now.seconds;
}

enum status ride_series_cancel(struct ctx *tx, int64_t id, int64_t version, enum ride_scope scope,
                               const char *outcome, size_t *ret_count)
{
    struct series_ride *rides;
    struct ride_row ride;
    size_t count;

    TRY(ride_open(tx, id, &ride));
    TRY(ride_cancel(tx, id, version, outcome));
    *ret_count = 1;
    if (scope == RIDE_SCOPE_THIS || ride.series_id == 0)
        return OK;
    TRY(ride_series_rides(tx, ride.series_id, &rides, &count));
    for (size_t i = 0; i < count; i++) {
        bool follows = rides[i].on_day.days > ride.on_day.days;

        if (rides[i].id == id || !is_to_come(tx, &rides[i]) ||
            (scope == RIDE_SCOPE_FOLLOWING && !follows))
            continue;
        TRY(ride_cancel(tx, rides[i].id, rides[i].version, outcome));
        ++*ret_count;
    }
    return OK;
}
