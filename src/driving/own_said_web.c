/*
 * What a volunteer says on their own page: when they can, every week, and when they are away. Hours
 * wait for the coordinator's yes (volunteers/proposals.h); an absence holds at once where nothing
 * is promised. What was said stands there, and can be taken back.
 */
#include "base/elision.h"
#include "base/text.h"
#include "base/words.h"
#include "driving/driving_pages.h"
#include "driving/own_page.h"
#include "rides/rides_pages.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/once.h"
#include "store/store.h"
#include "volunteers/promises.h"
#include "volunteers/proposals.h"
#include "volunteers/spells.h"
#include "volunteers/volunteers.h"
#include "volunteers/volunteers_pages.h"

enum { ABSENCES_SAID_MAX = 40, DAY_MINUTES = 24 * 60 };

/* --- shown ------------------------------------------------------------------------------------ */

static const char *own_action(struct ctx *ctx, const char *path, const char *what, int64_t id,
                              const char *deed)
{
    return arena_printf(ctx->arena, "%s/%s/%lld/%s", path, what, (long long)id, deed);
}

static const char *answer_words(struct ctx *ctx, const char *state)
{
    if (text_equal(state, "accepted"))
        return tr(ctx, "accettata");
    if (text_equal(state, "refused"))
        return tr(ctx, "non accettata: chiama per parlarne");
    return tr(ctx, "aspetta la risposta");
}

static void proposals_fill(struct ctx *ctx, const struct volunteer_proposal_row *rows, size_t count,
                           struct own_page_view *view)
{
    struct own_said_view *said = arena_array(ctx->arena, struct own_said_view, count);

    for (size_t i = 0; i < count; i++) {
        const struct volunteer_proposal_row *row = &rows[i];

        said[i] = (struct own_said_view){
            .text = proposal_words(ctx, row),
            .note = answer_words(ctx, row->state),
        };
        if (text_equal(row->state, "open"))
            said[i].action = own_action(ctx, view->path, "proposte", row->id, "ritira");
    }
    view->proposals = said;
    view->proposal_count = count;
}

static bool is_to_end(const struct volunteer_proposal_row *rows, size_t count, int64_t hours_id)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].hours_id == hours_id && text_equal(rows[i].state, "open"))
            return true;
    }
    return false;
}

static enum status hours_fill(struct ctx *ctx, int64_t volunteer_id, struct own_page_view *view)
{
    struct instant since =
        instant_add_minutes(ctx->now, -(int64_t)PROPOSALS_SHOWN_DAYS * DAY_MINUTES);
    struct volunteer_proposal_row *proposals;
    struct volunteer_week_row *rows;
    size_t count;

    TRY(volunteer_proposals_of(ctx, volunteer_id, since, &proposals, &count));
    proposals_fill(ctx, proposals, count, view);
    TRY(volunteer_hours_of(ctx, volunteer_id, instant_date(ctx->now), &rows, &view->hour_count));

    struct own_said_view *hours = arena_array(ctx->arena, struct own_said_view, view->hour_count);

    for (size_t i = 0; i < view->hour_count; i++) {
        const struct spell_view spell = hours_spell(ctx, &rows[i]);

        hours[i] = (struct own_said_view){.text = spell.text, .note = spell.note};
        if (!is_to_end(proposals, count, rows[i].id) && date_is_none(rows[i].valid_to))
            hours[i].action = own_action(ctx, view->path, "ore", rows[i].id, "basta");
    }
    view->hours = hours;
    return OK;
}

/* What the office wrote stands there too, without its note. */
static enum status absences_fill(struct ctx *ctx, int64_t volunteer_id, struct own_page_view *view)
{
    struct volunteer_away_row *rows;

    TRY(volunteer_absences_of(ctx, volunteer_id, instant_date(ctx->now), &rows,
                              &view->absence_count));

    struct own_said_view *said = arena_array(ctx->arena, struct own_said_view, view->absence_count);

    for (size_t i = 0; i < view->absence_count; i++) {
        said[i] = (struct own_said_view){.text = absence_spell(ctx, &rows[i]).text};
        if (rows[i].own_word) {
            said[i].action = own_action(ctx, view->path, "assenze", rows[i].id, "togli");
            said[i].seen = absence_print(ctx, &rows[i]);
        }
    }
    view->absences = said;
    return OK;
}

enum status own_said_fill(const struct link_visit *visit, const struct policy_set *rules,
                          struct own_page_view *view)
{
    struct ctx ctx = visit->ctx;

    view->weekdays = options_of(&ctx, VOLUNTEERS_WEEKDAYS);
    view->at_once = policy_flag(rules, POLICY_VOLUNTEERS_HOURS_AT_ONCE);
    TRY(hours_fill(&ctx, visit->volunteer.id, view));
    return absences_fill(&ctx, visit->volunteer.id, view);
}

/* --- hours of every week ---------------------------------------------------------------------- */

struct say_args {
    struct once *once;
    struct proposal proposal;
};

static enum status say_write(struct ctx *tx, void *args)
{
    const struct say_args *say = args;
    int64_t id;
    bool done;

    TRY(once_begin(tx, say->once, &done, &id));
    if (done)
        return OK;
    TRY(proposal_say(tx, &say->proposal, &id));
    return once_end(tx, say->once, id);
}

/* At once where the policy has it so and no promise breaks: nobody agrees here to break one. */
static enum status say(struct ctx *ctx, struct request *request, struct say_args *args)
{
    struct request unagreed = *request;
    struct promises_change change = {
        .operation = say_write, .args = args, .on.volunteer_id = args->proposal.volunteer_id};
    struct policy_set *rules = arena_new(ctx->arena, struct policy_set);
    enum status status;

    TRY(policy_read(ctx, instant_date(ctx->now), rules));
    unagreed.form = form_empty(ctx->arena);
    args->proposal.at_once = policy_flag(rules, POLICY_VOLUNTEERS_HOURS_AT_ONCE);
    if (args->proposal.at_once) {
        status = promises_write(ctx, &unagreed, &change);
        if (status != ERR_CONFLICT || change.broken.count == 0)
            return status;
        args->proposal.at_once = false;
    }
    return store_write(ctx, say_write, args);
}

static enum status said(struct ctx *ctx, const struct link_visit *visit,
                        const struct say_args *args, struct response *response)
{
    return response_done(response, visit->path,
                         args->proposal.at_once
                             ? words_say(ctx, tr(ctx, "Salvato: vale dal %s."),
                                         date_show(ctx->arena, args->proposal.valid_from))
                             : tr(ctx, "Grazie, l’abbiamo scritto. Vale quando arriva il sì: lo "
                                       "leggi qui."));
}

enum status own_hours_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct link_visit *visit = arena_new(ctx->arena, struct link_visit);
    struct volunteer_hours_insert_args hours;
    struct form_errors errors = {0};
    enum status status = OK;

    TRY(link_open(ctx, request, LINK_OWN_PAGE, visit));
    if (visit->outcome != LINK_OPEN)
        return link_refuse(ctx, request, visit, response);
    TRY(hours_input(ctx, &request->form, visit->volunteer.id, &hours, &errors));

    struct say_args args = {.once = ask_once(request),
                            .proposal = {.volunteer_id = visit->volunteer.id,
                                         .weekday = hours.weekday,
                                         .starts = hours.starts,
                                         .ends = hours.ends,
                                         .valid_from = hours.valid_from}};

    if (errors.count == 0)
        status = say(&visit->ctx, request, &args);
    if (status == ERR_CONFLICT)
        form_error_add(ctx, &errors, "starts",
                       tr(ctx, "In quelle ore ci sei già, o l’hai già detto: guarda qui sopra"));
    else if (status == ERR_TOO_LARGE)
        form_error_add(ctx, &errors, "weekday",
                       tr(ctx, "Hai già tante proposte che aspettano una risposta: chiama"));
    else
        TRY(status);
    if (errors.count > 0)
        return own_page_again(ctx, request, visit, &errors, response);
    return said(ctx, visit, &args, response);
}

enum status own_hours_end_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct link_visit *visit = arena_new(ctx->arena, struct link_visit);
    enum status status;

    TRY(link_open(ctx, request, LINK_OWN_PAGE, visit));
    if (visit->outcome != LINK_OPEN)
        return link_refuse(ctx, request, visit, response);

    struct say_args args = {.once = ask_once(request),
                            .proposal = {.volunteer_id = visit->volunteer.id,
                                         .hours_id = request->ids[0],
                                         .valid_from = instant_date(ctx->now)}};

    status = say(&visit->ctx, request, &args);
    if (status == ERR_NOT_FOUND || status == ERR_CONFLICT)
        return own_page_warned(
            visit, tr(ctx, "Intanto quelle ore sono cambiate: guarda come sono adesso."), response);
    if (status == ERR_TOO_LARGE)
        return own_page_warned(
            visit, tr(ctx, "Hai già tante proposte che aspettano una risposta: chiama"), response);
    TRY(status);
    return said(ctx, visit, &args, response);
}

struct back_args {
    int64_t volunteer_id;
    int64_t id;
    const char *seen;
};

static enum status withdraw_write(struct ctx *tx, void *args)
{
    const struct back_args *back = args;

    return proposal_withdraw(tx, back->volunteer_id, back->id);
}

/* Only what the volunteer said, and as the page showed it. */
static enum status absence_back_write(struct ctx *tx, void *args)
{
    const struct back_args *back = args;
    struct volunteer_away_row row;

    TRY(volunteer_absence_one(tx, back->id, back->volunteer_id, instant_date(tx->now), &row));
    if (!row.own_word || !text_equal(absence_print(tx, &row), back->seen))
        return ERR_NOT_FOUND;
    return volunteer_drop_absence(tx, back->volunteer_id, back->id);
}

/* Taken back before, by a second tap, or answered by now: the page says how it is. */
static enum status take_back(struct ctx *ctx, struct request *request, store_operation *operation,
                             const char *sentence, struct response *response)
{
    struct link_visit *visit = arena_new(ctx->arena, struct link_visit);
    enum status status;

    TRY(link_open(ctx, request, LINK_OWN_PAGE, visit));
    if (visit->outcome != LINK_OPEN)
        return link_refuse(ctx, request, visit, response);

    struct back_args back = {.volunteer_id = visit->volunteer.id,
                             .id = request->ids[0],
                             .seen = form_value(&request->form, ASK_SEEN)};

    status = store_write(&visit->ctx, operation, &back);
    if (status == ERR_NOT_FOUND)
        return own_page_warned(visit, tr(ctx, "Intanto è cambiato qualcosa: guarda com’è adesso."),
                               response);
    TRY(status);
    return response_done(response, visit->path, sentence);
}

enum status own_withdraw_post(struct ctx *ctx, struct request *request, struct response *response)
{
    return take_back(ctx, request, withdraw_write, tr(ctx, "Ritirata: come se non l’avessi detto."),
                     response);
}

enum status own_absence_back_post(struct ctx *ctx, struct request *request,
                                  struct response *response)
{
    return take_back(ctx, request, absence_back_write,
                     tr(ctx, "L’assenza è tolta: in quei giorni ci sei."), response);
}

/* --- away ------------------------------------------------------------------------------------- */

struct away_args {
    struct once *once;
    struct volunteer_absence_insert_args absence;
};

static enum status away_write(struct ctx *tx, void *args)
{
    const struct away_args *away = args;
    int64_t id, said;
    bool done;

    TRY(once_begin(tx, away->once, &done, &id));
    if (done)
        return OK;
    TRY(volunteer_absences_said(tx, away->absence.volunteer_id, instant_date(tx->now), &said));
    if (said >= ABSENCES_SAID_MAX)
        return ERR_TOO_LARGE;
    TRY(volunteer_add_absence(tx, &away->absence, &id));
    return once_end(tx, away->once, id);
}

/* Only where nothing is promised: nobody agrees here to break a promise. */
static enum status away_keep(struct ctx *ctx, struct request *request, struct away_args *away,
                             struct form_errors *errors)
{
    struct request unagreed = *request;
    struct promises_change change = {
        .operation = away_write, .args = away, .on.volunteer_id = away->absence.volunteer_id};
    enum status status;

    unagreed.form = form_empty(ctx->arena);
    status = promises_write(ctx, &unagreed, &change);
    if (status == ERR_TOO_LARGE)
        form_error_add(ctx, errors, "from_day",
                       tr(ctx, "Hai già detto molte assenze: per un’altra chiama l’ufficio"));
    else if (status == ERR_CONFLICT && change.broken.count > 0)
        form_error_add(ctx, errors, "from_day",
                       tr(ctx, "In quei giorni hai già viaggi promessi: restituisci prima il "
                               "turno, o chiama l’ufficio"));
    else
        return status;
    return OK;
}

enum status own_absence_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct link_visit *visit = arena_new(ctx->arena, struct link_visit);
    struct away_args away = {.once = ask_once(request)};
    struct form_errors errors = {0};

    TRY(link_open(ctx, request, LINK_OWN_PAGE, visit));
    if (visit->outcome != LINK_OPEN)
        return link_refuse(ctx, request, visit, response);
    TRY(absence_input(ctx, &request->form, visit->volunteer.id, DATE_NONE, &away.absence, &errors));
    away.absence.own_word = true;
    away.absence.note = NULL; /* nobody is asked why */
    if (errors.count == 0)
        TRY(away_keep(&visit->ctx, request, &away, &errors));
    if (errors.count > 0)
        return own_page_again(ctx, request, visit, &errors, response);
    return response_done(response, visit->path,
                         tr(ctx, "L’assenza è salvata: in quel tempo non ti diamo viaggi."));
}
