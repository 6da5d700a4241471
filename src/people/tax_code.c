#include "people/tax_code.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

/* Where the parts of a person's code begin, from 0. */
enum {
    AT_SURNAME = 0,
    AT_NAME = 3,
    AT_YEAR = 6,
    AT_MONTH = 8,
    AT_DAY = 9,
    AT_BIRTHPLACE = 11,
    AT_CHECK = 15,
    PART_CHARS = 3, /* of surname and name */
    FEMALE_DAYS = 40,
    NAME_LETTERS_MAX = 128, /* far more than decide the three that count */
};

static const char month_letters[] = "ABCDEHLMPRST";
static const char omocodia_letters[] = "LMNPQRSTUV";

/* What each place of a person's code may hold: A letter, 9 digit or omocodia letter, M month. */
static const char person_shape[] = "AAAAAA99M99A999A";

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_capital(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static bool all_digits(const char *text)
{
    return text[strspn(text, "0123456789")] == '\0';
}

/* Copies at most TAX_CODE_CHARS letters and digits as capitals. */
static enum tax_code_fault copy_normal(const char *typed, char ret_text[TAX_CODE_CHARS + 1])
{
    size_t length = 0;

    for (typed = text_skip_space(typed); *typed; typed = text_skip_space(typed + 1)) {
        char byte = *typed;

        if (byte == '.' || byte == '-' || byte == '/')
            continue;
        if (byte >= 'a' && byte <= 'z')
            byte = (char)(byte - 'a' + 'A');
        if (!is_capital(byte) && !is_digit(byte))
            return TAX_CODE_BAD_CHARACTER;
        if (length == TAX_CODE_CHARS)
            return TAX_CODE_BAD_LENGTH;
        ret_text[length++] = byte;
    }
    ret_text[length] = '\0';
    return length > 0 ? TAX_CODE_SOUND : TAX_CODE_BAD_LENGTH;
}

enum status tax_code_normalize(const char *typed, char ret_text[TAX_CODE_CHARS + 1])
{
    char text[TAX_CODE_CHARS + 1];

    if (copy_normal(typed, text) != TAX_CODE_SOUND)
        return ERR_INVALID;
    memcpy(ret_text, text, sizeof text);
    return OK;
}

static int face_value(char byte)
{
    return is_digit(byte) ? byte - '0' : byte - 'A';
}

/* The letter that the first 15 characters ask for. */
static char check_letter(const char *text)
{
    static const int odd_values[] = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                     20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
    int sum = 0;

    for (int i = 0; i < AT_CHECK; i++) {
        /* Places are counted from 1 in the decree, so the first one is odd. */
        bool odd_place = i % 2 == 0;

        sum += odd_place ? odd_values[face_value(text[i])] : face_value(text[i]);
    }
    return (char)('A' + sum % 26);
}

static bool fits_place(char byte, char shape)
{
    switch (shape) {
    case '9':
        return is_digit(byte) || strchr(omocodia_letters, byte);
    case 'M':
        return strchr(month_letters, byte);
    default:
        return is_capital(byte);
    }
}

/* With the digits back where omocodia put letters. */
static void undo_omocodia(const char *text, char ret_plain[TAX_CODE_CHARS + 1])
{
    for (int i = 0; i < TAX_CODE_CHARS; i++) {
        bool letter_for_digit = person_shape[i] == '9' && !is_digit(text[i]);

        ret_plain[i] = letter_for_digit
                           ? (char)('0' + (strchr(omocodia_letters, text[i]) - omocodia_letters))
                           : text[i];
    }
    ret_plain[TAX_CODE_CHARS] = '\0';
}

static int two_digits(const char *text)
{
    return (text[0] - '0') * 10 + (text[1] - '0');
}

static enum tax_code_fault read_person(struct tax_code *code)
{
    char plain[TAX_CODE_CHARS + 1];

    for (int i = 0; i < TAX_CODE_CHARS; i++) {
        if (!fits_place(code->text[i], person_shape[i]))
            return TAX_CODE_BAD_CHARACTER;
    }
    undo_omocodia(code->text, plain);

    int day = two_digits(plain + AT_DAY);

    code->kind = TAX_CODE_PERSON;
    code->omocodia = strcmp(plain, code->text) != 0;
    code->year = two_digits(plain + AT_YEAR);
    code->month = (int)(strchr(month_letters, plain[AT_MONTH]) - month_letters) + 1;
    code->sex = day > FEMALE_DAYS ? 'F' : 'M';
    code->day = day > FEMALE_DAYS ? day - FEMALE_DAYS : day;
    memcpy(code->birthplace, plain + AT_BIRTHPLACE, 4);
    /* 29 February stays possible: of the years '00 one was leap and one was not. */
    if (!date_is_real(2000 + code->year % 4, code->month, code->day))
        return TAX_CODE_BAD_BIRTH;
    return code->text[AT_CHECK] == check_letter(code->text) ? TAX_CODE_SOUND : TAX_CODE_BAD_CHECK;
}

static enum tax_code_fault read_health(struct tax_code *code, enum tax_code_kind kind)
{
    code->kind = kind;
    return all_digits(code->text + PART_CHARS) ? TAX_CODE_SOUND : TAX_CODE_BAD_CHARACTER;
}

/* The formula of Luhn: each second digit counts twice, and the sum is a multiple of ten. */
static enum tax_code_fault read_provisional(struct tax_code *code)
{
    int sum = 0;

    if (!all_digits(code->text))
        return TAX_CODE_BAD_CHARACTER;
    for (int i = 0; i < TAX_CODE_PROVISIONAL_CHARS; i++) {
        int digit = code->text[i] - '0';
        int doubled = 2 * digit > 9 ? 2 * digit - 9 : 2 * digit;

        sum += i % 2 == 1 ? doubled : digit;
    }
    code->kind = TAX_CODE_PROVISIONAL;
    /* Eleven zeros fit the formula and are what people type to fill a box. */
    return sum > 0 && sum % 10 == 0 ? TAX_CODE_SOUND : TAX_CODE_BAD_CHECK;
}

static enum tax_code_fault read_text(struct tax_code *code)
{
    size_t length = strlen(code->text);

    if (length == TAX_CODE_PROVISIONAL_CHARS)
        return read_provisional(code);
    if (length != TAX_CODE_CHARS)
        return TAX_CODE_BAD_LENGTH;
    /* A person's code has letters up to its sixth place, so these cannot be mistaken. */
    if (is_digit(code->text[AT_NAME]) && text_starts_with(code->text, "STP"))
        return read_health(code, TAX_CODE_STP);
    if (is_digit(code->text[AT_NAME]) && text_starts_with(code->text, "ENI"))
        return read_health(code, TAX_CODE_ENI);
    return read_person(code);
}

enum status tax_code_read(const char *typed, struct tax_code *ret_code,
                          enum tax_code_fault *ret_fault)
{
    struct tax_code code = {0};

    *ret_fault = copy_normal(typed, code.text);
    if (*ret_fault == TAX_CODE_SOUND)
        *ret_fault = read_text(&code);
    if (*ret_fault != TAX_CODE_SOUND)
        return ERR_INVALID;
    *ret_code = code;
    return OK;
}

int tax_code_births(const struct tax_code *code, struct date today,
                    struct date ret_births[TAX_CODE_BIRTHS_MAX])
{
    int count = 0;

    if (code->kind != TAX_CODE_PERSON)
        return 0;

    int this_century = date_year(today) / 100 * 100;

    for (int century = this_century; count < TAX_CODE_BIRTHS_MAX && this_century - century <= 200;
         century -= 100) {
        int year = century + code->year;

        if (!date_is_real(year, code->month, code->day))
            continue;

        struct date birth = date_of(year, code->month, code->day);

        if (birth.days <= today.days)
            ret_births[count++] = birth;
    }
    return count;
}

static bool is_vowel(char letter)
{
    return strchr("AEIOU", letter);
}

/* The Latin capitals of a name; false when it has others or none. */
static bool name_letters(const char *name, char letters[NAME_LETTERS_MAX + 1])
{
    size_t length = 0;

    while (*name) {
        uint32_t code_point = text_next(&name);
        const char *fold = text_fold_letter(code_point);

        /* Apostrophes, spaces and hyphens do not count; nor does the typographic apostrophe. */
        if (!fold && (code_point < 0x80 || code_point == 0xA0 || code_point == 0x2019))
            continue;
        if (!fold)
            return false;
        for (; *fold && length < NAME_LETTERS_MAX; fold++)
            letters[length++] = *fold;
    }
    letters[length] = '\0';
    return length > 0;
}

/* Consonants first, then vowels, then X: in that order until there are three. */
static void name_part(const char *letters, bool given_name, char part[PART_CHARS + 1])
{
    char ordered[NAME_LETTERS_MAX + PART_CHARS + 1];
    size_t consonants = 0;
    size_t length = 0;

    for (const char *at = letters; *at; at++) {
        if (!is_vowel(*at))
            ordered[consonants++] = *at;
    }
    length = consonants;
    for (const char *at = letters; *at; at++) {
        if (is_vowel(*at))
            ordered[length++] = *at;
    }
    memset(ordered + length, 'X', PART_CHARS);

    /* A given name with four consonants or more leaves out the second. */
    size_t second = given_name && consonants > PART_CHARS ? 2 : 1;

    part[0] = ordered[0];
    part[1] = ordered[second];
    part[2] = ordered[second + 1];
    part[PART_CHARS] = '\0';
}

static bool part_of_name(const char *name, bool given_name, char part[PART_CHARS + 1])
{
    char letters[NAME_LETTERS_MAX + 1];

    if (!name || !name_letters(name, letters))
        return false;
    name_part(letters, given_name, part);
    return true;
}

static bool name_differs(const char *name, bool given_name, const char *in_code)
{
    char part[PART_CHARS + 1];

    return part_of_name(name, given_name, part) && strncmp(part, in_code, PART_CHARS) != 0;
}

static bool birth_differs(const struct tax_code *code, struct date birth)
{
    int year, month, day;

    if (date_is_none(birth))
        return false;
    date_split(birth, &year, &month, &day);
    return year % 100 != code->year || month != code->month || day != code->day;
}

static bool sex_is_known(char sex)
{
    return sex == 'M' || sex == 'F';
}

unsigned tax_code_warnings(const struct tax_code *code, const struct tax_code_person *person)
{
    unsigned warnings = 0;

    if (code->kind != TAX_CODE_PERSON)
        return 0;
    if (name_differs(person->surname, false, code->text + AT_SURNAME))
        warnings |= TAX_CODE_OTHER_SURNAME;
    if (name_differs(person->name, true, code->text + AT_NAME))
        warnings |= TAX_CODE_OTHER_NAME;
    if (birth_differs(code, person->birth))
        warnings |= TAX_CODE_OTHER_BIRTH;
    if (sex_is_known(person->sex) && person->sex != code->sex)
        warnings |= TAX_CODE_OTHER_SEX;
    if (!text_is_blank(person->birthplace) && strcmp(person->birthplace, code->birthplace) != 0)
        warnings |= TAX_CODE_OTHER_BIRTHPLACE;
    return warnings;
}

static bool is_cadastral_code(const char *text)
{
    return text && is_capital(text[0]) && strlen(text) == 4 && all_digits(text + 1);
}

static void put_two_digits(char *text, int number)
{
    text[0] = (char)('0' + number / 10);
    text[1] = (char)('0' + number % 10);
}

enum status tax_code_make(const struct tax_code_person *person, char ret_text[TAX_CODE_CHARS + 1])
{
    char text[TAX_CODE_CHARS + 1] = {0};
    int year, month, day;

    if (!part_of_name(person->surname, false, text + AT_SURNAME) ||
        !part_of_name(person->name, true, text + AT_NAME))
        return ERR_INVALID;
    if (date_is_none(person->birth) || !sex_is_known(person->sex) ||
        !is_cadastral_code(person->birthplace))
        return ERR_INVALID;
    date_split(person->birth, &year, &month, &day);
    put_two_digits(text + AT_YEAR, year % 100);
    text[AT_MONTH] = month_letters[month - 1];
    put_two_digits(text + AT_DAY, person->sex == 'F' ? day + FEMALE_DAYS : day);
    memcpy(text + AT_BIRTHPLACE, person->birthplace, 4);
    text[AT_CHECK] = check_letter(text);
    memcpy(ret_text, text, sizeof text);
    return OK;
}
