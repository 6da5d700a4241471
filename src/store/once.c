#include "store/once.h"

#include <string.h>

#include "base/crypt.h"
#include "store/store_inside.h"

struct once_args {
    const char *key;
    const char *print;
    struct instant at;
    int64_t result_id;
};

struct once_row {
    int64_t result_id;
    const char *print;
};

static const struct sql_field TAKE_PARAMS[] = {
    {"key", SQL_TEXT, offsetof(struct once_args, key)},
    {"at", SQL_INSTANT, offsetof(struct once_args, at)},
    {"print", SQL_TEXT, offsetof(struct once_args, print)},
};
static const struct sql_field RESULT_PARAMS[] = {
    {"key", SQL_TEXT, offsetof(struct once_args, key)},
    {"result_id", SQL_ID, offsetof(struct once_args, result_id)},
};
static const struct sql_field KEY_PARAM[] = {{"key", SQL_TEXT, offsetof(struct once_args, key)}};
static const struct sql_field AT_PARAM[] = {{"at", SQL_INSTANT, offsetof(struct once_args, at)}};
static const struct sql_field ROW_COLUMNS[] = {
    {"result_id", SQL_ID, offsetof(struct once_row, result_id)},
    {"print", SQL_TEXT, offsetof(struct once_row, print)},
};

static const struct sql_statement TAKE = {
    .name = "once_take",
    .sqlite = "insert into once_key (key, at, print) values (?1, ?2, ?3) on conflict do nothing",
    .postgres = "insert into once_key (key, at, print) values ($1, $2, $3) on conflict do nothing",
    .params = TAKE_PARAMS,
    .param_count = 3,
};

static const struct sql_statement FIND = {
    .name = "once_find",
    .sqlite = "select result_id, print from once_key where key = ?1",
    .postgres = "select result_id, print from once_key where key = $1",
    .params = KEY_PARAM,
    .param_count = 1,
    .columns = ROW_COLUMNS,
    .column_count = 2,
    .row_size = sizeof(struct once_row),
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

/* What the key is kept under: of another user or another form it is another one. */
static const char *once_name(struct ctx *ctx, const struct once *once)
{
    const struct store *store = ctx->db->store;
    const struct audit_who who = store->who ? store->who(ctx) : (struct audit_who){0};
    const char *all =
        arena_printf(ctx->arena, "%lld\n%s\n%s", (long long)who.id, once->form, once->key);
    struct crypt_hash hash = crypt_hash(NULL, all, strlen(all));

    return crypt_hex(ctx->arena, hash.bytes, sizeof hash.bytes);
}

static enum status once_result(struct ctx *tx, struct once *once, const struct once_args *args,
                               int64_t *ret_result_id)
{
    struct once_row row;

    TRY(sql_one(tx, &FIND, args, &row));
    *ret_result_id = once->result_id = row.result_id;
    return !row.print || strcmp(row.print, once->print) == 0 ? OK : ERR_REPEATED;
}

enum status once_begin(struct ctx *tx, struct once *once, bool *ret_done, int64_t *ret_result_id)
{
    struct once_args args = {.at = instant_add_minutes(tx->now, -(int64_t)ONCE_DAYS * 24 * 60)};
    int64_t taken;

    if (!once || !*once->key || strlen(once->key) > ONCE_KEY_MAX)
        return ERR_INVALID;
    TRY(sql_exec(tx, &FORGET, &args));
    args.key = once_name(tx, once);
    args.print = once->print;
    args.at = tx->now;
    TRY(sql_changes(tx, &TAKE, &args, &taken));
    *ret_done = taken == 0;
    *ret_result_id = 0;
    return *ret_done ? once_result(tx, once, &args, ret_result_id) : OK;
}

enum status once_end(struct ctx *tx, const struct once *once, int64_t result_id)
{
    struct once_args args = {.key = once_name(tx, once), .result_id = result_id};

    return sql_exec(tx, &KEEP, &args);
}

enum status once_is_kept(struct ctx *ctx, const struct once *once, bool *ret_kept)
{
    const struct once_args args = {.key = once ? once_name(ctx, once) : NULL};
    struct once_row row;
    enum status status = once ? sql_one(ctx, &FIND, &args, &row) : ERR_NOT_FOUND;

    *ret_kept = status == OK;
    return status == ERR_NOT_FOUND ? OK : status;
}
