#include "support/pdf_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { READ_MAX = 512 * 1024 };

char *pdf_text(struct arena *arena, const void *bytes, size_t length)
{
    char path[] = "/tmp/accanto-pdf-XXXXXX";
    int file = mkstemp(path);
    char *text = arena_alloc(arena, READ_MAX);

    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, length), (ssize_t)length);
    close(file);

    FILE *reader = popen(arena_printf(arena, "pdftotext -layout %s -", path), "r");

    assert_non_null(reader);
    text[fread(text, 1, READ_MAX - 1, reader)] = '\0';
    assert_int_equal(pclose(reader), 0);
    unlink(path);
    return text;
}
