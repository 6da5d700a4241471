#include "staff/qr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

enum { ARENA_BYTES = 1024 * 1024, LONG_TEXT = 5000 };

static void draw_of_a_short_text_has_its_corners(void **state)
{
    struct arena arena;
    struct qr qr;

    (void)state;
    assert_int_equal(arena_init(&arena, ARENA_BYTES), OK);

    struct ctx ctx = {.arena = &arena};

    assert_int_equal(qr_draw(&ctx, "otpauth", &qr), OK);
    assert_int_equal(qr.side, 21 + 8); /* version 1 and its quiet zone: ISO/IEC 18004 */
    /* Each of the three finder patterns begins with a bar of seven. */
    assert_true(strncmp(qr.path, "M4 4h7v1h-7z", 12) == 0);
    assert_non_null(strstr(qr.path, "M18 4h7v1h-7z"));
    assert_non_null(strstr(qr.path, "M4 18h7v1h-7z"));
    arena_free(&arena);
}

static void draw_of_a_text_past_the_largest_code_is_too_large(void **state)
{
    struct arena arena;
    struct qr qr;

    (void)state;
    assert_int_equal(arena_init(&arena, ARENA_BYTES), OK);

    struct ctx ctx = {.arena = &arena};
    char *text = arena_alloc(&arena, LONG_TEXT + 1);

    memset(text, 'a', LONG_TEXT);
    assert_int_equal(qr_draw(&ctx, text, &qr), ERR_TOO_LARGE);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draw_of_a_short_text_has_its_corners),
        cmocka_unit_test(draw_of_a_text_past_the_largest_code_is_too_large),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
