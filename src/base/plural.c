#include "base/plural.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { TRIED_NUMBERS = 200, NESTING_MAX = 40 };

/* An expression being worked out. What is skipped by && || and ?: is worked out too: nothing in it
   has an effect, and a division by zero there is only a wrong expression. */
struct reader {
    const char *at;
    uint64_t n;
    int nesting;
    bool wrong;
};

/* From the loosest binding to the tightest; "<" stands after "<=", which begins alike. */
static const struct operation {
    const char *sign;
    int level;
} OPERATIONS[] = {
    {"||", 1}, {"&&", 2}, {"==", 3}, {"!=", 3}, {"<=", 4}, {">=", 4}, {"<", 4},
    {">", 4},  {"+", 5},  {"-", 5},  {"*", 6},  {"/", 6},  {"%", 6},
};

enum { LOOSEST = 1, TIGHTEST = 6 };

static uint64_t read_choice(struct reader *r);

static bool take(struct reader *r, const char *sign)
{
    size_t length = strlen(sign);

    r->at += strspn(r->at, " \t");
    if (strncmp(r->at, sign, length) != 0)
        return false;
    r->at += length;
    return true;
}

static uint64_t give_up(struct reader *r)
{
    r->wrong = true;
    return 0;
}

/* Here and below: NESTING_MAX bounds how deep. NOLINTNEXTLINE(misc-no-recursion) */
static uint64_t read_one(struct reader *r)
{
    uint64_t value;

    if (take(r, "n"))
        return r->n;
    if (take(r, "!"))
        return ++r->nesting > NESTING_MAX ? give_up(r) : !read_one(r);
    if (take(r, "(")) {
        value = read_choice(r);
        return take(r, ")") ? value : give_up(r);
    }
    if (*r->at < '0' || *r->at > '9')
        return give_up(r);

    char *end;

    value = strtoull(r->at, &end, 10);
    r->at = end;
    return value;
}

static uint64_t work_out(struct reader *r, const char *sign, uint64_t a, uint64_t b)
{
    bool is_double = sign[1] == '=';

    switch (sign[0]) {
    case '|':
        return a || b;
    case '&':
        return a && b;
    case '=':
        return a == b;
    case '!':
        return a != b;
    case '<':
        return is_double ? a <= b : a < b;
    case '>':
        return is_double ? a >= b : a > b;
    case '+':
        return a + b;
    case '-':
        return a - b;
    case '*':
        return a * b;
    default:
        if (b == 0)
            return give_up(r);
        return sign[0] == '/' ? a / b : a % b;
    }
}

static const struct operation *take_operation(struct reader *r, int level)
{
    for (size_t i = 0; i < sizeof OPERATIONS / sizeof OPERATIONS[0]; i++) {
        if (OPERATIONS[i].level == level && take(r, OPERATIONS[i].sign))
            return &OPERATIONS[i];
    }
    return NULL;
}

/* NOLINTNEXTLINE(misc-no-recursion): TIGHTEST bounds it besides */
static uint64_t read_level(struct reader *r, int level)
{
    if (level > TIGHTEST)
        return read_one(r);

    uint64_t value = read_level(r, level + 1);

    for (const struct operation *o; !r->wrong && (o = take_operation(r, level));)
        value = work_out(r, o->sign, value, read_level(r, level + 1));
    return value;
}

/* NOLINTNEXTLINE(misc-no-recursion): see read_one */
static uint64_t read_choice(struct reader *r)
{
    if (++r->nesting > NESTING_MAX)
        return give_up(r);

    uint64_t value = read_level(r, LOOSEST);

    if (!take(r, "?"))
        return value;

    uint64_t yes = read_choice(r);

    if (!take(r, ":"))
        return give_up(r);

    uint64_t no = read_choice(r);

    return value ? yes : no;
}

/* False when the text is no expression of this kind up to its ';'. */
static bool read_form(const struct plural *plural, uint64_t number, uint64_t *ret_form)
{
    struct reader r = {.at = plural->expression, .n = number};
    uint64_t form = read_choice(&r);

    if (r.wrong || !take(&r, ";") || form >= plural->forms)
        return false;
    *ret_form = form;
    return true;
}

enum status plural_of_header(const char *header, struct plural *ret_plural)
{
    static const char name[] = "Plural-Forms: nplurals=";
    static const char middle[] = "; plural=";
    const char *line = strstr(header, name);
    struct plural plural;
    uint64_t form;

    if (!line)
        return ERR_NOT_FOUND;
    line += sizeof name - 1;
    plural.forms = (unsigned)(*line - '0');
    if (plural.forms < 1 || plural.forms > PLURAL_FORMS_MAX)
        return ERR_CORRUPT;
    if (strncmp(line + 1, middle, sizeof middle - 1) != 0)
        return ERR_CORRUPT;
    plural.expression = line + sizeof middle;
    if (strcspn(plural.expression, "\n") > PLURAL_EXPRESSION_MAX)
        return ERR_CORRUPT;
    for (uint64_t number = 0; number <= TRIED_NUMBERS; number++) {
        if (!read_form(&plural, number, &form))
            return ERR_CORRUPT;
    }
    *ret_plural = plural;
    return OK;
}

unsigned plural_form(const struct plural *plural, uint64_t number)
{
    uint64_t form = 0;

    return read_form(plural, number, &form) ? (unsigned)form : 0;
}
