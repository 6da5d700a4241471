/* Lines of contacts as templates show them; the day's page uses them too. */
#ifndef DESK_LINES_VIEW_H
#define DESK_LINES_VIEW_H

#include "desk/desk_view.h"

/* `dated`: with the day, on a list of many days; else the hour alone. */
const struct line_view *contact_line_views(struct ctx *ctx, const struct contact_lines *lines,
                                           bool dated);

/* Those to be called back: `when` says by when, and who is late stands out. */
const struct line_view *call_back_line_views(struct ctx *ctx, const struct contact_lines *lines);

#endif
