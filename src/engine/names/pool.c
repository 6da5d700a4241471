#include "engine/names/pool.h"

#include <stdlib.h>
#include <string.h>

enum { POOL_FIRST_BYTES = 256 };

enum status pool_reserve(struct pool *pool, size_t more)
{
    if (pool->capacity - pool->used >= more)
        return OK;

    size_t wanted = pool->capacity * 2 > POOL_FIRST_BYTES ? pool->capacity * 2 : POOL_FIRST_BYTES;

    if (wanted < pool->used + more)
        wanted = pool->used + more;

    void *data = realloc(pool->data, wanted);

    if (!data)
        return ERR_UNAVAILABLE;
    pool->data = data;
    pool->capacity = wanted;
    return OK;
}

enum status pool_add(struct pool *pool, const void *bytes, size_t count)
{
    TRY(pool_reserve(pool, count));
    if (count > 0)
        memcpy((char *)pool->data + pool->used, bytes, count);
    pool->used += count;
    return OK;
}

void pool_trim(struct pool *pool)
{
    if (pool->used == pool->capacity)
        return;
    if (pool->used == 0) {
        pool_free(pool);
        return;
    }

    void *data = realloc(pool->data, pool->used);

    if (data) {
        pool->data = data;
        pool->capacity = pool->used;
    }
}

void pool_free(struct pool *pool)
{
    free(pool->data);
    *pool = (struct pool){0};
}
