/* What a zone's settings file may say. */
#include "app/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { ARENA_BYTES = 64 * 1024 };

/* The outcome of reading a file of one line. */
static enum status load(const char *line, const char *origin)
{
    char folder[] = "/tmp/accanto-config-XXXXXX";
    char path[64];
    struct arena arena;
    struct config config;
    const char *why;
    FILE *file;

    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/accanto.conf", folder);
    file = fopen(path, "we");
    assert_non_null(file);
    fprintf(file, "%s\n", line);
    fclose(file);
    assert_int_equal(arena_init(&arena, ARENA_BYTES), OK);

    enum status status = config_load(&arena, folder, &config, &why);

    if (status == OK && origin)
        assert_string_equal(config.origin, origin);
    arena_free(&arena);
    unlink(path);
    rmdir(folder);
    return status;
}

static void origin_of_a_web_address_is_read(void **state)
{
    (void)state;
    assert_int_equal(load("origin = https://ufficio.example.it", "https://ufficio.example.it"), OK);
    assert_int_equal(load("origin = http://127.0.0.1:8080", "http://127.0.0.1:8080"), OK);
}

static void origin_that_is_no_web_address_is_refused(void **state)
{
    static const char *const LINES[] = {
        "origin = javascript:x",
        "origin = ufficio.example.it",
        "origin = https://",
        "origin = https://ufficio.example.it/",
        "origin = https://ufficio.example.it/pagina?x",
        "origin = https://chi@ufficio.example.it",
        "origin = ftp://ufficio.example.it",
        "origin =",
    };

    (void)state;
    for (size_t i = 0; i < sizeof LINES / sizeof LINES[0]; i++)
        assert_int_equal(load(LINES[i], NULL), ERR_INVALID);
}

static void setting_that_is_unknown_is_refused(void **state)
{
    (void)state;
    assert_int_equal(load("colour = red", NULL), ERR_INVALID);
    assert_int_equal(load("# colour = red", NULL), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(origin_of_a_web_address_is_read),
        cmocka_unit_test(origin_that_is_no_web_address_is_refused),
        cmocka_unit_test(setting_that_is_unknown_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
