/*
 * What the desk tells in a person's history.
 */
#include "base/text.h"
#include "base/words.h"
#include "desk/desk.h"
#include "desk/lines.h"
#include "people/people.h"
#include "staff/actor.h"

static enum status desk_events_read(struct ctx *ctx, int64_t person_id,
                                    struct person_events *events)
{
    struct contact_lines lines;

    if (!actor_may(ctx, POWER_CONTACTS_READ))
        return OK;
    TRY(contact_lines_of_person(ctx, person_id, &lines));
    for (size_t i = 0; i < lines.count; i++) {
        const struct contact_line *line = &lines.items[i];
        const struct person_event event = {
            .at = line->at,
            .kind = arena_printf(ctx->arena, "%s: %s", tr(ctx, "Contatto"),
                                 text_lower_ascii(ctx->arena, line->channel)),
            .text = line->needs,
            .href = arena_printf(ctx->arena, "/contatti/%lld", (long long)line->id),
            .author = line->author,
            .tag = line->call_back_open ? tr(ctx, "da richiamare") : NULL,
        };

        person_event_add(events, &event);
    }
    return OK;
}

const struct person_events_source DESK_PERSON_EVENTS = {.name = "desk", .read = desk_events_read};
