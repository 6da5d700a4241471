#include "engine/names/search.h"

/* Where a code is looked for, and how its hits are valued. */
struct code_search {
    const struct code_list *list;
    struct span span;
    unsigned part_units; /* when only a part of the code was typed */
    enum names_match match;
};

static void search_number_list(struct search *search, const struct code_search *code)
{
    size_t count;
    const uint64_t *items = code_list_find(code->list, code->span, &count);

    for (size_t i = 0; i < count; i++) {
        struct candidate candidate;

        if (roll_is_gone(&search->index->roll, code_slot(items[i])))
            continue;
        candidate_of_slot(search, code_slot(items[i]), &candidate);
        consider_code(search, &candidate,
                      code_key(items[i]) == code->span.low ? 0 : code->part_units, code->match);
    }
}

static void search_recent_numbers(struct search *search, bool from_end, struct span span,
                                  unsigned part_units)
{
    for (size_t i = 0; i < search->index->recent_count; i++) {
        const struct profile *profile = search->index->recent[i];
        const uint64_t *keys = from_end ? profile->tails : profile->heads;

        for (size_t j = 0; j < profile->number_count; j++) {
            struct candidate candidate;

            if (keys[j] < span.low || keys[j] > span.high)
                continue;
            candidate_of_profile(search, profile, &candidate);
            consider_code(search, &candidate, keys[j] == span.low ? 0 : part_units, NAMES_PHONE);
        }
    }
}

void search_number(struct search *search, const struct number *number, uint64_t kind, bool whole)
{
    const struct roll *roll = &search->index->roll;

    for (int from_end = 0; from_end <= 1; from_end++) {
        struct code_search code = {
            .list = from_end ? &roll->tails : &roll->heads,
            .span = number_span(number->digits, number->count, from_end),
            .part_units = from_end ? NUMBER_END_UNITS : NUMBER_START_UNITS,
            .match = NAMES_PHONE,
        };

        code.span.low += kind;
        code.span.high = whole ? code.span.low : code.span.high + kind;
        search_number_list(search, &code);
        search_recent_numbers(search, from_end, code.span, code.part_units);
    }
}

static bool in_span(struct span span, uint64_t key)
{
    return key >= span.low && key <= span.high;
}

void search_tax(struct search *search, const struct tax_span *tax, unsigned units)
{
    const struct names *index = search->index;
    size_t count;
    const uint64_t *items = code_list_find(&index->roll.taxes, tax->head, &count);
    struct candidate candidate;

    for (size_t i = 0; i < count; i++) {
        uint32_t slot = code_slot(items[i]);

        if (roll_is_gone(&index->roll, slot) ||
            !in_span(tax->tail, pool_read3(&index->roll.tax_tails, slot)))
            continue;
        candidate_of_slot(search, slot, &candidate);
        consider_code(search, &candidate, units, NAMES_TAX_CODE);
    }
    for (size_t i = 0; i < index->recent_count; i++) {
        const struct profile *profile = index->recent[i];

        if (profile->tax_tail == 0 || !in_span(tax->head, profile->tax_head) ||
            !in_span(tax->tail, profile->tax_tail))
            continue;
        candidate_of_profile(search, profile, &candidate);
        consider_code(search, &candidate, units, NAMES_TAX_CODE);
    }
}
