/* The handlers of this feature, by page. */
#ifndef AGENDA_AGENDA_PAGES_H
#define AGENDA_AGENDA_PAGES_H

#include "base/ctx.h"
#include "web/request.h"
#include "web/response.h"

MUST_USE enum status agenda_page(struct ctx *ctx, struct request *request,
                                 struct response *response);
MUST_USE enum status start_page(struct ctx *ctx, struct request *request,
                                struct response *response);

#endif
