#include "store/once.h"

#include <string.h>

#include "store/store_inside.h"

struct once_args {
    const char *key;
    struct instant at;
    int64_t result_id;
};

static const struct sql_field TAKE_PARAMS[] = {
    {"key", SQL_TEXT, offsetof(struct once_args, key)},
    {"at", SQL_INSTANT, offsetof(struct once_args, at)},
};
static const struct sql_field RESULT_PARAMS[] = {
    {"key", SQL_TEXT, offsetof(struct once_args, key)},
    {"result_id", SQL_ID, offsetof(struct once_args, result_id)},
};
static const struct sql_field KEY_PARAM[] = {{"key", SQL_TEXT, offsetof(struct once_args, key)}};
static const struct sql_field AT_PARAM[] = {{"at", SQL_INSTANT, offsetof(struct once_args, at)}};
static const struct sql_field ID_COLUMN[] = {{"result_id", SQL_ID, 0}};

static const struct sql_statement TAKE = {
    .name = "once_take",
    .sqlite = "insert into once_key (key, at) values (?1, ?2) on conflict do nothing",
    .postgres = "insert into once_key (key, at) values ($1, $2) on conflict do nothing",
    .params = TAKE_PARAMS,
    .param_count = 2,
};

static const struct sql_statement FIND = {
    .name = "once_find",
    .sqlite = "select result_id from once_key where key = ?1",
    .postgres = "select result_id from once_key where key = $1",
    .params = KEY_PARAM,
    .param_count = 1,
    .columns = ID_COLUMN,
    .column_count = 1,
    .row_size = sizeof(int64_t),
};

static const struct sql_statement KEEP = {
    .name = "once_keep",
    .sqlite = "update once_key set result_id = ?2 where key = ?1",
    .postgres = "update once_key set result_id = $2 where key = $1",
    .params = RESULT_PARAMS,
    .param_count = 2,
};

/* A few at a time, at each use: more than are made, so that the table stays small by itself. */
static const struct sql_statement FORGET = {
    .name = "once_forget",
    .sqlite = "delete from once_key where key in "
              "(select key from once_key where at < ?1 order by at limit 4)",
    .postgres = "delete from once_key where key in "
                "(select key from once_key where at < $1 order by at limit 4)",
    .params = AT_PARAM,
    .param_count = 1,
};

static const struct sql_statement *const STATEMENTS[] = {&TAKE, &FIND, &KEEP, &FORGET};
const struct sql_module ONCE_SQL = {"once", STATEMENTS, 4};

enum status once_begin(struct ctx *tx, const char *key, bool *ret_done, int64_t *ret_result_id)
{
    struct once_args args = {.key = key,
                             .at = instant_add_minutes(tx->now, -(int64_t)ONCE_DAYS * 24 * 60)};
    int64_t taken;

    if (!key || !*key || strlen(key) > ONCE_KEY_MAX)
        return ERR_INVALID;
    TRY(sql_exec(tx, &FORGET, &args));
    args.at = tx->now;
    TRY(sql_changes(tx, &TAKE, &args, &taken));
    *ret_done = taken == 0;
    *ret_result_id = 0;
    if (*ret_done)
        TRY(sql_one(tx, &FIND, &args, ret_result_id));
    return OK;
}

enum status once_end(struct ctx *tx, const char *key, int64_t result_id)
{
    struct once_args args = {.key = key, .result_id = result_id};

    return sql_exec(tx, &KEEP, &args);
}

enum status once_is_kept(struct ctx *ctx, const char *key, bool *ret_kept)
{
    const struct once_args args = {.key = key};
    int64_t result_id;
    enum status status = key ? sql_one(ctx, &FIND, &args, &result_id) : ERR_NOT_FOUND;

    *ret_kept = status == OK;
    return status == ERR_NOT_FOUND ? OK : status;
}
