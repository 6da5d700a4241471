/*
 * Recording a contact: the whole form, the three questions of an information request, and what
 * comes next.
 */
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "desk/contact_form.h"
#include "desk/contact_text.h"
#include "desk/desk_pages.h"
#include "desk/kept_form.h"
#include "desk_html.h"
#include "people/people_pages.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/once.h"
#include "store/store.h"
#include "zone/policy.h"

struct contact_saving {
    const struct contact_draft *draft;
    struct once *once;
    const char *kept; /* the form that waited for its person */
    int64_t id;
};

static enum status contact_save(struct ctx *tx, void *args)
{
    struct contact_saving *saving = args;
    int64_t number;
    bool done;

    TRY(once_begin(tx, saving->once, &done, &saving->id));
    if (done)
        return OK;
    TRY(contact_record(tx, saving->draft, &saving->id, &number));
    TRY(kept_form_end(tx, saving->kept));
    return once_end(tx, saving->once, saving->id);
}

/* A contact is told to the desk where who writes it sits. */
static enum status contact_keep(struct ctx *ctx, struct request *request,
                                struct contact_draft *draft, struct response *response)
{
    struct contact_saving saving = {
        .draft = draft,
        .once = ask_once(request),
        .kept = form_value(&request->form, KEPT_FORM_FIELD),
    };

    if (!saving.once)
        return ERR_INVALID;
    TRY(desk_office(ctx, &draft->office_id));
    TRY(store_write(ctx, contact_save, &saving));
    response_redirect(response, contact_path(ctx->arena, saving.id, "fatto"));
    return OK;
}

/* What the form opens with: the commonest answers. */
static enum status form_begin(struct ctx *ctx, struct form *form)
{
    int64_t minutes;

    TRY(policy_read_number(ctx, POLICY_DESK_CONTACT_MINUTES, instant_date(ctx->now), &minutes));
    form_put(form, "channel", "phone");
    form_put(form, "reason", "spontaneous");
    form_put(form, "caller_kind", "self");
    form_put(form, "minutes", arena_printf(ctx->arena, "%lld", (long long)minutes));
    return OK;
}

/* As it was put aside, or new; with who was chosen before coming here. */
static enum status form_open(struct ctx *ctx, struct request *request, struct form *form)
{
    const char *kept = form_get(&request->query, KEPT_FORM_FIELD);
    enum status status = kept ? kept_form_get(ctx, kept, form) : ERR_NOT_FOUND;

    if (status == ERR_NOT_FOUND)
        status = form_begin(ctx, form);
    TRY(status);
    form_put(form, "person", form_get(&request->query, "persona"));
    form_put(form, "seek", form_get(&request->query, "q"));
    return OK;
}

enum status contact_new_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct desk_lists lists;
    struct form form = form_empty(ctx->arena);

    TRY(desk_lists_read(ctx, instant_date(ctx->now), &lists));
    TRY(form_open(ctx, request, &form));
    return contact_form_show(ctx, request, response, &lists, NULL, &form, NULL);
}

/* To a new person's record, and back with everything typed here and that person chosen. */
static enum status create_person(struct ctx *ctx, struct request *request,
                                 struct response *response)
{
    const char *key;

    if (!actor_may(ctx, POWER_PERSONS_WRITE))
        return ERR_DENIED;
    TRY(kept_form_put(ctx, &request->form, &key));
    response_redirect(response,
                      arena_printf(ctx->arena,
                                   "/persone/nuova?torna=%%2Fcontatti%%2Fnuovo%%3F" KEPT_FORM_FIELD
                                   "%%3D%s",
                                   key));
    return OK;
}

enum status contact_new_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct desk_lists lists;
    struct contact_draft draft;
    struct form_errors errors = {0};
    struct form *form = &request->form;

    if (form_has(form, "act", "create"))
        return create_person(ctx, request, response);
    TRY(desk_lists_read(ctx, instant_date(ctx->now), &lists));
    if (form_has(form, "act", "answers") || form_has(form, "act", "filter") ||
        person_choice_asked(form))
        return contact_form_show(ctx, request, response, &lists, NULL, form, NULL);
    TRY(contact_form_read(ctx, form, &lists, NULL, &draft, &errors));
    if (errors.count > 0)
        return contact_form_show(ctx, request, response, &lists, NULL, form, &errors);
    return contact_keep(ctx, request, &draft, response);
}

/* ---- a request for information --------------------------------------------------------------- */

struct info_args {
    const char *channel;
    const char *need;
    const char *answer;
    int64_t place;
};

static enum status info_show(struct ctx *ctx, struct request *request, struct response *response,
                             const struct desk_lists *lists, const struct form *form,
                             const struct form_errors *errors)
{
    struct contact_info_view view = {
        .ask = ask_new(ctx, request, form, errors),
        .channels = lists->channels.options,
        .places = lists->places,
    };

    view.ask.focus = "channel";
    need_groups(ctx, &lists->areas, &lists->needs, &view.groups, &view.group_count);
    TRY(staff_frame(ctx, request, tr(ctx, "Richiesta di informazioni"), "contacts", &view.frame));
    view.frame.problem = errors && errors->count > 0;

    struct html page = frame_html(ctx, response);

    contact_info(&page, &view);
    return OK;
}

enum status contact_info_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct desk_lists lists;
    struct form form = form_empty(ctx->arena);

    TRY(desk_lists_read(ctx, instant_date(ctx->now), &lists));
    form_put(&form, "channel", "phone");
    return info_show(ctx, request, response, &lists, &form, NULL);
}

static struct contact_draft info_draft(const struct ctx *ctx, const struct info_args *args)
{
    return (struct contact_draft){
        .at = ctx->now,
        .channel = args->channel,
        .reason = "spontaneous",
        .caller_kind = "self",
        .place_id = args->place,
        .notes = args->answer,
        .minutes = SQL_INT_NONE,
        .needs = {{.need = args->need}},
        .need_count = 1,
        .responses = {{.response = "information"}},
        .response_count = 1,
        .call_back_on = DATE_NONE,
        .call_back_at = CLOCK_NONE,
    };
}

enum status contact_info_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct desk_lists lists;
    struct info_args args;
    struct form_errors errors = {0};
    struct contact_draft draft;

    TRY(desk_lists_read(ctx, instant_date(ctx->now), &lists));

    const struct input table[] = {
        INPUT_CHOICE(struct info_args, channel, lists.channels.choices, "Come è arrivata",
                     "Scegli come è arrivata"),
        INPUT_CHOICE(struct info_args, need, lists.needs.choices, "Di che cosa si tratta",
                     "Scegli di che cosa si tratta"),
        INPUT_LINES(struct info_args, answer, CONTACT_NOTES_MAX, "Che cosa hai risposto",
                    "Scrivi che cosa hai risposto"),
        INPUT_ID(struct info_args, place, "Da dove chiama", OPTIONAL),
    };

    TRY(input_read(ctx, &request->form, table, &args, &errors));
    if (!desk_lists_have_place(ctx, &lists, args.place))
        form_error_add(ctx, &errors, "place", tr(ctx, "Scegli un luogo dall’elenco"));
    if (errors.count > 0)
        return info_show(ctx, request, response, &lists, &request->form, &errors);
    draft = info_draft(ctx, &args);
    return contact_keep(ctx, request, &draft, response);
}

/* ---- done ------------------------------------------------------------------------------------ */

static const char *ride_path(struct ctx *ctx, const struct contact_row *row,
                             const struct contact_need_row *needs, size_t count)
{
    if (!row->person_id || !actor_may(ctx, POWER_RIDES_WRITE))
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (text_starts_with(needs[i].need, "errands_"))
            return arena_printf(ctx->arena, "/accompagnamenti/nuovo?persona=%lld",
                                (long long)row->person_id);
    }
    return NULL;
}

static enum status done_answers(struct ctx *ctx, int64_t place_id,
                                const struct contact_need_row *rows, size_t count,
                                const struct need_answers_view **ret_answers)
{
    struct codes labels, reasons;
    struct wanted_need *wanted = arena_array(ctx->arena, struct wanted_need, count);
    const struct need_answers_view *found;

    TRY(codes_read_all(ctx, "need", &labels));
    TRY(codes_read_all(ctx, "unmet_reason", &reasons));
    for (size_t i = 0; i < count; i++)
        wanted[i] = (struct wanted_need){rows[i].need, codes_label(ctx, &labels, rows[i].need)};
    TRY(need_answers_read(ctx, NULL, place_id, wanted, count, &found));

    struct need_answers_view *answers = arena_array(ctx->arena, struct need_answers_view, count);

    for (size_t i = 0; i < count; i++) {
        answers[i] = found[i];
        answers[i].unmet = codes_label(ctx, &reasons, rows[i].unmet_reason);
    }
    *ret_answers = answers;
    return OK;
}

static enum status done_show(struct ctx *ctx, struct request *request, struct response *response,
                             const struct contact_row *row, struct contact_done_view *view)
{
    struct contact_need_row *needs;

    TRY(contact_needs(ctx, row->id, &needs, &view->answers_count));
    TRY(done_answers(ctx, row->place_id, needs, view->answers_count, &view->answers));
    view->ride_href = ride_path(ctx, row, needs, view->answers_count);
    TRY(staff_frame(ctx, request, tr(ctx, "Contatto registrato"), "contacts", &view->frame));

    struct html page = frame_html(ctx, response);

    contact_done(&page, view);
    return OK;
}

enum status contact_done_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct contact_row row;
    struct contact_done_view view = {0};

    TRY(contact_visible_row(ctx, request->ids[0], &row));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "contact.open",
                                              .subject_kind = "contact",
                                              .subject_id = row.id,
                                              .place_id = row.place_id}));
    TRY(desk_person(ctx, row.person_id, &view.who));
    view.id = row.id;
    view.number = row.number;
    view.call_back = call_back_text(ctx, row.call_back_on, row.call_back_at);
    return done_show(ctx, request, response, &row, &view);
}
