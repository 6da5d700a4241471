#include "web/connections.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

struct connection {
    struct connections *all;
    int64_t since_ms; /* in this phase */
    int socket;
    enum connection_phase phase;
    bool is_cut;
    char address[CONNECTION_ADDRESS_CHARS];
    struct connection *next_free;
};

/* The lock is for the sweeper: everybody else is the one thread that owns the sockets. It is held
   while a socket is shut down, so that the number cannot be another connection's by then. */
struct connections {
    pthread_mutex_t lock;
    struct connections_limits limits;
    int places;
    int open;
    struct connection *free;
    struct connection items[];
};

static int64_t millis_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

enum status connections_new(const struct connections_limits *limits,
                            struct connections **ret_connections)
{
    int places = limits->max + CONNECTIONS_SPARE;
    struct connections *all = calloc(1, sizeof *all + (size_t)places * sizeof all->items[0]);

    if (!all)
        return ERR_TOO_LARGE;
    all->limits = *limits;
    all->places = places;
    for (int i = 0; i < places; i++) {
        all->items[i].all = all;
        all->items[i].next_free = all->free;
        all->free = &all->items[i];
    }
    pthread_mutex_init(&all->lock, NULL);
    *ret_connections = all;
    return OK;
}

void connections_free(struct connections *connections)
{
    if (!connections)
        return;
    pthread_mutex_destroy(&connections->lock);
    free(connections);
}

static bool is_proxy(const struct connections *all, const char *address)
{
    for (const char *const *proxy = all->limits.proxies; proxy && *proxy; proxy++) {
        if (strcmp(*proxy, address) == 0)
            return true;
    }
    return false;
}

static int count_of(const struct connections *all, const char *address)
{
    int count = 0;

    for (int i = 0; i < all->places; i++) {
        const struct connection *item = &all->items[i];

        if (item->phase != CONNECTION_FREE && strcmp(item->address, address) == 0)
            count++;
    }
    return count;
}

static void cut(struct connection *connection)
{
    connection->is_cut = true;
    shutdown(connection->socket, SHUT_RDWR);
}

/* False when everybody is waiting for us. */
static bool cut_slowest(struct connections *all)
{
    struct connection *slowest = NULL;

    for (int i = 0; i < all->places; i++) {
        struct connection *item = &all->items[i];

        if (item->phase != CONNECTION_HEAD && item->phase != CONNECTION_BODY)
            continue;
        if (!item->is_cut && (!slowest || item->since_ms < slowest->since_ms))
            slowest = item;
    }
    if (slowest)
        cut(slowest);
    return slowest != NULL;
}

bool connections_admit(struct connections *connections, const char *address)
{
    bool welcome;

    pthread_mutex_lock(&connections->lock);
    welcome = is_proxy(connections, address) ||
              count_of(connections, address) < connections->limits.per_address;
    if (welcome && connections->open >= connections->limits.max)
        welcome = cut_slowest(connections);
    pthread_mutex_unlock(&connections->lock);
    return welcome;
}

struct connection *connection_open(struct connections *connections, int socket, const char *address)
{
    struct connection *connection;

    pthread_mutex_lock(&connections->lock);
    connection = connections->free;
    if (connection) {
        connections->free = connection->next_free;
        connections->open++;
        connection->socket = socket;
        connection->phase = CONNECTION_HEAD;
        connection->since_ms = millis_now();
        connection->is_cut = false;
        strncpy(connection->address, address, sizeof connection->address - 1);
    }
    pthread_mutex_unlock(&connections->lock);
    return connection;
}

void connection_close(struct connection *connection)
{
    struct connections *all = connection->all;

    pthread_mutex_lock(&all->lock);
    connection->phase = CONNECTION_FREE;
    connection->next_free = all->free;
    all->free = connection;
    all->open--;
    pthread_mutex_unlock(&all->lock);
}

void connection_enter(struct connection *connection, enum connection_phase phase)
{
    pthread_mutex_lock(&connection->all->lock);
    connection->phase = phase;
    connection->since_ms = millis_now();
    pthread_mutex_unlock(&connection->all->lock);
}

const char *connection_address(const struct connection *connection)
{
    return connection->address;
}

void connections_sweep(struct connections *connections)
{
    int64_t now = millis_now();

    pthread_mutex_lock(&connections->lock);
    for (int i = 0; i < connections->places; i++) {
        struct connection *item = &connections->items[i];

        if (item->phase == CONNECTION_FREE || item->phase == CONNECTION_WORK || item->is_cut)
            continue;
        if (now - item->since_ms > connections->limits.timeout_ms[item->phase])
            cut(item);
    }
    pthread_mutex_unlock(&connections->lock);
}
