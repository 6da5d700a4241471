#include <stdio.h>
#include <string.h>

#include "app/commands.h"
#include "base/text.h"
#include "staff/accounts.h"
#include "staff/password.h"
#include "zone/zone.h"

const char CMD_USER_USAGE[] =
    "usage: accanto user add USERNAME SURNAME NAME ROLE [--office CODE] [--data DIR]\n"
    "       accanto user list\n"
    "       accanto user reset USERNAME     a new one-time password; forgets the second factor\n"
    "       accanto user off USERNAME       nobody enters with it any more\n"
    "       accanto user on USERNAME\n\n"
    "Roles: coordinator, social_worker, service_head, external_member, rides_coordinator,\n"
    "treasurer, centre_manager, councillor, planning_office, administrator, dpo. Without\n"
    "--office the role reaches the whole zone. list prints a tab-separated line each: name, on or\n"
    "off, surname and name.\n\n"
    "Exit: 0 done; 1 no such user, or the name is taken; 2 wrong use; 3 database not there.\n";

struct user_work {
    struct user_draft draft;
    struct role_draft role;
    const char *password_hash;
    int64_t user_id;
    bool active;
};

static enum status user_add_op(struct ctx *tx, void *args)
{
    struct user_work *work = args;

    TRY(user_create(tx, &work->draft, work->password_hash, &work->role.user_id));
    return user_give_role(tx, &work->role, &(int64_t){0});
}

static enum status user_reset_op(struct ctx *tx, void *args)
{
    struct user_work *work = args;

    TRY(user_reset_factor(tx, work->user_id));
    return user_reset_password(tx, work->user_id, work->password_hash);
}

static enum status user_active_op(struct ctx *tx, void *args)
{
    struct user_work *work = args;

    return user_set_active(tx, work->user_id, work->active);
}

static int user_told(enum status status, const char *username, const char *done,
                     const char *password)
{
    if (status == ERR_CONFLICT)
        return command_fail(status, "%s: the name is taken, or nobody else could manage users",
                            username);
    if (status != OK)
        return command_fail(status, "%s: %s", username, status_name(status));
    printf("%s: %s\n", username, done);
    if (password)
        printf("one-time password: %s\n", password);
    return EXIT_FINE;
}

static enum status office_id_of(struct ctx *ctx, const char *code, int64_t *ret_id)
{
    struct office_row office;

    TRY(zone_office_by_code(ctx, code, &office));
    *ret_id = office.id;
    return OK;
}

static int user_add(struct zone_session *session, const struct options *options, const char *office)
{
    struct ctx *ctx = &session->ctx;
    const char *password = password_draw(ctx);
    struct user_work work = {
        .draft = {options->words[1], options->words[2], options->words[3], NULL, NULL},
        .role = {.role = role_from_code(options->words[4]),
                 .from = instant_date(ctx->now),
                 .to = DATE_NONE},
    };

    if (work.role.role == ROLE_NONE || work.role.role == ROLE_SYSTEM)
        return command_fail(ERR_INVALID, "there is no role '%s'; see --help", options->words[4]);
    if (!username_is_fit(options->words[1]))
        return command_fail(ERR_INVALID, "a user's name is made of a-z, 0-9, dots and dashes");
    if (office && office_id_of(ctx, office, &work.role.office_id) != OK)
        return command_fail(ERR_NOT_FOUND, "there is no office '%s'", office);
    if (password_hash(ctx, password, &work.password_hash) != OK)
        return command_fail(ERR_UNAVAILABLE, "no memory for the password's hash");
    work.draft.title = role_label(work.role.role);
    return user_told(store_write(ctx, user_add_op, &work), options->words[1], "added", password);
}

static int user_change_one(struct zone_session *session, const char *verb, const char *username)
{
    struct ctx *ctx = &session->ctx;
    struct user_work work = {.active = strcmp(verb, "on") == 0};
    struct entering_user user;
    const char *password = NULL;

    if (staff_user_by_name(ctx, username, &user) != OK)
        return command_fail(ERR_NOT_FOUND, "there is no user '%s'", username);
    work.user_id = user.id;
    if (strcmp(verb, "reset") != 0)
        return user_told(store_write(ctx, user_active_op, &work), username,
                         work.active ? "on" : "off", NULL);
    password = password_draw(ctx);
    if (password_hash(ctx, password, &work.password_hash) != OK)
        return command_fail(ERR_UNAVAILABLE, "no memory for the password's hash");
    return user_told(store_write(ctx, user_reset_op, &work), username, "reset", password);
}

static int user_list(struct zone_session *session)
{
    enum { PAGE = 100 };
    struct staff_users_args page = {.today = instant_date(session->ctx.now), .take = PAGE};
    struct user_line *rows;
    size_t count;

    do {
        if (staff_users(&session->ctx, &page, &rows, &count) != OK)
            return command_fail(ERR_UNAVAILABLE, "the users cannot be read");
        for (size_t i = 0; i < count; i++)
            printf("%s\t%s\t%s %s\n", rows[i].username, rows[i].active ? "on" : "off",
                   rows[i].surname, rows[i].name);
        page.skip += PAGE;
    } while (count == PAGE);
    return EXIT_FINE;
}

static int user_run(struct zone_session *session, const struct options *options, const char *office)
{
    const char *verb = options->word_count > 0 ? options->words[0] : "";

    if (strcmp(verb, "list") == 0 && options->word_count == 1)
        return user_list(session);
    if (strcmp(verb, "add") == 0 && options->word_count == 5)
        return user_add(session, options, office);
    if (options->word_count == 2 &&
        (strcmp(verb, "reset") == 0 || strcmp(verb, "off") == 0 || strcmp(verb, "on") == 0))
        return user_change_one(session, verb, options->words[1]);
    return command_fail(ERR_INVALID, "say add, list, reset, off or on, and whom; see --help");
}

int cmd_user(int argc, char **argv)
{
    const char *office = NULL;
    const struct option_spec specs[] = {{"--office", true, &office}};
    struct options options;
    struct zone_session session;

    if (!command_options(argc, argv, specs, 1, &options))
        return EXIT_USAGE;

    int code = command_open(options.data, ZONE_READY, &session);

    if (code == EXIT_FINE)
        code = user_run(&session, &options, office);
    command_close(&session);
    return code;
}
