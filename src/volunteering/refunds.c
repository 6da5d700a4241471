/* Refunds of what volunteers spent, and their ceilings. */
#include "base/text.h"
#include "store/audit.h"
#include "volunteering/volunteering.h"

static struct money euro(const struct policy_set *policies, enum policy_key key)
{
    enum { EURO_CENTS = 100 };

    return (struct money){policy_number(policies, key) * EURO_CENTS};
}

struct refund_limits refund_limits_of(const struct policy_set *policies, const char *cost)
{
    return (struct refund_limits){
        .declared_day = euro(policies, POLICY_VOLUNTEERS_DECLARED_DAY_EURO),
        .declared_month = euro(policies, POLICY_VOLUNTEERS_DECLARED_MONTH_EURO),
        .documented_month = euro(policies, POLICY_VOLUNTEERS_DOCUMENTED_MONTH_EURO),
        .declared_cost = policy_has_code(policies, POLICY_VOLUNTEERS_DECLARED_COSTS, cost),
    };
}

/* What is left below a ceiling; never less than nothing, as a ceiling may have been lowered. */
static struct money left_of(struct money limit, struct money so_far)
{
    return (struct money){limit.cents > so_far.cents ? limit.cents - so_far.cents : 0};
}

enum refund_refusal refund_judge(const struct refund_limits *limits,
                                 const struct refund_sums *so_far, const char *basis,
                                 struct money amount, struct money *ret_left)
{
    const struct money day = left_of(limits->declared_day, so_far->declared_day);
    const struct money month = left_of(limits->declared_month, so_far->declared_month);

    if (text_equal(basis, REFUND_DOCUMENTED)) {
        *ret_left = left_of(limits->documented_month, so_far->documented_month);
        return amount.cents > ret_left->cents ? REFUND_OVER_MONTH : REFUND_FINE;
    }
    *ret_left = day.cents < month.cents ? day : month;
    if (!limits->declared_cost)
        return REFUND_COST_NEEDS_RECEIPT;
    if (amount.cents > month.cents && month.cents <= day.cents)
        return REFUND_OVER_MONTH;
    return amount.cents > day.cents ? REFUND_OVER_DAY : REFUND_FINE;
}

static enum status refund_told(struct ctx *tx, const char *action, int64_t id)
{
    return audit_add(
        tx, &(struct audit_entry){.action = action, .subject_kind = "refund", .subject_id = id});
}

enum status refund_ask(struct ctx *tx, struct refund_asking *asking, int64_t *ret_id)
{
    const struct refund_insert_args *refund = &asking->refund;
    const struct month month = month_of(refund->on_day);
    struct refund_limits limits;
    struct policy_set policies;
    struct refund_sums so_far;

    TRY(policy_read(tx, refund->on_day, &policies));
    TRY(refund_sums_of(tx, refund->volunteer_id, refund->on_day, month.first, month.last, &so_far));
    limits = refund_limits_of(&policies, refund->cost);
    asking->refusal = refund_judge(&limits, &so_far, refund->basis, refund->amount, &asking->left);
    if (asking->refusal != REFUND_FINE)
        return ERR_DENIED;
    TRY(refund_insert(tx, refund, ret_id));
    return refund_told(tx, "refund.ask", *ret_id);
}

enum status refund_settle(struct ctx *tx, const struct refund_decide_args *decision)
{
    struct refund_row row;
    int64_t changed;

    TRY(refund_read(tx, decision->id, &row));
    TRY(refund_decide(tx, decision, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    return refund_told(tx,
                       text_equal(decision->state, "approved") ? "refund.approve" : "refund.reject",
                       decision->id);
}
