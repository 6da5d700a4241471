/*
 * Cookies (RFC 6265). Outside the demo they are Secure and their names begin with "__Host-",
 * which a browser accepts from this very host only; the prefix is added and removed here, so that
 * the rest of the program says "sessione" in both cases.
 */
#ifndef WEB_COOKIE_H
#define WEB_COOKIE_H

#include <stdbool.h>

#include "base/arena.h"

enum {
    COOKIE_HEADER_MAX = 8 * 1024, /* a longer Cookie header counts as empty */
    COOKIE_VALUE_MAX = 1024,
    COOKIE_SESSION_ONLY = -1, /* until the browser is closed */
};

enum cookie_site { COOKIE_LAX, COOKIE_STRICT };

struct cookie {
    const char *name;
    const char *value; /* letters, digits and -_.~% only; "" with max_age 0 removes it */
    int max_age_seconds;
    enum cookie_site site;
};

/* The value of cookie `name` in a Cookie header (NULL allowed). NULL when it is not there, is there
   twice (someone planted one), is too long or holds other characters than ours do. */
const char *cookie_find(struct arena *arena, const char *header, const char *name, bool secure);

/* The Set-Cookie value: HttpOnly, Path=/, SameSite, and Secure when `secure`. */
const char *cookie_format(struct arena *arena, const struct cookie *cookie, bool secure);

#endif
