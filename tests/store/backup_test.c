#include "store/backup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/thing.h"

static const char *backup_path(struct test_store *t)
{
    return arena_printf(&t->arena, "%s/backup", t->folder);
}

/* Another place for the way back: a new file, or a new empty database. */
static const char *other_location(struct test_store *t)
{
    static int number;

    if (db_kind_of(t->location) == DB_SQLITE)
        return arena_printf(&t->arena, "%s/restored.db", t->folder);
    assert_int_equal(
        test_store_tamper(t, arena_printf(&t->arena, "create database restored_%d", ++number)), OK);
    return arena_printf(&t->arena, "%srestored_%d", getenv("ACCANTO_TEST_POSTGRES"), number);
}

struct busy {
    struct test_store *t;
    atomic_bool stop;
};

static void *keep_writing(void *arg)
{
    struct busy *busy = arg;
    struct arena arena;
    struct ctx ctx = test_store_worker(busy->t, &arena);
    char name[32];

    for (int i = 0; !atomic_load(&busy->stop); i++) {
        snprintf(name, sizeof(name), "meanwhile %d", i);
        if (store_write(&ctx, thing_add_text, name) != OK)
            abort();
        arena_reset(&arena);
    }
    test_store_worker_end(&ctx);
    return NULL;
}

static void backup_under_load_comes_back_whole(void **state)
{
    struct test_store *t = *state;
    struct busy busy = {.t = t};
    struct backup_manifest manifest;
    struct audit_report report;
    pthread_t thread;

    thing_make_table(t);
    assert_int_equal(store_start_writer(t->store), OK);
    for (int i = 0; i < 20; i++)
        assert_int_equal(
            store_write(&t->ctx, thing_add_text, arena_printf(&t->arena, "before %d", i)), OK);
    pthread_create(&thread, NULL, keep_writing, &busy);

    enum status status = store_backup(&t->ctx, backup_path(t), &manifest);

    atomic_store(&busy.stop, true);
    pthread_join(thread, NULL);
    assert_int_equal(status, OK);
    assert_true(manifest.head.number >= 20);

    const char *location = other_location(t);

    assert_int_equal(backup_restore(&t->arena, backup_path(t), location, &manifest), OK);
    snprintf(t->location, sizeof(t->location), "%s", location);
    test_store_reopen(t);
    assert_int_equal(audit_verify(&t->ctx, &manifest.head, 1, NULL, NULL, &report), OK);
    assert_int_equal(report.problem, AUDIT_SOUND);
    assert_int_equal(report.rows, thing_count(&t->ctx));
    assert_true(report.rows >= manifest.head.number);
    assert_int_equal(store_write(&t->ctx, thing_add_text, "after"), OK);
}

static void damaged_copy_is_found(void **state)
{
    struct test_store *t = *state;
    struct backup_manifest manifest;
    char byte = 'x';

    assert_int_equal(store_backup(&t->ctx, backup_path(t), &manifest), OK);
    assert_int_equal(backup_check(&t->arena, backup_path(t), &manifest), OK);

    int file = open(backup_path(t), O_WRONLY);

    assert_int_equal(pwrite(file, &byte, 1, manifest.bytes / 2), 1);
    assert_int_equal(ftruncate(file, manifest.bytes - 1), 0);
    close(file);
    assert_int_equal(backup_check(&t->arena, backup_path(t), &manifest), ERR_CORRUPT);
}

static void backup_never_overwrites_and_is_private(void **state)
{
    struct test_store *t = *state;
    struct backup_manifest manifest;
    struct stat stat_;

    assert_int_equal(store_backup(&t->ctx, backup_path(t), &manifest), OK);
    assert_int_equal(stat(backup_path(t), &stat_), 0);
    assert_int_equal(stat_.st_mode & 0777, 0600);
    assert_int_equal(store_backup(&t->ctx, backup_path(t), &manifest), ERR_CONFLICT);
    assert_int_equal(backup_check(&t->arena, backup_path(t), &manifest), OK);
    assert_int_equal(backup_restore(&t->arena, backup_path(t), t->location, &manifest),
                     ERR_CONFLICT);
}

static void backup_that_cannot_be_written_leaves_nothing(void **state)
{
    struct test_store *t = *state;
    struct backup_manifest manifest;

    assert_int_equal(store_backup(&t->ctx, "/proc/nowhere/backup", &manifest), ERR_IO);
    assert_int_equal(backup_check(&t->arena, backup_path(t), &manifest), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH_ENGINES(backup_under_load_comes_back_whole),
        ON_BOTH_ENGINES(damaged_copy_is_found),
        ON_BOTH_ENGINES(backup_never_overwrites_and_is_private),
        ON_BOTH_ENGINES(backup_that_cannot_be_written_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
