#include "base/crypt.h"
#include "base/text.h"
#include "demo/inside.h"
#include "demo_sql.h"
#include "staff/accounts.h"
#include "staff/actor.h"

const struct demo_user DEMO_USERS[] = {
    {"anna.esposito", "Esposito", "Anna", "coordinatrice sociale", "coordinator", "valnerina",
     NULL},
    {"paolo.fratini", "Fratini", "Paolo", "coordinatore sociale", "coordinator", "san-gemini",
     NULL},
    {"giulia.ricci", "Ricci", "Giulia", "assistente sociale", "social_worker", "valnerina", NULL},
    {"marta.leoni", "Leoni", "Marta", "responsabile del servizio", "service_head", NULL, NULL},
    {"luca.silvani", "Silvani", "Luca", "psicologo", "external_member", "valnerina", NULL},
    {"bruno.cipriani", "Cipriani", "Bruno", "coordinatore AUSER", "rides_coordinator", "valnerina",
     NULL},
    {"rita.nobili", "Nobili", "Rita", "tesoriera", "treasurer", NULL, NULL},
    {"ivo.pileri", "Pileri", "Ivo", "gestore del Centro Sociale", "centre_manager", NULL, NULL},
    {"sara.gentili", "Gentili", "Sara", "assessora", "councillor", NULL, "A439"},
    {"dario.montani", "Montani", "Dario", "Ufficio di Piano", "planning_office", NULL, NULL},
    {"elena.viola", "Viola", "Elena", "amministratrice del sistema", "administrator", NULL, NULL},
    {"carlo.petrini", "Petrini", "Carlo", "responsabile della protezione dei dati", "dpo", NULL,
     NULL},
};
const size_t DEMO_USER_COUNT = sizeof DEMO_USERS / sizeof DEMO_USERS[0];

static int64_t office_id(const struct demo *demo, const char *code)
{
    if (!code)
        return 0;
    return text_equal(code, "valnerina") ? demo->valnerina : demo->san_gemini;
}

/* The user as they will act in the invented year: the same as a session would read. */
static const struct actor *actor_of(struct arena *arena, const struct demo *demo,
                                    const struct demo_user *user, int64_t id)
{
    struct actor *actor = arena_new(arena, struct actor);
    int64_t office = office_id(demo, user->office);
    *actor = (struct actor){
        .user_id = id,
        .username = user->username,
        .full_name = arena_printf(arena, "%s %s", user->name, user->surname),
        .title = user->title,
        .stage = ACTOR_OPEN,
        .roles = {{.role = role_from_code(user->role), .office_id = office}},
        .role_count = 1,
        .whole_zone = !user->office,
        .office_id = office,
    };
    size_t first = office == demo->san_gemini ? DEMO_SAN_GEMINI : 0;
    size_t count = !office ? 0 : office == demo->san_gemini ? 1 : DEMO_VALNERINA_PLACES;
    for (size_t i = 0; i < count; i++)
        actor->places[actor->place_count++] = demo->places[first + i];
    return actor;
}

static enum status add_user(struct ctx *tx, const struct demo *demo, const struct demo_user *user,
                            const char *hash, int64_t *ret_id)
{
    int64_t role_id;
    const struct user_draft draft = {
        .username = user->username,
        .surname = user->surname,
        .name = user->name,
        .title = user->title,
    };
    struct role_draft role = {
        .role = role_from_code(user->role),
        .office_id = office_id(demo, user->office),
        .from = instant_date(tx->now),
        .to = DATE_NONE,
    };
    if (user->municipality)
        TRY(demo_municipality(tx, user->municipality, &role.municipality_id));
    TRY(user_create(tx, &draft, hash, ret_id));
    TRY(demo_keep_password(tx, *ret_id));
    role.user_id = *ret_id;
    return user_give_role(tx, &role, &role_id);
}

/* One password and one hash for all: hashing is slow on purpose. */
enum status demo_make_staff(struct ctx *tx, struct demo *demo)
{
    const char *hash;
    TRY(crypt_password_hash(tx->arena, DEMO_PASSWORD, &hash));
    for (size_t i = 0; i < DEMO_USER_COUNT; i++) {
        int64_t id;
        TRY(add_user(tx, demo, &DEMO_USERS[i], hash, &id));
        demo->users[i] = actor_of(tx->arena, demo, &DEMO_USERS[i], id);
    }
    return OK;
}
