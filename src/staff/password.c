#include "staff/password.h"

#include "base/crypt.h"

/* Of a password that nobody knows, with the cost of all others: what the name of no user is checked
   against, so that the answer takes as long. */
static const char NOBODY[] = "$argon2id$v=19$m=65536,t=2,p=1$"
                             "42Nt3MeyaWgEMndP0ZzEWQ$CUcOPdFtcvG+kyDQC5loV3CIcsfXgKxWq/yEcwJdb3c";

enum status password_gate_init(struct password_gate *gate, int waiting_max)
{
    *gate = (struct password_gate){.waiting_max = waiting_max};
    if (pthread_mutex_init(&gate->lock, NULL) != 0)
        return ERR_UNAVAILABLE;
    if (pthread_cond_init(&gate->left, NULL) != 0) {
        pthread_mutex_destroy(&gate->lock);
        return ERR_UNAVAILABLE;
    }
    return OK;
}

void password_gate_free(struct password_gate *gate)
{
    pthread_cond_destroy(&gate->left);
    pthread_mutex_destroy(&gate->lock);
}

static enum status gate_enter(struct password_gate *gate)
{
    enum status status = OK;

    if (!gate)
        return OK;
    pthread_mutex_lock(&gate->lock);
    if (gate->running >= PASSWORD_RUNNING_MAX && gate->waiting >= gate->waiting_max) {
        status = ERR_BUSY;
    } else {
        gate->waiting++;
        while (gate->running >= PASSWORD_RUNNING_MAX)
            pthread_cond_wait(&gate->left, &gate->lock);
        gate->waiting--;
        gate->running++;
        gate->hashes++;
    }
    pthread_mutex_unlock(&gate->lock);
    return status;
}

static void gate_leave(struct password_gate *gate)
{
    if (!gate)
        return;
    pthread_mutex_lock(&gate->lock);
    gate->running--;
    pthread_cond_signal(&gate->left);
    pthread_mutex_unlock(&gate->lock);
}

enum status password_check(struct ctx *ctx, const char *hash, const char *password)
{
    enum status status;

    TRY(gate_enter(ctx->passwords));
    status = crypt_password_check(hash ? hash : NOBODY, password);
    gate_leave(ctx->passwords);
    return status == OK && !hash ? ERR_DENIED : status;
}

/* Reserves before the gate: past the arena's cap nobody would open it again. */
enum status password_hash(struct ctx *ctx, const char *password, const char **ret_hash)
{
    enum status status;

    arena_reserve(ctx->arena, 2 * CRYPT_PASSWORD_HASH_MAX);
    TRY(gate_enter(ctx->passwords));
    status = crypt_password_hash(ctx->arena, password, ret_hash);
    gate_leave(ctx->passwords);
    return status;
}

char *password_draw(struct ctx *ctx)
{
    /* 32 signs that nobody takes for another, also when read aloud. */
    static const char SIGNS[] = "abcdefghjkmnpqrstuvwxyz123456789";
    char *drawn = arena_alloc(ctx->arena, PASSWORD_GIVEN_CHARS + 1);

    for (int i = 0; i < PASSWORD_GIVEN_CHARS; i++)
        drawn[i] = i % 5 == 4 ? '-' : SIGNS[crypt_random_below(sizeof SIGNS - 1)];
    return drawn;
}
