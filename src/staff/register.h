/*
 * The register: the audit as the data protection officer reads it.
 */
#ifndef STAFF_REGISTER_H
#define STAFF_REGISTER_H

#include "base/ctx.h"
#include "register_sql.h"

enum {
    REGISTER_PAGE_ROWS = 100,
    REGISTER_EXPORT_ROWS = 5000,
    REGISTER_WHO_DAYS = 90, /* how far back a name is looked for when no day is given */
};

struct register_filter {
    const char *who;   /* part of a name; "" for everybody */
    struct date first; /* DATE_NONE: from the beginning */
    struct date last;  /* DATE_NONE: until now */
    int64_t person_id; /* 0: all subjects */
    int64_t before;    /* a row's number; INT64_MAX: from the newest */
};

/* At most `take` rows, newest first; `ret_more` when there are others before them. */
MUST_USE enum status register_read(struct ctx *ctx, const struct register_filter *filter,
                                   int64_t take, struct register_row **ret_rows, size_t *ret_count,
                                   bool *ret_more);

/* In words: "ha letto la scheda"; the action's own code for one without words. */
const char *register_action_show(const struct ctx *ctx, const struct register_row *row);
/* "Persona 1204"; "" without a subject. */
const char *register_subject_show(struct ctx *ctx, const struct register_row *row);

/* Which fields: "cognome, telefoni"; NULL for a row that names none. */
const char *register_fields_show(struct ctx *ctx, const struct register_row *row);

/* The rows as a file for spreadsheets: UTF-8, semicolons. The bytes live in the arena.
   ERR_TOO_LARGE past 4 MiB. */
MUST_USE enum status register_csv_write(struct ctx *ctx, const struct register_row *rows,
                                        size_t count, const char **ret_bytes, size_t *ret_length);

#endif
