#include "engine/names/roll.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { MARK_RESTRICTED = 1, MARK_GONE = 2, MARKS_A_BYTE = 4 };

static void free_numbers(uint32_t **numbers)
{
    free(*numbers);
}

static unsigned marks_of(const struct roll *roll, uint32_t slot)
{
    const uint8_t *marks = roll->marks.data;

    return marks[slot / MARKS_A_BYTE] >> (slot % MARKS_A_BYTE * 2);
}

static void mark(struct roll *roll, uint32_t slot, unsigned bits)
{
    uint8_t *marks = roll->marks.data;

    marks[slot / MARKS_A_BYTE] |= (uint8_t)(bits << (slot % MARKS_A_BYTE * 2));
}

bool roll_is_gone(const struct roll *roll, uint32_t slot)
{
    return marks_of(roll, slot) & MARK_GONE;
}

void roll_set_gone(struct roll *roll, uint32_t slot)
{
    roll->gone_count += !roll_is_gone(roll, slot);
    mark(roll, slot, MARK_GONE);
}

static uint8_t bytes_for(uint64_t gap)
{
    return gap == 0 ? 0 : gap < 0x100 ? 1 : gap < 0x10000 ? 2 : gap < 0x100000000 ? 4 : 8;
}

/* How far an id lies beyond what consecutive ids would give; unsigned, as any two may be apart. */
static uint64_t id_gap(const int64_t *ids, uint32_t index)
{
    return (uint64_t)ids[index] - (uint64_t)ids[0] - index;
}

/* Packs the ids of the last block; gaps grow along it, so the last one says the width. */
static enum status close_block(struct roll *roll)
{
    if (roll->people == 0)
        return OK;

    struct roll_block *block =
        (struct roll_block *)roll->blocks.data + (roll->people - 1) / ROLL_BLOCK;
    uint32_t count = (roll->people - 1) % ROLL_BLOCK + 1;
    uint8_t width = bytes_for(id_gap(roll->filling_ids, count - 1));

    TRY(pool_reserve(&roll->gaps, (size_t)ROLL_BLOCK * width));
    block->gaps_at = (uint32_t)roll->gaps.used & 0xFFFFFFF;
    block->gap_bytes = width & 0xF;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t gap = id_gap(roll->filling_ids, i);

        TRY(pool_add(&roll->gaps, &gap, width)); /* little endian: the low bytes come first */
    }
    return OK;
}

static enum status open_block(struct roll *roll, int64_t id)
{
    struct roll_block block = {
        .first_id = id,
        .words_at = (uint32_t)(roll->words.used / 3),
    };

    TRY(pool_reserve(&roll->blocks, sizeof(block)));
    TRY(close_block(roll));
    return pool_add(&roll->blocks, &block, sizeof(block));
}

/* Room for one more person in every array, so that adding it cannot stop half way. */
static enum status reserve_person(struct roll *roll)
{
    TRY(pool_reserve(&roll->word_offsets, 1));
    TRY(pool_reserve(&roll->words, (size_t)PROFILE_WORDS_MAX * 3));
    TRY(pool_reserve(&roll->places, sizeof(uint16_t)));
    TRY(pool_reserve(&roll->births, sizeof(uint16_t)));
    TRY(pool_reserve(&roll->marks, 1));
    TRY(pool_reserve(&roll->tax_tails, 3));
    TRY(pool_reserve(&roll->heads.items, PROFILE_NUMBERS_MAX * sizeof(uint64_t)));
    TRY(pool_reserve(&roll->tails.items, PROFILE_NUMBERS_MAX * sizeof(uint64_t)));
    return pool_reserve(&roll->taxes.items, sizeof(uint64_t));
}

enum status roll_add_person(struct roll *roll, const struct roll_person *person)
{
    uint32_t slot = roll->people;

    if (slot == NAMES_PEOPLE_MAX)
        return ERR_TOO_LARGE;
    TRY(reserve_person(roll));
    if (slot % ROLL_BLOCK == 0)
        TRY(open_block(roll, person->id));

    const struct roll_block *block = (struct roll_block *)roll->blocks.data + slot / ROLL_BLOCK;
    size_t first = roll->words.used / 3;
    uint8_t offset = (uint8_t)(first - block->words_at);

    for (size_t i = 0; i < person->word_count; i++) {
        pool_write3(&roll->words, first + i,
                    (uint32_t)person->kinds[i] << ROLL_WORD_BITS | person->words[i]);
    }
    roll->words.used += person->word_count * 3u;
    pool_write3(&roll->tax_tails, slot, person->tax_tail);
    roll->tax_tails.used += 3;
    TRY(pool_add(&roll->word_offsets, &offset, 1));
    TRY(pool_add(&roll->places, &person->place, sizeof(person->place)));
    TRY(pool_add(&roll->births, &person->birth, sizeof(person->birth)));
    if (slot % MARKS_A_BYTE == 0)
        TRY(pool_add(&roll->marks, &(uint8_t){0}, 1));
    if (person->restricted)
        mark(roll, slot, MARK_RESTRICTED);
    roll->filling_ids[slot % ROLL_BLOCK] = person->id;
    roll->people++;
    return OK;
}

enum status roll_add_profile(struct roll *roll, const struct profile *profile)
{
    uint32_t slot = roll->people;
    struct roll_person person = {
        .id = profile->id,
        .place = profile->place,
        .birth = profile->birth,
        .restricted = profile->restricted,
        .tax_tail = profile->tax_tail,
        .word_count = profile->word_count,
    };

    for (size_t i = 0; i < profile->word_count; i++) {
        const struct profile_word *word = &profile->words[i];

        person.kinds[i] = (uint8_t)word->kind;
        TRY(lexicon_intern(&roll->lexicon, word->text, word->length, &person.words[i]));
    }
    TRY(roll_add_person(roll, &person));
    for (size_t i = 0; i < profile->number_count; i++) {
        TRY(code_list_add(&roll->heads, profile->heads[i], slot));
        TRY(code_list_add(&roll->tails, profile->tails[i], slot));
    }
    if (profile->tax_tail)
        TRY(code_list_add(&roll->taxes, profile->tax_head, slot));
    return OK;
}

static void renumber_words(struct roll *roll, const uint32_t *numbers)
{
    for (size_t i = 0; i < roll->words.used / 3; i++) {
        uint32_t word = pool_read3(&roll->words, i);
        uint32_t kind = word & ~(uint32_t)ROLL_WORD_MASK;

        pool_write3(&roll->words, i, kind | numbers[word & ROLL_WORD_MASK]);
    }
}

static uint32_t step_bytes(uint32_t step)
{
    return step < 1u << 7 ? 1 : step < 1u << 14 ? 2 : step < 1u << 21 ? 3 : step < 1u << 28 ? 4 : 5;
}

static void write_step(uint8_t *to, uint32_t step)
{
    for (; step >= 0x80; step >>= 7)
        *to++ = (uint8_t)(step | 0x80);
    *to = (uint8_t)step;
}

/*
 * One walk over everybody's words: measures the postings when `to` is NULL, else writes them.
 * `ends` is where each word's postings end so far; `last` the slot + 1 last added to them.
 */
static void walk_postings(const struct roll *roll, uint32_t *last, uint32_t *ends, uint8_t *to)
{
    for (uint32_t slot = 0; slot < roll->people; slot++) {
        uint32_t first;
        uint32_t count = roll_words(roll, slot, &first);

        for (uint32_t i = first; i < first + count; i++) {
            uint32_t word = pool_read3(&roll->words, i) & ROLL_WORD_MASK;
            uint32_t step = slot + 1 - last[word];

            if (step == 0)
                continue;
            if (to)
                write_step(to + ends[word], step);
            ends[word] += step_bytes(step);
            last[word] = slot + 1;
        }
    }
}

/* Measures, lays out, writes. While writing, at[word + 1] moves from a word's start to its end.
   `last` has room for a number a word, all 0. */
static enum status lay_postings(struct roll *roll, uint32_t *last)
{
    uint32_t words = roll->lexicon.count;
    size_t at_bytes = (words + 2) * sizeof(uint32_t);

    TRY(pool_reserve(&roll->postings_at, at_bytes));

    uint32_t *at = roll->postings_at.data;
    uint32_t total = 0;

    memset(at, 0, at_bytes);
    walk_postings(roll, last, at + 1, NULL);
    for (uint32_t word = 0; word < words; word++) {
        uint32_t bytes = at[word + 1];

        at[word + 1] = total;
        total += bytes;
    }
    TRY(pool_reserve(&roll->postings, total));
    memset(last, 0, words * sizeof(*last));
    walk_postings(roll, last, at + 1, roll->postings.data);
    roll->postings_at.used = (words + 1) * sizeof(*at);
    roll->postings.used = total;
    return OK;
}

static enum status build_postings(struct roll *roll)
{
    uint32_t *last = calloc((size_t)roll->lexicon.count + 1, sizeof(*last));

    if (!last)
        return ERR_UNAVAILABLE;

    enum status status = lay_postings(roll, last);

    free(last);
    return status;
}

enum { POOLS = 10 };

static void list_pools(struct roll *roll, struct pool *pools[POOLS])
{
    struct pool *all[POOLS] = {
        &roll->blocks, &roll->gaps,  &roll->word_offsets, &roll->words,       &roll->places,
        &roll->births, &roll->marks, &roll->tax_tails,    &roll->postings_at, &roll->postings,
    };

    memcpy(pools, all, sizeof(all));
}

enum status roll_finish(struct roll *roll)
{
    uint32_t *numbers CLEANUP(free_numbers) = NULL;
    struct pool *pools[POOLS];

    TRY(close_block(roll));
    TRY(lexicon_sort(&roll->lexicon, &numbers));
    renumber_words(roll, numbers);
    TRY(build_postings(roll));
    TRY(code_list_sort(&roll->heads));
    TRY(code_list_sort(&roll->tails));
    TRY(code_list_sort(&roll->taxes));
    list_pools(roll, pools);
    for (size_t i = 0; i < POOLS; i++)
        pool_trim(pools[i]);
    pool_trim(&roll->heads.items);
    pool_trim(&roll->tails.items);
    pool_trim(&roll->taxes.items);
    return OK;
}

void roll_free(struct roll *roll)
{
    struct pool *pools[POOLS];

    list_pools(roll, pools);
    for (size_t i = 0; i < POOLS; i++)
        pool_free(pools[i]);
    pool_free(&roll->heads.items);
    pool_free(&roll->tails.items);
    pool_free(&roll->taxes.items);
    lexicon_free(&roll->lexicon);
    *roll = (struct roll){.people = 0};
}

int64_t roll_id(const struct roll *roll, uint32_t slot)
{
    const struct roll_block *block =
        (const struct roll_block *)roll->blocks.data + slot / ROLL_BLOCK;
    uint32_t index = slot % ROLL_BLOCK;
    uint64_t gap = 0;

    if (block->gap_bytes > 0) {
        memcpy(&gap, (const char *)roll->gaps.data + block->gaps_at + index * block->gap_bytes,
               block->gap_bytes);
    }
    return (int64_t)((uint64_t)block->first_id + index + gap);
}

void roll_read(const struct roll *roll, uint32_t slot, struct roll_person *ret_person)
{
    uint32_t first;
    uint32_t count = roll_words(roll, slot, &first);

    *ret_person = (struct roll_person){
        .id = roll_id(roll, slot),
        .place = ((const uint16_t *)roll->places.data)[slot],
        .birth = ((const uint16_t *)roll->births.data)[slot],
        .restricted = marks_of(roll, slot) & MARK_RESTRICTED,
        .tax_tail = pool_read3(&roll->tax_tails, slot),
        .word_count = (uint8_t)count,
    };
    for (uint32_t i = 0; i < count; i++) {
        uint32_t word = pool_read3(&roll->words, first + i);

        ret_person->kinds[i] = (uint8_t)(word >> ROLL_WORD_BITS);
        ret_person->words[i] = word & ROLL_WORD_MASK;
    }
}

bool roll_find(const struct roll *roll, int64_t id, uint32_t *ret_slot)
{
    uint32_t low = 0;
    uint32_t high = roll->people;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int64_t found = roll_id(roll, middle);

        if (found == id) {
            *ret_slot = middle;
            return true;
        }
        if (found < id)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

uint32_t roll_postings_bytes(const struct roll *roll, uint32_t word)
{
    const uint32_t *at = roll->postings_at.data;

    return at[word + 1] - at[word];
}

struct postings roll_postings(const struct roll *roll, uint32_t word)
{
    const uint32_t *at = roll->postings_at.data;
    const uint8_t *bytes = roll->postings.data;

    return (struct postings){bytes + at[word], bytes + at[word + 1], 0};
}

size_t roll_names_bytes(const struct roll *roll)
{
    return roll->blocks.capacity + roll->gaps.capacity + roll->word_offsets.capacity +
           roll->words.capacity + roll->places.capacity + roll->births.capacity +
           roll->marks.capacity + roll->postings_at.capacity + roll->postings.capacity +
           lexicon_bytes(&roll->lexicon);
}

size_t roll_codes_bytes(const struct roll *roll)
{
    return roll->heads.items.capacity + roll->tails.items.capacity + roll->taxes.items.capacity +
           roll->tax_tails.capacity;
}
