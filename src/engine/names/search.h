/*
 * One search under way: what its parts share. search.c goes from what was typed to the people by
 * their names, lookup.c by number or tax code; candidate.c judges each.
 */
#ifndef ENGINE_NAMES_SEARCH_H
#define ENGINE_NAMES_SEARCH_H

#include "engine/names/hits.h"
#include "engine/names/index.h"
#include "engine/names/match.h"

enum {
    MISSING_UNITS = 12,
    RESPACED_UNITS = 10,
    OTHER_BIRTH_UNITS = 4,
    NUMBER_START_UNITS = 2,
    NUMBER_END_UNITS = 3,
    TAX_LETTERS_UNITS = 9,
    RESPACED_LETTERS_MIN = 6,
    RESPACED_CUTS_MAX = 8,
    ERRORS_MAX = 2,
};

/* A typed word, or two read as one, and which words of the roll it may be. */
struct term {
    bool active; /* some word matches it, or some recent person's may */
    struct pattern pattern;
    struct matches matches;
    unsigned cheapest; /* units of its best match in the roll */
};

struct search {
    const struct names *index;
    struct arena *arena;
    struct query query;
    struct term *terms; /* TERMS_MAX */
    size_t missing;     /* the typed word that may be lacking; word_count: none */
    unsigned base_units;
    unsigned errors_max;
    struct hits hits;
};

/* One person under examination, from either part. */
struct candidate {
    int64_t id;
    uint16_t place;
    uint16_t birth;
    bool restricted;
    struct person_prices prices;
};

void candidate_of_slot(const struct search *search, uint32_t slot, struct candidate *ret_candidate);
void candidate_of_profile(const struct search *search, const struct profile *profile,
                          struct candidate *ret_candidate);

/* Offers a candidate to the hits if its names cover the typed ones. */
void consider_names(struct search *search, const struct candidate *candidate);

/* Somebody found by number or tax code: the names typed beside it must fit, if any. */
void consider_code(struct search *search, const struct candidate *candidate, unsigned units,
                   enum names_match match);

/* Everybody with this number, or with one that starts or ends like it unless `whole`. `kind`: 0 for
   a phone, or NUMBER_OF_TAX. */
void search_number(struct search *search, const struct number *number, uint64_t kind, bool whole);

/* Everybody whose tax code is within the span, at so many units. */
void search_tax(struct search *search, const struct tax_span *tax, unsigned units);

#endif
