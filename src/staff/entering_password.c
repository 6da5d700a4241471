/*
 * A password of one's own.
 */
#include <string.h>

#include "staff/entering.h"
#include "staff/entering_inside.h"
#include "staff/password.h"
#include "staff/session.h"
#include "staff/staff.h"
#include "store/store.h"

struct setting_password {
    struct attempt attempt;
    const char *former_hash; /* that `current` was checked against */
    const char *hash;        /* NULL: only the wrong attempt is counted */
    const char *token;
};

static enum status password_settle(struct ctx *tx, void *args)
{
    const struct setting_password *setting = args;
    const struct actor *actor = tx->actor;
    struct entering_user user;

    if (!setting->hash)
        return attempt_settle(tx, &setting->attempt, false);
    TRY(staff_user_by_id(tx, actor->user_id, &user));
    if (strcmp(user.password_hash, setting->former_hash) != 0)
        return ERR_CONFLICT;
    TRY(staff_user_set_password(tx, user.id, setting->hash, false));
    TRY(staff_sessions_end_others(tx, user.id, actor->session_id, tx->now));
    TRY(session_renew(tx, setting->token, SESSION_OPEN));
    return entering_audit(tx, &user, "staff.change_password", "password");
}

/* Does what was typed allow the change? A forced one wants another password than the one given;
   the others want the one in use. */
static enum status password_is_granted(struct ctx *ctx, const struct new_password *args,
                                       const char *hash, bool *ret_granted)
{
    bool forced = ctx->actor->stage == ACTOR_NEW_PASSWORD;
    enum status status = password_check(ctx, hash, forced ? args->password : args->current);

    if (status != OK && status != ERR_DENIED)
        return status;
    *ret_granted = (status == OK) != forced;
    return OK;
}

enum status entering_set_password(struct ctx *ctx, const struct new_password *args,
                                  struct entering_step *ret_step)
{
    bool forced = ctx->actor->stage == ACTOR_NEW_PASSWORD;
    struct setting_password setting = {
        .attempt = attempt_of(ctx, args->key, ctx->actor->username),
        .token = crypt_token(ctx->arena),
    };
    struct entering_user user;
    bool may, granted;

    if (!forced && ctx->actor->stage != ACTOR_OPEN)
        return ERR_DENIED;
    TRY(attempt_may_go_on(ctx, &setting.attempt, &may));
    if (!may) {
        *ret_step = (struct entering_step){.outcome = ENTERING_THROTTLED};
        return OK;
    }
    TRY(staff_user_by_id(ctx, ctx->actor->user_id, &user));
    TRY(password_is_granted(ctx, args, user.password_hash, &granted));
    setting.former_hash = user.password_hash;
    if (granted)
        TRY(password_hash(ctx, args->password, &setting.hash));
    if (granted || !forced)
        TRY(store_write(ctx, password_settle, &setting));
    *ret_step = (struct entering_step){granted ? ENTERING_DONE : ENTERING_WRONG,
                                       granted ? setting.token : NULL};
    return OK;
}
