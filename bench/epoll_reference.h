/*
 * The least that a server can do: one epoll loop that reads until an empty line and writes the same
 * bytes each time, without looking at them. What a page costs is measured against it.
 */
#ifndef BENCH_EPOLL_REFERENCE_H
#define BENCH_EPOLL_REFERENCE_H

#include <stddef.h>

/* Serves on the listening socket until the process ends. */
_Noreturn void epoll_reference_serve(int listener, const char *answer, size_t length);

#endif
