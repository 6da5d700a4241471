#ifndef SAMPLE_VIEW_H
#define SAMPLE_VIEW_H

#include <stdbool.h>

#include "base/date.h"
#include "base/money.h"

struct leg_view {
    int64_t person_id;
    const char *surname;
    struct clock_time departs;
};

struct frame_view {
    const char *title;
    const char *user;
    const char *home;
};

struct ride_day_view {
    struct frame_view frame;
    struct date day;
    struct instant until;
    struct money fare;
    const char *search;
    const char *phone;
    const char *map;
    const char *code;
    bool open;
    size_t count;
    const struct leg_view *legs;
};

const char *asset(const char *name);

#endif
