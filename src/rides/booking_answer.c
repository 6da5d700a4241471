/*
 * The page of the answer: what to say, what was asked, what can be had instead.
 */
#include "base/day_words.h"
#include "base/text.h"
#include "base/words.h"
#include "rides/booking_pages.h"
#include "rides/call.h"
#include "rides_html.h"
#include "staff/staff.h"

/* What travels with every button of the page; day, time and return may differ from one to another,
   and the reason of an exception is typed in one of the forms. */
static const char *const CARRIED[] = {
    "person",     "version",      "destination",      "return_kind",    "wait_minutes",
    "companions", "mobility_aid", "boarding_minutes", "boarding_notes", "alone",
    "autonomy",   "volunteer",    "repeat",           "repeat_until",   "repeat_times",
};
enum { CARRIED_COUNT = sizeof CARRIED / sizeof CARRIED[0], FACTS_MAX = 8 };

struct hidden_view *booking_fields(struct ctx *ctx, struct request *request,
                                   const struct booking *booking, size_t *ret_count)
{
    struct hidden_view *fields =
        arena_array(ctx->arena, struct hidden_view, CARRIED_COUNT + 1 + SUNDAY);
    const struct form_field *weekday;
    size_t position = 0;
    size_t count = 0;

    for (size_t i = 0; i < CARRIED_COUNT; i++)
        fields[count++] = (struct hidden_view){CARRIED[i], form_value(&request->form, CARRIED[i])};
    fields[count++] =
        (struct hidden_view){"call", call_token(ctx, request, booking->wish.called_at)};
    for (int i = MONDAY; i <= SUNDAY; i++) {
        weekday = form_next(&request->form, "weekdays", &position);
        if (weekday)
            fields[count++] = (struct hidden_view){"weekdays", weekday->value};
    }
    *ret_count = count;
    return fields;
}

static void answer_carry(struct ctx *ctx, struct request *request, const struct booking *booking,
                         struct answer_view *view)
{
    view->fields = booking_fields(ctx, request, booking, &view->field_count);
    view->day = form_value(&request->form, "day");
    view->appointment = form_value(&request->form, "appointment");
    view->return_at = form_value(&request->form, "return_at");
    view->early = form_value(&request->form, "early");
}

static const char *return_words(struct ctx *ctx, const struct ride_wish *wish,
                                const struct ride_answer *answer)
{
    if (wish->return_kind == RIDE_RETURN_NONE)
        return tr(ctx, "Non serve");
    if (wish->return_kind == RIDE_RETURN_ON_CALL)
        return tr(ctx, "Quando chiama");
    if (wish->return_kind == RIDE_RETURN_WAIT)
        return words_wait(ctx, wish->wait_minutes);
    if (answer->refusal != RIDE_ACCEPTED)
        return arena_printf(ctx->arena, tr(ctx, "Alle %s"),
                            clock_show(ctx->arena, wish->return_at));
    return arena_printf(
        ctx->arena, tr(ctx, "Alle %s, passiamo %s"), clock_show(ctx->arena, wish->return_at),
        words_window(ctx, answer->homeward.window_opens, answer->homeward.window_closes));
}

static void answer_fact(struct answer_view *view, struct fact_view *facts, struct fact_view fact)
{
    if (fact.text)
        facts[view->fact_count++] = fact;
}

static enum status answer_facts_show(struct ctx *ctx, const struct booking *booking,
                                     const struct ride_answer *answer, const char *destination,
                                     struct answer_view *view)
{
    struct fact_view *facts = arena_array(ctx->arena, struct fact_view, FACTS_MAX);
    const struct ride_wish *wish = &booking->wish;
    const struct ride_slot *slot = &answer->outbound;
    struct codes aids;

    TRY(codes_read_all(ctx, "mobility_aid", &aids));
    view->facts = facts;
    answer_fact(view, facts, (struct fact_view){tr(ctx, "Da"), view->rider.home, NULL});
    answer_fact(view, facts, (struct fact_view){tr(ctx, "A"), destination, NULL});
    answer_fact(
        view, facts,
        (struct fact_view){tr(ctx, "Appuntamento"),
                           arena_printf(ctx->arena, "%s, %s", day_words_first(ctx, wish->day),
                                        clock_show(ctx->arena, wish->appointment)),
                           NULL});
    answer_fact(view, facts,
                (struct fact_view){tr(ctx, "Ritorno"), return_words(ctx, wish, answer), NULL});
    answer_fact(view, facts,
                (struct fact_view){tr(ctx, "Per salire"),
                                   words_boarding(ctx, &aids, wish->mobility_aid,
                                                  wish->boarding_minutes, wish->companions),
                                   NULL});
    if (answer->refusal != RIDE_ACCEPTED || !slot->volunteer_name)
        return OK;
    view->likely = slot->volunteer_name;
    view->likely_id = arena_printf(ctx->arena, "%lld", (long long)slot->volunteer_id);
    answer_fact(view, facts,
                (struct fact_view){tr(ctx, "Volontario probabile"),
                                   arena_printf(ctx->arena, "%s, %s", slot->volunteer_name,
                                                slot->vehicle_name ? slot->vehicle_name : ""),
                                   tr(ctx, "Può cambiare: non prometterlo.")});
    return OK;
}

/* The return goes with the appointment: as long after it as was asked. */
static const char *offer_return(struct ctx *ctx, const struct ride_wish *wish,
                                const struct ride_alternative *other)
{
    enum { LAST_MINUTE = 24 * 60 - 1 };

    if (wish->return_kind != RIDE_RETURN_AT)
        return "";

    int32_t minutes =
        other->appointment.minutes + wish->return_at.minutes - wish->appointment.minutes;

    return clock_show(ctx->arena,
                      (struct clock_time){minutes < LAST_MINUTE ? minutes : LAST_MINUTE});
}

/* The same appointment, for who can leave home earlier. */
static struct offer_view offer_earlier(struct ctx *ctx, const struct booking *booking,
                                       const struct ride_earlier *earlier)
{
    const struct ride_wish *wish = &booking->wish;
    const char *hour = clock_show(ctx->arena, wish->appointment);

    return (struct offer_view){
        .title = arena_printf(ctx->arena,
                              tr_count(ctx, "Stesso appuntamento, partendo %lld minuto prima",
                                       "Stesso appuntamento, partendo %lld minuti prima",
                                       earlier->minutes),
                              (long long)earlier->minutes),
        .detail = arena_printf(ctx->arena, tr(ctx, "passiamo %s, arriva alle %s e aspetta lì"),
                               words_window(ctx, earlier->window_opens, earlier->window_closes),
                               words_hour(ctx->arena, earlier->arrives)),
        .button = arena_printf(ctx->arena, tr(ctx, "Prendi le %s"), hour),
        .button_rest = tr(ctx, " partendo prima"),
        .day = date_to_iso(ctx->arena, wish->day),
        .appointment = hour,
        .return_at =
            wish->return_kind == RIDE_RETURN_AT ? clock_show(ctx->arena, wish->return_at) : "",
        .early = arena_printf(ctx->arena, "%lld", (long long)earlier->minutes),
    };
}

/* "passiamo dalle 8:05, ritorno alle 11:00" */
static const char *offer_detail(struct ctx *ctx, const struct ride_wish *wish,
                                const struct ride_alternative *other)
{
    const char *opens = words_hour(ctx->arena, other->window_opens);

    if (wish->return_kind != RIDE_RETURN_AT)
        return arena_printf(ctx->arena, tr(ctx, "passiamo dalle %s"), opens);
    return arena_printf(ctx->arena, tr(ctx, "passiamo dalle %s, ritorno alle %s"), opens,
                        offer_return(ctx, wish, other));
}

static void answer_offers(struct ctx *ctx, const struct booking *booking,
                          const struct ride_answer *answer, struct answer_view *view)
{
    struct offer_view *offers =
        arena_array(ctx->arena, struct offer_view, answer->alternative_count + 1);

    if (answer->earlier.minutes > 0)
        offers[view->offer_count++] = offer_earlier(ctx, booking, &answer->earlier);
    for (size_t i = 0; i < answer->alternative_count; i++) {
        const struct ride_alternative *other = &answer->alternatives[i];
        const char *hour = clock_show(ctx->arena, other->appointment);
        const char *day = day_words(ctx, other->day);

        offers[view->offer_count++] = (struct offer_view){
            .title = arena_printf(ctx->arena, tr(ctx, "%s, appuntamento alle %s"),
                                  day_words_first(ctx, other->day), hour),
            .detail = offer_detail(ctx, &booking->wish, other),
            .button = arena_printf(ctx->arena, tr(ctx, "Prendi le %s"), hour),
            .button_rest = arena_printf(ctx->arena, tr(ctx, " di %s"), day),
            .day = date_to_iso(ctx->arena, other->day),
            .appointment = hour,
            .return_at = offer_return(ctx, &booking->wish, other),
            .early = "",
        };
    }
    view->offers = offers;
}

static void answer_paths(struct ctx *ctx, const struct booking *booking, enum ride_refusal refusal,
                         struct answer_view *view)
{
    view->ask_path = booking_path(ctx, booking, "");
    view->edit_path = booking_path(ctx, booking, "/modifica");
    view->confirm_path = booking_path(ctx, booking, "/conferma");
    view->confirm = booking->ride_id ? tr(ctx, "Sposta") : tr(ctx, "Prenota");
    view->cancel = booking->ride_id ? ride_path(ctx->arena, booking->ride_id) : view->rider.href;
    if (ride_refusal_unmet_reason(refusal) && !booking->ride_id)
        view->refuse_path = booking_path(ctx, booking, "/rifiuto");
}

static void answer_said(struct ctx *ctx, const struct ride_answer *answer,
                        const struct ride_wish *wish, struct answer_view *view)
{
    view->said_outbound = view->said_homeward = "";
    if (answer->refusal != RIDE_ACCEPTED)
        return;
    view->said_outbound =
        arena_printf(ctx->arena, "%lld", (long long)answer->outbound.window_opens.seconds);
    if (wish->return_kind != RIDE_RETURN_NONE)
        view->said_homeward =
            arena_printf(ctx->arena, "%lld", (long long)answer->homeward.window_opens.seconds);
}

static struct answer_words answer_say(struct ctx *ctx, const struct booking *booking,
                                      const struct ride_answer *answer, const char *destination)
{
    const struct policy_set *rules = &booking->rules;

    return answer_in_words(
        ctx, &booking->wish, answer,
        &(struct answer_facts){
            .destination = destination,
            .phone = text_phone_show(ctx->arena, policy_text(rules, POLICY_RIDES_PHONE)),
            .notice_minutes = policy_number(rules, POLICY_RIDES_NOTICE_MINUTES),
            .horizon_days = policy_number(rules, POLICY_RIDES_HORIZON_DAYS),
            .max_companions = policy_number(rules, POLICY_RIDES_MAX_COMPANIONS),
        });
}

enum status booking_answer_show(struct ctx *ctx, struct request *request,
                                const struct booking *booking, const struct ride_answer *answer,
                                const char *news, struct response *response)
{
    struct destination_row destination;

    TRY(ride_destination(ctx, booking->wish.destination_id, &destination));

    struct answer_words words = answer_say(ctx, booking, answer, destination.name);
    bool accepted = answer->refusal == RIDE_ACCEPTED;
    struct answer_view view = {
        .ask = ask_new(ctx, request, &request->form, NULL),
        .rider = rider_show(ctx, &booking->card),
        .accepted = accepted,
        .news = news,
        .title = words.title,
        .sentences = words.sentences,
        .sentence_count = words.sentence_count,
        .advice = words.advice,
        .exception = booking->wish.exception_reason,
        .exception_used = accepted && answer->exception_used,
        .exception_possible = !accepted && answer->exception_possible,
        .may_search_network = actor_may(ctx, POWER_DIRECTORY_WRITE),
    };

    if (answer->other_ride_id)
        view.other_href = ride_path(ctx->arena, answer->other_ride_id);
    answer_carry(ctx, request, booking, &view);
    answer_offers(ctx, booking, answer, &view);
    answer_paths(ctx, booking, answer->refusal, &view);
    answer_said(ctx, answer, &booking->wish, &view);
    TRY(answer_facts_show(ctx, booking, answer, destination.name, &view));
    TRY(staff_frame(ctx, request, words.title, "rides", &view.frame));
    view.office_phone = view.frame.office_phone;

    struct html page = frame_html(ctx, response);

    booking_answer_page(&page, &view);
    return OK;
}
