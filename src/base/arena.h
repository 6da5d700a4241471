/*
 * Memory that lives and dies together: all of a request's, or all of a command's step.
 *
 * An arena reserves its whole cap as address space at birth and lets the kernel commit pages as
 * they are touched, so an allocation fails only at the cap. Past the cap it jumps to the boundary
 * set by the owner; without one it aborts, because then the cap was a promise.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include "base/status.h"

struct arena {
    char *start;
    size_t used;
    size_t cap;
    size_t peak;       /* most bytes used since the last reset */
    jmp_buf *boundary; /* where to go at the cap; owned by whoever set it */
};

/* ERR_TOO_LARGE when the address space cannot be had. `cap` in bytes. */
MUST_USE enum status arena_init(struct arena *arena, size_t cap);
void arena_free(struct arena *arena);

/* Forgets everything at once; gives pages beyond the first 256 KiB back to the system. */
void arena_reset(struct arena *arena);

/* A place to come back to: what was allocated after it is forgotten. */
size_t arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, size_t mark);

/* Zeroed and aligned for any type; never NULL. A size of 0 gives a unique pointer. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((returns_nonnull, malloc));

/* Jumps now when `size` more bytes would pass the cap, so that no allocation within them can: for a
   stretch of code that holds a resource of a library or a lock. */
void arena_reserve(struct arena *arena, size_t size);

/* Grows the newest allocation in place when it can, else copies. `old` may be NULL. The bytes past
   `old_size` are not set: the caller writes them before it reads them. */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size)
    __attribute__((returns_nonnull));

#define arena_new(arena, type)          ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc_array((arena), sizeof(type), (count)))
void *arena_alloc_array(struct arena *arena, size_t size, size_t count)
    __attribute__((returns_nonnull));

char *arena_copy(struct arena *arena, const char *text) __attribute__((returns_nonnull));
char *arena_copy_n(struct arena *arena, const char *bytes, size_t length)
    __attribute__((returns_nonnull));
char *arena_printf(struct arena *arena, const char *format, ...) PRINTF(2, 3)
    __attribute__((returns_nonnull));
char *arena_vprintf(struct arena *arena, const char *format, va_list args) PRINTF(2, 0)
    __attribute__((returns_nonnull));

#endif
