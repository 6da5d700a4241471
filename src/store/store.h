/*
 * The database of one zone: where it is, its keys, and the one path by which it is written.
 *
 * Reads run on a connection per worker. Writes are operations queued to one writer thread, which
 * takes what is queued, runs it in one transaction, each operation in its own savepoint, and
 * answers after the commit, so that many requests share one wait for the disk; for those who come
 * again and again it waits a moment (store/patience.h). Who comes alone writes by itself, on the
 * same connection, and spares the way to that thread and back.
 *
 * An operation is a function of its arguments and of the database inside the transaction: it
 * re-reads and re-decides there, may run again, and has no outside effect.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stddef.h>

#include "base/crypt.h"
#include "base/ctx.h"
#include "store/audit.h"
#include "store/db.h"

struct store;

struct store_config {
    const char *location; /* a file path, or postgresql://... or postgres://... */
    bool create;          /* SQLite: the file may be made */
    struct crypt_key master;
    audit_who_fn *who;   /* how the audit learns who acts; NULL: nobody is named */
    int queue_max;       /* operations waiting at most; 0: 256 */
    int group_max;       /* operations in one transaction at most; 0: 128 */
    int busy_timeout_ms; /* wait for another process's lock; 0: 5000 */
};

/* Opens the writer's connection. Outcomes as db_open. Freed by store_close, after every connection
   of the store is closed and the writer is stopped. */
MUST_USE enum status store_open(const struct store_config *config, struct store **ret_store);
void store_close(struct store *store);

/* A connection for one worker that can only read; closed with db_close. */
MUST_USE enum status store_connect(struct store *store, struct db **ret_db);

/* Without a started writer (command line, tests) store_write runs the operation inline. Stopping
   answers what is queued first. ERR_UNAVAILABLE when no thread can be had. */
MUST_USE enum status store_start_writer(struct store *store);
void store_stop_writer(struct store *store);

/* `tx` is the caller's context with the writer's connection; it allocates in the caller's arena.
   When it returns anything but OK its changes are undone and its outcome is passed on. */
typedef enum status store_operation(struct ctx *tx, void *args);

/* Runs `operation` in a transaction and comes back after its commit. `ctx->db` must be a connection
   of the store, outside a write; a db_begin_reading on it ends, so that what follows sees what was
   written. Besides the operation's own outcomes:
     ERR_BUSY         the queue is full, another process holds the lock, or the caller may not
                      wait (ctx->would_wait): nothing was run
     ERR_TOO_LARGE    the arena's cap was passed
     ERR_UNAVAILABLE  the disk is full or the database away: nothing was kept
     ERR_CORRUPT      the audit head does not bear this store's seal: wrong key, or tampering */
MUST_USE enum status store_write(struct ctx *ctx, store_operation *operation, void *args);

/* After rows were inserted with explicit ids (demo data, restore): the next generated id of every
   table comes after them. Inside a write. */
MUST_USE enum status store_reset_identities(struct ctx *tx);

#endif
