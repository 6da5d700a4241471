/*
 * What a confirmed write costs, beside a bare loop that only makes the disk (or a bare connection
 * that only makes PostgreSQL) confirm as much. Prints ratios; both sides in the same run, in turns.
 *
 *     store_bench [FOLDER]    the database and the bare file go there; PostgreSQL too when
 *                             ACCANTO_TEST_POSTGRES names a server (with-postgres --durable)
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/migrate.h"
#include "store/sql.h"
#include "table.h"

enum {
    ROUNDS = 5,
    ATTEMPTS = 4,
    ROUND_MS = 400,
    THREADS_MAX = 64,
    SAMPLES_MAX = 50000,
    PAGE = 4096,
    RAW_PAGES = 1000
};

struct bench {
    struct store *store;
    const char *folder;
    char location[256];
    atomic_bool stop;
    atomic_int samples;
    double latency_ms[SAMPLES_MAX];
};

static double now_ms(void)
{
    return bench_wall_seconds() * 1e3;
}

static void must(enum status status, const char *what)
{
    if (status == OK)
        return;
    fprintf(stderr, "store_bench: %s: %s\n", what, status_name(status));
    exit(1);
}

/* The form ----------------------------------------------------------------------------------*/

struct contact {
    struct instant at;
    const char *words;
};

static const struct sql_field CONTACT[] = {
    {"at", SQL_INSTANT, offsetof(struct contact, at)},
    {"words", SQL_TEXT, offsetof(struct contact, words)},
};
static const struct sql_field ID[] = {{"id", SQL_ID, 0}};
static const struct sql_statement CONTACT_ADD = {
    .name = "contact_add",
    .sqlite = "insert into bench_contact (at, words) values (?1, ?2) returning id",
    .postgres = "insert into bench_contact (at, words) values ($1, $2) returning id",
    .params = CONTACT,
    .param_count = 2,
    .columns = ID,
    .column_count = 1,
    .row_size = sizeof(int64_t),
};

static enum status add_contact(struct ctx *tx, void *args)
{
    int64_t id;

    TRY(sql_one(tx, &CONTACT_ADD, args, &id));
    return audit_add(tx, &(struct audit_entry){.action = "contact.add",
                                               .subject_kind = "person",
                                               .subject_id = id,
                                               .fields = "need answer minutes"});
}

static const struct contact FORM = {
    .at = {1795424400}, .words = "accompagnamento al centro di salute, chiede per giovedì mattina"};

/* The sides ---------------------------------------------------------------------------------*/

/* Confirmed pages a second by the bare disk. */
static double raw_disk(struct bench *bench)
{
    char path[300];
    char page[PAGE] = {0};
    int count = 0;

    snprintf(path, sizeof(path), "%s/raw", bench->folder);

    int file = open(path, O_WRONLY | O_CREAT, 0600);

    /* Made beforehand, so that the loop waits for its pages alone and not for the file's growth. */
    for (int i = 0; i < RAW_PAGES; i++) {
        if (pwrite(file, page, PAGE, (off_t)i * PAGE) != PAGE)
            must(ERR_IO, path);
    }
    fsync(file);

    double start = now_ms();

    for (; now_ms() - start < ROUND_MS; count++) {
        if (pwrite(file, page, PAGE, (off_t)(count % RAW_PAGES) * PAGE) != PAGE ||
            fdatasync(file) != 0)
            must(ERR_IO, path);
    }
    close(file);
    return count / (now_ms() - start) * 1e3;
}

/* Inserts a second by one connection that does nothing else. */
static double raw_connection(struct bench *bench)
{
    struct db_options options = {.location = bench->location, .busy_timeout_ms = 1000};
    struct ctx ctx = {0};
    struct arena arena;
    int count = 0;
    int64_t id;

    must(arena_init(&arena, 1 << 20), "arena");
    must(db_open(&options, &ctx.db), bench->location);
    ctx.arena = &arena;

    double start = now_ms();

    for (; now_ms() - start < ROUND_MS; count++) {
        must(sql_one(&ctx, &CONTACT_ADD, &FORM, &id), "insert");
        arena_reset(&arena);
    }
    db_close(ctx.db);
    arena_free(&arena);
    return count / (now_ms() - start) * 1e3;
}

static void *send_forms(void *arg)
{
    struct bench *bench = arg;
    struct arena arena;
    struct ctx ctx = {.arena = &arena, .now = FORM.at, .origin = "192.0.2.1"};
    struct contact form = FORM;

    must(arena_init(&arena, 1 << 20), "arena");
    must(store_connect(bench->store, &ctx.db), "connect");
    while (!atomic_load(&bench->stop)) {
        double start = now_ms();

        must(store_write(&ctx, add_contact, &form), "store_write");

        int sample = atomic_fetch_add(&bench->samples, 1);

        if (sample < SAMPLES_MAX)
            bench->latency_ms[sample] = now_ms() - start;
        arena_reset(&arena);
    }
    db_close(ctx.db);
    arena_free(&arena);
    return NULL;
}

/* Forms confirmed a second; `ret_tail`: the slowest over the median. */
static double forms(struct bench *bench, int threads, double *ret_tail)
{
    pthread_t ids[THREADS_MAX];

    atomic_store(&bench->stop, false);
    atomic_store(&bench->samples, 0);

    double start = now_ms();

    for (int i = 0; i < threads; i++)
        pthread_create(&ids[i], NULL, send_forms, bench);
    usleep(ROUND_MS * 1000);
    atomic_store(&bench->stop, true);
    for (int i = 0; i < threads; i++)
        pthread_join(ids[i], NULL);

    double rate = bench->samples / (now_ms() - start) * 1e3;
    int count = bench->samples < SAMPLES_MAX ? bench->samples : SAMPLES_MAX;
    double middle = bench_median(bench->latency_ms, count);

    *ret_tail = bench->latency_ms[count - 1] / middle;
    return rate;
}

struct goal {
    const char *what;
    int threads;
    double ratio;
};

/* A shared disk may become twenty times slower for seconds. So each side is measured between two
   runs of the reference, and again when these disagree. */
static double steady_ratio(struct bench *bench, double (*reference)(struct bench *), int threads,
                           double *ret_tail)
{
    double ratio = 0;

    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        double before = reference(bench);
        double rate = forms(bench, threads, ret_tail);
        double after = reference(bench);

        ratio = rate * 2 / (before + after);
        if (before < 1.5 * after && after < 1.5 * before)
            return ratio;
    }
    printf("the disk was unsteady: %d writers, ratio %.2f\n", threads, ratio);
    return ratio;
}

static void compare(struct bench *bench, const char *engine, double (*reference)(struct bench *),
                    const struct goal *goals, int count)
{
    double rates[8][ROUNDS];
    double tails[8][ROUNDS];

    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < count; i++)
            rates[i][round] = steady_ratio(bench, reference, goals[i].threads, &tails[i][round]);
    }
    printf("%s: bare reference %.0f a second\n", engine, reference(bench));
    for (int i = 0; i < count; i++) {
        char name[100];

        snprintf(name, sizeof(name), "%s, %s", engine, goals[i].what);
        bench_line(name, bench_median(rates[i], ROUNDS), AT_LEAST, goals[i].ratio);
        if (goals[i].threads > 1) {
            snprintf(name, sizeof(name), "%s, %d writers: slowest over median", engine,
                     goals[i].threads);
            bench_line(name, bench_median(tails[i], ROUNDS), AT_MOST, 50);
        }
    }
}

static void open_bench(struct bench *bench, const char *key)
{
    struct store_config config = {.location = bench->location, .create = true};
    struct migrate_report report;
    struct db_options options = {.location = bench->location, .busy_timeout_ms = 1000};
    struct db *db;
    char table[200];

    must(store_open(&config, &bench->store), bench->location);
    must(store_migrate(bench->store, SCHEMA, SCHEMA_COUNT, FORM.at, NULL, NULL, &report),
         migrate_problem_text(report.problem));
    must(db_open(&options, &db), bench->location);
    snprintf(table, sizeof(table),
             "create table bench_contact (id %s, at instant_int, words text not null)", key);
    must(db_script(db, table), table);
    db_close(db);
    must(store_start_writer(bench->store), "writer");
}

static void close_bench(struct bench *bench)
{
    store_stop_writer(bench->store);
    store_close(bench->store);
}

static void bench_sqlite(struct bench *bench)
{
    static const struct goal goals[] = {{"form and audit row, 1 writer", 1, 0.7},
                                        {"form and audit row, 8 writers", 8, 3},
                                        {"form and audit row, 64 writers", 64, 6}};

    snprintf(bench->location, sizeof(bench->location), "%s/zone.db", bench->folder);
    open_bench(bench, "integer primary key");
    compare(bench, "SQLite", raw_disk, goals, 3);
    close_bench(bench);
}

static void bench_postgres(struct bench *bench, const char *server)
{
    static const struct goal goals[] = {{"form and audit row, 8 writers", 8, 0.9},
                                        {"form and audit row, 64 writers", 64, 0.9}};
    struct db_options options = {.location = bench->location, .busy_timeout_ms = 1000};
    struct db *db;

    snprintf(bench->location, sizeof(bench->location), "%spostgres", server);
    must(db_open(&options, &db), bench->location);
    must(db_script(db, "drop database if exists accanto_bench"), "drop");
    must(db_script(db, "create database accanto_bench"), "create");
    db_close(db);
    snprintf(bench->location, sizeof(bench->location), "%saccanto_bench", server);
    open_bench(bench, "bigint generated by default as identity primary key");
    compare(bench, "PostgreSQL", raw_connection, goals, 2);
    close_bench(bench);
}

int main(int argc, char **argv)
{
    static struct bench bench;
    char folder[] = "/tmp/accanto-bench-XXXXXX";
    const char *server = getenv("ACCANTO_TEST_POSTGRES");
    char path[300];

    must(crypt_init(), "crypt_init");
    must(date_init_civil_time(), "date_init_civil_time");
    bench.folder = argc > 1 ? argv[1] : mkdtemp(folder);
    bench_sqlite(&bench);
    if (server)
        bench_postgres(&bench, server);
    snprintf(path, sizeof(path), "%s/zone.db", bench.folder);
    unlink(path);
    snprintf(path, sizeof(path), "%s/raw", bench.folder);
    unlink(path);
    if (argc == 1)
        rmdir(folder);
    return 0;
}
