/*
 * Translations of the screens. The source text is Italian; a catalogue is the compiled form (.mo)
 * of a file in po/, read from bytes and never through the C library's locale, which is
 * process-wide and usually not installed.
 */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stddef.h>

#include "base/ctx.h"

/* Checks every offset of the `.mo` bytes, which stay the caller's and must outlive the result.
   ERR_CORRUPT when they are not a catalogue of valid text, or its sources are not sorted. */
MUST_USE enum status words_open(struct arena *arena, const void *bytes, size_t length,
                                const struct words **ret_words);

/* The translation, or `source` itself when there is none, it is empty, or `words` is NULL. */
const char *words_find(const struct words *words, const char *source);

/* Marks text for xgettext and translates it for the reader of this request. */
#define tr(ctx, source) words_find((ctx)->words, (source))

#endif
