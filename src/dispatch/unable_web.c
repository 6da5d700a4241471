/*
 * A volunteer rings up and cannot come, all day or from an hour on: the absence is kept and the day
 * is looked at anew.
 */
#include "base/day_words.h"
#include "base/words.h"
#include "dispatch/dispatch_pages.h"
#include "dispatch_html.h"
#include "staff/staff.h"
#include "store/once.h"
#include "volunteers/promises.h"
#include "volunteers/volunteers.h"

enum { LAST_MINUTE = 24 * 60 - 1 };

struct unable_args {
    struct date day;
    struct clock_time from_hour;
};

static const struct input UNABLE[] = {
    INPUT_DATE(struct unable_args, day, DATES_COMING, "Giorno", "Apri di nuovo la pagina"),
    INPUT_CLOCK(struct unable_args, from_hour, "Dalle", OPTIONAL),
};

struct unable_write {
    struct once *once;
    struct volunteer_absence_insert_args absence;
};

static enum status unable_write(struct ctx *tx, void *args)
{
    const struct unable_write *write = args;
    int64_t id;
    bool was_done;

    TRY(once_begin(tx, write->once, &was_done, &id));
    if (was_done)
        return OK;
    TRY(volunteer_add_absence(tx, &write->absence, &id));
    return once_end(tx, write->once, write->absence.volunteer_id);
}

/* Today from this minute on, as what was driven stays driven; else the whole day. */
static struct form form_today(struct ctx *ctx, struct date day)
{
    struct form form = form_empty(ctx->arena);

    if (day.days == instant_date(ctx->now).days)
        form_put(&form, "from_hour", clock_show(ctx->arena, instant_clock(ctx->now)));
    return form;
}

static enum status unable_show(struct ctx *ctx, struct request *request, struct date day,
                               const struct form *typed, const struct form_errors *errors,
                               struct response *response)
{
    struct form first = form_today(ctx, day);
    struct volunteer_row volunteer;
    struct unable_view view = {
        .ask = ask_new(ctx, request, typed ? typed : &first, errors),
        .day = date_to_iso(ctx->arena, day),
        .day_long = day_words_first(ctx, day),
        .back = board_path(ctx->arena, day),
    };

    TRY(volunteer_read(ctx, request->ids[0], &volunteer));
    view.volunteer = arena_printf(ctx->arena, "%s %s", volunteer.name, volunteer.surname);
    view.action =
        arena_printf(ctx->arena, BOARD_PATH "/volontari/%lld/non-puo", (long long)volunteer.id);
    TRY(staff_frame(ctx, request, arena_printf(ctx->arena, tr(ctx, "%s non può"), view.volunteer),
                    "rides", &view.frame));
    view.frame.problem = errors && errors->count > 0;

    struct html page = frame_html(ctx, response);

    unable_form(&page, &view);
    return OK;
}

enum status unable_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return unable_show(ctx, request, query_day(ctx, request), NULL, NULL, response);
}

enum status unable_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct unable_write write = {.once = ask_once(request)};
    struct promises_change change = {
        .operation = unable_write, .args = &write, .on.volunteer_id = request->ids[0]};
    struct form_errors errors = {0};
    struct volunteer_row volunteer;
    struct unable_args args;
    enum status status;

    TRY(volunteer_read(ctx, request->ids[0], &volunteer));
    TRY(input_read(ctx, &request->form, UNABLE, &args, &errors));
    if (!write.once)
        return ERR_INVALID;
    if (errors.count > 0)
        return unable_show(ctx, request, date_is_none(args.day) ? instant_date(ctx->now) : args.day,
                           &request->form, &errors, response);
    write.absence = (struct volunteer_absence_insert_args){
        .volunteer_id = volunteer.id,
        .from_day = args.day,
        .to_day = args.day,
        .starts = args.from_hour,
        .ends = clock_is_none(args.from_hour) ? CLOCK_NONE : (struct clock_time){LAST_MINUTE},
    };
    status = promises_write(ctx, request, &change);
    if (status == ERR_CONFLICT && change.broken.count > 0)
        return promises_ask(ctx, request, &change, "rides", board_path(ctx->arena, args.day),
                            response);
    TRY(status);
    return promises_done(ctx, &change, replan_path(ctx->arena, args.day),
                         change.broken.count > 0
                             ? tr(ctx, "L’assenza è salvata.")
                             : tr(ctx, "L’assenza è salvata: nessuno resta senza volontario."),
                         response);
}
