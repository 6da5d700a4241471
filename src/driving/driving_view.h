/* What the pages for who drives see. */
#ifndef DRIVING_DRIVING_VIEW_H
#define DRIVING_DRIVING_VIEW_H

#include "frame/frame_view.h"

/* One way on the volunteer's telephone. */
struct car_leg_view {
    const char *action;
    const char *span; /* "9:30-9:45" */
    const char *hour;
    const char *who; /* "M. P." until it is near, then in full */
    const char *from;
    const char *to;
    const char *note;
    const char *phone;
    const char *boarding;
    const char *notes;   /* NULL until it is near */
    const char *outcome; /* NULL: still to come */
    const char *late;    /* "In ritardo di 20 minuti: l’ufficio lo sa"; NULL */
    const char *aboard;  /* "A bordo dalle 9:32"; NULL */
    bool may_tell;       /* it is near and still to come */
    bool may_undo;
};

struct car_sheet_view {
    struct frame frame;
    struct ask ask;
    const char *volunteer;
    const char *day_long;
    const char *vehicle;
    const char *line; /* "Filo d'Argento" */
    const char *phone;
    const char *path;
    const char *near; /* "90 minuti" */
    const struct car_leg_view *legs;
    size_t leg_count;
};

/* One's own ride, as far as one's own page tells. */
struct own_leg_view {
    const char *span;
    const char *who; /* "M. P." */
    const char *way;
};

/* What one has promised for a part of a day: given back whole. */
struct own_part_view {
    const char *day_long;
    const char *hours;  /* "8:00-13:00" */
    const char *starts; /* as the form sends it */
    const struct own_leg_view *legs;
    size_t leg_count;
    bool may_give_back;
};

/* What one has said of hours or of an absence. */
struct own_said_view {
    const char *text;
    const char *note;   /* NULL for none */
    const char *action; /* of the form that takes it back; NULL: it cannot be */
    const char *seen;   /* of an absence, for that form */
};

struct own_page_view {
    struct frame frame;
    struct ask ask;
    const char *volunteer;
    const char *line;
    const char *phone;
    const char *path;
    const char *rule; /* until when, and how often, one gives back */
    const struct own_part_view *parts;
    size_t part_count;
    struct options_list weekdays;
    bool at_once; /* what is said of hours holds without anybody's yes */
    const struct own_said_view *hours;
    size_t hour_count;
    const struct own_said_view *proposals;
    size_t proposal_count;
    const struct own_said_view *absences;
    size_t absence_count;
};

/* The link to it, to be handed over. */
struct car_send_view {
    struct frame frame;
    struct ask ask;
    bool is_the_circles; /* as struct sheet_view's */
    bool is_past;        /* no link for a day that is over */
    bool is_own;         /* to the volunteer's own page, not to a day's sheet */
    const char *title;
    const char *volunteer;
    const char *phone;
    const char *day_long;
    const char *action;
    const char *back;
    int64_t seen;        /* number of the link that is shown; 0: there is none */
    const char *address; /* NULL: there is none */
    const char *message;
    int qr_side;
    const char *qr_path;
};

#endif
