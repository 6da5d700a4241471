/* Whatever was described is on the paper: read back by somebody else's program. */
#include "paper/pdf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/pdf_text.h"

enum { ARENA_BYTES = 32 * 1024 * 1024 };

static int setup(void **state)
{
    static struct arena arena;

    if (date_init_civil_time() != OK || arena_init(&arena, ARENA_BYTES) != OK)
        return -1;
    *state = &arena;
    return 0;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

static struct pdf a_sheet(struct arena *arena)
{
    struct pdf pdf = pdf_new(arena, "Foglio di viaggio", (struct instant){1795420800});

    pdf.sender = "Ufficio della Cittadinanza Valnerina\nFilo d’Argento, 0744 814957";
    pdf.about = "Foglio di viaggio\nmercoledì 25/11/2026";
    pdf_add(&pdf, PDF_TITLE, "Foglio di viaggio di Mario Fabbri");
    return pdf;
}

static char *written(const struct pdf *pdf)
{
    const void *bytes;
    size_t length;

    assert_int_equal(pdf_write(pdf, &bytes, &length), OK);
    return pdf_text(pdf->arena, bytes, length);
}

static int pages_in(const char *text)
{
    int pages = 0;

    for (; *text; text++)
        pages += *text == '\f';
    return pages;
}

static void names_of_any_alphabet_are_written(void **state)
{
    static const char *const NAMES[] = {"Ionuț Șerban", "D’Angelo Niccolò", "Łukasz Żak",
                                        "Nguyễn Thị Hồng", "Олена Шевченко"};
    struct pdf pdf = a_sheet(*state);

    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        pdf_add_fact(&pdf, "Persona", NAMES[i]);

    const char *text = written(&pdf);

    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        assert_non_null(strstr(text, NAMES[i]));
    assert_non_null(strstr(text, "Filo d’Argento, 0744 814957"));
    assert_non_null(strstr(text, "mercoledì 25/11/2026"));
    assert_non_null(strstr(text, "pagina 1 di 1"));
}

static void markup_in_a_note_is_only_text(void **state)
{
    struct pdf pdf = a_sheet(*state);

    pdf_add_fact(&pdf, "Per salire", "<b>suonare</b> & aspettare %s");
    assert_non_null(strstr(written(&pdf), "Per salire: <b>suonare</b> & aspettare %s"));
}

static void same_document_twice_gives_same_bytes(void **state)
{
    const void *bytes[2];
    size_t lengths[2];

    for (int i = 0; i < 2; i++) {
        struct pdf pdf = a_sheet(*state);

        pdf_add_fact(&pdf, "Persona", "Ionuț Șerban");
        assert_int_equal(pdf_write(&pdf, &bytes[i], &lengths[i]), OK);
    }
    assert_int_equal(lengths[0], lengths[1]);
    assert_memory_equal(bytes[0], bytes[1], lengths[0]);
}

static void long_text_goes_on_overleaf_without_loss(void **state)
{
    struct arena *arena = *state;
    struct pdf pdf = a_sheet(arena);
    char *long_text = arena_alloc(arena, 16 * 1024);

    for (int i = 0; i < 400; i++)
        strcat(long_text, arena_printf(arena, "parola%03d di una lunga nota ", i));
    pdf_add(&pdf, PDF_TEXT, long_text);

    const char *text = written(&pdf);

    for (int i = 0; i < 400; i++)
        assert_non_null(strstr(text, arena_printf(arena, "parola%03d", i)));
    assert_int_equal(pages_in(text), 3);
    assert_non_null(strstr(text, "pagina 3 di 3"));
}

static void heading_and_its_facts_stay_on_one_page(void **state)
{
    struct arena *arena = *state;
    struct pdf pdf = a_sheet(arena);

    for (int i = 0; i < 30; i++) {
        pdf_add(&pdf, PDF_HEADING, arena_printf(arena, "Viaggio%02d", i));
        pdf_add_fact(&pdf, "Da", "Arrone, via del Colle 4");
        pdf_add_fact(&pdf, "Telefono", arena_printf(arena, "Fine%02d", i));
    }

    const char *text = written(&pdf);

    assert_true(pages_in(text) > 2);
    for (int i = 0; i < 30; i++) {
        const char *start = strstr(text, arena_printf(arena, "Viaggio%02d", i));
        const char *end = strstr(text, arena_printf(arena, "Fine%02d", i));

        assert_non_null(start);
        assert_non_null(end);
        assert_null(memchr(start, '\f', (size_t)(end - start)));
    }
}

static void blank_text_adds_nothing(void **state)
{
    struct pdf pdf = a_sheet(*state);
    size_t before = pdf.block_count;

    pdf_add_fact(&pdf, "Note", NULL);
    pdf_add(&pdf, PDF_TEXT, "  ");
    assert_int_equal(pdf.block_count, before);
}

static void past_a_bound_is_refused(void **state)
{
    struct arena *arena = *state;
    struct pdf many = a_sheet(arena);
    struct pdf tall = a_sheet(arena);
    char *lines = arena_alloc(arena, PDF_TEXT_MAX);
    const void *bytes;
    size_t length;

    for (int i = 0; i <= PDF_BLOCKS_MAX; i++)
        pdf_add(&many, PDF_TEXT, "riga");
    assert_int_equal(pdf_write(&many, &bytes, &length), ERR_TOO_LARGE);

    memset(lines, '\n', PDF_TEXT_MAX - 1);
    lines[0] = lines[PDF_TEXT_MAX - 2] = 'x';
    pdf_add(&tall, PDF_TEXT, lines);
    assert_int_equal(pdf_write(&tall, &bytes, &length), ERR_TOO_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_of_any_alphabet_are_written, setup, teardown),
        cmocka_unit_test_setup_teardown(markup_in_a_note_is_only_text, setup, teardown),
        cmocka_unit_test_setup_teardown(same_document_twice_gives_same_bytes, setup, teardown),
        cmocka_unit_test_setup_teardown(long_text_goes_on_overleaf_without_loss, setup, teardown),
        cmocka_unit_test_setup_teardown(heading_and_its_facts_stay_on_one_page, setup, teardown),
        cmocka_unit_test_setup_teardown(blank_text_adds_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(past_a_bound_is_refused, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
