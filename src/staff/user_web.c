/*
 * One user's page, for the administrator: name, roles, password, second factor, sessions.
 */
#include "base/text.h"
#include "base/words.h"
#include "staff/password.h"
#include "staff/staff.h"
#include "staff/staff_pages.h"
#include "staff/users_web.h"
#include "staff_html.h"
#include "store/once.h"
#include "store/store.h"

static const char *user_path(struct ctx *ctx, int64_t user_id)
{
    return arena_printf(ctx->arena, "/utenti/%lld", (long long)user_id);
}

static enum status user_read_roles(struct ctx *ctx, struct user_view *view)
{
    struct date today = instant_date(ctx->now);
    struct user_role *rows;

    TRY(staff_user_roles(ctx, view->id, &rows, &view->role_count));

    struct role_line *lines = arena_array(ctx->arena, struct role_line, view->role_count);

    for (size_t i = 0; i < view->role_count; i++)
        lines[i] = (struct role_line){
            .id = rows[i].id,
            .text = role_show(ctx, &rows[i]),
            .over = !date_is_none(rows[i].valid_to) && rows[i].valid_to.days < today.days,
        };
    view->roles = lines;
    return OK;
}

static const char *user_state(struct ctx *ctx, const struct user_row *user)
{
    if (!user->active)
        return tr(ctx, "Utenza chiusa");
    return user->must_change_password ? tr(ctx, "Deve ancora scegliere la sua parola d’accesso")
                                      : tr(ctx, "Utenza attiva");
}

/* Which of the page's two forms comes back with mistakes. */
enum user_form_part { USER_PART_NONE, USER_PART_NAME, USER_PART_ROLE };

static enum status user_show(struct ctx *ctx, struct request *request, enum user_form_part part,
                             const struct form_errors *errors, struct response *response)
{
    struct form stored = form_empty(ctx->arena);
    struct user_view view = {.id = request->ids[0]};
    struct session_line *sessions;
    struct user_row user;

    TRY(staff_user_read(ctx, view.id, &user));
    user_form_fill(ctx, &stored, &user);
    view.name = arena_printf(ctx->arena, "%s %s", user.surname, user.name);
    view.version = user.version;
    view.active = user.active;
    view.has_factor = user.has_factor;
    view.self = user.id == ctx->actor->user_id;
    view.state = user_state(ctx, &user);
    view.ask = part == USER_PART_NAME ? ask_new(ctx, request, &request->form, errors)
                                      : ask_new(ctx, request, &stored, NULL);
    view.role_ask = part == USER_PART_ROLE ? ask_new(ctx, request, &request->form, errors)
                                           : ask_new(ctx, request, NULL, NULL);
    TRY(staff_frame(ctx, request, view.name, "users", &view.frame));
    view.frame.problem = errors != NULL;
    TRY(role_choices_read(ctx, &view.choices));
    TRY(user_read_roles(ctx, &view));
    TRY(sessions_show(ctx, view.id, &sessions, &view.session_count));
    view.sessions = sessions;

    struct html page = frame_html(ctx, response);

    user_html(&page, &view);
    return OK;
}

enum status user_page(struct ctx *ctx, struct request *request, struct response *response)
{
    return user_show(ctx, request, USER_PART_NONE, NULL, response);
}

static enum status user_done(struct ctx *ctx, struct request *request, const char *sentence,
                             struct response *response)
{
    return response_done(response, user_path(ctx, request->ids[0]), sentence);
}

/* ---- name ------------------------------------------------------------------------------------ */

struct user_changing {
    int64_t id;
    int64_t version;
    struct user_draft draft;
};

static enum status user_write_change(struct ctx *tx, void *args)
{
    const struct user_changing *changing = args;

    return user_change(tx, changing->id, changing->version, &changing->draft);
}

enum status user_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct user_changing changing = {.id = request->ids[0]};
    const char *version = form_get(&request->form, "version");
    struct form_errors errors = {0};
    struct user_row user;

    TRY(staff_user_read(ctx, changing.id, &user));
    if (!version || text_to_int(version, &changing.version) != OK)
        return ERR_INVALID;
    TRY(user_form_read(ctx, request, changing.id, &changing.draft, &errors));
    if (errors.count > 0)
        return user_show(ctx, request, USER_PART_NAME, &errors, response);

    enum status status = store_write(ctx, user_write_change, &changing);

    if (status == ERR_CONFLICT) {
        response->http_status = 409;
        form_error_add(ctx, &errors, "surname",
                       tr(ctx, "Intanto qualcun altro ha cambiato questi dati. Qui c’è quello che "
                               "hai scritto tu: controlla e salva di nuovo"));
        return user_show(ctx, request, USER_PART_NAME, &errors, response);
    }
    TRY(status);
    return user_done(ctx, request, tr(ctx, "Dati salvati."), response);
}

/* ---- roles ----------------------------------------------------------------------------------- */

struct role_giving {
    struct once *once;
    struct role_draft draft;
};

static enum status role_write(struct ctx *tx, void *args)
{
    const struct role_giving *giving = args;
    int64_t id;
    bool done;

    TRY(once_begin(tx, giving->once, &done, &id));
    if (done)
        return OK;
    TRY(user_give_role(tx, &giving->draft, &id));
    return once_end(tx, giving->once, id);
}

/* What stands in the way of a role, in words; NULL when it is nothing of the form's. */
static const char *role_trouble(const struct ctx *ctx, enum status status)
{
    switch (status) {
    case ERR_DENIED:
        return tr(ctx, "Nessuno può dare un ruolo a sé stesso: chiedi a un altro amministratore");
    case ERR_TOO_LARGE:
        return tr(ctx, "Ha già troppi ruoli: togline uno prima di darne un altro");
    default:
        return NULL;
    }
}

enum status user_role_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct role_giving giving = {.once = ask_once(request)};
    struct form_errors errors = {0};
    enum status status = OK;

    TRY(role_form_read(ctx, request, &giving.draft, &errors));
    giving.draft.user_id = request->ids[0];
    if (errors.count == 0)
        status = store_write(ctx, role_write, &giving);
    if (role_trouble(ctx, status))
        form_error_add(ctx, &errors, "role", role_trouble(ctx, status));
    if (errors.count > 0)
        return user_show(ctx, request, USER_PART_ROLE, &errors, response);
    TRY(status);
    return user_done(ctx, request, tr(ctx, "Ruolo dato. Vale dalla prossima pagina che apre."),
                     response);
}

static enum status role_write_end(struct ctx *tx, void *args)
{
    const struct request *request = args;

    return user_end_role(tx, request->ids[0], request->ids[1]);
}

/* After an act of one button: done, or why not. Done before is as good as done. */
static enum status user_acted(struct ctx *ctx, struct request *request, enum status status,
                              const char *sentence, struct response *response)
{
    if (status == ERR_CONFLICT)
        sentence = tr(ctx, "Non si può: resterebbe una zona senza amministratore.");
    else if (status != OK && status != ERR_NOT_FOUND)
        return status;
    return user_done(ctx, request, sentence, response);
}

enum status user_role_end_post(struct ctx *ctx, struct request *request, struct response *response)
{
    return user_acted(ctx, request, store_write(ctx, role_write_end, request),
                      tr(ctx, "Ruolo tolto. Vale dalla prossima pagina che apre."), response);
}

/* ---- password, second factor, on and off, sessions ------------------------------------------- */

struct password_giving {
    int64_t id;
    const char *hash;
};

static enum status password_write(struct ctx *tx, void *args)
{
    const struct password_giving *giving = args;

    return user_reset_password(tx, giving->id, giving->hash);
}

enum status user_password_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct password_giving giving = {.id = request->ids[0]};
    const char *password = password_draw(ctx);
    struct given_view view;
    struct user_row user;

    TRY(staff_user_read(ctx, giving.id, &user));
    TRY(given_open(ctx, request, arena_printf(ctx->arena, "%s %s", user.name, user.surname),
                   user.username, &view));
    TRY(password_hash(ctx, password, &giving.hash));
    TRY(store_write(ctx, password_write, &giving));
    view.id = giving.id;
    view.password = password;
    given_show(ctx, &view, response);
    return OK;
}

static enum status factor_write(struct ctx *tx, void *args)
{
    return user_reset_factor(tx, *(const int64_t *)args);
}

enum status user_factor_post(struct ctx *ctx, struct request *request, struct response *response)
{
    TRY(store_write(ctx, factor_write, &request->ids[0]));
    return user_done(ctx, request,
                     tr(ctx, "Secondo fattore azzerato: al prossimo accesso lo attiverà di nuovo."),
                     response);
}

static enum status close_write(struct ctx *tx, void *args)
{
    return user_set_active(tx, *(const int64_t *)args, false);
}

static enum status open_write(struct ctx *tx, void *args)
{
    return user_set_active(tx, *(const int64_t *)args, true);
}

enum status user_close_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct user_row user;

    TRY(staff_user_read(ctx, request->ids[0], &user));
    return user_acted(ctx, request, store_write(ctx, close_write, &request->ids[0]),
                      tr(ctx, "Utenza chiusa. Quello che ha fatto resta nel registro."), response);
}

enum status user_open_post(struct ctx *ctx, struct request *request, struct response *response)
{
    struct user_row user;

    TRY(staff_user_read(ctx, request->ids[0], &user));
    return user_acted(ctx, request, store_write(ctx, open_write, &request->ids[0]),
                      tr(ctx, "Utenza riaperta."), response);
}

static enum status session_write_end(struct ctx *tx, void *args)
{
    const struct request *request = args;

    return user_end_session(tx, request->ids[0], request->ids[1]);
}

enum status user_session_end_post(struct ctx *ctx, struct request *request,
                                  struct response *response)
{
    return user_acted(ctx, request, store_write(ctx, session_write_end, request),
                      tr(ctx, "Accesso chiuso."), response);
}
