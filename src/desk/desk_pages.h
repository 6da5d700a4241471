/* What the page files of this feature share. */
#ifndef DESK_DESK_PAGES_H
#define DESK_DESK_PAGES_H

#include "desk/desk_view.h"
#include "desk/lists.h"
#include "desk_sql.h"
#include "web/request.h"
#include "web/response.h"

/* "/contatti/7", "/contatti/7/persona"; `page` may be NULL. */
const char *contact_path(struct arena *arena, int64_t id, const char *page);

/* "23/11/2026, 9:45" */
const char *moment_text(struct ctx *ctx, struct instant at);
/* "oggi entro le 12:00", "domani", "24/11/2026"; NULL for no day. */
const char *call_back_text(struct ctx *ctx, struct date day, struct clock_time time);

/* The bar that says who a contact is about; NULL for person 0. */
MUST_USE enum status desk_person(struct ctx *ctx, int64_t person_id,
                                 const struct person_hit_view **ret_who);

/* Did the form ask to look for somebody: by the button, or by words that were not looked for yet?
 */
bool person_choice_asked(const struct form *form);
/* Who can be chosen: the one that is, and what the words typed find. Audits the search.
   `torna`: where a new person leads back to; NULL: to the form itself, as it was. */
MUST_USE enum status person_choice_read(struct ctx *ctx, struct form *form, const char *torna,
                                        struct person_choice_view *ret_choice);

/* The needs by area, for a select. */
void need_groups(struct ctx *ctx, const struct desk_list *areas, const struct desk_list *needs,
                 const struct need_group_view **ret_groups, size_t *ret_count);

/* Who answers each of these needs where somebody lives. `form` (may be NULL) says which services
   were named and why a need stays without an answer. */
struct wanted_need {
    const char *code;
    const char *label;
};
MUST_USE enum status need_answers_read(struct ctx *ctx, const struct form *form, int64_t place_id,
                                       const struct wanted_need *needs, size_t count,
                                       const struct need_answers_view **ret_answers);

/* The page of the form, new (`row` NULL) or correcting, as `form` has it. */
MUST_USE enum status contact_form_show(struct ctx *ctx, struct request *request,
                                       struct response *response, const struct desk_lists *lists,
                                       const struct contact_row *row, struct form *form,
                                       const struct form_errors *errors);

/* The handlers, by page. */
typedef enum status desk_handler(struct ctx *ctx, struct request *request,
                                 struct response *response);
desk_handler contact_list_page;
desk_handler contact_list_export;
desk_handler contact_new_page;
desk_handler contact_new_post;
desk_handler contact_info_page;
desk_handler contact_info_post;
desk_handler contact_done_page;
desk_handler contact_page;
desk_handler contact_correct_page;
desk_handler contact_correct_post;
desk_handler contact_link_page;
desk_handler contact_link_post;
desk_handler call_back_post;

#endif
