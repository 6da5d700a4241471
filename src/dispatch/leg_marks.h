/* Marks on a leg that is still to come: who was called about it, whom it stays with. */
#ifndef DISPATCH_LEG_MARKS_H
#define DISPATCH_LEG_MARKS_H

#include "base/ctx.h"

/* Notes that the person of a leg was called, or takes the note back; with event and audit row.
   Inside a write. ERR_CONFLICT for a leg that is over. */
MUST_USE enum status ride_leg_note_call(struct ctx *tx, int64_t leg_id, bool called);

/* The leg keeps its volunteer and car when the day is planned anew, or no longer; as above.
   ERR_CONFLICT also when nobody drives it. */
MUST_USE enum status ride_leg_hold(struct ctx *tx, int64_t leg_id, bool locked);

#endif
