#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/house.h"
#include "store/audit.h"
#include "store/backup.h"

const char CMD_BACKUP_USAGE[] =
    "usage: accanto backup FILE [--data DIR]\n\n"
    "Copies the whole database to FILE while it is in use, with FILE.manifest beside it: the hash\n"
    "of the copy and the end of the audit chain. On PostgreSQL it runs pg_dump. The key is NOT in\n"
    "the copy: keep it elsewhere, for without it the copy's notes stay closed.\n\n"
    "Exit: 0 done; 1 FILE exists; 2 wrong use; 3 disk or database not there.\n";

const char CMD_RESTORE_USAGE[] =
    "usage: accanto restore FILE [--data DIR]\n\n"
    "Checks the backup FILE against its manifest, makes the database from it, and verifies the\n"
    "audit chain. DIR must hold the key of that zone and no database yet (move the old one away\n"
    "first); on PostgreSQL the database must be empty.\n\n"
    "Exit: 0 done; 1 the backup is damaged, of the other engine, or a database is in the way;\n"
    "2 wrong use; 3 disk, key or database not there.\n";

static void show_manifest(struct arena *arena, const char *done, const char *path,
                          const struct backup_manifest *manifest)
{
    printf("%s %s: %lld bytes, audit head %s\n", done, path, (long long)manifest->bytes,
           audit_head_show(arena, &manifest->head));
}

static int backup_to(struct zone_session *session, const char *path)
{
    struct backup_manifest manifest;
    enum status status = store_backup(&session->ctx, path, &manifest);

    if (status == ERR_CONFLICT)
        return command_fail(status, "%s or its manifest exists: choose another name", path);
    if (status == ERR_NOT_FOUND)
        return command_fail(ERR_UNAVAILABLE, "pg_dump is not installed: it comes with the package "
                                             "postgresql-client");
    if (status != OK)
        return command_fail(ERR_UNAVAILABLE, "%s cannot be written: %s", path, status_name(status));
    show_manifest(&session->arena, "copied to", path, &manifest);
    return EXIT_FINE;
}

int cmd_backup(int argc, char **argv)
{
    struct options options;
    struct zone_session session;

    if (!command_options(argc, argv, NULL, 0, &options))
        return EXIT_USAGE;
    if (options.word_count != 1)
        return command_fail(ERR_INVALID, "say where to: accanto backup FILE");

    int code = command_open(options.data, ZONE_READY, &session);

    if (code == EXIT_FINE)
        code = backup_to(&session, options.words[0]);
    command_close(&session);
    return code;
}

static int restore_from(struct arena *arena, const struct config *config, const char *path,
                        struct backup_manifest *manifest)
{
    enum status status = backup_restore(arena, path, config->database, manifest);

    switch (status) {
    case OK:
        show_manifest(arena, "restored from", path, manifest);
        return EXIT_FINE;
    case ERR_NOT_FOUND:
        return command_fail(status, "%s or its manifest is not there", path);
    case ERR_CORRUPT:
        return command_fail(ERR_CONFLICT, "%s is damaged: it does not fit its manifest", path);
    case ERR_CONFLICT:
        return command_fail(status, "%s is there already: move it away first", config->database);
    case ERR_INVALID:
        return command_fail(ERR_CONFLICT, "%s is a backup of the other kind of database", path);
    default:
        return command_fail(ERR_UNAVAILABLE, "the database cannot be made: %s",
                            status_name(status));
    }
}

static int restore_verify(const char *data, const struct backup_manifest *manifest)
{
    struct zone_session session;
    struct audit_report report;
    int code = command_open(data, ZONE_ANY, &session);

    if (code == EXIT_FINE &&
        audit_verify(&session.ctx, &manifest->head, 1, NULL, NULL, &report) != OK)
        code = command_fail(ERR_UNAVAILABLE, "the audit chain cannot be read");
    else if (code == EXIT_FINE && report.problem != AUDIT_SOUND)
        code =
            command_fail(ERR_CONFLICT, "the audit chain of the backup is not whole: row %lld: %s",
                         (long long)report.number, audit_problem_text(report.problem));
    else if (code == EXIT_FINE)
        printf("audit chain whole, %lld rows\n", (long long)report.rows);
    command_close(&session);
    return code;
}

int cmd_restore(int argc, char **argv)
{
    enum { RESTORE_ARENA_BYTES = 16 * 1024 * 1024 };
    struct options options;
    struct config config;
    struct arena arena;
    struct backup_manifest manifest;
    const char *why = NULL;
    int code;

    if (!command_options(argc, argv, NULL, 0, &options))
        return EXIT_USAGE;
    if (options.word_count != 1)
        return command_fail(ERR_INVALID, "say from where: accanto restore FILE");
    if (arena_init(&arena, RESTORE_ARENA_BYTES) != OK || crypt_init() != OK)
        return command_fail(ERR_UNAVAILABLE, "no memory or no randomness on this machine");
    if (config_load(&arena, options.data, &config, &why) != OK)
        code = command_fail(ERR_INVALID, "%s", why);
    else if (access(config.key_path, R_OK) != 0)
        code = command_fail(ERR_UNAVAILABLE, "put the zone's key to %s first", config.key_path);
    else
        code = restore_from(&arena, &config, options.words[0], &manifest);
    if (code == EXIT_FINE)
        code = restore_verify(options.data, &manifest);
    arena_free(&arena);
    return code;
}
