#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CAP = 1 << 20 };

static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    return arena_init(&arena, CAP) != OK;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static void alloc_after_reuse_is_zeroed_and_aligned(void **state)
{
    (void)state;
    char *dirty = arena_alloc(&arena, 100);

    memset(dirty, 'x', 100);
    arena_reset(&arena);

    char *clean = arena_alloc(&arena, 100);

    assert_ptr_equal(clean, dirty);
    for (int i = 0; i < 100; i++)
        assert_int_equal(clean[i], 0);
    arena_alloc(&arena, 1);
    assert_int_equal((uintptr_t)arena_alloc(&arena, 1) % _Alignof(max_align_t), 0);
}

static void alloc_of_nothing_is_unique(void **state)
{
    (void)state;
    assert_ptr_not_equal(arena_alloc(&arena, 0), arena_alloc(&arena, 0));
}

static void rewind_forgets_what_came_after_the_mark(void **state)
{
    (void)state;
    char *kept = arena_copy(&arena, "kept");
    size_t mark = arena_mark(&arena);
    char *forgotten = arena_copy(&arena, "forgotten");

    arena_rewind(&arena, mark);
    assert_ptr_equal(arena_copy(&arena, "new"), forgotten);
    assert_string_equal(kept, "kept");
}

static void grow_of_the_newest_stays_in_place(void **state)
{
    (void)state;
    char *old = arena_copy(&arena, "abc");
    char *grown = arena_grow(&arena, old, 4, 5000);

    assert_ptr_equal(grown, old);
    assert_string_equal(grown, "abc");
    assert_true(arena.used >= 5000);
}

static void grow_of_an_older_one_copies(void **state)
{
    (void)state;
    char *old = arena_copy(&arena, "abc");
    char *newer = arena_copy(&arena, "newer");
    char *grown = arena_grow(&arena, old, 4, 64);

    assert_ptr_not_equal(grown, old);
    assert_string_equal(grown, "abc");
    memset(grown, 'x', 64);
    assert_string_equal(newer, "newer");
}

static void grow_of_null_allocates(void **state)
{
    (void)state;
    assert_ptr_equal(arena_grow(&arena, NULL, 0, 10), arena.start);
}

/* What was asked for past the cap ends at the boundary. */
static int jumps_when(void (*ask)(void))
{
    jmp_buf boundary;

    if (setjmp(boundary) != 0) {
        arena.boundary = NULL;
        return 1;
    }
    arena.boundary = &boundary;
    ask();
    arena.boundary = NULL;
    return 0;
}

static void ask_for_the_cap(void)
{
    arena_alloc(&arena, CAP);
}

static void ask_for_everything(void)
{
    arena_alloc(&arena, SIZE_MAX);
}

static void ask_for_an_overflowing_array(void)
{
    arena_array(&arena, uint64_t, SIZE_MAX / 4);
}

static void ask_for_a_little(void)
{
    arena_alloc(&arena, 100);
}

static void past_the_cap_jumps_to_the_boundary(void **state)
{
    (void)state;
    assert_false(jumps_when(ask_for_the_cap));
    assert_true(jumps_when(ask_for_a_little));
    arena_reset(&arena);
    assert_false(jumps_when(ask_for_a_little));
    assert_true(jumps_when(ask_for_everything));
    assert_true(jumps_when(ask_for_an_overflowing_array));
}

static void past_the_cap_without_boundary_aborts(void **state)
{
    (void)state;
    pid_t child = fork();
    int how;

    if (child == 0) {
        close(STDERR_FILENO);
        signal(SIGABRT, SIG_DFL);
        ask_for_everything();
        _exit(0);
    }
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFSIGNALED(how));
    assert_int_equal(WTERMSIG(how), SIGABRT);
}

static void reset_after_much_use_gives_pages_back(void **state)
{
    (void)state;
    char *much = arena_alloc(&arena, CAP - 64);

    memset(much, 'x', CAP - 64);
    arena_reset(&arena);
    assert_int_equal(arena.used, 0);
    assert_int_equal(arena.peak, 0);
    /* Pages given back read as zeros; those kept for the next request still hold the old bytes. */
    assert_int_equal(much[CAP - 4096], 0);
    assert_int_equal(much[0], 'x');
}

static void copy_and_printf_end_with_nul(void **state)
{
    (void)state;
    assert_string_equal(arena_copy_n(&arena, "Arrone", 3), "Arr");
    assert_string_equal(arena_printf(&arena, "%s %d", "via", 12), "via 12");
}

static void init_beyond_the_address_space_is_refused(void **state)
{
    (void)state;
    struct arena huge;

    assert_int_equal(arena_init(&huge, SIZE_MAX / 2), ERR_TOO_LARGE);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(alloc_after_reuse_is_zeroed_and_aligned),
        CASE(alloc_of_nothing_is_unique),
        CASE(rewind_forgets_what_came_after_the_mark),
        CASE(grow_of_the_newest_stays_in_place),
        CASE(grow_of_an_older_one_copies),
        CASE(grow_of_null_allocates),
        CASE(past_the_cap_jumps_to_the_boundary),
        CASE(past_the_cap_without_boundary_aborts),
        CASE(reset_after_much_use_gives_pages_back),
        CASE(copy_and_printf_end_with_nul),
        CASE(init_beyond_the_address_space_is_refused),
    };

    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
