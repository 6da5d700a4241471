/*
 * The pages of coming in: name and password, the code, the second factor's first time, out again.
 */
#include "staff/entering.h"

#include "base/buf.h"
#include "base/text.h"
#include "base/words.h"
#include "staff/password.h"
#include "staff/qr.h"
#include "staff/staff.h"
#include "staff/staff_pages.h"
#include "staff/staff_web.h"
#include "staff_html.h"
#include "web/input.h"

enum { SESSION_COOKIE_NOW = 0, URI_MAX_BYTES = 1024 };

const char *entering_then(const struct request *request)
{
    const char *then = form_value(&request->form, "torna");

    return *then ? then : form_value(&request->query, "torna");
}

void entering_remember(struct response *response, const char *token)
{
    struct cookie cookie = {.name = STAFF_COOKIE,
                            .value = token ? token : "",
                            .max_age_seconds = token ? COOKIE_SESSION_ONLY : SESSION_COOKIE_NOW,
                            .site = COOKIE_LAX};

    response_cookie(response, &cookie);
}

struct crypt_key entering_key(const struct request *request)
{
    return entering_account_key(&web_config(request->web)->key);
}

/* To where the person was going, or to the next step, as the session stands now. */
enum status entering_go_on(struct ctx *ctx, struct request *request, const char *token,
                           struct response *response)
{
    const char *then = entering_then(request);
    const char *next;

    if (token) {
        TRY(staff_actor_of_token(ctx, token, &ctx->actor));
        entering_remember(response, token);
    }
    next = entering_next_path(ctx, then);
    response_redirect_back(response, next ? next : then, staff_home(ctx));
    return OK;
}

const char *entering_trouble(struct ctx *ctx, enum entering_outcome outcome, const char *wrong)
{
    if (outcome == ENTERING_THROTTLED)
        return tr(ctx, "Ci sono stati troppi tentativi. Aspetta qualche minuto e riprova, oppure "
                       "chiama l’ufficio.");
    return wrong;
}

static struct entering_view entering_view_of(struct ctx *ctx, struct request *request,
                                             const char *title, const struct form *form,
                                             const struct form_errors *errors)
{
    struct entering_view view = {
        .frame = staff_bare_frame(ctx, request, title),
        .ask = ask_new(ctx, request, form, errors),
        .then = entering_then(request),
    };

    view.frame.problem = errors && errors->count > 0;
    return view;
}

/* ---- name and password ----------------------------------------------------------------------- */

struct sign_in_form {
    const char *username;
    const char *password;
};

static const struct input SIGN_IN[] = {
    INPUT_LINE(struct sign_in_form, username, 80, "Nome utente", "Scrivi il tuo nome utente"),
    INPUT_LINE(struct sign_in_form, password, PASSWORD_CHARS_MAX, "Parola d’accesso",
               "Scrivi la parola d’accesso"),
};

static enum status sign_in_show(struct ctx *ctx, struct request *request,
                                const struct form_errors *errors, struct response *response)
{
    struct entering_view view = entering_view_of(ctx, request, tr(ctx, "Accesso operatori"),
                                                 errors ? &request->form : NULL, errors);
    struct html page = frame_html(ctx, response);

    sign_in_html(&page, &view);
    return OK;
}

enum status sign_in_page(struct ctx *ctx, struct request *request, struct response *response)
{
    if (ctx->actor)
        return entering_go_on(ctx, request, NULL, response);
    return sign_in_show(ctx, request, NULL, response);
}

enum status sign_in_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct crypt_key key = entering_key(request);
    struct form_errors errors = {0};
    struct sign_in_form form;
    struct entering_step step;

    TRY(input_read(ctx, &request->form, SIGN_IN, &form, &errors));
    if (errors.count > 0)
        return sign_in_show(ctx, request, &errors, response);

    struct sign_in_args args = {
        .username = form.username,
        .password = form_value(&request->form, "password"), /* as typed, spaces too */
        .agent = request->raw->headers[HEADER_USER_AGENT],
        .key = &key,
    };

    TRY(entering_sign_in(ctx, &args, &step));
    if (step.outcome == ENTERING_DONE)
        return entering_go_on(ctx, request, step.token, response);
    form_error_add(ctx, &errors, "username",
                   entering_trouble(ctx, step.outcome,
                                    tr(ctx, "Il nome o la parola d’accesso non corrispondono. "
                                            "Controlla e riprova.")));
    return sign_in_show(ctx, request, &errors, response);
}

enum status sign_out_post(struct ctx *ctx, struct request *request, struct response *response)
{
    (void)request;
    TRY(entering_leave(ctx));
    entering_remember(response, NULL);
    return response_done(response, "/accesso", tr(ctx, "Sei fuori. Puoi chiudere la finestra."));
}

/* ---- the code -------------------------------------------------------------------------------- */

struct code_form {
    const char *code;
};

static const struct input CODE[] = {
    INPUT_LINE(struct code_form, code, 40, "Codice", "Scrivi il codice"),
};

static enum status code_show(struct ctx *ctx, struct request *request,
                             const struct form_errors *errors, struct response *response)
{
    struct entering_view view =
        entering_view_of(ctx, request, tr(ctx, "Secondo fattore"), NULL, errors);
    struct html page = frame_html(ctx, response);

    code_html(&page, &view);
    return OK;
}

enum status code_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct entering_factor factor;

    if (ctx->actor->stage != ACTOR_SECOND_FACTOR)
        return entering_go_on(ctx, request, NULL, response);
    TRY(entering_factor_of(ctx, &factor));
    if (factor.set)
        return code_show(ctx, request, NULL, response);
    response_redirect(response,
                      entering_path(ctx, "/accesso/secondo-fattore", entering_then(request)));
    return OK;
}

enum status code_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct crypt_key key = entering_key(request);
    struct form_errors errors = {0};
    struct code_form form;
    struct entering_step step;

    if (ctx->actor->stage != ACTOR_SECOND_FACTOR)
        return entering_go_on(ctx, request, NULL, response);
    TRY(input_read(ctx, &request->form, CODE, &form, &errors));
    if (errors.count > 0)
        return code_show(ctx, request, &errors, response);
    TRY(entering_give_code(ctx, form.code, &key, &step));
    if (step.outcome == ENTERING_DONE)
        return entering_go_on(ctx, request, step.token, response);
    form_error_add(ctx, &errors, "code",
                   entering_trouble(ctx, step.outcome,
                                    tr(ctx, "Il codice non corrisponde, o è già stato usato. "
                                            "Aspetta il prossimo e scrivi quello.")));
    return code_show(ctx, request, &errors, response);
}

/* ---- the second factor's first time ---------------------------------------------------------- */

/* "otpauth://totp/...": what authenticator programs read from the drawing. */
static enum status factor_draw(struct ctx *ctx, struct factor_view *view)
{
    struct buf uri = buf_new(ctx->arena, URI_MAX_BYTES);
    struct html out = {&uri, ctx};
    struct qr qr;

    buf_put_text(&uri, "otpauth://totp/Accanto:");
    html_put_url_text(&out, ctx->actor->username);
    buf_put_text(&uri, "?secret=");
    buf_put_text(&uri, view->secret);
    buf_put_text(&uri, "&issuer=Accanto");
    TRY(qr_draw(ctx, buf_text(&uri), &qr));
    view->qr_side = qr.side;
    view->qr_path = qr.path;
    return OK;
}

static enum status factor_show(struct ctx *ctx, struct request *request,
                               const struct totp_secret *secret, const struct form_errors *errors,
                               struct response *response)
{
    struct factor_view view = {
        .entering =
            entering_view_of(ctx, request, tr(ctx, "Attiva il secondo fattore"), NULL, errors),
        .secret = totp_secret_show(ctx, secret),
    };

    TRY(factor_draw(ctx, &view));

    struct html page = frame_html(ctx, response);

    factor_html(&page, &view);
    return OK;
}

static enum status codes_show(struct ctx *ctx, struct request *request,
                              const struct recovery_codes *codes, struct response *response)
{
    struct recovery_view view = {
        .frame = staff_bare_frame(ctx, request, tr(ctx, "I tuoi codici di riserva")),
        .codes = codes->codes,
        .code_count = codes->count,
    };
    const char *next = entering_next_path(ctx, entering_then(request));
    struct html page = frame_html(ctx, response);

    view.next = next ? next : staff_home(ctx);
    recovery_html(&page, &view);
    return OK;
}

static bool factor_may_be_set(const struct ctx *ctx, const struct entering_factor *factor)
{
    return !factor->set && ctx->actor->stage != ACTOR_NEW_PASSWORD;
}

enum status factor_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct entering_factor factor;

    if (!ctx->actor)
        return ERR_DENIED;
    TRY(entering_factor_of(ctx, &factor));
    if (!factor_may_be_set(ctx, &factor))
        return entering_go_on(ctx, request, NULL, response);

    struct totp_secret secret =
        entering_new_secret(&web_config(request->web)->key, request->session);

    return factor_show(ctx, request, &secret, NULL, response);
}

enum status factor_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form_errors errors = {0};
    struct entering_factor factor;
    struct recovery_codes codes;
    struct entering_step step;
    struct code_form form;

    if (!ctx->actor)
        return ERR_DENIED;
    TRY(entering_factor_of(ctx, &factor));
    if (!factor_may_be_set(ctx, &factor))
        return entering_go_on(ctx, request, NULL, response);

    struct totp_secret secret =
        entering_new_secret(&web_config(request->web)->key, request->session);

    TRY(input_read(ctx, &request->form, CODE, &form, &errors));
    if (errors.count > 0)
        return factor_show(ctx, request, &secret, &errors, response);
    TRY(entering_set_factor(ctx, &secret, form.code, &step, &codes));
    if (step.outcome != ENTERING_DONE) {
        form_error_add(ctx, &errors, "code",
                       tr(ctx, "Il codice non corrisponde. Controlla che l’ora del telefono sia "
                               "giusta e scrivi il prossimo."));
        return factor_show(ctx, request, &secret, &errors, response);
    }
    entering_remember(response, step.token);

    enum status known = staff_actor_of_token(ctx, step.token, &ctx->actor);

    (void)known; /* the codes are shown now or never */
    return codes_show(ctx, request, &codes, response);
}
