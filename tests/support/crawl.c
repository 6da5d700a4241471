#include "support/crawl.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUEUE_MAX = 20000, KIND_MAX = 300, QUEUE_BYTES = 16 * 1024 * 1024 };

struct crawl_queue {
    struct arena arena;
    const char *paths[QUEUE_MAX];
    const char *kinds[QUEUE_MAX];
    size_t count;
};

/* "/persone/12?q=rosi" and "/persone/7?q=" are of a kind. */
static void kind_of(const char *path, char ret_kind[KIND_MAX])
{
    size_t length = 0;
    bool value = false;

    for (; *path && length < KIND_MAX - 1; path++) {
        if (*path == '=' || *path == '&')
            value = *path == '=';
        if ((value && *path != '=') || (isdigit((unsigned char)*path)))
            continue;
        ret_kind[length++] = *path;
    }
    ret_kind[length] = '\0';
}

static void enqueue(struct crawl *crawl, const char *path)
{
    struct crawl_queue *queue = crawl->queue;
    char kind[KIND_MAX];
    size_t alike = 0;

    kind_of(path, kind);
    for (size_t i = 0; i < queue->count; i++) {
        if (strcmp(queue->paths[i], path) == 0)
            return;
        alike += strcmp(queue->kinds[i], kind) == 0;
    }
    if (alike >= crawl->of_a_kind || queue->count == QUEUE_MAX)
        return;
    queue->paths[queue->count] = arena_printf(&queue->arena, "%s", path);
    queue->kinds[queue->count++] = arena_printf(&queue->arena, "%s", kind);
}

/* A search as it stands, and with each of the words in its first field that one types into. */
static void enqueue_search(struct crawl *crawl, const struct page_form *form)
{
    struct arena *arena = &crawl->h->store.arena;
    const char *const *none = page_fields(arena, form, NULL);

    enqueue(crawl, arena_printf(arena, "%s?%s", form->action, house_encode(crawl->h, none)));
    for (const char *const *word = crawl->words; word && *word; word++) {
        for (size_t i = 0; i < form->field_count; i++) {
            const struct page_field *field = &form->fields[i];

            if (!field->typed)
                continue;
            const char *const change[] = {field->name, *word, NULL};

            enqueue(crawl, arena_printf(arena, "%s?%s", form->action,
                                        house_encode(crawl->h, page_fields(arena, form, change))));
            break;
        }
    }
}

static void look_at(struct crawl *crawl, const char *path)
{
    struct arena *arena = &crawl->h->store.arena;
    size_t mark = arena_mark(arena);
    const struct answer *answer = house_get(crawl->h, crawl->visitor, path);
    struct page *page = NULL;

    if (strncmp(answer->type, "text/html", 9) == 0)
        page = page_read(arena, answer->body, path);
    if (*answer->location == '/')
        enqueue(crawl, answer->location);
    for (size_t i = 0; page && i < page->link_count; i++)
        enqueue(crawl, page->links[i]);
    for (size_t i = 0; page && i < page->form_count; i++) {
        if (!page->forms[i].post && !strchr(page->forms[i].action, '?'))
            enqueue_search(crawl, &page->forms[i]);
    }
    crawl->pages++;
    crawl->each(crawl->user, crawl, path, answer, page);
    arena_rewind(arena, mark);
}

void crawl_from(struct crawl *crawl, const char *const *starts)
{
    crawl->queue = calloc(1, sizeof(*crawl->queue));
    if (!crawl->queue || arena_init(&crawl->queue->arena, QUEUE_BYTES) != OK)
        fail_msg("no memory for the crawl");
    for (; *starts; starts++)
        enqueue(crawl, *starts);
    for (size_t i = 0; i < crawl->queue->count && crawl->pages < crawl->pages_max; i++)
        look_at(crawl, crawl->queue->paths[i]);
    arena_free(&crawl->queue->arena);
    free(crawl->queue);
}
