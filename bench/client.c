#include "client.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "table.h"

int client_dial(uint16_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    close(fd);
    return -1;
}

void client_ask(int fd, const char *request)
{
    size_t length = strlen(request);

    if (send(fd, request, length, MSG_NOSIGNAL) != (ssize_t)length)
        bench_stop("a connection was not kept alive");
}

int client_hear(int fd, const char **ret_answer, size_t *ret_length)
{
    static _Thread_local char answer[ANSWER_MAX];
    size_t used = 0;

    for (;;) {
        ssize_t got = recv(fd, answer + used, ANSWER_MAX - 1 - used, 0);

        if (got <= 0)
            bench_stop("a connection was not kept alive");
        used += (size_t)got;
        answer[used] = '\0';

        const char *end = strstr(answer, "\r\n\r\n");
        const char *body = end ? strcasestr(answer, "\r\nContent-Length:") : NULL;

        if (body && used >= (size_t)(end + 4 - answer) + (size_t)atol(body + 17))
            break;
    }
    *ret_answer = answer;
    *ret_length = used;
    return atoi(answer + 9);
}
