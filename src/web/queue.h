/*
 * A bounded queue from one thread to several. Whoever puts wakes at most one sleeper, and nobody
 * when all are at work.
 */
#ifndef WEB_QUEUE_H
#define WEB_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

struct queue;

MUST_USE enum status queue_new(size_t max, struct queue **ret_queue);
void queue_free(struct queue *queue);

/* False when it is full or closed. */
MUST_USE bool queue_put(struct queue *queue, void *item);

/* Waits for an item; NULL once the queue is closed and empty. */
void *queue_take(struct queue *queue);

/* Nothing more comes in; what is in goes out. */
void queue_close(struct queue *queue);

#endif
