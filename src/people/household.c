/*
 * Who lives with whom. A household is its dated memberships; nothing of it is overwritten.
 */
#include "people/person_change.h"
#include "people_sql.h"
#include "store/audit.h"

static enum status audit_household(struct ctx *tx, const char *action, int64_t person_id)
{
    return audit_add(tx, &(struct audit_entry){.action = action,
                                               .subject_kind = "person",
                                               .subject_id = person_id,
                                               .fields = "household"});
}

/* The household where `person` is the first, made now when there is none. */
static enum status household_have(struct ctx *tx, int64_t person_id, struct date from,
                                  int64_t *ret_id)
{
    struct household_membership mine;
    enum status status = household_of(tx, person_id, &mine);

    if (status != ERR_NOT_FOUND) {
        TRY(status);
        *ret_id = mine.household_id;
        return OK;
    }
    TRY(household_insert(tx, tx->now, ret_id));
    return household_member_insert(tx, *ret_id, person_id, "self", from);
}

/* Out of the household that a person is in, if any. */
static enum status household_quit(struct ctx *tx, int64_t person_id, int64_t joining,
                                  struct date on)
{
    struct household_membership former;
    enum status status = household_of(tx, person_id, &former);
    int64_t changed;

    if (status == ERR_NOT_FOUND)
        return OK;
    TRY(status);
    if (former.household_id == joining)
        return ERR_CONFLICT;
    TRY(household_member_end(tx, former.id, former.household_id, on, &changed));
    return changed == 1 ? OK : ERR_INVALID;
}

enum status household_join(struct ctx *tx, int64_t person_id, int64_t other_id,
                           const char *relation, struct date from)
{
    struct person_card person;
    struct person_card other;
    struct household_member_row *members;
    size_t count;
    int64_t household_id;

    if (person_id == other_id)
        return ERR_INVALID;
    TRY(person_card(tx, person_id, &person));
    TRY(person_card(tx, other_id, &other));
    TRY(household_have(tx, person_id, from, &household_id));
    TRY(household_members(tx, household_id, &members, &count));
    if (count == PERSON_HOUSEHOLD_MAX)
        return ERR_TOO_LARGE;
    TRY(household_quit(tx, other_id, household_id, from));
    TRY(household_member_insert(tx, household_id, other_id, relation, from));
    TRY(audit_household(tx, "household.join", person_id));
    return audit_household(tx, "household.join", other_id);
}

/* Who is in no household any more was put out by somebody else meanwhile. */
static enum status conflict_if_gone(enum status status)
{
    return status == ERR_NOT_FOUND ? ERR_CONFLICT : status;
}

/* Ends the membership of `member` in the household of `person`. */
static enum status household_end(struct ctx *tx, int64_t person_id, int64_t member_id,
                                 struct date on, int64_t *ret_household_id)
{
    struct person_card card;
    struct household_membership mine;
    struct household_membership theirs;
    int64_t changed;

    TRY(person_card(tx, person_id, &card));
    TRY(person_card(tx, member_id, &card));
    TRY(conflict_if_gone(household_of(tx, person_id, &mine)));
    TRY(conflict_if_gone(household_of(tx, member_id, &theirs)));
    if (mine.household_id != theirs.household_id)
        return ERR_CONFLICT;
    TRY(household_member_end(tx, theirs.id, theirs.household_id, on, &changed));
    *ret_household_id = mine.household_id;
    return changed == 1 ? OK : ERR_CONFLICT;
}

enum status household_leave(struct ctx *tx, int64_t person_id, int64_t member_id, struct date on)
{
    int64_t household_id;

    TRY(household_end(tx, person_id, member_id, on, &household_id));
    return audit_household(tx, "household.leave", member_id);
}

enum status household_relate(struct ctx *tx, int64_t person_id, int64_t member_id,
                             const char *relation, struct date from)
{
    int64_t household_id;

    TRY(household_end(tx, person_id, member_id, from, &household_id));
    TRY(household_member_insert(tx, household_id, member_id, relation, from));
    return audit_household(tx, "household.relate", member_id);
}
