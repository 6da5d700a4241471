/* What the page files of this feature share: handlers for the table of routes, and a few words. */
#ifndef VOLUNTEERS_VOLUNTEERS_PAGES_H
#define VOLUNTEERS_VOLUNTEERS_PAGES_H

#include "volunteers/papers.h"
#include "volunteers/volunteers_view.h"
#include "web/input.h"
#include "web/request.h"
#include "web/response.h"

#define VOLUNTEERS_HANDLER(name)                                                                   \
    enum status name(struct ctx *ctx, struct request *request, struct response *response)

/* volunteers_web.c */
const char *volunteer_path(struct ctx *ctx, int64_t id); /* "/volontari/7" */
const char *volunteers_changed_meanwhile(struct ctx *ctx);
/* The page of the volunteer in the path. Mistakes belong to one of its two forms; the other one is
   shown empty. */
MUST_USE enum status volunteer_page_show(struct ctx *ctx, struct request *request,
                                         const struct form_errors *hours_errors,
                                         const struct form_errors *absence_errors,
                                         struct response *response);

/* papers_web.c */
#define PAPERS_PATH "/volontari/documenti"
/* "Patente, Assicurazione volontari": what the owner needs and has not; NULL for nothing. */
const char *papers_lacking(struct ctx *ctx, const struct paper_due *due, size_t count,
                           struct paper_owner owner);
/* For papers_due_list(), on the day's page too. */
struct due_view *papers_due_views(struct ctx *ctx, const struct paper_due *due, size_t count);
/* The owner's among `rows`. */
MUST_USE enum status papers_of(struct ctx *ctx, const struct paper_row *rows, size_t count,
                               struct paper_owner owner, struct paper_view **ret_views,
                               size_t *ret_count);
VOLUNTEERS_HANDLER(papers_page);
VOLUNTEERS_HANDLER(volunteer_paper_page);
VOLUNTEERS_HANDLER(volunteer_paper_post);
VOLUNTEERS_HANDLER(vehicle_paper_page);
VOLUNTEERS_HANDLER(vehicle_paper_post);
VOLUNTEERS_HANDLER(paper_edit_page);
VOLUNTEERS_HANDLER(paper_edit_post);
VOLUNTEERS_HANDLER(paper_drop_post);

/* volunteer_form_web.c */
VOLUNTEERS_HANDLER(volunteer_new_page);
VOLUNTEERS_HANDLER(volunteer_new_post);
VOLUNTEERS_HANDLER(volunteer_edit_page);
VOLUNTEERS_HANDLER(volunteer_edit_post);

/* vehicle_form_web.c */
VOLUNTEERS_HANDLER(vehicle_new_page);
VOLUNTEERS_HANDLER(vehicle_new_post);
VOLUNTEERS_HANDLER(vehicle_edit_page);
VOLUNTEERS_HANDLER(vehicle_edit_post);

/* proposals_web.c */
#define PROPOSALS_PATH "/volontari/proposte"
VOLUNTEERS_HANDLER(proposals_page);
VOLUNTEERS_HANDLER(proposal_post);

/* spells.c */
extern const struct input_choice VOLUNTEERS_WEEKDAYS[];

/* hours_web.c */
VOLUNTEERS_HANDLER(hours_post);
VOLUNTEERS_HANDLER(hours_edit_page);
VOLUNTEERS_HANDLER(hours_edit_post);
VOLUNTEERS_HANDLER(hours_end_post);

/* absences_web.c */
VOLUNTEERS_HANDLER(absence_post);
VOLUNTEERS_HANDLER(absence_edit_page);
VOLUNTEERS_HANDLER(absence_edit_post);
VOLUNTEERS_HANDLER(absence_drop_post);

#endif
