#include "engine/names/names.h"

#include <string.h>

#include "base/text.h"

/* Letters U+00C0 to U+024F by their base letter; '?' is no letter, '#' becomes several. */
static const char latin_letters[] = "aaaaaa#ceeeeiiiidnooooo?ouuuuy##aaaaaa#ceeeeiiii"
                                    "dnooooo?ouuuuy#yaaaaaaccccccccddddeeeeeeeeeegggg"
                                    "gggghhhhiiiiiiiiii##jjkkkllllllllllnnnnnnnnnoooo"
                                    "oo##rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
                                    "bbbbbboccdddddeeeffgghiikkllunnooooopprssssttttu"
                                    "uuvyyzzzzzzzsstw????#########aaiioouuuuuuuuuueaa"
                                    "aa##ggggkkoooozzj###gghwnnaa##ooaaaaeeeeiiiioooo"
                                    "rrrruuuussttyyhhndoozzaaeeooooooooyylntjdqacclts"
                                    "z??buveejjqqrryy";

/* The same for U+1E00 to U+1EFF. */
static const char latin_more_letters[] = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiii"
                                         "kkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr"
                                         "ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyy"
                                         "zzzzzzhtwyasss#daaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
                                         "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuu"
                                         "uuyyyyyyyy##vvyy";

static const struct {
    uint32_t first;
    uint32_t last;
    const char *letters;
} several_letters[] = {
    {0xC6, 0xC6, "ae"},     {0xDE, 0xDE, "th"},     {0xDF, 0xDF, "ss"},     {0xE6, 0xE6, "ae"},
    {0xFE, 0xFE, "th"},     {0x132, 0x133, "ij"},   {0x152, 0x153, "oe"},   {0x1C4, 0x1C6, "dz"},
    {0x1C7, 0x1C9, "lj"},   {0x1CA, 0x1CC, "nj"},   {0x1E2, 0x1E3, "ae"},   {0x1F1, 0x1F3, "dz"},
    {0x1FC, 0x1FD, "ae"},   {0x259, 0x259, "e"},    {0x1E9E, 0x1E9E, "ss"}, {0x1EFA, 0x1EFB, "ll"},
    {0xFB00, 0xFB00, "ff"}, {0xFB01, 0xFB01, "fi"}, {0xFB02, 0xFB02, "fl"},
};

static const char *several(uint32_t code)
{
    for (size_t i = 0; i < sizeof(several_letters) / sizeof(*several_letters); i++) {
        if (code >= several_letters[i].first && code <= several_letters[i].last)
            return several_letters[i].letters;
    }
    return NULL;
}

/* Reads one character; 0 at the end, and a space for bytes that are not UTF-8. */
static uint32_t read_character(const unsigned char **at, const unsigned char *end)
{
    if (*at >= end)
        return 0;

    uint32_t code = *(*at)++;
    int more = code < 0x80 ? 0 : code < 0xC2 ? -1 : code < 0xE0 ? 1 : code < 0xF0 ? 2 : 3;

    if (more < 0 || code > 0xF4)
        return ' ';
    if (more > 0)
        code &= 0x3Fu >> more;
    for (int i = 0; i < more; i++) {
        if (*at >= end || (**at & 0xC0) != 0x80)
            return ' ';
        code = code << 6 | (*(*at)++ & 0x3Fu);
    }
    return code > 0x10FFFF ? ' ' : code;
}

/* Marks that sit on a letter or inside a word, and so vanish. */
static bool is_dropped(uint32_t code)
{
    return code == '\'' || code == '`' || code == 0xB4 || (code >= 0x2B0 && code <= 0x36F) ||
           code == 0xAD || code == 0x2018 || code == 0x2019 || code == 0x201B || code == 0x2032 ||
           (code >= 0x200B && code <= 0x200D) || code == 0xFEFF;
}

/* The small letter of scripts that are kept as they are, or a space for what is no letter. */
static uint32_t small_other(uint32_t code)
{
    if (code >= 0x391 && code <= 0x3A9)
        return code + 0x20;
    if (code >= 0x410 && code <= 0x42F)
        return code + 0x20;
    if (code >= 0x400 && code <= 0x40F)
        return code + 0x50;
    if (code >= 0x490 && code <= 0x4FF && code % 2 == 0 && !(code >= 0x4C0 && code <= 0x4CF))
        return code + 1;
    if (code < 0x250 || (code >= 0x2000 && code <= 0x2BFF) || (code >= 0x3000 && code <= 0x303F))
        return ' ';
    return code;
}

static size_t put_utf8(uint32_t code, char out[4])
{
    char *end = out;

    text_put_utf8(&end, code);
    return (size_t)(end - out);
}

/* One character, folded, as up to 4 bytes; a single space separates; 0 bytes: dropped. */
static size_t fold_character(uint32_t code, char out[4])
{
    bool is_capital = code >= 'A' && code <= 'Z';

    if (is_capital || (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9')) {
        out[0] = (char)(is_capital ? code - 'A' + 'a' : code);
        return 1;
    }
    if (is_dropped(code))
        return 0;

    char letter = '?';

    if (code >= 0xC0 && code < 0x250)
        letter = latin_letters[code - 0xC0];
    else if (code >= 0x1E00 && code < 0x1F00)
        letter = latin_more_letters[code - 0x1E00];
    if (letter >= 'a')
        return put_utf8((uint32_t)letter, out);

    const char *letters = several(code);

    if (letters) {
        size_t length = strlen(letters);

        memcpy(out, letters, length); /* NOLINT(bugprone-not-null-terminated-result) */
        return length;
    }
    return put_utf8(small_other(code), out);
}

/* The words of `text`, with `between` single spaces between them or none. */
static size_t fold(const char *text, bool between, char *out, size_t size)
{
    if (size == 0)
        return 0;

    const unsigned char *at = (const unsigned char *)(text ? text : "");
    const unsigned char *end = at + strnlen((const char *)at, NAMES_TEXT_BYTES);
    size_t length = 0;
    bool gap = false;

    for (uint32_t code; (code = read_character(&at, end)) != 0;) {
        char bytes[4];
        size_t count = fold_character(code, bytes);

        if (count == 1 && bytes[0] == ' ') {
            gap = between && length > 0;
            continue;
        }
        if (length + count + gap + 1 > size)
            break;
        if (gap && count > 0) {
            out[length++] = ' ';
            gap = false;
        }
        memcpy(out + length, bytes, count);
        length += count;
    }
    out[length] = '\0';
    return length;
}

size_t names_fold(const char *text, char *out, size_t size)
{
    return fold(text, true, out, size);
}

size_t names_sort_key(const char *surname, const char *name, char *out, size_t size)
{
    size_t length = fold(surname, false, out, size);

    if (length + 1 < size) {
        size_t more = fold(name, false, out + length + 1, size - length - 1);

        if (more > 0) {
            out[length] = ' ';
            length += more + 1;
        }
    }
    return length;
}
