/*
 * How the rows of the audit are chained: what the writer and the verifier share.
 */
#ifndef STORE_AUDIT_CHAIN_H
#define STORE_AUDIT_CHAIN_H

#include "store/audit.h"
#include "store/sql.h"

struct audit_row {
    int64_t number;
    struct instant at;
    bool is_read;
    int64_t actor_id;
    const char *actor_name;
    const char *origin;
    const char *action;
    const char *subject_kind;
    int64_t subject_id;
    int64_t subject_last_id;
    const char *fields;
    const char *reason;
    int64_t place_id;
    struct blob hash;
};

/* Rows of the group that wait to be sent together: on PostgreSQL one trip instead of many. */
enum { AUDIT_PENDING_MAX = 128 };
struct audit_pending {
    size_t count;
    size_t arena_mark; /* of the writer's arena, where their texts are */
    struct audit_row rows[AUDIT_PENDING_MAX];
    struct crypt_hash hashes[AUDIT_PENDING_MAX];
};

extern const struct sql_statement AUDIT_ROWS; /* all, in order; no parameters */
extern const struct sql_module AUDIT_SQL;

/* The hash a row must have after a row with the hash `before`. */
struct crypt_hash audit_chain_hash(struct ctx *ctx, const struct crypt_hash *before,
                                   const struct audit_row *row);

/* Reads the head into `*ret_head`, and checks its seal: ERR_CORRUPT when it is not this key's. */
MUST_USE enum status audit_chain_head(struct ctx *ctx, struct audit_head *ret_head);

/* Once at the start of a group: the same into the writer's connection, locked to the commit. */
MUST_USE enum status audit_chain_begin(struct ctx *ctx);

/* Sends what waits; before a savepoint, so that undoing it cannot take another's rows along. */
MUST_USE enum status audit_chain_send(struct ctx *ctx);

/* Once before the commit, when rows were added since: the writer's head becomes the stored one. */
MUST_USE enum status audit_chain_end(struct ctx *ctx, const struct audit_head *before);

/* Whether the row with this number has this hash: tells what became of a commit whose answer was
   lost. OK, ERR_NOT_FOUND, or why it cannot be told. */
MUST_USE enum status audit_chain_has(struct ctx *ctx, const struct audit_head *head);

#endif
