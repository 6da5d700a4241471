/*
 * What is asked of a municipality, a place, an office: the same for a new one and for one that
 * changes. Only for places*.c.
 */
#ifndef STAFF_PLACES_FORM_H
#define STAFF_PLACES_FORM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/ctx.h"
#include "frame/frame.h"
#include "web/input.h"
#include "zone/zone.h"

struct municipality_form {
    const char *municipality_name;
    const char *municipality_code;
    bool lead;
    bool retired;
    int64_t version; /* of a changed one, as it was shown */
};

struct place_form {
    const char *place_name;
    int64_t place_municipality;
    const char *place_kind;
    const char *latitude;
    const char *longitude;
    bool retired;
    int64_t version;
    int64_t latitude_micro; /* read from the two above */
    int64_t longitude_micro;
};

struct office_form {
    const char *office_name;
    int64_t office_place;
    const char *office_address;
    const char *office_phone;
    const char *office_email;
    const char *office_about;
    struct input_ids served;
    bool retired;
    int64_t version;
};

/* As input_read, with the rules of each. `version` is INPUT_COUNT_NONE for what is new. */
MUST_USE enum status municipality_form_read(struct ctx *ctx, struct form *form,
                                            struct municipality_form *ret_form,
                                            struct form_errors *errors);
MUST_USE enum status place_form_read(struct ctx *ctx, struct form *form,
                                     struct place_form *ret_form, struct form_errors *errors);
MUST_USE enum status office_form_read(struct ctx *ctx, struct form *form,
                                      struct office_form *ret_form, struct form_errors *errors);

/* What one would have typed for a row. */
void municipality_form_show(struct ctx *ctx, const struct municipality_row *row, struct form *form);
void place_form_show(struct ctx *ctx, const struct place_row *row, struct form *form);
MUST_USE enum status office_form_show(struct ctx *ctx, const struct office_row *row,
                                      struct form *form);

/* "Capoluogo", "Frazione". */
struct options_list place_kinds(struct ctx *ctx);
const char *place_kind_label(struct ctx *ctx, const char *kind);

#endif
