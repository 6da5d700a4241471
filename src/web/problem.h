/*
 * What is said when a request cannot be answered with what it asked for.
 */
#ifndef WEB_PROBLEM_H
#define WEB_PROBLEM_H

#include "base/ctx.h"
#include "web/csrf.h"
#include "web/form.h"
#include "web/response.h"

struct problem {
    int http_status;
    const char *title;        /* plain, one line, translated */
    const char *advice;       /* what to do now */
    const struct form *typed; /* answers that would be lost and may be shown again; NULL if none */
    bool repeated;            /* ERR_REPEATED: the first of them is kept */
};

/* The HTTP status of an outcome, and the words for it: ERR_NOT_FOUND 404, ERR_DENIED 403,
   ERR_CONFLICT and ERR_REPEATED 409, ERR_BUSY and ERR_UNAVAILABLE 503, ERR_TOO_LARGE 413,
   ERR_INVALID 400; the rest 503, never 500. */
struct problem problem_of_status(const struct ctx *ctx, enum status status);

/* The same for what has no outcome of its own: 405, 414, 415, 501. */
struct problem problem_of_http(const struct ctx *ctx, int http_status);

/* For a form whose token is not right. `typed` is kept unless another site sent it. */
struct problem problem_of_form(const struct ctx *ctx, enum csrf_outcome outcome,
                               const struct form *typed);

/* May the answer in `field` be shown again? Not passwords, codes of entry, tokens and files. */
bool problem_keeps(const struct form_field *field);

/* A page without the program's frame: for tests, and for when the frame cannot be had. */
void problem_plain_page(struct ctx *ctx, const struct problem *problem, struct response *response);

#endif
