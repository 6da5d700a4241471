/*
 * The other end of the line: a browser as plain as can be, on connections that stay open. What it
 * cannot have ends the program: the run is void then.
 */
#ifndef BENCH_CLIENT_H
#define BENCH_CLIENT_H

#include <stddef.h>
#include <stdint.h>

enum { ANSWER_MAX = 1024 * 1024 };

/* A connection to this machine; -1 when nobody listens. */
int client_dial(uint16_t port);
void client_ask(int fd, const char *request);

/* Reads one whole answer with its body, ended by NUL; gives its status. The bytes of the last
   answer, `*ret_length` of them, stay until the next call of the same thread. */
int client_hear(int fd, const char **ret_answer, size_t *ret_length);

#endif
