/* What the pages of persons see. */
#ifndef PEOPLE_PEOPLE_VIEW_H
#define PEOPLE_PEOPLE_VIEW_H

#include "base/text.h"
#include "base/words.h"
#include "frame/frame.h"
#include "frame_html.h"
#include "people/people.h"
#include "web/html.h"

/* Enough to tell people apart, in ready words; NULL for what is not known. */
struct person_hit_view {
    int64_t id;
    const char *href;
    const char *full_name;
    const char *birth; /* "04/02/1948, Ferentillo (78 anni)" */
    const char *place; /* "Ferentillo, via della Vittoria 12" */
    const char *household;
    const char *phone;
    const char *reason; /* of a likely double */
    bool restricted;
};

struct people_search_view {
    struct frame frame;
    const char *q;
    struct ask ask; /* the place chosen */
    struct options_list places;
    const char *torna; /* NULL: nobody waits for the choice */
    const char *create_href;
    bool searched;
    const struct person_hit_view *hits;
    size_t hit_count;
    bool may_create;
    bool may_contact;
    bool manages_circle;
};

/* A new record or a changed one. */
struct person_form_view {
    struct frame frame;
    struct ask ask;
    const char *action;
    const char *cancel;
    const char *torna;
    struct options_list places;
    struct options_list sexes;
    struct options_list birthplaces; /* of the typed name, when it means several */
    bool is_new;
    bool conflict; /* somebody changed the record meanwhile */
};

struct person_check_view {
    struct frame frame;
    struct ask ask;
    const char *who; /* "Rosi Maria, 04/02/1948, Ferentillo" */
    const struct hidden_view *fields;
    size_t field_count;
    const char *seen;
    const struct person_hit_view *doubles;
    size_t double_count;
    const char *const *warnings;
    size_t warning_count;
};

/* Stands on every page of a person. */
struct person_identity_view {
    int64_t id;
    const char *full_name;
    const char *birth; /* "nata il 04/02/1948 a Ferentillo (78 anni)" */
    const char *place;
    const char *phone;
    const char *tags[4];
    size_t tag_count;
    const char *wait_tags[4]; /* what deserves attention: protection, restriction, death */
    size_t wait_tag_count;
};

struct dated_view {
    const char *title;
    const char *text; /* second line; NULL for none */
    const char *href;
    int64_t id;
    bool open; /* has not ended */
};

struct event_view {
    const char *kind;
    const char *text;
    const char *href;
    const char *when;
    const char *author;
    const char *tag;
};

struct fact_view {
    const char *label;
    const char *text;
    const char *note;
};

struct phone_view {
    const char *phone;
    const char *label;
};

struct person_view {
    struct frame frame;
    struct person_identity_view who;
    const struct fact_view *conditions;
    size_t condition_count;
    const struct fact_view *facts;
    size_t fact_count;
    const struct phone_view *phones;
    size_t phone_count;
    const char *email;
    const struct dated_view *members;
    size_t member_count;
    const struct dated_view *residences;
    size_t residence_count;
    const struct event_view *events;
    size_t event_count;
    size_t older_count; /* not shown */
    bool has_died;
    const struct event_view *left_open; /* of who has died: what somebody would still do */
    size_t left_open_count;
    bool may_write;
    bool may_contact;
    bool may_ride;
    bool manages_circle;
};

struct person_declarations_view {
    struct frame frame;
    struct person_identity_view who;
    struct ask ask;
    struct options_list autonomy;
    struct options_list yes_no;
    struct options_list sources;
    const struct dated_view *history;
    size_t history_count;
};

struct person_protection_view {
    struct frame frame;
    struct person_identity_view who;
    struct ask ask;
    struct options_list kinds;
    const struct dated_view *history;
    size_t history_count;
    struct options_list open; /* those that can be ended */
};

struct person_household_view {
    struct frame frame;
    struct person_identity_view who;
    struct ask ask;
    const char *q;
    bool searched;
    const struct person_hit_view *hits;
    size_t hit_count;
    const char *holder; /* whom relations are to */
    struct options_list relations;
    struct options_list members; /* who can leave or change relation */
    const struct dated_view *current;
    size_t current_count;
    const struct dated_view *former;
    size_t former_count;
};

struct person_circle_view {
    struct frame frame;
    struct person_identity_view who;
    struct ask ask;
    const char *restriction; /* in words; NULL: not restricted */
    struct options_list kinds;
    struct options_list users;
    const struct dated_view *members;
    size_t member_count;
};

struct double_view {
    struct person_hit_view restricted;
    struct person_hit_view other;
    const char *reason;
};

struct people_doubles_view {
    struct frame frame;
    const struct double_view *doubles;
    size_t double_count;
};

#endif
