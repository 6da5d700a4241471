#include "engine/names/names.h"

#include <stdlib.h>
#include <string.h>

#include "engine/names/index.h"

struct names_builder {
    struct roll roll;
    int64_t last_id;
};

enum status names_new(struct names **ret_index)
{
    struct names *index = calloc(1, sizeof(*index));

    if (!index)
        return ERR_UNAVAILABLE;

    enum status status = roll_finish(&index->roll);

    if (status != OK) {
        names_free(index);
        return status;
    }
    *ret_index = index;
    return OK;
}

static void forget_recent(struct names *index)
{
    for (size_t i = 0; i < index->recent_count; i++)
        free(index->recent[i]);
    index->recent_count = 0;
}

void names_free(struct names *index)
{
    if (!index)
        return;
    forget_recent(index);
    free(index->recent);
    roll_free(&index->roll);
    free(index);
}

enum status names_build_begin(struct names_builder **ret_builder)
{
    *ret_builder = calloc(1, sizeof(**ret_builder));
    return *ret_builder ? OK : ERR_UNAVAILABLE;
}

enum status names_build_add(struct names_builder *builder, const struct names_item *item)
{
    struct profile profile;

    if (builder->roll.people > 0 && item->id <= builder->last_id)
        return ERR_INVALID;
    profile_read(item, &profile);
    TRY(roll_add_profile(&builder->roll, &profile));
    builder->last_id = item->id;
    return OK;
}

enum status names_build_end(struct names_builder *builder, struct names **ret_index)
{
    struct names *index = calloc(1, sizeof(*index));
    enum status status = index ? roll_finish(&builder->roll) : ERR_UNAVAILABLE;

    if (status == OK) {
        index->roll = builder->roll;
        builder->roll = (struct roll){.people = 0};
        *ret_index = index;
    } else {
        free(index);
    }
    names_build_cancel(builder);
    return status;
}

void names_build_cancel(struct names_builder *builder)
{
    if (!builder)
        return;
    roll_free(&builder->roll);
    free(builder);
}

/* Where an id is among the recent ones, or where it would go. */
static size_t recent_index(const struct names *index, int64_t id)
{
    size_t low = 0;
    size_t high = index->recent_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (index->recent[middle]->id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool recent_has(const struct names *index, size_t at, int64_t id)
{
    return at < index->recent_count && index->recent[at]->id == id;
}

/* The merge of both parts into a new roll. */
struct merge {
    const struct names *index;
    struct roll roll;
    uint32_t *words; /* the new number + 1 of each old word, 0 until met */
    uint32_t *slots; /* the new slot + 1 of each old slot, 0 for who is gone */
};

static enum status merge_slot(struct merge *merge, uint32_t slot)
{
    const struct roll *old = &merge->index->roll;
    struct roll_person person;

    roll_read(old, slot, &person);
    for (size_t i = 0; i < person.word_count; i++) {
        uint32_t *number = &merge->words[person.words[i]];

        if (*number == 0) {
            size_t length;
            const char *text = lexicon_word(&old->lexicon, person.words[i], &length);

            TRY(lexicon_intern(&merge->roll.lexicon, text, length, number));
            ++*number;
        }
        person.words[i] = *number - 1;
    }
    merge->slots[slot] = merge->roll.people + 1;
    return roll_add_person(&merge->roll, &person);
}

/* Both parts are in ascending order of id, and an id alive in the roll is not among the recent. */
static enum status merge_people(struct merge *merge)
{
    const struct names *index = merge->index;
    size_t recent = 0;

    for (uint32_t slot = 0; slot < index->roll.people; slot++) {
        if (roll_is_gone(&index->roll, slot))
            continue;
        for (; recent < index->recent_count &&
               index->recent[recent]->id < roll_id(&index->roll, slot);
             recent++)
            TRY(roll_add_profile(&merge->roll, index->recent[recent]));
        TRY(merge_slot(merge, slot));
    }
    for (; recent < index->recent_count; recent++)
        TRY(roll_add_profile(&merge->roll, index->recent[recent]));
    return OK;
}

static enum status merge_codes(const struct merge *merge, const struct code_list *from,
                               struct code_list *to)
{
    const uint64_t *items = from->items.data;

    for (size_t i = 0; i < code_list_count(from); i++) {
        uint32_t slot = merge->slots[code_slot(items[i])];

        if (slot > 0)
            TRY(code_list_add(to, code_key(items[i]), slot - 1));
    }
    return OK;
}

static enum status merge_parts(struct merge *merge)
{
    const struct roll *old = &merge->index->roll;

    merge->words = calloc(old->lexicon.count + 1, sizeof(*merge->words));
    merge->slots = calloc(old->people + 1, sizeof(*merge->slots));
    if (!merge->words || !merge->slots)
        return ERR_UNAVAILABLE;
    TRY(merge_people(merge));
    TRY(merge_codes(merge, &old->heads, &merge->roll.heads));
    TRY(merge_codes(merge, &old->tails, &merge->roll.tails));
    TRY(merge_codes(merge, &old->taxes, &merge->roll.taxes));
    return roll_finish(&merge->roll);
}

static enum status merge_recent(struct names *index)
{
    struct merge merge = {.index = index};
    enum status status = merge_parts(&merge);

    free(merge.words);
    free(merge.slots);
    if (status != OK) {
        roll_free(&merge.roll);
        return status;
    }
    forget_recent(index);
    roll_free(&index->roll);
    index->roll = merge.roll;
    return OK;
}

static enum status recent_make_room(struct names *index)
{
    if (index->recent_count < index->recent_capacity)
        return OK;

    size_t capacity = index->recent_capacity ? index->recent_capacity * 2 : 16;
    struct profile **recent = realloc(index->recent, capacity * sizeof(struct profile *));

    if (!recent)
        return ERR_UNAVAILABLE;
    index->recent = recent;
    index->recent_capacity = capacity;
    return OK;
}

enum status names_put(struct names *index, const struct names_item *item)
{
    if (index->recent_count >= NAMES_RECENT_MAX)
        TRY(merge_recent(index));
    TRY(recent_make_room(index));

    struct profile *profile = malloc(sizeof(*profile));
    size_t at = recent_index(index, item->id);
    uint32_t slot;

    if (!profile)
        return ERR_UNAVAILABLE;
    profile_read(item, profile);
    if (recent_has(index, at, item->id)) {
        free(index->recent[at]);
    } else {
        memmove(&index->recent[at + 1], &index->recent[at],
                (index->recent_count - at) * sizeof(*index->recent));
        index->recent_count++;
    }
    index->recent[at] = profile;
    if (roll_find(&index->roll, item->id, &slot))
        roll_set_gone(&index->roll, slot);
    return OK;
}

enum status names_remove(struct names *index, int64_t id)
{
    size_t at = recent_index(index, id);
    uint32_t slot;

    if (recent_has(index, at, id)) {
        free(index->recent[at]);
        index->recent_count--;
        memmove(&index->recent[at], &index->recent[at + 1],
                (index->recent_count - at) * sizeof(*index->recent));
        return OK;
    }
    if (!roll_find(&index->roll, id, &slot) || roll_is_gone(&index->roll, slot))
        return ERR_NOT_FOUND;
    roll_set_gone(&index->roll, slot);
    return OK;
}

struct names_memory names_memory(const struct names *index)
{
    return (struct names_memory){
        .people = index->roll.people - index->roll.gone_count + index->recent_count,
        .names_bytes = roll_names_bytes(&index->roll) + sizeof(*index) +
                       index->recent_capacity * sizeof(*index->recent) +
                       index->recent_count * sizeof(**index->recent),
        .codes_bytes = roll_codes_bytes(&index->roll),
    };
}
