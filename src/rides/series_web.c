/*
 * A series on the phone: what was typed of how it comes again, the answer date by date, and the
 * dates of a series on the pages of its rides.
 */
#include "base/day_words.h"
#include "base/elision.h"
#include "base/text.h"
#include "base/words.h"
#include "rides/booking_pages.h"
#include "rides/series_words.h"
#include "rides_html.h"
#include "staff/staff.h"
#include "store/once.h"

enum { HTTP_CONFLICT = 409, DAY_MINUTES = 24 * 60, WEEK_DAYS = 7, LOST_BYTES = 4000 };

/* --- what was typed -------------------------------------------------------------------------- */

bool booking_repeats(const struct booking *booking)
{
    return booking->ride_id == 0 && booking->args.repeat > REPEAT_NO;
}

/* The first of the chosen weekdays, from the day on; the day itself when none is chosen. */
static struct date first_chosen(struct date day, unsigned weekdays)
{
    for (int i = 0; i < WEEK_DAYS; i++) {
        struct date other = date_add_days(day, i);

        if (weekdays & series_weekday(date_weekday(other)))
            return other;
    }
    return day;
}

static unsigned chosen_weekdays(const struct booking_args *args)
{
    unsigned weekdays = 0;

    for (size_t i = 0; args->repeat != REPEAT_MONTH && i < args->weekdays.count; i++) {
        int64_t weekday = args->weekdays.ids[i];

        if (weekday >= MONDAY && weekday <= SUNDAY)
            weekdays |= series_weekday((enum weekday)weekday);
    }
    return weekdays;
}

static struct series_rule rule_typed(const struct booking_args *args)
{
    unsigned weekdays = chosen_weekdays(args);
    struct date first = first_chosen(args->day, weekdays);
    struct date last = date_add_days(first, SERIES_SPAN_DAYS_MAX);

    if (!date_is_none(args->repeat_until) && args->repeat_until.days < last.days)
        last = args->repeat_until;
    return (struct series_rule){
        .every = args->repeat == REPEAT_MONTH ? SERIES_EVERY_MONTH : SERIES_EVERY_WEEK,
        .interval = args->repeat == REPEAT_TWO_WEEKS ? 2 : 1,
        .weekdays = weekdays ? weekdays : series_weekday(date_weekday(first)),
        .first = first,
        .last = last,
        .times = args->repeat_times == INPUT_COUNT_NONE ? 0 : (int)args->repeat_times,
    };
}

void booking_check_repeat(struct ctx *ctx, struct booking *booking)
{
    struct booking_args *args = &booking->args;

    if (!booking_repeats(booking) || date_is_none(args->day))
        return;
    if (args->repeat_times == INPUT_COUNT_NONE && date_is_none(args->repeat_until) &&
        !form_error_of(&booking->errors, "repeat_until"))
        form_error_add(ctx, &booking->errors, "repeat_times",
                       tr(ctx, "Scrivi quante volte si ripete, o fino a quale giorno"));
    booking->rule = rule_typed(args);
    if (booking->rule.last.days < booking->rule.first.days)
        form_error_add(ctx, &booking->errors, "repeat_until",
                       tr(ctx, "Scrivi un ultimo giorno dopo il primo"));
    else
        args->day = booking->rule.first;
}

/* --- the answer ------------------------------------------------------------------------------ */

static const char *seconds_value(struct ctx *ctx, struct instant at)
{
    if (instant_is_none(at))
        return NULL;
    return arena_printf(ctx->arena, "%lld", (long long)at.seconds);
}

/* A date and some minutes as one number. */
static const char *minutes_value(struct ctx *ctx, struct date day, int64_t minutes)
{
    return arena_printf(ctx->arena, "%lld", (long long)day.days * DAY_MINUTES + (long long)minutes);
}

/* The date and its appointment, for the box that is ticked. */
static void take_value(struct ctx *ctx, struct date day, struct clock_time appointment,
                       struct series_date_view *view)
{
    view->take = minutes_value(ctx, day, appointment.minutes);
    view->take_id = arena_printf(ctx->arena, "take-%s", view->take);
}

static void date_accepted(struct ctx *ctx, const struct ride_wish *wish,
                          const struct ride_series_date *date, struct series_date_view *view)
{
    const struct ride_slot *out = &date->outbound;
    const struct ride_slot *home = &date->homeward;
    const char *window = words_window(ctx, out->window_opens, out->window_closes);

    view->accepted = true;
    view->pass = seconds_value(ctx, out->window_opens);
    view->answer = arena_printf(ctx->arena, tr(ctx, "passiamo %s"), window);
    if (wish->return_kind != RIDE_RETURN_NONE)
        view->back = seconds_value(ctx, home->window_opens);
    if (wish->return_kind == RIDE_RETURN_AT || wish->return_kind == RIDE_RETURN_WAIT)
        view->answer = arena_printf(ctx->arena, tr(ctx, "passiamo %s, ritorno %s"), window,
                                    words_window(ctx, home->window_opens, home->window_closes));
    take_value(ctx, date->day, wish->appointment, view);
}

/* How many minutes earlier is not told: the hours of the other dates stand beside it. */
static const char *earlier_words(struct ctx *ctx, const struct ride_earlier *earlier,
                                 const char *hour)
{
    return arena_printf(ctx->arena,
                        tr(ctx, "Per le %s lo stesso, se può partire prima: passiamo %s, arriva "
                                "alle %s e aspetta lì"),
                        hour, words_window(ctx, earlier->window_opens, earlier->window_closes),
                        words_hour(ctx->arena, earlier->arrives));
}

static void date_instead(struct ctx *ctx, const struct ride_series_date *date,
                         struct series_date_view *view)
{
    const struct ride_alternative *other = &date->nearest;
    const char *hour = clock_show(ctx->arena, other->appointment);

    if (other->day.days != date->day.days) {
        view->instead = arena_printf(ctx->arena, tr(ctx, "Si può %s alle %s."),
                                     day_words(ctx, other->day), hour);
        return;
    }
    view->pass = seconds_value(ctx, date->nearest_said.outbound_opens);
    view->back = seconds_value(ctx, date->nearest_said.homeward_opens);
    take_value(ctx, date->day, other->appointment, view);
    if (date->earlier.minutes > 0) {
        view->sooner = minutes_value(ctx, date->day, date->earlier.minutes);
        view->take_label = earlier_words(ctx, &date->earlier, hour);
        return;
    }
    view->take_label =
        arena_printf(ctx->arena, tr(ctx, "Lo stesso giorno alle %s: passiamo dalle %s"), hour,
                     words_hour(ctx->arena, date->nearest_said.outbound_opens));
}

static void date_refused(struct ctx *ctx, const struct ride_series_date *date,
                         struct series_date_view *view)
{
    const char *why = words_refusal(ctx, ride_refusal_code(date->refusal));

    view->answer = date->detail ? arena_printf(ctx->arena, "%s: %s.", why, date->detail)
                                : arena_printf(ctx->arena, "%s.", why);
    if (date->has_nearest)
        date_instead(ctx, date, view);
}

static void dates_show(struct ctx *ctx, const struct ride_wish *wish,
                       const struct ride_series_answer *answer, struct series_answer_view *view)
{
    struct series_date_view *dates =
        arena_array(ctx->arena, struct series_date_view, answer->count);

    for (size_t i = 0; i < answer->count; i++) {
        const struct ride_series_date *date = &answer->dates[i];

        dates[i].day = day_words_first(ctx, date->day);
        if (date->refusal == RIDE_ACCEPTED)
            date_accepted(ctx, wish, date, &dates[i]);
        else
            date_refused(ctx, date, &dates[i]);
        view->any = view->any || dates[i].take;
    }
    view->dates = dates;
    view->date_count = answer->count;
}

static const char *answer_title(struct ctx *ctx, const struct ride_series_answer *answer)
{
    if (answer->accepted == 0)
        return tr(ctx, "No: nessuna di queste date");
    if (answer->accepted == answer->count && answer->cut)
        return arena_printf(ctx->arena,
                            tr_count(ctx, "Sì, per la prima data", "Sì, per le prime %zu date",
                                     (int64_t)answer->count),
                            answer->count);
    if (answer->accepted == answer->count)
        return arena_printf(
            ctx->arena,
            tr_count(ctx, "Sì, la sola data", "Sì, tutte le %zu date", (int64_t)answer->count),
            answer->count);
    return arena_printf(ctx->arena,
                        answer->cut ? tr(ctx, "Si può per %zu delle prime %zu date")
                                    : tr(ctx, "Si può per %zu date su %zu"),
                        answer->accepted, answer->count);
}

static enum status series_answer_fill(struct ctx *ctx, struct request *request,
                                      const struct booking *booking,
                                      const struct ride_series_answer *answer,
                                      struct series_answer_view *view)
{
    struct destination_row destination;

    TRY(ride_destination(ctx, booking->wish.destination_id, &destination));
    view->title = answer_title(ctx, answer);
    view->what = arena_printf(
        ctx->arena, tr(ctx, "%s, %s."),
        words_capital(ctx->arena, words_series(ctx, &booking->rule, booking->wish.appointment)),
        destination.name);
    if (answer->cut)
        view->bound = words_say(
            ctx, tr(ctx, "Per adesso si prenota fino al %s: per le date dopo ci richiami."),
            date_show(ctx->arena, answer->last_day));
    view->fields = booking_fields(ctx, request, booking, &view->field_count);
    view->day = form_value(&request->form, "day");
    view->appointment = form_value(&request->form, "appointment");
    view->return_at = form_value(&request->form, "return_at");
    view->edit_path = booking_path(ctx, booking, "/modifica");
    view->confirm_path = booking_path(ctx, booking, "/serie");
    view->cancel = view->rider.href;
    return OK;
}

struct noes_args {
    const struct ride_wish *wish;
    struct ride_no noes[SERIES_DATES_MAX];
    size_t count;
};

static enum status noes_write(struct ctx *tx, void *args)
{
    const struct noes_args *noes = args;

    return ride_count_noes(tx, noes->wish, noes->noes, noes->count);
}

/* Every date that is a no, the other dates booked or not. */
static enum status series_count_noes(struct ctx *ctx, const struct booking *booking,
                                     const struct ride_series_answer *answer)
{
    struct noes_args *noes = arena_new(ctx->arena, struct noes_args);

    noes->wish = &booking->wish;
    for (size_t i = 0; i < answer->count; i++) {
        if (ride_refusal_unmet_reason(answer->dates[i].refusal))
            noes->noes[noes->count++] =
                (struct ride_no){answer->dates[i].day, answer->dates[i].refusal};
    }
    return noes->count > 0 ? store_write(ctx, noes_write, noes) : OK;
}

enum status series_tell(struct ctx *ctx, struct request *request, const struct booking *booking,
                        const char *news, bool *ret_told, struct response *response)
{
    struct ride_series_answer *answer = arena_new(ctx->arena, struct ride_series_answer);
    struct series_answer_view view = {
        .ask = ask_new(ctx, request, &request->form, NULL),
        .rider = rider_show(ctx, &booking->card),
        .news = news,
    };

    TRY(ride_series_ask(ctx, &booking->wish, &booking->rule, answer));
    *ret_told = answer->count > 0 && !ride_refusal_is_of_person(answer->dates[0].refusal);
    if (!*ret_told)
        return OK;
    TRY(series_count_noes(ctx, booking, answer));
    dates_show(ctx, &booking->wish, answer, &view);
    TRY(series_answer_fill(ctx, request, booking, answer, &view));
    TRY(staff_frame(ctx, request, view.title, "rides", &view.frame));

    struct html page = frame_html(ctx, response);

    series_answer_page(&page, &view);
    return OK;
}

/* --- booking --------------------------------------------------------------------------------- */

/* The window that was said for that day. */
static struct instant said_on(const struct input_ids *windows, struct date day)
{
    int64_t begins = instant_at(day, (struct clock_time){0}).seconds;
    int64_t ends = instant_at(date_add_days(day, 1), (struct clock_time){0}).seconds;

    for (size_t i = 0; i < windows->count; i++) {
        if (windows->ids[i] >= begins && windows->ids[i] < ends)
            return (struct instant){windows->ids[i]};
    }
    return INSTANT_NONE;
}

/* How much earlier than others they leave that day, `otherwise` unless the page said it. */
static int64_t sooner_on(const struct input_ids *sooner, struct date day, int64_t otherwise)
{
    for (size_t i = 0; i < sooner->count; i++) {
        if (sooner->ids[i] / DAY_MINUTES == day.days)
            return sooner->ids[i] % DAY_MINUTES;
    }
    return otherwise;
}

struct series_args {
    struct once *once;
    const struct booking *booking;
    struct ride_series_take takes[SERIES_DATES_MAX];
    size_t count;
    struct ride_series_booked booked;
    int64_t id;
};

/* ERR_INVALID: a day that no box of ours has. */
static enum status series_takes(const struct booking *booking, struct series_args *series)
{
    const struct booking_args *args = &booking->args;

    for (size_t i = 0; i < args->take.count; i++) {
        int64_t days = args->take.ids[i] / DAY_MINUTES;
        struct date day = {(int32_t)days};

        if (days < booking->rule.first.days || days > booking->rule.last.days)
            return ERR_INVALID;
        series->takes[series->count++] = (struct ride_series_take){
            .day = day,
            .appointment = {(int32_t)(args->take.ids[i] % DAY_MINUTES)},
            .said = {said_on(&args->pass, day), said_on(&args->back, day)},
            .early_minutes = sooner_on(&args->sooner, day, booking->wish.early_minutes),
        };
    }
    return OK;
}

static enum status series_write(struct ctx *tx, void *args)
{
    struct series_args *series = args;
    bool done;

    series->booked = (struct ride_series_booked){0};
    TRY(once_begin(tx, series->once, &done, &series->id));
    if (done)
        return OK;
    TRY(ride_series_book(tx, &series->booking->wish, &series->booking->rule, series->takes,
                         series->count, &series->booked));
    series->id = series->booked.first_ride_id;
    return once_end(tx, series->once, series->id);
}

/* "8/12/2026, 15/12/2026" */
static const char *lost_words(struct ctx *ctx, const struct ride_series_booked *booked)
{
    struct buf list = buf_new(ctx->arena, LOST_BYTES);

    for (size_t i = 0; i < booked->lost_count; i++)
        buf_printf(&list, "%s%s", i > 0 ? ", " : "", date_show(ctx->arena, booked->lost[i].day));
    return arena_printf(ctx->arena,
                        tr_count(ctx, "Nel frattempo una data non si può più avere: %s.",
                                 "Nel frattempo alcune date non si possono più avere: %s.",
                                 (int64_t)booked->lost_count),
                        buf_text(&list));
}

static enum status series_again(struct ctx *ctx, struct request *request,
                                const struct booking *booking, const char *news,
                                struct response *response)
{
    bool told;

    response->http_status = HTTP_CONFLICT;
    TRY(series_tell(ctx, request, booking, news, &told, response));
    return told ? OK : booking_form_show(ctx, request, booking, &request->form, news, response);
}

enum status series_confirm_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct once *once = ask_once(request);
    struct series_args *series = arena_new(ctx->arena, struct series_args);
    struct booking booking;
    enum status status;

    TRY(booking_read(ctx, request, &booking));
    if (!once || !booking_repeats(&booking))
        return ERR_INVALID;
    if (booking.errors.count > 0)
        return booking_form_show(ctx, request, &booking, &request->form, NULL, response);
    if (booking.args.take.count == 0)
        return series_again(ctx, request, &booking, tr(ctx, "Scegli almeno una data."), response);
    series->once = once;
    series->booking = &booking;
    TRY(series_takes(&booking, series));
    status = store_write(ctx, series_write, series);
    if (status == ERR_CONFLICT)
        return series_again(ctx, request, &booking,
                            tr(ctx, "Nel frattempo qualcosa è cambiato e nessuna delle date scelte "
                                    "si può più avere. Questa è la nuova risposta."),
                            response);
    TRY(status);
    if (series->booked.lost_count > 0)
        response_warn(response, lost_words(ctx, &series->booked));
    response_redirect(response, ride_act_path(ctx->arena, series->id, "prenotato"));
    return OK;
}

/* --- the dates of a series ------------------------------------------------------------------- */

enum status series_words_of(struct ctx *ctx, int64_t series_id, const char **ret_words)
{
    struct clock_time appointment;
    struct series_rule rule;

    *ret_words = NULL;
    if (series_id == 0)
        return OK;
    TRY(ride_series_rule(ctx, series_id, &rule, &appointment));
    *ret_words = words_series(ctx, &rule, appointment);
    return OK;
}

enum status series_show(struct ctx *ctx, const struct ride_row *ride,
                        const struct series_view **ret_series)
{
    struct series_view *view = arena_new(ctx->arena, struct series_view);
    struct series_line_view *lines;
    struct series_ride *rides;
    struct codes states;

    *ret_series = NULL;
    if (ride->series_id == 0)
        return OK;
    TRY(series_words_of(ctx, ride->series_id, &view->words));
    TRY(ride_series_rides(ctx, ride->series_id, &rides, &view->line_count));
    TRY(codes_read_all(ctx, "ride_state", &states));
    lines = arena_array(ctx->arena, struct series_line_view, view->line_count);
    for (size_t i = 0; i < view->line_count; i++)
        lines[i] = (struct series_line_view){
            .href = rides[i].id == ride->id ? NULL : ride_path(ctx->arena, rides[i].id),
            .when = arena_printf(ctx->arena, "%s, %s", day_words_first(ctx, rides[i].on_day),
                                 clock_show(ctx->arena, rides[i].appointment)),
            .window = words_window(ctx, rides[i].window_opens, rides[i].window_closes),
            .state = codes_label(ctx, &states, rides[i].state),
        };
    view->lines = lines;
    *ret_series = view;
    return OK;
}
