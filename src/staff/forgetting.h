/*
 * What entering leaves behind, and for how long: the tables that grow with use and that nobody
 * asks for their past. (The store forgets its own: the keys of forms, store/once.h.)
 */
#ifndef STAFF_FORGETTING_H
#define STAFF_FORGETTING_H

#include "base/ctx.h"

enum { ATTEMPTS_KEPT_DAYS = 90 };

/* Forgets attempts older than ATTEMPTS_KEPT_DAYS and accesses that were over for longer than the
   rule sign_in.sessions_kept_days: a few at each call, which is more than an entering makes, so
   that the tables stay small by themselves and no write is long. Inside a write. */
MUST_USE enum status staff_forget(struct ctx *tx);

#endif
