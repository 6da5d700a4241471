/*
 * Phone numbers and tax codes as sortable keys of 40 bits, and lists of them by person.
 *
 * A number is kept twice, from its first digit and from its last, eleven digits each way; that of a
 * numeric tax code lies past all phone numbers, since not everybody may know it. A tax
 * code's first nine characters (names, year and month) are one key; the seven that follow, without
 * the check letter, are its tail, kept beside the person. Form of the code and omocodia: decree of
 * the Minister of Finance of 23 December 1976.
 */
#ifndef ENGINE_NAMES_CODES_H
#define ENGINE_NAMES_CODES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/names/pool.h"

enum { NUMBER_DIGITS = 11, NUMBER_DIGITS_MIN = 3, TAX_CODE_LETTERS = 16, TAX_PREFIX_MIN = 6 };

struct number {
    char digits[24]; /* as typed, without the international prefix; not ended by NUL */
    size_t count;
    uint64_t head;
    uint64_t tail;
};

struct span {
    uint64_t low;
    uint64_t high; /* included */
};

/* What a tax code or its first characters stand for. */
struct tax_span {
    struct span head;
    struct span tail; /* low 0: any tail, even none */
    bool whole;
};

/* The digits of `text`; false when there are fewer than NUMBER_DIGITS_MIN or more than 24. */
bool number_read(const char *text, size_t length, struct number *ret_number);

/* Added to the keys of a numeric tax code: 11 to the eleventh power. */
#define NUMBER_OF_TAX UINT64_C(285311670611)

/* The keys of all numbers that begin (in `heads`) or end (in `tails`) with these digits. */
struct span number_span(const char *digits, size_t count, bool from_end);

/* A tax code, or its first TAX_PREFIX_MIN characters or more, in any case; else false. */
bool tax_read(const char *text, size_t length, struct tax_span *ret_span);

/* A sorted list of (key, slot): the key in the high 40 bits, the person's slot in the low 24. */
struct code_list {
    struct pool items;
};

static inline uint64_t code_item(uint64_t key, uint32_t slot)
{
    return key << 24 | slot;
}

static inline uint64_t code_key(uint64_t item)
{
    return item >> 24;
}

static inline uint32_t code_slot(uint64_t item)
{
    return (uint32_t)(item & 0xFFFFFF);
}

MUST_USE enum status code_list_add(struct code_list *list, uint64_t key, uint32_t slot);
MUST_USE enum status code_list_sort(struct code_list *list);

/* The items within the span: their first index, and their number in `ret_count`. */
const uint64_t *code_list_find(const struct code_list *list, struct span span, size_t *ret_count);

static inline size_t code_list_count(const struct code_list *list)
{
    return list->items.used / sizeof(uint64_t);
}

#endif
