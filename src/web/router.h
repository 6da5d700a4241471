/*
 * From method and path to the row that answers. The rows are declared at the end of each
 * feature's _web.c and gathered on one screen in app/.
 *
 * A pattern is made of segments: plain text, ":id" (a positive number) or ":code" (a-z, 0-9 and
 * dashes). Plain text wins over :id, :id over :code.
 */
#ifndef WEB_ROUTER_H
#define WEB_ROUTER_H

#include <stddef.h>

#include "base/ctx.h"
#include "web/request.h"
#include "web/response.h"

enum { ROUTER_DEPTH_MAX = 8 };

struct route {
    enum web_method method;
    const char *pattern;
    int power; /* what the actor must be permitted; an enum of staff/, never 0 */
    enum status (*handler)(struct ctx *ctx, struct request *request, struct response *response);
    size_t body_max; /* bytes; 0 means WEB_FORM_MAX */
    /* Of a form that makes something: where that then stands, and where it is changed with the same
       fields; ":id" is its number. NULL where it has no page of its own. */
    const char *record;
    const char *edit;
};

/* ROUTE(GET, "/persone/:id", POWER_PERSONS_READ, person_page). A power of 0 does not compile. */
#define ROUTE(method, pattern, power, handler) ROUTE_UPLOAD(method, pattern, power, handler, 0)
/* The same for a form with files, of at most `body_max` bytes in all. */
#define ROUTE_UPLOAD(method, pattern, power, handler, body_max)                                    \
    {                                                                                              \
        WEB_##method, pattern, ROUTE_POWER_(power), handler, body_max, NULL, NULL                  \
    }
/* A form that makes something: see struct route. */
#define ROUTE_MAKES(pattern, power, handler, record, edit)                                         \
    {                                                                                              \
        WEB_POST, pattern, ROUTE_POWER_(power), handler, 0, record, edit                           \
    }
#define ROUTE_POWER_(power)                                                                        \
    ((int)(power) * (int)sizeof(struct {                                                           \
         _Static_assert((int)(power) > 0, "a route says which power it needs");                    \
         char one;                                                                                 \
     }))

struct route_table {
    const struct route *routes;
    size_t count;
};

#define ROUTE_TABLE(rows)                                                                          \
    {                                                                                              \
        rows, sizeof(rows) / sizeof((rows)[0])                                                     \
    }

struct router;

/* `tables` ends with a row without routes; they must outlive the router. ERR_CONFLICT when two rows
   have the same method and pattern, ERR_INVALID for a pattern that breaks the rules above, a
   missing power or handler; *ret_culprit then says which pattern. Free with router_free. */
MUST_USE enum status router_new(const struct route_table *tables, struct router **ret_router,
                                const char **ret_culprit);
void router_free(struct router *router);

/* Finds the row for the first `length` bytes of `path`. NULL when there is none; *ret_allow then
   says which methods the path knows ("GET, HEAD"), NULL when the path itself is unknown. Fills ids
   and codes of `request`, which may be NULL. */
const struct route *router_find(const struct router *router, enum web_method method,
                                const char *path, size_t length, struct request *request,
                                const char **ret_allow);

/* The place of a row that router_find gave among all: 0 to router_count() - 1. */
size_t router_number(const struct router *router, const struct route *route);

/* Every row, for the command that prints who can reach what and for the access tests. */
size_t router_count(const struct router *router);
const struct route *router_at(const struct router *router, size_t index);

#endif
