/* What the page of the volunteers' shares sees. */
#ifndef INSIGHT_SHARES_VIEW_H
#define INSIGHT_SHARES_VIEW_H

#include "frame/frame.h"

struct share_line {
    const char *full_name;
    const char *href;
    const char *offered; /* "40:00" */
    const char *taken;
    const char *share; /* "12%"; of who offers nothing "" */
    int64_t percent;   /* for the bar, 100 at most */
    int64_t rides;
    bool is_left_out; /* offers hours, and was not called once */
};

struct shares_view {
    struct frame frame;
    const char *first;
    const char *last;
    const char *left_out; /* "Neri Lucia, Verdi Ugo"; NULL: nobody */
    const struct share_line *lines;
    size_t line_count;
};

#endif
