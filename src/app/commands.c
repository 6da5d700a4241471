/* Every command on one screen. */
#include "app/commands.h"

#include "app/cmd_people.h"
#include "app/cmd_planner.h"
#include "app/cmd_roads.h"

const struct command COMMANDS[] = {
    {"serve", "answers browsers until it is stopped", CMD_SERVE_USAGE, cmd_serve},
    {"demo", "makes a demonstration zone, once", CMD_DEMO_USAGE, cmd_demo},
    {"init", "makes a new, empty zone with its key", CMD_INIT_USAGE, cmd_init},
    {"migrate", "brings the database to this program's version", CMD_MIGRATE_USAGE, cmd_migrate},
    {"user", "adds, lists, resets and switches off members of staff", CMD_USER_USAGE, cmd_user},
    {"routes", "prints who may reach which page", CMD_ROUTES_USAGE, cmd_routes},
    {"people import", "takes persons in from a CSV or TSV file", PEOPLE_IMPORT_USAGE,
     cmd_people_import},
    {"people search", "finds persons as the search page does", PEOPLE_SEARCH_USAGE,
     cmd_people_search},
    {"tax-code", "checks tax codes", TAX_CODE_USAGE, cmd_tax_code},
    {"planner solve", "plans the rides of a dial-a-ride file", PLANNER_SOLVE_USAGE,
     cmd_planner_solve},
    {"planner check", "judges a plan for a dial-a-ride file", PLANNER_CHECK_USAGE,
     cmd_planner_check},
    {"planner prove", "proves what the best plan for such a file costs", PLANNER_PROVE_USAGE,
     cmd_planner_prove},
    {"roads import", "takes driving times in from a CSV or TSV file", ROADS_IMPORT_USAGE,
     cmd_roads_import},
    {"roads learn", "learns driving times from the rides that were driven", ROADS_LEARN_USAGE,
     cmd_roads_learn},
    {"roads route", "computes driving times from a map, with Debian's routino", ROADS_ROUTE_USAGE,
     cmd_roads_route},
    {"audit verify", "proves that the record of who did what is whole", CMD_AUDIT_VERIFY_USAGE,
     cmd_audit_verify},
    {"backup", "copies the database while it is in use", CMD_BACKUP_USAGE, cmd_backup},
    {"restore", "puts a backup in place of the database", CMD_RESTORE_USAGE, cmd_restore},
    {"move", "copies the zone into another database", CMD_MOVE_USAGE, cmd_move},
    {"check", "looks whether the installation is sound", CMD_CHECK_USAGE, cmd_check},
};
const int COMMAND_COUNT = sizeof COMMANDS / sizeof COMMANDS[0];
