#include "store/move.h"

#include <time.h>

#include "base/buf.h"
#include "store/store_inside.h"

enum {
    BUNDLE_ROWS = 200,         /* sent to a server without waiting for each */
    ROW_BYTES_MAX = 8 << 20,   /* of one row, with its largest text */
    ALONE_ATTEMPTS = 20,       /* a server takes a moment to forget a connection that was closed */
    ALONE_PAUSE_NS = 50000000, /* between two of them */
};

/* What was copied of a table, to compare with what is read back. */
struct sum {
    int64_t rows;
    struct crypt_hash hash;
};

struct move {
    struct ctx source;
    struct ctx target;
    const struct move_tables *tables;
    move_progress_fn *progress;
    void *user;
    int64_t done;
    int64_t total;
    struct move_report *report;
};

/* One table under way. */
struct passing {
    struct move *move;
    const struct move_table *table;
    struct arena *arena;
    bool add; /* to the target; else it is only summed up */
    struct sum sum;
};

static const struct sql_field COUNT_COLUMN[] = {{"count", SQL_INT, 0}};
static const struct sql_statement OTHERS = {
    .name = "move_others",
    .sqlite = "select 0", /* it would not have left its journal for us */
    .postgres = "select count(*) from pg_stat_activity where datname = current_database() and "
                "pid <> pg_backend_pid() and usesysid is not null and "
                "coalesce(application_name, 'accanto') = 'accanto'",
    .columns = COUNT_COLUMN,
    .column_count = 1,
    .row_size = sizeof(int64_t),
};

/* Leaving the WAL takes a file that nobody else has open, even if they do nothing just now. The
   next start goes back to it. */
static const char ALONE_SQLITE[] = "pragma journal_mode = delete";

/* Rows that refer to rows of their own table may come before them. */
static const char DEFER_SQLITE[] = "pragma defer_foreign_keys = on";
#define FOR_SELF_REFERENCES(what)                                                                  \
    "do $$ declare c record; begin "                                                               \
    "for c in select conrelid::regclass as t, conname as n from pg_constraint "                    \
    "where contype = 'f' and conrelid = confrelid and "                                            \
    "connamespace = current_schema()::regnamespace loop "                                          \
    "execute format('alter table %s alter constraint %I " what "', c.t, c.n); "                    \
    "end loop; end $$"
static const char DEFER_POSTGRES[] = FOR_SELF_REFERENCES("deferrable initially deferred");
static const char CHECK_POSTGRES[] =
    "set constraints all immediate;" FOR_SELF_REFERENCES("not deferrable");

static enum status be_alone(struct move *move)
{
    const struct timespec pause = {.tv_nsec = ALONE_PAUSE_NS};
    int64_t others = 0;

    if (db_kind_is(move->source.db) == DB_SQLITE)
        TRY(sql_script(&move->source, ALONE_SQLITE));
    for (int i = 0; i < ALONE_ATTEMPTS; i++) {
        TRY(sql_one(&move->source, &OTHERS, NULL, &others));
        if (others == 0)
            return OK;
        nanosleep(&pause, NULL);
    }
    return ERR_BUSY;
}

/* Every value by its kind and length, so that no two rows have the same bytes. */
static void put_value(struct buf *buf, const struct db_value *value)
{
    buf_put_char(buf, (char)('0' + value->kind));
    buf_put(buf, (const char *)&value->number, sizeof(value->number));
    buf_put(buf, (const char *)&value->length, sizeof(value->length));
    buf_put(buf, value->bytes, value->length);
}

static enum status sum_up(struct passing *passing, const struct db_value *values)
{
    size_t mark = arena_mark(passing->arena);
    struct buf buf = buf_new(passing->arena, ROW_BYTES_MAX);

    buf_put(&buf, (const char *)passing->sum.hash.bytes, sizeof(passing->sum.hash.bytes));
    for (size_t i = 0; i < passing->table->read->column_count; i++)
        put_value(&buf, &values[i]);
    if (buf.overflowed)
        return ERR_TOO_LARGE;
    passing->sum.hash = crypt_hash(NULL, buf.data, buf.length);
    passing->sum.rows++;
    arena_rewind(passing->arena, mark);
    return OK;
}

static enum status pass_row(void *user, const struct db_value *values)
{
    struct passing *passing = user;
    struct move *move = passing->move;

    TRY(sum_up(passing, values));
    move->report->row = passing->sum.rows;
    if (passing->add) {
        TRY(sql_queue_values(&move->target, passing->table->add, values));
        if (passing->sum.rows % BUNDLE_ROWS == 0)
            TRY(sql_flush(&move->target));
    }
    move->done++;
    if (move->progress)
        move->progress(move->user, move->done, move->total);
    return OK;
}

/* Reads a table of one side, to the end. */
static enum status pass_table(struct move *move, const struct move_table *table, bool add,
                              struct sum *ret_sum)
{
    struct ctx *side = add ? &move->source : &move->target;
    struct passing passing = {.move = move, .table = table, .arena = side->arena, .add = add};

    move->report->table = table->name;
    move->report->row = 0;
    TRY(sql_each_values(side, table->read, pass_row, &passing));
    TRY(sql_flush(&move->target));
    *ret_sum = passing.sum;
    return OK;
}

static enum status count_rows(struct move *move)
{
    for (size_t i = 0; i < move->tables->count; i++) {
        int64_t rows;

        TRY(sql_one(&move->source, move->tables->tables[i].count, NULL, &rows));
        move->report->rows += rows;
    }
    move->total = 2 * move->report->rows;
    return OK;
}

/* What the schema put there by itself; the source has its own, changed since or not. */
static enum status clear(struct move *move)
{
    for (size_t i = move->tables->count; i-- > 0;) {
        if (move->tables->tables[i].clear)
            TRY(sql_exec(&move->target, move->tables->tables[i].clear, NULL));
    }
    return OK;
}

static enum status copy_tables(struct move *move, struct sum *sums)
{
    for (size_t i = 0; i < move->tables->count; i++)
        TRY(pass_table(move, &move->tables->tables[i], true, &sums[i]));
    move->report->table = NULL;
    return OK;
}

static enum status compare_tables(struct move *move, const struct sum *sums)
{
    for (size_t i = 0; i < move->tables->count; i++) {
        struct sum sum;

        TRY(pass_table(move, &move->tables->tables[i], false, &sum));
        if (sum.rows != sums[i].rows || !crypt_hash_equal(&sum.hash, &sums[i].hash))
            return ERR_CORRUPT;
    }
    move->report->table = NULL;
    return OK;
}

/* In a transaction of each side, with both heads locked. */
static enum status fill(struct move *move)
{
    const struct audit_head nothing = {0};
    bool sqlite = db_kind_is(move->target.db) == DB_SQLITE;
    struct sum *sums = arena_array(move->source.arena, struct sum, move->tables->count);

    TRY(sql_script(&move->target, sqlite ? DEFER_SQLITE : DEFER_POSTGRES));
    TRY(clear(move));
    TRY(copy_tables(move, sums));
    if (!sqlite)
        TRY(sql_script(&move->target, CHECK_POSTGRES));
    TRY(store_reset_identities(&move->target));
    move->target.db->head = move->source.db->head;
    TRY(audit_chain_end(&move->target, &nothing));
    return compare_tables(move, sums);
}

/* Whatever was done in a zone is in its audit: an empty audit is an empty zone. */
static enum status fill_empty(struct move *move)
{
    TRY(audit_chain_begin(&move->target));
    if (move->target.db->head.number != 0)
        return ERR_CONFLICT;
    return fill(move);
}

static enum status move_to_target(struct move *move)
{
    TRY(audit_chain_begin(&move->source));
    move->report->head = move->source.db->head;
    TRY(count_rows(move));
    TRY(db_begin(move->target.db));

    enum status status = fill_empty(move);

    if (status == OK)
        return db_commit(move->target.db);
    db_rollback(move->target.db);
    return status;
}

enum status store_move(struct store *source, struct store *target, const struct move_tables *tables,
                       move_progress_fn *progress, void *user, struct move_report *ret_report)
{
    struct move move = {.source = {.arena = &source->arena, .db = source->writer},
                        .target = {.arena = &target->arena, .db = target->writer},
                        .tables = tables,
                        .progress = progress,
                        .user = user,
                        .report = ret_report};

    *ret_report = (struct move_report){0};
    arena_reset(&source->arena);
    arena_reset(&target->arena);
    TRY(be_alone(&move));
    TRY(db_begin(source->writer)); /* nobody writes to it meanwhile */

    enum status status = move_to_target(&move);

    db_rollback(source->writer);
    return status;
}
