/* A growing run of bytes owned by one structure; typed by whoever holds it. */
#ifndef ENGINE_NAMES_POOL_H
#define ENGINE_NAMES_POOL_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

struct pool {
    void *data;
    size_t used; /* in bytes, as is the next */
    size_t capacity;
};

/* Makes room for `more` bytes after the used ones. ERR_UNAVAILABLE when memory is short. */
MUST_USE enum status pool_reserve(struct pool *pool, size_t more);

/* Appends. */
MUST_USE enum status pool_add(struct pool *pool, const void *bytes, size_t count);

/* Gives back what is not used. */
void pool_trim(struct pool *pool);
void pool_free(struct pool *pool);

/* Numbers of three bytes: words and tax codes are most of the index, a fourth byte would show. */
static inline uint32_t pool_read3(const struct pool *pool, size_t index)
{
    const uint8_t *at = (const uint8_t *)pool->data + index * 3;

    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16;
}

static inline void pool_write3(struct pool *pool, size_t index, uint32_t value)
{
    uint8_t *at = (uint8_t *)pool->data + index * 3;

    at[0] = (uint8_t)value;
    at[1] = (uint8_t)(value >> 8);
    at[2] = (uint8_t)(value >> 16);
}

#endif
