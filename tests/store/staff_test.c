/* Entering, sessions, accounts and roles, on both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "staff/accounts.h"
#include "staff/entering.h"
#include "staff/password.h"
#include "staff/session.h"
#include "staff/staff.h"
#include "support/database.h"
#include "zone/policy.h"
#include "zone/zone.h"

#define PASSWORD "quattro parole a caso"

struct office {
    struct test_store *t;
    struct ctx *ctx;
    struct password_gate gate;
    struct crypt_key key;
    int64_t anna; /* active, no second factor yet */
    bool second_factor;
};

static enum status make_zone(struct ctx *tx, void *args)
{
    const struct office *office = args;

    return zone_create(tx, &(struct zone_insert_args){.name = "Zona Sociale 10",
                                                      .controller = "Comune di Terni",
                                                      .second_factor = office->second_factor,
                                                      .created_at = tx->now});
}

struct user_making {
    const char *username;
    const char *hash;
    int64_t id;
};

static enum status make_user(struct ctx *tx, void *args)
{
    struct user_making *making = args;
    struct user_draft draft = {
        .username = making->username, .surname = "Esposito", .name = "Anna", .title = ""};

    TRY(user_create(tx, &draft, making->hash, &making->id));
    return staff_user_set_password(tx, making->id, making->hash, false);
}

static enum status give_role(struct ctx *tx, void *args)
{
    int64_t id;

    return user_give_role(tx, args, &id);
}

static void give(struct office *office, int64_t user_id, enum role role)
{
    struct role_draft draft = {
        .user_id = user_id, .role = role, .from = instant_date(office->ctx->now), .to = DATE_NONE};

    assert_int_equal(store_write(office->ctx, give_role, &draft), OK);
}

static int64_t user_with_role(struct office *office, const char *username, enum role role)
{
    struct user_making making = {.username = username};

    assert_int_equal(password_hash(office->ctx, PASSWORD, &making.hash), OK);
    assert_int_equal(store_write(office->ctx, make_user, &making), OK);
    give(office, making.id, role);
    return making.id;
}

static struct office office_open(void **state, bool second_factor)
{
    struct test_store *t = *state;
    struct office office = {.t = t, .ctx = &t->ctx, .second_factor = second_factor};

    memset(office.key.bytes, 7, sizeof office.key.bytes);
    assert_int_equal(store_write(&t->ctx, make_zone, &office), OK);
    office.anna = user_with_role(&office, "a.esposito", ROLE_COORDINATOR);
    return office;
}

/* From now on hashes are counted. */
static void count_hashes(struct office *office)
{
    assert_int_equal(password_gate_init(&office->gate, 2), OK);
    office->ctx->passwords = &office->gate;
}

static struct entering_step sign_in(struct office *office, const char *username,
                                    const char *password)
{
    struct sign_in_args args = {.username = username, .password = password, .key = &office->key};
    struct entering_step step;

    assert_int_equal(entering_sign_in(office->ctx, &args, &step), OK);
    return step;
}

static const struct actor *actor_of(struct office *office, const char *token)
{
    const struct actor *actor = NULL;
    enum status status = staff_actor_of_token(office->ctx, token, &actor);

    assert_true(status == OK || status == ERR_NOT_FOUND);
    return status == OK ? actor : NULL;
}

static void pass_minutes(struct office *office, int minutes)
{
    office->ctx->now = instant_add_minutes(office->ctx->now, minutes);
}

/* ---- name and password ---- */

static void sign_in_with_right_password_opens_a_session(void **state)
{
    struct office office = office_open(state, false);
    struct entering_step step = sign_in(&office, " A.Esposito ", PASSWORD);

    assert_int_equal(step.outcome, ENTERING_DONE);

    const struct actor *actor = actor_of(&office, step.token);

    assert_non_null(actor);
    assert_int_equal(actor->stage, ACTOR_OPEN);
    assert_string_equal(actor->full_name, "Anna Esposito");
}

static void sign_in_with_wrong_password_or_name_says_the_same(void **state)
{
    struct office office = office_open(state, false);

    assert_int_equal(sign_in(&office, "a.esposito", "sbagliata").outcome, ENTERING_WRONG);
    assert_int_equal(sign_in(&office, "nessuno", PASSWORD).outcome, ENTERING_WRONG);
    assert_int_equal(sign_in(&office, "sistema", "-").outcome, ENTERING_WRONG);
}

static void sign_in_of_unknown_user_makes_as_many_hashes(void **state)
{
    struct office office = office_open(state, false);

    count_hashes(&office);
    sign_in(&office, "a.esposito", "sbagliata");
    assert_int_equal(office.gate.hashes, 1);
    sign_in(&office, "nessuno", "sbagliata");
    assert_int_equal(office.gate.hashes, 2);
    sign_in(&office, "a.esposito", PASSWORD);
    assert_int_equal(office.gate.hashes, 3);
    password_gate_free(&office.gate);
}

static void sign_in_after_five_failures_waits_even_with_the_right_password(void **state)
{
    struct office office = office_open(state, false);

    for (int i = 0; i < 5; i++)
        assert_int_equal(sign_in(&office, "a.esposito", "sbagliata").outcome, ENTERING_WRONG);
    count_hashes(&office);
    assert_int_equal(sign_in(&office, "a.esposito", PASSWORD).outcome, ENTERING_THROTTLED);
    assert_int_equal(office.gate.hashes, 0);
    pass_minutes(&office, 15);
    assert_int_equal(sign_in(&office, "a.esposito", PASSWORD).outcome, ENTERING_DONE);
    password_gate_free(&office.gate);
}

static void sign_in_of_unknown_name_is_throttled_alike(void **state)
{
    struct office office = office_open(state, false);

    for (int i = 0; i < 5; i++)
        sign_in(&office, "nessuno", "x");
    assert_int_equal(sign_in(&office, "Nessuno", "x").outcome, ENTERING_THROTTLED);
    assert_int_equal(sign_in(&office, "a.esposito", PASSWORD).outcome, ENTERING_DONE);
}

static void sign_in_success_forgets_the_account_s_failures(void **state)
{
    struct office office = office_open(state, false);

    for (int i = 0; i < 4; i++)
        sign_in(&office, "a.esposito", "sbagliata");
    assert_int_equal(sign_in(&office, "a.esposito", PASSWORD).outcome, ENTERING_DONE);
    for (int i = 0; i < 4; i++)
        assert_int_equal(sign_in(&office, "a.esposito", "sbagliata").outcome, ENTERING_WRONG);
    assert_int_equal(sign_in(&office, "a.esposito", PASSWORD).outcome, ENTERING_DONE);
}

static enum status lower_origin_limit(struct ctx *tx, void *args)
{
    (void)args;
    return policy_set_value(tx, POLICY_SIGN_IN_ORIGIN_FAILURES, "5", instant_date(tx->now), NULL);
}

static void sign_in_from_one_address_is_throttled_over_all_names(void **state)
{
    struct office office = office_open(state, false);

    assert_int_equal(store_write(office.ctx, lower_origin_limit, NULL), OK);
    for (int i = 0; i < 5; i++) {
        const char *name = arena_printf(office.ctx->arena, "nome%d", i);

        assert_int_equal(sign_in(&office, name, "x").outcome, ENTERING_WRONG);
    }
    assert_int_equal(sign_in(&office, "a.esposito", PASSWORD).outcome, ENTERING_THROTTLED);
    office.ctx->origin = "10.0.0.9";
    assert_int_equal(sign_in(&office, "a.esposito", PASSWORD).outcome, ENTERING_DONE);
}

static void password_gate_when_too_many_wait_says_busy(void **state)
{
    struct office office = office_open(state, false);
    struct sign_in_args args = {.username = "a.esposito", .password = PASSWORD, .key = &office.key};
    struct entering_step step;

    count_hashes(&office);
    office.gate.running = PASSWORD_RUNNING_MAX;
    office.gate.waiting = office.gate.waiting_max;
    assert_int_equal(entering_sign_in(office.ctx, &args, &step), ERR_BUSY);
    password_gate_free(&office.gate);
}

/* ---- many at once ---- */

enum { CROWD = 50 };

struct entrant {
    struct office *office;
    struct ctx ctx;
    struct arena arena;
    pthread_t thread;
    const char *code; /* of the second factor */
    struct entering_step step;
    enum status status;
};

static void crowd_gathers(struct office *office, struct entrant *crowd, int count)
{
    for (int i = 0; i < count; i++) {
        crowd[i].office = office;
        crowd[i].ctx = test_store_worker(office->t, &crowd[i].arena);
        crowd[i].ctx.passwords = office->ctx->passwords;
        crowd[i].ctx.origin = arena_printf(&crowd[i].arena, "10.0.1.%d", i);
    }
    assert_int_equal(store_start_writer(office->t->store), OK);
}

static void crowd_parts(struct office *office, struct entrant *crowd, int count)
{
    for (int i = 0; i < count; i++)
        test_store_worker_end(&crowd[i].ctx);
    store_stop_writer(office->t->store);
}

static void *sign_in_at_once(void *args)
{
    struct entrant *entrant = args;
    struct sign_in_args typed = {
        .username = "a.esposito", .password = PASSWORD, .key = &entrant->office->key};

    entrant->status = entering_sign_in(&entrant->ctx, &typed, &entrant->step);
    return NULL;
}

/* Each hash takes 64 MiB. How many were under way at most while `crowd` came in. */
static int most_hashes_at_once(struct password_gate *gate, const struct entrant *crowd)
{
    int most = 0;

    for (int i = 0; i < CROWD; i++) {
        while (pthread_tryjoin_np(crowd[i].thread, NULL) == EBUSY) {
            pthread_mutex_lock(&gate->lock);
            most = gate->running > most ? gate->running : most;
            pthread_mutex_unlock(&gate->lock);
            usleep(500);
        }
    }
    return most;
}

static void sign_in_of_fifty_at_once_hashes_two_at_a_time(void **state)
{
    struct office office = office_open(state, false);
    struct entrant *crowd = calloc(CROWD, sizeof *crowd);
    int inside = 0;

    count_hashes(&office);
    crowd_gathers(&office, crowd, CROWD);
    for (int i = 0; i < CROWD; i++)
        assert_int_equal(pthread_create(&crowd[i].thread, NULL, sign_in_at_once, &crowd[i]), 0);
    assert_int_equal(most_hashes_at_once(&office.gate, crowd), PASSWORD_RUNNING_MAX);
    for (int i = 0; i < CROWD; i++) {
        if (crowd[i].status == OK)
            assert_int_equal(crowd[i].step.outcome, ENTERING_DONE);
        else
            assert_int_equal(crowd[i].status, ERR_BUSY);
        inside += crowd[i].status == OK;
    }
    assert_in_range(inside, PASSWORD_RUNNING_MAX, CROWD - 1);
    assert_int_equal(office.gate.hashes, inside);
    assert_int_equal(office.gate.running, 0);
    assert_int_equal(office.gate.waiting, 0);
    crowd_parts(&office, crowd, CROWD);
    password_gate_free(&office.gate);
    free(crowd);
}

/* ---- second factor ---- */

/* Signs in and sets up the telephone; returns the open session's token. */
static const char *set_factor(struct office *office, const char *token,
                              struct recovery_codes *ret_codes, struct totp_secret *ret_secret)
{
    struct entering_step step;
    const char *code;

    office->ctx->actor = actor_of(office, token);
    *ret_secret = entering_new_secret(&office->key, token);
    assert_int_equal(totp_code(office->ctx, ret_secret, totp_step(office->ctx->now), &code), OK);
    assert_int_equal(entering_set_factor(office->ctx, ret_secret, code, &step, ret_codes), OK);
    assert_int_equal(step.outcome, ENTERING_DONE);
    office->ctx->actor = NULL;
    return step.token;
}

static struct entering_step give_code(struct office *office, const char *token, const char *code)
{
    struct entering_step step;

    office->ctx->actor = actor_of(office, token);
    assert_non_null(office->ctx->actor);
    assert_int_equal(entering_give_code(office->ctx, code, &office->key, &step), OK);
    office->ctx->actor = NULL;
    return step;
}

static void second_factor_is_asked_of_who_sees_persons(void **state)
{
    struct office office = office_open(state, true);
    struct recovery_codes codes;
    struct totp_secret secret;
    struct entering_step step = sign_in(&office, "a.esposito", PASSWORD);

    assert_int_equal(actor_of(&office, step.token)->stage, ACTOR_SECOND_FACTOR);

    const char *token = set_factor(&office, step.token, &codes, &secret);

    assert_int_equal(codes.count, 10);
    assert_null(actor_of(&office, step.token)); /* the former token opens nothing */
    assert_int_equal(actor_of(&office, token)->stage, ACTOR_OPEN);
    user_with_role(&office, "admin", ROLE_ADMINISTRATOR);
    step = sign_in(&office, "admin", PASSWORD);
    assert_int_equal(actor_of(&office, step.token)->stage, ACTOR_OPEN);
}

static void second_factor_set_up_ends_the_other_sessions(void **state)
{
    struct office office = office_open(state, true);
    struct recovery_codes codes;
    struct totp_secret secret;
    struct entering_step elsewhere = sign_in(&office, "a.esposito", PASSWORD);
    struct entering_step here = sign_in(&office, "a.esposito", PASSWORD);
    const char *token = set_factor(&office, here.token, &codes, &secret);

    assert_null(actor_of(&office, elsewhere.token));
    assert_int_equal(actor_of(&office, token)->stage, ACTOR_OPEN);
}

static void second_factor_switched_on_is_asked_of_open_sessions(void **state)
{
    struct office office = office_open(state, false);
    struct entering_step anna = sign_in(&office, "a.esposito", PASSWORD);

    user_with_role(&office, "admin", ROLE_ADMINISTRATOR);

    struct entering_step admin = sign_in(&office, "admin", PASSWORD);

    assert_int_equal(actor_of(&office, anna.token)->stage, ACTOR_OPEN);
    assert_int_equal(test_store_tamper(office.t, "update zone set second_factor = 1"), OK);
    assert_int_equal(actor_of(&office, anna.token)->stage, ACTOR_SECOND_FACTOR);
    assert_int_equal(actor_of(&office, admin.token)->stage, ACTOR_OPEN);
}

static void second_factor_code_is_good_once(void **state)
{
    struct office office = office_open(state, true);
    struct recovery_codes codes;
    struct totp_secret secret;
    const char *code;

    set_factor(&office, sign_in(&office, "a.esposito", PASSWORD).token, &codes, &secret);
    pass_minutes(&office, 2);
    assert_int_equal(totp_code(office.ctx, &secret, totp_step(office.ctx->now), &code), OK);

    const char *first = sign_in(&office, "a.esposito", PASSWORD).token;
    const char *second = sign_in(&office, "a.esposito", PASSWORD).token;

    assert_int_equal(give_code(&office, first, code).outcome, ENTERING_DONE);
    assert_int_equal(give_code(&office, second, code).outcome, ENTERING_WRONG);
}

static void *give_code_at_once(void *args)
{
    struct entrant *entrant = args;

    entrant->status =
        entering_give_code(&entrant->ctx, entrant->code, &entrant->office->key, &entrant->step);
    return NULL;
}

static void second_factor_code_given_at_once_is_good_once(void **state)
{
    enum { MANY = 16 };
    struct office office = office_open(state, true);
    struct entrant *crowd = calloc(MANY, sizeof *crowd);
    struct recovery_codes codes;
    struct totp_secret secret;
    int inside = 0;

    set_factor(&office, sign_in(&office, "a.esposito", PASSWORD).token, &codes, &secret);
    pass_minutes(&office, 2);
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(totp_code(office.ctx, &secret, totp_step(office.ctx->now), &crowd[i].code),
                         OK);
        crowd[i].step.token = sign_in(&office, "a.esposito", PASSWORD).token;
    }
    crowd_gathers(&office, crowd, MANY);
    for (int i = 0; i < MANY; i++)
        crowd[i].ctx.actor = actor_of(&office, crowd[i].step.token);
    for (int i = 0; i < MANY; i++)
        assert_int_equal(pthread_create(&crowd[i].thread, NULL, give_code_at_once, &crowd[i]), 0);
    for (int i = 0; i < MANY; i++) {
        pthread_join(crowd[i].thread, NULL);
        assert_int_equal(crowd[i].status, OK);
        inside += crowd[i].step.outcome == ENTERING_DONE;
    }
    assert_int_equal(inside, 1);
    crowd_parts(&office, crowd, MANY);
    free(crowd);
}

static void second_factor_recovery_code_is_good_once(void **state)
{
    struct office office = office_open(state, true);
    struct recovery_codes codes;
    struct totp_secret secret;

    set_factor(&office, sign_in(&office, "a.esposito", PASSWORD).token, &codes, &secret);

    const char *typed = text_lower_ascii(office.ctx->arena, codes.codes[3]);
    const char *first = sign_in(&office, "a.esposito", PASSWORD).token;
    const char *second = sign_in(&office, "a.esposito", PASSWORD).token;

    assert_int_equal(give_code(&office, first, typed).outcome, ENTERING_DONE);
    assert_int_equal(give_code(&office, second, typed).outcome, ENTERING_WRONG);
}

static void second_factor_wrong_codes_are_throttled_though_the_password_is_right(void **state)
{
    struct office office = office_open(state, true);
    struct recovery_codes codes;
    struct totp_secret secret;

    set_factor(&office, sign_in(&office, "a.esposito", PASSWORD).token, &codes, &secret);
    for (int i = 0; i < 5; i++) {
        const char *token = sign_in(&office, "a.esposito", PASSWORD).token;

        assert_int_equal(give_code(&office, token, "ABCD-EFGH").outcome, ENTERING_WRONG);
    }
    assert_int_equal(sign_in(&office, "a.esposito", PASSWORD).outcome, ENTERING_THROTTLED);
}

/* ---- sessions ---- */

static void session_without_a_click_expires(void **state)
{
    struct office office = office_open(state, false);
    const char *token = sign_in(&office, "a.esposito", PASSWORD).token;

    pass_minutes(&office, 59);
    assert_non_null(actor_of(&office, token));
    pass_minutes(&office, 1);
    assert_null(actor_of(&office, token));
}

static void session_with_clicks_lives_on_until_its_absolute_end(void **state)
{
    struct office office = office_open(state, false);
    const char *token = sign_in(&office, "a.esposito", PASSWORD).token;

    for (int i = 0; i < 14; i++) {
        pass_minutes(&office, 50);
        office.ctx->actor = actor_of(&office, token);
        assert_non_null(office.ctx->actor);
        staff_session_touch(office.ctx);
    }
    pass_minutes(&office, 20); /* 720 minutes in all */
    assert_null(actor_of(&office, token));
}

static void session_touch_within_a_minute_writes_nothing(void **state)
{
    struct office office = office_open(state, false);
    const char *token = sign_in(&office, "a.esposito", PASSWORD).token;
    struct instant entered = office.ctx->now;

    office.ctx->now.seconds += 59;
    office.ctx->actor = actor_of(&office, token);
    staff_session_touch(office.ctx);
    assert_int_equal(actor_of(&office, token)->session_seen.seconds, entered.seconds);
    office.ctx->now.seconds += 1;
    staff_session_touch(office.ctx);
    assert_int_equal(actor_of(&office, token)->session_seen.seconds, entered.seconds + 60);
}

static void session_after_leaving_is_over(void **state)
{
    struct office office = office_open(state, false);
    const char *token = sign_in(&office, "a.esposito", PASSWORD).token;

    office.ctx->actor = actor_of(&office, token);
    assert_int_equal(entering_leave(office.ctx), OK);
    assert_null(actor_of(&office, token));
}

/* ---- passwords ---- */

static enum status reset_password(struct ctx *tx, void *args)
{
    const struct user_making *making = args;

    return user_reset_password(tx, making->id, making->hash);
}

static struct entering_step set_password(struct office *office, const char *token,
                                         const char *current, const char *password)
{
    struct new_password args = {current, password, &office->key};
    struct entering_step step;

    office->ctx->actor = actor_of(office, token);
    assert_int_equal(entering_set_password(office->ctx, &args, &step), OK);
    office->ctx->actor = NULL;
    return step;
}

static void password_that_was_handed_over_must_be_changed(void **state)
{
    struct office office = office_open(state, false);
    const char *inside = sign_in(&office, "a.esposito", PASSWORD).token;
    const char *given = password_draw(office.ctx);
    struct user_making making = {.id = office.anna};

    assert_int_equal(strlen(given), PASSWORD_GIVEN_CHARS);
    assert_int_equal(password_hash(office.ctx, given, &making.hash), OK);
    assert_int_equal(store_write(office.ctx, reset_password, &making), OK);
    assert_null(actor_of(&office, inside));

    const char *token = sign_in(&office, "a.esposito", given).token;

    assert_int_equal(actor_of(&office, token)->stage, ACTOR_NEW_PASSWORD);
    assert_int_equal(set_password(&office, token, NULL, given).outcome, ENTERING_WRONG);

    struct entering_step step = set_password(&office, token, NULL, "una tutta mia davvero");

    assert_int_equal(step.outcome, ENTERING_DONE);
    assert_null(actor_of(&office, token));
    assert_int_equal(actor_of(&office, step.token)->stage, ACTOR_OPEN);
}

static void password_change_ends_the_other_sessions(void **state)
{
    struct office office = office_open(state, false);
    const char *other = sign_in(&office, "a.esposito", PASSWORD).token;
    const char *token = sign_in(&office, "a.esposito", PASSWORD).token;

    assert_int_equal(set_password(&office, token, "sbagliata", "una tutta mia").outcome,
                     ENTERING_WRONG);
    assert_non_null(actor_of(&office, other));
    assert_int_equal(set_password(&office, token, PASSWORD, "una tutta mia").outcome,
                     ENTERING_DONE);
    assert_null(actor_of(&office, other));
    assert_int_equal(sign_in(&office, "a.esposito", PASSWORD).outcome, ENTERING_WRONG);
}

/* ---- roles and accounts ---- */

struct role_ending {
    int64_t user_id;
    int64_t role_id;
};

static enum status end_role(struct ctx *tx, void *args)
{
    const struct role_ending *ending = args;

    return user_end_role(tx, ending->user_id, ending->role_id);
}

static int64_t first_role(struct office *office, int64_t user_id)
{
    struct user_role *roles;
    size_t count;

    assert_int_equal(staff_user_roles(office->ctx, user_id, &roles, &count), OK);
    assert_true(count > 0);
    return roles[0].id;
}

static bool may(struct office *office, const char *token, enum power power)
{
    struct ctx ctx = *office->ctx;

    ctx.actor = actor_of(office, token);
    return actor_may(&ctx, power);
}

static void role_change_is_felt_on_the_next_request(void **state)
{
    struct office office = office_open(state, false);
    const char *token = sign_in(&office, "a.esposito", PASSWORD).token;
    struct role_ending ending = {office.anna, first_role(&office, office.anna)};

    assert_true(may(&office, token, POWER_PERSONS_READ));
    assert_false(may(&office, token, POWER_AUDIT_READ));
    give(&office, office.anna, ROLE_DPO);
    assert_true(may(&office, token, POWER_AUDIT_READ));
    assert_int_equal(store_write(office.ctx, end_role, &ending), OK);
    assert_false(may(&office, token, POWER_PERSONS_READ));
    assert_int_equal(store_write(office.ctx, end_role, &ending), ERR_NOT_FOUND);
}

static void role_that_sees_persons_ends_sessions_without_second_factor(void **state)
{
    struct office office = office_open(state, true);
    int64_t carla = user_with_role(&office, "c.fabbri", ROLE_TREASURER);
    const char *token = sign_in(&office, "c.fabbri", PASSWORD).token;

    assert_non_null(actor_of(&office, token));
    give(&office, carla, ROLE_COORDINATOR);
    assert_null(actor_of(&office, token));
}

static void role_of_one_s_own_is_refused(void **state)
{
    struct office office = office_open(state, false);
    struct role_draft draft = {.user_id = office.anna,
                               .role = ROLE_ADMINISTRATOR,
                               .from = instant_date(office.ctx->now),
                               .to = DATE_NONE};

    office.ctx->actor = actor_of(&office, sign_in(&office, "a.esposito", PASSWORD).token);
    assert_int_equal(store_write(office.ctx, give_role, &draft), ERR_DENIED);
}

struct switching {
    int64_t id;
    bool active;
};

static enum status set_active(struct ctx *tx, void *args)
{
    const struct switching *switching = args;

    return user_set_active(tx, switching->id, switching->active);
}

static void user_switched_off_is_out_on_the_next_request(void **state)
{
    struct office office = office_open(state, false);
    const char *token = sign_in(&office, "a.esposito", PASSWORD).token;
    struct switching off = {office.anna, false};

    assert_int_equal(store_write(office.ctx, set_active, &off), OK);
    assert_null(actor_of(&office, token));
    assert_int_equal(sign_in(&office, "a.esposito", PASSWORD).outcome, ENTERING_WRONG);
}

static void user_who_alone_manages_users_cannot_be_switched_off(void **state)
{
    struct office office = office_open(state, false);
    struct switching off = {user_with_role(&office, "admin", ROLE_ADMINISTRATOR), false};
    struct role_ending ending = {off.id, first_role(&office, off.id)};

    assert_int_equal(store_write(office.ctx, set_active, &off), ERR_CONFLICT);
    assert_int_equal(store_write(office.ctx, end_role, &ending), ERR_CONFLICT);
    user_with_role(&office, "admin2", ROLE_ADMINISTRATOR);
    assert_int_equal(store_write(office.ctx, end_role, &ending), OK);
}

static void user_with_a_taken_name_is_refused(void **state)
{
    struct office office = office_open(state, false);
    struct user_making making = {.username = "A.Esposito", .hash = "-"};

    assert_int_equal(store_write(office.ctx, make_user, &making), ERR_CONFLICT);
    making.username = "anna esposito";
    assert_int_equal(store_write(office.ctx, make_user, &making), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH_ENGINES(sign_in_with_right_password_opens_a_session),
        ON_BOTH_ENGINES(sign_in_with_wrong_password_or_name_says_the_same),
        ON_BOTH_ENGINES(sign_in_of_unknown_user_makes_as_many_hashes),
        ON_BOTH_ENGINES(sign_in_after_five_failures_waits_even_with_the_right_password),
        ON_BOTH_ENGINES(sign_in_of_unknown_name_is_throttled_alike),
        ON_BOTH_ENGINES(sign_in_success_forgets_the_account_s_failures),
        ON_BOTH_ENGINES(sign_in_from_one_address_is_throttled_over_all_names),
        ON_BOTH_ENGINES(password_gate_when_too_many_wait_says_busy),
        ON_BOTH_ENGINES(sign_in_of_fifty_at_once_hashes_two_at_a_time),
        ON_BOTH_ENGINES(second_factor_is_asked_of_who_sees_persons),
        ON_BOTH_ENGINES(second_factor_set_up_ends_the_other_sessions),
        ON_BOTH_ENGINES(second_factor_switched_on_is_asked_of_open_sessions),
        ON_BOTH_ENGINES(second_factor_code_is_good_once),
        ON_BOTH_ENGINES(second_factor_code_given_at_once_is_good_once),
        ON_BOTH_ENGINES(second_factor_recovery_code_is_good_once),
        ON_BOTH_ENGINES(second_factor_wrong_codes_are_throttled_though_the_password_is_right),
        ON_BOTH_ENGINES(session_without_a_click_expires),
        ON_BOTH_ENGINES(session_with_clicks_lives_on_until_its_absolute_end),
        ON_BOTH_ENGINES(session_touch_within_a_minute_writes_nothing),
        ON_BOTH_ENGINES(session_after_leaving_is_over),
        ON_BOTH_ENGINES(password_that_was_handed_over_must_be_changed),
        ON_BOTH_ENGINES(password_change_ends_the_other_sessions),
        ON_BOTH_ENGINES(role_change_is_felt_on_the_next_request),
        ON_BOTH_ENGINES(role_that_sees_persons_ends_sessions_without_second_factor),
        ON_BOTH_ENGINES(role_of_one_s_own_is_refused),
        ON_BOTH_ENGINES(user_switched_off_is_out_on_the_next_request),
        ON_BOTH_ENGINES(user_who_alone_manages_users_cannot_be_switched_off),
        ON_BOTH_ENGINES(user_with_a_taken_name_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
