/*
 * The parts of htmlc, the compiler of page templates. htmlc.c reads a file's head and writes the
 * generated pair; htmlc_page.c reads text and tags; htmlc_directive.c what stands in braces;
 * htmlc_emit.c writes statements.
 */
#ifndef TOOLS_HTMLC_H
#define TOOLS_HTMLC_H

#include "common.h"

enum { MAX_OPEN_TAGS = 64, MAX_BLOCKS = 32 };

enum place { IN_TEXT, IN_TAG, IN_VALUE };

/* How a value is written into an attribute. */
enum value_kind { VALUE_SHOWN, VALUE_MACHINE, VALUE_URL, VALUE_ADDRESS };

struct open_tag {
    char *name;
    int line;
};

/* An {if}, {for} or {wrap} that waits for its {end}. */
struct block {
    enum { BLOCK_IF, BLOCK_FOR, BLOCK_WRAP } kind;
    int line;
    enum place place;
    int tag_count;
    bool has_else;
    char *wrap_end; /* the statement that ends a {wrap} */
    bool boundary_before, boundary_after;
    bool url_before, url_after;
};

struct page {
    const char *path;
    struct text source;
    size_t at;
    int line;

    char *doc;
    char *name;
    char *params;
    char *layout_end; /* the statement that ends the page's layout, or NULL */
    bool is_layout;   /* {content} was seen: `begin` holds what comes before it */
    struct text begin;
    struct text code;
    struct text literal; /* bytes to be copied that no statement holds yet */

    struct open_tag tags[MAX_OPEN_TAGS];
    int tag_count;
    struct block blocks[MAX_BLOCKS];
    int block_count;

    /* White space: a pending space is dropped beside a tag that starts or ends a line of its own.
     */
    bool boundary;
    bool space;

    /* The attribute being read. */
    enum value_kind value_kind;
    bool url_started;
};

void page_fail(const struct page *page, const char *format, ...) PRINTF(2, 3) NORETURN;

/* htmlc_page.c */
void page_read_body(struct page *page);
void page_read_comment(struct page *page, char **ret_text); /* at "{#" */
void page_skip_blanks(struct page *page);
bool page_looks_at(const struct page *page, const char *prefix);
void page_advance(struct page *page, size_t count); /* counts lines */

/* htmlc_directive.c */
void page_read_directive(struct page *page, enum place place); /* at "{" */
char *page_read_braces(struct page *page);                     /* trimmed content, one line */
/* "name(args)" -> "name<suffix>(out, args);" */
char *page_call(const struct page *page, const char *call, const char *suffix);
/* Moves `*text` past an identifier and returns it; NULL when none is there. */
char *take_name(const char **text);
const char *skip_blanks(const char *text);

/* htmlc_emit.c */
void emit_literal(struct page *page, const char *bytes, size_t length);
void emit_escaped(struct page *page, const char *text);
void emit_words(struct page *page, const char *text); /* for translators when it has letters */
void emit_flush(struct page *page);
void emit_line(struct page *page, const char *format, ...) PRINTF(2, 3);   /* our own statement */
void emit_source(struct page *page, const char *format, ...) PRINTF(2, 3); /* the template's */
void emit_space(struct page *page);

#endif
