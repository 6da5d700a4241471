#include "web/accept.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

/* "q=0", "q=0.000", with spaces before. */
static bool is_zero_weight(const char *parameters, size_t length)
{
    const char *q = memchr(parameters, '=', length);

    if (!q)
        return false;
    for (q++; q < parameters + length; q++) {
        if (*q != '0' && *q != '.' && *q != ' ')
            return false;
    }
    return true;
}

bool accept_gzip(const char *header)
{
    while (header && *header) {
        header += strspn(header, " ,");

        size_t length = strcspn(header, ",");
        size_t name = strcspn(header, ",; ");

        if (name == 4 && strncasecmp(header, "gzip", 4) == 0)
            return !is_zero_weight(header + name, length - name);
        header += length;
    }
    return false;
}
