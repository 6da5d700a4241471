/*
 * What our small compilers share: whole files as text, growing text, and errors that name the
 * file and line. They are build tools: memory is never given back, and an error ends the run.
 */
#ifndef TOOLS_COMMON_H
#define TOOLS_COMMON_H

#include <stdbool.h>
#include <stddef.h>

#define PRINTF(f, a) __attribute__((format(printf, f, a)))
#define NORETURN     __attribute__((noreturn))

/* Text that grows; `data` is always NUL-terminated once something was added. */
struct text {
    char *data;
    size_t length;
    size_t capacity;
};

void text_add_n(struct text *text, const char *bytes, size_t length);
void text_add(struct text *text, const char *string);
void text_add_char(struct text *text, char byte);
void text_addf(struct text *text, const char *format, ...) PRINTF(2, 3);
const char *text_string(const struct text *text); /* "" while nothing was added */
/* As C string literals, each led by `indent`, in lines that fit 100 columns when they are ASCII. */
void text_add_c_string(struct text *text, const char *indent, const char *bytes, size_t length);

/* "path:line: message" to standard error, then exit 1. A line of 0 is not printed. */
void fail_at(const char *path, int line, const char *format, ...) PRINTF(3, 4) NORETURN;

void *tool_alloc(size_t size);           /* zeroed, never NULL */
void *tool_grow(void *old, size_t size); /* never NULL */
char *tool_copy(const char *bytes, size_t length);
char *tool_printf(const char *format, ...) PRINTF(1, 2);

struct text file_read(const char *path); /* fails when it cannot */
bool file_exists(const char *path);
void file_write(const char *path, const struct text *text);
/* Last path component without its extension: "src/rides/day.html" -> "day". */
char *path_stem(const char *path);
char *path_folder_name(const char *path); /* "src/rides/day.html" -> "rides" */

char *in_capitals(const char *name); /* ASCII letters only */
bool text_ends_with(const char *text, const char *end);
bool text_has_word(const char *text, const char *word); /* as a whole C identifier */

bool is_name_start(char c); /* of a C identifier, ASCII only */
bool is_name_char(char c);
bool is_blank(char c);

#endif
