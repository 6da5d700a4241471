/*
 * Filling in a form of a page, as a browser would: with the form's own token and hidden fields,
 * and what stands in it already.
 */
#ifndef TESTS_SUPPORT_FILLING_H
#define TESTS_SUPPORT_FILLING_H

#include "support/house.h"
#include "support/page.h"

/* The form of the last answer whose action ends so; fails the test when there is none. `path` is
   the page's own. */
const struct page_form *house_form_to(struct test_house *h, const char *path, const char *action);

/* Sends names and values, ended by NULL, which hold what a form of ours would. */
const struct answer *house_send_fields(struct test_house *h, struct visitor *who, const char *path,
                                       const char *const *fields);

/* Sends the form with `changes` (names and values ended by NULL; or NULL) in place of its own
   fields of the same names. */
const struct answer *house_send_form(struct test_house *h, struct visitor *who,
                                     const struct page_form *form, const char *const *changes);

/* Opens `path` and sends its form to `action` with `changes`. */
const struct answer *house_fill(struct test_house *h, struct visitor *who, const char *path,
                                const char *action, const char *const *changes);

#endif
