/*
 * Where the zone works: its municipalities, their towns and hamlets, the offices that serve them.
 * What is there changes in places_edit_web.c.
 */
#include "base/text.h"
#include "base/words.h"
#include "staff/places_form.h"
#include "staff/staff.h"
#include "staff/staff_pages.h"
#include "staff/staff_web.h"
#include "staff_html.h"
#include "store/once.h"
#include "store/store.h"

enum places_part { PART_NONE, PART_MUNICIPALITY, PART_PLACE, PART_OFFICE };

/* ---- what is shown --------------------------------------------------------------------------- */

static enum status municipalities_show(struct ctx *ctx, struct places_view *view)
{
    struct municipality_row *rows;
    size_t count;

    TRY(zone_municipalities(ctx, &rows, &count));

    struct municipality_line *lines = arena_array(ctx->arena, struct municipality_line, count);
    struct option *items = arena_array(ctx->arena, struct option, count);

    for (size_t i = 0; i < count; i++) {
        lines[i] = (struct municipality_line){rows[i].id, rows[i].name, rows[i].code, rows[i].lead,
                                              !rows[i].active};
        if (rows[i].active)
            items[view->municipality_options.count++] = option_of_id(ctx, rows[i].id, rows[i].name);
    }
    view->municipalities = lines;
    view->municipality_count = count;
    view->municipality_options.items = items;
    return OK;
}

static enum status places_show(struct ctx *ctx, struct places_view *view)
{
    struct place_row *rows;
    size_t count;

    TRY(zone_places(ctx, &rows, &count));

    struct place_line *lines = arena_array(ctx->arena, struct place_line, count);
    struct option *items = arena_array(ctx->arena, struct option, count);

    for (size_t i = 0; i < count; i++) {
        lines[i] = (struct place_line){rows[i].id, rows[i].name, rows[i].municipality,
                                       place_kind_label(ctx, rows[i].kind), !rows[i].active};
        if (rows[i].active)
            items[view->place_options.count++] = option_of_id(ctx, rows[i].id, rows[i].label);
    }
    view->places = lines;
    view->place_count = count;
    view->place_options.items = items;
    return OK;
}

/* "Arrone, Ferentillo, Polino" */
static enum status served_show(struct ctx *ctx, int64_t office_id, const char **ret_names)
{
    struct place_row *rows;
    size_t count;
    const char *names = "";

    TRY(zone_office_places(ctx, office_id, &rows, &count));
    for (size_t i = 0; i < count; i++)
        names = arena_printf(ctx->arena, "%s%s%s", names, i == 0 ? "" : ", ", rows[i].label);
    *ret_names = names;
    return OK;
}

static enum status offices_show(struct ctx *ctx, struct places_view *view)
{
    struct office_row *rows;

    TRY(zone_offices(ctx, &rows, &view->office_count));

    struct office_line *lines = arena_array(ctx->arena, struct office_line, view->office_count);

    for (size_t i = 0; i < view->office_count; i++) {
        lines[i] = (struct office_line){
            .id = rows[i].id,
            .ended = !rows[i].active,
            .name = rows[i].name,
            .address = arena_printf(ctx->arena, "%s, %s", rows[i].address, rows[i].place),
            .phone = rows[i].phone ? text_phone_show(ctx->arena, rows[i].phone) : NULL,
        };
        TRY(served_show(ctx, rows[i].id, &lines[i].places));
    }
    view->offices = lines;
    return OK;
}

static struct ask ask_of_part(struct ctx *ctx, struct request *request, bool mine,
                              const struct form_errors *errors)
{
    return ask_new(ctx, request, mine ? &request->form : NULL, mine ? errors : NULL);
}

static enum status zone_show(struct ctx *ctx, struct request *request, enum places_part part,
                             const struct form_errors *errors, struct response *response)
{
    struct places_view view = {
        .municipality_ask = ask_of_part(ctx, request, part == PART_MUNICIPALITY, errors),
        .place_ask = ask_of_part(ctx, request, part == PART_PLACE, errors),
        .office_ask = ask_of_part(ctx, request, part == PART_OFFICE, errors),
        .kinds = place_kinds(ctx),
    };

    TRY(staff_frame(ctx, request, tr(ctx, "Comuni, paesi e uffici"), "policy", &view.frame));
    view.frame.problem = errors != NULL;
    TRY(municipalities_show(ctx, &view));
    TRY(places_show(ctx, &view));
    TRY(offices_show(ctx, &view));

    struct html page = frame_html(ctx, response);

    places_html(&page, &view);
    return OK;
}

enum status places_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return zone_show(ctx, request, PART_NONE, NULL, response);
}

/* ---- what is added --------------------------------------------------------------------------- */

/* What one operation inserts, good once. */
struct places_adding {
    struct once *once;
    store_operation *add;
    union {
        struct municipality_form municipality;
        struct place_insert_args place;
        struct office_insert_args office;
    };
    struct input_ids served;
};

static enum status places_write(struct ctx *tx, void *args)
{
    struct places_adding *adding = args;
    int64_t id;
    bool done;

    TRY(once_begin(tx, adding->once, &done, &id));
    if (done)
        return OK;
    TRY(adding->add(tx, adding));
    return once_end(tx, adding->once, 0);
}

static enum status municipality_add(struct ctx *tx, void *args)
{
    const struct municipality_form *form = &((struct places_adding *)args)->municipality;
    int64_t id;

    return zone_add_municipality(tx, form->municipality_code, form->municipality_name, form->lead,
                                 &id);
}

static enum status place_add(struct ctx *tx, void *args)
{
    int64_t id;

    return zone_add_place(tx, &((struct places_adding *)args)->place, &id);
}

static enum status office_add(struct ctx *tx, void *args)
{
    const struct places_adding *adding = args;
    int64_t id;

    return zone_add_office(tx, &adding->office, adding->served.ids, adding->served.count, &id);
}

/* Writes and goes back to the page; a name that is there already is said beside `field`. */
static enum status places_add(struct ctx *ctx, struct request *request, enum places_part part,
                              struct places_adding *adding, const char *field,
                              struct response *response)
{
    struct form_errors errors = {0};
    enum status status;

    adding->once = ask_once(request);
    status = store_write(ctx, places_write, adding);
    if (status == ERR_CONFLICT) {
        form_error_add(ctx, &errors, field, tr(ctx, "C’è già: guarda nell’elenco qui sopra"));
        return zone_show(ctx, request, part, &errors, response);
    }
    TRY(status);
    return response_done(response, "/regole/luoghi", tr(ctx, "Aggiunto."));
}

enum status municipality_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct places_adding adding = {.add = municipality_add};
    struct form_errors errors = {0};

    TRY(municipality_form_read(ctx, &request->form, &adding.municipality, &errors));
    if (errors.count > 0)
        return zone_show(ctx, request, PART_MUNICIPALITY, &errors, response);
    return places_add(ctx, request, PART_MUNICIPALITY, &adding, "municipality_code", response);
}

enum status place_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct places_adding adding = {.add = place_add};
    struct form_errors errors = {0};
    struct place_form form;

    TRY(place_form_read(ctx, &request->form, &form, &errors));
    adding.place = (struct place_insert_args){
        .municipality_id = form.place_municipality,
        .name = form.place_name,
        .kind = form.place_kind,
        .latitude_micro = form.latitude_micro,
        .longitude_micro = form.longitude_micro,
    };
    if (errors.count > 0)
        return zone_show(ctx, request, PART_PLACE, &errors, response);
    return places_add(ctx, request, PART_PLACE, &adding, "place_name", response);
}

enum status office_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct places_adding adding = {.add = office_add};
    struct form_errors errors = {0};
    struct office_form form;

    TRY(office_form_read(ctx, &request->form, &form, &errors));

    const char *code = code_of_words(ctx, form.office_name, '-');

    if (!*code)
        form_error_add(ctx, &errors, "office_name", tr(ctx, "Scrivi il nome dell’ufficio"));
    if (errors.count > 0)
        return zone_show(ctx, request, PART_OFFICE, &errors, response);
    adding.served = form.served;
    adding.office = (struct office_insert_args){
        .code = code,
        .name = form.office_name,
        .place_id = form.office_place,
        .address = form.office_address,
        .phone = text_or_null(form.office_phone),
        .email = text_or_null(form.office_email),
        .about = form.office_about,
    };
    return places_add(ctx, request, PART_OFFICE, &adding, "office_name", response);
}
