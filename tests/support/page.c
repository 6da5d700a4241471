#include "support/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { ATTRIBUTE_MAX = 64 * 1024 };

struct tag {
    const char *name; /* in the page */
    size_t name_length;
    const char *attributes;
    const char *end; /* of the attributes */
    const char *after;
    bool closing;
};

/* The next tag at or after `at`; false at the end. Skips comments and the doctype. */
static bool next_tag(const char *at, struct tag *ret_tag)
{
    for (at = strchr(at, '<'); at; at = strchr(at + 1, '<')) {
        bool closing = at[1] == '/';
        const char *name = at + 1 + closing;
        const char *end = name;
        bool quoted = false;

        if (!(*name >= 'a' && *name <= 'z'))
            continue;
        size_t length = strcspn(name, " \n\t/>");

        for (end = name + length; *end && (quoted || *end != '>'); end++)
            quoted ^= *end == '"';
        *ret_tag = (struct tag){name, length, name + length, end, *end ? end + 1 : end, closing};
        return true;
    }
    return false;
}

static bool tag_is(const struct tag *tag, const char *name)
{
    return strlen(name) == tag->name_length && strncmp(tag->name, name, tag->name_length) == 0;
}

/* Where the value of an attribute, or the bare attribute, stands; NULL when it does not. */
static const char *attribute_at(const struct tag *tag, const char *name)
{
    size_t length = strlen(name);

    for (const char *at = tag->attributes; at < tag->end;) {
        at += strspn(at, " \n\t/");
        size_t this = strcspn(at, " \n\t=/>");
        const char *value = at + this;

        if (this == 0)
            return NULL;
        if (this == length && strncmp(at, name, length) == 0)
            return *value == '=' ? value + 2 : value;
        at = *value == '=' ? value + 2 + strcspn(value + 2, "\"") + 1 : value;
    }
    return NULL;
}

/* The few entities that our escapers write. */
static const char *plain(struct arena *arena, const char *text, size_t length)
{
    static const struct {
        const char *entity;
        char character;
    } ENTITIES[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    char *out = arena_alloc(arena, length + 1);
    size_t used = 0;

    for (const char *end = text + length; text < end;) {
        size_t taken = 1;

        out[used] = *text;
        for (size_t i = 0; i < sizeof ENTITIES / sizeof ENTITIES[0]; i++) {
            size_t width = strlen(ENTITIES[i].entity);

            if (strncmp(text, ENTITIES[i].entity, width) == 0) {
                out[used] = ENTITIES[i].character;
                taken = width;
            }
        }
        used++;
        text += taken;
    }
    out[used] = '\0';
    return out;
}

static const char *attribute(struct arena *arena, const struct tag *tag, const char *name)
{
    const char *value = attribute_at(tag, name);

    return value ? plain(arena, value, strcspn(value, "\"")) : NULL;
}

/* The path that an address leads to, seen from the page at `path`; NULL out of our house. */
static const char *local(struct arena *arena, const char *address, const char *path)
{
    size_t length = strcspn(address, "#");

    if (*address == '?')
        return arena_printf(arena, "%.*s%.*s", (int)strcspn(path, "?"), path, (int)length, address);
    if (length == 0)
        return path;
    return *address == '/' && address[1] != '/' ? arena_printf(arena, "%.*s", (int)length, address)
                                                : NULL;
}

static void add_link(struct arena *arena, struct page *page, const struct tag *tag,
                     const char *path)
{
    const char *href = attribute(arena, tag, "href");
    const char *to = href ? local(arena, href, path) : NULL;

    if (to && page->link_count < PAGE_LINKS_MAX)
        page->links[page->link_count++] = to;
}

static struct page_field *add_field(struct page_form *form, const char *name, const char *value,
                                    bool sent)
{
    if (!name || form->field_count == PAGE_FIELDS_MAX)
        return NULL;
    form->fields[form->field_count] =
        (struct page_field){.name = name, .value = value ? value : "", .sent = sent};
    return &form->fields[form->field_count++];
}

static void add_input(struct arena *arena, struct page_form *form, const struct tag *tag)
{
    const char *type = attribute(arena, tag, "type");
    const char *value = attribute(arena, tag, "value");
    bool box = text_equal(type, "checkbox") || text_equal(type, "radio");
    struct page_field *field =
        add_field(form, attribute(arena, tag, "name"), value ? value : (box ? "on" : ""),
                  !box || attribute_at(tag, "checked"));

    if (!field)
        return;
    field->hidden = text_equal(type, "hidden");
    field->typed = !box && !field->hidden && !text_equal(type, "submit");
}

/* A form's buttons are fields that are not sent; a select is one field an option. */
static void add_to_form(struct arena *arena, struct page_form *form, const struct tag *tag,
                        const char **select)
{
    struct page_field *field;

    if (tag_is(tag, "input"))
        add_input(arena, form, tag);
    if (tag_is(tag, "button"))
        add_field(form, attribute(arena, tag, "name"), attribute(arena, tag, "value"), false);
    if (tag_is(tag, "textarea")) {
        field = add_field(form, attribute(arena, tag, "name"),
                          plain(arena, tag->after, strcspn(tag->after, "<")), true);
        if (field)
            field->typed = true;
    }
    if (tag_is(tag, "select"))
        *select = attribute(arena, tag, "name");
    if (tag_is(tag, "option") && *select)
        add_field(form, *select, attribute(arena, tag, "value"), attribute_at(tag, "selected"));
}

static struct page_form *begin_form(struct arena *arena, struct page *page, const struct tag *tag,
                                    const char *path)
{
    const char *action = attribute(arena, tag, "action");

    action = local(arena, action ? action : "", path);
    if (!action || page->form_count == PAGE_FORMS_MAX)
        return NULL;
    struct page_form *form = &page->forms[page->form_count++];

    *form = (struct page_form){.action = action,
                               .post = text_equal(attribute(arena, tag, "method"), "post")};
    form->fields = arena_array(arena, struct page_field, PAGE_FIELDS_MAX);
    return form;
}

struct page *page_read(struct arena *arena, const char *html, const char *path)
{
    struct page *page = arena_new(arena, struct page);
    struct page_form *form = NULL;
    const char *select = NULL;
    struct tag tag;

    *page = (struct page){0};
    for (; next_tag(html, &tag); html = tag.after) {
        if (tag.closing) {
            if (tag_is(&tag, "form"))
                form = NULL;
        } else if (tag_is(&tag, "a")) {
            add_link(arena, page, &tag, path);
        } else if (tag_is(&tag, "form")) {
            form = begin_form(arena, page, &tag, path);
        } else if (form) {
            add_to_form(arena, form, &tag, &select);
        }
    }
    return page;
}

const struct page_field *page_field(const struct page_form *form, const char *name)
{
    const struct page_field *found = NULL;

    for (size_t i = 0; i < form->field_count; i++) {
        if (strcmp(form->fields[i].name, name) == 0 && (!found || form->fields[i].sent))
            found = &form->fields[i];
    }
    return found;
}

static bool is_changed(const char *const *changes, const char *name)
{
    for (; changes && *changes; changes += 2) {
        if (strcmp(*changes, name) == 0)
            return true;
    }
    return false;
}

const char *const *page_fields(struct arena *arena, const struct page_form *form,
                               const char *const *changes)
{
    size_t changed = 0;
    size_t used = 0;

    while (changes && changes[changed])
        changed++;
    const char **fields = arena_array(arena, const char *, 2 * form->field_count + changed + 1);

    for (size_t i = 0; i < form->field_count; i++) {
        const struct page_field *field = &form->fields[i];

        if (!field->sent || is_changed(changes, field->name))
            continue;
        fields[used++] = field->name;
        fields[used++] = field->value;
    }
    for (size_t i = 0; i < changed; i++)
        fields[used++] = changes[i];
    fields[used] = NULL;
    return fields;
}
