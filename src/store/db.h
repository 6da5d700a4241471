/*
 * One connection to the database: SQLite or PostgreSQL behind one small interface. A connection
 * belongs to one thread at a time. Features never see this header: they run the statements of
 * store/sql.h.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

struct db;

enum db_kind { DB_SQLITE, DB_POSTGRES };

struct db_options {
    const char *location; /* a file path, or postgresql://... or postgres://... */
    bool create;          /* SQLite: the file may be made; else it must exist */
    bool read_only;       /* refuses every change with ERR_DENIED */
    int busy_timeout_ms;  /* how long a statement waits for another process's lock */
};

/* Which engine a location means, by its form alone. */
enum db_kind db_kind_of(const char *location);

/* ERR_NOT_FOUND without a file that may not be made, ERR_UNAVAILABLE when the server is away,
   ERR_CORRUPT when the file is not a database. Freed by db_close, which takes NULL too. */
MUST_USE enum status db_open(const struct db_options *options, struct db **ret_db);
void db_close(struct db *db);

enum db_kind db_kind_is(const struct db *db);

/* Must be called at the boundary of an arena whose overflow may have left a statement half way:
   ends it, and a db_begin_reading that was under way. Harmless at any other time. */
void db_recover(struct db *db);

/* What the engine said about the last failure, for the service log; may hold stored values, so it
   is never shown. Valid until the next statement. */
const char *db_message(const struct db *db);

/* A transaction that may write. On SQLite it takes the write lock at once. A failed commit has
   rolled everything back. After a failure the engine may have ended the transaction by itself:
   db_in_transaction tells. db_rollback may be called whether one is open or not. */
MUST_USE enum status db_begin(struct db *db);
MUST_USE enum status db_commit(struct db *db);
void db_rollback(struct db *db);
bool db_in_transaction(const struct db *db);

/* Several readings that see the same moment, up to db_rollback. Keep it short: a long one holds
   back the cleaning of both engines. */
MUST_USE enum status db_begin_reading(struct db *db);

/* One level of savepoint inside a transaction. Releasing or undoing may fail when the transaction
   itself is lost. */
MUST_USE enum status db_savepoint(struct db *db);
MUST_USE enum status db_release(struct db *db);
MUST_USE enum status db_undo(struct db *db);

/* True when the last failure was a conflict between transactions (serialization, deadlock) or a
   lost connection: the same transaction may succeed when it is run again. */
bool db_may_retry(const struct db *db);

/* One or more statements without parameters, as in a migration. */
MUST_USE enum status db_script(struct db *db, const char *text);

#endif
