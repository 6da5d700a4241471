/*
 * sourcecheck: what a compiler does not see and a reader should not have to look for.
 *
 * Run from the root of the tree; reads src/, tools/, tests/, fuzz/ and bench/, and the prose of
 * docs/ and schema/. Prints "file:line: why" for each finding. docs/code.md has the reasons.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "common.h"

enum { MAX_COLUMNS = 100, MAX_FUNCTION_LINES = 70, MAX_FILE_LINES = 800, MAX_HEADERS = 256 };

/* A third-party header and the one file that includes it. */
struct header_home {
    char *header;
    char *path;
};

struct check {
    struct header_home headers[MAX_HEADERS];
    int header_count;
    int faults;
};

struct source {
    struct check *check;
    const char *path;
    char *room;       /* "rides" of src/rides/rides.c; "" outside src/ */
    struct text text; /* as written */
    char *code;       /* the same bytes, with comments and the content of literals blanked */
};

static const char *const system_headers[] = {"arpa/inet.h",   "assert.h",     "ctype.h",
                                             "dirent.h",      "endian.h",     "errno.h",
                                             "fcntl.h",       "float.h",      "getopt.h",
                                             "inttypes.h",    "libgen.h",     "limits.h",
                                             "math.h",        "netdb.h",      "netinet/in.h",
                                             "netinet/tcp.h", "poll.h",       "pthread.h",
                                             "sched.h",       "semaphore.h",  "setjmp.h",
                                             "signal.h",      "spawn.h",      "stdarg.h",
                                             "stdatomic.h",   "stdbool.h",    "stddef.h",
                                             "stdint.h",      "stdio.h",      "stdlib.h",
                                             "string.h",      "strings.h",    "sys/epoll.h",
                                             "sys/eventfd.h", "sys/file.h",   "sys/ioctl.h",
                                             "sys/mman.h",    "sys/random.h", "sys/resource.h",
                                             "sys/socket.h",  "sys/stat.h",   "sys/statvfs.h",
                                             "sys/time.h",    "sys/types.h",  "sys/uio.h",
                                             "sys/un.h",      "sys/wait.h",   "termios.h",
                                             "time.h",        "unistd.h",     NULL};

static const char *const tags[] = {
    "a",        "b",      "body",     "br",     "button", "dd",     "div",     "dl",
    "dt",       "em",     "fieldset", "footer", "form",   "g",      "h1",      "h2",
    "h3",       "h4",     "head",     "header", "hr",     "html",   "img",     "input",
    "label",    "legend", "li",       "link",   "main",   "meta",   "nav",     "ol",
    "option",   "p",      "path",     "pre",    "rect",   "script", "section", "select",
    "small",    "span",   "strong",   "style",  "svg",    "table",  "tbody",   "td",
    "textarea", "th",     "thead",    "title",  "tr",     "ul",     NULL};

/* Where things outlive a request: these own their memory and give it back. */
#define ALLOCATORS " base engine store web paper app src/people/index.c "

/* Calls that are refused, except in the rooms and files named. */
static const struct {
    const char *call;
    const char *why;
    const char *allowed; /* rooms and paths, each between spaces */
} banned_calls[] = {
    {"strcpy", "has no bound", ""},
    {"strcat", "has no bound", ""},
    {"sprintf", "has no bound", ""},
    {"vsprintf", "has no bound", ""},
    {"gets", "has no bound", ""},
    {"strtok", "keeps hidden state", ""},
    {"system", "starts a shell", ""},
    {"popen", "starts a shell", ""},
    {"alloca", "can overflow the stack", ""},
    {"atoi", "does not see errors: text_to_int", ""},
    {"atol", "does not see errors: text_to_int", ""},
    {"rand", "can be guessed: crypt_random", ""},
    {"localtime", "depends on the process's zone: base/date.h", ""},
    {"gmtime", "keeps hidden state: base/date.h", ""},
    {"asctime", "keeps hidden state: base/date.h", ""},
    {"setlocale", "is process-wide", ""},
    {"printf", "library code does not print", " app main "},
    {"puts", "library code does not print", " app main "},
    {"perror", "library code does not print", " app main "},
    {"fprintf", "library code does not print", " app main src/base/arena.c "},
    {"fputs", "library code does not print", " app main "},
    {"snprintf", "belongs in base: arena_printf, buf_printf", " base store app main "},
    {"malloc", "what a request needs is in its arena", ALLOCATORS},
    {"calloc", "what a request needs is in its arena", ALLOCATORS},
    {"realloc", "what a request needs is in its arena", ALLOCATORS},
    {"free", "what a request needs is in its arena", ALLOCATORS},
};

/* Split so that this file passes its own check. */
static const char *const banned_words[] = {"TO"
                                           "DO",
                                           "FIX"
                                           "ME",
                                           "XX"
                                           "X",
                                           "/wo"
                                           "rk/",
                                           "/ho"
                                           "me/",
                                           "/ro"
                                           "ot/",
                                           NULL};

static void complain(const struct source *source, int line, const char *message)
{
    fprintf(stderr, "%s:%d: %s\n", source->path, line, message);
    source->check->faults++;
}

static bool is_one_of(const char *word, size_t length, const char *const *list)
{
    for (; *list; list++) {
        if (strlen(*list) == length && strncmp(*list, word, length) == 0)
            return true;
    }
    return false;
}

static bool is_in(const struct source *source, const char *room)
{
    return strcmp(source->room, room) == 0;
}

static bool is_in_src(const struct source *source)
{
    return *source->room != '\0';
}

static size_t columns_of(const char *line, size_t length)
{
    size_t columns = 0;

    for (size_t i = 0; i < length; i++)
        columns += ((unsigned char)line[i] & 0xc0) != 0x80;
    return columns;
}

/* Whether `word` stands by itself: in capitals it must not be part of a longer name. */
static bool has_banned_word(const char *line, size_t length, const char *word)
{
    const char *found = memmem(line, length, word, strlen(word));

    if (!found)
        return false;

    char after = found[strlen(word)];

    return word[0] == '/' || !((found > line && is_name_char(found[-1])) || is_name_char(after));
}

static void check_line(const struct source *source, int line, const char *text, size_t length,
                       bool is_c)
{
    if (is_c && columns_of(text, length) > MAX_COLUMNS)
        complain(source, line, "the line has more than 100 columns");
    if (memchr(text, '\t', length))
        complain(source, line, "a tab: indent with spaces");
    for (int i = 0; banned_words[i]; i++) {
        if ((is_c || banned_words[i][0] == '/') && has_banned_word(text, length, banned_words[i]))
            complain(source, line, tool_printf("\"%s\" has no place here", banned_words[i]));
    }
}

static void check_lines(const struct source *source, bool is_c)
{
    int line = 0;

    for (const char *text = text_string(&source->text); *text;) {
        size_t length = strcspn(text, "\n");

        check_line(source, ++line, text, length, is_c);
        text += length + (text[length] == '\n');
    }
    if (is_c && line > MAX_FILE_LINES)
        complain(source, line, "the file has more than 800 lines");
}

static bool starts_with_nocase(const char *text, const char *prefix)
{
    return strncasecmp(text, prefix, strlen(prefix)) == 0;
}

static bool looks_like_sql(const char *literal)
{
    while (is_blank(*literal))
        literal++;
    if (starts_with_nocase(literal, "update "))
        return strcasestr(literal, " set ") != NULL;
    if (starts_with_nocase(literal, "select "))
        return strcasestr(literal, " from ") || strcasestr(literal, "(");
    return starts_with_nocase(literal, "insert into ") ||
           starts_with_nocase(literal, "delete from ");
}

static bool looks_like_html(const char *literal)
{
    for (const char *at = strchr(literal, '<'); at; at = strchr(at + 1, '<')) {
        const char *name = at + 1 + (at[1] == '/');
        size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz123456");

        if (is_one_of(name, length, tags) && name[length] && strchr(" />", name[length]))
            return true;
    }
    return false;
}

static void check_literal(const struct source *source, int line, const char *literal)
{
    if (!is_in_src(source))
        return;
    if (!is_in(source, "store") && looks_like_sql(literal))
        complain(source, line, "a statement in C: statements belong in a .sql file");
    if (looks_like_html(literal))
        complain(source, line, "HTML in C: pages belong in a .html file");
}

/* Blanks a comment or literal that starts at `at`; returns where it ends. */
static size_t blank_out(struct source *source, size_t at, int line)
{
    char *code = source->code;
    size_t start = at;

    if (code[at] == '"' || code[at] == '\'') {
        char quote = code[at];

        for (at++; code[at] && code[at] != quote && code[at] != '\n'; at++)
            at += code[at] == '\\' && code[at + 1];
        if (quote == '"')
            check_literal(source, line, tool_copy(code + start + 1, at - start - 1));
        start++;
    } else if (code[at + 1] == '/') {
        at += strcspn(code + at, "\n");
    } else {
        const char *end = strstr(code + at + 2, "*/");

        at = end ? (size_t)(end - code) + 2 : strlen(code);
    }
    for (size_t i = start; i < at; i++)
        code[i] = code[i] == '\n' ? '\n' : ' ';
    return at + (code[at] == '"' || code[at] == '\'');
}

static bool is_include(const char *code, size_t at)
{
    while (at > 0 && code[at - 1] != '\n')
        at--;
    return strncmp(code + at, "#include", 8) == 0;
}

static void read_code(struct source *source)
{
    size_t at = 0;
    int line = 1;

    source->code = tool_copy(text_string(&source->text), source->text.length);
    while (source->code[at]) {
        const char *here = source->code + at;
        bool is_literal = (*here == '"' || *here == '\'') && !is_include(source->code, at);
        bool is_comment = *here == '/' && (here[1] == '/' || here[1] == '*');
        size_t start = at;

        at = is_literal || is_comment ? blank_out(source, at, line) : at + 1;
        for (; start < at; start++)
            line += source->code[start] == '\n';
    }
}

static void check_call(const struct source *source, int line, const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof banned_calls / sizeof banned_calls[0]; i++) {
        const char *call = banned_calls[i].call;

        if (strlen(call) != length || strncmp(call, name, length) != 0)
            continue;
        if (!strstr(banned_calls[i].allowed, tool_printf(" %s ", source->room)) &&
            !strstr(banned_calls[i].allowed, tool_printf(" %s ", source->path)))
            complain(source, line, tool_printf("%s() %s", call, banned_calls[i].why));
    }
}

static void check_calls(const struct source *source)
{
    const char *code = source->code;
    int line = 1;

    for (size_t at = 0; code[at]; at++) {
        line += code[at] == '\n';
        if (!is_name_start(code[at]) || (at > 0 && is_name_char(code[at - 1])))
            continue;

        size_t length = 1;

        while (is_name_char(code[at + length]))
            length++;
        /* A member of that name is a function of somebody's own. */
        if (code[at + length] == '(' && (at == 0 || !strchr(".>", code[at - 1])))
            check_call(source, line, code + at, length);
    }
}

static void check_header(const struct source *source, int line, char *header)
{
    struct check *check = source->check;

    if (is_one_of(header, strlen(header), system_headers))
        return;
    for (int i = 0; i < check->header_count; i++) {
        if (strcmp(check->headers[i].header, header) != 0)
            continue;
        if (strcmp(check->headers[i].path, source->path) != 0)
            complain(source, line,
                     tool_printf("<%s> is included by %s already", header, check->headers[i].path));
        return;
    }
    if (check->header_count < MAX_HEADERS)
        check->headers[check->header_count++] =
            (struct header_home){header, tool_copy(source->path, strlen(source->path))};
}

static void check_includes(const struct source *source)
{
    int line = 1;

    for (const char *text = text_string(&source->text); *text; line++) {
        char *header;

        if (sscanf(text, "#include <%m[^>\n]>", &header) == 1)
            check_header(source, line, header);
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
}

/* Functions begin and end with a brace in the first column: clang-format sees to it. */
static void check_functions(const struct source *source)
{
    int line = 1;
    int start = 0;

    for (const char *text = source->code; *text; line++) {
        if (*text == '{')
            start = line;
        if (*text == '}' && start) {
            if (line - start + 1 > MAX_FUNCTION_LINES)
                complain(source, start, "the function has more than 70 lines");
            start = 0;
        }
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
}

/* A declaration outside functions, up to its ; or =, with what stood in braces left out. */
static bool is_mutable_variable(const char *declaration)
{
    static const char *const others[] = {"typedef", "enum", "_Static_assert", "static_assert",
                                         NULL};
    const char *star = strrchr(declaration, '*');
    size_t first = strcspn(declaration, " ");

    if (!*declaration || is_one_of(declaration, first, others) || strchr(declaration, '('))
        return false;
    if (strchr(declaration, '{') && declaration[strlen(declaration) - 1] == '}')
        return false; /* a struct is declared, and nothing of its kind */
    if (!strchr(declaration, ' ') || text_has_word(declaration, "sig_atomic_t"))
        return false; /* a signal's flag cannot be anything else */
    if (strncmp(declaration, "struct ", 7) == 0 && !strchr(declaration + 7, ' '))
        return false; /* a forward declaration */
    if (first > 8 && strncmp(declaration + first - 8, "_handler", 8) == 0)
        return false; /* a function, declared by the name of its kind */
    return !text_has_word(star ? star : declaration, "const");
}

/* Adds one byte of code outside functions, white space squeezed. */
static void add_squeezed(struct text *out, char c)
{
    if (!is_blank(c))
        text_add_char(out, c);
    else if (out->length && out->data[out->length - 1] != ' ')
        text_add_char(out, ' ');
}

static void end_declaration(const struct source *source, struct text *declaration, int line)
{
    while (declaration->length && declaration->data[declaration->length - 1] == ' ')
        declaration->data[--declaration->length] = '\0';
    if (is_mutable_variable(text_string(declaration)))
        complain(source, line, "a variable outside functions must be const");
    declaration->length = 0;
    if (declaration->data)
        declaration->data[0] = '\0';
}

static void check_globals(const struct source *source)
{
    struct text declaration = {0};
    int depth = 0;
    int line = 1;
    bool has_value = false;

    for (const char *at = source->code; *at; at++) {
        bool starts_line = at == source->code || at[-1] == '\n';

        if (starts_line && *at == '#') {
            for (; *at && (*at != '\n' || at[-1] == '\\'); at++)
                line += *at == '\n';
        }
        line += *at == '\n';
        if (*at == '{' && depth++ == 0 && !has_value)
            add_squeezed(&declaration, '{');
        if (*at == '}' && --depth == 0 && !has_value)
            add_squeezed(&declaration, '}');
        if (depth > 0 || *at == '}' || *at == '\0') {
            if (*at == '}' && starts_line && strchr(text_string(&declaration), '('))
                end_declaration(source, &declaration, line); /* a function's end */
            if (*at == '\0')
                break;
            continue;
        }
        if (*at == '=' && !has_value)
            has_value = true;
        else if (*at == ';') {
            end_declaration(source, &declaration, line);
            has_value = false;
        } else if (!has_value)
            add_squeezed(&declaration, *at);
    }
}

static char *room_of(const char *path)
{
    const char *start = path + strlen("src/");

    return strncmp(path, "src/", 4) == 0 ? tool_copy(start, strcspn(start, "/."))
                                         : tool_copy("", 0);
}

static void check_file(struct check *check, const char *path)
{
    struct source source = {.check = check, .path = path, .room = room_of(path)};
    bool is_c = text_ends_with(path, ".c") || text_ends_with(path, ".h");

    if (!is_c && !text_ends_with(path, ".sql") && !text_ends_with(path, ".html") &&
        !text_ends_with(path, ".md"))
        return;
    source.text = file_read(path);
    check_lines(&source, is_c);
    if (!is_c)
        return;
    read_code(&source);
    check_functions(&source);
    if (is_in_src(&source)) {
        check_calls(&source);
        check_includes(&source);
        check_globals(&source);
    }
}

/* What others made, and samples of what is refused. */
static bool is_skipped(const char *path, const char *name)
{
    return name[0] == '.' || strcmp(name, "node_modules") == 0 || strcmp(path, "tests/golden") == 0;
}

static void check_folder(struct check *check, const char *folder)
{
    struct dirent **entries;
    struct stat about;
    int count = scandir(folder, &entries, NULL, alphasort);

    for (int i = 0; i < count; i++) {
        char *path = tool_printf("%s/%s", folder, entries[i]->d_name);

        if (is_skipped(path, entries[i]->d_name) || stat(path, &about) != 0)
            continue;
        if (S_ISDIR(about.st_mode))
            check_folder(check, path);
        else
            check_file(check, path);
    }
}

int main(void)
{
    static const char *const folders[] = {"src",   "tools", "tests", "fuzz",
                                          "bench", "docs",  "schema"};
    struct check *check = tool_alloc(sizeof *check);

    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        check_folder(check, folders[i]);
    return check->faults ? 1 : 0;
}
