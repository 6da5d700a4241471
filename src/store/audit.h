/*
 * Who did what, kept for good: one row per reading of personal data and per change, in the same
 * transaction as what it tells. Rows are never altered. Their numbers have no gaps and each
 * carries a keyed hash of itself and of the row before, so that an altered, removed, swapped or
 * added row is found; a cut tail is found by the head row, whose seal cannot be made without the
 * key, and by heads kept elsewhere (service log, backup manifests).
 *
 * A row tells which fields changed, never their text. GDPR art. 5(2), 30 and 32.
 */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/crypt.h"
#include "base/ctx.h"

/* Who acts, as told by the layer that knows actors. */
struct audit_who {
    int64_t id;       /* 0: nobody with an account */
    const char *name; /* as it was at that time; may be NULL */
};
typedef struct audit_who audit_who_fn(const struct ctx *ctx);

struct audit_entry {
    const char *action;       /* "person.open", "ride.book": feature.verb */
    const char *subject_kind; /* "person", "case", ...; NULL when there is none */
    int64_t subject_id;       /* 0: none */
    int64_t subject_last_id;  /* last of a range of ids, such as an import; 0: subject_id alone */
    const char *fields;       /* names of the changed fields, separated by spaces; may be NULL */
    const char *reason;       /* why, when it must be said (break-glass); may be NULL */
    int64_t place_id;         /* the place concerned; 0: none */
};

enum { AUDIT_TEXT_MAX = 2000 }; /* bytes of each text of an entry; past it ERR_TOO_LARGE */

/* A change, inside the write that makes it. */
MUST_USE enum status audit_add(struct ctx *tx, const struct audit_entry *entry);

/* A reading, from a handler: queues a write that only adds the row and waits for its commit.
   Outcomes of store_write; what was to be shown must not be shown unless OK. */
MUST_USE enum status audit_read(struct ctx *ctx, const struct audit_entry *entry);
/* The same for several entries in one wait. */
MUST_USE enum status audit_read_many(struct ctx *ctx, const struct audit_entry *entries,
                                     size_t count);

/* The last committed number; 0 for an empty audit. One short read. */
MUST_USE enum status audit_last_number(struct ctx *ctx, int64_t *ret_number);

/* Calls `each` for every change (not reading) of a subject of `kind` with a number after `number`
   and up to the last, in order; `last_id` is never below `id`. `ret_number` becomes the last
   number looked at, to go on from. `each` must not run statements on `ctx->db`. */
typedef enum status audit_change_fn(void *user, int64_t id, int64_t last_id);
MUST_USE enum status audit_changes_since(struct ctx *ctx, int64_t number, const char *kind,
                                         audit_change_fn *each, void *user, int64_t *ret_number);

/* The end of the chain. Kept elsewhere, it proves later that nothing up to it was cut. */
struct audit_head {
    int64_t number;
    struct crypt_hash hash;
};
MUST_USE enum status audit_head_read(struct ctx *ctx, struct audit_head *ret_head);
/* "1234 9f86d0..." for logs and manifests, and back; ERR_INVALID when it is not that. */
char *audit_head_show(struct arena *arena, const struct audit_head *head);
MUST_USE enum status audit_head_from_text(const char *text, struct audit_head *ret_head);

enum audit_problem {
    AUDIT_SOUND,
    AUDIT_ROW_ALTERED,        /* or swapped, or added without the key */
    AUDIT_ROW_MISSING,        /* the numbers have a gap */
    AUDIT_HEAD_FORGED,        /* the head row does not bear the seal of this key */
    AUDIT_TAIL_CUT,           /* fewer rows than the head says */
    AUDIT_TAIL_ADDED,         /* more rows than the head says */
    AUDIT_HEAD_DIFFERS,       /* the last row's hash is not the head's */
    AUDIT_KNOWN_HEAD_CUT,     /* a head kept elsewhere is past the end */
    AUDIT_KNOWN_HEAD_DIFFERS, /* the chain was computed anew since a head was kept */
};

struct audit_report {
    int64_t rows;               /* looked at */
    int64_t bad_rows;           /* altered, missing or differing, counted */
    enum audit_problem problem; /* the first one found */
    int64_t number;             /* the row it concerns */
};

/* A sentence for the command line, never NULL. */
const char *audit_problem_text(enum audit_problem problem);

/* Reads the whole chain, in bounded memory. `known` are heads kept elsewhere (may be NULL with 0).
   `progress` (may be NULL) is called every 10,000 rows. OK with a report, whatever it says. */
typedef void audit_progress_fn(void *user, int64_t rows);
MUST_USE enum status audit_verify(struct ctx *ctx, const struct audit_head *known,
                                  size_t known_count, audit_progress_fn *progress, void *user,
                                  struct audit_report *ret_report);

#endif
