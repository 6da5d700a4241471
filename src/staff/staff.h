/*
 * The staff as other rooms see it: who stands behind a session, and who acts on the command line.
 */
#ifndef STAFF_STAFF_H
#define STAFF_STAFF_H

#include "base/ctx.h"
#include "frame/frame.h"
#include "staff/actor.h"
#include "store/audit.h"
#include "web/router.h"

#define STAFF_COOKIE "sessione"

/* For the audit: the actor's id and name. */
struct audit_who staff_who(const struct ctx *ctx);

/* The command line's own actor; ERR_NOT_FOUND before the zone was made. Lives in the arena. */
MUST_USE enum status staff_system_actor(struct ctx *ctx, const struct actor **ret_actor);
/* Makes its user. Inside a write. */
MUST_USE enum status staff_system_create(struct ctx *tx);

/* Who stands behind a session's token, read anew each time. ERR_NOT_FOUND for none, an ended or an
   expired one, or a user who was switched off. */
MUST_USE enum status staff_actor_of_token(struct ctx *ctx, const char *token,
                                          const struct actor **ret_actor);

/* Notes that `ctx->actor` is still there, at most once a minute, so that reading costs no write. */
void staff_session_touch(struct ctx *ctx);

/* The frame of a staff page: user, navigation by powers, the demonstration's banner. `here` is the
   name of the current link (agenda, people, contacts, rides, volunteers, network, users, policy,
   audit) or NULL. */
MUST_USE enum status staff_frame(struct ctx *ctx, struct request *request, const char *title,
                                 const char *here, struct frame *ret_frame);

/* The frame of a page without navigation: entering, problems. Never fails: what cannot be read is
   left out. */
struct frame staff_bare_frame(struct ctx *ctx, struct request *request, const char *title);

/* "coordinatrice sociale", else the first role's name; NULL without either. */
const char *staff_title(const struct ctx *ctx);

/* Where the actor's work begins: the first of their links; /inizio for who has none. */
const char *staff_home(const struct ctx *ctx);

/* For web_hooks.problem_page. Who has not entered is sent to /accesso and comes back afterwards;
   who is half way, to the next step; the rest is told in words, with the office's number. A form
   that expired shows what was typed and can be sent again. */
void staff_problem_page(struct ctx *ctx, struct request *request, const struct problem *problem,
                        struct response *response);

/* The same for ERR_REPEATED: what was typed, and the way to the record that the form made before.
 */
void staff_repeated_page(struct ctx *ctx, struct request *request, const struct problem *problem,
                         struct response *response);

/* The posted form as once_begin wants it (store/once.h); NULL when its hidden key is missing or too
   long. Always the same one of a request. */
struct once *ask_once(struct request *request);

/* The rows of this feature's pages. */
extern const struct route STAFF_ROUTES[];
extern const size_t STAFF_ROUTE_COUNT;

#endif
