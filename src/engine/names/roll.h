/*
 * The main part of the index: people in ascending order of id, packed, unchanging but for the mark
 * of who is gone. A person's place in it is the slot. Every word has its postings, the slots of the
 * people who bear it, as differences in variable-length bytes.
 */
#ifndef ENGINE_NAMES_ROLL_H
#define ENGINE_NAMES_ROLL_H

#include "engine/names/codes.h"
#include "engine/names/lexicon.h"
#include "engine/names/profile.h"

enum { ROLL_BLOCK = 32 };

/* Ids and words of ROLL_BLOCK people. An id is first_id + index + its stored gap. */
struct roll_block {
    int64_t first_id;
    uint32_t words_at;
    uint32_t gaps_at : 28;
    uint32_t gap_bytes : 4; /* 0 when the ids have no gaps, as usual */
};

struct roll {
    uint32_t people;
    uint32_t gone_count;
    struct pool blocks;       /* struct roll_block */
    struct pool gaps;         /* bytes */
    struct pool word_offsets; /* uint8_t: first word, counted from the block's */
    struct pool words;        /* 3 bytes: the kind in the high 2 bits, the word's number below */
    struct pool places;       /* uint16_t */
    struct pool births;       /* uint16_t */
    struct pool marks;        /* 2 bits a person: restricted, gone */
    struct pool tax_tails;    /* 3 bytes */
    struct lexicon lexicon;
    struct pool postings_at; /* uint32_t, one more than words */
    struct pool postings;
    struct code_list heads;
    struct code_list tails;
    struct code_list taxes;
    int64_t filling_ids[ROLL_BLOCK]; /* of the last block, until it is full */
};

/* A person out of the roll. */
struct roll_person {
    int64_t id;
    uint16_t place;
    uint16_t birth;
    bool restricted;
    uint32_t tax_tail;
    uint8_t word_count;
    uint8_t kinds[PROFILE_WORDS_MAX];
    uint32_t words[PROFILE_WORDS_MAX];
};

/* Filling, in ascending order of id; the roll can be read after roll_finish only. */
MUST_USE enum status roll_add_profile(struct roll *roll, const struct profile *profile);
MUST_USE enum status roll_add_person(struct roll *roll, const struct roll_person *person);
MUST_USE enum status roll_finish(struct roll *roll);
void roll_free(struct roll *roll);

int64_t roll_id(const struct roll *roll, uint32_t slot);
void roll_read(const struct roll *roll, uint32_t slot, struct roll_person *ret_person);

/* The slot of an id, gone or not; false when it was never there. */
bool roll_find(const struct roll *roll, int64_t id, uint32_t *ret_slot);
bool roll_is_gone(const struct roll *roll, uint32_t slot);
void roll_set_gone(struct roll *roll, uint32_t slot);

/* The words of a slot, as stored, without the rest. */
static inline uint32_t roll_words(const struct roll *roll, uint32_t slot, uint32_t *ret_first)
{
    const struct roll_block *block =
        (const struct roll_block *)roll->blocks.data + slot / ROLL_BLOCK;
    const uint8_t *offsets = roll->word_offsets.data;
    uint32_t end = (uint32_t)(roll->words.used / 3);

    *ret_first = block->words_at + offsets[slot];
    if (slot + 1 < roll->people)
        end =
            (slot + 1) % ROLL_BLOCK == 0 ? block[1].words_at : block->words_at + offsets[slot + 1];
    return end - *ret_first;
}

enum { ROLL_WORD_BITS = 22, ROLL_WORD_MASK = (1 << ROLL_WORD_BITS) - 1 };

/* A walk over the people who bear a word. */
struct postings {
    const uint8_t *at;
    const uint8_t *end;
    uint32_t next; /* slot + 1 of the last one given */
};

/* How many bytes a word's postings take: a good guess at how many people bear it. */
uint32_t roll_postings_bytes(const struct roll *roll, uint32_t word);
struct postings roll_postings(const struct roll *roll, uint32_t word);

static inline bool postings_next(struct postings *postings, uint32_t *ret_slot)
{
    uint32_t step = 0;
    unsigned shift = 0;

    if (postings->at == postings->end)
        return false;
    for (; *postings->at & 0x80; shift += 7)
        step |= (uint32_t)(*postings->at++ & 0x7F) << shift;
    step |= (uint32_t)*postings->at++ << shift;
    postings->next += step;
    *ret_slot = postings->next - 1;
    return true;
}

size_t roll_names_bytes(const struct roll *roll);
size_t roll_codes_bytes(const struct roll *roll);

#endif
