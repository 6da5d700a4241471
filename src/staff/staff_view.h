/* What the pages of the staff see. */
#ifndef STAFF_STAFF_VIEW_H
#define STAFF_STAFF_VIEW_H

#include "base/text.h"
#include "base/words.h"
#include "frame/frame.h"
#include "frame_html.h"
#include "web/html.h"

struct problem_field {
    const char *name;
    const char *value;
    bool shown; /* else it only travels */
};

struct problem_view {
    struct frame frame;
    const char *title;
    const char *advice;
    const char *home;
    const char *role; /* of who may not open the page; NULL elsewhere */
    bool signed_in;
    bool resend; /* a form that expired: `fields` can be sent again */
    const struct problem_field *fields;
    size_t field_count;
};

struct repeated_view {
    struct frame frame;
    const char *title;
    const char *advice;
    const char *kept; /* where the first one stands */
    const char *edit; /* takes the same fields and shows them in the record's form; may be NULL */
    const struct problem_field *fields;
    size_t field_count;
};

/* The pages of coming in. */
struct entering_view {
    struct frame frame;
    struct ask ask;
    const char *then; /* where to go afterwards; "" for none */
};

struct factor_view {
    struct entering_view entering;
    const char *secret;
    int qr_side;
    const char *qr_path;
};

struct recovery_view {
    struct frame frame;
    const char *const *codes;
    size_t code_count;
    const char *next;
};

struct password_view {
    struct frame frame;
    struct ask ask;
    const char *then;
    int64_t chars_min;
};

/* An open session, one's own or another's. */
struct session_line {
    int64_t id;
    const char *agent; /* "Firefox su Windows" */
    const char *origin;
    const char *entered;
    const char *seen;
    bool here; /* the one that asks */
};

struct account_view {
    struct frame frame;
    const char *username;
    const char *const *roles; /* "coordinatore sociale, ufficio Valnerina" */
    size_t role_count;
    const char *factor; /* how the second factor stands */
    bool factor_may_be_set;
    const struct session_line *sessions;
    size_t session_count;
};

/* Users. */
struct user_list_line {
    int64_t id;
    const char *name; /* "Esposito Anna" */
    const char *username;
    const char *const *roles;
    size_t role_count;
    const char *factor;
    const char *entered; /* when last; "Mai" */
    const char *state;
    bool state_waits; /* a tag instead of plain text */
};

struct pages_view {
    const char *former; /* address of the page before; NULL on the first */
    const char *next;
    const char *where; /* "Pagina 2 di 7" */
};

struct users_view {
    struct frame frame;
    bool fresh; /* no office opens yet: says how to begin */
    const char *words;
    struct ask ask; /* the filter, for its select */
    struct options_list roles;
    const char *caption;
    const struct user_list_line *users;
    size_t user_count;
    struct pages_view pages;
};

struct role_line {
    int64_t id;
    const char *text;
    bool over;
};

/* What the form of a role offers. */
struct role_choices {
    struct options_list roles;
    struct options_list offices;
    struct options_list municipalities;
};

struct user_new_view {
    struct frame frame;
    struct ask ask;
    struct role_choices choices;
};

struct user_view {
    struct frame frame;
    struct ask ask;      /* name and so on */
    struct ask role_ask; /* a new role */
    struct role_choices choices;
    int64_t id;
    int64_t version;
    const char *name;
    const char *state;
    bool active;
    bool self; /* the administrator's own account */
    bool has_factor;
    const struct role_line *roles;
    size_t role_count;
    const struct session_line *sessions;
    size_t session_count;
};

struct given_view {
    struct frame frame;
    const char *name;
    const char *username;
    const char *password; /* NULL: it was shown before, and cannot be shown again */
    int64_t id;
};

/* The zone's rules. */
struct policy_line {
    const char *key;
    const char *label;
    const char *value;
    const char *since; /* "dal 01/01/2026" */
    const char *note;  /* may be NULL */
};

struct policy_section {
    const char *title;
    const struct policy_line *lines;
    size_t count;
};

struct policies_view {
    struct frame frame;
    bool fresh; /* no office opens yet: says how to begin */
    const struct policy_section *sections;
    size_t section_count;
};

struct policy_view {
    struct frame frame;
    struct ask ask;
    const char *key;
    const char *label;
    const char *hint; /* what may be written */
    bool is_flag;
    struct options_list answers; /* of a flag */
    struct options_list choices; /* of a rule that is a choice of codes; empty for the others */
    const struct policy_line *history;
    size_t history_count;
};

/* A row of the calendar's tables, with a button that ends it. */
struct calendar_line {
    int64_t id;
    const char *what;
    const char *where;
    const char *when;
    const char *dates;
};

struct calendar_view {
    struct frame frame;
    struct ask opening_ask;
    struct ask closure_ask;
    struct ask holiday_ask;
    struct options_list offices;
    struct options_list places;
    struct options_list lines;
    struct options_list weekdays;
    struct options_list weeks; /* of the month */
    const struct calendar_line *openings;
    size_t opening_count;
    const struct calendar_line *closures;
    size_t closure_count;
    const struct calendar_line *holidays;
    size_t holiday_count;
};

struct municipality_line {
    int64_t id;
    const char *name;
    const char *code;
    bool lead;
    bool ended;
};

struct place_line {
    int64_t id;
    const char *name;
    const char *municipality;
    const char *kind;
    bool ended;
};

struct office_line {
    int64_t id;
    bool ended;
    const char *name;
    const char *address;
    const char *phone; /* may be NULL */
    const char *places;
};

struct places_view {
    struct frame frame;
    struct ask municipality_ask;
    struct ask place_ask;
    struct ask office_ask;
    struct options_list kinds;
    struct options_list municipality_options;
    struct options_list place_options;
    const struct municipality_line *municipalities;
    size_t municipality_count;
    const struct place_line *places;
    size_t place_count;
    const struct office_line *offices;
    size_t office_count;
};

/* What is there and changes: which of the three kinds says which fields are asked. */
struct zone_edit_view {
    struct frame frame;
    struct ask ask;
    const char *action;
    int64_t version;
    bool is_municipality;
    bool is_place;
    bool is_office;
    const char *office_page; /* the public one; NULL for what has none */
    struct options_list kinds;
    struct options_list municipalities;
    struct options_list places;
};

struct code_list_line {
    const char *list;
    const char *label;
    int64_t in_use;
    int64_t codes;
};

struct code_lists_view {
    struct frame frame;
    const struct code_list_line *lists;
    size_t list_count;
};

struct code_line {
    const char *code;
    const char *label;
    const char *label_en;
    const char *parent;  /* label of the group; NULL if none */
    const char *retired; /* "dal 23/11/2026"; NULL while in use */
};

struct code_list_view {
    struct frame frame;
    struct ask ask;
    const char *list;
    const char *label;
    bool closed; /* only the program's next version may add to it */
    struct options_list parents;
    const struct code_line *codes;
    size_t code_count;
};

/* The register. */
struct register_line {
    int64_t number;
    const char *at;
    const char *who;
    const char *what;
    const char *subject;
    const char *fields;
    const char *reason;
    const char *origin;
};

struct register_view {
    struct frame frame;
    struct ask ask; /* the filter as typed */
    const struct register_line *lines;
    size_t line_count;
    struct pages_view pages;
    const char *csv; /* address */
};

#endif
