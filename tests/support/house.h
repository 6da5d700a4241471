/*
 * The whole program in a test, without a socket: the demo zone on either engine, the person index,
 * every route, and visitors who go about in it as browsers do, each with their own cookies.
 *
 *     static void coordinator_opens_the_agenda(void **state)
 *     {
 *         struct test_house *h = *state;
 *         struct visitor anna;
 *
 *         house_enter(h, "anna.esposito", &anna);
 *         assert_int_equal(house_get(h, &anna, "/oggi")->http_status, 200);
 *     }
 *     const struct CMUnitTest tests[] = {IN_BOTH_HOUSES(coordinator_opens_the_agenda), ...};
 *
 * Each case has a zone of its own, which ends with it; the clock stands at test_now().
 */
#ifndef TESTS_SUPPORT_HOUSE_H
#define TESTS_SUPPORT_HOUSE_H

#include "app/house.h"
#include "support/database.h"

/* The last answer; good until the next request. */
struct answer {
    int http_status;
    const char *type;     /* "" without a body */
    const char *location; /* "" unless it leads elsewhere */
    const char *body;     /* NUL-terminated, whatever is in it */
    size_t length;
};

struct test_house {
    struct test_store store; /* `store.ctx` acts as the system user, on the case's own connection */
    struct instant clock;
    struct config config;
    struct house house;
    struct web *web;
    struct worker *worker;
    struct answer answer;
    char *kept; /* what `answer` points to */
    int64_t requests;
    int64_t broken; /* answers with a status of 500 or of none */
};

enum { VISITOR_COOKIES_MAX = 6, VISITOR_NAME_MAX = 24, VISITOR_VALUE_MAX = 512 };

struct visitor {
    char username[40]; /* "" for nobody */
    struct {
        char name[VISITOR_NAME_MAX];
        char value[VISITOR_VALUE_MAX];
    } cookies[VISITOR_COOKIES_MAX];
};

/* Without cookies. */
void house_nobody(struct visitor *ret_visitor);
/* With a fresh session of a user of the demo; no password is hashed. */
void house_enter(struct test_house *h, const char *username, struct visitor *ret_visitor);
/* The same at a stage of staff/session.h. */
void house_enter_at(struct test_house *h, const char *username, const char *stage,
                    struct visitor *ret_visitor);

/* Everything by hand. NULL: not sent. */
struct sending {
    const char *method;
    const char *path; /* with its query */
    const char *body;
    size_t length; /* of the body */
    const char *type;
    const char *origin;
    const char *fetch_site;
};
const struct answer *house_send(struct test_house *h, struct visitor *visitor,
                                const struct sending *sending);
const struct answer *house_get(struct test_house *h, struct visitor *visitor, const char *path);

/* Sends `fields` (names and values one after the other, ended by NULL; or NULL for none) as a form
   of ours would, with a token of the visitor's unless they hold one. */
const struct answer *house_post(struct test_house *h, struct visitor *visitor, const char *path,
                                const char *const *fields);

/* A form token that the visitor's page would hold; lives in the case's arena. For nobody there must
   have been a page with a form before. */
const char *house_token(struct test_house *h, struct visitor *visitor);
/* "name=value&..." of fields, percent-encoded; in the case's arena. */
const char *house_encode(struct test_house *h, const char *const *fields);

/* Is this the answer to who may not come in: 403, 404, or sent to sign in? */
bool answer_refuses(const struct answer *answer);
/* Is `words` anywhere in the body? Looks past NUL bytes. */
bool answer_holds(const struct answer *answer, const char *words);

/* One number; `sql` must do on both engines. */
int64_t house_count(struct test_house *h, const char *sql);
/* One text, in the case's arena; NULL for null or no row. */
const char *house_text(struct test_house *h, const char *sql);

/* Runs an operation as a user of the demo. */
enum status house_write_as(struct test_house *h, const char *username, store_operation *operation,
                           void *args);

int test_house_setup_sqlite(void **state);
int test_house_setup_postgres(void **state);
int test_house_teardown(void **state);

#define IN_BOTH_HOUSES(test)                                                                       \
    {#test " [sqlite]", test, test_house_setup_sqlite, test_house_teardown, NULL},                 \
    {                                                                                              \
#test " [postgres]", test, test_house_setup_postgres, test_house_teardown, NULL            \
    }

#endif
