/*
 * htmlc: compiles the page templates of one room to a pair of C files.
 *
 *     htmlc --out build/gen --room rides src/rides/day.html src/rides/booking.html
 *
 * writes build/gen/rides_html.h and rides_html.c. Without --room the folder's name is taken. The
 * header includes rides/rides_view.h when the folder has it.
 *
 * A template is HTML with, in braces:
 *
 *     {page ride_day(const struct ride_day_view *v)}   first: the C function and its parameters
 *     {use frame}                  next: templates of another room may be included
 *     {layout staff_page(&v->f)}   next: this page stands in the {content} of that template
 *     {v->surname}                 a value, by its type (web/html.h) and escaped for its place
 *     {if a && b} {else if c} {else} {end}     also inside tags and attribute values
 *     {for leg in v->legs, v->count} {end}     leg points into the array, leg_index counts
 *     {let many = v->count > 1}    a constant until the end of the block
 *     {include field_line(v->ask, "surname")}  another template, with its arguments
 *     {wrap panel("Oggi")} {end}   what is between stands in the {content} of panel
 *     {content}                    makes this template a layout
 *     {_ "Da %s a %s", v->from, v->to}         a whole sentence for translators
 *     {# a comment #}              before {page} it documents the function; {{ is a brace
 *
 * Text, and the attributes that people read (title, alt, placeholder, aria-label ...), become calls
 * that xgettext extracts. White space is reduced to what is seen, except in pre and textarea.
 * Addresses: a value at the start of href, src, action must be a path or a web, mail or telephone
 * address; later it is one percent-encoded part. Dates in addresses, datetime, min, max, data-* and
 * in the value of inputs that are not typed text are written for programs.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "htmlc.h"

enum { MAX_USES = 32 };

/* What the templates of a run become. */
struct output {
    const char *name;
    const char *folder; /* of the sources, to find the view header */
    struct text declarations;
    struct text functions;
    char *uses[MAX_USES];
    int use_count;
};

void page_fail(const struct page *page, const char *format, ...)
{
    va_list args;
    char *message;

    va_start(args, format);
    if (vasprintf(&message, format, args) < 0)
        message = tool_copy("", 0);
    va_end(args);
    fail_at(page->path, page->line, "%s", message);
}

static void add_use(struct output *output, const char *name)
{
    for (int i = 0; i < output->use_count; i++) {
        if (strcmp(output->uses[i], name) == 0)
            return;
    }
    if (output->use_count == MAX_USES)
        fail_at("htmlc", 0, "more than %d {use}", MAX_USES);
    output->uses[output->use_count++] = tool_copy(name, strlen(name));
}

static void read_page_head(struct page *page, const char *head)
{
    const char *text = head;
    size_t length = strlen(head);

    page->name = take_name(&text);
    if (!page->name || *text != '(' || head[length - 1] != ')')
        page_fail(page, "expected {page name(parameters)}");
    page->params = tool_copy(text + 1, strlen(text) - 2);
    if (strcmp(page->params, "void") == 0)
        page->params = tool_copy("", 0);
}

static bool starts_with_word(const char *text, const char *word, const char **ret_rest)
{
    size_t length = strlen(word);

    if (strncmp(text, word, length) != 0 || !is_blank(text[length]))
        return false;
    *ret_rest = skip_blanks(text + length);
    return true;
}

/* {page ...}, {layout ...} or {use ...}; false when the body starts here instead. */
static bool read_head_line(struct page *page, struct output *output)
{
    struct page before = *page;

    if (!page_looks_at(page, "{") || page_looks_at(page, "{{"))
        return false;

    char *inside = page_read_braces(page);
    const char *rest;

    if (!page->name && starts_with_word(inside, "page", &rest)) {
        read_page_head(page, rest);
    } else if (page->name && !page->layout_end && starts_with_word(inside, "layout", &rest)) {
        emit_source(page, "%s", page_call(page, rest, "_begin"));
        page->layout_end = page_call(page, rest, "_end");
    } else if (page->name && starts_with_word(inside, "use", &rest)) {
        add_use(output, rest);
    } else {
        *page = before;
        return false;
    }
    return true;
}

/* Comments, {page}, and then any {use} and {layout}. A comment before {page} documents it. */
static void read_head(struct page *page, struct output *output)
{
    for (;;) {
        char *comment;

        page_skip_blanks(page);
        if (page_looks_at(page, "{#")) {
            page_read_comment(page, &comment);
            page->doc = page->name ? page->doc : comment;
        } else if (!read_head_line(page, output)) {
            break;
        }
    }
    if (!page->name)
        page_fail(page, "a template starts with {page name(parameters)}");
}

/* A parameter that the code does not use would be a warning: half of a layout often has none. */
static void add_unused_params(struct text *out, const char *params, const char *code)
{
    const char *end = params;

    while (*end) {
        end += strcspn(end, ",");

        const char *last = end;

        while (last > params && !is_name_char(last[-1]))
            last--;

        const char *first = last;

        while (first > params && is_name_char(first[-1]))
            first--;

        char *name = tool_copy(first, (size_t)(last - first));

        if (*name && !text_has_word(code, name))
            text_addf(out, "    (void)%s;\n", name);
        end += *end == ',';
    }
}

static void add_function(struct output *output, const struct page *page, const char *suffix,
                         const struct text *code)
{
    const char *comma = *page->params ? ", " : "";

    text_addf(&output->declarations, "void %s%s(struct html *out%s%s);\n", page->name, suffix,
              comma, page->params);
    text_addf(&output->functions, "\nvoid %s%s(struct html *out%s%s)\n{\n", page->name, suffix,
              comma, page->params);
    add_unused_params(&output->functions, page->params, text_string(code));
    if (code->length == 0)
        text_add(&output->functions, "    (void)out;\n");
    text_add(&output->functions, text_string(code));
    text_add(&output->functions, "}\n");
}

static void add_doc(struct text *out, const char *doc)
{
    const char *text = doc ? skip_blanks(doc) : "";
    size_t length = strlen(text);

    while (length && is_blank(text[length - 1]))
        length--;
    if (length)
        text_addf(out, "/* %.*s */\n", (int)length, text);
}

static void compile_page(const char *path, struct output *output)
{
    struct page *page = tool_alloc(sizeof *page);

    page->path = path;
    page->line = 1;
    page->source = file_read(path);
    text_add(&page->source, ""); /* an empty file, too, ends in NUL */
    read_head(page, output);
    page_read_body(page);
    if (page->layout_end)
        emit_line(page, "%s", page->layout_end);
    emit_flush(page);

    text_add_char(&output->declarations, '\n');
    add_doc(&output->declarations, page->doc);
    if (page->is_layout) {
        add_function(output, page, "_begin", &page->begin);
        add_function(output, page, "_end", &page->code);
    } else {
        add_function(output, page, "", &page->code);
    }
}

static void write_header(const char *folder_out, const struct output *output)
{
    struct text text = {0};
    char *guard = in_capitals(output->name);
    char *view = tool_printf("%s/%s_view.h", output->folder, output->name);

    text_add(&text, "/* Generated by htmlc: change the templates. */\n");
    text_addf(&text, "#ifndef GEN_%s_HTML_H\n#define GEN_%s_HTML_H\n\n", guard, guard);
    if (file_exists(view))
        text_addf(&text, "#include \"%s/%s_view.h\"\n", output->name, output->name);
    text_add(&text, "#include \"web/html.h\"\n");
    text_add(&text, text_string(&output->declarations));
    text_add(&text, "\n#endif\n");
    file_write(tool_printf("%s/%s_html.h", folder_out, output->name), &text);
}

static void write_source(const char *folder_out, const struct output *output)
{
    struct text text = {0};

    text_addf(&text, "/* Generated by htmlc: change the templates. */\n#include \"%s_html.h\"\n",
              output->name);
    for (int i = 0; i < output->use_count; i++)
        text_addf(&text, "%s#include \"%s_html.h\"\n", i == 0 ? "\n" : "", output->uses[i]);
    text_add(&text, text_string(&output->functions));
    file_write(tool_printf("%s/%s_html.c", folder_out, output->name), &text);
}

int main(int argc, char **argv)
{
    struct output output = {0};
    const char *folder_out = NULL;
    int first = 1;

    for (; first + 1 < argc && argv[first][0] == '-'; first += 2) {
        if (strcmp(argv[first], "--out") == 0)
            folder_out = argv[first + 1];
        else if (strcmp(argv[first], "--room") == 0)
            output.name = argv[first + 1];
        else
            fail_at("htmlc", 0, "unknown option %s", argv[first]);
    }
    if (!folder_out || first >= argc)
        fail_at("htmlc", 0, "usage: htmlc --out FOLDER [--room NAME] FILE.html...");

    const char *slash = strrchr(argv[first], '/');

    output.folder = slash ? tool_copy(argv[first], (size_t)(slash - argv[first])) : ".";
    if (!output.name)
        output.name = path_folder_name(argv[first]);
    for (int i = first; i < argc; i++)
        compile_page(argv[i], &output);
    write_header(folder_out, &output);
    write_source(folder_out, &output);
    return 0;
}
