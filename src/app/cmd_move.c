#include <stdio.h>

#include "app/commands.h"
#include "staff/staff.h"
#include "store/audit.h"
#include "store/keys.h"
#include "store/migrate.h"
#include "store/move.h"

const char CMD_MOVE_USAGE[] =
    "usage: accanto move --to DATABASE [--data DIR]\n\n"
    "Copies the whole zone into another database: from the file to PostgreSQL when it outgrows\n"
    "one machine, from PostgreSQL back to a file, or to another server. Stop the program first.\n"
    "Every row is read back and compared before anything is kept, and the record of who did what\n"
    "is verified. The old database and accanto.conf are left as they are.\n\n"
    "  --to DATABASE   postgresql://user@host/name, which must exist, be empty and have encoding\n"
    "                  UTF8 and locale C; or the path of a file\n\n"
    "Exit: 0 moved; 1 DATABASE is not empty, or the record is not whole; 2 wrong use;\n"
    "3 a database or the key is not there, or the program is still running: nothing was kept.\n";

static void show_rows(void *user, int64_t done, int64_t total)
{
    struct progress *progress = user;

    if (progress->total == 0)
        command_progress_start(progress, "rows copied and compared", total);
    command_progress(progress, done);
}

static int move_fail(enum status status, const struct move_report *report)
{
    switch (status) {
    case ERR_BUSY:
        return command_fail(status, "the database is in use: stop the program first");
    case ERR_CONFLICT:
        if (!report->table)
            return command_fail(status, "there is a zone in that database already: nothing was "
                                        "changed");
        break;
    default:
        break;
    }
    if (!report->table)
        return command_fail(ERR_UNAVAILABLE, "the zone cannot be moved: %s", status_name(status));
    return command_fail(ERR_UNAVAILABLE,
                        "the zone cannot be moved: %s, in table %s near row %lld. Nothing was kept",
                        status_name(status), report->table, (long long)report->row);
}

static enum status note_move(struct ctx *tx, void *args)
{
    (void)args;
    return audit_add(tx, &(struct audit_entry){.action = "zone.move"});
}

/* The copy as the next start will find it: its record whole, and the move written into it. */
static int move_prove(struct zone_session *session, const struct move_report *moved)
{
    struct audit_report report;

    if (audit_verify(&session->ctx, &moved->head, 1, NULL, NULL, &report) != OK)
        return command_fail(ERR_UNAVAILABLE, "the record cannot be read from the copy");
    if (report.problem != AUDIT_SOUND)
        return command_fail(ERR_CONFLICT,
                            "all is copied, but the record is not whole, as it was not before: row "
                            "%lld: %s",
                            (long long)report.number, audit_problem_text(report.problem));
    if (store_write(&session->ctx, note_move, NULL) != OK)
        return command_fail(ERR_UNAVAILABLE, "the copy cannot be written to");
    printf("%lld rows copied and compared; the record is whole, %lld rows.\n"
           "Now name the new database in %s/accanto.conf (database = ...), start the program, and\n"
           "keep the old database until you have seen that all is there.\n",
           (long long)moved->rows, (long long)report.rows, session->config.data);
    return EXIT_FINE;
}

static int move_to(struct zone_session *session, struct store *target)
{
    const struct move_tables tables = {SCHEMA_TABLES, SCHEMA_TABLE_COUNT};
    struct progress progress = {0};
    struct move_report report;

    db_close(session->ctx.db); /* nobody else may have it open, not even we */
    session->ctx.db = NULL;

    enum status status = store_move(session->store, target, &tables, show_rows, &progress, &report);

    if (progress.total > 0)
        command_progress_end(&progress, 2 * report.rows);
    if (status != OK)
        return move_fail(status, &report);
    if (store_connect(target, &session->ctx.db) != OK)
        return command_fail(ERR_UNAVAILABLE, "the copy cannot be read");
    return move_prove(session, &report);
}

static int move_prepare(struct zone_session *session, struct store *target)
{
    struct migrate_report report;

    if (store_migrate(target, SCHEMA, SCHEMA_COUNT, session->ctx.now, NULL, NULL, &report) != OK)
        return command_fail(ERR_UNAVAILABLE, "that database cannot be prepared, step %d: %s %s",
                            report.number, migrate_problem_text(report.problem), report.message);
    return EXIT_FINE;
}

static int move_open(struct zone_session *session, const char *location, struct store **ret_target)
{
    struct store_config config = {.location = location, .create = true, .who = staff_who};

    if (store_keys_load(session->config.key_path, &config.master) != OK)
        return command_fail(ERR_UNAVAILABLE, "the key cannot be read again");

    enum status status = store_open(&config, ret_target);

    if (status != OK)
        return command_fail(ERR_UNAVAILABLE, "the database to move to cannot be opened: %s",
                            status_name(status));
    return EXIT_FINE;
}

int cmd_move(int argc, char **argv)
{
    const char *to = NULL;
    const struct option_spec specs[] = {{"--to", true, &to}};
    struct options options;
    struct zone_session session;
    struct store *target = NULL;

    if (!command_options(argc, argv, specs, 1, &options))
        return EXIT_USAGE;
    if (!to || options.word_count > 0)
        return command_fail(ERR_INVALID, "say where to: accanto move --to DATABASE");

    int code = command_open(options.data, ZONE_READY, &session);

    if (code == EXIT_FINE)
        code = move_open(&session, to, &target);
    if (code == EXIT_FINE)
        code = move_prepare(&session, target);
    if (code == EXIT_FINE)
        code = move_to(&session, target);
    /* A connection ends before its store. */
    if (session.ctx.db)
        db_close(session.ctx.db);
    session.ctx.db = NULL;
    store_close(target);
    command_close(&session);
    return code;
}
