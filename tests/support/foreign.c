#include "support/foreign.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/words.h"

enum {
    MO_MAX = 1024 * 1024,
    MO_HEADER = 28,
    PIECE_MAX = 4000,
    PIECES_MAX = 200000,
    DATA_MAX = 12 * 1024 * 1024
};

static const char MO_NAME[] = "Language: " FOREIGN "\nPlural-Forms: nplurals=2; plural=(n != 1);\n";

/* ---- the language ---------------------------------------------------------------------------- */

struct mo {
    char *bytes;
    size_t length;
};

static uint32_t number_at(const char *bytes, size_t offset)
{
    uint32_t number;

    memcpy(&number, bytes + offset, sizeof number);
    return number;
}

static void put_number(struct mo *mo, size_t offset, size_t number)
{
    uint32_t fitting = (uint32_t)number;

    memcpy(mo->bytes + offset, &fitting, sizeof fitting);
}

/* Of a conversion for printf, at its '%'. */
static size_t conversion_length(const char *text)
{
    size_t flags = strspn(text + 1, "0123456789$.lz");

    return text[1 + flags] ? 2 + flags : 1;
}

/* Letters become '~'; conversions, marks and the ends of forms stay. */
static void put_foreign(struct mo *mo, size_t row, const char *source, size_t length)
{
    size_t start = mo->length;

    for (size_t i = 0; i < length;) {
        size_t kept = source[i] == '%' ? conversion_length(source + i) : 1;
        unsigned char byte = (unsigned char)source[i];

        if (source[i] == '%' || (byte < 0x80 && !isalpha(byte))) {
            memcpy(mo->bytes + mo->length, source + i, kept);
            mo->length += kept;
        } else if ((byte & 0xC0) != 0x80) {
            mo->bytes[mo->length++] = '~';
        }
        i += kept;
    }
    put_number(mo, row, mo->length - start);
    put_number(mo, row + 4, start);
    mo->bytes[mo->length++] = '\0';
}

static void put_as_it_is(struct mo *mo, size_t row, const char *text, size_t length)
{
    put_number(mo, row, length);
    put_number(mo, row + 4, mo->length);
    memcpy(mo->bytes + mo->length, text, length + 1);
    mo->length += length + 1;
}

/* A catalogue with the sources of another one. */
static struct mo foreign_of(struct arena *arena, const char *other)
{
    size_t count = number_at(other, 8);
    size_t sources = number_at(other, 12);
    struct mo mo = {arena_alloc(arena, MO_MAX), MO_HEADER + 16 * count};

    memcpy(mo.bytes, other, MO_HEADER);
    put_number(&mo, 12, MO_HEADER);
    put_number(&mo, 16, MO_HEADER + 8 * count);
    for (size_t i = 0; i < count; i++) {
        size_t length = number_at(other, sources + 8 * i);
        const char *source = other + number_at(other, sources + 8 * i + 4);
        size_t row = MO_HEADER + 8 * (count + i);

        assert_in_range(mo.length + 2 * length, 0, MO_MAX - sizeof MO_NAME);
        put_as_it_is(&mo, MO_HEADER + 8 * i, source, length);
        if (length == 0)
            put_as_it_is(&mo, row, MO_NAME, sizeof MO_NAME - 1);
        else
            put_foreign(&mo, row, source, length);
    }
    return mo;
}

void foreign_give(struct test_house *h)
{
    struct mo mo = foreign_of(&h->store.arena, WORDS_FILES[0].bytes);
    const struct words_file file = {mo.bytes, mo.length};

    languages_close(&h->house.languages);
    assert_int_equal(languages_open(&h->house.languages, &file, 1), OK);
}

void foreign_choose(struct visitor *visitor)
{
    int slot = 0;

    while (visitor->cookies[slot].name[0])
        assert_in_range(++slot, 0, VISITOR_COOKIES_MAX - 1);
    snprintf(visitor->cookies[slot].name, VISITOR_NAME_MAX, "%s", LANGUAGE_COOKIE);
    snprintf(visitor->cookies[slot].value, VISITOR_VALUE_MAX, "%s", FOREIGN);
}

/* ---- pieces of text -------------------------------------------------------------------------- */

typedef void piece_taker(void *user, const char *piece);

static size_t letters_in(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += isalpha((unsigned char)*text) != 0;
    return count;
}

static void take_trimmed(char *piece, piece_taker *take, void *user)
{
    static const char AROUND[] = " \n\t.,:;()\"+-0123456789";
    size_t length;

    piece += strspn(piece, AROUND);
    for (length = strlen(piece); length > 0 && strchr(AROUND, piece[length - 1]); length--)
        continue;
    piece[length] = '\0';
    if (letters_in(piece) >= 2)
        take(user, piece);
}

/* Cuts a text, and destroys it, where pages join one thing to another: pages and data alike, so
   that a part of a text of the data is found again as such. */
static void cut(char *text, piece_taker *take, void *user)
{
    static const char *const JOINTS[] = {" · ", "· ", " ·", " - ", "- ", " → "};
    char *rest = text;

    for (size_t i = 0; i < sizeof JOINTS / sizeof JOINTS[0]; i++) {
        for (char *at = text; (at = strstr(at, JOINTS[i]));)
            memset(at, '\n', strlen(JOINTS[i]));
    }
    for (char *part; (part = strsep(&rest, ",;:()/\n~"));)
        take_trimmed(part, take, user);
}

/* ---- the data -------------------------------------------------------------------------------- */

/* How each engine tells of its tables, of the columns of text of one, and of all these texts. */
static bool on_postgres(const struct test_house *h)
{
    return db_kind_is(h->store.ctx.db) == DB_POSTGRES;
}

static const char *tables_of(struct test_house *h)
{
    return house_text(h, on_postgres(h) ? "select string_agg(tablename::text, ' ') from pg_tables "
                                          "where schemaname = current_schema()"
                                        : "select group_concat(name, ' ') from sqlite_master "
                                          "where type = 'table' and name not like 'sqlite%'");
}

static const char *columns_of(struct test_house *h, const char *table)
{
    struct arena *arena = &h->store.arena;

    return house_text(
        h,
        on_postgres(h)
            ? arena_printf(arena,
                           "select string_agg('coalesce(\"' || column_name || '\"::text, '''')', "
                           "' || chr(10) || ') from information_schema.columns where "
                           "table_schema = current_schema() and table_name = '%s' and "
                           "data_type = 'text'",
                           table)
            : arena_printf(arena,
                           "select group_concat('coalesce(\"' || name || '\", '''')', "
                           "' || char(10) || ') from pragma_table_info('%s') "
                           "where type like '%%text%%'",
                           table));
}

static void put_table(struct test_house *h, struct buf *data, const char *table)
{
    const char *columns = columns_of(h, table);
    const char *texts = NULL;

    if (columns)
        texts =
            house_text(h, arena_printf(&h->store.arena,
                                       on_postgres(h) ? "select string_agg(%s, chr(10)) from %s"
                                                      : "select group_concat(%s, char(10)) from %s",
                                       columns, table));
    buf_put_text(data, texts ? texts : "");
    buf_put_text(data, "\n");
}

static void keep_piece(void *user, const char *piece)
{
    struct foreign_data *data = user;

    assert_in_range(data->count, 0, PIECES_MAX - 1);
    data->pieces[data->count++] = piece;
}

/* Pages begin some of the data's words with a small letter. */
static int piece_order(const void *left, const void *right)
{
    return strcasecmp(*(const char *const *)left, *(const char *const *)right);
}

struct foreign_data foreign_data(struct test_house *h, const char *more)
{
    struct arena *arena = &h->store.arena;
    struct buf texts = buf_new(arena, DATA_MAX);
    struct foreign_data data = {.pieces = arena_alloc(arena, PIECES_MAX * sizeof *data.pieces)};

    for (const char *at = tables_of(h); *at;) {
        size_t length = strcspn(at, " ");

        put_table(h, &texts, arena_copy_n(arena, at, length));
        at += length + strspn(at + length, " ");
    }
    buf_put_text(&texts, more);
    assert_false(texts.overflowed);
    cut(arena_copy(arena, buf_text(&texts)), keep_piece, &data);
    qsort(data.pieces, data.count, sizeof *data.pieces, piece_order);
    return data;
}

static bool is_piece(const struct foreign_data *data, const char *text, size_t length)
{
    char copy[PIECE_MAX];
    const char *key = copy;

    snprintf(copy, sizeof copy, "%.*s", (int)length, text);
    return bsearch(&key, data->pieces, data->count, sizeof *data->pieces, piece_order) != NULL;
}

/* Of the longest piece of data that `text` begins with, in whole words; 0 for none. */
static size_t piece_at(const struct foreign_data *data, const char *text)
{
    size_t length = strlen(text);

    while (length > 0 && !is_piece(data, text, length)) {
        do
            length--;
        while (length > 0 && text[length] != ' ');
    }
    return length;
}

/* One piece of data after the other: a name is two of them. Codes and keys, in capitals or with
   figures, are nobody's words. */
static bool is_data(const struct foreign_data *data, const char *text)
{
    if (!strpbrk(text, "abcdefghijklmnopqrstuvwxyz"))
        return true;
    if (!strchr(text, ' ') && strpbrk(text, "0123456789"))
        return true;
    for (const char *at = text; *at;) {
        size_t length = piece_at(data, at);

        if (length == 0)
            return false;
        at += length + strspn(at + length, " ");
    }
    return true;
}

/* ---- the page -------------------------------------------------------------------------------- */

struct reading {
    const struct foreign_data *data;
    foreign_stray *stray;
    void *user;
    int strays;
};

static void judge(void *user, const char *piece)
{
    struct reading *r = user;

    if (is_data(r->data, piece))
        return;
    r->strays++;
    r->stray(r->user, piece);
}

static void decode(char *text)
{
    static const struct {
        const char *entity;
        char byte;
    } ENTITIES[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    char *to = text;

    for (const char *from = text; *from; to++) {
        size_t taken = 1;

        *to = *from;
        for (size_t i = 0; i < sizeof ENTITIES / sizeof ENTITIES[0]; i++) {
            if (strncmp(from, ENTITIES[i].entity, strlen(ENTITIES[i].entity)) == 0) {
                *to = ENTITIES[i].byte;
                taken = strlen(ENTITIES[i].entity);
            }
        }
        from += taken;
    }
    *to = '\0';
}

static void read_text(struct reading *r, const char *text, size_t length)
{
    char copy[PIECE_MAX];

    snprintf(copy, sizeof copy, "%.*s", (int)length, text);
    decode(copy);
    cut(copy, judge, r);
}

/* What is read out or shown of a tag itself. */
static void read_tag(struct reading *r, const char *tag, const char *end)
{
    static const char *const SEEN[] = {" aria-label=\"", " title=\"", " placeholder=\"", " alt=\"",
                                       " data-label=\""};

    for (size_t i = 0; i < sizeof SEEN / sizeof SEEN[0]; i++) {
        const char *at = memmem(tag, (size_t)(end - tag), SEEN[i], strlen(SEEN[i]));

        if (at)
            read_text(r, at + strlen(SEEN[i]), strcspn(at + strlen(SEEN[i]), "\""));
    }
}

int foreign_read(const struct answer *answer, const struct foreign_data *data, foreign_stray *stray,
                 void *user)
{
    struct reading r = {data, stray, user, 0};

    for (const char *at = answer->body; *at;) {
        size_t plain = strcspn(at, "<");

        read_text(&r, at, plain);
        at += plain;
        if (*at != '<')
            break;

        const char *end = strchr(at, '>');

        assert_non_null(end); /* htmlc escapes '>' in values */
        read_tag(&r, at, end);
        /* In a <pre> stands what somebody wrote, or was written once. */
        at = strncmp(at, "<pre", 4) == 0 ? strstr(end, "</pre") : end + 1;
        assert_non_null(at);
    }
    return r.strays;
}
