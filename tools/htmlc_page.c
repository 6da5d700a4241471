#include "htmlc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const void_tags[] = {"area", "base", "br",     "col",   "hr",  "img", "input",
                                        "link", "meta", "source", "track", "wbr", NULL};

/* White space beside these is not seen on the page. */
static const char *const boundary_tags[] = {
    "address", "article", "aside",    "base",     "blockquote", "body",     "br",         "caption",
    "circle",  "col",     "colgroup", "datalist", "dd",         "defs",     "desc",       "details",
    "dialog",  "div",     "dl",       "dt",       "ellipse",    "fieldset", "figcaption", "figure",
    "footer",  "form",    "g",        "h1",       "h2",         "h3",       "h4",         "h5",
    "h6",      "head",    "header",   "hr",       "html",       "legend",   "li",         "line",
    "link",    "main",    "meta",     "nav",      "ol",         "optgroup", "option",     "p",
    "path",    "polygon", "polyline", "rect",     "search",     "section",  "summary",    "symbol",
    "table",   "tbody",   "td",       "template", "tfoot",      "th",       "thead",      "title",
    "tr",      "ul",      "use",      NULL};

static const char *const url_attributes[] = {"action", "cite", "data",       "formaction", "href",
                                             "poster", "src",  "xlink:href", NULL};

/* Programs read these, not people. */
static const char *const machine_attributes[] = {"datetime", "max", "min", "step", NULL};

/* A data-label is a table's column, said beside each value where a telephone has no room for it. */
static const char *const words_attributes[] = {
    "alt", "aria-description", "aria-label", "data-label", "label", "placeholder", "title", NULL};

static const char *const shown_inputs[] = {"", "email", "search", "tel", "text", "url", NULL};
static const char *const button_inputs[] = {"button", "reset", "submit", NULL};

static const struct {
    const char *name;
    const char *text;
} entities[] = {{"&amp;", "&"},   {"&lt;", "<"},        {"&gt;", ">"},
                {"&quot;", "\""}, {"&nbsp;", "\u00a0"}, {"&shy;", "\u00ad"}};

static bool is_one_of(const char *name, const char *const *list)
{
    for (; *list; list++) {
        if (strcasecmp(name, *list) == 0)
            return true;
    }
    return false;
}

static char look(const struct page *page)
{
    return page->at < page->source.length ? page->source.data[page->at] : '\0';
}

bool page_looks_at(const struct page *page, const char *prefix)
{
    return look(page) && strncmp(page->source.data + page->at, prefix, strlen(prefix)) == 0;
}

void page_advance(struct page *page, size_t count)
{
    for (; count > 0 && look(page); count--) {
        if (page->source.data[page->at++] == '\n')
            page->line++;
    }
}

void page_skip_blanks(struct page *page)
{
    while (is_blank(look(page)))
        page_advance(page, 1);
}

/* Moves past `end`, which must come, and returns what was before it. */
static char *read_until(struct page *page, const char *end, const char *what)
{
    const char *start = page->source.data + page->at;
    const char *found = strstr(start, end);

    if (!found)
        page_fail(page, "%s has no %s", what, end);
    page_advance(page, (size_t)(found - start) + strlen(end));
    return tool_copy(start, (size_t)(found - start));
}

void page_read_comment(struct page *page, char **ret_text)
{
    page_advance(page, 2);
    *ret_text = read_until(page, "#}", "this comment");
}

static bool skip_comment(struct page *page)
{
    char *ignored;

    if (page_looks_at(page, "{#"))
        page_read_comment(page, &ignored);
    else if (page_looks_at(page, "<!--"))
        ignored = read_until(page, "-->", "this comment");
    else
        return false;
    free(ignored);
    return true;
}

/* One character of text, entities as what they mean. A bare & is itself. */
static void read_char(struct page *page, struct text *text)
{
    size_t name_length = strspn(page->source.data + page->at + 1, "abcdefghijklmnopqrstuvwxyz");

    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
        if (page_looks_at(page, entities[i].name)) {
            text_add(text, entities[i].text);
            page_advance(page, strlen(entities[i].name));
            return;
        }
    }
    if (look(page) == '&' && page_looks_at(page, "&#"))
        page_fail(page, "numbered characters are not known here: write the character itself");
    if (look(page) == '&' && name_length && page->source.data[page->at + 1 + name_length] == ';')
        page_fail(page, "unknown entity %.*s: write the character itself", (int)name_length + 2,
                  page->source.data + page->at);
    text_add_char(text, look(page));
    page_advance(page, page_looks_at(page, "{{") ? 2 : 1);
}

static bool at_directive(const struct page *page)
{
    return look(page) == '{' && !page_looks_at(page, "{{");
}

static char *squeezed(const char *text)
{
    struct text out = {0};

    for (; *text; text++) {
        if (!is_blank(*text))
            text_add_char(&out, *text);
        else if (out.length && !is_blank(out.data[out.length - 1]))
            text_add_char(&out, ' ');
    }
    if (out.length && out.data[out.length - 1] == ' ')
        out.data[--out.length] = '\0';
    return tool_copy(text_string(&out), out.length);
}

static bool is_preserving(const struct page *page)
{
    static const char *const preserving[] = {"pre", "textarea", NULL};

    for (int i = 0; i < page->tag_count; i++) {
        if (is_one_of(page->tags[i].name, preserving))
            return true;
    }
    return false;
}

static void read_text(struct page *page)
{
    struct text text = {0};

    while (look(page)) {
        if (skip_comment(page))
            continue;
        if (look(page) == '<' || at_directive(page))
            break;
        read_char(page, &text);
    }
    if (text.length == 0)
        return;
    if (is_preserving(page)) {
        emit_escaped(page, text.data);
        return;
    }
    page->space |= is_blank(text.data[0]);

    char *core = squeezed(text.data);

    if (*core) {
        emit_space(page);
        emit_words(page, core);
        page->boundary = false;
        page->space = is_blank(text.data[text.length - 1]);
    }
}

static char *read_tag_name(struct page *page)
{
    const char *start = page->source.data + page->at;
    size_t length = 0;

    while (is_name_char(start[length]) || (start[length] && strchr("-:.", start[length])))
        length++;
    page_advance(page, length);
    return tool_copy(start, length);
}

static void refuse_attribute(const struct page *page, const char *name)
{
    if (strncasecmp(name, "on", 2) == 0)
        page_fail(page, "%s: event handlers are refused by our Content-Security-Policy", name);
    if (strcasecmp(name, "style") == 0)
        page_fail(page, "style attributes are refused by our Content-Security-Policy: use a class");
    if (strcasecmp(name, "srcdoc") == 0 || strcasecmp(name, "srcset") == 0)
        page_fail(page, "%s is not allowed in templates", name);
}

static enum value_kind value_kind_of(const char *tag, const char *attribute, const char *type)
{
    bool is_input = strcasecmp(tag, "input") == 0;

    if (is_one_of(attribute, url_attributes))
        return VALUE_URL;
    if (is_one_of(attribute, machine_attributes) || strncasecmp(attribute, "data-", 5) == 0)
        return VALUE_MACHINE;
    if (strcasecmp(attribute, "value") == 0 && !(is_input && is_one_of(type, shown_inputs)))
        return VALUE_MACHINE;
    return VALUE_SHOWN;
}

static bool has_words(const char *tag, const char *attribute, const char *type)
{
    bool is_button = strcasecmp(tag, "input") == 0 && is_one_of(type, button_inputs);

    return is_one_of(attribute, words_attributes) ||
           (is_button && strcasecmp(attribute, "value") == 0);
}

/* The literal start of an address decides where it leads. */
static void check_url_start(struct page *page, const char *text)
{
    size_t scheme = strcspn(text, ":/?#");

    if (text[scheme] != ':')
        return;
    if (strncasecmp(text, "tel:", 4) == 0 || strncasecmp(text, "mailto:", 7) == 0)
        page->value_kind = VALUE_ADDRESS;
    else if (strncmp(text, "http:", 5) != 0 && strncmp(text, "https:", 6) != 0 &&
             strncmp(text, "data:image/", 11) != 0 && strcmp(text, "data:,") != 0)
        page_fail(page, "addresses may not start with \"%.*s\"", (int)scheme + 1, text);
}

/* A line break inside a value, with its indentation, is one space. */
static char *joined_lines(const char *text)
{
    struct text out = {0};

    while (*text) {
        if (*text == '\n') {
            text_add_char(&out, ' ');
            while (is_blank(*text))
                text++;
        } else {
            text_add_char(&out, *text++);
        }
    }
    return out.data;
}

/* A literal part of an attribute's value, without moving its outer spaces. */
static void emit_value_part(struct page *page, const char *text, bool translate)
{
    if (page->value_kind == VALUE_URL && !page->url_started)
        check_url_start(page, text);
    page->url_started = true;
    if (!translate) {
        emit_escaped(page, joined_lines(text));
        return;
    }

    char *core = squeezed(text);

    if (is_blank(text[0]))
        emit_literal(page, " ", 1);
    if (*core) {
        emit_words(page, core);
        if (is_blank(text[strlen(text) - 1]))
            emit_literal(page, " ", 1);
    }
}

/* Past the opening quote, up to and including the closing one. Returns the first literal part. */
static char *read_value(struct page *page, char quote, bool translate)
{
    int blocks = page->block_count;
    int line = page->line;
    char *first = NULL;

    page->url_started = false;
    while (look(page) != quote) {
        struct text part = {0};

        while (look(page) && look(page) != quote && !at_directive(page))
            read_char(page, &part);
        if (part.length) {
            emit_value_part(page, part.data, translate);
            first = first ? first : part.data;
        }
        if (look(page) == '{')
            page_read_directive(page, IN_VALUE);
        else if (!look(page))
            fail_at(page->path, line, "this attribute's value has no closing quote");
    }
    if (page->block_count != blocks)
        page_fail(page, "a block that was opened inside this attribute has no {end} there");
    page_advance(page, 1);
    return first ? first : tool_copy("", 0);
}

static void read_attribute(struct page *page, const char *tag, char **type)
{
    char *name = read_tag_name(page);

    if (!*name)
        page_fail(page, "unexpected '%c' in the tag <%s>", look(page), tag);
    refuse_attribute(page, name);
    emit_literal(page, " ", 1);
    emit_literal(page, name, strlen(name));
    page_skip_blanks(page);
    if (look(page) != '=')
        return;
    page_advance(page, 1);
    page_skip_blanks(page);

    char quote = look(page);

    if (quote != '"' && quote != '\'')
        page_fail(page, "the value of %s needs quotes", name);
    page_advance(page, 1);
    page->value_kind = value_kind_of(tag, name, *type);
    emit_literal(page, "=\"", 2);

    char *first = read_value(page, quote, has_words(tag, name, *type));

    emit_literal(page, "\"", 1);
    if (strcasecmp(name, "type") == 0)
        *type = first;
}

static void push_tag(struct page *page, char *name, int line)
{
    if (page->tag_count == MAX_OPEN_TAGS)
        page_fail(page, "more than %d tags are open", MAX_OPEN_TAGS);
    page->tags[page->tag_count++] = (struct open_tag){name, line};
}

/* Whether the tag ended with "/>". */
static bool read_attributes(struct page *page, const char *tag)
{
    int blocks = page->block_count;
    int line = page->line;
    char *type = tool_copy("", 0);

    for (;;) {
        page_skip_blanks(page);
        if (page_looks_at(page, "/>") || look(page) == '>') {
            if (page->block_count != blocks)
                page_fail(page, "a block that was opened inside <%s> has no {end} there", tag);
            bool is_empty = look(page) == '/';

            page_advance(page, is_empty ? 2 : 1);
            return is_empty;
        }
        if (!look(page) || look(page) == '<')
            fail_at(page->path, line, "the tag <%s> has no >", tag);
        if (skip_comment(page))
            continue;
        if (at_directive(page))
            page_read_directive(page, IN_TAG);
        else
            read_attribute(page, tag, &type);
    }
}

static void check_code_is_elsewhere(struct page *page, const char *tag)
{
    if (strcasecmp(tag, "style") == 0)
        page_fail(page, "<style> is refused by our Content-Security-Policy: use a file in ui/");
    if (strcasecmp(tag, "script") == 0 && !page_looks_at(page, "</script>"))
        page_fail(page, "scripts in pages are refused by our Content-Security-Policy: use src=");
}

static void read_opening_tag(struct page *page)
{
    int line = page->line;
    char *name = read_tag_name(page);
    bool is_boundary = is_one_of(name, boundary_tags);

    if (is_boundary)
        page->space = false;
    emit_space(page);
    emit_literal(page, "<", 1);
    emit_literal(page, name, strlen(name));

    bool is_empty = read_attributes(page, name);

    emit_literal(page, "/>", is_empty ? 2 : 0);
    emit_literal(page, ">", is_empty ? 0 : 1);
    check_code_is_elsewhere(page, name);
    page->boundary = is_boundary;
    if (!is_empty && !is_one_of(name, void_tags))
        push_tag(page, name, line);
}

static void read_closing_tag(struct page *page)
{
    page_advance(page, 2);

    char *name = read_tag_name(page);
    int floor = page->block_count ? page->blocks[page->block_count - 1].tag_count : 0;

    page_skip_blanks(page);
    if (look(page) != '>')
        page_fail(page, "the tag </%s> has no >", name);
    if (is_one_of(name, void_tags))
        page_fail(page, "<%s> has no closing tag", name);
    if (page->tag_count == 0)
        page_fail(page, "</%s> closes nothing", name);

    struct open_tag *open = &page->tags[page->tag_count - 1];

    if (strcmp(open->name, name) != 0)
        page_fail(page, "</%s> stands where <%s> of line %d is to be closed", name, open->name,
                  open->line);
    if (page->tag_count == floor)
        page_fail(page, "</%s> closes a tag of line %d, outside this block", name, open->line);
    page->tag_count--;
    page_advance(page, 1);
    if (is_one_of(name, boundary_tags))
        page->space = false;
    emit_space(page);
    emit_literal(page, "</", 2);
    emit_literal(page, name, strlen(name));
    emit_literal(page, ">", 1);
    page->boundary = is_one_of(name, boundary_tags);
}

static void read_tag(struct page *page)
{
    if (page_looks_at(page, "<!")) {
        char *declaration = read_until(page, ">", "this declaration");

        emit_literal(page, declaration, strlen(declaration));
        emit_literal(page, ">", 1);
        page->boundary = true;
    } else if (page_looks_at(page, "</")) {
        read_closing_tag(page);
    } else if (is_name_start(page->source.data[page->at + 1])) {
        page_advance(page, 1);
        read_opening_tag(page);
    } else {
        page_fail(page, "a lone '<': write &lt;");
    }
}

void page_read_body(struct page *page)
{
    page->boundary = true;
    while (look(page)) {
        read_text(page);
        if (look(page) == '<')
            read_tag(page);
        else if (look(page) == '{')
            page_read_directive(page, IN_TEXT);
    }
    if (page->block_count) {
        struct block *block = &page->blocks[page->block_count - 1];

        fail_at(page->path, block->line, "this block has no {end}");
    }
    if (page->tag_count)
        fail_at(page->path, page->tags[page->tag_count - 1].line, "<%s> is not closed",
                page->tags[page->tag_count - 1].name);
}
