/*
 * What the zone knows, as the choices of a form: places and code lists. Everything lives in the
 * arena.
 */
#ifndef STAFF_CHOICES_H
#define STAFF_CHOICES_H

#include "frame/frame.h"

/* A code list without its retired codes, in the reader's language, with their hints. */
MUST_USE enum status choices_codes(struct ctx *ctx, const char *list,
                                   struct options_list *ret_codes);
/* The places of an office; of the whole zone for 0. */
MUST_USE enum status choices_places(struct ctx *ctx, int64_t office_id,
                                    struct options_list *ret_places);

#endif
