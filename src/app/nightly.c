#include "app/nightly.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "nightly_sql.h"
#include "staff/staff.h"

enum {
    ARENA_BYTES = 64 * 1024 * 1024,
    TICK_SECONDS = 60,
    RETRY_MINUTES = 60,
    HOUR_MINUTES = 60,
};

static const char ROADS[] = "roads";

/* --- the job ---------------------------------------------------------------------------------- */

struct night {
    struct roads_learned learned;
    bool ran;
};

/* The day and what is learned are kept together or not at all. */
static enum status night_write(struct ctx *tx, void *args)
{
    struct night *night = args;
    int64_t first;

    TRY(nightly_take(tx, ROADS, instant_date(tx->now), &first));
    night->ran = first == 1;
    return night->ran ? roads_learn(tx, &night->learned) : OK;
}

enum status nightly_run(struct ctx *ctx, bool *ret_ran, struct roads_learned *ret_learned)
{
    struct night night = {.ran = false};
    struct ctx as = *ctx;
    struct nightly_job_row job;
    enum status status;

    *ret_ran = false;
    if (instant_clock(ctx->now).minutes < NIGHTLY_HOUR * HOUR_MINUTES)
        return OK;
    status = nightly_ran(ctx, ROADS, &job);
    if (status == OK && job.ran_on.days >= instant_date(ctx->now).days)
        return OK;
    if (status != OK && status != ERR_NOT_FOUND)
        return status;
    TRY(staff_system_actor(ctx, &as.actor));
    TRY(store_write(&as, night_write, &night));
    *ret_ran = night.ran;
    *ret_learned = night.learned;
    return OK;
}

/* --- the thread ------------------------------------------------------------------------------- */

struct nightly {
    struct house *house;
    struct arena arena;
    struct db *db;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stopping;
    int64_t answers;       /* that the house had given at the last look */
    struct instant resume; /* after a failure, not before */
};

static void night_told(const struct roads_learned *learned)
{
    printf("night: %lld pairs of places learned from %lld drives; %lld left out; %lld pairs need "
           "more\n",
           (long long)learned->pairs, (long long)learned->drives, (long long)learned->ignored,
           (long long)learned->too_few);
    fflush(stdout);
}

static void look(struct nightly *nightly)
{
    int64_t answers = atomic_load(&nightly->house->answers);
    bool quiet = answers == nightly->answers;
    struct ctx ctx = {
        .arena = &nightly->arena, .db = nightly->db, .now = instant_now(), .origin = "night"};
    struct roads_learned learned;
    enum status status;
    bool ran;

    nightly->answers = answers;
    if (!quiet || ctx.now.seconds < nightly->resume.seconds)
        return;
    arena_reset(&nightly->arena);
    status = nightly_run(&ctx, &ran, &learned);
    db_recover(nightly->db);
    if (status == OK && ran)
        night_told(&learned);
    if (status != OK) {
        nightly->resume = instant_add_minutes(ctx.now, RETRY_MINUTES);
        printf("night: nothing was learned: %s; the next try is in an hour\n", status_name(status));
        fflush(stdout);
    }
}

/* Until somebody stops it or a minute is over. */
static bool wait_goes_on(struct nightly *nightly)
{
    struct timespec until;
    int waited = 0;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += TICK_SECONDS;
    pthread_mutex_lock(&nightly->lock);
    while (!nightly->stopping && waited != ETIMEDOUT)
        waited = pthread_cond_timedwait(&nightly->wake, &nightly->lock, &until);

    bool goes_on = !nightly->stopping;

    pthread_mutex_unlock(&nightly->lock);
    return goes_on;
}

static void *nightly_thread(void *arg)
{
    struct nightly *nightly = arg;

    do
        look(nightly);
    while (wait_goes_on(nightly));
    return NULL;
}

static void nightly_free(struct nightly *nightly)
{
    db_close(nightly->db);
    arena_free(&nightly->arena);
    free(nightly);
}

static enum status locks_init(struct nightly *nightly)
{
    pthread_condattr_t attributes;
    bool failed;

    if (pthread_condattr_init(&attributes) != 0)
        return ERR_UNAVAILABLE;
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    failed = pthread_mutex_init(&nightly->lock, NULL) != 0 ||
             pthread_cond_init(&nightly->wake, &attributes) != 0;
    pthread_condattr_destroy(&attributes);
    return failed ? ERR_UNAVAILABLE : OK;
}

enum status nightly_start(struct house *house, struct nightly **ret_nightly)
{
    struct nightly *nightly = calloc(1, sizeof(*nightly));

    if (!nightly)
        return ERR_UNAVAILABLE;
    nightly->house = house;
    nightly->resume = INSTANT_NONE;
    nightly->answers = atomic_load(&house->answers);
    if (arena_init(&nightly->arena, ARENA_BYTES) != OK ||
        store_connect(house->store, &nightly->db) != OK || locks_init(nightly) != OK ||
        pthread_create(&nightly->thread, NULL, nightly_thread, nightly) != 0) {
        nightly_free(nightly);
        return ERR_UNAVAILABLE;
    }
    *ret_nightly = nightly;
    return OK;
}

void nightly_stop(struct nightly *nightly)
{
    pthread_mutex_lock(&nightly->lock);
    nightly->stopping = true;
    pthread_cond_signal(&nightly->wake);
    pthread_mutex_unlock(&nightly->lock);
    pthread_join(nightly->thread, NULL);
    pthread_mutex_destroy(&nightly->lock);
    pthread_cond_destroy(&nightly->wake);
    nightly_free(nightly);
}
