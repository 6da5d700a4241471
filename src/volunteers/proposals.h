/*
 * What a volunteer says on their own page of their weekly hours: "these too", "no longer these". It
 * waits for the AUSER coordinator's yes, and while it waits it can be taken back. Nothing is ever
 * deleted: who said what, and what was answered, stays with its times.
 */
#ifndef VOLUNTEERS_PROPOSALS_H
#define VOLUNTEERS_PROPOSALS_H

#include "base/ctx.h"
#include "volunteers_sql.h"

enum {
    PROPOSALS_OPEN_MAX = 10,   /* that one volunteer may have waiting */
    PROPOSALS_SHOWN_DAYS = 28, /* so long an answer stands on the volunteer's page */
};

struct proposal {
    int64_t volunteer_id;
    int64_t hours_id; /* no longer these; 0: the following too */
    int64_t weekday;
    struct clock_time starts;
    struct clock_time ends;
    struct date valid_from; /* or from the answer on, where that comes later */
    bool at_once;           /* accepted as it is said: only where the policy has it so */
};

/* ERR_CONFLICT: those hours are there already, or were proposed already. ERR_NOT_FOUND: the hours
   are not the volunteer's, or hold no more. ERR_TOO_LARGE: PROPOSALS_OPEN_MAX wait. Inside a write,
   with its audit row, as all below. */
MUST_USE enum status proposal_say(struct ctx *tx, const struct proposal *proposal, int64_t *ret_id);

/* ERR_NOT_FOUND: not the volunteer's, or answered by now. */
MUST_USE enum status proposal_withdraw(struct ctx *tx, int64_t volunteer_id, int64_t id);

/* From today on it is so, or from the day that was said where that is to come. ERR_NOT_FOUND:
   answered or taken back by now. ERR_CONFLICT: there are hours by now that these overlap. */
MUST_USE enum status proposal_accept(struct ctx *tx, int64_t id);
MUST_USE enum status proposal_refuse(struct ctx *tx, int64_t id);

/* The day from which it is so, if it is accepted now. */
struct date proposal_holds_from(const struct ctx *ctx, const struct volunteer_proposal_row *row);

#endif
