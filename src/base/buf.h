/*
 * Bytes being written, in an arena. Born with a maximum: the first piece that would pass it and
 * all after it are not kept, and the buffer says so once at the end (`overflowed`), so that writers
 * need not check at each step.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct buf {
    struct arena *arena;
    char *data; /* not NUL-terminated; NULL while empty */
    size_t length;
    size_t capacity;
    size_t max;
    bool overflowed;
};

struct buf buf_new(struct arena *arena, size_t max);
void buf_put(struct buf *buf, const char *bytes, size_t length);
void buf_put_char(struct buf *buf, char byte);
void buf_put_text(struct buf *buf, const char *text);
void buf_put_int(struct buf *buf, int64_t number);
void buf_printf(struct buf *buf, const char *format, ...) PRINTF(2, 3);

/* The content as a NUL-terminated string; stays valid until the next write. */
const char *buf_text(struct buf *buf);

#endif
