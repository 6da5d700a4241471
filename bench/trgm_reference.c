#include "trgm_reference.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table.h"

struct trgm {
    PGconn *connection;
};

static void run(struct trgm *trgm, const char *statement)
{
    PGresult *result = PQexec(trgm->connection, statement);
    ExecStatusType status = PQresultStatus(result);

    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN)
        bench_stop(PQerrorMessage(trgm->connection));
    PQclear(result);
}

static void copy_people(struct trgm *trgm, const struct town *town)
{
    run(trgm, "copy bench_person (id, names) from stdin");
    for (uint32_t i = 0; i < town->count; i++) {
        char surname[TOWN_TEXT];
        char name[TOWN_TEXT];
        char line[3 * TOWN_TEXT];
        int length;

        town_name(town, i, surname, name);
        length = snprintf(line, sizeof(line), "%u\t%s %s\n", i + 1, surname, name);
        if (PQputCopyData(trgm->connection, line, length) != 1)
            bench_stop(PQerrorMessage(trgm->connection));
    }
    if (PQputCopyEnd(trgm->connection, NULL) != 1)
        bench_stop(PQerrorMessage(trgm->connection));
    PQclear(PQgetResult(trgm->connection));
}

struct trgm *trgm_open(const char *server, const struct town *town)
{
    struct trgm *trgm = calloc(1, sizeof(*trgm));
    char location[300];

    snprintf(location, sizeof(location), "%spostgres", server);
    trgm->connection = PQconnectdb(location);
    run(trgm, "set client_min_messages = warning");
    run(trgm, "create extension if not exists pg_trgm");
    run(trgm, "drop table if exists bench_person");
    run(trgm, "create unlogged table bench_person (id integer primary key, names text not null)");
    copy_people(trgm, town);
    run(trgm, "set maintenance_work_mem = '512MB'");
    run(trgm, "create index on bench_person using gin (names gin_trgm_ops)");
    run(trgm, "vacuum analyze bench_person");
    run(trgm, "set work_mem = '64MB'");
    /* Prepared, all in memory, one client: nothing but the search itself is measured. */
    run(trgm, "prepare search (text) as select id, names from bench_person where names % $1 "
              "order by similarity(names, $1) desc limit 10");
    return trgm;
}

void trgm_close(struct trgm *trgm)
{
    run(trgm, "drop table bench_person");
    PQfinish(trgm->connection);
    free(trgm);
}

int trgm_search(struct trgm *trgm, const char *words)
{
    const char *const values[] = {words};
    PGresult *result = PQexecPrepared(trgm->connection, "search", 1, values, NULL, NULL, 0);

    if (PQresultStatus(result) != PGRES_TUPLES_OK)
        bench_stop(PQerrorMessage(trgm->connection));

    int rows = PQntuples(result);

    PQclear(result);
    return rows;
}
