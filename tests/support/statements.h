/*
 * A database that lets a case down: in the case's connections the n-th statement fails, as when
 * the disk or the server gives out for a moment. Counted are the program's own statements and the
 * beginnings and ends of transactions, on the reading and on the writing connection together.
 */
#ifndef TESTS_SUPPORT_STATEMENTS_H
#define TESTS_SUPPORT_STATEMENTS_H

#include "support/house.h"

/* From now on statements are counted: of a house, whose worker is made anew, or of a store alone.
   Once in a case. */
void statements_watch(struct test_house *h);
void statements_watch_store(struct test_store *t);

/* The n-th statement from now fails, once; 0: none does. */
void statements_fail_nth(int nth);

/* Has it come to that since? */
bool statements_failed(void);

#endif
