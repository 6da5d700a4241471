#include "staff/session.h"

#include <string.h>

#include "base/crypt.h"
#include "staff/staff.h"
#include "staff_sql.h"
#include "store/store.h"
#include "zone/policy.h"

enum { SEEN_EVERY_SECONDS = 60 };

struct audit_who staff_who(const struct ctx *ctx)
{
    if (!ctx->actor)
        return (struct audit_who){0};
    return (struct audit_who){ctx->actor->user_id, ctx->actor->full_name};
}

enum status staff_system_actor(struct ctx *ctx, const struct actor **ret_actor)
{
    struct system_user user;
    struct actor *actor = arena_new(ctx->arena, struct actor);

    TRY(staff_system_user(ctx, &user));
    *actor = (struct actor){
        .user_id = user.id,
        .username = user.username,
        .full_name = user.name,
        .stage = ACTOR_OPEN,
        .roles = {{.role = ROLE_SYSTEM}},
        .role_count = 1,
        .whole_zone = true,
    };
    *ret_actor = actor;
    return OK;
}

enum status staff_system_create(struct ctx *tx)
{
    return staff_system_user_add(tx, tx->now);
}

static enum actor_stage actor_stage_of(const char *stage)
{
    if (strcmp(stage, "open") == 0)
        return ACTOR_OPEN;
    return strcmp(stage, "new_password") == 0 ? ACTOR_NEW_PASSWORD : ACTOR_SECOND_FACTOR;
}

static void actor_add_role(struct actor *actor, const struct session_role *row)
{
    enum role role = row->role ? role_from_code(row->role) : ROLE_NONE;

    if (role == ROLE_NONE || actor->role_count == ACTOR_ROLES_MAX)
        return;
    actor->roles[actor->role_count++] = (struct actor_role){
        .role = role, .office_id = row->office_id, .municipality_id = row->municipality_id};
    if (row->office_id == 0 && row->municipality_id == 0 && role_sees_persons(role))
        actor->whole_zone = true;
    if (actor->office_id == 0)
        actor->office_id = row->office_id;
}

static enum status actor_read_places(struct ctx *ctx, struct actor *actor)
{
    struct user_place *rows;
    size_t count;

    TRY(staff_user_places(ctx, actor->user_id, instant_date(ctx->now), &rows, &count));
    for (size_t i = 0; i < count && i < ACTOR_PLACES_MAX; i++)
        actor->places[actor->place_count++] = rows[i].place_id;
    return OK;
}

enum status staff_actor_of_token(struct ctx *ctx, const char *token, const struct actor **ret_actor)
{
    struct crypt_hash hash = crypt_hash(NULL, token, strlen(token));
    struct blob token_hash = {hash.bytes, sizeof hash.bytes};
    struct session_role *rows;
    size_t count;

    TRY(staff_session_roles(ctx, token_hash, ctx->now, instant_date(ctx->now), &rows, &count));
    if (count == 0)
        return ERR_NOT_FOUND;

    struct actor *actor = arena_new(ctx->arena, struct actor);

    *actor = (struct actor){
        .user_id = rows->user_id,
        .session_id = rows->session_id,
        .session_created = rows->created_at,
        .session_seen = rows->seen_at,
        .username = rows->username,
        .full_name = arena_printf(ctx->arena, "%s %s", rows->name, rows->surname),
        .title = rows->title,
        .stage = actor_stage_of(rows->stage),
    };
    for (size_t i = 0; i < count; i++) {
        actor_add_role(actor, &rows[i]);
        /* Came in before the zone asked for a second factor: it is asked now. */
        if (rows[i].lacks_factor && rows[i].role && role_sees_persons(role_from_code(rows[i].role)))
            actor->stage = ACTOR_SECOND_FACTOR;
    }
    if (!actor->whole_zone)
        TRY(actor_read_places(ctx, actor));
    *ret_actor = actor;
    return OK;
}

/* Whichever comes first: too long without a click, or too long in all. */
static enum status session_expiry(struct ctx *ctx, struct instant created,
                                  struct instant *ret_expires)
{
    struct date today = instant_date(ctx->now);
    int64_t idle;
    int64_t absolute;

    TRY(policy_read_number(ctx, POLICY_SIGN_IN_SESSION_IDLE_MINUTES, today, &idle));
    TRY(policy_read_number(ctx, POLICY_SIGN_IN_SESSION_ABSOLUTE_MINUTES, today, &absolute));

    struct instant idle_end = instant_add_minutes(ctx->now, idle);
    struct instant last_end = instant_add_minutes(created, absolute);

    *ret_expires = idle_end.seconds < last_end.seconds ? idle_end : last_end;
    return OK;
}

enum status session_open(struct ctx *tx, const struct session_draft *draft, int64_t *ret_id)
{
    struct crypt_hash hash = crypt_hash(NULL, draft->token, strlen(draft->token));
    struct staff_session_add_args args = {
        .token_hash = {hash.bytes, sizeof hash.bytes},
        .user_id = draft->user_id,
        .stage = draft->stage,
        .now = tx->now,
        .origin = tx->origin ? tx->origin : "",
        .agent = draft->agent ? draft->agent : "",
    };

    TRY(session_expiry(tx, tx->now, &args.expires_at));
    return staff_session_add(tx, &args, ret_id);
}

enum status session_renew(struct ctx *tx, const char *token, const char *stage)
{
    const struct actor *actor = tx->actor;
    struct crypt_hash hash = crypt_hash(NULL, token, strlen(token));
    struct staff_session_renew_args args = {
        .id = actor->session_id,
        .token_hash = {hash.bytes, sizeof hash.bytes},
        .stage = stage,
        .now = tx->now,
    };
    int64_t changed;

    TRY(session_expiry(tx, actor->session_created, &args.expires_at));
    TRY(staff_session_renew(tx, &args, &changed));
    return changed == 1 ? OK : ERR_NOT_FOUND;
}

static enum status session_see(struct ctx *tx, void *args)
{
    const struct actor *actor = tx->actor;
    struct instant expires;

    (void)args;
    TRY(session_expiry(tx, actor->session_created, &expires));
    return staff_session_seen(tx, actor->session_id, tx->now, expires);
}

void staff_session_touch(struct ctx *ctx)
{
    const struct actor *actor = ctx->actor;

    if (!actor || ctx->now.seconds - actor->session_seen.seconds < SEEN_EVERY_SECONDS)
        return;
    /* On a full disk the session ends a little earlier; the page itself need not fail for that. */
    if (store_write(ctx, session_see, NULL) != OK)
        return;
}
