/* What the pages of figures see. */
#ifndef INSIGHT_INSIGHT_VIEW_H
#define INSIGHT_INSIGHT_VIEW_H

#include "frame/frame_view.h"
#include "insight/numbers_view.h"
#include "insight/shares_view.h"
#include "insight/whatif_view.h"

/* How many, of a month or of a reason. */
struct figures_line {
    const char *label;
    const char *href; /* of a month */
    int64_t exceptions;
    int64_t refused; /* recorded */
    int64_t told;    /* told no, and not recorded */
};

struct exception_view {
    const char *href;
    int64_t number;
    const char *when;
    const char *reason;
    const char *granted_by;
};

struct figures_view {
    struct frame frame;
    const char *month; /* "novembre 2026" */
    const struct figures_line *months;
    size_t month_count;
    const struct exception_view *exceptions;
    size_t exception_count;
    const struct figures_line *reasons;
    size_t reason_count;
};

#endif
