/*
 * Taking over an office's list of people: a table whose first line names its columns, in Italian or
 * English. All of it is taken or nothing.
 */
#ifndef PEOPLE_IMPORT_H
#define PEOPLE_IMPORT_H

#include "paper/csv.h"
#include "people/people.h"

/* What is told on the way. Texts are valid during the call. */
struct import_listener {
    /* A line that cannot be taken, and why, in English. */
    void (*bad_line)(void *user, int64_t line, const char *why);
    /* Something to know of a line that is no bad one: how it is taken, or that it is skipped. */
    void (*note)(void *user, int64_t line, const char *what);
    /* A column whose name says nothing to us, or what another column says already: it is left
       out. */
    void (*unknown_column)(void *user, const char *name);
    /* Lines looked at so far, of this reading. */
    void (*progress)(void *user, int64_t lines);
    void *user;
};

struct import_report {
    int64_t lines;   /* with a person on them */
    int64_t bad;     /* not to be taken */
    int64_t skipped; /* already there: same tax code, or same name and birth and no other code */
    int64_t created;
    int64_t first_id, last_id; /* of those created; 0 when none */
    bool no_header;            /* no column for surname or name */
};

/* Looks at every line without the database. OK also with bad lines: see the report. */
MUST_USE enum status people_import_check(struct ctx *ctx, struct csv *csv,
                                         const struct import_listener *listener,
                                         struct import_report *ret_report);

/* Takes everything in one transaction with one audit row; then, when `dry_run`, undoes it. To be
   called when people_import_check found no bad line; ERR_INVALID if there is one after all. Lines
   about a restricted person are taken like any other: nothing tells that somebody is known. */
MUST_USE enum status people_import(struct ctx *ctx, struct csv *csv, bool dry_run,
                                   const struct import_listener *listener,
                                   struct import_report *ret_report);

#endif
