/*
 * UTF-8 text as it is typed, stored and compared. Strings are NUL-terminated; every string that
 * comes from outside passes text_is_valid() at the edge, so that inside the program text is always
 * valid UTF-8 without control characters. Other bytes are never read past their NUL, but what
 * comes out of them means nothing.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Valid UTF-8 (no overlongs, no surrogates), no NUL, no control character (U+0000..1F, U+7F..9F)
   but tab, CR and LF. */
bool text_is_valid(const char *bytes, size_t length);

/* Code points in valid UTF-8. */
size_t text_length(const char *text);

/* One line: outer spaces gone, inner runs of white space become one space, marks that nobody sees
   (of direction, of zero width) left out. */
char *text_squeeze(struct arena *arena, const char *text);

/* Many lines: CRLF becomes LF, outer blank lines and spaces at line ends go. */
char *text_tidy_lines(struct arena *arena, const char *text);

/* The next code point of valid UTF-8, moving `*text` past it; 0 at the end. */
uint32_t text_next(const char **text);
void text_put_utf8(char **out, uint32_t code_point); /* writes up to 4 bytes, moves `*out` */

/* White space is what Unicode calls so: also the no-break space that comes with pasted text. */
bool text_is_blank(const char *text);          /* NULL counts as blank */
const char *text_or_null(const char *text);    /* NULL when blank: what was left empty */
const char *text_skip_space(const char *text); /* past leading white space */
bool text_equal(const char *a, const char *b); /* NULL equals NULL only */
bool text_starts_with(const char *text, const char *prefix);

/* The plain capitals that a Latin letter is written with where accents cannot be: "E" for é,
   "SS" for ß, "S" for ș, also for A to Z themselves; "" for a combining accent; NULL for whatever
   is not a Latin letter (U+0000..017F, U+0218..021B, U+1E9E). */
const char *text_fold_letter(uint32_t code_point);

/* Is there a letter in it, of any script? Digits, punctuation, symbols and pictures are none. */
bool text_has_letter(const char *text);

/* ASCII only, whatever the locale. */
char *text_upper_ascii(struct arena *arena, const char *text);
char *text_lower_ascii(struct arena *arena, const char *text);
char *text_digits(struct arena *arena, const char *text); /* keeps 0-9 only */

/* A whole decimal number with optional minus and nothing else around it. ERR_INVALID else, and
   when it does not fit. */
MUST_USE enum status text_to_int(const char *text, int64_t *ret_number);

/* Italian telephone numbers as typed ("0744 81.49-57", "+39 333...", "0039...") to one form:
   an international number "+390744814957". Without a prefix the number is Italian; one of 11
   digits or more that begins with 39 lacks only its "+", as no mobile number is so long.
   ERR_INVALID when fewer than 5 digits or more than 15 in all (ITU-T E.164) are left, or other
   characters stand in it. */
MUST_USE enum status text_phone(struct arena *arena, const char *typed, const char **ret_phone);

/* For people: "+390744814957" -> "0744 814957", "+393331234567" -> "333 123 4567". */
const char *text_phone_show(struct arena *arena, const char *phone);

#endif
