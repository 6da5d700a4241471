/* Where one may be taken: the list of destinations, a new one, a changed one. */
#include <string.h>

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
        .id = row->id,
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

/* --- the form --------------------------------------------------------------------------------- */

struct destination_form {
    const char *name;
    const char *kind;
    int64_t place_id;
    const char *address;
    int64_t boarding_minutes;
    bool retired;
    int64_t version;
};

static const struct input DESTINATION[] = {
    INPUT_LINE(struct destination_form, name, 120, "Nome", "Scrivi il nome"),
    INPUT_LINE(struct destination_form, kind, 40, "Che cos’è", "Scegli che cos’è"),
    INPUT_ID(struct destination_form, place_id, "Luogo", "Scegli il luogo"),
    INPUT_LINE(struct destination_form, address, 200, "Via e numero", "Scrivi la via e il numero"),
    INPUT_COUNT(struct destination_form, boarding_minutes, 0, BOARDING_MAX,
                "Minuti per salire e scendere",
                "Scrivi quanti minuti servono per salire e scendere, per esempio 3"),
    INPUT_FLAG(struct destination_form, retired, "Non ci andiamo più", OPTIONAL),
    INPUT_COUNT(struct destination_form, version, 1, INT64_MAX, "Versione", OPTIONAL),
};

/* `row` NULL: a new one. */
static enum status form_show(struct ctx *ctx, struct request *request,
                             const struct destination_row *row, const struct form *form,
                             const struct form_errors *errors, struct response *response)
{
    struct destination_form_view view = {
        .ask = ask_new(ctx, request, form, errors),
        .action = arena_copy_n(ctx->arena, request->path, strlen(request->path)),
        .id = row ? row->id : 0,
        .version = row ? row->version : 0,
    };

    TRY(staff_frame(ctx, request, row ? row->name : tr(ctx, "Nuova destinazione"), "rides",
                    &view.frame));
    view.frame.problem = errors && errors->count > 0;
    TRY(choices_codes(ctx, "ride_purpose", &view.kinds));
    TRY(choices_places_with(ctx, row ? row->place_id : 0, &view.places));

    struct html page = frame_html(ctx, response);

    destination_form_page(&page, &view);
    return OK;
}

/* What the form says, with the coordinates of the place; mistakes go to `errors`. */
static enum status form_read(struct ctx *ctx, struct request *request,
                             const struct destination_row *row, struct destination_form *form,
                             struct form_errors *errors, struct place_row *ret_place)
{
    struct options_list kinds;

    TRY(input_read(ctx, &request->form, DESTINATION, form, errors));
    TRY(choices_codes(ctx, "ride_purpose", &kinds));
    if (*form->kind && !options_have(&kinds, form->kind))
        form_error_add(ctx, errors, "kind", tr(ctx, "Scegli che cos’è dall’elenco"));
    return choices_place(ctx, form->place_id, row ? row->place_id : 0, "place_id", errors,
                         ret_place);
}

/* --- a new one -------------------------------------------------------------------------------- */

struct destination_adding {
    struct once *once;
    struct destination_insert_args destination;
};

static enum status destination_write(struct ctx *tx, void *args)
{
    const struct destination_adding *adding = args;
    int64_t id;
    bool done;

    TRY(once_begin(tx, adding->once, &done, &id));
    if (done)
        return OK;
    TRY(destination_create(tx, &adding->destination, &id));
    return once_end(tx, adding->once, id);
}

enum status destination_new_page(struct ctx *ctx, struct request *request,
                                 struct response *response)
{
    return form_show(ctx, request, NULL, NULL, NULL, response);
}

enum status destination_new_post(struct ctx *ctx, struct request *request,
                                 struct response *response)
{
    struct destination_adding adding = {.once = ask_once(request)};
    struct form_errors errors = {0};
    struct destination_form form;
    struct place_row place;

    TRY(form_read(ctx, request, NULL, &form, &errors, &place));
    if (errors.count > 0 || !adding.once)
        return form_show(ctx, request, NULL, &request->form, &errors, response);
    adding.destination = (struct destination_insert_args){
        .name = form.name,
        .kind = form.kind,
        .place_id = form.place_id,
        .address = form.address,
        .latitude_micro = place.latitude_micro,
        .longitude_micro = place.longitude_micro,
        .boarding_minutes = form.boarding_minutes,
    };
    TRY(store_write(ctx, destination_write, &adding));
    return response_done(response, DESTINATIONS_PATH, tr(ctx, "La destinazione è aggiunta."));
}

/* --- a changed one ---------------------------------------------------------------------------- */

enum status destination_edit_page(struct ctx *ctx, struct request *request,
                                  struct response *response)
{
    struct form form = form_empty(ctx->arena);
    struct destination_row row;

    TRY(ride_destination(ctx, request->ids[0], &row));

    const struct destination_form args = {
        .name = row.name,
        .kind = row.kind,
        .place_id = row.place_id,
        .address = row.address,
        .boarding_minutes = row.boarding_minutes,
        .retired = !row.active,
        .version = row.version,
    };

    input_show(ctx, &form, DESTINATION, &args);
    return form_show(ctx, request, &row, &form, NULL, response);
}

/* One that stays in its place stays at its very door. */
static struct destination_update_args change_of(const struct destination_form *form,
                                                const struct destination_row *row,
                                                const struct place_row *place)
{
    bool moves = form->place_id != row->place_id;

    return (struct destination_update_args){
        .id = row->id,
        .version = form->version,
        .name = form->name,
        .kind = form->kind,
        .place_id = form->place_id,
        .address = form->address,
        .latitude_micro = moves ? place->latitude_micro : row->latitude_micro,
        .longitude_micro = moves ? place->longitude_micro : row->longitude_micro,
        .boarding_minutes = form->boarding_minutes,
        .active = !form->retired,
    };
}

static enum status destination_write_change(struct ctx *tx, void *args)
{
    return destination_change(tx, args);
}

enum status destination_edit_post(struct ctx *ctx, struct request *request,
                                  struct response *response)
{
    struct destination_update_args args;
    struct promises_change change = {.operation = destination_write_change, .args = &args};
    struct form_errors errors = {0};
    struct destination_form form;
    struct destination_row row;
    struct place_row place;
    enum status status = OK;

    TRY(ride_destination(ctx, request->ids[0], &row));
    TRY(form_read(ctx, request, &row, &form, &errors, &place));
    args = change_of(&form, &row, &place);
    change.on.destination_id = row.id;
    if (errors.count == 0)
        status = promises_write(ctx, request, &change);
    if (status == ERR_CONFLICT && change.broken.count > 0)
        return promises_ask(ctx, request, &change, "rides", DESTINATIONS_PATH, response);
    if (status == ERR_CONFLICT) {
        response->http_status = 409;
        form_error_add(ctx, &errors, "name",
                       tr(ctx, "Intanto qualcun altro ha cambiato questi dati. Qui c’è quello che "
                               "hai scritto tu: controlla e salva di nuovo"));
    } else {
        TRY(status);
    }
    if (errors.count > 0)
        return form_show(ctx, request, &row, &request->form, &errors, response);
    return promises_done(ctx, &change, DESTINATIONS_PATH, tr(ctx, "La destinazione è salvata."),
                         response);
}
