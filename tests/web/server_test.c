/*
 * The server over a real socket, with clients that behave and clients that do not.
 */
#include "web/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/web_site.h"

enum { ANSWER_MAX = 256 * 1024, READ_TIMEOUT_S = 20 };

static struct site site;
static struct server *server;
static char answer[ANSWER_MAX];

static void start(const struct server_config *config)
{
    site_open(&site, false, NULL);
    assert_int_equal(server_start(site.web, config, &server), OK);
}

static void stop(void)
{
    server_stop(server);
    site_close(&site);
}

static int dial(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(server_port(server))};
    struct timeval timeout = {.tv_sec = READ_TIMEOUT_S};
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    assert_true(fd >= 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static void say_bytes(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(fd, bytes, length, MSG_NOSIGNAL);

        if (sent < 0) /* the server may have answered and closed already */
            return;
        bytes += sent;
        length -= (size_t)sent;
    }
}

static void say(int fd, const char *text)
{
    say_bytes(fd, text, strlen(text));
}

/* Reads one answer with its body into `answer`; its status, or 0 when the connection ended. */
static int hear(int fd)
{
    size_t used = 0;
    size_t wanted = SIZE_MAX;

    while (used < wanted && used < ANSWER_MAX - 1) {
        /* Byte by byte until the body is known, so that a pipelined answer stays in the socket. */
        size_t room = wanted == SIZE_MAX ? 1 : wanted - used;
        ssize_t got = recv(fd, answer + used, room, 0);

        if (got <= 0)
            break;
        used += (size_t)got;
        answer[used] = '\0';
        if (wanted == SIZE_MAX && used >= 4 && strcmp(answer + used - 4, "\r\n\r\n") == 0) {
            const char *length = strcasestr(answer, "\r\nContent-Length:");

            wanted = used + (length ? (size_t)atol(length + 17) : 0);
        }
    }
    answer[used] = '\0';
    return used < wanted || used < 12 ? 0 : atoi(answer + 9);
}

/* Whatever else comes is passed over: MHD says its own refusals twice. */
static bool is_closed(int fd)
{
    char rest[512];
    ssize_t got;

    while ((got = recv(fd, rest, sizeof rest, 0)) > 0)
        ;
    return got == 0 || errno != EAGAIN;
}

/* Sends `text` on its own connection and gives the status. */
static int ask(const char *text)
{
    int fd = dial();
    int status;

    say(fd, text);
    status = hear(fd);
    close(fd);
    return status;
}

#define GET(path) "GET " path " HTTP/1.1\r\nHost: localhost\r\n\r\n"

static void request_kept_alive_answers_twice_on_one_connection(void **state)
{
    int fd;

    (void)state;
    start(&(struct server_config){0});
    fd = dial();
    for (int i = 0; i < 50; i++) {
        say(fd, GET("/vuota"));
        assert_int_equal(hear(fd), 200);
        assert_non_null(strstr(answer, "\r\n\r\nok"));
        assert_null(strcasestr(answer, "Connection: close"));
    }
    say(fd, "POST /note/nuova HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\na=b");
    assert_int_equal(hear(fd), 403);
    say(fd, GET("/vuota"));
    assert_int_equal(hear(fd), 200);
    close(fd);
    stop();
}

static void requests_pipelined_are_answered_in_order(void **state)
{
    int fd;

    (void)state;
    start(&(struct server_config){0});
    fd = dial();
    say(fd, GET("/?q=uno") GET("/?q=due") GET("/?q=tre"));
    assert_int_equal(hear(fd), 200);
    assert_non_null(strstr(answer, "<i>uno</i>"));
    assert_int_equal(hear(fd), 200);
    assert_non_null(strstr(answer, "<i>due</i>"));
    assert_int_equal(hear(fd), 200);
    assert_non_null(strstr(answer, "<i>tre</i>"));
    close(fd);
    stop();
}

static void answer_always_carries_security_headers(void **state)
{
    static const char *const REQUESTS[] = {GET("/vuota"), GET("/niente"), GET("/esito?status=5"),
                                           GET("/assets/0badcafe/site.css"),
                                           "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"};

    (void)state;
    start(&(struct server_config){0});
    for (size_t i = 0; i < sizeof REQUESTS / sizeof REQUESTS[0]; i++) {
        assert_true(ask(REQUESTS[i]) > 0);
        assert_non_null(strstr(answer, "Content-Security-Policy: default-src 'none'"));
        assert_non_null(strstr(answer, "X-Content-Type-Options: nosniff"));
        assert_non_null(strstr(answer, "Cache-Control: "));
    }
    stop();
}

static void request_split_byte_by_byte_is_answered(void **state)
{
    const char *text = "POST /note/nuova HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n"
                       "Content-Type: application/x-www-form-urlencoded\r\n\r\nsurname=x";
    int fd;

    (void)state;
    start(&(struct server_config){0});
    fd = dial();
    for (const char *c = text; *c; c++)
        say_bytes(fd, c, 1);
    assert_int_equal(hear(fd), 403);
    close(fd);
    stop();
}

static void requests_half_sent_leave_nothing_behind(void **state)
{
    static const char *const HALVES[] = {
        "G", "GET /vuo", "GET /vuota HTTP/1.1\r\n", "GET /vuota HTTP/1.1\r\nHost: lo",
        "POST /note/nuova HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\nsurname="};

    (void)state;
    start(&(struct server_config){0});
    for (size_t i = 0; i < sizeof HALVES / sizeof HALVES[0]; i++) {
        int fd = dial();

        say(fd, HALVES[i]);
        close(fd);
    }
    assert_int_equal(ask(GET("/vuota")), 200);
    stop(); /* the leak checker says the rest */
}

static void framing_in_doubt_is_refused_and_closed(void **state)
{
    static const struct {
        const char *text;
        int status;
    } CASES[] = {
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
         "0\r\n\r\n",
         400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 411},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\nabcde", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nabcde", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nabcde", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\nabcde", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\n\r\n", 400},
        {"GET http://altrove/ HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nCookie: a=1\r\nCookie: a=2\r\n\r\n", 400},
    };

    (void)state;
    start(&(struct server_config){0});
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        int fd = dial();

        say(fd, CASES[i].text);
        if (hear(fd) != CASES[i].status)
            fail_msg("%s was answered %.40s", CASES[i].text, answer);
        if (!is_closed(fd))
            fail_msg("%s left its connection open", CASES[i].text);
        close(fd);
    }
    stop();
}

static void method_unknown_or_not_for_this_path_is_refused_with_allow(void **state)
{
    (void)state;
    start(&(struct server_config){0});
    assert_int_equal(ask("DELETE /vuota HTTP/1.1\r\nHost: a\r\n\r\n"), 405);
    assert_non_null(strstr(answer, "Allow: GET, HEAD\r\n"));
    assert_int_equal(ask("OPTIONS /note/nuova HTTP/1.1\r\nHost: a\r\n\r\n"), 405);
    assert_non_null(strstr(answer, "Allow: GET, HEAD, POST\r\n"));
    assert_int_equal(ask("SALUTA /vuota HTTP/1.1\r\nHost: a\r\n\r\n"), 501);
    stop();
}

static void head_gets_the_headers_of_get_and_no_body(void **state)
{
    char rest[16];
    int fd;

    (void)state;
    start(&(struct server_config){0});
    fd = dial();
    say(fd, "HEAD /vuota HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    hear(fd);
    assert_non_null(strstr(answer, " 200 "));
    assert_non_null(strcasestr(answer, "Content-Length: 2\r\n"));
    assert_int_equal(recv(fd, rest, sizeof rest, 0), 0);
    close(fd);
    stop();
}

static void http_1_0_is_answered_and_closed(void **state)
{
    int fd;

    (void)state;
    start(&(struct server_config){0});
    fd = dial();
    say(fd, "GET /vuota HTTP/1.0\r\n\r\n");
    assert_int_equal(hear(fd), 200);
    assert_true(is_closed(fd));
    close(fd);
    stop();
}

static void bytes_that_are_no_text_are_refused_and_never_500(void **state)
{
    static const struct {
        const char *bytes;
        size_t length;
    } CASES[] = {
#define BYTES(text) {text, sizeof(text) - 1}
        BYTES("GET /niente\0x HTTP/1.1\r\nHost: a\r\n\r\n"), /* MHD ends the path there */
        BYTES("GET /\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n"),
        BYTES("GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n"),
        BYTES("GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n"),
        BYTES("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n"),
        BYTES("GET /?q=%e0%80%af HTTP/1.1\r\nHost: a\r\n\r\n"),
        BYTES("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n"),
        BYTES("GET /assets/0badcafe/../../web.c HTTP/1.1\r\nHost: a\r\n\r\n"),
        BYTES("GET /x HTTP/1.1\r\nHost: a\r\nCookie: \0\x01\x02\r\n\r\n"),
        BYTES("\r\n\r\n\0\0\0\xff\r\n\r\n"),
        BYTES("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"),
#undef BYTES
    };

    (void)state;
    start(&(struct server_config){0});
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        int fd = dial();
        int status;

        say_bytes(fd, CASES[i].bytes, CASES[i].length);
        shutdown(fd, SHUT_WR);
        status = hear(fd);
        if (status != 0 && (status < 400 || status >= 500))
            fail_msg("case %zu was answered %.60s", i, answer);
        close(fd);
    }
    assert_int_equal(ask(GET("/vuota")), 200);
    stop();
}

static void target_too_long_is_414(void **state)
{
    static char text[8000];
    int fd;

    (void)state;
    start(&(struct server_config){0});
    memset(text, 'a', sizeof text);
    memcpy(text, "GET /", 5);
    fd = dial();
    say_bytes(fd, text, 6000);
    say(fd, " HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_int_equal(hear(fd), 414);
    close(fd);
    stop();
}

static void header_too_large_is_refused(void **state)
{
    static char line[40 * 1024];
    int fd;
    int status;

    (void)state;
    start(&(struct server_config){0});
    memset(line, 'a', sizeof line);
    fd = dial();
    say(fd, "GET / HTTP/1.1\r\nHost: a\r\nX-Long: ");
    say_bytes(fd, line, sizeof line);
    say(fd, "\r\n\r\n");
    status = hear(fd);
    assert_true(status == 0 || (status >= 400 && status < 500));
    close(fd);

    fd = dial();
    say(fd, "GET / HTTP/1.1\r\nHost: a\r\n");
    for (int i = 0; i < 150; i++)
        say(fd, "X-Many: a\r\n");
    say(fd, "\r\n");
    assert_int_equal(hear(fd), 431);
    close(fd);
    stop();
}

/* Sends a body of `length` bytes to the form and gives the status. */
static int post_bytes(size_t length)
{
    char *body = malloc(length);
    char head[200];
    int fd = dial();
    int status;

    memset(body, 'a', length);
    snprintf(head, sizeof head,
             "POST /note/nuova HTTP/1.1\r\nHost: a\r\nContent-Length: %zu\r\n"
             "Content-Type: application/x-www-form-urlencoded\r\n\r\n",
             length);
    say(fd, head);
    say_bytes(fd, body, length);
    status = hear(fd);
    if (status == 413 && length < 64 * 1024 * 1024) {
        say(fd, GET("/vuota"));
        assert_int_equal(hear(fd), 200); /* read away, so the connection goes on */
    }
    close(fd);
    free(body);
    return status;
}

static void body_over_the_limit_is_413_with_a_page(void **state)
{
    (void)state;
    start(&(struct server_config){0});
    assert_int_equal(post_bytes(WEB_FORM_MAX + 1), 413);
    assert_int_equal(post_bytes(20 * 1024 * 1024), 413);
    assert_int_equal(ask("POST /note/nuova HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n"
                         "\r\n"),
                     413);
    assert_int_equal(ask("POST /note/nuova HTTP/1.1\r\nHost: a\r\n"
                         "Content-Length: 99999999999999999999999\r\n\r\n"),
                     413);
    stop();
}

static void bodies_past_the_common_budget_are_503(void **state)
{
    int fd;

    (void)state;
    start(&(struct server_config){.body_megabytes = 1});
    fd = dial();
    say(fd, "POST /lettere HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n");
    assert_int_equal(ask(GET("/vuota")), 200); /* the first body is being received by now */
    assert_int_equal(ask("POST /lettere HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n"),
                     503);
    assert_non_null(strstr(answer, "Retry-After: "));
    close(fd);
    stop();
}

static void expectation_is_answered_with_100_continue(void **state)
{
    char line[64] = "";
    int fd;

    (void)state;
    start(&(struct server_config){0});
    fd = dial();
    say(fd, "POST /note/nuova HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n");
    assert_int_equal(recv(fd, line, 25, MSG_WAITALL), 25);
    assert_string_equal(line, "HTTP/1.1 100 Continue\r\n\r\n");
    say(fd, "a=b");
    assert_int_equal(hear(fd), 403);
    close(fd);
    stop();
}

static void client_too_slow_is_cut_off_and_others_are_served(void **state)
{
    int head;
    int body;

    (void)state;
    start(&(struct server_config){.read_timeout_ms = 300, .body_timeout_ms = 300});
    head = dial();
    body = dial();
    say(head, "GET /vuota HTTP/1.1\r\nHost:");
    say(body, "POST /note/nuova HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\na");
    assert_int_equal(ask(GET("/vuota")), 200);
    assert_true(is_closed(head));
    assert_true(is_closed(body));
    close(head);
    close(body);
    stop();
}

static void places_all_taken_by_idlers_make_room_for_a_newcomer(void **state)
{
    enum { IDLERS = 100 };
    int idlers[IDLERS];

    (void)state;
    start(&(struct server_config){
        .connections_max = 10, .connections_per_address = 1000, .read_timeout_ms = 600000});
    for (int i = 0; i < IDLERS; i++) {
        idlers[i] = dial();
        say(idlers[i], "GET /vuota HTTP/1.1\r\nX-Slow: ");
    }
    assert_int_equal(ask(GET("/vuota")), 200);
    for (int i = 0; i < IDLERS; i++)
        close(idlers[i]);
    stop();
}

static void connections_of_one_address_are_bounded(void **state)
{
    int fds[4];

    (void)state;
    start(&(struct server_config){.connections_per_address = 3});
    for (int i = 0; i < 3; i++) {
        fds[i] = dial();
        say(fds[i], GET("/vuota"));
        assert_int_equal(hear(fds[i]), 200);
    }
    fds[3] = dial();
    say(fds[3], GET("/vuota"));
    assert_int_equal(hear(fds[3]), 0);
    for (int i = 0; i < 4; i++)
        close(fds[i]);
    stop();
}

static void wait_for_handlers(int count)
{
    while (site.waiting != count)
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

static void queue_full_is_503_with_retry_after(void **state)
{
    enum { BUSY = 1, QUEUED = 2 };
    int fds[BUSY + QUEUED + 1];

    (void)state;
    start(&(struct server_config){.workers = BUSY, .queue_max = QUEUED});
    site.gate_closed = true;
    fds[0] = dial();
    say(fds[0], GET("/lento"));
    wait_for_handlers(BUSY);
    for (int i = BUSY; i <= BUSY + QUEUED; i++) {
        fds[i] = dial();
        say(fds[i], GET("/lento"));
    }
    /* The three last are read in no certain order: whichever came third is refused. */
    int last = -1;

    for (int i = BUSY; last < 0; i = i == BUSY + QUEUED ? BUSY : i + 1) {
        char byte;

        if (recv(fds[i], &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 1)
            last = i;
    }
    assert_int_equal(hear(fds[last]), 503);
    assert_non_null(strstr(answer, "Retry-After: "));
    assert_null(strcasestr(answer, "Connection: close"));
    site.gate_closed = false;
    for (int i = 0; i <= BUSY + QUEUED; i++) {
        if (i != last)
            assert_int_equal(hear(fds[i]), 200);
    }
    say(fds[last], GET("/vuota")); /* the refused connection goes on */
    assert_int_equal(hear(fds[last]), 200);
    for (int i = 0; i <= BUSY + QUEUED; i++)
        close(fds[i]);
    stop();
}

static void request_queued_too_long_is_503(void **state)
{
    int first;
    int second;

    (void)state;
    start(&(struct server_config){.workers = 1, .queue_timeout_ms = 50});
    site.gate_closed = true;
    first = dial();
    say(first, GET("/lento"));
    wait_for_handlers(1);
    second = dial();
    say(second, GET("/vuota"));
    nanosleep(&(struct timespec){.tv_nsec = 300000000}, NULL);
    site.gate_closed = false;
    assert_int_equal(hear(first), 200);
    assert_int_equal(hear(second), 503);
    close(first);
    close(second);
    stop();
}

/* Asks until the server has seen that the page is quick, however busy the machine is; how often. */
static int learn(const char *request, const char *path)
{
    int fd = dial();
    int times = 0;

    for (; !web_is_quick(site.web, "GET", path) && times < 100000; times++) {
        say(fd, request);
        assert_int_equal(hear(fd), 200);
    }
    close(fd);
    return times;
}

static void page_known_as_quick_is_answered_while_all_workers_are_busy(void **state)
{
    int fd;

    (void)state;
    start(&(struct server_config){.workers = 1});
    learn(GET("/vuota"), "/vuota");
    site.gate_closed = true;
    fd = dial();
    say(fd, GET("/lento"));
    wait_for_handlers(1);
    assert_int_equal(ask(GET("/vuota")), 200);
    assert_int_equal(ask(GET("/assets/0badcafe/site.css")), 200);
    assert_int_equal(site.waiting, 1);
    site.gate_closed = false;
    assert_int_equal(hear(fd), 200);
    close(fd);
    stop();
}

static void page_that_has_to_wait_is_left_to_a_worker(void **state)
{
    int times;

    (void)state;
    start(&(struct server_config){0});
    times = learn(GET("/attesa"), "/attesa");
    assert_int_equal(site.given_up, 0);
    assert_int_equal(ask(GET("/attesa")), 200);
    assert_int_equal(site.given_up, 1);
    assert_int_equal(site.waited, times + 1);
    assert_false(web_is_quick(site.web, "GET", "/attesa"));
    stop();
}

static void handler_too_slow_is_interrupted(void **state)
{
    (void)state;
    start(&(struct server_config){.handler_timeout_ms = 50});
    site.gate_closed = true; /* opened by the interrupt hook */
    assert_int_equal(ask(GET("/lento")), 200);
    assert_true(site.interrupted > 0);
    stop();
}

static void *open_gate_soon(void *argument)
{
    (void)argument;
    nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
    site.gate_closed = false;
    return NULL;
}

static void stop_answers_what_was_asked(void **state)
{
    enum { WAITING = 6 };
    int fds[WAITING];
    pthread_t opener;

    (void)state;
    start(&(struct server_config){.workers = 2});
    site.gate_closed = true;
    for (int i = 0; i < WAITING; i++) {
        fds[i] = dial();
        say(fds[i], GET("/lento"));
    }
    wait_for_handlers(2);
    nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL); /* the others are queued by now */
    pthread_create(&opener, NULL, open_gate_soon, NULL);
    stop();
    pthread_join(opener, NULL);
    for (int i = 0; i < WAITING; i++) {
        assert_int_equal(hear(fds[i]), 200);
        assert_true(is_closed(fds[i]));
        close(fds[i]);
    }
}

static void stop_past_its_time_cuts_off_without_aborting(void **state)
{
    int fds[3];

    (void)state;
    start(&(struct server_config){.workers = 1, .stop_timeout_ms = 50});
    site.gate_closed = true; /* opened by the interrupt hook */
    for (int i = 0; i < 3; i++) {
        fds[i] = dial();
        say(fds[i], GET("/lento"));
    }
    wait_for_handlers(1);
    stop();
    assert_true(site.interrupted > 0);
    for (int i = 0; i < 3; i++)
        close(fds[i]);
}

static void start_on_a_taken_port_fails_cleanly(void **state)
{
    struct server *second;
    struct server_config config = {0};

    (void)state;
    start(&(struct server_config){0});
    config.port = server_port(server);
    assert_int_equal(server_start(site.web, &config, &second), ERR_IO);
    config.address = "localhost";
    assert_int_equal(server_start(site.web, &config, &second), ERR_IO);
    stop();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(request_kept_alive_answers_twice_on_one_connection),
        cmocka_unit_test(requests_pipelined_are_answered_in_order),
        cmocka_unit_test(answer_always_carries_security_headers),
        cmocka_unit_test(request_split_byte_by_byte_is_answered),
        cmocka_unit_test(requests_half_sent_leave_nothing_behind),
        cmocka_unit_test(framing_in_doubt_is_refused_and_closed),
        cmocka_unit_test(method_unknown_or_not_for_this_path_is_refused_with_allow),
        cmocka_unit_test(head_gets_the_headers_of_get_and_no_body),
        cmocka_unit_test(http_1_0_is_answered_and_closed),
        cmocka_unit_test(bytes_that_are_no_text_are_refused_and_never_500),
        cmocka_unit_test(target_too_long_is_414),
        cmocka_unit_test(header_too_large_is_refused),
        cmocka_unit_test(body_over_the_limit_is_413_with_a_page),
        cmocka_unit_test(bodies_past_the_common_budget_are_503),
        cmocka_unit_test(expectation_is_answered_with_100_continue),
        cmocka_unit_test(client_too_slow_is_cut_off_and_others_are_served),
        cmocka_unit_test(places_all_taken_by_idlers_make_room_for_a_newcomer),
        cmocka_unit_test(connections_of_one_address_are_bounded),
        cmocka_unit_test(queue_full_is_503_with_retry_after),
        cmocka_unit_test(request_queued_too_long_is_503),
        cmocka_unit_test(page_known_as_quick_is_answered_while_all_workers_are_busy),
        cmocka_unit_test(page_that_has_to_wait_is_left_to_a_worker),
        cmocka_unit_test(handler_too_slow_is_interrupted),
        cmocka_unit_test(stop_answers_what_was_asked),
        cmocka_unit_test(stop_past_its_time_cuts_off_without_aborting),
        cmocka_unit_test(start_on_a_taken_port_fails_cleanly),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
