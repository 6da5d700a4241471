#include "paper/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

enum { ARENA_BYTES = 4 * 1024 * 1024 };

struct table {
    struct arena arena;
    const char *bytes;
    size_t length;
    size_t at;
    struct csv *csv;
    struct csv_record record;
};

static enum status table_read(void *user, char *bytes, size_t max, size_t *ret_length)
{
    struct table *table = user;
    size_t length = table->length - table->at;

    if (length > max)
        length = max;
    memcpy(bytes, table->bytes + table->at, length);
    table->at += length;
    *ret_length = length;
    return OK;
}

static enum status table_rewind(void *user)
{
    struct table *table = user;

    table->at = 0;
    return OK;
}

static int set_up(void **state)
{
    struct table *table = calloc(1, sizeof *table);

    *state = table;
    return arena_init(&table->arena, ARENA_BYTES) == OK ? 0 : -1;
}

static int tear_down(void **state)
{
    struct table *table = *state;

    arena_free(&table->arena);
    free(table);
    return 0;
}

static enum status open_bytes(struct table *table, const char *bytes, size_t length)
{
    const struct csv_source source = {table_read, table_rewind, table};

    table->bytes = bytes;
    table->length = length;
    return csv_open(&table->arena, &source, &table->csv);
}

static void open_text(struct table *table, const char *text)
{
    assert_int_equal(open_bytes(table, text, strlen(text)), OK);
}

static enum status next(struct table *table)
{
    return csv_next(table->csv, &table->arena, &table->record);
}

static void expect(struct table *table, int64_t line, size_t count, const char *first,
                   const char *last)
{
    assert_int_equal(next(table), OK);
    assert_int_equal(table->record.line, line);
    assert_int_equal(table->record.count, count);
    assert_string_equal(table->record.fields[0], first);
    assert_string_equal(table->record.fields[count - 1], last);
}

static void delimiter_is_the_most_frequent_of_the_first_line(void **state)
{
    struct table *table = *state;

    open_text(table, "a;b;\"c,,,,\"\n1;2;3\n");
    assert_int_equal(csv_delimiter(table->csv), ';');
    expect(table, 1, 3, "a", "c,,,,");
    expect(table, 2, 3, "1", "3");
    assert_int_equal(next(table), ERR_NOT_FOUND);
    open_text(table, "a\tb\n");
    assert_int_equal(csv_delimiter(table->csv), '\t');
    open_text(table, "alone\n");
    expect(table, 1, 1, "alone", "alone");
}

static void quoted_field_may_hold_quotes_and_lines(void **state)
{
    struct table *table = *state;

    open_text(table, "a,b\r\n\"x \"\"y\"\"\nz\",2\r\n\r\n,\n3,4");
    expect(table, 1, 2, "a", "b");
    expect(table, 2, 2, "x \"y\" z", "2");
    expect(table, 6, 2, "3", "4"); /* blank lines are passed over and counted */
    assert_int_equal(next(table), ERR_NOT_FOUND);
}

static void byte_order_mark_is_no_text(void **state)
{
    struct table *table = *state;

    open_text(table, "\xef\xbb\xbf"
                     "a,b\n");
    expect(table, 1, 2, "a", "b");
    assert_int_equal(csv_encoding(table->csv), CSV_UTF8);
}

static void bytes_that_are_not_utf8_are_windows_1252(void **state)
{
    struct table *table = *state;

    open_text(table, "a;b\nNiccol\xf2;\x80\n");
    assert_int_equal(csv_encoding(table->csv), CSV_WINDOWS_1252);
    assert_int_equal(csv_delimiter(table->csv), ';');
    expect(table, 1, 2, "a", "b");
    expect(table, 2, 2, "Niccolò", "€");
    open_text(table, "a;b\nNiccol\xc3\xb2;\xe2\x82\xac\n");
    assert_int_equal(csv_encoding(table->csv), CSV_UTF8);
}

static void utf16_is_refused(void **state)
{
    assert_int_equal(open_bytes(*state,
                                "\xff\xfe"
                                "a\0",
                                4),
                     ERR_INVALID);
}

static void bad_record_is_told_and_the_next_is_read(void **state)
{
    struct table *table = *state;

    open_text(table, "a,b\n\"x\"y,2\n3,4\nz,\x01\n5,\"6");
    expect(table, 1, 2, "a", "b");
    assert_int_equal(next(table), ERR_INVALID);
    assert_int_equal(table->record.problem, CSV_AFTER_QUOTE);
    assert_int_equal(table->record.line, 2);
    expect(table, 3, 2, "3", "4");
    assert_int_equal(next(table), ERR_INVALID);
    assert_int_equal(table->record.problem, CSV_STRANGE_BYTES);
    assert_int_equal(next(table), ERR_INVALID);
    assert_int_equal(table->record.problem, CSV_OPEN_QUOTE);
    assert_int_equal(table->record.line, 5);
    assert_int_equal(next(table), ERR_NOT_FOUND);
}

static void record_past_its_bounds_is_told(void **state)
{
    struct table *table = *state;
    char *text = arena_alloc(&table->arena, 2 * CSV_RECORD_BYTES);

    memset(text, ',', CSV_FIELDS_MAX + 1);
    strcpy(text + CSV_FIELDS_MAX + 1, "x\nb\n");
    open_text(table, text);
    assert_int_equal(next(table), ERR_INVALID);
    assert_int_equal(table->record.problem, CSV_TOO_MANY_FIELDS);
    expect(table, 2, 1, "b", "b");
    memset(text, 'x', CSV_RECORD_BYTES + 1);
    strcpy(text + CSV_RECORD_BYTES + 1, "\nb\n");
    open_text(table, text);
    assert_int_equal(next(table), ERR_INVALID);
    assert_int_equal(table->record.problem, CSV_TOO_LONG);
    expect(table, 2, 1, "b", "b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(delimiter_is_the_most_frequent_of_the_first_line, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(quoted_field_may_hold_quotes_and_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(byte_order_mark_is_no_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bytes_that_are_not_utf8_are_windows_1252, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(utf16_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bad_record_is_told_and_the_next_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(record_past_its_bounds_is_told, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
