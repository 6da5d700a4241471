/* A catalogue (.mo) of any bytes: refused, or every look-up stays inside it. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const sources[] = {"", "A", "Salva", "Zero", "\xC3\xA8"};
    const struct words *words;
    struct arena arena;

    if (arena_init(&arena, 65536) != OK)
        return 0;
    if (words_open(&arena, data, size, &words) == OK) {
        for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
            const char *found = words_find(words, sources[i]);

            assert(text_is_valid(found, strlen(found)));
            for (int64_t count = -1; count < 30; count++) {
                found = words_find_count(words, sources[i], "molti", count);
                assert(text_is_valid(found, strlen(found)));
            }
        }
    }
    arena_free(&arena);
    return 0;
}
