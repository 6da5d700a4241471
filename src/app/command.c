#include "app/command.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/house.h"
#include "base/crypt.h"
#include "base/text.h"
#include "staff/staff.h"
#include "store/keys.h"
#include "store/migrate.h"

enum { COMMAND_ARENA_BYTES = 64 * 1024 * 1024, PROGRESS_WIDTH = 30, PROGRESS_STEPS = 20 };

int command_fail(enum status status, const char *format, ...)
{
    va_list args;

    fputs("accanto: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    switch (status) {
    case OK:
        return EXIT_FINE;
    case ERR_INVALID:
    case ERR_TOO_LARGE:
        return EXIT_USAGE;
    case ERR_UNAVAILABLE:
    case ERR_BUSY:
    case ERR_IO:
    case ERR_CORRUPT:
        return EXIT_UNAVAILABLE;
    default:
        return EXIT_FOUND;
    }
}

static const struct option_spec *option_find(const char *word, const struct option_spec *specs,
                                             int spec_count)
{
    for (int i = 0; i < spec_count; i++) {
        if (strcmp(specs[i].name, word) == 0)
            return &specs[i];
    }
    return NULL;
}

/* Takes the option at argv[*at]; false when it is unknown or lacks its value. */
static bool option_take(int argc, char **argv, int *at, const struct option_spec *specs,
                        int spec_count, struct options *options)
{
    const struct option_spec data = {"--data", true, &options->data};
    const char *word = argv[*at];
    const struct option_spec *spec =
        strcmp(word, data.name) == 0 ? &data : option_find(word, specs, spec_count);

    if (!spec) {
        command_fail(ERR_INVALID, "the option %s is not known here; see --help", word);
        return false;
    }
    if (!spec->takes_value) {
        *spec->value = "yes";
        return true;
    }
    if (*at + 1 == argc) {
        command_fail(ERR_INVALID, "the option %s wants a value after it", word);
        return false;
    }
    *spec->value = argv[++*at];
    return true;
}

bool command_options(int argc, char **argv, const struct option_spec *specs, int spec_count,
                     struct options *ret_options)
{
    const char *data = getenv("ACCANTO_DATA");
    const int words_max = (int)(sizeof ret_options->words / sizeof ret_options->words[0]);
    bool only_words = false;

    *ret_options = (struct options){.data = data && *data ? data : "data"};
    for (int at = 0; at < argc; at++) {
        if (!only_words && strcmp(argv[at], "--") == 0) {
            only_words = true;
        } else if (!only_words && strncmp(argv[at], "--", 2) == 0) {
            if (!option_take(argc, argv, &at, specs, spec_count, ret_options))
                return false;
        } else if (ret_options->word_count == words_max) {
            command_fail(ERR_TOO_LARGE, "too many words; at most %d", words_max);
            return false;
        } else {
            ret_options->words[ret_options->word_count++] = argv[at];
        }
    }
    return true;
}

static int command_open_store(struct zone_session *session, bool create)
{
    struct store_config store = {
        .location = session->config.database, .create = create, .who = staff_who};
    enum status status = store_keys_load(session->config.key_path, &store.master);

    if (status == ERR_NOT_FOUND)
        return command_fail(ERR_UNAVAILABLE,
                            "there is no zone in %s yet: make one with 'accanto init' or "
                            "'accanto demo'",
                            session->config.data);
    if (status != OK)
        return command_fail(ERR_UNAVAILABLE, "the key %s cannot be used: %s",
                            session->config.key_path, status_name(status));
    status = store_open(&store, &session->store);
    if (status == OK)
        status = store_connect(session->store, &session->ctx.db);
    if (status != OK)
        return command_fail(ERR_UNAVAILABLE, "the database %s cannot be opened: %s",
                            session->config.database, status_name(status));
    return EXIT_FINE;
}

static int command_check_ready(struct zone_session *session)
{
    enum status status = house_schema_is_current(&session->ctx);

    if (status == ERR_CONFLICT)
        return command_fail(ERR_UNAVAILABLE, "the database is not the one of this program's "
                                             "version: run 'accanto migrate'");
    if (status == OK)
        status = staff_system_actor(&session->ctx, &session->ctx.actor);
    if (status != OK)
        return command_fail(ERR_UNAVAILABLE, "the database cannot be read: %s",
                            status_name(status));
    return EXIT_FINE;
}

int command_open(const char *data, enum zone_need need, struct zone_session *ret_session)
{
    const char *why = NULL;
    int code;

    *ret_session = (struct zone_session){0};
    if (arena_init(&ret_session->arena, COMMAND_ARENA_BYTES) != OK || crypt_init() != OK)
        return command_fail(ERR_UNAVAILABLE, "no memory or no randomness on this machine");
    ret_session->ctx =
        (struct ctx){.arena = &ret_session->arena, .now = instant_now(), .origin = "command line"};
    if (config_load(&ret_session->arena, data, &ret_session->config, &why) != OK)
        return command_fail(ERR_INVALID, "%s", why);
    code = command_open_store(ret_session, need == ZONE_NEW);
    if (code == EXIT_FINE && need == ZONE_READY)
        code = command_check_ready(ret_session);
    return code;
}

void command_close(struct zone_session *session)
{
    db_close(session->ctx.db);
    store_close(session->store);
    arena_free(&session->arena);
    *session = (struct zone_session){0};
}

void command_progress_start(struct progress *progress, const char *label, int64_t total)
{
    *progress = (struct progress){
        .label = label, .total = total, .shown = -1, .terminal = isatty(STDERR_FILENO)};
}

static void progress_draw(const struct progress *progress, int64_t done)
{
    int filled = progress->total ? (int)(done * PROGRESS_WIDTH / progress->total) : 0;

    if (filled > PROGRESS_WIDTH)
        filled = PROGRESS_WIDTH;
    if (progress->total)
        fprintf(stderr, "%s%s [%.*s%*s] %lld of %lld%s", progress->terminal ? "\r" : "",
                progress->label, filled, "##############################", PROGRESS_WIDTH - filled,
                "", (long long)done, (long long)progress->total, progress->terminal ? "" : "\n");
    else
        fprintf(stderr, "%s%s %lld%s", progress->terminal ? "\r" : "", progress->label,
                (long long)done, progress->terminal ? "" : "\n");
}

void command_progress(struct progress *progress, int64_t done)
{
    int64_t step = progress->total ? done * PROGRESS_STEPS / progress->total : done / 10000;

    if (progress->terminal && progress->total)
        step = done * 200 / progress->total;
    if (step == progress->shown)
        return;
    progress->shown = step;
    progress_draw(progress, done);
}

void command_progress_end(struct progress *progress, int64_t done)
{
    if (!progress->terminal)
        return;
    progress_draw(progress, done);
    fputc('\n', stderr);
}
