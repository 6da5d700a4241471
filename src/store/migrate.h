/*
 * How the schema grows: numbered steps, embedded in the program from schema/ by tools/schemac,
 * forward only, each in one transaction together with the row that says it was applied.
 */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include <stddef.h>

#include "store/store.h"

struct migration {
    int number; /* 1, 2, 3, ... without gaps */
    const char *name;
    const char *sqlite;
    const char *postgres;
};

enum migrate_problem {
    MIGRATE_FINE,
    MIGRATE_STEP_CHANGED, /* an applied step's text is no longer the one that was applied */
    MIGRATE_STEP_UNKNOWN, /* the database was made by a newer program */
    MIGRATE_STEP_FAILED,  /* the engine refused it; nothing of it was kept */
    MIGRATE_ENCODING,     /* PostgreSQL: the database is not UTF-8 with collation C */
    MIGRATE_AWAY,         /* the database cannot be reached, or is locked */
};

struct migrate_report {
    int applied; /* now */
    int already; /* before */
    enum migrate_problem problem;
    int number;        /* the step the problem concerns; 0 for none */
    char message[256]; /* the engine's own words, for an administrator; may be empty */
};

/* Called before each step that is applied. */
typedef void migrate_progress_fn(void *user, const struct migration *step);

/* Applies what is missing. Safe to kill at any moment and to run twice at once. ERR_CONFLICT for a
   changed or unknown step, ERR_INVALID for a failed step or a wrong encoding; the report (always
   set) says which. Must run before the writer is started. */
MUST_USE enum status store_migrate(struct store *store, const struct migration *steps, size_t count,
                                   struct instant now, migrate_progress_fn *progress, void *user,
                                   struct migrate_report *ret_report);

/* OK when exactly these steps are applied; ERR_CONFLICT when the database is older, newer or
   another; the outcomes of store/sql.h when it cannot be read. */
MUST_USE enum status store_schema_is(struct ctx *ctx, const struct migration *steps, size_t count);

/* A sentence for the command line, never NULL. */
const char *migrate_problem_text(enum migrate_problem problem);

/* The steps of this program: build/gen/schema.c. */
extern const struct migration SCHEMA[];
extern const size_t SCHEMA_COUNT;

#endif
