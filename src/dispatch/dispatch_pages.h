/* The handlers of this feature, by page. */
#ifndef DISPATCH_DISPATCH_PAGES_H
#define DISPATCH_DISPATCH_PAGES_H

#include "dispatch/dispatch_view.h"
#include "rides/rides_pages.h"

/* Where the rest of a day is planned anew. */
const char *replan_path(struct arena *arena, struct date day);
/* "/accompagnamenti/auto/7/ferma?giorno=2026-11-25" */
const char *vehicle_stop_path(struct arena *arena, int64_t vehicle_id, struct date day);

enum status board_page(struct ctx *ctx, struct request *request, struct response *response);
enum status uncovered_page(struct ctx *ctx, struct request *request, struct response *response);
enum status leg_outcome_post(struct ctx *ctx, struct request *request, struct response *response);
enum status leg_assign_post(struct ctx *ctx, struct request *request, struct response *response);
enum status leg_ready_post(struct ctx *ctx, struct request *request, struct response *response);
enum status leg_called_post(struct ctx *ctx, struct request *request, struct response *response);
enum status leg_lock_post(struct ctx *ctx, struct request *request, struct response *response);
enum status reassign_page(struct ctx *ctx, struct request *request, struct response *response);
enum status reassign_post(struct ctx *ctx, struct request *request, struct response *response);
enum status replan_page(struct ctx *ctx, struct request *request, struct response *response);
enum status replan_post(struct ctx *ctx, struct request *request, struct response *response);
enum status unable_page(struct ctx *ctx, struct request *request, struct response *response);
enum status unable_post(struct ctx *ctx, struct request *request, struct response *response);
enum status vehicle_stop_page(struct ctx *ctx, struct request *request, struct response *response);
enum status vehicle_stop_post(struct ctx *ctx, struct request *request, struct response *response);
enum status vehicle_back_post(struct ctx *ctx, struct request *request, struct response *response);
enum status sheet_page(struct ctx *ctx, struct request *request, struct response *response);
enum status sheet_file(struct ctx *ctx, struct request *request, struct response *response);

#endif
