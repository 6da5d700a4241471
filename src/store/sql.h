/*
 * A named statement, and the four ways to run one. The descriptions are tables written by
 * tools/sqlc from a feature's .sql file; features call the typed functions it writes beside them.
 *
 * Everything returned lives in the context's arena. Statements run on `ctx->db`, one at a time.
 */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"

enum {
    SQL_PARAMS_MAX = 64,
    SQL_COLUMNS_MAX = 64,
};

/* How a C value and a stored value are read from each other; each has one C value for NULL. */
enum sql_kind {
    SQL_ID,      /* int64_t; NULL is 0 */
    SQL_INT,     /* int64_t: count, minutes, micro; NULL is SQL_INT_NONE */
    SQL_FLAG,    /* bool; NULL reads as false */
    SQL_MONEY,   /* struct money; NULL is MONEY_NONE */
    SQL_INSTANT, /* struct instant; NULL is INSTANT_NONE */
    SQL_CLOCK,   /* struct clock_time; NULL is CLOCK_NONE */
    SQL_DATE,    /* struct date, stored as ISO text; NULL is DATE_NONE */
    SQL_TEXT,    /* const char *; NULL is NULL */
    SQL_BLOB,    /* struct blob; NULL is a NULL `data` */
};

#define SQL_INT_NONE INT64_MIN

struct blob {
    const uint8_t *data;
    size_t length;
};

struct sql_field {
    const char *name;
    enum sql_kind kind;
    size_t offset; /* in the struct of arguments, or in the row */
};

struct sql_statement {
    const char *name;
    const char *sqlite;   /* parameters as ?1, ?2, ... */
    const char *postgres; /* parameters as $1, $2, ... */
    const struct sql_field *params;
    size_t param_count;
    const struct sql_field *columns; /* none for a statement that gives no rows */
    size_t column_count;
    size_t row_size;
    size_t max; /* rows that `many` gives at most */
};

/* Every statement of one .sql file, so that a test can prepare each on both engines. */
struct sql_module {
    const char *name;
    const struct sql_statement *const *statements;
    size_t count;
};

/*
 * `args` is the struct that `params` describes, or NULL without parameters. Outcomes of all:
 *   ERR_CONFLICT     a unique or foreign key refuses the change
 *   ERR_INVALID      a check or not-null constraint refuses it
 *   ERR_DENIED       a trigger refuses it (append-only tables), or the connection only reads
 *   ERR_BUSY         another process holds the lock for too long
 *   ERR_UNAVAILABLE  the disk is full or failing, or the server is away
 *   ERR_CORRUPT      a stored value is not of its declared kind, or the statement does not fit
 *                    the schema: db_message() says more
 */
MUST_USE enum status sql_exec(struct ctx *ctx, const struct sql_statement *statement,
                              const void *args);
MUST_USE enum status sql_changes(struct ctx *ctx, const struct sql_statement *statement,
                                 const void *args, int64_t *ret_changed);

/* The first row; ERR_NOT_FOUND without one. `ret_row` has `row_size` bytes. */
MUST_USE enum status sql_one(struct ctx *ctx, const struct sql_statement *statement,
                             const void *args, void *ret_row);

/* All rows, as an array of `row_size` structs; ERR_TOO_LARGE when there are more than `max`.
   `*ret_rows` is never NULL. */
MUST_USE enum status sql_many(struct ctx *ctx, const struct sql_statement *statement,
                              const void *args, void **ret_rows, size_t *ret_count);

/* Row by row, in bounded memory: what the row and `each` allocate in the arena is forgotten before
   the next row. Any outcome but OK of `each` ends the run and is returned. `each` must not run
   statements on the same connection. */
typedef enum status sql_each_fn(void *user, const void *row);
MUST_USE enum status sql_each(struct ctx *ctx, const struct sql_statement *statement,
                              const void *args, sql_each_fn *each, void *user);

/* Changes whose outcome is not needed one by one, as in an import: PostgreSQL is sent many of them
   without waiting for each. Inside a write. sql_flush, before any other statement, waits for all
   and gives the first failure; SQLite runs each at once. */
MUST_USE enum status sql_queue(struct ctx *ctx, const struct sql_statement *statement,
                               const void *args);
MUST_USE enum status sql_flush(struct ctx *ctx);

/* Prepares without running, and compares the number of parameters and of columns. */
MUST_USE enum status sql_check(struct ctx *ctx, const struct sql_statement *statement);

/* The text of a statement without parameters or rows, or several of them. */
MUST_USE enum status sql_script(struct ctx *ctx, const char *text);

#endif
