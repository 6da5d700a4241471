/* What the pages of opinions see. */
#ifndef RIDES_OPINION_VIEW_H
#define RIDES_OPINION_VIEW_H

#include "frame/frame.h"

struct opinion_view {
    struct frame frame;
    struct ask ask;
    const char *who; /* "Rosa Rossi, 0744 814957" */
    const char *what;
    const char *action;
    const char *back;
    const char *kept; /* what was said; NULL: nobody asked yet */
    const char *comment;
    struct options_list scores;
};

struct to_ask_line {
    const char *href;
    const char *who;
    const char *phone;
    const char *when;
};

struct to_ask_view {
    struct frame frame;
    const struct to_ask_line *lines;
    size_t line_count;
    const char *sums; /* "Negli ultimi 90 giorni: 12 risposte, in media 4,5 su 5." */
};

#endif
