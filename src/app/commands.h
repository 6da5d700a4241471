/* The commands, one function each, and what --help prints of each. */
#ifndef APP_COMMANDS_H
#define APP_COMMANDS_H

#include "app/command.h"

int cmd_serve(int argc, char **argv);
int cmd_demo(int argc, char **argv);
int cmd_init(int argc, char **argv);
int cmd_migrate(int argc, char **argv);
int cmd_user(int argc, char **argv);
int cmd_routes(int argc, char **argv);
int cmd_audit_verify(int argc, char **argv);
int cmd_backup(int argc, char **argv);
int cmd_restore(int argc, char **argv);
int cmd_move(int argc, char **argv);
int cmd_check(int argc, char **argv);

extern const char CMD_SERVE_USAGE[], CMD_DEMO_USAGE[], CMD_INIT_USAGE[], CMD_MIGRATE_USAGE[],
    CMD_USER_USAGE[], CMD_ROUTES_USAGE[], CMD_AUDIT_VERIFY_USAGE[], CMD_BACKUP_USAGE[],
    CMD_RESTORE_USAGE[], CMD_MOVE_USAGE[], CMD_CHECK_USAGE[];

#endif
