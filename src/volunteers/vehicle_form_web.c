/* A car for the rides, new or changed: whose it is, what it carries, who may drive it. */
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

/* The schema bounds the seats; the rest is more than any car or register of ours has. */
enum { SEATS_MAX = 8, WHEELCHAIRS_MAX = 8, DRIVERS_MAX = 100, PLATE_MAX = 12 };

struct vehicle_form {
    const char *name;
    const char *plate;
    int64_t owner_organization;
    int64_t owner_volunteer;
    int64_t seats;
    int64_t wheelchairs;
    int64_t place_id;
    struct date from_date;
    struct date to_date;
    struct input_ids drivers;
    int64_t version;
};

static const struct input VEHICLE[] = {
    INPUT_LINE(struct vehicle_form, name, 80, "Come la chiamate", "Scrivi come la chiamate"),
    INPUT_LINE(struct vehicle_form, plate, PLATE_MAX, "Targa", OPTIONAL),
    INPUT_ID(struct vehicle_form, owner_organization, "Di un’associazione", OPTIONAL),
    INPUT_ID(struct vehicle_form, owner_volunteer, "Di un volontario", OPTIONAL),
    INPUT_COUNT(struct vehicle_form, seats, 1, SEATS_MAX, "Posti per chi viaggia",
                "Scrivi quanti posti ci sono per chi viaggia"),
    INPUT_COUNT(struct vehicle_form, wheelchairs, 0, WHEELCHAIRS_MAX, "Carrozzine pieghevoli",
                OPTIONAL),
    INPUT_ID(struct vehicle_form, place_id, "Dove si trova", OPTIONAL),
    INPUT_DATE(struct vehicle_form, from_date, DATES_ANY, "Da che giorno", OPTIONAL),
    INPUT_DATE(struct vehicle_form, to_date, DATES_ANY, "Ultimo giorno", OPTIONAL),
    INPUT_IDS(struct vehicle_form, drivers, DRIVERS_MAX, "Chi la può guidare",
              "Scegli almeno una persona che la può guidare"),
    INPUT_COUNT(struct vehicle_form, version, 1, INT64_MAX, "Versione", OPTIONAL),
};

/* ---- what may be chosen ---------------------------------------------------------------------- */

/* Who is in the register or will be, and who is chosen already though gone: the car's owner and
   those who drive it. `row` NULL: a new one. */
struct vehicle_choices {
    struct options_list organizations;
    struct options_list owners;
    struct options_list drivers;
};

static bool drives(const struct vehicle_driver_id *drivers, size_t count, int64_t volunteer_id)
{
    for (size_t i = 0; i < count; i++) {
        if (drivers[i].volunteer_id == volunteer_id)
            return true;
    }
    return false;
}

static enum status choices_read(struct ctx *ctx, const struct vehicle_row *row,
                                struct vehicle_choices *ret_choices)
{
    const struct date today = instant_date(ctx->now);
    struct vehicle_driver_id *drivers = NULL;
    struct volunteer_row *rows;
    struct vehicle_choices choices = {0};
    size_t driver_count = 0;
    size_t count;

    TRY(volunteers_all(ctx, &rows, &count));
    if (row)
        TRY(vehicle_drivers(ctx, row->id, &drivers, &driver_count));

    struct option *owners = arena_array(ctx->arena, struct option, count);
    struct option *driving = arena_array(ctx->arena, struct option, count);

    for (size_t i = 0; i < count; i++) {
        bool gone = !date_is_none(rows[i].to_date) && rows[i].to_date.days < today.days;
        struct option option = option_of_id(
            ctx, rows[i].id, arena_printf(ctx->arena, "%s %s", rows[i].surname, rows[i].name));

        if (!gone || (row && row->owner_volunteer_id == rows[i].id))
            owners[choices.owners.count++] = option;
        if (!gone || drives(drivers, driver_count, rows[i].id))
            driving[choices.drivers.count++] = option;
    }
    choices.owners.items = owners;
    choices.drivers.items = driving;
    TRY(organization_choices(ctx, row ? row->owner_organization_id : 0, &choices.organizations));
    *ret_choices = choices;
    return OK;
}

/* ---- the form -------------------------------------------------------------------------------- */

/* The form names everybody in the register, so that is what was read. */
static enum status form_show(struct ctx *ctx, struct request *request,
                             const struct vehicle_row *row, const struct form *form,
                             const struct form_errors *errors, struct response *response)
{
    struct vehicle_form_view view = {
        .ask = ask_new(ctx, request, form, errors),
        .action = arena_copy_n(ctx->arena, request->path, strlen(request->path)),
        .id = row ? row->id : 0,
        .version = row ? row->version : 0,
        .stays = row && row->place_id == 0,
    };
    struct vehicle_choices choices;

    TRY(staff_frame(ctx, request, row ? row->name : tr(ctx, "Nuova auto"), "volunteers",
                    &view.frame));
    view.frame.problem = errors && errors->count > 0;
    TRY(choices_read(ctx, row, &choices));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "volunteer.list"}));
    view.volunteers = choices.owners;
    view.drivers = choices.drivers;
    view.organizations = choices.organizations;
    TRY(choices_places_with(ctx, row ? row->place_id : 0, &view.places));

    struct html page = frame_html(ctx, response);

    vehicle_form_page(&page, &view);
    return OK;
}

static void owner_judge(struct ctx *ctx, const struct vehicle_form *form,
                        const struct vehicle_choices *choices, struct form_errors *errors)
{
    if (!form->owner_organization == !form->owner_volunteer)
        form_error_add(ctx, errors, "owner_organization",
                       tr(ctx, "Scegli un’associazione oppure un volontario"));
    if (form->owner_organization &&
        !choices_have(ctx, &choices->organizations, form->owner_organization))
        form_error_add(ctx, errors, "owner_organization",
                       tr(ctx, "Scegli un’associazione dall’elenco"));
    if (form->owner_volunteer && !choices_have(ctx, &choices->owners, form->owner_volunteer))
        form_error_add(ctx, errors, "owner_volunteer", tr(ctx, "Scegli un volontario dall’elenco"));
    for (size_t i = 0; i < form->drivers.count; i++) {
        if (!choices_have(ctx, &choices->drivers, form->drivers.ids[i]))
            form_error_add(ctx, errors, "drivers", tr(ctx, "Scegli i volontari dall’elenco"));
    }
}

/* What the form says, with the coordinates of the place; mistakes go to `errors`. */
static enum status form_read(struct ctx *ctx, struct request *request,
                             const struct vehicle_row *row, struct vehicle_form *form,
                             struct form_errors *errors, struct place_row *ret_place)
{
    struct vehicle_choices choices;

    TRY(input_read(ctx, &request->form, VEHICLE, form, errors));
    TRY(choices_read(ctx, row, &choices));
    owner_judge(ctx, form, &choices, errors);
    if (form->place_id == 0 && (!row || row->place_id))
        form_error_add(ctx, errors, "place_id", tr(ctx, "Scegli dove si trova"));
    if (form->wheelchairs == INPUT_COUNT_NONE)
        form->wheelchairs = 0;
    if (date_is_none(form->from_date))
        form->from_date = row ? row->from_date : instant_date(ctx->now);
    if (!date_is_none(form->to_date) && form->to_date.days < form->from_date.days)
        form_error_add(ctx, errors, "to_date", tr(ctx, "Scrivi un ultimo giorno dopo il primo"));
    form->plate = text_or_null(text_upper_ascii(ctx->arena, form->plate));
    return choices_place(ctx, form->place_id, row ? row->place_id : 0, "place_id", errors,
                         ret_place);
}

/* ---- a new one ------------------------------------------------------------------------------- */

struct vehicle_adding {
    struct once *once;
    struct vehicle_insert_args vehicle;
    struct input_ids drivers;
};

static enum status vehicle_write(struct ctx *tx, void *args)
{
    const struct vehicle_adding *adding = args;
    int64_t id;
    bool done;

    TRY(once_begin(tx, adding->once, &done, &id));
    if (done)
        return OK;
    TRY(vehicle_create(tx, &adding->vehicle, &id));
    for (size_t i = 0; i < adding->drivers.count; i++)
        TRY(vehicle_allow(tx, adding->drivers.ids[i], id));
    return once_end(tx, adding->once, id);
}

enum status vehicle_new_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return form_show(ctx, request, NULL, NULL, NULL, response);
}

enum status vehicle_new_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct vehicle_adding adding = {.once = ask_once(request)};
    struct form_errors errors = {0};
    struct vehicle_form form;
    struct place_row place;

    TRY(form_read(ctx, request, NULL, &form, &errors, &place));
    if (errors.count > 0 || !adding.once)
        return form_show(ctx, request, NULL, &request->form, &errors, response);
    adding.drivers = form.drivers;
    adding.vehicle = (struct vehicle_insert_args){
        .name = form.name,
        .plate = form.plate,
        .owner_volunteer_id = form.owner_volunteer,
        .owner_organization_id = form.owner_organization,
        .seats = form.seats,
        .folding_wheelchairs = form.wheelchairs,
        .latitude_micro = place.latitude_micro,
        .longitude_micro = place.longitude_micro,
        .place_id = form.place_id,
        .from_date = form.from_date,
        .to_date = form.to_date,
    };
    TRY(store_write(ctx, vehicle_write, &adding));
    return response_done(response, "/volontari", tr(ctx, "L’auto è nel registro."));
}

/* ---- a changed one --------------------------------------------------------------------------- */

static enum status form_of_row(struct ctx *ctx, const struct vehicle_row *row, struct form *form)
{
    struct vehicle_form args = {
        .name = row->name,
        .plate = row->plate ? row->plate : "",
        .owner_organization = row->owner_organization_id,
        .owner_volunteer = row->owner_volunteer_id,
        .seats = row->seats,
        .wheelchairs = row->folding_wheelchairs,
        .place_id = row->place_id,
        .from_date = row->from_date,
        .to_date = row->to_date,
        .version = row->version,
    };
    struct vehicle_driver_id *drivers;

    TRY(vehicle_drivers(ctx, row->id, &drivers, &args.drivers.count));

    int64_t *ids = arena_array(ctx->arena, int64_t, args.drivers.count);

    for (size_t i = 0; i < args.drivers.count; i++)
        ids[i] = drivers[i].volunteer_id;
    args.drivers.ids = ids;
    input_show(ctx, form, VEHICLE, &args);
    return OK;
}

enum status vehicle_edit_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form form = form_empty(ctx->arena);
    struct vehicle_row row;

    TRY(vehicle_read(ctx, request->ids[0], &row));
    TRY(form_of_row(ctx, &row, &form));
    return form_show(ctx, request, &row, &form, NULL, response);
}

struct vehicle_changing {
    struct vehicle_update_args vehicle;
    struct input_ids drivers;
};

/* A car that stays in its place stays at its very spot. */
static struct vehicle_changing change_of(const struct vehicle_form *form,
                                         const struct vehicle_row *row,
                                         const struct place_row *place)
{
    bool moves = form->place_id != row->place_id;

    return (struct vehicle_changing){
        .vehicle =
            {
                .id = row->id,
                .version = form->version,
                .name = form->name,
                .plate = form->plate,
                .owner_volunteer_id = form->owner_volunteer,
                .owner_organization_id = form->owner_organization,
                .seats = form->seats,
                .folding_wheelchairs = form->wheelchairs,
                .latitude_micro = moves ? place->latitude_micro : row->latitude_micro,
                .longitude_micro = moves ? place->longitude_micro : row->longitude_micro,
                .place_id = form->place_id,
                .from_date = form->from_date,
                .to_date = form->to_date,
            },
        .drivers = form->drivers,
    };
}

static enum status vehicle_write_change(struct ctx *tx, void *args)
{
    const struct vehicle_changing *changing = args;

    return vehicle_change(tx, &changing->vehicle, changing->drivers.ids, changing->drivers.count);
}

enum status vehicle_edit_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct vehicle_changing changing;
    struct promises_change change = {.operation = vehicle_write_change, .args = &changing};
    struct form_errors errors = {0};
    struct vehicle_form form;
    struct vehicle_row row;
    struct place_row place;
    enum status status = OK;

    TRY(vehicle_read(ctx, request->ids[0], &row));
    TRY(form_read(ctx, request, &row, &form, &errors, &place));
    changing = change_of(&form, &row, &place);
    change.on.vehicle_id = row.id;
    if (errors.count == 0)
        status = promises_write(ctx, request, &change);
    if (status == ERR_CONFLICT && change.broken.count > 0)
        return promises_ask(ctx, request, &change, "volunteers", "/volontari", response);
    if (status == ERR_CONFLICT) {
        response->http_status = 409;
        form_error_add(ctx, &errors, "name", volunteers_changed_meanwhile(ctx));
    } else {
        TRY(status);
    }
    if (errors.count > 0)
        return form_show(ctx, request, &row, &request->form, &errors, response);
    return promises_done(ctx, &change, "/volontari", tr(ctx, "L’auto è salvata."), response);
}
