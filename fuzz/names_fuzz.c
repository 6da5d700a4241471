/* Any bytes as a query, as a person's texts, and as a phone number or tax code. */
#include <stdlib.h>
#include <string.h>

#include "engine/names/names.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_CAP = 16 * 1024 * 1024 };

static void must(enum status status)
{
    if (status != OK)
        abort();
}

static struct names *small_index(void)
{
    static const char *const surnames[] = {"Rossi", "De Gregori", "D'Angelo", "Hošková", "Rosi"};
    static const char *const names[] = {"Maria Grazia", "Mario", "Ionuț", "Nicolò", "Anna"};
    static const char *const phones[] = {"333 1234567", "+40 721 234567", "075 8520011"};
    struct names_builder *builder;
    struct names *index;

    must(names_build_begin(&builder));
    for (int i = 0; i < 100; i++) {
        struct names_item item = {
            .id = i,
            .surname = surnames[i % 5],
            .name = names[i / 5 % 5],
            .phones = phones,
            .phone_count = (size_t)i % 4,
            .tax_code = i % 2 ? "RSSMRA80A01H501U" : NULL,
            .birth = {i * 100},
        };

        must(names_build_add(builder, &item));
    }
    must(names_build_end(builder, &index));
    return index;
}

/* A person made of the same bytes; who is about to be saved is never her own double. */
static void put_and_look_up(struct names *index, const char *text, struct arena *arena)
{
    const char *const phones[] = {text};
    struct names_item item = {.id = 1000,
                              .surname = text,
                              .name = text,
                              .tax_code = text,
                              .phones = phones,
                              .phone_count = 1};
    struct names_result result;

    must(names_put(index, &item));
    names_search(index, text, NULL, arena, &result);
    names_doubles(index, &item, NULL, arena, &result);
    for (size_t i = 0; i < result.count; i++) {
        if (result.hits[i].id == item.id)
            abort();
    }
    must(names_remove(index, item.id));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct names *index;
    static struct arena arena;
    char key[NAMES_SORT_KEY_BYTES];
    char *text = malloc(size + 1);
    struct names_result result;

    if (!index) {
        index = small_index();
        must(arena_init(&arena, ARENA_CAP));
    }
    if (!text)
        return 0;
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    names_sort_key(text, text, key, sizeof(key));
    names_search(index, text, NULL, &arena, &result);
    put_and_look_up(index, text, &arena);
    arena_reset(&arena);
    free(text);
    return 0;
}
