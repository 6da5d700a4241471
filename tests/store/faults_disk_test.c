/*
 * The disk is full, or fails: the program goes on, says so, keeps what it confirmed and nothing
 * else, and recovers by itself. SQLite only; PostgreSQL guards its own disk.
 */
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/thing.h"

/* The n-th call fails -------------------------------------------------------------------------*/

/* These stand before the C library's own, for SQLite too. */
static int calls_until_fault = -1; /* negative: no fault */
static int faults_left;
static int fault_error;

static bool fails_now(void)
{
    if (calls_until_fault < 0)
        return false;
    if (calls_until_fault > 0) {
        calls_until_fault--;
        return false;
    }
    if (faults_left == 0)
        return false;
    faults_left--;
    errno = fault_error;
    return true;
}

int fdatasync(int file)
{
    return fails_now() ? -1 : (int)syscall(SYS_fdatasync, file);
}

int fsync(int file)
{
    return fails_now() ? -1 : (int)syscall(SYS_fsync, file);
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off_t at);
ssize_t pwrite64(int file, const void *bytes, size_t length, off_t at)
{
    return fails_now() ? -1 : syscall(SYS_pwrite64, file, bytes, length, at);
}

static void assert_whole(struct test_store *t, int64_t least)
{
    struct audit_report report;
    int64_t count = thing_count(&t->ctx);

    assert_int_equal(audit_verify(&t->ctx, NULL, 0, NULL, NULL, &report), OK);
    assert_int_equal(report.problem, AUDIT_SOUND);
    assert_int_equal(report.rows, count);
    assert_true(count >= least);
}

/* Ten writes with a fault at the n-th call. True when the fault was met. */
static bool write_with_fault(struct test_store *t, int nth, int error, int times, int *confirmed)
{
    calls_until_fault = nth;
    faults_left = times;
    fault_error = error;
    for (int i = 0; i < 10; i++) {
        char *name = arena_printf(&t->arena, "%d %d %d %d", error, times, nth, i);
        enum status status = store_write(&t->ctx, thing_add_text, name);

        *confirmed += status == OK;
        if (status != OK)
            assert_int_equal(status, ERR_UNAVAILABLE);
    }

    bool met = faults_left < times;

    calls_until_fault = -1;
    return met;
}

/* Every call in turn. */
static void every_call_may_fail(struct test_store *t, int error, int times)
{
    int confirmed = 0;

    thing_make_table(t);
    for (int nth = 0; write_with_fault(t, nth, error, times, &confirmed); nth++) {
        /* The fault has ended: service is back, at once and after a restart. */
        assert_int_equal(
            store_write(&t->ctx, thing_add_text, arena_printf(&t->arena, "after %d", nth)), OK);
        assert_whole(t, ++confirmed);
        assert_int_equal(thing_count(&t->ctx), confirmed);
        test_store_reopen(t);
        assert_whole(t, confirmed);
        assert_int_equal(thing_count(&t->ctx), confirmed);
        arena_reset(&t->arena);
    }
    assert_true(confirmed > 30);
}

static void nth_call_fails_once_with_eio(void **state)
{
    every_call_may_fail(*state, EIO, 1);
}

static void nth_call_and_the_next_fail_with_eio(void **state)
{
    every_call_may_fail(*state, EIO, 4);
}

static void nth_call_finds_the_disk_full(void **state)
{
    every_call_may_fail(*state, ENOSPC, 4);
}

/* The last connection to close copies the WAL into the file. True when the fault was met. */
static bool close_with_fault(struct test_store *t, int nth, int error)
{
    calls_until_fault = nth;
    faults_left = 4;
    fault_error = error;
    test_store_shut(t);
    calls_until_fault = -1;
    return faults_left < 4;
}

static void nth_call_of_a_checkpoint_fails(void **state)
{
    struct test_store *t = *state;
    int confirmed = 0;
    int refused = 0;

    thing_make_table(t);
    for (int nth = 0; refused == nth; nth++) {
        for (int i = 0; i < 20; i++, confirmed++)
            assert_int_equal(
                store_write(&t->ctx, thing_add_text, arena_printf(&t->arena, "%d %d", nth, i)), OK);
        refused += close_with_fault(t, nth, nth % 2 ? EIO : ENOSPC);
        test_store_reopen(t);
        assert_whole(t, confirmed);
        arena_reset(&t->arena);
    }
    print_message("# %d calls of a checkpoint failed\n", refused);
    assert_true(refused > 5);
}

/* A disk without room -------------------------------------------------------------------------*/

static const char *disk(void)
{
    const char *path = getenv("ACCANTO_TEST_SMALL_DISK");

    if (!path)
        fail_msg("run this under tests/support/with-small-disk");
    return path;
}

static void path_of(char path[128], const char *name)
{
    snprintf(path, 128, "%s/%s", disk(), name);
}

/* Takes all the room there is, down to the last block. */
static void fill_disk(void)
{
    char path[128];
    char block[1024];

    memset(block, 'x', sizeof(block));
    path_of(path, "filler");

    int file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);

    assert_true(file >= 0);
    while (write(file, block, sizeof(block)) > 0)
        ;
    close(file);
}

static void free_disk(void)
{
    char path[128];

    path_of(path, "filler");
    assert_int_equal(unlink(path), 0);
}

static void move_to_small_disk(struct test_store *t)
{
    test_store_shut(t);
    path_of(t->location, "zone.db");
    test_store_reopen(t);
    thing_make_table(t);
    assert_int_equal(store_start_writer(t->store), OK);
}

static void leave_small_disk(struct test_store *t)
{
    test_store_shut(t);
    assert_int_equal(unlink(t->location), 0);
}

static int write_until_refused(struct test_store *t, int max)
{
    static int number;

    for (int i = 0; i < max; i++) {
        char *name = arena_printf(&t->arena, "%2000d", number++);

        if (store_write(&t->ctx, thing_add_text, name) != OK)
            return i;
        arena_reset(&t->arena);
    }
    return max;
}

static void full_disk_refuses_writes_reads_on_and_recovers(void **state)
{
    struct test_store *t = *state;

    move_to_small_disk(t);

    int confirmed = write_until_refused(t, 5);

    assert_int_equal(confirmed, 5);
    fill_disk();
    confirmed += write_until_refused(t, 5000);
    assert_true(confirmed < 5000);
    for (int i = 0; i < 30; i++) {
        assert_int_equal(store_write(&t->ctx, thing_add_text, "no room"), ERR_UNAVAILABLE);
        assert_int_equal(thing_count(&t->ctx), confirmed);
    }
    free_disk();
    assert_int_equal(write_until_refused(t, 5), 5);
    assert_whole(t, confirmed + 5);
    leave_small_disk(t);
}

static void give_back(int kibibytes)
{
    char path[128];
    struct stat stat_;

    path_of(path, "filler");
    assert_int_equal(stat(path, &stat_), 0);
    assert_int_equal(truncate(path, stat_.st_size - kibibytes * 1024), 0);
}

/* In a child, which is to tell the outcome rather than die. */
static void open_in_child(struct test_store *t)
{
    pid_t child = fork();
    int status;

    if (child == 0) {
        struct store *store;
        enum status outcome = store_open(&t->config, &store);

        if (outcome == OK)
            store_close(store);
        _exit(outcome == OK || outcome == ERR_UNAVAILABLE ? 0 : 1);
    }
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status))
        fail_msg("died of signal %d", WTERMSIG(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* Starting makes the shared memory of the WAL, with room for only a part of it: without the store's
   care this was death by SIGBUS. */
static void start_with_hardly_any_room_does_not_die(void **state)
{
    struct test_store *t = *state;

    move_to_small_disk(t);
    assert_int_equal(write_until_refused(t, 5), 5);
    test_store_shut(t);
    fill_disk();
    for (int step = 0; step < 20; step++) {
        open_in_child(t);
        give_back(3);
    }
    free_disk();
    test_store_reopen(t);
    assert_whole(t, 5);
    leave_small_disk(t);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        ON_SQLITE(nth_call_fails_once_with_eio),
        ON_SQLITE(nth_call_and_the_next_fail_with_eio),
        ON_SQLITE(nth_call_finds_the_disk_full),
        ON_SQLITE(nth_call_of_a_checkpoint_fails),
        ON_SQLITE(full_disk_refuses_writes_reads_on_and_recovers),
        ON_SQLITE(start_with_hardly_any_room_does_not_die),
    };

    (void)argc;
    if (!getenv("ACCANTO_TEST_SMALL_DISK"))
        return execl("tests/support/with-small-disk", "with-small-disk", argv[0], NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
