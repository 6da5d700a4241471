#include "web/queue.h"

#include <pthread.h>
#include <stdlib.h>

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    size_t max;
    size_t first;
    size_t count;
    size_t sleepers;
    bool closed;
    void *items[];
};

enum status queue_new(size_t max, struct queue **ret_queue)
{
    struct queue *queue = calloc(1, sizeof *queue + max * sizeof queue->items[0]);

    if (!queue)
        return ERR_TOO_LARGE;
    queue->max = max;
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->filled, NULL);
    *ret_queue = queue;
    return OK;
}

void queue_free(struct queue *queue)
{
    if (!queue)
        return;
    pthread_cond_destroy(&queue->filled);
    pthread_mutex_destroy(&queue->lock);
    free(queue);
}

bool queue_put(struct queue *queue, void *item)
{
    bool wake = false;

    pthread_mutex_lock(&queue->lock);

    bool taken = !queue->closed && queue->count < queue->max;

    if (taken) {
        queue->items[(queue->first + queue->count++) % queue->max] = item;
        wake = queue->sleepers > 0;
    }
    pthread_mutex_unlock(&queue->lock);
    /* After the lock is open, so that the woken thread does not run into it. */
    if (wake)
        pthread_cond_signal(&queue->filled);
    return taken;
}

void *queue_take(struct queue *queue)
{
    void *item = NULL;

    pthread_mutex_lock(&queue->lock);
    queue->sleepers++;
    while (queue->count == 0 && !queue->closed)
        pthread_cond_wait(&queue->filled, &queue->lock);
    queue->sleepers--;
    if (queue->count > 0) {
        item = queue->items[queue->first];
        queue->first = (queue->first + 1) % queue->max;
        queue->count--;
    }
    pthread_mutex_unlock(&queue->lock);
    return item;
}

void queue_close(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->closed = true;
    pthread_mutex_unlock(&queue->lock);
    pthread_cond_broadcast(&queue->filled);
}
