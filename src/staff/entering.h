/*
 * Coming in, step by step: name and password, second factor, a password of one's own. How far
 * somebody has come is the stage of their session.
 *
 * Wrong answers are counted per account and per address (zone/policy.h says how many, and over how
 * long); the count is looked at again inside the write that settles an attempt, so that many at
 * once do not slip through. Names are counted whether or not there is such a user.
 */
#ifndef STAFF_ENTERING_H
#define STAFF_ENTERING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/crypt.h"
#include "base/ctx.h"
#include "staff/totp.h"

enum entering_outcome {
    ENTERING_DONE = 1,
    ENTERING_WRONG,     /* what was given does not fit; says not which part */
    ENTERING_THROTTLED, /* too many wrong answers: wait */
};

/* How one step ended. */
struct entering_step {
    enum entering_outcome outcome;
    const char *token; /* ENTERING_DONE: the session's new one, for the cookie */
};

enum { RECOVERY_CODES_MAX = 20, RECOVERY_CODE_CHARS = 19 };

struct recovery_codes {
    const char *codes[RECOVERY_CODES_MAX];
    size_t count;
};

/* The key under which account names are counted, from the key that signs the program's forms. */
struct crypt_key entering_account_key(const struct crypt_key *web_key);

struct sign_in_args {
    const char *username; /* as typed */
    const char *password;
    const char *agent;           /* User-Agent; may be NULL */
    const struct crypt_key *key; /* entering_account_key() */
};

/* Opens a session; its stage says what is still asked. As many hashes are made for a name that
   nobody has. ERR_BUSY when too many people sign in at once. */
MUST_USE enum status entering_sign_in(struct ctx *ctx, const struct sign_in_args *args,
                                      struct entering_step *ret_step);

/* Six digits of the telephone, or a recovery code; either is good once. For an actor at the second
   factor. */
MUST_USE enum status entering_give_code(struct ctx *ctx, const char *code,
                                        const struct crypt_key *key,
                                        struct entering_step *ret_step);

/* The second factor that a session may set up: the same at each look, different in each session,
   and known to nobody who only has the database. */
struct totp_secret entering_new_secret(const struct crypt_key *web_key, const char *token);

/* Sets it up once `code` proves that the telephone has it; fresh recovery codes replace former
   ones. ERR_CONFLICT when the user has one already. */
MUST_USE enum status entering_set_factor(struct ctx *ctx, const struct totp_secret *secret,
                                         const char *code, struct entering_step *ret_step,
                                         struct recovery_codes *ret_codes);

/* Is a second factor asked of the actor, and has it been set up? */
struct entering_factor {
    bool wanted;
    bool set;
    int64_t recovery_left;
};
MUST_USE enum status entering_factor_of(struct ctx *ctx, struct entering_factor *ret_factor);

struct new_password {
    const char *current; /* NULL: the forced change, where it was given a moment ago */
    const char *password;
    const struct crypt_key *key;
};
/* Ends the user's other sessions. ENTERING_WRONG: `current` does not fit, or, in the forced change,
   `password` is the one that was handed over. ERR_CONFLICT when it was reset meanwhile. */
MUST_USE enum status entering_set_password(struct ctx *ctx, const struct new_password *args,
                                           struct entering_step *ret_step);

/* Ends the actor's session; nothing happens without one. */
MUST_USE enum status entering_leave(struct ctx *ctx);

/* The page where `ctx->actor` (NULL: nobody) goes on entering, and from which they come back to
   `then` (a local path, or NULL). NULL for who is inside. */
const char *entering_next_path(struct ctx *ctx, const char *then);

/* `step` with the page to come back to as its query; left out when it is not a local path. */
const char *entering_path(struct ctx *ctx, const char *step, const char *then);

#endif
