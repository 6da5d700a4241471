/*
 * The rest of a day planned anew: what is proposed, who must be called, and "Applica".
 */
#include "base/day_words.h"
#include "base/text.h"
#include "base/words.h"
#include "dispatch/dispatch_pages.h"
#include "dispatch/leg_marks.h"
#include "dispatch/replan_calls.h"
#include "dispatch_html.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/store.h"

enum {
    HTTP_CONFLICT = 409,
    PRINT_CHARS = 64,
    PLAN_CHARS = 60000,
    WAY_CHARS = 10,
    CHANGES_MAX = 3,
    METRES_IN_KM = 1000,
    MINUTE_SECONDS = 60,
    TEN = 10,
};

#define WAY_SHORTEST "breve"

const char *replan_path(struct arena *arena, struct date day)
{
    return arena_printf(arena, BOARD_PATH "/rivedi?giorno=%s", date_to_iso(arena, day));
}

/* The fairer plan is proposed unless the address says otherwise. */
static enum replan_way way_of(const char *via)
{
    return text_equal(via, WAY_SHORTEST) ? REPLAN_SHORTEST : REPLAN_FAIREST;
}

static const char *way_path(struct ctx *ctx, struct date day, enum replan_way way)
{
    return arena_printf(ctx->arena, "%s%s", replan_path(ctx->arena, day),
                        way == REPLAN_SHORTEST ? "&via=" WAY_SHORTEST : "");
}

/* --- who must be called ----------------------------------------------------------------------- */

static const char *const LACKS[] = {
    [REPLAN_LACKS_NOTHING] = "",
    [REPLAN_PAST] = N_("L’orario detto è passato."),
    [REPLAN_NO_HOME] = N_("Manca l’indirizzo di casa."),
    [REPLAN_NOT_SERVED] = N_("In quella destinazione non andiamo più."),
    [REPLAN_PROMISED_ABSENT] = "",
    [REPLAN_NOBODY] = N_("In quell’orario non c’è nessun volontario con un’auto adatta."),
    [REPLAN_CAR_STOPPED] = "",
    [REPLAN_BUSY] = N_("In quell’orario chi è di turno porta già altre persone."),
};

static const char *why_words(struct ctx *ctx, const struct replan_call *call)
{
    if (call->lack == REPLAN_PROMISED_ABSENT)
        return arena_printf(ctx->arena, tr(ctx, "Era promesso %s, che non può."),
                            call->leg->volunteer_name);
    if (call->lack == REPLAN_CAR_STOPPED)
        return arena_printf(ctx->arena,
                            tr(ctx, "L’auto si è fermata durante il viaggio: guida %s."),
                            call->leg->volunteer_name);
    return tr(ctx, LACKS[call->lack]);
}

static const char *instead_words(struct ctx *ctx, const struct replan_call *call)
{
    if (call->lack == REPLAN_CAR_STOPPED)
        return arena_printf(ctx->arena,
                            tr(ctx, "Chiama subito in auto, %s: chiedi dove sono e manda qualcuno "
                                    "a prenderli."),
                            text_phone_show(ctx->arena, call->driver_phone));
    if (call->other)
        return arena_printf(ctx->arena, tr(ctx, "Allo stesso orario può andare %s."), call->other);
    if (!call->has_nearest)
        return tr(ctx, "Per quel giorno non c’è un altro orario vicino.");
    if (call->leg->homeward)
        return arena_printf(ctx->arena, tr(ctx, "Si può tornare dalle %s."),
                            words_hour(ctx->arena, call->nearest));
    return arena_printf(ctx->arena, tr(ctx, "Si può con l’appuntamento alle %s."),
                        words_hour(ctx->arena, call->nearest));
}

static struct call_view call_show(struct ctx *ctx, const struct leg_words *words,
                                  const struct replan_call *call)
{
    const struct day_leg *leg = call->leg;
    struct call_view view = {
        .leg = leg_show(ctx, words, leg),
        .why = why_words(ctx, call),
        .instead = instead_words(ctx, call),
        .move = ride_act_path(ctx->arena, leg->ride_id, "sposta"),
        .cancel = ride_act_path(ctx->arena, leg->ride_id, "annulla"),
        .other_can = call->other != NULL,
    };

    if (!instant_is_none(leg->called_at))
        view.called = arena_printf(ctx->arena, tr(ctx, "Chiamata fatta alle %s"),
                                   words_hour(ctx->arena, leg->called_at));
    return view;
}

static enum status calls_show(struct ctx *ctx, const struct replan *replan,
                              const struct leg_words *words, struct replan_view *view)
{
    struct replan_call *calls;
    struct call_view *shown;

    TRY(replan_calls(ctx, replan, &calls, &view->call_count));
    shown = arena_array(ctx->arena, struct call_view, view->call_count);
    for (size_t i = 0; i < view->call_count; i++)
        shown[i] = call_show(ctx, words, &calls[i]);
    view->calls = shown;
    return OK;
}

/* --- what changes ----------------------------------------------------------------------------- */

static const char *driver_words(struct ctx *ctx, const char *volunteer, const char *vehicle,
                                struct instant pick_up)
{
    return arena_printf(ctx->arena, tr(ctx, "alle %s, %s (%s)"), words_hour(ctx->arena, pick_up),
                        volunteer, vehicle);
}

/* Who drove it until now, unless they cannot. */
static const char *now_words(struct ctx *ctx, const struct replan *replan, int32_t leg)
{
    const struct day_leg_row *row = replan->day.leg_rows[leg];

    if (planner_shift_of(&replan->day.plan, leg) == PLANNER_NONE)
        return tr(ctx, "nessuno");
    return driver_words(
        ctx, arena_printf(ctx->arena, "%s %s", row->volunteer_name, row->volunteer_surname),
        row->vehicle_name, row->pick_up_at);
}

static struct move_view move_show(struct ctx *ctx, const struct leg_words *words,
                                  const struct replan *replan, const struct replan_move *move)
{
    struct leg_view leg = leg_show(ctx, words, replan->legs[move->leg].shown);
    const struct day_plan *day = &replan->day;

    return (struct move_view){
        .window = leg.window,
        .full_name = leg.full_name,
        .href = leg.href,
        .way = leg.way,
        .now = now_words(ctx, replan, move->leg),
        .proposed =
            driver_words(ctx, day->available.shifts[move->shift].volunteer_name,
                         day->available.cars[move->car].name, day_plan_instant(day, move->pickup)),
    };
}

/* Of another office's rides only the minute may change: nothing is said of them. */
static void moves_show(struct ctx *ctx, const struct replan *replan, const struct leg_words *words,
                       const struct replan_moves *moves, struct replan_view *view)
{
    struct move_view *shown = arena_array(ctx->arena, struct move_view, moves->count);

    for (size_t i = 0; i < moves->count; i++) {
        if (replan->legs[moves->items[i].leg].shown)
            shown[view->move_count++] = move_show(ctx, words, replan, &moves->items[i]);
    }
    view->moves = shown;
}

/* As far as the actor may know of them. */
static bool replan_has_legs(const struct replan *replan)
{
    for (int32_t i = 0; i < replan->day.known_legs; i++) {
        if (replan->legs[i].shown)
            return true;
    }
    return false;
}

/* "84,3 km" */
static const char *kilometres_words(struct ctx *ctx, int64_t metres)
{
    int64_t tenths = (metres + METRES_IN_KM / TEN / 2) / (METRES_IN_KM / TEN);

    return arena_printf(ctx->arena, tr(ctx, "%lld,%lld km"), (long long)(tenths / TEN),
                        (long long)(tenths % TEN));
}

static const char *minutes_words(struct ctx *ctx, int64_t seconds)
{
    long long minutes = (long long)(seconds / MINUTE_SECONDS);

    return arena_printf(ctx->arena, tr_count(ctx, "%lld minuto", "%lld minuti", minutes), minutes);
}

static void changes_show(struct ctx *ctx, const struct replan *replan, struct replan_view *view)
{
    struct change_view *changes = arena_array(ctx->arena, struct change_view, CHANGES_MAX);
    struct replan_sum before = replan_sum(replan, &replan->day.plan);
    struct replan_sum after = replan_sum(replan, &replan->best);

    changes[0] = (struct change_view){tr(ctx, "Viaggi senza volontario"),
                                      arena_printf(ctx->arena, "%zu", before.uncovered),
                                      arena_printf(ctx->arena, "%zu", after.uncovered)};
    changes[1] = (struct change_view){tr(ctx, "Strada"), kilometres_words(ctx, before.metres),
                                      kilometres_words(ctx, after.metres)};
    changes[2] = (struct change_view){tr(ctx, "Alla guida"), minutes_words(ctx, before.seconds),
                                      minutes_words(ctx, after.seconds)};
    view->changes = changes;
    view->change_count = CHANGES_MAX;
}

/* --- what fairness costs ---------------------------------------------------------------------- */

static const char *percent_words(struct ctx *ctx, int64_t permille)
{
    return arena_printf(ctx->arena, "%lld%%", (long long)((permille + TEN / 2) / TEN));
}

/* "12 minuti e 6,2 km in più della via più breve" */
static const char *extra_words(struct ctx *ctx, const struct replan *replan)
{
    struct replan_sum shortest = replan_sum(replan, &replan->shortest);
    struct replan_sum fairer = replan_sum(replan, &replan->fairness.fairer);
    int64_t metres = fairer.metres > shortest.metres ? fairer.metres - shortest.metres : 0;
    int64_t seconds = fairer.seconds > shortest.seconds ? fairer.seconds - shortest.seconds : 0;

    if (metres == 0 && seconds < MINUTE_SECONDS)
        return tr(ctx, "nessuna strada in più");
    return arena_printf(ctx->arena, tr(ctx, "%s e %s in più della via più breve"),
                        minutes_words(ctx, seconds), kilometres_words(ctx, metres));
}

static const char *price_words(struct ctx *ctx, const struct replan *replan)
{
    const struct replan_fairness *fairness = &replan->fairness;
    const char *sentence =
        fairness->is_largest
            ? tr(ctx, "Più equo: %s; la quota più alta scende dal %s al %s.")
            : tr(ctx, "Più equo: %s; una delle quote più alte scende dal %s al %s.");

    return arena_printf(ctx->arena, sentence, extra_words(ctx, replan),
                        percent_words(ctx, fairness->from_permille),
                        percent_words(ctx, fairness->to_permille));
}

static const char *volunteer_name(const struct day_plan *day, int32_t volunteer)
{
    size_t i = 0;

    while (day->available.shifts[i].volunteer_id != day->volunteer_ids[volunteer])
        i++;
    return day->available.shifts[i].volunteer_name;
}

/* Of who is asked differently by the two plans. */
static void shares_show(struct ctx *ctx, const struct replan *replan, struct replan_view *view)
{
    size_t count = (size_t)replan->day.problem.volunteer_count;
    struct replan_share_view *shown = arena_array(ctx->arena, struct replan_share_view, count);
    int64_t *now = arena_array(ctx->arena, int64_t, count);
    int64_t *shortest = arena_array(ctx->arena, int64_t, count);
    int64_t *fairest = arena_array(ctx->arena, int64_t, count);

    replan_shares(ctx, replan, &replan->day.plan, now);
    replan_shares(ctx, replan, &replan->shortest, shortest);
    replan_shares(ctx, replan, &replan->fairness.fairer, fairest);
    for (size_t i = 0; i < count; i++) {
        if (shortest[i] != fairest[i])
            shown[view->share_count++] = (struct replan_share_view){
                volunteer_name(&replan->day, (int32_t)i), percent_words(ctx, now[i]),
                percent_words(ctx, shortest[i]), percent_words(ctx, fairest[i])};
    }
    view->shares = shown;
}

static void fairness_show(struct ctx *ctx, const struct replan *replan, struct date day,
                          enum replan_way way, struct replan_view *view)
{
    view->via = way == REPLAN_SHORTEST ? WAY_SHORTEST : "";
    if (!replan->fairness.is_fairer)
        return;
    view->price = price_words(ctx, replan);
    view->is_shortest = way == REPLAN_SHORTEST;
    view->other = way_path(ctx, day, view->is_shortest ? REPLAN_FAIREST : REPLAN_SHORTEST);
    shares_show(ctx, replan, view);
}

/* --- cars ------------------------------------------------------------------------------------- */

/* Each car once, also one that comes twice because it stands still in between. */
static void cars_show(struct ctx *ctx, const struct day_plan *day, struct replan_view *view)
{
    const struct availability *available = &day->available;
    struct stopped_view *cars = arena_array(ctx->arena, struct stopped_view, available->car_count);

    for (size_t i = 0; i < available->car_count; i++) {
        const struct car *car = &available->cars[i];

        if (i > 0 && available->cars[i - 1].vehicle_id == car->vehicle_id)
            continue;
        cars[view->car_count++] = (struct stopped_view){
            .name = car->name,
            .href = vehicle_stop_path(ctx->arena, car->vehicle_id, day->day),
        };
    }
    view->cars = cars;
}

/* --- the page --------------------------------------------------------------------------------- */

static enum status replan_show(struct ctx *ctx, struct request *request, struct date day,
                               enum replan_way way, const char *news, struct response *response)
{
    struct replan_view view = {.news = news};
    struct replan_moves moves;
    struct leg_words words;
    struct replan replan;

    /* First, as the search takes its time: it is for a thread that may wait. */
    TRY(audit_read(ctx, &(struct audit_entry){.action = "ride.day", .subject_kind = "day"}));
    TRY(replan_read(ctx, rides_office(ctx), day, &replan));
    TRY(replan_improve(ctx, &replan, way));
    TRY(replan_moves(ctx, &replan, &moves));
    TRY(leg_words_read(ctx, &words));
    TRY(calls_show(ctx, &replan, &words, &view));
    moves_show(ctx, &replan, &words, &moves, &view);
    changes_show(ctx, &replan, &view);
    view.has_legs = replan_has_legs(&replan);
    fairness_show(ctx, &replan, day, way, &view);
    cars_show(ctx, &replan.day, &view);
    view.day = date_to_iso(ctx->arena, day);
    view.day_long = day_words_first(ctx, day);
    view.back = board_path(ctx->arena, day);
    view.here = way_path(ctx, day, way);
    view.print = replan.print;
    view.plan = replan_text(ctx, &replan);
    TRY(staff_frame(ctx, request, tr(ctx, "Rivedi la giornata"), "rides", &view.frame));

    struct html page = frame_html(ctx, response);

    replan_html(&page, &view);
    return OK;
}

static enum status past_day(struct ctx *ctx, struct date day, struct response *response)
{
    response_warn(response, tr(ctx, "Questo giorno è passato: non c’è più niente da rivedere."));
    response_redirect(response, board_path(ctx->arena, day));
    return OK;
}

enum status replan_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct date day = query_day(ctx, request);

    if (day.days < instant_date(ctx->now).days)
        return past_day(ctx, day, response);
    return replan_show(ctx, request, day, way_of(form_get(&request->query, "via")), NULL, response);
}

struct replan_args {
    struct date day;
    const char *print;
    const char *plan;
    const char *via;
};

static const struct input REPLAN[] = {
    INPUT_DATE(struct replan_args, day, DATES_ANY, "Giorno", "Apri di nuovo la pagina"),
    INPUT_LINE(struct replan_args, print, PRINT_CHARS, "Giornata", "Apri di nuovo la pagina"),
    INPUT_LINE(struct replan_args, plan, PLAN_CHARS, "Piano", OPTIONAL),
    INPUT_LINE(struct replan_args, via, WAY_CHARS, "Strada", OPTIONAL),
};

static enum status apply_write(struct ctx *tx, void *args)
{
    return replan_apply(tx, args);
}

enum status replan_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct replan_proposal proposal = {.office_id = rides_office(ctx)};
    struct form_errors errors = {0};
    struct replan_args args;
    enum status status;

    TRY(input_read(ctx, &request->form, REPLAN, &args, &errors));
    if (errors.count > 0)
        return ERR_INVALID;
    if (args.day.days < instant_date(ctx->now).days)
        return past_day(ctx, args.day, response);
    proposal.day = args.day;
    proposal.print = args.print;
    proposal.text = args.plan;
    status = store_write(ctx, apply_write, &proposal);
    if (status == ERR_CONFLICT) {
        response->http_status = HTTP_CONFLICT;
        return replan_show(ctx, request, args.day, way_of(args.via),
                           tr(ctx, "Intanto la giornata è cambiata e non abbiamo scritto niente. "
                                   "Questa è la proposta per la giornata com’è adesso."),
                           response);
    }
    TRY(status);
    return response_done(
        response, way_path(ctx, args.day, way_of(args.via)),
        arena_printf(ctx->arena,
                     tr_count(ctx, "Il piano nuovo è scritto: un viaggio è cambiato.",
                              "Il piano nuovo è scritto: %zu viaggi sono cambiati.",
                              (int64_t)proposal.moved),
                     proposal.moved));
}

/* --- marks ------------------------------------------------------------------------------------ */

struct mark_args {
    int64_t leg_id;
    bool on;
};

static enum status called_write(struct ctx *tx, void *args)
{
    const struct mark_args *mark = args;

    return ride_leg_note_call(tx, mark->leg_id, mark->on);
}

static enum status lock_write(struct ctx *tx, void *args)
{
    const struct mark_args *mark = args;

    return ride_leg_hold(tx, mark->leg_id, mark->on);
}

/* `said` when the mark is put, `taken` when it is taken away. */
static enum status mark_post(struct ctx *ctx, struct request *request, struct response *response,
                             store_operation *write, const char *said, const char *taken)
{
    const char *back = form_value(&request->form, "back");
    struct mark_args mark = {
        .leg_id = request->ids[0],
        .on = !form_has(&request->form, "on", "no"),
    };
    enum status status = store_write(ctx, write, &mark);

    if (status != ERR_CONFLICT)
        TRY(status);
    if (status == ERR_CONFLICT)
        response_warn(response, tr(ctx, "Intanto questo viaggio è cambiato: guarda com’è adesso."));
    else
        response_banner(response, mark.on ? said : taken);
    response_redirect_back(response, back, BOARD_PATH);
    return OK;
}

enum status leg_called_post(struct ctx *ctx, struct request *request, struct response *response)
{
    return mark_post(ctx, request, response, called_write,
                     tr(ctx, "Hai segnato che la persona è stata chiamata."),
                     tr(ctx, "Il segno della chiamata è tolto."));
}

enum status leg_lock_post(struct ctx *ctx, struct request *request, struct response *response)
{
    return mark_post(ctx, request, response, lock_write,
                     tr(ctx, "Il viaggio resta con il suo volontario."),
                     tr(ctx, "Il viaggio può di nuovo cambiare volontario."));
}
