/*
 * The distinct words of the main part, in alphabetical order and numbered by it, so that a scan
 * reads each common beginning once. While it is being filled, words are numbered as they come.
 */
#ifndef ENGINE_NAMES_LEXICON_H
#define ENGINE_NAMES_LEXICON_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "engine/names/pattern.h"
#include "engine/names/pool.h"

enum { LEXICON_WORDS_MAX = (1 << 22) - 1 };

struct lexicon {
    uint32_t count;
    struct pool text;
    struct pool starts; /* uint32_t, one more than words */
    struct pool shared; /* uint8_t: letters in common with the word before; once sorted */
    uint32_t *table;    /* while filling: word + 1 by hash */
    size_t table_size;  /* a power of two, or 0 */
};

/* The number of a word while filling, new or known. ERR_TOO_LARGE past LEXICON_WORDS_MAX. */
MUST_USE enum status lexicon_intern(struct lexicon *lexicon, const char *word, size_t length,
                                    uint32_t *ret_word);

/* Ends the filling. `ret_numbers`, to be freed by the caller, gives each word its new number. */
MUST_USE enum status lexicon_sort(struct lexicon *lexicon, uint32_t **ret_numbers);
void lexicon_free(struct lexicon *lexicon);

static inline const char *lexicon_word(const struct lexicon *lexicon, uint32_t word,
                                       size_t *ret_length)
{
    const uint32_t *starts = lexicon->starts.data;

    *ret_length = starts[word + 1] - starts[word];
    return (const char *)lexicon->text.data + starts[word];
}

/* Whether a sorted lexicon has this very word. */
bool lexicon_has(const struct lexicon *lexicon, const char *word, size_t length);

/* All words that match a pattern: their numbers, and a price for every word of the lexicon. */
struct matches {
    pattern_price *prices;
    uint32_t *words; /* ascending */
    size_t count;
};

void lexicon_scan(const struct lexicon *lexicon, const struct pattern *pattern, struct arena *arena,
                  struct matches *ret_matches);

size_t lexicon_bytes(const struct lexicon *lexicon);

#endif
