#include "rides/rides.h"

#include <string.h>

#include "base/text.h"
#include "rides/rides_inside.h"
#include "staff/actor.h"
#include "store/audit.h"
#include "store/seal.h"

static const struct {
    const char *code;
    const char *unmet_reason; /* code list unmet_reason; NULL: nothing was left without an answer */
} REFUSALS[RIDE_REFUSAL_COUNT] = {
    [RIDE_ACCEPTED] = {NULL, NULL},
    [RIDE_HAS_DIED] = {"has_died", NULL},
    [RIDE_UNKNOWN_ALONE] = {"unknown_alone", "gave_up"},
    [RIDE_UNKNOWN_AUTONOMY] = {"unknown_autonomy", "gave_up"},
    [RIDE_NOT_ALONE] = {"not_alone", "not_eligible"},
    [RIDE_NOT_SELF_SUFFICIENT] = {"not_self_sufficient", "not_eligible"},
    [RIDE_PLACE_NOT_SERVED] = {"place_not_served", "not_competent"},
    [RIDE_DESTINATION_NOT_SERVED] = {"destination_not_served", "not_competent"},
    [RIDE_NO_ADDRESS] = {"no_address", "gave_up"},
    [RIDE_AID_NOT_CARRIED] = {"aid_not_carried", "too_far"},
    [RIDE_TOO_MANY_COMPANIONS] = {"too_many_companions", "no_place"},
    [RIDE_TOO_LATE] = {"too_late", "not_eligible"},
    [RIDE_TOO_FAR_AHEAD] = {"too_far_ahead", NULL},
    [RIDE_IN_THE_PAST] = {"in_the_past", NULL},
    [RIDE_CLOSED_DAY] = {"closed_day", "no_service"},
    [RIDE_NO_VOLUNTEER] = {"no_volunteer", "no_volunteer"},
    [RIDE_NO_CAR] = {"no_car", "no_place"},
    [RIDE_ALREADY_BOOKED] = {"already_booked", NULL},
};

const char *ride_refusal_code(enum ride_refusal refusal)
{
    return REFUSALS[refusal].code;
}

const char *ride_refusal_unmet_reason(enum ride_refusal refusal)
{
    return REFUSALS[refusal].unmet_reason;
}

static const char *const RETURN_CODES[] = {
    [RIDE_RETURN_NONE] = "none",
    [RIDE_RETURN_AT] = "at",
    [RIDE_RETURN_ON_CALL] = "on_call",
    [RIDE_RETURN_WAIT] = "wait",
};

const char *ride_return_code(enum ride_return kind)
{
    return RETURN_CODES[kind];
}

enum ride_return ride_return_from_code(const char *code)
{
    enum ride_return kind = RIDE_RETURN_NONE;

    while (kind < RIDE_RETURN_WAIT && strcmp(RETURN_CODES[kind], code) != 0)
        kind++;
    return kind;
}

enum status ride_ask(struct ctx *ctx, const struct ride_wish *wish, struct ride_answer *ret_answer)
{
    struct ride_decision *decision = arena_new(ctx->arena, struct ride_decision);

    TRY(ride_decide(ctx, wish, NULL, 0, decision));
    TRY(ride_find_alternatives(ctx, decision));
    *ret_answer = decision->answer;
    return OK;
}

/* --- sealed text ----------------------------------------------------------------------------- */

static const char *notes_place(struct ctx *ctx, int64_t number)
{
    return arena_printf(ctx->arena, "ride.boarding_notes %lld", (long long)number);
}

struct blob ride_seal_notes(struct ctx *ctx, int64_t number, const char *notes)
{
    struct blob sealed;

    seal_text(ctx, notes_place(ctx, number), notes, &sealed);
    return sealed;
}

enum status ride_boarding_notes(struct ctx *ctx, int64_t number, struct blob sealed,
                                const char **ret_notes)
{
    if (!sealed.data) {
        *ret_notes = NULL;
        return OK;
    }
    return seal_open(ctx, notes_place(ctx, number), sealed, ret_notes);
}

static const char *former_place(struct ctx *ctx, int64_t ride_id, struct instant at)
{
    return arena_printf(ctx->arena, "ride_event.former %lld %lld", (long long)ride_id,
                        (long long)at.seconds);
}

enum status ride_event_former(struct ctx *ctx, int64_t ride_id, const struct ride_event_row *event,
                              const char **ret_former)
{
    if (!event->former.data) {
        *ret_former = NULL;
        return OK;
    }
    return seal_open(ctx, former_place(ctx, ride_id, event->at), event->former, ret_former);
}

/* --- the history ----------------------------------------------------------------------------- */

enum status ride_told(struct ctx *tx, const struct ride_tale *tale)
{
    struct ride_event_insert_args event = {
        .ride_id = tale->ride_id,
        .at = tx->now,
        .user_id = tx->actor->user_id,
        .volunteer_id = tx->actor->volunteer_id,
        .kind = tale->kind,
        .detail = tale->detail,
    };

    seal_text(tx, former_place(tx, tale->ride_id, tx->now), tale->former, &event.former);
    TRY(ride_event_insert(tx, &event));
    return audit_add(tx, &(struct audit_entry){
                             .action = arena_printf(tx->arena, "ride.%s", tale->kind),
                             .subject_kind = "ride",
                             .subject_id = tale->ride_id,
                             .fields = tale->fields,
                             .reason = tale->reason,
                         });
}

enum status rider_set_company(struct ctx *tx, int64_t person_id, int64_t volunteer_id,
                              const char *company)
{
    struct volunteer_row volunteer;
    struct person_card card;

    if (company && !text_equal(company, "preferred") && !text_equal(company, "never"))
        return ERR_INVALID;
    TRY(person_card(tx, person_id, &card));
    TRY(volunteer_read(tx, volunteer_id, &volunteer));
    if (company)
        TRY(rider_volunteer_put(tx, person_id, volunteer_id, company));
    else
        TRY(rider_volunteer_delete(tx, person_id, volunteer_id));
    return audit_add(tx, &(struct audit_entry){.action = "rider.company",
                                               .subject_kind = "person",
                                               .subject_id = person_id,
                                               .fields = "volunteer",
                                               .place_id = card.place_id});
}

enum status destination_create(struct ctx *tx, const struct destination_insert_args *destination,
                               int64_t *ret_id)
{
    TRY(destination_insert(tx, destination, ret_id));
    return audit_add(tx, &(struct audit_entry){.action = "destination.create",
                                               .subject_kind = "destination",
                                               .subject_id = *ret_id,
                                               .place_id = destination->place_id});
}

/* The names of what differs, for the audit. */
static const char *destination_fields(struct ctx *ctx, const struct destination_row *row,
                                      const struct destination_update_args *args)
{
    return arena_printf(ctx->arena, "%s%s%s%s%s%s",
                        text_equal(row->name, args->name) ? "" : "name ",
                        text_equal(row->kind, args->kind) ? "" : "kind ",
                        row->place_id == args->place_id ? "" : "place ",
                        text_equal(row->address, args->address) ? "" : "address ",
                        row->boarding_minutes == args->boarding_minutes ? "" : "boarding_minutes ",
                        row->active == args->active ? "" : "active ");
}

enum status destination_change(struct ctx *tx, const struct destination_update_args *destination)
{
    struct destination_row row;
    int64_t changed;

    TRY(ride_destination(tx, destination->id, &row));
    TRY(destination_update(tx, destination, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    return audit_add(tx, &(struct audit_entry){.action = "destination.change",
                                               .subject_kind = "destination",
                                               .subject_id = row.id,
                                               .fields = destination_fields(tx, &row, destination),
                                               .place_id = destination->place_id});
}
