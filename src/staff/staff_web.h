/*
 * What the staff's pages share. Only for *_web.c of this room.
 */
#ifndef STAFF_STAFF_WEB_H
#define STAFF_STAFF_WEB_H

#include "staff/entering.h"
#include "staff/staff_view.h"
#include "staff_sql.h"
#include "web/request.h"
#include "web/response.h"

/* The page to come back to after entering, as it came; "" for none. Not to be trusted. */
const char *entering_then(const struct request *request);
/* The session's cookie; `token` NULL takes it away. */
void entering_remember(struct response *response, const char *token);
struct crypt_key entering_key(const struct request *request);
/* Sends on to the next step or to where the person was going. `token` (may be NULL) is new. */
MUST_USE enum status entering_go_on(struct ctx *ctx, struct request *request, const char *token,
                                    struct response *response);
/* What to say beside the field; `wrong` is the sentence for a wrong answer. */
const char *entering_trouble(struct ctx *ctx, enum entering_outcome outcome, const char *wrong);

/* "23/11/2026 9:12"; "" for none. */
const char *moment_show(struct ctx *ctx, struct instant at);
/* A browser's own words for itself, in few: "Firefox su Windows". */
const char *agent_show(struct ctx *ctx, const char *agent);
/* "coordinatore sociale, ufficio Valnerina, dal 23/11/2026" */
const char *role_show(struct ctx *ctx, const struct user_role *role);
/* The user's open sessions, for a page. */
MUST_USE enum status sessions_show(struct ctx *ctx, int64_t user_id,
                                   struct session_line **ret_lines, size_t *ret_count);
/* "Servizio civile" -> "servizio_civile": what is stored, never shown. `joint` stands between the
   words; "" when there is neither letter nor figure. */
const char *code_of_words(struct ctx *ctx, const char *words, char joint);
/* No office that opens yet, so nobody can work: the pages of the administrator say how to begin. */
MUST_USE enum status zone_is_fresh(struct ctx *ctx, bool *ret_fresh);
/* The least length of a password. */
MUST_USE enum status password_chars_min(struct ctx *ctx, int64_t *ret_chars);

#endif
