/*
 * A volunteer's own page is made in two files: its rides (own_page_web.c), and what the volunteer
 * says there of hours and absences (own_said_web.c).
 */
#ifndef DRIVING_OWN_PAGE_H
#define DRIVING_OWN_PAGE_H

#include "driving/driving_view.h"
#include "volunteers/link.h"
#include "zone/policy.h"

/* The page as the answer to a form with something to be mended. */
MUST_USE enum status own_page_again(struct ctx *ctx, struct request *request,
                                    const struct link_visit *visit,
                                    const struct form_errors *errors, struct response *response);

/* Nothing was done, and why: the page as it is. Always OK. */
enum status own_page_warned(const struct link_visit *visit, const char *why,
                            struct response *response);

/* Weekly hours, proposals and absences. */
MUST_USE enum status own_said_fill(const struct link_visit *visit, const struct policy_set *rules,
                                   struct own_page_view *view);

#endif
