#include "store/audit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "store/audit_chain.h"
#include "store/store_inside.h"

struct head_row {
    int64_t number;
    struct blob hash;
    struct blob seal; /* NULL as long as the audit is empty */
};

#define HEAD_SELECT "select number, hash, seal from audit_head"
#define ROW_COLUMNS                                                                                \
    "number, at, is_read, actor_id, actor_name, origin, action, subject_kind, subject_id, "        \
    "subject_last_id, fields, reason, place_id, hash"
#define ROW_INSERT      "insert into audit_event (" ROW_COLUMNS ") values "
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const struct sql_field HEAD_FIELDS[] = {
    {"number", SQL_INT, offsetof(struct head_row, number)},
    {"hash", SQL_BLOB, offsetof(struct head_row, hash)},
    {"seal", SQL_BLOB, offsetof(struct head_row, seal)},
};

static const struct sql_statement HEAD_READ = {
    .name = "audit_head_read",
    .sqlite = HEAD_SELECT,
    .postgres = HEAD_SELECT,
    .columns = HEAD_FIELDS,
    .column_count = COUNT_OF(HEAD_FIELDS),
    .row_size = sizeof(struct head_row),
};

static const struct sql_statement HEAD_LOCK = {
    .name = "audit_head_lock",
    .sqlite = HEAD_SELECT, /* the transaction already holds the one write lock */
    .postgres = HEAD_SELECT " for update",
    .columns = HEAD_FIELDS,
    .column_count = COUNT_OF(HEAD_FIELDS),
    .row_size = sizeof(struct head_row),
};

static const struct sql_statement HEAD_WRITE = {
    .name = "audit_head_write",
    .sqlite = "update audit_head set number = ?1, hash = ?2, seal = ?3",
    .postgres = "update audit_head set number = $1, hash = $2, seal = $3",
    .params = HEAD_FIELDS,
    .param_count = COUNT_OF(HEAD_FIELDS),
};

static const struct sql_field ROW_FIELDS[] = {
    {"number", SQL_INT, offsetof(struct audit_row, number)},
    {"at", SQL_INSTANT, offsetof(struct audit_row, at)},
    {"is_read", SQL_FLAG, offsetof(struct audit_row, is_read)},
    {"actor_id", SQL_ID, offsetof(struct audit_row, actor_id)},
    {"actor_name", SQL_TEXT, offsetof(struct audit_row, actor_name)},
    {"origin", SQL_TEXT, offsetof(struct audit_row, origin)},
    {"action", SQL_TEXT, offsetof(struct audit_row, action)},
    {"subject_kind", SQL_TEXT, offsetof(struct audit_row, subject_kind)},
    {"subject_id", SQL_ID, offsetof(struct audit_row, subject_id)},
    {"subject_last_id", SQL_ID, offsetof(struct audit_row, subject_last_id)},
    {"fields", SQL_TEXT, offsetof(struct audit_row, fields)},
    {"reason", SQL_TEXT, offsetof(struct audit_row, reason)},
    {"place_id", SQL_ID, offsetof(struct audit_row, place_id)},
    {"hash", SQL_BLOB, offsetof(struct audit_row, hash)},
};

static const struct sql_statement ROW_ADD = {
    .name = "audit_row_add",
    .sqlite = ROW_INSERT "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    .postgres = ROW_INSERT "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    .params = ROW_FIELDS,
    .param_count = COUNT_OF(ROW_FIELDS),
};

const struct sql_statement AUDIT_ROWS = {
    .name = "audit_rows",
    .sqlite = "select " ROW_COLUMNS " from audit_event order by number",
    .postgres = "select " ROW_COLUMNS " from audit_event order by number",
    .columns = ROW_FIELDS,
    .column_count = COUNT_OF(ROW_FIELDS),
    .row_size = sizeof(struct audit_row),
};

struct change_row {
    int64_t number;
    bool is_read;
    const char *subject_kind;
    int64_t subject_id;
    int64_t subject_last_id;
};

static const struct sql_field CHANGE_FIELDS[] = {
    {"number", SQL_INT, offsetof(struct change_row, number)},
    {"is_read", SQL_FLAG, offsetof(struct change_row, is_read)},
    {"subject_kind", SQL_TEXT, offsetof(struct change_row, subject_kind)},
    {"subject_id", SQL_ID, offsetof(struct change_row, subject_id)},
    {"subject_last_id", SQL_ID, offsetof(struct change_row, subject_last_id)},
};

static const struct sql_field NUMBER_FIELD[] = {{"number", SQL_INT, 0}};
static const struct sql_field HASH_FIELD[] = {{"hash", SQL_BLOB, 0}};

#define CHANGES_SELECT                                                                             \
    "select number, is_read, subject_kind, subject_id, subject_last_id from audit_event "

/* Every row after the number, through the primary key; kinds are sorted out by us, because an
   index that an engine might choose for them instead would read the whole history. */
static const struct sql_statement CHANGES = {
    .name = "audit_changes",
    .sqlite = CHANGES_SELECT "where number > ?1 order by number",
    .postgres = CHANGES_SELECT "where number > $1 order by number",
    .params = NUMBER_FIELD,
    .param_count = 1,
    .columns = CHANGE_FIELDS,
    .column_count = COUNT_OF(CHANGE_FIELDS),
    .row_size = sizeof(struct change_row),
};

static const struct sql_statement ROW_HASH = {
    .name = "audit_row_hash",
    .sqlite = "select hash from audit_event where number = ?1",
    .postgres = "select hash from audit_event where number = $1",
    .params = NUMBER_FIELD,
    .param_count = 1,
    .columns = HASH_FIELD,
    .column_count = 1,
    .row_size = sizeof(struct blob),
};

static const struct sql_statement *const STATEMENTS[] = {
    &HEAD_READ, &HEAD_LOCK, &HEAD_WRITE, &ROW_ADD, &AUDIT_ROWS, &CHANGES, &ROW_HASH};
const struct sql_module AUDIT_SQL = {"audit", STATEMENTS, COUNT_OF(STATEMENTS)};

/* Chaining: every field by its length, so that no two rows have the same bytes. */

static void put_number(struct buf *buf, int64_t number)
{
    char bytes[8];

    for (int i = 0; i < 8; i++)
        bytes[i] = (char)((uint64_t)number >> (8 * i));
    buf_put(buf, bytes, sizeof(bytes));
}

static void put_text(struct buf *buf, const char *text)
{
    put_number(buf, text ? (int64_t)strlen(text) : -1);
    if (text)
        buf_put_text(buf, text);
}

struct crypt_hash audit_chain_hash(struct ctx *ctx, const struct crypt_hash *before,
                                   const struct audit_row *row)
{
    size_t mark = arena_mark(ctx->arena);
    struct buf buf = buf_new(ctx->arena, 64 * 1024);

    buf_put(&buf, (const char *)before->bytes, sizeof(before->bytes));
    put_number(&buf, row->number);
    put_number(&buf, row->at.seconds);
    put_number(&buf, row->is_read);
    put_number(&buf, row->actor_id);
    put_text(&buf, row->actor_name);
    put_text(&buf, row->origin);
    put_text(&buf, row->action);
    put_text(&buf, row->subject_kind);
    put_number(&buf, row->subject_id);
    put_number(&buf, row->subject_last_id);
    put_text(&buf, row->fields);
    put_text(&buf, row->reason);
    put_number(&buf, row->place_id);

    struct crypt_hash hash = crypt_hash(&ctx->db->store->audit_key, buf.data, buf.length);

    arena_rewind(ctx->arena, mark);
    return hash;
}

static struct crypt_hash head_seal(struct ctx *ctx, const struct audit_head *head)
{
    uint8_t bytes[4 + 8 + CRYPT_HASH_BYTES] = "head";

    for (int i = 0; i < 8; i++)
        bytes[4 + i] = (uint8_t)((uint64_t)head->number >> (8 * i));
    memcpy(bytes + 12, head->hash.bytes, CRYPT_HASH_BYTES);
    return crypt_hash(&ctx->db->store->audit_key, bytes, sizeof(bytes));
}

static bool blob_is_hash(struct blob blob, const struct crypt_hash *hash)
{
    struct crypt_hash stored;

    if (!blob.data || blob.length != sizeof(stored.bytes))
        return false;
    memcpy(stored.bytes, blob.data, sizeof(stored.bytes));
    return crypt_hash_equal(&stored, hash);
}

static struct blob blob_of(const struct crypt_hash *hash)
{
    return (struct blob){.data = hash->bytes, .length = sizeof(hash->bytes)};
}

static enum status head_from_row(struct ctx *ctx, const struct head_row *row,
                                 struct audit_head *ret_head)
{
    struct audit_head head = {.number = row->number};

    if (row->hash.length != sizeof(head.hash.bytes))
        return ERR_CORRUPT;
    memcpy(head.hash.bytes, row->hash.data, sizeof(head.hash.bytes));

    struct crypt_hash seal = head_seal(ctx, &head);
    bool fresh = head.number == 0 && !row->seal.data;

    if (!fresh && !blob_is_hash(row->seal, &seal))
        return ERR_CORRUPT;
    *ret_head = head;
    return OK;
}

enum status audit_chain_head(struct ctx *ctx, struct audit_head *ret_head)
{
    struct head_row row;

    TRY(sql_one(ctx, &HEAD_READ, NULL, &row));
    return head_from_row(ctx, &row, ret_head);
}

enum status audit_chain_begin(struct ctx *ctx)
{
    struct head_row row;

    TRY(sql_one(ctx, &HEAD_LOCK, NULL, &row));
    ctx->db->store->pending.count = 0;
    ctx->db->store->pending.arena_mark = arena_mark(ctx->arena);
    return head_from_row(ctx, &row, &ctx->db->head);
}

static enum status queue_pending(struct ctx *ctx)
{
    struct audit_pending *pending = &ctx->db->store->pending;
    size_t count = pending->count;

    pending->count = 0;
    for (size_t i = 0; i < count; i++)
        TRY(sql_queue(ctx, &ROW_ADD, &pending->rows[i]));
    return OK;
}

enum status audit_chain_send(struct ctx *ctx)
{
    enum status status = queue_pending(ctx);

    arena_rewind(&ctx->db->store->arena, ctx->db->store->pending.arena_mark);
    TRY(status);
    return sql_flush(ctx);
}

enum status audit_chain_end(struct ctx *ctx, const struct audit_head *before)
{
    const struct audit_head *head = &ctx->db->head;

    if (head->number == before->number)
        return OK;
    TRY(queue_pending(ctx));

    struct crypt_hash seal = head_seal(ctx, head);
    struct head_row row = {
        .number = head->number, .hash = blob_of(&head->hash), .seal = blob_of(&seal)};

    TRY(sql_queue(ctx, &HEAD_WRITE, &row));
    return sql_flush(ctx);
}

enum status audit_chain_has(struct ctx *ctx, const struct audit_head *head)
{
    struct blob stored;

    TRY(sql_one(ctx, &ROW_HASH, &head->number, &stored));
    return blob_is_hash(stored, &head->hash) ? OK : ERR_NOT_FOUND;
}

/* Adding ----------------------------------------------------------------------------------------*/

static bool fits(const char *text)
{
    return !text || strlen(text) <= AUDIT_TEXT_MAX;
}

static const char *keep(struct arena *arena, const char *text)
{
    return text ? arena_copy(arena, text) : NULL;
}

static enum status keep_pending(struct ctx *tx, const struct audit_row *row,
                                const struct crypt_hash *hash)
{
    struct store *store = tx->db->store;
    struct audit_pending *pending = &store->pending;

    if (pending->count == AUDIT_PENDING_MAX)
        TRY(audit_chain_send(tx));

    size_t at = pending->count++;
    struct audit_row *kept = &pending->rows[at];

    *kept = *row;
    kept->actor_name = keep(&store->arena, row->actor_name);
    kept->origin = keep(&store->arena, row->origin);
    kept->action = keep(&store->arena, row->action);
    kept->subject_kind = keep(&store->arena, row->subject_kind);
    kept->fields = keep(&store->arena, row->fields);
    kept->reason = keep(&store->arena, row->reason);
    pending->hashes[at] = *hash;
    kept->hash = blob_of(&pending->hashes[at]);
    return OK;
}

static enum status add_row(struct ctx *tx, const struct audit_entry *entry, bool is_read)
{
    struct store *store = tx->db->store;
    struct audit_head *head = &tx->db->head;
    struct audit_who who = store->who ? store->who(tx) : (struct audit_who){0};

    assert(entry->action && tx->db == store->writer);
    if (!fits(entry->action) || !fits(entry->subject_kind) || !fits(entry->fields) ||
        !fits(entry->reason) || !fits(tx->origin) || !fits(who.name))
        return ERR_TOO_LARGE;

    struct audit_row row = {
        .number = head->number + 1,
        .at = tx->now,
        .is_read = is_read,
        .actor_id = who.id,
        .actor_name = who.name,
        .origin = tx->origin,
        .action = entry->action,
        .subject_kind = entry->subject_kind,
        .subject_id = entry->subject_id,
        .subject_last_id = entry->subject_last_id ? entry->subject_last_id : entry->subject_id,
        .fields = entry->fields,
        .reason = entry->reason,
        .place_id = entry->place_id,
    };

    head->hash = audit_chain_hash(tx, &head->hash, &row);
    head->number = row.number;
    return keep_pending(tx, &row, &head->hash);
}

enum status audit_add(struct ctx *tx, const struct audit_entry *entry)
{
    return add_row(tx, entry, false);
}

struct readings {
    const struct audit_entry *entries;
    size_t count;
};

static enum status add_readings(struct ctx *tx, void *args)
{
    const struct readings *readings = args;

    for (size_t i = 0; i < readings->count; i++)
        TRY(add_row(tx, &readings->entries[i], true));
    return OK;
}

enum status audit_read_many(struct ctx *ctx, const struct audit_entry *entries, size_t count)
{
    struct readings readings = {.entries = entries, .count = count};

    return store_write(ctx, add_readings, &readings);
}

enum status audit_read(struct ctx *ctx, const struct audit_entry *entry)
{
    return audit_read_many(ctx, entry, 1);
}

/* Following -------------------------------------------------------------------------------------*/

enum status audit_head_read(struct ctx *ctx, struct audit_head *ret_head)
{
    return audit_chain_head(ctx, ret_head);
}

enum status audit_last_number(struct ctx *ctx, int64_t *ret_number)
{
    struct head_row row;

    TRY(sql_one(ctx, &HEAD_READ, NULL, &row));
    *ret_number = row.number;
    return OK;
}

struct following {
    const char *kind;
    audit_change_fn *each;
    void *user;
    int64_t number;
};

static enum status follow(void *user, const void *at)
{
    struct following *following = user;
    const struct change_row *row = at;

    following->number = row->number;
    if (row->is_read || !row->subject_kind || strcmp(row->subject_kind, following->kind) != 0)
        return OK;
    return following->each(following->user, row->subject_id, row->subject_last_id);
}

enum status audit_changes_since(struct ctx *ctx, int64_t number, const char *kind,
                                audit_change_fn *each, void *user, int64_t *ret_number)
{
    struct following following = {.kind = kind, .each = each, .user = user, .number = number};

    TRY(sql_each(ctx, &CHANGES, &number, follow, &following));
    *ret_number = following.number;
    return OK;
}

char *audit_head_show(struct arena *arena, const struct audit_head *head)
{
    return arena_printf(arena, "%lld %s", (long long)head->number,
                        crypt_hex(arena, head->hash.bytes, sizeof(head->hash.bytes)));
}

enum status audit_head_from_text(const char *text, struct audit_head *ret_head)
{
    struct audit_head head = {0};
    char *end;

    head.number = strtoll(text, &end, 10);
    if (end == text || *end != ' ' || head.number < 0 ||
        strlen(end + 1) != 2 * sizeof(head.hash.bytes))
        return ERR_INVALID;
    if (crypt_from_hex(end + 1, head.hash.bytes, sizeof(head.hash.bytes)) != OK)
        return ERR_INVALID;
    *ret_head = head;
    return OK;
}
