#include "base/elision.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

static const struct elided {
    const char *plain;
    const char *elided;
    bool before_numbers; /* else before a name with an a */
} ELIDED[] = {
    {"il ", "l’", true},     {"Il ", "L’", true},     {"al ", "all’", true},
    {"Al ", "All’", true},   {"dal ", "dall’", true}, {"Dal ", "Dall’", true},
    {"del ", "dell’", true}, {"Del ", "Dell’", true}, {"nel ", "nell’", true},
    {"a ", "ad ", false},    {"A ", "Ad ", false},
};

/* Said with a vowel first: otto, ottanta, undici; not centodieci. A day may be written 08. */
static bool number_begins_with_a_vowel(const char *text)
{
    size_t digits = strspn(text, "0123456789");

    return text[0] == '8' ||
           (digits == 2 && (memcmp(text, "08", 2) == 0 || memcmp(text, "11", 2) == 0));
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte & 0x80);
}

static bool ends_with_word(const char *text, size_t length, const char *word)
{
    size_t bytes = strlen(word);

    return length >= bytes && memcmp(text + length - bytes, word, bytes) == 0 &&
           (length == bytes || !is_letter(text[length - bytes - 1]));
}

const char *elision(const char *before, size_t length, const char *after, size_t *ret_cut)
{
    bool number = number_begins_with_a_vowel(after);
    bool name = after[0] == 'a' || after[0] == 'A';

    for (size_t i = 0; (number || name) && i < sizeof ELIDED / sizeof ELIDED[0]; i++) {
        if (ELIDED[i].before_numbers == number && ends_with_word(before, length, ELIDED[i].plain)) {
            *ret_cut = strlen(ELIDED[i].plain);
            return ELIDED[i].elided;
        }
    }
    return NULL;
}

static const char *elide(struct arena *arena, const char *sentence)
{
    struct buf out = buf_new(arena, 2 * strlen(sentence) + 1);
    const char *rest = sentence;

    for (const char *space = strchr(rest, ' '); space; space = strchr(space + 1, ' ')) {
        size_t length = (size_t)(space + 1 - rest);
        size_t cut = 0;
        const char *elided = elision(rest, length, space + 1, &cut);

        if (!elided)
            continue;
        buf_put(&out, rest, length - cut);
        buf_put_text(&out, elided);
        rest = space + 1;
    }
    buf_put_text(&out, rest);
    return buf_text(&out);
}

const char *words_say(const struct ctx *ctx, const char *format, ...)
{
    va_list args;
    const char *sentence;

    va_start(args, format);
    sentence = arena_vprintf(ctx->arena, format, args);
    va_end(args);
    return ctx->words ? sentence : elide(ctx->arena, sentence);
}
