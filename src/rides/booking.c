#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "rides/answer_words.h"
#include "rides/rides_inside.h"
#include "staff/actor.h"
#include "store/audit.h"

/* Writes that decide anew: book, refuse, move, correct. */

/* --- parts ----------------------------------------------------------------------------------- */

enum status ride_open(struct ctx *tx, int64_t id, struct ride_row *ret_ride)
{
    struct person_card card;
    struct ride_row ride;

    TRY(ride_row_read(tx, id, &ride));
    if (!actor_reaches_office(tx->actor, ride.office_id))
        return ERR_NOT_FOUND;
    TRY(person_card(tx, ride.person_id, &card));
    *ret_ride = ride;
    return OK;
}

/* Legs with the windows that were said, and then the plan of all routes that they touch. */
static enum status legs_keep(struct ctx *tx, struct ride_decision *decision, int64_t ride_id)
{
    const struct slot *slot = &decision->slot;
    struct day_plan *plan = &decision->plan;
    const struct planner_plan before = plan->plan;
    int32_t shifts[SLOT_SHIFTS_MAX];
    int64_t ids[DAY_PLAN_WISH_LEGS];
    size_t touched;

    for (int32_t i = 0; i < slot->leg_count; i++) {
        struct ride_leg_insert_args leg = {
            .ride_id = ride_id,
            .direction = i == 0 ? "outbound" : "return",
            .window_opens = day_plan_instant(plan, slot->said[i].from),
            .window_closes = day_plan_instant(plan, slot->said[i].to),
            .arrive_by =
                i == 0 ? instant_at(plan->day, decision->request.appointment) : INSTANT_NONE,
            .volunteer_promised = decision->ride.wish->promise_volunteer,
        };
        TRY(ride_leg_insert(tx, &leg, &ids[i]));
    }
    slot_take(tx, plan, slot, shifts, &touched);
    TRY(day_plan_keep(tx, plan, shifts, touched, ids));
    return slot->others_move ? rides_tell_moved(tx, plan, &before) : OK;
}

/* A yes in the windows that were said, or no booking. */
static enum status decide_again(struct ctx *tx, const struct ride_wish *wish,
                                const struct ride_said *said, int64_t without_ride,
                                struct ride_decision *decision)
{
    TRY(ride_decide(tx, wish, said, without_ride, decision));
    if (decision->answer.refusal == RIDE_ACCEPTED)
        return OK;
    if (said)
        TRY(ride_decide(tx, wish, NULL, without_ride, decision));
    return ERR_CONFLICT;
}

static enum status declarations_keep(struct ctx *tx, const struct ride_wish *wish)
{
    struct date today = instant_date(tx->now);

    if (wish->lives_alone_declared)
        TRY(person_declare(tx, wish->person_id, "lives_alone", "yes", "self", today));
    if (wish->lives_with_others_declared)
        TRY(person_declare(tx, wish->person_id, "lives_alone", "no", "self", today));
    if (wish->autonomy_declared)
        TRY(person_declare(tx, wish->person_id, "autonomy", "self_sufficient", "self", today));
    if (wish->needs_help_declared)
        TRY(person_declare(tx, wish->person_id, "autonomy", "partly", "self", today));
    return OK;
}

static struct ride_insert_args ride_args(struct ctx *tx, const struct ride_wish *wish,
                                         struct clock_time return_at, int64_t number)
{
    return (struct ride_insert_args){
        .number = number,
        .person_id = wish->person_id,
        .office_id = wish->office_id,
        .destination_id = wish->destination_id,
        .called_at = wish->called_at,
        .booked_by = tx->actor->user_id,
        .on_day = wish->day,
        .appointment = wish->appointment,
        .return_kind = ride_return_code(wish->return_kind),
        .return_at = return_at,
        .wait_minutes = wish->wait_minutes,
        .early_minutes = wish->early_minutes,
        .companions = wish->companions,
        .mobility_aid = wish->mobility_aid,
        .boarding_minutes = wish->boarding_minutes,
        .boarding_notes = ride_seal_notes(tx, number, wish->boarding_notes),
        .created_at = tx->now,
        .series_id = wish->series_id,
    };
}

/* --- book ------------------------------------------------------------------------------------ */

/* What this call was told no before is a yes; of a series, on this day. */
static enum status no_is_over(struct ctx *tx, const struct ride_wish *wish)
{
    if (wish->series_id)
        return ride_told_no_delete_day(tx, tx->actor->user_id, wish->called_at, wish->day);
    return ride_told_no_delete(tx, tx->actor->user_id, wish->called_at);
}

static enum status ride_put(struct ctx *tx, struct ride_decision *decision, int64_t *ret_id,
                            int64_t *ret_number)
{
    const struct ride_wish *wish = decision->ride.wish;
    bool excepted = decision->answer.exception_used;
    struct ride_insert_args args;

    TRY(ride_next_number(tx, ret_number));
    args = ride_args(tx, wish, decision->request.return_at, *ret_number);
    args.state = "booked";
    if (excepted) {
        args.exception_reason = wish->exception_reason;
        args.exception_by = tx->actor->user_id;
    }
    TRY(ride_insert(tx, &args, ret_id));
    TRY(no_is_over(tx, wish));
    TRY(legs_keep(tx, decision, *ret_id));
    TRY(declarations_keep(tx, wish));
    TRY(person_mark_rider(tx, wish->person_id));
    return ride_told(tx, &(struct ride_tale){.ride_id = *ret_id,
                                             .kind = "book",
                                             .detail = excepted ? "exception" : NULL,
                                             .reason = excepted ? wish->exception_reason : NULL});
}

enum status ride_book(struct ctx *tx, const struct ride_wish *wish, const struct ride_said *said,
                      struct ride_answer *ret_answer, int64_t *ret_id, int64_t *ret_number)
{
    struct ride_decision *decision = arena_new(tx->arena, struct ride_decision);
    enum status status = decide_again(tx, wish, said, 0, decision);

    if (status == OK || status == ERR_CONFLICT)
        *ret_answer = decision->answer;
    TRY(status);
    return ride_put(tx, decision, ret_id, ret_number);
}

enum status ride_refuse(struct ctx *tx, const struct ride_wish *wish, enum ride_refusal refusal,
                        int64_t *ret_id)
{
    struct ride_insert_args args;
    struct ride_case *ride = arena_new(tx->arena, struct ride_case);
    int64_t number;

    if (refusal <= RIDE_ACCEPTED || refusal >= RIDE_REFUSAL_COUNT)
        return ERR_INVALID;
    TRY(ride_case_read(tx, wish, 0, ride));
    TRY(ride_next_number(tx, &number));
    args = ride_args(tx, wish,
                     wish->return_kind == RIDE_RETURN_ON_CALL ? CLOCK_NONE
                                                              : ride_slot_request(ride).return_at,
                     number);
    args.state = "refused";
    args.refusal = ride_refusal_code(refusal);
    args.unmet_reason = ride_refusal_unmet_reason(refusal);
    TRY(ride_insert(tx, &args, ret_id));
    TRY(ride_told_no_delete(tx, tx->actor->user_id, wish->called_at));
    TRY(declarations_keep(tx, wish));
    return ride_told(
        tx, &(struct ride_tale){.ride_id = *ret_id, .kind = "refuse", .detail = args.refusal});
}

/* --- a no that nobody records -------------------------------------------------------------------
 */

enum status ride_add_noes(struct ctx *tx, const struct ride_wish *wish, const struct ride_no *noes,
                          size_t count)
{
    struct ride_told_no_put_args args = {
        .office_id = wish->office_id, .told_by = tx->actor->user_id, .called_at = wish->called_at};
    struct person_card card;
    size_t counted = 0;

    if (!actor_reaches_office(tx->actor, wish->office_id))
        return ERR_DENIED;
    TRY(person_card(tx, wish->person_id, &card));
    for (size_t i = 0; i < count && !card.restricted; i++) {
        args.on_day = noes[i].day;
        args.unmet_reason = ride_refusal_unmet_reason(noes[i].refusal);
        if (!args.unmet_reason)
            continue;
        TRY(ride_told_no_put(tx, &args));
        counted++;
    }
    return counted > 0 ? audit_add(tx, &(struct audit_entry){.action = "ride.told_no"}) : OK;
}

enum status ride_count_noes(struct ctx *tx, const struct ride_wish *wish,
                            const struct ride_no *noes, size_t count)
{
    TRY(ride_told_no_delete(tx, tx->actor->user_id, wish->called_at));
    return ride_add_noes(tx, wish, noes, count);
}

enum status ride_count_no(struct ctx *tx, const struct ride_wish *wish, enum ride_refusal refusal)
{
    if (!ride_refusal_unmet_reason(refusal))
        return OK;
    return ride_count_noes(tx, wish, &(struct ride_no){wish->day, refusal}, 1);
}

/* --- change ---------------------------------------------------------------------------------- */

static const char *former_return(struct ctx *tx, const struct ride_row *ride)
{
    switch (ride_return_from_code(ride->return_kind)) {
    case RIDE_RETURN_AT:
        return arena_printf(tx->arena, "ritorno alle %s", clock_show(tx->arena, ride->return_at));
    case RIDE_RETURN_ON_CALL:
        return "ritorno quando chiama";
    case RIDE_RETURN_WAIT:
        return arena_printf(tx->arena, "il volontario aspetta %lld minuti",
                            (long long)ride->wait_minutes);
    default:
        return "senza ritorno";
    }
}

/* The former terms in a line, for the history: in Italian, as what is typed. */
static enum status former_text(struct ctx *tx, const struct ride_row *ride, const char **ret_text)
{
    struct ctx italian = words_italian(tx);
    struct ride_leg_row *legs;
    struct codes aids;
    const char *notes;
    size_t count;

    TRY(ride_legs_read(tx, ride->id, &legs, &count));
    TRY(codes_read_all(tx, "mobility_aid", &aids));
    TRY(ride_boarding_notes(tx, ride->number, ride->boarding_notes, &notes));
    *ret_text = arena_printf(
        tx->arena,
        "%s alle %s, %s; si passava %s; %s; accompagnatori: %lld; per camminare: %s; "
        "%lld minuti per salire%s%s",
        date_show(tx->arena, ride->on_day), clock_show(tx->arena, ride->appointment),
        ride->destination,
        count > 0 ? words_window(&italian, legs[0].window_opens, legs[0].window_closes) : "",
        former_return(tx, ride), (long long)ride->companions,
        codes_label(&italian, &aids, ride->mobility_aid), (long long)ride->boarding_minutes,
        notes ? "; " : "", notes ? notes : "");
    return OK;
}

static enum status is_fresh(struct ctx *tx, const struct ride_row *ride, int64_t version,
                            struct ride_leg_row **ret_legs, size_t *ret_count, bool *ret_fresh)
{
    TRY(ride_legs_read(tx, ride->id, ret_legs, ret_count));
    *ret_fresh = ride->version == version && text_equal(ride->state, "booked");
    for (size_t i = 0; i < *ret_count; i++)
        *ret_fresh = *ret_fresh && !(*ret_legs)[i].outcome;
    return OK;
}

static enum status stale(struct ride_answer *ret_answer)
{
    *ret_answer = (struct ride_answer){.earliest = INSTANT_NONE, .stale = true};
    return ERR_CONFLICT;
}

/* New terms and new legs in place of the former ones. */
static enum status ride_replace(struct ctx *tx, const struct ride_row *former,
                                struct ride_decision *decision, const char *kind)
{
    const struct ride_wish *wish = decision->ride.wish;
    bool excepted = decision->answer.exception_used;
    struct ride_tale tale = {.ride_id = former->id, .kind = kind};
    const struct ride_update_args args = {
        .id = former->id,
        .version = former->version,
        .destination_id = wish->destination_id,
        .called_at = wish->called_at,
        .on_day = wish->day,
        .appointment = wish->appointment,
        .return_kind = ride_return_code(wish->return_kind),
        .return_at = decision->request.return_at,
        .wait_minutes = wish->wait_minutes,
        .early_minutes = wish->early_minutes,
        .companions = wish->companions,
        .mobility_aid = wish->mobility_aid,
        .boarding_minutes = wish->boarding_minutes,
        .boarding_notes = ride_seal_notes(tx, former->number, wish->boarding_notes),
        .exception_reason = excepted ? wish->exception_reason : NULL,
        .exception_by = excepted ? tx->actor->user_id : 0,
    };
    int64_t changed;

    TRY(former_text(tx, former, &tale.former));
    TRY(ride_update(tx, &args, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    TRY(ride_legs_delete(tx, former->id));
    TRY(legs_keep(tx, decision, former->id));
    tale.reason = args.exception_reason;
    tale.detail = excepted ? "exception" : NULL;
    return ride_told(tx, &tale);
}

/* The ride that is to be moved, and whether it still is as who moves it saw it. */
static enum status move_open(struct ctx *ctx, int64_t id, int64_t version,
                             const struct ride_wish *wish, struct ride_row *ret_ride,
                             bool *ret_fresh)
{
    struct ride_leg_row *legs;
    size_t count;

    TRY(ride_open(ctx, id, ret_ride));
    if (wish->person_id != ret_ride->person_id || wish->office_id != ret_ride->office_id)
        return ERR_INVALID;
    return is_fresh(ctx, ret_ride, version, &legs, &count, ret_fresh);
}

enum status ride_ask_move(struct ctx *ctx, int64_t id, int64_t version,
                          const struct ride_wish *wish, struct ride_answer *ret_answer)
{
    struct ride_decision *decision = arena_new(ctx->arena, struct ride_decision);
    struct ride_row ride;
    bool fresh;

    TRY(move_open(ctx, id, version, wish, &ride, &fresh));
    if (!fresh) {
        *ret_answer = (struct ride_answer){.earliest = INSTANT_NONE, .stale = true};
        return OK;
    }
    TRY(ride_decide(ctx, wish, NULL, id, decision));
    TRY(ride_find_alternatives(ctx, decision));
    *ret_answer = decision->answer;
    return OK;
}

enum status ride_move(struct ctx *tx, int64_t id, int64_t version, const struct ride_wish *wish,
                      const struct ride_said *said, struct ride_answer *ret_answer)
{
    struct ride_decision *decision = arena_new(tx->arena, struct ride_decision);
    struct ride_row ride;
    enum status status;
    bool fresh;

    TRY(move_open(tx, id, version, wish, &ride, &fresh));
    if (!fresh)
        return stale(ret_answer);
    status = decide_again(tx, wish, said, id, decision);
    if (status == OK || status == ERR_CONFLICT)
        *ret_answer = decision->answer;
    TRY(status);
    TRY(ride_replace(tx, &ride, decision, "move"));
    return declarations_keep(tx, wish);
}

/* --- correct --------------------------------------------------------------------------------- */

/* The wish that the ride would be now. The volunteer who comes is kept if at all possible. */
static struct ride_wish wish_of_ride(const struct ride_row *ride,
                                     const struct ride_correction *correction,
                                     const struct ride_leg_row *outbound)
{
    return (struct ride_wish){
        .person_id = ride->person_id,
        .office_id = ride->office_id,
        .destination_id = ride->destination_id,
        .called_at = ride->called_at,
        .day = ride->on_day,
        .appointment = ride->appointment,
        .return_kind = ride_return_from_code(ride->return_kind),
        .return_at = ride->return_at,
        .wait_minutes = ride->wait_minutes,
        .early_minutes = ride->early_minutes,
        .companions = correction->companions,
        .mobility_aid = correction->mobility_aid,
        .boarding_minutes = correction->boarding_minutes,
        .boarding_notes = correction->boarding_notes,
        .promise_volunteer = outbound->volunteer_promised && outbound->volunteer_id,
        .volunteer_id = outbound->volunteer_id,
    };
}

/* Of all conditions, only what is corrected can say no now. */
static enum ride_refusal correction_refusal(const struct ride_case *ride)
{
    if (!policy_has_code(&ride->policies, POLICY_RIDES_MOBILITY_AIDS, ride->wish->mobility_aid))
        return RIDE_AID_NOT_CARRIED;
    if (ride->wish->companions > policy_number(&ride->policies, POLICY_RIDES_MAX_COMPANIONS))
        return RIDE_TOO_MANY_COMPANIONS;
    return RIDE_ACCEPTED;
}

static enum status find_same_windows(struct ctx *tx, struct ride_decision *decision)
{
    struct slot_request *request = &decision->request;
    enum status status = slot_find(tx, &decision->plan, request, &decision->slot);

    if (status == ERR_NOT_FOUND && !decision->ride.wish->promise_volunteer) {
        request->volunteer_id = 0;
        status = slot_find(tx, &decision->plan, request, &decision->slot);
    }
    return status;
}

static enum status decide_correction(struct ctx *tx, const struct ride_wish *wish,
                                     const struct ride_leg_row *legs, size_t leg_count,
                                     struct ride_decision *decision)
{
    struct ride_answer *answer = &decision->answer;
    int64_t id = legs[0].ride_id;
    struct day_plan_doors doors;
    enum status status;
    bool lacks_car;

    answer->earliest = INSTANT_NONE;
    TRY(ride_case_read(tx, wish, id, &decision->ride));
    answer->refusal = correction_refusal(&decision->ride);
    if (answer->refusal != RIDE_ACCEPTED)
        return ERR_CONFLICT;
    doors = ride_doors(&decision->ride);
    decision->request = ride_slot_request(&decision->ride);
    decision->request.return_at = wish->return_at;
    decision->request.is_said = true;
    for (size_t i = 0; i < leg_count; i++)
        decision->request.said[i] = (struct slot_said){legs[i].window_opens, legs[i].window_closes};
    TRY(day_plan_read(tx, wish->day, &decision->ride.policies, &doors, id, &decision->plan));
    status = find_same_windows(tx, decision);
    if (status != ERR_NOT_FOUND)
        return status;
    TRY(slot_lacks_car(tx, &decision->plan, &decision->request, &lacks_car));
    answer->refusal = lacks_car ? RIDE_NO_CAR : RIDE_NO_VOLUNTEER;
    return ERR_CONFLICT;
}

static void answer_fill(struct ride_decision *decision)
{
    decision->answer.outbound = slot_show(&decision->plan, &decision->slot, 0);
    if (decision->slot.leg_count == 2)
        decision->answer.homeward = slot_show(&decision->plan, &decision->slot, 1);
}

enum status ride_correct(struct ctx *tx, int64_t id, int64_t version,
                         const struct ride_correction *correction, struct ride_answer *ret_answer)
{
    struct ride_decision *decision = arena_new(tx->arena, struct ride_decision);
    struct ride_leg_row *legs;
    struct ride_wish wish;
    struct ride_row ride;
    enum status status;
    size_t count;
    bool fresh;

    TRY(ride_open(tx, id, &ride));
    TRY(is_fresh(tx, &ride, version, &legs, &count, &fresh));
    if (!fresh || count == 0)
        return stale(ret_answer);
    wish = wish_of_ride(&ride, correction, &legs[0]);
    status = decide_correction(tx, &wish, legs, count, decision);
    if (status == OK)
        answer_fill(decision);
    if (status == OK || status == ERR_CONFLICT)
        *ret_answer = decision->answer;
    TRY(status);
    return ride_replace(tx, &ride, decision, "correct");
}
