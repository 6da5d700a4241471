/* When a volunteer is away: added, changed, taken away. */
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "staff/staff.h"
#include "store/once.h"
#include "volunteers/promises.h"
#include "volunteers/spells.h"
#include "volunteers/volunteers.h"
#include "volunteers/volunteers_pages.h"
#include "volunteers/volunteers_view.h"
#include "volunteers_html.h"

/* A new absence, or another in place of the one that was `seen` with the number `former_id`. */
struct absence_write {
    struct once *once;
    int64_t former_id;
    const char *seen;
    struct volunteer_absence_insert_args absence;
};

static enum status absence_replace(struct ctx *tx, const struct absence_write *write)
{
    struct volunteer_away_row row;

    TRY(volunteer_absence_one(tx, write->former_id, write->absence.volunteer_id,
                              instant_date(tx->now), &row));
    if (!text_equal(absence_print(tx, &row), write->seen))
        return ERR_NOT_FOUND;
    return volunteer_replace_absence(tx, row.id, &write->absence);
}

static enum status absence_write(struct ctx *tx, void *args)
{
    const struct absence_write *write = args;
    int64_t id;
    bool was_done;

    TRY(once_begin(tx, write->once, &was_done, &id));
    if (was_done)
        return OK;
    if (write->former_id)
        TRY(absence_replace(tx, write));
    else
        TRY(volunteer_add_absence(tx, &write->absence, &id));
    return once_end(tx, write->once, write->absence.volunteer_id);
}

static enum status absence_read(struct ctx *ctx, struct request *request, struct date began,
                                struct absence_write *write, struct form_errors *errors)
{
    struct volunteer_row volunteer;

    TRY(volunteer_read(ctx, request->ids[0], &volunteer));
    if (!write->once)
        return ERR_INVALID;
    return absence_input(ctx, &request->form, volunteer.id, began, &write->absence, errors);
}

enum status absence_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct absence_write write = {.once = ask_once(request)};
    struct promises_change change = {
        .operation = absence_write, .args = &write, .on.volunteer_id = request->ids[0]};
    const char *back = volunteer_path(ctx, request->ids[0]);
    struct form_errors errors = {0};
    enum status status;

    TRY(absence_read(ctx, request, DATE_NONE, &write, &errors));
    if (errors.count > 0)
        return volunteer_page_show(ctx, request, NULL, &errors, response);
    status = promises_write(ctx, request, &change);
    if (status == ERR_CONFLICT && change.broken.count > 0)
        return promises_ask(ctx, request, &change, "volunteers", back, response);
    TRY(status);
    return promises_done(ctx, &change, back, tr(ctx, "L’assenza è salvata."), response);
}

/* ---- changed --------------------------------------------------------------------------------- */

static enum status absence_edit_show(struct ctx *ctx, struct request *request,
                                     const struct form *form, const char *seen,
                                     const struct form_errors *errors, struct response *response)
{
    struct spell_page_view view = {
        .seen = seen,
        .ask = ask_new(ctx, request, form, errors),
        .action = arena_copy_n(ctx->arena, request->path, strlen(request->path)),
        .back = volunteer_path(ctx, request->ids[0]),
    };

    TRY(staff_frame(ctx, request, tr(ctx, "Cambia l’assenza"), "volunteers", &view.frame));
    view.frame.problem = errors != NULL;

    struct html page = frame_html(ctx, response);

    spell_page(&page, &view);
    return OK;
}

enum status absence_edit_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form form = form_empty(ctx->arena);
    struct volunteer_away_row row;

    TRY(volunteer_absence_one(ctx, request->ids[1], request->ids[0], instant_date(ctx->now), &row));
    absence_input_show(ctx, &row, &form);
    return absence_edit_show(ctx, request, &form, absence_print(ctx, &row), NULL, response);
}

/* As hours_gone() in hours_web.c. */
static enum status absence_gone(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form_errors errors = {0};

    response->http_status = 409;
    form_error_add(ctx, &errors, "from_day",
                   tr(ctx, "Intanto quell’assenza è stata cambiata o tolta: guarda come sono "
                           "adesso. Se questa serve ancora, aggiungila"));
    return volunteer_page_show(ctx, request, NULL, &errors, response);
}

enum status absence_edit_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct absence_write write = {.once = ask_once(request),
                                  .former_id = request->ids[1],
                                  .seen = form_value(&request->form, ASK_SEEN)};
    struct promises_change change = {
        .operation = absence_write, .args = &write, .on.volunteer_id = request->ids[0]};
    const char *back = volunteer_path(ctx, request->ids[0]);
    struct volunteer_away_row row = {.from_day = DATE_NONE};
    struct form_errors errors = {0};
    enum status status =
        volunteer_absence_one(ctx, request->ids[1], request->ids[0], instant_date(ctx->now), &row);

    if (status != ERR_NOT_FOUND)
        TRY(status);
    TRY(absence_read(ctx, request, row.from_day, &write, &errors));
    if (errors.count > 0)
        return absence_edit_show(ctx, request, &request->form, write.seen, &errors, response);
    status = promises_write(ctx, request, &change);
    if (status == ERR_NOT_FOUND)
        return absence_gone(ctx, request, response);
    if (status == ERR_CONFLICT && change.broken.count > 0)
        return promises_ask(ctx, request, &change, "volunteers", back, response);
    TRY(status);
    return promises_done(ctx, &change, back, tr(ctx, "L’assenza è salvata."), response);
}

/* ---- taken away ------------------------------------------------------------------------------ */

static enum status absence_drop_write(struct ctx *tx, void *args)
{
    const int64_t *ids = args;

    return volunteer_drop_absence(tx, ids[0], ids[1]);
}

enum status absence_drop_post(struct ctx *ctx, struct request *request, struct response *response)
{
    enum status status = store_write(ctx, absence_drop_write, request->ids);

    if (status != OK && status != ERR_NOT_FOUND)
        return status;
    return response_done(response, volunteer_path(ctx, request->ids[0]),
                         tr(ctx, "L’assenza è tolta."));
}
