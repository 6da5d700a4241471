/* What the pages of the desk see. */
#ifndef DESK_DESK_VIEW_H
#define DESK_DESK_VIEW_H

#include "base/text.h"
#include "base/words.h"
#include "desk/lines.h"
#include "frame/frame.h"
#include "frame_html.h"
#include "people/people_view.h"
#include "web/html.h"

/* One box of the needs picker. */
struct need_view {
    const char *code;
    const char *label;
    const char *hint; /* NULL: none */
    bool chosen;
};

struct area_view {
    const char *label;
    const char *count; /* "5 voci, 2 scelte" */
    const struct need_view *needs;
    size_t need_count;
    bool open;
};

/* The persons to choose from, in the contact's form and where one is linked later. */
struct person_choice_view {
    const struct person_hit_view *people; /* the one chosen first, then what the search found */
    size_t count;
    const char *chosen; /* an id, "none", or "" */
    const char *words;  /* that were looked for; "" before a search */
    bool nothing_found;
    const char *create_href; /* to a new person and back; NULL for who may not create one */
    bool may_create;         /* instead: the form itself goes there, and waits */
};

bool person_is_chosen(const struct person_choice_view *choice, const struct person_hit_view *hit);

struct answer_view {
    int64_t service_id;
    const char *name;
    const char *organization;
    const char *phone;
    const char *hours;
    bool named; /* the desk told the person of it */
};

/* Who answers a need that was chosen. */
struct need_answers_view {
    const char *code;
    const char *label;
    const char *unmet_name; /* of the field that says why nobody does: "unmet.CODE" */
    const char *unmet;      /* its value */
    const struct answer_view *answers;
    size_t answer_count;
};

struct contact_form_view {
    struct frame frame;
    struct ask ask;
    const char *title;
    const char *action;
    const char *answers_action; /* the same page, at the answers */
    const char *cancel;
    bool correcting;
    bool anonymous;                    /* of a contact being corrected */
    const struct person_hit_view *who; /* of a contact being corrected; NULL: anonymous */
    struct person_choice_view person;
    struct options_list channels;
    struct options_list reasons;
    struct options_list callers;
    struct options_list places;
    struct options_list needs;
    struct options_list responses;
    struct options_list unmet;
    const struct area_view *areas;
    size_t area_count;
    const char *filter;
    size_t filter_found;
    const struct need_answers_view *answers;
    size_t answers_count;
    bool pair_shown; /* no need is known yet: the unmet one is chosen by name */
    bool unmet_open;
    bool call_back_open;
    bool more_open;
};

/* One group of a select. */
struct need_group_view {
    const char *label;
    const struct need_view *needs;
    size_t need_count;
};

struct contact_info_view {
    struct frame frame;
    struct ask ask;
    struct options_list channels;
    struct options_list places;
    const struct need_group_view *groups;
    size_t group_count;
};

struct contact_done_view {
    struct frame frame;
    int64_t id;
    int64_t number;
    const struct person_hit_view *who; /* NULL: anonymous */
    const char *ride_href;             /* NULL: no ride to book, or not for this actor */
    const char *call_back;             /* "oggi entro le 12:00 al 0744 814957"; NULL: none */
    const struct need_answers_view *answers;
    size_t answers_count;
};

struct named_text {
    const char *label;
    const char *text;
};

struct revision_view {
    const char *when;
    const char *author;
    const char *why;
    const char *former;
};

struct contact_view {
    struct frame frame;
    struct ask ask;
    int64_t id;
    int64_t number;
    const char *heading;               /* "23/11/2026, 9:45 · telefono · Anna Esposito" */
    const struct person_hit_view *who; /* NULL: anonymous */
    const char *anonymous_label;
    const char *caller_phone;
    const struct named_text *facts;
    size_t fact_count;
    const struct need_answers_view *needs; /* without answers; `unmet` in words */
    size_t need_count;
    const char *const *responses;
    size_t response_count;
    const char *notes;
    bool urgent;
    const char *call_back; /* when; NULL: none */
    const char *call_back_phone;
    const char *call_back_what;
    bool call_back_late;
    const char *call_back_closed; /* "Abbiamo parlato, 23/11/2026, 12:10"; NULL while open */
    struct options_list outcomes;
    const struct revision_view *revisions;
    size_t revision_count;
    const char *recorded; /* by whom, for the foot of the history */
    bool may_write;
};

struct contact_link_view {
    struct frame frame;
    struct ask ask;
    int64_t id;
    int64_t number;
    const char *label; /* what is known of them; NULL: nothing */
    const char *action;
    struct person_choice_view person;
};

struct line_view {
    const char *href;
    const char *when;
    const char *who;
    const char *under; /* second line: place and channel, or what a call is about; may be NULL */
    const char *phone; /* of who is to be called back; NULL elsewhere */
    const char *needs;
    const char *author;
    const char *state;    /* plain; NULL when a tag says it */
    const char *wait_tag; /* NULL: none */
    const char *alert_tag;
};

struct contact_list_view {
    struct frame frame;
    struct ask ask;
    struct options_list offices;
    const struct need_group_view *groups;
    size_t group_count;
    const struct line_view *lines;
    size_t line_count;
    const char *first; /* address of the newest page; NULL: this is it */
    const char *next;
    const char *export_href;
    bool filtered;
    bool may_write;
};

#endif
