/* What somebody typed, taken apart: names, a number, a tax code, a birth. */
#ifndef ENGINE_NAMES_QUERY_H
#define ENGINE_NAMES_QUERY_H

#include "engine/names/codes.h"
#include "engine/names/names.h"
#include "engine/names/profile.h"

struct query_word {
    char text[PATTERN_LETTERS_MAX + 1]; /* ended by NUL */
    size_t length;
    enum pattern_reach reach;
};

struct query {
    struct query_word words[NAMES_QUERY_WORDS];
    size_t word_count;
    struct number number;
    bool has_number;
    struct tax_span tax;
    bool has_tax;
    uint16_t birth_from; /* as profile_birth tells it; 0: not typed */
    uint16_t birth_to;
};

void query_read(const char *text, struct query *ret_query);

void query_forget_birth(struct query *query);

/* The names of a person about to be saved, whole. */
void query_of_profile(const struct profile *profile, struct query *ret_query);

/* Every letter typed as names, without the spaces; none when they are too many for two words. */
struct letters {
    char text[2 * PATTERN_LETTERS_MAX + 1];
    size_t length;
};

void query_letters(const struct query *query, struct letters *ret_letters);

/* A query of the two words before `cut` and from `gap` letters after it. */
void query_split(const struct letters *letters, size_t cut, size_t gap, enum pattern_reach reach,
                 struct query *ret_query);

#endif
