/*
 * The handlers of the staff's pages, gathered in staff_routes.c.
 */
#ifndef STAFF_STAFF_PAGES_H
#define STAFF_STAFF_PAGES_H

#include "base/ctx.h"
#include "web/request.h"
#include "web/response.h"

#define STAFF_HANDLER(name)                                                                        \
    enum status name(struct ctx *ctx, struct request *request, struct response *response)

/* Coming in: entering_web.c, factor_web.c, password_web.c. */
STAFF_HANDLER(sign_in_page);
STAFF_HANDLER(sign_in_post);
STAFF_HANDLER(code_page);
STAFF_HANDLER(code_post);
STAFF_HANDLER(factor_page);
STAFF_HANDLER(factor_post);
STAFF_HANDLER(first_password_page);
STAFF_HANDLER(first_password_post);
STAFF_HANDLER(sign_out_post);

/* One's own account: account_web.c, language_web.c. */
STAFF_HANDLER(language_post);
STAFF_HANDLER(account_page);
STAFF_HANDLER(own_session_end_post);
STAFF_HANDLER(own_password_page);
STAFF_HANDLER(own_password_post);

/* Users: users_web.c, user_web.c. */
STAFF_HANDLER(users_page);
STAFF_HANDLER(user_new_page);
STAFF_HANDLER(user_new_post);
STAFF_HANDLER(user_page);
STAFF_HANDLER(user_post);
STAFF_HANDLER(user_role_post);
STAFF_HANDLER(user_role_end_post);
STAFF_HANDLER(user_password_post);
STAFF_HANDLER(user_factor_post);
STAFF_HANDLER(user_close_post);
STAFF_HANDLER(user_open_post);
STAFF_HANDLER(user_session_end_post);

/* The zone's rules: policy_web.c, places_web.c, places_edit_web.c,
   calendar_web.c, codes_web.c. */
STAFF_HANDLER(policies_page);
STAFF_HANDLER(policy_page);
STAFF_HANDLER(policy_post);
STAFF_HANDLER(places_page);
STAFF_HANDLER(municipality_post);
STAFF_HANDLER(place_post);
STAFF_HANDLER(office_post);
STAFF_HANDLER(municipality_edit_page);
STAFF_HANDLER(municipality_edit_post);
STAFF_HANDLER(place_edit_page);
STAFF_HANDLER(place_edit_post);
STAFF_HANDLER(office_edit_page);
STAFF_HANDLER(office_edit_post);
STAFF_HANDLER(calendar_page);
STAFF_HANDLER(opening_post);
STAFF_HANDLER(opening_end_post);
STAFF_HANDLER(closure_post);
STAFF_HANDLER(closure_end_post);
STAFF_HANDLER(holiday_post);
STAFF_HANDLER(holiday_end_post);
STAFF_HANDLER(codes_page);
STAFF_HANDLER(code_list_page);
STAFF_HANDLER(code_add_post);
STAFF_HANDLER(code_retire_post);

/* The register: register_web.c. */
STAFF_HANDLER(register_page);
STAFF_HANDLER(register_csv);

#endif
