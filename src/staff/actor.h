/*
 * Who is acting in a request, a command or a test; and the one function that says whether they may.
 *
 * An actor is read anew for every request, so a role that was taken away is gone on the next click.
 */
#ifndef STAFF_ACTOR_H
#define STAFF_ACTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"
#include "staff/powers.h"

enum { ACTOR_ROLES_MAX = 16, ACTOR_PLACES_MAX = 64 };

struct actor_role {
    enum role role;
    int64_t office_id;       /* 0: the whole zone */
    int64_t municipality_id; /* 0: not tied to one */
};

enum actor_stage { ACTOR_SECOND_FACTOR = 1, ACTOR_NEW_PASSWORD, ACTOR_OPEN };

struct actor {
    int64_t user_id;
    int64_t session_id;   /* 0 on the command line */
    int64_t volunteer_id; /* who came by a signed link, and acts as the system user; else 0 */
    struct instant session_created;
    struct instant session_seen;
    const char *username;
    const char *full_name; /* "Anna Esposito" */
    const char *title;     /* "coordinatrice sociale" */
    enum actor_stage stage;
    struct actor_role roles[ACTOR_ROLES_MAX]; /* valid today */
    size_t role_count;
    bool whole_zone;                  /* some role that sees persons reaches the whole zone */
    int64_t places[ACTOR_PLACES_MAX]; /* else: the places served by the actor's offices */
    size_t place_count;
    int64_t office_id; /* the office whose desk they sit at; 0 for none */
};

/* The policy: one question, one answer. `ctx->actor` NULL has POWER_PUBLIC only; an actor in the
   middle of entering has POWER_PUBLIC and POWER_ENTERING only. */
bool actor_may(const struct ctx *ctx, enum power power);

/* May the actor's scope reach something tied to this place? 0 (unknown or outside the zone) is
   within everybody's reach that has the power at all. */
bool actor_reaches_place(const struct actor *actor, int64_t place_id);
bool actor_reaches_office(const struct actor *actor, int64_t office_id);

#endif
