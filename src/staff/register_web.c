/*
 * The pages of the register.
 */
#include "staff/register.h"

#include "base/buf.h"
#include "base/text.h"
#include "base/words.h"
#include "staff/staff.h"
#include "staff/staff_pages.h"
#include "staff/staff_web.h"
#include "staff_html.h"
#include "store/audit.h"
#include "web/input.h"

struct register_form {
    const char *who;
    struct date first;
    struct date last;
    int64_t person;
    int64_t before;
};

static const struct input FORM[] = {
    INPUT_LINE(struct register_form, who, 80, "Chi", OPTIONAL),
    INPUT_DATE(struct register_form, first, DATES_PAST, "Dal", OPTIONAL),
    INPUT_DATE(struct register_form, last, DATES_PAST, "Al", OPTIONAL),
    INPUT_ID(struct register_form, person, "Numero della persona", OPTIONAL),
    INPUT_ID(struct register_form, before, "Prima di", OPTIONAL),
};

static enum status filter_read(struct ctx *ctx, struct request *request,
                               struct register_filter *ret_filter, struct form_errors *errors)
{
    struct register_form form;

    TRY(input_read(ctx, &request->query, FORM, &form, errors));
    *ret_filter = (struct register_filter){
        .who = form.who,
        .first = form.first,
        .last = form.last,
        .person_id = form.person,
        .before = form.before ? form.before : INT64_MAX,
    };
    return OK;
}

/* The same filter at another address; `before` 0 leaves it out. */
static const char *filter_address(struct ctx *ctx, const struct request *request, const char *path,
                                  int64_t before)
{
    static const char *const NAMES[] = {"who", "first", "last", "person"};
    struct buf address = buf_new(ctx->arena, 2 * REQUEST_TARGET_MAX);
    struct html out = {&address, ctx};

    buf_put_text(&address, path);
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        buf_printf(&address, "%s%s=", i == 0 ? "?" : "&", NAMES[i]);
        html_put_url_text(&out, form_value(&request->query, NAMES[i]));
    }
    if (before)
        buf_printf(&address, "&before=%lld", (long long)before);
    return buf_text(&address);
}

/* Who looks into the register stands in it too. */
static enum status register_note(struct ctx *ctx, const char *action,
                                 const struct register_filter *filter)
{
    return audit_read(ctx, &(struct audit_entry){
                               .action = action,
                               .subject_kind = filter->person_id ? "person" : NULL,
                               .subject_id = filter->person_id,
                           });
}

static const struct register_line *lines_of(struct ctx *ctx, const struct register_row *rows,
                                            size_t count)
{
    struct register_line *lines = arena_array(ctx->arena, struct register_line, count);

    for (size_t i = 0; i < count; i++)
        lines[i] = (struct register_line){
            .number = rows[i].number,
            .at = moment_show(ctx, rows[i].at),
            .who = rows[i].actor_name ? rows[i].actor_name : tr(ctx, "Nessuno con un’utenza"),
            .what = register_action_show(ctx, &rows[i]),
            .subject = register_subject_show(ctx, &rows[i]),
            .fields = register_fields_show(ctx, &rows[i]),
            .reason = rows[i].reason,
            .origin = rows[i].origin,
        };
    return lines;
}

enum status register_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct register_filter filter;
    struct register_view view = {0};
    struct form_errors *errors = arena_new(ctx->arena, struct form_errors);
    struct register_row *rows = NULL;
    bool more = false;

    TRY(filter_read(ctx, request, &filter, errors));
    TRY(staff_frame(ctx, request, tr(ctx, "Registro"), "audit", &view.frame));
    view.frame.problem = errors->count > 0;
    view.ask = ask_new(ctx, request, &request->query, errors);
    view.csv = filter_address(ctx, request, "/registro/csv", 0);
    if (errors->count == 0) {
        TRY(register_note(ctx, "register.read", &filter));
        TRY(register_read(ctx, &filter, REGISTER_PAGE_ROWS, &rows, &view.line_count, &more));
    }
    if (rows)
        view.lines = lines_of(ctx, rows, view.line_count);
    if (rows && more)
        view.pages.next =
            filter_address(ctx, request, "/registro", rows[view.line_count - 1].number);
    if (filter.before != INT64_MAX)
        view.pages.former = filter_address(ctx, request, "/registro", 0);

    struct html page = frame_html(ctx, response);

    register_html(&page, &view);
    return OK;
}

enum status register_csv(struct ctx *ctx, struct request *request, struct response *response)
{
    struct register_filter filter;
    struct form_errors errors = {0};
    struct register_row *rows;
    size_t count, length;
    const char *bytes;
    bool more;

    TRY(filter_read(ctx, request, &filter, &errors));
    if (errors.count > 0)
        return ERR_INVALID;
    TRY(register_note(ctx, "register.export", &filter));
    TRY(register_read(ctx, &filter, REGISTER_EXPORT_ROWS, &rows, &count, &more));
    TRY(register_csv_write(ctx, rows, count, &bytes, &length));
    response_file(response, "text/csv; charset=utf-8", "registro.csv", bytes, length);
    return OK;
}
