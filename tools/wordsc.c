/*
 * wordsc FILE.mo...: writes compiled translations as C, the array WORDS_FILES of base/words.h, to
 * standard output, in the order of the files.
 */
#include <stdio.h>

#include "common.h"

static void write_bytes(const char *path, int number)
{
    FILE *file = fopen(path, "rb");
    int count = 0;

    if (!file)
        fail_at(path, 0, "cannot be opened");
    printf("static const uint8_t FILE_%d[] = {", number);
    for (int byte; (byte = fgetc(file)) != EOF;)
        printf("%s%d,", count++ % 24 == 0 ? "\n" : "", byte);
    puts("\n};\n");
    fclose(file);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: wordsc FILE.mo...\n", stderr);
        return 2;
    }
    puts("/* Made by tools/wordsc. */\n#include \"base/words.h\"\n");
    for (int i = 1; i < argc; i++)
        write_bytes(argv[i], i);
    puts("const struct words_file WORDS_FILES[] = {");
    for (int i = 1; i < argc; i++)
        printf("    {FILE_%d, sizeof FILE_%d},\n", i, i);
    printf("};\nconst size_t WORDS_FILE_COUNT = %d;\n", argc - 1);
    return 0;
}
