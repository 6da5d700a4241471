/*
 * What a store is made of. Nothing outside store/ includes this.
 */
#ifndef STORE_STORE_INSIDE_H
#define STORE_STORE_INSIDE_H

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>

#include "store/audit_chain.h"
#include "store/db_engine.h"
#include "store/patience.h"
#include "store/store.h"

/* One queued operation; lives on the stack of the caller, who waits for it. */
struct store_job {
    struct ctx *ctx;
    store_operation *operation;
    void *args;
    size_t arena_mark; /* each run starts with what the caller had */
    enum status status;
    sem_t answered;
    struct store_job *next;
};

struct store {
    char *location;
    struct crypt_key seal_key;
    struct crypt_key audit_key;
    audit_who_fn *who;
    int queue_max;
    int group_max;
    int busy_timeout_ms;

    pthread_mutex_t pen; /* held to use the writer's connection and what belongs to it */
    struct db *writer;
    struct arena arena;
    struct audit_pending pending;

    pthread_mutex_t lock; /* of all below; taken with the pen in hand, never held to wait for it */
    pthread_cond_t arrived;
    struct store_job *first;
    struct store_job *last;
    int queued;
    int wanted; /* so many queued ones wake the writer */
    struct patience patience;
    int last_group; /* how many the thread last took together */
    bool started;
    bool stopping;
    pthread_t thread;
};

/* Runs the jobs in one transaction where possible and sets the status of each. */
void store_run_group(struct store *store, struct store_job **jobs, int count);

#endif
