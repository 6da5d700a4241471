/*
 * The second factor: codes of the telephone, recovery codes, setting it up.
 */
#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "staff/entering.h"
#include "staff/entering_inside.h"
#include "staff/session.h"
#include "staff/staff.h"
#include "store/seal.h"
#include "store/sql.h"
#include "store/store.h"
#include "zone/policy.h"

static const char *secret_place(struct ctx *ctx, int64_t user_id)
{
    return arena_printf(ctx->arena, "staff_user.totp_secret %lld", (long long)user_id);
}

/* ---- recovery codes -------------------------------------------------------------------------- */

/* Letters and digits of what was typed, in capitals: spaces and dashes do not count. */
static const char *code_bare(struct ctx *ctx, const char *typed)
{
    char *bare = text_upper_ascii(ctx->arena, typed);
    size_t length = 0;

    for (const char *c = bare; *c; c++) {
        if (*c != ' ' && *c != '-')
            bare[length++] = *c;
    }
    bare[length] = '\0';
    return bare;
}

/* 80 random bits need no slow hash. The user's number keeps equal codes apart. */
static struct crypt_hash recovery_hash(struct ctx *ctx, int64_t user_id, const char *code)
{
    const char *text =
        arena_printf(ctx->arena, "%lld %s", (long long)user_id, code_bare(ctx, code));

    return crypt_hash(NULL, text, strlen(text));
}

static const char *recovery_draw(struct ctx *ctx)
{
    static const char SIGNS[] = "ABCDEFGHJKMNPQRSTUVWXYZ123456789";
    char *code = arena_alloc(ctx->arena, RECOVERY_CODE_CHARS + 1);

    static_assert(sizeof SIGNS - 1 == 32, "five bits a sign, sixteen signs");
    for (int i = 0; i < RECOVERY_CODE_CHARS; i++)
        code[i] = i % 5 == 4 ? '-' : SIGNS[crypt_random_below(sizeof SIGNS - 1)];
    return code;
}

static enum status recovery_draw_all(struct ctx *ctx, struct recovery_codes *ret_codes)
{
    int64_t count;

    TRY(policy_read_number(ctx, POLICY_SIGN_IN_RECOVERY_CODES, instant_date(ctx->now), &count));
    *ret_codes = (struct recovery_codes){0};
    for (int64_t i = 0; i < count && i < RECOVERY_CODES_MAX; i++)
        ret_codes->codes[ret_codes->count++] = recovery_draw(ctx);
    return OK;
}

static enum status recovery_replace(struct ctx *tx, int64_t user_id,
                                    const struct recovery_codes *codes)
{
    TRY(staff_recovery_clear(tx, user_id));
    for (size_t i = 0; i < codes->count; i++) {
        struct crypt_hash hash = recovery_hash(tx, user_id, codes->codes[i]);

        TRY(staff_recovery_add(tx, user_id, (struct blob){hash.bytes, sizeof hash.bytes}));
    }
    return OK;
}

/* ---- giving a code --------------------------------------------------------------------------- */

struct giving_code {
    struct attempt attempt;
    const char *code; /* bare */
    const char *token;
    enum entering_outcome outcome;
};

static bool is_telephone_code(const char *code)
{
    return strlen(code) == TOTP_DIGITS && strspn(code, "0123456789") == TOTP_DIGITS;
}

static enum status telephone_code_use(struct ctx *tx, const struct entering_user *user,
                                      const char *code, bool *ret_fits)
{
    struct totp_secret secret;
    const char *text;
    int64_t step, changed;

    *ret_fits = false;
    TRY(seal_open(tx, secret_place(tx, user->id), user->totp_secret, &text));
    if (totp_secret_read(text, &secret) != OK)
        return ERR_CORRUPT;

    enum status status = totp_check(tx, &secret, code, user->totp_last_step, &step);

    if (status != OK)
        return status == ERR_DENIED ? OK : status;
    TRY(staff_user_use_step(tx, user->id, step, &changed));
    *ret_fits = changed == 1;
    return OK;
}

static enum status code_use(struct ctx *tx, const struct entering_user *user, const char *code,
                            bool *ret_fits)
{
    struct crypt_hash hash;
    int64_t changed;

    *ret_fits = false;
    if (!user->totp_secret.data)
        return OK;
    if (is_telephone_code(code))
        return telephone_code_use(tx, user, code, ret_fits);
    hash = recovery_hash(tx, user->id, code);
    TRY(staff_recovery_use(tx, user->id, (struct blob){hash.bytes, sizeof hash.bytes}, tx->now,
                           &changed));
    *ret_fits = changed == 1;
    return OK;
}

static enum status code_settle(struct ctx *tx, void *args)
{
    struct giving_code *giving = args;
    struct entering_user user;
    bool may, fits;

    TRY(attempt_may_go_on(tx, &giving->attempt, &may));
    if (!may) {
        giving->outcome = ENTERING_THROTTLED;
        return OK;
    }
    TRY(staff_user_by_id(tx, tx->actor->user_id, &user));
    TRY(code_use(tx, &user, giving->code, &fits));
    giving->outcome = fits ? ENTERING_DONE : ENTERING_WRONG;
    TRY(attempt_settle(tx, &giving->attempt, fits));
    if (!fits)
        return OK;
    TRY(session_renew(tx, giving->token, entering_stage_after_factor(&user)));
    return entering_audit(tx, &user, "staff.second_factor",
                          is_telephone_code(giving->code) ? NULL : "recovery_code");
}

enum status entering_give_code(struct ctx *ctx, const char *code, const struct crypt_key *key,
                               struct entering_step *ret_step)
{
    struct giving_code giving = {
        .attempt = attempt_of(ctx, key, ctx->actor->username),
        .code = code_bare(ctx, code),
        .token = crypt_token(ctx->arena),
    };

    if (ctx->actor->stage != ACTOR_SECOND_FACTOR)
        return ERR_CONFLICT;
    TRY(store_write(ctx, code_settle, &giving));
    *ret_step = (struct entering_step){giving.outcome,
                                       giving.outcome == ENTERING_DONE ? giving.token : NULL};
    return OK;
}

/* ---- setting it up --------------------------------------------------------------------------- */

struct totp_secret entering_new_secret(const struct crypt_key *web_key, const char *token)
{
    struct crypt_key key = crypt_derive(web_key, "factor");
    struct crypt_hash hash = crypt_hash(&key, token, strlen(token));
    struct totp_secret secret;

    memcpy(secret.bytes, hash.bytes, sizeof secret.bytes);
    return secret;
}

struct setting_factor {
    const struct totp_secret *secret;
    const char *code;
    const char *token;
    const struct recovery_codes *codes;
    enum entering_outcome outcome;
};

static enum status factor_keep(struct ctx *tx, const struct entering_user *user,
                               const struct setting_factor *setting, int64_t step)
{
    struct blob sealed;

    seal_text(tx, secret_place(tx, user->id), totp_secret_show(tx, setting->secret), &sealed);
    TRY(staff_user_set_totp(tx, user->id, sealed, step));
    TRY(recovery_replace(tx, user->id, setting->codes));
    /* Who came in elsewhere with the password alone comes in anew. */
    TRY(staff_sessions_end_others(tx, user->id, tx->actor->session_id, tx->now));
    TRY(session_renew(tx, setting->token, entering_stage_after_factor(user)));
    return entering_audit(tx, user, "staff.set_second_factor", "totp_secret recovery_codes");
}

static enum status factor_settle(struct ctx *tx, void *args)
{
    struct setting_factor *setting = args;
    struct entering_user user;
    int64_t step;

    TRY(staff_user_by_id(tx, tx->actor->user_id, &user));
    if (user.totp_secret.data)
        return ERR_CONFLICT;

    enum status status = totp_check(tx, setting->secret, setting->code, SQL_INT_NONE, &step);

    if (status != OK && status != ERR_DENIED)
        return status;
    setting->outcome = status == OK ? ENTERING_DONE : ENTERING_WRONG;
    return status == OK ? factor_keep(tx, &user, setting, step) : OK;
}

enum status entering_set_factor(struct ctx *ctx, const struct totp_secret *secret, const char *code,
                                struct entering_step *ret_step, struct recovery_codes *ret_codes)
{
    struct recovery_codes codes;
    struct setting_factor setting = {.secret = secret,
                                     .code = code_bare(ctx, code),
                                     .token = crypt_token(ctx->arena),
                                     .codes = &codes};

    TRY(recovery_draw_all(ctx, &codes));
    TRY(store_write(ctx, factor_settle, &setting));
    *ret_step = (struct entering_step){setting.outcome,
                                       setting.outcome == ENTERING_DONE ? setting.token : NULL};
    *ret_codes = codes;
    return OK;
}

enum status entering_factor_of(struct ctx *ctx, struct entering_factor *ret_factor)
{
    struct entering_user user;
    struct entering_factor factor;

    TRY(staff_user_by_id(ctx, ctx->actor->user_id, &user));
    TRY(entering_factor_wanted(ctx, &user, &factor.wanted));
    TRY(staff_recovery_left(ctx, user.id, &factor.recovery_left));
    factor.set = user.totp_secret.data != NULL;
    *ret_factor = factor;
    return OK;
}
