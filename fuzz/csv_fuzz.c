/* A table of any bytes: every record that comes out is clean text, twice the same. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "paper/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 16 * 1024 * 1024, PIECE = 7 };

struct bytes {
    const uint8_t *data;
    size_t size;
    size_t at;
};

/* In small pieces, so that every border between two blocks is met. */
static enum status bytes_read(void *user, char *out, size_t max, size_t *ret_length)
{
    struct bytes *bytes = user;
    size_t length = bytes->size - bytes->at;

    if (length > PIECE)
        length = PIECE;
    if (length > max)
        length = max;
    memcpy(out, bytes->data + bytes->at, length);
    bytes->at += length;
    *ret_length = length;
    return OK;
}

static enum status bytes_rewind(void *user)
{
    struct bytes *bytes = user;

    bytes->at = 0;
    return OK;
}

static size_t read_all(struct csv *csv, struct arena *arena)
{
    struct csv_record record;
    enum status status;
    size_t records = 0;

    while ((status = csv_next(csv, arena, &record)) != ERR_NOT_FOUND) {
        records++;
        assert(status == OK ? record.problem == CSV_FINE : status == ERR_INVALID);
        assert(record.line >= 1 && record.count >= 1 && record.count <= CSV_FIELDS_MAX);
        for (size_t i = 0; status == OK && i < record.count; i++)
            assert(text_is_valid(record.fields[i], strlen(record.fields[i])));
    }
    return records;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes bytes = {.data = data, .size = size};
    const struct csv_source source = {bytes_read, bytes_rewind, &bytes};
    struct arena arena;
    struct csv *csv;

    if (size > 64 * 1024 || arena_init(&arena, ARENA_BYTES) != OK)
        return 0;
    if (csv_open(&arena, &source, &csv) == OK) {
        size_t first = read_all(csv, &arena);

        assert(csv_rewind(csv) == OK);
        assert(read_all(csv, &arena) == first);
    }
    arena_free(&arena);
    return 0;
}
