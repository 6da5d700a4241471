/*
 * The pages of a password of one's own: the forced first change, and any later one.
 */
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "staff/password.h"
#include "staff/staff.h"
#include "staff/staff_pages.h"
#include "staff/staff_web.h"
#include "staff_html.h"
#include "web/input.h"

struct password_form {
    const char *password;
    const char *password_again;
};

/* How long is said by policy, so a rule and not the table looks at the lengths. */
static const struct input FORM[] = {
    INPUT_LINE(struct password_form, password, PASSWORD_CHARS_MAX, "Nuova parola d’accesso",
               "Scrivi la nuova parola d’accesso"),
    INPUT_LINE(struct password_form, password_again, PASSWORD_CHARS_MAX, "Scrivila ancora",
               "Scrivi la nuova parola d’accesso una seconda volta"),
};

static void password_judge(struct ctx *ctx, const struct form *form, int64_t chars_min,
                           struct form_errors *errors)
{
    const char *password = form_value(form, "password");

    if (errors->count > 0)
        return;
    if ((int64_t)text_length(password) < chars_min)
        form_error_add(ctx, errors, "password",
                       arena_printf(ctx->arena, tr(ctx, "Scrivi almeno %lld caratteri"),
                                    (long long)chars_min));
    else if (strcmp(password, form_value(form, "password_again")) != 0)
        form_error_add(ctx, errors, "password_again",
                       tr(ctx, "Le due non sono uguali. Scrivile di nuovo"));
}

static enum status password_view_of(struct ctx *ctx, struct request *request,
                                    const struct form_errors *errors, struct password_view *view)
{
    bool forced = ctx->actor->stage == ACTOR_NEW_PASSWORD;

    if (forced)
        view->frame = staff_bare_frame(ctx, request, tr(ctx, "Scegli la tua parola d’accesso"));
    else
        TRY(staff_frame(ctx, request, tr(ctx, "Cambia la parola d’accesso"), NULL, &view->frame));
    view->frame.problem = errors && errors->count > 0;
    view->ask = ask_new(ctx, request, NULL, errors);
    view->then = entering_then(request);
    return password_chars_min(ctx, &view->chars_min);
}

static enum status password_show(struct ctx *ctx, struct request *request,
                                 const struct form_errors *errors, struct response *response)
{
    struct password_view view;

    TRY(password_view_of(ctx, request, errors, &view));

    struct html page = frame_html(ctx, response);

    if (ctx->actor->stage == ACTOR_NEW_PASSWORD)
        first_password_html(&page, &view);
    else
        own_password_html(&page, &view);
    return OK;
}

/* Reads and judges what both pages ask. */
static enum status password_read(struct ctx *ctx, struct request *request,
                                 struct form_errors *errors)
{
    struct password_form form;
    int64_t chars_min;

    TRY(password_chars_min(ctx, &chars_min));
    TRY(input_read(ctx, &request->form, FORM, &form, errors));
    password_judge(ctx, &request->form, chars_min, errors);
    return OK;
}

enum status first_password_page(struct ctx *ctx, struct request *request, struct response *response)
{
    if (ctx->actor->stage != ACTOR_NEW_PASSWORD)
        return entering_go_on(ctx, request, NULL, response);
    return password_show(ctx, request, NULL, response);
}

enum status first_password_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct crypt_key key = entering_key(request);
    struct new_password args = {.password = form_value(&request->form, "password"), .key = &key};
    struct form_errors errors = {0};
    struct entering_step step;

    if (ctx->actor->stage != ACTOR_NEW_PASSWORD)
        return entering_go_on(ctx, request, NULL, response);
    TRY(password_read(ctx, request, &errors));
    if (errors.count > 0)
        return password_show(ctx, request, &errors, response);
    TRY(entering_set_password(ctx, &args, &step));
    if (step.outcome == ENTERING_DONE)
        return entering_go_on(ctx, request, step.token, response);
    form_error_add(ctx, &errors, "password",
                   entering_trouble(ctx, step.outcome,
                                    tr(ctx, "È quella che ti hanno dato: scegline un’altra")));
    return password_show(ctx, request, &errors, response);
}

enum status own_password_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return password_show(ctx, request, NULL, response);
}

enum status own_password_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct crypt_key key = entering_key(request);
    struct new_password args = {.current = form_value(&request->form, "password_now"),
                                .password = form_value(&request->form, "password"),
                                .key = &key};
    struct form_errors errors = {0};
    struct entering_step step;

    if (text_is_blank(args.current) || text_length(args.current) > PASSWORD_CHARS_MAX)
        form_error_add(ctx, &errors, "password_now",
                       tr(ctx, "Scrivi la parola d’accesso di adesso"));
    TRY(password_read(ctx, request, &errors));
    if (errors.count > 0)
        return password_show(ctx, request, &errors, response);
    TRY(entering_set_password(ctx, &args, &step));
    if (step.outcome != ENTERING_DONE) {
        form_error_add(
            ctx, &errors, "password_now",
            entering_trouble(ctx, step.outcome, tr(ctx, "Non è la parola d’accesso di adesso")));
        return password_show(ctx, request, &errors, response);
    }
    entering_remember(response, step.token);
    return response_done(response, "/profilo",
                         tr(ctx, "Parola d’accesso cambiata. Gli altri accessi sono chiusi."));
}
