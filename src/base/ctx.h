/*
 * What every operation of a request, a command or a test is given first.
 */
#ifndef BASE_CTX_H
#define BASE_CTX_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/date.h"

struct db;            /* store/db.h: the connection to read on, or the writer's inside a write */
struct actor;         /* staff/actor.h: who is acting; NULL for a citizen without an account */
struct words;         /* base/words.h: a translation; NULL means the Italian source text */
struct password_gate; /* staff/password.h: shared by the whole process; NULL on the command line */
struct people_index;  /* people/index.h: shared by the whole process; NULL where nobody searches */

struct ctx {
    struct arena *arena;
    struct db *db;
    const struct actor *actor;
    const struct words *words;
    struct people_index *people;
    struct password_gate *passwords;
    struct instant now; /* fixed for the whole request, so that two looks at it agree */
    int64_t request;    /* number in this process, for the log and the audit row */
    const char *origin; /* where it comes from: a client's address, or "command line" */
    /* NULL: this thread may wait, as all but one do. Else others depend on it: who would have to
       wait for the disk or for somebody else sets it and gives up (ERR_BUSY). */
    bool *would_wait;
};

#endif
