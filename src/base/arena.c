#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { ARENA_ALIGN = 16, ARENA_KEEP_BYTES = 256 * 1024 };

enum status arena_init(struct arena *arena, size_t cap)
{
    void *start =
        mmap(NULL, cap, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    if (start == MAP_FAILED)
        return ERR_TOO_LARGE;
    *arena = (struct arena){.start = start, .cap = cap};
    return OK;
}

void arena_free(struct arena *arena)
{
    if (arena->start)
        munmap(arena->start, arena->cap);
    *arena = (struct arena){0};
}

void arena_reset(struct arena *arena)
{
    if (arena->peak > ARENA_KEEP_BYTES)
        madvise(arena->start + ARENA_KEEP_BYTES, arena->peak - ARENA_KEEP_BYTES, MADV_DONTNEED);
    arena->used = 0;
    arena->peak = 0;
}

size_t arena_mark(const struct arena *arena)
{
    return arena->used;
}

void arena_rewind(struct arena *arena, size_t mark)
{
    assert(mark <= arena->used);
    arena->used = mark;
}

static void arena_overflow(struct arena *arena)
{
    if (arena->boundary)
        longjmp(*arena->boundary, 1);
    fprintf(stderr, "arena: the cap of %zu bytes was passed where no boundary is set\n",
            arena->cap);
    abort();
}

/* Memory whose content is not yet set: the caller writes all of it. */
static char *arena_take(struct arena *arena, size_t size)
{
    if (size > arena->cap) /* so that rounding up cannot overflow */
        arena_overflow(arena);

    size_t rounded = (size + (size == 0) + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);

    if (rounded > arena->cap - arena->used)
        arena_overflow(arena);

    char *taken = arena->start + arena->used;

    arena->used += rounded;
    if (arena->used > arena->peak)
        arena->peak = arena->used;
    return taken;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(arena_take(arena, size), 0, size);
}

void *arena_alloc_array(struct arena *arena, size_t size, size_t count)
{
    size_t total;

    if (__builtin_mul_overflow(size, count, &total))
        arena_overflow(arena);
    return arena_alloc(arena, total);
}

void arena_reserve(struct arena *arena, size_t size)
{
    size_t mark = arena_mark(arena);

    arena_alloc(arena, size);
    arena_rewind(arena, mark);
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    assert(new_size >= old_size);

    size_t old_rounded = (old_size + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    bool newest = old && (char *)old + old_rounded == arena->start + arena->used;

    if (newest) {
        arena->used -= old_rounded;

        char *same = arena_take(arena, new_size);

        assert(same == old);
        return same;
    }
    char *grown = arena_take(arena, new_size);

    if (old)
        memcpy(grown, old, old_size);
    return grown;
}

char *arena_copy_n(struct arena *arena, const char *bytes, size_t length)
{
    char *copy = arena_take(arena, length + 1);

    memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

char *arena_copy(struct arena *arena, const char *text)
{
    return arena_copy_n(arena, text, strlen(text));
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
    va_list again;

    va_copy(again, args);

    int length = vsnprintf(NULL, 0, format, args);

    assert(length >= 0);

    char *text = arena_take(arena, (size_t)length + 1);

    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    char *text;

    va_start(args, format);
    text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}
