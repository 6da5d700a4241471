/* Adding a service to the directory and keeping its sheet. */
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "network/network_web.h"
#include "network_html.h"
#include "staff/choices.h"
#include "staff/staff.h"
#include "store/once.h"
#include "store/store.h"

enum { SERVICE_NEEDS_MAX = 60, SHEET_CHARS_MAX = 2000 };

struct service_form {
    const char *code;
    const char *name;
    int64_t organization_id;
    const char *summary;
    const char *audience;
    const char *how_to;
    const char *needed;
    const char *outcome;
    const char *timing;
    const char *access;
    const char *conditions;
    const char *phone;
    const char *hours;
    const char *cost;
    int64_t place_id;
    const char *address;
    bool retired;
    int64_t version;
};

#define SHEET(member, label, ask)                                                                  \
    INPUT_LINES(struct service_form, member, SHEET_CHARS_MAX, label, ask)

static const struct input SERVICE[] = {
    INPUT_LINE(struct service_form, name, 120, "Nome del servizio", "Scrivi il nome del servizio"),
    INPUT_CODE(struct service_form, code, 60, "Nome breve per l’indirizzo", OPTIONAL),
    INPUT_ID(struct service_form, organization_id, "Chi lo fa", "Scegli chi lo fa"),
    SHEET(summary, N_("In una frase"), N_("Scrivi in una frase che cos’è")),
    SHEET(audience, N_("A chi è rivolto"), N_("Scrivi a chi è rivolto")),
    SHEET(how_to, N_("Come fare"), N_("Scrivi come fare")),
    SHEET(needed, N_("Cosa serve"), N_("Scrivi che cosa serve")),
    SHEET(outcome, N_("Cosa si ottiene"), N_("Scrivi che cosa si ottiene")),
    SHEET(timing, N_("Tempi e scadenze"), N_("Scrivi i tempi")),
    SHEET(access, N_("Accedi al servizio"), N_("Scrivi come si accede")),
    SHEET(conditions, N_("Condizioni di servizio"), N_("Scrivi le condizioni")),
    INPUT_PHONE(struct service_form, phone, "Telefono", OPTIONAL),
    INPUT_LINE(struct service_form, hours, 200, "Orari", OPTIONAL),
    INPUT_LINE(struct service_form, cost, 200, "Costo", OPTIONAL),
    INPUT_ID(struct service_form, place_id, "Luogo", OPTIONAL),
    INPUT_LINE(struct service_form, address, 200, "Indirizzo", OPTIONAL),
    INPUT_FLAG(struct service_form, retired, "Il servizio non c’è più", OPTIONAL),
    INPUT_COUNT(struct service_form, version, 0, INT32_MAX, "Versione", OPTIONAL),
};

/* What a save needs, and what it gives. */
struct service_save {
    const struct service_form *form;
    const char *needs[SERVICE_NEEDS_MAX];
    size_t need_count;
    struct once *once;
    int64_t id;
};

/* Only codes that the list knows; a made-up one cannot come from our page. */
static void read_needs(const struct form *form, const struct codes *codes,
                       struct service_save *save)
{
    const struct form_field *field;
    size_t position = 0;

    while ((field = form_next(form, "needs", &position)) && save->need_count < SERVICE_NEEDS_MAX) {
        const struct code_row *row = codes_find(codes, field->value);

        if (row)
            save->needs[save->need_count++] = row->code;
    }
}

static enum status service_add(struct ctx *tx, void *args)
{
    struct service_save *save = args;
    const struct service_form *form = save->form;
    struct service_insert_args service = {
        .code = form->code,
        .organization_id = form->organization_id,
        .name = form->name,
        .summary = form->summary,
        .audience = form->audience,
        .how_to = form->how_to,
        .needed = form->needed,
        .outcome = form->outcome,
        .timing = form->timing,
        .access = form->access,
        .conditions = form->conditions,
        .phone = text_or_null(form->phone),
        .hours = text_or_null(form->hours),
        .cost = text_or_null(form->cost),
        .place_id = form->place_id,
        .address = text_or_null(form->address),
    };
    bool done;

    TRY(once_begin(tx, save->once, &done, &save->id));
    if (done)
        return OK;
    TRY(services_count(tx, &service.position));
    TRY(service_create(tx, &service, save->needs, save->need_count, NULL, 0, &save->id));
    return once_end(tx, save->once, save->id);
}

static enum status service_save_change(struct ctx *tx, void *args)
{
    struct service_save *save = args;
    const struct service_form *form = save->form;
    const struct service_update_args service = {
        .id = save->id,
        .version = form->version,
        .organization_id = form->organization_id,
        .name = form->name,
        .summary = form->summary,
        .audience = form->audience,
        .how_to = form->how_to,
        .needed = form->needed,
        .outcome = form->outcome,
        .timing = form->timing,
        .access = form->access,
        .conditions = form->conditions,
        .phone = text_or_null(form->phone),
        .hours = text_or_null(form->hours),
        .cost = text_or_null(form->cost),
        .place_id = form->place_id,
        .address = text_or_null(form->address),
        .active = !form->retired,
    };

    return service_change(tx, &service, save->needs, save->need_count);
}

static enum status view_needs(struct ctx *ctx, const struct form *form, struct network_view *view)
{
    struct codes needs;
    struct codes areas;

    TRY(codes_read_in_use(ctx, "need", instant_date(ctx->now), &needs));
    TRY(codes_read_all(ctx, "need_area", &areas));

    struct need_choice *choices = arena_array(ctx->arena, struct need_choice, needs.count);

    for (size_t i = 0; i < needs.count; i++) {
        const struct code_row *row = &needs.rows[i];

        choices[i] = (struct need_choice){
            .code = row->code,
            .label = code_label(ctx, row),
            .area = codes_label(ctx, &areas, row->parent),
            .first_of_area = i == 0 || !text_equal(row->parent, needs.rows[i - 1].parent),
            .chosen = form_has(form, "needs", row->code),
        };
    }
    view->needs = choices;
    view->need_count = needs.count;
    return OK;
}

static enum status form_show(struct ctx *ctx, struct request *request, const struct form *form,
                             const struct form_errors *errors, int64_t id, int64_t version,
                             struct response *response)
{
    struct network_view view = {
        .ask = ask_new(ctx, request, form, errors),
        .service_id = id,
        .version = version,
        .action = id ? arena_printf(ctx->arena, "/rete/servizi/%lld/modifica", (long long)id)
                     : "/rete/servizi/nuovo",
    };
    const char *title = id ? tr(ctx, "Modifica il servizio") : tr(ctx, "Nuovo servizio");

    TRY(staff_frame(ctx, request, title, "network", &view.frame));
    view.frame.problem = errors && errors->count > 0;
    TRY(choices_places_with(ctx, choices_id(view.ask.form, "place_id"), &view.places));
    TRY(organization_choices(ctx, choices_id(view.ask.form, "organization_id"),
                             &view.organizations));
    TRY(view_needs(ctx, view.ask.form, &view));

    struct html out = frame_html(ctx, response);

    network_service_form(&out, &view);
    return OK;
}

enum status service_new_get(struct ctx *ctx, struct request *request, struct response *response)
{
    return form_show(ctx, request, NULL, NULL, 0, 0, response);
}

static enum status form_read(struct ctx *ctx, struct request *request, struct service_form *args,
                             struct form_errors *errors, struct service_save *save)
{
    struct codes needs;

    TRY(input_read(ctx, &request->form, SERVICE, args, errors));
    TRY(codes_read_all(ctx, "need", &needs));
    *save = (struct service_save){.form = args, .once = ask_once(request)};
    read_needs(&request->form, &needs, save);
    if (save->need_count == 0)
        form_error_add(ctx, errors, "needs", tr(ctx, "Scegli almeno un bisogno"));
    return OK;
}

enum status service_new_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct service_form args;
    struct form_errors errors = {0};
    struct service_save save;
    enum status status = OK;

    TRY(form_read(ctx, request, &args, &errors, &save));
    if (text_is_blank(args.code))
        form_error_add(ctx, &errors, "code", tr(ctx, "Scrivi un nome breve"));
    if (errors.count == 0 && save.once)
        status = store_write(ctx, service_add, &save);
    if (status == ERR_CONFLICT)
        form_error_add(ctx, &errors, "code", tr(ctx, "C’è già: scegli un altro nome breve"));
    else
        TRY(status);
    if (errors.count > 0 || !save.once)
        return form_show(ctx, request, &request->form, &errors, 0, 0, response);
    return response_done(response, "/rete", tr(ctx, "Servizio aggiunto."));
}

/* The stored sheet as somebody would have typed it. */
static enum status form_of_service(struct ctx *ctx, const struct service_row *row,
                                   struct form *form)
{
    const struct service_form args = {
        .code = row->code,
        .name = row->name,
        .organization_id = row->organization_id,
        .summary = row->summary,
        .audience = row->audience,
        .how_to = row->how_to,
        .needed = row->needed,
        .outcome = row->outcome,
        .timing = row->timing,
        .access = row->access,
        .conditions = row->conditions,
        .phone = row->phone,
        .hours = row->hours,
        .cost = row->cost,
        .place_id = row->place_id,
        .address = row->address,
        .retired = !row->active,
        .version = row->version,
    };
    struct service_need_row *needs;
    size_t count;

    input_show(ctx, form, SERVICE, &args);
    TRY(service_needs(ctx, row->id, &needs, &count));
    for (size_t i = 0; i < count; i++)
        form_put(form, "needs", needs[i].need);
    return OK;
}

enum status service_edit_get(struct ctx *ctx, struct request *request, struct response *response)
{
    struct service_row row;
    struct form form = form_empty(ctx->arena);

    TRY(service_by_id(ctx, request->ids[0], &row));
    TRY(form_of_service(ctx, &row, &form));
    return form_show(ctx, request, &form, NULL, row.id, row.version, response);
}

enum status service_edit_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct service_form args;
    struct form_errors errors = {0};
    struct service_save save;
    struct service_row row;
    enum status status = OK;

    TRY(service_by_id(ctx, request->ids[0], &row));
    TRY(form_read(ctx, request, &args, &errors, &save));
    if (form_has(&request->form, ASK_AGAIN, "yes"))
        return form_show(ctx, request, &request->form, NULL, row.id, args.version, response);
    save.id = row.id;
    if (errors.count == 0)
        status = store_write(ctx, service_save_change, &save);
    if (status == ERR_CONFLICT)
        form_error_add(ctx, &errors, "name",
                       tr(ctx, "Qualcuno ha cambiato la scheda nel frattempo: controlla e salva "
                               "di nuovo"));
    else
        TRY(status);
    if (errors.count > 0)
        return form_show(ctx, request, &request->form, &errors, row.id, row.version, response);
    return response_done(response, "/rete", tr(ctx, "Scheda salvata."));
}
