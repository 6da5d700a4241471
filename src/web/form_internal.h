/*
 * Shared by form.c and multipart.c only.
 */
#ifndef WEB_FORM_INTERNAL_H
#define WEB_FORM_INTERNAL_H

#include "web/form.h"

/* ERR_TOO_LARGE past FORM_FIELDS_MAX. */
MUST_USE enum status form_add(struct form *form, const struct form_field *field);

#endif
