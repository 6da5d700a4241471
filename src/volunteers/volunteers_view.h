/* What the pages of volunteers see. */
#ifndef VOLUNTEERS_VOLUNTEERS_VIEW_H
#define VOLUNTEERS_VOLUNTEERS_VIEW_H

#include "base/text.h"
#include "base/words.h"
#include "frame/frame.h"
#include "frame_html.h"
#include "volunteers/promises.h"
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
    const char *note; /* when they come or went; NULL while in service */
    const char *cars; /* "Panda AUSER, Fiat Punto"; NULL: drives none */
    const struct spell_view *hours;
    size_t hour_count;
    const struct spell_view *absences;
    size_t absence_count;
};

struct car_view {
    int64_t id;
    const char *note; /* "dal 01/12/2026", "fino al 30/11/2026"; NULL while it is there */
    const char *name; /* with the plate */
    const char *room; /* "3 posti, 1 carrozzina pieghevole" */
    const char *owner;
    const char *drivers;
};

struct volunteers_view {
    struct frame frame;
    const struct volunteer_view *volunteers;
    size_t volunteer_count;
    const struct volunteer_view *others; /* not in service: to come, or gone */
    size_t other_count;
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

/* Hours or an absence that change. */
struct spell_page_view {
    struct frame frame;
    struct ask ask;
    const char *action;
    const char *back;
    const char *seen; /* what stood there when the page was shown: a number can come again */
    bool is_hours;
    struct options_list weekdays;
};

struct volunteer_form_view {
    struct frame frame;
    struct ask ask;
    const char *action;
    int64_t id; /* 0: a new one */
    int64_t version;
    struct options_list organizations;
    struct options_list places;
};

struct vehicle_form_view {
    struct frame frame;
    struct ask ask;
    const char *action;
    int64_t id; /* 0: a new one */
    int64_t version;
    bool stays;                     /* nobody has said in which place it is: no choice is none */
    struct options_list volunteers; /* who may own it */
    struct options_list drivers;
    struct options_list organizations;
    struct options_list places;
};

struct promises_field {
    const char *name;
    const char *value;
};

struct promises_view {
    struct frame frame;
    const struct promise_line *lines;
    size_t count;
    const char *action;
    const char *back;
    const char *agreed_name;
    const char *agreed;
    const struct promises_field *fields; /* what was sent, to be sent again */
    size_t field_count;
};

#endif
