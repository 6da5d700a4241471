/*
 * The forms of a user and of a role.
 */
#include "base/text.h"
#include "base/words.h"
#include "staff/staff.h"
#include "staff/users_web.h"
#include "staff_html.h"
#include "zone/zone.h"

struct user_form {
    const char *username;
    const char *surname;
    const char *name;
    const char *title;
    const char *email;
};

static const struct input USER[] = {
    INPUT_NAME(struct user_form, surname, 80, "Cognome", "Scrivi il cognome"),
    INPUT_NAME(struct user_form, name, 80, "Nome", "Scrivi il nome"),
    INPUT_LINE(struct user_form, username, USERNAME_CHARS_MAX, "Nome utente",
               "Scrivi il nome utente"),
    INPUT_LINE(struct user_form, title, 80, "Qualifica", OPTIONAL),
    INPUT_EMAIL(struct user_form, email, "E-mail di lavoro", OPTIONAL),
};

const char *user_name_taken(const struct ctx *ctx)
{
    return tr(ctx, "Questo nome utente è già di un’altra persona: scegline un altro");
}

static enum status username_judge(struct ctx *ctx, const char *username, int64_t user_id,
                                  struct form_errors *errors)
{
    struct entering_user other;
    enum status status;

    if (!username_is_fit(username)) {
        form_error_add(ctx, errors, "username",
                       tr(ctx, "Usa solo lettere senza accento, cifre, punti e trattini"));
        return OK;
    }
    if (user_id == 0) /* the write judges: sent twice, the form itself took the name before */
        return OK;
    status = staff_user_by_name(ctx, username, &other);
    if (status == OK && other.id != user_id)
        form_error_add(ctx, errors, "username", user_name_taken(ctx));
    return status == ERR_NOT_FOUND ? OK : status;
}

enum status user_form_read(struct ctx *ctx, struct request *request, int64_t user_id,
                           struct user_draft *ret_draft, struct form_errors *errors)
{
    struct user_form form;

    TRY(input_read(ctx, &request->form, USER, &form, errors));
    form.username = text_lower_ascii(ctx->arena, form.username);
    if (!form_error_of(errors, "username"))
        TRY(username_judge(ctx, form.username, user_id, errors));
    *ret_draft = (struct user_draft){.username = form.username,
                                     .surname = form.surname,
                                     .name = form.name,
                                     .title = form.title,
                                     .email = form.email};
    return OK;
}

void user_form_fill(struct ctx *ctx, struct form *form, const struct user_row *user)
{
    struct user_form values = {.username = user->username,
                               .surname = user->surname,
                               .name = user->name,
                               .title = user->title,
                               .email = user->email};

    input_show(ctx, form, USER, &values);
}

/* ---- a role ---------------------------------------------------------------------------------- */

const char *role_place_show(struct ctx *ctx, const struct user_role *role)
{
    const char *where = role->office ? role->office : role->municipality;
    const char *label = tr(ctx, role_label(role_from_code(role->role)));

    return where ? arena_printf(ctx->arena, "%s, %s", label, where) : label;
}

struct options_list role_options(struct ctx *ctx)
{
    struct option *items = arena_array(ctx->arena, struct option, ROLE_COUNT);
    size_t count = 0;

    for (enum role role = ROLE_NONE + 1; role < ROLE_COUNT; role++) {
        if (role != ROLE_SYSTEM)
            items[count++] =
                (struct option){.value = role_code(role), .label = tr(ctx, role_label(role))};
    }
    return (struct options_list){items, count};
}

static const char *number_text(struct ctx *ctx, int64_t number)
{
    return arena_printf(ctx->arena, "%lld", (long long)number);
}

enum status role_choices_read(struct ctx *ctx, struct role_choices *ret_choices)
{
    struct office_row *offices;
    struct municipality_row *towns;
    size_t office_count, town_count, town_used = 0;

    TRY(zone_offices_in_use(ctx, &offices, &office_count));
    TRY(zone_municipalities(ctx, &towns, &town_count));

    struct option *office = arena_array(ctx->arena, struct option, office_count);
    struct option *town = arena_array(ctx->arena, struct option, town_count);

    for (size_t i = 0; i < office_count; i++)
        office[i] = (struct option){number_text(ctx, offices[i].id), offices[i].name, NULL};
    for (size_t i = 0; i < town_count; i++) {
        if (towns[i].active)
            town[town_used++] = (struct option){number_text(ctx, towns[i].id), towns[i].name, NULL};
    }
    *ret_choices =
        (struct role_choices){role_options(ctx), {office, office_count}, {town, town_used}};
    return OK;
}

struct role_form {
    const char *role;
    int64_t office;
    int64_t municipality;
    struct date from;
    struct date to;
};

static const struct input ROLE[] = {
    INPUT_LINE(struct role_form, role, 40, "Ruolo", "Scegli il ruolo"),
    INPUT_ID(struct role_form, office, "Ufficio", OPTIONAL),
    INPUT_ID(struct role_form, municipality, "Comune", OPTIONAL),
    INPUT_DATE(struct role_form, from, DATES_ANY, "Dal", OPTIONAL),
    INPUT_DATE(struct role_form, to, DATES_COMING, "Al", OPTIONAL),
};

static void role_judge(struct ctx *ctx, const struct role_choices *choices,
                       const struct role_form *form, struct form_errors *errors)
{
    const char *pick = tr(ctx, "Scegli una voce dell’elenco");

    if (*form->role && !options_have(&choices->roles, form->role))
        form_error_add(ctx, errors, "role", pick);
    if (form->office && !options_have(&choices->offices, number_text(ctx, form->office)))
        form_error_add(ctx, errors, "office", pick);
    if (form->municipality &&
        !options_have(&choices->municipalities, number_text(ctx, form->municipality)))
        form_error_add(ctx, errors, "municipality", pick);
    if (!date_is_none(form->to) && form->to.days < form->from.days)
        form_error_add(ctx, errors, "to", tr(ctx, "Scrivi un giorno dopo quello di inizio"));
}

enum status role_form_read(struct ctx *ctx, struct request *request, struct role_draft *ret_role,
                           struct form_errors *errors)
{
    struct role_choices choices;
    struct role_form form;

    TRY(role_choices_read(ctx, &choices));
    TRY(input_read(ctx, &request->form, ROLE, &form, errors));
    if (date_is_none(form.from))
        form.from = instant_date(ctx->now);
    role_judge(ctx, &choices, &form, errors);
    *ret_role = (struct role_draft){.role = role_from_code(form.role),
                                    .office_id = form.office,
                                    .municipality_id = form.municipality,
                                    .from = form.from,
                                    .to = form.to};
    return OK;
}

/* ---- a password that is handed over ---------------------------------------------------------- */

enum status given_open(struct ctx *ctx, struct request *request, const char *name,
                       const char *username, struct given_view *ret_view)
{
    *ret_view = (struct given_view){.name = name, .username = username};
    return staff_frame(ctx, request, tr(ctx, "Parola d’accesso provvisoria"), "users",
                       &ret_view->frame);
}

void given_show(struct ctx *ctx, const struct given_view *view, struct response *response)
{
    struct html page = frame_html(ctx, response);

    given_html(&page, view);
}
