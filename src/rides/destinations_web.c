/* Where one may be taken: the list of destinations, and a new one. */
#include "base/text.h"
#include "base/words.h"
#include "rides/rides.h"
#include "rides/rides_pages.h"
#include "rides_html.h"
#include "staff/actor.h"
#include "staff/choices.h"
#include "staff/staff.h"
#include "store/once.h"
#include "store/store.h"

#define DESTINATIONS_PATH BOARD_PATH "/destinazioni"

enum { BOARDING_MAX = 60 };

static struct destination_line destination_show(struct ctx *ctx, const struct codes *kinds,
                                                const struct destination_row *row)
{
    return (struct destination_line){
        .name = row->name,
        .kind = codes_label(ctx, kinds, row->kind),
        .where = row->place_name ? arena_printf(ctx->arena, "%s, %s", row->place_name, row->address)
                                 : row->address,
        .minutes = arena_printf(ctx->arena, "%lld", (long long)row->boarding_minutes),
        .served = row->active,
    };
}

enum status destinations_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct destinations_view view = {.may_write = actor_may(ctx, POWER_RIDES_WRITE)};
    struct destination_row *rows;
    struct codes kinds;

    TRY(ride_destinations(ctx, &rows, &view.destination_count));
    TRY(codes_read_all(ctx, "ride_purpose", &kinds));

    struct destination_line *lines =
        arena_array(ctx->arena, struct destination_line, view.destination_count);

    for (size_t i = 0; i < view.destination_count; i++)
        lines[i] = destination_show(ctx, &kinds, &rows[i]);
    view.destinations = lines;
    TRY(staff_frame(ctx, request, tr(ctx, "Destinazioni"), "rides", &view.frame));

    struct html page = frame_html(ctx, response);

    destinations_list(&page, &view);
    return OK;
}

/* --- a new one -------------------------------------------------------------------------------- */

struct destination_form {
    const char *name;
    const char *kind;
    int64_t place_id;
    const char *address;
    int64_t boarding_minutes;
};

static const struct input DESTINATION[] = {
    INPUT_LINE(struct destination_form, name, 120, "Nome", "Scrivi il nome"),
    INPUT_LINE(struct destination_form, kind, 40, "Che cos’è", "Scegli che cos’è"),
    INPUT_ID(struct destination_form, place_id, "Luogo", "Scegli il luogo"),
    INPUT_LINE(struct destination_form, address, 200, "Via e numero", "Scrivi la via e il numero"),
    INPUT_COUNT(struct destination_form, boarding_minutes, 0, BOARDING_MAX,
                "Minuti per salire e scendere",
                "Scrivi quanti minuti servono per salire e scendere, per esempio 3"),
};

struct destination_save {
    struct once *once;
    struct destination_insert_args destination;
};

static enum status destination_write(struct ctx *tx, void *args)
{
    const struct destination_save *save = args;
    int64_t id;
    bool done;

    TRY(once_begin(tx, save->once, &done, &id));
    if (done)
        return OK;
    TRY(destination_create(tx, &save->destination, &id));
    return once_end(tx, save->once, id);
}

static enum status form_show(struct ctx *ctx, struct request *request,
                             const struct form_errors *errors, struct response *response)
{
    struct destination_new_view view = {
        .ask = ask_new(ctx, request, errors ? &request->form : NULL, errors)};

    TRY(staff_frame(ctx, request, tr(ctx, "Nuova destinazione"), "rides", &view.frame));
    view.frame.problem = errors && errors->count > 0;
    TRY(choices_codes(ctx, "ride_purpose", &view.kinds));
    TRY(choices_places(ctx, 0, &view.places));

    struct html page = frame_html(ctx, response);

    destination_new(&page, &view);
    return OK;
}

enum status destination_new_page(struct ctx *ctx, struct request *request,
                                 struct response *response)
{
    return form_show(ctx, request, NULL, response);
}

/* What the form says, with the place's coordinates; mistakes go to `errors`. */
static enum status form_read(struct ctx *ctx, struct request *request, struct form_errors *errors,
                             struct destination_insert_args *ret_destination)
{
    struct destination_form form;
    struct options_list kinds;
    struct place_row place;

    TRY(input_read(ctx, &request->form, DESTINATION, &form, errors));
    TRY(choices_codes(ctx, "ride_purpose", &kinds));
    if (*form.kind && !options_have(&kinds, form.kind))
        form_error_add(ctx, errors, "kind", tr(ctx, "Scegli che cos’è dall’elenco"));
    TRY(choices_place(ctx, form.place_id, 0, "place_id", errors, &place));
    *ret_destination = (struct destination_insert_args){
        .name = form.name,
        .kind = form.kind,
        .place_id = form.place_id,
        .address = form.address,
        .latitude_micro = place.latitude_micro,
        .longitude_micro = place.longitude_micro,
        .boarding_minutes = form.boarding_minutes,
    };
    return OK;
}

enum status destination_new_post(struct ctx *ctx, struct request *request,
                                 struct response *response)
{
    struct destination_save save = {.once = ask_once(request)};
    struct form_errors errors = {0};

    TRY(form_read(ctx, request, &errors, &save.destination));
    if (errors.count > 0 || !save.once)
        return form_show(ctx, request, &errors, response);
    TRY(store_write(ctx, destination_write, &save));
    return response_done(response, DESTINATIONS_PATH, tr(ctx, "La destinazione è aggiunta."));
}
