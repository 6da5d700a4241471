/* A volunteer's hours of every week: added, changed, taken away. */
#include <string.h>

#include "base/elision.h"
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

/* New hours, or others in place of those that were `seen` with the number `former_id`. */
struct hours_write {
    struct once *once;
    int64_t former_id;
    const char *seen;
    struct volunteer_hours_insert_args hours;
};

static enum status hours_replace(struct ctx *tx, const struct hours_write *write)
{
    struct volunteer_week_row row;

    TRY(volunteer_hours_one(tx, write->former_id, write->hours.volunteer_id, instant_date(tx->now),
                            &row));
    if (!text_equal(hours_print(tx, &row), write->seen))
        return ERR_NOT_FOUND;
    return volunteer_replace_hours(tx, row.id, &write->hours);
}

static enum status hours_write(struct ctx *tx, void *args)
{
    const struct hours_write *write = args;
    int64_t id;
    bool done;

    TRY(once_begin(tx, write->once, &done, &id));
    if (done)
        return OK;
    if (write->former_id)
        TRY(hours_replace(tx, write));
    else
        TRY(volunteer_change_hours(tx, &write->hours));
    return once_end(tx, write->once, write->hours.volunteer_id);
}

static enum status hours_read(struct ctx *ctx, struct request *request, struct hours_write *write,
                              struct form_errors *errors)
{
    struct volunteer_row volunteer;

    TRY(volunteer_read(ctx, request->ids[0], &volunteer));
    if (!write->once)
        return ERR_INVALID;
    return hours_input(ctx, &request->form, volunteer.id, &write->hours, errors);
}

static void overlap_tell(struct ctx *ctx, struct form_errors *errors)
{
    form_error_add(ctx, errors, "starts", tr(ctx, "In quelle ore c’è già: prima togli le altre"));
}

enum status hours_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct hours_write write = {.once = ask_once(request)};
    struct form_errors errors = {0};
    enum status status = OK;

    TRY(hours_read(ctx, request, &write, &errors));
    if (errors.count == 0)
        status = store_write(ctx, hours_write, &write);
    if (status == ERR_CONFLICT)
        overlap_tell(ctx, &errors);
    else
        TRY(status);
    if (errors.count > 0)
        return volunteer_page_show(ctx, request, &errors, NULL, response);
    return response_done(response, volunteer_path(ctx, request->ids[0]),
                         tr(ctx, "Le ore sono salvate."));
}

/* ---- changed --------------------------------------------------------------------------------- */

static enum status hours_edit_show(struct ctx *ctx, struct request *request,
                                   const struct form *form, const char *seen,
                                   const struct form_errors *errors, struct response *response)
{
    struct spell_page_view view = {
        .seen = seen,
        .ask = ask_new(ctx, request, form, errors),
        .action = arena_copy_n(ctx->arena, request->path, strlen(request->path)),
        .back = volunteer_path(ctx, request->ids[0]),
        .is_hours = true,
        .weekdays = options_of(ctx, VOLUNTEERS_WEEKDAYS),
    };

    TRY(staff_frame(ctx, request, tr(ctx, "Cambia le ore"), "volunteers", &view.frame));
    view.frame.problem = errors != NULL;

    struct html page = frame_html(ctx, response);

    spell_page(&page, &view);
    return OK;
}

enum status hours_edit_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form form = form_empty(ctx->arena);
    struct volunteer_week_row row;

    TRY(volunteer_hours_one(ctx, request->ids[1], request->ids[0], instant_date(ctx->now), &row));
    hours_input_show(ctx, &row, &form);
    return hours_edit_show(ctx, request, &form, hours_print(ctx, &row), NULL, response);
}

/* Somebody else was there first: what was typed stands in the form for new hours, beside the list
   as it is now. */
static enum status hours_gone(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form_errors errors = {0};

    response->http_status = 409;
    form_error_add(ctx, &errors, "weekday",
                   tr(ctx, "Intanto quelle ore sono state cambiate o tolte: guarda come sono "
                           "adesso. Se queste servono ancora, aggiungile"));
    return volunteer_page_show(ctx, request, &errors, NULL, response);
}

enum status hours_edit_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct hours_write write = {.once = ask_once(request),
                                .former_id = request->ids[1],
                                .seen = form_value(&request->form, ASK_SEEN)};
    struct promises_change change = {
        .operation = hours_write, .args = &write, .on.volunteer_id = request->ids[0]};
    const char *back = volunteer_path(ctx, request->ids[0]);
    struct form_errors errors = {0};
    enum status status = OK;

    TRY(hours_read(ctx, request, &write, &errors));
    if (errors.count == 0)
        status = promises_write(ctx, request, &change);
    if (status == ERR_NOT_FOUND)
        return hours_gone(ctx, request, response);
    if (status == ERR_CONFLICT && change.broken.count > 0)
        return promises_ask(ctx, request, &change, "volunteers", back, response);
    if (status == ERR_CONFLICT)
        overlap_tell(ctx, &errors);
    else
        TRY(status);
    if (errors.count > 0)
        return hours_edit_show(ctx, request, &request->form, write.seen, &errors, response);
    return promises_done(ctx, &change, back,
                         words_say(ctx, tr(ctx, "Le ore sono salvate: valgono dal %s."),
                                   date_show(ctx->arena, write.hours.valid_from)),
                         response);
}

/* ---- taken away ------------------------------------------------------------------------------ */

static enum status hours_end_write(struct ctx *tx, void *args)
{
    const int64_t *ids = args;

    return volunteer_end_hours(tx, ids[0], ids[1], date_add_days(instant_date(tx->now), -1));
}

enum status hours_end_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct promises_change change = {
        .operation = hours_end_write, .args = request->ids, .on.volunteer_id = request->ids[0]};
    const char *back = volunteer_path(ctx, request->ids[0]);
    enum status status = promises_write(ctx, request, &change);

    if (status == ERR_CONFLICT && change.broken.count > 0)
        return promises_ask(ctx, request, &change, "volunteers", back, response);
    /* Taken away before, by a second click or by a colleague: what was wanted is so. */
    if (status != OK && status != ERR_NOT_FOUND)
        return status;
    return promises_done(ctx, &change, back, tr(ctx, "Le ore sono tolte, da oggi."), response);
}
