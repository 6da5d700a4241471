/* What the page "one more volunteer" sees. */
#ifndef INSIGHT_WHATIF_VIEW_H
#define INSIGHT_WHATIF_VIEW_H

#include "frame/frame.h"

struct whatif_line {
    const char *day;
    const char *missed;
    const char *served;
    const char *saved; /* "3,2 km e 8 minuti"; of a day that cannot be planned, why */
};

struct whatif_view {
    struct frame frame;
    struct ask ask;
    struct options_list weekdays;
    struct options_list halves;
    struct options_list cars;
    const char *answer; /* NULL: nothing was asked yet */
    const char *from;   /* where the volunteer would start */
    const struct whatif_line *lines;
    size_t line_count;
};

#endif
