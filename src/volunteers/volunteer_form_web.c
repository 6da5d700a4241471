/* A volunteer in the register, new or changed: the hours are on the volunteer's own page. */
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "network/network.h"
#include "staff/choices.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/once.h"
#include "store/store.h"
#include "volunteers/promises.h"
#include "volunteers/volunteers.h"
#include "volunteers/volunteers_pages.h"
#include "volunteers/volunteers_view.h"
#include "volunteers_html.h"

enum { NAME_MAX_CHARS = 80, ADDRESS_MAX_CHARS = 200 };

struct volunteer_form {
    const char *surname;
    const char *name;
    const char *phone;
    int64_t organization_id;
    int64_t place_id;
    const char *address;
    struct date from_date;
    struct date to_date;
    int64_t version;
};

static const struct input VOLUNTEER[] = {
    INPUT_LINE(struct volunteer_form, surname, NAME_MAX_CHARS, "Cognome", "Scrivi il cognome"),
    INPUT_LINE(struct volunteer_form, name, NAME_MAX_CHARS, "Nome", "Scrivi il nome"),
    INPUT_PHONE(struct volunteer_form, phone, "Telefono", "Scrivi il telefono"),
    INPUT_ID(struct volunteer_form, organization_id, "Associazione", "Scegli l’associazione"),
    INPUT_ID(struct volunteer_form, place_id, "Da dove parte", "Scegli da dove parte"),
    INPUT_LINE(struct volunteer_form, address, ADDRESS_MAX_CHARS, "Via e numero", OPTIONAL),
    INPUT_DATE(struct volunteer_form, from_date, DATES_ANY, "Da che giorno", OPTIONAL),
    INPUT_DATE(struct volunteer_form, to_date, DATES_ANY, "Ultimo giorno in servizio", OPTIONAL),
    INPUT_COUNT(struct volunteer_form, version, 1, INT64_MAX, "Versione", OPTIONAL),
};

/* `row` NULL: a new one. */
static enum status form_show(struct ctx *ctx, struct request *request,
                             const struct volunteer_row *row, const struct form *form,
                             const struct form_errors *errors, struct response *response)
{
    struct volunteer_form_view view = {
        .ask = ask_new(ctx, request, form, errors),
        .action = arena_copy_n(ctx->arena, request->path, strlen(request->path)),
        .id = row ? row->id : 0,
        .version = row ? row->version : 0,
    };
    const char *title = row ? arena_printf(ctx->arena, "%s %s", row->surname, row->name)
                            : tr(ctx, "Nuovo volontario");

    TRY(staff_frame(ctx, request, title, "volunteers", &view.frame));
    view.frame.problem = errors && errors->count > 0;
    TRY(organization_choices(ctx, row ? row->organization_id : 0, &view.organizations));
    TRY(choices_places_with(ctx, row ? row->place_id : 0, &view.places));

    struct html page = frame_html(ctx, response);

    volunteer_form_page(&page, &view);
    return OK;
}

/* What the form says, with the coordinates of the place; mistakes go to `errors`. */
static enum status form_read(struct ctx *ctx, struct request *request,
                             const struct volunteer_row *row, struct volunteer_form *form,
                             struct form_errors *errors, struct place_row *ret_place)
{
    struct options_list organizations;

    TRY(input_read(ctx, &request->form, VOLUNTEER, form, errors));
    TRY(organization_choices(ctx, row ? row->organization_id : 0, &organizations));
    if (form->organization_id && !choices_have(ctx, &organizations, form->organization_id))
        form_error_add(ctx, errors, "organization_id",
                       tr(ctx, "Scegli un’associazione dall’elenco"));
    if (date_is_none(form->from_date))
        form->from_date = row ? row->from_date : instant_date(ctx->now);
    if (!date_is_none(form->to_date) && form->to_date.days < form->from_date.days)
        form_error_add(ctx, errors, "to_date", tr(ctx, "Scrivi un ultimo giorno dopo il primo"));
    return choices_place(ctx, form->place_id, row ? row->place_id : 0, "place_id", errors,
                         ret_place);
}

/* ---- a new one ------------------------------------------------------------------------------- */

struct volunteer_adding {
    struct once *once;
    struct volunteer_insert_args volunteer;
    int64_t id;
};

static enum status volunteer_write(struct ctx *tx, void *args)
{
    struct volunteer_adding *adding = args;
    bool done;

    TRY(once_begin(tx, adding->once, &done, &adding->id));
    if (done)
        return OK;
    TRY(volunteer_create(tx, &adding->volunteer, &adding->id));
    return once_end(tx, adding->once, adding->id);
}

enum status volunteer_new_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return form_show(ctx, request, NULL, NULL, NULL, response);
}

enum status volunteer_new_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct volunteer_adding adding = {.once = ask_once(request)};
    struct form_errors errors = {0};
    struct volunteer_form form;
    struct place_row place;

    TRY(form_read(ctx, request, NULL, &form, &errors, &place));
    if (errors.count > 0 || !adding.once)
        return form_show(ctx, request, NULL, &request->form, &errors, response);
    adding.volunteer = (struct volunteer_insert_args){
        .organization_id = form.organization_id,
        .surname = form.surname,
        .name = form.name,
        .phone = form.phone,
        .place_id = form.place_id,
        .address = text_or_null(form.address),
        .latitude_micro = place.latitude_micro,
        .longitude_micro = place.longitude_micro,
        .from_date = form.from_date,
        .to_date = form.to_date,
    };
    TRY(store_write(ctx, volunteer_write, &adding));
    return response_done(response, volunteer_path(ctx, adding.id),
                         tr(ctx, "Il volontario è nel registro. Ora scrivi quando può."));
}

/* ---- a changed one --------------------------------------------------------------------------- */

static void form_of_row(struct ctx *ctx, const struct volunteer_row *row, struct form *form)
{
    const struct volunteer_form args = {
        .surname = row->surname,
        .name = row->name,
        .phone = row->phone,
        .organization_id = row->organization_id,
        .place_id = row->place_id,
        .address = row->address ? row->address : "",
        .from_date = row->from_date,
        .to_date = row->to_date,
        .version = row->version,
    };

    input_show(ctx, form, VOLUNTEER, &args);
}

enum status volunteer_edit_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form form = form_empty(ctx->arena);
    struct volunteer_row row;

    TRY(volunteer_read(ctx, request->ids[0], &row));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "volunteer.open",
                                              .subject_kind = "volunteer",
                                              .subject_id = row.id}));
    form_of_row(ctx, &row, &form);
    return form_show(ctx, request, &row, &form, NULL, response);
}

/* Who stays in the same place starts from the same door: it may be truer than the place's. */
static struct volunteer_update_args change_of(const struct volunteer_form *form,
                                              const struct volunteer_row *row,
                                              const struct place_row *place)
{
    bool moves = form->place_id != row->place_id;

    return (struct volunteer_update_args){
        .id = row->id,
        .version = form->version,
        .organization_id = form->organization_id,
        .surname = form->surname,
        .name = form->name,
        .phone = form->phone,
        .place_id = form->place_id,
        .address = text_or_null(form->address),
        .latitude_micro = moves ? place->latitude_micro : row->latitude_micro,
        .longitude_micro = moves ? place->longitude_micro : row->longitude_micro,
        .from_date = form->from_date,
        .to_date = form->to_date,
    };
}

static enum status volunteer_write_change(struct ctx *tx, void *args)
{
    return volunteer_change(tx, args);
}

enum status volunteer_edit_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct volunteer_update_args args;
    struct promises_change change = {.operation = volunteer_write_change, .args = &args};
    struct form_errors errors = {0};
    struct volunteer_form form;
    struct volunteer_row row;
    struct place_row place;
    enum status status = OK;

    TRY(volunteer_read(ctx, request->ids[0], &row));
    TRY(form_read(ctx, request, &row, &form, &errors, &place));
    args = change_of(&form, &row, &place);
    change.on.volunteer_id = row.id;
    if (errors.count == 0)
        status = promises_write(ctx, request, &change);
    if (status == ERR_CONFLICT && change.broken.count > 0)
        return promises_ask(ctx, request, &change, "volunteers", volunteer_path(ctx, row.id),
                            response);
    if (status == ERR_CONFLICT) {
        response->http_status = 409;
        form_error_add(ctx, &errors, "surname", volunteers_changed_meanwhile(ctx));
    } else {
        TRY(status);
    }
    if (errors.count > 0)
        return form_show(ctx, request, &row, &request->form, &errors, response);
    return promises_done(ctx, &change, volunteer_path(ctx, row.id), tr(ctx, "Dati salvati."),
                         response);
}
