/*
 * What a person declares of autonomy, of living alone and of notices: each with its date and who
 * said it. Nothing is overwritten; the newest holds.
 */
#include "base/text.h"
#include "people/people_pages.h"
#include "people/timeline.h"
#include "people_html.h"
#include "people_sql.h"
#include "staff/choices.h"
#include "staff/staff.h"
#include "store/once.h"
#include "store/store.h"

struct declarations_args {
    const char *autonomy;
    const char *lives_alone;
    const char *notices_consent;
    const char *source;
    struct date declared_on;
};

static const struct input_choice AUTONOMY[] = {
    {"self_sufficient", "", 0}, {"partly", "", 0}, {"not", "", 0}, {0}};
static const struct input_choice YES_NO[] = {{"yes", N_("Sì"), 0}, {"no", N_("No"), 0}, {0}};
static const struct input_choice SOURCES[] = {
    {"self", "", 0}, {"relative", "", 0}, {"office", "", 0}, {"document", "", 0}, {0}};

static const struct input DECLARATIONS[] = {
    INPUT_CHOICE(struct declarations_args, autonomy, AUTONOMY, "Autonomia", OPTIONAL),
    INPUT_CHOICE(struct declarations_args, lives_alone, YES_NO, "Vive da sola o da solo", OPTIONAL),
    INPUT_CHOICE(struct declarations_args, notices_consent, YES_NO, "Consenso agli avvisi",
                 OPTIONAL),
    INPUT_CHOICE(struct declarations_args, source, SOURCES, "Chi lo dice", "Scegli chi lo dice"),
    INPUT_DATE(struct declarations_args, declared_on, DATES_PAST, "Quando",
               "Scrivi quando è stato detto"),
};

static enum status show_history(struct ctx *ctx, int64_t id, struct person_declarations_view *view)
{
    struct declaration_row *rows;
    struct dated_view *shown;

    TRY(person_declarations(ctx, id, &rows, &view->history_count));
    shown = arena_array(ctx->arena, struct dated_view, view->history_count);
    for (size_t i = 0; i < view->history_count; i++) {
        const char *words;
        const char *source;

        TRY(declaration_words(ctx, rows[i].kind, rows[i].value, &words));
        TRY(code_read_label(ctx, "declaration_source", rows[i].source, &source));
        shown[i] = (struct dated_view){
            .title = arena_printf(ctx->arena, "%s: %s", declaration_kind_words(ctx, rows[i].kind),
                                  words),
            .text = arena_printf(ctx->arena, "%s, %s · %s", source,
                                 date_show(ctx->arena, rows[i].declared_on), rows[i].recorded_by),
        };
    }
    view->history = shown;
    return OK;
}

static enum status declarations_show(struct ctx *ctx, struct request *request,
                                     const struct form *form, const struct form_errors *errors,
                                     struct response *response)
{
    struct person_declarations_view view = {.ask = ask_new(ctx, request, form, errors),
                                            .yes_no = options_of(ctx, YES_NO)};

    TRY(person_page_begin(ctx, request, tr(ctx, "condizioni"), &view.frame, &view.who));
    view.frame.problem = errors && errors->count > 0;
    view.ask.focus = "autonomy";
    TRY(choices_codes(ctx, "autonomy", &view.autonomy));
    TRY(choices_codes(ctx, "declaration_source", &view.sources));
    TRY(show_history(ctx, request->ids[0], &view));

    struct html page = frame_html(ctx, response);

    person_declarations_show(&page, &view);
    return OK;
}

enum status person_declarations_page(struct ctx *ctx, struct request *request,
                                     struct response *response)
{
    struct form form = form_empty(ctx->arena);

    form_put(&form, "source", "self");
    form_put(&form, "declared_on", date_to_iso(ctx->arena, instant_date(ctx->now)));
    return declarations_show(ctx, request, &form, NULL, response);
}

struct declaring {
    struct once *once;
    int64_t person_id;
    struct declarations_args args;
};

static enum status declare_one(struct ctx *tx, const struct declaring *declaring, const char *kind,
                               const char *value)
{
    if (!text_or_null(value))
        return OK;
    return person_declare(tx, declaring->person_id, kind, value, declaring->args.source,
                          declaring->args.declared_on);
}

static enum status declaring_write(struct ctx *tx, void *args)
{
    const struct declaring *declaring = args;
    struct person_card card;
    int64_t id;
    bool done;

    TRY(person_card(tx, declaring->person_id, &card));
    TRY(once_begin(tx, declaring->once, &done, &id));
    if (done)
        return OK;
    TRY(declare_one(tx, declaring, "autonomy", declaring->args.autonomy));
    TRY(declare_one(tx, declaring, "lives_alone", declaring->args.lives_alone));
    TRY(declare_one(tx, declaring, "notices_consent", declaring->args.notices_consent));
    return once_end(tx, declaring->once, declaring->person_id);
}

enum status person_declarations_post(struct ctx *ctx, struct request *request,
                                     struct response *response)
{
    struct declaring declaring = {.once = ask_once(request), .person_id = request->ids[0]};
    struct declarations_args *args = &declaring.args;
    struct form_errors errors = {0};
    struct person_card card;

    TRY(person_card(ctx, declaring.person_id, &card));
    TRY(input_read(ctx, &request->form, DECLARATIONS, args, &errors));
    if (!text_or_null(args->autonomy) && !text_or_null(args->lives_alone) &&
        !text_or_null(args->notices_consent))
        form_error_add(ctx, &errors, "autonomy",
                       tr(ctx, "Scegli almeno una risposta: autonomia, vive da sola o da solo, "
                               "o avvisi"));
    if (errors.count > 0)
        return declarations_show(ctx, request, &request->form, &errors, response);
    if (!declaring.once)
        return ERR_INVALID;
    TRY(store_write(ctx, declaring_write, &declaring));
    return response_done(response, person_path(ctx->arena, declaring.person_id),
                         tr(ctx, "Le condizioni sono aggiornate."));
}
