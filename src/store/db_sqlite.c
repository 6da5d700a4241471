/*
 * The embedded engine: one file in WAL mode, every commit on the disk before it is confirmed.
 * The only file that includes sqlite3.h.
 */
#include "store/db_engine.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct db_sqlite {
    struct db db; /* first, so that one pointer is both */
    sqlite3 *handle;
    sqlite3_stmt *running; /* from start to finish */
    sqlite3_stmt *rollback;
};

static struct db_sqlite *sqlite_of(struct db *db)
{
    return (struct db_sqlite *)db;
}

/* The file system, made safe for a full disk ---------------------------------------------------
 *
 * The shared memory of the WAL (-shm) is the one file that SQLite writes through a mapping. It
 * makes room by writing one byte in each 4 KiB, which leaves holes where the blocks of the file
 * system are smaller, and a store into a hole of a full disk kills the process with SIGBUS. Our
 * VFS is the system's own, except that it has the kernel allocate each new region at once and
 * turns a refusal into an ordinary error. The changed methods stand behind each open file. */
#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

static const char VFS_NAME[] = "accanto";

struct file_methods {
    sqlite3_io_methods ours; /* first: a file's `pMethods` points here */
    const sqlite3_io_methods *system;
};

static int map_shared_memory(sqlite3_file *file, int region, int size, int extend,
                             void volatile **ret_memory)
{
    const struct file_methods *methods = (const struct file_methods *)file->pMethods;
    int code = methods->system->xShmMap(file, region, size, extend, ret_memory);

    if (code != SQLITE_OK || !*ret_memory)
        return code;
    /* EINVAL: a kernel before 5.14 cannot do it; that is no worse than without us. */
    if (madvise((void *)(uintptr_t)*ret_memory, (size_t)size, MADV_POPULATE_WRITE) == 0 ||
        errno == EINVAL)
        return SQLITE_OK;
    *ret_memory = NULL; /* or SQLite would keep it and not ask again */
    return SQLITE_FULL;
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                     int *ret_flags)
{
    sqlite3_vfs *system = vfs->pAppData;
    struct file_methods *methods = (struct file_methods *)((char *)file + system->szOsFile);
    int code = system->xOpen(system, name, file, flags, ret_flags);

    if (code != SQLITE_OK || !(flags & SQLITE_OPEN_MAIN_DB))
        return code;
    methods->system = file->pMethods;
    methods->ours = *file->pMethods;
    methods->ours.xShmMap = map_shared_memory;
    file->pMethods = &methods->ours;
    return SQLITE_OK;
}

static void register_vfs(void)
{
    static sqlite3_vfs ours;

    /* Counting every allocation takes a lock that all connections share. */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);

    sqlite3_vfs *system = sqlite3_vfs_find(NULL);

    ours = *system;
    ours.zName = VFS_NAME;
    ours.pAppData = system;
    ours.xOpen = open_file;
    ours.szOsFile = system->szOsFile + (int)sizeof(struct file_methods);
    ours.pNext = NULL;
    sqlite3_vfs_register(&ours, 0);
}

/* Outcomes --------------------------------------------------------------------------------------*/

static enum status status_of_constraint(int code)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return ERR_CONFLICT;
    case SQLITE_CONSTRAINT_TRIGGER:
        return ERR_DENIED;
    default:
        return ERR_INVALID;
    }
}

static enum status status_of(int code)
{
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return OK;
    case SQLITE_CONSTRAINT:
        return status_of_constraint(code);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERR_BUSY;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return ERR_DENIED;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM:
    case SQLITE_PROTOCOL:
    case SQLITE_INTERRUPT:
        return ERR_UNAVAILABLE;
    case SQLITE_TOOBIG:
        return ERR_TOO_LARGE;
    default:
        return ERR_CORRUPT;
    }
}

static enum status outcome(struct db *db, int code)
{
    enum status status = status_of(code);

    if (status == OK)
        return OK;
    return db_failed(db, status, sqlite3_errmsg(sqlite_of(db)->handle));
}

/* The engine's interface ------------------------------------------------------------------------*/

static enum status sqlite_slot(struct db *db, const struct sql_statement *statement,
                               sqlite3_stmt **ret_prepared)
{
    struct db_slot *slot = db_slot_of(db, statement);

    if (!slot->prepared) {
        sqlite3_stmt *prepared = NULL;

        TRY(outcome(db, sqlite3_prepare_v3(sqlite_of(db)->handle, statement->sqlite, -1,
                                           SQLITE_PREPARE_PERSISTENT, &prepared, NULL)));
        slot->prepared = prepared;
    }
    *ret_prepared = slot->prepared;
    return OK;
}

static enum status sqlite_prepare(struct db *db, const struct sql_statement *statement,
                                  size_t *ret_params, size_t *ret_columns)
{
    sqlite3_stmt *prepared;

    TRY(sqlite_slot(db, statement, &prepared));
    *ret_params = (size_t)sqlite3_bind_parameter_count(prepared);
    *ret_columns = (size_t)sqlite3_column_count(prepared);
    return OK;
}

/* Bytes are bound without a copy: they live in the caller's arena until the statement ends. */
static int bind_value(sqlite3_stmt *prepared, int at, const struct db_value *value)
{
    switch (value->kind) {
    case DB_INT:
        return sqlite3_bind_int64(prepared, at, value->number);
    case DB_TEXT:
        return sqlite3_bind_text64(prepared, at, value->bytes, value->length, SQLITE_STATIC,
                                   SQLITE_UTF8);
    case DB_BLOB:
        return sqlite3_bind_blob64(prepared, at, value->bytes, value->length, SQLITE_STATIC);
    default:
        return sqlite3_bind_null(prepared, at);
    }
}

static enum status sqlite_start(struct db *db, const struct sql_statement *statement,
                                const struct db_value *params, bool stream)
{
    sqlite3_stmt *prepared;

    (void)stream; /* rows are always computed one by one */
    TRY(sqlite_slot(db, statement, &prepared));
    for (size_t i = 0; i < statement->param_count; i++)
        TRY(outcome(db, bind_value(prepared, (int)i + 1, &params[i])));
    sqlite_of(db)->running = prepared;
    return OK;
}

static enum status sqlite_step(struct db *db, bool *ret_row)
{
    int code = sqlite3_step(sqlite_of(db)->running);

    *ret_row = code == SQLITE_ROW;
    return outcome(db, code);
}

static struct db_value sqlite_column(struct db *db, size_t index)
{
    sqlite3_stmt *running = sqlite_of(db)->running;
    int at = (int)index;

    switch (sqlite3_column_type(running, at)) {
    case SQLITE_NULL:
        return (struct db_value){.kind = DB_NULL};
    case SQLITE_INTEGER:
        return (struct db_value){.kind = DB_INT, .number = sqlite3_column_int64(running, at)};
    case SQLITE_TEXT:
        return (struct db_value){.kind = DB_TEXT,
                                 .bytes = (const char *)sqlite3_column_text(running, at),
                                 .length = (size_t)sqlite3_column_bytes(running, at)};
    case SQLITE_BLOB: {
        const void *bytes = sqlite3_column_blob(running, at); /* NULL for no bytes at all */

        return (struct db_value){.kind = DB_BLOB,
                                 .bytes = bytes ? bytes : "",
                                 .length = (size_t)sqlite3_column_bytes(running, at)};
    }
    default:
        return (struct db_value){.kind = DB_OTHER};
    }
}

static size_t sqlite_column_count(struct db *db)
{
    return (size_t)sqlite3_column_count(sqlite_of(db)->running);
}

static int64_t sqlite_changes(struct db *db)
{
    return sqlite3_changes64(sqlite_of(db)->handle);
}

static void sqlite_finish(struct db *db)
{
    struct db_sqlite *sqlite = sqlite_of(db);

    /* The failure, if there was one, was already told by step. */
    (void)sqlite3_reset(sqlite->running);
    (void)sqlite3_clear_bindings(sqlite->running);
    sqlite->running = NULL;
}

static enum status sqlite_script(struct db *db, const char *text)
{
    return outcome(db, sqlite3_exec(sqlite_of(db)->handle, text, NULL, NULL, NULL));
}

/* Prepared when the connection was made, as that is what takes memory. */
static enum status sqlite_rollback(struct db *db)
{
    sqlite3_stmt *rollback = sqlite_of(db)->rollback;
    int code = sqlite3_step(rollback);

    (void)sqlite3_reset(rollback);
    return outcome(db, code);
}

static bool sqlite_in_transaction(const struct db *db)
{
    return !sqlite3_get_autocommit(((const struct db_sqlite *)db)->handle);
}

static void sqlite_close(struct db *db)
{
    struct db_sqlite *sqlite = sqlite_of(db);

    for (size_t i = 0; i < DB_SLOTS; i++)
        sqlite3_finalize(db->slots[i].prepared);
    sqlite3_finalize(sqlite->rollback);
    sqlite3_close(sqlite->handle);
    free(sqlite);
}

static const struct db_engine SQLITE_ENGINE = {
    .close = sqlite_close,
    .prepare = sqlite_prepare,
    .start = sqlite_start,
    .step = sqlite_step,
    .column = sqlite_column,
    .column_count = sqlite_column_count,
    .changes = sqlite_changes,
    .finish = sqlite_finish,
    .script = sqlite_script,
    .rollback = sqlite_rollback,
    .in_transaction = sqlite_in_transaction,
};

/* Opening ---------------------------------------------------------------------------------------*/

/* secure_delete: what is erased must be gone from the file too. The WAL is cut after checkpoints
   for the same reason, and so that one large import does not keep its space for ever. */
static const char SETTINGS[] = "pragma journal_mode = wal;"
                               "pragma synchronous = full;"
                               "pragma foreign_keys = on;"
                               "pragma mmap_size = 0;"
                               "pragma cache_size = -8192;"
                               "pragma temp_store = memory;"
                               "pragma secure_delete = on;"
                               "pragma trusted_schema = off;"
                               "pragma cell_size_check = on;"
                               "pragma wal_autocheckpoint = 4000;"
                               "pragma journal_size_limit = 33554432;";

static enum status configure(struct db_sqlite *sqlite, const struct db_options *options)
{
    sqlite3_busy_timeout(sqlite->handle, options->busy_timeout_ms);
    sqlite3_db_config(sqlite->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(sqlite->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    TRY(sqlite_script(&sqlite->db, SETTINGS));
    TRY(outcome(&sqlite->db,
                sqlite3_prepare_v3(sqlite->handle, "rollback", -1, SQLITE_PREPARE_PERSISTENT,
                                   &sqlite->rollback, NULL)));
    if (options->read_only)
        TRY(sqlite_script(&sqlite->db, "pragma query_only = on"));
    return OK;
}

/* Made by us rather than by SQLite, so that only its owner may read it: -wal and -shm follow. */
static enum status make_file(const struct db_options *options)
{
    if (!options->create)
        return access(options->location, F_OK) == 0 ? OK : ERR_NOT_FOUND;

    int file = open(options->location, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (file < 0)
        return errno == EEXIST ? OK : ERR_UNAVAILABLE;
    close(file);
    return OK;
}

enum status db_sqlite_open(const struct db_options *options, struct db **ret_db)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, register_vfs);
    TRY(make_file(options));

    struct db_sqlite *sqlite = calloc(1, sizeof(*sqlite));

    if (!sqlite)
        return ERR_UNAVAILABLE;
    sqlite->db.engine = &SQLITE_ENGINE;
    sqlite->db.kind = DB_SQLITE;

    int code = sqlite3_open_v2(options->location, &sqlite->handle,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                               VFS_NAME);
    enum status status = status_of(code);

    if (status == OK)
        status = configure(sqlite, options);
    if (status != OK) {
        sqlite_close(&sqlite->db);
        return status;
    }
    *ret_db = &sqlite->db;
    return OK;
}
