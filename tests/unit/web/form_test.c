#include "web/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;

static int open_arena(void **state)
{
    (void)state;
    return arena_init(&arena, 8 * 1024 * 1024) == OK ? 0 : -1;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static struct form parse(const char *text)
{
    struct form form = form_empty(&arena);

    assert_int_equal(form_parse_urlencoded(&form, text, strlen(text)), OK);
    return form;
}

static enum status outcome_of(const char *text)
{
    struct form form = form_empty(&arena);
    enum status status = form_parse_urlencoded(&form, text, strlen(text));

    if (status != OK)
        assert_int_equal(form.count, 0);
    return status;
}

static void urlencoded_fields_are_decoded_in_order(void **state)
{
    struct form form = parse("surname=De+Rossi&name=Nicol%C3%B2&&empty=&flag");

    (void)state;
    assert_int_equal(form.count, 4);
    assert_string_equal(form_get(&form, "surname"), "De Rossi");
    assert_string_equal(form_get(&form, "name"), "Nicolò");
    assert_string_equal(form_get(&form, "empty"), "");
    assert_string_equal(form_get(&form, "flag"), "");
    assert_null(form_get(&form, "other"));
    assert_null(form.doubled);
}

static void field_sent_twice_is_not_given_and_is_remembered(void **state)
{
    struct form form = parse("a=1&a=2&b=3");

    (void)state;
    assert_string_equal(form_get(&form, "b"), "3");
    assert_null(form.doubled);
    assert_null(form_get(&form, "a"));
    assert_string_equal(form.doubled, "a");
    assert_string_equal(form_value(&form, "a"), "1");
}

static void field_of_many_values_gives_them_all(void **state)
{
    struct form form = parse("needs=4&x=1&needs=7");
    size_t position = 0;

    (void)state;
    assert_string_equal(form_next(&form, "needs", &position)->value, "4");
    assert_string_equal(form_next(&form, "needs", &position)->value, "7");
    assert_null(form_next(&form, "needs", &position));
    assert_true(form_has(&form, "needs", "7"));
    assert_false(form_has(&form, "needs", "1"));
    assert_null(form.doubled);
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    (void)state;
    assert_int_equal(outcome_of("a=%"), ERR_INVALID);
    assert_int_equal(outcome_of("a=%4"), ERR_INVALID);
    assert_int_equal(outcome_of("ok=1&a=%zz"), ERR_INVALID);
    assert_int_equal(outcome_of("a=%7g"), ERR_INVALID);
    assert_int_equal(outcome_of("a=%00"), ERR_INVALID);
    assert_int_equal(outcome_of("a=%ff"), ERR_INVALID);
    assert_int_equal(outcome_of("a=%c0%af"), ERR_INVALID);
    assert_int_equal(outcome_of("a=\xc3"), ERR_INVALID);
    assert_int_equal(outcome_of("a%07=1"), ERR_INVALID);
}

static void bounds_are_kept(void **state)
{
    char *text = malloc(400 * 1024);

    (void)state;
    text[0] = '\0';
    for (int i = 0; i < FORM_FIELDS_MAX; i++)
        strcat(text, "a=1&");
    assert_int_equal(outcome_of(text), OK);
    strcat(text, "a=1");
    assert_int_equal(outcome_of(text), ERR_TOO_LARGE);

    memset(text, 'n', FORM_NAME_MAX);
    strcpy(text + FORM_NAME_MAX, "=1");
    assert_int_equal(outcome_of(text), OK);
    memset(text, 'n', FORM_NAME_MAX + 1);
    strcpy(text + FORM_NAME_MAX + 1, "=1");
    assert_int_equal(outcome_of(text), ERR_TOO_LARGE);

    memcpy(text, "v=", 2);
    memset(text + 2, 'x', FORM_VALUE_MAX);
    text[2 + FORM_VALUE_MAX] = '\0';
    assert_int_equal(outcome_of(text), OK);
    strcat(text, "x");
    assert_int_equal(outcome_of(text), ERR_TOO_LARGE);
    free(text);
}

#define TYPE "multipart/form-data; boundary=XyZ"

static enum status parse_parts(const char *type, const char *body, struct form *form)
{
    *form = form_empty(&arena);
    return form_parse_multipart(form, type, body, strlen(body));
}

static void multipart_gives_texts_and_files(void **state)
{
    struct form form;
    size_t position = 0;

    (void)state;
    assert_int_equal(
        parse_parts(TYPE,
                    "--XyZ\r\nContent-Disposition: form-data; name=\"surname\"\r\n\r\nRossi\r\n"
                    "--XyZ\r\nContent-Disposition: form-data; name=\"letter\"; "
                    "filename=\"C:\\carte\\l;ettera.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
                    "%PDF\r\n--Xy not the end\r\n--XyZ--\r\n",
                    &form),
        OK);
    assert_int_equal(form.count, 2);
    assert_string_equal(form_get(&form, "surname"), "Rossi");
    assert_null(form_get(&form, "letter"));

    const struct form_field *file = form_next(&form, "letter", &position);

    assert_string_equal(file->file_name, "l;ettera.pdf");
    assert_string_equal(file->file_type, "application/pdf");
    assert_int_equal(file->length, strlen("%PDF\r\n--Xy not the end"));
    assert_memory_equal(file->value, "%PDF\r\n--Xy not the end", file->length);
}

static void multipart_may_be_empty_or_begin_with_a_preamble(void **state)
{
    struct form form;

    (void)state;
    assert_int_equal(parse_parts(TYPE, "--XyZ--\r\n", &form), OK);
    assert_int_equal(form.count, 0);
    assert_int_equal(parse_parts("multipart/form-data; charset=x; BOUNDARY=\"XyZ\"",
                                 "hello\r\n--XyZ\r\ncontent-disposition:form-data; name=a\r\n\r\n"
                                 "\r\n--XyZ--",
                                 &form),
                     OK);
    assert_string_equal(form_get(&form, "a"), "");
}

static void multipart_malformed_is_refused(void **state)
{
    static const char *const BODIES[] = {
        "",
        "--XyZ",
        "--XyZ\r\n",
        "--XyZ\r\nno header end",
        "--XyZ\r\n\r\n\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: form-data\r\n\r\nx\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--XyZ--",
        "--XyZ\r\nnonsense\r\n\r\nx\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--XyZ",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--XyZoops",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n--XyZ--"};
    struct form form;

    (void)state;
    for (size_t i = 0; i < sizeof BODIES / sizeof BODIES[0]; i++) {
        if (parse_parts(TYPE, BODIES[i], &form) != ERR_INVALID)
            fail_msg("taken: %s", BODIES[i]);
        assert_int_equal(form.count, 0);
    }
    assert_int_equal(parse_parts("multipart/form-data", "--XyZ--", &form), ERR_INVALID);
    assert_int_equal(parse_parts("multipart/form-data; boundary=", "----", &form), ERR_INVALID);
}

static void multipart_with_too_many_files_is_too_large(void **state)
{
    char *body = calloc(1, 64 * 1024);
    struct form form;

    (void)state;
    for (int i = 0; i <= FORM_FILES_MAX; i++)
        strcat(body, "--XyZ\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n"
                     "x\r\n");
    strcat(body, "--XyZ--");
    assert_int_equal(parse_parts(TYPE, body, &form), ERR_TOO_LARGE);
    free(body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(urlencoded_fields_are_decoded_in_order),
        cmocka_unit_test(field_sent_twice_is_not_given_and_is_remembered),
        cmocka_unit_test(field_of_many_values_gives_them_all),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(bounds_are_kept),
        cmocka_unit_test(multipart_gives_texts_and_files),
        cmocka_unit_test(multipart_may_be_empty_or_begin_with_a_preamble),
        cmocka_unit_test(multipart_malformed_is_refused),
        cmocka_unit_test(multipart_with_too_many_files_is_too_large),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
