/*
 * One ride: all about it, its history; cancel it, correct what was said of it.
 */
#include <string.h>

#include "base/day_words.h"
#include "base/text.h"
#include "base/words.h"
#include "rides/booking_pages.h"
#include "rides/ride_tale.h"
#include "rides_html.h"
#include "staff/choices.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/store.h"

enum { FACTS_MAX = 16, HTTP_CONFLICT = 409, CODE_MAX = 40 };

static const struct kind_words {
    const char *kind;
    const char *words;
} KINDS[] = {
    {"book", N_("Prenotato")},
    {"refuse", N_("Non possibile")},
    {"move", N_("Spostato")},
    {"correct", N_("Corretto")},
    {"cancel", N_("Annullato")},
    {"outcome", N_("Esito")},
    {"assign", N_("Volontario trovato")},
    {"ready", N_("Ha chiamato per tornare")},
    {"reassign", N_("Passato a un altro volontario")},
    {"replan", N_("Volontario o orario cambiato")},
    {"call", N_("Persona chiamata")},
    {"uncall", N_("Chiamata tolta")},
    {"lock", N_("Tenuto con il volontario")},
    {"unlock", N_("Non più tenuto con il volontario")},
    {"went", N_("Orari veri")},
    {"opinion", N_("Richiamata per un parere")},
    {"aboard", N_("A bordo")},
    {"late", N_("In ritardo")},
    {"undo", N_("Ripensamento")},
};

static const char *kind_words(struct ctx *ctx, const char *kind)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
        if (text_equal(KINDS[i].kind, kind))
            return tr(ctx, KINDS[i].words);
    }
    return kind;
}

static const char *instant_words(struct ctx *ctx, struct instant at)
{
    return arena_printf(ctx->arena, tr(ctx, "%s alle %s"), date_show(ctx->arena, instant_date(at)),
                        words_hour(ctx->arena, at));
}

/* A reading of one ride, with the notes for the door. */
static enum status ride_audit(struct ctx *ctx, int64_t id)
{
    return audit_read(ctx, &(struct audit_entry){.action = "ride.open",
                                                 .subject_kind = "ride",
                                                 .subject_id = id,
                                                 .fields = "boarding_notes"});
}

static void ride_fact(struct ride_view *view, struct fact_view *facts, const char *label,
                      const char *text, const char *note)
{
    if (text && *text)
        facts[view->fact_count++] = (struct fact_view){label, text, note};
}

static const char *return_words(struct ctx *ctx, const struct ride_row *ride)
{
    if (text_equal(ride->return_kind, "at"))
        return arena_printf(ctx->arena, tr(ctx, "Alle %s"),
                            clock_show(ctx->arena, ride->return_at));
    if (text_equal(ride->return_kind, "wait"))
        return words_wait(ctx, ride->wait_minutes);
    return text_equal(ride->return_kind, "on_call") ? tr(ctx, "Quando chiama")
                                                    : tr(ctx, "Non serve");
}

static enum status ride_facts(struct ctx *ctx, const struct ride_row *ride, struct ride_view *view)
{
    struct fact_view *facts = arena_array(ctx->arena, struct fact_view, FACTS_MAX);
    const char *notes;
    struct codes aids;

    TRY(codes_read_all(ctx, "mobility_aid", &aids));
    TRY(ride_boarding_notes(ctx, ride->number, ride->boarding_notes, &notes));
    view->facts = facts;
    ride_fact(view, facts, tr(ctx, "Da"), view->rider.home, NULL);
    ride_fact(view, facts, tr(ctx, "A"), ride->destination, NULL);
    ride_fact(view, facts, tr(ctx, "Appuntamento"),
              arena_printf(ctx->arena, "%s, %s", day_words_first(ctx, ride->on_day),
                           clock_show(ctx->arena, ride->appointment)),
              NULL);
    ride_fact(view, facts, tr(ctx, "Ritorno"), return_words(ctx, ride), NULL);
    ride_fact(
        view, facts, tr(ctx, "Per salire"),
        words_boarding(ctx, &aids, ride->mobility_aid, ride->boarding_minutes, ride->companions),
        NULL);
    ride_fact(view, facts, tr(ctx, "Per il volontario"), notes, NULL);
    ride_fact(view, facts, tr(ctx, "Perché no"), words_refusal(ctx, ride->refusal), NULL);
    ride_fact(view, facts, tr(ctx, "Eccezione"), ride->exception_reason, NULL);
    ride_fact(view, facts, tr(ctx, "Chiesto"), instant_words(ctx, ride->called_at),
              arena_printf(ctx->arena, "%s %s", ride->booked_by_name, ride->booked_by_surname));
    return OK;
}

static struct leg_view ride_leg_show(struct ctx *ctx, const struct codes *outcomes,
                                     const struct ride_leg_row *leg, bool may_write)
{
    bool driven = leg->volunteer_id != 0;

    return (struct leg_view){
        .leg_id = leg->id,
        .way = text_equal(leg->direction, "outbound") ? tr(ctx, "Andata") : tr(ctx, "Ritorno"),
        .window = words_window(ctx, leg->window_opens, leg->window_closes),
        .full_name = driven ? arena_printf(ctx->arena, "%s %s, %s", leg->volunteer_name,
                                           leg->volunteer_surname, leg->vehicle_name)
                            : NULL,
        .promised_by_name = leg->volunteer_promised,
        .state = leg_state(ctx, outcomes, leg->outcome, driven, leg->window_closes),
        .note = leg->outcome_reason,
        .may_mark = may_write,
        .may_assign = may_write && !driven && !leg->outcome,
        .may_time = may_write && text_equal(leg->outcome, "done"),
    };
}

static enum status ride_legs_show(struct ctx *ctx, const struct ride_row *ride,
                                  struct ride_view *view)
{
    struct ride_leg_row *rows;
    struct codes outcomes;

    TRY(ride_legs_read(ctx, ride->id, &rows, &view->leg_count));
    TRY(codes_read_all(ctx, "leg_outcome", &outcomes));

    struct leg_view *legs = arena_array(ctx->arena, struct leg_view, view->leg_count);

    for (size_t i = 0; i < view->leg_count; i++) {
        legs[i] = ride_leg_show(ctx, &outcomes, &rows[i], view->may_write);
        view->driven = view->driven || text_equal(rows[i].outcome, "done");
        legs[i].may_call = view->may_write && ride_ready_now(ctx, ride, rows, view->leg_count,
                                                             &rows[i]) == RIDE_READY_COMING;
    }
    view->legs = legs;
    return OK;
}

/* Of an outcome "outbound done", of a cancellation its outcome, of a refusal its reason. */
static const char *event_detail(struct ctx *ctx, const struct codes *outcomes, const char *detail)
{
    const char *code = strchr(detail, ' ');
    const struct code_row *outcome = codes_find(outcomes, code ? code + 1 : detail);

    if (text_equal(detail, "exception"))
        return tr(ctx, "con un’eccezione");
    if (text_equal(detail, "outbound") || text_equal(detail, "return"))
        return text_equal(detail, "outbound") ? tr(ctx, "andata") : tr(ctx, "ritorno");
    if (text_starts_with(detail, RIDE_LATE_DETAIL))
        return arena_printf(ctx->arena, tr(ctx, "%s minuti"), detail + strlen(RIDE_LATE_DETAIL));
    if (!outcome)
        return words_refusal(ctx, detail);
    if (!code)
        return code_label(ctx, outcome);
    return arena_printf(ctx->arena, "%s, %s",
                        text_starts_with(detail, "outbound") ? tr(ctx, "andata")
                                                             : tr(ctx, "ritorno"),
                        code_label(ctx, outcome));
}

static enum status ride_events_show(struct ctx *ctx, int64_t id, struct ride_view *view)
{
    struct ride_event_row *rows;
    struct codes outcomes;

    TRY(ride_events(ctx, id, &rows, &view->event_count));
    TRY(codes_read_all(ctx, "leg_outcome", &outcomes));

    struct ride_event_view *events =
        arena_array(ctx->arena, struct ride_event_view, view->event_count);

    for (size_t i = 0; i < view->event_count; i++) {
        const struct ride_event_row *row = &rows[view->event_count - 1 - i];
        events[i] = (struct ride_event_view){
            .kind = kind_words(ctx, row->kind),
            .detail = row->detail ? event_detail(ctx, &outcomes, row->detail) : NULL,
            .when = instant_words(ctx, row->at),
            .author = arena_printf(ctx->arena, "%s %s", row->user_name, row->user_surname),
        };
        TRY(ride_event_former(ctx, id, row, &events[i].former));
    }
    view->events = events;
    return OK;
}

enum status ride_show_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct ride_page ride;
    struct ride_view view = {.may_write = actor_may(ctx, POWER_RIDES_WRITE)};
    int64_t id = request->ids[0];
    const char *title;

    TRY(ride_page_read(ctx, id, &ride));
    TRY(ride_audit(ctx, id));
    view.ask = ask_new(ctx, request, NULL, NULL);
    view.rider = rider_show(ctx, &ride.card);
    view.number = ride.ride.number;
    view.path = ride_path(ctx->arena, id);
    view.booked = text_equal(ride.ride.state, "booked");
    TRY(code_read_label(ctx, "ride_state", ride.ride.state, &view.state));
    TRY(ride_facts(ctx, &ride.ride, &view));
    TRY(ride_legs_show(ctx, &ride.ride, &view));
    TRY(series_show(ctx, &ride.ride, &view.series));
    TRY(ride_events_show(ctx, id, &view));
    TRY(choices_codes(ctx, "leg_outcome", &view.outcomes));
    title = arena_printf(ctx->arena, tr(ctx, "Accompagnamento n. %lld"), (long long)view.number);
    TRY(staff_frame(ctx, request, title, "rides", &view.frame));

    struct html page = frame_html(ctx, response);

    ride_show(&page, &view);
    return OK;
}

/* --- cancel ----------------------------------------------------------------------------------- */

static const struct input_choice CANCEL_REASONS[] = {
    {"person", N_("La persona non ne ha più bisogno"), 0},
    {"service", N_("Il servizio non può"), 1},
    {0},
};

static const struct input_choice CANCEL_SCOPES[] = {
    {"this", N_("Solo questo"), RIDE_SCOPE_THIS},
    {"following", N_("Questo e i successivi"), RIDE_SCOPE_FOLLOWING},
    {"all", N_("Tutti quelli che restano"), RIDE_SCOPE_ALL},
    {0},
};

struct cancel_args {
    int64_t version;
    int by_service;
    int scope; /* enum ride_scope; -1: not asked */
    int64_t id;
    size_t count; /* set */
};

static const struct input CANCEL[] = {
    INPUT_COUNT(struct cancel_args, version, 0, INT32_MAX, "Versione", "Apri di nuovo la pagina"),
    INPUT_CHOICE(struct cancel_args, by_service, CANCEL_REASONS, "Perché",
                 "Scegli perché si annulla"),
    INPUT_CHOICE(struct cancel_args, scope, CANCEL_SCOPES, "Quali", OPTIONAL),
};

static enum status cancel_write(struct ctx *tx, void *args)
{
    struct cancel_args *cancel = args;

    return ride_series_cancel(tx, cancel->id, cancel->version,
                              cancel->scope < 0 ? RIDE_SCOPE_THIS : (enum ride_scope)cancel->scope,
                              cancel->by_service ? "cancelled_by_service" : NULL, &cancel->count);
}

static enum status cancel_show(struct ctx *ctx, struct request *request,
                               const struct form_errors *errors, const char *conflict,
                               struct response *response)
{
    struct ride_page ride;
    struct cancel_view view = {.conflict = conflict};

    TRY(ride_page_read(ctx, request->ids[0], &ride));
    TRY(ride_audit(ctx, request->ids[0]));
    view.ask = ask_new(ctx, request, &request->form, errors);
    view.rider = rider_show(ctx, &ride.card);
    view.number = ride.ride.number;
    view.path = ride_path(ctx->arena, ride.ride.id);
    view.version = arena_printf(ctx->arena, "%lld", (long long)ride.ride.version);
    view.when = arena_printf(ctx->arena, tr(ctx, "%s, %s alle %s"), ride.ride.destination,
                             day_words(ctx, ride.ride.on_day),
                             clock_show(ctx->arena, ride.ride.appointment));
    view.reasons = options_of(ctx, CANCEL_REASONS);
    view.scopes = options_of(ctx, CANCEL_SCOPES);
    TRY(series_words_of(ctx, ride.ride.series_id, &view.series));
    TRY(staff_frame(ctx, request, tr(ctx, "Annulla un accompagnamento"), "rides", &view.frame));
    view.frame.problem = errors && errors->count > 0;

    struct html page = frame_html(ctx, response);

    ride_cancel_form(&page, &view);
    return OK;
}

enum status ride_cancel_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return cancel_show(ctx, request, NULL, NULL, response);
}

enum status ride_cancel_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct cancel_args args;
    struct form_errors errors = {0};

    TRY(input_read(ctx, &request->form, CANCEL, &args, &errors));
    args.id = request->ids[0];
    if (errors.count > 0)
        return cancel_show(ctx, request, &errors, NULL, response);

    enum status status = store_write(ctx, cancel_write, &args);

    if (status == ERR_CONFLICT) {
        response->http_status = HTTP_CONFLICT;
        return cancel_show(ctx, request, NULL,
                           tr(ctx, "Qualcuno ha cambiato questo accompagnamento prima di te: "
                                   "guarda com’è adesso e, se serve ancora, annulla di nuovo."),
                           response);
    }
    TRY(status);
    return response_done(
        response, ride_path(ctx->arena, args.id),
        arena_printf(ctx->arena,
                     tr_count(ctx, "L’accompagnamento è annullato.",
                              "%zu accompagnamenti sono annullati.", (int64_t)args.count),
                     args.count));
}

/* --- correct ---------------------------------------------------------------------------------- */

struct correct_args {
    int64_t version;
    int64_t companions;
    const char *mobility_aid;
    int64_t boarding_minutes;
    const char *boarding_notes;
};

enum { COMPANIONS_MAX = 8, BOARDING_MAX = 240 };

static const struct input CORRECT[] = {
    INPUT_COUNT(struct correct_args, version, 0, INT32_MAX, "Versione", "Apri di nuovo la pagina"),
    INPUT_COUNT(struct correct_args, companions, 0, COMPANIONS_MAX, "Viene qualcuno",
                "Scegli se viene qualcuno con la persona"),
    INPUT_LINE(struct correct_args, mobility_aid, CODE_MAX, "Per camminare usa",
               "Scegli che cosa usa per camminare"),
    INPUT_COUNT(struct correct_args, boarding_minutes, 0, BOARDING_MAX, "Minuti per salire in auto",
                "Scrivi quanti minuti servono per salire in auto"),
    INPUT_LINES(struct correct_args, boarding_notes, BOOKING_NOTES_MAX, "Per il volontario",
                OPTIONAL),
};

struct correct_write_args {
    int64_t id;
    int64_t version;
    struct ride_correction correction;
    struct ride_answer answer;
};

static enum status correct_write(struct ctx *tx, void *args)
{
    struct correct_write_args *write = args;

    return ride_correct(tx, write->id, write->version, &write->correction, &write->answer);
}

static enum status correct_show(struct ctx *ctx, struct request *request, const struct form *typed,
                                const struct form_errors *errors, const char *conflict,
                                struct response *response)
{
    struct ride_page ride;
    struct policy_set rules;
    struct correct_view view = {.conflict = conflict};
    struct form form = form_empty(ctx->arena);
    struct correct_args stored = {0};

    TRY(ride_page_read(ctx, request->ids[0], &ride));
    TRY(ride_audit(ctx, request->ids[0]));
    TRY(policy_read(ctx, instant_date(ctx->now), &rules));
    stored.companions = ride.ride.companions;
    stored.mobility_aid = ride.ride.mobility_aid;
    stored.boarding_minutes = ride.ride.boarding_minutes;
    TRY(ride_boarding_notes(ctx, ride.ride.number, ride.ride.boarding_notes,
                            &stored.boarding_notes));
    input_show(ctx, &form, CORRECT, &stored);
    view.ask = ask_new(ctx, request, typed ? typed : &form, errors);
    view.ask.focus = conflict ? NULL : "companions";
    view.rider = rider_show(ctx, &ride.card);
    view.number = ride.ride.number;
    view.path = ride_path(ctx->arena, ride.ride.id);
    view.version = arena_printf(ctx->arena, "%lld", (long long)ride.ride.version);
    view.companions = companion_options(ctx, policy_number(&rules, POLICY_RIDES_MAX_COMPANIONS));
    TRY(choices_codes(ctx, "mobility_aid", &view.aids));
    TRY(staff_frame(ctx, request, tr(ctx, "Correggi un accompagnamento"), "rides", &view.frame));
    view.frame.problem = errors && errors->count > 0;

    struct html page = frame_html(ctx, response);

    ride_correct_form(&page, &view);
    return OK;
}

enum status ride_correct_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return correct_show(ctx, request, NULL, NULL, NULL, response);
}

static enum status correct_check(struct ctx *ctx, const struct correct_args *args,
                                 struct form_errors *errors)
{
    struct options_list aids;
    struct policy_set rules;

    TRY(choices_codes(ctx, "mobility_aid", &aids));
    TRY(policy_read(ctx, instant_date(ctx->now), &rules));
    booking_check_boarding(ctx, &rules, &aids, args->mobility_aid, args->boarding_minutes, errors);
    return OK;
}

static const char *correct_conflict(struct ctx *ctx, const struct ride_answer *answer)
{
    if (answer->stale)
        return tr(ctx, "Qualcuno ha cambiato questo accompagnamento mentre scrivevi. Quello che "
                       "hai scritto è ancora qui: controlla e salva di nuovo.");
    return tr(ctx, "Così non ci sta nella giornata già promessa agli altri. Prova a spostare "
                   "l’accompagnamento a un altro orario.");
}

enum status ride_correct_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct correct_args args;
    struct form_errors errors = {0};

    TRY(input_read(ctx, &request->form, CORRECT, &args, &errors));
    TRY(correct_check(ctx, &args, &errors));
    if (errors.count > 0)
        return correct_show(ctx, request, &request->form, &errors, NULL, response);

    struct correct_write_args write = {
        .id = request->ids[0],
        .version = args.version,
        .correction = {args.companions, args.mobility_aid, args.boarding_minutes,
                       *args.boarding_notes ? args.boarding_notes : NULL},
    };
    enum status status = store_write(ctx, correct_write, &write);

    if (status == ERR_CONFLICT) {
        response->http_status = HTTP_CONFLICT;
        return correct_show(ctx, request, &request->form, NULL,
                            correct_conflict(ctx, &write.answer), response);
    }
    TRY(status);
    return response_done(response, ride_path(ctx->arena, write.id),
                         tr(ctx, "La correzione è salvata."));
}
