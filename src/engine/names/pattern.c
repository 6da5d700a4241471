#include "engine/names/pattern.h"

#include <assert.h>
#include <string.h>

enum { ONE_ERROR_UNITS = 10, TWO_ERRORS_UNITS = 21 };

void pattern_init(struct pattern *pattern, const char *word, size_t length,
                  enum pattern_reach reach)
{
    assert(length > 0 && length <= PATTERN_LETTERS_MAX);
    memset(pattern, 0, sizeof(*pattern));
    pattern->length = (uint8_t)length;
    pattern->reach = reach;
    pattern->accept = 1u << length;
    pattern->all = pattern->accept | (pattern->accept - 1);

    bool strict = reach == PATTERN_STRICT;

    pattern->allow[0] = pattern->all;
    pattern->allow[1] = length >= 3 && !strict ? pattern->all : 0;
    pattern->allow[2] = length >= 5 && !strict ? pattern->all : 0;
    for (size_t i = 0; i < length; i++)
        pattern->letters[(unsigned char)word[i]] |= 2u << i;
}

struct pattern_state pattern_start(const struct pattern *pattern)
{
    return (struct pattern_state){
        .reached = {1, 3 & pattern->allow[1], 7 & pattern->allow[2]},
    };
}

void pattern_step(const struct pattern *pattern, struct pattern_state *state, unsigned char letter,
                  size_t depth)
{
    uint32_t same = pattern->letters[letter];
    const uint32_t *was = state->reached;
    uint32_t none = (was[0] << 1) & same;
    uint32_t one = ((was[1] << 1) & same) | was[0] | (was[0] << 1) | (none << 1) |
                   (state->swapped[0] & (same << 1));

    one &= pattern->allow[1];

    uint32_t two = ((was[2] << 1) & same) | was[1] | (was[1] << 1) | (one << 1) |
                   (state->swapped[1] & (same << 1));

    two &= pattern->allow[2];
    state->swapped[0] = (was[0] << 2) & same & pattern->allow[1];
    state->swapped[1] = (was[1] << 2) & same & pattern->allow[2];
    state->reached[0] = none;
    state->reached[1] = one;
    state->reached[2] = two;
    if (none & pattern->accept)
        state->start_at = (uint8_t)depth;
    if (one & pattern->accept)
        state->near_at = (uint8_t)depth;
}

/* Starts with an error are taken only where somebody is still typing a word of some length. */
static bool may_be_near_start(const struct pattern *pattern)
{
    return pattern->reach == PATTERN_TYPING && pattern->length >= 4;
}

bool pattern_is_lost(const struct pattern *pattern, const struct pattern_state *state)
{
    if (state->reached[0] | state->reached[1] | state->reached[2])
        return false;
    if (state->start_at && pattern->reach >= PATTERN_OPEN)
        return false;
    return !(state->near_at && may_be_near_start(pattern));
}

static unsigned at_most(unsigned value, unsigned most)
{
    return value < most ? value : most;
}

static unsigned start_units(const struct pattern *pattern, unsigned left)
{
    if (pattern->reach == PATTERN_TYPING)
        return at_most(3 + 2 * left, 9);
    if (pattern->length <= 3)
        return at_most(2 + 2 * left, 9);
    return at_most(2 + 3 * left, 14);
}

static pattern_price price(unsigned errors, unsigned units)
{
    return (pattern_price)(errors << 6 | (units + 1));
}

pattern_price pattern_value(const struct pattern *pattern, const struct pattern_state *state,
                            size_t length)
{
    if (state->reached[0] & pattern->accept)
        return price(0, 0);

    unsigned best = 63;
    pattern_price value = 0;

    if (state->start_at && pattern->reach >= PATTERN_OPEN) {
        best = start_units(pattern, (unsigned)length - state->start_at);
        value = price(0, best);
    }
    if (state->reached[1] & pattern->accept && best > ONE_ERROR_UNITS) {
        best = ONE_ERROR_UNITS;
        value = price(1, best);
    }
    if (state->near_at && may_be_near_start(pattern) && best > 18) {
        best = at_most(13 + (unsigned)length - state->near_at, 18);
        value = price(1, best);
    }
    if (state->reached[2] & pattern->accept && best > TWO_ERRORS_UNITS)
        value = price(2, TWO_ERRORS_UNITS);
    return value;
}

pattern_price pattern_compare(const struct pattern *pattern, const char *text, size_t length)
{
    struct pattern_state state = pattern_start(pattern);

    for (size_t i = 0; i < length; i++) {
        if (pattern_is_lost(pattern, &state))
            return 0;
        pattern_step(pattern, &state, (unsigned char)text[i], i + 1);
    }
    return pattern_value(pattern, &state, length);
}
