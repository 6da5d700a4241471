/*
 * Changes to a person's record, its household, protection and circle. All of these run inside a
 * write, look again whether the actor may know of the person (ERR_NOT_FOUND) and add their audit
 * row. What is dated is never overwritten: it ends, and something else begins.
 */
#ifndef PEOPLE_PERSON_CHANGE_H
#define PEOPLE_PERSON_CHANGE_H

#include "people/people.h"

/* The record as it should be. */
struct person_edit {
    int64_t id;
    int64_t version; /* of the record that was shown */
    struct person_draft draft;
    struct date lives_there_from; /* when place or address differ; DATE_NONE: today */
    struct date died_on;          /* DATE_NONE: alive */
};

/* The record as a draft, to be shown in a form. */
MUST_USE enum status person_read_edit(struct ctx *ctx, int64_t id, struct person_edit *ret_edit);

/* ERR_CONFLICT when somebody else changed the record since it was shown. `draft.rider` does not
   count. The place's own point holds again when place or address change. */
MUST_USE enum status person_change(struct ctx *tx, const struct person_edit *edit);

/* --- household: every relation is to its first person --- */

/* `other` comes to live with `person`, from a day on, and leaves the household it was in. The
   household is made when there is none. ERR_CONFLICT when they live together already; ERR_INVALID
   for one with oneself, or a day before either's own entry; ERR_TOO_LARGE past
   PERSON_HOUSEHOLD_MAX. */
MUST_USE enum status household_join(struct ctx *tx, int64_t person_id, int64_t other_id,
                                    const char *relation, struct date from);

/* `member` leaves the household of `person` on a day. ERR_CONFLICT when they are not in it, or
   entered later. */
MUST_USE enum status household_leave(struct ctx *tx, int64_t person_id, int64_t member_id,
                                     struct date on);

/* From a day on `member` is something else to the first person. Outcomes of household_leave. */
MUST_USE enum status household_relate(struct ctx *tx, int64_t person_id, int64_t member_id,
                                      const char *relation, struct date from);

/* --- legal protection --- */

struct person_protection {
    int64_t person_id;
    const char *kind; /* code list legal_protection */
    const char *decree_number;
    struct date decree_date;
    const char *holder_name; /* guardian or administrator */
    const char *holder_phone;
    struct date from;
};

MUST_USE enum status person_protect(struct ctx *tx, const struct person_protection *protection,
                                    int64_t *ret_id);
/* ERR_CONFLICT when it has ended already or began later. */
MUST_USE enum status person_unprotect(struct ctx *tx, int64_t person_id, int64_t protection_id,
                                      struct date on);

/* --- restriction: for POWER_CIRCLE_MANAGE, which the routes ask --- */

/* From now on only the circle knows of this person; who restricts is in it. ERR_CONFLICT when the
   person is restricted already. `kind`: code list restriction. */
MUST_USE enum status person_restrict_to_circle(struct ctx *tx, int64_t person_id, const char *kind);
/* The circle is forgotten. ERR_CONFLICT when the person is not restricted. */
MUST_USE enum status person_lift_restriction(struct ctx *tx, int64_t person_id);

/* ERR_CONFLICT when the user is in the circle already; ERR_INVALID when the person is not
   restricted or the user may not see persons at all. */
MUST_USE enum status person_grant_circle(struct ctx *tx, int64_t person_id, int64_t user_id);
/* ERR_CONFLICT when the user is not in it; ERR_INVALID for the last one: somebody must know. */
MUST_USE enum status person_revoke_circle(struct ctx *tx, int64_t person_id, int64_t user_id);

#endif
