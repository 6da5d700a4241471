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

/* A paper as a page shows it. */
struct paper_view {
    int64_t id;
    const char *paper;  /* "Patente" */
    const char *span;   /* "dal 14/03/2021 al 02/09/2026" */
    const char *number; /* NULL: none, or not for this reader */
    bool is_over;
};

/* One to be renewed. */
struct due_view {
    const char *whose;
    const char *href;
    const char *paper;
    const char *ends; /* "02/09/2026"; NULL: it is not there */
    bool is_soon;
};

/* A volunteer or a car, with what they have. */
struct paper_holder_view {
    const char *name;
    const char *href;
    const char *add_href;
    const char *lacks; /* "Patente, Assicurazione volontari"; NULL: nothing */
    const struct paper_view *papers;
    size_t paper_count;
};

struct volunteer_view {
    int64_t id;
    const char *full_name;
    const char *phone;
    const char *home;
    const char *organization;
    const char *note;  /* when they come or went; NULL while in service */
    const char *cars;  /* "Panda AUSER, Fiat Punto"; NULL: drives none */
    const char *lacks; /* papers without which nobody drives; NULL: has them */
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
    size_t due_count;       /* papers to be renewed */
    int64_t proposal_count; /* that wait for an answer of this reader */
    bool may_write;
    bool keeps; /* hours and refunds too */
};

struct volunteer_page_view {
    struct frame frame;
    struct volunteer_view volunteer;
    struct ask hours_ask;
    struct ask absence_ask;
    struct options_list weekdays;
    const struct paper_view *papers;
    size_t paper_count;
    const char *path;
    bool may_write;
    bool keeps; /* hours and refunds too */
};

struct papers_page_view {
    struct frame frame;
    const char *needed; /* "Patente, Assicurazione volontari" */
    const char *needed_of_cars;
    const struct due_view *due;
    size_t due_count;
    const struct paper_holder_view *volunteers;
    size_t volunteer_count;
    const struct paper_holder_view *cars;
    size_t car_count;
    bool may_write;
};

struct paper_form_view {
    struct frame frame;
    struct ask ask;
    const char *action;
    const char *back;
    const char *whose;
    int64_t id; /* 0: a new one */
    int64_t version;
    struct options_list kinds;
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

/* What a volunteer said of weekly hours, for who says yes or no. */
struct proposal_view {
    const char *volunteer;
    const char *href;
    const char *phone;
    const char *text; /* "In più: lunedì 8:00-13:00" */
    const char *said; /* "21/11/2026" */
    const char *action;
    bool is_tried; /* it is known what a yes would break: these */
    const struct promise_line *broken;
    size_t broken_count;
};

struct proposals_view {
    struct frame frame;
    struct ask ask;
    const char *title; /* "3 proposte dei volontari" */
    const struct proposal_view *proposals;
    size_t count;
};

/* A link that lets nobody in. */
struct link_closed_view {
    struct frame frame;
    const char *sentence;
    const char *phone;
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
