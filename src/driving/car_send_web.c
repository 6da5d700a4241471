/*
 * The link to a volunteer's sheet on the telephone, or to their own page: made, shown with a ready
 * text, revoked. Nothing is sent from here: the coordinator's own telephone does that.
 */
#include "base/day_words.h"
#include "base/text.h"
#include "base/words.h"
#include "driving/driving_pages.h"
#include "driving_html.h"
#include "rides/rides_pages.h"
#include "staff/qr.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/once.h"
#include "store/store.h"
#include "volunteers/link.h"

static struct link_subject sheet_subject(struct ctx *ctx, struct request *request)
{
    return (struct link_subject){LINK_SHEET, request->ids[0], query_day(ctx, request)};
}

static struct link_subject own_subject(const struct request *request)
{
    return (struct link_subject){LINK_OWN_PAGE, request->ids[0], DATE_NONE};
}

static const char *send_path(struct ctx *ctx, const struct link_subject *subject)
{
    if (subject->kind == LINK_SHEET)
        return sheet_path(ctx, subject->volunteer_id, "/manda", subject->day);
    return arena_printf(ctx->arena, "/volontari/%lld/collegamento",
                        (long long)subject->volunteer_id);
}

static bool is_past(const struct ctx *ctx, const struct link_subject *subject)
{
    return subject->kind == LINK_SHEET && subject->day.days < instant_date(ctx->now).days;
}

/* --- shown ------------------------------------------------------------------------------------ */

/* For an SMS. */
static const char *message_text(struct ctx *ctx, const struct car_send_view *view,
                                const struct volunteer_row *volunteer,
                                const struct policy_set *rules)
{
    const char *line = policy_text(rules, POLICY_RIDES_LINE_NAME);
    const char *phone = text_phone_show(ctx->arena, policy_text(rules, POLICY_RIDES_PHONE));

    if (view->is_own)
        return arena_printf(
            ctx->arena,
            tr(ctx, "Ciao %s, ecco la tua pagina: viaggi, assenze e turni da restituire. %s È solo "
                    "per te. Se non si apre chiama %s, %s."),
            volunteer->name, view->address, line, phone);
    return arena_printf(
        ctx->arena,
        tr(ctx, "Ciao %s, ecco il foglio di viaggio di %s: %s Vale solo quel giorno ed è solo per "
                "te. Se non si apre chiama %s, %s."),
        volunteer->name, view->day_long, view->address, line, phone);
}

static enum status link_show(struct ctx *ctx, struct request *request,
                             const struct volunteer_link_row *link,
                             const struct volunteer_row *volunteer, struct car_send_view *view)
{
    struct policy_set rules;
    struct qr qr;

    TRY(policy_read(ctx, instant_date(ctx->now), &rules));
    view->seen = link->id;
    view->address = link_address(ctx, request, link);
    view->message = message_text(ctx, view, volunteer, &rules);
    TRY(qr_draw(ctx, view->address, &qr));
    view->qr_side = qr.side;
    view->qr_path = qr.path;
    return OK;
}

/* Is there a passenger whom the telephone will not show, and this reader knows of? */
static enum status is_the_circles(struct ctx *ctx, const struct link_subject *subject, bool *ret_is)
{
    const struct day_volunteer *volunteer;
    struct rides_day day;
    enum status status =
        rides_sheet(ctx, rides_office(ctx), subject->day, subject->volunteer_id, &day, &volunteer);

    *ret_is = status == OK && rides_sheet_is_the_circles(volunteer);
    return status == ERR_NOT_FOUND ? OK : status;
}

static enum status send_show(struct ctx *ctx, struct request *request,
                             const struct link_subject *subject, struct response *response)
{
    bool is_own = subject->kind == LINK_OWN_PAGE;
    struct volunteer_link_row link;
    struct volunteer_row volunteer;
    struct car_send_view view = {
        .ask = ask_new(ctx, request, NULL, NULL),
        .is_past = is_past(ctx, subject),
        .is_own = is_own,
        .title = is_own ? tr(ctx, "La pagina del volontario") : tr(ctx, "Manda il foglio"),
        .day_long = is_own ? NULL : day_words_long(ctx, subject->day),
        .action = send_path(ctx, subject),
        .back = is_own ? arena_printf(ctx->arena, "/volontari/%lld", (long long)request->ids[0])
                       : board_path(ctx->arena, subject->day),
    };
    enum status status;

    TRY(volunteer_read(ctx, subject->volunteer_id, &volunteer));
    view.volunteer = arena_printf(ctx->arena, "%s %s", volunteer.name, volunteer.surname);
    view.phone = volunteer.phone;
    TRY(audit_read(ctx, &(struct audit_entry){.action = "volunteer.link_show",
                                              .subject_kind = "volunteer",
                                              .subject_id = volunteer.id}));
    if (!is_own)
        TRY(is_the_circles(ctx, subject, &view.is_the_circles));
    status = link_live(ctx, subject, &link);
    if (status != ERR_NOT_FOUND) {
        TRY(status);
        TRY(link_show(ctx, request, &link, &volunteer, &view));
    }
    TRY(staff_frame(ctx, request, view.title, is_own ? "volunteers" : "rides", &view.frame));

    struct html page = frame_html(ctx, response);

    car_send(&page, &view);
    return OK;
}

enum status car_send_page(struct ctx *ctx, struct request *request, struct response *response)
{
    const struct link_subject subject = sheet_subject(ctx, request);

    return send_show(ctx, request, &subject, response);
}

enum status own_send_page(struct ctx *ctx, struct request *request, struct response *response)
{
    const struct link_subject subject = own_subject(request);

    return send_show(ctx, request, &subject, response);
}

/* --- made and revoked ------------------------------------------------------------------------- */

struct send_args {
    struct once *once;
    struct link_subject subject;
    int64_t seen;
    bool revoke;
};

static const struct input SEEN[] = {
    INPUT_COUNT(struct send_args, seen, 0, INT32_MAX, "Collegamento", "Apri di nuovo la pagina"),
};

/* A sheet's with its day; the own page's after so many days. */
static enum status expiry(struct ctx *tx, const struct link_subject *subject,
                          struct instant *ret_expires)
{
    struct date last = subject->day;
    int64_t days = 0;

    if (subject->kind == LINK_OWN_PAGE) {
        last = instant_date(tx->now);
        TRY(policy_read_number(tx, POLICY_VOLUNTEERS_LINK_DAYS, last, &days));
    }
    *ret_expires = instant_at(date_add_days(last, (int)days + 1), (struct clock_time){0});
    return OK;
}

static enum status send_write(struct ctx *tx, void *args)
{
    const struct send_args *send = args;
    struct volunteer_row volunteer;
    struct instant expires;
    int64_t id;
    bool done;

    TRY(once_begin(tx, send->once, &done, &id));
    if (done)
        return OK;
    TRY(volunteer_read(tx, send->subject.volunteer_id, &volunteer));
    TRY(expiry(tx, &send->subject, &expires));
    if (send->revoke)
        TRY(link_revoke(tx, &send->subject, send->seen));
    else
        TRY(link_issue(tx, &send->subject, expires, send->seen));
    return once_end(tx, send->once, volunteer.id);
}

static enum status send_keep(struct ctx *ctx, struct request *request,
                             const struct link_subject *subject, struct response *response)
{
    struct send_args send = {0};
    struct form_errors errors = {0};

    TRY(input_read(ctx, &request->form, SEEN, &send, &errors));
    send.subject = *subject;
    send.revoke = text_equal(form_get(&request->form, "what"), "revoke");
    send.once = ask_once(request);
    if (errors.count > 0 || !send.once || is_past(ctx, subject))
        return ERR_INVALID;
    TRY(store_write(ctx, send_write, &send));
    return response_done(response, send_path(ctx, subject),
                         send.revoke ? tr(ctx, "Il collegamento è tolto: non apre più niente.")
                                     : tr(ctx, "Il collegamento è pronto."));
}

enum status car_send_post(struct ctx *ctx, struct request *request, struct response *response)
{
    const struct link_subject subject = sheet_subject(ctx, request);

    return send_keep(ctx, request, &subject, response);
}

enum status own_send_post(struct ctx *ctx, struct request *request, struct response *response)
{
    const struct link_subject subject = own_subject(request);

    return send_keep(ctx, request, &subject, response);
}
