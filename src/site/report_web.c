/* What citizens leave: reports of what did not work, ratings of pages; and the staff's view. */
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "site/site_frame.h"
#include "site/site_view.h"
#include "site_html.h"
#include "staff/actor.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/once.h"
#include "store/seal.h"
#include "store/store.h"

enum { REPORT_CHARS_MAX = 2000, REPORTS_AN_HOUR_MAX = 60 };

struct report_args {
    const char *about;
    const char *body;
    const char *reply_to;
    struct once *once;
    int64_t id;
};

static const struct input_choice ABOUT[] = {{"rides", N_("L’accompagnamento"), 0},
                                            {"desk", N_("Lo sportello"), 0},
                                            {"site", N_("Il sito"), 0},
                                            {"other", N_("Altro"), 0},
                                            {0}};

static const struct input REPORT[] = {
    INPUT_CHOICE(struct report_args, about, ABOUT, "Che cosa riguarda", "Scegli che cosa riguarda"),
    INPUT_LINES(struct report_args, body, REPORT_CHARS_MAX, "Che cosa è successo",
                "Scrivi che cosa è successo"),
    INPUT_LINE(struct report_args, reply_to, 120, "Dove possiamo risponderti", OPTIONAL),
};

static enum status report_show(struct ctx *ctx, struct request *request, const struct form *form,
                               const struct form_errors *errors, struct response *response)
{
    struct site_view view = {.ask = ask_new(ctx, request, form, errors),
                             .places = options_of(ctx, ABOUT)};
    struct office_row office;

    TRY(site_frame(ctx, request, tr(ctx, "Segnala un disservizio"), NULL, &office, &view.frame));
    view.frame.problem = errors != NULL;

    struct html out = frame_html(ctx, response);

    site_report_page(&out, &view);
    return OK;
}

enum status site_report_get(struct ctx *ctx, struct request *request, struct response *response)
{
    return report_show(ctx, request, NULL, NULL, response);
}

static const char *report_seal_place(struct ctx *ctx, int64_t id, const char *column)
{
    return arena_printf(ctx->arena, "site_report.%s %lld", column, (long long)id);
}

static enum status report_keep(struct ctx *tx, void *args)
{
    struct report_args *report = args;
    struct instant hour_ago = instant_add_minutes(tx->now, -60);
    struct blob body = {(const uint8_t *)"", 0};
    struct blob reply_to = {0};
    int64_t lately;
    bool done;

    TRY(once_begin(tx, report->once, &done, &report->id));
    if (done)
        return OK;
    TRY(site_reports_since(tx, hour_ago, &lately));
    if (lately >= REPORTS_AN_HOUR_MAX)
        return ERR_BUSY;
    TRY(site_report_insert(tx, tx->now, report->about, body, &report->id));
    seal_text(tx, report_seal_place(tx, report->id, "body"), report->body, &body);
    if (*report->reply_to)
        seal_text(tx, report_seal_place(tx, report->id, "reply_to"), report->reply_to, &reply_to);
    TRY(site_report_set_text(tx, report->id, body, reply_to));
    TRY(once_end(tx, report->once, report->id));
    return audit_add(tx, &(struct audit_entry){.action = "site.report",
                                               .subject_kind = "site_report",
                                               .subject_id = report->id});
}

enum status site_report_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct report_args args;
    struct form_errors errors = {0};

    TRY(input_read(ctx, &request->form, REPORT, &args, &errors));
    args.once = ask_once(request);
    if (errors.count > 0 || !args.once)
        return report_show(ctx, request, &request->form, &errors, response);
    TRY(store_write(ctx, report_keep, &args));
    return response_done(response, "/", tr(ctx, "Grazie. La segnalazione è arrivata all’ufficio."));
}

struct rating_args {
    const char *page; /* a path, as sent; then the pattern that answers it */
    int64_t rating;
};

static const struct input RATING[] = {
    INPUT_LINE(struct rating_args, page, 200, "Pagina", "Torna alla pagina"),
    INPUT_COUNT(struct rating_args, rating, 1, 5, "Voto", "Scegli un voto"),
};

static enum status rating_keep(struct ctx *tx, void *args)
{
    const struct rating_args *rating = args;

    return site_rating_add(tx, rating->page, rating->rating);
}

/* The pattern of a public page, so that neither what was searched nor a made-up address is kept;
   NULL when there is no such page. */
static const char *rated_page(const struct request *request, const char *page)
{
    const char *allow;
    const struct route *route =
        router_find(web_router(request->web), WEB_GET, page, strcspn(page, "?#"), NULL, &allow);

    return route && route->power == POWER_PUBLIC ? route->pattern : NULL;
}

enum status site_rating_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct rating_args args;
    struct form_errors errors = {0};

    TRY(input_read(ctx, &request->form, RATING, &args, &errors));
    const char *back = args.page;

    args.page = rated_page(request, args.page);
    if (errors.count == 0 && args.page) {
        TRY(store_write(ctx, rating_keep, &args));
        response_banner(response, tr(ctx, "Grazie per il tuo voto."));
    }
    response_redirect_back(response, back, "/");
    return OK;
}

static const char *about_label(struct ctx *ctx, const char *about)
{
    for (const struct input_choice *choice = ABOUT; choice->code; choice++) {
        if (strcmp(choice->code, about) == 0)
            return tr(ctx, choice->label);
    }
    return about;
}

static enum status report_open(struct ctx *ctx, const struct site_report_row *row,
                               struct site_report_line *ret_line)
{
    *ret_line = (struct site_report_line){.id = row->id,
                                          .at = row->at,
                                          .about = about_label(ctx, row->about),
                                          .closed = !instant_is_none(row->closed_at)};
    TRY(seal_open(ctx, report_seal_place(ctx, row->id, "body"), row->body, &ret_line->body));
    return seal_open(ctx, report_seal_place(ctx, row->id, "reply_to"), row->reply_to,
                     &ret_line->reply_to);
}

enum status site_reports_get(struct ctx *ctx, struct request *request, struct response *response)
{
    struct site_view view = {.ask = ask_new(ctx, request, NULL, NULL)};
    struct site_report_row *rows;
    size_t count;

    TRY(site_reports(ctx, &rows, &count));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "site.reports_open"}));
    TRY(staff_frame(ctx, request, tr(ctx, "Segnalazioni dal sito"), "contacts", &view.frame));

    struct site_report_line *lines = arena_array(ctx->arena, struct site_report_line, count);

    for (size_t i = 0; i < count; i++)
        TRY(report_open(ctx, &rows[i], &lines[i]));
    view.reports = lines;
    view.report_count = count;
    view.may_close = actor_may(ctx, POWER_CONTACTS_WRITE);

    struct html out = frame_html(ctx, response);

    site_reports_page(&out, &view);
    return OK;
}

static enum status report_close(struct ctx *tx, void *args)
{
    const int64_t *id = args;
    int64_t changed;

    TRY(site_report_close(tx, *id, tx->now, tx->actor->user_id, &changed));
    if (changed == 0)
        return ERR_NOT_FOUND;
    return audit_add(tx, &(struct audit_entry){.action = "site.report_close",
                                               .subject_kind = "site_report",
                                               .subject_id = *id});
}

enum status site_report_close_post(struct ctx *ctx, struct request *request,
                                   struct response *response)
{
    TRY(store_write(ctx, report_close, &request->ids[0]));
    response_redirect(response, "/segnalazioni");
    return OK;
}
