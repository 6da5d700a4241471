/*
 * What store/ itself sees of a connection: the interface each engine fills, and the state that
 * both share. Nothing outside store/ includes this.
 */
#ifndef STORE_DB_ENGINE_H
#define STORE_DB_ENGINE_H

#include <stddef.h>

#include "store/audit.h"
#include "store/db.h"
#include "store/sql.h"

struct store;

enum { DB_SLOTS = 2048, DB_MESSAGE_MAX = 256 };

enum db_value_kind { DB_NULL, DB_INT, DB_TEXT, DB_BLOB, DB_OTHER };

/* A parameter on its way in, or a column on its way out (then valid until the next step). */
struct db_value {
    enum db_value_kind kind;
    int64_t number;
    const char *bytes;
    size_t length;
};

/* A statement prepared on this connection, found by the address of its description. */
struct db_slot {
    const struct sql_statement *statement;
    void *prepared;
};

struct db_engine {
    void (*close)(struct db *db);
    enum status (*prepare)(struct db *db, const struct sql_statement *statement, size_t *ret_params,
                           size_t *ret_columns);
    /* One statement is under way at a time, from start to finish. `stream`: rows are not held in
       memory all together. */
    enum status (*start)(struct db *db, const struct sql_statement *statement,
                         const struct db_value *params, bool stream);
    enum status (*step)(struct db *db, bool *ret_row);
    struct db_value (*column)(struct db *db, size_t index);
    size_t (*column_count)(struct db *db);
    int64_t (*changes)(struct db *db); /* after the last step */
    void (*finish)(struct db *db);
    /* NULL where waiting for each costs nothing. */
    enum status (*queue)(struct db *db, const struct sql_statement *statement,
                         const struct db_value *params);
    enum status (*flush)(struct db *db);
    enum status (*script)(struct db *db, const char *text);
    /* Ends the open transaction, also when there is no memory left: what stayed open would hold its
       locks and its view of the past. */
    enum status (*rollback)(struct db *db);
    bool (*in_transaction)(const struct db *db);
};

struct db {
    const struct db_engine *engine;
    enum db_kind kind;
    bool live;              /* a statement is under way */
    bool queued;            /* sql_queue was called and sql_flush was not yet */
    bool begun;             /* from db_begin to db_commit or db_rollback, whatever the engine did */
    bool may_retry;         /* see db_may_retry */
    bool reading;           /* what was begun is db_begin_reading */
    enum status failure;    /* of a statement: what is begun can only be undone, see db_sound */
    struct store *store;    /* NULL for a connection of its own */
    struct audit_head head; /* the writer's: the end of the chain inside its transaction */
    size_t slots_used;
    struct db_slot slots[DB_SLOTS];
    char message[DB_MESSAGE_MAX];
};

MUST_USE enum status db_sqlite_open(const struct db_options *options, struct db **ret_db);
MUST_USE enum status db_postgres_open(const struct db_options *options, struct db **ret_db);

/* The slot of a statement, new when its `prepared` is NULL. */
struct db_slot *db_slot_of(struct db *db, const struct sql_statement *statement);

/* Inside what was begun: the failure of an earlier statement, after which PostgreSQL refuses
   everything, and so do we on both; or ERR_UNAVAILABLE when the engine has ended the transaction by
   itself, so that nothing runs outside it by mistake. */
MUST_USE enum status db_sound(const struct db *db);

MUST_USE enum status db_flush(struct db *db); /* see sql_flush */

/* sql_each without parameters, and sql_queue, with values as they are stored. */
typedef enum status sql_values_fn(void *user, const struct db_value *values);
MUST_USE enum status sql_each_values(struct ctx *ctx, const struct sql_statement *statement,
                                     sql_values_fn *each, void *user);
MUST_USE enum status sql_queue_values(struct ctx *ctx, const struct sql_statement *statement,
                                      const struct db_value *values);

/* Keeps the failure and what the engine said; returns the failure. */
enum status db_failed(struct db *db, enum status status, const char *message);

#endif
