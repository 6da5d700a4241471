#include "store/db.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "store/db_engine.h"

enum db_kind db_kind_of(const char *location)
{
    bool url =
        strncmp(location, "postgresql://", 13) == 0 || strncmp(location, "postgres://", 11) == 0;

    return url ? DB_POSTGRES : DB_SQLITE;
}

enum status db_open(const struct db_options *options, struct db **ret_db)
{
    if (db_kind_of(options->location) == DB_POSTGRES)
        return db_postgres_open(options, ret_db);
    return db_sqlite_open(options, ret_db);
}

void db_close(struct db *db)
{
    if (!db)
        return;
    db_recover(db);
    db->engine->close(db);
}

enum db_kind db_kind_is(const struct db *db)
{
    return db->kind;
}

enum status db_flush(struct db *db)
{
    bool queued = db->queued;

    db->queued = false;
    return queued ? db->engine->flush(db) : OK;
}

static void end_statement(struct db *db)
{
    enum status unsent = db_flush(db);

    (void)unsent; /* kept in `failure`, so that nothing more happens in its transaction */
    if (db->live)
        db->engine->finish(db);
    db->live = false;
}

void db_recover(struct db *db)
{
    end_statement(db);
    if (db->reading)
        db_rollback(db);
}

const char *db_message(const struct db *db)
{
    return db->message;
}

bool db_may_retry(const struct db *db)
{
    return db->may_retry;
}

struct db_slot *db_slot_of(struct db *db, const struct sql_statement *statement)
{
    size_t index = ((uintptr_t)statement >> 4) * 2654435761u % DB_SLOTS;

    while (db->slots[index].statement && db->slots[index].statement != statement)
        index = (index + 1) % DB_SLOTS;
    if (!db->slots[index].statement) {
        db->slots[index].statement = statement;
        db->slots_used++;
        /* The program's statements are a closed list, so the table cannot fill up. */
        assert(db->slots_used < DB_SLOTS / 2);
    }
    return &db->slots[index];
}

enum status db_failed(struct db *db, enum status status, const char *message)
{
    snprintf(db->message, sizeof(db->message), "%s", message ? message : "");
    db->failure = status;
    return status;
}

enum status db_sound(const struct db *db)
{
    if (db->failure != OK)
        return db->failure;
    return db_in_transaction(db) ? OK : ERR_UNAVAILABLE;
}

static enum status control(struct db *db, const char *text)
{
    end_statement(db);
    db->may_retry = false;
    return db->engine->script(db, text);
}

static enum status roll_back(struct db *db)
{
    db->may_retry = false;
    return db->engine->rollback(db);
}

/* When the last rollback failed, what it was to end is still open. */
static enum status begin(struct db *db, const char *text)
{
    assert(!db->begun);
    end_statement(db);
    db->failure = OK;
    if (db_in_transaction(db))
        TRY(roll_back(db));
    TRY(control(db, text));
    db->begun = true;
    return OK;
}

enum status db_begin(struct db *db)
{
    return begin(db, db->kind == DB_SQLITE ? "begin immediate" : "begin");
}

enum status db_begin_reading(struct db *db)
{
    TRY(begin(db,
              db->kind == DB_SQLITE ? "begin" : "begin isolation level repeatable read read only"));
    db->reading = true;
    return OK;
}

enum status db_commit(struct db *db)
{
    assert(db->begun);

    /* PostgreSQL would turn the commit of a failed transaction into a rollback and call it fine. */
    enum status status = db_sound(db);

    if (status == OK)
        status = control(db, "commit");

    bool may_retry = db->may_retry;

    if (status != OK)
        db_rollback(db);
    db->may_retry = may_retry;
    db->begun = false;
    return status;
}

void db_rollback(struct db *db)
{
    char message[DB_MESSAGE_MAX];

    end_statement(db);
    memcpy(message, db->message, sizeof(message));
    /* When rolling back fails the connection is lost, and with it the transaction. */
    if (db_in_transaction(db) && roll_back(db) == OK)
        memcpy(db->message, message, sizeof(message));
    db->failure = OK;
    db->begun = false;
    db->reading = false;
}

bool db_in_transaction(const struct db *db)
{
    return db->engine->in_transaction(db);
}

enum status db_savepoint(struct db *db)
{
    TRY(db_sound(db));
    return control(db, "savepoint operation");
}

enum status db_release(struct db *db)
{
    TRY(db_sound(db));
    return control(db, "release savepoint operation");
}

enum status db_undo(struct db *db)
{
    db->failure = OK;
    TRY(db_sound(db));
    return control(db, "rollback to savepoint operation; release savepoint operation");
}

enum status db_script(struct db *db, const char *text)
{
    if (db->begun)
        TRY(db_sound(db));
    return control(db, text);
}
