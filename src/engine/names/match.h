/*
 * How well a person's words cover the typed ones. Each typed word has a term; so has each pair of
 * neighbours read as one word. A person's word is used once, and a joined word uses its parts.
 */
#ifndef ENGINE_NAMES_MATCH_H
#define ENGINE_NAMES_MATCH_H

#include "engine/names/query.h"

enum { PAIR_TERMS = NAMES_QUERY_WORDS, TERMS_MAX = 2 * NAMES_QUERY_WORDS - 1 };

/* The prices of a person's words for each term; term PAIR_TERMS + i is the words i and i + 1. */
struct person_prices {
    size_t word_count;
    uint8_t kinds[PROFILE_WORDS_MAX];
    pattern_price prices[TERMS_MAX][PROFILE_WORDS_MAX];
};

struct coverage {
    unsigned units;
    unsigned errors;
    bool has_starts;
};

/* The cheapest way to cover `typed` words but `missing` (an index, or `typed` for none); false when
 * there is none with so few errors. */
bool match_cover(const struct person_prices *person, size_t typed, size_t missing,
                 unsigned errors_max, struct coverage *ret_coverage);

#endif
