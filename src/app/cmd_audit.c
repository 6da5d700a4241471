#include <stdio.h>
#include <string.h>

#include "app/commands.h"
#include "store/audit.h"

const char CMD_AUDIT_VERIFY_USAGE[] =
    "usage: accanto audit verify [--data DIR] [--head \"NUMBER HASH\"]\n\n"
    "Reads the whole record of who did what and proves that no row was altered, removed, swapped\n"
    "or added. The chain cannot show that its newest rows were cut together with its end, so give\n"
    "it an end that was kept elsewhere: the service log prints it at each start and stop, and\n"
    "every backup holds it.\n\n"
    "  --head \"NUMBER HASH\"   an end of the chain that was kept elsewhere\n\n"
    "Exit: 0 whole; 1 not whole, and where; 2 wrong use; 3 the database is not there.\n";

static void show_rows(void *user, int64_t rows)
{
    command_progress(user, rows);
}

static int audit_verify_zone(struct zone_session *session, const struct audit_head *known,
                             size_t known_count)
{
    struct progress progress;
    struct audit_report report;
    enum status status;

    command_progress_start(&progress, "rows", 0);
    status = audit_verify(&session->ctx, known, known_count, show_rows, &progress, &report);
    if (status != OK)
        return command_fail(ERR_UNAVAILABLE, "the record cannot be read: %s", status_name(status));
    command_progress_end(&progress, report.rows);
    if (report.problem == AUDIT_SOUND) {
        printf("%lld rows, whole\n", (long long)report.rows);
        return EXIT_FINE;
    }
    printf("%lld rows, %lld of them wrong; the first: row %lld: %s\n", (long long)report.rows,
           (long long)report.bad_rows, (long long)report.number,
           audit_problem_text(report.problem));
    return EXIT_FOUND;
}

int cmd_audit_verify(int argc, char **argv)
{
    const char *head = NULL;
    const struct option_spec specs[] = {{"--head", true, &head}};
    struct options options;
    struct zone_session session;
    struct audit_head known;

    if (!command_options(argc, argv, specs, 1, &options))
        return EXIT_USAGE;
    if (head && audit_head_from_text(head, &known) != OK)
        return command_fail(ERR_INVALID, "--head wants a number and a hash, as the log prints it");

    int code = command_open(options.data, ZONE_READY, &session);

    if (code == EXIT_FINE)
        code = audit_verify_zone(&session, &known, head ? 1 : 0);
    command_close(&session);
    return code;
}
