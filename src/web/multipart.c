/*
 * multipart/form-data (RFC 7578). The whole body is in memory, so a part is found by searching for
 * the next delimiter and nothing is copied but names and text values.
 */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "web/form.h"
#include "web/form_internal.h"

enum { BOUNDARY_MAX = 70 }; /* RFC 2046, 5.1.1 */

struct span {
    const char *bytes;
    size_t length;
};

struct multipart {
    struct form *form;
    char delimiter[BOUNDARY_MAX + 5]; /* CR LF -- boundary */
    size_t delimiter_length;
    size_t files;
};

static bool span_starts_with(struct span span, const char *text, size_t length)
{
    return span.length >= length && memcmp(span.bytes, text, length) == 0;
}

static void span_skip(struct span *span, size_t length)
{
    span->bytes += length;
    span->length -= length;
}

/* What stands before `needle`, moving `rest` past it; false when it is not there. */
static bool span_take_until(struct span *rest, const char *needle, size_t needle_length,
                            struct span *ret_before)
{
    const char *found =
        rest->length ? memmem(rest->bytes, rest->length, needle, needle_length) : NULL;

    if (!found)
        return false;
    *ret_before = (struct span){rest->bytes, (size_t)(found - rest->bytes)};
    span_skip(rest, ret_before->length + needle_length);
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

/* Moves past `; name="value"` or `; name=value`. Browsers write a quote inside a quoted value as
   %22 (HTML, 4.10.21.8), so a quoted value ends at the next quote. False at the end. */
static bool take_parameter(struct span *rest, struct span *ret_name, struct span *ret_value)
{
    while (rest->length && (is_space(*rest->bytes) || *rest->bytes == ';'))
        span_skip(rest, 1);
    if (!span_take_until(rest, "=", 1, ret_name))
        return false;
    if (span_starts_with(*rest, "\"", 1)) {
        span_skip(rest, 1);
        return span_take_until(rest, "\"", 1, ret_value);
    }
    if (!span_take_until(rest, ";", 1, ret_value)) {
        *ret_value = *rest;
        span_skip(rest, rest->length);
    }
    return true;
}

static bool span_is(struct span span, const char *text)
{
    return span.length == strlen(text) && strncasecmp(span.bytes, text, span.length) == 0;
}

/* Finds parameter `name` of a header value, after its first word. */
static bool find_parameter(struct span header, const char *name, struct span *ret_value)
{
    struct span word;
    struct span parameter;

    if (!span_take_until(&header, ";", 1, &word))
        return false;
    while (take_parameter(&header, &parameter, ret_value)) {
        if (span_is(parameter, name))
            return true;
    }
    return false;
}

static enum status read_boundary(const char *content_type, struct multipart *multipart)
{
    struct span boundary;

    if (!find_parameter((struct span){content_type, strlen(content_type)}, "boundary", &boundary))
        return ERR_INVALID;
    if (boundary.length == 0 || boundary.length > BOUNDARY_MAX)
        return ERR_INVALID;
    memcpy(multipart->delimiter, "\r\n--", 4);
    memcpy(multipart->delimiter + 4, boundary.bytes, boundary.length);
    multipart->delimiter_length = boundary.length + 4;
    return OK;
}

static enum status copy_text(struct arena *arena, struct span span, size_t max,
                             const char **ret_text)
{
    if (span.length > max)
        return ERR_TOO_LARGE;
    if (!text_is_valid(span.bytes, span.length))
        return ERR_INVALID;
    *ret_text = arena_copy_n(arena, span.bytes, span.length);
    return OK;
}

/* Some clients send the whole path; only its last part is a name. */
static struct span last_path_part(struct span path)
{
    for (size_t i = path.length; i > 0; i--) {
        if (path.bytes[i - 1] == '/' || path.bytes[i - 1] == '\\') {
            span_skip(&path, i);
            break;
        }
    }
    return path;
}

static enum status read_disposition(struct form *form, struct span value, struct form_field *field)
{
    struct span name;
    struct span file_name;

    if (!find_parameter(value, "name", &name))
        return ERR_INVALID;
    TRY(copy_text(form->arena, name, FORM_NAME_MAX, &field->name));
    if (!find_parameter(value, "filename", &file_name))
        return OK;
    return copy_text(form->arena, last_path_part(file_name), 4 * FORM_NAME_MAX, &field->file_name);
}

/* The header lines of a part, without the empty line that ends them. */
static enum status read_headers(struct form *form, struct span headers, struct form_field *field)
{
    if (headers.length > FORM_PART_HEADERS_MAX)
        return ERR_TOO_LARGE;
    while (headers.length) {
        struct span line;
        struct span name;

        if (!span_take_until(&headers, "\r\n", 2, &line)) {
            line = headers;
            span_skip(&headers, headers.length);
        }
        if (!span_take_until(&line, ":", 1, &name))
            return ERR_INVALID;
        while (line.length && is_space(*line.bytes))
            span_skip(&line, 1);
        if (span_is(name, "content-disposition"))
            TRY(read_disposition(form, line, field));
        else if (span_is(name, "content-type"))
            TRY(copy_text(form->arena, line, 4 * FORM_NAME_MAX, &field->file_type));
    }
    return field->name ? OK : ERR_INVALID;
}

static enum status add_part(struct multipart *multipart, struct span part)
{
    struct form *form = multipart->form;
    struct form_field field = {0};
    struct span headers;

    if (!span_take_until(&part, "\r\n\r\n", 4, &headers))
        return ERR_INVALID;
    TRY(read_headers(form, headers, &field));
    field.length = part.length;
    field.value = part.bytes;
    if (!field.file_name) {
        field.file_type = NULL;
        TRY(copy_text(form->arena, part, FORM_VALUE_MAX, &field.value));
    } else if (++multipart->files > FORM_FILES_MAX) {
        return ERR_TOO_LARGE;
    } else if (!field.file_type) {
        field.file_type = "application/octet-stream";
    }
    return form_add(form, &field);
}

static enum status add_parts(struct multipart *multipart, struct span rest)
{
    struct span part;

    /* The first delimiter has no CR LF when the body begins with it. */
    if (span_starts_with(rest, multipart->delimiter + 2, multipart->delimiter_length - 2))
        span_skip(&rest, multipart->delimiter_length - 2);
    else if (!span_take_until(&rest, multipart->delimiter, multipart->delimiter_length, &part))
        return ERR_INVALID;

    while (!span_starts_with(rest, "--", 2)) {
        if (!span_starts_with(rest, "\r\n", 2))
            return ERR_INVALID;
        span_skip(&rest, 2);
        if (!span_take_until(&rest, multipart->delimiter, multipart->delimiter_length, &part))
            return ERR_INVALID;
        TRY(add_part(multipart, part));
    }
    return OK;
}

enum status form_parse_multipart(struct form *form, const char *content_type, const char *bytes,
                                 size_t length)
{
    struct multipart multipart = {.form = form};
    size_t before = form->count;

    TRY(read_boundary(content_type, &multipart));

    enum status status = add_parts(&multipart, (struct span){bytes, length});

    if (status != OK)
        form->count = before;
    return status;
}
