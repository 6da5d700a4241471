/* What the pages of rides see. */
#ifndef RIDES_RIDES_VIEW_H
#define RIDES_RIDES_VIEW_H

#include "base/text.h"
#include "base/words.h"
#include "frame/frame.h"
#include "frame_html.h"
#include "rides/leg_state.h"
#include "rides/opinion_view.h"
#include "web/html.h"

/* Who rides: what this reader may know, in ready words; NULL for what is not known. */
struct rider_view {
    int64_t id;
    const char *href;
    const char *full_name;
    const char *birth; /* NULL also for who may see riders only */
    const char *home;  /* "Arrone, via del Colle 4" */
    const char *phone;
    const char *died; /* "morta il 22/11/2026"; NULL for the living */
    const char *tags[3];
    size_t tag_count;
};

/* A label and its words: a row of a summary. */
struct fact_view {
    const char *label;
    const char *text;
    const char *note; /* second line; NULL for none */
};

/* Where the caller goes, when, how. */
struct booking_view {
    struct frame frame;
    struct ask ask;
    struct rider_view rider;
    const char *title;
    const char *action;
    const char *cancel;
    const char *call;       /* the sealed start of the call */
    const char *call_clock; /* "9:12" */
    const char *notice;     /* "24 ore" */
    const char *wait_hint;  /* how long a volunteer waits at most */
    const char *conflict;   /* somebody changed the ride meanwhile; NULL */
    const char *exception;  /* its reason, granted before a question came up; NULL */
    const char *version;    /* of the ride that is moved; NULL for a new one */
    struct options_list destinations;
    struct options_list returns;
    struct options_list companions;
    struct options_list aids;
    struct options_list yes_no;
    struct options_list volunteers;
    struct options_list repeats;
    struct options_list weekdays;
    bool may_repeat;
    bool repeats_now;       /* as typed */
    bool many_destinations; /* too many for radio buttons */
    bool ask_alone;
    bool ask_autonomy;
};

/* Before the person is known. */
struct booking_who_view {
    struct frame frame;
    const char *call;
    const char *call_clock;
    const char *q;
    bool searched;
    const struct rider_view *hits;
    size_t hit_count;
    const char *create_href; /* NULL: may not create persons */
};

struct offer_view {
    const char *title; /* "Mercoledì 25 novembre, appuntamento alle 9:00" */
    const char *detail;
    const char *button;
    const char *button_rest; /* for who hears the button alone: " di giovedì 26 novembre" */
    const char *day;         /* as the form sends them */
    const char *appointment;
    const char *return_at;
    const char *early; /* minutes; "": leaves as others do */
};

struct answer_view {
    struct frame frame;
    struct ask ask;
    struct rider_view rider;
    bool accepted;
    const char *news; /* what changed since the last answer; NULL */
    const char *title;
    const char *const *sentences;
    size_t sentence_count;
    const char *advice;
    const char *other_href; /* the ride that is in the way; NULL */
    const char *exception;  /* the reason of an exception that was asked for; NULL */
    bool exception_used;
    const struct fact_view *facts;
    size_t fact_count;
    const struct hidden_view *fields; /* what was asked, as typed, but for the times */
    size_t field_count;
    const char *day; /* as typed */
    const char *appointment;
    const char *return_at;
    const char *early;
    const char *ask_path;
    const char *edit_path;
    const char *confirm_path;
    const char *confirm;     /* "Prenota" */
    const char *refuse_path; /* NULL: nothing to record */
    const char *cancel;
    const char *said_outbound;
    const char *said_homeward;
    const char *likely; /* the volunteer who may be promised; NULL */
    const char *likely_id;
    const struct offer_view *offers;
    size_t offer_count;
    bool exception_possible;
    const char *office_phone;
    bool may_search_network;
};

/* One date of a series, as the caller is told. */
struct series_date_view {
    const char *day; /* "Martedì 1 dicembre" */
    bool accepted;
    const char *answer;  /* "passiamo tra le 9:30 e le 9:45" or why not */
    const char *instead; /* after a no: what else can be had, not to be ticked; NULL */
    const char *take;    /* the value of its box; NULL: nothing to take */
    const char *take_id;
    const char *take_label;
    const char *pass; /* its windows, in seconds; NULL for none */
    const char *back;
    const char *sooner; /* how much earlier they leave; NULL: as others do */
};

struct series_answer_view {
    struct frame frame;
    struct ask ask;
    struct rider_view rider;
    const char *news;
    const char *title;
    bool any; /* of the dates can be had */
    const char *what;
    const char *bound; /* as far as one may book; NULL */
    const struct series_date_view *dates;
    size_t date_count;
    const struct hidden_view *fields;
    size_t field_count;
    const char *day;
    const char *appointment;
    const char *return_at;
    const char *edit_path;
    const char *confirm_path;
    const char *cancel;
};

/* The dates of a series, seen from one of them. */
struct series_line_view {
    const char *href; /* NULL: this one */
    const char *when;
    const char *window;
    const char *state;
};

struct series_view {
    const char *words; /* "ogni martedì alle 10:00" */
    const struct series_line_view *lines;
    size_t line_count;
};

struct done_view {
    struct frame frame;
    struct rider_view rider;
    const char *title;
    int64_t number;
    const char *href;
    const char *promise;
    const char *homeward;  /* NULL without a return */
    const char *until;     /* when it can still be moved without harm */
    const char *volunteer; /* NULL unless promised by name */
    const char *board_href;
    const struct series_view *series; /* NULL: a ride by itself */
};

/* One way of a ride, on the board or on a sheet. */
struct leg_view {
    int64_t leg_id;
    const char *day;    /* "Mercoledì 25 novembre" */
    const char *hour;   /* "9:30" */
    const char *window; /* "tra le 9:30 e le 9:45" */
    const char *span;   /* "9:30-9:45" */
    const char *href;   /* of the ride */
    const char *full_name;
    const char *died; /* "morta il 22/11/2026"; NULL for the living */
    const char *way;  /* "Arrone → Ambulatorio di Ferentillo" */
    const char *from;
    const char *to;
    const char *phone;
    const char *boarding; /* "bastone, 5 minuti" */
    const char *notes;
    const char *note;    /* "ritorno, quando chiama" */
    const char *outcome; /* in words; NULL: still to come */
    struct leg_state state;
    const char *late;   /* "in ritardo di 20 minuti", told from the car; NULL */
    const char *margin; /* "margine 12 minuti": the pick-up's play; NULL: over or unknown */
    bool is_tight;      /* so little that it is told in full */
    bool promised_by_name;
    bool locked;        /* with its volunteer */
    const char *replan; /* where its day is planned anew, said once a day in a list; else NULL */
    const char *give;   /* where it is given to another volunteer; NULL: it is not to be */
    bool may_mark;      /* its time has come and this reader may give the outcome */
    bool may_assign;
    bool may_time; /* it was driven: when, really? */
    bool may_call; /* a return when called, from when they are there until somebody calls */
};

struct ride_event_view {
    const char *kind;
    const char *detail;
    const char *former; /* what it was before; NULL: nothing was */
    const char *when;
    const char *author;
};

struct ride_view {
    struct frame frame;
    struct ask ask;
    struct rider_view rider;
    int64_t number;
    const char *path;
    const char *state;
    bool booked; /* can still be moved, corrected, cancelled */
    bool driven; /* on one way at least */
    const struct fact_view *facts;
    size_t fact_count;
    const struct leg_view *legs;
    size_t leg_count;
    const struct ride_event_view *events;
    size_t event_count;
    struct options_list outcomes;
    const struct series_view *series; /* NULL: a ride by itself */
    bool may_write;
};

struct cancel_view {
    struct frame frame;
    struct ask ask;
    struct rider_view rider;
    int64_t number;
    const char *path;
    const char *version;
    const char *when;
    const char *conflict;
    const char *series;         /* "ogni martedì alle 10:00"; NULL: a ride by itself */
    struct options_list scopes; /* with series */
    struct options_list reasons;
};

struct correct_view {
    struct frame frame;
    struct ask ask;
    struct rider_view rider;
    int64_t number;
    const char *path;
    const char *version;
    const char *conflict;
    struct options_list companions;
    struct options_list aids;
};

struct riders_view {
    struct frame frame;
    const char *q;
    bool searched;
    const struct rider_view *hits;
    size_t hit_count;
    bool may_create;
};

struct rider_ride_view {
    const char *href;
    const char *when;
    const char *destination;
    const char *series; /* "ogni martedì alle 10:00"; NULL: by itself */
    const char *state;
};

struct rider_card_view {
    struct frame frame;
    struct rider_view rider;
    const struct fact_view *facts;
    size_t fact_count;
    const struct rider_ride_view *rides;
    size_t ride_count;
    const char *book_href; /* NULL: may not */
    struct ask ask;
    const char *path;
    const struct fact_view *company; /* "Carla Fabbri", "volentieri" */
    size_t company_count;
    struct options_list volunteers; /* to choose from; empty: may not */
    struct options_list companies;
};

struct rider_new_view {
    struct frame frame;
    struct ask ask;
    const struct rider_view *doubles; /* riders who may be the same person */
    size_t double_count;
    struct options_list places;
    struct options_list yes_no;
};

struct destination_line {
    int64_t id;
    const char *name;
    const char *kind;
    const char *where;   /* "Arrone, Via del Colle 4" */
    const char *minutes; /* "3" */
    bool served;
};

struct destinations_view {
    struct frame frame;
    const struct destination_line *destinations;
    size_t destination_count;
    bool may_write;
};

struct destination_form_view {
    struct frame frame;
    struct ask ask;
    const char *action;
    int64_t id; /* 0: a new one */
    int64_t version;
    struct options_list kinds;
    struct options_list places;
};

/* When a leg really went. */
struct leg_times_view {
    struct frame frame;
    struct ask ask;
    const char *way;
    const char *action;
    const char *back;
    const char *planned;
    const char *conflict;
    const char *version;
};

#endif
