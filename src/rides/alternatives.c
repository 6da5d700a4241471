#include <stdlib.h>

#include "rides/rides_inside.h"

/* What instead: the nearest appointments of the same day, then those of the next day that has any.
   Each is tried exactly as a booking would be, so each can be booked while nobody else is faster.
 */

enum {
    STEP_MINUTES = 15,
    EARLY_STEP_MINUTES = 5,
    TRIES_MAX = 96, /* of one day: every quarter of an hour */
    DAYS_AHEAD_MAX = 14,
    EARLIEST_DAYS_MAX = 7,
    LAST_MINUTE = 24 * 60 - 1,
};

/* Moves appointment and return together; false past either end of the day. */
static bool request_move(struct slot_request *request, const struct slot_request *asked,
                         int minutes)
{
    int appointment = asked->appointment.minutes + minutes;
    int home = asked->return_at.minutes + minutes;
    bool returns = asked->return_kind != RIDE_RETURN_NONE;

    if (appointment < 0 || appointment > LAST_MINUTE || (returns && home > LAST_MINUTE))
        return false;
    *request = *asked;
    request->is_said = false;
    request->early_minutes = 0;
    request->others_may_move = false; /* dozens of times are tried while the caller waits */
    request->fairly = false;          /* and only hours are told of them */
    request->appointment.minutes = appointment;
    if (returns)
        request->return_at.minutes = home;
    return true;
}

/* Nobody drives before the first shift of the day or long after the last. */
static bool day_can_do(const struct day_plan *plan, const struct slot_request *request)
{
    struct instant appointment = instant_at(plan->day, request->appointment);
    int64_t too_early = policy_number(plan->policies, POLICY_RIDES_ARRIVE_TOO_EARLY_MINUTES);

    if (slot_latest_pick_up(plan, request).seconds < request->not_before.seconds)
        return false;
    for (size_t i = 0; i < plan->available.shift_count; i++) {
        const struct shift *shift = &plan->available.shifts[i];

        if (shift->starts.seconds <= appointment.seconds &&
            appointment.seconds <= instant_add_minutes(shift->ends, too_early).seconds)
            return true;
    }
    return false;
}

/* A ride that is moved is not offered the time that it has. */
static bool is_as_booked(const struct day_plan *plan, const struct slot_request *request)
{
    for (size_t i = 0; plan->without_ride && i < plan->row_count; i++) {
        const struct day_leg_row *row = &plan->rows[i];

        if (row->ride_id == plan->without_ride &&
            plan->point_keys[plan->destination_point] == -row->destination_id &&
            row->appointment.minutes == request->appointment.minutes)
            return true;
    }
    return false;
}

static enum status try_move(struct ctx *ctx, struct day_plan *plan,
                            const struct slot_request *asked, int minutes,
                            struct ride_alternative *ret_found)
{
    size_t mark = arena_mark(ctx->arena);
    struct slot_request request;
    struct slot slot;
    enum status status;

    if (!request_move(&request, asked, minutes) || !day_can_do(plan, &request) ||
        ride_overlap(plan, &request) || is_as_booked(plan, &request))
        return ERR_NOT_FOUND;
    status = slot_find(ctx, plan, &request, &slot);
    if (status == OK)
        *ret_found = (struct ride_alternative){
            .day = request.day,
            .appointment = request.appointment,
            .window_opens = day_plan_instant(plan, slot.said[0].from),
        };
    arena_rewind(ctx->arena, mark);
    return status;
}

static int by_time(const void *a, const void *b)
{
    const struct ride_alternative *x = a;
    const struct ride_alternative *y = b;

    if (x->day.days != y->day.days)
        return x->day.days < y->day.days ? -1 : 1;
    return x->appointment.minutes - y->appointment.minutes;
}

static bool is_offered(const struct ride_answer *answer, const struct ride_alternative *other)
{
    for (size_t i = 0; i < answer->alternative_count; i++) {
        if (by_time(&answer->alternatives[i], other) == 0)
            return true;
    }
    return false;
}

static enum status keep_if_found(struct ctx *ctx, struct day_plan *plan,
                                 const struct slot_request *asked, int minutes,
                                 struct ride_answer *answer)
{
    struct ride_alternative found;
    enum status status;

    if (answer->alternative_count == RIDE_ALTERNATIVES_MAX)
        return OK;
    status = try_move(ctx, plan, asked, minutes, &found);
    if (status == ERR_NOT_FOUND || (status == OK && is_offered(answer, &found)))
        return OK;
    TRY(status);
    answer->alternatives[answer->alternative_count++] = found;
    return OK;
}

static size_t offered_on(const struct ride_answer *answer, struct date day)
{
    size_t count = 0;

    for (size_t i = 0; i < answer->alternative_count; i++)
        count += answer->alternatives[i].day.days == day.days;
    return count;
}

/* Outwards from the time asked for, the earlier before the later. */
static enum status find_near(struct ctx *ctx, struct day_plan *plan,
                             const struct slot_request *asked, size_t want,
                             struct ride_answer *answer)
{
    size_t enough = answer->alternative_count - offered_on(answer, asked->day) + want;

    TRY(keep_if_found(ctx, plan, asked, 0, answer));
    for (int i = 1; i <= TRIES_MAX && answer->alternative_count < enough; i++) {
        TRY(keep_if_found(ctx, plan, asked, -i * STEP_MINUTES, answer));
        if (answer->alternative_count < enough)
            TRY(keep_if_found(ctx, plan, asked, i * STEP_MINUTES, answer));
    }
    return OK;
}

/* Another day under the same wish; ERR_NOT_FOUND when it is closed or too far ahead. */
static enum status other_day(struct ctx *ctx, const struct ride_decision *decision, struct date day,
                             struct policy_set *policies, struct day_plan *ret_plan,
                             struct slot_request *ret_request)
{
    struct day_plan_doors doors = ride_doors(&decision->ride);
    int64_t horizon;

    TRY(policy_read(ctx, day, policies));
    horizon = policy_number(policies, POLICY_RIDES_HORIZON_DAYS);
    if (day.days - instant_date(ctx->now).days > horizon ||
        calendar_is_closed(&decision->ride.calendar, ZONE_LINE_RIDES,
                           decision->ride.destination.place_id, day, NULL))
        return ERR_NOT_FOUND;
    TRY(day_plan_read(ctx, day, policies, &doors, decision->ride.without_ride, ret_plan));
    *ret_request = decision->request;
    ret_request->day = day;
    ret_request->not_before = ride_notice_ends(&decision->ride);
    return OK;
}

static enum status find_next_day(struct ctx *ctx, struct ride_decision *decision, size_t want)
{
    struct ride_answer *answer = &decision->answer;
    size_t before = answer->alternative_count;

    for (int i = 1; i <= DAYS_AHEAD_MAX && answer->alternative_count == before; i++) {
        size_t mark = arena_mark(ctx->arena);
        struct policy_set policies;
        struct day_plan plan;
        struct slot_request asked;
        enum status status = other_day(ctx, decision, date_add_days(decision->request.day, i),
                                       &policies, &plan, &asked);

        if (status == OK)
            status = find_near(ctx, &plan, &asked, want, answer);
        arena_rewind(ctx->arena, mark);
        if (status != OK && status != ERR_NOT_FOUND)
            return status;
    }
    return OK;
}

/* The first appointment of a day, by quarters of an hour from its midnight. */
static enum status find_first(struct ctx *ctx, struct day_plan *plan,
                              const struct slot_request *request,
                              struct ride_alternative *ret_found)
{
    int offset = request->appointment.minutes % STEP_MINUTES;

    for (int minute = offset; minute <= LAST_MINUTE; minute += STEP_MINUTES) {
        enum status status =
            try_move(ctx, plan, request, minute - request->appointment.minutes, ret_found);

        if (status != ERR_NOT_FOUND)
            return status;
    }
    return ERR_NOT_FOUND;
}

static enum status find_earliest(struct ctx *ctx, struct ride_decision *decision)
{
    struct date first = instant_date(ride_notice_ends(&decision->ride));

    for (int i = 0; i < EARLIEST_DAYS_MAX; i++) {
        size_t mark = arena_mark(ctx->arena);
        struct policy_set policies;
        struct day_plan plan;
        struct slot_request asked;
        struct ride_alternative found;
        enum status status =
            other_day(ctx, decision, date_add_days(first, i), &policies, &plan, &asked);

        if (status == OK)
            status = find_first(ctx, &plan, &asked, &found);
        arena_rewind(ctx->arena, mark);
        if (status == OK) {
            decision->answer.earliest = found.window_opens;
            decision->answer.alternatives[decision->answer.alternative_count++] = found;
        }
        if (status != ERR_NOT_FOUND)
            return status;
    }
    return OK;
}

/* The appointment that was asked for, by who can leave home earlier: as little as will do. */
static enum status find_earlier(struct ctx *ctx, struct ride_decision *decision)
{
    int64_t most = policy_number(&decision->ride.policies, POLICY_RIDES_EARLY_MINUTES);
    struct slot_request request = decision->request;
    struct slot *slot = arena_new(ctx->arena, struct slot);
    enum status status = ERR_NOT_FOUND;

    request.is_said = false;
    request.others_may_move = false;
    request.fairly = false;
    while (status == ERR_NOT_FOUND && request.early_minutes < most) {
        request.early_minutes += EARLY_STEP_MINUTES;
        if (request.early_minutes > most)
            request.early_minutes = most;
        status = slot_find(ctx, &decision->plan, &request, slot);
    }
    if (status == ERR_NOT_FOUND)
        return OK;
    TRY(status);

    const struct ride_slot shown = slot_show(&decision->plan, slot, 0);

    decision->answer.earlier = (struct ride_earlier){
        .minutes = request.early_minutes,
        .window_opens = shown.window_opens,
        .window_closes = shown.window_closes,
        .arrives = shown.drop_off,
    };
    return OK;
}

/* Then leaving earlier may help. */
static bool lacks_somebody(enum ride_refusal refusal)
{
    return refusal == RIDE_NO_VOLUNTEER || refusal == RIDE_NO_CAR;
}

static bool has_alternatives(enum ride_refusal refusal)
{
    return refusal == RIDE_TOO_LATE || refusal == RIDE_CLOSED_DAY || lacks_somebody(refusal);
}

enum status ride_find_nearest(struct ctx *ctx, struct ride_decision *decision)
{
    struct ride_answer *answer = &decision->answer;

    if (!has_alternatives(answer->refusal))
        return OK;
    if (lacks_somebody(answer->refusal))
        TRY(find_earlier(ctx, decision));
    if (answer->earlier.minutes > 0) {
        answer->alternatives[answer->alternative_count++] = (struct ride_alternative){
            decision->request.day, decision->request.appointment, answer->earlier.window_opens};
        return OK;
    }
    decision->request.not_before = ride_notice_ends(&decision->ride);
    if (answer->refusal != RIDE_CLOSED_DAY)
        TRY(find_near(ctx, &decision->plan, &decision->request, 1, answer));
    return answer->alternative_count > 0 ? OK : find_next_day(ctx, decision, 1);
}

enum status ride_find_alternatives(struct ctx *ctx, struct ride_decision *decision)
{
    size_t want = (size_t)policy_number(&decision->ride.policies, POLICY_RIDES_ALTERNATIVES);

    if (!has_alternatives(decision->answer.refusal))
        return OK;
    if (decision->answer.refusal == RIDE_TOO_LATE)
        TRY(find_earliest(ctx, decision));
    if (lacks_somebody(decision->answer.refusal))
        TRY(find_earlier(ctx, decision));
    decision->request.not_before = ride_notice_ends(&decision->ride);
    if (decision->answer.refusal != RIDE_CLOSED_DAY)
        TRY(find_near(ctx, &decision->plan, &decision->request, want, &decision->answer));
    TRY(find_next_day(ctx, decision, want));
    qsort(decision->answer.alternatives, decision->answer.alternative_count,
          sizeof decision->answer.alternatives[0], by_time);
    return OK;
}
