/* What the pages of roads see. */
#ifndef ROADS_ROADS_VIEW_H
#define ROADS_ROADS_VIEW_H

#include "frame/frame.h"

struct road_line {
    int64_t id;
    int64_t version;
    const char *from;
    const char *to;
    const char *time;   /* "14 minuti, 8,0 km" */
    const char *source; /* "misurato il 23/11/2026" */
    bool counts;        /* the strongest of its pair */
    bool editable;
};

struct factor_line {
    int64_t place_id;
    const char *place;
    const char *percent; /* "220"; NULL: the zone's */
};

struct roads_view {
    struct frame frame;
    struct ask ask;
    struct options_list places;
    const struct road_line *lines;
    size_t line_count;
    bool cut; /* there are more: choose a place */
    const struct factor_line *factors;
    size_t factor_count;
    const char *zone_percent;
};

struct road_form_view {
    struct frame frame;
    struct ask ask;
    const char *action;
    const char *way;      /* of the one that is changed; NULL: a new one */
    const char *conflict; /* somebody changed it meanwhile; NULL */
    int64_t version;
    struct options_list places;
};

struct road_bad_view {
    int64_t line;
    const char *why;
};

struct road_import_view {
    struct frame frame;
    struct ask ask;
    const char *found; /* "24 tempi, nessun errore." after a look without taking; else NULL */
    const struct road_bad_view *bad;
    size_t bad_count;
};

struct road_factor_view {
    struct frame frame;
    struct ask ask;
    const char *place;
    const char *action;
    const char *conflict;
    const char *zone_percent;
    int64_t version;
};

#endif
