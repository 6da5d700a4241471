#include "web/compress.h"

#include <libdeflate.h>

enum { COMPRESS_LEVEL = 1 };

/* Only ever a pointer: libdeflate's own struct by another name. */
static struct libdeflate_compressor *inner(struct compressor *compressor)
{
    return (struct libdeflate_compressor *)compressor;
}

enum status compressor_new(struct compressor **ret_compressor)
{
    struct libdeflate_compressor *made = libdeflate_alloc_compressor(COMPRESS_LEVEL);

    if (!made)
        return ERR_UNAVAILABLE;
    *ret_compressor = (struct compressor *)made;
    return OK;
}

void compressor_free(struct compressor *compressor)
{
    if (compressor)
        libdeflate_free_compressor(inner(compressor));
}

enum status compressor_gzip(struct compressor *compressor, struct arena *arena, const void *bytes,
                            size_t length, const void **ret_bytes, size_t *ret_length)
{
    size_t mark = arena_mark(arena);
    void *out = arena_alloc(arena, length);
    size_t used = libdeflate_gzip_compress(inner(compressor), bytes, length, out, length);

    if (used == 0) {
        arena_rewind(arena, mark);
        return ERR_TOO_LARGE;
    }
    *ret_bytes = out;
    *ret_length = used;
    return OK;
}
