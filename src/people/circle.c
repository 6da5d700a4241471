/*
 * Restricted persons (staff's relatives, violence) and the circle that may know of them.
 */
#include "people/circle.h"

#include "people/double.h"
#include "people/person_change.h"
#include "people/person_rules.h"
#include "people_sql.h"
#include "staff/actor.h"
#include "store/audit.h"

static enum status audit_circle(struct ctx *tx, const char *action, int64_t person_id)
{
    return audit_add(tx, &(struct audit_entry){.action = action,
                                               .subject_kind = "person",
                                               .subject_id = person_id,
                                               .fields = "restriction"});
}

enum status person_restrict_to_circle(struct ctx *tx, int64_t person_id, const char *kind)
{
    struct person_card card;
    int64_t changed;

    TRY(person_card(tx, person_id, &card));
    TRY(person_restrict(tx, person_id, kind, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    TRY(person_circle_insert(tx, person_id, tx->actor->user_id, tx->actor->user_id, tx->now));
    return audit_circle(tx, "person.restrict", person_id);
}

enum status person_lift_restriction(struct ctx *tx, int64_t person_id)
{
    struct person_card card;
    int64_t changed;

    TRY(person_card(tx, person_id, &card));
    TRY(person_unrestrict(tx, person_id, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    TRY(person_circle_clear(tx, person_id));
    return audit_circle(tx, "person.unrestrict", person_id);
}

enum status circle_candidates(struct ctx *ctx, struct circle_candidate **ret_users,
                              size_t *ret_count)
{
    struct circle_candidate *rows;
    size_t count;
    size_t kept = 0;

    TRY(person_circle_candidates(ctx, instant_date(ctx->now), &rows, &count));
    for (size_t i = 0; i < count; i++) {
        if (!role_has_power(role_from_code(rows[i].role), POWER_PERSONS_READ))
            continue;
        if (kept == 0 || rows[kept - 1].id != rows[i].id)
            rows[kept++] = rows[i];
    }
    *ret_users = rows;
    *ret_count = kept;
    return OK;
}

static enum status may_be_granted(struct ctx *tx, int64_t user_id)
{
    struct circle_candidate *users;
    size_t count;

    TRY(circle_candidates(tx, &users, &count));
    for (size_t i = 0; i < count; i++) {
        if (users[i].id == user_id)
            return OK;
    }
    return ERR_INVALID;
}

enum status person_grant_circle(struct ctx *tx, int64_t person_id, int64_t user_id)
{
    struct person_card card;

    TRY(person_card(tx, person_id, &card));
    if (!card.restricted)
        return ERR_INVALID;
    TRY(may_be_granted(tx, user_id));
    TRY(person_circle_insert(tx, person_id, user_id, tx->actor->user_id, tx->now));
    return audit_circle(tx, "person.grant_circle", person_id);
}

enum status person_revoke_circle(struct ctx *tx, int64_t person_id, int64_t user_id)
{
    struct person_card card;
    struct circle_member *members;
    size_t count;
    int64_t changed;

    TRY(person_card(tx, person_id, &card));
    TRY(person_circle(tx, person_id, &members, &count));
    if (count == 1 && members[0].user_id == user_id)
        return ERR_INVALID;
    TRY(person_circle_delete(tx, person_id, user_id, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    return audit_circle(tx, "person.revoke_circle", person_id);
}

/* What the index looks for when it seeks the doubles of a restricted person. */
static enum status draft_of(struct ctx *ctx, int64_t id, struct person_draft *ret_draft)
{
    struct person_edit edit;

    TRY(person_read_edit(ctx, id, &edit));
    *ret_draft = edit.draft;
    return OK;
}

/* Everybody is like somebody: only what deserves a look is listed. */
static bool deserves_a_look(enum double_reason reason)
{
    return reason <= DOUBLE_NAME;
}

static enum status doubles_of(struct ctx *ctx, int64_t id, struct restricted_double *doubles,
                              size_t *count)
{
    struct person_draft draft;
    struct person_double *found;
    struct person_card card;
    size_t found_count;
    enum status status = draft_of(ctx, id, &draft);

    if (status == ERR_NOT_FOUND) /* out of reach now: the circle's list may hold more */
        return OK;
    TRY(status);
    TRY(person_card(ctx, id, &card));
    TRY(people_doubles(ctx, ctx->people, &draft, id, &found, &found_count));
    for (size_t i = 0; i < found_count && *count < RESTRICTED_DOUBLES_MAX; i++) {
        if (deserves_a_look(found[i].reason))
            doubles[(*count)++] = (struct restricted_double){card, found[i].card, found[i].reason};
    }
    return OK;
}

enum status circle_doubles(struct ctx *ctx, struct restricted_double **ret_doubles,
                           size_t *ret_count)
{
    struct restricted_double *doubles =
        arena_array(ctx->arena, struct restricted_double, RESTRICTED_DOUBLES_MAX);
    struct circle_person *restricted;
    size_t restricted_count;
    size_t count = 0;

    TRY(person_circle_of_user(ctx, ctx->actor->user_id, &restricted, &restricted_count));
    for (size_t i = 0; i < restricted_count && count < RESTRICTED_DOUBLES_MAX; i++)
        TRY(doubles_of(ctx, restricted[i].person_id, doubles, &count));
    *ret_doubles = doubles;
    *ret_count = count;
    return OK;
}
