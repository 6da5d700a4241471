#include "base/words.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/plural.h"
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

    LANGUAGE_MAX = 8, /* bytes of "pt-BR" */
};

static const uint32_t mo_magic = 0x950412de;
static const struct plural ITALIAN_PLURAL = {.forms = 2, .expression = "n != 1;"};

struct words {
    const char *bytes;
    size_t length;
    bool swapped; /* written on a machine of the other byte order */
    uint32_t count;
    uint32_t sources;      /* offset of the table of source texts, sorted */
    uint32_t translations; /* offset of the table of translations, in the same order */
    char language[LANGUAGE_MAX + 1];
    struct plural plural;
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

/* Inside the bytes, ended by a NUL, and text that a page may show: one string, or the forms of a
   sentence with a number, a NUL between them. */
static bool words_text_is_sound(const struct words *words, uint32_t table, uint32_t index)
{
    size_t row = table + (size_t)index * MO_ROW_BYTES;
    size_t length = words_number(words, row);
    size_t offset = words_number(words, row + 4);

    if (offset >= words->length || length >= words->length - offset)
        return false;

    const char *text = words->bytes + offset;

    if (text[length] != '\0')
        return false;
    for (size_t at = 0; at < length; at += strlen(text + at) + 1) {
        if (!text_is_valid(text + at, strlen(text + at)))
            return false;
    }
    return true;
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

/* The catalogue's own header is the translation of the empty text. A catalogue may have none: then
   it has no name, and numbers go as in Italian. */
static enum status words_read_header(struct words *words)
{
    static const char name[] = "Language: ";
    const char *header = words->count > 0 && words_text(words, words->sources, 0)[0] == '\0'
                             ? words_text(words, words->translations, 0)
                             : "";
    const char *language = strstr(header, name);
    enum status status = plural_of_header(header, &words->plural);

    words->language[0] = '\0';
    if (language) {
        language += sizeof name - 1;

        size_t length = strspn(language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");

        if (length == 0 || length > LANGUAGE_MAX)
            return ERR_CORRUPT;
        memcpy(words->language, language, length);
        words->language[length] = '\0';
    }
    if (status == ERR_NOT_FOUND) {
        words->plural = ITALIAN_PLURAL;
        return OK;
    }
    return status;
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
    TRY(words_read_header(&words));

    struct words *kept = arena_new(arena, struct words);

    *kept = words;
    *ret_words = kept;
    return OK;
}

/* The place of `source` in the catalogue. False when it is not there. A sentence with a number is
   found by its first form, which is what strcmp sees of it. */
static bool words_place(const struct words *words, const char *source, uint32_t *ret_index)
{
    uint32_t low = 0;
    uint32_t high = words->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(source, words_text(words, words->sources, middle));

        if (order == 0) {
            *ret_index = middle;
            return true;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

const char *words_find(const struct words *words, const char *source)
{
    uint32_t index;

    /* The empty source is the catalogue's own header, which is not for the screen. */
    if (!words || source[0] == '\0' || !words_place(words, source, &index))
        return source;

    const char *found = words_text(words, words->translations, index);

    return found[0] != '\0' ? found : source;
}

const char *words_find_count(const struct words *words, const char *one, const char *many,
                             int64_t count)
{
    const char *source = count == 1 ? one : many;
    uint32_t index;

    if (!words || !words_place(words, one, &index))
        return source;

    const char *found = words_text(words, words->translations, index);
    const char *end =
        found + words_number(words, words->translations + (size_t)index * MO_ROW_BYTES);
    uint64_t number = count < 0 ? -(uint64_t)count : (uint64_t)count;

    /* A translation with too few forms shows its last one. */
    for (unsigned form = plural_form(&words->plural, number); form > 0; form--) {
        const char *next = found + strlen(found) + 1;

        if (next >= end)
            break;
        found = next;
    }
    return found[0] != '\0' ? found : source;
}

const char *words_language(const struct words *words)
{
    return words ? words->language : "it";
}

struct ctx words_italian(const struct ctx *ctx)
{
    struct ctx italian = *ctx;

    italian.words = NULL;
    return italian;
}
