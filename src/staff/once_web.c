/* A form that was sent before: known by its key, and told about when its text has changed since. */
#include "store/once.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "staff/staff.h"
#include "staff_html.h"
#include "web/router.h"

enum { TYPED_BYTES_MAX = 1024 * 1024 };

/* A first saving may go through pages that the form sent again does not meet: what only moves
   between them is no part of what was typed. */
static bool field_is_typed(const struct form_field *field)
{
    static const char *const NOT_TYPED[] = {CSRF_FIELD, ASK_ONCE, ASK_AGAIN, ASK_SEEN,
                                            ASK_STEP,   "act",    "agreed"};

    for (size_t i = 0; i < sizeof NOT_TYPED / sizeof NOT_TYPED[0]; i++) {
        if (strcmp(field->name, NOT_TYPED[i]) == 0)
            return false;
    }
    return true;
}

static const char *typed_print(const struct form *form)
{
    struct buf all = buf_new(form->arena, TYPED_BYTES_MAX);

    for (size_t i = 0; i < form->count; i++) {
        const struct form_field *field = &form->fields[i];

        if (!field_is_typed(field))
            continue;
        buf_printf(&all, "%s %zu\n", field->name, field->length);
        buf_put(&all, field->value, field->length);
    }

    struct crypt_hash hash = crypt_hash(NULL, all.data, all.length);

    return crypt_hex(form->arena, hash.bytes, sizeof hash.bytes);
}

struct once *ask_once(struct request *request)
{
    const char *key = form_get(&request->form, ASK_ONCE);

    if (request->once || !key || !*key || strlen(key) > ONCE_KEY_MAX)
        return request->once;
    request->once = arena_new(request->form.arena, struct once);
    *request->once = (struct once){
        .key = key,
        .form = request->path,
        .print = typed_print(&request->form),
    };
    return request->once;
}

/* The address with the record's number in it. */
static const char *record_path(struct ctx *ctx, const char *pattern, int64_t id)
{
    const char *hole = strstr(pattern, ":id");

    if (!hole)
        return pattern;
    return arena_printf(ctx->arena, "%.*s%lld%s", (int)(hole - pattern), pattern, (long long)id,
                        hole + strlen(":id"));
}

/* Where what is kept can be seen: its own page, or else the page of the form. */
static const char *kept_path(struct ctx *ctx, const struct request *request)
{
    const char *path = request->path;
    const char *allow;

    if (request->route->record)
        return record_path(ctx, request->route->record, request->once->result_id);
    return router_find(web_router(request->web), WEB_GET, path, strlen(path), NULL, &allow)
               ? path
               : staff_home(ctx);
}

void staff_repeated_page(struct ctx *ctx, struct request *request, const struct problem *problem,
                         struct response *response)
{
    const struct form *form = &request->form;
    struct problem_field *fields = arena_array(ctx->arena, struct problem_field, form->count);
    struct repeated_view view = {
        .frame = staff_bare_frame(ctx, request, problem->title),
        .title = problem->title,
        .advice = problem->advice,
        .kept = kept_path(ctx, request),
        .fields = fields,
    };

    if (request->route->edit)
        view.edit = record_path(ctx, request->route->edit, request->once->result_id);
    for (size_t i = 0; i < form->count; i++) {
        if (field_is_typed(&form->fields[i]) && problem_keeps(&form->fields[i]) &&
            strcmp(form->fields[i].name, "version") != 0)
            fields[view.field_count++] =
                (struct problem_field){form->fields[i].name, form->fields[i].value, true};
    }

    struct html page = frame_html(ctx, response);

    repeated_page(&page, &view);
}
