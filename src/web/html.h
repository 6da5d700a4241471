/*
 * What compiled templates call to write a page. Nobody else does: pages are written as .html files
 * and tools/htmlc turns them into C that is made of these. Everything that comes from a value is
 * escaped for the place it stands in; only bytes written in a template are copied as they are.
 *
 * Values print by their type. Shown to a reader: 23/11/2026, 9:05, 1.234,50 €. In addresses, in
 * hidden fields and in attributes that programs read ("machine"): 2026-11-23, 09:05, 1234.50. NULL
 * and the none-values print nothing. A bool, a char and an enum do not compile: say them in words.
 *
 * The Italian of the templates is the source text; tools/words collects it for translators.
 */
#ifndef WEB_HTML_H
#define WEB_HTML_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/ctx.h"
#include "base/money.h"

/* A page being written. The buffer's maximum bounds it; the response checks `overflowed` once. */
struct html {
    struct buf *buf;
    struct ctx *ctx;
};

/* Bytes of a template, already escaped. */
static inline void html_copy(struct html *out, const char *bytes, size_t length)
{
    struct buf *buf = out->buf;

    /* buf_text() needs one byte more, and a first block may be larger than the maximum. */
    if (length >= buf->capacity - buf->length || length > buf->max - buf->length) {
        buf_put(buf, bytes, length);
        return;
    }
    memcpy(buf->data + buf->length, bytes, length);
    buf->length += length;
}

/* The reader's words for `source`, escaped. */
void html_translate(struct html *out, const char *source);

static inline void html_say(struct html *out, const char *source, const char *escaped,
                            size_t length)
{
    if (out->ctx->words)
        html_translate(out, source);
    else
        html_copy(out, escaped, length);
}

/* `source` with each %s (or %1$s, in a translation) replaced by an escaped argument. */
void html_sentence(struct html *out, const char *source, const char *const *args, size_t count);

#define HTML_COPY(out, literal)            html_copy((out), literal, sizeof(literal) - 1)
#define HTML_SAY(out, literal)             html_say((out), literal, literal, sizeof(literal) - 1)
#define HTML_SAY_AS(out, literal, escaped) html_say((out), literal, escaped, sizeof(escaped) - 1)
#define HTML_SENTENCE(out, literal, ...)                                                           \
    html_sentence((out), literal, (const char *const[]){__VA_ARGS__},                              \
                  sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

void html_put_text(struct html *out, const char *text); /* safe in text and in quoted attributes */
void html_put_int(struct html *out, int64_t number);
void html_put_size(struct html *out, uint64_t number);
void html_put_date(struct html *out, struct date date);
void html_put_instant(struct html *out, struct instant instant);
void html_put_clock(struct html *out, struct clock_time time);
void html_put_money(struct html *out, struct money money);

void html_put_machine_date(struct html *out, struct date date);
void html_put_machine_instant(struct html *out, struct instant instant);
void html_put_machine_clock(struct html *out, struct clock_time time);
void html_put_machine_money(struct html *out, struct money money);

/* A whole address: a path, a query, a fragment, http:, https:, mailto: or tel:. Prints "#" for
   anything else, such as javascript: or //elsewhere. */
void html_put_url(struct html *out, const char *url);
/* One part of an address, percent-encoded so that it cannot leave its place. */
void html_put_url_text(struct html *out, const char *text);
/* After a literal tel: or mailto:, where + and @ must stay. */
void html_put_address(struct html *out, const char *text);

const char *html_show_text(struct html *out, const char *text);
const char *html_show_int(struct html *out, int64_t number);
const char *html_show_size(struct html *out, uint64_t number);
const char *html_show_date(struct html *out, struct date date);
const char *html_show_instant(struct html *out, struct instant instant);
const char *html_show_clock(struct html *out, struct clock_time time);
const char *html_show_money(struct html *out, struct money money);

/* No unsigned int: it is the type of most enums, which must not be printed as numbers. */
#define HTML_CASES(text, kind, number)                                                             \
    char * : text,                                                                                 \
             const char * : text,                                                                  \
                            short : html_##number##_int,                                           \
                                    int : html_##number##_int,                                     \
                                          long : html_##number##_int,                              \
                                                 long long : html_##number##_int,                  \
                                                             unsigned long : html_##number##_size, \
                                                                             unsigned long long    \
        : html_##number##_size,                                                                    \
          struct date : html_##kind##_date,                                                        \
                        struct instant : html_##kind##_instant,                                    \
                                         struct clock_time : html_##kind##_clock,                  \
                                                             struct money : html_##kind##_money

#define HTML_PUT(out, value) _Generic((value), HTML_CASES(html_put_text, put, put))((out), (value))
#define HTML_PUT_MACHINE(out, value)                                                               \
    _Generic((value), HTML_CASES(html_put_text, put_machine, put))((out), (value))
#define HTML_PUT_URL_PART(out, value)                                                              \
    _Generic((value), HTML_CASES(html_put_url_text, put_machine, put))((out), (value))
#define HTML_SHOW(out, value)                                                                      \
    _Generic((value), HTML_CASES(html_show_text, show, show))((out), (value))

#endif
