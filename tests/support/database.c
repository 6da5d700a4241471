#include "support/database.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <unistd.h>

enum { ARENA_BYTES = 16 * 1024 * 1024 };

struct crypt_key test_master_key(void)
{
    struct crypt_key key;

    memset(key.bytes, 0x5a, sizeof(key.bytes));
    return key;
}

struct instant test_now(void)
{
    return (struct instant){.seconds = 1795424400};
}

static void must(enum status status, const char *what)
{
    if (status != OK)
        fail_msg("%s: %s", what, status_name(status));
}

static const char *server(void)
{
    const char *url = getenv("ACCANTO_TEST_POSTGRES");

    if (!url)
        fail_msg("run this under tests/support/with-postgres");
    return url;
}

static enum status on_server(const char *sql)
{
    char location[200];
    struct db_options options = {.location = location, .busy_timeout_ms = 5000};
    struct db *db;

    snprintf(location, sizeof(location), "%spostgres", server());
    TRY(db_open(&options, &db));

    enum status status = db_script(db, sql);

    db_close(db);
    return status;
}

static void migrate(struct store *store)
{
    struct migrate_report report;
    enum status status =
        store_migrate(store, SCHEMA, SCHEMA_COUNT, test_now(), NULL, NULL, &report);

    if (status != OK)
        fail_msg("%s, step %d: %s", migrate_problem_text(report.problem), report.number,
                 report.message);
}

static void open_store(struct test_store *test)
{
    must(store_open(&test->config, &test->store), test->location);
    migrate(test->store);
    must(store_connect(test->store, &test->db), "store_connect");
    test->ctx.db = test->db;
}

/* Migrated once for each program; every test gets a copy. */
static void make_template(void)
{
    static bool made;
    struct store_config config = {.master = test_master_key()};
    char location[200];
    struct store *store;

    if (made)
        return;
    must(on_server("create database accanto_template"), "template");
    snprintf(location, sizeof(location), "%saccanto_template", server());
    config.location = location;
    must(store_open(&config, &store), location);
    migrate(store);
    store_close(store);
    made = true;
}

static void make_postgres(struct test_store *test, const char *template)
{
    static int number;
    char sql[100];

    snprintf(sql, sizeof(sql), "create database test_%d template %s", ++number, template);
    must(on_server(sql), sql);
    snprintf(test->location, sizeof(test->location), "%stest_%d", server(), number);
}

/* All but the database. Tests of logic need not wait for the disk: what is filled lies in memory
   where the system has such a folder. */
static void begin(struct test_store *test, bool in_memory)
{
    const char *parent = in_memory && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";

    *test = (struct test_store){0};
    must(crypt_init(), "crypt_init");
    must(date_init_civil_time(), "date_init_civil_time");
    must(arena_init(&test->arena, ARENA_BYTES), "arena_init");
    snprintf(test->folder, sizeof(test->folder), "%s/accanto-test-XXXXXX", parent);
    assert_non_null(mkdtemp(test->folder));
    snprintf(test->location, sizeof(test->location), "%s/zone.db", test->folder);
    test->config = (struct store_config){
        .location = test->location, .create = true, .master = test_master_key()};
    test->ctx = (struct ctx){.arena = &test->arena, .now = test_now(), .origin = "test"};
}

void test_store_open(struct test_store *test, enum db_kind engine)
{
    begin(test, false);
    if (engine == DB_POSTGRES) {
        make_template();
        make_postgres(test, "accanto_template");
    }
    open_store(test);
}

static void copy_file(const char *from, const char *to)
{
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    ssize_t copied;

    assert_true(in >= 0 && out >= 0);
    while ((copied = sendfile(out, in, NULL, 1 << 30)) > 0)
        continue;
    assert_int_equal(copied, 0);
    close(in);
    close(out);
}

static char filled_file[64]; /* SQLite's template, until the program ends */

static void remove_filled_file(void)
{
    unlink(filled_file);
}

/* Fills a store and keeps it as what the others are copied from. */
static void make_filled(enum db_kind engine, const struct test_store_filling *filling)
{
    struct test_store first;

    test_store_open(&first, engine);
    test_store_shut(&first);
    first.config.who = filling->who;
    open_store(&first);
    must(filling->fill(&first.ctx), "fill");
    test_store_shut(&first);
    if (engine == DB_POSTGRES) {
        char sql[100];

        snprintf(sql, sizeof(sql), "alter database %s rename to accanto_filled",
                 strrchr(first.location, '/') + 1);
        must(on_server(sql), sql);
    } else {
        snprintf(filled_file, sizeof(filled_file), "/tmp/accanto-filled-%d.db", (int)getpid());
        copy_file(first.location, filled_file);
        atexit(remove_filled_file);
    }
    test_store_close(&first);
}

void test_store_open_filled(struct test_store *test, enum db_kind engine,
                            const struct test_store_filling *filling)
{
    static bool made[2];

    if (!made[engine])
        make_filled(engine, filling);
    made[engine] = true;
    begin(test, true);
    test->config.who = filling->who;
    if (engine == DB_POSTGRES)
        make_postgres(test, "accanto_filled");
    else
        copy_file(filled_file, test->location);
    open_store(test);
}

void test_store_shut(struct test_store *test)
{
    if (!test->store)
        return;
    store_stop_writer(test->store);
    db_close(test->db);
    store_close(test->store);
    test->store = NULL;
    test->db = test->ctx.db = NULL;
}

void test_store_reopen(struct test_store *test)
{
    test_store_shut(test);
    open_store(test);
}

/* A folder of plain files. */
static void remove_folder(const char *folder)
{
    DIR *entries = opendir(folder);

    assert_non_null(entries);
    for (struct dirent *entry; (entry = readdir(entries));)
        unlinkat(dirfd(entries), entry->d_name, 0); /* refuses "." and ".." */
    closedir(entries);
    rmdir(folder);
}

void test_store_close(struct test_store *test)
{
    test_store_shut(test);
    arena_free(&test->arena);
    remove_folder(test->folder);
}

struct ctx test_store_worker(struct test_store *test, struct arena *arena)
{
    struct ctx ctx = test->ctx;

    must(arena_init(arena, ARENA_BYTES), "arena_init");
    ctx.arena = arena;
    must(store_connect(test->store, &ctx.db), "store_connect");
    return ctx;
}

void test_store_worker_end(struct ctx *ctx)
{
    db_close(ctx->db);
    arena_free(ctx->arena);
}

enum status test_store_tamper(struct test_store *test, const char *sql)
{
    struct db_options options = {.location = test->location, .busy_timeout_ms = 5000};
    struct db *db;

    TRY(db_open(&options, &db));

    enum status status = db_script(db, sql);

    db_close(db);
    return status;
}

static int set_up(void **state, enum db_kind engine)
{
    struct test_store *test = calloc(1, sizeof(*test));

    test_store_open(test, engine);
    *state = test;
    return 0;
}

int test_store_setup_sqlite(void **state)
{
    return set_up(state, DB_SQLITE);
}

int test_store_setup_postgres(void **state)
{
    return set_up(state, DB_POSTGRES);
}

int test_store_teardown(void **state)
{
    test_store_close(*state);
    free(*state);
    return 0;
}
