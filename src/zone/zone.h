/*
 * The zone: municipalities, places, offices, and the code lists that everybody shares.
 *
 * Plain reads are the statements of zone.sql themselves (zone_places, zone_offices, ...), declared
 * with their rows in the generated header included here. Opening hours and holidays are in
 * zone/calendar.h, rules in zone/policy.h.
 */
#ifndef ZONE_ZONE_H
#define ZONE_ZONE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/ctx.h"
#include "zone_sql.h"

/* Each of these runs inside a write and adds its audit row. ERR_CONFLICT for a code or name that
   is taken, ERR_INVALID for what the schema refuses. */
MUST_USE enum status zone_create(struct ctx *tx, const struct zone_insert_args *zone);
MUST_USE enum status zone_add_municipality(struct ctx *tx, const char *code, const char *name,
                                           bool lead, int64_t *ret_id);
MUST_USE enum status zone_add_place(struct ctx *tx, const struct place_insert_args *place,
                                    int64_t *ret_id);
MUST_USE enum status zone_add_office(struct ctx *tx, const struct office_insert_args *office,
                                     const int64_t *place_ids, size_t place_count, int64_t *ret_id);
MUST_USE enum status zone_add_opening(struct ctx *tx, const struct opening_insert_args *opening,
                                      int64_t *ret_id);
MUST_USE enum status zone_add_holiday(struct ctx *tx, const struct holiday_insert_args *holiday,
                                      int64_t *ret_id);
MUST_USE enum status zone_add_closure(struct ctx *tx, const struct closure_insert_args *closure,
                                      int64_t *ret_id);

/*
 * A change of what is there, for whoever saw `version` of it. `active` false: it has ended, is no
 * longer chosen, and stays wherever it was written. ERR_NOT_FOUND, or ERR_CONFLICT with
 * `*ret_refusal`. Inside a write, with its audit row.
 */
enum zone_refusal {
    ZONE_CHANGED = 1, /* by somebody else meanwhile */
    ZONE_TAKEN,       /* another has that name or code */
    ZONE_IN_USE,      /* cannot end before what stands in it: a municipality's places in use, a
                         place's offices in use, by their seat or a desk */
    ZONE_ENDED_UNDER, /* cannot hold while what it stands in has ended: a place's municipality, an
                         office's place */
};
MUST_USE enum status zone_change_municipality(struct ctx *tx,
                                              const struct municipality_update_args *municipality,
                                              enum zone_refusal *ret_refusal);
MUST_USE enum status zone_change_place(struct ctx *tx, const struct place_update_args *place,
                                       enum zone_refusal *ret_refusal);
/* With the places that it serves from now on. */
MUST_USE enum status zone_change_office(struct ctx *tx, const struct office_update_args *office,
                                        const int64_t *place_ids, size_t place_count,
                                        enum zone_refusal *ret_refusal);

/* No longer from today on; what held before stays on record. A closure that has not begun is taken
   away. ERR_NOT_FOUND when there is none that still holds. Inside a write, with its audit row. */
MUST_USE enum status zone_end_opening(struct ctx *tx, int64_t opening_id);
MUST_USE enum status zone_end_holiday(struct ctx *tx, int64_t holiday_id);
MUST_USE enum status zone_end_closure(struct ctx *tx, int64_t closure_id);

/*
 * A code list as read, in its order. List names are those of schema/0010_code_lists.sql: "channel",
 * "need" (each with its area in `parent`), "need_area", ... Labels are Italian, or English when the
 * reader has a translation.
 */
struct codes {
    const struct code_row *rows;
    size_t count;
};

/* With the retired ones, for showing what was recorded; without, for choosing. */
MUST_USE enum status codes_read_all(struct ctx *ctx, const char *list, struct codes *ret_codes);
MUST_USE enum status codes_read_in_use(struct ctx *ctx, const char *list, struct date on,
                                       struct codes *ret_codes);

const struct code_row *codes_find(const struct codes *codes, const char *code); /* NULL: unknown */
const char *code_label(const struct ctx *ctx, const struct code_row *row);
/* Of the two labels of a code the reader's. */
const char *code_label_of(const struct ctx *ctx, const char *label_it, const char *label_en);
/* The code itself when the list does not know it; NULL for a NULL code. */
const char *codes_label(const struct ctx *ctx, const struct codes *codes, const char *code);

/* One label by its own read, for pages that show a single one. ERR_NOT_FOUND. */
MUST_USE enum status code_read_label(struct ctx *ctx, const char *list, const char *code,
                                     const char **ret_label);

/* A new code, or one taken out of use from a day on (ERR_NOT_FOUND when it is unknown or was
   retired before). Inside a write, with their audit rows. */
MUST_USE enum status codes_add(struct ctx *tx, const struct code_insert_args *code);
MUST_USE enum status codes_retire(struct ctx *tx, const char *list, const char *code,
                                  struct date from);

#endif
