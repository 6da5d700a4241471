/* The handlers of this feature, by page. */
#ifndef INSIGHT_INSIGHT_PAGES_H
#define INSIGHT_INSIGHT_PAGES_H

#include "insight/insight_view.h"
#include "web/request.h"
#include "web/response.h"

#define NUMBERS_PATH  "/accompagnamenti/numeri"
#define REFUSALS_PATH "/accompagnamenti/conti"

enum status refusals_page(struct ctx *ctx, struct request *request, struct response *response);
enum status numbers_page(struct ctx *ctx, struct request *request, struct response *response);
enum status numbers_csv(struct ctx *ctx, struct request *request, struct response *response);
enum status shares_page(struct ctx *ctx, struct request *request, struct response *response);
enum status shares_csv(struct ctx *ctx, struct request *request, struct response *response);
enum status whatif_page(struct ctx *ctx, struct request *request, struct response *response);

#endif
