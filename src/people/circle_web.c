/*
 * Who may know of a restricted person. For who manages circles only.
 */
#include "people/circle.h"

#include "base/elision.h"
#include "people/people_pages.h"
#include "people/person_change.h"
#include "people_html.h"
#include "staff/choices.h"
#include "store/store.h"

static const struct input_choice KINDS[] = {{"staff_relative", "", 0}, {"violence", "", 0}, {0}};

struct circle_args {
    const char *kind;
    int64_t user;
};

static const struct input RESTRICTING[] = {
    INPUT_CHOICE(struct circle_args, kind, KINDS, "Perché", "Scegli perché la scheda è riservata"),
    INPUT_ID(struct circle_args, user, "Persona dell’ufficio", OPTIONAL),
};

static const struct input GRANTING[] = {
    INPUT_CHOICE(struct circle_args, kind, KINDS, "Perché", OPTIONAL),
    INPUT_ID(struct circle_args, user, "Persona dell’ufficio", "Scegli una persona dell’ufficio"),
};

static enum status show_members(struct ctx *ctx, int64_t id, struct person_circle_view *view)
{
    struct circle_member *rows;
    struct dated_view *shown;

    TRY(person_circle(ctx, id, &rows, &view->member_count));
    shown = arena_array(ctx->arena, struct dated_view, view->member_count);
    for (size_t i = 0; i < view->member_count; i++)
        shown[i] = (struct dated_view){
            .id = rows[i].user_id,
            .title = rows[i].full_name,
            .text = words_say(ctx, tr(ctx, "dal %s, concesso da %s"),
                              date_show(ctx->arena, instant_date(rows[i].granted_at)),
                              rows[i].granted_by),
        };
    view->members = shown;
    return OK;
}

static enum status show_users(struct ctx *ctx, struct person_circle_view *view)
{
    struct circle_candidate *users;
    struct option *items;
    size_t count;

    TRY(circle_candidates(ctx, &users, &count));
    items = arena_array(ctx->arena, struct option, count);
    for (size_t i = 0; i < count; i++)
        items[i] = (struct option){arena_printf(ctx->arena, "%lld", (long long)users[i].id),
                                   users[i].full_name, users[i].title};
    view->users = (struct options_list){items, count};
    return OK;
}

static enum status circle_show(struct ctx *ctx, struct request *request, const struct form *form,
                               const struct form_errors *errors, struct response *response)
{
    struct person_circle_view view = {.ask = ask_new(ctx, request, form, errors)};
    struct person_row row;

    TRY(person_page_begin(ctx, request, tr(ctx, "riservatezza"), &view.frame, &view.who));
    view.frame.problem = errors && errors->count > 0;
    TRY(person_row(ctx, request->ids[0], &row));
    if (row.restriction)
        TRY(code_read_label(ctx, "restriction", row.restriction, &view.restriction));
    TRY(choices_codes(ctx, "restriction", &view.kinds));
    TRY(show_members(ctx, row.id, &view));
    TRY(show_users(ctx, &view));

    struct html page = frame_html(ctx, response);

    person_circle_show(&page, &view);
    return OK;
}

enum status person_circle_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return circle_show(ctx, request, NULL, NULL, response);
}

struct circle_change {
    int64_t person_id;
    struct circle_args args;
};

static enum status restrict_write(struct ctx *tx, void *args)
{
    const struct circle_change *change = args;

    return person_restrict_to_circle(tx, change->person_id, change->args.kind);
}

static enum status lift_write(struct ctx *tx, void *args)
{
    const struct circle_change *change = args;

    return person_lift_restriction(tx, change->person_id);
}

static enum status grant_write(struct ctx *tx, void *args)
{
    const struct circle_change *change = args;

    return person_grant_circle(tx, change->person_id, change->args.user);
}

static enum status revoke_write(struct ctx *tx, void *args)
{
    const struct circle_change *change = args;

    return person_revoke_circle(tx, change->person_id, change->args.user);
}

/* Asking for what is so already is answered as done: a double click changes nothing. */
static enum status circle_post(struct ctx *ctx, struct request *request, const struct input *table,
                               size_t rows, store_operation *write, const char *done,
                               struct response *response)
{
    struct circle_change change = {.person_id = request->ids[0]};
    struct form_errors errors = {0};
    struct person_card card;
    enum status status = OK;

    TRY(person_card(ctx, change.person_id, &card));
    TRY(input_read_table(ctx, &request->form, table, rows, &change.args, sizeof change.args,
                         &errors));
    if (errors.count == 0)
        status = store_write(ctx, write, &change);
    if (status == ERR_INVALID)
        form_error_add(ctx, &errors, "user",
                       tr(ctx, "Almeno una persona dell’ufficio deve conoscere la scheda, e solo "
                               "chi lavora con le persone può entrare nella cerchia"));
    else if (status != ERR_CONFLICT)
        TRY(status);
    if (errors.count > 0)
        return circle_show(ctx, request, &request->form, &errors, response);
    /* Who has taken themselves out of the circle knows of no such person any more; nor may a look
       that fails deny what was done. */
    if (person_card(ctx, change.person_id, &card) != OK)
        return response_done(response, "/persone", done);
    return response_done(response, person_page_path(ctx->arena, card.id, "riservatezza"), done);
}

#define ROWS(table) (table), sizeof(table) / sizeof((table)[0])

enum status person_circle_restrict_post(struct ctx *ctx, struct request *request,
                                        struct response *response)
{
    return circle_post(ctx, request, ROWS(RESTRICTING), restrict_write,
                       tr(ctx, "La scheda è riservata."), response);
}

enum status person_circle_lift_post(struct ctx *ctx, struct request *request,
                                    struct response *response)
{
    return circle_post(ctx, request, NULL, 0, lift_write, tr(ctx, "La scheda non è più riservata."),
                       response);
}

enum status person_circle_grant_post(struct ctx *ctx, struct request *request,
                                     struct response *response)
{
    return circle_post(ctx, request, ROWS(GRANTING), grant_write,
                       tr(ctx, "La cerchia è aggiornata."), response);
}

enum status person_circle_revoke_post(struct ctx *ctx, struct request *request,
                                      struct response *response)
{
    return circle_post(ctx, request, ROWS(GRANTING), revoke_write,
                       tr(ctx, "La cerchia è aggiornata."), response);
}
