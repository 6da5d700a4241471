/*
 * The program's commands and what they share: how one opens a zone, how it speaks, how it ends.
 */
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

#include <stdbool.h>

#include "app/config.h"
#include "base/ctx.h"
#include "paper/csv.h"
#include "store/store.h"

/* What a command ends with. Scripts may rely on these. */
enum exit_code {
    EXIT_FINE = 0,
    EXIT_FOUND = 1, /* it ran, and the answer is no: an invalid code, a broken chain, a bad line */
    EXIT_USAGE = 2, /* the command line is wrong; nothing was done */
    EXIT_UNAVAILABLE = 3, /* the database, its key or the disk is not there and nothing was kept; or
                             the answer could not be written whole */
};

struct command {
    const char *name;                  /* one or two words: "serve", "audit verify" */
    const char *summary;               /* one line of the list */
    const char *usage;                 /* what --help prints, whole */
    int (*run)(int argc, char **argv); /* argv[0] is the first word after the name */
};

extern const struct command COMMANDS[];
extern const int COMMAND_COUNT;

/* Options that every command knows, taken out of argv by command_options(): --data DIR (default
   $ACCANTO_DATA or "data"), --help. Others are declared by the command. */
struct option_spec {
    const char *name; /* "--limit" */
    bool takes_value;
    const char **value; /* set when given; for a flag, to "yes" */
};

struct options {
    const char *data;
    char *words[64]; /* what is left, in order */
    int word_count;
};

/* False, after a sentence on stderr, when the command line cannot be understood. */
bool command_options(int argc, char **argv, const struct option_spec *specs, int spec_count,
                     struct options *ret_options);

/* A zone opened for one command. Everything is closed by command_close(). */
struct zone_session {
    struct arena arena;
    struct config config;
    struct store *store;
    struct ctx ctx; /* acts as the system user, whose name the audit shows */
};

enum zone_need {
    ZONE_NEW,   /* the database file may be made */
    ZONE_ANY,   /* schema may be old: migrate itself, backup */
    ZONE_READY, /* refuses a database whose schema is not this program's */
};

/* EXIT_FINE, or the code to end with after a sentence on stderr. */
int command_open(const char *data, enum zone_need need, struct zone_session *ret_session);
void command_close(struct zone_session *session);

/* A sentence on stderr, "accanto: ...", and the exit code that fits the outcome. */
int command_fail(enum status status, const char *format, ...) PRINTF(2, 3);

/* What a command does with a table that was opened for it, up to its exit code. */
typedef int command_table_taker(struct ctx *ctx, struct csv *csv, const char *path, bool dry_run);

/* A command of one CSV or TSV file, [--dry-run] and [--data]: opens both file and zone, and closes
   them after `take`. Returns what to end with. */
int command_take_table(int argc, char **argv, command_table_taker *take);

/* The sentence and the exit code when a table could not be read, or nothing of it was kept. */
int command_table_failed(enum status status, const char *path);

/* Progress of long work on stderr: a bar on a terminal, a line now and then elsewhere. `total` 0:
   unknown. Call command_progress_end() once. */
struct progress {
    const char *label;
    int64_t total;
    int64_t shown;
    bool terminal;
};
void command_progress_start(struct progress *progress, const char *label, int64_t total);
void command_progress(struct progress *progress, int64_t done);
void command_progress_end(struct progress *progress, int64_t done);

#endif
