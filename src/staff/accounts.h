/*
 * Accounts of the staff: what an administrator and the command line do with them. No person of the
 * office is seen here.
 *
 * Each operation runs inside a write and adds its audit row. Passwords are hashed before the write
 * (staff/password.h), because a hash takes long.
 */
#ifndef STAFF_ACCOUNTS_H
#define STAFF_ACCOUNTS_H

#include "base/ctx.h"
#include "staff/powers.h"
#include "staff_sql.h"

enum { USERNAME_CHARS_MAX = 40 };

struct user_draft {
    const char *username; /* as typed; kept in lower case */
    const char *surname;
    const char *name;
    const char *title; /* "coordinatrice sociale"; "" or NULL for none */
    const char *email; /* the same */
};

/* Letters a-z, digits, dots, dashes; at most USERNAME_CHARS_MAX. */
bool username_is_fit(const char *username);

/* `password_hash` is of a password that was handed over: it must be changed on entering.
   ERR_CONFLICT when the username is taken, ERR_INVALID when it is not fit. */
MUST_USE enum status user_create(struct ctx *tx, const struct user_draft *draft,
                                 const char *password_hash, int64_t *ret_id);

/* ERR_CONFLICT when `version` is not the present one, or the username is taken. */
MUST_USE enum status user_change(struct ctx *tx, int64_t user_id, int64_t version,
                                 const struct user_draft *draft);

/* A password that was handed over; ends the user's sessions. ERR_NOT_FOUND. */
MUST_USE enum status user_reset_password(struct ctx *tx, int64_t user_id,
                                         const char *password_hash);

/* Forgets the telephone and the recovery codes; ends the user's sessions. ERR_NOT_FOUND. */
MUST_USE enum status user_reset_factor(struct ctx *tx, int64_t user_id);

/* Off: nobody enters with it any more, and who is inside is out on the next request. What the user
   did stays. ERR_CONFLICT when nobody else could manage users; OK when it was so already. */
MUST_USE enum status user_set_active(struct ctx *tx, int64_t user_id, bool active);

struct role_draft {
    int64_t user_id;
    enum role role;
    int64_t office_id;       /* 0: the whole zone */
    int64_t municipality_id; /* 0: not tied to one */
    struct date from;
    struct date to; /* DATE_NONE: until further notice */
};

/* Holds from the next request on. Where it makes a second factor necessary that the user has not
   set up, their sessions end. ERR_DENIED for a role of one's own (the command line may),
   ERR_INVALID for dates in the wrong order, ERR_TOO_LARGE past ACTOR_ROLES_MAX in force or to come.
 */
MUST_USE enum status user_give_role(struct ctx *tx, const struct role_draft *draft,
                                    int64_t *ret_id);

/* Ends it yesterday, so that the next request is without it. ERR_NOT_FOUND when it had ended;
   ERR_CONFLICT when nobody else could manage users. */
MUST_USE enum status user_end_role(struct ctx *tx, int64_t user_id, int64_t role_id);

/* One session, which the person loses on the next request. ERR_NOT_FOUND. */
MUST_USE enum status user_end_session(struct ctx *tx, int64_t user_id, int64_t session_id);

#endif
