#include "staff/entering.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "staff/entering_inside.h"
#include "staff/forgetting.h"
#include "staff/password.h"
#include "staff/session.h"
#include "staff/staff.h"
#include "store/store.h"
#include "web/html.h"
#include "zone/policy.h"
#include "zone/zone.h"

enum {
    PATH_MAX_BYTES = 4 * REQUEST_TARGET_MAX, /* every byte may become three */
    AGENT_CHARS_MAX = 200,
};

/* ---- attempts -------------------------------------------------------------------------------- */

struct crypt_key entering_account_key(const struct crypt_key *web_key)
{
    return crypt_derive(web_key, "accounts");
}

struct attempt attempt_of(const struct ctx *ctx, const struct crypt_key *key, const char *username)
{
    return (struct attempt){.account = crypt_hash(key, username, strlen(username)),
                            .origin = ctx->origin ? ctx->origin : ""};
}

enum status attempt_may_go_on(struct ctx *ctx, const struct attempt *attempt, bool *ret_may)
{
    struct blob account = {attempt->account.bytes, sizeof attempt->account.bytes};
    struct date today = instant_date(ctx->now);
    int64_t minutes, account_max, origin_max, by_account, by_origin;

    TRY(policy_read_number(ctx, POLICY_SIGN_IN_THROTTLE_MINUTES, today, &minutes));
    TRY(policy_read_number(ctx, POLICY_SIGN_IN_ACCOUNT_FAILURES, today, &account_max));
    TRY(policy_read_number(ctx, POLICY_SIGN_IN_ORIGIN_FAILURES, today, &origin_max));

    struct instant since = instant_add_minutes(ctx->now, -minutes);

    TRY(staff_account_failures(ctx, account, since, &by_account));
    TRY(staff_origin_failures(ctx, attempt->origin, since, &by_origin));
    *ret_may = by_account < account_max && by_origin < origin_max;
    return OK;
}

enum status attempt_settle(struct ctx *tx, const struct attempt *attempt, bool succeeded)
{
    struct blob account = {attempt->account.bytes, sizeof attempt->account.bytes};

    TRY(staff_forget(tx));
    return staff_attempt_add(tx, tx->now, account, attempt->origin, succeeded);
}

/* ---- stages ---------------------------------------------------------------------------------- */

static enum status user_sees_persons(struct ctx *ctx, int64_t user_id, bool *ret_sees)
{
    struct user_role_code *roles;
    size_t count;

    TRY(staff_user_role_codes(ctx, user_id, instant_date(ctx->now), &roles, &count));
    *ret_sees = false;
    for (size_t i = 0; i < count; i++)
        *ret_sees |= role_sees_persons(role_from_code(roles[i].role));
    return OK;
}

enum status entering_factor_wanted(struct ctx *ctx, const struct entering_user *user,
                                   bool *ret_wanted)
{
    struct zone_row zone;
    bool sees;

    TRY(zone_read(ctx, &zone));
    TRY(user_sees_persons(ctx, user->id, &sees));
    *ret_wanted = zone.second_factor && (sees || user->totp_secret.data);
    return OK;
}

const char *entering_stage_after_factor(const struct entering_user *user)
{
    return user->must_change_password ? SESSION_NEW_PASSWORD : SESSION_OPEN;
}

enum status entering_audit(struct ctx *tx, const struct entering_user *user, const char *action,
                           const char *fields)
{
    struct actor actor = {
        .user_id = user->id,
        .full_name = arena_printf(tx->arena, "%s %s", user->name, user->surname),
    };
    struct ctx as_user = *tx;

    as_user.actor = &actor;
    return audit_add(&as_user, &(struct audit_entry){.action = action,
                                                     .subject_kind = "user",
                                                     .subject_id = user->id,
                                                     .fields = fields});
}

/* ---- name and password ----------------------------------------------------------------------- */

struct signing_in {
    struct attempt attempt;
    const struct entering_user *user; /* whose password fits; NULL: nobody's does */
    struct session_draft session;
    enum entering_outcome outcome;
};

/* Still the same user, with the same password, as when the hash was made? */
static enum status user_read_again(struct ctx *tx, const struct entering_user *seen,
                                   struct entering_user *ret_user, bool *ret_same)
{
    enum status status = seen ? staff_user_by_id(tx, seen->id, ret_user) : ERR_NOT_FOUND;

    *ret_same = status == OK && ret_user->active &&
                strcmp(ret_user->password_hash, seen->password_hash) == 0;
    return status == ERR_NOT_FOUND ? OK : status;
}

static enum status sign_in_settle(struct ctx *tx, void *args)
{
    struct signing_in *signing = args;
    struct entering_user user;
    bool may, same, factor;
    int64_t session_id;

    TRY(attempt_may_go_on(tx, &signing->attempt, &may));
    if (!may) {
        signing->outcome = ENTERING_THROTTLED;
        return OK;
    }
    TRY(user_read_again(tx, signing->user, &user, &same));
    if (!same) {
        signing->outcome = ENTERING_WRONG;
        return attempt_settle(tx, &signing->attempt, false);
    }
    TRY(entering_factor_wanted(tx, &user, &factor));
    signing->session.user_id = user.id;
    signing->session.stage = factor ? SESSION_SECOND_FACTOR : entering_stage_after_factor(&user);
    TRY(session_open(tx, &signing->session, &session_id));
    /* A right password alone must not forget the wrong codes that came after it. */
    if (!factor)
        TRY(attempt_settle(tx, &signing->attempt, true));
    signing->outcome = ENTERING_DONE;
    return entering_audit(tx, &user, "staff.sign_in", NULL);
}

/* NULL for no such user, who then costs a hash all the same. */
static enum status user_find(struct ctx *ctx, const char *username, struct entering_user **ret_user)
{
    struct entering_user *user = arena_new(ctx->arena, struct entering_user);
    enum status status = staff_user_by_name(ctx, username, user);

    *ret_user = status == OK && user->active ? user : NULL;
    return status == ERR_NOT_FOUND ? OK : status;
}

static const char *agent_cut(struct ctx *ctx, const char *agent)
{
    size_t length = agent ? strnlen(agent, AGENT_CHARS_MAX) : 0;

    return agent && text_is_valid(agent, length) ? arena_copy_n(ctx->arena, agent, length) : "";
}

enum status entering_sign_in(struct ctx *ctx, const struct sign_in_args *args,
                             struct entering_step *ret_step)
{
    const char *username = text_lower_ascii(ctx->arena, text_squeeze(ctx->arena, args->username));
    struct signing_in signing = {
        .attempt = attempt_of(ctx, args->key, username),
        .session = {.token = crypt_token(ctx->arena), .agent = agent_cut(ctx, args->agent)},
    };
    struct entering_user *user;
    bool may;

    TRY(attempt_may_go_on(ctx, &signing.attempt, &may));
    if (!may) {
        *ret_step = (struct entering_step){.outcome = ENTERING_THROTTLED};
        return OK;
    }
    TRY(user_find(ctx, username, &user));

    enum status fits = password_check(ctx, user ? user->password_hash : NULL, args->password);

    if (fits != OK && fits != ERR_DENIED)
        return fits;
    signing.user = fits == OK ? user : NULL;
    TRY(store_write(ctx, sign_in_settle, &signing));
    *ret_step = (struct entering_step){
        signing.outcome, signing.outcome == ENTERING_DONE ? signing.session.token : NULL};
    return OK;
}

/* ---- leaving, and the way in ----------------------------------------------------------------- */

static enum status leave(struct ctx *tx, void *args)
{
    int64_t changed;

    (void)args;
    TRY(staff_session_end(tx, tx->actor->session_id, tx->actor->user_id, tx->now, &changed));
    return audit_add(tx, &(struct audit_entry){.action = "staff.sign_out",
                                               .subject_kind = "user",
                                               .subject_id = tx->actor->user_id});
}

enum status entering_leave(struct ctx *ctx)
{
    return ctx->actor && ctx->actor->session_id ? store_write(ctx, leave, NULL) : OK;
}

static const char *entering_page_of(const struct actor *actor)
{
    if (!actor)
        return "/accesso";
    return actor->stage == ACTOR_NEW_PASSWORD ? "/accesso/parola" : "/accesso/codice";
}

const char *entering_path(struct ctx *ctx, const char *step, const char *then)
{
    if (text_is_blank(then) || !response_path_is_local(then))
        return step;

    struct buf path = buf_new(ctx->arena, PATH_MAX_BYTES);
    struct html out = {&path, ctx};

    buf_put_text(&path, step);
    buf_put_text(&path, "?torna=");
    html_put_url_text(&out, then);
    return path.overflowed ? step : buf_text(&path);
}

const char *entering_next_path(struct ctx *ctx, const char *then)
{
    if (ctx->actor && ctx->actor->stage == ACTOR_OPEN)
        return NULL;
    return entering_path(ctx, entering_page_of(ctx->actor), then);
}
