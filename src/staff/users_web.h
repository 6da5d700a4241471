/*
 * What the pages of users share. Only for users_web.c, user_web.c and user_form.c.
 */
#ifndef STAFF_USERS_WEB_H
#define STAFF_USERS_WEB_H

#include "staff/accounts.h"
#include "staff/staff_web.h"
#include "web/input.h"

/* "coordinatore sociale, Valnerina": without its dates. */
const char *role_place_show(struct ctx *ctx, const struct user_role *role);
struct options_list role_options(struct ctx *ctx);
MUST_USE enum status role_choices_read(struct ctx *ctx, struct role_choices *ret_choices);

/* Name, username and so on. `user_id` is whose username may stay as it is; 0 for a new user. */
MUST_USE enum status user_form_read(struct ctx *ctx, struct request *request, int64_t user_id,
                                    struct user_draft *ret_draft, struct form_errors *errors);
void user_form_fill(struct ctx *ctx, struct form *form, const struct user_row *user);
const char *user_name_taken(const struct ctx *ctx);

/* Role, where and from when; `ret_role->user_id` is left to the caller. */
MUST_USE enum status role_form_read(struct ctx *ctx, struct request *request,
                                    struct role_draft *ret_role, struct form_errors *errors);

/* The page that shows a password once, to be handed over, in two steps: what it needs is read
   before anything is changed, so that nothing can fail between the change and its page. `view` then
   wants its id and, unless the form was sent twice and the first answer had it, its password. */
MUST_USE enum status given_open(struct ctx *ctx, struct request *request, const char *name,
                                const char *username, struct given_view *ret_view);
void given_show(struct ctx *ctx, const struct given_view *view, struct response *response);

#endif
