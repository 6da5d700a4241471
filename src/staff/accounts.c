#include "staff/accounts.h"

#include <string.h>

#include "base/text.h"
#include "staff/actor.h"
#include "store/audit.h"
#include "store/sql.h"
#include "zone/zone.h"

static enum status user_audit(struct ctx *tx, int64_t user_id, const char *action,
                              const char *fields)
{
    return audit_add(
        tx, &(struct audit_entry){
                .action = action, .subject_kind = "user", .subject_id = user_id, .fields = fields});
}

static const char *username_of(struct ctx *ctx, const struct user_draft *draft)
{
    return text_lower_ascii(ctx->arena, text_squeeze(ctx->arena, draft->username));
}

bool username_is_fit(const char *username)
{
    size_t length = strlen(username);

    return length > 0 && length <= USERNAME_CHARS_MAX &&
           strspn(username, "abcdefghijklmnopqrstuvwxyz0123456789.-") == length;
}

enum status user_create(struct ctx *tx, const struct user_draft *draft, const char *password_hash,
                        int64_t *ret_id)
{
    struct staff_user_insert_args args = {
        .username = username_of(tx, draft),
        .surname = draft->surname,
        .name = draft->name,
        .title = text_or_null(draft->title),
        .email = text_or_null(draft->email),
        .password_hash = password_hash,
        .now = tx->now,
    };
    struct entering_user taken;
    int64_t id;

    if (!username_is_fit(args.username))
        return ERR_INVALID;
    if (staff_user_by_name(tx, args.username, &taken) == OK)
        return ERR_CONFLICT;
    TRY(staff_user_insert(tx, &args, &id));
    TRY(user_audit(tx, id, "user.create", "username surname name title email"));
    *ret_id = id;
    return OK;
}

/* The names of what differs, for the audit. */
static const char *fields_changed(struct ctx *ctx, const struct user_row *row,
                                  const struct staff_user_update_args *args)
{
    return arena_printf(ctx->arena, "%s%s%s%s%s",
                        text_equal(row->username, args->username) ? "" : "username ",
                        text_equal(row->surname, args->surname) ? "" : "surname ",
                        text_equal(row->name, args->name) ? "" : "name ",
                        text_equal(row->title, args->title) ? "" : "title ",
                        text_equal(row->email, args->email) ? "" : "email ");
}

enum status user_change(struct ctx *tx, int64_t user_id, int64_t version,
                        const struct user_draft *draft)
{
    struct staff_user_update_args args = {
        .user_id = user_id,
        .username = username_of(tx, draft),
        .surname = draft->surname,
        .name = draft->name,
        .title = text_or_null(draft->title),
        .email = text_or_null(draft->email),
        .version = version,
    };
    struct entering_user taken;
    struct user_row row;
    int64_t changed;

    if (!username_is_fit(args.username))
        return ERR_INVALID;
    TRY(staff_user_read(tx, user_id, &row));
    if (staff_user_by_name(tx, args.username, &taken) == OK && taken.id != user_id)
        return ERR_CONFLICT;
    TRY(staff_user_update(tx, &args, &changed));
    if (changed == 0)
        return ERR_CONFLICT;
    return user_audit(tx, user_id, "user.change", fields_changed(tx, &row, &args));
}

enum status user_reset_password(struct ctx *tx, int64_t user_id, const char *password_hash)
{
    struct user_row row;

    TRY(staff_user_read(tx, user_id, &row));
    TRY(staff_user_set_password(tx, user_id, password_hash, true));
    TRY(staff_sessions_end_all(tx, user_id, tx->now));
    return user_audit(tx, user_id, "user.reset_password", "password");
}

enum status user_reset_factor(struct ctx *tx, int64_t user_id)
{
    struct user_row row;

    TRY(staff_user_read(tx, user_id, &row));
    TRY(staff_user_set_totp(tx, user_id, (struct blob){0}, SQL_INT_NONE));
    TRY(staff_recovery_clear(tx, user_id));
    TRY(staff_sessions_end_all(tx, user_id, tx->now));
    return user_audit(tx, user_id, "user.reset_second_factor", "totp_secret recovery_codes");
}

/* Refuses what would leave nobody to manage users. */
static enum status keep_an_administrator(struct ctx *tx, int64_t user_id)
{
    struct user_role_code *roles;
    size_t count;
    int64_t others;
    struct date today = instant_date(tx->now);

    TRY(staff_user_role_codes(tx, user_id, today, &roles, &count));
    TRY(staff_other_administrators(tx, user_id, today, &others));
    for (size_t i = 0; i < count && others == 0; i++) {
        if (role_from_code(roles[i].role) == ROLE_ADMINISTRATOR)
            return ERR_CONFLICT;
    }
    return OK;
}

enum status user_set_active(struct ctx *tx, int64_t user_id, bool active)
{
    struct user_row row;
    int64_t changed;

    TRY(staff_user_read(tx, user_id, &row));
    if (row.active == active)
        return OK;
    if (!active)
        TRY(keep_an_administrator(tx, user_id));
    TRY(staff_user_set_active(tx, user_id, active, &changed));
    if (!active)
        TRY(staff_sessions_end_all(tx, user_id, tx->now));
    return user_audit(tx, user_id, active ? "user.open" : "user.close", "active");
}

/* ---- roles ----------------------------------------------------------------------------------- */

static bool role_is_over(const struct user_role *role, struct date today)
{
    return !date_is_none(role->valid_to) && role->valid_to.days < today.days;
}

static enum status roles_have_room(struct ctx *tx, int64_t user_id)
{
    struct user_role *roles;
    size_t count;
    int live = 0;

    TRY(staff_user_roles(tx, user_id, &roles, &count));
    for (size_t i = 0; i < count; i++)
        live += !role_is_over(&roles[i], instant_date(tx->now));
    return live < ACTOR_ROLES_MAX ? OK : ERR_TOO_LARGE;
}

/* Who came in without a second factor comes in anew, now that one is asked. */
static enum status ask_factor(struct ctx *tx, const struct user_row *user, enum role role)
{
    struct zone_row zone;

    TRY(zone_read(tx, &zone));
    if (zone.second_factor && role_sees_persons(role) && !user->has_factor)
        return staff_sessions_end_all(tx, user->id, tx->now);
    return OK;
}

static bool is_own_role(const struct ctx *ctx, const struct role_draft *draft)
{
    return ctx->actor && ctx->actor->session_id != 0 && ctx->actor->user_id == draft->user_id;
}

enum status user_give_role(struct ctx *tx, const struct role_draft *draft, int64_t *ret_id)
{
    struct staff_role_insert_args args = {
        .user_id = draft->user_id,
        .role = role_code(draft->role),
        .office_id = draft->office_id,
        .municipality_id = draft->municipality_id,
        .valid_from = draft->from,
        .valid_to = draft->to,
    };
    struct user_row user;
    int64_t id;

    if (is_own_role(tx, draft))
        return ERR_DENIED;
    if (draft->role == ROLE_NONE || draft->role == ROLE_SYSTEM || date_is_none(draft->from) ||
        (!date_is_none(draft->to) && draft->to.days < draft->from.days))
        return ERR_INVALID;
    TRY(staff_user_read(tx, draft->user_id, &user));
    TRY(roles_have_room(tx, draft->user_id));
    TRY(staff_role_insert(tx, &args, &id));
    TRY(ask_factor(tx, &user, draft->role));
    TRY(user_audit(tx, draft->user_id, "user.give_role",
                   arena_printf(tx->arena, "role.%s", args.role)));
    *ret_id = id;
    return OK;
}

enum status user_end_role(struct ctx *tx, int64_t user_id, int64_t role_id)
{
    struct date yesterday = date_add_days(instant_date(tx->now), -1);
    struct user_role *roles;
    size_t count;
    int64_t changed;

    TRY(staff_user_roles(tx, user_id, &roles, &count));
    for (size_t i = 0; i < count; i++) {
        if (roles[i].id == role_id && role_from_code(roles[i].role) == ROLE_ADMINISTRATOR)
            TRY(keep_an_administrator(tx, user_id));
    }
    TRY(staff_role_end(tx, role_id, user_id, yesterday, &changed));
    if (changed == 0)
        return ERR_NOT_FOUND;
    return user_audit(tx, user_id, "user.end_role", "role");
}

enum status user_end_session(struct ctx *tx, int64_t user_id, int64_t session_id)
{
    int64_t changed;

    TRY(staff_session_end(tx, session_id, user_id, tx->now, &changed));
    if (changed == 0)
        return ERR_NOT_FOUND;
    return user_audit(tx, user_id, "user.end_session", NULL);
}
