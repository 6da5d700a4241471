/*
 * The administrator's list of users, and new ones.
 */
#include "staff/users_web.h"
#include "base/text.h"
#include "base/words.h"
#include "staff/password.h"
#include "staff/staff.h"
#include "staff/staff_pages.h"
#include "staff_html.h"
#include "store/once.h"
#include "store/store.h"

enum { USERS_PER_PAGE = 50, PAGES_MAX = 10000 };

/* ---- the list -------------------------------------------------------------------------------- */

static const char *list_address(struct ctx *ctx, const struct request *request, int64_t page)
{
    struct buf address = buf_new(ctx->arena, REQUEST_TARGET_MAX);
    struct html out = {&address, ctx};

    buf_put_text(&address, "/utenti?nome=");
    html_put_url_text(&out, form_value(&request->query, "nome"));
    buf_put_text(&address, "&ruolo=");
    html_put_url_text(&out, form_value(&request->query, "ruolo"));
    buf_printf(&address, "&pagina=%lld", (long long)page);
    return buf_text(&address);
}

static struct pages_view list_pages(struct ctx *ctx, const struct request *request, int64_t page,
                                    int64_t total)
{
    int64_t last = total == 0 ? 1 : (total + USERS_PER_PAGE - 1) / USERS_PER_PAGE;
    struct pages_view pages = {.where = arena_printf(ctx->arena, tr(ctx, "Pagina %lld di %lld"),
                                                     (long long)page, (long long)last)};

    if (page > 1)
        pages.former = list_address(ctx, request, page - 1);
    if (page < last)
        pages.next = list_address(ctx, request, page + 1);
    return pages;
}

/* A pattern for "like", in the lower case that both engines make alike; NULL for no filter. */
static const char *list_words(struct ctx *ctx, const char *typed)
{
    const char *words = text_lower_ascii(ctx->arena, text_squeeze(ctx->arena, typed));
    struct buf pattern = buf_new(ctx->arena, FORM_VALUE_MAX + 3);

    if (text_is_blank(words))
        return NULL;
    buf_put_char(&pattern, '%');
    for (; *words; words++)
        buf_put_char(&pattern, *words == '%' || *words == '_' ? ' ' : *words);
    buf_put_char(&pattern, '%');
    return buf_text(&pattern);
}

static void line_add_roles(struct ctx *ctx, const struct user_role *roles, size_t count,
                           struct user_list_line *line)
{
    const char **texts = arena_array(ctx->arena, const char *, count);

    for (size_t i = 0; i < count; i++) {
        if (roles[i].user_id == line->id)
            texts[line->role_count++] = role_place_show(ctx, &roles[i]);
    }
    line->roles = texts;
}

static struct user_list_line line_of(struct ctx *ctx, const struct user_line *user)
{
    return (struct user_list_line){
        .id = user->id,
        .name = arena_printf(ctx->arena, "%s %s", user->surname, user->name),
        .username = user->username,
        .factor = user->has_factor ? tr(ctx, "Attivo") : tr(ctx, "Non attivo"),
        .entered =
            instant_is_none(user->entered_at) ? tr(ctx, "Mai") : moment_show(ctx, user->entered_at),
        .state = !user->active                ? tr(ctx, "Chiuso")
                 : user->must_change_password ? tr(ctx, "Primo accesso")
                                              : tr(ctx, "Attivo"),
        .state_waits = user->active && user->must_change_password,
    };
}

static enum status list_read(struct ctx *ctx, const struct staff_users_args *args,
                             struct users_view *view)
{
    struct user_line *rows;
    struct user_role *roles;
    size_t count, role_count;

    TRY(staff_users(ctx, args, &rows, &count));
    TRY(staff_roles_on(ctx, args->today, &roles, &role_count));

    struct user_list_line *lines = arena_array(ctx->arena, struct user_list_line, count);

    for (size_t i = 0; i < count; i++) {
        lines[i] = line_of(ctx, &rows[i]);
        line_add_roles(ctx, roles, role_count, &lines[i]);
    }
    view->users = lines;
    view->user_count = count;
    return OK;
}

static int64_t page_asked(struct form *query)
{
    const char *typed = form_get(query, "pagina");
    int64_t page;

    if (!typed || text_to_int(typed, &page) != OK || page < 1 || page > PAGES_MAX)
        return 1;
    return page;
}

enum status users_page(struct ctx *ctx, struct request *request, struct response *response)
{
    int64_t page_number = page_asked(&request->query);
    const char *role = form_value(&request->query, "ruolo");
    struct staff_users_args args = {
        .words = list_words(ctx, form_value(&request->query, "nome")),
        .role = role_from_code(role) == ROLE_NONE ? NULL : role,
        .today = instant_date(ctx->now),
        .skip = (page_number - 1) * USERS_PER_PAGE,
        .take = USERS_PER_PAGE,
    };
    struct users_view view = {.words = form_value(&request->query, "nome"),
                              .ask = ask_new(ctx, request, &request->query, NULL),
                              .roles = role_options(ctx)};
    int64_t total;

    TRY(staff_frame(ctx, request, tr(ctx, "Utenti"), "users", &view.frame));
    TRY(zone_is_fresh(ctx, &view.fresh));
    TRY(staff_users_count(ctx, args.words, args.role, args.today, &total));
    TRY(list_read(ctx, &args, &view));
    view.caption = arena_printf(ctx->arena, tr_count(ctx, "Un utente", "%lld utenti", total),
                                (long long)total);
    view.pages = list_pages(ctx, request, page_number, total);

    struct html page = frame_html(ctx, response);

    users_html(&page, &view);
    return OK;
}

/* ---- a new one ------------------------------------------------------------------------------- */

static enum status user_new_show(struct ctx *ctx, struct request *request,
                                 const struct form_errors *errors, struct response *response)
{
    struct user_new_view view = {.ask =
                                     ask_new(ctx, request, errors ? &request->form : NULL, errors)};

    TRY(staff_frame(ctx, request, tr(ctx, "Nuovo utente"), "users", &view.frame));
    TRY(role_choices_read(ctx, &view.choices));
    view.frame.problem = errors != NULL;

    struct html page = frame_html(ctx, response);

    user_new_html(&page, &view);
    return OK;
}

enum status user_new_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return user_new_show(ctx, request, NULL, response);
}

struct user_making {
    struct once *once;
    const struct user_draft *draft;
    struct role_draft *role;
    const char *hash;
    bool done; /* the form had come before */
    int64_t id;
};

static enum status user_make(struct ctx *tx, void *args)
{
    struct user_making *making = args;
    int64_t role_id;

    TRY(once_begin(tx, making->once, &making->done, &making->id));
    if (making->done)
        return OK;
    TRY(user_create(tx, making->draft, making->hash, &making->id));
    making->role->user_id = making->id;
    TRY(user_give_role(tx, making->role, &role_id));
    return once_end(tx, making->once, making->id);
}

enum status user_new_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct form_errors errors = {0};
    struct user_draft draft;
    struct role_draft role;
    struct given_view view;
    const char *password = password_draw(ctx);
    struct user_making making = {.once = ask_once(request), .draft = &draft, .role = &role};

    TRY(user_form_read(ctx, request, 0, &draft, &errors));
    TRY(role_form_read(ctx, request, &role, &errors));
    if (errors.count > 0)
        return user_new_show(ctx, request, &errors, response);
    TRY(given_open(ctx, request, arena_printf(ctx->arena, "%s %s", draft.name, draft.surname),
                   draft.username, &view));
    TRY(password_hash(ctx, password, &making.hash));

    enum status status = store_write(ctx, user_make, &making);

    if (status == ERR_CONFLICT) {
        form_error_add(ctx, &errors, "username", user_name_taken(ctx));
        return user_new_show(ctx, request, &errors, response);
    }
    TRY(status);
    view.id = making.id;
    view.password = making.done ? NULL : password;
    given_show(ctx, &view, response);
    return OK;
}
