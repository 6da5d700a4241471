#include "desk/lines_view.h"

#include "base/words.h"
#include "desk/desk_pages.h"

static bool call_back_is_late(const struct ctx *ctx, const struct contact_line *line)
{
    return line->call_back_open && line->call_back_on.days < instant_date(ctx->now).days;
}

/* The one thing about a contact that waits for somebody, the most pressing first. */
static void line_put_state(struct ctx *ctx, const struct contact_line *line, struct line_view *view)
{
    if (call_back_is_late(ctx, line))
        view->alert_tag = tr(ctx, "Da richiamare, in ritardo");
    else if (line->urgent)
        view->alert_tag = tr(ctx, "Urgente");
    else if (line->call_back_open)
        view->wait_tag = tr(ctx, "Da richiamare");
    else if (line->unmet)
        view->wait_tag = tr(ctx, "Senza risposta");
    else
        view->state = tr(ctx, "Concluso");
}

static const char *under_text(struct ctx *ctx, const struct contact_line *line)
{
    if (!line->place)
        return line->channel;
    return arena_printf(ctx->arena, "%s · %s", line->place, line->channel);
}

const struct line_view *contact_line_views(struct ctx *ctx, const struct contact_lines *lines,
                                           bool dated)
{
    struct line_view *views = arena_array(ctx->arena, struct line_view, lines->count);

    for (size_t i = 0; i < lines->count; i++) {
        const struct contact_line *line = &lines->items[i];

        views[i] = (struct line_view){
            .href = contact_path(ctx->arena, line->id, NULL),
            .when = dated ? moment_text(ctx, line->at)
                          : clock_show(ctx->arena, instant_clock(line->at)),
            .who = line->who,
            .under = under_text(ctx, line),
            .needs = line->needs,
            .author = line->author,
        };
        line_put_state(ctx, line, &views[i]);
    }
    return views;
}

const struct line_view *call_back_line_views(struct ctx *ctx, const struct contact_lines *lines)
{
    struct line_view *views = arena_array(ctx->arena, struct line_view, lines->count);

    for (size_t i = 0; i < lines->count; i++) {
        const struct contact_line *line = &lines->items[i];
        bool late = call_back_is_late(ctx, line);

        views[i] = (struct line_view){
            .href = contact_path(ctx->arena, line->id, NULL),
            .when = call_back_text(ctx, line->call_back_on, line->call_back_at),
            .who = line->who,
            .under = line->call_back_what,
            .phone = line->call_back_phone,
        };
        if (late)
            views[i].alert_tag = arena_printf(ctx->arena, tr(ctx, "In ritardo: %s"), views[i].when);
        else if (line->call_back_on.days == instant_date(ctx->now).days)
            views[i].wait_tag = views[i].when;
    }
    return views;
}
