/*
 * The form of a booking, and the search of who it is for.
 */
#include "base/day_words.h"
#include "base/elision.h"
#include "base/text.h"
#include "base/words.h"
#include "people/index.h"
#include "rides/booking_pages.h"
#include "rides/call.h"
#include "rides_html.h"
#include "staff/choices.h"
#include "staff/staff.h"
#include "volunteers/volunteers.h"

enum { RADIOS_MAX = 16, QUERY_MAX = 200 };

static const char *last_hint(struct ctx *ctx, const struct last_destination *last, bool newest)
{
    return words_say(ctx,
                     newest ? tr(ctx, "come sempre: l’ultima volta il %s")
                            : tr(ctx, "l’ultima volta il %s"),
                     date_show(ctx->arena, last->last_day));
}

static const struct last_destination *last_of(const struct last_destination *lasts, size_t count,
                                              int64_t id)
{
    for (size_t i = 0; i < count; i++) {
        if (lasts[i].id == id)
            return &lasts[i];
    }
    return NULL;
}

static struct option destination_option(struct ctx *ctx, int64_t id, const char *name,
                                        const char *hint)
{
    return (struct option){arena_printf(ctx->arena, "%lld", (long long)id), name, hint};
}

/* Where the person usually goes comes first. */
static enum status form_destinations(struct ctx *ctx, const struct booking *booking,
                                     struct booking_view *view)
{
    struct last_destination *lasts;
    struct destination_row *rows;
    size_t last_count;
    size_t count;
    size_t used = 0;

    TRY(rides_last_destinations(ctx, booking->card.id, instant_date(ctx->now), &lasts,
                                &last_count));
    TRY(ride_destinations(ctx, &rows, &count));

    struct option *items = arena_array(ctx->arena, struct option, count + last_count);

    for (size_t i = 0; i < last_count; i++)
        items[used++] =
            destination_option(ctx, lasts[i].id, lasts[i].name, last_hint(ctx, &lasts[i], i == 0));
    for (size_t i = 0; i < count; i++) {
        if (rows[i].active && !last_of(lasts, last_count, rows[i].id))
            items[used++] = destination_option(ctx, rows[i].id, rows[i].name, NULL);
    }
    view->destinations = (struct options_list){items, used};
    view->many_destinations = used > RADIOS_MAX;
    return OK;
}

enum status booking_volunteers(struct ctx *ctx, struct options_list *ret_volunteers)
{
    struct volunteer_row *rows;
    size_t count;

    TRY(volunteers_in_service(ctx, instant_date(ctx->now), &rows, &count));

    struct option *items = arena_array(ctx->arena, struct option, count);

    for (size_t i = 0; i < count; i++)
        items[i] = option_of_id(ctx, rows[i].id,
                                arena_printf(ctx->arena, "%s %s", rows[i].name, rows[i].surname));
    *ret_volunteers = (struct options_list){items, count};
    return OK;
}

static struct options_list form_weekdays(struct ctx *ctx)
{
    struct option *items = arena_array(ctx->arena, struct option, SUNDAY);

    for (int i = MONDAY; i <= SUNDAY; i++)
        items[i - MONDAY] = option_of_id(ctx, i, weekday_words(ctx, (enum weekday)i));
    return (struct options_list){items, SUNDAY};
}

static enum status form_choices(struct ctx *ctx, const struct booking *booking,
                                struct booking_view *view)
{
    view->returns = options_of(ctx, BOOKING_RETURNS);
    view->yes_no = options_of(ctx, BOOKING_YES_NO);
    view->repeats = options_of(ctx, BOOKING_REPEATS);
    view->weekdays = form_weekdays(ctx);
    view->companions =
        companion_options(ctx, policy_number(&booking->rules, POLICY_RIDES_MAX_COMPANIONS));
    TRY(form_destinations(ctx, booking, view));
    TRY(booking_volunteers(ctx, &view->volunteers));
    return choices_codes(ctx, "mobility_aid", &view->aids);
}

enum status booking_form_show(struct ctx *ctx, struct request *request,
                              const struct booking *booking, const struct form *form,
                              const char *conflict, struct response *response)
{
    const char *title = booking->ride_id ? tr(ctx, "Sposta un accompagnamento")
                                         : tr(ctx, "Prenota un accompagnamento");
    int64_t notice = policy_number(&booking->rules, POLICY_RIDES_NOTICE_MINUTES);
    long long wait = policy_number(&booking->rules, POLICY_RIDES_WAIT_MAX_MINUTES);
    struct booking_view view = {
        .ask = ask_new(ctx, request, form, &booking->errors),
        .rider = rider_show(ctx, &booking->card),
        .title = title,
        .action = booking_path(ctx, booking, ""),
        .call = call_token(ctx, request, booking->wish.called_at),
        .call_clock = words_hour(ctx->arena, booking->wish.called_at),
        .notice = words_minutes(ctx, notice),
        .wait_hint =
            arena_printf(ctx->arena, tr(ctx, "Dall’ora dell’appuntamento, al massimo %lld"), wait),
        .conflict = conflict,
        .ask_alone = booking->ask_alone,
        .ask_autonomy = booking->ask_autonomy,
    };

    view.ask.focus = "destination";
    view.cancel = booking->ride_id ? ride_path(ctx->arena, booking->ride_id) : view.rider.href;
    if (booking->errors.count > 0) /* an exception was granted: what is still asked keeps it */
        view.exception = booking->wish.exception_reason;
    view.may_repeat = !booking->ride_id;
    view.repeats_now = form && *form_value(form, "repeat") && !form_has(form, "repeat", "no");
    if (booking->ride_id)
        view.version = arena_printf(ctx->arena, "%lld", (long long)booking->moved.ride.version);
    TRY(form_choices(ctx, booking, &view));
    TRY(staff_frame(ctx, request, title, "rides", &view.frame));
    view.frame.problem = booking->errors.count > 0;

    struct html page = frame_html(ctx, response);

    booking_form(&page, &view);
    return OK;
}

static enum status who_search(struct ctx *ctx, struct booking_who_view *view)
{
    const struct people_query query = {.words = view->q};
    struct person_card *cards;
    size_t count;

    TRY(people_search(ctx, ctx->people, &query, &cards, &count));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "person.search"}));

    struct rider_view *hits = arena_array(ctx->arena, struct rider_view, count);

    for (size_t i = 0; i < count; i++) {
        hits[i] = rider_show(ctx, &cards[i]);
        hits[i].href = arena_printf(ctx->arena, BOARD_PATH "/nuovo?persona=%lld&chiamata=%s",
                                    (long long)cards[i].id, view->call);
    }
    view->searched = true;
    view->hits = hits;
    view->hit_count = count;
    return OK;
}

/* The way to a new person and back here with the call still running. */
static const char *who_create_path(struct ctx *ctx, const char *call)
{
    if (actor_may(ctx, POWER_PERSONS_WRITE))
        return arena_printf(ctx->arena,
                            "/persone/nuova?torna=%%2Faccompagnamenti%%2Fnuovo%%3F"
                            "chiamata%%3D%s",
                            call);
    return BOARD_PATH "/persone/nuova";
}

static enum status booking_who_page(struct ctx *ctx, struct request *request,
                                    struct response *response)
{
    struct instant began = call_began(ctx, request, form_get(&request->query, "chiamata"));
    const char *typed = form_get(&request->query, "q");
    struct booking_who_view view = {
        .call = call_token(ctx, request, began),
        .call_clock = words_hour(ctx->arena, began),
        .q = typed ? typed : "",
    };

    view.create_href = who_create_path(ctx, view.call);
    if (!text_is_blank(view.q) && text_length(view.q) <= QUERY_MAX)
        TRY(who_search(ctx, &view));
    TRY(staff_frame(ctx, request, tr(ctx, "Prenota un accompagnamento"), "rides", &view.frame));

    struct html page = frame_html(ctx, response);

    booking_who(&page, &view);
    return OK;
}

enum status booking_new_page(struct ctx *ctx, struct request *request, struct response *response)
{
    const char *typed = form_get(&request->query, "persona");
    struct booking booking;
    struct form form;
    int64_t person = 0;

    if (typed && (text_to_int(typed, &person) != OK || person <= 0))
        return ERR_NOT_FOUND;
    if (person == 0 && request->ids[0] == 0)
        return booking_who_page(ctx, request, response);
    TRY(booking_start(ctx, request, person, &booking, &form));
    return booking_form_show(ctx, request, &booking, &form, NULL, response);
}

enum status booking_edit_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct booking booking;

    TRY(booking_read(ctx, request, &booking));
    booking.errors.count = 0; /* nothing was sent yet: it is only shown again */
    return booking_form_show(ctx, request, &booking, &request->form, NULL, response);
}
