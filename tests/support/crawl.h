/*
 * Goes wherever a visitor could go by links and by forms that only look something up, a few times
 * to each kind of page.
 */
#ifndef TESTS_SUPPORT_CRAWL_H
#define TESTS_SUPPORT_CRAWL_H

#include "support/house.h"
#include "support/page.h"

struct crawl;

/* Called for every answer; `page` is NULL for what is no HTML. May make requests of its own as long
   as it is done with `answer`. */
typedef void crawl_each(void *user, struct crawl *crawl, const char *path,
                        const struct answer *answer, const struct page *page);

struct crawl {
    struct test_house *h;
    struct visitor *visitor;
    const char *const *words; /* to look for in every search; ended by NULL; may be NULL */
    size_t of_a_kind; /* pages looked at whose addresses differ in numbers and values only */
    size_t pages_max;
    crawl_each *each;
    void *user;

    size_t pages; /* looked at */
    struct crawl_queue *queue;
};

/* From each of `starts` (ended by NULL). */
void crawl_from(struct crawl *crawl, const char *const *starts);

#endif
