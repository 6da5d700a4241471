/*
 * A municipality, a place, an office that is there: corrected, ended, in use again.
 */
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "staff/choices.h"
#include "staff/places_form.h"
#include "staff/staff.h"
#include "staff/staff_pages.h"
#include "staff/staff_web.h"
#include "staff_html.h"
#include "store/store.h"

#define PLACES_PATH "/regole/luoghi"

/* ---- what the three have in common ----------------------------------------------------------- */

/* With the hidden version of the row as it is now, so that who saves after a conflict has seen it.
 */
static struct zone_edit_view edit_view(struct ctx *ctx, struct request *request,
                                       const struct form *stored, int64_t version,
                                       const struct form_errors *errors)
{
    return (struct zone_edit_view){
        .ask = ask_new(ctx, request, errors ? &request->form : stored, errors),
        .action = arena_copy_n(ctx->arena, request->path, strlen(request->path)),
        .version = version,
        .kinds = place_kinds(ctx),
    };
}

static enum status edit_page(struct ctx *ctx, struct request *request, const char *title,
                             struct zone_edit_view *view, struct response *response)
{
    TRY(staff_frame(ctx, request, title, "policy", &view->frame));
    view->frame.problem = view->ask.errors != NULL;

    struct html page = frame_html(ctx, response);

    zone_edit_html(&page, view);
    return OK;
}

/* Why it was not saved, beside the field concerned. What was typed is shown again. */
struct refusal_words {
    const char *field[ZONE_ENDED_UNDER + 1];
    const char *words[ZONE_ENDED_UNDER + 1];
};

static void refusal_tell(struct ctx *ctx, enum zone_refusal refusal,
                         const struct refusal_words *said, struct form_errors *errors,
                         struct response *response)
{
    if (refusal == ZONE_CHANGED)
        response->http_status = 409;
    form_error_add(ctx, errors, said->field[refusal], said->words[refusal]);
}

static const char *changed_words(struct ctx *ctx)
{
    return tr(ctx, "Intanto qualcun altro ha cambiato questi dati. Qui c’è quello che hai scritto "
                   "tu: controlla e salva di nuovo");
}

static enum status edit_done(struct ctx *ctx, struct response *response, const char *name)
{
    return response_done(response, PLACES_PATH,
                         arena_printf(ctx->arena, tr(ctx, "Salvato: %s."), name));
}

/* ---- municipalities -------------------------------------------------------------------------- */

static enum status municipality_show(struct ctx *ctx, struct request *request,
                                     const struct form_errors *errors, struct response *response)
{
    struct form stored = form_empty(ctx->arena);
    struct municipality_row row;

    TRY(zone_municipality(ctx, request->ids[0], &row));
    municipality_form_show(ctx, &row, &stored);

    struct zone_edit_view view = edit_view(ctx, request, &stored, row.version, errors);

    view.is_municipality = true;
    return edit_page(ctx, request, row.name, &view, response);
}

enum status municipality_edit_page(struct ctx *ctx, struct request *request,
                                   struct response *response)
{
    return municipality_show(ctx, request, NULL, response);
}

struct municipality_changing {
    struct municipality_update_args args;
    enum zone_refusal refusal;
};

static enum status municipality_write(struct ctx *tx, void *args)
{
    struct municipality_changing *changing = args;

    return zone_change_municipality(tx, &changing->args, &changing->refusal);
}

static struct refusal_words municipality_refusals(struct ctx *ctx)
{
    return (struct refusal_words){
        .field = {[ZONE_CHANGED] = "municipality_name",
                  [ZONE_TAKEN] = "municipality_code",
                  [ZONE_IN_USE] = "retired"},
        .words = {[ZONE_CHANGED] = changed_words(ctx),
                  [ZONE_TAKEN] = tr(ctx, "Un altro Comune ha già questo codice"),
                  [ZONE_IN_USE] = tr(ctx, "Ha ancora paesi in uso: prima di' dei suoi paesi che "
                                          "non si usano più")},
    };
}

enum status municipality_edit_post(struct ctx *ctx, struct request *request,
                                   struct response *response)
{
    struct municipality_changing changing = {0};
    struct form_errors errors = {0};
    struct municipality_form form;
    enum status status = OK;

    TRY(municipality_form_read(ctx, &request->form, &form, &errors));
    changing.args = (struct municipality_update_args){
        .id = request->ids[0],
        .version = form.version,
        .code = form.municipality_code,
        .name = form.municipality_name,
        .lead = form.lead,
        .active = !form.retired,
    };
    if (errors.count == 0)
        status = store_write(ctx, municipality_write, &changing);
    if (status == ERR_CONFLICT) {
        const struct refusal_words said = municipality_refusals(ctx);

        refusal_tell(ctx, changing.refusal, &said, &errors, response);
    } else {
        TRY(status);
    }
    return errors.count > 0 ? municipality_show(ctx, request, &errors, response)
                            : edit_done(ctx, response, form.municipality_name);
}

/* ---- places ---------------------------------------------------------------------------------- */

/* Those in use, and the one that the place has though it has ended. */
static enum status municipality_options(struct ctx *ctx, int64_t kept_id,
                                        struct options_list *ret_options)
{
    struct municipality_row *rows;
    size_t count;
    size_t used = 0;

    TRY(zone_municipalities(ctx, &rows, &count));

    struct option *items = arena_array(ctx->arena, struct option, count);

    for (size_t i = 0; i < count; i++) {
        if (rows[i].active || rows[i].id == kept_id)
            items[used++] = option_of_id(ctx, rows[i].id, rows[i].name);
    }
    *ret_options = (struct options_list){items, used};
    return OK;
}

static enum status place_show(struct ctx *ctx, struct request *request,
                              const struct form_errors *errors, struct response *response)
{
    struct form stored = form_empty(ctx->arena);
    struct place_row row;

    TRY(zone_place(ctx, request->ids[0], &row));
    place_form_show(ctx, &row, &stored);

    struct zone_edit_view view = edit_view(ctx, request, &stored, row.version, errors);

    view.is_place = true;
    TRY(municipality_options(ctx, row.municipality_id, &view.municipalities));
    return edit_page(ctx, request, row.label, &view, response);
}

enum status place_edit_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return place_show(ctx, request, NULL, response);
}

struct place_changing {
    struct place_update_args args;
    enum zone_refusal refusal;
};

static enum status place_write(struct ctx *tx, void *args)
{
    struct place_changing *changing = args;

    return zone_change_place(tx, &changing->args, &changing->refusal);
}

static struct refusal_words place_refusals(struct ctx *ctx)
{
    return (struct refusal_words){
        .field = {[ZONE_CHANGED] = "place_name",
                  [ZONE_TAKEN] = "place_name",
                  [ZONE_IN_USE] = "retired",
                  [ZONE_ENDED_UNDER] = "place_municipality"},
        .words = {[ZONE_CHANGED] = changed_words(ctx),
                  [ZONE_TAKEN] = tr(ctx, "In quel Comune c’è già un paese con questo nome"),
                  [ZONE_IN_USE] = tr(ctx, "Qui un ufficio ha la sede o uno sportello: prima "
                                          "cambia la sede, o togli gli orari dello sportello"),
                  [ZONE_ENDED_UNDER] = tr(ctx, "Il suo Comune non è più nella zona: scegline un "
                                               "altro, o rimetti prima il Comune")},
    };
}

static struct place_update_args place_args(const struct place_form *form, int64_t id)
{
    return (struct place_update_args){
        .id = id,
        .version = form->version,
        .municipality_id = form->place_municipality,
        .name = form->place_name,
        .kind = form->place_kind,
        .latitude_micro = form->latitude_micro,
        .longitude_micro = form->longitude_micro,
        .active = !form->retired,
    };
}

enum status place_edit_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct place_changing changing = {0};
    struct options_list municipalities;
    struct form_errors errors = {0};
    struct place_form form;
    struct place_row row;
    enum status status = OK;

    TRY(zone_place(ctx, request->ids[0], &row));
    TRY(place_form_read(ctx, &request->form, &form, &errors));
    TRY(municipality_options(ctx, row.municipality_id, &municipalities));
    if (form.place_municipality && !choices_have(ctx, &municipalities, form.place_municipality))
        form_error_add(ctx, &errors, "place_municipality", tr(ctx, "Scegli il Comune"));
    changing.args = place_args(&form, row.id);
    if (errors.count == 0)
        status = store_write(ctx, place_write, &changing);
    if (status == ERR_CONFLICT) {
        const struct refusal_words said = place_refusals(ctx);

        refusal_tell(ctx, changing.refusal, &said, &errors, response);
    } else {
        TRY(status);
    }
    return errors.count > 0 ? place_show(ctx, request, &errors, response)
                            : edit_done(ctx, response, form.place_name);
}

/* ---- offices --------------------------------------------------------------------------------- */

/* The places in use, and those that the office has already. */
static enum status office_place_options(struct ctx *ctx, const struct office_row *office,
                                        struct options_list *ret_options)
{
    struct place_row *all, *served;
    size_t count, served_count;
    size_t used = 0;

    TRY(zone_places(ctx, &all, &count));
    TRY(zone_office_places(ctx, office->id, &served, &served_count));

    struct option *items = arena_array(ctx->arena, struct option, count);

    for (size_t i = 0; i < count; i++) {
        bool kept = all[i].active || all[i].id == office->place_id;

        for (size_t k = 0; k < served_count && !kept; k++)
            kept = served[k].id == all[i].id;
        if (kept)
            items[used++] = option_of_id(ctx, all[i].id, all[i].label);
    }
    *ret_options = (struct options_list){items, used};
    return OK;
}

static enum status office_show(struct ctx *ctx, struct request *request,
                               const struct form_errors *errors, struct response *response)
{
    struct form stored = form_empty(ctx->arena);
    struct office_row row;

    TRY(zone_office(ctx, request->ids[0], &row));
    TRY(office_form_show(ctx, &row, &stored));

    struct zone_edit_view view = edit_view(ctx, request, &stored, row.version, errors);

    view.is_office = true;
    if (row.active)
        view.office_page = arena_printf(ctx->arena, "/ufficio/%s", row.code);
    TRY(office_place_options(ctx, &row, &view.places));
    return edit_page(ctx, request, row.name, &view, response);
}

enum status office_edit_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return office_show(ctx, request, NULL, response);
}

struct office_changing {
    struct office_update_args args;
    struct input_ids served;
    enum zone_refusal refusal;
    struct office_worker *workers; /* who still works in an office that is to close */
    size_t worker_count;
};

static enum status office_write(struct ctx *tx, void *args)
{
    struct office_changing *changing = args;
    const struct date today = instant_date(tx->now);

    changing->worker_count = 0;
    if (!changing->args.active) {
        TRY(staff_of_office(tx, changing->args.id, today, &changing->workers,
                            &changing->worker_count));
        changing->refusal = ZONE_IN_USE;
        if (changing->worker_count > 0)
            return ERR_CONFLICT;
    }
    return zone_change_office(tx, &changing->args, changing->served.ids, changing->served.count,
                              &changing->refusal);
}

/* "Ci lavora ancora Anna Esposito e altre 2 persone: ..." */
static const char *workers_words(struct ctx *ctx, const struct office_changing *changing)
{
    const struct office_worker *first = changing->workers;
    long long others = (long long)changing->worker_count - 1;

    if (changing->worker_count == 0)
        return NULL;
    if (others == 0)
        return arena_printf(ctx->arena,
                            tr(ctx, "Ci lavora ancora %s %s: prima togli il suo ruolo in questo "
                                    "ufficio, nella pagina Utenti"),
                            first->name, first->surname);
    return arena_printf(ctx->arena,
                        tr(ctx, "Ci lavorano ancora %s %s e altri (%lld): prima togli i loro "
                                "ruoli in questo ufficio, nella pagina Utenti"),
                        first->name, first->surname, others);
}

static struct refusal_words office_refusals(struct ctx *ctx, const struct office_changing *changing)
{
    return (struct refusal_words){
        .field = {[ZONE_CHANGED] = "office_name",
                  [ZONE_TAKEN] = "office_name",
                  [ZONE_IN_USE] = "retired",
                  [ZONE_ENDED_UNDER] = "office_place"},
        .words = {[ZONE_CHANGED] = changed_words(ctx),
                  [ZONE_TAKEN] = tr(ctx, "Un altro ufficio ha già questo nome"),
                  [ZONE_IN_USE] = workers_words(ctx, changing),
                  [ZONE_ENDED_UNDER] = tr(ctx, "Quel paese non si usa più: scegli un’altra sede")},
    };
}

static struct office_update_args office_args(const struct office_form *form, int64_t id)
{
    return (struct office_update_args){
        .id = id,
        .version = form->version,
        .name = form->office_name,
        .place_id = form->office_place,
        .address = form->office_address,
        .phone = text_or_null(form->office_phone),
        .email = text_or_null(form->office_email),
        .about = form->office_about,
        .active = !form->retired,
    };
}

/* Ids that the page did not offer. */
static void office_judge(struct ctx *ctx, const struct office_form *form,
                         const struct options_list *places, struct form_errors *errors)
{
    const char *pick = tr(ctx, "Scegli un luogo dall’elenco");

    if (form->office_place && !choices_have(ctx, places, form->office_place))
        form_error_add(ctx, errors, "office_place", pick);
    for (size_t i = 0; i < form->served.count; i++) {
        if (!choices_have(ctx, places, form->served.ids[i]))
            form_error_add(ctx, errors, "served", pick);
    }
}

enum status office_edit_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct office_changing changing = {0};
    struct form_errors errors = {0};
    struct options_list places;
    struct office_form form;
    struct office_row row;
    enum status status = OK;

    TRY(zone_office(ctx, request->ids[0], &row));
    TRY(office_form_read(ctx, &request->form, &form, &errors));
    TRY(office_place_options(ctx, &row, &places));
    office_judge(ctx, &form, &places, &errors);
    changing.args = office_args(&form, row.id);
    changing.served = form.served;
    if (errors.count == 0)
        status = store_write(ctx, office_write, &changing);
    if (status == ERR_CONFLICT) {
        const struct refusal_words said = office_refusals(ctx, &changing);

        refusal_tell(ctx, changing.refusal, &said, &errors, response);
    } else {
        TRY(status);
    }
    return errors.count > 0 ? office_show(ctx, request, &errors, response)
                            : edit_done(ctx, response, form.office_name);
}
