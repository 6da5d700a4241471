/* What the files of the public pages share. */
#ifndef SITE_SITE_FRAME_H
#define SITE_SITE_FRAME_H

#include "frame/frame.h"
#include "web/request.h"
#include "web/response.h"
#include "zone/zone.h"

/* The public frame, and the zone's first office, which it shows. */
MUST_USE enum status site_frame(struct ctx *ctx, struct request *request, const char *title,
                                const char *here, struct office_row *ret_office,
                                struct frame *ret_frame);
void frame_set_office(struct frame *frame, const struct office_row *office);

/* Handlers of services_web.c and report_web.c. */
enum status site_services_get(struct ctx *ctx, struct request *request, struct response *response);
enum status site_report_get(struct ctx *ctx, struct request *request, struct response *response);
enum status site_report_post(struct ctx *ctx, struct request *request, struct response *response);
enum status site_rating_post(struct ctx *ctx, struct request *request, struct response *response);
enum status site_reports_get(struct ctx *ctx, struct request *request, struct response *response);
enum status site_report_close_post(struct ctx *ctx, struct request *request,
                                   struct response *response);

#endif
