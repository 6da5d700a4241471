/*
 * A language that nobody speaks: every letter of what the program says is a '~'. On a page in it
 * the letters that are left are data, or words that no translation can reach.
 */
#ifndef TESTS_SUPPORT_FOREIGN_H
#define TESTS_SUPPORT_FOREIGN_H

#include "support/house.h"

/* From now on the house knows this language alone, and the visitor reads it. */
void foreign_give(struct test_house *h);
void foreign_choose(struct visitor *visitor);
#define FOREIGN "qps"

/* The pieces of every text of the database, and of `more`, a text a line; in the case's arena. */
struct foreign_data {
    const char **pieces; /* sorted */
    size_t count;
};
struct foreign_data foreign_data(struct test_house *h, const char *more);

/* Calls `stray` for each piece of the page's texts that has letters and is no data. Returns how
   many there were. */
typedef void foreign_stray(void *user, const char *piece);
int foreign_read(const struct answer *answer, const struct foreign_data *data, foreign_stray *stray,
                 void *user);

#endif
