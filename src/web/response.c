#include "web/response.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

struct response response_new(struct arena *arena, bool secure_cookies)
{
    return (struct response){.arena = arena,
                             .http_status = 200,
                             .body = buf_new(arena, RESPONSE_BODY_MAX),
                             .secure_cookies = secure_cookies};
}

void response_restart(struct response *response)
{
    *response = response_new(response->arena, response->secure_cookies);
}

struct buf *response_text(struct response *response, const char *content_type)
{
    response->content_type = content_type;
    return &response->body;
}

struct buf *response_page(struct response *response)
{
    return response_text(response, "text/html; charset=utf-8");
}

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

/* RFC 6266: a plain name for the oldest browsers, the true one percent-encoded (RFC 8187). */
static const char *disposition(struct arena *arena, const char *how, const char *file_name)
{
    struct buf value = buf_new(arena, 4096);

    buf_put_text(&value, how);
    buf_put_text(&value, "; filename=\"");
    for (const char *c = file_name; *c; c++)
        buf_put_char(&value, is_unreserved(*c) ? *c : '_');
    buf_put_text(&value, "\"; filename*=UTF-8''");
    for (const char *c = file_name; *c; c++) {
        if (is_unreserved(*c))
            buf_put_char(&value, *c);
        else
            buf_printf(&value, "%%%02X", (unsigned char)*c);
    }
    return value.overflowed ? how : buf_text(&value);
}

static void answer_file(struct response *response, const char *content_type,
                        const char *content_disposition, const void *bytes, size_t length)
{
    response->content_type = content_type;
    response->fixed = bytes;
    response->fixed_length = length;
    response_header(response, "Content-Disposition", content_disposition);
}

void response_file(struct response *response, const char *content_type, const char *file_name,
                   const void *bytes, size_t length)
{
    answer_file(response, content_type, disposition(response->arena, "attachment", file_name),
                bytes, length);
}

enum status response_csv(struct response *response, const char *file_name, struct buf *csv)
{
    const char *text = buf_text(csv);

    if (csv->overflowed)
        return ERR_TOO_LARGE;
    response_file(response, "text/csv; charset=utf-8", file_name, text, csv->length);
    return OK;
}

void response_inline_file(struct response *response, const char *content_type,
                          const char *file_name, const void *bytes, size_t length)
{
    answer_file(response, content_type, disposition(response->arena, "inline", file_name), bytes,
                length);
}

/* Does the part of the path that begins at `at` lead up or nowhere? An encoded dot or slash is read
   as one further on. */
static bool is_odd_part(const char *at)
{
    size_t length = strcspn(at, "/?#");

    return (length == 0 && *at == '/') || (length == 1 && at[0] == '.') ||
           (length == 2 && at[0] == '.' && at[1] == '.');
}

/* A browser reads "//host" and "/\host" as another host, and "/..//host" as well. */
bool response_path_is_local(const char *path)
{
    if (!path || path[0] != '/')
        return false;
    for (const char *c = path; *c; c++) {
        if (*c <= ' ' || *c == '\\' || *c == 0x7f)
            return false;
    }

    size_t length = strcspn(path, "?#");

    for (size_t i = 0; i < length; i++) {
        if (path[i] == '%' || (path[i] == '/' && is_odd_part(path + i + 1)))
            return false;
    }
    return true;
}

void response_redirect(struct response *response, const char *path)
{
    assert(response_path_is_local(path));
    response->http_status = 303;
    response_header(response, "Location", path);
}

void response_redirect_back(struct response *response, const char *path, const char *otherwise)
{
    response_redirect(response,
                      response_path_is_local(path) ? arena_copy(response->arena, path) : otherwise);
}

void response_banner(struct response *response, const char *sentence)
{
    response->banner = sentence;
}

void response_warn(struct response *response, const char *sentence)
{
    response->banner = sentence;
    response->banner_warns = true;
}

enum status response_done(struct response *response, const char *path, const char *sentence)
{
    response_banner(response, sentence);
    response_redirect(response, path);
    return OK;
}

static bool is_header_value(const char *value)
{
    for (; *value; value++) {
        if ((unsigned char)*value < ' ' || *value == 0x7f)
            return false;
    }
    return true;
}

void response_header(struct response *response, const char *name, const char *value)
{
    assert(response->header_count < RESPONSE_HEADERS_MAX);
    assert(is_header_value(value));
    response->headers[response->header_count++] = (struct response_header){name, value};
}

void response_cookie(struct response *response, const struct cookie *cookie)
{
    response_header(response, "Set-Cookie",
                    cookie_format(response->arena, cookie, response->secure_cookies));
}

const void *response_bytes(const struct response *response, size_t *ret_length)
{
    if (response->fixed) {
        *ret_length = response->fixed_length;
        return response->fixed;
    }
    *ret_length = response->body.length;
    return response->body.data;
}

const char *response_header_value(const struct response *response, const char *name)
{
    for (size_t i = 0; i < response->header_count; i++) {
        if (strcmp(response->headers[i].name, name) == 0)
            return response->headers[i].value;
    }
    return NULL;
}
