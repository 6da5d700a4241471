/*
 * A small table with every kind of column, for the tests of the store alone.
 */
#ifndef TESTS_STORE_THING_H
#define TESTS_STORE_THING_H

#include "base/money.h"
#include "store/sql.h"
#include "support/database.h"

struct thing {
    int64_t id;
    int64_t count;
    bool flag;
    struct money money;
    struct instant at;
    struct clock_time clock;
    struct date day;
    const char *text;
    struct blob blob;
};

extern const struct sql_statement THING_ADD;    /* struct thing; id 0: generated; gives the id */
extern const struct sql_statement THING_BY_ID;  /* int64_t; gives a struct thing */
extern const struct sql_statement THINGS;       /* all, max 20 */
extern const struct sql_statement THING_COUNT;  /* gives an int64_t */
extern const struct sql_statement THING_RENAME; /* struct thing: text where id */

void thing_make_table(struct test_store *test);
int64_t thing_count(struct ctx *ctx);

/* An operation: adds the text `args` as a thing, and its row of audit. */
enum status thing_add_text(struct ctx *tx, void *args);

#endif
