/* What the page of numbers sees. */
#ifndef INSIGHT_NUMBERS_VIEW_H
#define INSIGHT_NUMBERS_VIEW_H

#include "frame/frame.h"

/* A line of a table; a protected count may be "<3". */
struct number_line {
    const char *label;
    const char *href; /* NULL for none */
    const char *rides;
    const char *cancelled;
    const char *missed; /* not found, or gave up */
    const char *uncovered;
    const char *unmet;
    const char *kilometres;
    const char *board; /* mean minutes on board */
    const char *wait;
};

/* What became of the legs of a month. */
struct number_outcome {
    const char *label;
    const char *count;
};

struct numbers_view {
    struct frame frame;
    const char *month;
    const char *csv;
    bool exact;
    bool may_ask;         /* may call passengers back, and plans the days */
    bool may_look_closer; /* exceptions and refusals one by one */
    const struct number_line *places;
    size_t place_count;
    const struct number_line *months;
    size_t month_count;
    const struct number_outcome *outcomes;
    size_t outcome_count;
    const char *waited; /* rides whose volunteer waited */
};

#endif
