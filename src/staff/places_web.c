/*
 * Where the zone works: its municipalities, their towns and hamlets, the offices that serve them.
 */
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "staff/staff.h"
#include "staff/staff_pages.h"
#include "staff/staff_web.h"
#include "staff_html.h"
#include "store/once.h"
#include "store/store.h"
#include "web/input.h"
#include "zone/zone.h"

/* Marks text for xgettext. */
#define N_(source) (source)

enum places_part { PART_NONE, PART_MUNICIPALITY, PART_PLACE, PART_OFFICE };

enum { NAME_CHARS_MAX = 80, OFFICE_PLACES_MAX = 64 };

static const struct input_choice KINDS[] = {
    {"town", N_("Capoluogo"), 1}, {"hamlet", N_("Frazione"), 2}, {0}};

/* ---- what is shown --------------------------------------------------------------------------- */

static enum status municipalities_show(struct ctx *ctx, struct places_view *view)
{
    struct municipality_row *rows;
    size_t count;

    TRY(zone_municipalities(ctx, &rows, &count));

    struct municipality_line *lines = arena_array(ctx->arena, struct municipality_line, count);
    struct option *items = arena_array(ctx->arena, struct option, count);

    for (size_t i = 0; i < count; i++) {
        lines[i] = (struct municipality_line){rows[i].name, rows[i].code, rows[i].lead};
        items[i] = option_of_id(ctx, rows[i].id, rows[i].name);
    }
    view->municipalities = lines;
    view->municipality_count = count;
    view->municipality_options = (struct options_list){items, count};
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
        bool town = text_equal(rows[i].kind, KINDS[0].code);

        lines[i] = (struct place_line){rows[i].name, rows[i].municipality,
                                       tr(ctx, KINDS[town ? 0 : 1].label)};
        items[i] = option_of_id(ctx, rows[i].id, rows[i].label);
    }
    view->places = lines;
    view->place_count = count;
    view->place_options = (struct options_list){items, count};
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
            .code = rows[i].code,
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
        .kinds = options_of(ctx, KINDS),
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

struct municipality_form {
    const char *municipality_name;
    const char *municipality_code;
    bool lead;
};

static const struct input MUNICIPALITY[] = {
    INPUT_LINE(struct municipality_form, municipality_name, NAME_CHARS_MAX, "Nome del Comune",
               "Scrivi il nome del Comune"),
    INPUT_LINE(struct municipality_form, municipality_code, 4, "Codice catastale",
               "Scrivi il codice catastale del Comune"),
    INPUT_FLAG(struct municipality_form, lead, "È il Comune capofila", OPTIONAL),
};

struct place_form {
    const char *place_name;
    int64_t place_municipality;
    const char *place_kind;
    const char *latitude;
    const char *longitude;
};

static const struct input PLACE[] = {
    INPUT_LINE(struct place_form, place_name, NAME_CHARS_MAX, "Nome del paese",
               "Scrivi il nome del paese"),
    INPUT_ID(struct place_form, place_municipality, "Comune", "Scegli il Comune"),
    INPUT_CHOICE(struct place_form, place_kind, KINDS, "Che cos'è",
                 "Scegli se è il capoluogo o una frazione"),
    INPUT_LINE(struct place_form, latitude, 20, "Latitudine", "Scrivi la latitudine"),
    INPUT_LINE(struct place_form, longitude, 20, "Longitudine", "Scrivi la longitudine"),
};

struct office_form {
    const char *office_name;
    int64_t office_place;
    const char *office_address;
    const char *office_phone;
    const char *office_email;
    const char *office_about;
    struct input_ids served;
};

static const struct input OFFICE[] = {
    INPUT_LINE(struct office_form, office_name, NAME_CHARS_MAX, "Nome dell'ufficio",
               "Scrivi il nome dell'ufficio"),
    INPUT_ID(struct office_form, office_place, "Sede", "Scegli il paese della sede"),
    INPUT_LINE(struct office_form, office_address, 120, "Via e numero",
               "Scrivi la via e il numero della sede"),
    INPUT_PHONE(struct office_form, office_phone, "Telefono", OPTIONAL),
    INPUT_EMAIL(struct office_form, office_email, "E-mail", OPTIONAL),
    INPUT_LINE(struct office_form, office_about, 300, "In una frase",
               "Scrivi in una frase che cosa fa l'ufficio"),
    INPUT_IDS(struct office_form, served, OFFICE_PLACES_MAX, "Paesi serviti",
              "Scegli almeno un paese servito"),
};

/* What one operation inserts, good once. */
struct places_adding {
    const char *once;
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

    return zone_add_municipality(tx, text_upper_ascii(tx->arena, form->municipality_code),
                                 form->municipality_name, form->lead, &id);
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
        form_error_add(ctx, &errors, field, tr(ctx, "C'è già: guarda nell'elenco qui sopra"));
        return zone_show(ctx, request, part, &errors, response);
    }
    TRY(status);
    return response_done(response, "/regole/luoghi", tr(ctx, "Aggiunto."));
}

/* One letter and three digits, such as L117. */
static bool is_cadastral(const char *code)
{
    static const char DIGITS[] = "0123456789";
    bool letter = (code[0] >= 'A' && code[0] <= 'Z') || (code[0] >= 'a' && code[0] <= 'z');

    return letter && strlen(code) == 4 && strspn(code + 1, DIGITS) == 3;
}

enum status municipality_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct places_adding adding = {.add = municipality_add};
    struct form_errors errors = {0};

    TRY(input_read(ctx, &request->form, MUNICIPALITY, &adding.municipality, &errors));
    if (errors.count == 0 && !is_cadastral(adding.municipality.municipality_code))
        form_error_add(ctx, &errors, "municipality_code",
                       tr(ctx, "Scrivi una lettera e tre cifre, come L117"));
    if (errors.count > 0)
        return zone_show(ctx, request, PART_MUNICIPALITY, &errors, response);
    return places_add(ctx, request, PART_MUNICIPALITY, &adding, "municipality_code", response);
}

/* "42,5807" or "42.5807" -> 42580700, or -1: Italy lies wholly in positive degrees. */
static int64_t micro_of_degrees(const char *text)
{
    enum { DECIMALS = 6, DEGREES_MAX = 90, MICRO = 1000000 };
    int64_t whole = 0;
    int64_t part = 0;
    int decimals = 0;

    if (*text < '0' || *text > '9')
        return -1;
    for (; *text >= '0' && *text <= '9' && whole <= DEGREES_MAX; text++)
        whole = whole * 10 + (*text - '0');
    if (*text == '.' || *text == ',') {
        for (text++; *text >= '0' && *text <= '9'; text++) {
            if (decimals == DECIMALS)
                continue;
            part = part * 10 + (*text - '0');
            decimals++;
        }
    }
    for (; decimals < DECIMALS; decimals++)
        part *= 10;
    return *text || whole >= DEGREES_MAX ? -1 : whole * MICRO + part;
}

/* Degrees within Italy, so that the two numbers swapped are found. */
static int64_t degrees_judge(struct ctx *ctx, struct form_errors *errors, const char *field,
                             const char *text, int64_t least, int64_t most)
{
    int64_t micro = micro_of_degrees(text);

    if (*text && (micro < least * 1000000 || micro > most * 1000000))
        form_error_add(ctx, errors, field,
                       arena_printf(ctx->arena,
                                    tr(ctx, "Scrivi i gradi con la virgola, da %lld a %lld"),
                                    (long long)least, (long long)most));
    return micro;
}

enum status place_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct places_adding adding = {.add = place_add};
    struct form_errors errors = {0};
    struct place_form form;

    TRY(input_read(ctx, &request->form, PLACE, &form, &errors));
    adding.place = (struct place_insert_args){
        .municipality_id = form.place_municipality,
        .name = form.place_name,
        .kind = form.place_kind,
        .latitude_micro = degrees_judge(ctx, &errors, "latitude", form.latitude, 35, 48),
        .longitude_micro = degrees_judge(ctx, &errors, "longitude", form.longitude, 6, 19),
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

    TRY(input_read(ctx, &request->form, OFFICE, &form, &errors));

    const char *code = code_of_words(ctx, form.office_name, '-');

    if (!*code)
        form_error_add(ctx, &errors, "office_name", tr(ctx, "Scrivi il nome dell'ufficio"));
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
