#include "people/import_line.h"

#include <string.h>

#include "base/text.h"
#include "engine/names/names.h"
#include "people/birthplace.h"
#include "people/tax_code.h"

enum { FOLDED_BYTES = 2 * NAMES_TEXT_BYTES, BORN_YEAR_MIN = 1880, EMAIL_MAX = 254 };

/* As folded by names_fold: small letters, no accents, single spaces. */
static const struct {
    const char *name;
    enum import_column column;
} NAMES[] = {
    {"cognome", IMPORT_SURNAME},
    {"surname", IMPORT_SURNAME},
    {"last name", IMPORT_SURNAME},
    {"family name", IMPORT_SURNAME},
    {"nome", IMPORT_NAME},
    {"name", IMPORT_NAME},
    {"first name", IMPORT_NAME},
    {"given name", IMPORT_NAME},
    {"data di nascita", IMPORT_BIRTH_DATE},
    {"data nascita", IMPORT_BIRTH_DATE},
    {"nato il", IMPORT_BIRTH_DATE},
    {"nascita", IMPORT_BIRTH_DATE},
    {"birth date", IMPORT_BIRTH_DATE},
    {"birthdate", IMPORT_BIRTH_DATE},
    {"date of birth", IMPORT_BIRTH_DATE},
    {"born", IMPORT_BIRTH_DATE},
    {"luogo di nascita", IMPORT_BIRTH_PLACE},
    {"luogo nascita", IMPORT_BIRTH_PLACE},
    {"comune di nascita", IMPORT_BIRTH_PLACE},
    {"comune nascita", IMPORT_BIRTH_PLACE},
    {"birth place", IMPORT_BIRTH_PLACE},
    {"birthplace", IMPORT_BIRTH_PLACE},
    {"place of birth", IMPORT_BIRTH_PLACE},
    {"sesso", IMPORT_SEX},
    {"genere", IMPORT_SEX},
    {"sex", IMPORT_SEX},
    {"gender", IMPORT_SEX},
    {"cittadinanza", IMPORT_CITIZENSHIP},
    {"citizenship", IMPORT_CITIZENSHIP},
    {"nationality", IMPORT_CITIZENSHIP},
    {"codice fiscale", IMPORT_TAX_CODE},
    {"cf", IMPORT_TAX_CODE},
    {"c f", IMPORT_TAX_CODE},
    {"cod fiscale", IMPORT_TAX_CODE},
    {"cod fisc", IMPORT_TAX_CODE},
    {"tax code", IMPORT_TAX_CODE},
    {"fiscal code", IMPORT_TAX_CODE},
    {"luogo", IMPORT_PLACE},
    {"luogo di residenza", IMPORT_PLACE},
    {"comune", IMPORT_PLACE},
    {"comune di residenza", IMPORT_PLACE},
    {"residenza", IMPORT_PLACE},
    {"localita", IMPORT_PLACE},
    {"frazione", IMPORT_PLACE},
    {"place", IMPORT_PLACE},
    {"town", IMPORT_PLACE},
    {"city", IMPORT_PLACE},
    {"indirizzo", IMPORT_ADDRESS},
    {"via", IMPORT_ADDRESS},
    {"address", IMPORT_ADDRESS},
    {"street", IMPORT_ADDRESS},
    {"email", IMPORT_EMAIL},
    {"e mail", IMPORT_EMAIL},
    {"mail", IMPORT_EMAIL},
    {"posta elettronica", IMPORT_EMAIL},
    {"telefono", IMPORT_PHONE},
    {"telefono 1", IMPORT_PHONE},
    {"telefono 2", IMPORT_PHONE},
    {"tel", IMPORT_PHONE},
    {"cellulare", IMPORT_PHONE},
    {"phone", IMPORT_PHONE},
    {"phone 2", IMPORT_PHONE},
    {"mobile", IMPORT_PHONE},
};

static bool same_folded(const char *a, const char *b)
{
    char folded_a[FOLDED_BYTES];
    char folded_b[FOLDED_BYTES];

    names_fold(a, folded_a, sizeof folded_a);
    names_fold(b, folded_b, sizeof folded_b);
    return strcmp(folded_a, folded_b) == 0;
}

static enum import_column column_named(const char *name)
{
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        if (same_folded(name, NAMES[i].name))
            return NAMES[i].column;
    }
    return IMPORT_NOTHING;
}

void import_columns_read(const struct csv_record *header, struct import_columns *ret_columns)
{
    *ret_columns = (struct import_columns){.count = header->count};
    for (size_t i = 0; i < header->count; i++) {
        enum import_column column = column_named(header->fields[i]);

        if (column == IMPORT_PHONE || !import_columns_have(ret_columns, column, column))
            ret_columns->of[i] = column;
    }
}

bool import_columns_have(const struct import_columns *columns, enum import_column one,
                         enum import_column other)
{
    bool have_one = false;
    bool have_other = false;

    for (size_t i = 0; i < columns->count; i++) {
        have_one |= columns->of[i] == one;
        have_other |= columns->of[i] == other;
    }
    return have_one && have_other;
}

enum status import_places_read(struct ctx *ctx, struct import_places *ret_places)
{
    struct place_row *rows;
    size_t count;

    TRY(zone_places(ctx, &rows, &count));
    *ret_places = (struct import_places){rows, count};
    return OK;
}

/* What a field means is decided with all of this at hand. */
struct reading {
    struct ctx *ctx;
    const struct import_places *places;
    struct import_line *line;
    const char *text; /* not empty */
};

static void refuse(const struct reading *r, const char *why)
{
    if (!r->line->why)
        r->line->why = why;
}

static const char *bounded(const struct reading *r, size_t max, const char *why)
{
    if (text_length(r->text) > max)
        refuse(r, why);
    return r->text;
}

static void read_birth_date(const struct reading *r)
{
    struct date today = instant_date(r->ctx->now);
    struct date date;

    if (date_from_typed(r->text, today, &date) != OK)
        refuse(r, "the birth date is no date: write it as 23/11/1948 or 1948-11-23");
    else if (date.days > today.days)
        refuse(r, "the birth date is in the future");
    else if (date_year(date) < BORN_YEAR_MIN)
        refuse(r, "the birth date is too long ago");
    else
        r->line->draft.birth_date = date;
}

static void read_sex(const struct reading *r)
{
    static const char *const WOMEN[] = {"f", "d", "donna", "femmina", "female", "woman"};
    static const char *const MEN[] = {"m", "u", "uomo", "maschio", "male", "man"};

    for (size_t i = 0; i < sizeof WOMEN / sizeof WOMEN[0]; i++) {
        if (same_folded(r->text, WOMEN[i]))
            r->line->draft.sex = "F";
        if (same_folded(r->text, MEN[i]))
            r->line->draft.sex = "M";
    }
    if (!r->line->draft.sex)
        refuse(r, "the sex is neither F nor M");
}

static void read_citizenship(const struct reading *r)
{
    const char *code = text_upper_ascii(r->ctx->arena, r->text);

    if (strlen(code) != 2 || code[0] < 'A' || code[0] > 'Z' || code[1] < 'A' || code[1] > 'Z')
        refuse(r, "the citizenship is not an ISO 3166 code of two letters, such as IT");
    r->line->draft.citizenship_code = code;
}

static void read_tax_code(const struct reading *r)
{
    char text[TAX_CODE_CHARS + 1];
    struct tax_code code;
    enum tax_code_fault fault;

    if (tax_code_normalize(r->text, text) != OK) {
        refuse(r, "the tax code has more than 16 characters or is not of letters and digits");
        return;
    }
    if (tax_code_read(text, &code, &fault) != OK)
        r->line->note = "the tax code does not look right; it is taken as it is";
    r->line->draft.tax_code = arena_copy(r->ctx->arena, text);
}

static void read_place(const struct reading *r)
{
    for (size_t i = 0; i < r->places->count; i++) {
        const struct place_row *row = &r->places->rows[i];

        if (same_folded(r->text, row->name) || same_folded(r->text, row->label)) {
            r->line->draft.place_id = row->id;
            return;
        }
    }
    r->line->place = bounded(r, PERSON_NAME_MAX, "the place is too long");
    r->line->note = "the place is not one of the zone; it is kept with the address";
}

static void read_email(const struct reading *r)
{
    const char *at = strchr(r->text, '@');

    if (!at || at == r->text || !at[1] || strchr(r->text, ' ') || strlen(r->text) > EMAIL_MAX)
        refuse(r, "the e-mail address is not one");
    r->line->draft.email = r->text;
}

static void read_phone(const struct reading *r)
{
    const char *phone;

    if (text_phone(r->ctx->arena, r->text, &phone) != OK)
        refuse(r, "the telephone number is not one");
    else if (r->line->phones == PERSON_PHONES_MAX)
        refuse(r, "there are too many telephone numbers");
    else
        r->line->draft.phones[r->line->phones++] = phone;
}

static void read_field(const struct reading *r, enum import_column column,
                       const char **ret_birth_place)
{
    struct person_draft *draft = &r->line->draft;

    switch (column) {
    case IMPORT_SURNAME:
        draft->surname = bounded(r, PERSON_NAME_MAX, "the surname is too long");
        break;
    case IMPORT_NAME:
        draft->name = bounded(r, PERSON_NAME_MAX, "the name is too long");
        break;
    case IMPORT_BIRTH_DATE:
        read_birth_date(r);
        break;
    case IMPORT_BIRTH_PLACE:
        *ret_birth_place = r->text;
        break;
    case IMPORT_SEX:
        read_sex(r);
        break;
    case IMPORT_CITIZENSHIP:
        read_citizenship(r);
        break;
    case IMPORT_TAX_CODE:
        read_tax_code(r);
        break;
    case IMPORT_PLACE:
        read_place(r);
        break;
    case IMPORT_ADDRESS:
        draft->address = bounded(r, PERSON_ADDRESS_MAX, "the address is too long");
        break;
    case IMPORT_EMAIL:
        read_email(r);
        break;
    case IMPORT_PHONE:
        read_phone(r);
        break;
    case IMPORT_NOTHING:
        break;
    }
}

/* Which of several places of one name: the tax code knows. */
static void settle_birth_place(struct ctx *ctx, const char *text, struct import_line *line)
{
    struct birthplace places[BIRTHPLACE_SAME_NAME_MAX];
    struct tax_code code;
    enum tax_code_fault fault;
    bool coded = line->draft.tax_code && tax_code_read(line->draft.tax_code, &code, &fault) == OK &&
                 code.kind == TAX_CODE_PERSON;
    size_t count;

    if (birthplace_by_code(text, &places[0]) == OK)
        count = 1;
    else
        count = birthplace_named(text, line->draft.birth_date, places);
    for (size_t i = 0; i < count; i++) {
        if (count == 1 || (coded && strcmp(places[i].code, code.birthplace) == 0)) {
            line->draft.birth_place_code = arena_copy(ctx->arena, places[i].code);
            return;
        }
    }
    line->why = count == 0 ? "the birthplace is not known: write a municipality, a country or "
                             "a cadastral code"
                           : "several places have the birthplace's name: write the cadastral code";
}

/* Outside the zone a place has no number: its name stays in the address. */
static void settle_place(struct ctx *ctx, struct import_line *line)
{
    struct person_draft *draft = &line->draft;

    if (!line->place)
        return;
    draft->address = draft->address
                         ? arena_printf(ctx->arena, "%s, %s", draft->address, line->place)
                         : line->place;
}

void import_line_read(struct ctx *ctx, const struct import_columns *columns,
                      const struct import_places *places, const struct csv_record *record,
                      struct import_line *line)
{
    const char *birth_place = NULL;

    if (record->count > columns->count)
        line->why = "the line has more columns than the first one";
    for (size_t i = 0; i < record->count && i < columns->count; i++) {
        const struct reading reading = {ctx, places, line, record->fields[i]};

        if (*reading.text)
            read_field(&reading, columns->of[i], &birth_place);
    }
    if (!line->why && !line->draft.surname)
        line->why = "the surname is missing";
    if (!line->why && !line->draft.name)
        line->why = "the name is missing";
    if (line->why)
        return;
    settle_place(ctx, line);
    if (birth_place)
        settle_birth_place(ctx, birth_place, line);
}
