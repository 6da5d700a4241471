/*
 * A road as a routing program of the system finds it: Debian's routino-router, asked in a child
 * process for one road at a time. It is never linked: its licence, and its crashes, stay its own.
 */
#ifndef APP_ROUTER_H
#define APP_ROUTER_H

#include <stdint.h>

#define ROUTER_PROGRAM "routino-router"
#define ROUTER_PACKAGE "routino"

enum { ROUTER_SAID_MAX = 200, ROUTER_SECONDS = 20, ROUTER_SECONDS_MAX = 600 };

struct router {
    const char *directory; /* of the database that planetsplitter made */
    const char *prefix;    /* of its files; NULL: none */
    int64_t seconds;       /* for one road at most */
};

struct router_point {
    int64_t latitude_micro;
    int64_t longitude_micro;
};

struct router_road {
    int64_t metres;
    int64_t seconds; /* as the map allows, without traffic */
};

enum router_outcome {
    ROUTER_FOUND,
    ROUTER_NO_ROAD, /* between these two, or none near one of them */
    ROUTER_MISSING, /* the program is not installed */
    ROUTER_BROKEN,  /* no database there, killed, or an answer that cannot be understood */
    ROUTER_SILENT,  /* no answer in time */
};

/* The quickest by car. `ret_road` with ROUTER_FOUND; `ret_said` is what the program said instead,
   one line, "" for nothing. */
enum router_outcome router_ask(const struct router *router, const struct router_point *from,
                               const struct router_point *to, struct router_road *ret_road,
                               char ret_said[ROUTER_SAID_MAX]);

#endif
