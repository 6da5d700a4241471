#include "engine/names/search.h"

#include <string.h>

static void term_fill(struct search *search, struct term *term, const char *text, size_t length,
                      enum pattern_reach reach)
{
    pattern_init(&term->pattern, text, length, reach);
    lexicon_scan(&search->index->roll.lexicon, &term->pattern, search->arena, &term->matches);
    term->active = term->matches.count > 0 || search->index->recent_count > 0;
    term->cheapest = UINT8_MAX;
    for (size_t i = 0; i < term->matches.count; i++) {
        unsigned units = price_units(term->matches.prices[term->matches.words[i]]);

        if (units < term->cheapest)
            term->cheapest = units;
    }
}

static void fill_terms(struct search *search)
{
    const struct query *query = &search->query;

    search->terms = arena_array(search->arena, struct term, TERMS_MAX);
    for (size_t i = 0; i < query->word_count; i++) {
        const struct query_word *word = &query->words[i];

        term_fill(search, &search->terms[i], word->text, word->length, word->reach);
    }
    for (size_t i = 0; i + 1 < query->word_count; i++) {
        const struct query_word *next = &query->words[i + 1];
        char pair[2 * PATTERN_LETTERS_MAX + 2];
        size_t length = query->words[i].length;

        if (length + next->length > PATTERN_LETTERS_MAX || next->reach == PATTERN_STRICT)
            continue;
        memcpy(pair, query->words[i].text, length);
        memcpy(pair + length, next->text, next->length);
        term_fill(search, &search->terms[PAIR_TERMS + i], pair, length + next->length, next->reach);
    }
    search->missing = query->word_count;
}

/* Whether a slot's words can cover each typed word at all: quick, and no for nearly everybody. */
static bool may_cover(const struct search *search, uint32_t slot)
{
    const struct roll *roll = &search->index->roll;
    uint32_t first;
    uint32_t count = roll_words(roll, slot, &first);
    uint32_t words[PROFILE_WORDS_MAX];
    bool pair_before = false;

    for (uint32_t i = 0; i < count; i++)
        words[i] = pool_read3(&roll->words, first + i) & ROLL_WORD_MASK;
    for (size_t t = 0; t < search->query.word_count; t++) {
        const pattern_price *alone = search->terms[t].matches.prices;
        const struct term *pair = &search->terms[PAIR_TERMS + t];
        bool pair_after = false;
        unsigned found = 0;

        for (uint32_t i = 0; i < count; i++)
            found |= alone[words[i]];
        if (t + 1 < search->query.word_count && pair->matches.count > 0) {
            for (uint32_t i = 0; i < count; i++)
                pair_after = pair_after || pair->matches.prices[words[i]];
        }
        if (!found && !pair_before && !pair_after && t != search->missing)
            return false;
        pair_before = pair_after;
    }
    return true;
}

/* A word of the roll by which people are looked up, and the least units they can have. */
struct lead {
    uint32_t word;
    unsigned units;
};

struct leads {
    struct lead *items; /* cheapest first */
    size_t count;
};

/* The terms that cover typed word `at`: itself, and the pairs with its neighbours. */
static size_t covering_terms(const struct search *search, size_t at,
                             const struct term *ret_terms[3])
{
    size_t count = 0;

    ret_terms[count++] = &search->terms[at];
    if (at > 0 && search->missing != at - 1)
        ret_terms[count++] = &search->terms[PAIR_TERMS + at - 1];
    if (at + 1 < search->query.word_count && search->missing != at + 1)
        ret_terms[count++] = &search->terms[PAIR_TERMS + at];
    return count;
}

/* How many bytes of postings must be read to try everybody who may cover typed word `at`. */
static size_t lead_cost(const struct search *search, size_t at)
{
    const struct term *terms[3];
    size_t term_count = covering_terms(search, at, terms);
    size_t cost = 0;

    for (size_t t = 0; t < term_count; t++) {
        for (size_t i = 0; i < terms[t]->matches.count; i++)
            cost += roll_postings_bytes(&search->index->roll, terms[t]->matches.words[i]);
    }
    return cost;
}

/* The typed word that the fewest people can cover. */
static size_t choose_lead(const struct search *search)
{
    size_t best = SIZE_MAX;
    size_t best_cost = SIZE_MAX;

    for (size_t at = 0; at < search->query.word_count; at++) {
        size_t cost = at == search->missing ? SIZE_MAX : lead_cost(search, at);

        if (cost < best_cost) {
            best = at;
            best_cost = cost;
        }
    }
    return best;
}

/* The least units that the other typed words add; 0 when a pair may cover two at once. */
static unsigned least_of_others(const struct search *search, size_t lead)
{
    unsigned sum = 0;

    for (size_t t = PAIR_TERMS; t < TERMS_MAX; t++) {
        if (search->terms[t].matches.count > 0)
            return 0;
    }
    for (size_t t = 0; t < search->query.word_count; t++) {
        if (t != lead && t != search->missing)
            sum += search->terms[t].cheapest;
    }
    return sum;
}

enum { PRICE_UNITS_MAX = 64 };

/* All words that may cover typed word `at`, cheapest first (a counting sort). */
static struct leads order_leads(const struct search *search, size_t at)
{
    const struct term *terms[3];
    size_t term_count = covering_terms(search, at, terms);
    size_t starts[PRICE_UNITS_MAX + 1] = {0};
    unsigned least = search->base_units + least_of_others(search, at);

    for (size_t t = 0; t < term_count; t++) {
        for (size_t i = 0; i < terms[t]->matches.count; i++)
            starts[price_units(terms[t]->matches.prices[terms[t]->matches.words[i]]) + 1]++;
    }
    for (size_t units = 0; units < PRICE_UNITS_MAX; units++)
        starts[units + 1] += starts[units];

    size_t count = starts[PRICE_UNITS_MAX];
    struct leads leads = {arena_array(search->arena, struct lead, count), count};

    for (size_t t = 0; t < term_count; t++) {
        for (size_t i = 0; i < terms[t]->matches.count; i++) {
            uint32_t word = terms[t]->matches.words[i];
            unsigned units = price_units(terms[t]->matches.prices[word]);

            leads.items[starts[units]++] = (struct lead){word, least + units};
        }
    }
    return leads;
}

/* Everybody who bears the lead's word, until nobody further on can be among the best. */
static void follow_lead(struct search *search, struct lead lead)
{
    const struct roll *roll = &search->index->roll;
    struct postings postings = roll_postings(roll, lead.word);

    for (uint32_t slot; postings_next(&postings, &slot);) {
        if (!may_cover(search, slot) || roll_is_gone(roll, slot))
            continue;
        if (hits_are_beyond(&search->hits, lead.units, roll_id(roll, slot)))
            return;

        struct candidate candidate;

        candidate_of_slot(search, slot, &candidate);
        consider_names(search, &candidate);
    }
}

static void search_roll(struct search *search)
{
    size_t at = choose_lead(search);

    if (search->index->roll.people == 0 || at == SIZE_MAX)
        return;

    struct leads leads = order_leads(search, at);

    for (size_t i = 0; i < leads.count; i++) {
        if (hits_are_beyond(&search->hits, leads.items[i].units, INT64_MAX))
            return;
        follow_lead(search, leads.items[i]);
    }
}

static void search_recent(struct search *search)
{
    for (size_t i = 0; i < search->index->recent_count; i++) {
        struct candidate candidate;

        candidate_of_profile(search, search->index->recent[i], &candidate);
        consider_names(search, &candidate);
    }
}

static void search_names(struct search *search)
{
    search_roll(search);
    search_recent(search);
}

/* Three words or more: whoever lacks one of them, while there is room. */
static void search_missing(struct search *search)
{
    size_t typed = search->query.word_count;

    if (typed < 3 || hits_are_full(&search->hits))
        return;
    search->base_units = MISSING_UNITS;
    for (search->missing = 0; search->missing < typed; search->missing++)
        search_names(search);
    search->base_units = 0;
}

/* Two words cut out of all the letters, with `gap` letters (0 or 1) left out between them. */
struct cut {
    size_t at;
    size_t gap;
};

/* How many of the two words are known to the letter: 0, 1 or 2. */
static unsigned known_words(const struct search *search, const struct letters *letters,
                            struct cut cut)
{
    const struct lexicon *lexicon = &search->index->roll.lexicon;
    size_t second = cut.at + cut.gap;

    return (unsigned)lexicon_has(lexicon, letters->text, cut.at) +
           (unsigned)lexicon_has(lexicon, letters->text + second, letters->length - second);
}

/* Searches the two words of a cut; the cut itself is an error, and leaves one for the words. */
static void search_cut(struct search *search, const struct letters *letters, struct cut cut,
                       enum pattern_reach reach)
{
    struct search again = *search;
    size_t scratch = arena_mark(search->arena);

    query_split(letters, cut.at, cut.gap, reach, &again.query);
    again.query.birth_from = search->query.birth_from;
    again.query.birth_to = search->query.birth_to;
    again.base_units = RESPACED_UNITS;
    again.errors_max = ERRORS_MAX - 1;
    fill_terms(&again);
    search_names(&again);
    search->hits = again.hits;
    arena_rewind(search->arena, scratch);
}

/* All cuts that give so many known words, both at least of two letters, or three with an error. */
static void search_cuts(struct search *search, const struct letters *letters, unsigned known)
{
    enum pattern_reach reach = known == 2 ? PATTERN_STRICT : PATTERN_WHOLE;
    size_t least = known == 2 ? 2 : 3;
    size_t tried = 0;

    for (size_t gap = 0; gap <= 1; gap++) {
        for (size_t at = least; at + gap + least <= letters->length; at++) {
            struct cut cut = {at, gap};

            if (tried == RESPACED_CUTS_MAX || known_words(search, letters, cut) != known)
                continue;
            search_cut(search, letters, cut, reach);
            tried++;
        }
    }
}

/* One error made of a space: "rossimario", "ros simario", "rossixmario". Last, as the slowest,
 * with another error in one of the words. */
static void search_respaced(struct search *search)
{
    struct letters letters;

    query_letters(&search->query, &letters);
    if (letters.length < RESPACED_LETTERS_MIN || search->query.word_count > 3)
        return;
    for (unsigned known = 2; known > 0; known--) {
        if (!hits_are_full(&search->hits))
            search_cuts(search, &letters, known);
    }
}

/* "rssmra", alone, is how a tax code begins; as a name it comes first. */
static void search_tax_letters(struct search *search)
{
    const struct query_word *word = &search->query.words[0];
    struct tax_span tax;

    if (search->hits.options.plain || search->query.word_count != 1 ||
        word->length != TAX_PREFIX_MIN || !tax_read(word->text, word->length, &tax))
        return;
    search->query.word_count = 0;
    search_tax(search, &tax, TAX_LETTERS_UNITS);
    search->query.word_count = 1;
}

/* Alone or beside names, a code that finds somebody tells whose it is. */
static void search_tax_typed(struct search *search)
{
    const struct tax_span *tax = &search->query.tax;

    if (!search->hits.options.plain)
        search_tax(search, tax, tax->whole ? 0 : NUMBER_START_UNITS);
}

/* A phone number, or a tax code that is a number. */
static void search_number_typed(struct search *search)
{
    search_number(search, &search->query.number, 0, false);
    if (!search->hits.options.plain)
        search_number(search, &search->query.number, NUMBER_OF_TAX, false);
}

static void search_all_names(struct search *search)
{
    if (search->query.word_count == 0)
        return;
    search_names(search);
    search_missing(search);
    search_respaced(search);
}

static void finish(const struct search *search, struct names_result *ret_result)
{
    ret_result->hits = search->hits.best;
    ret_result->count = search->hits.count;
    ret_result->more = search->hits.more;
}

void names_search(const struct names *index, const char *text, const struct names_options *options,
                  struct arena *arena, struct names_result *ret_result)
{
    struct search search = {.index = index, .arena = arena, .errors_max = ERRORS_MAX};

    hits_init(&search.hits, options, arena);

    size_t scratch = arena_mark(arena);

    query_read(text ? text : "", &search.query);
    if (search.hits.options.plain)
        query_forget_birth(&search.query);
    fill_terms(&search);
    if (search.query.has_tax) {
        search_tax_typed(&search);
    } else if (search.query.has_number) {
        search_number_typed(&search);
    } else {
        search_all_names(&search);
        search_tax_letters(&search);
    }
    arena_rewind(arena, scratch);
    finish(&search, ret_result);
}

/* The codes of a person about to be saved, whatever the names beside them. */
static void search_codes_of(struct search *search, const struct names_item *item)
{
    struct tax_span tax;
    struct number number;
    const char *code = item->tax_code ? item->tax_code : "";
    size_t code_length = strnlen(code, NAMES_TEXT_BYTES);

    if (tax_read(code, code_length, &tax) && tax.whole)
        search_tax(search, &tax, 0);
    else if (number_read(code, code_length, &number))
        search_number(search, &number, NUMBER_OF_TAX, true);
    for (size_t i = 0; i < item->phone_count; i++) {
        const char *phone = item->phones[i];

        if (phone && number_read(phone, strnlen(phone, NAMES_TEXT_BYTES), &number))
            search_number(search, &number, 0, true);
    }
}

void names_doubles(const struct names *index, const struct names_item *item,
                   const struct names_options *options, struct arena *arena,
                   struct names_result *ret_result)
{
    struct search search = {.index = index, .arena = arena, .errors_max = ERRORS_MAX};
    struct profile profile;

    hits_init(&search.hits, options, arena);
    search.hits.left_out = &item->id;

    size_t scratch = arena_mark(arena);

    profile_read(item, &profile);
    query_of_profile(&profile, &search.query);
    fill_terms(&search);

    size_t typed = search.query.word_count;

    search.query.word_count = 0;
    search_codes_of(&search, item);
    search.query.word_count = typed;
    search_all_names(&search);
    arena_rewind(arena, scratch);
    finish(&search, ret_result);
}
