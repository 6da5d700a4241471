#include "base/text.h"

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

#define assert_valid(bytes)   assert_true(text_is_valid((bytes), sizeof(bytes) - 1))
#define assert_invalid(bytes) assert_false(text_is_valid((bytes), sizeof(bytes) - 1))

static void valid_of_real_names_is_true(void **state)
{
    (void)state;
    assert_valid("");
    assert_valid("Ionuț Łukasz Nguyễn 李 😀");
    assert_valid("two\r\nlines\tand a tab");
    assert_valid("\xF4\x8F\xBF\xBF"); /* U+10FFFF */
    assert_valid("\xC2\xA0");         /* the first after the control characters */
}

static void valid_of_broken_bytes_is_false(void **state)
{
    (void)state;
    assert_invalid("\x80");
    assert_invalid("\xC3");
    assert_invalid("\xC3(");
    assert_invalid("\xC0\xAF"); /* overlong slash */
    assert_invalid("\xC1\xBF");
    assert_invalid("\xE0\x9F\xBF");     /* overlong */
    assert_invalid("\xED\xA0\x80");     /* surrogate */
    assert_invalid("\xF0\x8F\xBF\xBF"); /* overlong */
    assert_invalid("\xF4\x90\x80\x80"); /* beyond U+10FFFF */
    assert_invalid("\xF8\x88\x80\x80\x80");
    assert_invalid("\xE2\x82");
}

static void valid_of_control_characters_is_false(void **state)
{
    (void)state;
    assert_invalid("a\0b");
    assert_invalid("\x1B[31m");
    assert_invalid("\x7F");
    assert_invalid("\xC2\x85"); /* U+0085 */
    assert_invalid("\xC2\x9F");
}

static void put_utf8_of_every_code_point_reads_back(void **state)
{
    (void)state;
    for (uint32_t code_point = 1; code_point <= 0x10FFFF; code_point += 13) {
        char bytes[8] = {0};
        char *out = bytes;
        const char *in = bytes;

        if (code_point >= 0xD800 && code_point <= 0xDFFF)
            continue;
        text_put_utf8(&out, code_point);
        assert_int_equal(text_next(&in), code_point);
        assert_ptr_equal(in, out);
        assert_int_equal(text_next(&in), 0);
        assert_ptr_equal(in, out);
    }
}

static void next_of_broken_bytes_stops_at_the_nul(void **state)
{
    (void)state;
    const char *cut = "a\xE2\x82";

    assert_int_equal(text_next(&cut), 'a');
    assert_int_equal(text_next(&cut), 0xFFFD);
    assert_int_equal(text_next(&cut), 0xFFFD);
    assert_int_equal(text_next(&cut), 0);
}

static void length_counts_code_points(void **state)
{
    (void)state;
    assert_int_equal(text_length(""), 0);
    assert_int_equal(text_length("perché"), 6);
    assert_int_equal(text_length("😀"), 1);
}

static void squeeze_of_white_space_leaves_single_spaces(void **state)
{
    (void)state;
    assert_string_equal(text_squeeze(&arena, "  De \t\r\n Luca\xC2\xA0 è\xE3\x80\x80 "),
                        "De Luca è");
    assert_string_equal(text_squeeze(&arena, "uno"), "uno");
    assert_string_equal(text_squeeze(&arena, " \n "), "");
    assert_string_equal(text_squeeze(&arena, "\xE1\x9A\x80"
                                             "a\xE2\x80\xA8"
                                             "b\xE2\x80\xA9\xE2\x80\xAF\xE2\x81\x9F"),
                        "a b");
}

static void squeeze_drops_what_nobody_sees(void **state)
{
    (void)state;
    assert_string_equal(text_squeeze(&arena, "a\xE2\x80\x8B"
                                             "b"),
                        "ab");
    assert_string_equal(text_squeeze(&arena, "\xE2\x80\xAA 0744 \xE2\x80\xAC 12\xE2\x80\xAC"),
                        "0744 12");
    assert_true(text_is_blank("\xE2\x80\xAE \xEF\xBB\xBF"));
}

static void tidy_lines_keeps_inner_blank_lines_only(void **state)
{
    (void)state;
    assert_string_equal(text_tidy_lines(&arena, "\r\n \n  uno  \r\n\r\n\r\ndue\rtre\n \n"),
                        "  uno\n\n\ndue\ntre");
    assert_string_equal(text_tidy_lines(&arena, ""), "");
    assert_string_equal(text_tidy_lines(&arena, " \n\t\n"), "");
    assert_string_equal(text_tidy_lines(&arena, "già\xC2\xA0"), "già");
}

static void blank_of_spaces_and_null_is_true(void **state)
{
    (void)state;
    assert_true(text_is_blank(NULL));
    assert_true(text_is_blank(""));
    assert_true(text_is_blank(" \t\xC2\xA0\n"));
    assert_false(text_is_blank(" a"));
    assert_string_equal(text_skip_space(" \xC2\xA0 a "), "a ");
}

static void or_null_of_blank_text_is_null(void **state)
{
    const char *text = " a";

    (void)state;
    assert_null(text_or_null(NULL));
    assert_null(text_or_null(" \t\xC2\xA0"));
    assert_ptr_equal(text_or_null(text), text);
}

static void equal_with_null_equals_null_only(void **state)
{
    (void)state;
    assert_true(text_equal(NULL, NULL));
    assert_false(text_equal(NULL, ""));
    assert_false(text_equal("", NULL));
    assert_true(text_equal("a", "a"));
    assert_false(text_equal("a", "b"));
}

static void starts_with_compares_the_prefix_only(void **state)
{
    (void)state;
    assert_true(text_starts_with("Terni", "Ter"));
    assert_true(text_starts_with("Terni", ""));
    assert_false(text_starts_with("Te", "Ter"));
}

static void fold_letter_of_latin_letters_is_plain(void **state)
{
    (void)state;
    static const struct {
        uint32_t letter;
        const char *plain;
    } folds[] = {
        {'a', "A"},  {'Z', "Z"},   {U'à', "A"},  {U'É', "E"},    {U'ç', "C"},  {U'ñ', "N"},
        {U'ø', "O"}, {U'ß', "SS"}, {U'Æ', "AE"}, {U'þ', "TH"},   {U'ÿ', "Y"},  {U'ð', "D"},
        {U'ă', "A"}, {U'č', "C"},  {U'đ', "D"},  {U'ě', "E"},    {U'ğ', "G"},  {U'ħ', "H"},
        {U'ı', "I"}, {U'ĳ', "IJ"}, {U'ķ', "K"},  {U'ł', "L"},    {U'ŀ', "L"},  {U'ň', "N"},
        {U'ŋ', "N"}, {U'ő', "O"},  {U'œ', "OE"}, {U'ř', "R"},    {U'ŕ', "R"},  {U'š', "S"},
        {U'ś', "S"}, {U'ť', "T"},  {U'ŧ', "T"},  {U'ű', "U"},    {U'ũ', "U"},  {U'ŵ', "W"},
        {U'ŷ', "Y"}, {U'Ÿ', "Y"},  {U'ź', "Z"},  {U'ž', "Z"},    {U'ſ', "S"},  {U'ș', "S"},
        {U'Ș', "S"}, {U'ț', "T"},  {U'Ț', "T"},  {0x1E9E, "SS"}, {0x0301, ""}, {U'ĵ', "J"},
        {U'ĸ', "K"}, {U'Ĝ', "G"},
    };

    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++)
        assert_string_equal(text_fold_letter(folds[i].letter), folds[i].plain);
}

static void letter_of_any_script_is_one(void **state)
{
    static const char *const NAMES[] = {"O", "Ò", "D'Angelo 2", "Ľ", "Иван", "李", "محمد"};
    static const char *const NONE[] = {"", "0", "007", "-", "'", " . ", "«»", "→", "😀", "。"};

    (void)state;
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        assert_true(text_has_letter(NAMES[i]));
    for (size_t i = 0; i < sizeof NONE / sizeof NONE[0]; i++)
        assert_false(text_has_letter(NONE[i]));
}

static void fold_letter_of_anything_else_is_null(void **state)
{
    (void)state;
    static const uint32_t others[] = {0,    '@',    '[',    '`',    '{',    '0',    0xBF, U'×',
                                      U'÷', 0x0180, 0x0217, 0x021C, 0x02FF, 0x0370, U'Ж', 0x1E9D};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_null(text_fold_letter(others[i]));
}

static void ascii_case_leaves_other_letters_alone(void **state)
{
    (void)state;
    assert_string_equal(text_upper_ascii(&arena, "@azèZ[`{"), "@AZèZ[`{");
    assert_string_equal(text_lower_ascii(&arena, "@AZÈz[`{"), "@azÈz[`{");
}

static void digits_keeps_digits_only(void **state)
{
    (void)state;
    assert_string_equal(text_digits(&arena, "a1/2:9-0è"), "1290");
    assert_string_equal(text_digits(&arena, "abc"), "");
}

static void to_int_at_the_limits_is_exact(void **state)
{
    (void)state;
    int64_t number;

    assert_int_equal(text_to_int("9223372036854775807", &number), OK);
    assert_true(number == INT64_MAX);
    assert_int_equal(text_to_int("-9223372036854775808", &number), OK);
    assert_true(number == INT64_MIN);
    assert_int_equal(text_to_int("-007", &number), OK);
    assert_int_equal(number, -7);
}

static void to_int_of_anything_else_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "-",
                                        "+1",
                                        " 1",
                                        "1 ",
                                        "1.0",
                                        "a",
                                        "--1",
                                        "1:",
                                        "1/2",
                                        "0x1",
                                        "²",
                                        "9223372036854775808",
                                        "-9223372036854775809",
                                        "92233720368547758070"};
    int64_t number = 42;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(text_to_int(wrong[i], &number), ERR_INVALID);
    assert_int_equal(number, 42);
}

static void phone_as_typed_becomes_international(void **state)
{
    (void)state;
    static const char *const phones[][2] = {
        {"0744 81.49-57", "+390744814957"},
        {"+39 333 123 4567", "+393331234567"},
        {"0039-0744/814957", "+390744814957"},
        {"(0744) 814957", "+390744814957"},
        {" 333\u00a01234567 ", "+393331234567"},
        {"393331234567", "+393331234567"},
        {"392 1234567", "+393921234567"},
        {"+40 721 234 567", "+40721234567"},
        {"(+39) 06 6982", "+39066982"},
        {"39074481495", "+39074481495"},
        {"12345", "+3912345"},
        {"+123456789012345", "+123456789012345"},
        {"00123456789012345", "+123456789012345"},
    };

    for (size_t i = 0; i < sizeof phones / sizeof *phones; i++) {
        const char *phone;

        assert_int_equal(text_phone(&arena, phones[i][0], &phone), OK);
        assert_string_equal(phone, phones[i][1]);
    }
}

static void phone_of_anything_else_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "1234",
        "+1234",
        "001234",
        "+0744814957",
        "000744814957",
        "0744 abc",
        "0744814957 int. 3",
        "++39333123456",
        "333+1234567",
        "+1234567890123456",
        "12345678901234",
        "123456789012345678",
        "0744–814957",
        "00390--0332012",
    };
    const char *phone = NULL;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(text_phone(&arena, wrong[i], &phone), ERR_INVALID);
    assert_null(phone);
}

static void phone_show_groups_italian_numbers(void **state)
{
    (void)state;
    static const char *const phones[][2] = {
        {"+390744814957", "0744 814957"},
        {"+390669821234", "06 69821234"},
        {"+390212345678", "02 12345678"},
        {"+390755041234", "075 5041234"},
        {"+390101234567", "010 1234567"},
        {"+393331234567", "333 123 4567"},
        {"+39800123456", "800123456"},
        {"+40721234567", "+40721234567"},
        {"+3912345", "12345"},
        {"+391234", "+391234"},
        {"+3933312", "33312"},
        {"", ""},
        {"+3939123456789", "+3939123456789"},
    };

    for (size_t i = 0; i < sizeof phones / sizeof *phones; i++)
        assert_string_equal(text_phone_show(&arena, phones[i][0]), phones[i][1]);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(valid_of_real_names_is_true),
        CASE(valid_of_broken_bytes_is_false),
        CASE(valid_of_control_characters_is_false),
        CASE(put_utf8_of_every_code_point_reads_back),
        CASE(next_of_broken_bytes_stops_at_the_nul),
        CASE(length_counts_code_points),
        CASE(squeeze_of_white_space_leaves_single_spaces),
        CASE(squeeze_drops_what_nobody_sees),
        CASE(tidy_lines_keeps_inner_blank_lines_only),
        CASE(blank_of_spaces_and_null_is_true),
        CASE(or_null_of_blank_text_is_null),
        CASE(equal_with_null_equals_null_only),
        CASE(starts_with_compares_the_prefix_only),
        CASE(fold_letter_of_latin_letters_is_plain),
        CASE(letter_of_any_script_is_one),
        CASE(fold_letter_of_anything_else_is_null),
        CASE(ascii_case_leaves_other_letters_alone),
        CASE(digits_keeps_digits_only),
        CASE(to_int_at_the_limits_is_exact),
        CASE(to_int_of_anything_else_is_refused),
        CASE(phone_as_typed_becomes_international),
        CASE(phone_of_anything_else_is_refused),
        CASE(phone_show_groups_italian_numbers),
    };

    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
