#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    return arena_init(&arena, 1 << 20) != OK;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static void text_of_an_empty_buffer_is_empty(void **state)
{
    (void)state;
    struct buf buf = buf_new(&arena, 10);

    assert_string_equal(buf_text(&buf), "");
    buf_put(&buf, NULL, 0);
    assert_string_equal(buf_text(&buf), "");
    assert_false(buf.overflowed);
}

static void put_of_each_kind_is_appended(void **state)
{
    (void)state;
    struct buf buf = buf_new(&arena, 100);

    buf_put_text(&buf, "via ");
    buf_put_char(&buf, 'X');
    buf_put(&buf, "X Settembre", 2);
    buf_printf(&buf, ", %s %d", "n.", 7);
    assert_string_equal(buf_text(&buf), "via XX , n. 7");
    assert_int_equal(buf.length, 13);
}

static void put_int_at_the_limits_is_exact(void **state)
{
    (void)state;
    struct buf buf = buf_new(&arena, 100);

    buf_put_int(&buf, 0);
    buf_put_char(&buf, ' ');
    buf_put_int(&buf, INT64_MIN);
    buf_put_char(&buf, ' ');
    buf_put_int(&buf, INT64_MAX);
    assert_string_equal(buf_text(&buf), "0 -9223372036854775808 9223372036854775807");
}

static void put_up_to_the_maximum_is_kept(void **state)
{
    (void)state;
    for (size_t max = 0; max < 1100; max += 7) {
        struct buf buf = buf_new(&arena, max);

        for (size_t i = 0; i < max; i++)
            buf_put_char(&buf, 'a');
        assert_false(buf.overflowed);
        assert_int_equal(strlen(buf_text(&buf)), max);
        buf_put_char(&buf, 'a');
        assert_true(buf.overflowed);
        assert_int_equal(strlen(buf_text(&buf)), max);
    }
}

static void put_past_the_maximum_drops_the_piece_and_all_after_it(void **state)
{
    (void)state;
    struct buf buf = buf_new(&arena, 5);

    buf_put_text(&buf, "abc");
    buf_put_text(&buf, "def");
    buf_put_text(&buf, "g");
    buf_printf(&buf, "%d", 1);
    assert_true(buf.overflowed);
    assert_string_equal(buf_text(&buf), "abc");
}

static void put_of_much_survives_other_allocations(void **state)
{
    (void)state;
    struct buf buf = buf_new(&arena, 10000);

    for (int i = 0; i < 1000; i++) {
        buf_put_text(&buf, "0123456789");
        arena_alloc(&arena, 1);
    }
    assert_false(buf.overflowed);
    assert_int_equal(buf.length, 10000);
    for (int i = 0; i < 10000; i++)
        assert_int_equal(buf.data[i], '0' + i % 10);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(text_of_an_empty_buffer_is_empty),
        CASE(put_of_each_kind_is_appended),
        CASE(put_int_at_the_limits_is_exact),
        CASE(put_up_to_the_maximum_is_kept),
        CASE(put_past_the_maximum_drops_the_piece_and_all_after_it),
        CASE(put_of_much_survives_other_allocations),
    };

    return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
