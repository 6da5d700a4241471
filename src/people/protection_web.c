/*
 * Guardians, administrators and the like, with their decrees.
 */
#include "base/text.h"
#include "people/people_pages.h"
#include "people/person_change.h"
#include "people_html.h"
#include "people_sql.h"
#include "staff/choices.h"
#include "staff/staff.h"
#include "store/once.h"
#include "store/store.h"

enum { DECREE_MAX = 40 };

struct protection_args {
    const char *kind;
    const char *decree_number;
    struct date decree_date;
    const char *holder_name;
    const char *holder_phone;
    struct date from;
};

static const struct input PROTECTION[] = {
    INPUT_LINE(struct protection_args, kind, DECREE_MAX, "Tipo di tutela",
               "Scegli il tipo di tutela"),
    INPUT_LINE(struct protection_args, decree_number, DECREE_MAX, "Numero del decreto", OPTIONAL),
    INPUT_DATE(struct protection_args, decree_date, DATES_PAST, "Data del decreto", OPTIONAL),
    INPUT_LINE(struct protection_args, holder_name, PERSON_NAME_MAX,
               "Nome del tutore o dell’amministratore", OPTIONAL),
    INPUT_PHONE(struct protection_args, holder_phone, "Telefono del tutore o dell’amministratore",
                OPTIONAL),
    INPUT_DATE(struct protection_args, from, DATES_PAST, "In vigore dal",
               "Scrivi da quando è in vigore"),
};

struct ending_args {
    int64_t protection;
    struct date on;
};

static const struct input ENDING[] = {
    INPUT_ID(struct ending_args, protection, "Tutela", "Scegli quale tutela è finita"),
    INPUT_DATE(struct ending_args, on, DATES_PAST, "Finita il", "Scrivi quando è finita"),
};

static enum status show_history(struct ctx *ctx, int64_t id, struct person_protection_view *view)
{
    struct protection_row *rows;
    size_t count;

    TRY(person_protections(ctx, id, &rows, &count));

    struct dated_view *shown = arena_array(ctx->arena, struct dated_view, count);
    struct option *open = arena_array(ctx->arena, struct option, count);

    for (size_t i = 0; i < count; i++) {
        const char *label;

        TRY(code_read_label(ctx, "legal_protection", rows[i].kind, &label));
        shown[i] = (struct dated_view){
            .title = rows[i].holder_name
                         ? arena_printf(ctx->arena, "%s: %s", label, rows[i].holder_name)
                         : label,
            .text = span_show(ctx, rows[i].from_date, rows[i].to_date),
        };
        if (date_is_none(rows[i].to_date))
            open[view->open.count++] = (struct option){
                arena_printf(ctx->arena, "%lld", (long long)rows[i].id), shown[i].title, NULL};
    }
    view->history = shown;
    view->history_count = count;
    view->open.items = open;
    return OK;
}

static enum status protection_show(struct ctx *ctx, struct request *request,
                                   const struct form *form, const struct form_errors *errors,
                                   struct response *response)
{
    struct person_protection_view view = {.ask = ask_new(ctx, request, form, errors)};

    TRY(person_page_begin(ctx, request, tr(ctx, "tutela"), &view.frame, &view.who));
    view.frame.problem = errors && errors->count > 0;
    view.ask.focus = "kind";
    TRY(choices_codes(ctx, "legal_protection", &view.kinds));
    TRY(show_history(ctx, request->ids[0], &view));

    struct html page = frame_html(ctx, response);

    person_protection_show(&page, &view);
    return OK;
}

enum status person_protection_page(struct ctx *ctx, struct request *request,
                                   struct response *response)
{
    return protection_show(ctx, request, NULL, NULL, response);
}

struct protecting {
    struct once *once;
    struct person_protection protection;
    int64_t id;
};

static enum status protecting_write(struct ctx *tx, void *args)
{
    struct protecting *protecting = args;
    bool done;

    TRY(once_begin(tx, protecting->once, &done, &protecting->id));
    if (done)
        return OK;
    TRY(person_protect(tx, &protecting->protection, &protecting->id));
    return once_end(tx, protecting->once, protecting->id);
}

static enum status check_kind(struct ctx *ctx, const char *kind, struct form_errors *errors)
{
    struct options_list kinds;

    TRY(choices_codes(ctx, "legal_protection", &kinds));
    if (!options_have(&kinds, kind))
        form_error_add(ctx, errors, "kind", tr(ctx, "Scegli il tipo di tutela dall’elenco"));
    return OK;
}

enum status person_protection_post(struct ctx *ctx, struct request *request,
                                   struct response *response)
{
    struct protecting protecting = {.once = ask_once(request)};
    struct protection_args args;
    struct form_errors errors = {0};
    struct person_card card;

    TRY(person_card(ctx, request->ids[0], &card));
    TRY(input_read(ctx, &request->form, PROTECTION, &args, &errors));
    TRY(check_kind(ctx, args.kind, &errors));
    if (errors.count > 0)
        return protection_show(ctx, request, &request->form, &errors, response);
    if (!protecting.once)
        return ERR_INVALID;
    protecting.protection = (struct person_protection){
        .person_id = card.id,
        .kind = args.kind,
        .decree_number = text_or_null(args.decree_number),
        .decree_date = args.decree_date,
        .holder_name = text_or_null(args.holder_name),
        .holder_phone = text_or_null(args.holder_phone),
        .from = args.from,
    };
    TRY(store_write(ctx, protecting_write, &protecting));
    return response_done(response, person_path(ctx->arena, card.id),
                         tr(ctx, "La tutela è salvata."));
}

struct ending {
    int64_t person_id;
    struct ending_args args;
};

static enum status ending_write(struct ctx *tx, void *args)
{
    const struct ending *ending = args;

    return person_unprotect(tx, ending->person_id, ending->args.protection, ending->args.on);
}

enum status person_protection_end_post(struct ctx *ctx, struct request *request,
                                       struct response *response)
{
    struct ending ending = {.person_id = request->ids[0]};
    struct form_errors errors = {0};
    struct person_card card;

    TRY(person_card(ctx, ending.person_id, &card));
    TRY(input_read(ctx, &request->form, ENDING, &ending.args, &errors));
    if (errors.count > 0)
        return protection_show(ctx, request, &request->form, &errors, response);

    enum status status = store_write(ctx, ending_write, &ending);

    if (status == ERR_CONFLICT) {
        form_error_add(ctx, &errors, "on",
                       tr(ctx, "Scrivi una data che venga dopo l’inizio. Se la tutela non è più "
                               "nell’elenco, qualcuno l’ha già chiusa"));
        return protection_show(ctx, request, &request->form, &errors, response);
    }
    TRY(status);
    return response_done(response, person_path(ctx->arena, card.id),
                         tr(ctx, "La tutela è chiusa."));
}
