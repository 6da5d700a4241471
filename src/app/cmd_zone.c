/* Making a zone and keeping its database up to date: init, demo, migrate. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/house.h"
#include "app/serve.h"
#include "base/text.h"
#include "demo/demo.h"
#include "staff/accounts.h"
#include "staff/password.h"
#include "staff/staff.h"
#include "store/keys.h"
#include "store/migrate.h"
#include "zone/zone.h"

const char CMD_INIT_USAGE[] =
    "usage: accanto init --zone NAME --controller BODY --admin USERNAME [--data DIR]\n"
    "                    [--database postgresql://...]\n\n"
    "Makes a new zone: the directory, its key, the database, and a first administrator whose\n"
    "one-time password is printed. What is sealed can be read with the key only: keep a copy of\n"
    "master.key somewhere else, for a backup without the key is useless.\n\n"
    "  --zone NAME        such as \"Zona Sociale 10\"\n"
    "  --controller BODY  the body that answers for the data, such as \"Comune di Terni\"\n"
    "  --admin USERNAME   who enters first and adds the others\n"
    "  --database URL     a PostgreSQL database instead of a file in DIR; it must exist, be\n"
    "                     empty, and have encoding UTF8\n\n"
    "Exit: 0 made; 1 there is a zone already; 2 wrong use; 3 disk or database not there.\n";

const char CMD_DEMO_USAGE[] =
    "usage: accanto demo [--data DIR] [--serve] [--port N] [--seed N]\n\n"
    "Makes a demonstration zone in DIR, unless there is one: the Valnerina office with about\n"
    "4,000 invented people and a year of activity that ends today. Prints who can sign in.\n\n"
    "  --serve    then serve it, without TLS, on the loopback address\n"
    "  --port N   listen there\n"
    "  --seed N   another number makes other people\n\n"
    "Exit: 0 done; 2 wrong use; 3 disk or database not there.\n";

const char CMD_MIGRATE_USAGE[] =
    "usage: accanto migrate [--data DIR]\n\n"
    "Brings the database to this program's version, step by step, each whole or not at all.\n"
    "Make a backup first. It may be stopped and run again at any time.\n\n"
    "Exit: 0 up to date; 1 the database is not one this program can bring up; 3 not there.\n";

/* What this run has put into the directory, so that it can be taken away again when no zone comes
   of it: a second try would find a zone's key and stop. NULL: nothing. */
struct zone_files {
    const char *settings;
    const char *key;
};

static void zone_take_back(const struct zone_files *files)
{
    if (files->settings)
        unlink(files->settings);
    if (files->key)
        unlink(files->key);
}

static int zone_write_settings(struct arena *arena, const struct config *config,
                               const char *database, struct zone_files *files)
{
    const char *path = arena_printf(arena, "%s/accanto.conf", config->data);
    FILE *file = fopen(path, "wxe");

    if (!file)
        return command_fail(ERR_IO, "%s cannot be written: %s", path, strerror(errno));
    files->settings = path;
    fprintf(file, "database = %s\n", database);
    if (fclose(file) != 0)
        return command_fail(ERR_IO, "%s cannot be written: %s", path, strerror(errno));
    return EXIT_FINE;
}

/* The directory, which may be there already, the settings and the key, which may not. */
static int zone_prepare(struct arena *arena, const struct config *config, const char *database,
                        struct zone_files *files)
{
    struct crypt_key key;
    enum status status;
    int code = EXIT_FINE;

    if (mkdir(config->data, 0700) != 0 && errno != EEXIST)
        return command_fail(ERR_IO, "the directory %s cannot be made: %s", config->data,
                            strerror(errno));
    if (database)
        code = zone_write_settings(arena, config, database, files);
    if (code != EXIT_FINE)
        return code;
    status = store_keys_create(config->key_path, &key);
    if (status == ERR_CONFLICT)
        return command_fail(ERR_CONFLICT,
                            "there is a key in %s already: nothing was changed. If no zone was "
                            "ever made with it, move it away",
                            config->key_path);
    if (status != OK)
        return command_fail(status, "the key %s cannot be made", config->key_path);
    files->key = config->key_path;
    return EXIT_FINE;
}

static void show_step(void *user, const struct migration *step)
{
    (void)user;
    fprintf(stderr, "database step %d: %s\n", step->number, step->name);
}

static int zone_migrate(struct zone_session *session, bool quiet)
{
    struct migrate_report report;
    enum status status = store_migrate(session->store, SCHEMA, SCHEMA_COUNT, session->ctx.now,
                                       quiet ? NULL : show_step, NULL, &report);

    if (status != OK)
        return command_fail(
            status == ERR_CONFLICT || status == ERR_INVALID ? ERR_CONFLICT : ERR_UNAVAILABLE,
            "step %d: %s %s", report.number, migrate_problem_text(report.problem), report.message);
    if (!quiet)
        fprintf(stderr, "%d steps applied, %d were there\n", report.applied, report.already);
    return EXIT_FINE;
}

int cmd_migrate(int argc, char **argv)
{
    struct options options;
    struct zone_session session;

    if (!command_options(argc, argv, NULL, 0, &options))
        return EXIT_USAGE;

    int code = command_open(options.data, ZONE_ANY, &session);

    if (code == EXIT_FINE)
        code = zone_migrate(&session, false);
    command_close(&session);
    return code;
}

struct init_args {
    struct zone_insert_args zone;
    struct user_draft admin;
    const char *password_hash;
};

static enum status zone_begin(struct ctx *tx, void *args)
{
    struct init_args *init = args;
    struct role_draft role = {
        .role = ROLE_ADMINISTRATOR, .from = instant_date(tx->now), .to = DATE_NONE};
    struct ctx as_system = *tx;

    TRY(staff_system_create(tx));
    TRY(staff_system_actor(tx, &as_system.actor));
    TRY(zone_create(&as_system, &init->zone));
    TRY(user_create(&as_system, &init->admin, init->password_hash, &role.user_id));
    return user_give_role(&as_system, &role, &(int64_t){0});
}

static int zone_fill(struct zone_session *session, const char *zone, const char *controller,
                     const char *admin)
{
    const char *password = password_draw(&session->ctx);
    struct init_args args = {
        .zone = {.name = zone,
                 .controller = controller,
                 .second_factor = true,
                 .created_at = session->ctx.now},
        .admin = {.username = admin, .surname = admin, .name = "Amministratore"},
    };

    if (password_hash(&session->ctx, password, &args.password_hash) != OK)
        return command_fail(ERR_UNAVAILABLE, "no memory for the password's hash");

    enum status status = store_write(&session->ctx, zone_begin, &args);

    if (status == ERR_CONFLICT)
        return command_fail(status, "there is a zone in this database already");
    if (status != OK)
        return command_fail(status, "the zone cannot be made: %s", status_name(status));
    printf("The zone is made. Enter as %s with the password %s and choose your own.\n"
           "Now copy %s to a safe place: a backup without it is useless.\n",
           admin, password, session->config.key_path);
    return EXIT_FINE;
}

int cmd_init(int argc, char **argv)
{
    const char *zone = NULL, *controller = NULL, *admin = NULL, *database = NULL, *why = NULL;
    const struct option_spec specs[] = {{"--zone", true, &zone},
                                        {"--controller", true, &controller},
                                        {"--admin", true, &admin},
                                        {"--database", true, &database}};
    struct options options;
    struct zone_session session = {0};
    struct zone_files files = {0};
    struct arena arena;
    struct config config;

    if (!command_options(argc, argv, specs, 4, &options))
        return EXIT_USAGE;
    if (!zone || !controller || !admin)
        return command_fail(ERR_INVALID, "--zone, --controller and --admin are needed; see --help");
    if (!username_is_fit(admin))
        return command_fail(ERR_INVALID, "a user's name is made of a-z, 0-9, dots and dashes");
    if (arena_init(&arena, 1 << 20) != OK)
        return command_fail(ERR_UNAVAILABLE, "no memory");

    int code = config_load(&arena, options.data, &config, &why) == OK
                   ? zone_prepare(&arena, &config, database, &files)
                   : command_fail(ERR_INVALID, "%s", why);

    if (code == EXIT_FINE)
        code = command_open(options.data, ZONE_NEW, &session);
    if (code == EXIT_FINE)
        code = zone_migrate(&session, true);

    bool begun = code == EXIT_FINE;

    if (begun)
        code = zone_fill(&session, zone, controller, admin);
    /* If the database went away while it was written the zone may be there, and needs its key. */
    if (code != EXIT_FINE && !(begun && code == EXIT_UNAVAILABLE))
        zone_take_back(&files);
    command_close(&session);
    arena_free(&arena);
    return code;
}

static void show_part(void *user, const char *part)
{
    (void)user;
    fprintf(stderr, "  %s...\n", part);
}

static void show_users(void)
{
    puts("\nWho can sign in (password " DEMO_PASSWORD "):");
    for (size_t i = 0; i < DEMO_USER_COUNT; i++)
        printf("  %-14s %s %s, %s\n", DEMO_USERS[i].username, DEMO_USERS[i].name,
               DEMO_USERS[i].surname, DEMO_USERS[i].title);
    puts("");
    fflush(stdout);
}

/* Fills the zone unless it was filled before. */
static int demo_fill(struct zone_session *session, uint64_t seed)
{
    const struct actor *actor;
    enum status status;

    if (staff_system_actor(&session->ctx, &actor) == OK) {
        session->ctx.actor = actor;
        return EXIT_FINE;
    }
    fprintf(stderr, "Making the demonstration zone, once:\n");
    status = demo_create(&session->ctx, instant_date(session->ctx.now), seed, show_part, NULL);
    if (status != OK)
        return command_fail(ERR_UNAVAILABLE, "the demonstration cannot be made: %s",
                            status_name(status));
    return EXIT_FINE;
}

static int demo_open(const char *data, uint64_t seed, struct zone_session *session)
{
    struct arena arena;
    struct config config;
    const char *why = NULL;
    int code = EXIT_FINE;

    if (arena_init(&arena, 1 << 20) != OK)
        return command_fail(ERR_UNAVAILABLE, "no memory");
    if (config_load(&arena, data, &config, &why) != OK)
        code = command_fail(ERR_INVALID, "%s", why);
    else if (access(config.key_path, F_OK) != 0)
        code = zone_prepare(&arena, &config, NULL, &(struct zone_files){0});
    arena_free(&arena);
    if (code == EXIT_FINE)
        code = command_open(data, ZONE_NEW, session);
    if (code == EXIT_FINE)
        code = zone_migrate(session, true);
    if (code == EXIT_FINE)
        code = demo_fill(session, seed);
    return code;
}

int cmd_demo(int argc, char **argv)
{
    const char *serve = NULL, *port = NULL, *seed = NULL;
    const struct option_spec specs[] = {
        {"--serve", false, &serve}, {"--port", true, &port}, {"--seed", true, &seed}};
    struct options options;
    struct zone_session session = {0};
    int64_t port_number = 0;
    int64_t seed_number = 10;

    if (!command_options(argc, argv, specs, 3, &options))
        return EXIT_USAGE;
    if ((port &&
         (text_to_int(port, &port_number) != OK || port_number < 0 || port_number > 65535)) ||
        (seed && text_to_int(seed, &seed_number) != OK))
        return command_fail(ERR_INVALID, "--port and --seed want a number");

    int code = demo_open(options.data, (uint64_t)seed_number, &session);

    if (code == EXIT_FINE) {
        show_users();
        session.config.secure_cookies = false; /* it is reached without TLS, on this machine */
        if (port)
            session.config.listen_port = (int)port_number;
        if (serve)
            code = serve_zone(&session);
    }
    command_close(&session);
    return code;
}
