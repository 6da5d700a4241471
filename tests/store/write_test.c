#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

#include "support/thing.h"

enum { WORKERS = 16, EACH = 25 };

static void set_up(struct test_store *t, bool started)
{
    thing_make_table(t);
    if (started)
        assert_int_equal(store_start_writer(t->store), OK);
}

static void write_is_seen_by_readers_once_confirmed(void **state)
{
    struct test_store *t = *state;

    set_up(t, true);
    assert_int_equal(store_write(&t->ctx, thing_add_text, "one"), OK);
    assert_int_equal(thing_count(&t->ctx), 1);
}

static void write_without_a_writer_runs_inline(void **state)
{
    struct test_store *t = *state;

    set_up(t, false);
    assert_int_equal(store_write(&t->ctx, thing_add_text, "one"), OK);
    assert_int_equal(thing_count(&t->ctx), 1);
}

static void write_of_a_thread_that_may_not_wait_is_given_up_unrun(void **state)
{
    struct test_store *t = *state;
    bool would_wait = false;

    set_up(t, true);
    t->ctx.would_wait = &would_wait;
    assert_int_equal(store_write(&t->ctx, thing_add_text, "one"), ERR_BUSY);
    t->ctx.would_wait = NULL;
    assert_true(would_wait);
    assert_int_equal(thing_count(&t->ctx), 0);
}

static void reading_of_one_moment_ends_with_a_write(void **state)
{
    struct test_store *t = *state;

    set_up(t, true);
    assert_int_equal(db_begin_reading(t->ctx.db), OK);
    assert_int_equal(thing_count(&t->ctx), 0);
    assert_int_equal(store_write(&t->ctx, thing_add_text, "one"), OK);
    assert_false(db_in_transaction(t->ctx.db));
    assert_int_equal(thing_count(&t->ctx), 1);
}

struct worker {
    struct test_store *t;
    pthread_t thread;
    int number;
    int confirmed;
    int refused;
};

static enum status add_and_fail(struct ctx *tx, void *args)
{
    TRY(thing_add_text(tx, args));
    return ERR_INVALID;
}

/* Every fifth operation fails after it has changed something. */
static void *work(void *arg)
{
    struct worker *worker = arg;
    struct arena arena;
    struct ctx ctx = test_store_worker(worker->t, &arena);
    char name[32];

    for (int i = 0; i < EACH; i++) {
        snprintf(name, sizeof(name), "%d %d", worker->number, i);

        enum status status = store_write(&ctx, i % 5 == 4 ? add_and_fail : thing_add_text, name);

        worker->confirmed += status == OK;
        worker->refused += status == ERR_INVALID;
        arena_reset(&arena);
    }
    test_store_worker_end(&ctx);
    return NULL;
}

static void many_writers_keep_exactly_what_was_confirmed(void **state)
{
    struct test_store *t = *state;
    struct worker workers[WORKERS];
    struct audit_report report;
    int confirmed = 0;

    set_up(t, true);
    for (int i = 0; i < WORKERS; i++) {
        workers[i] = (struct worker){.t = t, .number = i};
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < WORKERS; i++) {
        pthread_join(workers[i].thread, NULL);
        assert_int_equal(workers[i].refused, EACH / 5);
        confirmed += workers[i].confirmed;
    }
    assert_int_equal(confirmed, WORKERS * EACH * 4 / 5);
    assert_int_equal(thing_count(&t->ctx), confirmed);
    assert_int_equal(audit_verify(&t->ctx, NULL, 0, NULL, NULL, &report), OK);
    assert_int_equal(report.problem, AUDIT_SOUND);
    assert_int_equal(report.rows, confirmed);
}

static enum status pass_over_a_failure(struct ctx *tx, void *args)
{
    enum status first = thing_add_text(tx, args);
    enum status second = thing_add_text(tx, args); /* the same again: refused */

    return first == OK && second != OK ? OK : ERR_INVALID;
}

static void operation_that_passes_over_a_failure_is_undone(void **state)
{
    struct test_store *t = *state;

    set_up(t, true);
    assert_int_equal(store_write(&t->ctx, pass_over_a_failure, "one"), ERR_CONFLICT);
    assert_int_equal(thing_count(&t->ctx), 0);
}

static enum status add_and_overflow(struct ctx *tx, void *args)
{
    TRY(thing_add_text(tx, args));
    arena_alloc(tx->arena, (size_t)1 << 40);
    return OK;
}

static void operation_past_the_cap_is_undone_and_the_boundary_restored(void **state)
{
    struct test_store *t = *state;
    jmp_buf mine;

    set_up(t, true);
    t->arena.boundary = &mine;
    assert_int_equal(store_write(&t->ctx, add_and_overflow, "one"), ERR_TOO_LARGE);
    assert_ptr_equal(t->arena.boundary, &mine);
    t->arena.boundary = NULL;
    assert_int_equal(thing_count(&t->ctx), 0);
    assert_int_equal(store_write(&t->ctx, thing_add_text, "two"), OK);
}

static enum status give_text(struct ctx *tx, void *args)
{
    *(const char **)args = arena_copy(tx->arena, "from the operation");
    return OK;
}

static void result_of_an_operation_lives_in_the_callers_arena(void **state)
{
    struct test_store *t = *state;
    const char *text = NULL;

    set_up(t, true);
    assert_int_equal(store_write(&t->ctx, give_text, &text), OK);
    assert_string_equal(text, "from the operation");
    assert_true(text > t->arena.start && text < t->arena.start + t->arena.used);
}

/* Holds the writer until the test lets it go, so that others queue up behind. */
struct gate {
    sem_t entered;
    sem_t open;
};

static enum status hold(struct ctx *tx, void *args)
{
    struct gate *gate = args;

    (void)tx;
    sem_post(&gate->entered);
    sem_wait(&gate->open);
    return OK;
}

struct queued {
    struct test_store *t;
    store_operation *operation;
    void *args;
    enum status status;
    pthread_t thread;
};

static void *queue(void *arg)
{
    struct queued *queued = arg;
    struct arena arena;
    struct ctx ctx = test_store_worker(queued->t, &arena);

    enum status status = store_write(&ctx, queued->operation, queued->args);

    __atomic_store_n(&queued->status, status, __ATOMIC_RELAXED);
    test_store_worker_end(&ctx);
    return NULL;
}

static void start(struct queued *queued)
{
    assert_int_equal(pthread_create(&queued->thread, NULL, queue, queued), 0);
}

/* A writer who is held, two who wait behind, and a third who found no room. */
struct crowd {
    struct gate gate;
    struct queued first;
    struct queued waiting[3];
};

static void gather(struct test_store *t, struct crowd *crowd)
{
    static char *const TEXTS[] = {"one", "two", "three"};
    int busy = 0;

    t->config.queue_max = 2;
    test_store_reopen(t);
    set_up(t, true);
    sem_init(&crowd->gate.entered, 0, 0);
    sem_init(&crowd->gate.open, 0, 0);
    crowd->first = (struct queued){.t = t, .operation = hold, .args = &crowd->gate};
    start(&crowd->first);
    sem_wait(&crowd->gate.entered);
    for (int i = 0; i < 3; i++) {
        crowd->waiting[i] = (struct queued){.t = t, .operation = thing_add_text, .args = TEXTS[i]};
        start(&crowd->waiting[i]);
    }
    /* One of the three comes back while the writer is still held. */
    while (busy == 0) {
        for (int i = 0; i < 3; i++)
            busy += __atomic_load_n(&crowd->waiting[i].status, __ATOMIC_RELAXED) == ERR_BUSY;
    }
}

/* Returns how many of those who waited were confirmed. */
static int scatter(struct crowd *crowd)
{
    int kept = 0;

    pthread_join(crowd->first.thread, NULL);
    assert_int_equal(crowd->first.status, OK);
    for (int i = 0; i < 3; i++) {
        pthread_join(crowd->waiting[i].thread, NULL);
        kept += crowd->waiting[i].status == OK;
    }
    return kept;
}

static void full_queue_is_busy_and_stopping_answers_what_is_queued(void **state)
{
    struct test_store *t = *state;
    struct crowd crowd;

    gather(t, &crowd);
    sem_post(&crowd.gate.open);
    store_stop_writer(t->store);
    assert_int_equal(scatter(&crowd), 2);
    assert_int_equal(thing_count(&t->ctx), 2);
}

static enum status note_thread(struct ctx *tx, void *args)
{
    (void)tx;
    *(pthread_t *)args = pthread_self();
    return OK;
}

static bool writes_by_itself(struct test_store *t)
{
    pthread_t thread;

    assert_int_equal(store_write(&t->ctx, note_thread, &thread), OK);
    return pthread_equal(thread, pthread_self());
}

static void lone_caller_writes_by_itself_but_not_right_after_a_group(void **state)
{
    struct test_store *t = *state;
    struct crowd crowd;

    gather(t, &crowd);
    sem_post(&crowd.gate.open);
    assert_int_equal(scatter(&crowd), 2);
    assert_false(writes_by_itself(t));
    assert_true(writes_by_itself(t));
    assert_true(writes_by_itself(t));
}

static void another_process_with_the_lock_is_busy_then_not(void **state)
{
    struct test_store *t = *state;
    struct db_options options = {.location = t->location, .busy_timeout_ms = 100};
    struct db *other;

    t->config.busy_timeout_ms = 50;
    test_store_reopen(t);
    set_up(t, true);
    assert_int_equal(db_open(&options, &other), OK);
    assert_int_equal(db_begin(other), OK);
    assert_int_equal(db_script(other, "update audit_head set number = number"), OK);
    assert_int_equal(store_write(&t->ctx, thing_add_text, "one"), ERR_BUSY);
    db_rollback(other);
    db_close(other);
    assert_int_equal(store_write(&t->ctx, thing_add_text, "one"), OK);
}

static enum status add_with_id(struct ctx *tx, void *args)
{
    struct thing thing = {.id = *(int64_t *)args, .text = "given", .day = DATE_NONE};
    int64_t id;

    TRY(sql_one(tx, &THING_ADD, &thing, &id));
    return store_reset_identities(tx);
}

static void identities_go_on_after_given_ones(void **state)
{
    struct test_store *t = *state;
    struct thing thing;

    set_up(t, true);
    assert_int_equal(store_write(&t->ctx, add_with_id, &(int64_t){41}), OK);
    assert_int_equal(store_write(&t->ctx, thing_add_text, "next"), OK);
    assert_int_equal(sql_one(&t->ctx, &THING_BY_ID, &(int64_t){42}, &thing), OK);
    assert_string_equal(thing.text, "next");
}

static void confirmed_write_survives_a_restart(void **state)
{
    struct test_store *t = *state;

    set_up(t, true);
    assert_int_equal(store_write(&t->ctx, thing_add_text, "one"), OK);
    test_store_reopen(t);
    assert_int_equal(thing_count(&t->ctx), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH_ENGINES(write_is_seen_by_readers_once_confirmed),
        ON_BOTH_ENGINES(write_without_a_writer_runs_inline),
        ON_BOTH_ENGINES(write_of_a_thread_that_may_not_wait_is_given_up_unrun),
        ON_BOTH_ENGINES(reading_of_one_moment_ends_with_a_write),
        ON_BOTH_ENGINES(many_writers_keep_exactly_what_was_confirmed),
        ON_BOTH_ENGINES(operation_that_passes_over_a_failure_is_undone),
        ON_BOTH_ENGINES(operation_past_the_cap_is_undone_and_the_boundary_restored),
        ON_BOTH_ENGINES(result_of_an_operation_lives_in_the_callers_arena),
        ON_BOTH_ENGINES(full_queue_is_busy_and_stopping_answers_what_is_queued),
        ON_BOTH_ENGINES(lone_caller_writes_by_itself_but_not_right_after_a_group),
        ON_BOTH_ENGINES(another_process_with_the_lock_is_busy_then_not),
        ON_BOTH_ENGINES(identities_go_on_after_given_ones),
        ON_BOTH_ENGINES(confirmed_write_survives_a_restart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
