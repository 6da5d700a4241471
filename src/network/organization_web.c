/* The organisations of the directory: as choices, and adding one; its services come after it. */
#include "base/text.h"
#include "base/words.h"
#include "network/network_web.h"
#include "network_html.h"
#include "staff/choices.h"
#include "staff/staff.h"
#include "store/once.h"
#include "store/store.h"

struct organization_form {
    const char *name;
    const char *code;
    const char *kind;
    const char *description;
    const char *phone;
    const char *email;
    int64_t place_id;
    const char *address;
};

static const struct input ORGANIZATION[] = {
    INPUT_LINE(struct organization_form, name, 120, "Nome", "Scrivi il nome"),
    INPUT_CODE(struct organization_form, code, 60, "Nome breve per l’indirizzo",
               "Scrivi un nome breve"),
    INPUT_LINE(struct organization_form, kind, 40, "Che cos’è", "Scegli che cos’è"),
    INPUT_LINES(struct organization_form, description, 1000, "In poche parole",
                "Scrivi in poche parole che cosa fa"),
    INPUT_PHONE(struct organization_form, phone, "Telefono", OPTIONAL),
    INPUT_EMAIL(struct organization_form, email, "E-mail", OPTIONAL),
    INPUT_ID(struct organization_form, place_id, "Luogo", OPTIONAL),
    INPUT_LINE(struct organization_form, address, 200, "Indirizzo", OPTIONAL),
};

struct organization_save {
    const struct organization_form *form;
    const char *once;
};

static enum status organization_add(struct ctx *tx, void *args)
{
    const struct organization_save *save = args;
    const struct organization_form *form = save->form;
    const struct organization_insert_args organization = {
        .code = form->code,
        .name = form->name,
        .kind = form->kind,
        .description = form->description,
        .phone = text_or_null(form->phone),
        .email = text_or_null(form->email),
        .place_id = form->place_id,
        .address = text_or_null(form->address),
    };
    int64_t id;
    bool done;

    TRY(once_begin(tx, save->once, &done, &id));
    if (done)
        return OK;
    TRY(organization_create(tx, &organization, &id));
    return once_end(tx, save->once, id);
}

static enum status form_show(struct ctx *ctx, struct request *request,
                             const struct form_errors *errors, struct response *response)
{
    struct organization_view view = {
        .ask = ask_new(ctx, request, errors ? &request->form : NULL, errors)};

    TRY(staff_frame(ctx, request, tr(ctx, "Nuova associazione o ente"), "network", &view.frame));
    view.frame.problem = errors && errors->count > 0;
    TRY(choices_codes(ctx, "organization_kind", &view.kinds));
    TRY(choices_places(ctx, 0, &view.places));

    struct html out = frame_html(ctx, response);

    network_organization_form(&out, &view);
    return OK;
}

enum status organization_new_get(struct ctx *ctx, struct request *request,
                                 struct response *response)
{
    return form_show(ctx, request, NULL, response);
}

enum status organization_new_post(struct ctx *ctx, struct request *request,
                                  struct response *response)
{
    struct organization_form args;
    struct form_errors errors = {0};
    struct organization_save save = {&args, ask_once(request)};
    enum status status = OK;

    TRY(input_read(ctx, &request->form, ORGANIZATION, &args, &errors));
    if (errors.count == 0 && save.once)
        status = store_write(ctx, organization_add, &save);
    if (status == ERR_CONFLICT)
        form_error_add(ctx, &errors, "code", tr(ctx, "C’è già: scegli un altro nome breve"));
    else
        TRY(status);
    if (errors.count > 0 || !save.once)
        return form_show(ctx, request, &errors, response);
    return response_done(response, "/rete/servizi/nuovo",
                         tr(ctx, "Aggiunta. Ora scrivi il primo servizio che offre."));
}

enum status organization_choices(struct ctx *ctx, struct options_list *ret_options)
{
    struct organization_row *rows;
    size_t count;

    TRY(organizations_listed(ctx, &rows, &count));

    struct option *options = arena_array(ctx->arena, struct option, count);

    for (size_t i = 0; i < count; i++)
        options[i] = option_of_id(ctx, rows[i].id, rows[i].name);
    *ret_options = (struct options_list){options, count};
    return OK;
}
