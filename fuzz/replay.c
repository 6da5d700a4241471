/* Gives each file of some folders to a fuzz target once: what was found in the past stays mended.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerInitialize(int *argc, char ***argv) __attribute__((weak));
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static int fail(const char *what)
{
    perror(what);
    return EXIT_FAILURE;
}

/* In a block of just its size, so that a read past its end is seen. */
static int replay_file(int folder, const char *name)
{
    struct stat about;
    int file = openat(folder, name, O_RDONLY | O_CLOEXEC);

    if (file < 0 || fstat(file, &about) != 0)
        return fail(name);

    size_t length = (size_t)about.st_size;
    uint8_t *bytes = malloc(length);

    if ((length > 0 && !bytes) || read(file, bytes, length) != about.st_size)
        return fail(name);
    close(file);
    LLVMFuzzerTestOneInput(bytes, length);
    free(bytes);
    return EXIT_SUCCESS;
}

static int replay_folder(const char *path)
{
    DIR *folder = opendir(path);
    int files = 0;

    if (!folder)
        return fail(path);
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] == '.')
            continue;
        fprintf(stderr, "%s/%s\n", path, entry->d_name); /* the last line names the culprit */
        if (replay_file(dirfd(folder), entry->d_name) != EXIT_SUCCESS)
            return EXIT_FAILURE;
        files++;
    }
    closedir(folder);
    printf("%s replay_%s # %d inputs\n", files ? "ok" : "not ok", path, files);
    return files ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    if (LLVMFuzzerInitialize && LLVMFuzzerInitialize(&argc, &argv) != 0)
        return EXIT_FAILURE;
    for (int i = 1; i < argc; i++) {
        if (replay_folder(argv[i]) != EXIT_SUCCESS)
            return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
