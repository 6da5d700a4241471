/*
 * The program's forms as somebody would fill them: each changes something, in an order in which
 * each can be done once, on a zone with plants (support/plant.h).
 */
#ifndef TESTS_SUPPORT_DEEDS_H
#define TESTS_SUPPORT_DEEDS_H

#include "support/office.h"

enum { DEED_FIELDS_MAX = 40 };

struct deed {
    const char *route; /* "/persone/nuova": of OFFICE_PAGES, without its method */
    const char *page;  /* the route of the page where the form stands; NULL: of the same address */
    const char *query; /* what that page is asked with, '#' for the person's number; NULL: as
                          OFFICE_PAGES says */
    const char *form;  /* the route that the form names, when its button names another */
    const char *const fields[DEED_FIELDS_MAX]; /* names and values; what the form has stays */
    /* The form stands on the answer to another, on the same page, which is sent first. */
    const char *first;
    const char *const first_fields[DEED_FIELDS_MAX];
    bool shows;  /* answered by a page and not by a redirect */
    bool silent; /* leaves no row in the audit: it changes nothing, or what is nobody's */
};

extern const struct deed DEEDS[];
extern const size_t DEED_COUNT;

/* A deed ready to be sent, again and again. */
struct deed_form {
    struct visitor visitor;
    char action[OFFICE_PATH_MAX];
    const char *const *fields;
};

/* Opens the page and fills the form; in the case's arena. Fails the test when there is none. */
void deed_fill(struct test_house *h, const struct plant *plant, const struct deed *deed,
               struct deed_form *ret_form);

#endif
