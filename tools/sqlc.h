/*
 * The parts of sqlc, the compiler of named statements. sqlc_parse.c reads a feature's .sql file;
 * sqlc.c builds the schema in memory and checks each statement against it; sqlc_emit.c writes C.
 */
#ifndef TOOLS_SQLC_H
#define TOOLS_SQLC_H

#include "common.h"

/* As in store/sql.h. */
enum { MAX_FIELDS = 64, MAX_STATEMENTS = 512, MAX_ROWS = 1000000 };

/* A type of our own: how a parameter says it, how C holds it. */
struct sql_type {
    const char *name;
    const char *c_type; /* ends in a space or a star */
    const char *kind;
};

struct field {
    char *name;
    const struct sql_type *type;
};

enum result { RESULT_EXEC, RESULT_CHANGES, RESULT_VALUE, RESULT_ONE, RESULT_MANY, RESULT_EACH };

struct statement {
    int line;      /* of the declaration */
    int text_line; /* of the first word of the statement */
    char *doc;
    char *name;
    bool has_args_struct; /* parameters were declared in braces */
    struct field params[MAX_FIELDS];
    int param_count;
    enum result result;
    const struct sql_type *value_type;
    char *row;
    int max;
    struct field columns[MAX_FIELDS];
    int column_count;
    bool is_row_shared;   /* an earlier statement wrote the struct */
    struct text checked;  /* as written, without comments, on the same lines */
    struct text sqlite;   /* one line, parameters as ?1 */
    struct text postgres; /* one line, parameters as $1 */
};

struct module {
    const char *path;
    char *name;
    struct statement *statements;
    int count;
};

/* Of a parameter or of "value"; NULL when there is none. */
const struct sql_type *sql_type_named(const char *name);
/* Of a column as the schema declares it, such as "cents_int". */
const struct sql_type *sql_type_declared(const char *declared);

/* Whether it can be a field or a parameter in the generated C. */
bool sql_name_is_free(const char *name);

void sqlc_parse(struct module *module);
void sqlc_emit(const struct module *module, const char *folder);

#endif
