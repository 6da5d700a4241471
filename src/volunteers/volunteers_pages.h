/* Handlers of volunteer_new_web.c and vehicle_new_web.c, for the table of routes. */
#ifndef VOLUNTEERS_VOLUNTEERS_PAGES_H
#define VOLUNTEERS_VOLUNTEERS_PAGES_H

#include "web/request.h"
#include "web/response.h"

enum status volunteer_new_page(struct ctx *ctx, struct request *request, struct response *response);
enum status volunteer_new_post(struct ctx *ctx, struct request *request, struct response *response);
enum status vehicle_new_page(struct ctx *ctx, struct request *request, struct response *response);
enum status vehicle_new_post(struct ctx *ctx, struct request *request, struct response *response);

#endif
