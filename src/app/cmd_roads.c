#include "app/cmd_roads.h"

#include <stdio.h>

#include "app/command.h"
#include "roads/told.h"

/* --- roads import --- */

const char ROADS_IMPORT_USAGE[] =
    "usage: accanto roads import FILE [--dry-run] [--data DIR]\n\n"
    "Takes over a table of driving times between places from FILE, CSV or TSV. The first line\n"
    "names the columns, in Italian or English, in any order; others are left out:\n\n"
    "  da, a             from, to            places of the zone, as \"Arrone\" or, where two have\n"
    "                                        one name, as \"Casteldilago (Arrone)\"\n"
    "  minuti, metri     minutes, metres     whole numbers\n\n"
    "Everything is taken or nothing: every bad line is told with its number and why, and then\n"
    "nothing is kept. A time imported before is replaced; a measured one goes before it. What was\n"
    "promised to anybody stays as it is.\n\n"
    "  --dry-run   look at every line, keep nothing\n\n"
    "exit: 0 taken, 1 bad lines, 2 wrong use, 3 file or database not available\n";

static enum status table_write(struct ctx *tx, void *args)
{
    return roads_table_take(tx, args);
}

static void tell_bad_lines(const struct road_table *table)
{
    for (size_t i = 0; i < table->bad_count; i++) {
        const struct road_bad_line *bad = &table->bad[i];

        fprintf(stderr, "line %lld: %s%s%s%s\n", (long long)bad->line, road_fault_text(bad->fault),
                *bad->text ? " (\"" : "", bad->text, *bad->text ? "\")" : "");
    }
}

static int import_table(struct ctx *ctx, struct road_table *table, const char *path, bool dry_run)
{
    enum status status;

    if (table->no_header) {
        command_fail(OK, "the first line of %s does not name the columns: da, a, minuti, metri",
                     path);
        return EXIT_FOUND;
    }
    tell_bad_lines(table);
    if (table->bad_count > 0 || table->count == 0) {
        command_fail(OK, "nothing was taken: %zu bad lines, %zu good ones", table->bad_count,
                     table->count);
        return EXIT_FOUND;
    }
    if (!dry_run) {
        status = store_write(ctx, table_write, table);
        if (status != OK)
            return command_table_failed(status, path);
    }
    printf("%zu %s\n", table->count, dry_run ? "would be taken" : "taken");
    return EXIT_FINE;
}

static int roads_take(struct ctx *ctx, struct csv *csv, const char *path, bool dry_run)
{
    struct road_table table;
    enum status status = roads_table_read(ctx, csv, &table);

    return status == OK ? import_table(ctx, &table, path, dry_run)
                        : command_table_failed(status, path);
}

int cmd_roads_import(int argc, char **argv)
{
    return command_take_table(argc, argv, roads_take);
}

/* --- roads learn --- */

const char ROADS_LEARN_USAGE[] =
    "usage: accanto roads learn [--data DIR]\n\n"
    "Learns driving times from rides whose real times were written down: the median of the last\n"
    "drives between two places, once there are five. Drives far off what the map says are left\n"
    "out and counted. 'accanto serve' does it by itself every night; what was promised to anybody\n"
    "stays as it is.\n\n"
    "exit: 0 done, 2 wrong use, 3 database not available\n";

static enum status learn_write(struct ctx *tx, void *args)
{
    return roads_learn(tx, args);
}

int cmd_roads_learn(int argc, char **argv)
{
    struct roads_learned learned;
    struct zone_session session;
    struct options options;

    if (!command_options(argc, argv, NULL, 0, &options))
        return EXIT_USAGE;
    if (options.word_count != 0)
        return command_fail(ERR_INVALID, "it takes no words; see --help");

    int code = command_open(options.data, ZONE_READY, &session);

    if (code == EXIT_FINE) {
        enum status status = store_write(&session.ctx, learn_write, &learned);

        if (status != OK)
            code = command_fail(status, "nothing was learned: %s", status_name(status));
        else
            printf("%lld pairs of places from %lld drives; %lld left out; %lld pairs need more\n",
                   (long long)learned.pairs, (long long)learned.drives, (long long)learned.ignored,
                   (long long)learned.too_few);
    }
    command_close(&session);
    return code;
}
