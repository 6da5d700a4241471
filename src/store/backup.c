#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/store_inside.h"

enum { MANIFEST_MAX = 1024, EXIT_NO_PROGRAM = 127 };

static const char HEADER[] = "accanto backup 1";

static const struct sql_field PATH_PARAM[] = {{"path", SQL_TEXT, 0}};
static const struct sql_statement COPY_INTO = {
    .name = "copy_into",
    .sqlite = "vacuum into ?1",
    .postgres = "", /* pg_dump does it there */
    .params = PATH_PARAM,
    .param_count = 1,
};

static const struct sql_field COUNT_FIELD[] = {{"count", SQL_INT, 0}};
static const struct sql_statement TABLES = {
    .name = "tables_there",
    .sqlite = "select 0", /* its file is not there at all */
    .postgres = "select count(*) from pg_tables where schemaname = 'public'",
    .columns = COUNT_FIELD,
    .column_count = 1,
    .row_size = sizeof(int64_t),
};

static void close_file(int *file)
{
    if (*file >= 0)
        close(*file);
}

static enum status sync_path(const char *path, int flags)
{
    CLEANUP(close_file) int file = open(path, O_RDONLY | O_CLOEXEC | flags);

    return file >= 0 && fsync(file) == 0 ? OK : ERR_IO;
}

/* The manifest ----------------------------------------------------------------------------------*/

static char *manifest_path(struct arena *arena, const char *path)
{
    return arena_printf(arena, "%s.manifest", path);
}

static enum status hash_file(const char *path, struct backup_manifest *manifest)
{
    CLEANUP(close_file) int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat stat_;

    if (file < 0)
        return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
    if (fstat(file, &stat_) != 0)
        return ERR_IO;
    manifest->bytes = stat_.st_size;
    if (stat_.st_size == 0)
        return ERR_CORRUPT;

    void *bytes = mmap(NULL, (size_t)stat_.st_size, PROT_READ, MAP_PRIVATE, file, 0);

    if (bytes == MAP_FAILED)
        return ERR_IO;
    manifest->hash = crypt_hash(NULL, bytes, (size_t)stat_.st_size);
    munmap(bytes, (size_t)stat_.st_size);
    return OK;
}

static char *manifest_text(struct arena *arena, const struct backup_manifest *manifest)
{
    return arena_printf(arena, "%s\nengine %s\nmade %lld\nbytes %lld\nblake2b %s\nhead %s\n",
                        HEADER, manifest->kind == DB_SQLITE ? "sqlite" : "postgres",
                        (long long)manifest->made_at.seconds, (long long)manifest->bytes,
                        crypt_hex(arena, manifest->hash.bytes, sizeof(manifest->hash.bytes)),
                        audit_head_show(arena, &manifest->head));
}

static enum status write_manifest(struct arena *arena, const char *path,
                                  const struct backup_manifest *manifest)
{
    const char *text = manifest_text(arena, manifest);
    CLEANUP(close_file)
    int file = open(manifest_path(arena, path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (file < 0)
        return errno == EEXIST ? ERR_CONFLICT : ERR_IO;
    if (write(file, text, strlen(text)) != (ssize_t)strlen(text) || fsync(file) != 0)
        return ERR_IO;
    return OK;
}

static enum status parse_manifest(const char *text, struct backup_manifest *ret_manifest)
{
    struct backup_manifest manifest = {0};
    char header[32];
    char engine[16];
    char hash[80];
    char head[120];
    long long made;
    long long bytes;

    if (sscanf(text, "%31[^\n] engine %15s made %lld bytes %lld blake2b %79s head %119[^\n]",
               header, engine, &made, &bytes, hash, head) != 6 ||
        strcmp(header, HEADER) != 0)
        return ERR_CORRUPT;
    manifest.kind = strcmp(engine, "sqlite") == 0 ? DB_SQLITE : DB_POSTGRES;
    manifest.made_at.seconds = made;
    manifest.bytes = bytes;
    if (strlen(hash) != 2 * sizeof(manifest.hash.bytes) ||
        crypt_from_hex(hash, manifest.hash.bytes, sizeof(manifest.hash.bytes)) != OK ||
        audit_head_from_text(head, &manifest.head) != OK)
        return ERR_CORRUPT;
    *ret_manifest = manifest;
    return OK;
}

static enum status read_manifest(struct arena *arena, const char *path,
                                 struct backup_manifest *ret_manifest)
{
    CLEANUP(close_file) int file = open(manifest_path(arena, path), O_RDONLY | O_CLOEXEC);
    char text[MANIFEST_MAX];

    if (file < 0)
        return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;

    ssize_t length = read(file, text, sizeof(text) - 1);

    if (length < 0)
        return ERR_IO;
    text[length] = '\0';
    return parse_manifest(text, ret_manifest);
}

/* PostgreSQL's own programs, without a shell ----------------------------------------------------*/

static enum status run_program(const char *const *arguments)
{
    char *copies[8] = {0};
    pid_t child;
    int status;

    for (int i = 0; arguments[i]; i++)
        copies[i] = (char *)(uintptr_t)arguments[i]; /* the call leaves them as they are */

    int error = posix_spawnp(&child, copies[0], NULL, NULL, copies, environ);

    if (error != 0)
        return error == ENOENT ? ERR_NOT_FOUND : ERR_UNAVAILABLE;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return ERR_IO;
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_NO_PROGRAM)
        return ERR_NOT_FOUND;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? OK : ERR_IO;
}

static enum status dump(const char *location, const char *path)
{
    const char *arguments[] = {"pg_dump", "--format=custom", "--no-owner", "--file",
                               path,      "--dbname",        location,     NULL};

    return run_program(arguments);
}

/* ERR_CONFLICT when the database holds anything. */
static enum status is_empty(struct arena *arena, const char *location)
{
    struct ctx ctx = {.arena = arena};
    int64_t tables = 0;

    TRY(db_open(&(struct db_options){.location = location, .read_only = true}, &ctx.db));

    enum status status = sql_one(&ctx, &TABLES, NULL, &tables);

    db_close(ctx.db);
    TRY(status);
    return tables == 0 ? OK : ERR_CONFLICT;
}

static enum status load(const char *path, const char *location)
{
    const char *arguments[] = {"pg_restore",
                               "--exit-on-error",
                               "--single-transaction",
                               "--no-owner",
                               "--dbname",
                               location,
                               path,
                               NULL};

    return run_program(arguments);
}

/* There and back --------------------------------------------------------------------------------*/

/* On a connection of its own, because those of the workers refuse everything but reading. */
static enum status vacuum(struct ctx *ctx, const char *path)
{
    struct db_options options = {.location = ctx->db->store->location,
                                 .busy_timeout_ms = ctx->db->store->busy_timeout_ms};
    struct ctx own = *ctx;

    TRY(db_open(&options, &own.db));

    enum status status = sql_exec(&own, &COPY_INTO, &path);

    db_close(own.db);
    return status == OK ? OK : ERR_IO;
}

static enum status copy_out(struct ctx *ctx, const char *path)
{
    if (db_kind_is(ctx->db) == DB_POSTGRES)
        return dump(ctx->db->store->location, path);
    return vacuum(ctx, path);
}

/* The head is read first: what is added meanwhile makes the copy's chain longer, never shorter. */
static enum status make_copy(struct ctx *ctx, const char *path, struct backup_manifest *manifest)
{
    TRY(audit_head_read(ctx, &manifest->head));
    TRY(copy_out(ctx, path));
    TRY(sync_path(path, 0));
    TRY(hash_file(path, manifest));
    TRY(write_manifest(ctx->arena, path, manifest));
    return sync_path(dirname(arena_copy(ctx->arena, path)), O_DIRECTORY);
}

/* An empty file of the owner alone, which the engine then fills. */
static enum status claim(const char *path)
{
    CLEANUP(close_file) int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (file < 0)
        return errno == EEXIST ? ERR_CONFLICT : ERR_IO;
    return OK;
}

enum status store_backup(struct ctx *ctx, const char *path, struct backup_manifest *ret_manifest)
{
    struct backup_manifest manifest = {.kind = db_kind_is(ctx->db), .made_at = ctx->now};

    if (access(manifest_path(ctx->arena, path), F_OK) == 0)
        return ERR_CONFLICT;
    TRY(claim(path));

    enum status status = make_copy(ctx, path, &manifest);

    if (status != OK) {
        unlink(path);
        unlink(manifest_path(ctx->arena, path));
        return status;
    }
    *ret_manifest = manifest;
    return OK;
}

enum status backup_check(struct arena *arena, const char *path,
                         struct backup_manifest *ret_manifest)
{
    struct backup_manifest manifest;
    struct backup_manifest found = {0};

    TRY(read_manifest(arena, path, &manifest));
    TRY(hash_file(path, &found));
    if (found.bytes != manifest.bytes || !crypt_hash_equal(&found.hash, &manifest.hash))
        return ERR_CORRUPT;
    *ret_manifest = manifest;
    return OK;
}

static enum status copy_file(const char *from, const char *to, int64_t bytes)
{
    CLEANUP(close_file) int source = open(from, O_RDONLY | O_CLOEXEC);
    CLEANUP(close_file) int target = open(to, O_WRONLY | O_TRUNC | O_CLOEXEC);

    if (source < 0 || target < 0)
        return ERR_IO;
    while (bytes > 0) {
        ssize_t sent = sendfile(target, source, NULL, (size_t)bytes);

        if (sent <= 0)
            return ERR_IO;
        bytes -= sent;
    }
    return fsync(target) == 0 ? OK : ERR_IO;
}

enum status backup_restore(struct arena *arena, const char *path, const char *location,
                           struct backup_manifest *ret_manifest)
{
    struct backup_manifest manifest;

    TRY(backup_check(arena, path, &manifest));
    if (manifest.kind != db_kind_of(location))
        return ERR_INVALID;
    if (manifest.kind == DB_POSTGRES) {
        TRY(is_empty(arena, location));
        TRY(load(path, location));
        *ret_manifest = manifest;
        return OK;
    }
    TRY(claim(location));

    enum status status = copy_file(path, location, manifest.bytes);

    if (status == OK)
        status = sync_path(dirname(arena_copy(arena, location)), O_DIRECTORY);
    if (status != OK) {
        unlink(location);
        return status;
    }
    *ret_manifest = manifest;
    return OK;
}
