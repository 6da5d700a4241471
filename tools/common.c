#include "common.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { C_STRING_COLUMNS = 88 };

void *tool_grow(void *old, size_t size)
{
    void *grown = realloc(old, size ? size : 1);

    if (!grown)
        fail_at("memory", 0, "%zu bytes cannot be had", size);
    return grown;
}

void *tool_alloc(size_t size)
{
    return memset(tool_grow(NULL, size), 0, size);
}

char *tool_copy(const char *bytes, size_t length)
{
    char *copy = tool_alloc(length + 1);

    memcpy(copy, bytes, length);
    return copy;
}

void text_add_n(struct text *text, const char *bytes, size_t length)
{
    if (text->length + length + 1 > text->capacity) {
        text->capacity = (text->length + length + 1) * 2;
        text->data = tool_grow(text->data, text->capacity);
    }
    memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void text_add(struct text *text, const char *string)
{
    text_add_n(text, string, strlen(string));
}

void text_add_char(struct text *text, char byte)
{
    text_add_n(text, &byte, 1);
}

static PRINTF(1, 0) char *format_copy(const char *format, va_list args)
{
    char *formatted;

    if (vasprintf(&formatted, format, args) < 0)
        fail_at("memory", 0, "a message cannot be written");
    return formatted;
}

void text_addf(struct text *text, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    char *formatted = format_copy(format, args);
    va_end(args);
    text_add(text, formatted);
    free(formatted);
}

char *tool_printf(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    char *formatted = format_copy(format, args);
    va_end(args);
    return formatted;
}

const char *text_string(const struct text *text)
{
    return text->data ? text->data : "";
}

static size_t add_c_char(struct text *text, unsigned char byte)
{
    size_t before = text->length;

    if (byte == '\n')
        text_add(text, "\\n");
    else if (byte == '"' || byte == '\\')
        text_addf(text, "\\%c", byte);
    else if (byte < ' ' || byte == 0x7f)
        text_addf(text, "\\%03o", byte);
    else
        text_add_char(text, (char)byte);
    return text->length - before;
}

void text_add_c_string(struct text *text, const char *indent, const char *bytes, size_t length)
{
    size_t room = C_STRING_COLUMNS - strlen(indent);
    size_t column = 0;

    text_addf(text, "%s\"", indent);
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        bool continues = (byte & 0xc0) == 0x80; /* never part a UTF-8 character */
        bool after_break = i > 0 && (bytes[i - 1] == '>' || bytes[i - 1] == ' ');

        if (column && !continues && (column > room || (column > room - 20 && after_break))) {
            text_addf(text, "\"\n%s\"", indent);
            column = 0;
        }
        column += add_c_char(text, byte);
    }
    text_add(text, "\"");
}

void fail_at(const char *path, int line, const char *format, ...)
{
    va_list args;

    fprintf(stderr, "%s:", path);
    if (line > 0)
        fprintf(stderr, "%d:", line);
    fputc(' ', stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(1);
}

struct text file_read(const char *path)
{
    struct text text = {0};
    char chunk[16384];
    size_t got;
    FILE *file = fopen(path, "rb");

    if (!file)
        fail_at(path, 0, "cannot be opened");
    while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
        text_add_n(&text, chunk, got);
    if (ferror(file))
        fail_at(path, 0, "cannot be read");
    fclose(file);
    if (text.length && memchr(text.data, '\0', text.length))
        fail_at(path, 0, "holds a NUL byte: not a text");
    return text;
}

bool file_exists(const char *path)
{
    return access(path, R_OK) == 0;
}

void file_write(const char *path, const struct text *text)
{
    FILE *file = fopen(path, "wb");

    if (!file)
        fail_at(path, 0, "cannot be created");
    if (fwrite(text_string(text), 1, text->length, file) != text->length || fclose(file) != 0)
        fail_at(path, 0, "cannot be written");
}

char *path_stem(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *start = slash ? slash + 1 : path;

    return tool_copy(start, strcspn(start, "."));
}

char *path_folder_name(const char *path)
{
    const char *end = strrchr(path, '/');

    if (!end)
        return tool_copy("", 0);

    const char *start = end;

    while (start > path && start[-1] != '/')
        start--;
    return tool_copy(start, (size_t)(end - start));
}

char *in_capitals(const char *name)
{
    char *copy = tool_copy(name, strlen(name));

    for (char *c = copy; *c; c++) {
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
    }
    return copy;
}

bool text_ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);

    return length >= strlen(end) && strcmp(text + length - strlen(end), end) == 0;
}

bool text_has_word(const char *text, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
        if ((at == text || !is_name_char(at[-1])) && !is_name_char(at[length]))
            return true;
    }
    return false;
}

bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_name_char(char c)
{
    return is_name_start(c) || (c >= '0' && c <= '9');
}

bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
