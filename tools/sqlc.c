/*
 * sqlc: compiles a feature's named statements to typed C functions.
 *
 *     sqlc --schema schema --out build/gen src/rides/rides.sql
 *
 * writes build/gen/rides_sql.h and rides_sql.c. The migrations are run in an empty SQLite database
 * in memory, and every statement is prepared there. A statement stands below its declaration:
 *
 *     -- The rides of one day, in order of departure.
 *     -- rides_on_day(day date, office id) many ride_row max 500
 *     select id, departs, cast(sum(fare) as bigint) as "total:cents_int" from ride ... :day ... ;
 *
 *     (name type, ...)   C arguments; {name type, ...} one struct NAME_args
 *     types              id count minutes micro flag money instant clock date text blob
 *     results            exec | changes | value TYPE | one ROW | many ROW max N | each ROW
 *     columns            take their type from the schema; a computed one from its alias,
 * "name:type" {for update}       on PostgreSQL only
 *
 * Statements that name the same ROW share a struct and must agree on its columns.
 */
#include "sqlc.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

static int is_migration(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);

    return length > 4 && strcmp(entry->d_name + length - 4, ".sql") == 0 &&
           !strstr(entry->d_name, ".postgres.sql");
}

static char *with_identity(const struct text *source)
{
    static const char token[] = "{identity}";
    struct text text = {0};
    const char *at = text_string(source);
    const char *found;

    while ((found = strstr(at, token))) {
        text_add_n(&text, at, (size_t)(found - at));
        text_add(&text, "integer primary key");
        at = found + sizeof token - 1;
    }
    text_add(&text, at);
    return text.data;
}

static int line_of(const char *text, const char *at)
{
    int line = 1;

    for (; text < at; text++)
        line += *text == '\n';
    return line;
}

static void run_migration(sqlite3 *db, const char *path)
{
    struct text source = file_read(path);
    char *text = with_identity(&source);
    const char *at = text;

    while (*at) {
        const char *next = at;
        sqlite3_stmt *prepared = NULL;
        int result = sqlite3_prepare_v2(db, at, -1, &prepared, &next);
        int offset = sqlite3_error_offset(db);

        while (result == SQLITE_OK && prepared && (result = sqlite3_step(prepared)) == SQLITE_ROW)
            result = SQLITE_OK;
        if (result != SQLITE_OK && result != SQLITE_DONE)
            fail_at(path, line_of(text, at + (offset > 0 ? offset : 0)), "%s", sqlite3_errmsg(db));
        sqlite3_finalize(prepared);
        at = next;
    }
    free(text);
}

static sqlite3 *open_schema(const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_migration, alphasort);
    sqlite3 *db;

    if (count < 0)
        fail_at(folder, 0, "the folder of migrations cannot be read");
    if (sqlite3_open(":memory:", &db) != SQLITE_OK)
        fail_at("sqlite", 0, "%s", sqlite3_errmsg(db));
    /* Else a misspelt "column" would be taken for a string. */
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, (int *)NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)NULL);
    for (int i = 0; i < count; i++) {
        run_migration(db, tool_printf("%s/%s", folder, entries[i]->d_name));
        free(entries[i]);
    }
    free(entries);
    return db;
}

/* The line of the first mention of a column in the statement, else the statement's own. */
static int line_of_column(const struct statement *statement, const char *column)
{
    const char *text = text_string(&statement->checked);
    const char *found = strstr(text, column);

    return statement->text_line + (found ? line_of(text, found) - 1 : 0);
}

static void check_column(const struct module *module, struct statement *statement,
                         sqlite3_stmt *prepared, int i)
{
    const char *label = sqlite3_column_name(prepared, i);
    const char *declared = sqlite3_column_decltype(prepared, i);
    const char *colon = strchr(label, ':');
    int line = line_of_column(statement, label);
    char *name = tool_copy(label, colon ? (size_t)(colon - label) : strlen(label));

    if (colon)
        declared = colon + 1;
    if (!declared && statement->result == RESULT_VALUE) {
        statement->columns[i] = (struct field){tool_copy("value", 5), statement->value_type};
        return;
    }
    if (!declared)
        fail_at(module->path, line, "the computed column %d (%s) needs a type: as \"name:type\"",
                i + 1, label);
    if (!sql_name_is_free(name))
        fail_at(module->path, line, "\"%s\" cannot be the name of a field: use an alias", name);
    for (int j = 0; j < i; j++) {
        if (strcmp(statement->columns[j].name, name) == 0)
            fail_at(module->path, line, "two columns are named %s", name);
    }
    statement->columns[i] = (struct field){name, sql_type_declared(declared)};
    if (!statement->columns[i].type)
        fail_at(module->path, line, "the column %s has the unknown type %s", name, declared);
}

static void check_value(const struct module *module, struct statement *statement)
{
    struct field *column = &statement->columns[0];

    if (statement->column_count != 1)
        fail_at(module->path, statement->line, "%s is declared value and gives %d columns",
                statement->name, statement->column_count);
    if (strcmp(column->type->kind, statement->value_type->kind) != 0)
        fail_at(module->path, statement->line, "%s is declared value %s, but the column is %s",
                statement->name, statement->value_type->name, column->type->name);
    column->name = tool_copy("value", 5);
}

static void check_statement(const struct module *module, struct statement *statement, sqlite3 *db)
{
    sqlite3_stmt *prepared = NULL;
    const char *text = text_string(&statement->checked);

    if (sqlite3_prepare_v2(db, text, -1, &prepared, NULL) != SQLITE_OK) {
        int offset = sqlite3_error_offset(db);

        fail_at(module->path,
                statement->text_line + line_of(text, text + (offset > 0 ? offset : 0)) - 1, "%s",
                sqlite3_errmsg(db));
    }
    if (!prepared)
        fail_at(module->path, statement->line, "%s is empty", statement->name);
    statement->column_count = sqlite3_column_count(prepared);
    if (statement->column_count > MAX_FIELDS)
        fail_at(module->path, statement->text_line, "more than %d columns", MAX_FIELDS);
    if (statement->result <= RESULT_CHANGES && statement->column_count)
        fail_at(module->path, statement->line, "%s gives rows, but none are declared",
                statement->name);
    if (statement->result >= RESULT_VALUE && !statement->column_count)
        fail_at(module->path, statement->line, "%s gives no rows", statement->name);
    for (int i = 0; i < statement->column_count; i++)
        check_column(module, statement, prepared, i);
    if (statement->result == RESULT_VALUE)
        check_value(module, statement);
    sqlite3_finalize(prepared);
}

static bool same_columns(const struct statement *a, const struct statement *b)
{
    if (a->column_count != b->column_count)
        return false;
    for (int i = 0; i < a->column_count; i++) {
        if (strcmp(a->columns[i].name, b->columns[i].name) != 0 ||
            strcmp(a->columns[i].type->kind, b->columns[i].type->kind) != 0)
            return false;
    }
    return true;
}

static void check_shared_row(const struct module *module, struct statement *statement)
{
    for (struct statement *other = module->statements; statement->row && other < statement;
         other++) {
        if (!other->row || strcmp(other->row, statement->row) != 0)
            continue;
        if (!same_columns(other, statement))
            fail_at(module->path, statement->line,
                    "the columns of %s are not those of %s on line %d", statement->row, other->name,
                    other->line);
        statement->is_row_shared = true;
        return;
    }
}

int main(int argc, char **argv)
{
    struct module module = {0};

    if (argc != 6 || strcmp(argv[1], "--schema") != 0 || strcmp(argv[3], "--out") != 0)
        fail_at("sqlc", 0, "usage: sqlc --schema FOLDER --out FOLDER FILE.sql");
    module.path = argv[5];
    module.name = path_stem(argv[5]);
    sqlc_parse(&module);

    sqlite3 *db = open_schema(argv[2]);

    for (int i = 0; i < module.count; i++) {
        check_statement(&module, &module.statements[i], db);
        check_shared_row(&module, &module.statements[i]);
    }
    sqlite3_close(db);
    sqlc_emit(&module, argv[4]);
    return 0;
}
