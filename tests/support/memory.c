#include "support/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "web/web.h"

static _Atomic bool watching;
static _Atomic int64_t calls_left; /* before the fault */
static _Atomic int64_t faults_left;
static _Atomic bool met;

static bool fails_now(void)
{
    if (!watching || faults_left == 0 || calls_left-- > 0)
        return false;
    faults_left--;
    met = true;
    return true;
}

void memory_fail(int64_t nth, int64_t times)
{
    calls_left = nth;
    met = false;
    faults_left = times;
}

bool memory_restore(void)
{
    faults_left = 0;
    return met;
}

void memory_watch(bool on)
{
    watching = on;
}

/* Every call of the program comes here by the linker's --wrap, and goes on to the real one. */
#define WRAPPED(type, name, ...)                                                                   \
    type __real_##name(__VA_ARGS__);                                                               \
    type __wrap_##name(__VA_ARGS__);                                                               \
    type __wrap_##name(__VA_ARGS__)

WRAPPED(void, web_handle, struct web *web, struct worker *worker, const struct raw_request *raw,
        struct response *response)
{
    watching = true;
    __real_web_handle(web, worker, raw, response);
    watching = false;
}

/* The system's memory ---------------------------------------------------------------------------*/

WRAPPED(void *, malloc, size_t size)
{
    return fails_now() ? NULL : __real_malloc(size);
}

WRAPPED(void *, calloc, size_t count, size_t size)
{
    return fails_now() ? NULL : __real_calloc(count, size);
}

WRAPPED(void *, realloc, void *old, size_t size)
{
    return fails_now() ? NULL : __real_realloc(old, size);
}

WRAPPED(char *, strdup, const char *text)
{
    return fails_now() ? NULL : __real_strdup(text);
}

/* Arenas ----------------------------------------------------------------------------------------*/

WRAPPED(void *, arena_alloc, struct arena *arena, size_t size)
{
    bool fails = arena->boundary && fails_now();

    return __real_arena_alloc(arena, fails ? SIZE_MAX : size);
}

static void pass_cap_now(struct arena *arena)
{
    if (arena->boundary && fails_now())
        __real_arena_alloc(arena, SIZE_MAX);
}

WRAPPED(void *, arena_alloc_array, struct arena *arena, size_t size, size_t count)
{
    pass_cap_now(arena);
    return __real_arena_alloc_array(arena, size, count);
}

WRAPPED(void, arena_reserve, struct arena *arena, size_t size)
{
    pass_cap_now(arena);
    __real_arena_reserve(arena, size);
}

WRAPPED(void *, arena_grow, struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    pass_cap_now(arena);
    return __real_arena_grow(arena, old, old_size, new_size);
}

WRAPPED(char *, arena_copy_n, struct arena *arena, const char *bytes, size_t length)
{
    pass_cap_now(arena);
    return __real_arena_copy_n(arena, bytes, length);
}

WRAPPED(char *, arena_copy, struct arena *arena, const char *text)
{
    pass_cap_now(arena);
    return __real_arena_copy(arena, text);
}

char *__wrap_arena_printf(struct arena *arena, const char *format, ...) PRINTF(2, 3);
char *__wrap_arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_list again;

    pass_cap_now(arena);
    va_start(args, format);
    va_copy(again, args);

    size_t size = (size_t)vsnprintf(NULL, 0, format, args) + 1;
    char *text = __real_arena_alloc(arena, size);

    vsnprintf(text, size, format, again);
    va_end(again);
    va_end(args);
    return text;
}

/* SQLite ----------------------------------------------------------------------------------------*/

static sqlite3_mem_methods sqlite_real;

static void *sqlite_malloc(int size)
{
    return fails_now() ? NULL : sqlite_real.xMalloc(size);
}

static void *sqlite_realloc(void *old, int size)
{
    return fails_now() ? NULL : sqlite_real.xRealloc(old, size);
}

void memory_prepare(void)
{
    sqlite3_mem_methods ours;

    assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_real), SQLITE_OK);
    ours = sqlite_real;
    ours.xMalloc = sqlite_malloc;
    ours.xRealloc = sqlite_realloc;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &ours), SQLITE_OK);
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0), SQLITE_OK);
}
