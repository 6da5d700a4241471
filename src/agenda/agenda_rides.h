/* The rides of the day's page. */
#ifndef AGENDA_AGENDA_RIDES_H
#define AGENDA_AGENDA_RIDES_H

#include "agenda/agenda_view.h"
#include "rides/day.h"

/* Fills rides, free places and the sheets to hand over; `ret_seen`: the page names passengers. */
MUST_USE enum status agenda_rides_fill(struct ctx *ctx, int64_t office_id, struct date day,
                                       struct agenda_view *view, bool *ret_seen);

/* What is booked for the day after, its sheets to hand over, and from when on one can book now. */
MUST_USE enum status agenda_tomorrow_fill(struct ctx *ctx, int64_t office_id,
                                          struct agenda_view *view);

#endif
