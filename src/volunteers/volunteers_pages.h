/* What the page files of this feature share: handlers for the table of routes, and a few words. */
#ifndef VOLUNTEERS_VOLUNTEERS_PAGES_H
#define VOLUNTEERS_VOLUNTEERS_PAGES_H

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

/* hours_web.c */
extern const struct input_choice VOLUNTEERS_WEEKDAYS[];
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
