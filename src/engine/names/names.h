/*
 * The person index: finds people among a million in memory, while somebody is still typing.
 *
 * It holds the folded words of each person's surname and name, the keys of phone numbers and tax
 * code, the birth day, the place and the restricted mark; the database stays the truth and the
 * index is built from it at start, then told of each change.
 *
 * WHAT A QUERY MAY HOLD, in any order
 *   names       up to NAMES_QUERY_WORDS words, surname or name first. Every word may be the start
 *               of a longer one. Two errors in all (a letter added, missing, wrong, or two
 *               neighbours swapped): none in words of 1-2 letters, one in 3-4, two from 5 up; the
 *               last word may be a start with one error in it. Words may be joined or split
 *               ("degregori", "maria grazia" for Mariagrazia, "rossimario").
 *   digits      three or more: the start or the end of a phone number, or a numeric tax code.
 *   tax code    its first 6 characters or more, with at least a digit; or 6 letters alone. The
 *               omocodia letters count as their digits; the check letter is not compared.
 *   birth       a year ("1980") or a date ("12/3/1980") beside names: it reorders, never hides.
 *
 * ORDER: units ascending, then id ascending. Units add up, and only people with all words (but
 * see "missing") are found:
 *   exact word 0; last word a start 3 + 2 for each letter still to come, 9 at most; another word
 *   a start 2 + 2 a letter, 9 at most, when of 1-3 letters, else 2 + 3 a letter, 14 at most;
 *   one error 10; two errors in a word 21; error and start 10 + 3 + 1 a letter, 18 at most;
 *   two typed words that are one 1; each word of the person that was not typed 1;
 *   missing: one typed word of three or more that the person lacks 12, tried only if room is left;
 *   a space missing, misplaced or mistyped 10, and an error too, tried only if room is left;
 *   birth typed and known but different 4;
 *   phone or tax code whole 0, start 2, end 3; six letters alone as a tax code 9.
 *
 * THREADS: the index has no lock. names_search, names_doubles and names_memory only read and may
 * run in many threads at once; names_put, names_remove and names_free need the index alone. Once
 * in NAMES_RECENT_MAX changes a put rebuilds the main part (0.2 to 0.4 s at a million people).
 *
 * BOUNDS: texts count up to NAMES_TEXT_BYTES, words up to 31 bytes, 3 in a surname and 3 in a name
 * (all of them count when they are typed as one), 6 numbers a person; what is beyond is ignored.
 * Any bytes are accepted: broken UTF-8 separates words.
 */
#ifndef ENGINE_NAMES_NAMES_H
#define ENGINE_NAMES_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/status.h"

enum {
    NAMES_TEXT_BYTES = 256,
    NAMES_QUERY_WORDS = 6,
    NAMES_LIMIT_DEFAULT = 10,
    NAMES_LIMIT_MAX = 100,
    NAMES_RECENT_MAX = 4096,
    NAMES_PEOPLE_MAX = (1 << 24) - 1,
};

/* A person as the database tells it. The texts are borrowed for the call; NULL is like "". */
struct names_item {
    int64_t id;
    const char *surname;
    const char *name;
    const char *tax_code;
    const char *const *phones; /* in any format; a leading 00 or +, and Italy's 39, are dropped */
    size_t phone_count;
    struct date birth; /* DATE_NONE, or outside 1900-2078: unknown */
    uint16_t place;    /* the caller's code, handed back to its predicate */
    bool restricted;
};

/* Whether the asking person may see this one. Called during the search, before the cut to the
 * limit: whoever is refused leaves no trace in the result. */
typedef bool names_visible(void *context, int64_t id, uint16_t place, bool restricted);

struct names_options {
    size_t limit;           /* 0: NAMES_LIMIT_DEFAULT; never more than NAMES_LIMIT_MAX */
    names_visible *visible; /* NULL: everybody */
    void *context;
    /* For who may know neither tax codes nor births, which a search could guess letter by letter:
       what is typed of them finds nobody and reorders nothing. Not looked at for doubles. */
    bool plain;
};

enum names_match {
    NAMES_EXACT,    /* all typed words, whole */
    NAMES_START,    /* all typed words, some as the start of a longer one */
    NAMES_SIMILAR,  /* with errors, or with a typed word missing */
    NAMES_PHONE,    /* by phone number or numeric tax code, with the names typed beside it */
    NAMES_TAX_CODE, /* by tax code, likewise */
};

struct names_hit {
    int64_t id;
    uint16_t units; /* 0 is best; see ORDER */
    enum names_match match;
};

struct names_result {
    struct names_hit *hits; /* in the arena; best first, an id once */
    size_t count;
    bool more; /* at least one more visible person was found and cut off */
};

/* What the index costs, in bytes, without the allocator's own. */
struct names_memory {
    size_t people;
    size_t names_bytes; /* ids, places, births, words and their postings */
    size_t codes_bytes; /* phone numbers and tax codes */
};

struct names;
struct names_builder;

/* An empty index. ERR_UNAVAILABLE when memory is short, here and below. */
MUST_USE enum status names_new(struct names **ret_index);
void names_free(struct names *index);

/*
 * The fast way to fill an index: people in ascending order of id, then names_build_end, which
 * frees the builder whatever the outcome. names_build_add: ERR_INVALID when the id does not
 * ascend, ERR_TOO_LARGE past NAMES_PEOPLE_MAX or four million distinct words; the builder may go
 * on after either.
 */
MUST_USE enum status names_build_begin(struct names_builder **ret_builder);
MUST_USE enum status names_build_add(struct names_builder *builder, const struct names_item *item);
MUST_USE enum status names_build_end(struct names_builder *builder, struct names **ret_index);
void names_build_cancel(struct names_builder *builder);

/* Adds a person, or replaces the one with this id. On failure the index is as before. */
MUST_USE enum status names_put(struct names *index, const struct names_item *item);

/* ERR_NOT_FOUND when nobody has this id. */
MUST_USE enum status names_remove(struct names *index, int64_t id);

/*
 * The best people for what was typed. `options` may be NULL. The result and the scratch live in
 * `arena`; the scratch, about 2 bytes a distinct word for each typed word, is given back before
 * returning. Nothing to search for gives an empty result.
 */
void names_search(const struct names *index, const char *text, const struct names_options *options,
                  struct arena *arena, struct names_result *ret_result);

/*
 * Who may already be the person about to be saved: the same tax code or phone number, or all its
 * names with at most two errors, in any order; words are never starts of longer ones. A person
 * with item->id is left out. A different birth costs 4 units; the caller compares the rest.
 */
void names_doubles(const struct names *index, const struct names_item *item,
                   const struct names_options *options, struct arena *arena,
                   struct names_result *ret_result);

struct names_memory names_memory(const struct names *index);

/*
 * The words of a text as the index sees them: small letters without accents, apostrophes dropped
 * ("D'ANGELO" is "dangelo"), anything else that is no letter or digit a single space. Cyrillic and
 * Greek are made small, other scripts kept. Returns the length; `out` always ends in NUL, and what
 * does not fit is cut between characters. Reads NAMES_TEXT_BYTES at most.
 */
size_t names_fold(const char *text, char *out, size_t size);

/*
 * The key by which lists of people are sorted, as bytes: surname without spaces, a space, name
 * without spaces, both folded. "De Santis, Anna" is "desantis anna".
 */
enum { NAMES_SORT_KEY_BYTES = 2 * (2 * NAMES_TEXT_BYTES) + 2 };
size_t names_sort_key(const char *surname, const char *name, char *out, size_t size);

#endif
