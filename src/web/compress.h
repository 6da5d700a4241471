/*
 * Gzip for pages, at the fastest level: the only door to libdeflate.
 */
#ifndef WEB_COMPRESS_H
#define WEB_COMPRESS_H

#include <stddef.h>

#include "base/arena.h"

struct compressor;

/* ERR_UNAVAILABLE without memory. One per worker; not for two threads at once. */
MUST_USE enum status compressor_new(struct compressor **ret_compressor);
void compressor_free(struct compressor *compressor);

/* ERR_TOO_LARGE when the result would not be smaller than what went in. */
MUST_USE enum status compressor_gzip(struct compressor *compressor, struct arena *arena,
                                     const void *bytes, size_t length, const void **ret_bytes,
                                     size_t *ret_length);

#endif
