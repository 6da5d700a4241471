/*
 * One contact: what was said, its corrections, its person, its call-back.
 */
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "desk/contact_form.h"
#include "desk/contact_text.h"
#include "desk/desk_pages.h"
#include "desk_html.h"
#include "people/people_pages.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/seal.h"
#include "store/store.h"

enum { FACTS_MAX = 8, HTTP_CONFLICT = 409 };

/* The contact of the address, its reading written down. */
static enum status contact_open(struct ctx *ctx, const struct request *request,
                                struct contact_row *ret_row)
{
    TRY(contact_visible_row(ctx, request->ids[0], ret_row));
    return audit_read(ctx, &(struct audit_entry){.action = "contact.open",
                                                 .subject_kind = "contact",
                                                 .subject_id = ret_row->id,
                                                 .place_id = ret_row->place_id});
}

static void fact_add(struct named_text *facts, size_t *count, const char *label, const char *text)
{
    if (!text_is_blank(text))
        facts[(*count)++] = (struct named_text){label, text};
}

static const char *caller_text(struct ctx *ctx, const struct contact_row *row, const char *kind)
{
    const char *phone = row->caller_phone ? text_phone_show(ctx->arena, row->caller_phone) : "";

    return arena_printf(ctx->arena, "%s%s%s%s%s", kind, row->caller_name ? ", " : "",
                        row->caller_name ? row->caller_name : "", *phone ? ", " : "", phone);
}

static enum status facts_read(struct ctx *ctx, const struct contact_row *row,
                              struct contact_view *view)
{
    struct named_text *facts = arena_array(ctx->arena, struct named_text, FACTS_MAX);
    const char *reason = row->reason;
    const char *caller = row->caller_kind;
    struct place_row place = {0};

    TRY(code_read_label(ctx, "contact_reason", row->reason, &reason));
    TRY(code_read_label(ctx, "caller", row->caller_kind, &caller));
    if (row->place_id)
        TRY(zone_place(ctx, row->place_id, &place));
    fact_add(facts, &view->fact_count, tr(ctx, "Chi ha chiamato"), caller_text(ctx, row, caller));
    fact_add(facts, &view->fact_count, tr(ctx, "Perché è arrivato"),
             row->sender ? arena_printf(ctx->arena, "%s %s", reason, row->sender) : reason);
    fact_add(facts, &view->fact_count, tr(ctx, "Luogo"), place.label);
    if (row->minutes != SQL_INT_NONE)
        fact_add(facts, &view->fact_count, tr(ctx, "Durata"),
                 arena_printf(ctx->arena, tr_count(ctx, "%lld minuto", "%lld minuti", row->minutes),
                              (long long)row->minutes));
    view->facts = facts;
    return OK;
}

static enum status parts_read(struct ctx *ctx, const struct contact_row *row,
                              struct contact_view *view)
{
    struct codes labels, reasons, words;
    struct contact_need_row *needs;
    struct contact_response_row *responses;

    TRY(codes_read_all(ctx, "need", &labels));
    TRY(codes_read_all(ctx, "unmet_reason", &reasons));
    TRY(codes_read_all(ctx, "desk_response", &words));
    TRY(contact_needs(ctx, row->id, &needs, &view->need_count));
    TRY(contact_responses(ctx, row->id, &responses, &view->response_count));

    struct need_answers_view *lines =
        arena_array(ctx->arena, struct need_answers_view, view->need_count);
    const char **texts = arena_array(ctx->arena, const char *, view->response_count);

    for (size_t i = 0; i < view->need_count; i++)
        lines[i] = (struct need_answers_view){
            .label = codes_label(ctx, &labels, needs[i].need),
            .unmet = codes_label(ctx, &reasons, needs[i].unmet_reason),
        };
    for (size_t i = 0; i < view->response_count; i++)
        texts[i] = contact_response_text(ctx, &words, &responses[i]);
    view->needs = lines;
    view->responses = texts;
    return OK;
}

static enum status revisions_read(struct ctx *ctx, const struct contact_row *row,
                                  struct contact_view *view)
{
    struct contact_revision_row *rows;

    TRY(contact_revisions(ctx, row->id, &rows, &view->revision_count));

    struct revision_view *revisions =
        arena_array(ctx->arena, struct revision_view, view->revision_count);

    for (size_t i = 0; i < view->revision_count; i++) {
        const char *place = contact_former_seal_place(ctx->arena, row->id, rows[i].version);

        revisions[i] = (struct revision_view){
            .when = moment_text(ctx, rows[i].at),
            .author = arena_printf(ctx->arena, "%s %s", rows[i].user_name, rows[i].user_surname),
            .why = rows[i].reason,
        };
        TRY(seal_open(ctx, place, rows[i].former, &revisions[i].former));
    }
    view->revisions = revisions;
    return OK;
}

static enum status call_back_read(struct ctx *ctx, const struct contact_row *row,
                                  struct contact_view *view)
{
    struct desk_list outcomes;

    view->call_back = call_back_text(ctx, row->call_back_on, row->call_back_at);
    view->call_back_phone = row->call_back_phone;
    view->call_back_what = row->call_back_what;
    view->call_back_late = view->call_back && row->call_back_on.days < instant_date(ctx->now).days;
    TRY(desk_list_read(ctx, "call_back_outcome", instant_date(ctx->now), &outcomes));
    view->outcomes = outcomes.options;
    if (!instant_is_none(row->call_back_closed_at))
        view->call_back_closed = arena_printf(
            ctx->arena, "%s, %s", codes_label(ctx, &outcomes.codes, row->call_back_outcome),
            moment_text(ctx, row->call_back_closed_at));
    return OK;
}

static enum status contact_show(struct ctx *ctx, struct request *request, struct response *response,
                                const struct contact_row *row, const struct form_errors *errors)
{
    struct contact_view view = {
        .ask = ask_new(ctx, request, errors ? &request->form : NULL, errors),
        .id = row->id,
        .number = row->number,
        .anonymous_label = row->anonymous_label,
        .urgent = row->urgent,
        .may_write = actor_may(ctx, POWER_CONTACTS_WRITE),
    };
    const char *author = arena_printf(ctx->arena, "%s %s", row->user_name, row->user_surname);
    const char *channel = row->channel;

    TRY(code_read_label(ctx, "channel", row->channel, &channel));
    view.recorded = arena_printf(ctx->arena, "%s · %s", moment_text(ctx, row->at), author);
    view.heading =
        arena_printf(ctx->arena, "%s · %s · %s", moment_text(ctx, row->at), channel, author);
    TRY(desk_person(ctx, row->person_id, &view.who));
    TRY(contact_notes_open(ctx, row, &view.notes));
    TRY(facts_read(ctx, row, &view));
    TRY(parts_read(ctx, row, &view));
    TRY(revisions_read(ctx, row, &view));
    TRY(call_back_read(ctx, row, &view));
    TRY(staff_frame(ctx, request,
                    arena_printf(ctx->arena, tr(ctx, "Contatto %lld"), (long long)row->number),
                    "contacts", &view.frame));
    view.frame.problem = errors && errors->count > 0;

    struct html page = frame_html(ctx, response);

    contact_screen(&page, &view);
    return OK;
}

enum status contact_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct contact_row row;

    TRY(contact_open(ctx, request, &row));
    return contact_show(ctx, request, response, &row, NULL);
}

/* ---- correcting ------------------------------------------------------------------------------ */

struct contact_correcting {
    int64_t id;
    int64_t version;
    const struct contact_draft *draft;
    const char *why;
};

static enum status contact_save_correction(struct ctx *tx, void *args)
{
    const struct contact_correcting *correcting = args;

    return contact_correct(tx, correcting->id, correcting->version, correcting->draft,
                           correcting->why);
}

/* With the codes of its own day, so that an old contact keeps words that were retired since. */
static enum status correction_begin(struct ctx *ctx, struct request *request,
                                    struct contact_row *ret_row, struct desk_lists *ret_lists)
{
    TRY(contact_open(ctx, request, ret_row));
    return desk_lists_read(ctx, instant_date(ret_row->at), ret_lists);
}

enum status contact_correct_page(struct ctx *ctx, struct request *request,
                                 struct response *response)
{
    struct contact_row row;
    struct desk_lists lists;
    struct form form = form_empty(ctx->arena);

    TRY(correction_begin(ctx, request, &row, &lists));
    TRY(contact_form_fill(ctx, &row, &form));
    return contact_form_show(ctx, request, response, &lists, &row, &form, NULL);
}

static const char *correction_why(struct ctx *ctx, struct form *form, struct form_errors *errors)
{
    const char *typed = form_get(form, "why");
    const char *why = typed ? text_squeeze(ctx->arena, typed) : "";

    if (text_is_blank(why))
        form_error_add(ctx, errors, "why", tr(ctx, "Scrivi perché lo correggi"));
    else if (text_length(why) > CONTACT_WHY_MAX)
        form_error_add(ctx, errors, "why", tr(ctx, "Scrivi il perché in 200 caratteri al massimo"));
    return why;
}

/* Somebody else was first: what was typed comes back, to be saved over the newer text or not. */
static enum status correction_conflict(struct ctx *ctx, struct request *request,
                                       struct response *response, const struct desk_lists *lists,
                                       const struct contact_row *row)
{
    struct form form = form_empty(ctx->arena);
    struct form_errors errors = {0};

    form_put(&form, "version", arena_printf(ctx->arena, "%lld", (long long)row->version));
    for (size_t i = 0; i < request->form.count; i++) {
        const struct form_field *field = &request->form.fields[i];

        if (!field->file_name && strcmp(field->name, "version") != 0)
            form_put(&form, field->name, field->value);
    }
    form_error_add(ctx, &errors, "why",
                   tr(ctx, "Intanto qualcun altro ha cambiato questo contatto. Qui c’è quello che "
                           "hai scritto tu: guarda come è adesso, poi salva di nuovo"));
    response->http_status = HTTP_CONFLICT;
    return contact_form_show(ctx, request, response, lists, row, &form, &errors);
}

enum status contact_correct_post(struct ctx *ctx, struct request *request,
                                 struct response *response)
{
    struct contact_row row;
    struct desk_lists lists;
    struct contact_draft draft;
    struct form_errors errors = {0};
    struct form *form = &request->form;
    struct contact_correcting correcting = {.draft = &draft};
    const char *version = form_get(form, "version");

    TRY(correction_begin(ctx, request, &row, &lists));
    if (!version || text_to_int(version, &correcting.version) != OK)
        return ERR_INVALID;
    if (form_has(form, "act", "answers") || form_has(form, "act", "filter") ||
        form_has(form, ASK_AGAIN, "yes"))
        return contact_form_show(ctx, request, response, &lists, &row, form, NULL);
    TRY(contact_form_read(ctx, form, &lists, &row, &draft, &errors));
    correcting.why = correction_why(ctx, form, &errors);
    if (errors.count > 0)
        return contact_form_show(ctx, request, response, &lists, &row, form, &errors);
    correcting.id = row.id;

    enum status status = store_write(ctx, contact_save_correction, &correcting);

    if (status == ERR_CONFLICT) {
        TRY(contact_visible_row(ctx, row.id, &row));
        return correction_conflict(ctx, request, response, &lists, &row);
    }
    TRY(status);
    return response_done(response, contact_path(ctx->arena, row.id, NULL),
                         tr(ctx, "Il contatto è corretto. Il testo di prima resta nella storia."));
}

/* ---- linking to a person --------------------------------------------------------------------- */

struct contact_linking {
    int64_t id;
    int64_t person_id;
};

static enum status contact_save_link(struct ctx *tx, void *args)
{
    const struct contact_linking *linking = args;

    return contact_link_person(tx, linking->id, linking->person_id);
}

static enum status link_show(struct ctx *ctx, struct request *request, struct response *response,
                             const struct contact_row *row, struct form *form,
                             const struct form_errors *errors)
{
    struct contact_link_view view = {
        .ask = ask_new(ctx, request, form, errors),
        .id = row->id,
        .number = row->number,
        .label = row->anonymous_label,
        .action = contact_path(ctx->arena, row->id, "persona"),
    };

    view.ask.focus = "seek";
    TRY(person_choice_read(ctx, form, view.action, &view.person));
    TRY(staff_frame(ctx, request, tr(ctx, "Collega a una persona"), "contacts", &view.frame));
    view.frame.problem = errors && errors->count > 0;

    struct html page = frame_html(ctx, response);

    contact_link(&page, &view);
    return OK;
}

enum status contact_link_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct contact_row row;
    struct form form = form_empty(ctx->arena);
    const char *person = form_get(&request->query, "persona");
    const char *words = form_get(&request->query, "q");

    TRY(contact_open(ctx, request, &row));
    if (row.person_id) {
        response_redirect(response, contact_path(ctx->arena, row.id, NULL));
        return OK;
    }
    form_put(&form, "person", person);
    form_put(&form, "seek", words);
    return link_show(ctx, request, response, &row, &form, NULL);
}

/* Whom the form names, as far as the actor may know of them; 0 after saying what to do. */
static enum status link_person(struct ctx *ctx, struct form *form, struct form_errors *errors,
                               int64_t *ret_person)
{
    const char *typed = form_get(form, "person");
    struct person_card card;
    enum status status = typed ? text_to_int(typed, ret_person) : ERR_INVALID;

    if (status == OK)
        status = person_card(ctx, *ret_person, &card);
    if (status == OK || (status != ERR_INVALID && status != ERR_NOT_FOUND))
        return status;
    *ret_person = 0;
    form_error_add(ctx, errors, "person", tr(ctx, "Cerca la persona e sceglila"));
    return OK;
}

enum status contact_link_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct contact_row row;
    struct form *form = &request->form;
    struct form_errors errors = {0};
    struct contact_linking linking;

    TRY(contact_open(ctx, request, &row));
    if (person_choice_asked(form))
        return link_show(ctx, request, response, &row, form, NULL);
    TRY(link_person(ctx, form, &errors, &linking.person_id));
    if (errors.count > 0)
        return link_show(ctx, request, response, &row, form, &errors);
    linking.id = row.id;

    enum status status = store_write(ctx, contact_save_link, &linking);

    if (status != OK && status != ERR_CONFLICT)
        return status;
    return response_done(response, contact_path(ctx->arena, row.id, NULL),
                         status == OK ? tr(ctx, "Il contatto è collegato alla persona.")
                                      : tr(ctx, "Il contatto era già collegato a una persona."));
}

/* ---- calling back ---------------------------------------------------------------------------- */

struct call_back_closing {
    int64_t id;
    const char *outcome;
};

static enum status call_back_save(struct ctx *tx, void *args)
{
    const struct call_back_closing *closing = args;

    return call_back_close(tx, closing->id, closing->outcome);
}

enum status call_back_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct contact_row row;
    struct desk_list outcomes;
    struct form_errors errors = {0};
    struct call_back_closing closing;

    TRY(contact_open(ctx, request, &row));
    TRY(desk_list_read(ctx, "call_back_outcome", instant_date(ctx->now), &outcomes));

    const struct input table[] = {
        INPUT_CHOICE(struct call_back_closing, outcome, outcomes.choices, "Com’è andata",
                     "Scegli com’è andata"),
    };

    TRY(input_read(ctx, &request->form, table, &closing, &errors));
    if (errors.count > 0)
        return contact_show(ctx, request, response, &row, &errors);
    closing.id = row.id;

    enum status status = store_write(ctx, call_back_save, &closing);

    if (status != OK && status != ERR_CONFLICT)
        return status;
    return response_done(response, contact_path(ctx->arena, row.id, NULL),
                         status == OK ? tr(ctx, "La richiamata è chiusa.")
                                      : tr(ctx, "La richiamata era già chiusa."));
}
