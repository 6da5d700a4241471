#include "staff/actor.h"

bool actor_may(const struct ctx *ctx, enum power power)
{
    const struct actor *actor = ctx->actor;

    if (!actor)
        return power == POWER_PUBLIC;
    if (actor->stage != ACTOR_OPEN)
        return power == POWER_PUBLIC || power == POWER_ENTERING;
    for (size_t i = 0; i < actor->role_count; i++) {
        if (role_has_power(actor->roles[i].role, power))
            return true;
    }
    return power == POWER_PUBLIC;
}

bool actor_reaches_place(const struct actor *actor, int64_t place_id)
{
    if (actor->whole_zone || place_id == 0)
        return true;
    for (size_t i = 0; i < actor->place_count; i++) {
        if (actor->places[i] == place_id)
            return true;
    }
    return false;
}

bool actor_reaches_office(const struct actor *actor, int64_t office_id)
{
    if (actor->whole_zone)
        return true;
    for (size_t i = 0; i < actor->role_count; i++) {
        if (actor->roles[i].office_id == office_id)
            return true;
    }
    return false;
}
