/*
 * Who is connected and who keeps us waiting. A client that sends or reads too slowly, and the one
 * that has done so longest when all places are taken, is cut off by shutting its socket down; the
 * thread that owns the sockets then sees the end and closes it.
 */
#ifndef WEB_CONNECTIONS_H
#define WEB_CONNECTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

enum connection_phase {
    CONNECTION_FREE,
    CONNECTION_HEAD, /* idle, or sending a header */
    CONNECTION_BODY, /* sending a body */
    CONNECTION_WORK, /* waiting for us: never cut off */
    CONNECTION_SEND, /* taking the answer */
    CONNECTION_PHASES
};

enum { CONNECTION_ADDRESS_CHARS = 46, CONNECTIONS_SPARE = 64 };

struct connections_limits {
    int max;                    /* past it the slowest goes */
    int per_address;            /* for addresses outside `proxies` */
    const char *const *proxies; /* ends with NULL; may be NULL */
    int timeout_ms[CONNECTION_PHASES];
};

struct connections;
struct connection;

/* `limits` is copied. */
MUST_USE enum status connections_new(const struct connections_limits *limits,
                                     struct connections **ret_connections);
void connections_free(struct connections *connections);

/* May another one from this address come in? Makes room by cutting the slowest off. */
MUST_USE bool connections_admit(struct connections *connections, const char *address);

/* NULL when even the CONNECTIONS_SPARE places beyond the maximum are taken. */
struct connection *connection_open(struct connections *connections, int socket,
                                   const char *address);
void connection_close(struct connection *connection);
void connection_enter(struct connection *connection, enum connection_phase phase);
const char *connection_address(const struct connection *connection);

/* Cuts off whoever is over its time. From any thread. */
void connections_sweep(struct connections *connections);

#endif
