/*
 * A typed word as a bit-parallel automaton: which of its letters may have been read, with none,
 * one or two errors, advances by one letter of a candidate in a few instructions (Wu and Manber
 * 1992, with the swap of two neighbours added). A state is small and copied by value, so that
 * candidates in alphabetical order start from the state of their common beginning.
 */
#ifndef ENGINE_NAMES_PATTERN_H
#define ENGINE_NAMES_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PATTERN_LETTERS_MAX = 31 };

/* How a word may be met. */
enum pattern_reach {
    PATTERN_STRICT, /* whole and without errors */
    PATTERN_WHOLE,  /* whole, with errors */
    PATTERN_OPEN,   /* also as the start of a longer word */
    PATTERN_TYPING, /* the same, and the typing has not ended */
};

struct pattern {
    uint32_t letters[256]; /* bit i + 1 of letters[c]: the word's letter i is c */
    uint32_t all;          /* the bits in use */
    uint32_t accept;       /* the bit of the whole word */
    uint32_t allow[3];     /* all ones when so many errors are allowed */
    uint8_t length;
    enum pattern_reach reach;
};

struct pattern_state {
    uint32_t reached[3]; /* bit i: i letters of the word read, with so many errors */
    uint32_t swapped[2]; /* bit i: letter i was read before letter i - 1, which must follow */
    uint8_t start_at;    /* letters read when the word ended without errors; 0: did not */
    uint8_t near_at;     /* the same with one error, the latest */
};

/*
 * What a match costs, in one byte: 0 no match; else the errors (0-2) in the two high bits and the
 * units of names.h plus one in the others.
 */
typedef uint8_t pattern_price;

static inline unsigned price_errors(pattern_price price)
{
    return price >> 6;
}

static inline unsigned price_units(pattern_price price)
{
    return (price & 63u) - 1;
}

/* `length` in bytes, from 1 to PATTERN_LETTERS_MAX. */
void pattern_init(struct pattern *pattern, const char *word, size_t length,
                  enum pattern_reach reach);
struct pattern_state pattern_start(const struct pattern *pattern);

/* Reads the next letter; `depth` counts it. */
void pattern_step(const struct pattern *pattern, struct pattern_state *state, unsigned char letter,
                  size_t depth);

/* Whether no further letter can bring a match. */
bool pattern_is_lost(const struct pattern *pattern, const struct pattern_state *state);

/* The price of a candidate of `length` letters, all read unless the pattern was lost before. */
pattern_price pattern_value(const struct pattern *pattern, const struct pattern_state *state,
                            size_t length);

/* All of the above on one candidate. */
pattern_price pattern_compare(const struct pattern *pattern, const char *text, size_t length);

#endif
