#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { BUF_FIRST_BYTES = 256, BUF_INT_CHARS = 20 };

struct buf buf_new(struct arena *arena, size_t max)
{
    assert(max < SIZE_MAX);
    return (struct buf){.arena = arena, .max = max};
}

/* Room for `more` bytes and the NUL of buf_text(); false, and overflowed, past the maximum. */
static bool buf_reserve(struct buf *buf, size_t more)
{
    if (buf->overflowed || more > buf->max - buf->length) {
        buf->overflowed = true;
        return false;
    }
    size_t needed = buf->length + more + 1;

    if (needed <= buf->capacity)
        return true;

    size_t wanted = buf->capacity ? buf->capacity : BUF_FIRST_BYTES;

    while (wanted < needed && wanted <= buf->max / 2)
        wanted *= 2;
    if (wanted < needed)
        wanted = buf->max + 1;
    buf->data = arena_grow(buf->arena, buf->data, buf->capacity, wanted);
    buf->capacity = wanted;
    return true;
}

void buf_put(struct buf *buf, const char *bytes, size_t length)
{
    if (length == 0 || !buf_reserve(buf, length))
        return;
    memcpy(buf->data + buf->length, bytes, length);
    buf->length += length;
}

void buf_put_char(struct buf *buf, char byte)
{
    buf_put(buf, &byte, 1);
}

void buf_put_text(struct buf *buf, const char *text)
{
    buf_put(buf, text, strlen(text));
}

void buf_put_int(struct buf *buf, int64_t number)
{
    char digits[BUF_INT_CHARS];
    char *end = digits + sizeof digits;
    char *start = end;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;

    do {
        *--start = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (number < 0)
        *--start = '-';
    buf_put(buf, start, (size_t)(end - start));
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args;
    va_list again;

    va_start(args, format);
    va_copy(again, args);

    int length = vsnprintf(NULL, 0, format, args);

    va_end(args);
    assert(length >= 0);
    if (buf_reserve(buf, (size_t)length)) {
        vsnprintf(buf->data + buf->length, (size_t)length + 1, format, again);
        buf->length += (size_t)length;
    }
    va_end(again);
}

const char *buf_text(struct buf *buf)
{
    if (!buf->data)
        return "";
    buf->data[buf->length] = '\0';
    return buf->data;
}
