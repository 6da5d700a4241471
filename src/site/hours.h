/* Opening hours in words, from the weekly rows of a calendar. */
#ifndef SITE_HOURS_H
#define SITE_HOURS_H

#include "site/site_view.h"
#include "zone/calendar.h"

/* "dal lunedì al venerdì, 9:00-12:00 e 15:00-18:00" of the rides line; "" when it has no hours. */
const char *hours_of_line(struct ctx *ctx, const struct calendar *calendar, struct date today);

/* A row for each desk and pattern of days, in order of week. Returns how many. */
size_t hours_of_desks(struct ctx *ctx, const struct calendar *calendar, struct date today,
                      const struct desk_hours **ret_desks);

#endif
