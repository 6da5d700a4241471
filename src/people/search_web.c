/*
 * Search before create; and the responsible's list of doubles of restricted persons.
 */
#include "people/circle.h"
#include "people/double.h"
#include "people/people_pages.h"
#include "people_html.h"
#include "staff/choices.h"
#include "staff/staff.h"

enum { QUERY_MAX = 200 };

struct search_args {
    const char *q;
    int64_t place;
};

static const struct input SEARCH[] = {
    INPUT_LINE(struct search_args, q, QUERY_MAX, "Cerca una persona", OPTIONAL),
    INPUT_ID(struct search_args, place, "Luogo", OPTIONAL),
};

static const char *create_path(struct ctx *ctx, const char *torna)
{
    struct buf path = buf_new(ctx->arena, REQUEST_TARGET_MAX);

    buf_put_text(&path, "/persone/nuova");
    if (torna) {
        struct html out = {&path, ctx};

        buf_put_text(&path, "?torna=");
        html_put_url_text(&out, torna);
    }
    return buf_text(&path);
}

static enum status search_run(struct ctx *ctx, const struct search_args *args,
                              struct people_search_view *view)
{
    const struct people_query query = {.words = args->q, .place_id = args->place};
    struct person_card *cards;
    struct person_hit_view *hits;
    size_t count;

    TRY(people_search(ctx, ctx->people, &query, &cards, &count));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "person.search", .place_id = args->place}));
    hits = arena_array(ctx->arena, struct person_hit_view, count);
    for (size_t i = 0; i < count; i++)
        hits[i] = person_hit(ctx, &cards[i], view->torna);
    view->searched = true;
    view->hits = hits;
    view->hit_count = count;
    return OK;
}

enum status people_search_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct search_args args;
    struct form_errors errors = {0};
    struct people_search_view view = {
        .torna = page_torna(request),
        .may_create = actor_may(ctx, POWER_PERSONS_WRITE),
        .may_contact = actor_may(ctx, POWER_CONTACTS_WRITE),
        .manages_circle = actor_may(ctx, POWER_CIRCLE_MANAGE),
    };

    TRY(input_read(ctx, &request->query, SEARCH, &args, &errors));
    view.ask = ask_new(ctx, request, &request->query, &errors);
    view.q = form_value(&request->query, "q");
    view.create_href = create_path(ctx, view.torna);
    TRY(choices_places(ctx, 0, &view.places));
    if (errors.count == 0 && *args.q)
        TRY(search_run(ctx, &args, &view));

    const char *title =
        view.searched ? arena_printf(ctx->arena, tr(ctx, "Cerca: %s"), args.q) : tr(ctx, "Persone");

    TRY(staff_frame(ctx, request, title, "people", &view.frame));
    view.frame.problem = errors.count > 0;

    struct html page = frame_html(ctx, response);

    people_search_show(&page, &view);
    return OK;
}

enum status people_doubles_page(struct ctx *ctx, struct request *request, struct response *response)
{
    struct people_doubles_view view = {0};
    struct restricted_double *found;
    struct double_view *doubles;

    TRY(circle_doubles(ctx, &found, &view.double_count));
    TRY(audit_read(ctx, &(struct audit_entry){.action = "person.restricted_doubles"}));
    doubles = arena_array(ctx->arena, struct double_view, view.double_count);
    for (size_t i = 0; i < view.double_count; i++)
        doubles[i] = (struct double_view){
            .restricted = person_hit(ctx, &found[i].restricted, NULL),
            .other = person_hit(ctx, &found[i].other, NULL),
            .reason = double_reason_label(ctx, found[i].reason),
        };
    view.doubles = doubles;
    TRY(staff_frame(ctx, request, tr(ctx, "Possibili doppioni"), "people", &view.frame));

    struct html page = frame_html(ctx, response);

    people_doubles_list(&page, &view);
    return OK;
}
