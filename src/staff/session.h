/*
 * Sessions: a token in a cookie, of which only the hash is kept. They end by themselves after too
 * long without a click and after so long in all (zone/policy.h), and when somebody ends them.
 * A new token comes with every step of entering, so that one seen earlier opens nothing more.
 */
#ifndef STAFF_SESSION_H
#define STAFF_SESSION_H

#include "base/ctx.h"

/* As stored; the stages of staff/actor.h. */
#define SESSION_SECOND_FACTOR "second_factor"
#define SESSION_NEW_PASSWORD  "new_password"
#define SESSION_OPEN          "open"

struct session_draft {
    int64_t user_id;
    const char *stage;
    const char *token; /* drawn outside the write, which may run again */
    const char *agent; /* the browser, as it calls itself; may be NULL */
};

/* Both inside a write. */
MUST_USE enum status session_open(struct ctx *tx, const struct session_draft *draft,
                                  int64_t *ret_id);
/* Gives the actor's session a new token and stage. ERR_NOT_FOUND when it has ended meanwhile. */
MUST_USE enum status session_renew(struct ctx *tx, const char *token, const char *stage);

#endif
