/*
 * PostgreSQL through libpq, in binary form. The only file that includes libpq-fe.h.
 *
 * A connection that was lost is made again before the next statement that is not inside a
 * transaction; a reading that met the loss is sent once more.
 */
#include "store/db_engine.h"

#include <assert.h>
#include <endian.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct db_postgres {
    struct db db; /* first, so that one pointer is both */
    PGconn *connection;
    PGresult *result; /* of the statement under way */
    int row;
    bool streaming;
    int64_t changed;
    bool lost;         /* the server said that it ends the connection */
    time_t retried_at; /* last attempt to connect again, on the monotonic clock */
    bool read_only;
    int busy_timeout_ms;
};

/* Types by their numbers, which are fixed in the catalogue of every PostgreSQL. */
enum { TYPE_BOOL = 16, TYPE_BYTEA = 17, TYPE_NAME = 19, TYPE_INT8 = 20, TYPE_INT2 = 21 };
enum { TYPE_INT4 = 23, TYPE_TEXT = 25, TYPE_BPCHAR = 1042, TYPE_VARCHAR = 1043 };

static struct db_postgres *postgres_of(struct db *db)
{
    return (struct db_postgres *)db;
}

/* Outcomes --------------------------------------------------------------------------------------*/

struct state_meaning {
    const char *prefix; /* of the five characters of SQLSTATE */
    enum status status;
    bool may_retry;
};

/* The first that fits counts. */
static const struct state_meaning MEANINGS[] = {
    {"40", ERR_BUSY, true},            /* serialization failure, deadlock */
    {"55P03", ERR_BUSY, false},        /* lock timeout */
    {"23505", ERR_CONFLICT, false},    /* unique */
    {"23503", ERR_CONFLICT, false},    /* foreign key */
    {"23P01", ERR_CONFLICT, false},    /* exclusion */
    {"23", ERR_INVALID, false},        /* check, not null */
    {"22", ERR_INVALID, false},        /* data exception */
    {"25006", ERR_DENIED, false},      /* read only */
    {"42501", ERR_DENIED, false},      /* privilege */
    {"P0001", ERR_DENIED, false},      /* raised by a trigger */
    {"54", ERR_TOO_LARGE, false},      /* a limit of the program */
    {"53", ERR_UNAVAILABLE, false},    /* disk full, too many connections */
    {"57P", ERR_UNAVAILABLE, true},    /* the server goes down */
    {"57014", ERR_UNAVAILABLE, false}, /* cancelled */
    {"58", ERR_UNAVAILABLE, false},    /* input or output failed */
    {"08", ERR_UNAVAILABLE, true},     /* connection */
};

static enum status failed(struct db_postgres *postgres, const PGresult *result)
{
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *message = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    enum status status = state ? ERR_CORRUPT : ERR_UNAVAILABLE;

    if (!message)
        message = PQerrorMessage(postgres->connection);
    if (PQstatus(postgres->connection) == CONNECTION_BAD || (state && !strncmp(state, "57P", 3)))
        postgres->lost = true;
    postgres->db.may_retry = postgres->lost;
    for (size_t i = 0; state && i < sizeof(MEANINGS) / sizeof(MEANINGS[0]); i++) {
        if (strncmp(state, MEANINGS[i].prefix, strlen(MEANINGS[i].prefix)) != 0)
            continue;
        status = MEANINGS[i].status;
        postgres->db.may_retry |= MEANINGS[i].may_retry;
        break;
    }
    return db_failed(&postgres->db, status, message);
}

static bool is_good(const PGresult *result)
{
    ExecStatusType type = PQresultStatus(result);

    return type == PGRES_COMMAND_OK || type == PGRES_TUPLES_OK || type == PGRES_SINGLE_TUPLE ||
           type == PGRES_EMPTY_QUERY;
}

/* Takes the result over and forgets it. */
static enum status done(struct db_postgres *postgres, PGresult *result)
{
    enum status status = is_good(result) ? OK : failed(postgres, result);

    PQclear(result);
    return status;
}

/* Connecting ------------------------------------------------------------------------------------*/

static void ignore_notice(void *user, const char *message)
{
    (void)user;
    (void)message;
}

static enum status configure(struct db_postgres *postgres)
{
    char settings[400];

    snprintf(settings, sizeof(settings),
             "set client_encoding = 'UTF8'; set client_min_messages = warning;"
             "set standard_conforming_strings = on; set synchronous_commit = on;"
             "set default_transaction_isolation = 'read committed';"
             "set lock_timeout = %d; set default_transaction_read_only = %s",
             postgres->busy_timeout_ms, postgres->read_only ? "on" : "off");
    if (PQstatus(postgres->connection) != CONNECTION_OK)
        return failed(postgres, NULL);
    PQsetNoticeProcessor(postgres->connection, ignore_notice, NULL);
    return done(postgres, PQexec(postgres->connection, settings));
}

static time_t monotonic_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

/* Tries at most once a second, so that a dead server does not slow every request down. */
static enum status connect_again(struct db_postgres *postgres)
{
    time_t now = monotonic_seconds();

    if (now == postgres->retried_at)
        return db_failed(&postgres->db, ERR_UNAVAILABLE, "the connection is lost");
    postgres->retried_at = now;
    memset(postgres->db.slots, 0, sizeof(postgres->db.slots));
    postgres->db.slots_used = 0;
    PQreset(postgres->connection);
    postgres->lost = false;
    TRY(configure(postgres));
    postgres->retried_at = 0;
    return OK;
}

static bool postgres_in_transaction(const struct db *db)
{
    const struct db_postgres *postgres = (const struct db_postgres *)db;
    PGTransactionStatusType state = PQtransactionStatus(postgres->connection);

    /* While statements are queued the state is "active", and they are queued only inside one. */
    return !postgres->lost && (state == PQTRANS_INTRANS || state == PQTRANS_INERROR || db->queued);
}

static bool is_lost(const struct db_postgres *postgres)
{
    return postgres->lost || PQstatus(postgres->connection) == CONNECTION_BAD;
}

/* The engine's interface ------------------------------------------------------------------------*/

static Oid type_of(enum sql_kind kind)
{
    switch (kind) {
    case SQL_TEXT:
    case SQL_DATE:
        return TYPE_TEXT;
    case SQL_BLOB:
        return TYPE_BYTEA;
    default:
        return TYPE_INT8;
    }
}

static void slot_name(const struct db *db, const struct db_slot *slot, char name[16])
{
    snprintf(name, 16, "s%d", (int)(slot - db->slots));
}

static enum status prepare_slot(struct db *db, const struct sql_statement *statement, char name[16])
{
    struct db_slot *slot = db_slot_of(db, statement);
    Oid types[SQL_PARAMS_MAX];

    slot_name(db, slot, name);
    if (slot->prepared)
        return OK;
    for (size_t i = 0; i < statement->param_count; i++)
        types[i] = type_of(statement->params[i].kind);
    TRY(done(postgres_of(db), PQprepare(postgres_of(db)->connection, name, statement->postgres,
                                        (int)statement->param_count, types)));
    slot->prepared = slot; /* any mark: the server holds the statement */
    return OK;
}

static enum status postgres_prepare(struct db *db, const struct sql_statement *statement,
                                    size_t *ret_params, size_t *ret_columns)
{
    struct db_postgres *postgres = postgres_of(db);
    char name[16];

    if (is_lost(postgres))
        TRY(connect_again(postgres));
    TRY(prepare_slot(db, statement, name));

    PGresult *described = PQdescribePrepared(postgres->connection, name);

    *ret_params = (size_t)PQnparams(described);
    *ret_columns = (size_t)PQnfields(described);
    return done(postgres, described);
}

struct wire {
    const char *values[SQL_PARAMS_MAX];
    int lengths[SQL_PARAMS_MAX];
    int formats[SQL_PARAMS_MAX];
    uint64_t numbers[SQL_PARAMS_MAX]; /* most significant byte first */
};

static void to_wire(const struct db_value *params, size_t count, struct wire *wire)
{
    for (size_t i = 0; i < count; i++) {
        wire->formats[i] = 1;
        wire->values[i] = params[i].kind == DB_NULL ? NULL : params[i].bytes;
        wire->lengths[i] = (int)params[i].length;
        if (params[i].kind == DB_INT) {
            wire->numbers[i] = htobe64((uint64_t)params[i].number);
            wire->values[i] = (const char *)&wire->numbers[i];
            wire->lengths[i] = sizeof(wire->numbers[i]);
        }
    }
}

/* Sends, and gets the first result: all rows, or the first one of a stream. */
static enum status run(struct db *db, const struct sql_statement *statement,
                       const struct wire *wire, bool stream)
{
    struct db_postgres *postgres = postgres_of(db);
    char name[16];
    int count = (int)statement->param_count;

    TRY(prepare_slot(db, statement, name));
    postgres->streaming = stream;
    postgres->row = -1;
    if (!stream) {
        postgres->result = PQexecPrepared(postgres->connection, name, count, wire->values,
                                          wire->lengths, wire->formats, 1);
    } else {
        if (!PQsendQueryPrepared(postgres->connection, name, count, wire->values, wire->lengths,
                                 wire->formats, 1))
            return failed(postgres, NULL);
        PQsetSingleRowMode(postgres->connection);
        postgres->result = PQgetResult(postgres->connection);
    }
    return is_good(postgres->result) ? OK : failed(postgres, postgres->result);
}

static void postgres_finish(struct db *db)
{
    struct db_postgres *postgres = postgres_of(db);

    PQclear(postgres->result);
    postgres->result = NULL;
    while (postgres->streaming) {
        PGresult *rest = PQgetResult(postgres->connection);

        postgres->streaming = rest != NULL;
        PQclear(rest);
    }
}

static enum status postgres_start(struct db *db, const struct sql_statement *statement,
                                  const struct db_value *params, bool stream)
{
    struct db_postgres *postgres = postgres_of(db);
    struct wire wire;

    if (is_lost(postgres))
        TRY(connect_again(postgres));
    to_wire(params, statement->param_count, &wire);

    enum status status = run(db, statement, &wire, stream);

    if (status != OK) {
        postgres_finish(db);
        /* A server that was restarted since the last page is met here. */
        if (!db->begun && postgres->read_only && is_lost(postgres) &&
            connect_again(postgres) == OK) {
            db->failure = OK;
            status = run(db, statement, &wire, stream);
            if (status != OK)
                postgres_finish(db);
        }
    }
    if (status == OK)
        postgres->changed = strtoll(PQcmdTuples(postgres->result), NULL, 10);
    return status;
}

static enum status postgres_step(struct db *db, bool *ret_row)
{
    struct db_postgres *postgres = postgres_of(db);

    *ret_row = ++postgres->row < PQntuples(postgres->result);
    if (*ret_row || !postgres->streaming || PQresultStatus(postgres->result) == PGRES_TUPLES_OK)
        return OK;
    /* In a stream every result holds one row, and the last, which is empty, says how it went. */
    PQclear(postgres->result);
    postgres->result = PQgetResult(postgres->connection);
    if (!is_good(postgres->result))
        return failed(postgres, postgres->result);
    postgres->row = 0;
    *ret_row = PQntuples(postgres->result) == 1;
    return OK;
}

static struct db_value int_of(const char *bytes, int length)
{
    int64_t number = (uint8_t)bytes[0] & 0x80 ? -1 : 0; /* carries the sign */

    for (int i = 0; i < length; i++)
        number = (int64_t)((uint64_t)number << 8 | (uint8_t)bytes[i]);
    return (struct db_value){.kind = DB_INT, .number = number};
}

static struct db_value postgres_column(struct db *db, size_t index)
{
    struct db_postgres *postgres = postgres_of(db);
    int at = (int)index;
    const char *bytes = PQgetvalue(postgres->result, postgres->row, at);
    int length = PQgetlength(postgres->result, postgres->row, at);

    if (PQgetisnull(postgres->result, postgres->row, at))
        return (struct db_value){.kind = DB_NULL};
    switch (PQftype(postgres->result, at)) {
    case TYPE_INT8:
    case TYPE_INT4:
    case TYPE_INT2:
    case TYPE_BOOL:
        return int_of(bytes, length);
    case TYPE_TEXT:
    case TYPE_VARCHAR:
    case TYPE_BPCHAR:
    case TYPE_NAME:
        return (struct db_value){.kind = DB_TEXT, .bytes = bytes, .length = (size_t)length};
    case TYPE_BYTEA:
        return (struct db_value){.kind = DB_BLOB, .bytes = bytes, .length = (size_t)length};
    default:
        return (struct db_value){.kind = DB_OTHER};
    }
}

static size_t postgres_column_count(struct db *db)
{
    return (size_t)PQnfields(postgres_of(db)->result);
}

static int64_t postgres_changes(struct db *db)
{
    return postgres_of(db)->changed;
}

static enum status postgres_script(struct db *db, const char *text)
{
    struct db_postgres *postgres = postgres_of(db);

    if (is_lost(postgres))
        TRY(connect_again(postgres));
    return done(postgres, PQexec(postgres->connection, text));
}

static enum status postgres_rollback(struct db *db)
{
    return postgres_script(db, "rollback");
}

/* The first failure counts; what was queued after it, the server has skipped. */
static enum status read_pipeline(struct db_postgres *postgres)
{
    enum status status = OK;

    for (bool synced = false; !synced;) {
        PGresult *result = PQgetResult(postgres->connection);

        if (!result && PQstatus(postgres->connection) == CONNECTION_BAD)
            return status == OK ? failed(postgres, NULL) : status;
        synced = result && PQresultStatus(result) == PGRES_PIPELINE_SYNC;
        if (result && !synced && !is_good(result) && status == OK)
            status = failed(postgres, result);
        PQclear(result);
    }
    return status;
}

static enum status postgres_flush(struct db *db)
{
    struct db_postgres *postgres = postgres_of(db);

    if (PQpipelineStatus(postgres->connection) == PQ_PIPELINE_OFF)
        return OK;
    if (!PQpipelineSync(postgres->connection))
        return failed(postgres, NULL);

    enum status status = read_pipeline(postgres);

    if (!PQexitPipelineMode(postgres->connection) && status == OK)
        status = failed(postgres, NULL);
    return status;
}

static enum status postgres_queue(struct db *db, const struct sql_statement *statement,
                                  const struct db_value *params)
{
    PGconn *connection = postgres_of(db)->connection;
    struct wire wire;
    char name[16];

    if (!db_slot_of(db, statement)->prepared) /* it cannot be prepared among the queued ones */
        TRY(postgres_flush(db));
    TRY(prepare_slot(db, statement, name));
    to_wire(params, statement->param_count, &wire);
    if (PQpipelineStatus(connection) == PQ_PIPELINE_OFF && !PQenterPipelineMode(connection))
        return failed(postgres_of(db), NULL);
    if (!PQsendQueryPrepared(connection, name, (int)statement->param_count, wire.values,
                             wire.lengths, wire.formats, 1))
        return failed(postgres_of(db), NULL);
    return OK;
}

static void postgres_close(struct db *db)
{
    PQfinish(postgres_of(db)->connection);
    free(db);
}

static const struct db_engine POSTGRES_ENGINE = {
    .close = postgres_close,
    .prepare = postgres_prepare,
    .start = postgres_start,
    .step = postgres_step,
    .column = postgres_column,
    .column_count = postgres_column_count,
    .changes = postgres_changes,
    .finish = postgres_finish,
    .queue = postgres_queue,
    .flush = postgres_flush,
    .script = postgres_script,
    .rollback = postgres_rollback,
    .in_transaction = postgres_in_transaction,
};

/* What comes first in the list may be overridden by the location itself. */
static PGconn *connect_to(const char *location)
{
    const char *const names[] = {"connect_timeout", "tcp_user_timeout", "application_name",
                                 "dbname", NULL};
    const char *const values[] = {"5", "15000", "accanto", location, NULL};

    return PQconnectdbParams(names, values, 1);
}

enum status db_postgres_open(const struct db_options *options, struct db **ret_db)
{
    struct db_postgres *postgres = calloc(1, sizeof(*postgres));

    if (!postgres)
        return ERR_UNAVAILABLE;
    postgres->db.engine = &POSTGRES_ENGINE;
    postgres->db.kind = DB_POSTGRES;
    postgres->read_only = options->read_only;
    postgres->busy_timeout_ms = options->busy_timeout_ms;
    postgres->connection = connect_to(options->location);

    enum status status = configure(postgres);

    if (status != OK) {
        postgres_close(&postgres->db);
        return status;
    }
    *ret_db = &postgres->db;
    return OK;
}
