#include "people/person_form.h"

#include <string.h>

#include "base/text.h"
#include "people/birthplace.h"
#include "people/tax_code.h"

enum { BIRTHPLACES_MAX = 30, EMAIL_MAX = 254, TYPED_CODE_MAX = 40 };

const struct input_choice PERSON_SEXES[] = {{"F", N_("Donna"), 0}, {"M", N_("Uomo"), 0}, {0}};

static const struct input PERSON_FORM[] = {
    INPUT_NAME(struct person_form, surname, PERSON_NAME_MAX, "Cognome", "Scrivi il cognome"),
    INPUT_NAME(struct person_form, name, PERSON_NAME_MAX, "Nome", "Scrivi il nome"),
    INPUT_DATE(struct person_form, birth_date, DATES_PAST, "Data di nascita", OPTIONAL),
    INPUT_LINE(struct person_form, birth_place, PERSON_NAME_MAX, "Comune o Stato di nascita",
               OPTIONAL),
    INPUT_LINE(struct person_form, birth_place_code, BIRTHPLACE_CODE_CHARS,
               "Comune o Stato di nascita", OPTIONAL),
    INPUT_CHOICE(struct person_form, sex, PERSON_SEXES, "Sesso", OPTIONAL),
    INPUT_LINE(struct person_form, tax_code, TYPED_CODE_MAX, "Codice fiscale", OPTIONAL),
    INPUT_ID(struct person_form, place_id, "Luogo", OPTIONAL),
    INPUT_LINE(struct person_form, address, PERSON_ADDRESS_MAX, "Via e numero", OPTIONAL),
    INPUT_EMAIL(struct person_form, email, "Posta elettronica", OPTIONAL),
    INPUT_PHONE(struct person_form, phone1, "Telefono", OPTIONAL),
    INPUT_LINE(struct person_form, phone1_label, PERSON_LABEL_MAX, "Di chi è", OPTIONAL),
    INPUT_PHONE(struct person_form, phone2, "Secondo telefono", OPTIONAL),
    INPUT_LINE(struct person_form, phone2_label, PERSON_LABEL_MAX, "Di chi è", OPTIONAL),
    INPUT_PHONE(struct person_form, phone3, "Terzo telefono", OPTIONAL),
    INPUT_LINE(struct person_form, phone3_label, PERSON_LABEL_MAX, "Di chi è", OPTIONAL),
    INPUT_PHONE(struct person_form, phone4, "Quarto telefono", OPTIONAL),
    INPUT_LINE(struct person_form, phone4_label, PERSON_LABEL_MAX, "Di chi è", OPTIONAL),
    INPUT_DATE(struct person_form, lives_there_from, DATES_PAST, "Abita lì dal", OPTIONAL),
    INPUT_DATE(struct person_form, died_on, DATES_PAST, "Data di morte", OPTIONAL),
    INPUT_ID(struct person_form, version, "Versione della scheda", OPTIONAL),
};

/* The places that were meant, those of just that name before longer ones. */
static size_t birthplace_meant(const char *typed, struct date born, struct birthplace *places)
{
    size_t count = birthplace_named(typed, born, places);

    if (count == 0)
        count = birthplace_search(typed, born, BIRTHPLACES_MAX, places);
    return count > 0 ? count : birthplace_search(typed, DATE_NONE, BIRTHPLACES_MAX, places);
}

static struct options_list birthplace_options(struct ctx *ctx, const struct birthplace *places,
                                              size_t count)
{
    struct option *items = arena_array(ctx->arena, struct option, count);

    for (size_t i = 0; i < count; i++)
        items[i] = (struct option){
            arena_copy(ctx->arena, places[i].code),
            arena_printf(ctx->arena, "%s (%s%s%s)", places[i].name, places[i].province,
                         places[i].province[0] ? ", " : "", places[i].code),
            NULL,
        };
    return (struct options_list){items, count};
}

/* The code of the birthplace that was typed; NULL when there is none or it must be said which. */
static const char *read_birthplace(struct ctx *ctx, const struct person_form *typed,
                                   struct form_errors *errors, struct options_list *ret_places)
{
    struct birthplace places[BIRTHPLACES_MAX];
    size_t count;

    if (!*typed->birth_place)
        return NULL;
    if (birthplace_by_code(typed->birth_place, &places[0]) == OK)
        return arena_copy(ctx->arena, places[0].code);
    count = birthplace_meant(typed->birth_place, typed->birth_date, places);
    for (size_t i = 0; i < count; i++) {
        if (count == 1 || strcmp(places[i].code, typed->birth_place_code) == 0)
            return arena_copy(ctx->arena, places[i].code);
    }
    if (count == 0) {
        form_error_add(ctx, errors, "birth_place",
                       tr(ctx, "Scrivi il nome del Comune o dello Stato di nascita per intero, "
                               "oppure lascia vuoto"));
        return NULL;
    }
    form_error_add(ctx, errors, "birth_place_code",
                   tr(ctx, "Scegli quale luogo di nascita è, o scrivi il nome per intero"));
    *ret_places = birthplace_options(ctx, places, count);
    return NULL;
}

static const char *read_tax_code(struct ctx *ctx, const char *typed, struct form_errors *errors)
{
    char text[TAX_CODE_CHARS + 1];

    if (!*typed)
        return NULL;
    if (tax_code_normalize(typed, text) == OK)
        return arena_copy(ctx->arena, text);
    form_error_add(ctx, errors, "tax_code",
                   tr(ctx, "Scrivi il codice fiscale con lettere e cifre, al massimo 16, "
                           "oppure lascia vuoto"));
    return NULL;
}

static void draft_phones(const struct person_form *typed, struct person_draft *draft)
{
    const struct {
        const char *phone, *label;
    } phones[PERSON_PHONES_MAX] = {
        {typed->phone1, typed->phone1_label},
        {typed->phone2, typed->phone2_label},
        {typed->phone3, typed->phone3_label},
        {typed->phone4, typed->phone4_label},
    };
    size_t count = 0;

    for (size_t i = 0; i < PERSON_PHONES_MAX; i++) {
        if (!*phones[i].phone)
            continue;
        draft->phones[count] = phones[i].phone;
        draft->phone_labels[count++] = text_or_null(phones[i].label);
    }
}

static enum status check_place(struct ctx *ctx, int64_t place_id, struct form_errors *errors)
{
    struct place_row place;
    enum status status = place_id ? zone_place(ctx, place_id, &place) : OK;

    if (status != ERR_NOT_FOUND)
        return status;
    form_error_add(ctx, errors, "place_id", tr(ctx, "Scegli un luogo dall’elenco"));
    return OK;
}

static void check_dates(struct ctx *ctx, const struct person_form *typed,
                        struct form_errors *errors)
{
    bool born = !date_is_none(typed->birth_date);

    if (born && !date_is_none(typed->died_on) && typed->died_on.days < typed->birth_date.days)
        form_error_add(ctx, errors, "died_on",
                       tr(ctx, "Scrivi una data di morte che venga dopo la nascita"));
    if (born && !date_is_none(typed->lives_there_from) &&
        typed->lives_there_from.days < typed->birth_date.days)
        form_error_add(ctx, errors, "lives_there_from",
                       tr(ctx, "Scrivi da quando abita lì: non prima della nascita"));
}

enum status person_form_read(struct ctx *ctx, struct form *form, struct person_form *ret_typed,
                             struct person_draft *ret_draft, struct form_errors *errors,
                             struct options_list *ret_places)
{
    TRY(input_read(ctx, form, PERSON_FORM, ret_typed, errors));
    TRY(check_place(ctx, ret_typed->place_id, errors));
    check_dates(ctx, ret_typed, errors);
    *ret_draft = person_draft_new();
    ret_draft->surname = ret_typed->surname;
    ret_draft->name = ret_typed->name;
    ret_draft->birth_date = ret_typed->birth_date;
    ret_draft->birth_place_code = read_birthplace(ctx, ret_typed, errors, ret_places);
    ret_draft->sex = text_or_null(ret_typed->sex);
    ret_draft->tax_code = read_tax_code(ctx, ret_typed->tax_code, errors);
    ret_draft->place_id = ret_typed->place_id;
    ret_draft->address = text_or_null(ret_typed->address);
    ret_draft->email = text_or_null(ret_typed->email);
    draft_phones(ret_typed, ret_draft);
    return OK;
}

static const char *line_of(const char *text)
{
    return text ? text : "";
}

struct form person_form_show(struct ctx *ctx, const struct person_edit *edit)
{
    const struct person_draft *draft = &edit->draft;
    struct birthplace born;
    const char *code = line_of(draft->birth_place_code);
    const struct person_form typed = {
        .surname = draft->surname,
        .name = draft->name,
        .birth_date = draft->birth_date,
        .birth_place = birthplace_by_code(code, &born) == OK ? born.name : code,
        .birth_place_code = code,
        .sex = draft->sex,
        .tax_code = line_of(draft->tax_code),
        .place_id = draft->place_id,
        .address = line_of(draft->address),
        .email = line_of(draft->email),
        .phone1 = line_of(draft->phones[0]),
        .phone1_label = line_of(draft->phone_labels[0]),
        .phone2 = line_of(draft->phones[1]),
        .phone2_label = line_of(draft->phone_labels[1]),
        .phone3 = line_of(draft->phones[2]),
        .phone3_label = line_of(draft->phone_labels[2]),
        .phone4 = line_of(draft->phones[3]),
        .phone4_label = line_of(draft->phone_labels[3]),
        .lives_there_from = DATE_NONE,
        .died_on = edit->died_on,
        .version = edit->version,
    };
    struct form form = form_empty(ctx->arena);

    input_show(ctx, &form, PERSON_FORM, &typed);
    return form;
}

static const char *fault_text(struct ctx *ctx, enum tax_code_fault fault)
{
    switch (fault) {
    case TAX_CODE_BAD_LENGTH:
        return tr(ctx, "Il codice fiscale di solito ha 16 caratteri, o 11 cifre se è provvisorio: "
                       "ricontrollalo.");
    case TAX_CODE_BAD_CHARACTER:
        return tr(ctx, "Nel codice fiscale c’è una lettera al posto di una cifra, o il contrario: "
                       "ricontrollalo.");
    case TAX_CODE_BAD_BIRTH:
        return tr(ctx, "Il codice fiscale dice un giorno di nascita che non esiste: "
                       "ricontrollalo.");
    default:
        return tr(ctx, "L’ultima lettera del codice fiscale non torna: forse una lettera o una "
                       "cifra è diversa. Ricontrollalo.");
    }
}

static const struct {
    enum tax_code_warning bit;
    const char *text;
} WARNINGS[] = {
    {TAX_CODE_OTHER_SURNAME, N_("Il codice fiscale fa pensare a un altro cognome.")},
    {TAX_CODE_OTHER_NAME, N_("Il codice fiscale fa pensare a un altro nome.")},
    {TAX_CODE_OTHER_BIRTH, N_("Il codice fiscale dice un’altra data di nascita.")},
    {TAX_CODE_OTHER_SEX, N_("Il codice fiscale dice un altro sesso.")},
    {TAX_CODE_OTHER_BIRTHPLACE, N_("Il codice fiscale dice un altro luogo di nascita.")},
};

enum { WARNING_COUNT = sizeof WARNINGS / sizeof WARNINGS[0] };

size_t person_tax_warnings(struct ctx *ctx, const struct person_draft *draft,
                           const char *const **ret_warnings)
{
    const char **warnings = arena_array(ctx->arena, const char *, WARNING_COUNT);
    const struct tax_code_person person = {
        .surname = draft->surname,
        .name = draft->name,
        .birth = draft->birth_date,
        .sex = draft->sex ? draft->sex[0] : '\0',
        .birthplace = draft->birth_place_code,
    };
    struct tax_code code;
    enum tax_code_fault fault;
    size_t count = 0;

    *ret_warnings = warnings;
    if (!draft->tax_code)
        return 0;
    if (tax_code_read(draft->tax_code, &code, &fault) != OK) {
        warnings[0] = fault_text(ctx, fault);
        return 1;
    }
    unsigned bits = tax_code_warnings(&code, &person);

    for (size_t i = 0; i < WARNING_COUNT; i++) {
        if (bits & WARNINGS[i].bit)
            warnings[count++] = tr(ctx, WARNINGS[i].text);
    }
    return count;
}
