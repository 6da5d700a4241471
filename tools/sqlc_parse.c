#include "sqlc.h"

#include <stdlib.h>
#include <string.h>

/* The file being read: `at` moves over `text`. */
struct reader {
    struct module *module;
    const char *at;
    int line;
};

static const struct sql_type types[] = {
    {"id", "int64_t ", "SQL_ID"},
    {"count", "int64_t ", "SQL_INT"},
    {"minutes", "int64_t ", "SQL_INT"},
    {"micro", "int64_t ", "SQL_INT"},
    {"flag", "bool ", "SQL_FLAG"},
    {"money", "struct money ", "SQL_MONEY"},
    {"instant", "struct instant ", "SQL_INSTANT"},
    {"clock", "struct clock_time ", "SQL_CLOCK"},
    {"date", "struct date ", "SQL_DATE"},
    {"text", "const char *", "SQL_TEXT"},
    {"blob", "struct blob ", "SQL_BLOB"},
};

static const struct {
    const char *declared;
    const char *name;
} declared_types[] = {
    {"integer", "id"},          {"id_int", "id"},           {"count_int", "count"},
    {"minutes_int", "minutes"}, {"micro_int", "micro"},     {"flag_int", "flag"},
    {"cents_int", "money"},     {"instant_int", "instant"}, {"clock_int", "clock"},
    {"date_text", "date"},      {"text", "text"},           {"code_text", "text"},
    {"sealed_blob", "blob"},    {"hash_blob", "blob"},
};

const struct sql_type *sql_type_named(const char *name)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(types[i].name, name) == 0)
            return &types[i];
    }
    return NULL;
}

const struct sql_type *sql_type_declared(const char *declared)
{
    for (size_t i = 0; i < sizeof declared_types / sizeof declared_types[0]; i++) {
        if (strcasecmp(declared_types[i].declared, declared) == 0)
            return sql_type_named(declared_types[i].name);
    }
    return NULL;
}

/* Words of C, and names that the generated functions use themselves. */
bool sql_name_is_free(const char *name)
{
    static const char *const taken[] = {
        "args",      "auto",    "bool",     "break",       "case",      "char",      "const",
        "ctx",       "default", "do",       "double",      "each",      "each_user", "else",
        "enum",      "extern",  "float",    "for",         "goto",      "if",        "inline",
        "int",       "long",    "register", "ret_changed", "ret_count", "ret_row",   "ret_rows",
        "ret_value", "return",  "row",      "rows",        "short",     "signed",    "sizeof",
        "static",    "struct",  "switch",   "typedef",     "union",     "unsigned",  "void",
        "volatile",  "while"};

    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        if (strcmp(name, taken[i]) == 0)
            return false;
    }
    for (const char *c = name; *c; c++) {
        if (!is_name_char(*c))
            return false;
    }
    return is_name_start(*name);
}

#define reader_fail(reader, ...) fail_at((reader)->module->path, (reader)->line, __VA_ARGS__)

/* Comments that stand together, without their dashes; `line` of each is the first's plus its
   number among the line ends. Blank lines end them. */
static struct text read_comments(struct reader *reader)
{
    struct text text = {0};

    while (reader->at[0] == '-' && reader->at[1] == '-') {
        size_t length = strcspn(reader->at, "\n");
        size_t skip = reader->at[2] == ' ' ? 3 : 2;

        text_add_n(&text, reader->at + skip, length > skip ? length - skip : 0);
        text_add_char(&text, '\n');
        reader->at += length + (reader->at[length] == '\n');
        reader->line++;
    }
    return text;
}

static char *take_word(const char **text)
{
    const char *start;

    while (is_blank(**text))
        (*text)++;
    start = *text;
    while (is_name_char(**text))
        (*text)++;
    return tool_copy(start, (size_t)(*text - start));
}

/* A declaration starts a comment line: name( or name{. Returns NULL when `comments` has none. */
static const char *find_declaration(const char *comments, int *line)
{
    while (*comments) {
        const char *text = comments;

        while (is_name_char(*text))
            text++;
        if (text != comments && is_name_start(*comments) && (*text == '(' || *text == '{'))
            return comments;
        comments += strcspn(comments, "\n") + 1;
        (*line)++;
    }
    return NULL;
}

static const struct sql_type *parse_type(struct reader *reader, const char **text)
{
    char *word = take_word(text);
    const struct sql_type *type = sql_type_named(word);

    if (!type)
        reader_fail(reader,
                    "\"%s\" is no type: id, count, minutes, micro, flag, money, instant, clock, "
                    "date, text, blob",
                    word);
    return type;
}

static void check_param_name(struct reader *reader, const struct statement *statement,
                             const char *name, const char *text)
{
    if (!is_name_start(*name))
        reader_fail(reader, "expected a parameter's name before \"%.20s\"", text);
    if (!sql_name_is_free(name))
        reader_fail(reader, "%s cannot be the name of a parameter", name);
    for (int i = 0; i < statement->param_count; i++) {
        if (strcmp(statement->params[i].name, name) == 0)
            reader_fail(reader, "the parameter %s is declared twice", name);
    }
    if (statement->param_count == MAX_FIELDS)
        reader_fail(reader, "more than %d parameters", MAX_FIELDS);
}

/* (name type, ...) or {name type, ...}, over one or more comment lines. */
static void parse_params(struct reader *reader, struct statement *statement, const char **text)
{
    char end = **text == '{' ? '}' : ')';

    statement->has_args_struct = end == '}';
    while (**text != end || statement->param_count == 0) {
        (*text)++;

        char *name = take_word(text);

        if (!*name && **text == end && statement->param_count == 0)
            break;
        check_param_name(reader, statement, name, *text);
        statement->params[statement->param_count++] =
            (struct field){name, parse_type(reader, text)};
        while (is_blank(**text))
            (*text)++;
        if (**text != end && **text != ',')
            reader_fail(reader, "expected , or %c after the parameter %s", end, name);
    }
    (*text)++;
}

static void parse_max(struct reader *reader, struct statement *statement, const char **text)
{
    char *word = take_word(text);
    char *number = take_word(text);

    statement->max = (int)strtol(number, NULL, 10);
    if (strcmp(word, "max") != 0 || statement->max < 1 || statement->max > MAX_ROWS)
        reader_fail(reader, "expected many ROW max N, with N from 1 to %d", MAX_ROWS);
}

static void parse_result(struct reader *reader, struct statement *statement, const char **text)
{
    static const char *const words[] = {"exec", "changes", "value", "one", "many", "each"};
    char *word = take_word(text);
    int result = 0;

    while (result <= RESULT_EACH && strcmp(words[result], word) != 0)
        result++;
    if (result > RESULT_EACH)
        reader_fail(reader,
                    "expected exec, changes, value TYPE, one ROW, many ROW max N or each ROW, "
                    "not \"%s\"",
                    word);
    statement->result = (enum result)result;
    if (statement->result == RESULT_VALUE)
        statement->value_type = parse_type(reader, text);
    if (statement->result >= RESULT_ONE) {
        statement->row = take_word(text);
        if (!is_name_start(*statement->row))
            reader_fail(reader, "%s needs the name of a row", word);
    }
    if (statement->result == RESULT_MANY)
        parse_max(reader, statement, text);
    while (**text == ' ')
        (*text)++;
    if (**text != '\n')
        reader_fail(reader, "unexpected \"%.*s\" after the declaration", (int)strcspn(*text, "\n"),
                    *text);
}

/* Errors are told at the declaration's first line. */
static void parse_declaration(struct reader *reader, struct statement *statement,
                              const char *comments, const char *declaration, int line)
{
    int line_after = reader->line;
    const char *text = declaration;

    reader->line = line;
    statement->line = line;
    statement->name = take_word(&text);
    parse_params(reader, statement, &text);
    parse_result(reader, statement, &text);
    for (int i = 0; i < reader->module->count; i++) {
        if (strcmp(reader->module->statements[i].name, statement->name) == 0)
            reader_fail(reader, "%s is declared twice, first on line %d", statement->name,
                        reader->module->statements[i].line);
    }
    statement->doc = tool_printf("%.*s%s", (int)(declaration - comments), comments, text + 1);
    reader->line = line_after;
}

static int param_number(struct reader *reader, const struct statement *statement, const char *name)
{
    for (int i = 0; i < statement->param_count; i++) {
        if (strcmp(statement->params[i].name, name) == 0)
            return i + 1;
    }
    reader_fail(reader, "unknown parameter :%s", name);
}

static void add_all(struct statement *statement, const char *bytes, size_t length)
{
    text_add_n(&statement->checked, bytes, length);
    text_add_n(&statement->sqlite, bytes, length);
    text_add_n(&statement->postgres, bytes, length);
}

/* White space and line ends become one space at run time. */
static void add_blank(struct statement *statement, char blank)
{
    size_t length = statement->sqlite.length;

    text_add_char(&statement->checked, blank);
    if (length && statement->sqlite.data[length - 1] != ' ')
        text_add_char(&statement->sqlite, ' ');
    length = statement->postgres.length;
    if (length && statement->postgres.data[length - 1] != ' ')
        text_add_char(&statement->postgres, ' ');
}

/* A quoted string or name. "name:type" loses its type at run time. */
static void read_quoted(struct reader *reader, struct statement *statement)
{
    char quote = *reader->at;
    const char *end = strchr(reader->at + 1, quote);
    size_t length = end ? (size_t)(end - reader->at) + 1 : 0;

    if (!end || memchr(reader->at, '\n', length))
        reader_fail(reader, "this quote is not closed on its line");
    text_add_n(&statement->checked, reader->at, length);

    const char *colon = quote == '"' ? memchr(reader->at, ':', length) : NULL;
    size_t kept = colon ? (size_t)(colon - reader->at) : length - 1;

    text_add_n(&statement->sqlite, reader->at, kept);
    text_add_char(&statement->sqlite, quote);
    text_add_n(&statement->postgres, reader->at, kept);
    text_add_char(&statement->postgres, quote);
    reader->at += length;
}

static void read_param(struct reader *reader, struct statement *statement, bool *used)
{
    const char *end = reader->at + 1;
    char *name = take_word(&end);
    int number = param_number(reader, statement, name);

    used[number - 1] = true;
    text_add_n(&statement->checked, reader->at, (size_t)(end - reader->at));
    text_addf(&statement->sqlite, "?%d", number);
    text_addf(&statement->postgres, "$%d", number);
    reader->at = end;
}

static void read_token(struct reader *reader, struct statement *statement)
{
    static const char for_update[] = "{for update}";

    if (strncmp(reader->at, for_update, sizeof for_update - 1) != 0)
        reader_fail(reader, "the only token in braces is {for update}");
    text_add(&statement->postgres, "for update");
    reader->at += sizeof for_update - 1;
}

static void read_piece(struct reader *reader, struct statement *statement, bool *used)
{
    char c = *reader->at;

    if (c == '\'' || c == '"') {
        read_quoted(reader, statement);
    } else if (c == ':' && is_name_start(reader->at[1])) {
        read_param(reader, statement, used);
    } else if (c == '{') {
        read_token(reader, statement);
    } else if (c == '?' || c == '$' || c == '`' || c == '[') {
        reader_fail(reader, "'%c' is not for both engines: parameters are written :name", c);
    } else if (c == '-' && reader->at[1] == '-') {
        reader->at += strcspn(reader->at, "\n");
    } else if (is_blank(c)) {
        add_blank(statement, c);
        reader->line += c == '\n';
        reader->at++;
    } else {
        add_all(statement, reader->at, 1);
        reader->at++;
    }
}

static void trim_end(struct text *text)
{
    while (text->length && text->data[text->length - 1] == ' ')
        text->data[--text->length] = '\0';
}

static void read_statement(struct reader *reader, struct statement *statement)
{
    bool used[MAX_FIELDS] = {false};

    statement->text_line = reader->line;
    while (*reader->at != ';') {
        if (*reader->at == '\0')
            fail_at(reader->module->path, statement->line, "%s has no ; at its end",
                    statement->name);
        read_piece(reader, statement, used);
    }
    reader->at++;
    trim_end(&statement->sqlite);
    trim_end(&statement->postgres);
    for (int i = 0; i < statement->param_count; i++) {
        if (!used[i])
            fail_at(reader->module->path, statement->line, "the parameter %s of %s is not used",
                    statement->params[i].name, statement->name);
    }
}

static void read_block(struct reader *reader)
{
    int line = reader->line;
    struct text comments = read_comments(reader);
    const char *declaration = find_declaration(text_string(&comments), &line);
    bool has_text = *reader->at && *reader->at != '\n' && *reader->at != '\r';

    if (!declaration && has_text)
        reader_fail(reader, "a statement without declaration: -- name(parameters) result");
    if (declaration && !has_text)
        fail_at(reader->module->path, line, "no statement follows this declaration");
    if (!declaration)
        return;
    if (reader->module->count == MAX_STATEMENTS)
        reader_fail(reader, "more than %d statements", MAX_STATEMENTS);

    struct statement *statement = &reader->module->statements[reader->module->count];

    parse_declaration(reader, statement, comments.data, declaration, line);
    read_statement(reader, statement);
    reader->module->count++;
}

void sqlc_parse(struct module *module)
{
    struct text text = file_read(module->path);
    struct reader reader = {module, text_string(&text), 1};

    module->statements = tool_alloc(MAX_STATEMENTS * sizeof *module->statements);
    while (*reader.at) {
        if (is_blank(*reader.at)) {
            reader.line += *reader.at == '\n';
            reader.at++;
        } else {
            read_block(&reader);
        }
    }
}
