/*
 * The list of contacts, its filters and its export.
 */
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "desk/desk_pages.h"
#include "desk/lines_view.h"
#include "desk_html.h"
#include "paper/csv.h"
#include "staff/staff.h"

/* The filter as typed; the address carries it. */
struct list_args {
    struct date day;
    int64_t office;
    const char *need;
    bool unmet;
    bool call_back;
    int64_t before;
};

static enum status list_read_filter(struct ctx *ctx, struct request *request,
                                    const struct desk_list *needs, struct contact_filter *filter,
                                    int64_t *ret_before, struct form_errors *errors)
{
    struct list_args args;
    const struct input table[] = {
        INPUT_DATE(struct list_args, day, DATES_PAST, "Giorno", OPTIONAL),
        INPUT_ID(struct list_args, office, "Ufficio", OPTIONAL),
        INPUT_CHOICE(struct list_args, need, needs->choices, "Bisogno", OPTIONAL),
        INPUT_FLAG(struct list_args, unmet, "Solo senza risposta", OPTIONAL),
        INPUT_FLAG(struct list_args, call_back, "Solo da richiamare", OPTIONAL),
        INPUT_ID(struct list_args, before, "Da quale contatto", OPTIONAL),
    };

    TRY(input_read(ctx, &request->query, table, &args, errors));
    *filter = (struct contact_filter){
        .day = args.day,
        .office_id = args.office,
        .need = args.need,
        .unmet = args.unmet,
        .call_back = args.call_back,
    };
    *ret_before = args.before;
    return date_is_none(args.day) || args.office ? OK : desk_office(ctx, &filter->office_id);
}

/* "/contatti?day=2026-11-23&need=...&before=120": the filter, from another contact on. */
static const char *list_address(struct ctx *ctx, const char *path,
                                const struct contact_filter *filter, int64_t before)
{
    struct buf address = buf_new(ctx->arena, REQUEST_TARGET_MAX);
    struct html out = {&address, ctx};

    buf_printf(&address, "%s?", path);
    if (!date_is_none(filter->day))
        buf_printf(&address, "day=%s&", date_to_iso(ctx->arena, filter->day));
    if (filter->office_id)
        buf_printf(&address, "office=%lld&", (long long)filter->office_id);
    if (filter->need) {
        buf_put_text(&address, "need=");
        html_put_url_text(&out, filter->need);
        buf_put_char(&address, '&');
    }
    buf_put_text(&address, filter->unmet ? "unmet=yes&" : "");
    buf_put_text(&address, filter->call_back ? "call_back=yes&" : "");
    if (before)
        buf_printf(&address, "before=%lld&", (long long)before);
    address.length--; /* the last separator */
    return arena_copy(ctx->arena, buf_text(&address));
}

static enum status list_offices(struct ctx *ctx, struct options_list *ret_offices)
{
    struct office_row *rows;
    size_t count;
    size_t kept = 0;

    TRY(zone_offices(ctx, &rows, &count));

    struct option *options = arena_array(ctx->arena, struct option, count);

    for (size_t i = 0; i < count; i++) {
        if (actor_reaches_office(ctx->actor, rows[i].id))
            options[kept++] = option_of_id(ctx, rows[i].id, rows[i].name);
    }
    *ret_offices = (struct options_list){options, kept};
    return OK;
}

static enum status list_fill(struct ctx *ctx, const struct contact_filter *filter, int64_t before,
                             struct contact_list_view *view)
{
    struct contact_lines lines;

    TRY(contact_lines_read(ctx, filter, before, CONTACT_LINES_PAGE, &lines));
    TRY(contact_lines_audit(ctx, "contact.list", &lines));
    view->lines = contact_line_views(ctx, &lines, true);
    view->line_count = lines.count;
    view->filtered = !date_is_none(filter->day) || filter->office_id || filter->need ||
                     filter->unmet || filter->call_back;
    if (before)
        view->first = list_address(ctx, "/contatti", filter, 0);
    if (lines.next)
        view->next = list_address(ctx, "/contatti", filter, lines.next);
    view->export_href = list_address(ctx, "/contatti/elenco.csv", filter, before);
    return OK;
}

enum status contact_list_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct desk_list needs, areas;
    struct contact_filter filter;
    int64_t before;
    struct form_errors errors = {0};
    struct contact_list_view view = {.may_write = actor_may(ctx, POWER_CONTACTS_WRITE)};

    TRY(desk_list_read(ctx, "need", instant_date(ctx->now), &needs));
    TRY(desk_list_read(ctx, "need_area", instant_date(ctx->now), &areas));
    TRY(list_read_filter(ctx, request, &needs, &filter, &before, &errors));
    need_groups(ctx, &areas, &needs, &view.groups, &view.group_count);
    TRY(list_offices(ctx, &view.offices));
    TRY(list_fill(ctx, &filter, before, &view));
    view.ask = ask_new(ctx, request, &request->query, &errors);
    TRY(staff_frame(ctx, request, tr(ctx, "Contatti"), "contacts", &view.frame));
    view.frame.problem = errors.count > 0;

    struct html page = frame_html(ctx, response);

    contact_list(&page, &view);
    return OK;
}

static void csv_put_line(struct ctx *ctx, struct buf *csv, const struct contact_line *line)
{
    buf_put_int(csv, line->number);
    buf_put_char(csv, ';');
    csv_put(csv, moment_text(ctx, line->at), false);
    csv_put(csv, line->who, false);
    csv_put(csv, line->place, false);
    csv_put(csv, line->channel, false);
    csv_put(csv, line->needs, false);
    csv_put(csv, line->unmet ? tr(ctx, "sì") : tr(ctx, "no"), false);
    csv_put(csv, line->urgent ? tr(ctx, "sì") : tr(ctx, "no"), false);
    csv_put(csv, line->call_back_open ? date_show(ctx->arena, line->call_back_on) : "", false);
    csv_put(csv, line->author, true);
}

/* What the page shows and what follows it, without the notes. */
enum status contact_list_export(struct ctx *ctx, struct request *request, struct response *response)
{
    struct desk_list needs;
    struct contact_filter filter;
    struct contact_lines lines;
    int64_t before;
    struct form_errors errors = {0};

    TRY(desk_list_read(ctx, "need", instant_date(ctx->now), &needs));
    TRY(list_read_filter(ctx, request, &needs, &filter, &before, &errors));
    if (errors.count > 0)
        return ERR_INVALID;
    TRY(contact_lines_read(ctx, &filter, before, CONTACT_LINES_EXPORT, &lines));
    TRY(contact_lines_audit(ctx, "contact.export", &lines));

    struct buf csv = buf_new(ctx->arena, RESPONSE_BODY_MAX);

    csv_begin(&csv, tr(ctx, "Numero;Quando;Chi;Luogo;Canale;Bisogni;Senza risposta;Urgente;"
                            "Da richiamare;Operatore"));
    for (size_t i = 0; i < lines.count; i++)
        csv_put_line(ctx, &csv, &lines.items[i]);
    return response_csv(response, "contatti.csv", &csv);
}
