/*
 * The form of a contact: read into a draft, filled from a stored contact, and what its page shows
 * beside the fields. Field names: those of `struct contact_args` in contact_form.c; "need",
 * "response" and "service" come many times; "unmet.CODE" says why a need stays without an answer.
 */
#ifndef DESK_CONTACT_FORM_H
#define DESK_CONTACT_FORM_H

#include <stdbool.h>
#include <stdint.h>

#include "desk/desk.h"
#include "desk/lists.h"
#include "desk_sql.h"
#include "web/input.h"

/* Value of the field "person" for somebody who gave no name. */
#define CONTACT_NOBODY "none"

enum { CONTACT_LINE_MAX = 120, CONTACT_WHY_MAX = 200, CONTACT_MINUTES_MAX = 600 };

/* Reads what was typed; mistakes go to `errors`. `stored` is the contact being corrected, whose
   person, office and past call-back day stand; NULL for a new one. ERR_INVALID as input_read. */
MUST_USE enum status contact_form_read(struct ctx *ctx, struct form *form,
                                       const struct desk_lists *lists,
                                       const struct contact_row *stored,
                                       struct contact_draft *ret_draft, struct form_errors *errors);

/* Fills `form` with what one would have typed for a stored contact. */
MUST_USE enum status contact_form_fill(struct ctx *ctx, const struct contact_row *row,
                                       struct form *form);

/* Why this need stays without an answer, as typed beside it or in the pair "unmet_need" and
   "unmet_reason"; "" when it does not. */
const char *contact_form_unmet(struct ctx *ctx, const struct form *form, const char *need);

/* Was the need chosen, by its box or as the one that stays without an answer? */
bool contact_form_has_need(const struct form *form, const char *need);

#endif
