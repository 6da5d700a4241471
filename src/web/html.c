#include "web/html.h"

#include <assert.h>
#include <inttypes.h>

#include "base/elision.h"
#include "base/text.h"
#include "base/words.h"

static const char *escape_of(char byte)
{
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static void put_text_n(struct html *out, const char *text, size_t length)
{
    size_t copied = 0;

    for (size_t i = 0; i < length; i++) {
        /* The five bytes to escape are all at or below '>', letters are all above. */
        const char *escaped = (unsigned char)text[i] > '>' ? NULL : escape_of(text[i]);

        if (!escaped)
            continue;
        html_copy(out, text + copied, i - copied);
        html_copy(out, escaped, strlen(escaped));
        copied = i + 1;
    }
    html_copy(out, text + copied, length - copied);
}

void html_put_text(struct html *out, const char *text)
{
    if (text)
        put_text_n(out, text, strlen(text));
}

void html_translate(struct html *out, const char *source)
{
    html_put_text(out, words_find(out->ctx->words, source));
}

/* The argument that a conversion at `text` names, or -1; `*ret_length` is the conversion's. A plain
   %s takes the next one. */
static int conversion_argument(const char *text, int next, size_t *ret_length)
{
    if (text[1] == 's') {
        *ret_length = 2;
        return next;
    }
    if (text[1] >= '1' && text[1] <= '9' && text[2] == '$' && text[3] == 's') {
        *ret_length = 4;
        return text[1] - '1';
    }
    return -1;
}

/* The text before an argument (NULL: none), which in Italian may change what it ends with. */
static void put_before(struct html *out, const char *text, size_t length, const char *argument)
{
    size_t cut = 0;
    const char *elided = NULL;

    if (argument && !out->ctx->words)
        elided = elision(text, length, argument, &cut);
    put_text_n(out, text, length - cut);
    html_put_text(out, elided);
}

void html_sentence(struct html *out, const char *source, const char *const *args, size_t count)
{
    const char *text = words_find(out->ctx->words, source);
    int next = 0;

    for (;;) {
        size_t plain = strcspn(text, "%");
        size_t length = 1;
        int argument = text[plain] ? conversion_argument(text + plain, next, &length) : -1;
        bool given = argument >= 0 && (size_t)argument < count;

        put_before(out, text, plain, given ? args[argument] : NULL);
        text += plain;
        if (*text == '\0')
            return;

        if (argument < 0) {
            html_copy(out, "%", 1);
            length = text[1] == '%' ? 2 : 1;
        } else {
            if (given)
                html_put_text(out, args[argument]);
            next = argument + 1;
        }
        text += length;
    }
}

void html_put_int(struct html *out, int64_t number)
{
    if (number != INT64_MIN) /* the none-value of whole numbers */
        buf_put_int(out->buf, number);
}

void html_put_size(struct html *out, uint64_t number)
{
    assert(number <= INT64_MAX);
    buf_put_int(out->buf, (int64_t)number);
}

const char *html_show_text(struct html *out, const char *text)
{
    (void)out;
    return text;
}

const char *html_show_int(struct html *out, int64_t number)
{
    return number == INT64_MIN ? NULL : arena_printf(out->ctx->arena, "%" PRId64, number);
}

const char *html_show_size(struct html *out, uint64_t number)
{
    return arena_printf(out->ctx->arena, "%" PRIu64, number);
}

const char *html_show_date(struct html *out, struct date date)
{
    return date_is_none(date) ? NULL : date_show(out->ctx->arena, date);
}

const char *html_show_clock(struct html *out, struct clock_time time)
{
    return clock_is_none(time) ? NULL : clock_show(out->ctx->arena, time);
}

const char *html_show_instant(struct html *out, struct instant instant)
{
    if (instant_is_none(instant))
        return NULL;
    return arena_printf(out->ctx->arena, "%s %s", date_show(out->ctx->arena, instant_date(instant)),
                        clock_show(out->ctx->arena, instant_clock(instant)));
}

const char *html_show_money(struct html *out, struct money money)
{
    return money.cents == INT64_MIN ? NULL : money_show(out->ctx->arena, money);
}

void html_put_date(struct html *out, struct date date)
{
    html_put_text(out, html_show_date(out, date));
}

void html_put_clock(struct html *out, struct clock_time time)
{
    html_put_text(out, html_show_clock(out, time));
}

void html_put_instant(struct html *out, struct instant instant)
{
    html_put_text(out, html_show_instant(out, instant));
}

void html_put_money(struct html *out, struct money money)
{
    html_put_text(out, html_show_money(out, money));
}

void html_put_machine_date(struct html *out, struct date date)
{
    if (!date_is_none(date))
        html_put_text(out, date_to_iso(out->ctx->arena, date));
}

void html_put_machine_instant(struct html *out, struct instant instant)
{
    if (!instant_is_none(instant))
        html_put_text(out, instant_to_iso(out->ctx->arena, instant));
}

void html_put_machine_clock(struct html *out, struct clock_time time)
{
    if (!clock_is_none(time))
        buf_printf(out->buf, "%02d:%02d", time.minutes / 60, time.minutes % 60);
}

void html_put_machine_money(struct html *out, struct money money)
{
    if (money.cents == INT64_MIN)
        return;

    int64_t cents = money.cents < 0 ? -money.cents : money.cents;

    buf_printf(out->buf, "%s%" PRId64 ".%02d", money.cents < 0 ? "-" : "", cents / 100,
               (int)(cents % 100));
}

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Percent-encodes what is neither a letter, a digit nor in `kept`. */
static void put_encoded(struct html *out, const char *text, const char *kept)
{
    static const char hex[] = "0123456789ABCDEF";

    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;

        if (!is_letter_or_digit(*text) && !strchr(kept, *text))
            html_copy(out, (char[]){'%', hex[byte >> 4], hex[byte & 15]}, 3);
        else if (*text == '&')
            html_copy(out, "&amp;", 5);
        else
            html_copy(out, text, 1);
    }
}

void html_put_url_text(struct html *out, const char *text)
{
    if (text)
        put_encoded(out, text, "-._~");
}

void html_put_address(struct html *out, const char *text)
{
    if (text)
        put_encoded(out, text, "-._~+@");
}

static bool is_safe_url(const char *url)
{
    return (url[0] == '/' && url[1] != '/') || url[0] == '?' || url[0] == '#' ||
           text_starts_with(url, "https://") || text_starts_with(url, "http://") ||
           text_starts_with(url, "mailto:") || text_starts_with(url, "tel:");
}

void html_put_url(struct html *out, const char *url)
{
    /* Tabs and line ends, which browsers drop, and backslashes, which they read as slashes, are
       encoded: "/\elsewhere" stays a path of ours. */
    if (url && is_safe_url(url))
        put_encoded(out, url, "-._~:/?#[]@!$&()*+,;=%");
    else
        html_copy(out, "#", 1);
}
