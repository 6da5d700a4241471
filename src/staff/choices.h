/*
 * What the zone knows, as the choices of a form: places and code lists. Everything lives in the
 * arena.
 */
#ifndef STAFF_CHOICES_H
#define STAFF_CHOICES_H

#include "frame/frame.h"
#include "zone/zone.h"

/* A code list without its retired codes, in the reader's language, with their hints. */
MUST_USE enum status choices_codes(struct ctx *ctx, const char *list,
                                   struct options_list *ret_codes);
/* The places of an office that are in use; of the whole zone for 0. */
MUST_USE enum status choices_places(struct ctx *ctx, int64_t office_id,
                                    struct options_list *ret_places);
/* Those of the whole zone, and `kept_id` (0: none) though it has ended: for what had chosen it. */
MUST_USE enum status choices_places_with(struct ctx *ctx, int64_t kept_id,
                                         struct options_list *ret_places);
/* The place that a form chose, for its coordinates. A made-up one, and an ended one that is not
   `kept_id`, is told beside the field `name`, and `*ret_place` is then all zero; so it is for 0. */
MUST_USE enum status choices_place(struct ctx *ctx, int64_t place_id, int64_t kept_id,
                                   const char *name, struct form_errors *errors,
                                   struct place_row *ret_place);
/* The row that a form's field has chosen; 0 for none or for what is no number. */
int64_t choices_id(const struct form *form, const char *name);
/* Does `options` offer this row of the database? Other ids cannot come from our page. */
bool choices_have(struct ctx *ctx, const struct options_list *options, int64_t id);

#endif
