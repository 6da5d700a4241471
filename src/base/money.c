#include "base/money.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { MONEY_SHOWN_MAX = 40 };

static const int64_t money_max_cents = INT64_C(100000000000);

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static const char *skip_euro_sign(const char *text)
{
    return text_skip_space(text_starts_with(text, "€") ? text + strlen("€") : text);
}

/* Reads at most `max` digits into `*total`, which stops growing once it is past every amount. */
static int take_digits(const char **text, int max, int64_t *total)
{
    int count = 0;

    for (; count < max && is_digit(**text); count++, (*text)++) {
        if (*total <= money_max_cents)
            *total = *total * 10 + (**text - '0');
    }
    return count;
}

/* A dot before exactly three digits groups thousands, as Italians write; "1.5" is not grouped. */
static bool at_group(const char *text)
{
    return text[0] == '.' && is_digit(text[1]) && is_digit(text[2]) && is_digit(text[3]) &&
           !is_digit(text[4]);
}

/* "1.234" or "1234": false for "0.234" and "1234.567", which may mean something else. */
static bool take_euro(const char **text, int64_t *ret_euro, bool *ret_grouped)
{
    const char *start = *text;
    int64_t euro = 0;
    int count = take_digits(text, INT32_MAX, &euro);
    bool grouped = at_group(*text);

    if (count == 0 || (grouped && (count > 3 || *start == '0')))
        return false;
    while (at_group(*text)) {
        (*text)++;
        take_digits(text, 3, &euro);
    }
    *ret_euro = euro;
    *ret_grouped = grouped;
    return true;
}

enum status money_from_typed(const char *text, struct money *ret_money)
{
    int64_t cents = 0;
    int64_t euro;
    bool grouped;

    text = skip_euro_sign(text_skip_space(text));
    if (!take_euro(&text, &euro, &grouped))
        return ERR_INVALID;
    if (*text == ',' || (*text == '.' && !grouped)) {
        text++;

        int decimals = take_digits(&text, 2, &cents);

        if (decimals == 0)
            return ERR_INVALID;
        if (decimals == 1)
            cents *= 10;
    }
    text = skip_euro_sign(text_skip_space(text));
    if (*text != '\0' || euro > money_max_cents / 100 || euro * 100 + cents > money_max_cents)
        return ERR_INVALID;
    *ret_money = (struct money){euro * 100 + cents};
    return OK;
}

char *money_show(struct arena *arena, struct money money)
{
    static const char sign[] = " €";
    char text[MONEY_SHOWN_MAX];
    char *start = text + sizeof text - sizeof sign;
    uint64_t cents = money.cents < 0 ? -(uint64_t)money.cents : (uint64_t)money.cents;
    uint64_t euro = cents / 100;

    if (money_is_none(money))
        return arena_copy(arena, "");
    memcpy(start, sign, sizeof sign);
    *--start = (char)('0' + cents % 10);
    *--start = (char)('0' + cents / 10 % 10);
    *--start = ',';
    for (int digits = 0; digits == 0 || euro; digits++, euro /= 10) {
        if (digits > 0 && digits % 3 == 0)
            *--start = '.';
        *--start = (char)('0' + euro % 10);
    }
    if (money.cents < 0)
        *--start = '-';
    return arena_copy(arena, start);
}

struct remainder {
    unsigned __int128 rest;
    int index;
};

static int remainder_order(const void *a, const void *b)
{
    const struct remainder *left = a;
    const struct remainder *right = b;

    if (left->rest != right->rest)
        return left->rest > right->rest ? -1 : 1;
    return left->index - right->index;
}

void money_split(struct money total, const int64_t *weights, int count, struct money *ret_parts)
{
    struct remainder remainders[MONEY_SPLIT_MAX];
    unsigned __int128 sum = 0;
    int64_t sign = total.cents < 0 ? -1 : 1;

    assert(!money_is_none(total));
    assert(count > 0 && count <= MONEY_SPLIT_MAX);
    for (int i = 0; i < count; i++) {
        assert(weights[i] >= 0);
        sum += (uint64_t)weights[i];
    }
    assert(sum > 0);

    uint64_t amount = (uint64_t)(total.cents * sign);
    uint64_t left = amount;

    for (int i = 0; i < count; i++) {
        unsigned __int128 share = (unsigned __int128)amount * (uint64_t)weights[i];

        ret_parts[i].cents = sign * (int64_t)(share / sum);
        remainders[i] = (struct remainder){share % sum, i};
        left -= (uint64_t)(share / sum);
    }
    qsort(remainders, (size_t)count, sizeof *remainders, remainder_order);
    for (uint64_t i = 0; i < left; i++)
        ret_parts[remainders[i].index].cents += sign;
}
