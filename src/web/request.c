#include "web/request.h"

#include <arpa/inet.h>
#include <string.h>

#include "web/cookie.h"
#include "web/web.h"

const char *request_cookie(struct arena *arena, const struct request *request, const char *name)
{
    return cookie_find(arena, request->raw->headers[HEADER_COOKIE], name,
                       web_config(request->web)->secure_cookies);
}

const char *request_here(const struct request *request)
{
    return request->raw->target;
}

static bool is_address(const char *text)
{
    struct in6_addr address;

    return inet_pton(AF_INET, text, &address) == 1 || inet_pton(AF_INET6, text, &address) == 1;
}

static bool is_listed(const char *const *proxies, const char *address)
{
    for (; proxies && *proxies; proxies++) {
        if (strcmp(*proxies, address) == 0)
            return true;
    }
    return false;
}

const char *request_client(struct arena *arena, const struct raw_request *raw,
                           const char *const *proxies)
{
    const char *forwarded = raw->headers[HEADER_FORWARDED_FOR];

    if (!forwarded || !is_listed(proxies, raw->peer))
        return raw->peer;

    /* Each proxy adds the address it saw at the end: walk back until one is not ours. */
    char *list = arena_copy(arena, forwarded);

    for (;;) {
        char *comma = strrchr(list, ',');
        char *address = comma ? comma + 1 : list;

        address += strspn(address, " \t");
        address[strcspn(address, " \t")] = '\0';
        if (!is_address(address))
            return raw->peer;
        if (!is_listed(proxies, address) || !comma)
            return address;
        *comma = '\0';
    }
}
