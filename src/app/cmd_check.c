#include <stdio.h>

#include "app/commands.h"
#include "app/house.h"
#include "store/audit.h"
#include "zone/zone.h"

const char CMD_CHECK_USAGE[] =
    "usage: accanto check [--data DIR]\n\n"
    "Looks whether the installation is sound: settings, key, database, its version, the audit\n"
    "chain, the staff's second factor. A line each, \"ok\" or what to do.\n\n"
    "Exit: 0 all is sound; 1 something is not; 2 wrong use; 3 the database is not there.\n";

/* A line each: what was looked at, and "ok" or what to do. */
static int told(const char *what, bool sound, const char *advice)
{
    printf("%-22s %s\n", what, sound ? "ok" : advice);
    return sound ? EXIT_FINE : EXIT_FOUND;
}

static int check_audit(struct zone_session *session)
{
    struct audit_report report;

    if (audit_verify(&session->ctx, NULL, 0, NULL, NULL, &report) != OK)
        return told("audit chain", false, "it cannot be read");
    return told("audit chain", report.problem == AUDIT_SOUND, audit_problem_text(report.problem));
}

static int check_zone(struct zone_session *session)
{
    struct zone_row zone;
    int code = EXIT_FINE;

    if (zone_read(&session->ctx, &zone) != OK)
        return told("zone", false, "there is none: run 'accanto init' or 'accanto demo'");
    code |= told("zone", true, NULL);
    code |= told("second factor", zone.second_factor || zone.demonstration,
                 "it is off: switch it on before real people's data come in");
    code |= told("secure cookies", session->config.secure_cookies || zone.demonstration,
                 "they are off: remove secure_cookies = no from accanto.conf");
    return code | check_audit(session);
}

int cmd_check(int argc, char **argv)
{
    struct options options;
    struct zone_session session;

    if (!command_options(argc, argv, NULL, 0, &options))
        return EXIT_USAGE;

    int code = command_open(options.data, ZONE_READY, &session);

    if (code == EXIT_FINE) {
        code |= told("settings and key", true, NULL);
        code |= told("database version", true, NULL);
        code |= check_zone(&session);
    }
    command_close(&session);
    return code;
}
