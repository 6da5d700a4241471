#include "engine/names/profile.h"

#include <string.h>

static void add_word(struct profile *profile, const char *text, size_t length, enum word_kind kind)
{
    struct profile_word *word = &profile->words[profile->word_count++];

    word->length = (uint8_t)(length < PATTERN_LETTERS_MAX ? length : PATTERN_LETTERS_MAX);
    word->kind = kind;
    memcpy(word->text, text, word->length);
}

static void add_field(struct profile *profile, const char *text, enum word_kind kind,
                      enum word_kind joined_kind)
{
    char folded[2 * NAMES_TEXT_BYTES];
    char joined[PATTERN_LETTERS_MAX];
    size_t joined_length = 0;
    size_t count = 0;

    names_fold(text, folded, sizeof(folded));
    for (const char *at = folded; *at; count++) {
        size_t length = strcspn(at, " ");
        size_t room = sizeof(joined) - joined_length;

        if (count < FIELD_WORDS_MAX)
            add_word(profile, at, length, kind);
        memcpy(joined + joined_length, at, length < room ? length : room);
        joined_length += length < room ? length : room;
        at += length + (at[length] == ' ');
    }
    if (count > 1)
        add_word(profile, joined, joined_length, joined_kind);
}

static void add_number(struct profile *profile, const char *text, uint64_t kind)
{
    struct number number;

    if (!text || profile->number_count == PROFILE_NUMBERS_MAX)
        return;
    if (!number_read(text, strnlen(text, NAMES_TEXT_BYTES), &number))
        return;
    profile->heads[profile->number_count] = number.head + kind;
    profile->tails[profile->number_count] = number.tail + kind;
    profile->number_count++;
}

/* A provisional tax code has 11 digits and no letters: it is found as a phone number is. */
static void add_tax_code(struct profile *profile, const char *text)
{
    struct tax_span span;

    if (!text)
        return;
    if (tax_read(text, strnlen(text, NAMES_TEXT_BYTES), &span) && span.whole) {
        profile->tax_head = span.head.low;
        profile->tax_tail = (uint32_t)span.tail.low;
    } else if (text[0] && strspn(text, "0123456789") == strnlen(text, NAMES_TEXT_BYTES)) {
        add_number(profile, text, NUMBER_OF_TAX);
    }
}

uint16_t profile_birth(struct date birth)
{
    if (date_is_none(birth))
        return 0;

    int64_t days = (int64_t)birth.days - date_of(1900, 1, 1).days + 1;

    return days > 0 && days <= UINT16_MAX ? (uint16_t)days : 0;
}

void profile_read(const struct names_item *item, struct profile *ret_profile)
{
    memset(ret_profile, 0, sizeof(*ret_profile));
    ret_profile->id = item->id;
    ret_profile->place = item->place;
    ret_profile->restricted = item->restricted;
    ret_profile->birth = profile_birth(item->birth);
    add_field(ret_profile, item->surname, WORD_SURNAME, WORD_SURNAME_JOINED);
    add_field(ret_profile, item->name, WORD_NAME, WORD_NAME_JOINED);
    add_tax_code(ret_profile, item->tax_code);
    for (size_t i = 0; i < item->phone_count; i++)
        add_number(ret_profile, item->phones[i], 0);
}
