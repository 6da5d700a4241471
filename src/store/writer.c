/*
 * The one path by which the database changes: queued operations, a transaction for each group of
 * them, an answer after its commit.
 */
#include "store/store.h"

#include <assert.h>
#include <time.h>

#include "store/audit_chain.h"
#include "store/store_inside.h"

enum { GROUP_HARD_MAX = 1024, ATTEMPTS = 5 };

/* One operation -------------------------------------------------------------------------------*/

/* The caller waits, so its arena and its boundary are ours meanwhile; a jump lands here. */
static enum status call_operation(struct store *store, struct store_job *job)
{
    struct arena *arena = job->ctx->arena;
    jmp_buf *boundary = arena->boundary;
    jmp_buf here;
    enum status status;
    struct ctx tx = *job->ctx;

    tx.db = store->writer;
    arena_rewind(arena, job->arena_mark);
    arena->boundary = &here;
    if (setjmp(here) == 0)
        status = job->operation(&tx, job->args);
    else
        status = ERR_TOO_LARGE;
    arena->boundary = boundary;
    db_recover(store->writer);
    return status;
}

/* An operation that passes over a failed statement has failed: PostgreSQL keeps nothing of it. */
static enum status outcome_of(struct store *store, struct store_job *job)
{
    enum status status = call_operation(store, job);

    return status == OK ? store->writer->failure : status;
}

/* In its savepoint, so that it leaves no trace when it fails. Not OK when the whole transaction is
   lost. */
static enum status run_among_others(struct store *store, struct store_job *job)
{
    struct db *db = store->writer;
    struct ctx ctx = {.arena = &store->arena, .db = db};
    struct audit_head before = db->head;

    TRY(audit_chain_send(&ctx));
    TRY(db_savepoint(db));
    job->status = outcome_of(store, job);
    if (job->status == OK)
        return db_release(db);
    if (db->failure != OK && db_may_retry(db))
        return db->failure;
    db->head = before;
    store->pending.count = 0; /* all of them its own */
    return db_undo(db);
}

/* One group -----------------------------------------------------------------------------------*/

static void answer_all(struct store_job **jobs, int count, enum status status)
{
    for (int i = 0; i < count; i++)
        jobs[i]->status = status;
}

/* Without savepoints: few operations fail, and each savepoint is two more trips to the server. The
   first failure ends it: what was done is undone as a whole and, being operations, done again. */
static enum status run_hopefully(struct store *store, struct store_job **jobs, int count)
{
    for (int i = 0; i < count; i++) {
        jobs[i]->status = outcome_of(store, jobs[i]);
        TRY(jobs[i]->status);
    }
    return OK;
}

static enum status run_carefully(struct store *store, struct store_job **jobs, int count)
{
    for (int i = 0; i < count; i++)
        TRY(run_among_others(store, jobs[i]));
    return OK;
}

static enum status begin_group(struct store *store, struct ctx *ctx)
{
    TRY(db_begin(store->writer));

    enum status status = audit_chain_begin(ctx);

    if (status != OK) {
        bool may_retry = db_may_retry(store->writer);

        db_rollback(store->writer);
        store->writer->may_retry = may_retry;
    }
    return status;
}

/* The connection broke during a commit, and nobody said what became of it. The chain knows: its
   next number and hash are in the database if and only if this commit is. */
static enum status ask_the_chain(struct store *store, struct ctx *ctx,
                                 const struct audit_head *planned)
{
    enum status status = begin_group(store, ctx); /* waits for a commit still under way */

    if (status != OK)
        return ERR_UNAVAILABLE;
    status = audit_chain_has(ctx, planned);
    db_rollback(store->writer);
    return status;
}

enum group_end {
    GROUP_DONE,    /* every job has its own status, and what succeeded is on the disk */
    GROUP_AGAIN,   /* nothing was kept, and the same may succeed now */
    GROUP_FAILED,  /* nothing was kept, because one of them failed */
    GROUP_LOST,    /* nothing was kept, for the database's sake */
    GROUP_REFUSED, /* the database does not even begin */
};

static enum group_end commit_group(struct store *store, struct ctx *ctx,
                                   const struct audit_head *before)
{
    struct db *db = store->writer;
    struct audit_head planned = db->head;
    enum status status = audit_chain_end(ctx, before);

    if (status != OK) {
        bool may_retry = db_may_retry(db);

        db_rollback(db);
        return may_retry ? GROUP_AGAIN : GROUP_LOST;
    }
    if (db_commit(db) == OK)
        return GROUP_DONE;
    if (!db_may_retry(db))
        return GROUP_LOST;
    if (planned.number == before->number)
        return GROUP_LOST; /* without a row of its own nothing can tell, so it is not run twice */
    status = ask_the_chain(store, ctx, &planned);
    if (status == OK)
        return GROUP_DONE;
    return status == ERR_NOT_FOUND ? GROUP_AGAIN : GROUP_LOST;
}

typedef enum status run_jobs(struct store *store, struct store_job **jobs, int count);

static enum group_end try_group(struct store *store, struct store_job **jobs, int count,
                                run_jobs *run, enum status *ret_status)
{
    struct ctx ctx = {.arena = &store->arena, .db = store->writer};
    struct db *db = store->writer;

    arena_reset(&store->arena);
    *ret_status = begin_group(store, &ctx);
    if (*ret_status != OK)
        return db_may_retry(db) ? GROUP_AGAIN : GROUP_REFUSED;

    struct audit_head before = db->head;

    *ret_status = run(store, jobs, count);
    if (*ret_status == OK) {
        enum group_end end = commit_group(store, &ctx, &before);

        *ret_status = end == GROUP_DONE ? OK : ERR_UNAVAILABLE;
        return end;
    }

    bool retry = db->failure != OK && db_may_retry(db);

    db_rollback(db);
    return retry ? GROUP_AGAIN : GROUP_FAILED;
}

static enum group_end try_repeatedly(struct store *store, struct store_job **jobs, int count,
                                     run_jobs *run)
{
    enum group_end end = GROUP_AGAIN;
    enum status status = ERR_UNAVAILABLE;

    for (int i = 0; i < ATTEMPTS && end == GROUP_AGAIN; i++)
        end = try_group(store, jobs, count, run, &status);
    if (end == GROUP_AGAIN || end == GROUP_REFUSED)
        answer_all(jobs, count, status);
    else if (end == GROUP_LOST)
        answer_all(jobs, count, ERR_UNAVAILABLE);
    return end;
}

/* At most one deep: a group of one does not come here again. NOLINTNEXTLINE(misc-no-recursion) */
void store_run_group(struct store *store, struct store_job **jobs, int count)
{
    enum group_end end = try_repeatedly(store, jobs, count, run_hopefully);

    /* A single one that failed has its status, and the transaction was its savepoint. */
    if (count == 1 || (end != GROUP_FAILED && end != GROUP_LOST))
        return;
    if (end == GROUP_FAILED)
        end = try_repeatedly(store, jobs, count, run_carefully);
    if (end != GROUP_FAILED && end != GROUP_LOST)
        return;
    /* One of them may be what the disk has no room for: each on its own, for better or worse. */
    for (int i = 0; i < count; i++)
        store_run_group(store, &jobs[i], 1);
}

/* The pen and the queue -----------------------------------------------------------------------
 *
 * Who holds the pen uses the writer's connection, arena and audit head: the writer's thread for
 * the group it takes, or a lone caller, who is then spared the way to that thread and back. */

static int64_t micros_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* With the lock. Until `wanted` are queued or the writer is to stop; false when it was `until`
   before that. */
static bool await_queued(struct store *store, int wanted, const struct timespec *until)
{
    int late = 0;

    store->wanted = wanted;
    while (store->queued < wanted && !store->stopping && !late) {
        if (until)
            late = pthread_cond_clockwait(&store->arrived, &store->lock, CLOCK_MONOTONIC, until);
        else
            pthread_cond_wait(&store->arrived, &store->lock);
    }
    return !late;
}

/* Somebody, and then for a moment those who may come again. */
static void await_jobs(struct store *store)
{
    pthread_mutex_lock(&store->lock);
    await_queued(store, 1, NULL);

    int most = store->group_max < store->queue_max ? store->group_max : store->queue_max;
    int wanted = patience_wanted(&store->patience, most);

    if (store->queued < wanted) {
        int64_t end = micros_now() + store->patience.micros;
        struct timespec until = {end / 1000000, end % 1000000 * 1000};

        if (!await_queued(store, wanted, &until))
            patience_lost(&store->patience);
    }
    pthread_mutex_unlock(&store->lock);
}

/* Up to a group of them; 0 when the writer is to stop. */
static int take_jobs(struct store *store, struct store_job **jobs)
{
    int count = 0;

    pthread_mutex_lock(&store->lock);
    while (store->first && count < store->group_max) {
        jobs[count++] = store->first;
        store->first = store->first->next;
    }
    store->queued -= count;
    store->last_group = count;
    pthread_mutex_unlock(&store->lock);
    return count;
}

static void run_taken(struct store *store, struct store_job **jobs, int count)
{
    int64_t started = micros_now();

    store_run_group(store, jobs, count);
    pthread_mutex_lock(&store->lock);
    patience_note(&store->patience, count, store->queued, micros_now() - started);
    pthread_mutex_unlock(&store->lock);
}

/* Takes what is queued only with the pen in hand, so that who comes meanwhile is in the group. */
static int write_next_group(struct store *store)
{
    struct store_job *jobs[GROUP_HARD_MAX];

    await_jobs(store);
    pthread_mutex_lock(&store->pen);

    int count = take_jobs(store, jobs);

    if (count > 0)
        run_taken(store, jobs, count);
    pthread_mutex_unlock(&store->pen);
    for (int i = 0; i < count; i++)
        sem_post(&jobs[i]->answered); /* the job may be gone right after */
    return count;
}

static void *write_until_stopped(void *arg)
{
    while (write_next_group(arg) > 0)
        ;
    return NULL;
}

enum status store_start_writer(struct store *store)
{
    assert(!store->started);
    if (store->group_max > GROUP_HARD_MAX)
        store->group_max = GROUP_HARD_MAX;
    store->stopping = false;
    if (pthread_create(&store->thread, NULL, write_until_stopped, store) != 0)
        return ERR_UNAVAILABLE;
    store->started = true;
    return OK;
}

void store_stop_writer(struct store *store)
{
    if (!store->started)
        return;
    pthread_mutex_lock(&store->lock);
    store->stopping = true;
    pthread_cond_signal(&store->arrived);
    pthread_mutex_unlock(&store->lock);
    pthread_join(store->thread, NULL);
    store->started = false;
}

static bool enqueue(struct store *store, struct store_job *job)
{
    pthread_mutex_lock(&store->lock);

    bool room = store->queued < store->queue_max && !store->stopping;

    if (room) {
        if (store->first)
            store->last->next = job;
        else
            store->first = job;
        store->last = job;
        store->queued++;
    }

    bool enough = store->queued >= store->wanted;

    pthread_mutex_unlock(&store->lock);
    if (enough)
        pthread_cond_signal(&store->arrived); /* after the lock, or the writer would wake to wait */
    return room;
}

/* Only when nobody waits or writes, and the last group was of one: where callers come together,
   one that ran ahead would make the others' group smaller. */
static bool take_pen_if_alone(struct store *store)
{
    pthread_mutex_lock(&store->lock);

    bool alone = !store->first && !store->stopping && store->last_group <= 1 &&
                 pthread_mutex_trylock(&store->pen) == 0;

    pthread_mutex_unlock(&store->lock);
    return alone;
}

static void run_with_pen(struct store *store, struct store_job *job)
{
    store_run_group(store, &job, 1);
    pthread_mutex_unlock(&store->pen);
}

static void run_queued(struct store *store, struct store_job *job)
{
    sem_init(&job->answered, 0, 0);
    if (enqueue(store, job)) {
        while (sem_wait(&job->answered) != 0)
            ; /* interrupted by a signal */
    } else {
        job->status = ERR_BUSY;
    }
    sem_destroy(&job->answered);
}

enum status store_write(struct ctx *ctx, store_operation *operation, void *args)
{
    struct store *store = ctx->db->store;
    struct store_job job = {.ctx = ctx,
                            .operation = operation,
                            .args = args,
                            .arena_mark = arena_mark(ctx->arena),
                            .status = ERR_UNAVAILABLE};

    assert(ctx->db != store->writer && "an operation calls what it needs, it does not queue it");
    if (ctx->would_wait) {
        *ctx->would_wait = true;
        return ERR_BUSY;
    }
    if (ctx->db->reading) {
        assert(!ctx->db->live && "a callback of sql_each writes");
        db_rollback(ctx->db);
    }
    if (!store->started) {
        pthread_mutex_lock(&store->pen);
        run_with_pen(store, &job);
    } else if (take_pen_if_alone(store)) {
        run_with_pen(store, &job);
    } else {
        run_queued(store, &job);
    }
    return job.status;
}
