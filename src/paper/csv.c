#include "paper/csv.h"

#include <string.h>

#include "base/text.h"

enum { BLOCK_BYTES = 64 * 1024, UTF8_BYTES_MAX = 4, END = -1 };

static const char DELIMITERS[] = {',', ';', '\t', '|'};

enum { DELIMITER_COUNT = sizeof DELIMITERS };

struct csv {
    struct csv_source source;
    char delimiter;
    enum csv_encoding encoding;
    char block[BLOCK_BYTES];
    size_t length;
    size_t at;
    enum status outcome; /* of the last read; kept, because a byte is asked for deep inside */
    int64_t line;
    char record[CSV_RECORD_BYTES]; /* as it came; fields one after the other, each with its NUL */
};

/* The next byte without taking it, or END. */
static int peek(struct csv *csv)
{
    if (csv->at == csv->length) {
        csv->at = csv->length = 0;
        if (csv->outcome == OK)
            csv->outcome =
                csv->source.read(csv->source.user, csv->block, BLOCK_BYTES, &csv->length);
        if (csv->outcome != OK || csv->length == 0)
            return END;
    }
    return (unsigned char)csv->block[csv->at];
}

static int take(struct csv *csv)
{
    int byte = peek(csv);

    if (byte != END)
        csv->at++;
    return byte;
}

/* What the whole file is like, byte after byte. */
struct sniffing {
    int needed;    /* continuation bytes that must still come */
    int low, high; /* bounds of the next one: no overlongs, no surrogates */
    bool not_utf8;
    bool in_quotes;
    bool first_line_over;
    size_t counts[DELIMITER_COUNT];
};

static void sniff_lead(struct sniffing *s, int byte)
{
    s->low = 0x80;
    s->high = 0xbf;
    if (byte < 0x80)
        return;
    if (byte >= 0xc2 && byte <= 0xdf)
        s->needed = 1;
    else if (byte >= 0xe0 && byte <= 0xef)
        s->needed = 2;
    else if (byte >= 0xf0 && byte <= 0xf4)
        s->needed = 3;
    else
        s->not_utf8 = true;
    if (byte == 0xe0)
        s->low = 0xa0;
    else if (byte == 0xed)
        s->high = 0x9f;
    else if (byte == 0xf0)
        s->low = 0x90;
    else if (byte == 0xf4)
        s->high = 0x8f;
}

static void sniff_encoding(struct sniffing *s, int byte)
{
    if (s->needed == 0) {
        sniff_lead(s, byte);
        return;
    }
    if (byte < s->low || byte > s->high)
        s->not_utf8 = true;
    s->low = 0x80;
    s->high = 0xbf;
    s->needed--;
}

static void sniff_delimiter(struct sniffing *s, int byte)
{
    if (byte == '"')
        s->in_quotes = !s->in_quotes;
    if (s->in_quotes)
        return;
    if (byte == '\n' || byte == '\r')
        s->first_line_over = true;
    for (size_t i = 0; i < DELIMITER_COUNT; i++)
        s->counts[i] += byte == DELIMITERS[i];
}

static char most_frequent(const struct sniffing *s)
{
    size_t best = 0;

    for (size_t i = 1; i < DELIMITER_COUNT; i++) {
        if (s->counts[i] > s->counts[best])
            best = i;
    }
    return DELIMITERS[best];
}

/* UTF-16 begins with a mark that is no text in any other encoding met here. */
static bool looks_like_utf16(struct csv *csv)
{
    int first = peek(csv);

    return csv->length >= 2 && ((first == 0xff && (unsigned char)csv->block[1] == 0xfe) ||
                                (first == 0xfe && (unsigned char)csv->block[1] == 0xff));
}

static enum status sniff(struct csv *csv)
{
    struct sniffing s = {0};
    int byte;

    if (looks_like_utf16(csv))
        return ERR_INVALID;
    while (!s.not_utf8 && (byte = take(csv)) != END) {
        sniff_encoding(&s, byte);
        if (!s.first_line_over)
            sniff_delimiter(&s, byte);
    }
    /* The header is needed whole, also when its first accent has settled the encoding. */
    while (!s.first_line_over && (byte = take(csv)) != END)
        sniff_delimiter(&s, byte);
    csv->encoding = s.not_utf8 || s.needed > 0 ? CSV_WINDOWS_1252 : CSV_UTF8;
    csv->delimiter = most_frequent(&s);
    return csv->outcome;
}

static void skip_byte_order_mark(struct csv *csv)
{
    static const char mark[] = "\xef\xbb\xbf";

    if (peek(csv) != END && csv->length >= 3 && memcmp(csv->block, mark, 3) == 0)
        csv->at = 3;
}

enum status csv_rewind(struct csv *csv)
{
    TRY(csv->source.rewind(csv->source.user));
    csv->outcome = OK;
    csv->at = csv->length = 0;
    csv->line = 1;
    skip_byte_order_mark(csv);
    return csv->outcome;
}

enum status csv_open(struct arena *arena, const struct csv_source *source, struct csv **ret_csv)
{
    struct csv *csv = arena_new(arena, struct csv);

    csv->source = *source;
    TRY(csv_rewind(csv));
    TRY(sniff(csv));
    TRY(csv_rewind(csv));
    *ret_csv = csv;
    return OK;
}

char csv_delimiter(const struct csv *csv)
{
    return csv->delimiter;
}

enum csv_encoding csv_encoding(const struct csv *csv)
{
    return csv->encoding;
}

/* A record being cut: where each field begins in csv->record. */
struct cutting {
    size_t starts[CSV_FIELDS_MAX];
    size_t count;
    size_t length;
    enum csv_problem problem;
};

static void fail_record(struct cutting *cutting, enum csv_problem problem)
{
    if (cutting->problem == CSV_FINE)
        cutting->problem = problem;
}

static void put(struct csv *csv, struct cutting *cutting, int byte)
{
    if (cutting->length == CSV_RECORD_BYTES) {
        fail_record(cutting, CSV_TOO_LONG);
        return;
    }
    if (byte == 0) /* a NUL would end the field early */
        fail_record(cutting, CSV_STRANGE_BYTES);
    csv->record[cutting->length++] = (char)byte;
}

static bool ends_field(const struct csv *csv, int byte)
{
    return byte == END || byte == csv->delimiter || byte == '\n' || byte == '\r';
}

/* Past the opening quote, up to and past the closing one; "" stands for one quote. */
static void cut_quoted(struct csv *csv, struct cutting *cutting)
{
    for (;;) {
        int byte = take(csv);

        if (byte == END) {
            fail_record(cutting, CSV_OPEN_QUOTE);
            return;
        }
        if (byte == '"') {
            if (peek(csv) != '"')
                return;
            take(csv);
        }
        csv->line += byte == '\n';
        put(csv, cutting, byte);
        if (cutting->problem == CSV_TOO_LONG)
            return;
    }
}

static void cut_field(struct csv *csv, struct cutting *cutting)
{
    if (cutting->count == CSV_FIELDS_MAX)
        fail_record(cutting, CSV_TOO_MANY_FIELDS);
    else
        cutting->starts[cutting->count++] = cutting->length;
    if (peek(csv) == '"') {
        take(csv);
        cut_quoted(csv, cutting);
        if (cutting->problem == CSV_FINE && !ends_field(csv, peek(csv)))
            fail_record(cutting, CSV_AFTER_QUOTE);
    }
    while (!ends_field(csv, peek(csv)))
        put(csv, cutting, take(csv));
    if (cutting->length < CSV_RECORD_BYTES)
        csv->record[cutting->length++] = '\0';
    else
        fail_record(cutting, CSV_TOO_LONG);
}

/* All fields up to the end of the line, which is taken too. */
static void cut_record(struct csv *csv, struct cutting *cutting)
{
    int byte;

    do {
        cut_field(csv, cutting);
        byte = take(csv);
    } while (byte != END && byte == csv->delimiter);
    if (byte == '\r' && peek(csv) == '\n')
        take(csv);
    csv->line += byte != END;
}

/* The upper part of the code page that is not as in Unicode; 0 where it has no character. */
static uint32_t windows_1252(unsigned char byte)
{
    static const uint16_t UPPER[32] = {
        0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
    };

    return byte >= 0x80 && byte < 0xa0 ? UPPER[byte - 0x80] : byte;
}

static const char *from_windows(struct arena *arena, const char *bytes)
{
    char *text = arena_alloc(arena, strlen(bytes) * UTF8_BYTES_MAX + 1);
    char *out = text;

    for (; *bytes; bytes++) {
        uint32_t code_point = windows_1252((unsigned char)*bytes);

        if (code_point == 0)
            return NULL;
        text_put_utf8(&out, code_point);
    }
    *out = '\0';
    return text;
}

/* The field as clean text of one line; NULL when it is none. */
static const char *field_text(struct csv *csv, struct arena *arena, const char *bytes)
{
    if (csv->encoding == CSV_WINDOWS_1252)
        bytes = from_windows(arena, bytes);
    if (!bytes || !text_is_valid(bytes, strlen(bytes)))
        return NULL;
    return text_squeeze(arena, bytes);
}

static bool fields_are_blank(const char *const *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (*fields[i])
            return false;
    }
    return true;
}

static const char *const *record_fields(struct csv *csv, struct arena *arena,
                                        struct cutting *cutting)
{
    const char **fields = arena_array(arena, const char *, cutting->count);

    for (size_t i = 0; i < cutting->count; i++) {
        fields[i] = field_text(csv, arena, csv->record + cutting->starts[i]);
        if (!fields[i])
            fail_record(cutting, CSV_STRANGE_BYTES);
    }
    return fields;
}

enum status csv_next(struct csv *csv, struct arena *arena, struct csv_record *ret_record)
{
    while (peek(csv) != END) {
        struct cutting cutting = {0};
        struct csv_record record = {.line = csv->line};

        cut_record(csv, &cutting);
        if (cutting.problem == CSV_FINE)
            record.fields = record_fields(csv, arena, &cutting);
        record.count = cutting.count;
        record.problem = cutting.problem;
        if (csv->outcome != OK)
            break;
        if (cutting.problem == CSV_FINE && fields_are_blank(record.fields, record.count))
            continue;
        *ret_record = record;
        return cutting.problem == CSV_FINE ? OK : ERR_INVALID;
    }
    return csv->outcome == OK ? ERR_NOT_FOUND : csv->outcome;
}

const char *csv_problem_text(enum csv_problem problem)
{
    switch (problem) {
    case CSV_OPEN_QUOTE:
        return "a quotation mark is opened and never closed";
    case CSV_AFTER_QUOTE:
        return "something stands between a closing quotation mark and the next column";
    case CSV_TOO_LONG:
        return "the line is too long; a quotation mark may be missing";
    case CSV_TOO_MANY_FIELDS:
        return "the line has too many columns";
    case CSV_STRANGE_BYTES:
        return "the line holds characters that are no text";
    default:
        return "the line is fine";
    }
}

/* ---- writing --------------------------------------------------------------------------------- */

void csv_begin(struct buf *csv, const char *columns)
{
    buf_put_text(csv, "\xEF\xBB\xBF"); /* else spreadsheets take it for another alphabet */
    buf_put_text(csv, columns);
    buf_put_text(csv, "\r\n");
}

void csv_put(struct buf *csv, const char *text, bool last)
{
    buf_put_char(csv, '"');
    if (text && *text && strchr("=+-@\t\r", *text))
        buf_put_char(csv, '\'');
    for (; text && *text; text++) {
        if (*text == '"')
            buf_put_char(csv, '"');
        buf_put_char(csv, *text);
    }
    buf_put_text(csv, last ? "\"\r\n" : "\";");
}
