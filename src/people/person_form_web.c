/*
 * A new person and a changed record: the form, what is shown before saving, and the saving.
 */
#include <string.h>

#include "base/crypt.h"
#include "people/double.h"
#include "people/person_form.h"
#include "people_html.h"
#include "staff/actor.h"
#include "staff/choices.h"
#include "staff/staff.h"
#include "store/once.h"
#include "store/store.h"

enum status person_form_page(struct ctx *ctx, struct request *request,
                             struct person_form_view *view, const struct form *form,
                             const struct form_errors *errors, struct response *response)
{
    view->ask = ask_new(ctx, request, form, errors);
    view->ask.focus = view->conflict ? NULL : "surname";
    view->torna = page_torna(request);
    view->sexes = options_of(ctx, PERSON_SEXES);
    view->action = arena_copy_n(ctx->arena, request->path, strlen(request->path));
    TRY(choices_places_with(ctx, choices_id(view->ask.form, "place_id"), &view->places));
    TRY(staff_frame(ctx, request,
                    view->is_new ? tr(ctx, "Nuova persona") : tr(ctx, "Modifica i dati"), "people",
                    &view->frame));
    view->frame.problem = (errors && errors->count > 0) || view->conflict;

    struct html page = frame_html(ctx, response);

    person_form_show_page(&page, view);
    return OK;
}

/* What was shown, so that a second click saves just that and nothing changed since. */
static const char *draft_print(struct ctx *ctx, const struct person_draft *draft)
{
    struct buf all = buf_new(ctx->arena, 16 * 1024);

    buf_printf(&all, "%s\n%s\n%d\n%s\n%s\n%s", draft->surname, draft->name,
               (int)draft->birth_date.days, draft->birth_place_code ? draft->birth_place_code : "",
               draft->sex ? draft->sex : "", draft->tax_code ? draft->tax_code : "");
    for (size_t i = 0; i < PERSON_PHONES_MAX && draft->phones[i]; i++)
        buf_printf(&all, "\n%s", draft->phones[i]);

    struct crypt_hash hash = crypt_hash(NULL, all.data, all.length);

    return crypt_hex(ctx->arena, hash.bytes, sizeof hash.bytes);
}

static void check_show_doubles(struct ctx *ctx, const struct person_double *doubles, size_t count,
                               const char *torna, struct person_check_view *view)
{
    struct person_hit_view *hits = arena_array(ctx->arena, struct person_hit_view, count);

    for (size_t i = 0; i < count; i++) {
        hits[i] = person_hit(ctx, &doubles[i].card, torna);
        hits[i].reason = double_reason_label(ctx, doubles[i].reason);
    }
    view->doubles = hits;
    view->double_count = count;
}

static const char *draft_words(struct ctx *ctx, const struct person_draft *draft)
{
    const char *born = date_show(ctx->arena, draft->birth_date);

    return arena_printf(ctx->arena, "%s %s%s%s", draft->surname, draft->name, *born ? ", " : "",
                        born);
}

enum status person_check_page(struct ctx *ctx, struct request *request,
                              const struct person_draft *draft, int64_t id,
                              struct response *response, bool *ret_shown)
{
    struct person_double *doubles = NULL;
    struct person_check_view view = {.seen = draft_print(ctx, draft),
                                     .who = draft_words(ctx, draft)};
    size_t count = 0;

    *ret_shown = false;
    if (strcmp(form_value(&request->form, ASK_SEEN), view.seen) == 0)
        return OK;
    /* Who is known already is told before a record is made; a change asks only about the code. */
    if (id == 0)
        TRY(people_doubles(ctx, ctx->people, draft, id, &doubles, &count));
    view.warning_count = person_tax_warnings(ctx, draft, &view.warnings);
    if (count == 0 && view.warning_count == 0)
        return OK;
    if (count > 0)
        TRY(audit_read(ctx, &(struct audit_entry){.action = "person.doubles"}));
    check_show_doubles(ctx, doubles, count, page_torna(request), &view);
    view.fields = ask_carried(ctx, &request->form, &view.field_count);
    view.ask = ask_new(ctx, request, &request->form, NULL);
    TRY(staff_frame(ctx, request,
                    count > 0 ? tr(ctx, "È una di queste?") : tr(ctx, "Controlla i dati"), "people",
                    &view.frame));

    struct html page = frame_html(ctx, response);

    person_check(&page, &view);
    *ret_shown = true;
    return OK;
}

/* --- a new person --- */

static const char *new_cancel(struct request *request)
{
    const char *torna = page_torna(request);

    return torna ? torna : "/persone";
}

enum status person_new_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct person_form_view view = {.is_new = true, .cancel = new_cancel(request)};

    return person_form_page(ctx, request, &view, NULL, NULL, response);
}

struct creation {
    struct once *once;
    struct person_draft draft;
    int64_t id;
};

static enum status creation_write(struct ctx *tx, void *args)
{
    struct creation *creation = args;
    bool done;

    TRY(once_begin(tx, creation->once, &done, &creation->id));
    if (done)
        return OK;
    TRY(person_create(tx, &creation->draft, &creation->id));
    return once_end(tx, creation->once, creation->id);
}

static enum status creation_save(struct ctx *ctx, struct request *request,
                                 const struct person_draft *draft, struct response *response)
{
    struct creation creation = {.once = ask_once(request), .draft = *draft};
    const char *back;

    if (!creation.once)
        return ERR_INVALID;
    TRY(store_write(ctx, creation_write, &creation));
    back = person_back_path(ctx->arena, page_torna(request), creation.id);
    return response_done(response, back ? back : person_path(ctx->arena, creation.id),
                         tr(ctx, "La scheda è salvata."));
}

static bool wants_back(const struct request *request)
{
    return form_has(&request->form, ASK_STEP, ASK_BACK) ||
           form_has(&request->form, ASK_AGAIN, "yes");
}

/* Outside the reach of who writes it the record would vanish as soon as it is saved. */
static void check_reach(struct ctx *ctx, const struct person_draft *draft,
                        struct form_errors *errors)
{
    if (draft->place_id && !actor_reaches_place(ctx->actor, draft->place_id))
        form_error_add(ctx, errors, "place_id",
                       tr(ctx, "Chi abita lì è seguito da un altro ufficio, che crea la scheda"));
}

enum status person_new_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct person_form_view view = {.is_new = true, .cancel = new_cancel(request)};
    struct person_form typed;
    struct person_draft draft;
    struct form_errors errors = {0};
    bool kept;
    bool shown = false;

    TRY(person_form_read(ctx, &request->form, &typed, &draft, &errors, &view.birthplaces));
    check_reach(ctx, &draft, &errors);
    if (errors.count > 0 || wants_back(request))
        return person_form_page(ctx, request, &view, &request->form, &errors, response);
    TRY(once_is_kept(ctx, ask_once(request), &kept));
    if (!kept) /* else the likeliest double is the person made by the first click */
        TRY(person_check_page(ctx, request, &draft, 0, response, &shown));
    return shown ? OK : creation_save(ctx, request, &draft, response);
}

/* --- a changed record --- */

enum status person_edit_page(struct ctx *ctx, struct request *request, struct response *response)
{
    const int64_t id = request->ids[0];
    struct person_form_view view = {.cancel = person_path(ctx->arena, id)};
    struct person_edit edit;

    TRY(person_read_edit(ctx, id, &edit));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "person.open",
                                              .subject_kind = "person",
                                              .subject_id = id,
                                              .place_id = edit.draft.place_id}));

    struct form form = person_form_show(ctx, &edit);

    return person_form_page(ctx, request, &view, &form, NULL, response);
}

/* The same form sent twice is one change; after the back button it may say something else, and that
   is another one, which meets the version as it has become. */
static struct once *change_once(struct ctx *ctx, struct request *request)
{
    struct once *once = ask_once(request);

    if (once)
        once->form = arena_printf(ctx->arena, "%s %s", once->form, once->print);
    return once;
}

struct change {
    struct once *once; /* a double click is no conflict with oneself */
    struct person_edit edit;
};

static enum status change_write(struct ctx *tx, void *args)
{
    const struct change *change = args;
    int64_t id;
    bool done;

    TRY(once_begin(tx, change->once, &done, &id));
    if (done)
        return OK;
    TRY(person_change(tx, &change->edit));
    return once_end(tx, change->once, change->edit.id);
}

static enum status change_save(struct ctx *ctx, struct request *request,
                               const struct person_edit *edit)
{
    struct change change = {.once = change_once(ctx, request), .edit = *edit};

    return change.once ? store_write(ctx, change_write, &change) : ERR_INVALID;
}

/* Nothing typed is lost: the form comes back, now about the record as it has become, and saving
   again is a decision. */
static enum status edit_conflict(struct ctx *ctx, struct request *request,
                                 struct person_form_view *view, const struct person_edit *edit,
                                 struct response *response)
{
    struct person_edit now;
    struct form form = form_empty(ctx->arena);

    TRY(person_read_edit(ctx, edit->id, &now));
    for (size_t i = 0; i < request->form.count; i++) {
        if (strcmp(request->form.fields[i].name, "version") != 0)
            form_put(&form, request->form.fields[i].name, request->form.fields[i].value);
    }
    form_put(&form, "version", arena_printf(ctx->arena, "%lld", (long long)now.version));
    view->conflict = true;
    response->http_status = 409;
    return person_form_page(ctx, request, view, &form, NULL, response);
}

enum status person_edit_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct person_edit edit = {.id = request->ids[0]};
    struct person_form_view view = {.cancel = person_path(ctx->arena, edit.id)};
    struct person_edit before;
    struct person_form typed;
    struct form_errors errors = {0};
    bool shown;

    TRY(person_read_edit(ctx, edit.id, &before));
    TRY(person_form_read(ctx, &request->form, &typed, &edit.draft, &errors, &view.birthplaces));
    if (errors.count > 0 || wants_back(request))
        return person_form_page(ctx, request, &view, &request->form, &errors, response);
    edit.draft.citizenship_code = before.draft.citizenship_code;
    edit.version = typed.version;
    edit.lives_there_from = typed.lives_there_from;
    edit.died_on = typed.died_on;
    TRY(person_check_page(ctx, request, &edit.draft, edit.id, response, &shown));
    if (shown)
        return OK;

    enum status status = change_save(ctx, request, &edit);

    if (status == ERR_CONFLICT)
        return edit_conflict(ctx, request, &view, &edit, response);
    TRY(status);
    return response_done(response, view.cancel, tr(ctx, "I dati sono salvati."));
}
