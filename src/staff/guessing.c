#include "staff/guessing.h"

#include "staff/entering.h"
#include "staff/entering_inside.h"
#include "store/store.h"
#include "zone/policy.h"

/* No user is called so: a wrong address locks nobody's account. */
#define NOBODY "\n"

enum status guessing_may_go_on(struct ctx *ctx, bool *ret_may)
{
    struct date today = instant_date(ctx->now);
    int64_t minutes, most, failures;

    TRY(policy_read_number(ctx, POLICY_SIGN_IN_THROTTLE_MINUTES, today, &minutes));
    TRY(policy_read_number(ctx, POLICY_SIGN_IN_ORIGIN_FAILURES, today, &most));
    TRY(staff_origin_failures(ctx, ctx->origin ? ctx->origin : "",
                              instant_add_minutes(ctx->now, -minutes), &failures));
    *ret_may = failures < most;
    return OK;
}

static enum status guess_settle(struct ctx *tx, void *args)
{
    return attempt_settle(tx, args, false);
}

enum status guessing_count(struct ctx *ctx, const struct crypt_key *key)
{
    struct attempt attempt = attempt_of(ctx, key, NOBODY);

    return store_write(ctx, guess_settle, &attempt);
}
