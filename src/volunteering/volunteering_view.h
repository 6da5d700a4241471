/* What the pages of the volunteers' body see. */
#ifndef VOLUNTEERING_VOLUNTEERING_VIEW_H
#define VOLUNTEERING_VOLUNTEERING_VIEW_H

#include "base/words.h"
#include "frame/frame.h"
#include "frame_html.h"
#include "web/html.h"

/* Which month a page is about, and the ways to its neighbours. */
struct month_view {
    const char *name; /* "novembre 2026" */
    const char *former_href;
    const char *next_href;
};

/* A line of hours: of a volunteer, or of a kind of activity. */
struct done_view {
    const char *label;
    const char *href; /* NULL: none */
    int64_t rides;
    const char *driven; /* "3:20" */
    int64_t kilometres;
    const char *other;
    const char *total;
};

struct done_list_view {
    struct frame frame;
    struct month_view month;
    const char *csv;
    const struct done_view *lines;
    size_t count;
};

/* What was written by hand. */
struct activity_view {
    int64_t id;
    const char *when;
    const char *what; /* "Centro sociale, 2:30" */
    const char *note;
};

struct done_page_view {
    struct frame frame;
    struct ask ask;
    struct month_view month;
    const char *name;
    const char *path;              /* "/volontari/7" */
    const struct done_view *lines; /* by kind; only label, total and kilometres */
    size_t line_count;
    const char *total;
    const struct activity_view *activities;
    size_t activity_count;
    struct options_list kinds;
};

struct activity_page_view {
    struct frame frame;
    struct ask ask;
    const char *action;
    const char *back;
    const char *name;
    int64_t version;
    struct options_list kinds;
};

struct refund_view {
    int64_t id;
    const char *href;
    const char *who;
    const char *organization;
    const char *day;
    const char *cost;
    const char *what_for;
    const char *basis;   /* "Con ricevuta", "Autocertificata" */
    const char *receipt; /* NULL: declared */
    const char *amount;
    const char *state;
    const char *decided; /* "da Bruno Cipriani il 23/11/2026"; NULL: not yet */
    const char *decision_note;
    bool waits;
    int64_t version;
};

struct refund_total_view {
    const char *who;
    const char *href; /* to write another one */
    const char *documented;
    const char *declared;
    const char *approved; /* to be paid */
};

struct refund_list_view {
    struct frame frame;
    struct month_view month;
    const char *csv;
    const struct refund_view *refunds;
    size_t count;
    const struct refund_total_view *totals;
    size_t total_count;
    const char *approved; /* of all */
};

struct refund_form_view {
    struct frame frame;
    struct ask ask;
    const char *action;
    const char *back;
    const char *name;
    const char *limits; /* in words */
    struct options_list costs;
    struct options_list bases;
};

struct refund_page_view {
    struct frame frame;
    struct ask ask;
    struct refund_view refund;
    const char *back;
};

/* An entry of the register of volunteers. */
struct roll_view {
    int64_t number;
    const char *written; /* "23/11/2026 10:00" */
    const char *kind;
    const char *section;
    const char *who;
    const char *identity; /* tax code, or where and when born */
    const char *residence;
    const char *activity; /* "dal 01/12/2026" */
    const char *note;
    const char *print;
    bool is_occasional;
};

/* Somebody in service whom the register does not have. */
struct roll_missing_view {
    const char *who;
    const char *href;
};

struct roll_list_view {
    struct frame frame;
    const struct roll_view *entries;
    size_t count;
    const struct roll_missing_view *missing;
    size_t missing_count;
    int64_t bad_number; /* 0: the register is whole */
    const char *print;  /* the last one; NULL: the register is empty */
};

/* An entry about to be written. */
struct roll_check_view {
    struct frame frame;
    struct ask ask;
    const char *action;
    struct roll_view entry;
    struct hidden_view *fields; /* as typed */
    size_t field_count;
};

struct roll_form_view {
    struct frame frame;
    struct ask ask;
    const char *action;
    const char *name;
    struct options_list kinds;
    struct options_list sections;
};

#endif
