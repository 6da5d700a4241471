#include "htmlc.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void emit_literal(struct page *page, const char *bytes, size_t length)
{
    text_add_n(&page->literal, bytes, length);
}

static void add_escaped(struct text *escaped, const char *text)
{
    for (; *text; text++) {
        if (*text == '&')
            text_add(escaped, "&amp;");
        else if (*text == '<')
            text_add(escaped, "&lt;");
        else if (*text == '"')
            text_add(escaped, "&quot;");
        else
            text_add_char(escaped, *text);
    }
}

void emit_escaped(struct page *page, const char *text)
{
    add_escaped(&page->literal, text);
}

/* A {wrap} opens no block of C. */
static int indent_columns(const struct page *page)
{
    int columns = 4;

    for (int i = 0; i < page->block_count; i++)
        columns += page->blocks[i].kind == BLOCK_WRAP ? 0 : 4;
    return columns;
}

static void add_indent(struct page *page)
{
    text_addf(&page->code, "%*s", indent_columns(page), "");
}

static void add_literal_lines(struct page *page, const char *literal, size_t length)
{
    char *indent = tool_printf("%*s", indent_columns(page) + 4, "");

    text_add(&page->code, ",\n");
    text_add_c_string(&page->code, indent, literal, length);
    free(indent);
}

static void add_call(struct page *page, const char *macro, const char *literal, size_t length)
{
    add_indent(page);
    text_addf(&page->code, "%s(out", macro);
    if (length < 60 && !memchr(literal, '\n', length))
        text_add_c_string(&page->code, ", ", literal, length);
    else
        add_literal_lines(page, literal, length);
}

void emit_flush(struct page *page)
{
    if (page->literal.length == 0)
        return;
    add_call(page, "HTML_COPY", page->literal.data, page->literal.length);
    text_add(&page->code, ");\n");
    page->literal.length = 0;
}

/* ASCII letters and those of the Latin-1 and Latin Extended blocks, less signs such as the euro. */
static bool has_letters(const char *text)
{
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;

        if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'))
            return true;
        if (byte == 0xc3 && text[1] != '\x97' && text[1] != '\xb7')
            return true;
        if (byte >= 0xc4 && byte <= 0xc9)
            return true;
    }
    return false;
}

void emit_words(struct page *page, const char *text)
{
    struct text escaped = {0};

    if (!has_letters(text)) {
        emit_escaped(page, text);
        return;
    }
    emit_flush(page);
    add_escaped(&escaped, text);
    if (strcmp(escaped.data, text) == 0) {
        add_call(page, "HTML_SAY", text, strlen(text));
    } else {
        add_call(page, "HTML_SAY_AS", text, strlen(text));
        add_literal_lines(page, escaped.data, escaped.length);
    }
    text_add(&page->code, ");\n");
}

static PRINTF(2, 0) void add_statement(struct page *page, const char *format, va_list args)
{
    char *statement;

    if (vasprintf(&statement, format, args) < 0)
        fail_at("memory", 0, "a statement cannot be written");
    add_indent(page);
    text_add(&page->code, statement);
    text_add_char(&page->code, '\n');
    free(statement);
}

void emit_line(struct page *page, const char *format, ...)
{
    va_list args;

    emit_flush(page);
    va_start(args, format);
    add_statement(page, format, args);
    va_end(args);
}

void emit_source(struct page *page, const char *format, ...)
{
    va_list args;

    emit_flush(page);
    text_addf(&page->code, "#line %d \"%s\"\n", page->line, page->path);
    va_start(args, format);
    add_statement(page, format, args);
    va_end(args);
}

void emit_space(struct page *page)
{
    if (page->space && !page->boundary)
        emit_literal(page, " ", 1);
    page->space = false;
}
