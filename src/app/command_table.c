#include <stdio.h>
#include <sys/stat.h>

#include "app/command.h"

static enum status file_read(void *user, char *bytes, size_t max, size_t *ret_length)
{
    FILE *file = user;

    *ret_length = fread(bytes, 1, max, file);
    return ferror(file) ? ERR_IO : OK;
}

static enum status file_rewind(void *user)
{
    return fseek(user, 0, SEEK_SET) == 0 ? OK : ERR_IO;
}

int command_table_failed(enum status status, const char *path)
{
    if (status == ERR_IO)
        return command_fail(status, "%s cannot be read", path);
    return command_fail(status, "nothing was taken: %s", status_name(status));
}

static int take_file(struct ctx *ctx, FILE *file, const char *path, bool dry_run,
                     command_table_taker *take)
{
    const struct csv_source source = {file_read, file_rewind, file};
    struct csv *csv;
    enum status status = csv_open(ctx->arena, &source, &csv);

    if (status == ERR_INVALID)
        return command_fail(status, "%s is in UTF-16: save it as CSV in UTF-8", path);
    if (status != OK)
        return command_table_failed(status, path);
    return take(ctx, csv, path, dry_run);
}

/* A table is read more than once and has an end, which a pipe or a device does not promise. */
static FILE *open_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat about;

    if (!file) {
        command_fail(ERR_IO, "%s cannot be opened", path);
        return NULL;
    }
    if (fstat(fileno(file), &about) == 0 && S_ISREG(about.st_mode))
        return file;
    command_fail(ERR_IO, "%s is not a file: write the table into one first", path);
    fclose(file);
    return NULL;
}

int command_take_table(int argc, char **argv, command_table_taker *take)
{
    const char *dry_run = NULL;
    const struct option_spec specs[] = {{"--dry-run", false, &dry_run}};
    struct zone_session session;
    struct options options;
    FILE *file;

    if (!command_options(argc, argv, specs, 1, &options))
        return EXIT_USAGE;
    if (options.word_count != 1)
        return command_fail(ERR_INVALID, "say which file, and only one; see --help");
    file = open_file(options.words[0]);
    if (!file)
        return EXIT_UNAVAILABLE;

    int code = command_open(options.data, ZONE_READY, &session);

    if (code == EXIT_FINE)
        code = take_file(&session.ctx, file, options.words[0], dry_run != NULL, take);
    command_close(&session);
    fclose(file);
    return code;
}
