#include "engine/names/lexicon.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_FIRST_SIZE = 1024, MATCHES_FIRST = 256 };

static size_t word_hash(const char *word, size_t length)
{
    uint64_t hash = 0x9E3779B97F4A7C15u + length;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)word[i]) * 0x100000001B3u;
    return (size_t)(hash ^ hash >> 29);
}

static void table_insert(struct lexicon *lexicon, uint32_t word)
{
    size_t length;
    const char *text = lexicon_word(lexicon, word, &length);
    size_t at = word_hash(text, length) & (lexicon->table_size - 1);

    while (lexicon->table[at] != 0)
        at = (at + 1) & (lexicon->table_size - 1);
    lexicon->table[at] = word + 1;
}

static enum status table_grow(struct lexicon *lexicon)
{
    size_t size = lexicon->table_size ? lexicon->table_size * 2 : TABLE_FIRST_SIZE;
    uint32_t *table = calloc(size, sizeof(*table));

    if (!table)
        return ERR_UNAVAILABLE;
    free(lexicon->table);
    lexicon->table = table;
    lexicon->table_size = size;
    for (uint32_t word = 0; word < lexicon->count; word++)
        table_insert(lexicon, word);
    return OK;
}

static enum status word_append(struct lexicon *lexicon, const char *word, size_t length)
{
    uint32_t start = (uint32_t)lexicon->text.used;
    uint32_t end = start + (uint32_t)length;

    if (lexicon->count == LEXICON_WORDS_MAX)
        return ERR_TOO_LARGE;
    TRY(pool_reserve(&lexicon->starts, 2 * sizeof(start)));
    TRY(pool_add(&lexicon->text, word, length));
    if (lexicon->count == 0)
        TRY(pool_add(&lexicon->starts, &start, sizeof(start)));
    TRY(pool_add(&lexicon->starts, &end, sizeof(end)));
    lexicon->count++;
    return OK;
}

enum status lexicon_intern(struct lexicon *lexicon, const char *word, size_t length,
                           uint32_t *ret_word)
{
    if (lexicon->count + 1 > lexicon->table_size / 2)
        TRY(table_grow(lexicon));

    size_t at = word_hash(word, length) & (lexicon->table_size - 1);

    for (; lexicon->table[at] != 0; at = (at + 1) & (lexicon->table_size - 1)) {
        size_t known_length;
        const char *known = lexicon_word(lexicon, lexicon->table[at] - 1, &known_length);

        if (known_length == length && memcmp(known, word, length) == 0) {
            *ret_word = lexicon->table[at] - 1;
            return OK;
        }
    }
    TRY(word_append(lexicon, word, length));
    lexicon->table[at] = lexicon->count;
    *ret_word = lexicon->count - 1;
    return OK;
}

/* A word beside its first eight letters, which decide most comparisons without a look at it. */
struct sortable {
    uint64_t beginning;
    const char *text;
    uint32_t length;
    uint32_t word;
};

static int bytes_compare(const char *a, size_t a_length, const char *b, size_t b_length)
{
    int order = memcmp(a, b, a_length < b_length ? a_length : b_length);

    if (order == 0)
        order = (a_length > b_length) - (a_length < b_length);
    return order;
}

static int sortable_compare(const void *a, const void *b)
{
    const struct sortable *left = a;
    const struct sortable *right = b;

    if (left->beginning != right->beginning)
        return left->beginning < right->beginning ? -1 : 1;
    return bytes_compare(left->text, left->length, right->text, right->length);
}

static void sortables_fill(const struct lexicon *lexicon, struct sortable *sortables)
{
    for (uint32_t word = 0; word < lexicon->count; word++) {
        size_t length;
        const char *text = lexicon_word(lexicon, word, &length);
        uint64_t beginning = 0;

        for (size_t i = 0; i < sizeof(beginning); i++)
            beginning = beginning << 8 | (i < length ? (unsigned char)text[i] : 0);
        sortables[word] = (struct sortable){beginning, text, (uint32_t)length, word};
    }
}

static uint8_t letters_shared(const struct sortable *a, const struct sortable *b)
{
    size_t most = a->length < b->length ? a->length : b->length;
    size_t count = 0;

    while (count < most && a->text[count] == b->text[count])
        count++;
    return (uint8_t)count;
}

/* Writes the words in their order into `to`, which has room for all of them. */
static void sortables_write(const struct sortable *sortables, uint32_t count, struct lexicon *to,
                            uint32_t *numbers)
{
    uint32_t *starts = to->starts.data;
    uint8_t *shared = to->shared.data;
    char *text = to->text.data;
    uint32_t end = 0;

    for (uint32_t i = 0; i < count; i++) {
        numbers[sortables[i].word] = i;
        memcpy(text + end, sortables[i].text, sortables[i].length);
        shared[i] = i > 0 ? letters_shared(&sortables[i - 1], &sortables[i]) : 0;
        starts[i] = end;
        end += sortables[i].length;
    }
    starts[count] = end;
    to->count = count;
    to->starts.used = (count + 1) * sizeof(*starts);
    to->shared.used = count;
    to->text.used = end;
}

enum status lexicon_sort(struct lexicon *lexicon, uint32_t **ret_numbers)
{
    uint32_t count = lexicon->count;
    struct lexicon sorted = {.count = 0};
    struct sortable *sortables = malloc((count + 1) * sizeof(*sortables));
    uint32_t *numbers = malloc((count + 1) * sizeof(*numbers));
    bool ready = sortables && numbers && pool_reserve(&sorted.text, lexicon->text.used + 1) == OK &&
                 pool_reserve(&sorted.starts, (count + 1) * sizeof(uint32_t)) == OK &&
                 pool_reserve(&sorted.shared, count + 1) == OK;

    if (ready) {
        sortables_fill(lexicon, sortables);
        qsort(sortables, count, sizeof(*sortables), sortable_compare);
        sortables_write(sortables, count, &sorted, numbers);
        pool_trim(&sorted.text);
        pool_trim(&sorted.starts);
        pool_trim(&sorted.shared);
        lexicon_free(lexicon);
        *lexicon = sorted;
        *ret_numbers = numbers;
    } else {
        lexicon_free(&sorted);
        free(numbers);
    }
    free(sortables);
    return ready ? OK : ERR_UNAVAILABLE;
}

void lexicon_free(struct lexicon *lexicon)
{
    pool_free(&lexicon->text);
    pool_free(&lexicon->starts);
    pool_free(&lexicon->shared);
    free(lexicon->table);
    *lexicon = (struct lexicon){.count = 0};
}

bool lexicon_has(const struct lexicon *lexicon, const char *word, size_t length)
{
    uint32_t low = 0;
    uint32_t high = lexicon->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        size_t known_length;
        const char *known = lexicon_word(lexicon, middle, &known_length);
        int order = bytes_compare(known, known_length, word, length);

        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static void matches_add(struct matches *matches, struct arena *arena, uint32_t word,
                        pattern_price price)
{
    size_t count = matches->count;

    if (count == 0 || (count >= MATCHES_FIRST && (count & (count - 1)) == 0)) {
        size_t room = count == 0 ? MATCHES_FIRST : count * 2;

        matches->words = arena_grow(arena, matches->words, count * sizeof(*matches->words),
                                    room * sizeof(*matches->words));
    }
    matches->words[matches->count++] = word;
    matches->prices[word] = price;
}

/* The next word that shares fewer than `few` letters with the one before it: eight at a time, as
 * nearly all words are skipped here. A byte is less than `few` (at most 128) when subtracting
 * `few` borrows into its high bit. */
static uint32_t skip_shared(const uint8_t *shared, uint32_t word, uint32_t count, size_t few)
{
    const uint64_t ones = UINT64_MAX / 0xFF;

    for (; word + sizeof(uint64_t) <= count; word += sizeof(uint64_t)) {
        uint64_t eight;

        memcpy(&eight, shared + word, sizeof(eight));
        if ((eight - ones * few) & ~eight & (ones << 7))
            break;
    }
    while (word < count && shared[word] >= few)
        word++;
    return word;
}

void lexicon_scan(const struct lexicon *lexicon, const struct pattern *pattern, struct arena *arena,
                  struct matches *ret_matches)
{
    struct pattern_state states[PATTERN_LETTERS_MAX + 1];
    struct matches matches = {.prices = arena_array(arena, pattern_price, lexicon->count)};
    const uint8_t *shared = lexicon->shared.data;
    size_t lost_at = SIZE_MAX; /* words that share so many letters with the last read are lost */

    states[0] = pattern_start(pattern);
    for (uint32_t word = 0; word < lexicon->count; word++) {
        if (lost_at != SIZE_MAX)
            word = skip_shared(shared, word, lexicon->count, lost_at);
        if (word == lexicon->count)
            break;

        size_t length;
        const char *text = lexicon_word(lexicon, word, &length);
        size_t depth = shared[word];

        lost_at = SIZE_MAX;
        while (depth < length) {
            states[depth + 1] = states[depth];
            pattern_step(pattern, &states[depth + 1], (unsigned char)text[depth], depth + 1);
            depth++;
            if (pattern_is_lost(pattern, &states[depth])) {
                lost_at = depth;
                break;
            }
        }

        pattern_price price =
            lost_at == SIZE_MAX ? pattern_value(pattern, &states[length], length) : 0;

        if (price)
            matches_add(&matches, arena, word, price);
    }
    *ret_matches = matches;
}

size_t lexicon_bytes(const struct lexicon *lexicon)
{
    return lexicon->text.capacity + lexicon->starts.capacity + lexicon->shared.capacity;
}
