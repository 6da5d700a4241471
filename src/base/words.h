/*
 * Translations of the screens. The source text is Italian; a catalogue is the compiled form (.mo)
 * of a file in po/, read from bytes and never through the C library's locale, which is
 * process-wide and usually not installed.
 */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"

/* Checks every offset of the `.mo` bytes, which stay the caller's and must outlive the result.
   ERR_CORRUPT when they are not a catalogue of valid text, or its sources are not sorted. */
MUST_USE enum status words_open(struct arena *arena, const void *bytes, size_t length,
                                const struct words **ret_words);

/* The translation, or `source` itself when there is none, it is empty, or `words` is NULL. */
const char *words_find(const struct words *words, const char *source);

/* The translation's form that goes with `count`; of the Italian, `one` for 1 and else `many`. */
const char *words_find_count(const struct words *words, const char *one, const char *many,
                             int64_t count);

/* "it" for NULL; else what the catalogue says of itself, as in <html lang>: "en". */
const char *words_language(const struct words *words);

/* `ctx` for who reads Italian: for what is kept, or is for others than who asks. */
struct ctx words_italian(const struct ctx *ctx);

/* Marks text for xgettext and translates it for the reader of this request. The second is for a
   sentence with a number in it, which both its sources hold as %s or %lld: a translation may need
   other forms than Italian does. */
#define tr(ctx, source)                 words_find((ctx)->words, (source))
#define tr_count(ctx, one, many, count) words_find_count((ctx)->words, (one), (many), (count))

/* Marks text for xgettext where it stands in a table; tr() translates it where it is shown. */
#define N_(source) (source)

/* Every translation of the program, made from po/ by tools/wordsc: the bytes of each .mo file. */
struct words_file {
    const void *bytes;
    size_t length;
};
extern const struct words_file WORDS_FILES[];
extern const size_t WORDS_FILE_COUNT;

#endif
