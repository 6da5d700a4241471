#include "engine/names/search.h"

#include <string.h>

static unsigned birth_units(const struct query *query, uint16_t birth)
{
    bool other =
        query->birth_from && birth && (birth < query->birth_from || birth > query->birth_to);

    return other ? OTHER_BIRTH_UNITS : 0;
}

static enum names_match match_class(const struct search *search, const struct coverage *coverage)
{
    if (coverage->errors > 0 || search->base_units > 0)
        return NAMES_SIMILAR;
    return coverage->has_starts ? NAMES_START : NAMES_EXACT;
}

static void offer(struct search *search, const struct candidate *candidate, unsigned units,
                  enum names_match match)
{
    units += birth_units(&search->query, candidate->birth);
    hits_offer(&search->hits, (struct names_hit){candidate->id, (uint16_t)units, match},
               candidate->place, candidate->restricted);
}

void consider_names(struct search *search, const struct candidate *candidate)
{
    struct coverage coverage;

    if (match_cover(&candidate->prices, search->query.word_count, search->missing,
                    search->errors_max, &coverage)) {
        offer(search, candidate, search->base_units + coverage.units,
              match_class(search, &coverage));
    }
}

void consider_code(struct search *search, const struct candidate *candidate, unsigned units,
                   enum names_match match)
{
    struct coverage coverage = {.units = 0};

    if (search->query.word_count > 0 &&
        !match_cover(&candidate->prices, search->query.word_count, search->missing,
                     search->errors_max, &coverage))
        return;
    offer(search, candidate, units + coverage.units, match);
}

void candidate_of_slot(const struct search *search, uint32_t slot, struct candidate *ret_candidate)
{
    struct roll_person person;

    roll_read(&search->index->roll, slot, &person);
    ret_candidate->id = person.id;
    ret_candidate->place = person.place;
    ret_candidate->birth = person.birth;
    ret_candidate->restricted = person.restricted;
    ret_candidate->prices.word_count = person.word_count;
    memcpy(ret_candidate->prices.kinds, person.kinds, sizeof(person.kinds));
    for (size_t t = 0; t < TERMS_MAX; t++) {
        const pattern_price *prices = search->terms[t].matches.prices;

        for (size_t i = 0; i < person.word_count; i++) {
            ret_candidate->prices.prices[t][i] =
                search->terms[t].active ? prices[person.words[i]] : 0;
        }
    }
}

void candidate_of_profile(const struct search *search, const struct profile *profile,
                          struct candidate *ret_candidate)
{
    *ret_candidate = (struct candidate){
        .id = profile->id,
        .place = profile->place,
        .birth = profile->birth,
        .restricted = profile->restricted,
        .prices.word_count = profile->word_count,
    };
    for (size_t i = 0; i < profile->word_count; i++) {
        const struct profile_word *word = &profile->words[i];

        ret_candidate->prices.kinds[i] = (uint8_t)word->kind;
        for (size_t t = 0; t < TERMS_MAX; t++) {
            if (search->terms[t].active) {
                ret_candidate->prices.prices[t][i] =
                    pattern_compare(&search->terms[t].pattern, word->text, word->length);
            }
        }
    }
}
