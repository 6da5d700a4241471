/*
 * layers: no arrow of the house runs up.
 *
 *     layers            checks every include and {use} of src/ against docs/layers.txt
 *     layers --draw     prints the table as the drawing of docs/architecture.md
 *
 * Run from the root of the tree. A room may only name rooms from lines above its own, so the
 * table cannot hold a cycle.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common.h"

enum { MAX_ROOMS = 64, MAX_OUTER = 64 };

static const char table_path[] = "docs/layers.txt";
static const char drawing_path[] = "docs/architecture.md";

struct room {
    char *name;
    bool may_use[MAX_ROOMS];
    bool is_named[MAX_ROOMS]; /* as the table says, without what follows from + */
    bool is_pure;
    char *outer[MAX_OUTER]; /* of a pure room */
    int outer_count;
};

struct house {
    struct room rooms[MAX_ROOMS];
    int count;
    int faults;
};

static int find_room(const struct house *house, const char *name, size_t length)
{
    for (int i = 0; i < house->count; i++) {
        const char *known = house->rooms[i].name;

        if (strlen(known) == length && strncmp(known, name, length) == 0)
            return i;
    }
    return -1;
}

/* The next word of a line, or NULL at its end. */
static char *next_word(const char **text)
{
    while (**text == ' ')
        (*text)++;

    size_t length = strcspn(*text, " \n");
    char *word = length ? tool_copy(*text, length) : NULL;

    *text += length;
    return word;
}

static void add_edge(struct house *house, struct room *room, const char *word, int line)
{
    bool with_all = *word == '+';
    const char *name = word + with_all;
    int other = find_room(house, name, strlen(name));

    if (other < 0 || &house->rooms[other] == room)
        fail_at(table_path, line, "the room %s is not on a line above", name);
    room->may_use[other] = true;
    room->is_named[other] = true;
    for (int i = 0; with_all && i < house->count; i++)
        room->may_use[i] |= house->rooms[other].may_use[i];
}

static void read_pure(struct house *house, const char *text, int line)
{
    char *name = next_word(&text);
    int room = name ? find_room(house, name, strlen(name) - 1) : -1;
    char *word;

    if (room < 0)
        fail_at(table_path, line, "expected pure ROOM: headers");
    house->rooms[room].is_pure = true;
    while ((word = next_word(&text))) {
        if (house->rooms[room].outer_count == MAX_OUTER)
            fail_at(table_path, line, "more than %d headers", MAX_OUTER);
        house->rooms[room].outer[house->rooms[room].outer_count++] = word;
    }
}

static void read_row(struct house *house, const char *text, int line)
{
    char *name = next_word(&text);
    size_t length = strlen(name);
    char *word;

    if (strcmp(name, "pure") == 0) {
        read_pure(house, text, line);
        return;
    }
    if (name[length - 1] != ':' || find_room(house, name, length - 1) >= 0)
        fail_at(table_path, line, "expected ROOM: rooms, each room once");
    if (house->count == MAX_ROOMS)
        fail_at(table_path, line, "more than %d rooms", MAX_ROOMS);
    name[length - 1] = '\0';

    struct room *room = &house->rooms[house->count++];

    room->name = name;
    while ((word = next_word(&text)))
        add_edge(house, room, word, line);
}

static void read_table(struct house *house)
{
    struct text table = file_read(table_path);
    int line = 1;

    for (const char *text = text_string(&table); *text; line++) {
        size_t length = strcspn(text, "\n");

        if (length && *text != '#')
            read_row(house, text, line);
        text += length + (text[length] == '\n');
    }
}

static void complain(struct house *house, const char *path, int line, const char *message)
{
    fprintf(stderr, "%s:%d: %s\n", path, line, message);
    house->faults++;
}

/* rides_sql.h is made from the .sql file of that name, whatever its folder. */
static int room_of_statements(const struct house *house, const char *name)
{
    for (int i = 0; i < house->count; i++) {
        if (file_exists(tool_printf("src/%s/%s.sql", house->rooms[i].name, name)))
            return i;
    }
    return -1;
}

/* The room of a header, by its path in src/ or, for a generated one, by its name; -1 when it
   belongs to none, such as an embedded file. */
static int room_of_header(const struct house *house, const char *header)
{
    const char *slash = strchr(header, '/');
    const char *suffix;

    if (slash)
        return find_room(house, header, (size_t)(slash - header));
    if ((suffix = strstr(header, "_html.h")))
        return find_room(house, header, (size_t)(suffix - header));
    if ((suffix = strstr(header, "_sql.h")))
        return room_of_statements(house, tool_copy(header, (size_t)(suffix - header)));
    return -1;
}

static void check_edge(struct house *house, int room, const char *path, int line, int other)
{
    if (other == room || house->rooms[room].may_use[other])
        return;
    complain(house, path, line,
             tool_printf("%s may not use %s (%s)", house->rooms[room].name,
                         house->rooms[other].name, table_path));
}

/* src/engine/names/pool.c may use engine/names, not engine/planner. */
static bool is_of_sibling_folder(const char *path, const char *header)
{
    const char *own = path + strlen("src/");
    const char *room_end = strchr(header, '/');
    const char *folder_end = room_end ? strchr(room_end + 1, '/') : NULL;

    if (!folder_end || strncmp(own, header, (size_t)(room_end + 1 - header)) != 0)
        return false;
    return strncmp(own, header, (size_t)(folder_end + 1 - header)) != 0;
}

static void check_header(struct house *house, int room, const char *path, int line,
                         const char *header)
{
    int other = room_of_header(house, header);

    if (other >= 0)
        check_edge(house, room, path, line, other);
    else if (strchr(header, '/'))
        complain(house, path, line, tool_printf("%s is in no room of %s", header, table_path));
    else if (file_exists(tool_printf("%.*s/%s", (int)(strrchr(path, '/') - path), path, header)))
        complain(house, path, line, "include paths start at src/");
    if (is_of_sibling_folder(path, header))
        complain(house, path, line,
                 tool_printf("folders inside %s may not use each other", house->rooms[room].name));
}

static void check_outer(struct house *house, int room, const char *path, int line,
                        const char *header)
{
    const struct room *own = &house->rooms[room];

    for (int i = 0; i < own->outer_count; i++) {
        if (strcmp(own->outer[i], header) == 0)
            return;
    }
    if (own->is_pure)
        complain(house, path, line, tool_printf("%s is pure: no <%s>", own->name, header));
}

static void check_line(struct house *house, int room, const char *path, int line, const char *text)
{
    char *header;

    if (sscanf(text, "#include \"%m[^\"\n]\"", &header) == 1)
        check_header(house, room, path, line, header);
    else if (sscanf(text, "#include <%m[^>\n]>", &header) == 1)
        check_outer(house, room, path, line, header);
    else if (sscanf(text, "{use %m[a-z_]}", &header) == 1)
        check_header(house, room, path, line, tool_printf("%s_html.h", header));
    else
        return;
    free(header);
}

static void check_file(struct house *house, int room, const char *path)
{
    struct text source = file_read(path);
    int line = 1;

    for (const char *text = text_string(&source); *text; line++) {
        check_line(house, room, path, line, text);
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
}

/* The room of a folder or file directly in src/: src/rides is rides, src/main.c is main. */
static int room_of_entry(struct house *house, const char *path, const char *name)
{
    int room = find_room(house, name, strcspn(name, "."));

    if (room < 0)
        complain(house, path, 1, tool_printf("this room is not in %s", table_path));
    return room;
}

static void check_folder(struct house *house, const char *folder, int room)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    struct stat about;

    if (count < 0)
        fail_at(folder, 0, "cannot be read");
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        char *path = tool_printf("%s/%s", folder, name);
        int own = room;

        if (name[0] == '.' || stat(path, &about) != 0)
            continue;
        if (own < 0 && (own = room_of_entry(house, path, name)) < 0)
            continue;
        if (S_ISDIR(about.st_mode))
            check_folder(house, path, own);
        else if (text_ends_with(name, ".c") || text_ends_with(name, ".h") ||
                 text_ends_with(name, ".html"))
            check_file(house, own, path);
        free(entries[i]);
    }
    free(entries);
}

/* An arrow that follows from two others is not drawn. */
static bool is_worth_drawing(const struct house *house, int from, int to)
{
    for (int i = 0; i < house->count; i++) {
        if (house->rooms[from].is_named[i] && house->rooms[i].may_use[to])
            return false;
    }
    return house->rooms[from].is_named[to];
}

static struct text draw(const struct house *house)
{
    struct text out = {0};

    text_add(&out, "```mermaid\nflowchart TD\n");
    for (int from = house->count - 1; from >= 0; from--) {
        for (int to = house->count - 1; to >= 0; to--) {
            if (is_worth_drawing(house, from, to))
                text_addf(&out, "    %s --> %s\n", house->rooms[from].name, house->rooms[to].name);
        }
    }
    text_add(&out, "```\n");
    return out;
}

static void check_drawing(struct house *house)
{
    struct text drawing = draw(house);

    if (!file_exists(drawing_path))
        return;

    struct text page = file_read(drawing_path);

    if (!strstr(text_string(&page), drawing.data))
        complain(house, drawing_path, 1, "the drawing is not that of tools/layers --draw");
}

int main(int argc, char **argv)
{
    struct house *house = tool_alloc(sizeof *house);

    read_table(house);
    if (argc == 2 && strcmp(argv[1], "--draw") == 0) {
        struct text drawing = draw(house);

        fputs(drawing.data, stdout);
        return 0;
    }
    if (argc != 1)
        fail_at("layers", 0, "usage: layers [--draw]");
    check_folder(house, "src", -1);
    check_drawing(house);
    return house->faults ? 1 : 0;
}
