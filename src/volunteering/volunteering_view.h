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

#endif
