/*
 * A road as a routing program of the system finds it: Debian's routino-router, asked in a child
 * process for one road at a time. It is never linked: its licence, and its crashes, stay its own.
 */
#ifndef APP_ROUTINO_H
#define APP_ROUTINO_H

#include <stdint.h>

#define ROUTINO_PROGRAM "routino-router"
#define ROUTINO_PACKAGE "routino"

enum { ROUTINO_SAID_MAX = 200, ROUTINO_SECONDS = 20, ROUTINO_SECONDS_MAX = 600 };

struct routino {
    const char *directory; /* of the database that planetsplitter made */
    const char *prefix;    /* of its files; NULL: none */
    int64_t seconds;       /* for one road at most */
};

struct routino_point {
    int64_t latitude_micro;
    int64_t longitude_micro;
};

struct routino_road {
    int64_t metres;
    int64_t seconds; /* as the map allows, without traffic */
};

enum routino_outcome {
    ROUTINO_FOUND,
    ROUTINO_NO_ROAD, /* between these two, or none near one of them */
    ROUTINO_MISSING, /* the program is not installed */
    ROUTINO_BROKEN,  /* no database there, killed, or an answer that cannot be understood */
    ROUTINO_SILENT,  /* no answer in time */
};

/* The quickest by car. `ret_road` with ROUTINO_FOUND; `ret_said` is what the program said instead,
   one line, "" for nothing. */
enum routino_outcome routino_ask(const struct routino *routino, const struct routino_point *from,
                                 const struct routino_point *to, struct routino_road *ret_road,
                                 char ret_said[ROUTINO_SAID_MAX]);

#endif
