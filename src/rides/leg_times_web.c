/* When a leg really went, written down by who was told. */
#include "base/day_words.h"
#include "base/text.h"
#include "base/words.h"
#include "rides/leg_times.h"
#include "rides/rides.h"
#include "rides/rides_pages.h"
#include "rides_html.h"
#include "staff/actor.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/store.h"

enum { HTTP_CONFLICT = 409 };

struct times_form {
    struct clock_time picked_up;
    struct clock_time set_down;
    int64_t version;
};

static const struct input TIMES[] = {
    INPUT_CLOCK(struct times_form, picked_up, "Partiti", OPTIONAL),
    INPUT_CLOCK(struct times_form, set_down, "Arrivati", OPTIONAL),
    INPUT_COUNT(struct times_form, version, 0, INT64_MAX, "Versione", OPTIONAL),
};

/* A leg, and its ride as far as the actor may know of it. */
struct driven {
    struct ride_leg_row leg;
    struct ride_page page;
};

static enum status driven_read(struct ctx *ctx, int64_t leg_id, struct driven *ret_driven)
{
    TRY(ride_leg_read(ctx, leg_id, &ret_driven->leg));
    return ride_page_read(ctx, ret_driven->leg.ride_id, &ret_driven->page);
}

static enum status times_show(struct ctx *ctx, struct request *request, const struct driven *driven,
                              const struct form *form, const struct form_errors *errors,
                              const char *conflict, struct response *response)
{
    const struct ride_leg_row *leg = &driven->leg;
    struct leg_times_view view = {
        .ask = ask_new(ctx, request, form, errors),
        .way = text_equal(leg->direction, "outbound") ? tr(ctx, "Andata") : tr(ctx, "Ritorno"),
        .action = request->path,
        .back = ride_path(ctx->arena, leg->ride_id),
        .conflict = conflict,
        .version = arena_printf(ctx->arena, "%lld", (long long)driven->page.ride.version),
    };

    if (!instant_is_none(leg->pick_up_at))
        view.planned = arena_printf(ctx->arena, tr(ctx, "In programma: dalle %s alle %s."),
                                    words_hour(ctx->arena, leg->pick_up_at),
                                    words_hour(ctx->arena, leg->drop_off_at));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "ride.open",
                                              .subject_kind = "ride",
                                              .subject_id = leg->ride_id}));
    TRY(staff_frame(ctx, request,
                    arena_printf(ctx->arena, tr(ctx, "Orari veri, accompagnamento n. %lld"),
                                 (long long)driven->page.ride.number),
                    "rides", &view.frame));
    view.frame.problem = errors && errors->count > 0;

    struct html page = frame_html(ctx, response);

    leg_times_form(&page, &view);
    return OK;
}

static struct clock_time clock_of(struct instant at)
{
    return instant_is_none(at) ? CLOCK_NONE : instant_clock(at);
}

static enum status leg_times_page(struct ctx *ctx, struct request *request,
                                  struct response *response)
{
    struct form stored = form_empty(ctx->arena);
    struct driven driven;
    struct leg_times times;

    TRY(driven_read(ctx, request->ids[0], &driven));
    TRY(ride_leg_times(ctx, driven.leg.id, &times));

    const struct times_form form = {.picked_up = clock_of(times.picked_up_at),
                                    .set_down = clock_of(times.set_down_at)};

    input_show(ctx, &stored, TIMES, &form);
    return times_show(ctx, request, &driven, &stored, NULL, NULL, response);
}

struct times_writing {
    int64_t leg_id;
    int64_t version;
    struct instant picked_up;
    struct instant set_down;
};

static enum status times_write(struct ctx *tx, void *args)
{
    const struct times_writing *writing = args;

    return ride_leg_write_times(tx, writing->leg_id, writing->version, writing->picked_up,
                                writing->set_down);
}

static struct instant instant_of(struct date day, struct clock_time time)
{
    return clock_is_none(time) ? INSTANT_NONE : instant_at(day, time);
}

static enum status leg_times_post(struct ctx *ctx, struct request *request,
                                  struct response *response)
{
    struct form_errors errors = {0};
    struct times_form form;
    struct driven driven;
    enum status status = OK;

    TRY(driven_read(ctx, request->ids[0], &driven));
    TRY(input_read(ctx, &request->form, TIMES, &form, &errors));

    struct times_writing writing = {.leg_id = driven.leg.id,
                                    .version = form.version,
                                    .picked_up =
                                        instant_of(driven.page.ride.on_day, form.picked_up),
                                    .set_down = instant_of(driven.page.ride.on_day, form.set_down)};

    if (!text_equal(driven.leg.outcome, "done"))
        form_error_add(ctx, &errors, "picked_up", tr(ctx, "Prima scrivi che è stato fatto"));
    if (errors.count == 0)
        status = store_write(ctx, times_write, &writing);
    if (status == ERR_INVALID)
        form_error_add(ctx, &errors, "set_down",
                       tr(ctx, "Scrivi un’ora dopo quella di partenza, e non più tardi di adesso"));
    else if (status != ERR_CONFLICT)
        TRY(status);
    if (errors.count > 0)
        return times_show(ctx, request, &driven, &request->form, &errors, NULL, response);
    if (status == ERR_CONFLICT) {
        response->http_status = HTTP_CONFLICT;
        return times_show(ctx, request, &driven, &request->form, NULL,
                          tr(ctx, "Intanto qualcun altro ha cambiato questi dati. Qui c’è quello "
                                  "che hai scritto tu: controlla e salva di nuovo"),
                          response);
    }
    return response_done(response, ride_path(ctx->arena, driven.leg.ride_id),
                         tr(ctx, "Gli orari veri sono scritti."));
}

const struct route LEG_TIMES_ROUTES[] = {
    ROUTE(GET, BOARD_PATH "/viaggi/:id/orari", POWER_RIDES_WRITE, leg_times_page),
    ROUTE(POST, BOARD_PATH "/viaggi/:id/orari", POWER_RIDES_WRITE, leg_times_post),
};
const size_t LEG_TIMES_ROUTE_COUNT = sizeof LEG_TIMES_ROUTES / sizeof LEG_TIMES_ROUTES[0];
