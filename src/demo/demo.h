/*
 * The demo zone: Zona Sociale 10 with a year of invented activity that ends today, so that the
 * program can be tried without anybody's data. All people are invented.
 */
#ifndef DEMO_DEMO_H
#define DEMO_DEMO_H

#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"

enum { DEMO_USERS_MAX = 16 };

#define DEMO_PASSWORD "accanto-demo"

/* Who can sign in to the demo, all with DEMO_PASSWORD; to be printed. */
struct demo_user {
    const char *username;
    const char *surname;
    const char *name;
    const char *title;        /* as beside the name on a screen */
    const char *role;         /* code of staff/powers.h */
    const char *office;       /* code; NULL: the whole zone */
    const char *municipality; /* cadastral code, for councillors; else NULL */
};
extern const struct demo_user DEMO_USERS[];
extern const size_t DEMO_USER_COUNT;

/* Called before each part with what is being made: "persone", "contatti". May be NULL. */
typedef void demo_progress_fn(void *user, const char *part);

/* Fills a migrated database that has no zone yet, in one transaction of a few seconds. `ctx` is a
   context of its store outside a write; its `now` is the end of the year that is invented. The same
   seed on the same day gives the same zone. ERR_CONFLICT when there is a zone. Needs 8 MiB of
   arena. */
MUST_USE enum status demo_create(struct ctx *ctx, struct date today, uint64_t seed,
                                 demo_progress_fn *progress, void *user);

#endif
