/*
 * Cookie headers: whatever comes, a value that is believed is made of our own characters.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "web/cookie.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct arena arena;

    if (!arena.start && arena_init(&arena, 16 * 1024 * 1024) != OK)
        abort();
    arena_reset(&arena);
    if (length > 4 * COOKIE_HEADER_MAX)
        return 0;

    const char *header = arena_copy_n(&arena, (const char *)bytes, length);

    for (int secure = 0; secure < 2; secure++) {
        const char *value = cookie_find(&arena, header, "a", secure);

        if (value && (strlen(value) > COOKIE_VALUE_MAX || strpbrk(value, "; \r\n\"=,")))
            abort();
    }
    return 0;
}
