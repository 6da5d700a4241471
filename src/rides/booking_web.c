/*
 * Booking while the caller waits: ask, answer, book or record the refusal; and what was promised.
 */
#include "base/day_words.h"
#include "base/elision.h"
#include "base/text.h"
#include "base/words.h"
#include "rides/booking_pages.h"
#include "rides_html.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/once.h"

enum { HTTP_CONFLICT = 409 };

/* A condition that nobody knows yet is a question of the form, not an answer. */
static bool answer_is_question(struct ctx *ctx, const struct ride_answer *answer,
                               struct booking *booking)
{
    if (answer->refusal == RIDE_UNKNOWN_ALONE) {
        booking->ask_alone = true;
        form_error_add(ctx, &booking->errors, "alone", tr(ctx, "Chiedi se vive da sola o da solo"));
        return true;
    }
    if (answer->refusal == RIDE_UNKNOWN_AUTONOMY) {
        booking->ask_autonomy = true;
        form_error_add(ctx, &booking->errors, "autonomy",
                       tr(ctx, "Chiedi se sale e scende dall’auto senza aiuto"));
        return true;
    }
    return false;
}

static enum status booking_stale(struct ctx *ctx, struct request *request,
                                 const struct booking *booking, struct response *response)
{
    response->http_status = HTTP_CONFLICT;
    return booking_form_show(ctx, request, booking, &request->form,
                             tr(ctx, "Qualcuno ha cambiato questo accompagnamento mentre scrivevi. "
                                     "Quello che hai scritto è ancora qui: controlla e chiedi di "
                                     "nuovo."),
                             response);
}

struct no_args {
    const struct ride_wish *wish;
    enum ride_refusal refusal;
};

static enum status no_write(struct ctx *tx, void *args)
{
    const struct no_args *no = args;

    return ride_count_no(tx, no->wish, no->refusal);
}

enum status booking_count_no(struct ctx *ctx, const struct booking *booking,
                             enum ride_refusal refusal)
{
    struct no_args no = {&booking->wish, refusal};

    if (booking->ride_id || !ride_refusal_unmet_reason(refusal))
        return OK;
    return store_write(ctx, no_write, &no);
}

static enum status booking_tell(struct ctx *ctx, struct request *request, struct booking *booking,
                                const char *news, struct response *response)
{
    struct ride_answer answer;

    TRY(booking_answer(ctx, booking, &answer));
    if (answer.stale)
        return booking_stale(ctx, request, booking, response);
    if (answer_is_question(ctx, &answer, booking))
        return booking_form_show(ctx, request, booking, &request->form, NULL, response);
    TRY(booking_count_no(ctx, booking, answer.refusal));
    if (news)
        response->http_status = HTTP_CONFLICT;
    return booking_answer_show(ctx, request, booking, &answer, news, response);
}

enum status booking_ask_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct booking booking;
    bool told = false;

    TRY(booking_read(ctx, request, &booking));
    if (booking.errors.count > 0)
        return booking_form_show(ctx, request, &booking, &request->form, NULL, response);
    if (booking_repeats(&booking))
        TRY(series_tell(ctx, request, &booking, NULL, &told, response));
    return told ? OK : booking_tell(ctx, request, &booking, NULL, response);
}

struct book_args {
    struct once *once;
    const struct ride_wish *wish;
    const struct ride_said *said;
    int64_t id;
};

static enum status book_write(struct ctx *tx, void *args)
{
    struct book_args *book = args;
    struct ride_answer answer;
    int64_t number;
    bool done;

    TRY(once_begin(tx, book->once, &done, &book->id));
    if (done)
        return OK;
    TRY(ride_book(tx, book->wish, book->said, &answer, &book->id, &number));
    return once_end(tx, book->once, book->id);
}

static enum status booking_book(struct ctx *ctx, const struct booking *booking, struct once *once,
                                const struct ride_said *said, int64_t *ret_id)
{
    struct book_args book = {.once = once, .wish = &booking->wish, .said = said};

    TRY(store_write(ctx, book_write, &book));
    *ret_id = book.id;
    return OK;
}

struct move_args {
    const struct booking *booking;
    const struct ride_said *said;
};

static enum status move_write(struct ctx *tx, void *args)
{
    const struct move_args *move = args;
    const struct booking *booking = move->booking;
    struct ride_answer answer;

    return ride_move(tx, booking->ride_id, booking->args.version, &booking->wish, move->said,
                     &answer);
}

static enum status booking_move(struct ctx *ctx, const struct booking *booking,
                                const struct ride_said *said, int64_t *ret_id)
{
    struct move_args move = {.booking = booking, .said = said};

    TRY(store_write(ctx, move_write, &move));
    *ret_id = booking->ride_id;
    return OK;
}

static struct instant said_instant(int64_t seconds)
{
    return seconds == INPUT_COUNT_NONE ? INSTANT_NONE : (struct instant){seconds};
}

enum status booking_confirm_post(struct ctx *ctx, struct request *request,
                                 struct response *response)
{
    struct once *once = ask_once(request);
    struct booking booking;
    int64_t id = 0;

    TRY(booking_read(ctx, request, &booking));
    if (!once)
        return ERR_INVALID;
    if (booking.errors.count > 0)
        return booking_form_show(ctx, request, &booking, &request->form, NULL, response);

    struct ride_said said = {said_instant(booking.args.said_outbound),
                             said_instant(booking.args.said_homeward)};
    enum status status = booking.ride_id ? booking_move(ctx, &booking, &said, &id)
                                         : booking_book(ctx, &booking, once, &said, &id);

    if (status == ERR_CONFLICT)
        return booking_tell(ctx, request, &booking,
                            tr(ctx, "Nel frattempo qualcosa è cambiato e l’orario detto non si può "
                                    "più tenere. Questa è la nuova risposta."),
                            response);
    TRY(status);
    response_redirect(response, ride_act_path(ctx->arena, id, "prenotato"));
    return OK;
}

struct refuse_args {
    struct once *once;
    const struct booking *booking;
    enum ride_refusal refusal;
    int64_t id;
};

static enum status refuse_write(struct ctx *tx, void *args)
{
    struct refuse_args *refuse = args;
    bool done;

    TRY(once_begin(tx, refuse->once, &done, &refuse->id));
    if (done)
        return OK;
    TRY(ride_refuse(tx, &refuse->booking->wish, refuse->refusal, &refuse->id));
    return once_end(tx, refuse->once, refuse->id);
}

enum status booking_refuse_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct once *once = ask_once(request);
    struct booking booking;
    struct ride_answer answer;

    TRY(booking_read(ctx, request, &booking));
    if (!once)
        return ERR_INVALID;
    if (booking.errors.count > 0)
        return booking_form_show(ctx, request, &booking, &request->form, NULL, response);
    TRY(booking_answer(ctx, &booking, &answer));
    if (answer.refusal == RIDE_ACCEPTED)
        return booking_tell(ctx, request, &booking,
                            tr(ctx, "Nel frattempo si è liberato un posto: adesso si può."),
                            response);

    /* Its address is another: after a refusal one may still book with the same form. */
    struct refuse_args refuse = {
        .once = once,
        .booking = &booking,
        .refusal = answer.refusal,
    };

    TRY(store_write(ctx, refuse_write, &refuse));
    return response_done(response, ride_path(ctx->arena, refuse.id),
                         tr(ctx, "Il rifiuto è registrato tra i bisogni senza risposta."));
}

static void done_say(struct ctx *ctx, const struct ride_row *ride, const struct ride_leg_row *legs,
                     size_t leg_count, const struct policy_set *rules, struct done_view *view)
{
    int64_t notice = policy_number(rules, POLICY_RIDES_NOTICE_MINUTES);
    const char *phone = text_phone_show(ctx->arena, policy_text(rules, POLICY_RIDES_PHONE));
    struct instant until = instant_add_minutes(legs[0].window_opens, -notice);

    view->promise = arena_printf(ctx->arena, tr(ctx, "%s passiamo %s, in tempo per le %s."),
                                 day_words_first(ctx, ride->on_day),
                                 words_window(ctx, legs[0].window_opens, legs[0].window_closes),
                                 clock_show(ctx->arena, ride->appointment));
    if (legs[0].volunteer_promised)
        view->volunteer =
            arena_printf(ctx->arena, "%s %s", legs[0].volunteer_name, legs[0].volunteer_surname);
    if (leg_count > 1 && text_equal(ride->return_kind, "on_call"))
        view->homeward =
            arena_printf(ctx->arena, tr(ctx, "Per il ritorno chiama quando ha finito: %s."), phone);
    else if (leg_count > 1 && text_equal(ride->return_kind, "wait"))
        view->homeward =
            arena_printf(ctx->arena, tr(ctx, "Il volontario aspetta lì: si riparte %s."),
                         words_window(ctx, legs[1].window_opens, legs[1].window_closes));
    else if (leg_count > 1)
        view->homeward =
            arena_printf(ctx->arena, tr(ctx, "Per il ritorno passiamo %s."),
                         words_window(ctx, legs[1].window_opens, legs[1].window_closes));
    if (until.seconds > ctx->now.seconds)
        view->until = words_say(
            ctx, tr(ctx, "Per spostare o annullare basta chiamare il %s prima di %s alle %s."),
            phone, day_words(ctx, instant_date(until)), words_hour(ctx->arena, until));
    else
        view->until =
            words_say(ctx, tr(ctx, "Se non serve più, basta chiamare il %s appena si sa."), phone);
}

/* Of what was done last. */
static enum status done_title(struct ctx *ctx, int64_t id, const char **ret_title)
{
    struct ride_event_row *events;
    size_t count;

    TRY(ride_events(ctx, id, &events, &count));

    bool is_moved = count > 0 && text_equal(events[count - 1].kind, "move");

    *ret_title =
        is_moved ? tr(ctx, "Accompagnamento spostato") : tr(ctx, "Accompagnamento prenotato");
    return OK;
}

enum status booking_done_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct ride_page ride;
    struct ride_leg_row *legs;
    struct policy_set rules;
    struct done_view view = {0};
    size_t count;

    TRY(ride_page_read(ctx, request->ids[0], &ride));
    TRY(ride_legs_read(ctx, request->ids[0], &legs, &count));
    TRY(policy_read(ctx, instant_date(ctx->now), &rules));
    if (count == 0)
        return ERR_NOT_FOUND;
    TRY(audit_read(ctx, &(struct audit_entry){.action = "ride.open",
                                              .subject_kind = "ride",
                                              .subject_id = ride.ride.id}));
    TRY(done_title(ctx, ride.ride.id, &view.title));
    view.rider = rider_show(ctx, &ride.card);
    view.number = ride.ride.number;
    view.href = ride_path(ctx->arena, ride.ride.id);
    view.board_href = board_path(ctx->arena, ride.ride.on_day);
    done_say(ctx, &ride.ride, legs, count, &rules, &view);
    TRY(series_show(ctx, &ride.ride, &view.series));
    if (view.series)
        view.title = tr(ctx, "Serie di accompagnamenti prenotata");
    TRY(staff_frame(ctx, request, view.title, "rides", &view.frame));

    struct html page = frame_html(ctx, response);

    booking_done(&page, &view);
    return OK;
}
