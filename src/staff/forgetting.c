#include "staff/forgetting.h"

#include "staff_sql.h"
#include "zone/policy.h"

static struct instant days_ago(const struct ctx *ctx, int64_t days)
{
    return instant_add_minutes(ctx->now, -days * 24 * 60);
}

enum status staff_forget(struct ctx *tx)
{
    int64_t sessions_kept_days;

    TRY(policy_read_number(tx, POLICY_SIGN_IN_SESSIONS_KEPT_DAYS, instant_date(tx->now),
                           &sessions_kept_days));
    TRY(staff_attempts_forget(tx, days_ago(tx, ATTEMPTS_KEPT_DAYS)));
    return staff_sessions_forget(tx, days_ago(tx, sessions_kept_days));
}
