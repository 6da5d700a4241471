/*
 * What came with a form: the fields of a query, of a posted body or of an upload, decoded.
 *
 * Everything in here is valid UTF-8 without control characters (text_is_valid), NUL-terminated
 * and lives in the request's arena; the bytes of an uploaded file stay in the request's body and
 * can be anything.
 */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum {
    FORM_FIELDS_MAX = 500,
    FORM_NAME_MAX = 64,              /* bytes of a field's name */
    FORM_VALUE_MAX = 64 * 1024,      /* bytes of one text value */
    FORM_FILES_MAX = 20,             /* uploaded files of one form */
    FORM_PART_HEADERS_MAX = 2 * 1024 /* bytes of the header lines of one part */
};

struct form_field {
    const char *name;
    const char *value; /* of a file: its bytes, not NUL-terminated */
    size_t length;
    const char *file_name; /* NULL for text; "" when no file was chosen */
    const char *file_type; /* as the client says it: a hint, never a proof */
};

struct form {
    struct arena *arena;
    struct form_field *fields; /* in the order in which they came */
    size_t count;
    size_t capacity;
    const char *doubled; /* a field that was asked for as a single one and came twice, or NULL */
};

/* Without fields; to be filled with form_put for a page that opens on stored values. */
struct form form_empty(struct arena *arena);

/* Adds one text field. Past FORM_FIELDS_MAX it is dropped. `value` NULL counts as "". */
void form_put(struct form *form, const char *name, const char *value);

/* Adds the fields of `name=value&...`. ERR_INVALID for bad percent escapes and for bytes that are
   not clean text; ERR_TOO_LARGE past a bound above. Nothing is added on failure. */
MUST_USE enum status form_parse_urlencoded(struct form *form, const char *bytes, size_t length);

/* Adds the parts of a multipart/form-data body (RFC 7578); `content_type` is the header with its
   boundary. Values of files point into `bytes`. Same outcomes. */
MUST_USE enum status form_parse_multipart(struct form *form, const char *content_type,
                                          const char *bytes, size_t length);

/* The only value of a text field, or NULL when it did not come. One that came twice is NULL as
   well and is remembered in `doubled`: input_read and the router then refuse the request (400). */
const char *form_get(struct form *form, const char *name);

/* For redisplay: the (first) value as typed, never NULL. */
const char *form_value(const struct form *form, const char *name);

/* Did `name` come with `value`? For the checked and selected states of redisplayed choices. */
bool form_has(const struct form *form, const char *name, const char *value);

/* The next field called `name` at or after `*position`, which is moved past it; NULL at the end.
   For fields that may come many times. Start with a position of 0. */
const struct form_field *form_next(const struct form *form, const char *name, size_t *position);

/* Percent decoding of a part of an address; '+' becomes a space when `plus_is_space`.
   ERR_INVALID for a bad escape or text that is not clean. */
MUST_USE enum status form_decode(struct arena *arena, const char *bytes, size_t length,
                                 bool plus_is_space, const char **ret_text);

#endif
