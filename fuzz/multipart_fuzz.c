/*
 * Uploads: whatever comes, texts are clean and within bounds, and files lie inside the body.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "web/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check(const struct form_field *field, const char *body, size_t length)
{
    if (strlen(field->name) > FORM_NAME_MAX)
        abort();
    if (!field->file_name) {
        if (strlen(field->value) != field->length || !text_is_valid(field->value, field->length))
            abort();
    } else if (field->value < body || field->length > length ||
               field->value + field->length > body + length || strpbrk(field->file_name, "/\\")) {
        abort();
    }
}

/* The first line is the Content-Type header, the rest the body. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct arena arena;

    if (!arena.start && arena_init(&arena, 64 * 1024 * 1024) != OK)
        abort();
    arena_reset(&arena);

    const uint8_t *line = length ? memchr(bytes, '\n', length) : NULL;

    if (!line)
        return 0;

    const char *type = arena_copy_n(&arena, (const char *)bytes, (size_t)(line - bytes));
    const char *body = (const char *)line + 1;
    size_t body_length = length - (size_t)(line - bytes) - 1;
    struct form form = form_empty(&arena);

    if (form_parse_multipart(&form, type, body, body_length) != OK && form.count != 0)
        abort();
    for (size_t i = 0; i < form.count; i++)
        check(&form.fields[i], body, body_length);
    return 0;
}
