#include "store/sql.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "base/money.h"
#include "store/db_engine.h"

static struct db_value value_int(int64_t number, bool is_none)
{
    return (struct db_value){.kind = is_none ? DB_NULL : DB_INT, .number = number};
}

static struct db_value value_text(const char *text)
{
    if (!text)
        return (struct db_value){.kind = DB_NULL};
    return (struct db_value){.kind = DB_TEXT, .bytes = text, .length = strlen(text)};
}

static struct db_value value_blob(const struct blob *blob)
{
    if (!blob->data)
        return (struct db_value){.kind = DB_NULL};
    return (struct db_value){
        .kind = DB_BLOB, .bytes = (const char *)blob->data, .length = blob->length};
}

static struct db_value value_of(struct arena *arena, enum sql_kind kind, const void *at)
{
    switch (kind) {
    case SQL_ID:
        return value_int(*(const int64_t *)at, *(const int64_t *)at == 0);
    case SQL_INT:
        return value_int(*(const int64_t *)at, *(const int64_t *)at == SQL_INT_NONE);
    case SQL_FLAG:
        return value_int(*(const bool *)at, false);
    case SQL_MONEY:
        return value_int(((const struct money *)at)->cents,
                         ((const struct money *)at)->cents == MONEY_NONE.cents);
    case SQL_INSTANT:
        return value_int(((const struct instant *)at)->seconds,
                         instant_is_none(*(const struct instant *)at));
    case SQL_CLOCK:
        return value_int(((const struct clock_time *)at)->minutes,
                         clock_is_none(*(const struct clock_time *)at));
    case SQL_DATE:
        if (date_is_none(*(const struct date *)at))
            return (struct db_value){.kind = DB_NULL};
        return value_text(date_to_iso(arena, *(const struct date *)at));
    case SQL_TEXT:
        return value_text(*(const char *const *)at);
    case SQL_BLOB:
        return value_blob(at);
    }
    __builtin_unreachable();
}

static enum status read_clock(struct db_value value, struct clock_time *ret_time)
{
    if (value.kind == DB_INT && (value.number < 0 || value.number >= 24 * 60))
        return ERR_CORRUPT;
    *ret_time =
        value.kind == DB_NULL ? CLOCK_NONE : (struct clock_time){.minutes = (int32_t)value.number};
    return OK;
}

static enum status read_date(struct arena *arena, struct db_value value, struct date *ret_date)
{
    *ret_date = DATE_NONE;
    if (value.kind == DB_NULL)
        return OK;
    return date_from_iso(arena_copy_n(arena, value.bytes, value.length), ret_date) == OK
               ? OK
               : ERR_CORRUPT;
}

static struct blob read_blob(struct arena *arena, struct db_value value)
{
    if (value.kind == DB_NULL)
        return (struct blob){0};
    return (struct blob){.data = (uint8_t *)arena_copy_n(arena, value.bytes, value.length),
                         .length = value.length};
}

/* A column that holds another kind of value than its name says is damage, not data. */
static bool value_fits(struct db_value value, enum sql_kind kind)
{
    if (value.kind == DB_NULL)
        return true;
    if (kind == SQL_DATE || kind == SQL_TEXT)
        return value.kind == DB_TEXT;
    return value.kind == (kind == SQL_BLOB ? DB_BLOB : DB_INT);
}

static enum status read_value(struct arena *arena, struct db_value value, enum sql_kind kind,
                              void *at)
{
    bool none = value.kind == DB_NULL;

    if (!value_fits(value, kind))
        return ERR_CORRUPT;
    switch (kind) {
    case SQL_ID:
        *(int64_t *)at = none ? 0 : value.number;
        return OK;
    case SQL_INT:
        *(int64_t *)at = none ? SQL_INT_NONE : value.number;
        return OK;
    case SQL_FLAG:
        *(bool *)at = !none && value.number != 0;
        return OK;
    case SQL_MONEY:
        ((struct money *)at)->cents = none ? MONEY_NONE.cents : value.number;
        return OK;
    case SQL_INSTANT:
        ((struct instant *)at)->seconds = none ? INSTANT_NONE.seconds : value.number;
        return OK;
    case SQL_CLOCK:
        return read_clock(value, at);
    case SQL_DATE:
        return read_date(arena, value, at);
    case SQL_TEXT:
        *(const char **)at = none ? NULL : arena_copy_n(arena, value.bytes, value.length);
        return OK;
    case SQL_BLOB:
        *(struct blob *)at = read_blob(arena, value);
        return OK;
    }
    __builtin_unreachable();
}

static enum status mismatch(struct db *db, const struct sql_statement *statement)
{
    db->engine->finish(db);
    db->live = false;
    return db_failed(db, ERR_CORRUPT, statement->name);
}

/* What comes before every statement. */
static enum status sql_may_run(struct db *db, const struct sql_statement *statement)
{
    assert(!db->live && "a callback of sql_each ran a statement on the same connection");
    assert(statement->param_count <= SQL_PARAMS_MAX);
    if (db->begun)
        TRY(db_sound(db));
    db->failure = OK;
    db->may_retry = false;
    return OK;
}

static enum status sql_params(struct ctx *ctx, const struct sql_statement *statement,
                              const void *args, struct db_value *params)
{
    assert(args || statement->param_count == 0);
    TRY(sql_may_run(ctx->db, statement));
    for (size_t i = 0; i < statement->param_count; i++) {
        const struct sql_field *param = &statement->params[i];

        params[i] = value_of(ctx->arena, param->kind, (const char *)args + param->offset);
    }
    return OK;
}

static enum status sql_start(struct ctx *ctx, const struct sql_statement *statement,
                             const void *args, bool stream)
{
    struct db *db = ctx->db;
    struct db_value params[SQL_PARAMS_MAX];

    assert(!db->queued && "sql_flush comes before any other statement");
    TRY(sql_params(ctx, statement, args, params));
    TRY(db->engine->start(db, statement, params, stream));
    db->live = true;
    if (db->engine->column_count(db) != statement->column_count)
        return mismatch(db, statement);
    return OK;
}
static enum status sql_step(struct db *db, bool *ret_row)
{
    enum status status = db->engine->step(db, ret_row);

    if (status != OK) {
        db->engine->finish(db);
        db->live = false;
    }
    return status;
}

static void sql_finish(struct db *db)
{
    db->engine->finish(db);
    db->live = false;
}

static enum status sql_read(struct ctx *ctx, const struct sql_statement *statement, void *row)
{
    memset(row, 0, statement->row_size);
    for (size_t i = 0; i < statement->column_count; i++) {
        const struct sql_field *column = &statement->columns[i];
        struct db_value value = ctx->db->engine->column(ctx->db, i);

        if (read_value(ctx->arena, value, column->kind, (char *)row + column->offset) != OK)
            return mismatch(ctx->db, statement);
    }
    return OK;
}

enum status sql_changes(struct ctx *ctx, const struct sql_statement *statement, const void *args,
                        int64_t *ret_changed)
{
    bool row = true;

    TRY(sql_start(ctx, statement, args, false));
    while (row)
        TRY(sql_step(ctx->db, &row));
    *ret_changed = ctx->db->engine->changes(ctx->db);
    sql_finish(ctx->db);
    return OK;
}

enum status sql_exec(struct ctx *ctx, const struct sql_statement *statement, const void *args)
{
    int64_t changed;

    return sql_changes(ctx, statement, args, &changed);
}

enum status sql_one(struct ctx *ctx, const struct sql_statement *statement, const void *args,
                    void *ret_row)
{
    bool row;
    bool more = true;

    TRY(sql_start(ctx, statement, args, false));
    TRY(sql_step(ctx->db, &row));
    if (!row) {
        sql_finish(ctx->db);
        return ERR_NOT_FOUND;
    }
    TRY(sql_read(ctx, statement, ret_row));
    /* To the end, so that a change with `returning` is complete on every engine. */
    while (more)
        TRY(sql_step(ctx->db, &more));
    sql_finish(ctx->db);
    return OK;
}

enum status sql_many(struct ctx *ctx, const struct sql_statement *statement, const void *args,
                     void **ret_rows, size_t *ret_count)
{
    size_t size = statement->row_size;
    size_t count = 0;
    size_t room = statement->max < 8 ? statement->max : 8;
    char *rows = arena_alloc_array(ctx->arena, size, room);
    bool row;

    assert(statement->max > 0);
    TRY(sql_start(ctx, statement, args, false));
    TRY(sql_step(ctx->db, &row));
    for (; row; count++) {
        if (count == statement->max) {
            sql_finish(ctx->db);
            return ERR_TOO_LARGE;
        }
        if (count == room) {
            rows = arena_grow(ctx->arena, rows, room * size, 2 * room * size);
            room *= 2;
        }
        TRY(sql_read(ctx, statement, rows + count * size));
        TRY(sql_step(ctx->db, &row));
    }
    sql_finish(ctx->db);
    *ret_rows = rows;
    *ret_count = count;
    return OK;
}

enum status sql_each(struct ctx *ctx, const struct sql_statement *statement, const void *args,
                     sql_each_fn *each, void *user)
{
    void *at = arena_alloc(ctx->arena, statement->row_size);
    bool row;

    TRY(sql_start(ctx, statement, args, true));
    TRY(sql_step(ctx->db, &row));
    while (row) {
        size_t mark = arena_mark(ctx->arena);

        TRY(sql_read(ctx, statement, at));

        enum status status = each(user, at);

        if (status != OK) {
            sql_finish(ctx->db);
            return status;
        }
        arena_rewind(ctx->arena, mark);
        TRY(sql_step(ctx->db, &row));
    }
    sql_finish(ctx->db);
    return OK;
}

enum status sql_queue(struct ctx *ctx, const struct sql_statement *statement, const void *args)
{
    struct db *db = ctx->db;
    struct db_value params[SQL_PARAMS_MAX];

    assert(db->begun && statement->column_count == 0);
    if (!db->engine->queue)
        return sql_exec(ctx, statement, args);
    TRY(sql_params(ctx, statement, args, params));
    db->queued = true;
    return db->engine->queue(db, statement, params);
}

enum status sql_each_values(struct ctx *ctx, const struct sql_statement *statement,
                            sql_values_fn *each, void *user)
{
    struct db *db = ctx->db;
    struct db_value values[SQL_COLUMNS_MAX];
    bool row;

    assert(statement->column_count <= SQL_COLUMNS_MAX);
    TRY(sql_start(ctx, statement, NULL, true));
    TRY(sql_step(db, &row));
    while (row) {
        enum status status = OK;

        for (size_t i = 0; i < statement->column_count; i++) {
            values[i] = db->engine->column(db, i);
            if (!value_fits(values[i], statement->columns[i].kind))
                return mismatch(db, statement);
        }
        status = each(user, values);
        if (status != OK) {
            sql_finish(db);
            return status;
        }
        TRY(sql_step(db, &row));
    }
    sql_finish(db);
    return OK;
}

enum status sql_queue_values(struct ctx *ctx, const struct sql_statement *statement,
                             const struct db_value *values)
{
    struct db *db = ctx->db;
    bool row;

    assert(db->begun && statement->column_count == 0);
    TRY(sql_may_run(db, statement));
    if (db->engine->queue) {
        db->queued = true;
        return db->engine->queue(db, statement, values);
    }
    TRY(db->engine->start(db, statement, values, false));
    db->live = true;
    TRY(sql_step(db, &row));
    sql_finish(db);
    return OK;
}

enum status sql_flush(struct ctx *ctx)
{
    return db_flush(ctx->db);
}

enum status sql_check(struct ctx *ctx, const struct sql_statement *statement)
{
    size_t params;
    size_t columns;

    TRY(ctx->db->engine->prepare(ctx->db, statement, &params, &columns));
    if (params != statement->param_count || columns != statement->column_count)
        return db_failed(ctx->db, ERR_CORRUPT, statement->name);
    return OK;
}

enum status sql_script(struct ctx *ctx, const char *text)
{
    assert(!ctx->db->live);
    return db_script(ctx->db, text);
}
