#include "base/text.h"
#include "base/words.h"
#include "rides/rides_inside.h"
#include "staff/actor.h"

/* Rides in a person's history. */

static const char *tag_of(const struct ctx *ctx, const struct person_ride *ride)
{
    bool to_come =
        text_equal(ride->state, "booked") && ride->on_day.days >= instant_date(ctx->now).days;

    return to_come ? tr(ctx, "in programma") : NULL;
}

static enum status tell(struct ctx *ctx, const struct person_ride *ride, const struct codes *states,
                        const struct codes *outcomes, struct person_events *events)
{
    const char *how = text_equal(ride->state, "closed") && ride->outcome
                          ? codes_label(ctx, outcomes, ride->outcome)
                          : codes_label(ctx, states, ride->state);

    person_event_add(
        events, &(struct person_event){
                    .at = INSTANT_NONE,
                    .day = ride->on_day,
                    .kind = arena_printf(ctx->arena, tr(ctx, "Accompagnamento n. %lld"),
                                         (long long)ride->number),
                    .text = arena_printf(ctx->arena, tr(ctx, "%s, ore %s: %s"), ride->destination,
                                         clock_show(ctx->arena, ride->appointment), how),
                    .href = arena_printf(ctx->arena, "/accompagnamenti/%lld", (long long)ride->id),
                    .author = arena_printf(ctx->arena, "%s %s", ride->booked_by_name,
                                           ride->booked_by_surname),
                    .tag = tag_of(ctx, ride),
                });
    return OK;
}

static enum status read_rides(struct ctx *ctx, int64_t person_id, struct person_events *events)
{
    struct person_ride *rides;
    struct codes states;
    struct codes outcomes;
    size_t count;

    if (!actor_may(ctx, POWER_RIDES_READ))
        return OK;
    TRY(rides_of_person(ctx, person_id, &rides, &count));
    TRY(codes_read_all(ctx, "ride_state", &states));
    TRY(codes_read_all(ctx, "leg_outcome", &outcomes));
    for (size_t i = 0; i < count; i++) {
        if (actor_reaches_office(ctx->actor, rides[i].office_id))
            TRY(tell(ctx, &rides[i], &states, &outcomes, events));
    }
    return OK;
}

const struct person_events_source RIDES_PERSON_EVENTS = {.name = "rides", .read = read_rides};
