/* A new car for the rides: whose it is, what it carries, who may drive it. */
#include "base/text.h"
#include "base/words.h"
#include "network/network.h"
#include "staff/choices.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/once.h"
#include "store/store.h"
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
    struct input_ids drivers;
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
    INPUT_ID(struct vehicle_form, place_id, "Dove si trova", "Scegli dove si trova"),
    INPUT_DATE(struct vehicle_form, from_date, DATES_ANY, "Da che giorno", OPTIONAL),
    INPUT_IDS(struct vehicle_form, drivers, DRIVERS_MAX, "Chi la può guidare",
              "Scegli almeno una persona che la può guidare"),
};

struct vehicle_save {
    struct once *once;
    struct vehicle_insert_args vehicle;
    struct input_ids drivers;
};

static enum status vehicle_write(struct ctx *tx, void *args)
{
    const struct vehicle_save *save = args;
    int64_t id;
    bool done;

    TRY(once_begin(tx, save->once, &done, &id));
    if (done)
        return OK;
    TRY(vehicle_create(tx, &save->vehicle, &id));
    for (size_t i = 0; i < save->drivers.count; i++)
        TRY(vehicle_allow(tx, save->drivers.ids[i], id));
    return once_end(tx, save->once, id);
}

static enum status volunteer_choices(struct ctx *ctx, struct options_list *ret_volunteers)
{
    struct volunteer_row *rows;
    size_t count;

    TRY(volunteers_in_service(ctx, instant_date(ctx->now), &rows, &count));

    struct option *items = arena_array(ctx->arena, struct option, count);

    for (size_t i = 0; i < count; i++)
        items[i] = option_of_id(ctx, rows[i].id,
                                arena_printf(ctx->arena, "%s %s", rows[i].surname, rows[i].name));
    *ret_volunteers = (struct options_list){items, count};
    return OK;
}

/* The form names everybody in the register, so that is what was read. */
static enum status form_show(struct ctx *ctx, struct request *request,
                             const struct form_errors *errors, struct response *response)
{
    struct vehicle_new_view view = {
        .ask = ask_new(ctx, request, errors ? &request->form : NULL, errors)};

    TRY(staff_frame(ctx, request, tr(ctx, "Nuova auto"), "volunteers", &view.frame));
    view.frame.problem = errors && errors->count > 0;
    TRY(volunteer_choices(ctx, &view.volunteers));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "volunteer.list"}));
    TRY(organization_choices(ctx, 0, &view.organizations));
    TRY(choices_places(ctx, 0, &view.places));

    struct html page = frame_html(ctx, response);

    vehicle_new(&page, &view);
    return OK;
}

enum status vehicle_new_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return form_show(ctx, request, NULL, response);
}

static void owner_judge(struct ctx *ctx, const struct vehicle_form *form,
                        const struct options_list *organizations,
                        const struct options_list *volunteers, struct form_errors *errors)
{
    if (!form->owner_organization == !form->owner_volunteer)
        form_error_add(ctx, errors, "owner_organization",
                       tr(ctx, "Scegli un’associazione oppure un volontario"));
    if (form->owner_organization && !choices_have(ctx, organizations, form->owner_organization))
        form_error_add(ctx, errors, "owner_organization",
                       tr(ctx, "Scegli un’associazione dall’elenco"));
    if (form->owner_volunteer && !choices_have(ctx, volunteers, form->owner_volunteer))
        form_error_add(ctx, errors, "owner_volunteer", tr(ctx, "Scegli un volontario dall’elenco"));
}

static enum status people_judge(struct ctx *ctx, const struct vehicle_form *form,
                                struct form_errors *errors)
{
    struct options_list organizations;
    struct options_list volunteers;

    TRY(organization_choices(ctx, 0, &organizations));
    TRY(volunteer_choices(ctx, &volunteers));
    owner_judge(ctx, form, &organizations, &volunteers, errors);
    for (size_t i = 0; i < form->drivers.count; i++) {
        if (!choices_have(ctx, &volunteers, form->drivers.ids[i]))
            form_error_add(ctx, errors, "drivers", tr(ctx, "Scegli i volontari dall’elenco"));
    }
    return OK;
}

/* What the form says, with the place's coordinates; mistakes go to `errors`. */
static enum status form_read(struct ctx *ctx, struct request *request, struct form_errors *errors,
                             struct vehicle_save *save)
{
    struct vehicle_form form;
    struct place_row place;

    TRY(input_read(ctx, &request->form, VEHICLE, &form, errors));
    TRY(people_judge(ctx, &form, errors));
    TRY(choices_place(ctx, form.place_id, 0, "place_id", errors, &place));
    save->drivers = form.drivers;
    save->vehicle = (struct vehicle_insert_args){
        .name = form.name,
        .plate = text_or_null(text_upper_ascii(ctx->arena, form.plate)),
        .owner_volunteer_id = form.owner_volunteer,
        .owner_organization_id = form.owner_organization,
        .seats = form.seats,
        .folding_wheelchairs = form.wheelchairs == INPUT_COUNT_NONE ? 0 : form.wheelchairs,
        .latitude_micro = place.latitude_micro,
        .longitude_micro = place.longitude_micro,
        .from_date = date_is_none(form.from_date) ? instant_date(ctx->now) : form.from_date,
        .to_date = DATE_NONE,
    };
    return OK;
}

enum status vehicle_new_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct vehicle_save save = {.once = ask_once(request)};
    struct form_errors errors = {0};

    TRY(form_read(ctx, request, &errors, &save));
    if (errors.count > 0 || !save.once)
        return form_show(ctx, request, &errors, response);
    TRY(store_write(ctx, vehicle_write, &save));
    return response_done(response, "/volontari", tr(ctx, "L’auto è nel registro."));
}
