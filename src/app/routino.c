#include "app/routino.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ARGUMENT_MAX = 4200, ARGUMENTS = 11, LINE_MAX_BYTES = 1000, MILLISECONDS = 1000 };

/* --- the answer ------------------------------------------------------------------------------- */

/* What has been read so far. */
struct answer {
    char line[LINE_MAX_BYTES];
    size_t length;
    struct routino_road road;
    bool found;
    char *said; /* the first line that is no part of a route */
};

/* The number in a field of a line with tabs between; false when there is none. */
static bool field_number(const char *line, int field, double *ret_number)
{
    char *end;

    for (int i = 0; i < field; i++) {
        line = strchr(line, '\t');
        if (!line)
            return false;
        line++;
    }
    *ret_number = strtod(line, &end);
    return end != line && isfinite(*ret_number) && *ret_number >= 0;
}

/* Of the second waypoint, where the road ends, the totals count: kilometres and minutes. */
static void line_take(struct answer *answer)
{
    enum { TOTAL_KILOMETRES = 6, TOTAL_MINUTES = 7 };
    const double most = 1e6;
    double kilometres, minutes;

    answer->line[answer->length] = '\0';
    answer->length = 0;
    if (strstr(answer->line, "Waypt#2")) {
        if (!field_number(answer->line, TOTAL_KILOMETRES, &kilometres) ||
            !field_number(answer->line, TOTAL_MINUTES, &minutes) || kilometres > most ||
            minutes > most)
            return;
        answer->road = (struct routino_road){llround(kilometres * 1000), llround(minutes * 60)};
        answer->found = true;
    } else if (!*answer->said && answer->line[0] != '#' && answer->line[0] != ' ') {
        snprintf(answer->said, ROUTINO_SAID_MAX, "%.*s", ROUTINO_SAID_MAX - 1, answer->line);
    }
}

/* Of a line too long the beginning does. */
static void bytes_take(struct answer *answer, const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] == '\n')
            line_take(answer);
        else if (answer->length < LINE_MAX_BYTES - 1)
            answer->line[answer->length++] = bytes[i];
    }
}

static int milliseconds_left(const struct timespec *until)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);

    long long left = (long long)(until->tv_sec - now.tv_sec) * MILLISECONDS +
                     (until->tv_nsec - now.tv_nsec) / 1000000;

    return left > 0 ? (int)left : 0;
}

/* To the end of what the child says; false when that does not come in time. */
static bool answer_read(int from, int64_t seconds, struct answer *answer)
{
    struct pollfd ready = {.fd = from, .events = POLLIN};
    struct timespec until;
    char bytes[4096];
    ssize_t count;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += (time_t)seconds;
    for (;;) {
        int events = poll(&ready, 1, milliseconds_left(&until));

        if (events == 0)
            return false;
        if (events < 0 && errno != EINTR)
            return true;
        if (events < 0)
            continue;
        count = read(from, bytes, sizeof bytes);
        if (count <= 0)
            break;
        bytes_take(answer, bytes, (size_t)count);
    }
    if (answer->length > 0)
        line_take(answer);
    return true;
}

/* --- the child -------------------------------------------------------------------------------- */

struct child_words {
    char text[ARGUMENTS][ARGUMENT_MAX];
    char *list[ARGUMENTS + 1];
    int count;
};

static void word_add(struct child_words *words, const char *name, const char *value)
{
    char *text = words->text[words->count];

    snprintf(text, ARGUMENT_MAX, "%s%s", name, value);
    words->list[words->count++] = text;
}

static void degrees_add(struct child_words *words, const char *name, int64_t micro)
{
    char number[32];

    snprintf(number, sizeof number, "%.6f", (double)micro / 1e6);
    word_add(words, name, number);
}

static void words_fill(struct child_words *words, const struct routino *routino,
                       const struct routino_point *from, const struct routino_point *to)
{
    *words = (struct child_words){.count = 0};
    word_add(words, ROUTINO_PROGRAM, "");
    word_add(words, "--dir=", routino->directory);
    if (routino->prefix)
        word_add(words, "--prefix=", routino->prefix);
    word_add(words, "--transport=motorcar", "");
    word_add(words, "--quickest", "");
    word_add(words, "--output-text-all", "");
    word_add(words, "--output-stdout", "");
    degrees_add(words, "--lat1=", from->latitude_micro);
    degrees_add(words, "--lon1=", from->longitude_micro);
    degrees_add(words, "--lat2=", to->latitude_micro);
    degrees_add(words, "--lon2=", to->longitude_micro);
}

/* Says all, its complaints too, into the pipe. 0, or why not. */
static int child_start(char *const *words, int into, pid_t *ret_child)
{
    posix_spawn_file_actions_t actions;
    int failed = posix_spawn_file_actions_init(&actions);

    if (failed)
        return failed;
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, into, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, into, STDERR_FILENO);
    failed = posix_spawnp(ret_child, ROUTINO_PROGRAM, &actions, NULL, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

static enum routino_outcome child_end(pid_t child, bool in_time, const struct answer *answer)
{
    int status = 0;

    if (!in_time)
        kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (!in_time)
        return ROUTINO_SILENT;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return answer->found ? ROUTINO_FOUND : ROUTINO_BROKEN;
    /* Of a road it cannot find it says "Error: ..."; of files it cannot open it does not. */
    if (WIFEXITED(status) && strncmp(answer->said, "Error: ", strlen("Error: ")) == 0)
        return ROUTINO_NO_ROAD;
    return ROUTINO_BROKEN;
}

enum routino_outcome routino_ask(const struct routino *routino, const struct routino_point *from,
                                 const struct routino_point *to, struct routino_road *ret_road,
                                 char ret_said[ROUTINO_SAID_MAX])
{
    struct child_words words;
    struct answer answer = {.said = ret_said};
    int ends[2];
    pid_t child;

    *ret_said = '\0';
    words_fill(&words, routino, from, to);
    if (pipe2(ends, O_CLOEXEC) != 0)
        return ROUTINO_BROKEN;

    int failed = child_start(words.list, ends[1], &child);

    close(ends[1]);
    if (failed) {
        close(ends[0]);
        snprintf(ret_said, ROUTINO_SAID_MAX, "%s", strerror(failed));
        return failed == ENOENT ? ROUTINO_MISSING : ROUTINO_BROKEN;
    }

    bool in_time = answer_read(ends[0], routino->seconds, &answer);
    enum routino_outcome outcome = child_end(child, in_time, &answer);

    close(ends[0]);
    *ret_road = answer.road;
    return outcome;
}
