/*
 * Queries and posted forms: whatever comes, every field that is kept is clean text within bounds.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "web/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct arena arena;

    if (!arena.start && arena_init(&arena, 64 * 1024 * 1024) != OK)
        abort();
    arena_reset(&arena);

    struct form form = form_empty(&arena);

    if (form_parse_urlencoded(&form, (const char *)bytes, length) != OK && form.count != 0)
        abort();
    for (size_t i = 0; i < form.count; i++) {
        const struct form_field *field = &form.fields[i];

        if (strlen(field->name) > FORM_NAME_MAX || strlen(field->value) != field->length ||
            field->length > FORM_VALUE_MAX || !text_is_valid(field->value, field->length))
            abort();
    }
    return 0;
}
