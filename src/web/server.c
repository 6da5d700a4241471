#include "web/server.h"

#include <arpa/inet.h>
#include <assert.h>
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "web/connections.h"
#include "web/head.h"
#include "web/queue.h"

enum {
    CONNECTION_MEMORY_BYTES = 16 * 1024, /* bounds the head; MHD clears it for each request */
    BODY_DRAIN_MAX = 64 * 1024 * 1024,   /* a larger body is not even read away */
    SWEEP_MS = 250,
    STOP_POLL_MS = 2,
    WORKERS_MAX = 64,
};

/* How far a request has come. The thread of the sockets owns it but in STAGE_WORK. */
enum stage { STAGE_HEAD, STAGE_BODY, STAGE_WORK, STAGE_SEND };

struct exchange {
    struct server *server;
    struct MHD_Connection *connection;
    struct connection *place;
    enum stage stage;
    struct head head;
    struct raw_request raw;
    char *body; /* NULL while there is none, and when it is read only to be thrown away */
    size_t body_reserved;
    int64_t queued_ms;
    int http_status;
    struct MHD_Response *answer;
    char target[]; /* as it came, cut one byte past REQUEST_TARGET_MAX */
};

struct server_worker {
    struct server *server;
    struct worker *worker;
    pthread_t thread;
    _Atomic int64_t busy_since_ms; /* 0 when idle */
};

/* Answers that need no worker, made once. */
enum refusal {
    REFUSAL_BAD,
    REFUSAL_LENGTH,
    REFUSAL_TOO_LARGE,
    REFUSAL_HEADER,
    REFUSAL_BUSY,
    REFUSAL_VERSION,
    REFUSALS
};

static const struct {
    int http_status;
    const char *text;
} REFUSAL_TEXTS[REFUSALS] = {
    [REFUSAL_BAD] = {400, "Non abbiamo capito la richiesta.\n"},
    [REFUSAL_LENGTH] = {411, "Manca la lunghezza di quello che hai inviato.\n"},
    [REFUSAL_TOO_LARGE] = {413, "Quello che hai inviato è troppo grande.\n"},
    [REFUSAL_HEADER] = {431, "La richiesta ha troppe intestazioni.\n"},
    [REFUSAL_BUSY] = {503, "In questo momento c’è molto da fare. Riprova tra qualche secondo.\n"},
    [REFUSAL_VERSION] = {505, "Questa versione di HTTP non è conosciuta.\n"},
};

struct server {
    struct web *web;
    struct server_config config;
    struct MHD_Daemon *daemon;
    struct connections *connections;
    struct queue *queue;
    struct MHD_Response *refusals[REFUSALS];
    struct server_worker workers[WORKERS_MAX];
    int worker_count;
    struct server_worker own; /* of the thread of the sockets, for what is quicker done than handed
                                 over */
    size_t body_bytes;        /* reserved by all bodies; the thread of the sockets only */
    _Atomic int pending;      /* handed to a worker and not wholly sent */
    _Atomic bool stopping;
    pthread_t sweeper;
    bool sweeper_runs;
    pthread_mutex_t sweep_lock;
    pthread_cond_t sweep_end;
};

static int64_t millis_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- answers --------------------------------------------------------------------------------- */

static void add_headers(struct MHD_Response *answer, const struct response_header *headers,
                        size_t count)
{
    for (size_t i = 0; i < count && headers[i].name; i++) {
        enum MHD_Result added = MHD_add_response_header(answer, headers[i].name, headers[i].value);

        assert(added == MHD_YES); /* response_header() let no bad value through */
        (void)added;
    }
}

static struct MHD_Response *make_refusal(const char *text, bool retry)
{
    static const struct response_header COMMON[] = {{"Content-Type", "text/plain; charset=utf-8"},
                                                    {"Cache-Control", "no-store"},
                                                    {"Retry-After", "2"}};
    /* MHD takes a plain pointer, but does not write to persistent bytes. */
    struct MHD_Response *answer = MHD_create_response_from_buffer(
        strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_PERSISTENT);

    if (!answer)
        return NULL;
    add_headers(answer, web_security_headers(), RESPONSE_HEADERS_MAX);
    add_headers(answer, COMMON, retry ? 3 : 2);
    return answer;
}

/* The worker's arena is about to be used again, so the body is copied unless it is static. */
static struct MHD_Response *make_answer(const struct response *response)
{
    size_t length;
    const void *bytes = response_bytes(response, &length);
    struct MHD_Response *answer = MHD_create_response_from_buffer(
        length, (void *)(uintptr_t)bytes,
        response->fixed_is_static ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY);

    if (answer)
        add_headers(answer, response->headers, response->header_count);
    return answer;
}

/* Before a body has been read, this also closes the connection: what follows cannot be trusted. */
static enum MHD_Result refuse(struct exchange *exchange, enum refusal refusal)
{
    connection_enter(exchange->place, CONNECTION_SEND);
    exchange->stage = STAGE_SEND;
    return MHD_queue_response(exchange->connection, (unsigned)REFUSAL_TEXTS[refusal].http_status,
                              exchange->server->refusals[refusal]);
}

static enum MHD_Result refuse_with(struct exchange *exchange, int http_status)
{
    enum refusal refusal = 0;

    while (REFUSAL_TEXTS[refusal].http_status != http_status)
        refusal++;
    return refuse(exchange, refusal);
}

/* ---- workers --------------------------------------------------------------------------------- */

static void work(struct server_worker *self, struct exchange *exchange)
{
    struct server *server = self->server;
    struct response response;

    if (millis_now() - exchange->queued_ms > server->config.queue_timeout_ms)
        return;
    self->busy_since_ms = millis_now();
    web_handle(server->web, self->worker, &exchange->raw, &response);
    self->busy_since_ms = 0;
    exchange->answer = make_answer(&response);
    exchange->http_status = response.http_status;
}

/* On the thread of the sockets, without a worker; false when a worker has to. */
static bool answer_at_once(struct exchange *exchange)
{
    struct server *server = exchange->server;
    struct response response;

    if (!web_is_quick(server->web, exchange->raw.method, exchange->target))
        return false;
    server->own.busy_since_ms = millis_now();

    bool answered = web_try(server->web, server->own.worker, &exchange->raw, &response);

    server->own.busy_since_ms = 0;
    if (answered) {
        exchange->answer = make_answer(&response);
        exchange->http_status = response.http_status;
    }
    return answered;
}

static void *run_worker(void *argument)
{
    struct server_worker *self = argument;
    struct exchange *exchange;

    while ((exchange = queue_take(self->server->queue))) {
        struct MHD_Connection *connection = exchange->connection;

        work(self, exchange);
        MHD_resume_connection(connection); /* from here on `exchange` is not ours */
    }
    return NULL;
}

/* ---- the thread of the sockets --------------------------------------------------------------- */

static enum MHD_Result add_head_line(void *user, enum MHD_ValueKind kind, const char *name,
                                     const char *value)
{
    struct exchange *exchange = user;

    (void)kind;
    head_add(&exchange->head, &exchange->raw, name, value ? value : "");
    return MHD_YES;
}

/* Room for the body that was announced. Of a body that is too large only the length is kept, which
   is enough for the page that says so. */
static enum MHD_Result reserve_body(struct exchange *exchange)
{
    struct server *server = exchange->server;
    size_t length = (size_t)exchange->head.body_length;
    size_t budget = (size_t)server->config.body_megabytes * 1024 * 1024;

    if (length == 0)
        return MHD_YES;
    if (length > BODY_DRAIN_MAX)
        return refuse(exchange, REFUSAL_TOO_LARGE);
    connection_enter(exchange->place, CONNECTION_BODY);
    if (length > web_body_max(server->web, exchange->raw.method, exchange->target)) {
        exchange->raw.body_length = length;
        return MHD_YES;
    }
    if (server->body_bytes + length > budget)
        return refuse(exchange, REFUSAL_BUSY);
    exchange->body = malloc(length);
    if (!exchange->body)
        return refuse(exchange, REFUSAL_BUSY);
    exchange->body_reserved = length;
    server->body_bytes += length;
    exchange->raw.body = exchange->body;
    return MHD_YES;
}

static enum MHD_Result read_head(struct exchange *exchange, const char *method, const char *version)
{
    exchange->raw.method = method;
    exchange->raw.target = exchange->target;
    exchange->raw.peer = connection_address(exchange->place);
    MHD_get_connection_values(exchange->connection, MHD_HEADER_KIND, add_head_line, exchange);

    int refusal = head_check(&exchange->head, &exchange->raw, version);

    if (refusal)
        return refuse_with(exchange, refusal);
    if (exchange->server->stopping)
        return refuse(exchange, REFUSAL_BUSY);
    exchange->stage = STAGE_BODY;
    return reserve_body(exchange);
}

static void read_body(struct exchange *exchange, const char *bytes, size_t length)
{
    if (!exchange->body)
        return;
    /* MHD never gives more than the Content-Length it was told. */
    assert(length <= exchange->body_reserved - exchange->raw.body_length);
    memcpy(exchange->body + exchange->raw.body_length, bytes, length);
    exchange->raw.body_length += length;
}

/* Without an answer there was no room or no time for one. */
static enum MHD_Result send_answer(struct exchange *exchange)
{
    struct MHD_Response *answer = exchange->answer;

    if (!answer)
        return refuse(exchange, REFUSAL_BUSY);
    connection_enter(exchange->place, CONNECTION_SEND);
    exchange->stage = STAGE_SEND;
    return MHD_queue_response(exchange->connection, (unsigned)exchange->http_status, answer);
}

/* Suspends before queue_put: the worker may be done before that returns. */
static enum MHD_Result submit(struct exchange *exchange)
{
    struct server *server = exchange->server;

    exchange->queued_ms = millis_now();
    exchange->stage = STAGE_WORK;
    connection_enter(exchange->place, CONNECTION_WORK);
    server->pending++;
    if (answer_at_once(exchange))
        return send_answer(exchange);
    MHD_suspend_connection(exchange->connection);
    if (queue_put(server->queue, exchange))
        return MHD_YES;
    MHD_resume_connection(exchange->connection); /* comes back without an answer: send() */
    return MHD_YES;
}

static enum MHD_Result on_request(void *user, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **request)
{
    struct exchange *exchange = *request;

    (void)user, (void)connection, (void)url;
    if (!exchange || !exchange->place)
        return MHD_NO;
    switch (exchange->stage) {
    case STAGE_HEAD:
        return read_head(exchange, method, version);
    case STAGE_BODY:
        if (*upload_size == 0)
            return submit(exchange);
        read_body(exchange, upload, *upload_size);
        *upload_size = 0;
        return MHD_YES;
    case STAGE_WORK:
        return send_answer(exchange);
    case STAGE_SEND:
        break;
    }
    return MHD_YES;
}

/* The first that is heard of a request, and the only time that its target is whole. */
static void *on_target(void *user, const char *target, struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    size_t length = strnlen(target, REQUEST_TARGET_MAX + 1);
    struct exchange *exchange = calloc(1, sizeof *exchange + length + 1);

    if (!exchange)
        return NULL;
    exchange->server = user;
    exchange->connection = connection;
    exchange->place = info ? info->socket_context : NULL;
    memcpy(exchange->target, target, length);
    return exchange;
}

static void on_completed(void *user, struct MHD_Connection *connection, void **request,
                         enum MHD_RequestTerminationCode code)
{
    struct server *server = user;
    struct exchange *exchange = *request;

    (void)connection, (void)code;
    if (!exchange)
        return;
    if (exchange->queued_ms)
        server->pending--;
    if (exchange->place)
        connection_enter(exchange->place, CONNECTION_HEAD);
    if (exchange->answer)
        MHD_destroy_response(exchange->answer);
    server->body_bytes -= exchange->body_reserved;
    free(exchange->body);
    free(exchange);
    *request = NULL;
}

static const char *address_text(const struct sockaddr *address, char *text, size_t size)
{
    const void *bytes = NULL;

    if (address->sa_family == AF_INET)
        bytes = &((const struct sockaddr_in *)(const void *)address)->sin_addr;
    else if (address->sa_family == AF_INET6)
        bytes = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    if (!bytes || !inet_ntop(address->sa_family, bytes, text, (socklen_t)size))
        return "unknown";
    return text;
}

static enum MHD_Result on_accept(void *user, const struct sockaddr *address, socklen_t length)
{
    struct server *server = user;
    char text[CONNECTION_ADDRESS_CHARS];

    (void)length;
    return connections_admit(server->connections, address_text(address, text, sizeof text))
               ? MHD_YES
               : MHD_NO;
}

static void on_connection(void *user, struct MHD_Connection *connection, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
    struct server *server = user;
    char text[CONNECTION_ADDRESS_CHARS];

    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (*context)
            connection_close(*context);
        *context = NULL;
        return;
    }

    const struct sockaddr *address =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
    int socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;

    *context =
        connection_open(server->connections, socket, address_text(address, text, sizeof text));
}

/* form.c decodes, and refuses what MHD would let through. */
static size_t leave_escaped(void *user, struct MHD_Connection *connection, char *text)
{
    (void)user, (void)connection;
    return strlen(text);
}

static void stay_silent(void *user, const char *format, va_list args)
{
    (void)user, (void)format, (void)args;
}

/* ---- the sweeper ----------------------------------------------------------------------------- */

static void interrupt_if_slow(struct server_worker *worker)
{
    int64_t since = worker->busy_since_ms;

    if (since && millis_now() - since > worker->server->config.handler_timeout_ms)
        worker_interrupt(worker->worker);
}

static void interrupt_slow_workers(struct server *server)
{
    for (int i = 0; i < server->worker_count; i++)
        interrupt_if_slow(&server->workers[i]);
    interrupt_if_slow(&server->own);
}

static void *run_sweeper(void *argument)
{
    struct server *server = argument;

    pthread_mutex_lock(&server->sweep_lock);
    while (server->sweeper_runs) {
        struct timespec until;

        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += SWEEP_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_cond_timedwait(&server->sweep_end, &server->sweep_lock, &until);
        connections_sweep(server->connections);
        interrupt_slow_workers(server);
    }
    pthread_mutex_unlock(&server->sweep_lock);
    return NULL;
}

static void stop_sweeper(struct server *server)
{
    bool ran;

    pthread_mutex_lock(&server->sweep_lock);
    ran = server->sweeper_runs;
    server->sweeper_runs = false;
    pthread_mutex_unlock(&server->sweep_lock);
    pthread_cond_signal(&server->sweep_end);
    if (ran)
        pthread_join(server->sweeper, NULL);
}

/* ---- starting and stopping ------------------------------------------------------------------- */

static void set_default(int *value, int otherwise)
{
    if (*value <= 0)
        *value = otherwise;
}

static void set_defaults(struct server_config *config)
{
    if (!config->address)
        config->address = "127.0.0.1";
    set_default(&config->workers, 4);
    set_default(&config->queue_max, 256);
    set_default(&config->connections_max, 1000);
    set_default(&config->connections_per_address, 100);
    set_default(&config->body_megabytes, 64);
    set_default(&config->read_timeout_ms, 20000);
    set_default(&config->body_timeout_ms, 60000);
    set_default(&config->send_timeout_ms, 120000);
    set_default(&config->queue_timeout_ms, 10000);
    set_default(&config->handler_timeout_ms, 20000);
    set_default(&config->stop_timeout_ms, 10000);
    if (config->workers > WORKERS_MAX)
        config->workers = WORKERS_MAX;
}

static enum status make_parts(struct server *server)
{
    const struct server_config *config = &server->config;
    struct connections_limits limits = {
        .max = config->connections_max,
        .per_address = config->connections_per_address,
        .proxies = web_config(server->web)->proxies,
        .timeout_ms = {[CONNECTION_HEAD] = config->read_timeout_ms,
                       [CONNECTION_BODY] = config->body_timeout_ms,
                       [CONNECTION_SEND] = config->send_timeout_ms},
    };

    TRY(queue_new((size_t)config->queue_max, &server->queue));
    TRY(connections_new(&limits, &server->connections));
    for (int i = 0; i < REFUSALS; i++) {
        server->refusals[i] = make_refusal(REFUSAL_TEXTS[i].text, i == REFUSAL_BUSY);
        if (!server->refusals[i])
            return ERR_TOO_LARGE;
    }
    return OK;
}

static enum status start_threads(struct server *server)
{
    server->own.server = server;
    TRY(worker_new(server->web, &server->own.worker));
    for (int i = 0; i < server->config.workers; i++) {
        struct server_worker *worker = &server->workers[i];

        worker->server = server;
        TRY(worker_new(server->web, &worker->worker));
        if (pthread_create(&worker->thread, NULL, run_worker, worker) != 0) {
            worker_free(worker->worker);
            return ERR_UNAVAILABLE;
        }
        server->worker_count++;
    }
    server->sweeper_runs = true;
    if (pthread_create(&server->sweeper, NULL, run_sweeper, server) != 0) {
        server->sweeper_runs = false;
        return ERR_UNAVAILABLE;
    }
    return OK;
}

/* The socket address to listen on; ERR_IO when `text` is not a numeric address. */
static enum status parse_address(const char *text, uint16_t port, struct sockaddr_storage *storage)
{
    struct sockaddr_in *ip4 = (struct sockaddr_in *)(void *)storage;
    struct sockaddr_in6 *ip6 = (struct sockaddr_in6 *)(void *)storage;

    *storage = (struct sockaddr_storage){0};
    if (inet_pton(AF_INET, text, &ip4->sin_addr) == 1) {
        ip4->sin_family = AF_INET;
        ip4->sin_port = htons(port);
        return OK;
    }
    if (inet_pton(AF_INET6, text, &ip6->sin6_addr) == 1) {
        ip6->sin6_family = AF_INET6;
        ip6->sin6_port = htons(port);
        return OK;
    }
    return ERR_IO;
}

static enum status start_daemon(struct server *server)
{
    struct sockaddr_storage address;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;

    TRY(parse_address(server->config.address, server->config.port, &address));
    if (address.ss_family == AF_INET6)
        flags |= MHD_USE_IPv6;
    server->daemon = MHD_start_daemon(
        flags, server->config.port, on_accept, server, on_request, server,
        MHD_OPTION_EXTERNAL_LOGGER, stay_silent, NULL, MHD_OPTION_SOCK_ADDR, &address,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY_BYTES,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)(server->config.connections_max + CONNECTIONS_SPARE),
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, on_target, server,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, server, MHD_OPTION_NOTIFY_CONNECTION,
        on_connection, server, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL, MHD_OPTION_END);
    return server->daemon ? OK : ERR_IO;
}

static void free_server(struct server *server)
{
    if (server->queue)
        queue_close(server->queue);
    for (int i = 0; i < server->worker_count; i++)
        pthread_join(server->workers[i].thread, NULL);
    /* Every request has been resumed by now; MHD aborts if one has not. */
    stop_sweeper(server);
    if (server->daemon)
        MHD_stop_daemon(server->daemon);
    for (int i = 0; i < server->worker_count; i++)
        worker_free(server->workers[i].worker);
    worker_free(server->own.worker);
    for (int i = 0; i < REFUSALS; i++) {
        if (server->refusals[i])
            MHD_destroy_response(server->refusals[i]);
    }
    connections_free(server->connections);
    queue_free(server->queue);
    pthread_mutex_destroy(&server->sweep_lock);
    pthread_cond_destroy(&server->sweep_end);
    free(server);
}

enum status server_start(struct web *web, const struct server_config *config,
                         struct server **ret_server)
{
    struct server *server = calloc(1, sizeof *server);
    sigset_t all;
    sigset_t before;

    if (!server)
        return ERR_TOO_LARGE;
    server->web = web;
    server->config = *config;
    set_defaults(&server->config);
    pthread_mutex_init(&server->sweep_lock, NULL);
    pthread_cond_init(&server->sweep_end, NULL);

    /* Signals are for the caller's thread: ours inherit a mask without any. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);

    enum status status = make_parts(server);

    if (status == OK)
        status = start_threads(server);
    if (status == OK)
        status = start_daemon(server);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (status != OK) {
        free_server(server);
        return status;
    }
    *ret_server = server;
    return OK;
}

void server_stop(struct server *server)
{
    int64_t until = millis_now() + server->config.stop_timeout_ms;
    int listener = MHD_quiesce_daemon(server->daemon);

    server->stopping = true;
    while (server->pending > 0 && millis_now() < until)
        nanosleep(&(struct timespec){.tv_nsec = STOP_POLL_MS * 1000000L}, NULL);
    for (int i = 0; server->pending > 0 && i < server->worker_count; i++)
        worker_interrupt(server->workers[i].worker);
    free_server(server);
    if (listener >= 0)
        close(listener);
}

uint16_t server_port(const struct server *server)
{
    return MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}
