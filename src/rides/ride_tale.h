/* What is done to a ride is told: a line in its history and a row of the audit. */
#ifndef RIDES_RIDE_TALE_H
#define RIDES_RIDE_TALE_H

#include "base/ctx.h"
#include "rides_sql.h"

/* How the history keeps a delay: "late 20". */
#define RIDE_LATE_DETAIL "late "

/* A ride that this actor may change: ERR_NOT_FOUND for others'. */
MUST_USE enum status ride_open(struct ctx *tx, int64_t id, struct ride_row *ret_ride);

/* What happened to a ride. NULL where there is nothing to say. */
struct ride_tale {
    int64_t ride_id;
    const char *kind;   /* "book", "move", ...: of the event, and the audit's action "ride.book" */
    const char *detail; /* a code, such as an outcome */
    const char *former; /* what it was before; sealed */
    const char *fields; /* for the audit */
    const char *reason; /* for the audit: of an exception */
};
/* A line in the history and the audit row. Inside a write. */
MUST_USE enum status ride_told(struct ctx *tx, const struct ride_tale *tale);

#endif
