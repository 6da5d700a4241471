/* The organisations of the directory: the list, a new one (its services come after it), a changed
   one, and all of them as choices. */
#include <string.h>

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
    const char *website;
    int64_t place_id;
    const char *address;
    bool retired;
    int64_t version;
};

static const struct input ORGANIZATION[] = {
    INPUT_LINE(struct organization_form, name, 120, "Nome", "Scrivi il nome"),
    /* Stands in addresses, so it is asked of a new one only. */
    INPUT_CODE(struct organization_form, code, 60, "Nome breve per l’indirizzo", OPTIONAL),
    INPUT_LINE(struct organization_form, kind, 40, "Che cos’è", "Scegli che cos’è"),
    INPUT_LINES(struct organization_form, description, 1000, "In poche parole",
                "Scrivi in poche parole che cosa fa"),
    INPUT_PHONE(struct organization_form, phone, "Telefono", OPTIONAL),
    INPUT_EMAIL(struct organization_form, email, "E-mail", OPTIONAL),
    INPUT_LINE(struct organization_form, website, 200, "Sito", OPTIONAL),
    INPUT_ID(struct organization_form, place_id, "Luogo", OPTIONAL),
    INPUT_LINE(struct organization_form, address, 200, "Indirizzo", OPTIONAL),
    INPUT_FLAG(struct organization_form, retired, "Non c’è più", OPTIONAL),
    INPUT_COUNT(struct organization_form, version, 1, INT64_MAX, "Versione", OPTIONAL),
};

/* ---- the list -------------------------------------------------------------------------------- */

static struct organization_line line_of(struct ctx *ctx, const struct codes *kinds,
                                        const struct organization_row *row)
{
    const char *address = row->address ? row->address : "";

    return (struct organization_line){
        .id = row->id,
        .name = row->name,
        .kind = codes_label(ctx, kinds, row->kind),
        .where = row->place_name ? arena_printf(ctx->arena, "%s%s%s", row->place_name,
                                                *address ? ", " : "", address)
                                 : address,
        .phone = row->phone,
        .ended = !row->active,
    };
}

enum status organizations_get(struct ctx *ctx, struct request *request, struct response *response)
{
    struct organization_list_view view = {0};
    struct organization_row *rows;
    struct codes kinds;

    TRY(organizations_all(ctx, &rows, &view.count));
    TRY(codes_read_all(ctx, "organization_kind", &kinds));

    struct organization_line *lines = arena_array(ctx->arena, struct organization_line, view.count);

    for (size_t i = 0; i < view.count; i++)
        lines[i] = line_of(ctx, &kinds, &rows[i]);
    view.organizations = lines;
    TRY(staff_frame(ctx, request, tr(ctx, "Associazioni ed enti"), "network", &view.frame));

    struct html out = frame_html(ctx, response);

    network_organization_list(&out, &view);
    return OK;
}

/* ---- the form -------------------------------------------------------------------------------- */

/* `row` NULL: a new one. */
static enum status form_show(struct ctx *ctx, struct request *request,
                             const struct organization_row *row, const struct form *form,
                             const struct form_errors *errors, struct response *response)
{
    struct organization_view view = {
        .ask = ask_new(ctx, request, form, errors),
        .action = arena_copy_n(ctx->arena, request->path, strlen(request->path)),
        .id = row ? row->id : 0,
        .version = row ? row->version : 0,
    };
    const char *title = row ? row->name : tr(ctx, "Nuova associazione o ente");

    TRY(staff_frame(ctx, request, title, "network", &view.frame));
    view.frame.problem = errors && errors->count > 0;
    TRY(choices_codes(ctx, "organization_kind", &view.kinds));
    TRY(choices_places_with(ctx, row ? row->place_id : 0, &view.places));

    struct html out = frame_html(ctx, response);

    network_organization_form(&out, &view);
    return OK;
}

/* With the rules that a row of the table cannot say; `kept_place` may have ended. */
static enum status form_read(struct ctx *ctx, struct request *request, int64_t kept_place,
                             struct organization_form *form, struct form_errors *errors)
{
    struct options_list kinds;
    struct place_row place;

    TRY(input_read(ctx, &request->form, ORGANIZATION, form, errors));
    TRY(choices_codes(ctx, "organization_kind", &kinds));
    if (*form->kind && !options_have(&kinds, form->kind))
        form_error_add(ctx, errors, "kind", tr(ctx, "Scegli che cos’è dall’elenco"));
    if (*form->website && !text_starts_with(form->website, "https://") &&
        !text_starts_with(form->website, "http://"))
        form_error_add(ctx, errors, "website",
                       tr(ctx, "Scrivi l’indirizzo del sito con https:// davanti"));
    return choices_place(ctx, form->place_id, kept_place, "place_id", errors, &place);
}

/* ---- a new one ------------------------------------------------------------------------------- */

struct organization_adding {
    const struct organization_form *form;
    struct once *once;
};

static enum status organization_add(struct ctx *tx, void *args)
{
    const struct organization_adding *adding = args;
    const struct organization_form *form = adding->form;
    const struct organization_insert_args organization = {
        .code = form->code,
        .name = form->name,
        .kind = form->kind,
        .description = form->description,
        .phone = text_or_null(form->phone),
        .email = text_or_null(form->email),
        .website = text_or_null(form->website),
        .place_id = form->place_id,
        .address = text_or_null(form->address),
    };
    int64_t id;
    bool done;

    TRY(once_begin(tx, adding->once, &done, &id));
    if (done)
        return OK;
    TRY(organization_create(tx, &organization, &id));
    return once_end(tx, adding->once, id);
}

enum status organization_new_get(struct ctx *ctx, struct request *request,
                                 struct response *response)
{
    return form_show(ctx, request, NULL, NULL, NULL, response);
}

enum status organization_new_post(struct ctx *ctx, struct request *request,
                                  struct response *response)
{
    struct organization_form form;
    struct form_errors errors = {0};
    struct organization_adding adding = {&form, ask_once(request)};
    enum status status = OK;

    TRY(form_read(ctx, request, 0, &form, &errors));
    if (text_is_blank(form.code))
        form_error_add(ctx, &errors, "code", tr(ctx, "Scrivi un nome breve"));
    if (errors.count == 0 && adding.once)
        status = store_write(ctx, organization_add, &adding);
    if (status == ERR_CONFLICT)
        form_error_add(ctx, &errors, "code", tr(ctx, "C’è già: scegli un altro nome breve"));
    else
        TRY(status);
    if (errors.count > 0 || !adding.once)
        return form_show(ctx, request, NULL, &request->form, &errors, response);
    return response_done(response, "/rete/servizi/nuovo",
                         tr(ctx, "Aggiunta. Ora scrivi il primo servizio che offre."));
}

/* ---- a changed one --------------------------------------------------------------------------- */

static void form_of_row(struct ctx *ctx, const struct organization_row *row, struct form *form)
{
    const struct organization_form args = {
        .name = row->name,
        .code = row->code,
        .kind = row->kind,
        .description = row->description,
        .phone = row->phone,
        .email = row->email ? row->email : "",
        .website = row->website ? row->website : "",
        .place_id = row->place_id,
        .address = row->address ? row->address : "",
        .retired = !row->active,
        .version = row->version,
    };

    input_show(ctx, form, ORGANIZATION, &args);
}

enum status organization_edit_get(struct ctx *ctx, struct request *request,
                                  struct response *response)
{
    struct form form = form_empty(ctx->arena);
    struct organization_row row;

    TRY(organization_by_id(ctx, request->ids[0], &row));
    form_of_row(ctx, &row, &form);
    return form_show(ctx, request, &row, &form, NULL, response);
}

static struct organization_update_args change_of(const struct organization_form *form, int64_t id)
{
    return (struct organization_update_args){
        .id = id,
        .version = form->version,
        .name = form->name,
        .kind = form->kind,
        .description = form->description,
        .phone = text_or_null(form->phone),
        .email = text_or_null(form->email),
        .website = text_or_null(form->website),
        .place_id = form->place_id,
        .address = text_or_null(form->address),
        .active = !form->retired,
    };
}

static enum status organization_write_change(struct ctx *tx, void *args)
{
    return organization_change(tx, args);
}

enum status organization_edit_post(struct ctx *ctx, struct request *request,
                                   struct response *response)
{
    struct organization_update_args change;
    struct organization_form form;
    struct form_errors errors = {0};
    struct organization_row row;
    enum status status = OK;

    TRY(organization_by_id(ctx, request->ids[0], &row));
    TRY(form_read(ctx, request, row.place_id, &form, &errors));
    if (form_has(&request->form, ASK_AGAIN, "yes")) {
        row.version = form.version;
        return form_show(ctx, request, &row, &request->form, NULL, response);
    }
    change = change_of(&form, row.id);
    if (errors.count == 0)
        status = store_write(ctx, organization_write_change, &change);
    if (status == ERR_CONFLICT) {
        response->http_status = 409;
        form_error_add(ctx, &errors, "name",
                       tr(ctx, "Qualcuno ha cambiato la scheda nel frattempo: controlla e salva "
                               "di nuovo"));
    } else {
        TRY(status);
    }
    if (errors.count > 0)
        return form_show(ctx, request, &row, &request->form, &errors, response);
    return response_done(response, "/rete/associazioni", tr(ctx, "Scheda salvata."));
}

/* ---- as choices ------------------------------------------------------------------------------ */

enum status organization_choices(struct ctx *ctx, int64_t kept_id, struct options_list *ret_options)
{
    struct organization_row *rows;
    size_t count;
    size_t used = 0;

    TRY(organizations_all(ctx, &rows, &count));

    struct option *options = arena_array(ctx->arena, struct option, count);

    for (size_t i = 0; i < count; i++) {
        if (rows[i].active || rows[i].id == kept_id)
            options[used++] = option_of_id(ctx, rows[i].id, rows[i].name);
    }
    *ret_options = (struct options_list){options, used};
    return OK;
}
