/*
 * The pages of what could not be done.
 */
#include <string.h>

#include "base/words.h"
#include "frame_html.h"
#include "staff/entering.h"
#include "staff/staff.h"
#include "staff_html.h"

/* Where somebody who may not open a page goes instead; NULL when this page is the answer. */
static const char *problem_detour(struct ctx *ctx, const struct request *request,
                                  const struct problem *problem)
{
    if (problem->http_status != 403 || problem->typed)
        return NULL;
    if (ctx->actor && ctx->actor->stage == ACTOR_OPEN && request->route &&
        request->route->power == POWER_ENTERING)
        return staff_home(ctx); /* the back button, after having entered */
    if (request->method == WEB_GET)
        return entering_next_path(ctx, request_here(request));
    return entering_next_path(ctx, NULL);
}

/* The hidden fields that send a form again: all but its former token, what is secret and files. */
static void problem_keep_fields(struct ctx *ctx, const struct form *typed,
                                struct problem_view *view)
{
    struct problem_field *fields = arena_array(ctx->arena, struct problem_field, typed->count);

    for (size_t i = 0; i < typed->count; i++) {
        const struct form_field *field = &typed->fields[i];
        bool shown = problem_keeps(field);

        if (shown || strcmp(field->name, ASK_ONCE) == 0)
            fields[view->field_count++] = (struct problem_field){field->name, field->value, shown};
    }
    view->fields = fields;
}

void staff_problem_page(struct ctx *ctx, struct request *request, const struct problem *problem,
                        struct response *response)
{
    const char *detour = problem_detour(ctx, request, problem);

    if (detour) {
        response_redirect(response, detour);
        return;
    }
    if (problem->repeated && request->once) {
        staff_repeated_page(ctx, request, problem, response);
        return;
    }

    struct problem_view view = {
        .frame = staff_bare_frame(ctx, request, problem->title),
        .title = problem->title,
        .advice = problem->typed ? tr(ctx, "Non è stato salvato nulla, ma quello che hai scritto è "
                                           "ancora qui: controlla e invia di nuovo.")
                                 : problem->advice,
        .home = ctx->actor && ctx->actor->stage == ACTOR_OPEN ? staff_home(ctx) : "/",
        .resend = problem->typed != NULL,
        .signed_in = ctx->actor != NULL,
    };
    struct html page = frame_html(ctx, response);

    if (problem->typed)
        problem_keep_fields(ctx, problem->typed, &view);
    if (problem->http_status == 403 && !problem->typed)
        view.role = staff_title(ctx);
    problem_page(&page, &view);
}
