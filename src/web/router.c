#include "web/router.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    ROUTER_ARENA_BYTES = 4 * 1024 * 1024,
    ROUTER_ROUTES_MAX = 2000,
    CODE_MAX = 64,
    ID_DIGITS_MAX = 18,
};

/* One segment of the patterns; the tree of all of them is walked segment by segment. */
struct node {
    const char *text; /* NULL for :id and :code */
    size_t length;
    struct node *next; /* another text under the same parent */
    struct node *texts;
    struct node *id;
    struct node *code;
    const struct route *get;
    const struct route *post;
};

struct router {
    struct arena arena;
    struct node root;
    const struct route_table *tables;
    const struct route **routes;
    size_t count;
};

/* A path being matched, and what its variable parts were. */
struct match {
    const struct node *node;
    int64_t ids[REQUEST_IDS_MAX];
    struct {
        const char *bytes;
        size_t length;
    } codes[REQUEST_IDS_MAX];
    size_t id_count;
    size_t code_count;
};

static struct node *text_child(const struct node *node, const char *text, size_t length)
{
    for (struct node *child = node->texts; child; child = child->next) {
        if (child->length == length && memcmp(child->text, text, length) == 0)
            return child;
    }
    return NULL;
}

static bool segment_is(const char *text, size_t length, const char *wanted)
{
    return length == strlen(wanted) && memcmp(text, wanted, length) == 0;
}

static bool is_segment(const char *text, size_t length)
{
    if (text[0] == ':')
        return segment_is(text, length, ":id") || segment_is(text, length, ":code");
    return length > 0 && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_.") >= length;
}

static struct node *child_for(struct router *router, struct node *node, const char *text,
                              size_t length)
{
    struct node **place = text[0] != ':' ? NULL : text[1] == 'i' ? &node->id : &node->code;
    struct node *child = place ? *place : text_child(node, text, length);

    if (child)
        return child;
    child = arena_new(&router->arena, struct node);
    if (place) {
        *place = child;
        return child;
    }
    child->text = text;
    child->length = length;
    child->next = node->texts;
    node->texts = child;
    return child;
}

static enum status add_route(struct router *router, const struct route *route)
{
    struct node *node = &router->root;
    const char *rest = route->pattern;
    int depth = 0;

    if (!rest || rest[0] != '/' || route->power <= 0 || !route->handler)
        return ERR_INVALID;
    for (rest++; *rest; depth++) {
        size_t length = strcspn(rest, "/");

        if (depth == ROUTER_DEPTH_MAX || !is_segment(rest, length))
            return ERR_INVALID;
        node = child_for(router, node, rest, length);
        assert(node);
        rest += length;
        if (*rest == '/' && *++rest == '\0')
            return ERR_INVALID;
    }

    const struct route **place = route->method == WEB_POST ? &node->post : &node->get;

    if (*place)
        return ERR_CONFLICT;
    *place = route;
    router->routes[router->count++] = route;
    return OK;
}

static enum status add_tables(struct router *router, const struct route_table *tables,
                              const char **ret_culprit)
{
    for (; tables->count; tables++) {
        for (size_t i = 0; i < tables->count; i++) {
            enum status status = router->count == ROUTER_ROUTES_MAX
                                     ? ERR_TOO_LARGE
                                     : add_route(router, &tables->routes[i]);

            if (status != OK) {
                *ret_culprit = tables->routes[i].pattern;
                return status;
            }
        }
    }
    return OK;
}

enum status router_new(const struct route_table *tables, struct router **ret_router,
                       const char **ret_culprit)
{
    struct router *router = calloc(1, sizeof *router);

    if (!router || arena_init(&router->arena, ROUTER_ARENA_BYTES) != OK) {
        free(router);
        return ERR_TOO_LARGE;
    }
    router->tables = tables;
    router->routes = arena_array(&router->arena, const struct route *, ROUTER_ROUTES_MAX);

    enum status status = add_tables(router, tables, ret_culprit);

    if (status != OK) {
        router_free(router);
        return status;
    }
    *ret_router = router;
    return OK;
}

void router_free(struct router *router)
{
    if (!router)
        return;
    arena_free(&router->arena);
    free(router);
}

static bool read_id(const char *text, size_t length, int64_t *ret_id)
{
    int64_t id = 0;

    if (length == 0 || length > ID_DIGITS_MAX || text[0] == '0')
        return false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        id = id * 10 + (text[i] - '0');
    }
    *ret_id = id;
    return true;
}

static bool is_code(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char c = text[i];

        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            return false;
    }
    return length > 0 && length <= CODE_MAX;
}

/* `path` is what follows the slash of `node`; depth is bounded by the tree's.
   NOLINTNEXTLINE(misc-no-recursion) */
static bool walk(const struct node *node, const char *path, size_t length, struct match *match)
{
    if (length == 0) {
        match->node = node;
        return node->get || node->post;
    }

    const char *slash = memchr(path, '/', length);
    size_t here = slash ? (size_t)(slash - path) : length;
    size_t skipped = slash ? here + 1 : here;
    const char *rest = path + skipped;
    size_t rest_length = length - skipped;
    const struct node *child = text_child(node, path, here);

    if (here == 0 || (slash && rest_length == 0))
        return false;
    if (child && walk(child, rest, rest_length, match))
        return true;
    if (node->id && match->id_count < REQUEST_IDS_MAX &&
        read_id(path, here, &match->ids[match->id_count])) {
        match->id_count++;
        if (walk(node->id, rest, rest_length, match))
            return true;
        match->id_count--;
    }
    if (node->code && match->code_count < REQUEST_IDS_MAX && is_code(path, here)) {
        match->codes[match->code_count].bytes = path;
        match->codes[match->code_count++].length = here;
        if (walk(node->code, rest, rest_length, match))
            return true;
        match->code_count--;
    }
    return false;
}

const struct route *router_find(const struct router *router, enum web_method method,
                                const char *path, size_t length, struct request *request,
                                const char **ret_allow)
{
    struct match match = {0};

    *ret_allow = NULL;
    if (length == 0 || path[0] != '/' || !walk(&router->root, path + 1, length - 1, &match))
        return NULL;
    *ret_allow = !match.node->post ? "GET, HEAD" : !match.node->get ? "POST" : "GET, HEAD, POST";
    for (size_t i = 0; request && i < match.id_count; i++)
        request->ids[i] = match.ids[i];
    for (size_t i = 0; request && i < match.code_count; i++)
        request->codes[i] =
            arena_copy_n(request->query.arena, match.codes[i].bytes, match.codes[i].length);
    return method == WEB_POST ? match.node->post : method == WEB_GET ? match.node->get : NULL;
}

/* Rows are numbered as they stand in their tables, so the table that holds a row tells. */
size_t router_number(const struct router *router, const struct route *route)
{
    const struct route_table *table = router->tables;
    size_t before = 0;

    for (; table->count; table++) {
        uintptr_t offset = (uintptr_t)route - (uintptr_t)table->routes;

        if (offset < table->count * sizeof *route)
            return before + offset / sizeof *route;
        before += table->count;
    }
    assert(!"a row of this router");
    return 0;
}

size_t router_count(const struct router *router)
{
    return router->count;
}

const struct route *router_at(const struct router *router, size_t index)
{
    return router->routes[index];
}
