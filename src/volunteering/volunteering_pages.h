/* What the page files of this feature share: handlers for the table of routes, and a few words. */
#ifndef VOLUNTEERING_VOLUNTEERING_PAGES_H
#define VOLUNTEERING_VOLUNTEERING_PAGES_H

#include "base/month.h"
#include "volunteering/volunteering_view.h"
#include "web/input.h"
#include "web/request.h"
#include "web/response.h"

#define VOLUNTEERING_HANDLER(name)                                                                 \
    enum status name(struct ctx *ctx, struct request *request, struct response *response)

#define DONE_PATH    "/volontari/ore"
#define REFUNDS_PATH "/volontari/rimborsi"
#define ROLL_PATH    "/volontari/registro"

/* volunteering_web.c */
/* The month that the page was asked for by "?mese=2026-11". */
struct month volunteering_month(struct ctx *ctx, struct request *request);
struct month_view volunteering_month_view(struct ctx *ctx, struct month month, const char *path);
const char *volunteering_duration(struct ctx *ctx, int64_t minutes); /* "2:30" */
/* The label of one of a table of choices; the code itself for what it does not know. */
const char *volunteering_label(const struct ctx *ctx, const struct input_choice *choices,
                               const char *code);
/* Surname and name; ERR_NOT_FOUND. */
MUST_USE enum status volunteering_name(struct ctx *ctx, int64_t volunteer_id,
                                       const char **ret_name);
/* Was the volunteer in service on a day? Else it is told beside the field "on_day". */
MUST_USE enum status volunteering_check_day(struct ctx *ctx, int64_t volunteer_id,
                                            struct date on_day, struct form_errors *errors);

/* done_web.c */
VOLUNTEERING_HANDLER(done_list_page);
VOLUNTEERING_HANDLER(done_list_csv);
VOLUNTEERING_HANDLER(done_volunteer_page);
VOLUNTEERING_HANDLER(done_volunteer_post);
VOLUNTEERING_HANDLER(activity_edit_page);
VOLUNTEERING_HANDLER(activity_edit_post);
VOLUNTEERING_HANDLER(activity_drop_post);

/* refunds_web.c */
VOLUNTEERING_HANDLER(refund_list_page);
VOLUNTEERING_HANDLER(refund_list_csv);
VOLUNTEERING_HANDLER(refund_new_page);
VOLUNTEERING_HANDLER(refund_new_post);
VOLUNTEERING_HANDLER(refund_page_show);
VOLUNTEERING_HANDLER(refund_decide_post);
VOLUNTEERING_HANDLER(refund_paper);

/* roll_web.c */
VOLUNTEERING_HANDLER(roll_list_page);
VOLUNTEERING_HANDLER(roll_csv);
VOLUNTEERING_HANDLER(roll_paper);
extern const struct input_choice ROLL_SECTIONS[];
extern const struct input_choice ROLL_KINDS[];
struct roll_view roll_show(struct ctx *ctx, const struct roll_row *row); /* in words */

/* roll_form_web.c */
VOLUNTEERING_HANDLER(roll_new_page);
VOLUNTEERING_HANDLER(roll_new_post);

/* certificate_web.c */
VOLUNTEERING_HANDLER(certificate_paper);

#endif
