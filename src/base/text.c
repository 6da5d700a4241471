#include "base/text.h"

#include <string.h>

enum {
    PHONE_DIGITS_MIN = 5,
    PHONE_DIGITS_MAX = 15, /* ITU-T E.164 */
    PHONE_WITH_COUNTRY_MIN = 11,
    PHONE_TYPED_DIGITS_MAX = PHONE_DIGITS_MAX + 2, /* and "00" */
};

static const uint32_t replacement_character = 0xFFFD;

static bool is_continuation(char byte)
{
    return ((uint8_t)byte & 0xC0) == 0x80;
}

/* The bytes of the code point that starts here, or 0 when they are not UTF-8 (RFC 3629). */
static size_t utf8_decode(const char *bytes, size_t available, uint32_t *ret_code_point)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    uint8_t first = (uint8_t)bytes[0];
    size_t length;
    uint32_t code_point;

    if (first < 0x80) {
        *ret_code_point = first;
        return 1;
    }
    if (first >= 0xC0 && first < 0xE0)
        length = 2, code_point = first & 0x1F;
    else if (first >= 0xE0 && first < 0xF0)
        length = 3, code_point = first & 0x0F;
    else if (first >= 0xF0 && first < 0xF8)
        length = 4, code_point = first & 0x07;
    else
        return 0;
    if (length > available)
        return 0;
    for (size_t i = 1; i < length; i++) {
        if (!is_continuation(bytes[i]))
            return 0;
        code_point = code_point << 6 | ((uint8_t)bytes[i] & 0x3F);
    }
    if (code_point < least[length] || code_point > 0x10FFFF ||
        (code_point >= 0xD800 && code_point <= 0xDFFF))
        return 0;
    *ret_code_point = code_point;
    return length;
}

static bool is_control(uint32_t code_point)
{
    if (code_point == '\t' || code_point == '\n' || code_point == '\r')
        return false;
    return code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F);
}

bool text_is_valid(const char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        size_t taken = utf8_decode(bytes + at, length - at, &code_point);

        if (taken == 0 || is_control(code_point))
            return false;
        at += taken;
    }
    return true;
}

uint32_t text_next(const char **text)
{
    uint32_t code_point;

    if (**text == '\0')
        return 0;

    size_t taken = utf8_decode(*text, strnlen(*text, 4), &code_point);

    if (taken == 0) {
        (*text)++;
        return replacement_character;
    }
    *text += taken;
    return code_point;
}

void text_put_utf8(char **out, uint32_t code_point)
{
    uint8_t *at = (uint8_t *)*out;

    if (code_point < 0x80) {
        *at++ = (uint8_t)code_point;
    } else if (code_point < 0x800) {
        *at++ = (uint8_t)(0xC0 | code_point >> 6);
        *at++ = (uint8_t)(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x10000) {
        *at++ = (uint8_t)(0xE0 | code_point >> 12);
        *at++ = (uint8_t)(0x80 | (code_point >> 6 & 0x3F));
        *at++ = (uint8_t)(0x80 | (code_point & 0x3F));
    } else {
        *at++ = (uint8_t)(0xF0 | code_point >> 18);
        *at++ = (uint8_t)(0x80 | (code_point >> 12 & 0x3F));
        *at++ = (uint8_t)(0x80 | (code_point >> 6 & 0x3F));
        *at++ = (uint8_t)(0x80 | (code_point & 0x3F));
    }
    *out = (char *)at;
}

size_t text_length(const char *text)
{
    size_t length = 0;

    for (; *text; text++)
        length += !is_continuation(*text);
    return length;
}

static bool is_space(uint32_t code_point)
{
    return code_point == ' ' || (code_point >= '\t' && code_point <= '\r') || code_point == 0x85 ||
           code_point == 0xA0 || code_point == 0x1680 ||
           (code_point >= 0x2000 && code_point <= 0x200A) || code_point == 0x2028 ||
           code_point == 0x2029 || code_point == 0x202F || code_point == 0x205F ||
           code_point == 0x3000;
}

/* Marks of direction and the like, which nobody sees: they come along with a number copied from a
   telephone, and could make a name look like another. */
static bool is_invisible(uint32_t code_point)
{
    return code_point == 0x200B || code_point == 0x200E || code_point == 0x200F ||
           (code_point >= 0x202A && code_point <= 0x202E) ||
           (code_point >= 0x2066 && code_point <= 0x2069) || code_point == 0xFEFF;
}

const char *text_skip_space(const char *text)
{
    const char *next = text;

    for (uint32_t c = text_next(&next); is_space(c) || is_invisible(c); c = text_next(&next))
        text = next;
    return text;
}

bool text_is_blank(const char *text)
{
    return !text || *text_skip_space(text) == '\0';
}

const char *text_or_null(const char *text)
{
    return text_is_blank(text) ? NULL : text;
}

char *text_squeeze(struct arena *arena, const char *text)
{
    char *squeezed = arena_alloc(arena, strlen(text) + 1);
    char *out = squeezed;

    text = text_skip_space(text);
    while (*text) {
        const char *start = text;
        uint32_t code_point = text_next(&text);

        if (is_invisible(code_point))
            continue;
        if (!is_space(code_point)) {
            memcpy(out, start, (size_t)(text - start));
            out += text - start;
            continue;
        }
        text = text_skip_space(text);
        if (*text)
            *out++ = ' ';
    }
    *out = '\0';
    return squeezed;
}

/* The end of a line's text, before the white space at its end. */
static const char *line_text_end(const char *line, const char *line_end)
{
    const char *end = line;

    for (const char *at = line; at < line_end;) {
        if (!is_space(text_next(&at)))
            end = at;
    }
    return end;
}

char *text_tidy_lines(struct arena *arena, const char *text)
{
    char *tidy = arena_alloc(arena, strlen(text) + 1);
    char *out = tidy;
    size_t line_breaks = 0; /* owed, and paid only when more text follows */

    for (;;) {
        const char *line_end = text + strcspn(text, "\r\n");
        const char *end = line_text_end(text, line_end);

        if (end > text) {
            if (out > tidy) {
                memset(out, '\n', line_breaks);
                out += line_breaks;
            }
            memcpy(out, text, (size_t)(end - text));
            out += end - text;
            line_breaks = 0;
        }
        if (*line_end == '\0')
            break;
        line_breaks++;
        text = line_end + (line_end[0] == '\r' && line_end[1] == '\n' ? 2 : 1);
    }
    *out = '\0';
    return tidy;
}

bool text_equal(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

bool text_starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* U+00C0..U+017F by their first letter; '-' is no letter, a digit stands for a pair below. */
static const char latin_folds[] = "AAAAAA0CEEEEIIII" /* U+00C0: À.. */
                                  "DNOOOOO-OUUUUY12"
                                  "AAAAAA0CEEEEIIII"
                                  "DNOOOOO-OUUUUY1Y"
                                  "AAAAAACCCCCCCCDD" /* U+0100: Ā.. */
                                  "DDEEEEEEEEEEGGGG"
                                  "GGGGHHHHIIIIIIII"
                                  "II33JJKKKLLLLLLL"
                                  "LLLNNNNNNNNNOOOO"
                                  "OO44RRRRRRSSSSSS"
                                  "SSTTTTTTUUUUUUUU"
                                  "UUUUWWYYYZZZZZZS";
static const char *const latin_pairs[] = {"AE", "TH", "SS", "IJ", "OE"};

static const char *fold_one(char letter)
{
    static const char capitals[] = "A\0B\0C\0D\0E\0F\0G\0H\0I\0J\0K\0L\0M\0"
                                   "N\0O\0P\0Q\0R\0S\0T\0U\0V\0W\0X\0Y\0Z";

    return capitals + (size_t)2 * (size_t)(letter - 'A');
}

const char *text_fold_letter(uint32_t code_point)
{
    if (code_point >= 'A' && code_point <= 'Z')
        return fold_one((char)code_point);
    if (code_point >= 'a' && code_point <= 'z')
        return fold_one((char)(code_point - 'a' + 'A'));
    if (code_point >= 0xC0 && code_point <= 0x17F) {
        char fold = latin_folds[code_point - 0xC0];

        if (fold >= '0' && fold <= '4')
            return latin_pairs[fold - '0'];
        return fold == '-' ? NULL : fold_one(fold);
    }
    if (code_point >= 0x0218 && code_point <= 0x021B)
        return code_point <= 0x0219 ? "S" : "T";
    if (code_point == 0x1E9E)
        return "SS";
    return code_point >= 0x0300 && code_point <= 0x036F ? "" : NULL;
}

bool text_has_letter(const char *text)
{
    /* Past the Latin letters: blocks without letters. */
    static const uint32_t NO_LETTERS[][2] = {
        {0x2000, 0x2BFF}, {0x3000, 0x303F}, {0xFE00, 0xFE6F}, {0xFFF0, 0xFFFF}, {0x1F000, 0x1FAFF}};
    enum { LATIN_END = 0x180, BLOCKS = sizeof NO_LETTERS / sizeof NO_LETTERS[0] };
    uint32_t c;

    while ((c = text_next(&text))) {
        const char *fold = text_fold_letter(c);
        bool letter = c >= LATIN_END || (fold && *fold);

        for (int i = 0; i < BLOCKS; i++)
            letter = letter && (c < NO_LETTERS[i][0] || c > NO_LETTERS[i][1]);
        if (letter)
            return true;
    }
    return false;
}

char *text_upper_ascii(struct arena *arena, const char *text)
{
    char *upper = arena_copy(arena, text);

    for (char *at = upper; *at; at++) {
        if (*at >= 'a' && *at <= 'z')
            *at = (char)(*at - 'a' + 'A');
    }
    return upper;
}

char *text_lower_ascii(struct arena *arena, const char *text)
{
    char *lower = arena_copy(arena, text);

    for (char *at = lower; *at; at++) {
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
    }
    return lower;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

char *text_digits(struct arena *arena, const char *text)
{
    char *digits = arena_alloc(arena, strlen(text) + 1);
    char *out = digits;

    for (; *text; text++) {
        if (is_digit(*text))
            *out++ = *text;
    }
    *out = '\0';
    return digits;
}

enum status text_to_int(const char *text, int64_t *ret_number)
{
    bool negative = *text == '-';
    int64_t number = 0;

    if (negative)
        text++;
    if (*text == '\0')
        return ERR_INVALID;
    for (; *text; text++) {
        int digit = negative ? -(*text - '0') : *text - '0';

        if (!is_digit(*text) || __builtin_mul_overflow(number, 10, &number) ||
            __builtin_add_overflow(number, digit, &number))
            return ERR_INVALID;
    }
    *ret_number = number;
    return OK;
}

static const char italy[] = "39";

/* Digits only, and whether a "+" stood before them. */
static enum status phone_digits(const char *typed, char *digits, bool *ret_plus)
{
    size_t count = 0;
    bool plus = false;

    for (typed = text_skip_space(typed); *typed; typed = text_skip_space(typed + 1)) {
        if (is_digit(*typed)) {
            if (count == PHONE_TYPED_DIGITS_MAX)
                return ERR_INVALID;
            digits[count++] = *typed;
        } else if (*typed == '+' && count == 0 && !plus) {
            plus = true;
        } else if (!strchr(".-/()", *typed)) {
            return ERR_INVALID;
        }
    }
    digits[count] = '\0';
    *ret_plus = plus;
    return OK;
}

enum status text_phone(struct arena *arena, const char *typed, const char **ret_phone)
{
    char buffer[PHONE_TYPED_DIGITS_MAX + 1] = "";
    const char *digits = buffer;
    const char *country = italy;
    const char *phone;
    bool plus;

    TRY(phone_digits(typed, buffer, &plus));
    if (!plus && text_starts_with(digits, "00")) {
        plus = true;
        digits += 2;
    }
    if (plus || (text_starts_with(digits, italy) && strlen(digits) >= PHONE_WITH_COUNTRY_MIN))
        country = "";
    /* No country's code begins with 0. */
    if (plus && digits[0] == '0')
        return ERR_INVALID;
    if (strlen(digits) < PHONE_DIGITS_MIN || strlen(country) + strlen(digits) > PHONE_DIGITS_MAX)
        return ERR_INVALID;
    phone = arena_printf(arena, "+%s%s", country, digits);
    /* Nor does an Italian number begin with 00: dialled at home it would be a country's. */
    if (text_starts_with(phone, "+3900"))
        return ERR_INVALID;
    *ret_phone = phone;
    return OK;
}

/* Digits of an Italian area code, its 0 included: 02 and 06 are the two shortest; three digits
   where the third is 0, 1, 5 or 9 (010, 075, 099); four elsewhere (0744). */
static int area_code_digits(const char *national)
{
    if (national[1] == '2' || national[1] == '6')
        return 2;
    return strchr("0159", national[2]) ? 3 : 4;
}

const char *text_phone_show(struct arena *arena, const char *phone)
{
    if (!text_starts_with(phone, "+39") || strlen(phone) < sizeof "+39" - 1 + PHONE_DIGITS_MIN)
        return phone;

    const char *national = phone + strlen("+39");

    /* What would be read as another number when it is typed as it stands. */
    if (text_starts_with(national, italy) && strlen(national) >= PHONE_WITH_COUNTRY_MIN)
        return phone;
    if (national[0] == '0') {
        int area = area_code_digits(national);

        return arena_printf(arena, "%.*s %s", area, national, national + area);
    }
    if (national[0] == '3' && strlen(national) >= 9)
        return arena_printf(arena, "%.3s %.3s %s", national, national + 3, national + 6);
    return national;
}
