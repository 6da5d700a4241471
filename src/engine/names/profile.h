/* A person as the index keeps it: folded words and keys, nothing of the original text. */
#ifndef ENGINE_NAMES_PROFILE_H
#define ENGINE_NAMES_PROFILE_H

#include "engine/names/codes.h"
#include "engine/names/names.h"
#include "engine/names/pattern.h"

enum {
    FIELD_WORDS_MAX = 3,
    PROFILE_WORDS_MAX = 2 * (FIELD_WORDS_MAX + 1),
    PROFILE_NUMBERS_MAX = 6,
};

/* A field of more than one word also has all of them joined, as people often type them. */
enum word_kind { WORD_SURNAME, WORD_NAME, WORD_SURNAME_JOINED, WORD_NAME_JOINED };

struct profile_word {
    char text[PATTERN_LETTERS_MAX];
    uint8_t length;
    enum word_kind kind;
};

struct profile {
    int64_t id;
    uint16_t place;
    uint16_t birth; /* see profile_birth */
    bool restricted;
    uint8_t word_count;
    uint8_t number_count;
    struct profile_word words[PROFILE_WORDS_MAX];
    uint64_t heads[PROFILE_NUMBERS_MAX];
    uint64_t tails[PROFILE_NUMBERS_MAX];
    uint64_t tax_head;
    uint32_t tax_tail; /* 0: no tax code */
};

void profile_read(const struct names_item *item, struct profile *ret_profile);

/* Days since 31 December 1899, 0 when unknown or out of range. */
uint16_t profile_birth(struct date birth);

#endif
