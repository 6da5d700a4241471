/*
 * What was promised on the telephone, and a change that would break it.
 *
 * A volunteer's hours, a car's seats, a destination's address: rides that were promised stand on
 * them. Such a change is tried inside its write; where a promise would break that was kept before,
 * nothing is saved and a page says whose, until who changes it says "save all the same". What is
 * saved then is found among the rides without a volunteer: no promise goes without a word.
 *
 * The rides are a feature above this one; they say here who stands on what.
 */
#ifndef VOLUNTEERS_PROMISES_H
#define VOLUNTEERS_PROMISES_H

#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"
#include "store/store.h"
#include "web/request.h"
#include "web/response.h"

enum { PROMISES_MAX = 500 };

/* What changes: one of these; the others are 0. */
struct promises_on {
    int64_t volunteer_id;
    int64_t vehicle_id;
    int64_t destination_id;
};

/* Ways of rides still to come, in order of time. */
struct promises {
    struct promise {
        int64_t leg_id;
        struct date day;
    } * items;
    size_t count;
};

/* One of them in words, for a page. */
struct promise_line {
    const char *when; /* "Mercoledì 25 novembre, tra le 9:30 e le 9:45" */
    const char *who;
    const char *way;   /* "Arrone, Via Roma 3 → Ambulatorio"; "" where the actor may not know */
    const char *phone; /* may be NULL */
    const char *href;  /* the ride's page; NULL where the actor may not know of it */
};

struct promises_keeper {
    /* Those that stand on it and can be kept as things are: somebody with a car is there, in time.
       ERR_TOO_LARGE past PROMISES_MAX. */
    enum status (*kept)(struct ctx *ctx, const struct promises_on *on,
                        struct promises *ret_promises);
    /* With the audit row of their reading. `ret_lines` has one for each. */
    enum status (*show)(struct ctx *ctx, const struct promises *promises,
                        struct promise_line **ret_lines);
};
extern const struct promises_keeper *const PROMISES_KEEPER; /* app/routes.c */

/* A change that promises may stand on. */
struct promises_change {
    store_operation *operation;
    void *args;
    struct promises_on on;
    struct promises broken; /* by the change, whether it was saved or not */
};

/* store_write with the operation, unless promises would break that `request` does not agree to.
   Then ERR_CONFLICT with `broken`; without it, outcomes are the operation's own. */
MUST_USE enum status promises_write(struct ctx *ctx, struct request *request,
                                    struct promises_change *change);

/* Fills `broken` with what promises_write would break, and keeps nothing of it. A change that the
   operation itself would not make breaks nothing. */
MUST_USE enum status promises_try(struct ctx *ctx, struct promises_change *change);

/* After such a conflict: who was promised what, and the same form again to save all the same.
   `here` is the place in the navigation, `back` where nothing is saved. */
MUST_USE enum status promises_ask(struct ctx *ctx, struct request *request,
                                  const struct promises_change *change, const char *here,
                                  const char *back, struct response *response);

/* After the write: with broken promises to the day planned anew, or to the list of several days,
   else to `path`, saying `sentence`. */
MUST_USE enum status promises_done(struct ctx *ctx, const struct promises_change *change,
                                   const char *path, const char *sentence,
                                   struct response *response);

#endif
