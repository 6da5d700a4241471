/* What the pages of volunteers see. */
#ifndef VOLUNTEERS_VOLUNTEERS_VIEW_H
#define VOLUNTEERS_VOLUNTEERS_VIEW_H

#include "base/text.h"
#include "base/words.h"
#include "frame/frame.h"
#include "frame_html.h"
#include "web/html.h"

/* A row that can be taken away: weekly hours or an absence. */
struct spell_view {
    int64_t id;
    const char *text; /* "Lunedì 8:00-13:00", "dal 01/12/2026 al 05/12/2026" */
    const char *note; /* second line; NULL for none */
};

struct volunteer_view {
    int64_t id;
    const char *full_name;
    const char *phone;
    const char *home;
    const char *organization;
    const char *cars; /* "Panda AUSER, Fiat Punto"; NULL: drives none */
    const struct spell_view *hours;
    size_t hour_count;
    const struct spell_view *absences;
    size_t absence_count;
};

struct car_view {
    const char *name; /* with the plate */
    const char *room; /* "3 posti, 1 carrozzina pieghevole" */
    const char *owner;
    const char *drivers;
};

struct volunteers_view {
    struct frame frame;
    const struct volunteer_view *volunteers;
    size_t volunteer_count;
    const struct car_view *cars;
    size_t car_count;
    bool may_write;
};

struct volunteer_page_view {
    struct frame frame;
    struct volunteer_view volunteer;
    struct ask hours_ask;
    struct ask absence_ask;
    struct options_list weekdays;
    const char *path;
    bool may_write;
};

struct volunteer_new_view {
    struct frame frame;
    struct ask ask;
    struct options_list organizations;
    struct options_list places;
};

struct vehicle_new_view {
    struct frame frame;
    struct ask ask;
    struct options_list volunteers;
    struct options_list organizations;
    struct options_list places;
};

#endif
