/* The escapers of pages: whatever comes in, nothing leaves its quotes, its place or its scheme. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "web/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *written(struct html *out, void (*put)(struct html *, const char *),
                           const char *text)
{
    out->buf->length = 0;
    put(out, text);
    assert(!out->buf->overflowed);
    return arena_copy(out->ctx->arena, buf_text(out->buf));
}

/* Only whole entities of ours, and no byte that ends a text or a quoted value. */
static void assert_escaped(const char *page)
{
    assert(!strpbrk(page, "<>\"'"));
    for (const char *at = strchr(page, '&'); at; at = strchr(at + 1, '&'))
        assert(text_starts_with(at, "&amp;") || text_starts_with(at, "&lt;") ||
               text_starts_with(at, "&gt;") || text_starts_with(at, "&quot;") ||
               text_starts_with(at, "&#39;"));
}

static void assert_unescapes_to(struct arena *arena, const char *page, const char *text)
{
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    char *back = arena_alloc(arena, strlen(page) + 1);
    size_t length = 0;

    while (*page) {
        size_t step = 1;
        char byte = *page;

        for (int i = 0; i < 5; i++) {
            if (text_starts_with(page, entities[i])) {
                byte = "&<>\"'"[i];
                step = strlen(entities[i]);
            }
        }
        back[length++] = byte;
        page += step;
    }
    assert(strcmp(back, text) == 0);
}

static void assert_safe_url(const char *url)
{
    assert_escaped(url);
    assert(!strpbrk(url, " \t\r\n\\"));
    assert(strncmp(url, "//", 2) != 0);
    assert(strchr("/?#", url[0]) || text_starts_with(url, "http://") ||
           text_starts_with(url, "https://") || text_starts_with(url, "mailto:") ||
           text_starts_with(url, "tel:"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;

    if (size > 65536 || arena_init(&arena, 64 * (size + 4096)) != OK)
        return 0;

    struct ctx ctx = {.arena = &arena};
    struct buf page = buf_new(&arena, 8 * size + 64);
    struct html out = {&page, &ctx};
    const char *text = arena_copy_n(&arena, (const char *)data, size);
    const char *escaped = written(&out, html_put_text, text);
    const char *part = written(&out, html_put_url_text, text);
    const char *address = written(&out, html_put_address, text);

    assert_escaped(escaped);
    assert_unescapes_to(&arena, escaped, text);
    assert_safe_url(written(&out, html_put_url, text));
    assert(!strpbrk(part, "<>\"'&/?#:=+@ \\"));
    assert(!strpbrk(address, "<>\"'&/?#:= \\"));
    page.length = 0;
    html_sentence(&out, text, (const char *const[]){"<a>", NULL}, 2);
    assert_escaped(buf_text(&page));
    arena_free(&arena);
    return 0;
}
