/*
 * Who may do what, as the office's description has it, and where each page belongs in that table:
 * written down anew from the description, so that the program is judged by it and not by itself.
 */
#ifndef TESTS_SUPPORT_OFFICE_H
#define TESTS_SUPPORT_OFFICE_H

#include "support/plant.h"

/* The columns of the office's table that have pages so far, and what stands beside the table. */
enum office_column {
    PUBLIC = 1 << 0,   /* whoever comes */
    ENTERING = 1 << 1, /* whoever gave a right password, and not yet the rest */
    ACCOUNT = 1 << 2,  /* one's own */
    PERSONS = 1 << 3,
    CONTACTS = 1 << 4, /* needs, contacts */
    RIDES = 1 << 5,
    RIDERS = 1 << 6, /* name, address, phone, eligibility, boarding notes; of riders only */
    VOLUNTEERS = 1 << 7,
    ACCOUNTS = 1 << 8,      /* of staff only */
    ACCESSES = 1 << 9,      /* who read what */
    CIRCLE = 1 << 10,       /* who may know of a restricted person: the responsible's */
    DAY = 1 << 11,          /* rides, contacts and call-backs of a day */
    DIRECTORY = 1 << 12,    /* beside the table: public knowledge, kept by the desk and its head */
    VOLUNTEERING = 1 << 14, /* hours, refunds, register: the volunteers' body's own */
    FIGURES = 1 << 15,      /* sums: exact or protected */
    POLICY = 1 << 13,       /* beside the table: hours, notice, closures, code lists, reports */
};

/* A user of the demo in a role, or somebody on the way in. */
struct office_role {
    const char *username; /* "" for nobody */
    const char *stage;    /* of staff/session.h; NULL: inside */
    unsigned reads;       /* columns */
    unsigned writes;
    enum plant_kind own; /* whose office; PLANT_COUNT: the whole zone's */
    bool in_circle;
};
extern const struct office_role OFFICE_ROLES[];
extern const size_t OFFICE_ROLE_COUNT;

/* May this role know of the plant at all, whatever its powers? */
bool office_knows(const struct office_role *role, enum plant_kind kind);

/* What an address is about. */
enum office_subject {
    NOTHING,
    PERSON,
    RIDER,
    CONTACT,
    RIDE,
    LEG,
    DRIVER, /* the volunteer of the plant's ride */
};

/* A route of the program. */
struct office_page {
    const char *route;
    enum office_column column;
    bool writes;
    enum office_subject subject;
    const char *one_of; /* SQL of the ":id" or ":code", the same for all; NULL: the subject's */
    const char *query;  /* what the page must be asked with */
};

extern const struct office_page OFFICE_PAGES[];
extern const size_t OFFICE_PAGE_COUNT;

enum { OFFICE_PATH_MAX = 300 };

bool office_page_posts(const struct office_page *page);
/* The page of a route; NULL when nobody has said where it belongs. */
const struct office_page *office_page_of(const struct route *route);
/* The number of what the page is about; 0 when the plant has none, or it is about nothing. */
int64_t office_subject_id(const struct plant *plant, enum office_subject subject);
/* The page's address for a plant, with what it must be asked with. */
void office_path(struct test_house *h, const struct office_page *page, const struct plant *plant,
                 char ret_path[OFFICE_PATH_MAX]);
/* The first role that may use the page and knows of PLANT_OWN; NULL when nobody may. */
const struct office_role *office_role_for(const struct office_page *page);
/* Goes in as that role. */
void office_enter(struct test_house *h, const struct office_role *role,
                  struct visitor *ret_visitor);

#endif
