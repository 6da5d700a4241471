/* The program: finds the command and runs it. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "app/command.h"
#include "base/date.h"

static void print_commands(FILE *out)
{
    fputs("accanto: runs an Ufficio della Cittadinanza\n\n"
          "usage: accanto COMMAND [OPTION...]      accanto COMMAND --help\n\n",
          out);
    for (int i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  %-15s %s\n", COMMANDS[i].name, COMMANDS[i].summary);
    fputs("\nEvery command takes --data DIR: the zone, by default $ACCANTO_DATA or data.\n", out);
}

/* The command whose one or two words begin argv; `ret_words` is how many. */
static const struct command *find_command(int argc, char **argv, int *ret_words)
{
    for (int i = 0; i < COMMAND_COUNT; i++) {
        const char *space = strchr(COMMANDS[i].name, ' ');
        size_t first = space ? (size_t)(space - COMMANDS[i].name) : strlen(COMMANDS[i].name);

        if (strlen(argv[0]) != first || strncmp(COMMANDS[i].name, argv[0], first) != 0)
            continue;
        if (space && (argc < 2 || strcmp(space + 1, argv[1]) != 0))
            continue;
        *ret_words = space ? 2 : 1;
        return &COMMANDS[i];
    }
    return NULL;
}

static bool wants_help(int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--help") == 0)
            return true;
    }
    return false;
}

static int run_command(int argc, char **argv)
{
    int words = 0;

    if (argc < 2) {
        print_commands(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        print_commands(stdout);
        return EXIT_FINE;
    }

    const struct command *command = find_command(argc - 1, argv + 1, &words);

    if (!command)
        return command_fail(ERR_INVALID, "there is no command '%s'; 'accanto --help' lists them",
                            argv[1]);
    if (wants_help(argc - 1 - words, argv + 1 + words)) {
        fputs(command->usage, stdout);
        return EXIT_FINE;
    }
    if (date_init_civil_time() != OK)
        return command_fail(ERR_UNAVAILABLE, "the system's time zones lack Europe/Rome: install "
                                             "the package tzdata");
    return command->run(argc - 1 - words, argv + 1 + words);
}

/* An answer that never arrived is no success: the reader may be a file on a full disk, and the
   answer a password that is said once. */
static int tell_whether_heard(int code)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    return command_fail(ERR_IO, "not all of the answer could be written");
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    return tell_whether_heard(run_command(argc, argv));
}
