/* What the pages of the day see. */
#ifndef DISPATCH_DISPATCH_VIEW_H
#define DISPATCH_DISPATCH_VIEW_H

#include "rides/rides_view.h"

/* A stretch of a shift with so many seats free all along. */
struct free_view {
    const char *when;  /* "9:00-11:00" */
    const char *seats; /* "2 posti" */
};

struct run_view {
    const char *name;
    const char *detail; /* "8:00-13:00 · Panda AUSER" */
    const struct free_view *free;
    size_t free_count;
    const char *sheet;  /* NULL: no volunteer */
    bool at_risk;       /* its times can be kept no more */
    const char *unable; /* where to say that they cannot come; NULL: nothing to say, or not here */
    const char *stop;   /* where to say that the car has stopped; NULL as above */
    const char *vehicle;
    const char *send; /* "Manda il foglio"; NULL: may not, or nothing to send */
    const struct leg_view *legs;
    size_t leg_count;
};

/* A car that stands still that day, or for a part of it. */
struct stopped_view {
    const char *name;
    const char *href;
    const char *when; /* "dal 23/11/2026 alle 12:00, non si sa fino a quando" */
};

struct board_view {
    struct frame frame;
    const char *day_long;
    const char *count; /* "7 viaggi, 3 volontari" */
    const char *closed;
    const char *before_href;
    const char *before;
    const char *after_href;
    const char *after;
    const char *today_href; /* NULL: it is today */
    const char *day;
    const char *back;   /* this page, to come back after an outcome */
    const char *replan; /* NULL: the day is past */
    struct run_view unassigned;
    struct run_view cancelled;
    const struct run_view *runs;
    size_t run_count;
    const struct stopped_view *stopped;
    size_t stopped_count;
    bool may_write;
    bool may_book; /* and the day is not past */
};

/* Promised ways that nobody can drive as things stand. */
struct uncovered_view {
    struct frame frame;
    const char *first;
    const char *last;
    const char *back;
    const struct leg_view *legs;
    size_t leg_count;
};

/* Who could drive a leg, or why not. */
struct choice_view {
    int64_t id;
    const char *name;
    const char *why; /* or at what time */
    bool is_now;
};

struct reassign_view {
    struct frame frame;
    struct leg_view leg;
    const char *back;
    const char *here;
    const char *news; /* why it was not written; NULL */
    const struct choice_view *can;
    size_t can_count;
    const struct choice_view *cannot;
    size_t cannot_count;
    int64_t from_id; /* who drives it; 0: nobody */
    bool locked;
    bool both_ways; /* the volunteer waits: there and back change hands together */
};

/* A volunteer who cannot come. */
struct unable_view {
    struct frame frame;
    struct ask ask;
    const char *volunteer;
    const char *day_long;
    const char *day;
    const char *action;
    const char *back;
};

/* When a car stands still. */
struct vehicle_spell_view {
    const char *text;
    const char *note; /* NULL: none */
    const char *action;
    bool has_begun;
};

/* A car that has stopped, or will. */
struct vehicle_stop_view {
    struct frame frame;
    struct ask ask;
    const char *lead;
    const char *action;
    const char *back;
    const struct vehicle_spell_view *spells;
    size_t spell_count;
};

/* A leg that changes volunteer, car or time in a proposal. */
struct move_view {
    const char *window; /* as said: it stays */
    const char *full_name;
    const char *href;
    const char *way;
    const char *now;      /* "Mario Fabbri, 9:05"; or that nobody drives it */
    const char *proposed; /* "Lucia Neri, 9:10" */
};

/* Who must be called. */
struct call_view {
    struct leg_view leg;
    const char *why;
    const char *instead; /* what can be offered; NULL: nothing */
    const char *called;  /* "Chiamata alle 8:12"; NULL: not yet */
    const char *move;    /* addresses */
    const char *cancel;
    bool other_can; /* a volunteer may be looked for, once the person agrees */
};

struct change_view {
    const char *label;
    const char *before;
    const char *after;
};

/* The share of the offered hours of a volunteer whom the two plans ask differently. */
struct replan_share_view {
    const char *full_name;
    const char *now; /* "12%" */
    const char *shortest;
    const char *fairest;
};

struct replan_view {
    struct frame frame;
    const struct stopped_view *cars; /* that may stop; `when` is not set */
    size_t car_count;
    const char *day_long;
    const char *day;
    const char *back; /* the board */
    const char *here; /* this page */
    const char *news; /* why a proposal was not written; NULL */
    const struct call_view *calls;
    size_t call_count;
    const struct move_view *moves;
    size_t move_count;
    const struct change_view *changes;
    size_t change_count;
    bool has_legs; /* something is left to plan */
    const char *print;
    const char *plan;
    const char *via;   /* which plan is proposed, for the form */
    const char *price; /* of the fairer plan; NULL: there is none */
    bool is_shortest;  /* the shortest is proposed, not the fairer one */
    const char *other; /* where the other one is */
    const struct replan_share_view *shares;
    size_t share_count;
};

struct sheet_view {
    struct frame frame;
    bool is_the_circles; /* others print it without a passenger: to be handed over from here */
    const char *volunteer;
    const char *day_long;
    const char *vehicle;
    const char *line; /* "Filo d'Argento, 0744 814957" */
    const char *pdf_href;
    const char *send_href; /* NULL: may not hand out links */
    const char *back;
    const struct leg_view *legs;
    size_t leg_count;
};

#endif
