#include "engine/names/codes.h"

#include <stdlib.h>
#include <string.h>

static size_t strip_prefix(struct number *number, size_t count)
{
    memmove(number->digits, number->digits + count, number->count - count);
    return number->count - count;
}

/* Numbers are compared as dialled inside Italy: +39 and 0039 go. A bare 39 goes when what is left
 * still has the length of a mobile number. */
static void drop_international_prefix(struct number *number, bool plus)
{
    if (!plus && number->count > 6 && memcmp(number->digits, "00", 2) == 0) {
        number->count = strip_prefix(number, 2);
        plus = true;
    }

    bool italy = number->count > 6 && memcmp(number->digits, "39", 2) == 0;

    if (italy && (plus || (number->count == 12 && number->digits[2] == '3')))
        number->count = strip_prefix(number, 2);
}

/* Base 11, so that a missing digit (0) sorts before every digit and 12 differs from 120. */
static uint64_t number_key(const char *digits, size_t count, bool from_end)
{
    uint64_t key = 0;

    for (size_t i = 0; i < NUMBER_DIGITS; i++) {
        unsigned digit = 0;

        if (i < count)
            digit = (unsigned)(digits[from_end ? count - 1 - i : i] - '0') + 1;
        key = key * 11 + digit;
    }
    return key;
}

bool number_read(const char *text, size_t length, struct number *ret_number)
{
    struct number number = {.count = 0};
    bool plus = false;

    for (size_t i = 0; i < length; i++) {
        plus = plus || (text[i] == '+' && number.count == 0);
        if (text[i] < '0' || text[i] > '9')
            continue;
        if (number.count == sizeof(number.digits))
            return false;
        number.digits[number.count++] = text[i];
    }
    drop_international_prefix(&number, plus);
    if (number.count < NUMBER_DIGITS_MIN)
        return false;
    number.head = number_key(number.digits, number.count, false);
    number.tail = number_key(number.digits, number.count, true);
    *ret_number = number;
    return true;
}

struct span number_span(const char *digits, size_t count, bool from_end)
{
    uint64_t low = number_key(digits, count, from_end);
    uint64_t width = 1;

    for (size_t i = count; i < NUMBER_DIGITS; i++)
        width *= 11;
    return (struct span){low, low + width - 1};
}

/* The place of each tax code character: its base, and 0 for the check letter, not compared. */
static const uint8_t tax_bases[TAX_CODE_LETTERS] = {26, 26, 26, 26, 26, 26, 10, 10,
                                                    26, 10, 10, 26, 10, 10, 10, 0};
enum { TAX_HEAD_LETTERS = 9 };

/* The value of one character, -1 when it cannot stand there. */
static int tax_value(char c, unsigned base)
{
    static const char omocodia[] = "lmnpqrstuv";

    if (c >= 'A' && c <= 'Z')
        c = (char)(c - 'A' + 'a');
    if (base != 10)
        return c >= 'a' && c <= 'z' ? c - 'a' : -1;
    if (c >= '0' && c <= '9')
        return c - '0';

    const char *found = c ? strchr(omocodia, c) : NULL;

    return found ? (int)(found - omocodia) : -1;
}

/* Adds a character to a span; past the end of what was typed any character fits. */
static void span_extend(struct span *span, int value, unsigned base)
{
    span->low = span->low * base + (value < 0 ? 0 : (unsigned)value);
    span->high = span->high * base + (value < 0 ? base - 1 : (unsigned)value);
}

bool tax_read(const char *text, size_t length, struct tax_span *ret_span)
{
    struct tax_span span = {.whole = length == TAX_CODE_LETTERS};

    if (length < TAX_PREFIX_MIN || length > TAX_CODE_LETTERS)
        return false;
    for (size_t i = 0; i < TAX_CODE_LETTERS; i++) {
        int value = i < length ? tax_value(text[i], tax_bases[i]) : -1;

        if (i < length && value < 0)
            return false;
        if (tax_bases[i] > 0)
            span_extend(i < TAX_HEAD_LETTERS ? &span.head : &span.tail, value, tax_bases[i]);
    }
    span.tail.low++;
    span.tail.high++;
    if (length <= TAX_HEAD_LETTERS)
        span.tail.low = 0;
    *ret_span = span;
    return true;
}

enum status code_list_add(struct code_list *list, uint64_t key, uint32_t slot)
{
    uint64_t item = code_item(key, slot);

    return pool_add(&list->items, &item, sizeof(item));
}

enum { RADIX_BITS = 11, RADIX_SIZE = 1 << RADIX_BITS };

/* Stable, by one group of bits. */
static void radix_pass(const uint64_t *from, uint64_t *to, size_t count, unsigned shift)
{
    size_t starts[RADIX_SIZE] = {0};
    size_t sum = 0;

    for (size_t i = 0; i < count; i++)
        starts[(from[i] >> shift) % RADIX_SIZE]++;
    for (size_t i = 0; i < RADIX_SIZE; i++) {
        size_t here = starts[i];

        starts[i] = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++)
        to[starts[(from[i] >> shift) % RADIX_SIZE]++] = from[i];
}

/* Only the 40 bits of the key decide: four passes, an even number, which leaves the result where it
 * began. */
enum status code_list_sort(struct code_list *list)
{
    size_t count = code_list_count(list);

    if (count < 2)
        return OK;

    uint64_t *items = list->items.data;
    uint64_t *other = malloc(count * sizeof(*other));

    if (!other)
        return ERR_UNAVAILABLE;
    for (unsigned shift = 24; shift < 64; shift += 2 * RADIX_BITS) {
        radix_pass(items, other, count, shift);
        radix_pass(other, items, count, shift + RADIX_BITS);
    }
    free(other);
    return OK;
}

static size_t lower_bound(const uint64_t *items, size_t count, uint64_t item)
{
    size_t low = 0;

    while (count > 0) {
        size_t half = count / 2;

        if (items[low + half] < item) {
            low += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return low;
}

const uint64_t *code_list_find(const struct code_list *list, struct span span, size_t *ret_count)
{
    const uint64_t *items = list->items.data;
    size_t count = code_list_count(list);
    size_t first = lower_bound(items, count, code_item(span.low, 0));
    size_t last = first + lower_bound(items + first, count - first, code_item(span.high + 1, 0));

    *ret_count = last - first;
    return items + first;
}
