/* What the day's page and the first page see. */
#ifndef AGENDA_AGENDA_VIEW_H
#define AGENDA_AGENDA_VIEW_H

#include "base/text.h"
#include "base/words.h"
#include "desk/desk_view.h"
#include "desk_html.h"
#include "frame/frame.h"
#include "frame_html.h"
#include "rides/leg_state.h"
#include "volunteers/volunteers_view.h"
#include "volunteers_html.h"
#include "web/html.h"

struct agenda_leg {
    const char *href;
    const char *when; /* "9:30-9:45" */
    const char *who;
    const char *from;
    const char *to;
    const char *volunteer; /* NULL: nobody drives it */
    struct leg_state state;
    const char *late; /* "In ritardo di 20 minuti", told from the car; NULL */
};

/* A stretch of the day with so many seats free all along. */
struct agenda_free {
    const char *when;  /* "8:00-9:30" */
    const char *seats; /* "3 posti" */
};

struct agenda_volunteer {
    const char *name;
    const char *present; /* "8:00-13:00" */
    bool is_over;        /* no shift goes on or is to come */
    const struct agenda_free *free;
    size_t free_count; /* 0: every seat is taken */
};

/* A sheet that somebody of a passenger's circle prints and hands over. */
struct agenda_duty {
    const char *when; /* "Oggi", "Domani", a day */
    const char *volunteer;
    const char *href;
};

enum { AGENDA_DUTIES_MAX = 64 };

struct agenda_view {
    struct frame frame;
    struct ask ask;
    const char *title;
    const char *day_long; /* "lunedì 23 novembre 2026" */
    const char *hours;    /* "sportello di Arrone 9:00-12:00"; NULL: shut */
    const char *closed;   /* why the rides line is shut; NULL: it is not */
    const char *former_href;
    const char *next_href;
    const char *today_href; /* NULL: this is today */

    bool may_record;
    bool may_book;
    const char *search_action; /* NULL: sees nobody */
    struct options_list places;

    bool sees_rides;
    struct agenda_duty duties[AGENDA_DUTIES_MAX]; /* none outside a circle */
    size_t duty_count;
    const struct agenda_leg *legs;
    size_t leg_count;
    size_t late_count;
    const struct agenda_duty *hand_backs; /* shifts that volunteers gave back, still to come */
    size_t hand_back_count;
    const struct agenda_volunteer *volunteers;
    size_t volunteer_count;
    bool shows_free; /* not of a day that is past */

    bool sees_contacts;
    const struct line_view *contacts;
    size_t contact_count;
    const char *more_contacts; /* address of the rest; NULL: all are here */
    bool shows_call_backs;
    const struct line_view *call_backs;
    size_t call_back_count;

    const struct due_view *due; /* papers to be renewed */
    size_t due_count;
    int64_t proposal_count; /* of volunteers, that wait for this reader's answer */

    const char *tomorrow;  /* "3 accompagnamenti"; NULL when not told */
    const char *book_from; /* "mercoledì 25 novembre 2026 dalle 9:30"; NULL when not told */
};

/* What somebody finds here, by role. */
struct start_role {
    const char *label;
    const char *text;
};

struct start_view {
    struct frame frame;
    const char *name;
    const struct start_role *roles;
    size_t role_count;
};

#endif
