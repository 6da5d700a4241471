/* Handlers of service_web.c and organization_web.c, for the table of routes. */
#ifndef NETWORK_NETWORK_WEB_H
#define NETWORK_NETWORK_WEB_H

#include "network/network.h"
#include "web/request.h"
#include "web/response.h"

enum status service_new_get(struct ctx *ctx, struct request *request, struct response *response);
enum status service_new_post(struct ctx *ctx, struct request *request, struct response *response);
enum status service_edit_get(struct ctx *ctx, struct request *request, struct response *response);
enum status service_edit_post(struct ctx *ctx, struct request *request, struct response *response);
enum status organizations_get(struct ctx *ctx, struct request *request, struct response *response);
enum status organization_edit_get(struct ctx *ctx, struct request *request,
                                  struct response *response);
enum status organization_edit_post(struct ctx *ctx, struct request *request,
                                   struct response *response);
enum status organization_new_get(struct ctx *ctx, struct request *request,
                                 struct response *response);
enum status organization_new_post(struct ctx *ctx, struct request *request,
                                  struct response *response);

#endif
