#include "store/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char HEADER[] = "accanto master key 1\n";

enum { HEADER_LENGTH = sizeof(HEADER) - 1, HEX_LENGTH = 2 * CRYPT_KEY_BYTES };
enum { FILE_LENGTH = HEADER_LENGTH + HEX_LENGTH + 1 };

static void close_file(int *file)
{
    if (*file >= 0)
        close(*file);
}

/* A file is on the disk only when its folder is. */
static enum status sync_folder(const char *path)
{
    char folder[PATH_MAX];

    if (snprintf(folder, sizeof(folder), "%s", path) >= (int)sizeof(folder))
        return ERR_IO;

    CLEANUP(close_file) int file = open(dirname(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    return file >= 0 && fsync(file) == 0 ? OK : ERR_IO;
}

static void to_text(const struct crypt_key *key, char text[FILE_LENGTH + 1])
{
    char *at = text + snprintf(text, FILE_LENGTH + 1, "%s", HEADER);

    for (int i = 0; i < CRYPT_KEY_BYTES; i++)
        at += snprintf(at, 3, "%02x", key->bytes[i]);
    memcpy(at, "\n", 2);
}

static enum status write_key(int file, const struct crypt_key *key)
{
    char text[FILE_LENGTH + 1];

    to_text(key, text);

    bool written = write(file, text, FILE_LENGTH) == FILE_LENGTH && fsync(file) == 0;

    explicit_bzero(text, sizeof(text));
    return written ? OK : ERR_IO;
}

enum status store_keys_create(const char *path, struct crypt_key *ret_master)
{
    CLEANUP(close_file) int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    struct crypt_key key;

    if (file < 0)
        return errno == EEXIST ? ERR_CONFLICT : ERR_IO;
    crypt_random(key.bytes, sizeof(key.bytes));

    enum status status = write_key(file, &key);

    if (status == OK)
        status = sync_folder(path);
    if (status != OK) {
        unlink(path); /* half a key must not look like one */
        return status;
    }
    *ret_master = key;
    return OK;
}

static enum status open_private(const char *path, int *ret_file)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat stat;

    if (file < 0)
        return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
    *ret_file = file;
    if (fstat(file, &stat) != 0)
        return ERR_IO;
    return stat.st_mode & (S_IRWXG | S_IRWXO) ? ERR_DENIED : OK;
}

enum status store_keys_load(const char *path, struct crypt_key *ret_master)
{
    CLEANUP(close_file) int file = -1;
    char text[FILE_LENGTH + 2];
    struct crypt_key key;

    TRY(open_private(path, &file));

    ssize_t length = read(file, text, FILE_LENGTH + 1);

    if (length < 0)
        return ERR_IO;
    if (length != FILE_LENGTH || memcmp(text, HEADER, HEADER_LENGTH) != 0)
        return ERR_CORRUPT;
    text[FILE_LENGTH - 1] = '\0';

    enum status status = crypt_from_hex(text + HEADER_LENGTH, key.bytes, sizeof(key.bytes));

    explicit_bzero(text, sizeof(text));
    if (status != OK)
        return ERR_CORRUPT;
    *ret_master = key;
    return OK;
}
