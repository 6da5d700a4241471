#include "web/form.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "web/form_internal.h"

enum { FORM_FIRST_FIELDS = 16 };

struct form form_empty(struct arena *arena)
{
    return (struct form){.arena = arena};
}

enum status form_add(struct form *form, const struct form_field *field)
{
    if (form->count == FORM_FIELDS_MAX)
        return ERR_TOO_LARGE;
    if (form->count == form->capacity) {
        size_t wanted = form->capacity ? form->capacity * 2 : FORM_FIRST_FIELDS;

        form->fields = arena_grow(form->arena, form->fields, form->capacity * sizeof *form->fields,
                                  wanted * sizeof *form->fields);
        form->capacity = wanted;
    }
    form->fields[form->count++] = *field;
    return OK;
}

void form_put(struct form *form, const char *name, const char *value)
{
    struct form_field field = {.name = name, .value = value ? value : ""};

    field.length = strlen(field.value);
    if (form_add(form, &field) != OK)
        return;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Writes at most `length` bytes to `out`; false for an escape that is not %XX. */
static bool percent_decode(const char *bytes, size_t length, bool plus_is_space, char *out,
                           size_t *ret_length)
{
    size_t used = 0;

    for (size_t i = 0; i < length; i++) {
        char c = bytes[i];

        if (c == '%') {
            if (length - i < 3)
                return false;

            int high = hex_digit(bytes[i + 1]);
            int low = hex_digit(bytes[i + 2]);

            if (high < 0 || low < 0)
                return false;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        out[used++] = c;
    }
    *ret_length = used;
    return true;
}

enum status form_decode(struct arena *arena, const char *bytes, size_t length, bool plus_is_space,
                        const char **ret_text)
{
    size_t mark = arena_mark(arena);
    char *text = arena_alloc(arena, length + 1);
    size_t used;

    if (!percent_decode(bytes, length, plus_is_space, text, &used) || !text_is_valid(text, used)) {
        arena_rewind(arena, mark);
        return ERR_INVALID;
    }
    text[used] = '\0';
    *ret_text = text;
    return OK;
}

/* One `name=value`, without the '&'. */
static enum status add_pair(struct form *form, const char *bytes, size_t length)
{
    const char *equals = memchr(bytes, '=', length);
    size_t name_length = equals ? (size_t)(equals - bytes) : length;
    size_t value_length = equals ? length - name_length - 1 : 0;
    struct form_field field = {0};

    /* An escaped byte takes three: a bound on the encoded size is enough to stop early. */
    if (name_length > (size_t)3 * FORM_NAME_MAX || value_length > (size_t)3 * FORM_VALUE_MAX)
        return ERR_TOO_LARGE;
    TRY(form_decode(form->arena, bytes, name_length, true, &field.name));
    TRY(form_decode(form->arena, equals ? equals + 1 : "", value_length, true, &field.value));
    field.length = strlen(field.value);
    if (strlen(field.name) > FORM_NAME_MAX || field.length > FORM_VALUE_MAX)
        return ERR_TOO_LARGE;
    return form_add(form, &field);
}

enum status form_parse_urlencoded(struct form *form, const char *bytes, size_t length)
{
    size_t before = form->count;
    size_t start = 0;

    while (start < length) {
        const char *end = memchr(bytes + start, '&', length - start);
        size_t pair_length = end ? (size_t)(end - bytes) - start : length - start;
        enum status status = pair_length ? add_pair(form, bytes + start, pair_length) : OK;

        if (status != OK) {
            form->count = before;
            return status;
        }
        start += pair_length + 1;
    }
    return OK;
}

const struct form_field *form_next(const struct form *form, const char *name, size_t *position)
{
    while (*position < form->count) {
        const struct form_field *field = &form->fields[(*position)++];

        if (strcmp(field->name, name) == 0)
            return field;
    }
    return NULL;
}

static const char *text_of(const struct form_field *field)
{
    return field && !field->file_name ? field->value : NULL;
}

const char *form_get(struct form *form, const char *name)
{
    size_t position = 0;
    const struct form_field *field = form_next(form, name, &position);

    if (field && form_next(form, name, &position)) {
        form->doubled = field->name;
        return NULL;
    }
    return text_of(field);
}

const char *form_value(const struct form *form, const char *name)
{
    size_t position = 0;
    const char *value = text_of(form_next(form, name, &position));

    return value ? value : "";
}

bool form_has(const struct form *form, const char *name, const char *value)
{
    size_t position = 0;
    const struct form_field *field;

    while ((field = form_next(form, name, &position))) {
        if (!field->file_name && strcmp(field->value, value) == 0)
            return true;
    }
    return false;
}
