/* Papers of volunteers and cars: what holds, what is to be renewed, added, changed, taken away.
   Numbers are for who keeps the register; who only reads sees what holds until when. */
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "staff/choices.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/once.h"
#include "volunteers/papers.h"
#include "volunteers/promises.h"
#include "volunteers/volunteers_pages.h"
#include "volunteers/volunteers_view.h"
#include "volunteers_html.h"

enum { NUMBER_MAX = 40, LACKS_MAX = 2000 };

static const char *kinds_list(struct paper_owner owner)
{
    return owner.volunteer_id ? "volunteer_paper" : "vehicle_paper";
}

/* ---- in words -------------------------------------------------------------------------------- */

const char *papers_lacking(struct ctx *ctx, const struct paper_due *due, size_t count,
                           struct paper_owner owner)
{
    struct buf names = buf_new(ctx->arena, LACKS_MAX);

    for (size_t i = 0; i < count; i++) {
        if (due[i].is_missing && due[i].owner.volunteer_id == owner.volunteer_id &&
            due[i].owner.vehicle_id == owner.vehicle_id)
            buf_printf(&names, "%s%s", names.length > 0 ? ", " : "", due[i].paper);
    }
    return names.length > 0 ? buf_text(&names) : NULL;
}

struct due_view *papers_due_views(struct ctx *ctx, const struct paper_due *due, size_t count)
{
    struct due_view *views = arena_array(ctx->arena, struct due_view, count);

    for (size_t i = 0; i < count; i++) {
        views[i] = (struct due_view){
            .whose = due[i].whose,
            .href = due[i].owner.volunteer_id ? volunteer_path(ctx, due[i].owner.volunteer_id)
                                              : PAPERS_PATH "#t-auto",
            .paper = due[i].paper,
            .ends = due[i].is_missing ? NULL : date_show(ctx->arena, due[i].last_day),
            .is_soon = due[i].is_soon,
        };
    }
    return views;
}

enum status papers_of(struct ctx *ctx, const struct paper_row *rows, size_t count,
                      struct paper_owner owner, struct paper_view **ret_views, size_t *ret_count)
{
    const bool may_write = actor_may(ctx, POWER_VOLUNTEERS_WRITE);
    const struct date today = instant_date(ctx->now);
    struct paper_view *views = arena_array(ctx->arena, struct paper_view, count);
    struct codes kinds;
    size_t found = 0;

    TRY(codes_read_all(ctx, kinds_list(owner), &kinds));
    for (size_t i = 0; i < count; i++) {
        const struct paper_row *row = &rows[i];

        if (row->volunteer_id != owner.volunteer_id || row->vehicle_id != owner.vehicle_id)
            continue;
        views[found++] = (struct paper_view){
            .id = row->id,
            .paper = codes_label(ctx, &kinds, row->kind),
            .number = may_write ? row->number : NULL,
            .span = span_show(ctx, row->from_date, row->to_date),
            .is_over = !date_is_none(row->to_date) && row->to_date.days < today.days,
        };
    }
    *ret_views = views;
    *ret_count = found;
    return OK;
}

/* ---- all of them ----------------------------------------------------------------------------- */

/* What the page of all papers is made of. */
struct papers_page_rows {
    struct paper_due *due;
    size_t due_count;
    struct paper_row *papers;
    size_t paper_count;
};

static enum status holder_fill(struct ctx *ctx, const struct papers_page_rows *rows,
                               struct paper_owner owner, const char *name, const char *path,
                               struct paper_holder_view *ret_holder)
{
    struct paper_view *papers;
    size_t count;

    TRY(papers_of(ctx, rows->papers, rows->paper_count, owner, &papers, &count));
    *ret_holder = (struct paper_holder_view){
        .name = name,
        .href = path,
        .add_href = arena_printf(ctx->arena, "%s/documenti", path),
        .lacks = papers_lacking(ctx, rows->due, rows->due_count, owner),
        .papers = papers,
        .paper_count = count,
    };
    return OK;
}

static enum status volunteer_holders(struct ctx *ctx, const struct papers_page_rows *rows,
                                     struct papers_page_view *view)
{
    struct volunteer_row *volunteers;

    TRY(volunteers_in_service(ctx, instant_date(ctx->now), &volunteers, &view->volunteer_count));

    struct paper_holder_view *holders =
        arena_array(ctx->arena, struct paper_holder_view, view->volunteer_count);

    for (size_t i = 0; i < view->volunteer_count; i++)
        TRY(holder_fill(
            ctx, rows, (struct paper_owner){.volunteer_id = volunteers[i].id},
            arena_printf(ctx->arena, "%s %s", volunteers[i].surname, volunteers[i].name),
            volunteer_path(ctx, volunteers[i].id), &holders[i]));
    view->volunteers = holders;
    return OK;
}

static const char *vehicle_path(struct ctx *ctx, int64_t id)
{
    return arena_printf(ctx->arena, "/volontari/auto/%lld", (long long)id);
}

static enum status vehicle_holders(struct ctx *ctx, const struct papers_page_rows *rows,
                                   struct papers_page_view *view)
{
    struct vehicle_name *cars;

    TRY(vehicles_in_service(ctx, instant_date(ctx->now), &cars, &view->car_count));

    struct paper_holder_view *holders =
        arena_array(ctx->arena, struct paper_holder_view, view->car_count);

    for (size_t i = 0; i < view->car_count; i++)
        TRY(holder_fill(ctx, rows, (struct paper_owner){.vehicle_id = cars[i].id}, cars[i].name,
                        vehicle_path(ctx, cars[i].id), &holders[i]));
    view->cars = holders;
    return OK;
}

/* "Patente, Assicurazione volontari" */
static enum status needed_show(struct ctx *ctx, const struct policy_set *policies,
                               enum policy_key key, const char *list, const char **ret_text)
{
    struct buf text = buf_new(ctx->arena, LACKS_MAX);
    const char *codes = policy_text(policies, key);
    struct codes kinds;

    TRY(codes_read_all(ctx, list, &kinds));
    for (const char *code; (code = policy_code_next(ctx->arena, &codes));)
        buf_printf(&text, "%s%s", text.length > 0 ? ", " : "", codes_label(ctx, &kinds, code));
    *ret_text = buf_text(&text);
    return OK;
}

enum status papers_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct papers_page_view view = {.may_write = actor_may(ctx, POWER_VOLUNTEERS_WRITE)};
    struct papers_page_rows rows;
    struct policy_set policies;

    TRY(papers_due(ctx, &rows.due, &rows.due_count));
    TRY(papers_all(ctx, &rows.papers, &rows.paper_count));
    TRY(policy_read(ctx, instant_date(ctx->now), &policies));
    TRY(needed_show(ctx, &policies, POLICY_VOLUNTEERS_REQUIRED_PAPERS, "volunteer_paper",
                    &view.needed));
    TRY(needed_show(ctx, &policies, POLICY_VOLUNTEERS_REQUIRED_CAR_PAPERS, "vehicle_paper",
                    &view.needed_of_cars));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "paper.list"}));
    view.due = papers_due_views(ctx, rows.due, rows.due_count);
    view.due_count = rows.due_count;
    TRY(volunteer_holders(ctx, &rows, &view));
    TRY(vehicle_holders(ctx, &rows, &view));
    TRY(staff_frame(ctx, request, tr(ctx, "Documenti"), "volunteers", &view.frame));

    struct html page = frame_html(ctx, response);

    papers_list(&page, &view);
    return OK;
}

/* ---- one paper ------------------------------------------------------------------------------- */

struct paper_form {
    const char *kind;
    const char *number;
    struct date from_date;
    struct date to_date;
    int64_t version;
};

static const struct input PAPER[] = {
    INPUT_LINE(struct paper_form, kind, 60, "Che documento è", "Scegli che documento è"),
    INPUT_LINE(struct paper_form, number, NUMBER_MAX, "Numero", OPTIONAL),
    INPUT_DATE(struct paper_form, from_date, DATES_ANY, "Vale dal", "Scrivi da che giorno vale"),
    INPUT_DATE(struct paper_form, to_date, DATES_ANY, "Vale fino al", OPTIONAL),
    INPUT_COUNT(struct paper_form, version, 1, INT64_MAX, "Versione", OPTIONAL),
};

/* A paper being written: whose it is, and the stored one, with id 0 for a new one. */
struct paper_writing {
    struct paper_owner owner;
    const char *whose;
    const char *back;
    struct paper_row row;
};

static enum status writing_of(struct ctx *ctx, struct paper_owner owner,
                              struct paper_writing *ret_writing)
{
    struct paper_writing writing = {.owner = owner};
    struct volunteer_row volunteer;
    struct vehicle_row vehicle;

    if (owner.volunteer_id) {
        TRY(volunteer_read(ctx, owner.volunteer_id, &volunteer));
        writing.whose = arena_printf(ctx->arena, "%s %s", volunteer.surname, volunteer.name);
        writing.back = volunteer_path(ctx, owner.volunteer_id);
    } else {
        TRY(vehicle_read(ctx, owner.vehicle_id, &vehicle));
        writing.whose = vehicle.name;
        writing.back = PAPERS_PATH;
    }
    *ret_writing = writing;
    return OK;
}

static enum status paper_show(struct ctx *ctx, struct request *request,
                              const struct paper_writing *writing, const struct form *form,
                              const struct form_errors *errors, struct response *response)
{
    struct paper_form_view view = {
        .ask = ask_new(ctx, request, form, errors),
        .action = writing->row.id
                      ? arena_printf(ctx->arena, PAPERS_PATH "/%lld", (long long)writing->row.id)
                      : arena_copy_n(ctx->arena, request->path, strlen(request->path)),
        .whose = writing->whose,
        .back = writing->back,
        .id = writing->row.id,
        .version = writing->row.version,
    };

    TRY(choices_codes(ctx, kinds_list(writing->owner), &view.kinds));
    TRY(audit_read(ctx, &(struct audit_entry){
                            .action = "paper.open",
                            .subject_kind = writing->owner.volunteer_id ? "volunteer" : "vehicle",
                            .subject_id = writing->owner.volunteer_id ? writing->owner.volunteer_id
                                                                      : writing->owner.vehicle_id,
                        }));
    TRY(staff_frame(ctx, request,
                    writing->row.id ? tr(ctx, "Cambia un documento") : tr(ctx, "Nuovo documento"),
                    "volunteers", &view.frame));
    view.frame.problem = errors && errors->count > 0;

    struct html page = frame_html(ctx, response);

    paper_form_page(&page, &view);
    return OK;
}

static enum status paper_form_read(struct ctx *ctx, struct request *request,
                                   const struct paper_writing *writing, struct paper_form *form,
                                   struct form_errors *errors)
{
    struct codes kinds;

    TRY(input_read(ctx, &request->form, PAPER, form, errors));
    TRY(codes_read_all(ctx, kinds_list(writing->owner), &kinds));
    if (*form->kind && !codes_find(&kinds, form->kind))
        form_error_add(ctx, errors, "kind", tr(ctx, "Scegli il documento dall’elenco"));
    if (!date_is_none(form->to_date) && !date_is_none(form->from_date) &&
        form->to_date.days < form->from_date.days)
        form_error_add(ctx, errors, "to_date", tr(ctx, "Scrivi un ultimo giorno dopo il primo"));
    return OK;
}

struct paper_adding {
    struct once *once;
    struct paper_insert_args paper;
};

static enum status paper_adding_write(struct ctx *tx, void *args)
{
    const struct paper_adding *adding = args;
    int64_t id;
    bool done;

    TRY(once_begin(tx, adding->once, &done, &id));
    if (done)
        return OK;
    TRY(paper_add(tx, &adding->paper, &id));
    return once_end(tx, adding->once, id);
}

static enum status new_post(struct ctx *ctx, struct request *request, struct paper_owner owner,
                            struct response *response)
{
    struct paper_adding adding = {.once = ask_once(request)};
    struct form_errors errors = {0};
    struct paper_writing writing;
    struct paper_form form;

    TRY(writing_of(ctx, owner, &writing));
    TRY(paper_form_read(ctx, request, &writing, &form, &errors));
    if (errors.count > 0 || !adding.once)
        return paper_show(ctx, request, &writing, &request->form, &errors, response);
    adding.paper = (struct paper_insert_args){
        .volunteer_id = owner.volunteer_id,
        .vehicle_id = owner.vehicle_id,
        .kind = form.kind,
        .number = text_or_null(form.number),
        .from_date = form.from_date,
        .to_date = form.to_date,
    };
    TRY(store_write(ctx, paper_adding_write, &adding));
    return response_done(response, writing.back, tr(ctx, "Il documento è salvato."));
}

static enum status new_page(struct ctx *ctx, struct request *request, struct paper_owner owner,
                            struct response *response)
{
    struct paper_writing writing;

    TRY(writing_of(ctx, owner, &writing));
    return paper_show(ctx, request, &writing, NULL, NULL, response);
}

enum status volunteer_paper_page(struct ctx *ctx, struct request *request,
                                 struct response *response)
{
    return new_page(ctx, request, (struct paper_owner){.volunteer_id = request->ids[0]}, response);
}

enum status volunteer_paper_post(struct ctx *ctx, struct request *request,
                                 struct response *response)
{
    return new_post(ctx, request, (struct paper_owner){.volunteer_id = request->ids[0]}, response);
}

enum status vehicle_paper_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return new_page(ctx, request, (struct paper_owner){.vehicle_id = request->ids[0]}, response);
}

enum status vehicle_paper_post(struct ctx *ctx, struct request *request, struct response *response)
{
    return new_post(ctx, request, (struct paper_owner){.vehicle_id = request->ids[0]}, response);
}

/* ---- a changed one --------------------------------------------------------------------------- */

static enum status writing_stored(struct ctx *ctx, int64_t id, struct paper_writing *ret_writing)
{
    struct paper_row row;

    TRY(paper_read(ctx, id, &row));
    TRY(writing_of(ctx, (struct paper_owner){row.volunteer_id, row.vehicle_id}, ret_writing));
    ret_writing->row = row;
    return OK;
}

static struct form form_stored(struct ctx *ctx, const struct paper_row *row)
{
    struct form form = form_empty(ctx->arena);
    const struct paper_form args = {
        .kind = row->kind,
        .number = row->number ? row->number : "",
        .from_date = row->from_date,
        .to_date = row->to_date,
        .version = row->version,
    };

    input_show(ctx, &form, PAPER, &args);
    return form;
}

enum status paper_edit_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct paper_writing writing;
    struct form form;

    TRY(writing_stored(ctx, request->ids[0], &writing));
    form = form_stored(ctx, &writing.row);
    return paper_show(ctx, request, &writing, &form, NULL, response);
}

static enum status paper_change_write(struct ctx *tx, void *args)
{
    return paper_change(tx, args);
}

static enum status paper_drop_write(struct ctx *tx, void *args)
{
    const struct paper_update_args *paper = args;

    return paper_drop(tx, paper->id, paper->version);
}

/* An earlier end, or no paper at all, can take away what a promise stands on. `shown` is the form
   to come back to when somebody else was quicker. */
static enum status stored_write(struct ctx *ctx, struct request *request,
                                const struct paper_writing *writing, struct promises_change change,
                                const struct form *shown, const char *sentence,
                                struct response *response)
{
    struct form_errors errors = {0};
    enum status status;

    change.on = (struct promises_on){
        .volunteer_id = writing->owner.volunteer_id,
        .vehicle_id = writing->owner.vehicle_id,
    };
    status = promises_write(ctx, request, &change);
    if (status == ERR_CONFLICT && change.broken.count > 0)
        return promises_ask(ctx, request, &change, "volunteers", writing->back, response);
    if (status == ERR_CONFLICT) {
        response->http_status = 409;
        form_error_add(ctx, &errors, "kind", volunteers_changed_meanwhile(ctx));
        return paper_show(ctx, request, writing, shown, &errors, response);
    }
    TRY(status);
    return promises_done(ctx, &change, writing->back, sentence, response);
}

enum status paper_edit_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form_errors errors = {0};
    struct paper_update_args paper;
    struct paper_writing writing;
    struct paper_form form;

    TRY(writing_stored(ctx, request->ids[0], &writing));
    TRY(paper_form_read(ctx, request, &writing, &form, &errors));
    if (errors.count > 0)
        return paper_show(ctx, request, &writing, &request->form, &errors, response);
    paper = (struct paper_update_args){
        .id = writing.row.id,
        .version = form.version,
        .kind = form.kind,
        .number = text_or_null(form.number),
        .from_date = form.from_date,
        .to_date = form.to_date,
    };
    return stored_write(ctx, request, &writing,
                        (struct promises_change){.operation = paper_change_write, .args = &paper},
                        &request->form, tr(ctx, "Il documento è salvato."), response);
}

enum status paper_drop_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct paper_update_args paper = {.id = request->ids[0]};
    struct paper_writing writing;
    struct form stored;
    enum status status = writing_stored(ctx, paper.id, &writing);

    if (status == ERR_NOT_FOUND)
        return response_done(response, PAPERS_PATH, tr(ctx, "Il documento è tolto."));
    TRY(status);
    if (text_to_int(form_value(&request->form, "version"), &paper.version) != OK)
        return ERR_INVALID;
    stored = form_stored(ctx, &writing.row);
    return stored_write(ctx, request, &writing,
                        (struct promises_change){.operation = paper_drop_write, .args = &paper},
                        &stored, tr(ctx, "Il documento è tolto."), response);
}
