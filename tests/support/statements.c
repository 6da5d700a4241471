#include "support/statements.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/db_engine.h"
#include "store/store_inside.h"

/* One thread, one house at a time. */
static struct {
    const struct db_engine *real;
    struct db_engine watched;
    enum status (*worker_start)(void *app, void **ret_data);
    int left; /* 0: nothing is to fail */
    bool failed;
} statements;

static bool is_the_one(void)
{
    if (statements.left == 0 || --statements.left > 0)
        return false;
    statements.failed = true;
    return true;
}

static enum status let_down(struct db *db)
{
    return db_failed(db, ERR_UNAVAILABLE, "let down by a test");
}

static enum status start(struct db *db, const struct sql_statement *statement,
                         const struct db_value *params, bool stream)
{
    return is_the_one() ? let_down(db) : statements.real->start(db, statement, params, stream);
}

static enum status queue(struct db *db, const struct sql_statement *statement,
                         const struct db_value *params)
{
    return is_the_one() ? let_down(db) : statements.real->queue(db, statement, params);
}

static enum status script(struct db *db, const char *text)
{
    return is_the_one() ? let_down(db) : statements.real->script(db, text);
}

static void watch(struct db *db)
{
    if (db->engine != &statements.watched) {
        statements.real = db->engine;
        statements.watched = *db->engine;
        statements.watched.start = start;
        statements.watched.script = script;
        if (statements.real->queue)
            statements.watched.queue = queue;
    }
    db->engine = &statements.watched;
}

static enum status worker_start(void *app, void **ret_data)
{
    TRY(statements.worker_start(app, ret_data));
    watch(*ret_data);
    return OK;
}

void statements_watch(struct test_house *h)
{
    /* The web's own copy of its settings, which only the web sees otherwise. */
    struct web_config *config = (struct web_config *)(uintptr_t)web_config(h->web);

    statements.worker_start = config->hooks.worker_start;
    statements.left = 0;
    config->hooks.worker_start = worker_start;
    worker_free(h->worker);
    assert_int_equal(worker_new(h->web, &h->worker), OK);
    watch(h->store.store->writer);
}

void statements_watch_store(struct test_store *t)
{
    statements.left = 0;
    watch(t->ctx.db);
    watch(t->store->writer);
}

void statements_fail_nth(int nth)
{
    statements.left = nth;
    statements.failed = false;
}

bool statements_failed(void)
{
    return statements.failed;
}
