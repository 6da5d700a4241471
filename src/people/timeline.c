#include "people/timeline.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "people/person_rules.h"
#include "people_sql.h"
#include "zone/zone.h"

/* Grows as it is filled: nobody knows beforehand how many come. */
struct person_events {
    struct arena *arena;
    struct person_event *items;
    size_t count;
    size_t capacity;
    size_t source_start; /* where the entries of the source now read begin */
};

void person_event_add(struct person_events *events, const struct person_event *event)
{
    if (events->count - events->source_start == PERSON_EVENTS_MAX)
        return;
    if (events->count == events->capacity) {
        size_t size = events->capacity * sizeof *events->items;

        events->items = arena_grow(events->arena, events->items, size, 2 * size);
        events->capacity *= 2;
    }

    struct person_event *kept = &events->items[events->count++];

    *kept = *event;
    if (!instant_is_none(kept->at))
        kept->day = instant_date(kept->at);
}

const char *declaration_kind_words(const struct ctx *ctx, const char *kind)
{
    if (strcmp(kind, "autonomy") == 0)
        return tr(ctx, "Autonomia");
    if (strcmp(kind, "lives_alone") == 0)
        return tr(ctx, "Vive da sola o da solo");
    return tr(ctx, "Consenso agli avvisi");
}

enum status declaration_words(struct ctx *ctx, const char *kind, const char *value,
                              const char **ret_words)
{
    if (strcmp(kind, "autonomy") == 0)
        return code_read_label(ctx, "autonomy", value, ret_words);
    *ret_words = strcmp(value, "yes") == 0 ? tr(ctx, "Sì") : tr(ctx, "No");
    return OK;
}

const char *residence_words(struct arena *arena, const char *place, const char *address)
{
    if (place && address)
        return arena_printf(arena, "%s, %s", place, address);
    return place ? place : address;
}

static enum status add_declarations(struct ctx *ctx, int64_t id, struct person_events *events)
{
    struct declaration_row *rows;
    size_t count;

    TRY(person_declarations(ctx, id, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        const char *words;

        TRY(declaration_words(ctx, rows[i].kind, rows[i].value, &words));
        person_event_add(events, &(struct person_event){
                                     .at = INSTANT_NONE,
                                     .day = rows[i].declared_on,
                                     .kind = declaration_kind_words(ctx, rows[i].kind),
                                     .text = words,
                                     .author = rows[i].recorded_by,
                                 });
    }
    return OK;
}

static enum status add_residences(struct ctx *ctx, int64_t id, struct person_events *events)
{
    struct residence_row *rows;
    size_t count;

    TRY(person_residences(ctx, id, &rows, &count));
    /* The last is the first place known: it came with the record. */
    for (size_t i = 0; i + 1 < count; i++) {
        const char *place = person_place_text(ctx->arena, rows[i].place_name, rows[i].place_kind,
                                              rows[i].municipality_name);

        person_event_add(events, &(struct person_event){
                                     .at = INSTANT_NONE,
                                     .day = rows[i].from_date,
                                     .kind = tr(ctx, "Ha cambiato casa"),
                                     .text = residence_words(ctx->arena, place, rows[i].address),
                                 });
    }
    return OK;
}

static enum status add_protections(struct ctx *ctx, int64_t id, struct person_events *events)
{
    struct protection_row *rows;
    size_t count;

    TRY(person_protections(ctx, id, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        struct person_event event = {.at = INSTANT_NONE, .day = rows[i].from_date};

        TRY(code_read_label(ctx, "legal_protection", rows[i].kind, &event.kind));
        event.text = rows[i].holder_name;
        person_event_add(events, &event);
        if (date_is_none(rows[i].to_date))
            continue;
        event.text = tr(ctx, "Non è più in vigore");
        event.day = rows[i].to_date;
        person_event_add(events, &event);
    }
    return OK;
}

static enum status add_creation(struct ctx *ctx, int64_t id, struct person_events *events)
{
    struct origin_row row;

    TRY(person_origin(ctx, id, &row));
    person_event_add(events, &(struct person_event){.at = row.created_at,
                                                    .kind = tr(ctx, "Scheda creata"),
                                                    .author = row.created_by});
    return OK;
}

static enum status own_events(struct ctx *ctx, int64_t id, struct person_events *events)
{
    TRY(add_declarations(ctx, id, events));
    TRY(add_residences(ctx, id, events));
    TRY(add_protections(ctx, id, events));
    return add_creation(ctx, id, events);
}

/* Later days first; within a day, what has a time before what has only a day. */
static int newer_first(const void *left, const void *right)
{
    const struct person_event *a = left;
    const struct person_event *b = right;

    if (a->day.days != b->day.days)
        return a->day.days < b->day.days ? 1 : -1;
    if (a->at.seconds != b->at.seconds)
        return a->at.seconds < b->at.seconds ? 1 : -1;
    return 0;
}

enum status person_timeline(struct ctx *ctx, int64_t person_id,
                            const struct person_event **ret_events, size_t *ret_count)
{
    struct person_events events = {.arena = ctx->arena, .capacity = 32};

    events.items = arena_array(ctx->arena, struct person_event, events.capacity);
    TRY(own_events(ctx, person_id, &events));
    for (size_t i = 0; i < PERSON_EVENTS_SOURCE_COUNT; i++) {
        events.source_start = events.count;
        TRY(PERSON_EVENTS_SOURCES[i]->read(ctx, person_id, &events));
    }
    qsort(events.items, events.count, sizeof *events.items, newer_first);
    *ret_events = events.items;
    *ret_count = events.count;
    return OK;
}
