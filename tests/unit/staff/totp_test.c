#include "staff/totp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

/* The secret of RFC 6238, appendix B. */
static const char SECRET[] = "12345678901234567890";

struct bench {
    struct arena arena;
    struct ctx ctx;
    struct totp_secret secret;
};

static int set_up(void **state)
{
    static struct bench bench;

    bench = (struct bench){0};
    memcpy(bench.secret.bytes, SECRET, sizeof bench.secret.bytes);
    if (arena_init(&bench.arena, 1024 * 1024) != OK)
        return -1;
    bench.ctx.arena = &bench.arena;
    *state = &bench;
    return 0;
}

static int tear_down(void **state)
{
    arena_free(&((struct bench *)*state)->arena);
    return 0;
}

static void code_of_the_standard_s_times_expected(void **state)
{
    static const struct {
        int64_t seconds;
        const char *code; /* the last six digits of appendix B's eight */
    } TIMES[] = {{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
                 {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
    struct bench *bench = *state;

    for (size_t i = 0; i < sizeof TIMES / sizeof TIMES[0]; i++) {
        const char *code;
        int64_t step = totp_step((struct instant){TIMES[i].seconds});

        assert_int_equal(totp_code(&bench->ctx, &bench->secret, step, &code), OK);
        assert_string_equal(code, TIMES[i].code);
    }
}

static void check_one_step_around_is_accepted(void **state)
{
    struct bench *bench = *state;
    int64_t step;

    /* The code of step 1, seconds 30 to 59. */
    bench->ctx.now.seconds = 59 + 30;
    assert_int_equal(totp_check(&bench->ctx, &bench->secret, "287082", -1, &step), OK);
    assert_int_equal(step, 1);
    bench->ctx.now.seconds = 59 + 31;
    assert_int_equal(totp_check(&bench->ctx, &bench->secret, "287082", -1, &step), ERR_DENIED);
    bench->ctx.now.seconds = 0;
    assert_int_equal(totp_check(&bench->ctx, &bench->secret, "287082", -1, &step), OK);
}

static void check_of_a_step_not_after_the_last_is_denied(void **state)
{
    struct bench *bench = *state;
    int64_t step;

    bench->ctx.now.seconds = 59;
    assert_int_equal(totp_check(&bench->ctx, &bench->secret, "287082", 0, &step), OK);
    assert_int_equal(totp_check(&bench->ctx, &bench->secret, "287082", 1, &step), ERR_DENIED);
    assert_int_equal(totp_check(&bench->ctx, &bench->secret, "287083", 0, &step), ERR_DENIED);
    assert_int_equal(totp_check(&bench->ctx, &bench->secret, "", 0, &step), ERR_DENIED);
}

static void secret_shown_and_read_is_the_same(void **state)
{
    struct bench *bench = *state;
    struct totp_secret read;
    const char *text = totp_secret_show(&bench->ctx, &bench->secret);

    assert_string_equal(text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assert_int_equal(totp_secret_read(text, &read), OK);
    assert_memory_equal(read.bytes, SECRET, sizeof read.bytes);
    assert_int_equal(totp_secret_read("GEZDGNBV", &read), ERR_INVALID);
    assert_int_equal(totp_secret_read("gezdgnbvgy3tqojqgezdgnbvgy3tqojq", &read), ERR_INVALID);
    assert_int_equal(totp_secret_read("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", &read), ERR_INVALID);
}

#define TEST(name)                                                                                 \
    {                                                                                              \
#name, name, set_up, tear_down, NULL                                                       \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(code_of_the_standard_s_times_expected),
        TEST(check_one_step_around_is_accepted),
        TEST(check_of_a_step_not_after_the_last_is_denied),
        TEST(secret_shown_and_read_is_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
