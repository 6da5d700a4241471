/*
 * What the whole process shares while it serves, and how web/ is told about it.
 */
#ifndef APP_HOUSE_H
#define APP_HOUSE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "app/config.h"
#include "base/ctx.h"
#include "staff/password.h"
#include "store/store.h"
#include "web/router.h"
#include "web/web.h"

enum { HOUSE_TABLES_MAX = 16 };

struct house {
    const struct config *config;
    struct store *store;
    struct people_index *people;
    struct password_gate passwords;
    struct languages languages;
    const struct instant *clock; /* what a test says the time is; NULL: the system's */
    bool silent;                 /* in a test: no service log */
    atomic_int_fast64_t answers; /* given so far, by all workers */
    struct route_table routes[HOUSE_TABLES_MAX];
};

/* Every route of the program, ended by an empty table. */
void house_routes(struct route_table ret_tables[HOUSE_TABLES_MAX]);

/* OK, or ERR_CONFLICT when the database is older or newer than this program. */
MUST_USE enum status house_schema_is_current(struct ctx *ctx);

/* The web over a house. `key` signs form tokens and banners. */
MUST_USE enum status house_web(struct house *house, const struct crypt_key *master,
                               struct web **ret_web);

#endif
