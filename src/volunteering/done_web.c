/* Hours and kilometres by month: of all volunteers, of one, and what is written by hand. */
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "paper/csv.h"
#include "staff/choices.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/once.h"
#include "store/store.h"
#include "volunteering/volunteering.h"
#include "volunteering/volunteering_pages.h"
#include "volunteering_html.h"
#include "volunteers_sql.h"

enum { NOTE_MAX = 120, KILOMETRES_MAX = 2000, KILOMETRE = 1000, CSV_BYTES_MAX = 1024 * 1024 };

static int64_t kilometres_of(int64_t metres)
{
    return (metres + KILOMETRE / 2) / KILOMETRE;
}

/* ---- of all ---------------------------------------------------------------------------------- */

/* One volunteer's sums in a line; false: nothing was done. */
static bool line_of(struct ctx *ctx, const struct done_sum *sums, size_t count,
                    int64_t volunteer_id, struct done_view *line)
{
    int64_t driven = 0;
    int64_t other = 0;
    int64_t metres = 0;
    bool found = false;

    for (size_t i = 0; i < count; i++) {
        if (sums[i].volunteer_id != volunteer_id)
            continue;
        found = true;
        metres += sums[i].metres;
        if (text_equal(sums[i].kind, DONE_RIDES)) {
            line->rides += sums[i].times;
            driven += sums[i].minutes;
        } else {
            other += sums[i].minutes;
        }
    }
    line->driven = volunteering_duration(ctx, driven);
    line->other = volunteering_duration(ctx, other);
    line->total = volunteering_duration(ctx, driven + other);
    line->kilometres = kilometres_of(metres);
    return found;
}

static enum status lines_read(struct ctx *ctx, struct month month, struct done_view **ret_lines,
                              size_t *ret_count)
{
    struct volunteer_row *volunteers;
    struct done_sum *sums;
    size_t volunteer_count;
    size_t sum_count;
    size_t count = 0;

    TRY(volunteers_all(ctx, &volunteers, &volunteer_count));
    TRY(done_sums(ctx, month.first, month.last, &sums, &sum_count));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "activity.list"}));

    struct done_view *lines = arena_array(ctx->arena, struct done_view, volunteer_count);

    for (size_t i = 0; i < volunteer_count; i++) {
        const struct volunteer_row *row = &volunteers[i];
        struct done_view line = {
            .label = arena_printf(ctx->arena, "%s %s", row->surname, row->name),
            .href = arena_printf(ctx->arena, "/volontari/%lld/ore?mese=%s", (long long)row->id,
                                 month_code(ctx, month)),
        };
        const bool serves = row->from_date.days <= month.last.days &&
                            (date_is_none(row->to_date) || row->to_date.days >= month.first.days);

        if (line_of(ctx, sums, sum_count, row->id, &line) || serves)
            lines[count++] = line;
    }
    *ret_lines = lines;
    *ret_count = count;
    return OK;
}

enum status done_list_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct month month = volunteering_month(ctx, request);
    struct done_list_view view = {
        .month = volunteering_month_view(ctx, month, DONE_PATH),
        .csv = arena_printf(ctx->arena, DONE_PATH "/csv?mese=%s", month_code(ctx, month)),
    };
    struct done_view *lines;

    TRY(lines_read(ctx, month, &lines, &view.count));
    view.lines = lines;
    TRY(staff_frame(ctx, request, tr(ctx, "Ore e chilometri"), "volunteers", &view.frame));

    struct html page = frame_html(ctx, response);

    done_list(&page, &view);
    return OK;
}

enum status done_list_csv(struct ctx *ctx, struct request *request, struct response *response)
{
    struct month month = volunteering_month(ctx, request);
    struct buf csv = buf_new(ctx->arena, CSV_BYTES_MAX);
    struct done_view *lines;
    size_t count;

    TRY(lines_read(ctx, month, &lines, &count));
    csv_begin(&csv, tr(ctx, "Volontario;Viaggi;Ore di accompagnamento;Altre ore;Ore in tutto;"
                            "Chilometri"));
    for (size_t i = 0; i < count; i++) {
        csv_put(&csv, lines[i].label, false);
        buf_printf(&csv, "%lld;", (long long)lines[i].rides);
        csv_put(&csv, lines[i].driven, false);
        csv_put(&csv, lines[i].other, false);
        csv_put(&csv, lines[i].total, false);
        buf_printf(&csv, "%lld\r\n", (long long)lines[i].kilometres);
    }
    return response_csv(response, arena_printf(ctx->arena, "ore-%s.csv", month_code(ctx, month)),
                        &csv);
}

/* ---- of one ---------------------------------------------------------------------------------- */

struct activity_form {
    struct date on_day;
    const char *kind;
    struct clock_time duration;
    int64_t kilometres;
    const char *note;
    int64_t version;
};

static const struct input ACTIVITY[] = {
    INPUT_DATE(struct activity_form, on_day, DATES_PAST, "Giorno", "Scrivi il giorno"),
    INPUT_LINE(struct activity_form, kind, 60, "Attività", "Scegli l’attività"),
    INPUT_CLOCK(struct activity_form, duration, "Quanto tempo",
                "Scrivi quanto tempo, per esempio 2:30"),
    INPUT_COUNT(struct activity_form, kilometres, 0, KILOMETRES_MAX, "Chilometri", OPTIONAL),
    INPUT_LINE(struct activity_form, note, NOTE_MAX, "Nota", OPTIONAL),
    INPUT_COUNT(struct activity_form, version, 1, INT64_MAX, "Versione", OPTIONAL),
};

static const char *done_path(struct ctx *ctx, int64_t volunteer_id, struct date day)
{
    return arena_printf(ctx->arena, "/volontari/%lld/ore?mese=%s", (long long)volunteer_id,
                        month_code(ctx, month_of(day)));
}

static enum status kinds_fill(struct ctx *ctx, const struct codes *kinds, struct month month,
                              int64_t volunteer_id, struct done_page_view *view)
{
    struct done_sum *sums;
    size_t count;
    int64_t minutes = 0;

    TRY(done_sums(ctx, month.first, month.last, &sums, &count));

    struct done_view *lines = arena_array(ctx->arena, struct done_view, count);

    for (size_t i = 0; i < count; i++) {
        if (sums[i].volunteer_id != volunteer_id)
            continue;
        minutes += sums[i].minutes;
        lines[view->line_count++] = (struct done_view){
            .label = codes_label(ctx, kinds, sums[i].kind),
            .rides = sums[i].times,
            .kilometres = kilometres_of(sums[i].metres),
            .total = volunteering_duration(ctx, sums[i].minutes),
        };
    }
    view->lines = lines;
    view->total = volunteering_duration(ctx, minutes);
    return OK;
}

static enum status activities_fill(struct ctx *ctx, const struct codes *kinds, struct month month,
                                   int64_t volunteer_id, struct done_page_view *view)
{
    struct activity_row *rows;
    size_t count;

    TRY(activities_between(ctx, month.first, month.last, &rows, &count));

    struct activity_view *lines = arena_array(ctx->arena, struct activity_view, count);

    for (size_t i = 0; i < count; i++) {
        if (rows[i].volunteer_id != volunteer_id)
            continue;
        lines[view->activity_count++] = (struct activity_view){
            .id = rows[i].id,
            .when = date_show(ctx->arena, rows[i].on_day),
            .what = arena_printf(ctx->arena, "%s, %s", codes_label(ctx, kinds, rows[i].kind),
                                 volunteering_duration(ctx, rows[i].minutes)),
            .note = rows[i].note,
        };
    }
    view->activities = lines;
    return OK;
}

static enum status volunteer_show(struct ctx *ctx, struct request *request,
                                  const struct form_errors *errors, struct response *response)
{
    const int64_t id = request->ids[0];
    struct month month = volunteering_month(ctx, request);
    struct done_page_view view = {
        .path = arena_printf(ctx->arena, "/volontari/%lld", (long long)id),
        .ask = ask_new(ctx, request, errors ? &request->form : NULL, errors),
    };
    struct codes kinds;

    TRY(volunteering_name(ctx, id, &view.name));
    view.month = volunteering_month_view(ctx, month, arena_printf(ctx->arena, "%s/ore", view.path));
    TRY(codes_read_all(ctx, "volunteer_activity", &kinds));
    TRY(kinds_fill(ctx, &kinds, month, id, &view));
    TRY(activities_fill(ctx, &kinds, month, id, &view));
    TRY(choices_codes(ctx, "volunteer_activity", &view.kinds));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "activity.list",
                                              .subject_kind = "volunteer",
                                              .subject_id = id}));
    TRY(staff_frame(ctx, request, view.name, "volunteers", &view.frame));
    view.frame.problem = errors != NULL;

    struct html page = frame_html(ctx, response);

    done_page(&page, &view);
    return OK;
}

enum status done_volunteer_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return volunteer_show(ctx, request, NULL, response);
}

static enum status activity_form_read(struct ctx *ctx, struct request *request,
                                      int64_t volunteer_id, struct activity_form *form,
                                      struct form_errors *errors)
{
    struct codes kinds;

    TRY(input_read(ctx, &request->form, ACTIVITY, form, errors));
    TRY(codes_read_all(ctx, "volunteer_activity", &kinds));
    if (*form->kind && !codes_find(&kinds, form->kind))
        form_error_add(ctx, errors, "kind", tr(ctx, "Scegli l’attività dall’elenco"));
    if (!clock_is_none(form->duration) && form->duration.minutes == 0)
        form_error_add(ctx, errors, "duration", tr(ctx, "Scrivi quanto tempo, per esempio 2:30"));
    if (form->kilometres == INPUT_COUNT_NONE)
        form->kilometres = 0;
    return volunteering_check_day(ctx, volunteer_id, form->on_day, errors);
}

struct activity_adding {
    struct once *once;
    struct activity_insert_args activity;
};

static enum status activity_adding_write(struct ctx *tx, void *args)
{
    const struct activity_adding *adding = args;
    int64_t id;
    bool done;

    TRY(once_begin(tx, adding->once, &done, &id));
    if (done)
        return OK;
    TRY(activity_add(tx, &adding->activity, &id));
    return once_end(tx, adding->once, adding->activity.volunteer_id);
}

enum status done_volunteer_post(struct ctx *ctx, struct request *request, struct response *response)
{
    const int64_t id = request->ids[0];
    struct activity_adding adding = {.once = ask_once(request)};
    struct form_errors errors = {0};
    struct activity_form form;

    TRY(activity_form_read(ctx, request, id, &form, &errors));
    if (errors.count > 0 || !adding.once)
        return volunteer_show(ctx, request, &errors, response);
    adding.activity = (struct activity_insert_args){
        .volunteer_id = id,
        .on_day = form.on_day,
        .kind = form.kind,
        .minutes = form.duration.minutes,
        .kilometres = form.kilometres,
        .note = text_or_null(form.note),
    };
    TRY(store_write(ctx, activity_adding_write, &adding));
    return response_done(response, done_path(ctx, id, form.on_day),
                         tr(ctx, "L’attività è salvata."));
}

/* ---- changed --------------------------------------------------------------------------------- */

static enum status activity_show(struct ctx *ctx, struct request *request,
                                 const struct activity_row *row, const struct form *form,
                                 const struct form_errors *errors, struct response *response)
{
    struct activity_page_view view = {
        .ask = ask_new(ctx, request, form, errors),
        .action = arena_printf(ctx->arena, DONE_PATH "/%lld", (long long)row->id),
        .back = done_path(ctx, row->volunteer_id, row->on_day),
        .version = row->version,
    };

    TRY(volunteering_name(ctx, row->volunteer_id, &view.name));
    TRY(choices_codes(ctx, "volunteer_activity", &view.kinds));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "activity.list",
                                              .subject_kind = "volunteer",
                                              .subject_id = row->volunteer_id}));
    TRY(staff_frame(ctx, request, tr(ctx, "Cambia un’attività"), "volunteers", &view.frame));
    view.frame.problem = errors != NULL;

    struct html page = frame_html(ctx, response);

    activity_page(&page, &view);
    return OK;
}

static struct form form_stored(struct ctx *ctx, const struct activity_row *row)
{
    struct form form = form_empty(ctx->arena);
    const struct activity_form args = {
        .on_day = row->on_day,
        .kind = row->kind,
        .duration = {(int32_t)row->minutes},
        .kilometres = row->kilometres,
        .note = row->note ? row->note : "",
        .version = row->version,
    };

    input_show(ctx, &form, ACTIVITY, &args);
    return form;
}

enum status activity_edit_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct activity_row row;
    struct form form;

    TRY(activity_read(ctx, request->ids[0], &row));
    form = form_stored(ctx, &row);
    return activity_show(ctx, request, &row, &form, NULL, response);
}

static enum status activity_change_write(struct ctx *tx, void *args)
{
    return activity_change(tx, args);
}

static enum status activity_drop_write(struct ctx *tx, void *args)
{
    const struct activity_update_args *activity = args;

    return activity_drop(tx, activity->id, activity->version);
}

static enum status changed_meanwhile(struct ctx *ctx, struct request *request,
                                     const struct activity_row *row, const struct form *form,
                                     struct response *response)
{
    struct form_errors errors = {0};

    response->http_status = 409;
    form_error_add(ctx, &errors, "on_day",
                   tr(ctx, "Intanto qualcun altro ha cambiato questi dati. Controlla e salva di "
                           "nuovo"));
    return activity_show(ctx, request, row, form, &errors, response);
}

enum status activity_edit_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct activity_update_args activity;
    struct form_errors errors = {0};
    struct activity_form form;
    struct activity_row row;
    enum status status;

    TRY(activity_read(ctx, request->ids[0], &row));
    TRY(activity_form_read(ctx, request, row.volunteer_id, &form, &errors));
    if (errors.count > 0)
        return activity_show(ctx, request, &row, &request->form, &errors, response);
    activity = (struct activity_update_args){
        .id = row.id,
        .version = form.version,
        .on_day = form.on_day,
        .kind = form.kind,
        .minutes = form.duration.minutes,
        .kilometres = form.kilometres,
        .note = text_or_null(form.note),
    };
    status = store_write(ctx, activity_change_write, &activity);
    if (status == ERR_CONFLICT)
        return changed_meanwhile(ctx, request, &row, &request->form, response);
    TRY(status);
    return response_done(response, done_path(ctx, row.volunteer_id, form.on_day),
                         tr(ctx, "L’attività è salvata."));
}

enum status activity_drop_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct activity_update_args activity = {.id = request->ids[0]};
    struct activity_row row;
    struct form stored;
    enum status status = activity_read(ctx, activity.id, &row);

    if (status == ERR_NOT_FOUND)
        return response_done(response, DONE_PATH, tr(ctx, "L’attività è tolta."));
    TRY(status);
    if (text_to_int(form_value(&request->form, "version"), &activity.version) != OK)
        return ERR_INVALID;
    status = store_write(ctx, activity_drop_write, &activity);
    stored = form_stored(ctx, &row);
    if (status == ERR_CONFLICT)
        return changed_meanwhile(ctx, request, &row, &stored, response);
    TRY(status);
    return response_done(response, done_path(ctx, row.volunteer_id, row.on_day),
                         tr(ctx, "L’attività è tolta."));
}
