/* A new volunteer in the register: the hours come after, on the volunteer's own page. */
#include "base/text.h"
#include "base/words.h"
#include "network/network.h"
#include "staff/choices.h"
#include "staff/staff.h"
#include "store/once.h"
#include "store/store.h"
#include "volunteers/volunteers.h"
#include "volunteers/volunteers_pages.h"
#include "volunteers/volunteers_view.h"
#include "volunteers_html.h"

enum { NAME_MAX_CHARS = 80 };

struct volunteer_form {
    const char *surname;
    const char *name;
    const char *phone;
    int64_t organization_id;
    int64_t place_id;
    struct date from_date;
};

static const struct input VOLUNTEER[] = {
    INPUT_LINE(struct volunteer_form, surname, NAME_MAX_CHARS, "Cognome", "Scrivi il cognome"),
    INPUT_LINE(struct volunteer_form, name, NAME_MAX_CHARS, "Nome", "Scrivi il nome"),
    INPUT_PHONE(struct volunteer_form, phone, "Telefono", "Scrivi il telefono"),
    INPUT_ID(struct volunteer_form, organization_id, "Associazione", "Scegli l’associazione"),
    INPUT_ID(struct volunteer_form, place_id, "Da dove parte", "Scegli da dove parte"),
    INPUT_DATE(struct volunteer_form, from_date, DATES_ANY, "Da che giorno", OPTIONAL),
};

struct volunteer_save {
    struct once *once;
    struct volunteer_insert_args volunteer;
    int64_t id;
};

static enum status volunteer_write(struct ctx *tx, void *args)
{
    struct volunteer_save *save = args;
    bool done;

    TRY(once_begin(tx, save->once, &done, &save->id));
    if (done)
        return OK;
    TRY(volunteer_create(tx, &save->volunteer, &save->id));
    return once_end(tx, save->once, save->id);
}

static enum status form_show(struct ctx *ctx, struct request *request,
                             const struct form_errors *errors, struct response *response)
{
    struct volunteer_new_view view = {
        .ask = ask_new(ctx, request, errors ? &request->form : NULL, errors)};

    TRY(staff_frame(ctx, request, tr(ctx, "Nuovo volontario"), "volunteers", &view.frame));
    view.frame.problem = errors && errors->count > 0;
    TRY(organization_choices(ctx, 0, &view.organizations));
    TRY(choices_places(ctx, 0, &view.places));

    struct html page = frame_html(ctx, response);

    volunteer_new(&page, &view);
    return OK;
}

enum status volunteer_new_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return form_show(ctx, request, NULL, response);
}

/* What the form says, with the place's coordinates; mistakes go to `errors`. */
static enum status form_read(struct ctx *ctx, struct request *request, struct form_errors *errors,
                             struct volunteer_insert_args *ret_volunteer)
{
    struct options_list organizations;
    struct volunteer_form form;
    struct place_row place;

    TRY(input_read(ctx, &request->form, VOLUNTEER, &form, errors));
    TRY(organization_choices(ctx, 0, &organizations));
    if (form.organization_id && !choices_have(ctx, &organizations, form.organization_id))
        form_error_add(ctx, errors, "organization_id",
                       tr(ctx, "Scegli un’associazione dall’elenco"));
    TRY(choices_place(ctx, form.place_id, 0, "place_id", errors, &place));
    *ret_volunteer = (struct volunteer_insert_args){
        .organization_id = form.organization_id,
        .surname = form.surname,
        .name = form.name,
        .phone = form.phone,
        .place_id = form.place_id,
        .latitude_micro = place.latitude_micro,
        .longitude_micro = place.longitude_micro,
        .from_date = date_is_none(form.from_date) ? instant_date(ctx->now) : form.from_date,
        .to_date = DATE_NONE,
    };
    return OK;
}

enum status volunteer_new_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct volunteer_save save = {.once = ask_once(request)};
    struct form_errors errors = {0};

    TRY(form_read(ctx, request, &errors, &save.volunteer));
    if (errors.count > 0 || !save.once)
        return form_show(ctx, request, &errors, response);
    TRY(store_write(ctx, volunteer_write, &save));
    return response_done(response, arena_printf(ctx->arena, "/volontari/%lld", (long long)save.id),
                         tr(ctx, "Il volontario è nel registro. Ora scrivi quando può."));
}
