#include "base/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

enum { MO_MAX = 512, MO_HEADER = 28 };

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

/* A catalogue being written by hand, in either byte order. */
struct mo {
    uint8_t bytes[MO_MAX];
    size_t length;
    bool swapped;
};

static void mo_put(struct mo *mo, size_t offset, uint32_t number)
{
    uint32_t ordered = mo->swapped ? __builtin_bswap32(number) : number;

    memcpy(mo->bytes + offset, &ordered, sizeof ordered);
}

/* A '|' stands between the forms of a sentence with a number. */
static void mo_put_text(struct mo *mo, size_t row, const char *text)
{
    size_t length = strlen(text);

    mo_put(mo, row, (uint32_t)length);
    mo_put(mo, row + 4, (uint32_t)mo->length);
    memcpy(mo->bytes + mo->length, text, length + 1);
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '|')
            mo->bytes[mo->length + i] = '\0';
    }
    mo->length += length + 1;
}

/* Pairs of source and translation, sorted. */
static struct mo mo_of(const char *const (*pairs)[2], uint32_t count, bool swapped)
{
    struct mo mo = {.length = MO_HEADER + 16 * count, .swapped = swapped};

    mo_put(&mo, 0, 0x950412de);
    mo_put(&mo, 8, count);
    mo_put(&mo, 12, MO_HEADER);
    mo_put(&mo, 16, MO_HEADER + 8 * count);
    for (uint32_t i = 0; i < count; i++) {
        mo_put_text(&mo, MO_HEADER + 8 * i, pairs[i][0]);
        mo_put_text(&mo, MO_HEADER + 8 * (count + i), pairs[i][1]);
    }
    return mo;
}

static const char *const english[][2] = {
    {"", "Language: en\n"}, {"Accedi", "Sign in"}, {"Cerca", ""},
    {"Perché", "Why"},      {"Salva", "Save"},
};

static struct mo english_mo(void)
{
    return mo_of(english, 5, false);
}

/* Exactly as many bytes as there are, so that a read past them is seen. */
static enum status open_mo(const struct mo *mo, const struct words **ret_words)
{
    size_t size = mo->length;
    void *exact = arena.start + arena.cap - size;

    memcpy(exact, mo->bytes, size);
    return words_open(&arena, exact, size, ret_words);
}

static void find_in_either_byte_order_translates(void **state)
{
    (void)state;
    for (int swapped = 0; swapped < 2; swapped++) {
        struct mo mo = mo_of(english, 5, swapped);
        const struct words *words;

        assert_int_equal(open_mo(&mo, &words), OK);
        assert_string_equal(words_find(words, "Accedi"), "Sign in");
        assert_string_equal(words_find(words, "Perché"), "Why");
        assert_string_equal(words_find(words, "Salva"), "Save");
    }
}

static void find_of_what_is_missing_is_the_source(void **state)
{
    (void)state;
    struct mo mo = english_mo();
    const struct words *words;
    static const char *const missing[] = {"", "A", "Cerca", "Esci", "Zero"};

    assert_int_equal(open_mo(&mo, &words), OK);
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
        assert_ptr_equal(words_find(words, missing[i]), missing[i]);
}

static void find_without_catalogue_is_the_source(void **state)
{
    (void)state;
    static const char source[] = "Salva";
    struct ctx ctx = {0};

    assert_ptr_equal(words_find(NULL, source), source);
    assert_ptr_equal(tr(&ctx, source), source);
}

static void what_is_kept_is_italian_whoever_reads(void **state)
{
    (void)state;
    struct mo mo = english_mo();
    struct ctx ctx = {.arena = &arena};

    assert_int_equal(open_mo(&mo, &ctx.words), OK);

    struct ctx italian = words_italian(&ctx);

    assert_string_not_equal(tr(&ctx, "Salva"), "Salva");
    assert_string_equal(tr(&italian, "Salva"), "Salva");
    assert_ptr_equal(italian.arena, &arena);
}

static const char *const numbers[][2] = {
    {"", "Language: uk\nPlural-Forms: nplurals=3; plural=n%10==1 ? 0 : n<5 ? 1 : 2;\n"},
    {"un posto|%d posti", "misce|miscja|misc"},
    {"un viaggio|%d viaggi", "pojizdka"},
    {"una voce|%d voci", "|"},
};

static void count_takes_the_form_that_goes_with_it(void **state)
{
    (void)state;
    struct mo mo = mo_of(numbers, 4, false);
    const struct words *words;

    assert_int_equal(open_mo(&mo, &words), OK);
    assert_string_equal(words_find_count(words, "un posto", "%d posti", 1), "misce");
    assert_string_equal(words_find_count(words, "un posto", "%d posti", 21), "misce");
    assert_string_equal(words_find_count(words, "un posto", "%d posti", 3), "miscja");
    assert_string_equal(words_find_count(words, "un posto", "%d posti", 0), "miscja");
    assert_string_equal(words_find_count(words, "un posto", "%d posti", 7), "misc");
    assert_string_equal(words_find_count(words, "un posto", "%d posti", -7), "misc");
    assert_string_equal(words_find_count(words, "un posto", "%d posti", INT64_MIN), "misc");
}

static void count_of_too_few_forms_takes_the_last(void **state)
{
    (void)state;
    struct mo mo = mo_of(numbers, 4, false);
    const struct words *words;

    assert_int_equal(open_mo(&mo, &words), OK);
    assert_string_equal(words_find_count(words, "un viaggio", "%d viaggi", 7), "pojizdka");
}

static void count_without_translation_is_italian(void **state)
{
    (void)state;
    struct mo mo = mo_of(numbers, 4, false);
    const struct words *words;

    assert_int_equal(open_mo(&mo, &words), OK);
    assert_string_equal(words_find_count(NULL, "un posto", "%d posti", 1), "un posto");
    assert_string_equal(words_find_count(NULL, "un posto", "%d posti", 0), "%d posti");
    assert_string_equal(words_find_count(words, "una auto", "%d auto", 1), "una auto");
    assert_string_equal(words_find_count(words, "una auto", "%d auto", 2), "%d auto");
    assert_string_equal(words_find_count(words, "una voce", "%d voci", 2), "%d voci");
}

static void language_is_what_the_header_says(void **state)
{
    (void)state;
    struct mo mo = english_mo();
    struct mo nameless = mo_of(english + 1, 4, false);
    static const char *const strange[][2] = {{"", "Language: \"><b>\n"}};
    static const char *const long_one[][2] = {{"", "Language: abcdefghi\n"}};
    const struct words *words;

    assert_string_equal(words_language(NULL), "it");
    assert_int_equal(open_mo(&mo, &words), OK);
    assert_string_equal(words_language(words), "en");
    assert_int_equal(open_mo(&nameless, &words), OK);
    assert_string_equal(words_language(words), "");
    mo = mo_of(strange, 1, false);
    assert_int_equal(open_mo(&mo, &words), ERR_CORRUPT);
    mo = mo_of(long_one, 1, false);
    assert_int_equal(open_mo(&mo, &words), ERR_CORRUPT);
}

static void open_with_a_wrong_second_form_is_corrupt(void **state)
{
    (void)state;
    static const char *const broken[][2] = {{"a|b", "fine|\xFF"}};
    static const char *const wrong[][2] = {{"", "Plural-Forms: nplurals=2; plural=n;\n"}};
    struct mo mo = mo_of(broken, 1, false);
    const struct words *words;

    assert_int_equal(open_mo(&mo, &words), ERR_CORRUPT);
    mo = mo_of(wrong, 1, false);
    assert_int_equal(open_mo(&mo, &words), ERR_CORRUPT);
}

static void open_of_an_empty_catalogue_is_ok(void **state)
{
    (void)state;
    struct mo mo = mo_of(NULL, 0, false);
    const struct words *words;

    assert_int_equal(open_mo(&mo, &words), OK);
    assert_string_equal(words_find(words, "Salva"), "Salva");
}

static void open_of_any_shorter_file_is_corrupt(void **state)
{
    (void)state;
    struct mo mo = english_mo();
    const struct words *words = NULL;
    size_t whole = mo.length;

    for (mo.length = 0; mo.length < whole; mo.length++)
        assert_int_equal(open_mo(&mo, &words), ERR_CORRUPT);
    assert_null(words);
}

static void open_with_a_wrong_header_is_corrupt(void **state)
{
    (void)state;
    static const struct {
        size_t offset;
        uint32_t number;
    } wrong[] = {
        {0, 0x950412df},  {4, 2 << 16},     {8, UINT32_MAX},  {8, 1000},
        {12, UINT32_MAX}, {12, MO_MAX + 1}, {16, UINT32_MAX}, {16, 300},
    };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct mo mo = english_mo();
        const struct words *words;

        mo_put(&mo, wrong[i].offset, wrong[i].number);
        assert_int_equal(open_mo(&mo, &words), ERR_CORRUPT);
    }
}

static void open_with_a_wrong_row_is_corrupt(void **state)
{
    (void)state;
    static const struct {
        size_t offset; /* of a length; its place follows */
        uint32_t length;
        uint32_t place;
    } wrong[] = {
        {MO_HEADER + 8, UINT32_MAX, MO_HEADER}, {MO_HEADER + 8, 0, UINT32_MAX},
        {MO_HEADER + 8, 3, MO_HEADER + 80},  /* no NUL where the length says */
        {MO_HEADER + 40 + 8, 0, UINT32_MAX}, /* of a translation */
        {MO_HEADER + 40 + 8, UINT32_MAX, 100},
    };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct mo mo = english_mo();
        const struct words *words;

        mo_put(&mo, wrong[i].offset, wrong[i].length);
        mo_put(&mo, wrong[i].offset + 4, wrong[i].place);
        assert_int_equal(open_mo(&mo, &words), ERR_CORRUPT);
    }
}

static void open_with_sources_out_of_order_is_corrupt(void **state)
{
    (void)state;
    static const char *const unsorted[][2] = {{"b", "B"}, {"a", "A"}};
    static const char *const twice[][2] = {{"a", "B"}, {"a", "A"}};
    struct mo mo = mo_of(unsorted, 2, false);
    const struct words *words;

    assert_int_equal(open_mo(&mo, &words), ERR_CORRUPT);
    mo = mo_of(twice, 2, false);
    assert_int_equal(open_mo(&mo, &words), ERR_CORRUPT);
}

static void open_with_text_that_no_page_may_show_is_corrupt(void **state)
{
    (void)state;
    static const char *const broken[][2] = {{"a", "\xFF"}};
    static const char *const control[][2] = {{"a", "\x1B[2J"}};
    struct mo mo = mo_of(broken, 1, false);
    const struct words *words;

    assert_int_equal(open_mo(&mo, &words), ERR_CORRUPT);
    mo = mo_of(control, 1, false);
    assert_int_equal(open_mo(&mo, &words), ERR_CORRUPT);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(find_in_either_byte_order_translates),
        CASE(find_of_what_is_missing_is_the_source),
        CASE(find_without_catalogue_is_the_source),
        CASE(what_is_kept_is_italian_whoever_reads),
        CASE(count_takes_the_form_that_goes_with_it),
        CASE(count_of_too_few_forms_takes_the_last),
        CASE(count_without_translation_is_italian),
        CASE(language_is_what_the_header_says),
        CASE(open_of_an_empty_catalogue_is_ok),
        CASE(open_with_a_wrong_second_form_is_corrupt),
        CASE(open_of_any_shorter_file_is_corrupt),
        CASE(open_with_a_wrong_header_is_corrupt),
        CASE(open_with_a_wrong_row_is_corrupt),
        CASE(open_with_sources_out_of_order_is_corrupt),
        CASE(open_with_text_that_no_page_may_show_is_corrupt),
    };

    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
