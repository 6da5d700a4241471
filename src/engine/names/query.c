#include "engine/names/query.h"

#include <string.h>

enum { YEAR_FIRST = 1900, YEAR_LAST = 2078, NUMBER_TEXT_MAX = 64 };

static void add_word(struct query *query, const char *text, size_t length, enum pattern_reach reach)
{
    if (query->word_count == NAMES_QUERY_WORDS || length == 0)
        return;

    struct query_word *word = &query->words[query->word_count++];

    word->length = length < PATTERN_LETTERS_MAX ? length : PATTERN_LETTERS_MAX;
    word->reach = reach;
    memcpy(word->text, text, word->length);
    word->text[word->length] = '\0';
}

static void add_words(struct query *query, const char *folded)
{
    while (*folded) {
        size_t length = strcspn(folded, " ");

        add_word(query, folded, length, PATTERN_OPEN);
        folded += length + (folded[length] == ' ');
    }
}

/* Up to `most` digits; false when there are none. */
static bool read_digits(const char **at, size_t most, int *ret_value)
{
    const char *start = *at;

    *ret_value = 0;
    for (; (size_t)(*at - start) < most && **at >= '0' && **at <= '9'; (*at)++)
        *ret_value = *ret_value * 10 + (**at - '0');
    return *at > start;
}

/* "1980", among names. */
static bool read_year(struct query *query, const char *token)
{
    const char *at = token;
    int year;

    if (strlen(token) != 4 || !read_digits(&at, 4, &year) || *at)
        return false;
    if (year < YEAR_FIRST || year > YEAR_LAST)
        return false;
    query->birth_from = profile_birth(date_of(year, 1, 1));
    query->birth_to = profile_birth(date_of(year, 12, 31));
    return true;
}

/* "12/3/1980", also with points or hyphens; a day that never was is no number either. */
static bool read_date(struct query *query, const char *token)
{
    const char *at = token;
    int day;
    int month;
    int year;

    if (!read_digits(&at, 2, &day) || !*at || !strchr("/.-", *at++))
        return false;
    if (!read_digits(&at, 2, &month) || !*at || !strchr("/.-", *at++))
        return false;
    if (!read_digits(&at, 4, &year) || *at || year < YEAR_FIRST || year > YEAR_LAST)
        return false;
    if (date_is_real(year, month, day)) {
        query->birth_from = profile_birth(date_of(year, month, day));
        query->birth_to = query->birth_from;
    }
    return true;
}

static bool is_numeric(const char *token)
{
    return token[strspn(token, "0123456789+/.-()")] == '\0' && strpbrk(token, "0123456789");
}

static bool read_tax(struct query *query, const char *token)
{
    size_t length = strlen(token);

    if (length < TAX_CODE_LETTERS && !strpbrk(token, "0123456789"))
        return false;
    query->has_tax = query->has_tax || tax_read(token, length, &query->tax);
    return query->has_tax;
}

/* What of a query is told apart only when all of it is known. */
struct reading {
    struct query *query;
    char number[NUMBER_TEXT_MAX]; /* numeric tokens, one after the other */
    size_t number_length;
};

static void add_numeric(struct reading *reading, const char *token)
{
    size_t length = strlen(token);

    if (reading->number_length + length > sizeof(reading->number))
        return;
    memcpy(reading->number + reading->number_length, token, length);
    reading->number_length += length;
}

static void read_token(struct reading *reading, const char *token, bool with_names)
{
    char folded[2 * NAMES_TEXT_BYTES];

    if (is_numeric(token)) {
        if (!read_date(reading->query, token) && !(with_names && read_year(reading->query, token)))
            add_numeric(reading, token);
        return;
    }
    names_fold(token, folded, sizeof(folded));
    if (!read_tax(reading->query, folded))
        add_words(reading->query, folded);
}

static bool has_letters(const char *text)
{
    return text[strspn(text, "0123456789+/.-() \t\r\n")] != '\0';
}

/* A whole tax code may be typed in groups. */
static bool read_spaced_tax(struct query *query, const char *text)
{
    char joined[2 * NAMES_TEXT_BYTES];
    size_t length = names_sort_key(text, "", joined, sizeof(joined));

    return length == TAX_CODE_LETTERS && strpbrk(joined, "0123456789") && read_tax(query, joined);
}

void query_read(const char *text, struct query *ret_query)
{
    char copy[NAMES_TEXT_BYTES + 1] = {0};
    struct query query = {.word_count = 0};
    struct reading reading = {.query = &query};
    char *rest = copy;

    memcpy(copy, text, strnlen(text, NAMES_TEXT_BYTES));

    bool with_names = has_letters(copy);
    bool typing = copy[0] && copy[strlen(copy) - 1] != ' ';

    if (!read_spaced_tax(&query, copy)) {
        for (char *token; (token = strtok_r(rest, " \t\r\n", &rest)) != NULL;)
            read_token(&reading, token, with_names);
        query.has_number = number_read(reading.number, reading.number_length, &query.number);
    }
    if (query.word_count > 0 && typing)
        query.words[query.word_count - 1].reach = PATTERN_TYPING;
    *ret_query = query;
}

void query_forget_birth(struct query *query)
{
    query->birth_from = 0;
    query->birth_to = 0;
}

void query_of_profile(const struct profile *profile, struct query *ret_query)
{
    struct query query = {.birth_from = profile->birth, .birth_to = profile->birth};

    for (size_t i = 0; i < profile->word_count; i++) {
        const struct profile_word *word = &profile->words[i];

        if (word->kind == WORD_SURNAME || word->kind == WORD_NAME)
            add_word(&query, word->text, word->length, PATTERN_WHOLE);
    }
    *ret_query = query;
}

void query_letters(const struct query *query, struct letters *ret_letters)
{
    *ret_letters = (struct letters){.length = 0};
    for (size_t i = 0; i < query->word_count; i++) {
        const struct query_word *word = &query->words[i];

        if (ret_letters->length + word->length > sizeof(ret_letters->text)) {
            ret_letters->length = 0;
            return;
        }
        memcpy(ret_letters->text + ret_letters->length, word->text, word->length);
        ret_letters->length += word->length;
    }
}

void query_split(const struct letters *letters, size_t cut, size_t gap, enum pattern_reach reach,
                 struct query *ret_query)
{
    *ret_query = (struct query){.word_count = 0};
    add_word(ret_query, letters->text, cut, reach);
    add_word(ret_query, letters->text + cut + gap, letters->length - cut - gap, reach);
}
