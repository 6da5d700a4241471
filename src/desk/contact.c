#include "desk/desk.h"

#include <string.h>

#include "desk/contact_text.h"
#include "desk_sql.h"
#include "people/people.h"
#include "staff/actor.h"
#include "store/audit.h"
#include "store/seal.h"

static enum status contact_told(struct ctx *tx, const char *action, int64_t id, const char *fields,
                                const char *reason, int64_t place_id)
{
    return audit_add(tx, &(struct audit_entry){.action = action,
                                               .subject_kind = "contact",
                                               .subject_id = id,
                                               .fields = fields,
                                               .reason = reason,
                                               .place_id = place_id});
}

const char *contact_seal_place(struct arena *arena, int64_t id)
{
    return arena_printf(arena, "contact.notes %lld", (long long)id);
}

const char *contact_former_seal_place(struct arena *arena, int64_t id, int64_t version)
{
    return arena_printf(arena, "contact_revision.former %lld %lld", (long long)id,
                        (long long)version);
}

/* The rules that hold whoever asks; the page has said them beside the fields before. */
static enum status contact_check(struct ctx *ctx, const struct contact_draft *draft)
{
    struct person_card card;

    if (!draft->channel || !draft->reason || !draft->caller_kind)
        return ERR_INVALID;
    if (strcmp(draft->reason, "sent") == 0 && !draft->sender)
        return ERR_INVALID;
    if (draft->need_count > CONTACT_NEEDS_MAX || draft->response_count > CONTACT_RESPONSES_MAX)
        return ERR_TOO_LARGE;
    for (size_t i = 0; i < draft->response_count; i++) {
        if (strcmp(draft->responses[i].response, "none_possible") == 0 &&
            !draft->responses[i].detail)
            return ERR_INVALID;
    }
    return draft->person_id ? person_card(ctx, draft->person_id, &card) : OK;
}

static enum status contact_put_parts(struct ctx *tx, int64_t id, const struct contact_draft *draft)
{
    for (size_t i = 0; i < draft->need_count; i++)
        TRY(contact_need_insert(tx, id, draft->needs[i].need, draft->needs[i].unmet_reason));
    for (size_t i = 0; i < draft->response_count; i++) {
        const struct contact_response *response = &draft->responses[i];

        TRY(contact_response_insert(tx, id, response->response, response->service_id,
                                    response->organization_id, response->detail));
    }
    return OK;
}

static struct contact_insert_args contact_args(const struct ctx *tx, int64_t number,
                                               const struct contact_draft *draft)
{
    return (struct contact_insert_args){
        .number = number,
        .at = draft->at,
        .office_id = draft->office_id,
        .user_id = tx->actor->user_id,
        .channel = draft->channel,
        .reason = draft->reason,
        .sender = draft->sender,
        .caller_kind = draft->caller_kind,
        .caller_name = draft->caller_name,
        .caller_phone = draft->caller_phone,
        .person_id = draft->person_id,
        .anonymous_label = draft->anonymous_label,
        .place_id = draft->place_id,
        .minutes = draft->minutes,
        .urgent = draft->urgent,
        .call_back_on = draft->call_back_on,
        .call_back_at = draft->call_back_at,
        .call_back_phone = draft->call_back_phone,
        .call_back_what = draft->call_back_what,
    };
}

enum status contact_record(struct ctx *tx, const struct contact_draft *draft, int64_t *ret_id,
                           int64_t *ret_number)
{
    struct contact_insert_args args;
    struct blob notes;
    int64_t number;
    int64_t id;

    if (!actor_reaches_office(tx->actor, draft->office_id))
        return ERR_DENIED;
    TRY(contact_check(tx, draft));
    TRY(contact_next_number(tx, &number));
    args = contact_args(tx, number, draft);
    TRY(contact_insert(tx, &args, &id));
    if (draft->notes) {
        seal_text(tx, contact_seal_place(tx->arena, id), draft->notes, &notes);
        TRY(contact_set_notes(tx, id, notes));
    }
    TRY(contact_put_parts(tx, id, draft));
    TRY(contact_told(tx, "contact.record", id, NULL, NULL, draft->place_id));
    *ret_id = id;
    *ret_number = number;
    return OK;
}

/* The former text, whole, into the history. */
static enum status contact_keep_former(struct ctx *tx, const struct contact_row *row,
                                       const char *why)
{
    const char *former;
    struct contact_revision_insert_args revision = {
        .contact_id = row->id,
        .version = row->version,
        .at = tx->now,
        .user_id = tx->actor->user_id,
        .reason = why,
    };

    TRY(contact_former_text(tx, row, &former));
    seal_text(tx, contact_former_seal_place(tx->arena, row->id, row->version), former,
              &revision.former);
    return contact_revision_insert(tx, &revision);
}

enum status contact_correct(struct ctx *tx, int64_t id, int64_t version,
                            const struct contact_draft *draft, const char *why)
{
    struct contact_row row;
    struct contact_update_args args;
    int64_t changed;

    TRY(contact_visible_row(tx, id, &row));
    TRY(contact_check(tx, draft));
    if (row.version != version)
        return ERR_CONFLICT;
    TRY(contact_keep_former(tx, &row, why));
    args = (struct contact_update_args){
        .id = id,
        .version = version,
        .at = draft->at,
        .channel = draft->channel,
        .reason = draft->reason,
        .sender = draft->sender,
        .caller_kind = draft->caller_kind,
        .caller_name = draft->caller_name,
        .caller_phone = draft->caller_phone,
        .anonymous_label = draft->anonymous_label,
        .place_id = draft->place_id,
        .minutes = draft->minutes,
        .urgent = draft->urgent,
        .call_back_on = draft->call_back_on,
        .call_back_at = draft->call_back_at,
        .call_back_phone = draft->call_back_phone,
        .call_back_what = draft->call_back_what,
    };
    seal_text(tx, contact_seal_place(tx->arena, id), draft->notes, &args.notes);
    TRY(contact_update(tx, &args, &changed));
    if (changed != 1)
        return ERR_CONFLICT;
    TRY(contact_needs_delete(tx, id));
    TRY(contact_responses_delete(tx, id));
    TRY(contact_put_parts(tx, id, draft));
    return contact_told(tx, "contact.correct", id, NULL, why, draft->place_id);
}

enum status contact_link_person(struct ctx *tx, int64_t id, int64_t person_id)
{
    struct contact_row row;
    struct person_card card;
    int64_t changed;

    TRY(contact_visible_row(tx, id, &row));
    TRY(person_card(tx, person_id, &card));
    TRY(contact_set_person(tx, id, person_id, &changed));
    if (changed != 1)
        return ERR_CONFLICT;
    return contact_told(tx, "contact.link_person", id, "person", NULL, card.place_id);
}

enum status call_back_close(struct ctx *tx, int64_t id, const char *outcome)
{
    struct contact_row row;
    int64_t changed;

    TRY(contact_visible_row(tx, id, &row));
    TRY(contact_close_call_back(tx, id, outcome, tx->now, tx->actor->user_id, &changed));
    if (changed != 1)
        return ERR_CONFLICT;
    return contact_told(tx, "contact.call_back_close", id, "call_back", NULL, row.place_id);
}

enum status contact_visible_row(struct ctx *ctx, int64_t id, struct contact_row *ret_row)
{
    struct contact_row row;
    struct person_card card;

    TRY(contact_row(ctx, id, &row));
    if (!actor_reaches_office(ctx->actor, row.office_id))
        return ERR_NOT_FOUND;
    if (row.person_id)
        TRY(person_card(ctx, row.person_id, &card));
    *ret_row = row;
    return OK;
}
