#include "store/store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/store_inside.h"

enum { QUEUE_MAX = 256, GROUP_MAX = 128, BUSY_TIMEOUT_MS = 5000, WRITER_ARENA_BYTES = 16 << 20 };

static void configure(struct store *store, const struct store_config *config)
{
    store->seal_key = crypt_derive(&config->master, "seal");
    store->audit_key = crypt_derive(&config->master, "audit");
    store->who = config->who;
    store->queue_max = config->queue_max ? config->queue_max : QUEUE_MAX;
    store->group_max = config->group_max ? config->group_max : GROUP_MAX;
    store->busy_timeout_ms = config->busy_timeout_ms ? config->busy_timeout_ms : BUSY_TIMEOUT_MS;
    pthread_mutex_init(&store->pen, NULL);
    pthread_mutex_init(&store->lock, NULL);
    pthread_cond_init(&store->arrived, NULL);
}

static enum status connect(struct store *store, bool create, bool read_only, struct db **ret_db)
{
    struct db_options options = {.location = store->location,
                                 .create = create,
                                 .read_only = read_only,
                                 .busy_timeout_ms = store->busy_timeout_ms};
    struct db *db;

    TRY(db_open(&options, &db));
    db->store = store;
    *ret_db = db;
    return OK;
}

enum status store_open(const struct store_config *config, struct store **ret_store)
{
    struct store *store = calloc(1, sizeof(*store));

    if (!store)
        return ERR_UNAVAILABLE;
    configure(store, config);
    store->location = strdup(config->location);

    enum status status =
        store->location ? arena_init(&store->arena, WRITER_ARENA_BYTES) : ERR_UNAVAILABLE;

    if (status == OK)
        status = connect(store, config->create, false, &store->writer);
    if (status != OK) {
        store_close(store);
        return status;
    }
    *ret_store = store;
    return OK;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    assert(!store->started);
    db_close(store->writer);
    arena_free(&store->arena);
    pthread_cond_destroy(&store->arrived);
    pthread_mutex_destroy(&store->lock);
    pthread_mutex_destroy(&store->pen);
    free(store->location);
    explicit_bzero(store, sizeof(*store));
    free(store);
}

enum status store_connect(struct store *store, struct db **ret_db)
{
    return connect(store, false, true, ret_db);
}

/* SQLite always goes on after the largest id. PostgreSQL counts apart from the rows. */
enum status store_reset_identities(struct ctx *tx)
{
    static const char text[] =
        "do $$ declare c record; begin "
        "for c in select table_name as t, column_name as n from information_schema.columns "
        "where table_schema = current_schema() and is_identity = 'YES' loop "
        "execute format('select setval(pg_get_serial_sequence(%L, %L), "
        "greatest(1, (select max(%I) from %I)), exists (select from %I))', "
        "quote_ident(c.t), c.n, c.n, c.t, c.t); "
        "end loop; end $$";

    assert(tx->db == tx->db->store->writer);
    return db_kind_is(tx->db) == DB_SQLITE ? OK : sql_script(tx, text);
}
