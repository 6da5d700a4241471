#include "base/text.h"
#include "rides/rides_inside.h"
#include "staff/actor.h"

/* --- reading the wish ------------------------------------------------------------------------ */

static bool is_coordinator(const struct ctx *ctx)
{
    for (size_t i = 0; i < ctx->actor->role_count; i++) {
        enum role role = ctx->actor->roles[i].role;

        if (role == ROLE_COORDINATOR || role == ROLE_RIDES_COORDINATOR)
            return true;
    }
    return false;
}

static bool return_is_sound(const struct ride_wish *wish)
{
    return wish->return_kind != RIDE_RETURN_AT ||
           (!clock_is_none(wish->return_at) &&
            wish->return_at.minutes >= wish->appointment.minutes);
}

static bool minutes_are_sound(const struct ride_case *ride)
{
    const struct ride_wish *wish = ride->wish;
    bool waits = wish->return_kind == RIDE_RETURN_WAIT;
    int64_t most = waits ? policy_number(&ride->policies, POLICY_RIDES_WAIT_MAX_MINUTES) : 0;

    return wish->boarding_minutes >= 0 && wish->wait_minutes >= waits && wish->early_minutes >= 0 &&
           wish->boarding_minutes <=
               policy_number(&ride->policies, POLICY_RIDES_MAX_BOARDING_MINUTES) &&
           wish->wait_minutes <= most &&
           wish->early_minutes <= policy_number(&ride->policies, POLICY_RIDES_EARLY_MINUTES);
}

/* What the form has said beside its fields before. */
static enum status wish_check(struct ctx *ctx, const struct ride_case *ride)
{
    const struct ride_wish *wish = ride->wish;
    struct codes aids;

    if (clock_is_none(wish->appointment) || !return_is_sound(wish) ||
        wish->called_at.seconds > ctx->now.seconds)
        return ERR_INVALID;
    if (!minutes_are_sound(ride) || wish->companions < 0 || wish->companions >= PLANNER_LOAD_MAX)
        return ERR_INVALID;
    if ((wish->promise_volunteer && !wish->volunteer_id) ||
        (wish->exception_reason && text_is_blank(wish->exception_reason)))
        return ERR_INVALID;
    TRY(codes_read_all(ctx, "mobility_aid", &aids));
    return wish->mobility_aid && codes_find(&aids, wish->mobility_aid) ? OK : ERR_INVALID;
}

enum status ride_case_read(struct ctx *ctx, const struct ride_wish *wish, int64_t without_ride,
                           struct ride_case *ret_case)
{
    struct ride_case ride = {.wish = wish, .now = ctx->now, .without_ride = without_ride};
    struct place_row *places;
    struct office_row office;

    if (!actor_reaches_office(ctx->actor, wish->office_id) ||
        (wish->exception_reason && !is_coordinator(ctx)))
        return ERR_DENIED;
    if (date_is_none(wish->day))
        return ERR_INVALID;
    TRY(person_card(ctx, wish->person_id, &ride.person));
    TRY(ride_destination(ctx, wish->destination_id, &ride.destination));
    TRY(zone_office(ctx, wish->office_id, &office));
    TRY(zone_office_places(ctx, wish->office_id, &places, &ride.place_count));
    TRY(calendar_read(ctx, wish->office_id, instant_date(ctx->now), &ride.calendar));
    TRY(policy_read(ctx, wish->day, &ride.policies));
    ride.places = places;
    ride.exception = wish->exception_reason != NULL;
    TRY(wish_check(ctx, &ride));
    *ret_case = ride;
    return OK;
}

struct day_plan_doors ride_doors(const struct ride_case *ride)
{
    return (struct day_plan_doors){
        .person_id = ride->person.id,
        .home = {ride->person.latitude_micro, ride->person.longitude_micro, ride->person.place_id},
        .destination_id = ride->destination.id,
        .destination = {ride->destination.latitude_micro, ride->destination.longitude_micro,
                        ride->destination.place_id},
    };
}

static struct instant whole_minute(struct instant at)
{
    int64_t over = at.seconds % RIDES_MINUTE_SECONDS;

    return (struct instant){over ? at.seconds + RIDES_MINUTE_SECONDS - over : at.seconds};
}

struct instant ride_notice_ends(const struct ride_case *ride)
{
    int64_t minutes = policy_number(&ride->policies, POLICY_RIDES_NOTICE_MINUTES);
    struct instant ends = instant_add_minutes(ride->wish->called_at, minutes);

    return whole_minute(ends.seconds > ride->now.seconds ? ends : ride->now);
}

/* A return when called is kept ready from so long after the appointment, and a visit that somebody
   waits for takes as long as was said; not past midnight. */
static struct clock_time ready_at(const struct ride_case *ride)
{
    enum { LAST_MINUTE = 24 * 60 - 1 };
    const struct ride_wish *wish = ride->wish;
    int64_t after = wish->return_kind == RIDE_RETURN_WAIT
                        ? wish->wait_minutes
                        : policy_number(&ride->policies, POLICY_RIDES_ON_CALL_AFTER_MINUTES);
    int64_t minutes = wish->appointment.minutes + after;

    if (wish->return_kind == RIDE_RETURN_AT)
        return wish->return_at;
    if (wish->return_kind == RIDE_RETURN_NONE)
        return CLOCK_NONE;
    return (struct clock_time){minutes > LAST_MINUTE ? LAST_MINUTE : (int32_t)minutes};
}

struct slot_request ride_slot_request(const struct ride_case *ride)
{
    const struct ride_wish *wish = ride->wish;

    return (struct slot_request){
        .person_id = wish->person_id,
        .day = wish->day,
        .appointment = wish->appointment,
        .return_kind = wish->return_kind,
        .return_at = ready_at(ride),
        .early_minutes = wish->early_minutes,
        .companions = wish->companions,
        .mobility_aid = wish->mobility_aid,
        .boarding_minutes = wish->boarding_minutes,
        .destination_minutes = ride->destination.boarding_minutes,
        .volunteer_id = wish->volunteer_id,
        .not_before = ride_notice_ends(ride),
        .others_may_move = true,
        .fairly = true,
    };
}

/* --- deciding -------------------------------------------------------------------------------- */

/* From the first pick-up that can be to the last minute of the way home. */
static void request_span(const struct day_plan *plan, const struct slot_request *request,
                         int64_t *ret_from, int64_t *ret_to)
{
    int64_t appointment = instant_at(request->day, request->appointment).seconds;
    int64_t wait = policy_number(plan->policies, POLICY_RIDES_RETURN_WAIT_MINUTES);

    *ret_from = slot_latest_pick_up(plan, request).seconds;
    *ret_to = appointment;
    if (request->return_kind != RIDE_RETURN_NONE)
        *ret_to = instant_add_minutes(instant_at(request->day, request->return_at), wait).seconds;
}

/* Of another ride of the same person: from its first window to its last. */
static void ride_span(const struct day_plan *plan, const struct day_leg_row *row, int64_t *ret_from,
                      int64_t *ret_to)
{
    *ret_from = row->window_opens.seconds;
    *ret_to = instant_at(plan->day, row->appointment).seconds;
    for (size_t i = 0; i < plan->row_count; i++) {
        const struct day_leg_row *other = &plan->rows[i];

        if (other->ride_id != row->ride_id)
            continue;
        if (other->window_opens.seconds < *ret_from)
            *ret_from = other->window_opens.seconds;
        if (other->window_closes.seconds > *ret_to)
            *ret_to = other->window_closes.seconds;
    }
}

const struct day_leg_row *ride_overlap(const struct day_plan *plan,
                                       const struct slot_request *request)
{
    int64_t from;
    int64_t to;

    request_span(plan, request, &from, &to);
    for (int32_t i = 0; i < plan->known_legs; i++) {
        const struct day_leg_row *row = plan->leg_rows[i];
        int64_t other_from;
        int64_t other_to;

        if (row->person_id != request->person_id)
            continue;
        ride_span(plan, row, &other_from, &other_to);
        if (from < other_to && other_from < to)
            return row;
    }
    return NULL;
}

/* Who waits there comes home with the same car: no way of theirs can be had by itself. */
static enum status find_way_there(struct ctx *ctx, struct ride_decision *decision)
{
    struct slot_request way_there = decision->request;
    enum status status;

    if (way_there.return_kind == RIDE_RETURN_NONE || way_there.return_kind == RIDE_RETURN_WAIT)
        return OK;
    way_there.return_kind = RIDE_RETURN_NONE;
    way_there.is_said = false;
    way_there.others_may_move = false;
    way_there.fairly = false;
    status = slot_find(ctx, &decision->plan, &way_there, &decision->slot);
    decision->answer.return_fails = status == OK;
    return status == ERR_NOT_FOUND ? OK : status;
}

/* Nobody has a place: because of the notice, for want of a car, or of a volunteer? */
static enum status find_why(struct ctx *ctx, struct ride_decision *decision)
{
    struct slot_request free_of_notice = decision->request;
    bool lacks_car;
    enum status status;

    free_of_notice.not_before = whole_minute(ctx->now);
    free_of_notice.is_said = false;
    free_of_notice.others_may_move = false;
    free_of_notice.fairly = false;
    status = slot_find(ctx, &decision->plan, &free_of_notice, &decision->slot);
    if (status == OK) {
        decision->answer.refusal = RIDE_TOO_LATE;
        return OK;
    }
    if (status != ERR_NOT_FOUND)
        return status;
    TRY(slot_lacks_car(ctx, &decision->plan, &free_of_notice, &lacks_car));
    decision->answer.refusal = lacks_car ? RIDE_NO_CAR : RIDE_NO_VOLUNTEER;
    return find_way_there(ctx, decision);
}

/* With an exception the notice is kept all the same where it can be. */
static enum status find_place(struct ctx *ctx, struct ride_decision *decision)
{
    struct slot_request *request = &decision->request;
    enum status status = slot_find(ctx, &decision->plan, request, &decision->slot);

    if (status == ERR_NOT_FOUND && decision->ride.exception) {
        request->not_before = whole_minute(ctx->now);
        status = slot_find(ctx, &decision->plan, request, &decision->slot);
        if (status == OK)
            decision->answer.exception_used = true;
    }
    return status;
}

static enum status decide_in_plan(struct ctx *ctx, struct ride_decision *decision)
{
    struct ride_answer *answer = &decision->answer;
    const struct slot_request *request = &decision->request;
    bool too_late =
        slot_latest_pick_up(&decision->plan, request).seconds < request->not_before.seconds;
    const struct day_leg_row *other = ride_overlap(&decision->plan, request);
    enum status status;

    if (other) {
        answer->refusal = RIDE_ALREADY_BOOKED;
        answer->detail = other->destination;
        answer->other_ride_id = other->ride_id;
        return OK;
    }
    if (too_late && !decision->ride.exception) {
        answer->refusal = RIDE_TOO_LATE;
        return OK;
    }
    status = find_place(ctx, decision);
    if (status == ERR_NOT_FOUND)
        return find_why(ctx, decision);
    TRY(status);
    if (decision->slot.others_move)
        answer->moved_count = rides_count_moved(&decision->plan, &decision->slot.roomy);
    answer->outbound = slot_show(&decision->plan, &decision->slot, 0);
    if (request->return_kind != RIDE_RETURN_NONE)
        answer->homeward = slot_show(&decision->plan, &decision->slot, 1);
    return OK;
}

enum status ride_decide(struct ctx *ctx, const struct ride_wish *wish, const struct ride_said *said,
                        int64_t without_ride, struct ride_decision *ret_decision)
{
    struct ride_decision *decision = ret_decision;
    struct ride_answer *answer = &decision->answer;

    *decision = (struct ride_decision){.answer = {.earliest = INSTANT_NONE}};
    TRY(ride_case_read(ctx, wish, without_ride, &decision->ride));
    decision->request = ride_slot_request(&decision->ride);
    if (said) {
        decision->request.is_said = true;
        decision->request.said[0] = (struct slot_said){said->outbound_opens, INSTANT_NONE};
        decision->request.said[1] = (struct slot_said){said->homeward_opens, INSTANT_NONE};
    }
    answer->refusal = ride_conditions(&decision->ride, &answer->exception_used, &answer->detail);
    if (answer->refusal == RIDE_ACCEPTED) {
        struct day_plan_doors doors = ride_doors(&decision->ride);

        TRY(day_plan_read(ctx, wish->day, &decision->ride.policies, &doors, without_ride,
                          &decision->plan));
        TRY(decide_in_plan(ctx, decision));
    }
    answer->exception_possible = is_coordinator(ctx) && ride_refusal_may_be_waived(answer->refusal);
    return OK;
}
