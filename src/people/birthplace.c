#include "people/birthplace.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "birthplaces.h"

enum { FOLDED_MAX = 64, CODES_A_LETTER = 1000 };

/* The letters of a name, as the table is sorted by. */
static size_t fold_name(const char *name, char folded[FOLDED_MAX + 1])
{
    size_t length = 0;

    while (*name) {
        const char *letters = text_fold_letter(text_next(&name));

        for (; letters && *letters && length < FOLDED_MAX; letters++)
            folded[length++] = *letters;
    }
    folded[length] = '\0';
    return length;
}

static void place_of_row(const struct birthplace_row *row, struct birthplace *ret_place)
{
    int number = row->code % CODES_A_LETTER;

    *ret_place = (struct birthplace){
        .code = {(char)('A' + row->code / CODES_A_LETTER), (char)('0' + number / 100),
                 (char)('0' + number / 10 % 10), (char)('0' + number % 10)},
        .name = birthplace_names + row->name_at,
        .from = {row->from_days},
        .to = row->to_days == INT32_MAX ? DATE_NONE : (struct date){row->to_days},
    };
    memcpy(ret_place->province, row->province, sizeof ret_place->province);
}

/* The table's number for a code, or -1. */
static int code_number(const char *code)
{
    const char *letter = text_fold_letter((uint8_t)code[0] < 0x80 ? (uint8_t)code[0] : 0);
    int64_t number;

    if (!letter || strlen(code) != BIRTHPLACE_CODE_CHARS || code[1] == '-' ||
        text_to_int(code + 1, &number) != OK)
        return -1;
    return (letter[0] - 'A') * CODES_A_LETTER + (int)number;
}

enum status birthplace_by_code(const char *code, struct birthplace *ret_place)
{
    int number = code_number(code);
    size_t low = 0;
    size_t high = BIRTHPLACE_ROWS;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (birthplace_rows[middle].code < number)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == BIRTHPLACE_ROWS || birthplace_rows[low].code != number)
        return ERR_NOT_FOUND;
    place_of_row(&birthplace_rows[low], ret_place);
    return OK;
}

bool birthplace_existed(const struct birthplace *place, struct date on)
{
    return on.days >= place->from.days && (date_is_none(place->to) || on.days <= place->to.days);
}

bool birthplace_is_abroad(const struct birthplace *place)
{
    return place->code[0] == 'Z';
}

bool birthplace_name_is(const struct birthplace *place, const char *typed)
{
    char name[FOLDED_MAX + 1];
    char other[FOLDED_MAX + 1];

    fold_name(place->name, name);
    fold_name(typed, other);
    return strcmp(name, other) == 0;
}

static const struct birthplace_row *row_by_name(size_t index)
{
    return &birthplace_rows[birthplace_by_name[index]];
}

/* How the name at that place of the alphabet compares with the prefix. */
static int compare_prefix(size_t index, const char *prefix, size_t length)
{
    char folded[FOLDED_MAX + 1];

    fold_name(birthplace_names + row_by_name(index)->name_at, folded);
    return strncmp(folded, prefix, length);
}

/* Where in the alphabet the names begin that may have the prefix. */
static size_t first_with_prefix(const char *prefix, size_t length)
{
    size_t low = 0;
    size_t high = BIRTHPLACE_ROWS;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (compare_prefix(middle, prefix, length) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t birthplace_search(const char *typed, struct date on, size_t max,
                         struct birthplace *ret_places)
{
    char prefix[FOLDED_MAX + 1];
    size_t length = fold_name(typed, prefix);
    size_t count = 0;

    if (length == 0)
        return 0;
    for (size_t i = first_with_prefix(prefix, length);
         i < BIRTHPLACE_ROWS && count < max && compare_prefix(i, prefix, length) == 0; i++) {
        struct birthplace place;

        place_of_row(row_by_name(i), &place);
        if (date_is_none(on) || birthplace_existed(&place, on))
            ret_places[count++] = place;
    }
    return count;
}

/* Names are in order, so those of just that name come first among those that begin so. */
static size_t named_on(const char *typed, struct date on,
                       struct birthplace ret_places[BIRTHPLACE_SAME_NAME_MAX])
{
    size_t found = birthplace_search(typed, on, BIRTHPLACE_SAME_NAME_MAX, ret_places);
    size_t count = 0;

    while (count < found && birthplace_name_is(&ret_places[count], typed))
        count++;
    return count;
}

size_t birthplace_named(const char *typed, struct date on,
                        struct birthplace ret_places[BIRTHPLACE_SAME_NAME_MAX])
{
    size_t count = named_on(typed, on, ret_places);

    return count > 0 ? count : named_on(typed, DATE_NONE, ret_places);
}
