/* What the page files of this feature share. */
#ifndef PEOPLE_PEOPLE_PAGES_H
#define PEOPLE_PEOPLE_PAGES_H

#include "base/words.h"
#include "people/index.h"
#include "people/people_view.h"
#include "web/request.h"
#include "web/response.h"
#include "zone/zone.h"

/* `torna` of the query or the form, or NULL unless it is a local path of ours. */
const char *page_torna(struct request *request);

/* "/persone/7" */
const char *person_path(struct arena *arena, int64_t id);
/* "/persone/7/nucleo" */
const char *person_page_path(struct arena *arena, int64_t id, const char *page);

/* The way to a card, or back to `torna` with that person chosen. */
struct person_hit_view person_hit(struct ctx *ctx, const struct person_card *card,
                                  const char *torna);

/* The person of the address, as far as the actor may know; their page's frame, and the bar that
   says who it is. Adds the audit row of the reading: nothing may be shown unless OK. */
MUST_USE enum status person_page_begin(struct ctx *ctx, struct request *request, const char *title,
                                       struct frame *ret_frame,
                                       struct person_identity_view *ret_who);

/* Those who live with a person now and whom the actor may know of, with their relation. */
MUST_USE enum status page_household(struct ctx *ctx, int64_t id,
                                    const struct dated_view **ret_members, size_t *ret_count);

/* The handlers, by page. */
enum status people_search_page(struct ctx *ctx, struct request *request, struct response *response);
enum status person_new_page(struct ctx *ctx, struct request *request, struct response *response);
enum status person_new_post(struct ctx *ctx, struct request *request, struct response *response);
enum status person_page(struct ctx *ctx, struct request *request, struct response *response);
enum status person_edit_page(struct ctx *ctx, struct request *request, struct response *response);
enum status person_edit_post(struct ctx *ctx, struct request *request, struct response *response);
enum status person_declarations_page(struct ctx *ctx, struct request *request,
                                     struct response *response);
enum status person_declarations_post(struct ctx *ctx, struct request *request,
                                     struct response *response);
enum status person_protection_page(struct ctx *ctx, struct request *request,
                                   struct response *response);
enum status person_protection_post(struct ctx *ctx, struct request *request,
                                   struct response *response);
enum status person_protection_end_post(struct ctx *ctx, struct request *request,
                                       struct response *response);
enum status person_household_page(struct ctx *ctx, struct request *request,
                                  struct response *response);
enum status person_household_join_post(struct ctx *ctx, struct request *request,
                                       struct response *response);
enum status person_household_leave_post(struct ctx *ctx, struct request *request,
                                        struct response *response);
enum status person_household_relate_post(struct ctx *ctx, struct request *request,
                                         struct response *response);
enum status person_circle_page(struct ctx *ctx, struct request *request, struct response *response);
enum status person_circle_restrict_post(struct ctx *ctx, struct request *request,
                                        struct response *response);
enum status person_circle_lift_post(struct ctx *ctx, struct request *request,
                                    struct response *response);
enum status person_circle_grant_post(struct ctx *ctx, struct request *request,
                                     struct response *response);
enum status person_circle_revoke_post(struct ctx *ctx, struct request *request,
                                      struct response *response);
enum status people_doubles_page(struct ctx *ctx, struct request *request,
                                struct response *response);

#endif
