/* The choice of a language, made on any page: web/language.h keeps it. */
#include "staff/staff_pages.h"
#include "web/input.h"
#include "web/language.h"
#include "web/web.h"

struct language_form {
    const char *language;
    const char *back;
};

static const struct input LANGUAGE[] = {
    INPUT_CODE(struct language_form, language, 8, "Lingua", OPTIONAL),
    INPUT_LINE(struct language_form, back, REQUEST_TARGET_MAX, "Pagina", OPTIONAL),
};

enum status language_post(struct ctx *ctx, struct request *request, struct response *response)
{
    const struct languages *languages = web_config(request->web)->languages;
    struct form_errors errors = {0};
    struct language_form form;

    TRY(input_read(ctx, &request->form, LANGUAGE, &form, &errors));
    TRY(language_choose(response, languages, form.language));
    response_redirect_back(response, form.back, "/");
    return OK;
}
