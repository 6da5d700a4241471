/* One line of an imported list: which column is what, and what its texts mean. */
#ifndef PEOPLE_IMPORT_LINE_H
#define PEOPLE_IMPORT_LINE_H

#include "paper/csv.h"
#include "people/people.h"
#include "zone/zone.h"

enum import_column {
    IMPORT_NOTHING, /* a column that is left out */
    IMPORT_SURNAME,
    IMPORT_NAME,
    IMPORT_BIRTH_DATE,
    IMPORT_BIRTH_PLACE,
    IMPORT_SEX,
    IMPORT_CITIZENSHIP,
    IMPORT_TAX_CODE,
    IMPORT_PLACE,
    IMPORT_ADDRESS,
    IMPORT_EMAIL,
    IMPORT_PHONE, /* may come several times */
};

struct import_columns {
    enum import_column of[CSV_FIELDS_MAX];
    size_t count;
};

/* Of two columns that mean the same the first counts; telephones may be several. */
void import_columns_read(const struct csv_record *header, struct import_columns *ret_columns);
bool import_columns_have(const struct import_columns *columns, enum import_column one,
                         enum import_column other);

/* The zone's places, by which the column of a place is understood. */
struct import_places {
    const struct place_row *rows;
    size_t count;
};
MUST_USE enum status import_places_read(struct ctx *ctx, struct import_places *ret_places);

struct import_line {
    struct person_draft draft;
    size_t phones;
    const char *place; /* a name that is no place of the zone */
    const char *why;   /* why the line cannot be taken; NULL when it can */
    const char *note;  /* something to know; the last one */
};

/* `line->draft` comes with nothing known. Texts live in the arena. */
void import_line_read(struct ctx *ctx, const struct import_columns *columns,
                      const struct import_places *places, const struct csv_record *record,
                      struct import_line *line);

#endif
