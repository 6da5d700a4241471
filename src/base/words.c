#include "base/words.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* The layout of a .mo file: GNU gettext manual, "The Format of GNU MO Files". */
enum {
    MO_HEADER_BYTES = 28,
    MO_MAGIC_AT = 0,
    MO_REVISION_AT = 4,
    MO_COUNT_AT = 8,
    MO_SOURCES_AT = 12,
    MO_TRANSLATIONS_AT = 16,
    MO_ROW_BYTES = 8, /* length of a string, then its offset */
};

static const uint32_t mo_magic = 0x950412de;

struct words {
    const char *bytes;
    size_t length;
    bool swapped; /* written on a machine of the other byte order */
    uint32_t count;
    uint32_t sources;      /* offset of the table of source texts, sorted */
    uint32_t translations; /* offset of the table of translations, in the same order */
};

static uint32_t words_number(const struct words *words, size_t offset)
{
    uint32_t number;

    memcpy(&number, words->bytes + offset, sizeof number);
    return words->swapped ? __builtin_bswap32(number) : number;
}

static bool words_table_fits(const struct words *words, uint32_t offset)
{
    return offset <= words->length &&
           words->count <= (words->length - offset) / (size_t)MO_ROW_BYTES;
}

static const char *words_text(const struct words *words, uint32_t table, uint32_t index)
{
    return words->bytes + words_number(words, table + (size_t)index * MO_ROW_BYTES + 4);
}

/* Inside the bytes, ended by a NUL, and text that a page may show. */
static bool words_text_is_sound(const struct words *words, uint32_t table, uint32_t index)
{
    size_t row = table + (size_t)index * MO_ROW_BYTES;
    size_t length = words_number(words, row);
    size_t offset = words_number(words, row + 4);

    if (offset >= words->length || length >= words->length - offset)
        return false;

    const char *text = words->bytes + offset;

    return text[length] == '\0' && text_is_valid(text, strlen(text));
}

static bool words_are_sound(const struct words *words)
{
    for (uint32_t i = 0; i < words->count; i++) {
        if (!words_text_is_sound(words, words->sources, i) ||
            !words_text_is_sound(words, words->translations, i))
            return false;
        if (i > 0 && strcmp(words_text(words, words->sources, i - 1),
                            words_text(words, words->sources, i)) >= 0)
            return false;
    }
    return true;
}

enum status words_open(struct arena *arena, const void *bytes, size_t length,
                       const struct words **ret_words)
{
    struct words words = {.bytes = bytes, .length = length};

    if (length < MO_HEADER_BYTES)
        return ERR_CORRUPT;

    uint32_t magic = words_number(&words, MO_MAGIC_AT);

    words.swapped = magic == __builtin_bswap32(mo_magic);
    if (!words.swapped && magic != mo_magic)
        return ERR_CORRUPT;
    /* Only the major revision changes the layout of what is read here. */
    if (words_number(&words, MO_REVISION_AT) >> 16 > 1)
        return ERR_CORRUPT;

    words.count = words_number(&words, MO_COUNT_AT);
    words.sources = words_number(&words, MO_SOURCES_AT);
    words.translations = words_number(&words, MO_TRANSLATIONS_AT);
    if (!words_table_fits(&words, words.sources) || !words_table_fits(&words, words.translations))
        return ERR_CORRUPT;
    if (!words_are_sound(&words))
        return ERR_CORRUPT;

    struct words *kept = arena_new(arena, struct words);

    *kept = words;
    *ret_words = kept;
    return OK;
}

const char *words_find(const struct words *words, const char *source)
{
    /* The empty source is the catalogue's own header, which is not for the screen. */
    if (!words || source[0] == '\0')
        return source;

    uint32_t low = 0;
    uint32_t high = words->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(source, words_text(words, words->sources, middle));

        if (order == 0) {
            const char *found = words_text(words, words->translations, middle);

            return found[0] != '\0' ? found : source;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return source;
}
