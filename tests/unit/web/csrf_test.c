#include "web/csrf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/web_site.h"

static struct site site;
static struct arena arena;
static struct ctx ctx;
static struct raw_request raw;

static int open_site(void **state)
{
    (void)state;
    site_open(&site, false, NULL);
    return crypt_init() == OK && arena_init(&arena, 1024 * 1024) == OK ? 0 : -1;
}

static int close_site(void **state)
{
    (void)state;
    arena_free(&arena);
    site_close(&site);
    return 0;
}

static struct request request_of(const char *session)
{
    ctx = (struct ctx){.arena = &arena, .now = {SITE_NOW}, .request = 7};
    raw = (struct raw_request){.method = "POST", .target = "/", .peer = "127.0.0.1"};
    raw.headers[HEADER_HOST] = "ufficio.example";
    return (struct request){.web = site.web,
                            .raw = &raw,
                            .form = form_empty(&arena),
                            .query = form_empty(&arena),
                            .session = session};
}

/* What a form with a token made for `made_for` is worth when `sender` sends it. */
static enum csrf_outcome judge(const char *made_for, const char *sender, int64_t minutes_later)
{
    struct request page = request_of(made_for);
    const char *token = csrf_token(&ctx, &page);
    struct request post = request_of(sender);

    form_put(&post.form, CSRF_FIELD, token);
    ctx.now.seconds += minutes_later * 60;
    return csrf_check(&ctx, &post);
}

static void token_of_this_session_is_ours_until_it_expires(void **state)
{
    (void)state;
    assert_int_equal(judge("anna", "anna", 0), CSRF_OURS);
    assert_int_equal(judge("anna", "anna", CSRF_LIFE_HOURS * 60), CSRF_OURS);
    assert_int_equal(judge("anna", "anna", CSRF_LIFE_HOURS * 60 + 1), CSRF_EXPIRED);
}

static void token_of_another_session_is_forged(void **state)
{
    (void)state;
    assert_int_equal(judge("anna", "bruno", 0), CSRF_FORGED);
    assert_int_equal(judge("anna", NULL, 0), CSRF_FORGED);
    assert_int_equal(judge(NULL, "anna", 0), CSRF_FORGED);
}

static void token_changed_anywhere_is_refused(void **state)
{
    struct request page = request_of("anna");
    char *token = arena_copy(&arena, csrf_token(&ctx, &page));

    (void)state;
    assert_true(strlen(token) < CSRF_TOKEN_MAX);
    for (size_t i = 0; token[i]; i++) {
        struct request post = request_of("anna");
        char kept = token[i];

        token[i] = kept == '1' ? '2' : '1';
        form_put(&post.form, CSRF_FIELD, token);
        assert_int_equal(csrf_check(&ctx, &post), CSRF_FORGED);
        token[i] = kept;
    }
}

static void token_missing_doubled_or_odd_is_refused(void **state)
{
    static const char *const ODD[] = {"",
                                      "x",
                                      "1.2.",
                                      "1.2",
                                      "....",
                                      "9999999999999999999999.1.a",
                                      "-1.-1.00000000000000000000000000000000"};
    struct request post = request_of("anna");

    (void)state;
    assert_int_equal(csrf_check(&ctx, &post), CSRF_MISSING);
    for (size_t i = 0; i < sizeof ODD / sizeof ODD[0]; i++) {
        post = request_of("anna");
        form_put(&post.form, CSRF_FIELD, ODD[i]);
        assert_int_equal(csrf_check(&ctx, &post), CSRF_FORGED);
    }
    post = request_of("anna");
    form_put(&post.form, CSRF_FIELD, csrf_token(&ctx, &post));
    form_put(&post.form, CSRF_FIELD, csrf_token(&ctx, &post));
    assert_int_equal(csrf_check(&ctx, &post), CSRF_MISSING);
    assert_non_null(post.form.doubled);
}

static void token_differs_between_answers(void **state)
{
    struct request page = request_of("anna");
    const char *first = csrf_token(&ctx, &page);

    (void)state;
    ctx.request++;
    assert_string_not_equal(first, csrf_token(&ctx, &page));
}

static enum csrf_outcome judge_origin(const char *origin, const char *fetch_site)
{
    struct request post = request_of("anna");

    form_put(&post.form, CSRF_FIELD, csrf_token(&ctx, &post));
    raw.headers[HEADER_ORIGIN] = origin;
    raw.headers[HEADER_SEC_FETCH_SITE] = fetch_site;
    return csrf_check(&ctx, &post);
}

static void form_sent_by_another_site_is_foreign(void **state)
{
    (void)state;
    assert_int_equal(judge_origin(NULL, NULL), CSRF_OURS);
    assert_int_equal(judge_origin("https://ufficio.example", NULL), CSRF_OURS);
    assert_int_equal(judge_origin("https://ufficio.example", "same-origin"), CSRF_OURS);
    assert_int_equal(judge_origin("null", "same-origin"), CSRF_OURS);
    assert_int_equal(judge_origin(NULL, "none"), CSRF_OURS);
    assert_int_equal(judge_origin("https://evil.example", NULL), CSRF_FOREIGN);
    assert_int_equal(judge_origin("https://ufficio.example.evil.example", NULL), CSRF_FOREIGN);
    assert_int_equal(judge_origin("null", NULL), CSRF_FOREIGN);
    assert_int_equal(judge_origin("null", "cross-site"), CSRF_FOREIGN);
    assert_int_equal(judge_origin("https://ufficio.example", "cross-site"), CSRF_FOREIGN);
    assert_int_equal(judge_origin("https://ufficio.example", "same-site"), CSRF_FOREIGN);
    assert_int_equal(judge_origin("https://evil.example", "same-origin"), CSRF_FOREIGN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(token_of_this_session_is_ours_until_it_expires),
        cmocka_unit_test(token_of_another_session_is_forged),
        cmocka_unit_test(token_changed_anywhere_is_refused),
        cmocka_unit_test(token_missing_doubled_or_odd_is_refused),
        cmocka_unit_test(token_differs_between_answers),
        cmocka_unit_test(form_sent_by_another_site_is_foreign),
    };

    return cmocka_run_group_tests(tests, open_site, close_site);
}
