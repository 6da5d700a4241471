#include "staff/places_form.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"

enum { NAME_CHARS_MAX = 80, OFFICE_PLACES_MAX = 64, MICRO = 1000000, DECIMALS = 6 };

static const struct input_choice KINDS[] = {
    {"town", N_("Capoluogo"), 1}, {"hamlet", N_("Frazione"), 2}, {0}};

struct options_list place_kinds(struct ctx *ctx)
{
    return options_of(ctx, KINDS);
}

const char *place_kind_label(struct ctx *ctx, const char *kind)
{
    return tr(ctx, KINDS[text_equal(kind, KINDS[0].code) ? 0 : 1].label);
}

/* ---- municipalities -------------------------------------------------------------------------- */

static const struct input MUNICIPALITY[] = {
    INPUT_LINE(struct municipality_form, municipality_name, NAME_CHARS_MAX, "Nome del Comune",
               "Scrivi il nome del Comune"),
    INPUT_LINE(struct municipality_form, municipality_code, 4, "Codice catastale",
               "Scrivi il codice catastale del Comune"),
    INPUT_FLAG(struct municipality_form, lead, "È il Comune capofila", OPTIONAL),
    INPUT_FLAG(struct municipality_form, retired, "Non è più nella zona", OPTIONAL),
    INPUT_COUNT(struct municipality_form, version, 1, INT64_MAX, "Versione", OPTIONAL),
};

/* One letter and three digits, such as L117. */
static bool is_cadastral(const char *code)
{
    static const char DIGITS[] = "0123456789";
    bool letter = (code[0] >= 'A' && code[0] <= 'Z') || (code[0] >= 'a' && code[0] <= 'z');

    return letter && strlen(code) == 4 && strspn(code + 1, DIGITS) == 3;
}

enum status municipality_form_read(struct ctx *ctx, struct form *form,
                                   struct municipality_form *ret_form, struct form_errors *errors)
{
    TRY(input_read(ctx, form, MUNICIPALITY, ret_form, errors));
    if (*ret_form->municipality_code && !is_cadastral(ret_form->municipality_code))
        form_error_add(ctx, errors, "municipality_code",
                       tr(ctx, "Scrivi una lettera e tre cifre, come L117"));
    ret_form->municipality_code = text_upper_ascii(ctx->arena, ret_form->municipality_code);
    return OK;
}

void municipality_form_show(struct ctx *ctx, const struct municipality_row *row, struct form *form)
{
    const struct municipality_form args = {
        .municipality_name = row->name,
        .municipality_code = row->code,
        .lead = row->lead,
        .retired = !row->active,
        .version = row->version,
    };

    input_show(ctx, form, MUNICIPALITY, &args);
}

/* ---- places ---------------------------------------------------------------------------------- */

static const struct input PLACE[] = {
    INPUT_LINE(struct place_form, place_name, NAME_CHARS_MAX, "Nome del paese",
               "Scrivi il nome del paese"),
    INPUT_ID(struct place_form, place_municipality, "Comune", "Scegli il Comune"),
    INPUT_CHOICE(struct place_form, place_kind, KINDS, "Che cos’è",
                 "Scegli se è il capoluogo o una frazione"),
    INPUT_LINE(struct place_form, latitude, 20, "Latitudine", "Scrivi la latitudine"),
    INPUT_LINE(struct place_form, longitude, 20, "Longitudine", "Scrivi la longitudine"),
    INPUT_FLAG(struct place_form, retired, "Non si usa più", OPTIONAL),
    INPUT_COUNT(struct place_form, version, 1, INT64_MAX, "Versione", OPTIONAL),
};

/* "42,5807" or "42.5807" -> 42580700, or -1: Italy lies wholly in positive degrees. */
static int64_t micro_of_degrees(const char *text)
{
    enum { DEGREES_MAX = 90 };
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

/* 42580700 -> "42,5807" */
static const char *degrees_of_micro(struct ctx *ctx, int64_t micro)
{
    char *text = arena_printf(ctx->arena, "%lld,%06lld", (long long)(micro / MICRO),
                              (long long)(micro % MICRO));
    size_t length = strlen(text);

    while (text[length - 1] == '0' && text[length - 2] != ',')
        text[--length] = '\0';
    return text;
}

/* Degrees within Italy, so that the two numbers swapped are found. */
static int64_t degrees_judge(struct ctx *ctx, struct form_errors *errors, const char *field,
                             const char *text, int64_t least, int64_t most)
{
    int64_t micro = micro_of_degrees(text);

    if (*text && (micro < least * MICRO || micro > most * MICRO))
        form_error_add(ctx, errors, field,
                       arena_printf(ctx->arena,
                                    tr(ctx, "Scrivi i gradi con la virgola, da %lld a %lld"),
                                    (long long)least, (long long)most));
    return micro;
}

enum status place_form_read(struct ctx *ctx, struct form *form, struct place_form *ret_form,
                            struct form_errors *errors)
{
    TRY(input_read(ctx, form, PLACE, ret_form, errors));
    ret_form->latitude_micro = degrees_judge(ctx, errors, "latitude", ret_form->latitude, 35, 48);
    ret_form->longitude_micro = degrees_judge(ctx, errors, "longitude", ret_form->longitude, 6, 19);
    return OK;
}

void place_form_show(struct ctx *ctx, const struct place_row *row, struct form *form)
{
    const struct place_form args = {
        .place_name = row->name,
        .place_municipality = row->municipality_id,
        .place_kind = row->kind,
        .latitude = degrees_of_micro(ctx, row->latitude_micro),
        .longitude = degrees_of_micro(ctx, row->longitude_micro),
        .retired = !row->active,
        .version = row->version,
    };

    input_show(ctx, form, PLACE, &args);
}

/* ---- offices --------------------------------------------------------------------------------- */

static const struct input OFFICE[] = {
    INPUT_LINE(struct office_form, office_name, NAME_CHARS_MAX, "Nome dell’ufficio",
               "Scrivi il nome dell’ufficio"),
    INPUT_LINE(struct office_form, office_about, 300, "In una frase",
               "Scrivi in una frase che cosa fa l’ufficio"),
    INPUT_ID(struct office_form, office_place, "Sede", "Scegli il paese della sede"),
    INPUT_LINE(struct office_form, office_address, 120, "Via e numero",
               "Scrivi la via e il numero della sede"),
    INPUT_PHONE(struct office_form, office_phone, "Telefono", OPTIONAL),
    INPUT_EMAIL(struct office_form, office_email, "E-mail", OPTIONAL),
    INPUT_IDS(struct office_form, served, OFFICE_PLACES_MAX, "Paesi serviti",
              "Scegli almeno un paese servito"),
    INPUT_FLAG(struct office_form, retired, "L’ufficio è chiuso", OPTIONAL),
    INPUT_COUNT(struct office_form, version, 1, INT64_MAX, "Versione", OPTIONAL),
};

enum status office_form_read(struct ctx *ctx, struct form *form, struct office_form *ret_form,
                             struct form_errors *errors)
{
    return input_read(ctx, form, OFFICE, ret_form, errors);
}

enum status office_form_show(struct ctx *ctx, const struct office_row *row, struct form *form)
{
    struct office_form args = {
        .office_name = row->name,
        .office_about = row->about,
        .office_place = row->place_id,
        .office_address = row->address,
        .office_phone = row->phone ? row->phone : "",
        .office_email = row->email ? row->email : "",
        .retired = !row->active,
        .version = row->version,
    };
    struct place_row *places;

    TRY(zone_office_places(ctx, row->id, &places, &args.served.count));

    int64_t *ids = arena_array(ctx->arena, int64_t, args.served.count);

    for (size_t i = 0; i < args.served.count; i++)
        ids[i] = places[i].id;
    args.served.ids = ids;
    input_show(ctx, form, OFFICE, &args);
    return OK;
}
