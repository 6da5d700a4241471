/*
 * An answer being made. Everything in it lives in the request's arena or longer.
 */
#ifndef WEB_RESPONSE_H
#define WEB_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "web/cookie.h"

enum {
    RESPONSE_HEADERS_MAX = 24,
    RESPONSE_BODY_MAX = 8 * 1024 * 1024,
};

struct response_header {
    const char *name;
    const char *value;
};

struct response {
    struct arena *arena;
    int http_status;
    const char *content_type; /* NULL: no body */
    struct buf body;
    const void *fixed; /* a body that is not in `body`: static, or in the arena */
    size_t fixed_length;
    bool fixed_is_static; /* outlives the program's server: need not be copied */
    bool secure_cookies;
    struct response_header headers[RESPONSE_HEADERS_MAX];
    size_t header_count;
    const char *cache_control; /* NULL: no-store */
    const char *banner;        /* shown on the next page; see response_banner */
    bool banner_warns;
};

struct response response_new(struct arena *arena, bool secure_cookies);

/* Starts an HTML page (200 unless set otherwise) and gives the buffer that templates write to. */
struct buf *response_page(struct response *response);

/* The same for another type of text, such as "text/csv; charset=utf-8". */
struct buf *response_text(struct response *response, const char *content_type);

/* A table that the browser saves as `file_name`. ERR_TOO_LARGE when it passed its bound: it would
   end in the middle, and nobody would see. */
MUST_USE enum status response_csv(struct response *response, const char *file_name,
                                  struct buf *csv);

/* A file that the browser saves as `file_name` (any UTF-8). The bytes must live in the arena. */
void response_file(struct response *response, const char *content_type, const char *file_name,
                   const void *bytes, size_t length);
/* The same, shown by the browser itself: a letter to be printed. */
void response_inline_file(struct response *response, const char *content_type,
                          const char *file_name, const void *bytes, size_t length);

/* 303 to a path of ours; it is a bug if `path` is not one. */
void response_redirect(struct response *response, const char *path);
/* 303 to a path that somebody sent us, or to `otherwise` when it would lead out of here. */
void response_redirect_back(struct response *response, const char *path, const char *otherwise);
/* One slash at the start of each part, no ".", "..", backslash, escape or space in the path; what
   comes after '?' is free. */
bool response_path_is_local(const char *path);

/* A sentence shown on top of the next page ("Accompagnamento prenotato."). It travels in a cookie:
   no personal data in it. */
void response_banner(struct response *response, const char *sentence);
/* The same of what was not done, or not as it was asked: it must not look like a success. */
void response_warn(struct response *response, const char *sentence);
/* How a form that went well ends: 303 to `path` with `sentence` on top of it. Always OK. */
enum status response_done(struct response *response, const char *path, const char *sentence);

/* Past RESPONSE_HEADERS_MAX it is a bug. Values with control characters are a bug too. */
void response_header(struct response *response, const char *name, const char *value);
void response_cookie(struct response *response, const struct cookie *cookie);

/* The body as it stands. */
const void *response_bytes(const struct response *response, size_t *ret_length);
/* The value of a header that was added, or NULL. */
const char *response_header_value(const struct response *response, const char *name);

/* Forgets what was made so far, cookies included, to answer something else. */
void response_restart(struct response *response);

#endif
