#include "desk/lines.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/words.h"
#include "desk_sql.h"
#include "people/people.h"
#include "staff/actor.h"
#include "store/audit.h"
#include "zone/zone.h"

enum { CHUNK = 60, CHUNKS_MAX = 40, NEEDS_TEXT_MAX = 2000 };

/* What the words of a line come from, read once for a list. */
struct line_words {
    struct codes channels;
    const struct place_row *places;
    size_t place_count;
};

static enum status line_words_read(struct ctx *ctx, struct line_words *ret_words)
{
    struct line_words words;
    struct place_row *places;

    TRY(codes_read_all(ctx, "channel", &words.channels));
    TRY(zone_places(ctx, &places, &words.place_count));
    words.places = places;
    *ret_words = words;
    return OK;
}

static const char *place_label(const struct line_words *words, int64_t id)
{
    for (size_t i = 0; i < words->place_count; i++) {
        if (words->places[i].id == id)
            return words->places[i].label;
    }
    return NULL;
}

/* The code itself when the list does not know it. */
static const char *need_label(const struct ctx *ctx, const struct contact_need_row *row)
{
    return row->label_it ? code_label_of(ctx, row->label_it, row->label_en) : row->need;
}

static enum status line_put_needs(struct ctx *ctx, const struct contact_filter *filter,
                                  struct contact_line *line, bool *ret_wanted)
{
    struct contact_need_row *rows;
    size_t count;
    struct buf text = buf_new(ctx->arena, NEEDS_TEXT_MAX);
    bool has_need = false;
    bool need_is_unmet = false;

    TRY(contact_needs(ctx, line->id, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        bool asked = filter->need && strcmp(rows[i].need, filter->need) == 0;

        buf_put_text(&text, i > 0 ? "; " : "");
        buf_put_text(&text, need_label(ctx, &rows[i]));
        line->unmet = line->unmet || rows[i].unmet_reason;
        has_need = has_need || asked;
        need_is_unmet = need_is_unmet || (asked && rows[i].unmet_reason);
    }
    line->needs = buf_text(&text);
    *ret_wanted = (!filter->need || has_need) &&
                  (!filter->unmet || (filter->need ? need_is_unmet : line->unmet));
    return OK;
}

static const char *line_who(struct ctx *ctx, const struct contact_line_row *row)
{
    if (row->person_id)
        return arena_printf(ctx->arena, "%s %s", row->person_surname, row->person_name);
    if (text_is_blank(row->anonymous_label))
        return tr(ctx, "Senza nome");
    return arena_printf(ctx->arena, "%s (%s)", tr(ctx, "Senza nome"), row->anonymous_label);
}

/* ERR_NOT_FOUND for what the actor may not know of and for what the filter leaves out. */
static enum status line_of(struct ctx *ctx, const struct line_words *words,
                           const struct contact_filter *filter, const struct contact_line_row *row,
                           struct contact_line *ret_line)
{
    bool wanted;
    bool open = !date_is_none(row->call_back_on) && instant_is_none(row->call_back_closed_at);

    if (!actor_reaches_office(ctx->actor, row->office_id) || (filter->call_back && !open))
        return ERR_NOT_FOUND;
    if (row->person_id)
        TRY(person_is_visible(ctx, row->person_id, row->person_place_id, row->person_restriction,
                              row->person_rider));
    *ret_line = (struct contact_line){
        .id = row->id,
        .number = row->number,
        .at = row->at,
        .who = line_who(ctx, row),
        .person_id = row->person_id,
        .place = place_label(words, row->place_id ? row->place_id : row->person_place_id),
        .channel = codes_label(ctx, &words->channels, row->channel),
        .author = arena_printf(ctx->arena, "%s %s", row->user_name, row->user_surname),
        .urgent = row->urgent,
        .call_back_on = row->call_back_on,
        .call_back_at = row->call_back_at,
        .call_back_phone = row->call_back_phone,
        .call_back_what = row->call_back_what,
        .call_back_open = open,
    };
    TRY(line_put_needs(ctx, filter, ret_line, &wanted));
    return wanted ? OK : ERR_NOT_FOUND;
}

/* Adds the rows that may be shown to `items`, up to `max` of them. */
static enum status lines_add(struct ctx *ctx, const struct line_words *words,
                             const struct contact_filter *filter,
                             const struct contact_line_row *rows, size_t row_count, size_t max,
                             struct contact_line *items, size_t *count)
{
    for (size_t i = 0; i < row_count && *count < max; i++) {
        enum status status = line_of(ctx, words, filter, &rows[i], &items[*count]);

        if (status == OK)
            (*count)++;
        else if (status != ERR_NOT_FOUND)
            return status;
    }
    return OK;
}

static enum status chunk_read(struct ctx *ctx, const struct contact_filter *filter, int64_t before,
                              struct contact_line_row **ret_rows, size_t *ret_count)
{
    const struct clock_time midnight = {0};

    if (!date_is_none(filter->day)) {
        const struct contacts_between_args day = {
            .office_id = filter->office_id,
            .opens = instant_at(filter->day, midnight),
            .closes = instant_at(date_add_days(filter->day, 1), midnight),
            .before = before,
        };
        return contacts_between(ctx, &day, ret_rows, ret_count);
    }
    if (filter->need)
        return contacts_newest_of_need(ctx, filter->need, before, filter->office_id, filter->unmet,
                                       filter->call_back, ret_rows, ret_count);
    return contacts_newest(ctx, before, filter->office_id, filter->unmet, filter->call_back,
                           ret_rows, ret_count);
}

enum status contact_lines_read(struct ctx *ctx, const struct contact_filter *filter, int64_t before,
                               size_t max, struct contact_lines *ret_lines)
{
    struct line_words words;
    /* One more than asked for tells whether there is a following page. */
    struct contact_line *items = arena_array(ctx->arena, struct contact_line, max + 1);
    struct contact_line_row *rows;
    size_t row_count = CHUNK;
    size_t count = 0;
    int64_t last = before > 0 ? before : INT64_MAX;

    TRY(line_words_read(ctx, &words));
    for (int i = 0; i < CHUNKS_MAX && row_count == CHUNK && count <= max; i++) {
        TRY(chunk_read(ctx, filter, last, &rows, &row_count));
        TRY(lines_add(ctx, &words, filter, rows, row_count, max + 1, items, &count));
        if (row_count > 0)
            last = rows[row_count - 1].number;
    }
    *ret_lines = (struct contact_lines){.items = items, .count = count};
    if (count > max) {
        ret_lines->count = max;
        ret_lines->next = items[max - 1].number;
    } else if (row_count == CHUNK) {
        ret_lines->next = last; /* looked at enough for one page: the reader may go on */
    }
    return OK;
}

enum status call_back_lines_read(struct ctx *ctx, int64_t office_id,
                                 struct contact_lines *ret_lines)
{
    const struct contact_filter all = {.day = DATE_NONE, .call_back = true};
    struct line_words words;
    struct contact_line *items = arena_array(ctx->arena, struct contact_line, CALL_BACKS_SHOWN);
    struct contact_line_row *rows;
    size_t row_count;
    size_t count = 0;

    TRY(line_words_read(ctx, &words));
    TRY(call_backs_open(ctx, office_id, &rows, &row_count));
    TRY(lines_add(ctx, &words, &all, rows, row_count, CALL_BACKS_SHOWN, items, &count));
    *ret_lines = (struct contact_lines){.items = items, .count = count};
    return OK;
}

enum status contact_lines_of_person(struct ctx *ctx, int64_t person_id,
                                    struct contact_lines *ret_lines)
{
    const struct contact_filter all = {.day = DATE_NONE};
    struct line_words words;
    struct contact_line_row *rows;
    size_t row_count;
    size_t count = 0;

    TRY(line_words_read(ctx, &words));
    TRY(contacts_of_person(ctx, person_id, &rows, &row_count));

    struct contact_line *items = arena_array(ctx->arena, struct contact_line, row_count);

    TRY(lines_add(ctx, &words, &all, rows, row_count, row_count, items, &count));
    *ret_lines = (struct contact_lines){.items = items, .count = count};
    return OK;
}

bool contact_lines_entry(const char *action, const struct contact_lines *lines,
                         struct audit_entry *ret_entry)
{
    struct audit_entry entry = {.action = action, .subject_kind = "contact"};

    if (lines->count == 0)
        return false;
    entry.subject_id = lines->items[0].id;
    entry.subject_last_id = lines->items[0].id;
    for (size_t i = 1; i < lines->count; i++) {
        int64_t id = lines->items[i].id;

        entry.subject_id = id < entry.subject_id ? id : entry.subject_id;
        entry.subject_last_id = id > entry.subject_last_id ? id : entry.subject_last_id;
    }
    *ret_entry = entry;
    return true;
}

enum status contact_lines_audit(struct ctx *ctx, const char *action,
                                const struct contact_lines *lines)
{
    struct audit_entry entry;

    return contact_lines_entry(action, lines, &entry) ? audit_read(ctx, &entry) : OK;
}

enum status desk_office(struct ctx *ctx, int64_t *ret_office_id)
{
    struct office_row *offices;
    size_t count;

    if (ctx->actor->office_id) {
        *ret_office_id = ctx->actor->office_id;
        return OK;
    }
    TRY(zone_offices_in_use(ctx, &offices, &count));
    for (size_t i = 0; i < count; i++) {
        if (actor_reaches_office(ctx->actor, offices[i].id)) {
            *ret_office_id = offices[i].id;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}
