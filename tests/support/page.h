/*
 * What a reader of one of our pages could do next: the links it holds, and its forms with the
 * fields as they would be sent. Reads only what htmlc writes: quoted attributes, closed tags.
 */
#ifndef TESTS_SUPPORT_PAGE_H
#define TESTS_SUPPORT_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { PAGE_LINKS_MAX = 600, PAGE_FORMS_MAX = 60, PAGE_FIELDS_MAX = 500 };

struct page_field {
    const char *name;
    const char *value; /* never NULL */
    bool sent;         /* false for a box that is not ticked and a button not pressed */
    bool hidden;
    bool typed; /* one writes into it */
};

struct page_form {
    const char *action; /* a path */
    bool post;
    struct page_field *fields;
    size_t field_count;
};

struct page {
    const char *links[PAGE_LINKS_MAX]; /* paths of ours, without what comes after '#' */
    size_t link_count;
    struct page_form forms[PAGE_FORMS_MAX];
    size_t form_count;
};

/* `path` is the page's own, for what leads back to itself. Everything lives in the arena. */
struct page *page_read(struct arena *arena, const char *html, const char *path);

/* The field of that name, the one that is sent if any; NULL when there is none. */
const struct page_field *page_field(const struct page_form *form, const char *name);

/* Name and value of each field sent, then of `changes` (may be NULL), which stand in for fields of
   the same name; ended by NULL, as house_post wants them. */
const char *const *page_fields(struct arena *arena, const struct page_form *form,
                               const char *const *changes);

#endif
