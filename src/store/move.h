/*
 * A whole zone from one database to another, of the same engine or of the other: how a zone that
 * outgrows one machine goes from SQLite to PostgreSQL, and how it comes back.
 *
 * Values are carried as they are stored: sealed text stays sealed, the audit keeps its numbers and
 * hashes, and both stay readable with the same master key only.
 */
#ifndef STORE_MOVE_H
#define STORE_MOVE_H

#include "store/sql.h"
#include "store/store.h"

/* A table and what copies it. Written by tools/schemac, each after those it refers to. */
struct move_table {
    const char *name;
    const struct sql_statement *read; /* all, in the order of the primary key */
    const struct sql_statement *add;
    const struct sql_statement *count;
    const struct sql_statement *clear; /* NULL unless the schema itself puts rows in */
};

/* All of this program but audit_head, which the store seals itself: build/gen/schema.c. */
extern const struct move_table SCHEMA_TABLES[];
extern const size_t SCHEMA_TABLE_COUNT;

struct move_tables {
    const struct move_table *tables;
    size_t count;
};

/* Called after each row. Every row is read twice: to be copied, and to be compared. */
typedef void move_progress_fn(void *user, int64_t done, int64_t total);

struct move_report {
    int64_t rows;           /* copied */
    struct audit_head head; /* the end of the audit, on both sides */
    const char *table;      /* where it failed; NULL when no table is to blame */
    int64_t row;            /* of that table, about: rows travel in bundles */
};

/* Copies everything in one transaction of the target, and reads it back before the commit: the
   target then holds the same bytes, or nothing. Bounded memory. Both have the schema of `tables`;
   no other connection of this process's stores may be open. The source is not changed. The report
   is always set.
     ERR_BUSY       another program has the source open, and could go on writing to it
     ERR_CONFLICT   the target is not empty
     ERR_CORRUPT    the source does not bear this key's seal, a stored value is not of its column's
                    kind, or what was read back differs: nothing was kept
   and the outcomes of store/sql.h. */
MUST_USE enum status store_move(struct store *source, struct store *target,
                                const struct move_tables *tables, move_progress_fn *progress,
                                void *user, struct move_report *ret_report);

#endif
