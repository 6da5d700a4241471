/* Text as a client may send it: whatever passes text_is_valid() comes out valid and no longer. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/money.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_everything(struct arena *arena, const char *text)
{
    const char *phone;
    int64_t number;
    struct money money;

    for (const char *at = text; *at;) {
        uint32_t code_point = text_next(&at);

        assert(code_point != 0);
        (void)text_fold_letter(code_point);
    }
    if (text_to_int(text, &number) == OK)
        assert(strlen(text) > 0);
    if (money_from_typed(text, &money) == OK)
        assert(money.cents >= 0);
    if (text_phone(arena, text, &phone) == OK)
        assert(strlen(text_phone_show(arena, phone)) >= 5);
    assert(strlen(text_digits(arena, text)) <= strlen(text));
    assert(strlen(text_lower_ascii(arena, text)) == strlen(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;

    if (size > 65536 || arena_init(&arena, 16 * (size + 4096)) != OK)
        return 0;

    const char *text = arena_copy_n(&arena, (const char *)data, size);
    const char *squeezed = text_squeeze(&arena, text);
    const char *tidy = text_tidy_lines(&arena, text);

    read_everything(&arena, text);
    assert(strlen(squeezed) <= strlen(text) && strlen(tidy) <= strlen(text));
    if (text_is_valid(text, strlen(text))) {
        assert(text_is_valid(squeezed, strlen(squeezed)));
        assert(text_is_valid(tidy, strlen(tidy)));
        assert(text_equal(text_squeeze(&arena, squeezed), squeezed));
        assert(text_equal(text_tidy_lines(&arena, tidy), tidy));
        assert(text_length(text) <= strlen(text));
    }
    arena_free(&arena);
    return 0;
}
