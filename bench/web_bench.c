/*
 * What a page costs beyond its bytes: CPU of the server per request, against a bare epoll loop that
 * sends the same bytes; both in the same run, turn by turn, medians of the rounds. Every connection
 * must stay open throughout, or the run is void.
 */
#include <arpa/inet.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client.h"
#include "epoll_reference.h"
#include "table.h"
#include "web/asset.h"
#include "web/csrf.h"
#include "web/server.h"

enum { ROUNDS = 5, REQUESTS = 10000, CONNECTIONS_MAX = 32 };

struct peer {
    pid_t pid;
    uint16_t port;
};

/* What a browser sends, with and without the line by which it says that it reads gzip. */
#define REQUEST(path, encoding)                                                                    \
    "GET " path " HTTP/1.1\r\nHost: localhost:8080\r\nUser-Agent: Mozilla/5.0\r\n"                 \
    "Accept: text/html,application/xhtml+xml\r\nAccept-Language: it-IT,it;q=0.8\r\n" encoding      \
    "Sec-Fetch-Site: same-origin\r\n"                                                              \
    "Cookie: sessione=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE\r\n\r\n"
#define GZIP "Accept-Encoding: gzip, deflate, br\r\n"

static const char REQUEST_EMPTY[] = REQUEST("/vuota", GZIP);
static const char REQUEST_ASSET[] = REQUEST("/assets/a1/foglio.css", "");
static const char REQUEST_ASSET_GZIP[] = REQUEST("/assets/a1/foglio.css", GZIP);

/* ---- the site: a session by a keyed hash, a permission, a page with a form token ------------- */

static enum status page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct buf *page = response_page(response);

    buf_put_text(page, "<!doctype html><title>Vuota</title><form method=\"post\">"
                       "<input type=\"hidden\" name=\"token\" value=\"");
    buf_put_text(page, csrf_token(ctx, request));
    buf_put_text(page, "\"></form>");
    return OK;
}

static enum status begin(struct ctx *ctx, struct request *request)
{
    const char *session = request_cookie(ctx->arena, request, "sessione");

    if (session) {
        struct crypt_hash hash = crypt_hash(NULL, session, strlen(session));

        request->session = session;
        ctx->actor = (const struct actor *)(const void *)session; /* never looked into */
        if (hash.bytes[0] == 0 && hash.bytes[1] == 0)
            ctx->actor = NULL;
    }
    return OK;
}

static bool permits(struct ctx *ctx, int power)
{
    return power == 1 && ctx->actor;
}

static struct instant now(void *app)
{
    (void)app;
    return instant_now();
}

static const struct route ROUTES[] = {ROUTE(GET, "/vuota", 1, page)};
static const struct route_table TABLES[] = {ROUTE_TABLE(ROUTES), {NULL, 0}};

/* ---- the two servers, each in its own process ------------------------------------------------ */

/* The program's own style sheet, under an address that the benchmark knows. */
static const struct asset *style_sheet(void)
{
    static struct asset sheet;

    for (size_t i = 0; i < ASSET_COUNT; i++) {
        if (ASSETS[i].raw_length > sheet.raw_length && strstr(ASSETS[i].path, ".css"))
            sheet = ASSETS[i];
    }
    sheet.path = "foglio.css";
    sheet.hash = "a1";
    return &sheet;
}

static struct peer start_ours(int workers)
{
    int pipes[2];
    struct peer peer;

    if (pipe(pipes) != 0 || (peer.pid = fork()) < 0)
        bench_stop("no process");
    if (peer.pid == 0) {
        struct web_config config = {.hooks = {.begin = begin, .permits = permits, .now = now},
                                    .routes = TABLES,
                                    .assets = style_sheet(),
                                    .asset_count = 1,
                                    .local_reads = true,
                                    .key = {{7}}};
        struct server_config listen_on = {.workers = workers};
        struct server *server;
        struct web *web;
        const char *culprit;
        uint16_t port;

        if (crypt_init() != OK || web_new(&config, &web, &culprit) != OK ||
            server_start(web, &listen_on, &server) != OK)
            _exit(1);
        port = server_port(server);
        if (write(pipes[1], &port, sizeof port) != sizeof port)
            _exit(1);
        for (;;)
            pause();
    }
    if (read(pipes[0], &peer.port, sizeof peer.port) != sizeof peer.port)
        bench_stop("our server does not start");
    close(pipes[0]);
    close(pipes[1]);
    return peer;
}

static struct peer start_reference(const char *answer, size_t length)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct peer peer;

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, (struct sockaddr *)&address, size) != 0 || listen(listener, 128) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &size) != 0)
        bench_stop("no socket");
    peer.port = ntohs(address.sin_port);
    peer.pid = fork();
    if (peer.pid == 0)
        epoll_reference_serve(listener, answer, length);
    close(listener);
    return peer;
}

static void stop(struct peer peer)
{
    kill(peer.pid, SIGKILL);
    waitpid(peer.pid, NULL, 0);
}

/* ---- the client ------------------------------------------------------------------------------ */

/* `connections` clients, each of which asks again as soon as they are answered. Microseconds of the
   server's CPU per request. */
static double measure(struct peer peer, const char *request, int connections)
{
    const char *answer;
    int epoll = epoll_create1(0);
    int fds[CONNECTIONS_MAX];
    size_t length;

    for (int i = 0; i < connections; i++) {
        fds[i] = client_dial(peer.port);
        client_ask(fds[i], request);
        client_hear(fds[i], &answer, &length);
        epoll_ctl(epoll, EPOLL_CTL_ADD, fds[i],
                  &(struct epoll_event){.events = EPOLLIN, .data.fd = fds[i]});
    }

    double before = bench_process_seconds(peer.pid);
    int sent = connections;

    for (int i = 0; i < connections; i++)
        client_ask(fds[i], request);
    for (int heard = 0; heard < REQUESTS;) {
        struct epoll_event events[CONNECTIONS_MAX];
        int count = epoll_wait(epoll, events, CONNECTIONS_MAX, 10000);

        if (count <= 0)
            bench_stop("no answer in ten seconds");
        for (int i = 0; i < count; i++, heard++) {
            client_hear(events[i].data.fd, &answer, &length);
            if (sent < REQUESTS) {
                client_ask(events[i].data.fd, request);
                sent++;
            }
        }
    }

    double used = bench_process_seconds(peer.pid) - before;

    for (int i = 0; i < connections; i++)
        close(fds[i]);
    close(epoll);
    return used / REQUESTS * 1e6;
}

/* ---- the comparisons ------------------------------------------------------------------------- */

/* One side of a comparison: who is asked for what. */
struct side {
    struct peer peer;
    const char *request;
};

/* The CPU of one side over that of the other, by the medians of rounds taken in turns. */
static double compare(struct side ours, struct side reference, int connections)
{
    double our_micros[ROUNDS];
    double reference_micros[ROUNDS];

    for (int i = 0; i < ROUNDS; i++) {
        our_micros[i] = measure(ours.peer, ours.request, connections);
        reference_micros[i] = measure(reference.peer, reference.request, connections);
    }

    double ours_median = bench_median(our_micros, ROUNDS);
    double reference_median = bench_median(reference_micros, ROUNDS);

    printf("%d connections: %.1f us of CPU a request, reference %.1f us\n", connections,
           ours_median, reference_median);
    return ours_median / reference_median;
}

/* Against a loop that sends the very bytes of our answer. */
static void bench_empty_page(struct peer ours)
{
    const char *answer;
    size_t length;
    int fd = client_dial(ours.port);

    client_ask(fd, REQUEST_EMPTY);
    if (client_hear(fd, &answer, &length) != 200)
        bench_stop("the page was not had");
    close(fd);

    struct peer bare = start_reference(answer, length);
    struct side us = {ours, REQUEST_EMPTY};
    struct side loop = {bare, REQUEST_EMPTY};

    bench_line("signed-in empty page, 1 connection: CPU over bare epoll", compare(us, loop, 1),
               AT_MOST, 1.5);
    bench_line("signed-in empty page, 8 connections: CPU over bare epoll", compare(us, loop, 8),
               AT_MOST, 1.5);
    stop(bare);
}

static void bench_asset(struct peer ours)
{
    struct side gzip = {ours, REQUEST_ASSET_GZIP};
    struct side plain = {ours, REQUEST_ASSET};

    bench_line("pre-compressed style sheet: CPU over plain", compare(gzip, plain, 8), AT_MOST, 1.0);
}

int main(int count, char **arguments)
{
    struct peer ours = start_ours(count > 1 ? atoi(arguments[1]) : 4);

    bench_empty_page(ours);
    bench_asset(ours);
    stop(ours);
    return 0;
}
