/*
 * Where a zone lives: a data directory with its settings, its key and, on SQLite, its database.
 *
 *     data/accanto.conf     settings, "name = value" a line; missing means all defaults
 *     data/accanto.db       the database, unless `database` names a PostgreSQL one
 *     data/master.key       the key, unless `key` names another path; never inside the database
 */
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

#include <stdbool.h>

#include "base/arena.h"

enum { CONFIG_PROXIES_MAX = 8, CONFIG_WORKERS_MAX = 64 };

struct config {
    const char *data;     /* the directory */
    const char *database; /* a path or a postgresql:// address */
    const char *key_path;
    const char *listen_address;                  /* default 127.0.0.1: TLS ends at a proxy */
    int listen_port;                             /* default 8080 */
    int workers;                                 /* default 6 */
    const char *proxies[CONFIG_PROXIES_MAX + 1]; /* believed for X-Forwarded-For; ends with NULL */
    int proxy_count;
    const char *origin;  /* "https://ufficio.example.it"; NULL: as asked */
    bool secure_cookies; /* default yes; no only for a demonstration */
};

/* Reads DIR/accanto.conf. ERR_INVALID with the line's number and a sentence in `ret_why`. A missing
   file is not an error; a missing directory is found by whoever opens the database. */
MUST_USE enum status config_load(struct arena *arena, const char *data, struct config *ret_config,
                                 const char **ret_why);

#endif
