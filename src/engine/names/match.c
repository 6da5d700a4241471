#include "engine/names/match.h"

enum { PAIR_UNITS = 1, STEPS_MAX = 400 };

struct cover_search {
    const struct person_prices *person;
    uint8_t uses[PROFILE_WORDS_MAX]; /* the words that are spent together with each */
    uint8_t plain;                   /* the words that are not joined ones */
    size_t typed;
    size_t missing;
    unsigned errors_max;
    unsigned steps; /* repeated words have many ways to be covered: look at so many */
    struct coverage best;
};

static void fill_uses(struct cover_search *search)
{
    const struct person_prices *person = search->person;

    for (size_t i = 0; i < person->word_count; i++) {
        bool is_plain = person->kinds[i] <= WORD_NAME;
        unsigned joined_kind = is_plain ? person->kinds[i] + 2u : person->kinds[i];

        search->plain |= (uint8_t)(is_plain << i);
        for (size_t j = 0; j < person->word_count; j++) {
            bool same_field =
                person->kinds[j] == joined_kind || person->kinds[j] + 2u == joined_kind;
            bool spent = j == i || (same_field && !(is_plain && person->kinds[j] <= WORD_NAME));

            search->uses[i] |= (uint8_t)(spent << j);
        }
    }
}

static void cover_from(struct cover_search *search, size_t at, unsigned used, struct coverage sum);

/* Tries every free word of the person for one term, and goes on after it. */
/* NOLINTNEXTLINE(misc-no-recursion): see cover_from */
static void cover_term(struct cover_search *search, size_t term, size_t next, unsigned used,
                       struct coverage sum)
{
    const struct person_prices *person = search->person;

    for (size_t i = 0; i < person->word_count; i++) {
        pattern_price price = person->prices[term][i];

        if (price == 0 || used & 1u << i)
            continue;

        struct coverage with = {
            .units = sum.units + price_units(price) + (term >= PAIR_TERMS ? PAIR_UNITS : 0),
            .errors = sum.errors + price_errors(price),
            .has_starts = sum.has_starts || (price_errors(price) == 0 && price_units(price) > 0),
        };

        cover_from(search, next, used | search->uses[i], with);
    }
}

/* The depth is bounded by the typed words, the work by STEPS_MAX.
   NOLINTNEXTLINE(misc-no-recursion) */
static void cover_from(struct cover_search *search, size_t at, unsigned used, struct coverage sum)
{
    if (sum.units >= search->best.units || sum.errors > search->errors_max)
        return;
    if (search->steps++ > STEPS_MAX)
        return;
    if (at == search->typed) {
        sum.units += (unsigned)__builtin_popcount(search->plain & ~used);
        if (sum.units < search->best.units)
            search->best = sum;
        return;
    }
    if (at == search->missing) {
        cover_from(search, at + 1, used, sum);
        return;
    }
    cover_term(search, at, at + 1, used, sum);
    if (at + 1 < search->typed && at + 1 != search->missing)
        cover_term(search, PAIR_TERMS + at, at + 2, used, sum);
}

bool match_cover(const struct person_prices *person, size_t typed, size_t missing,
                 unsigned errors_max, struct coverage *ret_coverage)
{
    struct cover_search search = {
        .person = person,
        .typed = typed,
        .missing = missing,
        .errors_max = errors_max,
        .best = {.units = UINT16_MAX},
    };

    fill_uses(&search);
    cover_from(&search, 0, 0, (struct coverage){.units = 0});
    if (search.best.units == UINT16_MAX)
        return false;
    *ret_coverage = search.best;
    return true;
}
