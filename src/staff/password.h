/*
 * Password hashes, a few at a time. Each takes 64 MiB for some 60 ms, so a process makes at most
 * two at once; a few more wait, and the rest are told to come back (ERR_BUSY).
 */
#ifndef STAFF_PASSWORD_H
#define STAFF_PASSWORD_H

#include <pthread.h>
#include <stdint.h>

#include "base/ctx.h"

enum {
    PASSWORD_RUNNING_MAX = 2,
    PASSWORD_CHARS_MAX = 200,
    PASSWORD_GIVEN_CHARS = 19, /* of one that we draw: 80 random bits in four groups */
};

/* Shared by the threads of a process, as `ctx->passwords`; NULL on the command line, where one
   thread hashes. */
struct password_gate {
    pthread_mutex_t lock;
    pthread_cond_t left;
    int running;
    int waiting;
    int waiting_max;
    int64_t hashes; /* made so far, for the tests */
};

/* `waiting_max` below the number of workers less PASSWORD_RUNNING_MAX keeps some of them free for
   other pages. ERR_UNAVAILABLE when the system has no lock left. */
MUST_USE enum status password_gate_init(struct password_gate *gate, int waiting_max);
void password_gate_free(struct password_gate *gate);

/* OK, or ERR_DENIED when it does not fit. `hash` NULL, as of a user who is not there, takes as long
   and never fits. ERR_BUSY when too many wait, ERR_UNAVAILABLE without memory. */
MUST_USE enum status password_check(struct ctx *ctx, const char *hash, const char *password);
/* Never inside a write: it would hold everybody up. */
MUST_USE enum status password_hash(struct ctx *ctx, const char *password, const char **ret_hash);

/* One for an administrator to hand over: "kdm4-7xqs-..." */
char *password_draw(struct ctx *ctx);

#endif
