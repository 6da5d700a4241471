#include "web/cookie.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;

static int open_arena(void **state)
{
    (void)state;
    return arena_init(&arena, 1024 * 1024) == OK ? 0 : -1;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static void cookie_is_found_among_others(void **state)
{
    (void)state;
    assert_string_equal(cookie_find(&arena, "a=1; sessione=x-Y_0; b=2", "sessione", false),
                        "x-Y_0");
    assert_string_equal(cookie_find(&arena, "a=1;sessione=", "sessione", false), "");
    assert_null(cookie_find(&arena, "xsessione=1; sessioneb=2", "sessione", false));
    assert_null(cookie_find(&arena, "sessione", "sessione", false));
    assert_null(cookie_find(&arena, NULL, "sessione", false));
}

static void cookie_secure_is_known_by_its_prefix_only(void **state)
{
    (void)state;
    assert_string_equal(cookie_find(&arena, "sessione=1; __Host-sessione=2", "sessione", true),
                        "2");
    assert_null(cookie_find(&arena, "sessione=1", "sessione", true));
}

static void cookie_planted_or_odd_is_not_believed(void **state)
{
    char *long_value = calloc(1, COOKIE_HEADER_MAX + 100);

    (void)state;
    assert_null(cookie_find(&arena, "sessione=1; sessione=2", "sessione", false));
    assert_null(cookie_find(&arena, "sessione=a b", "sessione", false));
    assert_null(cookie_find(&arena, "sessione=\"a\"", "sessione", false));
    assert_null(cookie_find(&arena, "sessione=\xff", "sessione", false));
    memset(long_value, 'a', COOKIE_VALUE_MAX + 20);
    memcpy(long_value, "sessione=", 9);
    assert_null(cookie_find(&arena, long_value, "sessione", false));
    memset(long_value, 'a', COOKIE_HEADER_MAX + 99);
    memcpy(long_value, "sessione=1; x=", 14);
    assert_null(cookie_find(&arena, long_value, "sessione", false));
    free(long_value);
}

static void cookie_is_written_with_its_guards(void **state)
{
    struct cookie cookie = {"sessione", "abc", COOKIE_SESSION_ONLY, COOKIE_LAX};

    (void)state;
    assert_string_equal(cookie_format(&arena, &cookie, true),
                        "__Host-sessione=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
    cookie.max_age_seconds = 60;
    cookie.site = COOKIE_STRICT;
    assert_string_equal(cookie_format(&arena, &cookie, false),
                        "sessione=abc; Path=/; HttpOnly; SameSite=Strict; Max-Age=60");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cookie_is_found_among_others),
        cmocka_unit_test(cookie_secure_is_known_by_its_prefix_only),
        cmocka_unit_test(cookie_planted_or_odd_is_not_believed),
        cmocka_unit_test(cookie_is_written_with_its_guards),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
