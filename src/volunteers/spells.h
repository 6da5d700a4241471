/*
 * Weekly hours and absences as they are typed and as they are read: on the register's pages and on
 * the volunteer's own.
 */
#ifndef VOLUNTEERS_SPELLS_H
#define VOLUNTEERS_SPELLS_H

#include "volunteers/volunteers_view.h"
#include "volunteers_sql.h"
#include "web/input.h"

/* From fields_hours(), holding from the day that is said there, else from today on; beside a field
   what is to be mended. */
MUST_USE enum status hours_input(struct ctx *ctx, struct form *form, int64_t volunteer_id,
                                 struct volunteer_hours_insert_args *ret_hours,
                                 struct form_errors *errors);
/* From fields_away(), with a note if there is one. `began`: the first day of an absence that
   changes, which may be over; DATE_NONE of a new one. */
MUST_USE enum status absence_input(struct ctx *ctx, struct form *form, int64_t volunteer_id,
                                   struct date began,
                                   struct volunteer_absence_insert_args *ret_absence,
                                   struct form_errors *errors);

/* As the form that changes them shows them first. */
void hours_input_show(struct ctx *ctx, const struct volunteer_week_row *row, struct form *form);
void absence_input_show(struct ctx *ctx, const struct volunteer_away_row *row, struct form *form);

/* "lunedì 8:00-13:00"; a spell begins with a capital. */
const char *hours_words(struct ctx *ctx, int64_t weekday, struct clock_time starts,
                        struct clock_time ends);
/* "In più: lunedì 8:00-13:00, dal 01/12/2026" */
const char *proposal_words(struct ctx *ctx, const struct volunteer_proposal_row *row);
struct spell_view hours_spell(struct ctx *ctx, const struct volunteer_week_row *row);
struct spell_view absence_spell(struct ctx *ctx, const struct volunteer_away_row *row);

/* What stood there when a page was shown: a number can come again. */
const char *hours_print(struct ctx *ctx, const struct volunteer_week_row *row);
const char *absence_print(struct ctx *ctx, const struct volunteer_away_row *row);

#endif
