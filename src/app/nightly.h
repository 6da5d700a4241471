/*
 * What the program does by itself every night while it serves: it learns driving times from the
 * rides that were driven (roads/told.h). No timer of the system is asked, since `accanto
 * serve` is the whole installation.
 *
 * It happens after NIGHTLY_HOUR, Italian time, as soon as nobody has asked for anything for a
 * minute; a program that slept then does it when it wakes. Once a day and zone, however many
 * processes serve it: the day is taken in the same write as what is learned, so that the second one
 * finds it taken, and a failure leaves it free for the next try.
 */
#ifndef APP_NIGHTLY_H
#define APP_NIGHTLY_H

#include "app/house.h"
#include "base/ctx.h"
#include "roads/told.h"

enum { NIGHTLY_HOUR = 3 };

/* If it is time and nobody did it today: `ret_ran`, and what was learned. As the system user, with
   the audit row of the learning. */
MUST_USE enum status nightly_run(struct ctx *ctx, bool *ret_ran, struct roads_learned *ret_learned);

/* A thread of its own, which looks at the clock and at the house's count of answers every minute,
   and writes in the service log what it did. ERR_UNAVAILABLE: no memory, thread or connection.
   Stopped before the writer is. */
struct nightly;
MUST_USE enum status nightly_start(struct house *house, struct nightly **ret_nightly);
void nightly_stop(struct nightly *nightly);

#endif
