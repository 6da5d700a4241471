/*
 * The day by volunteer, what became of each way, and the volunteer's sheet on screen and paper.
 */
#include "base/day_words.h"
#include "base/words.h"
#include "dispatch/dispatch_pages.h"
#include "dispatch_html.h"
#include "paper/pdf.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/store.h"

enum { REASON_MAX = 200, CODE_MAX = 40, BACK_MAX = 300 };

static struct leg_view *legs_show(struct ctx *ctx, const struct leg_words *words,
                                  const struct day_leg *const *legs, size_t count)
{
    struct leg_view *views = arena_array(ctx->arena, struct leg_view, count);

    for (size_t i = 0; i < count; i++)
        views[i] = leg_show(ctx, words, legs[i]);
    return views;
}

/* "8:00-13:00, 15:00-18:00" */
static const char *shifts_words(struct ctx *ctx, const struct shift *shifts, size_t count)
{
    struct buf words = buf_new(ctx->arena, 1024);

    for (size_t i = 0; i < count; i++) {
        size_t last = i;

        while (last + 1 < count && shifts[last + 1].starts.seconds == shifts[last].ends.seconds)
            last++; /* cut in two where the car stops */
        buf_printf(&words, "%s%s-%s", i > 0 ? ", " : "", words_hour(ctx->arena, shifts[i].starts),
                   words_hour(ctx->arena, shifts[last].ends));
        i = last;
    }
    return count > 0 ? buf_text(&words) : tr(ctx, "fuori turno");
}

static const struct free_view *free_show(struct ctx *ctx, const struct day_volunteer *volunteer)
{
    struct free_view *lines = arena_array(ctx->arena, struct free_view, volunteer->free_count);

    for (size_t i = 0; i < volunteer->free_count; i++) {
        const struct day_free *stretch = &volunteer->free[i];
        long long seats = (long long)stretch->seats;

        lines[i].when = arena_printf(ctx->arena, "%s-%s", words_hour(ctx->arena, stretch->from),
                                     words_hour(ctx->arena, stretch->to));
        lines[i].seats =
            arena_printf(ctx->arena, tr_count(ctx, "%lld posto", "%lld posti", seats), seats);
    }
    return lines;
}

/* Of who is on duty on a day that is not past. */
static const char *unable_path(struct ctx *ctx, const struct day_volunteer *volunteer,
                               struct date day)
{
    if (volunteer->shift_count == 0 || day.days < instant_date(ctx->now).days ||
        !actor_may(ctx, POWER_RIDES_WRITE))
        return NULL;
    return arena_printf(ctx->arena, BOARD_PATH "/volontari/%lld/non-puo?giorno=%s",
                        (long long)volunteer->volunteer_id, date_to_iso(ctx->arena, day));
}

/* Of the car that somebody drives on a day that is not past. */
static const char *stop_path(struct ctx *ctx, const struct day_volunteer *volunteer,
                             struct date day)
{
    if (volunteer->vehicle_id == 0 || day.days < instant_date(ctx->now).days ||
        !actor_may(ctx, POWER_RIDES_WRITE))
        return NULL;
    return vehicle_stop_path(ctx->arena, volunteer->vehicle_id, day);
}

/* NULL for who hands out no links, and for a day that is over. */
static const char *send_path(struct ctx *ctx, int64_t volunteer_id, struct date day)
{
    if (!actor_may(ctx, POWER_VOLUNTEERS_WRITE) || day.days < instant_date(ctx->now).days)
        return NULL;
    return sheet_path(ctx, volunteer_id, "/manda", day);
}

static struct run_view run_show(struct ctx *ctx, const struct leg_words *words, struct date day,
                                const struct day_volunteer *volunteer)
{
    const char *hours = shifts_words(ctx, volunteer->shifts, volunteer->shift_count);

    return (struct run_view){
        .name = volunteer->name,
        .detail = volunteer->vehicle_name
                      ? arena_printf(ctx->arena, "%s · %s", hours, volunteer->vehicle_name)
                      : hours,
        .free = free_show(ctx, volunteer),
        .free_count = volunteer->free_count,
        .sheet = sheet_path(ctx, volunteer->volunteer_id, "", day),
        .send = send_path(ctx, volunteer->volunteer_id, day),
        .legs = legs_show(ctx, words, volunteer->legs, volunteer->leg_count),
        .leg_count = volunteer->leg_count,
        .at_risk = volunteer->at_risk,
        .unable = unable_path(ctx, volunteer, day),
        .stop = stop_path(ctx, volunteer, day),
        .vehicle = volunteer->vehicle_name,
    };
}

static const char *count_words(struct ctx *ctx, const struct rides_day *day)
{
    const char *rides =
        arena_printf(ctx->arena, tr_count(ctx, "un viaggio", "%zu viaggi", (int64_t)day->leg_count),
                     day->leg_count);
    const char *volunteers = arena_printf(
        ctx->arena, tr_count(ctx, "un volontario", "%zu volontari", (int64_t)day->volunteer_count),
        day->volunteer_count);

    return arena_printf(ctx->arena, "%s, %s", rides, volunteers);
}

static void board_days(struct ctx *ctx, struct date day, struct board_view *view)
{
    struct date before = date_add_days(day, -1);
    struct date after = date_add_days(day, 1);
    struct date today = instant_date(ctx->now);

    view->day = date_to_iso(ctx->arena, day);
    view->day_long = day_words_first(ctx, day);
    view->before = day_words_first(ctx, before);
    view->before_href = board_path(ctx->arena, before);
    view->after = day_words_first(ctx, after);
    view->after_href = board_path(ctx->arena, after);
    view->back = board_path(ctx->arena, day);
    if (day.days != today.days)
        view->today_href = BOARD_PATH;
    if (day.days >= today.days)
        view->replan = replan_path(ctx->arena, day);
    view->may_book = view->may_write && day.days >= today.days;
}

static void board_runs(struct ctx *ctx, const struct rides_day *day, const struct leg_words *words,
                       struct board_view *view)
{
    struct run_view *runs = arena_array(ctx->arena, struct run_view, day->volunteer_count);

    for (size_t i = 0; i < day->volunteer_count; i++)
        runs[i] = run_show(ctx, words, day->day, &day->volunteers[i]);
    view->runs = runs;
    view->run_count = day->volunteer_count;
    view->unassigned = (struct run_view){
        .legs = legs_show(ctx, words, day->unassigned, day->unassigned_count),
        .leg_count = day->unassigned_count,
    };
    view->cancelled = (struct run_view){
        .legs = legs_show(ctx, words, day->cancelled, day->cancelled_count),
        .leg_count = day->cancelled_count,
    };
}

static enum status board_stops(struct ctx *ctx, struct date day, struct board_view *view)
{
    struct vehicle_absence_row *rows;
    struct stopped_view *stopped;

    TRY(vehicle_absences_on(ctx, day, &rows, &view->stopped_count));
    stopped = arena_array(ctx->arena, struct stopped_view, view->stopped_count);
    for (size_t i = 0; i < view->stopped_count; i++)
        stopped[i] = (struct stopped_view){
            .name = rows[i].name,
            .href = vehicle_stop_path(ctx->arena, rows[i].vehicle_id, day),
            .when = vehicle_stop_words(ctx, rows[i].from_day, rows[i].starts, rows[i].to_day,
                                       rows[i].ends),
        };
    view->stopped = stopped;
    return OK;
}

enum status board_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct board_view view = {.may_write = actor_may(ctx, POWER_RIDES_WRITE)};
    struct leg_words words;
    struct rides_day day;
    const char *title;

    TRY(rides_day(ctx, rides_office(ctx), query_day(ctx, request), &day));
    TRY(leg_words_read(ctx, &words));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "ride.day", .subject_kind = "day"}));
    board_days(ctx, day.day, &view);
    board_runs(ctx, &day, &words, &view);
    TRY(board_stops(ctx, day.day, &view));
    view.closed = day.closed_why;
    view.count = count_words(ctx, &day);
    title = arena_printf(ctx->arena, tr(ctx, "Accompagnamenti di %s"), day_words(ctx, day.day));
    TRY(staff_frame(ctx, request, title, "rides", &view.frame));

    struct html page = frame_html(ctx, response);

    board_html(&page, &view);
    return OK;
}

struct outcome_args {
    const char *outcome;
    const char *reason;
    const char *back;
    int64_t leg_id;
};

static const struct input OUTCOME[] = {
    INPUT_LINE(struct outcome_args, outcome, CODE_MAX, "Esito", "Scegli com’è andata"),
    INPUT_LINE(struct outcome_args, reason, REASON_MAX, "Motivo", OPTIONAL),
    INPUT_LINE(struct outcome_args, back, BACK_MAX, "Pagina", OPTIONAL),
};

static enum status outcome_write(struct ctx *tx, void *args)
{
    struct outcome_args *given = args;

    return ride_leg_outcome(tx, given->leg_id, given->outcome,
                            *given->reason ? given->reason : NULL);
}

/* Small forms have no room for a mistake beside a field: it is said on top of the page. */
static enum status outcome_back(struct response *response, const char *back, const char *sentence)
{
    response_banner(response, sentence);
    response_redirect_back(response, back, BOARD_PATH);
    return OK;
}

static enum status outcome_warn(struct response *response, const char *back, const char *sentence)
{
    response_warn(response, sentence);
    response_redirect_back(response, back, BOARD_PATH);
    return OK;
}

enum status leg_outcome_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct outcome_args args;
    struct form_errors errors = {0};

    TRY(input_read(ctx, &request->form, OUTCOME, &args, &errors));
    if (errors.count > 0)
        return outcome_warn(response, args.back, errors.items[0].message);
    args.leg_id = request->ids[0];

    enum status status = store_write(ctx, outcome_write, &args);

    if (status == ERR_INVALID)
        return outcome_warn(response, args.back,
                            tr(ctx, "L’esito non è registrato: prima dell’orario detto si può solo "
                                    "annullare, e chi resta senza volontario ha bisogno di un "
                                    "motivo."));
    TRY(status);
    return outcome_back(response, args.back, tr(ctx, "L’esito è registrato."));
}

struct assignment {
    int64_t leg_id;
    bool name_was_promised;
};

static enum status assign_write(struct ctx *tx, void *args)
{
    struct assignment *assignment = args;
    struct ride_leg_row leg;

    TRY(ride_leg_read(tx, assignment->leg_id, &leg));
    assignment->name_was_promised = leg.volunteer_promised;
    return ride_leg_assign(tx, assignment->leg_id);
}

enum status leg_assign_post(struct ctx *ctx, struct request *request, struct response *response)
{
    const char *back = form_value(&request->form, "back");
    struct assignment assignment = {.leg_id = request->ids[0]};
    enum status status = store_write(ctx, assign_write, &assignment);

    if (status == ERR_CONFLICT)
        return outcome_warn(response, back,
                            tr(ctx, "Nessun volontario è libero in quell’orario: chiama la persona "
                                    "e sposta l’accompagnamento."));
    TRY(status);
    return outcome_back(
        response, back,
        assignment.name_was_promised
            ? tr(ctx, "Il volontario è trovato, l’orario detto resta. Non viene chi era promesso: "
                      "avvisa la persona.")
            : tr(ctx, "Il volontario è trovato, l’orario detto resta."));
}

/* --- ready to go home --------------------------------------------------------------------------
 */

struct readiness {
    int64_t leg_id;
    struct ride_ready ready;
};

static enum status ready_write(struct ctx *tx, void *args)
{
    struct readiness *readiness = args;

    return ride_leg_ready(tx, readiness->leg_id, &readiness->ready);
}

static const char *coming_words(struct ctx *ctx, const struct ride_ready *ready)
{
    int64_t minutes = (ready->pick_up.seconds - ctx->now.seconds + 59) / 60;
    const char *hour = words_hour(ctx->arena, ready->pick_up);

    if (minutes < 1)
        return arena_printf(ctx->arena, tr(ctx, "%s passa subito, alle %s."), ready->volunteer_name,
                            hour);
    return arena_printf(ctx->arena, tr(ctx, "%s passa tra %s, alle %s."), ready->volunteer_name,
                        words_minutes(ctx, minutes), hour);
}

static const char *ready_words(struct ctx *ctx, const struct ride_ready *ready)
{
    switch (ready->answer) {
    case RIDE_READY_COMING:
        return coming_words(ctx, ready);
    case RIDE_READY_OTHER_DAY:
        return tr(ctx,
                  "Quel ritorno è di un altro giorno: controlla di aver aperto quello giusto.");
    case RIDE_READY_NOT_THERE_YET:
        return tr(ctx, "L’andata non è ancora finita. Se la persona è già arrivata, scrivi prima "
                       "com’è andata l’andata.");
    case RIDE_READY_TOO_LATE:
        return tr(ctx, "L’orario tenuto per il ritorno è passato: chiama il volontario, poi scrivi "
                       "com’è andata.");
    case RIDE_READY_NOBODY:
        return tr(ctx, "Nessuno può passare prima: resta l’orario già detto. Dillo alla persona.");
    default:
        return tr(ctx, "Quel ritorno non aspetta una chiamata: guarda com’è adesso.");
    }
}

enum status leg_ready_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct readiness readiness = {.leg_id = request->ids[0]};

    TRY(store_write(ctx, ready_write, &readiness));

    const char *back = form_value(&request->form, "back");
    const char *sentence = ready_words(ctx, &readiness.ready);

    return readiness.ready.answer == RIDE_READY_COMING ? outcome_back(response, back, sentence)
                                                       : outcome_warn(response, back, sentence);
}

/* --- who must be called ----------------------------------------------------------------------- */

enum { UNCOVERED_DAYS = 14, UNCOVERED_DAYS_MAX = 61 };

static struct date query_date(struct request *request, const char *name, struct date otherwise)
{
    const char *typed = form_get(&request->query, name);
    struct date day;

    return typed && date_from_iso(typed, &day) == OK ? day : otherwise;
}

/* Legs come in order of time: with the first of each day, the way to plan that day anew. */
static struct leg_view *uncovered_show(struct ctx *ctx, const struct leg_words *words,
                                       const struct day_leg *const *legs, size_t count)
{
    struct leg_view *views = legs_show(ctx, words, legs, count);
    struct date before = DATE_NONE;

    for (size_t i = 0; i < count && words->may_write; i++) {
        struct date day = instant_date(legs[i]->window_opens);

        if (day.days != before.days)
            views[i].replan = replan_path(ctx->arena, day);
        before = day;
    }
    return views;
}

enum status uncovered_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct date first = query_date(request, "dal", instant_date(ctx->now));
    struct date last = query_date(request, "al", date_add_days(first, UNCOVERED_DAYS));
    struct uncovered_view view = {0};
    const struct day_leg **legs;
    struct leg_words words;
    size_t count;

    if (last.days < first.days || last.days > first.days + UNCOVERED_DAYS_MAX)
        last = date_add_days(first, UNCOVERED_DAYS_MAX);
    TRY(rides_without_volunteer(ctx, rides_office(ctx), first, last, &legs, &count));
    TRY(leg_words_read(ctx, &words));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "ride.day", .subject_kind = "day"}));
    view.first = date_show(ctx->arena, first);
    view.last = date_show(ctx->arena, last);
    view.back = request_here(request);
    view.legs = uncovered_show(ctx, &words, legs, count);
    view.leg_count = count;
    TRY(staff_frame(ctx, request, tr(ctx, "Accompagnamenti senza volontario"), "rides",
                    &view.frame));

    struct html page = frame_html(ctx, response);

    uncovered_html(&page, &view);
    return OK;
}

/* --- the sheet -------------------------------------------------------------------------------- */

static enum status sheet_read(struct ctx *ctx, struct request *request, struct sheet_view *view,
                              struct date *ret_day)
{
    const struct day_volunteer *volunteer;
    struct leg_words words;
    struct policy_set rules;
    struct rides_day day;

    TRY(rides_sheet(ctx, rides_office(ctx), query_day(ctx, request), request->ids[0], &day,
                    &volunteer));
    TRY(leg_words_read(ctx, &words));
    TRY(policy_read(ctx, day.day, &rules));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "ride.sheet",
                                              .subject_kind = "volunteer",
                                              .subject_id = request->ids[0],
                                              .fields = "boarding_notes"}));

    view->legs = legs_show(ctx, &words, volunteer->legs, volunteer->leg_count);
    view->leg_count = volunteer->leg_count;
    view->volunteer = volunteer->name;
    view->is_the_circles = rides_sheet_is_the_circles(volunteer);
    view->vehicle = volunteer->vehicle_name;
    view->day_long = day_words_long(ctx, day.day);
    view->line = arena_printf(ctx->arena, "%s, %s", policy_text(&rules, POLICY_RIDES_LINE_NAME),
                              text_phone_show(ctx->arena, policy_text(&rules, POLICY_RIDES_PHONE)));
    view->send_href = send_path(ctx, request->ids[0], day.day);
    view->pdf_href = sheet_path(ctx, request->ids[0], "/pdf", day.day);
    view->back = board_path(ctx->arena, day.day);
    *ret_day = day.day;
    return OK;
}

enum status sheet_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct sheet_view view = {0};
    struct date day;

    TRY(sheet_read(ctx, request, &view, &day));
    TRY(staff_frame(ctx, request,
                    arena_printf(ctx->arena, tr(ctx, "Foglio di viaggio di %s"), view.volunteer),
                    "rides", &view.frame));

    struct html page = frame_html(ctx, response);

    day_sheet(&page, &view);
    return OK;
}

static void sheet_paper_leg(struct ctx *ctx, struct pdf *pdf, const struct leg_view *leg)
{
    pdf_add(pdf, PDF_HEADING, arena_printf(ctx->arena, "%s, %s", leg->span, leg->full_name));
    pdf_add_fact(pdf, tr(ctx, "Nel giro"), arena_printf(ctx->arena, tr(ctx, "alle %s"), leg->hour));
    pdf_add_fact(pdf, tr(ctx, "Da"), leg->from);
    pdf_add_fact(pdf, tr(ctx, "A"), arena_printf(ctx->arena, "%s (%s)", leg->to, leg->note));
    if (leg->phone)
        pdf_add_fact(pdf, tr(ctx, "Telefono"), text_phone_show(ctx->arena, leg->phone));
    pdf_add_fact(pdf, tr(ctx, "Per salire"), leg->boarding);
    pdf_add_fact(pdf, tr(ctx, "Note"), leg->notes);
    pdf_add_fact(pdf, tr(ctx, "Esito"),
                 leg->outcome ? leg->outcome
                              : tr(ctx, "☐ fatto    ☐ non trovato    ☐ annullato    ore ______"));
}

static struct pdf sheet_paper(struct ctx *ctx, const struct sheet_view *view)
{
    struct pdf pdf = pdf_new(
        ctx->arena, arena_printf(ctx->arena, tr(ctx, "Foglio di viaggio di %s"), view->volunteer),
        ctx->now);

    pdf.sender = arena_printf(ctx->arena, "%s\n%s", view->frame.office_name, view->line);
    pdf.about = arena_printf(ctx->arena, "%s\n%s", tr(ctx, "Foglio di viaggio"), view->day_long);
    pdf_add(&pdf, PDF_TITLE, view->volunteer);
    pdf_add(&pdf, PDF_LEAD, view->day_long);
    pdf_add(&pdf, PDF_LEAD, view->vehicle);
    for (size_t i = 0; i < view->leg_count; i++)
        sheet_paper_leg(ctx, &pdf, &view->legs[i]);
    if (view->leg_count == 0)
        pdf_add(&pdf, PDF_TEXT, tr(ctx, "Nessun viaggio."));
    pdf_add(&pdf, PDF_SMALL,
            tr(ctx, "Il foglio contiene dati personali: a fine giornata si distrugge."));
    return pdf;
}

enum status sheet_file(struct ctx *ctx, struct request *request, struct response *response)
{
    struct sheet_view view = {0};
    struct date day;
    const void *bytes;
    size_t length;

    ctx->words = NULL; /* whoever prints it, it is for the volunteer */
    TRY(sheet_read(ctx, request, &view, &day));
    TRY(staff_frame(ctx, request, tr(ctx, "Foglio di viaggio"), "rides", &view.frame));

    struct pdf pdf = sheet_paper(ctx, &view);

    TRY(pdf_write(&pdf, &bytes, &length));
    response_inline_file(
        response, "application/pdf",
        arena_printf(ctx->arena, "foglio-%s-%s.pdf", date_to_iso(ctx->arena, day), view.volunteer),
        bytes, length);
    return OK;
}
