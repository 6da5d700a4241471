/* A table of times taken over: every bad line is told, and then nothing is taken. */
#include <string.h>

#include "base/text.h"
#include "engine/names/names.h"
#include "roads/told.h"
#include "store/audit.h"
#include "zone/zone.h"

enum { FOLDED_BYTES = 200, BAD_MAX = 200 };

enum column { COLUMN_NONE, COLUMN_FROM, COLUMN_TO, COLUMN_MINUTES, COLUMN_METRES, COLUMN_COUNT };

static const struct {
    const char *name;
    enum column column;
} NAMES[] = {
    {"da", COLUMN_FROM},       {"from", COLUMN_FROM},      {"from place", COLUMN_FROM},
    {"da luogo", COLUMN_FROM}, {"partenza", COLUMN_FROM},  {"a", COLUMN_TO},
    {"to", COLUMN_TO},         {"to place", COLUMN_TO},    {"a luogo", COLUMN_TO},
    {"arrivo", COLUMN_TO},     {"minuti", COLUMN_MINUTES}, {"minutes", COLUMN_MINUTES},
    {"metri", COLUMN_METRES},  {"metres", COLUMN_METRES},  {"meters", COLUMN_METRES},
};

/* While a table is being read. */
struct reading {
    struct ctx *ctx;
    struct place_row *places;
    size_t place_count;
    size_t columns[COLUMN_COUNT]; /* field number + 1; 0: not there */
    struct road_time_put_args *rows;
    struct road_bad_line *bad;
    struct road_table table;
};

const char *road_fault_text(enum road_fault fault)
{
    static const char *const TEXTS[] = {
        [ROAD_FINE] = "it is sound",
        [ROAD_FROM_UNKNOWN] = "the first place is not one of the zone",
        [ROAD_TO_UNKNOWN] = "the second place is not one of the zone",
        [ROAD_SAME_PLACE] = "both places are the same",
        [ROAD_BAD_MINUTES] = "the minutes must be a whole number from 1 to 600",
        [ROAD_BAD_METRES] = "the metres must be a whole number up to 1000000",
        [ROAD_TWICE] = "these two places stand in another line too",
        [ROAD_BAD_RECORD] = "the line cannot be read",
        [ROAD_TOO_MANY] = "there are too many lines",
    };

    return TEXTS[fault];
}

static bool same_folded(const char *a, const char *b)
{
    char folded_a[FOLDED_BYTES];
    char folded_b[FOLDED_BYTES];

    names_fold(a, folded_a, sizeof folded_a);
    names_fold(b, folded_b, sizeof folded_b);
    return strcmp(folded_a, folded_b) == 0;
}

static void header_read(struct reading *r, const struct csv_record *header)
{
    for (size_t i = 0; i < header->count; i++) {
        for (size_t k = 0; k < sizeof NAMES / sizeof NAMES[0]; k++) {
            if (r->columns[NAMES[k].column] == 0 && same_folded(header->fields[i], NAMES[k].name))
                r->columns[NAMES[k].column] = i + 1;
        }
    }
    for (int column = COLUMN_FROM; column < COLUMN_COUNT; column++)
        r->table.no_header |= r->columns[column] == 0;
}

static const char *field_of(const struct reading *r, const struct csv_record *record,
                            enum column column)
{
    size_t i = r->columns[column] - 1;

    return i < record->count ? record->fields[i] : "";
}

/* A name that two places bear wants its municipality: the label has it. 0: unknown. */
static int64_t place_of(const struct reading *r, const char *name)
{
    int64_t found = 0;

    for (size_t i = 0; i < r->place_count; i++) {
        const struct place_row *row = &r->places[i];

        if (same_folded(name, row->label))
            return row->id;
        if (same_folded(name, row->name))
            found = found ? -1 : row->id;
    }
    return found > 0 ? found : 0;
}

static bool number_read(const char *text, int64_t least, int64_t most, int64_t *ret_number)
{
    return text_to_int(text, ret_number) == OK && *ret_number >= least && *ret_number <= most;
}

static bool pair_is_there(const struct reading *r, const struct road_time_put_args *row)
{
    for (size_t i = 0; i < r->table.count; i++) {
        if (r->rows[i].from_place_id == row->from_place_id &&
            r->rows[i].to_place_id == row->to_place_id)
            return true;
    }
    return false;
}

/* What is wrong with a line, and the text that says so best. */
static enum road_fault line_read(const struct reading *r, const struct csv_record *record,
                                 struct road_time_put_args *row, const char **ret_text)
{
    *ret_text = field_of(r, record, COLUMN_FROM);
    row->from_place_id = place_of(r, *ret_text);
    if (!row->from_place_id)
        return ROAD_FROM_UNKNOWN;
    *ret_text = field_of(r, record, COLUMN_TO);
    row->to_place_id = place_of(r, *ret_text);
    if (!row->to_place_id)
        return ROAD_TO_UNKNOWN;
    if (row->from_place_id == row->to_place_id)
        return ROAD_SAME_PLACE;
    if (pair_is_there(r, row))
        return ROAD_TWICE;
    *ret_text = field_of(r, record, COLUMN_MINUTES);
    if (!number_read(*ret_text, 1, ROADS_MINUTES_MAX, &row->minutes))
        return ROAD_BAD_MINUTES;
    *ret_text = field_of(r, record, COLUMN_METRES);
    if (!number_read(*ret_text, 0, ROADS_METRES_MAX, &row->metres))
        return ROAD_BAD_METRES;
    return ROAD_FINE;
}

static void line_take(struct reading *r, const struct csv_record *record, bool readable)
{
    struct road_time_put_args row = {.source = "imported",
                                     .measured_on = instant_date(r->ctx->now)};
    const char *text = "";
    enum road_fault fault = ROAD_BAD_RECORD;

    if (r->table.count == ROADS_IMPORT_MAX)
        fault = ROAD_TOO_MANY;
    else if (readable)
        fault = line_read(r, record, &row, &text);
    if (fault == ROAD_FINE)
        r->rows[r->table.count++] = row;
    else if (r->table.bad_count < BAD_MAX)
        r->bad[r->table.bad_count++] =
            (struct road_bad_line){record->line, fault, arena_copy(r->ctx->arena, text)};
}

enum status roads_table_read(struct ctx *ctx, struct csv *csv, struct road_table *ret_table)
{
    struct reading r = {.ctx = ctx};
    struct csv_record record;
    enum status status;

    TRY(zone_places(ctx, &r.places, &r.place_count));
    r.rows = arena_array(ctx->arena, struct road_time_put_args, ROADS_IMPORT_MAX);
    r.bad = arena_array(ctx->arena, struct road_bad_line, BAD_MAX);
    TRY(csv_rewind(csv));
    status = csv_next(csv, ctx->arena, &record);
    if (status == OK)
        header_read(&r, &record);
    else if (status == ERR_NOT_FOUND || status == ERR_INVALID)
        r.table.no_header = true;
    else
        return status;
    while (!r.table.no_header && r.table.bad_count < BAD_MAX) {
        size_t mark = arena_mark(ctx->arena);

        status = csv_next(csv, ctx->arena, &record);
        if (status == ERR_NOT_FOUND)
            break;
        if (status != OK && status != ERR_INVALID)
            return status;
        line_take(&r, &record, status == OK);
        if (r.table.bad_count == 0)
            arena_rewind(ctx->arena, mark);
    }
    r.table.rows = r.rows;
    r.table.bad = r.bad;
    *ret_table = r.table;
    return OK;
}

enum status roads_table_take(struct ctx *tx, const struct road_table *table)
{
    if (table->no_header || table->bad_count > 0 || table->count == 0)
        return ERR_INVALID;
    for (size_t i = 0; i < table->count; i++)
        TRY(road_time_put(tx, &table->rows[i]));
    return audit_add(
        tx, &(struct audit_entry){.action = "roads.import", .subject_kind = "travel_time"});
}
