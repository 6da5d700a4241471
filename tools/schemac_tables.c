#include "schemac.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum { TABLES_MAX = 400 };

struct table {
    char *name;
    struct text fields;  /* of the array of struct sql_field */
    struct text columns; /* "id", "name" */
    struct text key;     /* the primary key, likewise */
    int column_count;
    bool filled; /* the steps themselves put rows in */
    bool written;
};

struct catalogue {
    sqlite3 *db;
    struct table tables[TABLES_MAX];
    int count;
};

static void run(sqlite3 *db, const struct step *step)
{
    char *message = NULL;

    if (sqlite3_exec(db, step->sqlite, NULL, NULL, &message) != SQLITE_OK)
        fail_at(step->name, 0, "%s", message);
}

static sqlite3_stmt *query(sqlite3 *db, const char *text, const char *name)
{
    sqlite3_stmt *statement;

    if (sqlite3_prepare_v2(db, text, -1, &statement, NULL) != SQLITE_OK)
        fail_at("schemac", 0, "%s", sqlite3_errmsg(db));
    if (name)
        sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    return statement;
}

static char *column_text(sqlite3_stmt *statement, int at)
{
    const char *text = (const char *)sqlite3_column_text(statement, at);

    return tool_copy(text, strlen(text));
}

/* As in store/sql.h. What a value means does not matter to a copy, only how it is stored. */
static const char *kind_of(const char *table, const char *column, const char *declared)
{
    if (strcmp(declared, "integer") == 0 || text_ends_with(declared, "_int"))
        return "SQL_INT";
    if (strcmp(declared, "text") == 0 || text_ends_with(declared, "_text"))
        return "SQL_TEXT";
    if (text_ends_with(declared, "_blob"))
        return "SQL_BLOB";
    fail_at(table, 0, "the type of column %s, %s, is not one of ours", column, declared);
}

static void add_name(struct text *list, const char *name)
{
    text_addf(list, "%s\\\"%s\\\"", list->length ? ", " : "", name);
}

static void read_columns(sqlite3 *db, struct table *table)
{
    sqlite3_stmt *statement =
        query(db, "select name, lower(type) from pragma_table_info(?1) order by cid", table->name);

    while (sqlite3_step(statement) == SQLITE_ROW) {
        char *column = column_text(statement, 0);

        text_addf(&table->fields, "    {\"%s\", %s, 0},\n", column,
                  kind_of(table->name, column, column_text(statement, 1)));
        add_name(&table->columns, column);
        table->column_count++;
    }
    sqlite3_finalize(statement);
}

static void read_key(sqlite3 *db, struct table *table)
{
    sqlite3_stmt *statement =
        query(db, "select name from pragma_table_info(?1) where pk > 0 order by pk", table->name);

    while (sqlite3_step(statement) == SQLITE_ROW)
        add_name(&table->key, column_text(statement, 0));
    sqlite3_finalize(statement);
    if (table->key.length == 0)
        fail_at(table->name, 0, "a table needs a primary key: copies are compared in its order");
}

static bool is_filled(sqlite3 *db, const char *name)
{
    sqlite3_stmt *statement =
        query(db, tool_printf("select exists (select 1 from \"%s\")", name), NULL);
    bool filled = sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_int(statement, 0);

    sqlite3_finalize(statement);
    return filled;
}

/* The head of the audit is not copied: the store seals it itself. */
static void read_tables(struct catalogue *catalogue)
{
    sqlite3_stmt *statement = query(catalogue->db,
                                    "select name from sqlite_schema where type = 'table' and name "
                                    "not like 'sqlite%' and name <> 'audit_head' order by name",
                                    NULL);

    while (sqlite3_step(statement) == SQLITE_ROW) {
        struct table *table = &catalogue->tables[catalogue->count++];

        if (catalogue->count == TABLES_MAX)
            fail_at("schemac", 0, "more than %d tables", TABLES_MAX - 1);
        table->name = column_text(statement, 0);
        read_columns(catalogue->db, table);
        read_key(catalogue->db, table);
        table->filled = is_filled(catalogue->db, table->name);
    }
    sqlite3_finalize(statement);
}

static const struct table *table_named(const struct catalogue *catalogue, const char *name)
{
    for (int i = 0; i < catalogue->count; i++) {
        if (strcmp(catalogue->tables[i].name, name) == 0)
            return &catalogue->tables[i];
    }
    fail_at(name, 0, "a table refers to this one, which is not there");
}

/* Everything it refers to, other than itself, is written already. */
static bool may_follow(const struct catalogue *catalogue, const struct table *table)
{
    sqlite3_stmt *statement =
        query(catalogue->db, "select \"table\" from pragma_foreign_key_list(?1)", table->name);
    bool may = true;

    while (sqlite3_step(statement) == SQLITE_ROW) {
        const struct table *other = table_named(catalogue, column_text(statement, 0));

        may &= other == table || other->written;
    }
    sqlite3_finalize(statement);
    return may;
}

static void put_statement(struct text *out, const char *table, const char *role, const char *text,
                          const char *rest)
{
    text_addf(out, "static const struct sql_statement %s_%s = {\n    .name = \"%s_%s\",\n", table,
              role, table, role);
    text_addf(out, "    .sqlite = \"%s\",\n    .postgres = \"%s\",\n%s};\n", text, text, rest);
}

static char *placeholders(int count, char mark)
{
    struct text out = {0};

    for (int i = 1; i <= count; i++)
        text_addf(&out, "%s%c%d", i > 1 ? ", " : "", mark, i);
    return out.data;
}

static void put_add(struct text *out, const struct table *table)
{
    const char *into =
        tool_printf("insert into \\\"%s\\\" (%s) values", table->name, table->columns.data);

    text_addf(out, "static const struct sql_statement %s_add = {\n    .name = \"%s_add\",\n",
              table->name, table->name);
    text_addf(out, "    .sqlite = \"%s (%s)\",\n", into, placeholders(table->column_count, '?'));
    text_addf(out, "    .postgres = \"%s (%s)\",\n", into, placeholders(table->column_count, '$'));
    text_addf(out, "    .params = %s_columns,\n    .param_count = %d,\n};\n", table->name,
              table->column_count);
}

static void put_table(struct text *out, const struct table *table)
{
    const char *name = table->name;

    text_addf(out, "static const struct sql_field %s_columns[] = {\n%s};\n", name,
              table->fields.data);
    put_statement(out, name, "read",
                  tool_printf("select %s from \\\"%s\\\" order by %s", table->columns.data, name,
                              table->key.data),
                  tool_printf("    .columns = %s_columns,\n    .column_count = %d,\n", name,
                              table->column_count));
    put_add(out, table);
    put_statement(out, name, "count", tool_printf("select count(*) from \\\"%s\\\"", name),
                  "    .columns = move_count_columns,\n    .column_count = 1,\n"
                  "    .row_size = sizeof(int64_t),\n");
    if (table->filled)
        put_statement(out, name, "clear", tool_printf("delete from \\\"%s\\\"", name), "");
    text_add_char(out, '\n');
}

static void put_entry(struct text *entries, const struct table *table)
{
    text_addf(entries, "    {\"%s\", &%s_read, &%s_add, &%s_count, ", table->name, table->name,
              table->name, table->name);
    if (table->filled)
        text_addf(entries, "&%s_clear},\n", table->name);
    else
        text_add(entries, "NULL},\n");
}

void schemac_put_tables(struct text *out, const struct step *steps)
{
    struct catalogue *catalogue = tool_alloc(sizeof(*catalogue));
    struct text entries = {0};
    int written = 0;

    if (sqlite3_open(":memory:", &catalogue->db) != SQLITE_OK)
        fail_at("sqlite", 0, "%s", sqlite3_errmsg(catalogue->db));
    for (int i = 1; i <= STEPS_MAX && steps[i].name; i++)
        run(catalogue->db, &steps[i]);
    read_tables(catalogue);
    text_add(out,
             "static const struct sql_field move_count_columns[] = {{\"count\", SQL_INT, 0}};\n\n");
    for (bool moved = true; moved;) {
        moved = false;
        for (int i = 0; i < catalogue->count; i++) {
            struct table *table = &catalogue->tables[i];

            if (table->written || !may_follow(catalogue, table))
                continue;
            put_table(out, table);
            put_entry(&entries, table);
            moved = table->written = true;
            written++;
        }
    }
    if (written < catalogue->count)
        fail_at("schemac", 0, "some tables refer to each other in a circle");
    sqlite3_close(catalogue->db);
    text_addf(out, "const struct move_table SCHEMA_TABLES[] = {\n%s};\n", text_string(&entries));
    text_addf(out, "const size_t SCHEMA_TABLE_COUNT = %d;\n", written);
}
