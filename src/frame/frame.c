#include "frame/frame.h"

#include <assert.h>
#include <string.h>

#include "base/crypt.h"
#include "base/elision.h"
#include "base/text.h"
#include "base/words.h"
#include "web/banner.h"
#include "web/csrf.h"
#include "web/html.h"

struct frame frame_new(struct ctx *ctx, struct request *request, const char *title)
{
    struct frame frame = {
        .title = title,
        .css = web_asset_url(ctx->arena, request->web, "app.css"),
        .script = web_asset_url(ctx->arena, request->web, "app.js"),
        .font = web_asset_url(ctx->arena, request->web, "titillium-web-400.woff2"),
        .icon = web_asset_url(ctx->arena, request->web, "favicon.svg"),
        .icons = web_asset_url(ctx->arena, request->web, "icons.svg"),
        .token = csrf_token(ctx, request),
        .path = request_here(request),
        .printed = ctx->now,
    };

    frame.banner = banner_take(ctx, request, &frame.banner_warns);
    if (request->method == WEB_GET)
        frame.language_count =
            languages_others(web_config(request->web)->languages, ctx->words, frame.languages);
    return frame;
}

void frame_add_link(struct frame *frame, struct frame_link link)
{
    assert(frame->link_count < FRAME_LINKS_MAX);
    frame->links[frame->link_count++] = link;
}

bool frame_is_here(const struct frame *frame, const struct frame_link *link)
{
    return frame->here && strcmp(frame->here, link->name) == 0;
}

struct ask ask_new(struct ctx *ctx, struct request *request, const struct form *form,
                   const struct form_errors *errors)
{
    static const struct form nothing;
    const char *once = form ? form_value(form, ASK_ONCE) : "";

    return (struct ask){
        .form = form ? form : &nothing,
        .errors = errors,
        .token = csrf_token(ctx, request),
        .once = text_is_blank(once) ? crypt_token(ctx->arena) : once,
    };
}

struct hidden_view *ask_carried(struct ctx *ctx, const struct form *form, size_t *ret_count)
{
    static const char *const NOT_TYPED[] = {CSRF_FIELD, ASK_ONCE, ASK_AGAIN, ASK_SEEN, ASK_STEP};
    struct hidden_view *fields = arena_array(ctx->arena, struct hidden_view, form->count);
    size_t count = 0;

    for (size_t i = 0; i < form->count; i++) {
        bool typed = true;

        for (size_t k = 0; k < sizeof NOT_TYPED / sizeof NOT_TYPED[0]; k++)
            typed = typed && strcmp(form->fields[i].name, NOT_TYPED[k]) != 0;
        if (typed)
            fields[count++] = (struct hidden_view){form->fields[i].name, form->fields[i].value};
    }
    *ret_count = count;
    return fields;
}

struct option option_of_id(struct ctx *ctx, int64_t id, const char *label)
{
    return (struct option){arena_printf(ctx->arena, "%lld", (long long)id), label, NULL};
}

struct options_list options_of(struct ctx *ctx, const struct input_choice *choices)
{
    size_t count = 0;

    while (choices[count].code)
        count++;

    struct option *items = arena_array(ctx->arena, struct option, count);

    for (size_t i = 0; i < count; i++)
        items[i] = (struct option){choices[i].code, tr(ctx, choices[i].label), NULL};
    return (struct options_list){items, count};
}

bool options_have(const struct options_list *options, const char *value)
{
    for (size_t i = 0; i < options->count; i++) {
        if (strcmp(options->items[i].value, value) == 0)
            return true;
    }
    return false;
}

const char *field_error(const struct ask *ask, const char *name)
{
    return form_error_of(ask->errors, name);
}

const char *field_value(const struct ask *ask, const char *name)
{
    return form_value(ask->form, name);
}

const char *field_part_value(struct ctx *ctx, const struct ask *ask, const char *name,
                             const char *part)
{
    return form_value(ask->form, arena_printf(ctx->arena, "%s.%s", name, part));
}

bool field_focus(const struct ask *ask, const char *name)
{
    return ask->focus && strcmp(ask->focus, name) == 0 && (!ask->errors || !ask->errors->count);
}

bool field_focus_option(const struct ask *ask, const char *name, const char *value, bool first)
{
    return field_focus(ask, name) &&
           (*field_value(ask, name) ? strcmp(field_value(ask, name), value) == 0 : first);
}

bool field_has(const struct ask *ask, const char *name, const char *value)
{
    return form_has(ask->form, name, value);
}

const char *field_described(struct ctx *ctx, const struct ask *ask, const char *name,
                            const char *hint)
{
    bool wrong = field_error(ask, name);

    if (!wrong && !hint)
        return NULL;
    return arena_printf(ctx->arena, "%s%s%s%s%s", hint ? name : "", hint ? "-hint" : "",
                        hint && wrong ? " " : "", wrong ? name : "", wrong ? "-error" : "");
}

const char *span_show(struct ctx *ctx, struct date from, struct date to)
{
    if (date_is_none(to))
        return words_say(ctx, tr(ctx, "dal %s"), date_show(ctx->arena, from));
    if (from.days == to.days)
        return date_show(ctx->arena, from);
    return words_say(ctx, tr(ctx, "dal %s al %s"), date_show(ctx->arena, from),
                     date_show(ctx->arena, to));
}

struct html frame_html(struct ctx *ctx, struct response *response)
{
    return (struct html){.buf = response_page(response), .ctx = ctx};
}
