#include "htmlc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *skip_blanks(const char *text)
{
    while (is_blank(*text))
        text++;
    return text;
}

char *take_name(const char **text)
{
    const char *start = *text;

    if (!is_name_start(*start))
        return NULL;
    while (is_name_char(**text))
        (*text)++;
    return tool_copy(start, (size_t)(*text - start));
}

/* Past a string or character literal of C; the text itself when none starts here. */
static const char *skip_literal(const char *text)
{
    char quote = *text;

    if (quote != '"' && quote != '\'')
        return text;
    for (text++; *text && *text != quote; text++) {
        if (*text == '\\' && text[1])
            text++;
    }
    return *text ? text + 1 : text;
}

static char *trimmed(const char *start, size_t length)
{
    while (length && is_blank(start[0]))
        start++, length--;
    while (length && is_blank(start[length - 1]))
        length--;
    return tool_copy(start, length);
}

char *page_read_braces(struct page *page)
{
    const char *start = page->source.data + page->at + 1;
    const char *text = start;
    int depth = 1;

    for (;;) {
        text = skip_literal(text);
        if (*text == '\0')
            page_fail(page, "this { has no } (a literal brace is written {{)");
        if (*text == '{')
            depth++;
        if (*text == '}' && --depth == 0)
            break;
        if (*text != '"' && *text != '\'')
            text++;
    }

    char *inside = trimmed(start, (size_t)(text - start));

    for (char *c = inside; *c; c++) {
        if (*c == '\n' || *c == '\r' || *c == '\t')
            *c = ' ';
    }
    page_advance(page, (size_t)(text - start) + 2);
    return inside;
}

/* The next comma outside parentheses and literals, or the end. */
static const char *find_comma(const char *text)
{
    int depth = 0;

    while (*text) {
        const char *after = skip_literal(text);

        if (after != text) {
            text = after;
            continue;
        }
        if (strchr("([{", *text))
            depth++;
        else if (strchr(")]}", *text))
            depth--;
        else if (*text == ',' && depth == 0)
            break;
        text++;
    }
    return text;
}

char *page_call(const struct page *page, const char *call, const char *suffix)
{
    const char *text = call;
    char *name = take_name(&text);
    size_t length = strlen(text);

    if (!name || *text != '(' || text[length - 1] != ')')
        page_fail(page, "expected name(arguments), not \"%s\"", call);

    char *args = trimmed(text + 1, length - 2);

    return tool_printf("%s%s(out%s%s);", name, suffix, *args ? ", " : "", args);
}

static struct block *push_block(struct page *page, int kind, enum place place)
{
    if (page->block_count == MAX_BLOCKS)
        page_fail(page, "blocks are nested more than %d deep", MAX_BLOCKS);

    struct block *block = &page->blocks[page->block_count++];

    *block = (struct block){.kind = kind,
                            .line = page->line,
                            .place = place,
                            .tag_count = page->tag_count,
                            .boundary_before = page->boundary,
                            .boundary_after = true,
                            .url_before = page->url_started};
    return block;
}

static struct block *innermost(struct page *page, enum place place, const char *word)
{
    struct block *block = page->block_count ? &page->blocks[page->block_count - 1] : NULL;

    if (!block || block->place != place)
        page_fail(page, "{%s} belongs to no block opened here", word);
    if (page->tag_count != block->tag_count)
        page_fail(page, "<%s> of line %d is not closed before {%s}",
                  page->tags[page->tag_count - 1].name, page->tags[page->tag_count - 1].line, word);
    return block;
}

static void before_block(struct page *page, enum place place)
{
    if (place == IN_TEXT)
        emit_space(page);
}

static void open_if(struct page *page, const char *condition, enum place place)
{
    if (!*condition)
        page_fail(page, "{if} needs a condition");
    before_block(page, place);
    emit_source(page, "if (%s) {", condition);
    push_block(page, BLOCK_IF, place);
}

static void end_branch(struct page *page, struct block *block)
{
    block->boundary_after &= page->boundary;
    block->url_after |= page->url_started;
}

static void open_else(struct page *page, const char *rest, enum place place)
{
    struct block *block = innermost(page, place, "else");
    const char *condition = rest;
    char *word = take_name(&condition);

    if (block->kind != BLOCK_IF || block->has_else)
        page_fail(page, "{else} belongs to no {if}");
    if (word && (strcmp(word, "if") != 0 || !*skip_blanks(condition)))
        page_fail(page, "expected {else} or {else if condition}");
    before_block(page, place);
    emit_flush(page);
    end_branch(page, block);
    page->boundary = block->boundary_before;
    page->url_started = block->url_before;
    page->block_count--;
    if (word) {
        emit_source(page, "} else if (%s) {", skip_blanks(condition));
    } else {
        emit_line(page, "} else {");
        block->has_else = true;
    }
    page->block_count++;
}

static void close_block(struct page *page, const char *rest, enum place place)
{
    (void)rest;

    struct block *block = innermost(page, place, "end");

    before_block(page, place);
    emit_flush(page);
    end_branch(page, block);
    page->block_count--;
    if (block->kind == BLOCK_WRAP)
        emit_line(page, "%s", block->wrap_end);
    else
        emit_line(page, "}");
    page->boundary = block->boundary_after && (block->has_else || block->boundary_before);
    page->url_started = block->url_before || block->url_after;
}

/* {for item in array, count}: the index is item_index. */
static void open_for(struct page *page, const char *rest, enum place place)
{
    const char *text = rest;
    char *item = take_name(&text);

    text = skip_blanks(text);

    char *in = take_name(&text);
    const char *comma = find_comma(text);

    if (!item || !in || strcmp(in, "in") != 0 || *comma != ',' || !*skip_blanks(comma + 1))
        page_fail(page, "expected {for item in array, count}");
    if (place == IN_TAG)
        page_fail(page, "{for} cannot stand inside a tag");

    char *array = trimmed(text, (size_t)(comma - text));

    before_block(page, place);
    emit_source(page, "for (size_t %s_index = 0; %s_index < (size_t)(%s); %s_index++) {", item,
                item, skip_blanks(comma + 1), item);
    push_block(page, BLOCK_FOR, place)->boundary_after = false;
    emit_line(page, "const __auto_type %s __attribute__((unused)) = &(%s)[%s_index];", item, array,
              item);
    page->boundary = false;
}

static void read_let(struct page *page, const char *rest, enum place place)
{
    (void)place;

    const char *text = rest;
    char *name = take_name(&text);

    text = skip_blanks(text);
    if (!name || *text != '=' || text[1] == '=' || !*skip_blanks(text + 1))
        page_fail(page, "expected {let name = expression}");
    emit_source(page, "const __auto_type %s = %s;", name, skip_blanks(text + 1));
}

static void read_include(struct page *page, const char *rest, enum place place)
{
    (void)place;
    emit_space(page);
    emit_source(page, "%s", page_call(page, rest, ""));
    page->boundary = false;
}

static void read_wrap(struct page *page, const char *rest, enum place place)
{
    emit_space(page);
    emit_source(page, "%s", page_call(page, rest, "_begin"));
    push_block(page, BLOCK_WRAP, place)->wrap_end = page_call(page, rest, "_end");
    page->boundary = false;
}

static void read_content(struct page *page, const char *rest, enum place place)
{
    (void)rest;
    (void)place;
    if (page->is_layout)
        page_fail(page, "{content} stands twice");
    if (page->block_count)
        page_fail(page, "{content} cannot stand inside a block");
    emit_space(page);
    emit_flush(page);
    page->is_layout = true;
    page->begin = page->code;
    page->code = (struct text){0};
    page->boundary = false;
}

/* The characters of adjoining C string literals at `*text`, which moves past them. */
static char *take_literal(const struct page *page, const char **text)
{
    struct text out = {0};

    if (**text != '"')
        page_fail(page, "{_ } needs a sentence in double quotes");
    while (**text == '"') {
        const char *end = skip_literal(*text);

        for (const char *c = *text + 1; c < end - 1; c++) {
            if (*c == '\\' && c[1] != '"' && c[1] != '\\')
                page_fail(page, "only \\\" and \\\\ may be escaped in a sentence");
            c += *c == '\\';
            text_add_char(&out, *c);
        }
        *text = skip_blanks(end);
    }
    return tool_copy(text_string(&out), out.length);
}

static int count_conversions(const struct page *page, const char *sentence)
{
    int count = 0;

    for (const char *c = strchr(sentence, '%'); c; c = strchr(c + 2, '%')) {
        if (c[1] != 's' && c[1] != '%')
            page_fail(page, "a sentence knows %%s and %%%% only");
        count += c[1] == 's';
    }
    return count;
}

static void emit_sentence(struct page *page, const char *sentence, const char *args)
{
    struct text call = {0};
    int wanted = count_conversions(page, sentence);
    int count = 0;

    text_add(&call, "HTML_SENTENCE(out, ");
    text_add_c_string(&call, "", sentence, strlen(sentence));
    while (*args == ',') {
        const char *comma = find_comma(args + 1);

        text_addf(&call, ", HTML_SHOW(out, %s)", trimmed(args + 1, (size_t)(comma - args - 1)));
        args = comma;
        count++;
    }
    if (count != wanted)
        page_fail(page, "the sentence has %d %%s and %d arguments", wanted, count);
    emit_source(page, "%s);", call.data);
}

static void read_sentence(struct page *page, const char *rest, enum place place)
{
    if (place == IN_TAG)
        page_fail(page, "{_ } stands in text or in an attribute's quotes");
    if (place == IN_VALUE && page->value_kind != VALUE_SHOWN)
        page_fail(page, "an address or a machine's value is not translated");

    const char *text = rest;
    char *sentence = take_literal(page, &text);

    if (place == IN_TEXT)
        emit_space(page);
    if (*text == ',')
        emit_sentence(page, sentence, text);
    else if (*text)
        page_fail(page, "expected a comma after the sentence, not \"%s\"", text);
    else
        emit_words(page, sentence);
    page->boundary = false;
}

static void read_expression(struct page *page, const char *expression, enum place place)
{
    const char *macro = "HTML_PUT";

    if (place == IN_TAG)
        page_fail(page, "a value in a tag stands inside an attribute's quotes");
    if (place == IN_TEXT) {
        emit_space(page);
        page->boundary = false;
    } else if (page->value_kind == VALUE_MACHINE) {
        macro = "HTML_PUT_MACHINE";
    } else if (page->value_kind == VALUE_ADDRESS) {
        macro = "html_put_address";
    } else if (page->value_kind == VALUE_URL) {
        macro = page->url_started ? "HTML_PUT_URL_PART" : "html_put_url";
    }
    page->url_started = true;
    emit_source(page, "%s(out, %s);", macro, expression);
}

/* "word something" is no expression of C, so a mistyped directive can be told. */
static void refuse_unknown_word(const struct page *page, const char *word, const char *after)
{
    const char *rest = skip_blanks(after);

    if (strcmp(word, "sizeof") != 0 && after != rest && (is_name_char(*rest) || *rest == '"'))
        page_fail(page, "unknown directive {%s ...}", word);
}

static void read_other(struct page *page, const char *inside, enum place place)
{
    const char *after = inside;
    char *word = take_name(&after);

    if (!*inside)
        page_fail(page, "{} is empty (a literal brace is written {{)");
    if (word)
        refuse_unknown_word(page, word, after);
    read_expression(page, inside, place);
}

static void read_head_word(struct page *page, const char *rest, enum place place)
{
    (void)rest;
    (void)place;
    page_fail(page, "{page}, {layout} and {use} belong at the head of the file, {page} first");
}

typedef void directive_reader(struct page *page, const char *rest, enum place place);

static const struct {
    const char *word;
    directive_reader *read;
    bool in_text_only;
    bool is_alone;
} directives[] = {
    {"if", open_if, false, false},
    {"else", open_else, false, false},
    {"end", close_block, false, true},
    {"for", open_for, false, false},
    {"_", read_sentence, false, false},
    {"let", read_let, true, false},
    {"include", read_include, true, false},
    {"wrap", read_wrap, true, false},
    {"content", read_content, true, true},
    {"page", read_head_word, false, false},
    {"layout", read_head_word, false, false},
    {"use", read_head_word, false, false},
};

/* What the braces hold: a directive, else an expression. */
static void read_inside(struct page *page, const char *inside, enum place place)
{
    const char *rest = inside;
    char *word = take_name(&rest);
    /* "end" alone, "if (x)" and "_ ..." are ours; "end->x", "content(x)" and "use + 1" are C. */
    bool is_word = word && (*rest == '\0' || is_blank(*rest) || strcmp(word, "if") == 0);

    rest = skip_blanks(rest);
    for (size_t i = 0; is_word && i < sizeof directives / sizeof directives[0]; i++) {
        if (strcmp(word, directives[i].word) != 0)
            continue;
        if (directives[i].in_text_only && place != IN_TEXT)
            page_fail(page, "{%s} cannot stand inside a tag", word);
        if (directives[i].is_alone && *rest)
            page_fail(page, "{%s} stands alone, without \"%s\"", word, rest);
        directives[i].read(page, rest, place);
        return;
    }
    read_other(page, inside, place);
}

void page_read_directive(struct page *page, enum place place)
{
    char *ignored;

    if (page_looks_at(page, "{#")) {
        page_read_comment(page, &ignored);
        return;
    }

    /* Errors and #line speak of the line where the directive starts. */
    int line = page->line;
    char *inside = page_read_braces(page);
    int line_after = page->line;

    page->line = line;
    read_inside(page, inside, place);
    page->line = line_after;
}
