/*
 * The circle of a restricted person, as its page and the responsible's list of doubles see it.
 */
#ifndef PEOPLE_CIRCLE_H
#define PEOPLE_CIRCLE_H

#include "people/index.h"
#include "people_sql.h"

/* Who works here today and may see persons, each once, by name. */
MUST_USE enum status circle_candidates(struct ctx *ctx, struct circle_candidate **ret_users,
                                       size_t *ret_count);

enum { RESTRICTED_DOUBLES_MAX = 200 };

/* Whoever does not know of a restricted person may create them again, in silence. */
struct restricted_double {
    struct person_card restricted;
    struct person_card other; /* restricted too, when the actor knows of both */
    enum double_reason reason;
};

/* Those where the actor is in the circle of the restricted one. Computed when it is asked for:
   nothing marks the double itself, so nothing can give the restricted person away. */
MUST_USE enum status circle_doubles(struct ctx *ctx, struct restricted_double **ret_doubles,
                                    size_t *ret_count);

#endif
