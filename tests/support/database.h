/*
 * A fresh, migrated database for a test, on either engine, ended with the test.
 *
 *     static void ride_is_kept(void **state)
 *     {
 *         struct test_store *t = *state;
 *         assert_int_equal(store_write(&t->ctx, book, &args), OK);
 *     }
 *     const struct CMUnitTest tests[] = {ON_BOTH_ENGINES(ride_is_kept), ...};
 *
 * PostgreSQL is the one of tests/support/with-postgres; without it those cases fail.
 */
#ifndef TESTS_SUPPORT_DATABASE_H
#define TESTS_SUPPORT_DATABASE_H

#include "store/migrate.h"
#include "store/store.h"

struct test_store {
    struct store *store; /* no writer started: writes run inline until the test starts one */
    struct db *db;       /* a reading connection, also in `ctx` */
    struct arena arena;
    struct ctx ctx; /* now is 2026-11-23T09:00:00Z, origin "test" */
    struct store_config config;
    char folder[64];    /* SQLite: of the file; a place for other files too */
    char location[256]; /* of the database */
};

/* The master key and the clock of every test. */
struct crypt_key test_master_key(void);
struct instant test_now(void);

/* Fail the test when something does not work. */
void test_store_open(struct test_store *test, enum db_kind engine);
void test_store_close(struct test_store *test);

/* The same with what `fill` puts in, which it does once for each program: every store is a copy of
   the first. `who` as in struct store_config. */
struct test_store_filling {
    audit_who_fn *who;
    enum status (*fill)(struct ctx *ctx);
};
void test_store_open_filled(struct test_store *test, enum db_kind engine,
                            const struct test_store_filling *filling);

/* Another context on the same store, as of another worker; `ctx->db` and `ctx->arena` are its own.
 */
struct ctx test_store_worker(struct test_store *test, struct arena *arena);
void test_store_worker_end(struct ctx *ctx);

/* Closes; and opens again, as after a restart of the program. */
void test_store_shut(struct test_store *test);
void test_store_reopen(struct test_store *test);

/* Runs SQL of no statement's own, as an intruder would, on a connection outside the store. */
enum status test_store_tamper(struct test_store *test, const char *sql);

/* For cmocka: `*state` becomes a struct test_store. */
int test_store_setup_sqlite(void **state);
int test_store_setup_postgres(void **state);
int test_store_teardown(void **state);

#define ON_SQLITE(test)                                                                            \
    {                                                                                              \
#test " [sqlite]", test, test_store_setup_sqlite, test_store_teardown, NULL                \
    }
#define ON_POSTGRES(test)                                                                          \
    {                                                                                              \
#test " [postgres]", test, test_store_setup_postgres, test_store_teardown, NULL            \
    }
#define ON_BOTH_ENGINES(test) ON_SQLITE(test), ON_POSTGRES(test)

#endif
