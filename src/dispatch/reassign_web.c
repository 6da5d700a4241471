/*
 * "Dallo a...": one leg given to another volunteer, with what would break for each.
 */
#include "base/day_words.h"
#include "base/words.h"
#include "dispatch/dispatch_pages.h"
#include "dispatch/reassign.h"
#include "dispatch_html.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/store.h"

enum { HTTP_CONFLICT = 409, METRES_IN_KM = 1000 };

/* --- words ------------------------------------------------------------------------------------ */

static const char *const FAULTS[] = {
    [PLANNER_CAR_NOT_ALLOWED] = N_("in questo giorno non ha un’auto"),
    [PLANNER_OTHER_WAS_PROMISED] = N_("al telefono è stato promesso un altro volontario"),
    [PLANNER_NO_SEAT] = N_("l’auto è piena"),
    [PLANNER_NO_WHEELCHAIR_PLACE] = N_("nell’auto non c’è posto per la carrozzina"),
    [PLANNER_ONBOARD_TOO_LONG] = N_("qualcuno resterebbe in auto troppo a lungo"),
    [PLANNER_CAR_NOT_BACK] = N_("l’auto non è ancora tornata"),
    [PLANNER_CAR_HOURS] = N_("l’auto è ferma"),
    [PLANNER_SHIFT_TOO_LONG] = N_("il suo turno diventerebbe troppo lungo"),
    [PLANNER_SHIFT_HOURS] = N_("è fuori dal suo orario"),
};

static const char *fault_words(struct ctx *ctx, const struct reassign_choice *choice)
{
    size_t count = sizeof FAULTS / sizeof FAULTS[0];
    long long minutes = choice->minutes;

    if (choice->fault == PLANNER_SAID_BROKEN && minutes > 0)
        return arena_printf(ctx->arena,
                            tr_count(ctx, "passerebbe %lld minuto fuori dall’orario detto",
                                     "passerebbe %lld minuti fuori dall’orario detto", minutes),
                            minutes);
    if (choice->fault == PLANNER_DROPOFF_MISSED && minutes > 0)
        return arena_printf(ctx->arena,
                            tr_count(ctx, "arriverebbe %lld minuto troppo tardi per l’appuntamento",
                                     "arriverebbe %lld minuti troppo tardi per l’appuntamento",
                                     minutes),
                            minutes);
    if ((size_t)choice->fault < count && FAULTS[choice->fault])
        return tr(ctx, FAULTS[choice->fault]);
    return tr(ctx, "non ci sta con le altre persone che porta");
}

static const char *can_words(struct ctx *ctx, const struct reassign_choice *choice)
{
    const char *hour = words_hour(ctx->arena, choice->pick_up);
    long long kilometres = (long long)((choice->added_metres + METRES_IN_KM / 2) / METRES_IN_KM);

    if (choice->is_now)
        return arena_printf(ctx->arena, tr(ctx, "guida già adesso, alle %s"), hour);
    if (kilometres <= 0)
        return arena_printf(ctx->arena, tr(ctx, "alle %s, è già di strada"), hour);
    return arena_printf(ctx->arena, tr(ctx, "alle %s, con %lld km in più"), hour, kilometres);
}

/* --- the page --------------------------------------------------------------------------------- */

static void choices_show(struct ctx *ctx, const struct reassign *reassign,
                         struct reassign_view *view)
{
    struct choice_view *can = arena_array(ctx->arena, struct choice_view, reassign->count);
    struct choice_view *cannot = arena_array(ctx->arena, struct choice_view, reassign->count);

    for (size_t i = 0; i < reassign->count; i++) {
        const struct reassign_choice *choice = &reassign->choices[i];
        struct choice_view shown = {
            .id = choice->volunteer_id,
            .name = choice->name,
            .why = choice->can ? can_words(ctx, choice) : fault_words(ctx, choice),
            .is_now = choice->is_now,
        };

        if (choice->can)
            can[view->can_count++] = shown;
        else
            cannot[view->cannot_count++] = shown;
    }
    view->can = can;
    view->cannot = cannot;
}

static enum status reassign_gone(struct ctx *ctx, struct response *response)
{
    return response_done(response, BOARD_PATH,
                         tr(ctx, "Questo viaggio non può più cambiare volontario: è già partito, "
                                 "è finito, oppure la persona va chiamata."));
}

static enum status reassign_show(struct ctx *ctx, struct request *request, const char *news,
                                 struct response *response)
{
    struct reassign_view view = {.news = news};
    struct reassign reassign;
    struct leg_words words;
    enum status status;
    struct date day;

    TRY(audit_read(ctx, &(struct audit_entry){.action = "ride.day", .subject_kind = "day"}));
    status = reassign_read(ctx, rides_office(ctx), request->ids[0], &reassign);
    if (status == ERR_CONFLICT)
        return reassign_gone(ctx, response);
    TRY(status);
    TRY(leg_words_read(ctx, &words));
    day = instant_date(reassign.leg->window_opens);
    view.leg = leg_show(ctx, &words, reassign.leg);
    view.locked = reassign.leg->locked;
    view.both_ways = reassign.both_ways;
    view.from_id = reassign.leg->volunteer_id;
    view.back = board_path(ctx->arena, day);
    view.here =
        arena_printf(ctx->arena, BOARD_PATH "/viaggi/%lld/volontario", (long long)request->ids[0]);
    choices_show(ctx, &reassign, &view);
    TRY(staff_frame(ctx, request, tr(ctx, "Cambia volontario"), "rides", &view.frame));

    struct html page = frame_html(ctx, response);

    reassign_form(&page, &view);
    return OK;
}

enum status reassign_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return reassign_show(ctx, request, NULL, response);
}

struct reassign_args {
    int64_t volunteer;
    int64_t from;
    int64_t leg_id;
    int64_t office_id;
};

static const struct input REASSIGN[] = {
    INPUT_ID(struct reassign_args, volunteer, "Volontario", "Scegli un volontario"),
    INPUT_COUNT(struct reassign_args, from, 0, INT32_MAX, "Adesso", "Apri di nuovo la pagina"),
};

static enum status reassign_write(struct ctx *tx, void *args)
{
    const struct reassign_args *given = args;

    return reassign_apply(tx, given->office_id, given->leg_id, given->from, given->volunteer);
}

enum status reassign_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form_errors errors = {0};
    struct reassign_args args;
    enum status status;

    TRY(input_read(ctx, &request->form, REASSIGN, &args, &errors));
    if (errors.count > 0)
        return reassign_show(ctx, request, errors.items[0].message, response);
    args.leg_id = request->ids[0];
    args.office_id = rides_office(ctx);
    status = store_write(ctx, reassign_write, &args);
    if (status == ERR_CONFLICT) {
        response->http_status = HTTP_CONFLICT;
        return reassign_show(ctx, request,
                             tr(ctx, "Così si romperebbe qualcosa di promesso, o intanto la "
                                     "giornata è cambiata: non abbiamo scritto niente. Guarda chi "
                                     "può adesso."),
                             response);
    }
    TRY(status);
    response_banner(response, tr(ctx, "Il viaggio ha un altro volontario, l’orario detto resta."));
    response_redirect_back(response, form_value(&request->form, "back"), BOARD_PATH);
    return OK;
}
