#include "store/migrate.h"

#include <stdio.h>
#include <string.h>

#include "store/store_inside.h"

struct applied {
    int64_t number;
    const char *name;
    struct blob checksum;
    struct instant applied_at;
};

static const struct sql_field APPLIED_FIELDS[] = {
    {"number", SQL_INT, offsetof(struct applied, number)},
    {"name", SQL_TEXT, offsetof(struct applied, name)},
    {"checksum", SQL_BLOB, offsetof(struct applied, checksum)},
    {"applied_at", SQL_INSTANT, offsetof(struct applied, applied_at)},
};

#define LIST_TEXT "select number, name, checksum, applied_at from schema_migration order by number"
static const struct sql_statement LIST = {
    .name = "migrations",
    .sqlite = LIST_TEXT,
    .postgres = LIST_TEXT,
    .columns = APPLIED_FIELDS,
    .column_count = 4,
    .row_size = sizeof(struct applied),
    .max = 9999,
};

#define ADD_TEXT "insert into schema_migration (number, name, checksum, applied_at) values "
static const struct sql_statement ADD = {
    .name = "migration_add",
    .sqlite = ADD_TEXT "(?1, ?2, ?3, ?4)",
    .postgres = ADD_TEXT "($1, $2, $3, $4)",
    .params = APPLIED_FIELDS,
    .param_count = 4,
};

struct place {
    const char *encoding;
    const char *collation;
};
static const struct sql_field PLACE_FIELDS[] = {
    {"encoding", SQL_TEXT, offsetof(struct place, encoding)},
    {"collation", SQL_TEXT, offsetof(struct place, collation)},
};
static const struct sql_statement PLACE = {
    .name = "database_place",
    .sqlite = "select 'UTF8', 'C'",
    .postgres = "select pg_encoding_to_char(encoding)::text, datcollate::text from pg_database "
                "where datname = current_database()",
    .columns = PLACE_FIELDS,
    .column_count = 2,
    .row_size = sizeof(struct place),
};

struct violation {
    const char *table;
};
static const struct sql_field VIOLATION_FIELDS[] = {
    {"table", SQL_TEXT, offsetof(struct violation, table)},
};
static const struct sql_statement BROKEN_REFERENCES = {
    .name = "broken_references",
    .sqlite = "select \"table\" from pragma_foreign_key_check limit 1",
    .postgres = "select ''::text where false", /* it never stops checking */
    .columns = VIOLATION_FIELDS,
    .column_count = 1,
    .row_size = sizeof(struct violation),
};

static const char TABLE_SQLITE[] = "create table if not exists schema_migration ("
                                   "number integer primary key, name text not null, "
                                   "checksum blob not null, applied_at integer not null)";
static const char TABLE_POSTGRES[] = "create table if not exists schema_migration ("
                                     "number bigint primary key, name text not null, "
                                     "checksum bytea not null, applied_at bigint not null)";

/* Two programs that start at once migrate one after the other: SQLite's write lock does it there,
   here a lock under a number of ours, held to the end of the transaction. */
static const char LOCK_POSTGRES[] = "select pg_advisory_xact_lock(4702111247)";

struct migrating {
    struct ctx ctx;
    const struct migration *steps;
    size_t count;
    migrate_progress_fn *progress;
    void *user;
    struct migrate_report *report;
};

const char *migrate_problem_text(enum migrate_problem problem)
{
    switch (problem) {
    case MIGRATE_FINE:
        return "the schema is that of this program";
    case MIGRATE_STEP_CHANGED:
        return "a step that was applied before is not the same in this program";
    case MIGRATE_STEP_UNKNOWN:
        return "the database was made by a newer program";
    case MIGRATE_STEP_FAILED:
        return "a step failed, and nothing of it was kept";
    case MIGRATE_ENCODING:
        return "the database must be made with encoding UTF8 and locale C";
    case MIGRATE_AWAY:
        return "the database cannot be reached or is locked";
    }
    return "unknown";
}

static enum status problem(struct migrating *migrating, enum migrate_problem problem, int number,
                           enum status status)
{
    migrating->report->problem = problem;
    migrating->report->number = number;
    snprintf(migrating->report->message, sizeof(migrating->report->message), "%s",
             db_message(migrating->ctx.db));
    return status;
}

static const char *text_of(const struct migrating *migrating, const struct migration *step)
{
    return db_kind_is(migrating->ctx.db) == DB_SQLITE ? step->sqlite : step->postgres;
}

static struct crypt_hash checksum_of(const struct migrating *migrating,
                                     const struct migration *step)
{
    const char *text = text_of(migrating, step);

    return crypt_hash(NULL, text, strlen(text));
}

/* What was applied must be a beginning of what this program knows, letter by letter. */
static enum status compare(struct migrating *migrating, const struct applied *applied, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int number = (int)applied[i].number;

        if (i >= migrating->count || applied[i].number != migrating->steps[i].number)
            return problem(migrating, MIGRATE_STEP_UNKNOWN, number, ERR_CONFLICT);

        struct crypt_hash checksum = checksum_of(migrating, &migrating->steps[i]);

        if (applied[i].checksum.length != sizeof(checksum.bytes) ||
            memcmp(applied[i].checksum.data, checksum.bytes, sizeof(checksum.bytes)) != 0)
            return problem(migrating, MIGRATE_STEP_CHANGED, number, ERR_CONFLICT);
    }
    return OK;
}

static enum status record(struct migrating *migrating, const struct migration *step)
{
    struct crypt_hash checksum = checksum_of(migrating, step);
    struct applied row = {.number = step->number,
                          .name = step->name,
                          .checksum = {.data = checksum.bytes, .length = sizeof(checksum.bytes)},
                          .applied_at = migrating->ctx.now};

    return sql_exec(&migrating->ctx, &ADD, &row);
}

static enum status references_hold(struct migrating *migrating)
{
    struct violation violation;
    enum status status = sql_one(&migrating->ctx, &BROKEN_REFERENCES, NULL, &violation);

    if (status == OK)
        return db_failed(migrating->ctx.db, ERR_INVALID, "a reference would lead nowhere");
    return status == ERR_NOT_FOUND ? OK : status;
}

static enum status apply(struct migrating *migrating, const struct migration *step)
{
    if (migrating->progress)
        migrating->progress(migrating->user, step);

    enum status status = sql_script(&migrating->ctx, text_of(migrating, step));

    if (status == OK)
        status = references_hold(migrating);
    if (status == OK)
        status = record(migrating, step);
    if (status == OK)
        return OK;
    return problem(migrating, MIGRATE_STEP_FAILED, step->number,
                   status == ERR_UNAVAILABLE || status == ERR_BUSY ? status : ERR_INVALID);
}

/* Inside a transaction: looks at what is there, for another program may have been first, and
   applies the next step, if there is one. */
static enum status next_step(struct migrating *migrating, bool *ret_done)
{
    struct ctx *ctx = &migrating->ctx;
    bool sqlite = db_kind_is(ctx->db) == DB_SQLITE;
    struct applied *applied;
    size_t count;

    if (!sqlite)
        TRY(sql_script(ctx, LOCK_POSTGRES));
    TRY(sql_script(ctx, sqlite ? TABLE_SQLITE : TABLE_POSTGRES));
    TRY(sql_many(ctx, &LIST, NULL, (void **)&applied, &count));
    TRY(compare(migrating, applied, count));
    if (migrating->report->applied == 0)
        migrating->report->already = (int)count;
    *ret_done = count == migrating->count;
    if (*ret_done)
        return OK;
    TRY(apply(migrating, &migrating->steps[count]));
    return OK;
}

static enum status migrate_once(struct migrating *migrating, bool *ret_done)
{
    struct db *db = migrating->ctx.db;

    arena_reset(migrating->ctx.arena);
    TRY(db_begin(db));

    enum status status = next_step(migrating, ret_done);

    if (status != OK) {
        db_rollback(db);
        return status;
    }
    TRY(db_commit(db));
    migrating->report->applied += !*ret_done;
    return OK;
}

static enum status check_place(struct migrating *migrating)
{
    struct place place;

    TRY(sql_one(&migrating->ctx, &PLACE, NULL, &place));
    if (strcmp(place.encoding, "UTF8") != 0 ||
        (strcmp(place.collation, "C") != 0 && strcmp(place.collation, "POSIX") != 0))
        return problem(migrating, MIGRATE_ENCODING, 0, ERR_INVALID);
    return OK;
}

/* SQLite changes a constraint by making the table anew, which needs its checks of references off
   outside the transaction; they are checked as a whole before each commit instead. */
static enum status check_references_at_once(struct migrating *migrating, bool on)
{
    if (db_kind_is(migrating->ctx.db) != DB_SQLITE)
        return OK;
    return sql_script(&migrating->ctx,
                      on ? "pragma foreign_keys = on" : "pragma foreign_keys = off");
}

static enum status migrate_all(struct migrating *migrating)
{
    bool done = false;

    TRY(check_place(migrating));
    TRY(check_references_at_once(migrating, false));

    enum status status = OK;

    while (status == OK && !done)
        status = migrate_once(migrating, &done);
    TRY(check_references_at_once(migrating, true));
    return status;
}

enum status store_migrate(struct store *store, const struct migration *steps, size_t count,
                          struct instant now, migrate_progress_fn *progress, void *user,
                          struct migrate_report *ret_report)
{
    struct migrating migrating = {.ctx = {.arena = &store->arena, .db = store->writer, .now = now},
                                  .steps = steps,
                                  .count = count,
                                  .progress = progress,
                                  .user = user,
                                  .report = ret_report};

    *ret_report = (struct migrate_report){0};
    arena_reset(&store->arena);

    enum status status = migrate_all(&migrating);

    if (status != OK && ret_report->problem == MIGRATE_FINE)
        return problem(&migrating, MIGRATE_AWAY, 0, status);
    return status;
}

enum status store_schema_is(struct ctx *ctx, const struct migration *steps, size_t count)
{
    struct migrate_report report = {0};
    struct migrating migrating = {.ctx = *ctx, .steps = steps, .count = count, .report = &report};
    struct applied *applied;
    size_t applied_count;

    TRY(sql_many(ctx, &LIST, NULL, (void **)&applied, &applied_count));
    TRY(compare(&migrating, applied, applied_count));
    return applied_count == count ? OK : ERR_CONFLICT;
}
