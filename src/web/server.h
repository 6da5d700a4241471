/*
 * The socket: connections in, answers out, and a fixed number of workers in between.
 *
 * One thread reads and writes all sockets; a whole request goes through a bounded queue to a
 * worker, which calls web_handle. When the queue is full the answer is 503 with Retry-After. What
 * is quicker answered than handed over (files of the program, and pages that lately were, as long
 * as they wait for nothing) is answered by the first thread itself.
 */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include <stdint.h>

#include "web/web.h"

/* Zero means the default in brackets. */
struct server_config {
    const char *address;         /* numeric, IPv4 or IPv6 [127.0.0.1] */
    uint16_t port;               /* [0: the system chooses; see server_port] */
    int workers;                 /* [4] */
    int queue_max;               /* requests waiting for a worker [256] */
    int connections_max;         /* past it the one that has kept us waiting longest goes [1000] */
    int connections_per_address; /* trusted proxies are not counted [100] */
    int body_megabytes;          /* of all the requests being received together [64] */
    int read_timeout_ms;    /* from connecting, or the last answer, to a whole header [20 000] */
    int body_timeout_ms;    /* for the body after that [60 000] */
    int send_timeout_ms;    /* for the client to take the answer [120 000] */
    int queue_timeout_ms;   /* a request that waited longer is answered 503 [10 000] */
    int handler_timeout_ms; /* then worker_interrupt is called [20 000] */
    int stop_timeout_ms;    /* for the answers under way when stopping [10 000] */
};

struct server;

/* ERR_IO when the address cannot be bound, ERR_UNAVAILABLE when a worker cannot start. */
MUST_USE enum status server_start(struct web *web, const struct server_config *config,
                                  struct server **ret_server);

/* No new connections; what was asked is answered, then everything ends. */
void server_stop(struct server *server);

uint16_t server_port(const struct server *server);

#endif
