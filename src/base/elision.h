/*
 * Italian words that change before what follows them: "dal 7/11", "dall’8/11"; "a Terni", "ad
 * Arrone". A sentence is written with the plain word; whoever puts a value into it asks here.
 */
#ifndef BASE_ELISION_H
#define BASE_ELISION_H

#include <stddef.h>

#include "base/ctx.h"

/* What stands for the end of `before`, of that length, when `after` follows: "l’" for "il " before
   "11/11/2026". `*ret_cut` is how many bytes of `before` it replaces. NULL: all stays as it is. */
const char *elision(const char *before, size_t length, const char *after, size_t *ret_cut);

/* arena_printf for a sentence in the language of who reads, already translated. */
const char *words_say(const struct ctx *ctx, const char *format, ...) PRINTF(2, 3);

#endif
