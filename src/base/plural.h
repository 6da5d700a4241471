/*
 * Which form of a sentence goes with a number: "1 ride" but "2 rides", and other languages have
 * three or six. A catalogue says it as an expression of C, in its header:
 *
 *     Plural-Forms: nplurals=2; plural=(n != 1);
 *
 * (GNU gettext manual, "Additional functions for plural forms".) It is worked out anew each time:
 * it is short, and a page has few numbers.
 */
#ifndef BASE_PLURAL_H
#define BASE_PLURAL_H

#include <stdint.h>

#include "base/status.h"

enum {
    PLURAL_FORMS_MAX = 6,
    PLURAL_EXPRESSION_MAX = 400, /* bytes; Arabic's has 110 */
};

/* How many forms, and the expression, which is borrowed and ends where its line ends. */
struct plural {
    unsigned forms;
    const char *expression;
};

/* Finds the line in a catalogue's header. ERR_NOT_FOUND when there is none; ERR_CORRUPT when it is
   no such line, or gives a form that is not there for some number up to 200. */
MUST_USE enum status plural_of_header(const char *header, struct plural *ret_plural);

/* The form for `number`: always less than `plural->forms`. */
unsigned plural_form(const struct plural *plural, uint64_t number);

#endif
