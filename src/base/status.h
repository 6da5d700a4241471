/*
 * Outcomes of an operation. A bug asserts; a user's mistake is data; everything else that can
 * happen is one of these, and the compiler refuses to let it be ignored.
 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

enum status {
    OK = 0,
    ERR_NOT_FOUND,   /* no such thing, or the actor may not learn that there is one */
    ERR_DENIED,      /* the actor is known and may not do this */
    ERR_INVALID,     /* the input breaks a rule; the caller says which, beside its field */
    ERR_CONFLICT,    /* someone else was first: re-read and decide again */
    ERR_REPEATED,    /* the same form was kept before, with another text: this one was not */
    ERR_BUSY,        /* a bounded queue is full or a lock is held: try again shortly */
    ERR_TOO_LARGE,   /* a stated bound would be passed */
    ERR_UNAVAILABLE, /* the disk is full or the database is away: nothing was kept */
    ERR_CORRUPT,     /* stored data contradicts itself or its seal */
    ERR_IO,          /* a file or a socket failed */
};

#define MUST_USE     __attribute__((warn_unused_result))
#define CLEANUP(fn)  __attribute__((cleanup(fn)))
#define PRINTF(f, a) __attribute__((format(printf, f, a)))

/* Passes any outcome but OK up to the caller. */
#define TRY(expr)                                                                                  \
    do {                                                                                           \
        enum status try_status_ = (expr);                                                          \
        if (try_status_ != OK)                                                                     \
            return try_status_;                                                                    \
    } while (0)

/* A word for logs and command lines, such as "not found". Never NULL. */
const char *status_name(enum status status);

#endif
