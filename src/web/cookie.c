#include "web/cookie.h"

#include <assert.h>
#include <string.h>

#define HOST_PREFIX "__Host-"

/* The characters that our own values are made of: base64url, hex and percent escapes. */
static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '~' || c == '%';
}

static bool all_plain(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!is_plain(bytes[i]))
            return false;
    }
    return true;
}

/* Is `pair` (up to `length`) `name=...`? Then gives where the value begins. */
static const char *value_of(const char *pair, size_t length, const char *name, bool secure)
{
    size_t prefix = secure ? strlen(HOST_PREFIX) : 0;
    size_t name_length = strlen(name);

    if (length < prefix + name_length + 1)
        return NULL;
    if (memcmp(pair, HOST_PREFIX, prefix) != 0 || memcmp(pair + prefix, name, name_length) != 0)
        return NULL;
    return pair[prefix + name_length] == '=' ? pair + prefix + name_length + 1 : NULL;
}

const char *cookie_find(struct arena *arena, const char *header, const char *name, bool secure)
{
    const char *found = NULL;
    size_t found_length = 0;

    if (!header || strnlen(header, COOKIE_HEADER_MAX + 1) > COOKIE_HEADER_MAX)
        return NULL;
    while (*header) {
        size_t length = strcspn(header, ";");
        const char *value = value_of(header, length, name, secure);

        if (value && found)
            return NULL;
        if (value) {
            found = value;
            found_length = length - (size_t)(value - header);
        }
        header += length;
        header += strspn(header, "; ");
    }
    if (!found || found_length > COOKIE_VALUE_MAX || !all_plain(found, found_length))
        return NULL;
    return arena_copy_n(arena, found, found_length);
}

const char *cookie_format(struct arena *arena, const struct cookie *cookie, bool secure)
{
    assert(all_plain(cookie->name, strlen(cookie->name)));
    assert(all_plain(cookie->value, strlen(cookie->value)));
    assert(strlen(cookie->value) <= COOKIE_VALUE_MAX);

    const char *age = cookie->max_age_seconds == COOKIE_SESSION_ONLY
                          ? ""
                          : arena_printf(arena, "; Max-Age=%d", cookie->max_age_seconds);

    return arena_printf(arena, "%s%s=%s; Path=/; HttpOnly; SameSite=%s%s%s",
                        secure ? HOST_PREFIX : "", cookie->name, cookie->value,
                        cookie->site == COOKIE_STRICT ? "Strict" : "Lax", age,
                        secure ? "; Secure" : "");
}
