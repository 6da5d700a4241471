/*
 * When the caller's call began, kept with the form of a booking: the notice of 24 hours runs from
 * there. Signed and tied to the user, so that nobody can move it back.
 */
#ifndef RIDES_CALL_H
#define RIDES_CALL_H

#include "base/ctx.h"
#include "web/request.h"

enum { CALL_LIFE_MINUTES = 120 }; /* no call is longer: an older form is a new call */

/* For the hidden field, or for an address. */
const char *call_token(struct ctx *ctx, const struct request *request, struct instant began);

/* What the token says; now, when there is none, it is not ours, not of this user or too old. */
struct instant call_began(struct ctx *ctx, const struct request *request, const char *token);

#endif
