/*
 * Papers of volunteers and cars, with the days on which they hold: licence, insurance, the car's
 * policy. Which ones are needed to drive is a rule of the zone (POLICY_VOLUNTEERS_REQUIRED_PAPERS);
 * insurance is the law's (D.Lgs. 117/2017, art. 18). On a day that a needed paper does not hold
 * there is no shift and no car.
 */
#ifndef VOLUNTEERS_PAPERS_H
#define VOLUNTEERS_PAPERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"
#include "volunteers_sql.h"
#include "zone/policy.h"

enum {
    PAPERS_SOON_DAYS = 30,  /* before its end a paper is to be renewed now */
    PAPERS_AHEAD_DAYS = 60, /* and is shown at all */
};

/* Whose: one of these, the other is 0. */
struct paper_owner {
    int64_t volunteer_id;
    int64_t vehicle_id;
};

/* Does the owner have all that is needed, among what is held on a day? */
bool papers_cover(const struct policy_set *policies, const struct paper_held *held, size_t count,
                  struct paper_owner owner);

/* The last day up to which the owner has the paper without a gap from `day` on, renewals counted:
   the day before when it is not there on `day`, DATE_NONE when it does not end. `papers` come by
   start. */
struct date papers_last_day(const struct paper_row *papers, size_t count, struct paper_owner owner,
                            const char *kind, struct date day);

/* One that is missing or ends within PAPERS_AHEAD_DAYS, of who or what is in service. */
struct paper_due {
    struct paper_owner owner;
    const char *whose;    /* "Fabbri Mario", "Panda, targa AB123CD" */
    const char *paper;    /* "Patente" */
    struct date last_day; /* before today: it is missing */
    bool is_missing;      /* without it nobody drives */
    bool is_soon;         /* within PAPERS_SOON_DAYS */
};

enum { PAPERS_DUE_MAX = 4000 };

/* Needed ones, and of the others those that end; what is missing first, then by day. */
MUST_USE enum status papers_due(struct ctx *ctx, struct paper_due **ret_due, size_t *ret_count);

/* Inside a write, with their audit rows. */
MUST_USE enum status paper_add(struct ctx *tx, const struct paper_insert_args *paper,
                               int64_t *ret_id);
/* ERR_CONFLICT: another version. */
MUST_USE enum status paper_change(struct ctx *tx, const struct paper_update_args *paper);
/* ERR_NOT_FOUND: it is gone; ERR_CONFLICT as above. */
MUST_USE enum status paper_drop(struct ctx *tx, int64_t id, int64_t version);

#endif
