/*
 * A car stops: now, from an hour on, or for days that one knows beforehand; and it is back. The
 * twin of unable_web.c. The promises that stand on it are looked at before it is saved, and the day
 * is looked at anew after it.
 */
#include "base/day_words.h"
#include "base/text.h"
#include "base/words.h"
#include "dispatch/dispatch_pages.h"
#include "dispatch_html.h"
#include "staff/staff.h"
#include "store/once.h"
#include "store/store.h"
#include "volunteers/promises.h"
#include "volunteers/volunteers.h"

enum { NOTE_MAX = 120 };

struct stop_args {
    struct date from_day;
    struct clock_time from_hour;
    struct date to_day;
    struct clock_time to_hour;
    const char *note;
};

static const struct input STOP[] = {
    INPUT_DATE(struct stop_args, from_day, DATES_COMING, "Da che giorno", "Scrivi da che giorno"),
    INPUT_CLOCK(struct stop_args, from_hour, "Da che ora", OPTIONAL),
    INPUT_DATE(struct stop_args, to_day, DATES_COMING, "Fino a che giorno", OPTIONAL),
    INPUT_CLOCK(struct stop_args, to_hour, "Fino a che ora", OPTIONAL),
    INPUT_LINE(struct stop_args, note, NOTE_MAX, "Nota", OPTIONAL),
};

const char *vehicle_stop_path(struct arena *arena, int64_t vehicle_id, struct date day)
{
    return arena_printf(arena, BOARD_PATH "/auto/%lld/ferma?giorno=%s", (long long)vehicle_id,
                        date_to_iso(arena, day));
}

/* --- the page --------------------------------------------------------------------------------- */

static enum status spells_show(struct ctx *ctx, int64_t vehicle_id, struct vehicle_stop_view *view)
{
    struct vehicle_away_row *rows;
    struct vehicle_spell_view *spells;
    size_t count;

    TRY(vehicle_absences_from(ctx, vehicle_id, instant_date(ctx->now), &rows, &count));
    spells = arena_array(ctx->arena, struct vehicle_spell_view, count);
    for (size_t i = 0; i < count; i++) {
        if (vehicle_stop_is_over(ctx, &rows[i]))
            continue;
        spells[view->spell_count++] = (struct vehicle_spell_view){
            .text =
                words_capital(ctx->arena, vehicle_stop_words(ctx, rows[i].from_day, rows[i].starts,
                                                             rows[i].to_day, rows[i].ends)),
            .note = rows[i].note,
            .action = arena_printf(ctx->arena, BOARD_PATH "/auto/%lld/ferma/%lld/torna",
                                   (long long)vehicle_id, (long long)rows[i].id),
            .has_begun = vehicle_stop_has_begun(ctx, &rows[i]),
        };
    }
    view->spells = spells;
    return OK;
}

/* Of the day that one looks at: today from this minute on, as what was driven stays driven. */
static struct form form_of_day(struct ctx *ctx, struct date day)
{
    struct form form = form_empty(ctx->arena);
    bool today = day.days == instant_date(ctx->now).days;
    const struct stop_args args = {.from_day = day,
                                   .from_hour = today ? instant_clock(ctx->now) : CLOCK_NONE,
                                   .to_day = DATE_NONE,
                                   .to_hour = CLOCK_NONE,
                                   .note = ""};

    input_show(ctx, &form, STOP, &args);
    return form;
}

static enum status stop_show(struct ctx *ctx, struct request *request, struct date day,
                             const struct form *typed, const struct form_errors *errors,
                             struct response *response)
{
    struct form first = form_of_day(ctx, day);
    struct vehicle_row vehicle;
    struct vehicle_stop_view view = {
        .ask = ask_new(ctx, request, typed ? typed : &first, errors),
        .back = board_path(ctx->arena, day),
        .lead = tr(ctx, "Dopo vedi quali altre auto e quali volontari possono andare, e chi va "
                        "chiamato. Chi è già in viaggio resta segnato come partito."),
    };

    TRY(vehicle_read(ctx, request->ids[0], &vehicle));
    TRY(spells_show(ctx, vehicle.id, &view));
    view.action = arena_printf(ctx->arena, BOARD_PATH "/auto/%lld/ferma", (long long)vehicle.id);
    TRY(staff_frame(ctx, request, arena_printf(ctx->arena, tr(ctx, "Auto ferma: %s"), vehicle.name),
                    "rides", &view.frame));
    view.frame.problem = errors && errors->count > 0;

    struct html page = frame_html(ctx, response);

    vehicle_stop(&page, &view);
    return OK;
}

enum status vehicle_stop_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct date day = query_day(ctx, request);
    struct date today = instant_date(ctx->now);

    return stop_show(ctx, request, day.days < today.days ? today : day, NULL, NULL, response);
}

/* --- it has stopped --------------------------------------------------------------------------- */

struct stop_write {
    struct once *once;
    struct vehicle_absence_insert_args absence;
};

static enum status stop_write(struct ctx *tx, void *args)
{
    const struct stop_write *write = args;
    int64_t id;
    bool was_done;

    TRY(once_begin(tx, write->once, &was_done, &id));
    if (was_done)
        return OK;
    TRY(vehicle_add_absence(tx, &write->absence, &id));
    return once_end(tx, write->once, write->absence.vehicle_id);
}

/* An hour alone at the end is one of the first day. */
static void stop_check(struct ctx *ctx, struct stop_args *args, struct form_errors *errors)
{
    bool to = !clock_is_none(args->to_hour);

    if (errors->count > 0)
        return;
    if (to && date_is_none(args->to_day))
        args->to_day = args->from_day;
    if (date_is_none(args->to_day))
        return;
    if (args->to_day.days < args->from_day.days)
        form_error_add(ctx, errors, "to_day", tr(ctx, "Scrivi un ultimo giorno dopo il primo"));
    else if (to && args->to_day.days == args->from_day.days &&
             (clock_is_none(args->from_hour) ? 0 : args->from_hour.minutes) >=
                 args->to_hour.minutes)
        form_error_add(ctx, errors, "to_hour", tr(ctx, "Scrivi un’ora dopo quella di inizio"));
}

static enum status stop_read(struct ctx *ctx, struct request *request, struct stop_args *args,
                             struct stop_write *write, struct form_errors *errors)
{
    struct vehicle_row vehicle;

    TRY(vehicle_read(ctx, request->ids[0], &vehicle));
    TRY(input_read(ctx, &request->form, STOP, args, errors));
    if (!write->once)
        return ERR_INVALID;
    stop_check(ctx, args, errors);
    write->absence = (struct vehicle_absence_insert_args){
        .vehicle_id = vehicle.id,
        .from_day = args->from_day,
        .starts = args->from_hour,
        .to_day = args->to_day,
        .ends = args->to_hour,
        .note = text_or_null(args->note),
    };
    return OK;
}

enum status vehicle_stop_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct stop_write write = {.once = ask_once(request)};
    struct promises_change change = {
        .operation = stop_write, .args = &write, .on.vehicle_id = request->ids[0]};
    struct form_errors errors = {0};
    struct stop_args args;
    enum status status;

    TRY(stop_read(ctx, request, &args, &write, &errors));
    if (errors.count > 0)
        return stop_show(ctx, request,
                         date_is_none(args.from_day) ? instant_date(ctx->now) : args.from_day,
                         &request->form, &errors, response);
    status = promises_write(ctx, request, &change);
    if (status == ERR_CONFLICT && change.broken.count > 0)
        return promises_ask(ctx, request, &change, "rides", board_path(ctx->arena, args.from_day),
                            response);
    TRY(status);
    return promises_done(ctx, &change, replan_path(ctx->arena, args.from_day),
                         tr(ctx, "L’auto è segnata ferma."), response);
}

/* --- it is back ------------------------------------------------------------------------------- */

static enum status back_write(struct ctx *tx, void *args)
{
    const int64_t *ids = args;

    return vehicle_is_back(tx, ids[0], ids[1]);
}

enum status vehicle_back_post(struct ctx *ctx, struct request *request, struct response *response)
{
    enum status status = store_write(ctx, back_write, request->ids);

    /* Said before, by a second click or by a colleague: what was wanted is so. */
    if (status != OK && status != ERR_NOT_FOUND)
        return status;
    response_banner(response, tr(ctx, "L’auto c’è di nuovo."));
    response_redirect_back(response, form_value(&request->form, "back"), BOARD_PATH);
    return OK;
}
