/*
 * Reading tables that people export from a spreadsheet: CSV (RFC 4180) with commas, semicolons or
 * bars, or TSV. Delimiter and encoding are found out, records are read one at a time, and the
 * memory taken does not grow with the file.
 *
 * A bad record is told with its line and does not end the reading.
 *
 * And writing them: semicolons and a byte order mark, as an Italian spreadsheet opens them.
 */
#ifndef PAPER_CSV_H
#define PAPER_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

enum {
    CSV_FIELDS_MAX = 100,         /* of one record */
    CSV_RECORD_BYTES = 32 * 1024, /* of one record, as it comes out */
};

/* Where the bytes come from. */
struct csv_source {
    /* Up to `max` bytes; 0 at the end. Outcomes are passed on. */
    enum status (*read)(void *user, char *bytes, size_t max, size_t *ret_length);
    /* Back to the first byte. */
    enum status (*rewind)(void *user);
    void *user;
};

enum csv_encoding {
    CSV_UTF8,
    CSV_WINDOWS_1252, /* what older spreadsheets write; taken when the bytes are not UTF-8 */
};

enum csv_problem {
    CSV_FINE,
    CSV_OPEN_QUOTE,      /* a quotation mark that is never closed */
    CSV_AFTER_QUOTE,     /* something stands between a closing quote and the delimiter */
    CSV_TOO_LONG,        /* past CSV_RECORD_BYTES: most likely an open quote */
    CSV_TOO_MANY_FIELDS, /* past CSV_FIELDS_MAX */
    CSV_STRANGE_BYTES,   /* control characters, or bytes that mean nothing */
};

struct csv_record {
    const char *const *fields; /* clean text, outer white space gone; never NULL */
    size_t count;
    int64_t line; /* where it begins; the first is 1 */
    enum csv_problem problem;
};

struct csv;

/* Looks through the whole source once to find out delimiter and encoding, and comes back to its
   start. ERR_INVALID for UTF-16, which no other format is like. Lives in the arena. */
MUST_USE enum status csv_open(struct arena *arena, const struct csv_source *source,
                              struct csv **ret_csv);

char csv_delimiter(const struct csv *csv);
enum csv_encoding csv_encoding(const struct csv *csv);

/* The next record that is not blank, in `arena`. ERR_NOT_FOUND at the end; ERR_INVALID with
   `problem` and `line` for a bad one, after which the reading goes on. */
MUST_USE enum status csv_next(struct csv *csv, struct arena *arena, struct csv_record *ret_record);

/* Back to the first record. */
MUST_USE enum status csv_rewind(struct csv *csv);

/* A sentence in English for the command line. */
const char *csv_problem_text(enum csv_problem problem);

/* The first line: names of the columns, with semicolons between. */
void csv_begin(struct buf *csv, const char *columns);
/* A cell that a spreadsheet takes as text and never as a formula; NULL is empty. */
void csv_put(struct buf *csv, const char *text, bool last);

#endif
