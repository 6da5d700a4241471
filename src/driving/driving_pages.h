/* The handlers of this feature, by page. */
#ifndef DRIVING_DRIVING_PAGES_H
#define DRIVING_DRIVING_PAGES_H

#include "driving/driving_view.h"
#include "web/request.h"
#include "web/response.h"

enum status own_send_page(struct ctx *ctx, struct request *request, struct response *response);
enum status own_send_post(struct ctx *ctx, struct request *request, struct response *response);
enum status own_page(struct ctx *ctx, struct request *request, struct response *response);
enum status own_absence_post(struct ctx *ctx, struct request *request, struct response *response);
enum status own_absence_back_post(struct ctx *ctx, struct request *request,
                                  struct response *response);
enum status own_hours_post(struct ctx *ctx, struct request *request, struct response *response);
enum status own_hours_end_post(struct ctx *ctx, struct request *request, struct response *response);
enum status own_withdraw_post(struct ctx *ctx, struct request *request, struct response *response);
enum status own_hand_back_post(struct ctx *ctx, struct request *request, struct response *response);
enum status car_send_page(struct ctx *ctx, struct request *request, struct response *response);
enum status car_send_post(struct ctx *ctx, struct request *request, struct response *response);
enum status car_page(struct ctx *ctx, struct request *request, struct response *response);
enum status car_post(struct ctx *ctx, struct request *request, struct response *response);

#endif
