/*
 * What the database holds, table by table, as a hash of each: to see what a request changed. The
 * audit is left out: its rows are many, never change and can be counted.
 */
#ifndef TESTS_SUPPORT_DIGEST_H
#define TESTS_SUPPORT_DIGEST_H

#include "support/house.h"

enum { DIGEST_TABLES_MAX = 64 };

struct digest {
    size_t count;
    struct digest_table {
        char name[64];
        struct crypt_hash hash;
    } tables[DIGEST_TABLES_MAX];
};

void digest_take(struct test_house *h, struct digest *ret_digest);

/* The tables that differ, separated by spaces, but for those named in `except` (ended by NULL); ""
   when none does. Lives in the case's arena. */
const char *digest_compare(struct test_house *h, const struct digest *before,
                           const struct digest *after, const char *const *except);

/* What a page that only shows things may leave behind besides the audit. */
extern const char *const DIGEST_READING[];

#endif
