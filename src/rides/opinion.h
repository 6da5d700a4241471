/*
 * Calling back: how was the ride? Asked of a few, drawn by lot, after a ride that was driven.
 * Nobody has to answer. The score is counted; the words are sealed and stay with the ride.
 */
#ifndef RIDES_OPINION_H
#define RIDES_OPINION_H

#include "base/ctx.h"
#include "opinion_sql.h"

enum { OPINION_LEAST = 1, OPINION_MOST = 5, OPINION_COMMENT_MAX = 1000, OPINION_DAYS = 14 };

struct opinion {
    int64_t ride_id;
    int64_t score;       /* OPINION_LEAST..OPINION_MOST; 0: did not want to say */
    const char *comment; /* NULL for none */
};

/* Inside a write, with its line in the history and its audit row. ERR_CONFLICT: somebody asked
   already. ERR_INVALID: nobody was driven, or a score out of its bounds. */
MUST_USE enum status opinion_keep(struct ctx *tx, const struct opinion *opinion);

/* The comment in clear; NULL for none. */
MUST_USE enum status opinion_comment(struct ctx *ctx, const struct ride_opinion_row *row,
                                     const char **ret_comment);

#endif
